//! Whom an address stands for, and where a request comes from when proxies stand between.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// Where a proxy writes from whom it had a request. `Forwarded` (RFC 7239) is not read: a proxy that does not know it
/// passes on what a client made up.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Where a proxy writes by which scheme it was asked.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// What is counted as one: an IPv4 address, or the /64 of an IPv6 address, all of which one household has.
pub(super) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

/// The proxies whose word is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct TrustedProxies(pub(super) Vec<IpNet>);

impl TrustedProxies {
    /// True for one of them.
    pub(super) fn has(&self, peer: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&peer.to_canonical()))
    }

    /// Where a request comes from: the last hop that is not one of them, read from the right, because everything left
    /// of it is only what that hop says.
    pub(super) fn origin_of(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut origin = peer.to_canonical();
        let lines = headers.get_all(FORWARDED_FOR).into_iter().rev();
        let mut hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        while self.has(origin) {
            match hops.next().and_then(|hop| hop.trim().parse::<IpAddr>().ok()) {
                Some(hop) => origin = hop.to_canonical(),
                None => break,
            }
        }
        origin
    }

    /// By which scheme the page was asked for, if a trusted proxy says so.
    pub(super) fn scheme<'a>(&self, peer: IpAddr, headers: &'a HeaderMap) -> Option<&'a str> {
        if !self.has(peer) {
            return None;
        }
        headers
            .get_all(FORWARDED_PROTO)
            .into_iter()
            .next_back()?
            .to_str()
            .ok()?
            .rsplit(',')
            .next()
            .map(str::trim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_household_is_an_ipv4_address_or_a_64() {
        assert_eq!(household(ip("192.0.2.7")), ip("192.0.2.7"));
        assert_eq!(household(ip("::ffff:192.0.2.7")), ip("192.0.2.7"), "IPv4 by way of an IPv6 socket");
        assert_eq!(household(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
        assert_ne!(household(ip("2001:db8:1:2::1")), household(ip("2001:db8:1:3::1")));
    }

    #[test]
    fn only_the_word_of_a_trusted_proxy_is_taken() {
        let proxies =
            TrustedProxies(vec!["10.0.0.0/8".parse().unwrap(), "2001:db8:ff::/48".parse().unwrap()]);
        for (peer, said, origin) in [
            ("192.0.2.7", &["203.0.113.9"][..], "192.0.2.7"),
            ("10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("::ffff:10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.66, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.66", "203.0.113.9,10.0.0.2"], "203.0.113.9"),
            ("10.0.0.1", &["2001:db8:1::5, 2001:db8:ff::2"], "2001:db8:1::5"),
            ("10.0.0.1", &["203.0.113.9, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3"], "10.0.0.3"),
            ("10.0.0.1", &[], "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in said {
                headers.append(FORWARDED_FOR, line.parse().unwrap());
            }
            headers.insert("forwarded", "for=198.51.100.66".parse().unwrap());
            assert_eq!(proxies.origin_of(ip(peer), &headers), ip(origin), "{peer} says {said:?}");
        }
    }

    #[test]
    fn the_scheme_is_what_a_trusted_proxy_says() {
        let proxies = TrustedProxies(vec!["10.0.0.0/8".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        assert_eq!(proxies.scheme(ip("10.0.0.1"), &headers), None);
        headers.insert(FORWARDED_PROTO, "http, https".parse().unwrap());
        assert_eq!(proxies.scheme(ip("10.0.0.1"), &headers), Some("https"));
        assert_eq!(proxies.scheme(ip("192.0.2.7"), &headers), None);
    }
}
