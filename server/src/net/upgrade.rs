//! The WebSocket handshake (RFC 6455 section 4.2) as an HTTP route, and the takeover of the socket after it.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, Version, header},
    response::{IntoResponse, Response},
    routing::get,
};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tracing::{Instrument, Span, debug};

use super::handshake;
use crate::{
    link::{Connection, Dialect, Wire},
    lobby::Directory,
};

pub(super) fn router(directory: Arc<Directory>) -> Router {
    Router::new().route("/ws", get(upgrade)).with_state(directory)
}

async fn upgrade(State(directory): State<Arc<Directory>>, mut request: Request) -> Response {
    let Begun { checked: (key, dialect), connection, upgrading } = match begin(&mut request, check) {
        Ok(begun) => begun,
        Err(refusal) => return refusal.into_response(),
    };
    let takeover = async move {
        if let Some((wire, read)) = take_over(upgrading).await {
            handshake::greet(wire, read, dialect, &directory, connection).await;
        }
    };
    tokio::spawn(takeover.instrument(Span::current()));
    switch(&key, Some(dialect.subprotocol()))
}

/// A handshake that is right, and is to be answered.
pub(super) struct Begun<T> {
    /// What the check found in its headers.
    pub(super) checked: T,
    /// The connection.
    pub(super) connection: Arc<Connection>,
    /// Gives the socket, once the answer was written.
    pub(super) upgrading: OnUpgrade,
}

/// Why a handshake is refused.
pub(super) type Refusal = (StatusCode, [(HeaderName, &'static str); 1], String);

/// Reads a handshake; `check` judges its headers.
pub(super) fn begin<T>(
    request: &mut Request,
    check: fn(&HeaderMap) -> Result<T, (StatusCode, &'static str)>,
) -> Result<Begun<T>, Refusal> {
    let refuse = |status, why| (status, [(header::SEC_WEBSOCKET_VERSION, "13")], format!("{why}\n"));
    if request.method() != Method::GET || request.version() != Version::HTTP_11 {
        return Err(refuse(StatusCode::BAD_REQUEST, "a WebSocket begins with GET over HTTP/1.1"));
    }
    let checked = check(request.headers()).map_err(|(status, why)| {
        debug!(%status, why, "handshake refused");
        refuse(status, why)
    })?;
    let connection = request.extensions().get::<Arc<Connection>>().cloned();
    let connection = connection.ok_or_else(|| refuse(StatusCode::INTERNAL_SERVER_ERROR, "our fault"))?;
    Ok(Begun { checked, connection, upgrading: hyper::upgrade::on(request) })
}

/// The socket after the answer, with what was read of it.
pub(super) async fn take_over(upgrading: OnUpgrade) -> Option<(Wire, Vec<u8>)> {
    match upgrading.await {
        Ok(upgraded) => {
            let parts = upgraded
                .downcast::<TokioIo<TcpStream>>()
                .expect("connections are served over bare TCP streams");
            Some((Wire::new(parts.io.into_inner()), parts.read_buf.to_vec()))
        }
        Err(e) => {
            debug!(error = %e, "peer left during the upgrade");
            None
        }
    }
}

/// The answer that switches the connection to WebSocket.
pub(super) fn switch(key: &str, subprotocol: Option<&'static str>) -> Response {
    let answer = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::UPGRADE, "websocket")
        .header(header::CONNECTION, "upgrade")
        .header(header::SEC_WEBSOCKET_ACCEPT, derive_accept_key(key.as_bytes()));
    let answer = match subprotocol {
        Some(name) => answer.header(header::SEC_WEBSOCKET_PROTOCOL, name),
        None => answer,
    };
    answer.body(Body::empty()).expect("these headers are legal")
}

/// Checks a player's handshake; returns its key and what is to be spoken.
fn check(headers: &HeaderMap) -> Result<(String, Dialect), (StatusCode, &'static str)> {
    let key = check_key(headers)?;
    // The client's first wish that we can fulfil (RFC 6455 section 4.2.2).
    let dialect = tokens(headers, &header::SEC_WEBSOCKET_PROTOCOL).find_map(Dialect::named);
    let none = (StatusCode::BAD_REQUEST, "offer the subprotocol fracas.v1, or fracas.v1.json for text");
    Ok((key, dialect.ok_or(none)?))
}

/// Checks any handshake and returns its key, or the status and the reason to refuse it.
pub(super) fn check_key(headers: &HeaderMap) -> Result<String, (StatusCode, &'static str)> {
    let bad = |why| (StatusCode::BAD_REQUEST, why);
    let count = |name| headers.get_all(name).iter().count();
    if count(header::HOST) != 1 || count(header::SEC_WEBSOCKET_KEY) > 1 {
        return Err(bad("exactly one Host and one Sec-WebSocket-Key are wanted"));
    }
    if headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(bad("a handshake has no body"));
    }
    if !has_token(headers, &header::CONNECTION, "upgrade")
        || !has_token(headers, &header::UPGRADE, "websocket")
    {
        return Err((StatusCode::UPGRADE_REQUIRED, "this is a WebSocket: ask for an upgrade"));
    }
    if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|v| v != "13") {
        return Err((StatusCode::UPGRADE_REQUIRED, "only WebSocket version 13 is spoken here"));
    }
    let key = headers.get(header::SEC_WEBSOCKET_KEY).and_then(|k| k.to_str().ok());
    let key =
        key.filter(|k| k.len() == 24).ok_or_else(|| bad("Sec-WebSocket-Key is missing or malformed"))?;
    if !is_own_origin(headers) {
        return Err((StatusCode::FORBIDDEN, "pages of another site may not play here"));
    }
    Ok(key.to_owned())
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    tokens(headers, name).any(|t| t.eq_ignore_ascii_case(token))
}

fn tokens<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
    values.flat_map(|v| v.split(',')).map(str::trim)
}

/// A browser always sends Origin, and it must be the site that served the page; programs send none.
fn is_own_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let origin = origin.to_str().ok().and_then(|o| o.strip_prefix("http://").or(o.strip_prefix("https://")));
    host.is_some() && origin == host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser() -> HeaderMap {
        let pairs = [
            (header::HOST, "play.example:8080"),
            (header::CONNECTION, "keep-alive, Upgrade"),
            (header::UPGRADE, "websocket"),
            (header::SEC_WEBSOCKET_VERSION, "13"),
            (header::SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ=="),
            (header::SEC_WEBSOCKET_PROTOCOL, "other, fracas.v1"),
            (header::ORIGIN, "http://play.example:8080"),
        ];
        pairs.into_iter().map(|(name, value)| (name, value.parse().unwrap())).collect()
    }

    #[test]
    fn a_browser_on_our_page_is_let_in() {
        let (key, dialect) = check(&browser()).unwrap();
        assert_eq!((key.as_str(), dialect.subprotocol()), ("dGhlIHNhbXBsZSBub25jZQ==", "fracas.v1"));
    }

    #[test]
    fn of_two_subprotocols_the_first_that_we_speak_is_spoken() {
        for (offer, spoken) in [
            ("fracas.v1.json", Some("fracas.v1.json")),
            ("x, fracas.v1.json, fracas.v1", Some("fracas.v1.json")),
            ("fracas.v1,fracas.v1.json", Some("fracas.v1")),
            ("fracas.v2, FRACAS.V1", None),
        ] {
            let mut headers = browser();
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, offer.parse().unwrap());
            assert_eq!(check(&headers).ok().map(|(_, dialect)| dialect.subprotocol()), spoken, "{offer}");
        }
    }

    #[test]
    fn each_missing_part_is_refused_for_its_own_reason() {
        let cases = [
            (header::CONNECTION, StatusCode::UPGRADE_REQUIRED),
            (header::UPGRADE, StatusCode::UPGRADE_REQUIRED),
            (header::SEC_WEBSOCKET_VERSION, StatusCode::UPGRADE_REQUIRED),
            (header::SEC_WEBSOCKET_KEY, StatusCode::BAD_REQUEST),
            (header::SEC_WEBSOCKET_PROTOCOL, StatusCode::BAD_REQUEST),
            (header::HOST, StatusCode::BAD_REQUEST),
        ];
        for (missing, status) in cases {
            let mut headers = browser();
            headers.remove(&missing);
            assert_eq!(check(&headers).unwrap_err().0, status, "without {missing}");
        }
    }

    #[test]
    fn a_page_of_another_site_is_refused_and_a_program_is_not() {
        let mut headers = browser();
        headers.insert(header::ORIGIN, "http://play.example:9090".parse().unwrap());
        assert_eq!(check(&headers).unwrap_err().0, StatusCode::FORBIDDEN);
        headers.remove(header::ORIGIN);
        assert!(check(&headers).is_ok());
    }
}
