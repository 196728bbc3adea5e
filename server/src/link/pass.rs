//! Who stands behind a socket.

use std::{fmt, net::IpAddr};

/// A player wherever he comes from: the subject of his identity token. It outlives sockets, seats and servers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PlayerId(pub(crate) [u8; 16]);

/// Only the beginning: enough to follow somebody through a log, too little to be taken for him.
impl fmt::Debug for PlayerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "{a:02x}{b:02x}{c:02x}{d:02x}")
    }
}

/// What a ticket has shown of the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pass {
    /// Who he is.
    pub(crate) player: PlayerId,
    /// He had the bot key: caps by address do not count him.
    pub(crate) keyed: bool,
    /// Where his socket comes from.
    pub(crate) address: IpAddr,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_shows_the_beginning_of_a_player_only() {
        let player = PlayerId([0xa1, 0x02, 0xf3, 0x04, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
        assert_eq!(format!("{player:?}"), "a102f304");
    }
}
