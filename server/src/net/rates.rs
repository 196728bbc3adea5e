//! How often one address may ask for something that costs, or be wrong.

use std::{collections::HashMap, mem, net::IpAddr, sync::Mutex, time::Duration};

use tokio::time::Instant;

use crate::{
    limits::{ADDRESSES_KEPT, Allowance, FAILURES, JOINS, LOOKS, OPENINGS},
    rate_limit::RateLimit,
};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// To ask for a ticket.
    Join,
    /// To open a room.
    Open,
    /// A wrong ticket, token, key or password.
    Fail,
    /// To ask for what there is.
    Look,
}

/// What each address may do, in the order of [`Act`].
const ALLOWANCES: [Allowance; 4] = [JOINS, OPENINGS, FAILURES, LOOKS];

type Limits = [RateLimit; ALLOWANCES.len()];

/// The limits of all addresses; of those that were not seen for longest some are forgotten.
#[derive(Debug, Default)]
pub(super) struct Rates(Mutex<Generations>);

/// When the young are as many as may be, they are the old, and the old are forgotten.
#[derive(Debug, Default)]
struct Generations {
    young: HashMap<IpAddr, Limits>,
    old: HashMap<IpAddr, Limits>,
}

impl Generations {
    fn of(&mut self, address: IpAddr, now: Instant) -> &mut Limits {
        if self.young.len() >= ADDRESSES_KEPT / 2 && !self.young.contains_key(&address) {
            self.old = mem::take(&mut self.young);
        }
        let old = &mut self.old;
        self.young.entry(address).or_insert_with(|| {
            let fresh = || ALLOWANCES.map(|allowance| RateLimit::of(allowance, now));
            old.remove(&address).unwrap_or_else(fresh)
        })
    }
}

impl Rates {
    /// Counts an act; how long to wait when there were too many.
    pub(super) fn take(&self, address: IpAddr, act: Act, now: Instant) -> Result<(), Duration> {
        self.with(address, act, now, |limit| if limit.take(now) { Ok(()) } else { Err(limit.wait(now)) })
    }

    /// How long to wait when there were too many; counts nothing.
    pub(super) fn look(&self, address: IpAddr, act: Act, now: Instant) -> Result<(), Duration> {
        let wait = self.with(address, act, now, |limit| limit.wait(now));
        if wait.is_zero() { Ok(()) } else { Err(wait) }
    }

    fn with<T>(&self, address: IpAddr, act: Act, now: Instant, f: impl FnOnce(&mut RateLimit) -> T) -> T {
        let mut generations = self.0.lock().expect("nobody panics who holds the rates");
        f(&mut generations.of(address, now)[act as usize])
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn address(n: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from_bits(n))
    }

    #[test]
    fn each_act_of_each_address_has_its_own_limit() {
        let (rates, now) = (Rates::default(), Instant::now());
        for (act, Allowance { at_once, .. }) in
            [Act::Join, Act::Open, Act::Fail, Act::Look].into_iter().zip(ALLOWANCES)
        {
            assert!((0..at_once).all(|_| rates.take(address(1), act, now).is_ok()), "{act:?}");
            let wait = rates.look(address(1), act, now).unwrap_err();
            assert_eq!(rates.take(address(1), act, now), Err(wait), "{act:?}");
            assert_eq!(rates.take(address(1), act, now + wait), Ok(()), "{act:?}");
            assert_eq!(rates.take(address(2), act, now), Ok(()), "{act:?}");
        }
    }

    #[test]
    fn the_oldest_addresses_are_forgotten_and_the_table_stays_small() {
        let (rates, now) = (Rates::default(), Instant::now());
        let exhaust = |n| while rates.take(address(n), Act::Open, now).is_ok() {};
        exhaust(0);
        let others = |mut numbers: std::ops::Range<u32>| {
            numbers.all(|n| rates.take(address(n), Act::Join, now).is_ok());
        };
        let half = (ADDRESSES_KEPT / 2) as u32;
        others(1..half + 10);
        assert!(rates.look(address(0), Act::Open, now).is_err(), "it is of the old, and known");
        others(half + 10..4 * half);
        assert!(rates.look(address(0), Act::Open, now).is_ok(), "it is forgotten");
        let generations = rates.0.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= ADDRESSES_KEPT);
    }
}
