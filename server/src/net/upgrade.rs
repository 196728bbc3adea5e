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
use fracas_protocol::SUBPROTOCOL;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tracing::{Instrument, Span, debug};

use super::handshake;
use crate::link::{Connection, Directory, Wire};

pub(super) fn router(directory: Arc<Directory>) -> Router {
    Router::new().route("/ws", get(upgrade)).with_state(directory)
}

async fn upgrade(State(directory): State<Arc<Directory>>, mut request: Request) -> Response {
    if request.method() != Method::GET || request.version() != Version::HTTP_11 {
        return (StatusCode::BAD_REQUEST, "a WebSocket begins with GET over HTTP/1.1\n").into_response();
    }
    let key = match check(request.headers()) {
        Ok(key) => key,
        Err((status, why)) => {
            debug!(%status, why, "handshake refused");
            return (status, [(header::SEC_WEBSOCKET_VERSION, "13")], format!("{why}\n")).into_response();
        }
    };
    let Some(connection) = request.extensions().get::<Arc<Connection>>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let upgrading = hyper::upgrade::on(&mut request);
    let takeover = async move {
        let upgraded = match upgrading.await {
            Ok(upgraded) => upgraded,
            Err(e) => return debug!(error = %e, "peer left during the upgrade"),
        };
        let parts =
            upgraded.downcast::<TokioIo<TcpStream>>().expect("connections are served over bare TCP streams");
        let wire = Wire::new(parts.io.into_inner());
        handshake::greet(wire, parts.read_buf.to_vec(), &directory, connection).await;
    };
    tokio::spawn(takeover.instrument(Span::current()));
    Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::UPGRADE, "websocket")
        .header(header::CONNECTION, "upgrade")
        .header(header::SEC_WEBSOCKET_ACCEPT, derive_accept_key(key.as_bytes()))
        .header(header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL)
        .body(Body::empty())
        .expect("these headers are legal")
}

/// Checks a handshake and returns its key, or the status and the reason to refuse it.
fn check(headers: &HeaderMap) -> Result<String, (StatusCode, &'static str)> {
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
    if !has_token(headers, &header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL) {
        return Err(bad("offer the subprotocol fracas.v1"));
    }
    if !is_own_origin(headers) {
        return Err((StatusCode::FORBIDDEN, "pages of another site may not play here"));
    }
    Ok(key.to_owned())
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
    values.flat_map(|v| v.split(',')).any(|t| t.trim().eq_ignore_ascii_case(token))
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
        assert_eq!(check(&browser()), Ok("dGhlIHNhbXBsZSBub25jZQ==".to_owned()));
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
