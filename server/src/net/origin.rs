//! Whose page asks.

use axum::http::{HeaderMap, header};

/// Origins whose pages may play here beside the server's own; none when any may.
#[derive(Debug)]
pub(super) struct Origins(pub(super) Option<Vec<String>>);

impl Origins {
    /// True for programs, which send no Origin, for a page that this server gave out, and for those of its friends: a
    /// browser always says where the page comes from when it opens a WebSocket or posts. `scheme` is that of the page
    /// where it is known; otherwise a proxy that is not trusted may have made HTTPS of it.
    pub(super) fn allow(&self, headers: &HeaderMap, scheme: Option<&str>) -> bool {
        let (Some(friends), Some(origin)) = (&self.0, headers.get(header::ORIGIN)) else { return true };
        let Ok(origin) = origin.to_str() else { return false };
        if friends.iter().any(|friend| friend == origin) {
            return true;
        }
        let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
        let (Some(host), Some((of_page, page_host))) = (host, origin.split_once("://")) else { return false };
        let fits = match scheme {
            Some(scheme) => of_page == scheme,
            None => matches!(of_page, "http" | "https"),
        };
        fits && page_host == host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: Option<&str>, origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        host.map(|host| headers.insert(header::HOST, host.parse().unwrap()));
        origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
        headers
    }

    #[test]
    fn only_our_pages_and_programs_may_ask() {
        for (host, origin, is_allowed) in [
            (Some("play.example:8080"), Some("http://play.example:8080"), true),
            (Some("play.example"), Some("https://play.example"), true),
            (Some("play.example:8080"), None, true),
            (None, None, true),
            (Some("play.example:8080"), Some("http://play.example:9090"), false),
            (Some("play.example"), Some("https://play.example.evil.example"), false),
            (Some("play.example"), Some("ftp://play.example"), false),
            (Some("play.example"), Some("null"), false),
            (None, Some("http://play.example"), false),
        ] {
            let origins = Origins(Some(Vec::new()));
            assert_eq!(origins.allow(&headers(host, origin), None), is_allowed, "{origin:?} at {host:?}");
        }
    }

    #[test]
    fn where_the_scheme_is_known_it_counts() {
        let origins = Origins(Some(Vec::new()));
        for (origin, is_allowed) in [("https://play.example", true), ("http://play.example", false)] {
            let headers = headers(Some("play.example"), Some(origin));
            assert_eq!(origins.allow(&headers, Some("https")), is_allowed, "{origin}");
        }
    }

    #[test]
    fn friends_may_ask_as_they_are_written_and_everybody_when_nobody_checks() {
        let origins = Origins(Some(vec!["https://friend.example".into()]));
        let from = |origin| headers(Some("play.example"), Some(origin));
        assert!(origins.allow(&from("https://friend.example"), None));
        assert!(!origins.allow(&from("http://friend.example"), None));
        assert!(!origins.allow(&from("https://friend.example:444"), None));
        assert!(Origins(None).allow(&from("https://evil.example"), None));
    }
}
