//! Tickets: what a browser may say in a WebSocket handshake, where it can set no header. Each is good once, for a
//! short time, for one player and one room; so it does no harm that such a request may stand in somebody's log.
//!
//! Time and randomness are passed in.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;
use tokio::time::Instant;

use crate::{
    limits::{TICKET_LIFE, TICKETS_MAX},
    link::PlayerId,
};

/// Bytes of a ticket by which it is found. They are no secret: how long the search takes may tell of them.
const ID_BYTES: usize = 8;

/// Bytes that are compared in constant time.
const SECRET_BYTES: usize = 16;

/// Random bytes of a ticket.
pub(super) const TICKET_BYTES: usize = ID_BYTES + SECRET_BYTES;

type Id = [u8; ID_BYTES];

/// What a ticket is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Admission {
    /// The room.
    pub(crate) room: Arc<str>,
    /// The player.
    pub(crate) player: PlayerId,
    /// He had the bot key.
    pub(crate) keyed: bool,
}

/// Why a ticket is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketRefusal {
    /// It was never given out, or is used, or forgotten.
    Unknown,
    /// It is too old.
    Expired,
}

struct Ticket {
    secret: [u8; SECRET_BYTES],
    admission: Admission,
    expires: Instant,
}

/// The tickets that are out.
#[derive(Default)]
pub(super) struct Tickets {
    out: HashMap<Id, Ticket>,
    /// In the order of issue, and so of expiry. One that was used stays until it is the oldest; the bound is on
    /// this list.
    ids: VecDeque<Id>,
}

impl Tickets {
    /// A new ticket of these random bytes; none when all that may be out are.
    pub(super) fn issue(
        &mut self,
        random: [u8; TICKET_BYTES],
        admission: Admission,
        now: Instant,
    ) -> Option<String> {
        self.forget(now);
        if self.ids.len() >= TICKETS_MAX {
            return None;
        }
        let (id, secret) = split(random);
        self.out.insert(id, Ticket { secret, admission, expires: now + TICKET_LIFE });
        self.ids.push_back(id);
        Some(BASE64URL_NOPAD.encode(&random))
    }

    /// Uses a ticket up.
    pub(super) fn redeem(&mut self, text: &str, now: Instant) -> Result<Admission, TicketRefusal> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        let (id, secret) = split(bytes.ok_or(TicketRefusal::Unknown)?);
        let is_genuine = self.out.get(&id).is_some_and(|ticket| ticket.secret.ct_eq(&secret).into());
        let ticket = is_genuine.then(|| self.out.remove(&id)).flatten().ok_or(TicketRefusal::Unknown)?;
        if now < ticket.expires { Ok(ticket.admission) } else { Err(TicketRefusal::Expired) }
    }

    /// Forgets from the oldest on what was used, and what has expired when its place is wanted: until then it can be
    /// told from one that never was.
    fn forget(&mut self, now: Instant) {
        let is_full = self.ids.len() >= TICKETS_MAX;
        while let Some(id) = self.ids.front() {
            let expires = self.out.get(id).map(|ticket| ticket.expires);
            if expires.is_some_and(|expires| now < expires || !is_full) {
                break;
            }
            self.out.remove(id);
            self.ids.pop_front();
        }
    }
}

fn split(bytes: [u8; TICKET_BYTES]) -> (Id, [u8; SECRET_BYTES]) {
    let (id, secret) = bytes.split_at(ID_BYTES);
    (id.try_into().expect("it is cut there"), secret.try_into().expect("it is the rest"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn random(number: usize) -> [u8; TICKET_BYTES] {
        let mut bytes = [7; TICKET_BYTES];
        bytes[..8].copy_from_slice(&number.to_le_bytes());
        bytes
    }

    fn admission(player: u8) -> Admission {
        Admission { room: "main".into(), player: PlayerId([player; 16]), keyed: false }
    }

    #[test]
    fn a_ticket_is_good_once() {
        let (mut tickets, now) = (Tickets::default(), Instant::now());
        let ann = tickets.issue(random(1), admission(1), now).unwrap();
        let bob = tickets.issue(random(2), admission(2), now).unwrap();
        assert_eq!(tickets.redeem(&bob, now), Ok(admission(2)));
        assert_eq!(tickets.redeem(&ann, now), Ok(admission(1)));
        assert_eq!(tickets.redeem(&ann, now), Err(TicketRefusal::Unknown));
    }

    #[test]
    fn a_ticket_is_good_for_its_time_and_then_says_why_not() {
        let (mut tickets, now) = (Tickets::default(), Instant::now());
        let [in_time, late] = [1, 2].map(|n| tickets.issue(random(n), admission(1), now).unwrap());
        assert!(tickets.redeem(&in_time, now + TICKET_LIFE - Duration::from_millis(1)).is_ok());
        tickets.issue(random(3), admission(3), now + 2 * TICKET_LIFE).unwrap();
        assert_eq!(tickets.redeem(&late, now + 2 * TICKET_LIFE), Err(TicketRefusal::Expired));
    }

    #[test]
    fn a_forged_secret_is_refused_and_does_the_owner_no_harm() {
        let (mut tickets, now) = (Tickets::default(), Instant::now());
        let ticket = tickets.issue(random(1), admission(1), now).unwrap();
        let mut forged = random(1);
        forged[TICKET_BYTES - 1] ^= 1;
        assert_eq!(tickets.redeem(&BASE64URL_NOPAD.encode(&forged), now), Err(TicketRefusal::Unknown));
        assert_eq!(tickets.redeem(&ticket, now), Ok(admission(1)));
    }

    #[test]
    fn what_is_no_ticket_is_refused() {
        let mut tickets = Tickets::default();
        let long = "A".repeat(10_000);
        for text in ["", "A", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &long] {
            assert_eq!(tickets.redeem(text, Instant::now()), Err(TicketRefusal::Unknown), "{text}");
        }
    }

    #[test]
    fn a_full_table_of_live_tickets_gives_no_more_until_they_are_used_or_expire() {
        let (mut tickets, now) = (Tickets::default(), Instant::now());
        let mut issue = |n, now| tickets.issue(random(n), admission(1), now);
        let first = issue(0, now).unwrap();
        for n in 1..TICKETS_MAX {
            assert!(issue(n, now).is_some(), "ticket {n}");
        }
        assert_eq!(issue(TICKETS_MAX, now), None);
        assert!(tickets.redeem(&first, now).is_ok());
        assert!(tickets.issue(random(TICKETS_MAX), admission(1), now).is_some());
        assert_eq!(tickets.issue(random(TICKETS_MAX + 1), admission(1), now), None);
        assert!(tickets.issue(random(TICKETS_MAX + 1), admission(1), now + TICKET_LIFE).is_some());
    }

    #[test]
    fn used_tickets_take_no_place_for_long() {
        let (mut tickets, now) = (Tickets::default(), Instant::now());
        for n in 0..3 * TICKETS_MAX {
            let ticket = tickets.issue(random(n), admission(1), now).expect("there is a place");
            tickets.redeem(&ticket, now).unwrap();
        }
        assert!(tickets.out.is_empty() && tickets.ids.len() <= 1);
    }
}
