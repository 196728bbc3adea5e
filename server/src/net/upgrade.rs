//! The WebSocket handshake (RFC 6455 section 4.2) as an HTTP route, and the takeover of the socket after it.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, Version, header},
    response::Response,
    routing::get,
};
use fracas_protocol::TICKET_PREFIX;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tracing::{Instrument, Span, debug};

use super::{
    Doors, handshake,
    problem::{Kind, Problem},
};
use crate::{
    link::{Connection, Dialect, Pass, Wire},
    lobby::{Admission, Lobby, TicketRefusal},
};

pub(super) fn router(doors: Doors) -> Router {
    Router::new().route("/ws", get(upgrade)).with_state(doors)
}

async fn upgrade(State(doors): State<Doors>, mut request: Request) -> Result<Response, Problem> {
    let connection = connection_of(&request)?;
    doors.guard.check_origin(&connection, request.headers())?;
    let Begun { checked: offer, connection, upgrading } = begin(&mut request, check)?;
    let Offer { key, dialect, ticket } = offer;
    let address = doors.guard.address(&connection, request.headers());
    let (room, pass) = redeem(&doors.lobby, &ticket, address).map_err(|e| doors.guard.failed(address, e))?;
    let place = if pass.keyed { None } else { doors.guard.seat(address)? };
    connection.move_to(place);
    let takeover = async move {
        if let Some((wire, read)) = take_over(upgrading).await {
            handshake::greet(wire, read, dialect, (room, pass), &doors.directory, connection).await;
        }
    };
    tokio::spawn(takeover.instrument(Span::current()));
    Ok(switch(&key, Some(dialect.subprotocol())))
}

/// Uses the ticket up: the last of all checks, so that a wrong handshake costs nobody his ticket.
fn redeem(lobby: &Lobby, ticket: &str, address: IpAddr) -> Result<(Arc<str>, Pass), Problem> {
    let redeemed = lobby.redeem(ticket).map_err(|refusal| {
        debug!(?refusal, "ticket refused");
        match refusal {
            TicketRefusal::Unknown => {
                Problem::new(Kind::BadTicket, "the ticket is unknown or used; ask for one")
            }
            TicketRefusal::Expired => {
                Problem::new(Kind::ExpiredTicket, "the ticket is too old; ask for a new one")
            }
        }
    })?;
    let Admission { room, player, keyed } = redeemed;
    let pass = Pass { player, keyed, address };
    debug!(?player, keyed, %address, room = &*room, "let in");
    Ok((room, pass))
}

/// A handshake that is right, and is to be answered.
pub(super) struct Begun<T> {
    /// What the check found in its headers.
    pub(super) checked: T,
    /// The connection.
    pub(super) connection: Arc<Connection>,
    /// Gives the socket, once the answer was written.
    pub(super) upgrading: OnUpgrade,
}

/// Reads a handshake; `check` judges its headers.
pub(super) fn begin<T>(
    request: &mut Request,
    check: fn(&HeaderMap) -> Result<T, Problem>,
) -> Result<Begun<T>, Problem> {
    if request.method() != Method::GET || request.version() != Version::HTTP_11 {
        return Err(Problem::new(Kind::BadHandshake, "a WebSocket begins with GET over HTTP/1.1"));
    }
    let checked =
        check(request.headers()).inspect_err(|problem| debug!(kind = ?problem.kind, "handshake refused"))?;
    let connection = connection_of(request)?;
    Ok(Begun { checked, connection, upgrading: hyper::upgrade::on(request) })
}

/// The connection by which a request came.
fn connection_of(request: &Request) -> Result<Arc<Connection>, Problem> {
    let connection = request.extensions().get::<Arc<Connection>>().cloned();
    connection.ok_or_else(|| Problem::new(Kind::Internal, "a request without a connection"))
}

/// The socket after the answer, with what was read of it.
pub(super) async fn take_over(upgrading: OnUpgrade) -> Option<(Wire, Vec<u8>)> {
    match upgrading.await {
        Ok(upgraded) => {
            let parts = upgraded
                .downcast::<TokioIo<TcpStream>>()
                .expect("connections are served over bare TCP streams");
            Some((Wire::new(parts.io.into_inner()), parts.read_buf.to_vec()))
        }
        Err(e) => {
            debug!(error = %e, "peer left during the upgrade");
            None
        }
    }
}

/// The answer that switches the connection to WebSocket.
pub(super) fn switch(key: &str, subprotocol: Option<&'static str>) -> Response {
    let answer = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::UPGRADE, "websocket")
        .header(header::CONNECTION, "upgrade")
        .header(header::SEC_WEBSOCKET_ACCEPT, derive_accept_key(key.as_bytes()));
    let answer = match subprotocol {
        Some(name) => answer.header(header::SEC_WEBSOCKET_PROTOCOL, name),
        None => answer,
    };
    answer.body(Body::empty()).expect("these headers are legal")
}

/// What a player's handshake asks for.
#[derive(Debug)]
struct Offer {
    key: String,
    dialect: Dialect,
    ticket: String,
}

/// Checks a player's handshake, but for whether the ticket is good.
fn check(headers: &HeaderMap) -> Result<Offer, Problem> {
    let key = check_key(headers)?;
    let offers = || tokens(headers, &header::SEC_WEBSOCKET_PROTOCOL);
    // The client's first wish that we can fulfil (RFC 6455 section 4.2.2).
    let dialect = offers().find_map(Dialect::named).ok_or_else(|| {
        bad("offer the subprotocol fracas.v1, or fracas.v1.json for text, and with it fracas.ticket.TICKET")
    })?;
    let ticket = offers().find_map(|offer| offer.strip_prefix(TICKET_PREFIX)).ok_or_else(|| {
        Problem::new(Kind::BadTicket, "offer a ticket as well, as the subprotocol fracas.ticket.TICKET")
    })?;
    Ok(Offer { key, dialect, ticket: ticket.to_owned() })
}

fn bad(why: &'static str) -> Problem {
    Problem::new(Kind::BadHandshake, why)
}

/// Checks any handshake and returns its key.
pub(super) fn check_key(headers: &HeaderMap) -> Result<String, Problem> {
    let count = |name| headers.get_all(name).iter().count();
    if count(header::HOST) != 1 || count(header::SEC_WEBSOCKET_KEY) > 1 {
        return Err(bad("exactly one Host and one Sec-WebSocket-Key are wanted"));
    }
    if headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(bad("a handshake has no body"));
    }
    if !has_token(headers, &header::CONNECTION, "upgrade")
        || !has_token(headers, &header::UPGRADE, "websocket")
    {
        return Err(Problem::new(Kind::UpgradeRequired, "this is a WebSocket: ask for an upgrade"));
    }
    if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|v| v != "13") {
        return Err(Problem::new(Kind::UpgradeRequired, "only WebSocket version 13 is spoken here"));
    }
    let key = headers.get(header::SEC_WEBSOCKET_KEY).and_then(|k| k.to_str().ok());
    let key =
        key.filter(|k| k.len() == 24).ok_or_else(|| bad("Sec-WebSocket-Key is missing or malformed"))?;
    Ok(key.to_owned())
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    tokens(headers, name).any(|t| t.eq_ignore_ascii_case(token))
}

fn tokens<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
    values.flat_map(|v| v.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser() -> HeaderMap {
        let pairs = [
            (header::HOST, "play.example:8080"),
            (header::CONNECTION, "keep-alive, Upgrade"),
            (header::UPGRADE, "websocket"),
            (header::SEC_WEBSOCKET_VERSION, "13"),
            (header::SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ=="),
            (header::SEC_WEBSOCKET_PROTOCOL, "other, fracas.v1, fracas.ticket.abc"),
            (header::ORIGIN, "http://play.example:8080"),
        ];
        pairs.into_iter().map(|(name, value)| (name, value.parse().unwrap())).collect()
    }

    #[test]
    fn a_browser_on_our_page_is_let_in() {
        let Offer { key, dialect, ticket } = check(&browser()).unwrap();
        assert_eq!((key.as_str(), ticket.as_str()), ("dGhlIHNhbXBsZSBub25jZQ==", "abc"));
        assert_eq!(dialect.subprotocol(), "fracas.v1");
    }

    #[test]
    fn of_two_subprotocols_the_first_that_we_speak_is_spoken() {
        for (offer, spoken) in [
            ("fracas.ticket.abc, fracas.v1.json", Some("fracas.v1.json")),
            ("x, fracas.v1.json, fracas.v1, fracas.ticket.abc", Some("fracas.v1.json")),
            ("fracas.v1,fracas.ticket.abc,fracas.v1.json", Some("fracas.v1")),
            ("fracas.v2, FRACAS.V1, fracas.ticket.abc", None),
        ] {
            let mut headers = browser();
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, offer.parse().unwrap());
            assert_eq!(check(&headers).ok().map(|offer| offer.dialect.subprotocol()), spoken, "{offer}");
        }
    }

    #[test]
    fn each_missing_part_is_refused_for_its_own_reason() {
        let cases = [
            (header::CONNECTION, Kind::UpgradeRequired),
            (header::UPGRADE, Kind::UpgradeRequired),
            (header::SEC_WEBSOCKET_VERSION, Kind::UpgradeRequired),
            (header::SEC_WEBSOCKET_KEY, Kind::BadHandshake),
            (header::SEC_WEBSOCKET_PROTOCOL, Kind::BadHandshake),
            (header::HOST, Kind::BadHandshake),
        ];
        for (missing, kind) in cases {
            let mut headers = browser();
            headers.remove(&missing);
            assert_eq!(check(&headers).unwrap_err().kind, kind, "without {missing}");
        }
    }

    #[test]
    fn without_a_ticket_there_is_no_way_in() {
        for offer in ["fracas.v1", "fracas.v1.json, fracas.ticket", "fracas.v1, ticket.abc"] {
            let mut headers = browser();
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, offer.parse().unwrap());
            assert_eq!(check(&headers).unwrap_err().kind, Kind::BadTicket, "{offer}");
        }
    }
}
