//! How many connections one address may have at once.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Addresses without a connection that may be kept, beside as many as have one: looking for them costs little then.
const EMPTY_KEPT: usize = 1024;

/// Places of all addresses, the same number for each.
#[derive(Debug)]
pub(super) struct Places {
    each: usize,
    addresses: Mutex<Addresses>,
}

#[derive(Debug, Default)]
struct Addresses {
    places: HashMap<IpAddr, Arc<Semaphore>>,
    /// How many there may be before those without a connection are forgotten.
    kept: usize,
}

impl Places {
    /// So many for each address.
    pub(super) fn new(each: usize) -> Self {
        Self { each, addresses: Mutex::default() }
    }

    /// A place, taken until it is dropped; none when all of the address are taken.
    pub(super) fn take(&self, address: IpAddr) -> Option<OwnedSemaphorePermit> {
        let mut addresses = self.addresses.lock().expect("nobody panics who holds the places");
        if addresses.places.len() >= addresses.kept {
            addresses.places.retain(|_, places| Arc::strong_count(places) > 1);
            addresses.kept = 2 * addresses.places.len() + EMPTY_KEPT;
        }
        let places = addresses.places.entry(address).or_insert_with(|| Arc::new(Semaphore::new(self.each)));
        Arc::clone(places).try_acquire_owned().ok()
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn each_address_has_its_own_places_and_gets_them_back() {
        let [ann, bob] = [1, 2].map(|n| IpAddr::V4(Ipv4Addr::from_bits(n)));
        let places = Places::new(2);
        let (first, second) = (places.take(ann), places.take(ann));
        assert!(first.is_some() && second.is_some() && places.take(ann).is_none());
        assert!(places.take(bob).is_some());
        drop(first);
        assert!(places.take(ann).is_some());
    }

    #[test]
    fn addresses_without_a_connection_are_forgotten_and_others_are_not() {
        let places = Places::new(1);
        let address = |n| IpAddr::V4(Ipv4Addr::from_bits(n));
        let held = places.take(address(0));
        for n in 1..100_000 {
            drop(places.take(address(n)));
        }
        assert!(places.addresses.lock().unwrap().places.len() <= 2 + EMPTY_KEPT);
        assert!(held.is_some() && places.take(address(0)).is_none());
    }
}
