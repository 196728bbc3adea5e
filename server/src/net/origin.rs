//! Whose page asks.

use axum::http::{HeaderMap, header};

/// True for programs, which send no Origin, and for a page that this server gave out: a browser always says where
/// the page comes from when it opens a WebSocket or posts.
pub(super) fn is_own(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let origin = origin.to_str().ok().and_then(|o| o.strip_prefix("http://").or(o.strip_prefix("https://")));
    host.is_some() && origin == host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_pages_and_programs_may_ask() {
        for (host, origin, is_allowed) in [
            (Some("play.example:8080"), Some("http://play.example:8080"), true),
            (Some("play.example"), Some("https://play.example"), true),
            (Some("play.example:8080"), None, true),
            (None, None, true),
            (Some("play.example:8080"), Some("http://play.example:9090"), false),
            (Some("play.example"), Some("https://play.example.evil.example"), false),
            (Some("play.example"), Some("null"), false),
            (None, Some("http://play.example"), false),
        ] {
            let mut headers = HeaderMap::new();
            host.map(|host| headers.insert(header::HOST, host.parse().unwrap()));
            origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
            assert_eq!(is_own(&headers), is_allowed, "{origin:?} at {host:?}");
        }
    }
}
