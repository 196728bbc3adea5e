//! The accept loop: one port for HTTP and WebSocket, hyper's http1 with a deadline for heads, an axum router
//! as the service. `axum::serve` has no such deadline.

use std::{io, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    middleware::{from_fn_with_state, map_response},
};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{Instant, sleep},
};
use tower_service::Service;
use tracing::{Instrument, debug, debug_span, error, warn};

use super::{Doors, Guard, Policy, api, assets, feed, guest, headers, join, rooms, upgrade};
use crate::{
    limits::{
        ACCEPT_RETRY_WAIT, FULL_WARNINGS, HTTP_HEAD_BYTES_MAX, HTTP_HEAD_WAIT, LISTEN_BACKLOG, NOTSENT_BYTES,
        TCP_UNACKED_WAIT,
    },
    link::Connection,
    lobby::{Directory, Lobby},
    rate_limit::RateLimit,
};

/// Binds `addr` for [`Listener`]. An error is the operator's: the port is taken or the address not ours.
pub(crate) fn bind(addr: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(addr), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&addr.into())?;
    socket.listen(LISTEN_BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Accepts connections for ever.
#[derive(Debug)]
pub(crate) struct Listener {
    tcp: TcpListener,
    router: Router,
    places: Arc<Semaphore>,
    guard: Arc<Guard>,
}

impl Listener {
    /// Serves the rooms of `directory`, by way of the lobby, to at most `connections_max` connections at once, to each
    /// address as the policy has it.
    pub(crate) fn new(
        tcp: TcpListener,
        directory: Arc<Directory>,
        lobby: Lobby,
        connections_max: usize,
        policy: Policy,
    ) -> Self {
        let guard = Arc::new(Guard::new(policy));
        let api = api::router(Arc::clone(&directory));
        let doors = Doors { directory, lobby: Arc::new(lobby), guard: Arc::clone(&guard) };
        let asked = api
            .merge(rooms::router(doors.clone()))
            .merge(feed::router(doors.clone()))
            .route_layer(from_fn_with_state(doors.clone(), guest::look));
        let router =
            assets::router().merge(asked).merge(join::router(doors.clone())).merge(upgrade::router(doors));
        #[cfg(feature = "echo")]
        let router = router.merge(super::echo::router());
        let router = router.layer(map_response(headers::secure));
        Self { tcp, router, places: Arc::new(Semaphore::new(connections_max)), guard }
    }

    /// Runs until it is dropped.
    pub(crate) async fn run(self) {
        let mut warnings = RateLimit::of(FULL_WARNINGS, Instant::now());
        loop {
            let (stream, peer) = match self.tcp.accept().await {
                Ok(accepted) => accepted,
                Err(e) => {
                    error!(error = %e, "accept failed");
                    sleep(ACCEPT_RETRY_WAIT).await;
                    continue;
                }
            };
            let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() else {
                if warnings.take(Instant::now()) {
                    warn!(%peer, "every connection is taken");
                }
                refuse(&stream);
                continue;
            };
            let Ok(place) = self.guard.greet(peer.ip()) else {
                debug!(%peer, "every connection of this address is taken");
                refuse(&stream);
                continue;
            };
            let connection = Arc::new(Connection::new(peer, permit, place));
            tokio::spawn(
                serve(stream, self.router.clone(), connection).instrument(debug_span!("connection", %peer)),
            );
        }
    }
}

/// What the one too many is told: a problem of the kind `full`.
const REFUSAL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\n\
    content-type: application/problem+json\r\ncontent-length: 107\r\nconnection: close\r\n\r\n\
    {\"type\":\"/problems/full\",\"title\":\"No place for one more\",\"status\":503,\
    \"detail\":\"every connection is taken\"}";

/// Answers in one non-blocking write: a full server spends nothing on the one too many.
fn refuse(stream: &TcpStream) {
    let _ = stream.try_write(REFUSAL);
}

async fn serve(stream: TcpStream, router: Router, connection: Arc<Connection>) {
    if let Err(e) = tune(&stream) {
        debug!(error = %e, "socket options refused: the peer is gone");
        return;
    }
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Arc::clone(&connection));
        router.clone().call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HTTP_HEAD_WAIT)
        .max_buf_size(HTTP_HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
    if let Err(e) = served {
        debug!(error = %e, "HTTP connection ended");
    }
}

/// Nagle off (44 ms at the 99th percentile otherwise), and no megabytes of stale frames in the kernel.
fn tune(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    socket.set_tcp_user_timeout(Some(TCP_UNACKED_WAIT))?;
    socket.set_tcp_notsent_lowat(NOTSENT_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_too_many_is_told_a_whole_problem() {
        let (head, body) = str::from_utf8(REFUSAL).unwrap().split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!((&problem["type"], &problem["status"]), (&"/problems/full".into(), &503.into()));
    }
}
