//! Before a room: which rooms there are, who somebody is, and the ticket with which his socket comes in. It is asked by
//! HTTP requests only; the locks in it are never on a tick's path.

mod directory;
mod identity;
mod issuer;
mod secrets;
mod tickets;

use std::{
    sync::{Mutex, MutexGuard},
    time::SystemTime,
};

use subtle::ConstantTimeEq;
use tokio::time::Instant;

use crate::link::PlayerId;
use identity::Identities;
use issuer::Issuer;
use tickets::Tickets;

pub(crate) use directory::{Card, Denial, Directory};
pub use issuer::{IssuerConfig, IssuerError};
pub(crate) use secrets::Secrets;
pub use secrets::SecretsError;
pub(crate) use tickets::{Admission, TicketRefusal};

/// A token that is forged, for somebody else, or too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadToken;

/// A key that is not the bot key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadKey;

/// Everything that is asked before a room is entered.
pub(crate) struct Lobby {
    identities: Identities,
    /// Who else may name players.
    issuer: Option<Issuer>,
    bot_key: String,
    tickets: Mutex<Tickets>,
}

impl Lobby {
    /// A lobby whose tokens and key outlive it.
    pub(crate) fn new(secrets: Secrets) -> Self {
        let Secrets { secret, bot_key } = secrets;
        Self { identities: Identities::new(&secret), issuer: None, bot_key, tickets: Mutex::default() }
    }

    /// Takes the word of another site for who somebody is.
    pub(crate) fn trust(&mut self, issuer: &IssuerConfig) -> Result<(), IssuerError> {
        self.issuer = Some(Issuer::open(issuer)?);
        Ok(())
    }

    /// The player whom a token names, or a new one, and the token that he shall keep.
    pub(crate) fn identify(&self, token: Option<&str>) -> Result<(PlayerId, String), BadToken> {
        let now = seconds_since_1970();
        let Some(token) = token else {
            let player = PlayerId(rand::random());
            return Ok((player, self.identities.issue(player, now)));
        };
        if let Some(player) = self.issuer.as_ref().and_then(|issuer| issuer.read(token, now)) {
            return Ok((player, self.identities.issue(player, now)));
        }
        let identity = self.identities.read(token, now).ok_or(BadToken)?;
        let token =
            if identity.is_due { self.identities.issue(identity.player, now) } else { token.to_owned() };
        Ok((identity.player, token))
    }

    /// True for the bot key, false for none.
    pub(crate) fn is_keyed(&self, key: Option<&[u8]>) -> Result<bool, BadKey> {
        match key {
            None => Ok(false),
            Some(key) if key.ct_eq(self.bot_key.as_bytes()).into() => Ok(true),
            Some(_) => Err(BadKey),
        }
    }

    /// A ticket; none when all that may be out are.
    pub(crate) fn issue(&self, admission: Admission) -> Option<String> {
        self.tickets().issue(rand::random(), admission, Instant::now())
    }

    /// Uses a ticket up.
    pub(crate) fn redeem(&self, ticket: &str) -> Result<Admission, TicketRefusal> {
        self.tickets().redeem(ticket, Instant::now())
    }

    fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.tickets.lock().expect("nobody panics who holds the tickets")
    }
}

#[expect(clippy::disallowed_methods, reason = "tokens outlive the server, so they expire by the calendar")]
fn seconds_since_1970() -> u64 {
    // Before 1970 no token was made.
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn lobby(dir: &TempDir) -> Lobby {
        Lobby::new(Secrets::open(dir.path()).unwrap())
    }

    #[test]
    fn strangers_differ_and_who_shows_his_token_is_the_same_after_a_restart() {
        let dir = TempDir::new().unwrap();
        let ((ann, token), (bob, _)) =
            (lobby(&dir).identify(None).unwrap(), lobby(&dir).identify(None).unwrap());
        assert_ne!(ann, bob);
        assert_eq!(lobby(&dir).identify(Some(&token)), Ok((ann, token)));
    }

    #[test]
    fn an_old_token_is_replaced_by_one_of_the_same_player() {
        let (dir, ann) = (TempDir::new().unwrap(), PlayerId([1; 16]));
        let lobby = lobby(&dir);
        let old = lobby.identities.issue(ann, seconds_since_1970() - 8 * 24 * 3600);
        let (player, fresh) = lobby.identify(Some(&old)).unwrap();
        assert_eq!(player, ann);
        assert_ne!(fresh, old);
        assert_eq!(lobby.identify(Some(&fresh)), Ok((ann, fresh)));
    }

    #[test]
    fn only_the_whole_key_is_the_key() {
        let dir = TempDir::new().unwrap();
        let lobby = lobby(&dir);
        let key = lobby.bot_key.clone().into_bytes();
        assert_eq!(lobby.is_keyed(None), Ok(false));
        assert_eq!(lobby.is_keyed(Some(&key)), Ok(true));
        for wrong in [&b""[..], &key[1..], &[&key[..], b"A"].concat(), &b"A".repeat(key.len())] {
            assert_eq!(lobby.is_keyed(Some(wrong)), Err(BadKey));
        }
    }
}
