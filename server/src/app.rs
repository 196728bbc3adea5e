//! Wires everything and waits for the end: the one place that starts threads and listens to signals.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use futures_util::{StreamExt, stream::FuturesUnordered};
use thiserror::Error;
use tokio::{
    signal::unix::{SignalKind, signal},
    time::timeout,
};
use tracing::{error, info, warn};

use crate::{
    config::Config,
    lan,
    limits::{CONNECTIONS_SPARE, SHUTDOWN_WAIT},
    link::ShardRequest,
    lobby::{Directory, IssuerError, Lobby, Secrets, SecretsError},
    net::{Listener, Policy, bind},
    shard::{self, Started},
};

/// Why the server did not start, or ended by itself.
#[derive(Debug, Error)]
pub enum StartError {
    /// Another program has the port.
    #[error("port {} is taken; choose another with --listen {}:PORT", .0.port(), .0.ip())]
    PortTaken(SocketAddr),
    /// The address is not one of this machine's, or the port needs more rights.
    #[error("cannot listen on {0}: {1}; choose another address with --listen ADDR:PORT")]
    Listen(SocketAddr, io::Error),
    /// The data directory cannot be used.
    #[error(transparent)]
    Data(#[from] SecretsError),
    /// The keys of the site that signs players in cannot be used.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// A room panicked: our fault; the log has the cause.
    #[error("a room failed and the server has ended; please report the lines above")]
    RoomFailed,
    /// The system refused threads or signals.
    #[error("cannot start: {0}")]
    System(#[from] io::Error),
}

impl StartError {
    /// The exit code of the program: 2 for what the operator has set, 1 for all else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Data(_) | Self::Issuer(_) => 2,
            Self::PortTaken(_) | Self::Listen(..) | Self::RoomFailed | Self::System(_) => 1,
        }
    }
}

/// Runs the server until SIGINT or SIGTERM. Prints the URL to open on standard output once it can be opened.
pub fn run(config: &Config) -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let served = runtime.block_on(serve(config));
    // Does not wait for a shard that hangs: the deadline of the end holds.
    runtime.shutdown_background();
    served
}

async fn serve(config: &Config) -> Result<(), StartError> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut lobby = Lobby::new(Secrets::open(&config.data)?);
    config.issuer.iter().try_for_each(|issuer| lobby.trust(issuer))?;
    let tcp = bind(config.listen).map_err(|e| match e.kind() {
        io::ErrorKind::AddrInUse => StartError::PortTaken(config.listen),
        _ => StartError::Listen(config.listen, e),
    })?;
    let addr = tcp.local_addr()?;
    let shards = shard::start(config.shards)?;
    let handles = shards.iter().map(|(shard, _)| shard.clone()).collect();
    let directory = Directory::new(handles, config.chat_filter.level());
    for room in config.rooms() {
        directory.open(room, true).expect("the rooms of the settings fit, each by its own code");
    }
    let connections_max = config.seats() + CONNECTIONS_SPARE;
    let listener = tokio::spawn(Listener::new(tcp, directory, lobby, connections_max, policy(config)).run());
    announce(config, addr);

    let name = tokio::select! {
        _ = interrupt.recv() => Some("SIGINT"),
        _ = terminate.recv() => Some("SIGTERM"),
        () = one_closed(&shards) => None,
    };
    match name {
        Some(signal) => info!(signal, "stopping: telling the players"),
        None => error!("a shard has failed: telling the players of the others"),
    }
    listener.abort();
    if timeout(SHUTDOWN_WAIT, stop(shards)).await.is_err() {
        warn!(after = ?SHUTDOWN_WAIT, "a shard did not stop in time");
    }
    name.map(|_| ()).ok_or(StartError::RoomFailed)
}

/// Who may come from where. What weakens it is said aloud.
fn policy(config: &Config) -> Policy {
    if config.insecure_no_origin_check {
        warn!("pages of any site may play here: --insecure-no-origin-check");
    }
    if config.insecure_no_address_caps {
        warn!("one address may take every place: --insecure-no-address-caps");
    }
    Policy {
        trusted_proxies: config.trusted_proxies.clone(),
        origins: (!config.insecure_no_origin_check).then(|| config.allow_origins.clone()),
        per_address: (!config.insecure_no_address_caps).then_some(config.per_address),
    }
}

/// Waits until a shard ends by itself.
async fn one_closed(shards: &[Started]) {
    let mut closed: FuturesUnordered<_> = shards.iter().map(|(shard, _)| shard.closed()).collect();
    closed.next().await;
}

/// Waits for the shards to say goodbye, all at the same time.
async fn stop(shards: Vec<Started>) {
    for (shard, _) in &shards {
        let _ = shard.send(ShardRequest::Stop).await;
    }
    for (_, thread) in shards {
        match tokio::task::spawn_blocking(move || thread.join()).await {
            Ok(Ok(())) => info!("stopped"),
            Ok(Err(_)) | Err(_) => error!("a shard panicked"),
        }
    }
}

/// Tells the person at the terminal what to open.
#[expect(clippy::print_stdout, reason = "the URL is this program's answer to the person who started it")]
fn announce(config: &Config, addr: SocketAddr) {
    let here = if addr.ip().is_unspecified() {
        SocketAddr::new(Ipv4Addr::LOCALHOST.into(), addr.port())
    } else {
        addr
    };
    println!("Fracas is open: http://{here}/");
    if config.lan {
        match lan::address() {
            Some(ip) => println!("{}", lan::invitation(ip, addr.port())),
            None => println!("No network address was found; others cannot reach this machine now."),
        }
    } else if addr.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST) {
        println!("Only this machine can reach it; invite others with --lan.");
    }
    println!("Stop it with Ctrl-C.");
}

const _: () = assert!(SHUTDOWN_WAIT.as_millis() < Duration::from_secs(2).as_millis());
