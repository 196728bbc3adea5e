//! What strangers may do, by the address they come from: how many connections, how often, and from whose pages.

use std::net::IpAddr;

use axum::http::HeaderMap;
use ipnet::IpNet;
use tokio::{sync::OwnedSemaphorePermit, time::Instant};

use super::{
    address::{TrustedProxies, household},
    origin::Origins,
    places::Places,
    problem::{Kind, Problem},
    rates::Rates,
};
use crate::link::Connection;

pub(super) use super::rates::Act;

/// How the operator wants it.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Proxies whose word is taken for where a request comes from.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may play here beside the server's own; none when any may.
    pub(crate) origins: Option<Vec<String>>,
    /// Connections of one address that showed nothing yet, and again those that play; none without any limit by address.
    pub(crate) per_address: Option<usize>,
}

/// A place among those of its address, for one that is counted.
pub(super) type Place = Option<OwnedSemaphorePermit>;

/// All limits by address take no part of a keyed peer.
#[derive(Debug)]
pub(super) struct Guard {
    proxies: TrustedProxies,
    origins: Origins,
    caps: Option<Caps>,
}

#[derive(Debug)]
struct Caps {
    strangers: Places,
    players: Places,
    rates: Rates,
}

impl Guard {
    pub(super) fn new(policy: Policy) -> Self {
        let caps =
            |each| Caps { strangers: Places::new(each), players: Places::new(each), rates: Rates::default() };
        Self {
            proxies: TrustedProxies(policy.trusted_proxies),
            origins: Origins(policy.origins),
            caps: policy.per_address.map(caps),
        }
    }

    /// The address that answers for a request.
    pub(super) fn address(&self, connection: &Connection, headers: &HeaderMap) -> IpAddr {
        household(self.proxies.origin_of(connection.peer.ip(), headers))
    }

    /// Refuses a page of another site.
    pub(super) fn check_origin(&self, connection: &Connection, headers: &HeaderMap) -> Result<(), Problem> {
        let scheme = self.proxies.scheme(connection.peer.ip(), headers);
        if self.origins.allow(headers, scheme) {
            return Ok(());
        }
        Err(Problem::new(Kind::ForeignOrigin, "pages of another site may not play here"))
    }

    /// A place for a new connection. Behind a trusted proxy are many peers; it is not counted.
    pub(super) fn greet(&self, peer: IpAddr) -> Result<Place, TooMany> {
        match &self.caps {
            Some(caps) if !self.proxies.has(peer) => {
                caps.strangers.take(household(peer)).map(Some).ok_or(TooMany)
            }
            _ => Ok(None),
        }
    }

    /// A place for one who has shown a ticket.
    pub(super) fn seat(&self, address: IpAddr) -> Result<Place, TooMany> {
        let Some(caps) = &self.caps else { return Ok(None) };
        caps.players.take(address).map(Some).ok_or(TooMany)
    }

    /// Counts an act, or says that there were too many.
    pub(super) fn allow(&self, address: IpAddr, act: Act) -> Result<(), Problem> {
        let Some(caps) = &self.caps else { return Ok(()) };
        caps.rates.take(address, act, Instant::now()).map_err(Problem::too_many_requests)
    }

    /// Refuses to judge what can be guessed when the address has been wrong too often.
    pub(super) fn allow_guess(&self, address: IpAddr) -> Result<(), Problem> {
        let Some(caps) = &self.caps else { return Ok(()) };
        caps.rates.look(address, Act::Fail, Instant::now()).map_err(Problem::too_many_requests)
    }

    /// Counts something wrong. Who is wrong too often is not even told in what.
    pub(super) fn failed(&self, address: IpAddr, problem: Problem) -> Problem {
        self.allow(address, Act::Fail).err().unwrap_or(problem)
    }
}

/// All places of an address are taken.
#[derive(Debug)]
pub(super) struct TooMany;

impl From<TooMany> for Problem {
    fn from(_: TooMany) -> Self {
        Self::new(Kind::TooManyConnections, "as many from your address play already as may")
    }
}
