//! A line to a server that can be cut: all who play over it lose their sockets at once, without a word.

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// A line of TCP to a server.
pub struct Line {
    addr: String,
    /// Counts the cuts.
    cuts: watch::Sender<u32>,
}

impl Line {
    /// A line to the server at `addr`.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn to(addr: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let line = Self {
            addr: listener.local_addr().expect("it listens").to_string(),
            cuts: watch::Sender::new(0),
        };
        let (far, cuts) = (addr.to_owned(), line.cuts.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, far.clone(), cuts.subscribe()));
            }
        });
        line
    }

    /// Where it begins: `http://host:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Cuts everybody's connection; a new one may be made at once.
    pub fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }
}

/// Carries bytes both ways until an end goes away or the line is cut.
async fn carry(mut near: TcpStream, far: String, mut cuts: watch::Receiver<u32>) {
    let Ok(mut far) = TcpStream::connect(far).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = cuts.changed() => {}
    }
}
