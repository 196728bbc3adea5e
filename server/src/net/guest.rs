//! Who asks for something that changes anything, and what for.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};
use fracas_protocol::data::KEY_HEADER;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::{
    Doors,
    guard::Act,
    problem::{Kind, Problem},
};
use crate::{
    limits::{API_BODY_BYTES_MAX, API_BODY_WAIT},
    link::{Connection, Pass},
    lobby::{BadKey, BadToken},
};

/// Who asks.
pub(super) struct Guest {
    pub(super) pass: Pass,
    /// By which he is known again.
    pub(super) token: String,
}

/// True for a request with the bot key, false for one without any. Who has it is not counted by address.
pub(super) fn is_keyed(doors: &Doors, connection: &Connection, headers: &HeaderMap) -> Result<bool, Problem> {
    let Doors { lobby, guard, .. } = doors;
    let wrong = |e: BadKey| guard.failed(guard.address(connection, headers), e.into());
    let keyed = lobby.is_keyed(key(headers)).map_err(wrong)?;
    if keyed {
        connection.move_to(None);
    }
    Ok(keyed)
}

/// Counts what somebody is about to do, and refuses when he did it too often.
pub(super) fn allow(doors: &Doors, pass: &Pass, act: Act) -> Result<(), Problem> {
    if pass.keyed { Ok(()) } else { doors.guard.allow(pass.address, act) }
}

/// Lets a question through that changes nothing, as often as an address may ask; the keyed as often as they like.
pub(super) async fn look(
    State(doors): State<Doors>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if let Some(connection) = request.extensions().get::<Arc<Connection>>()
        && request.method() != Method::POST
        && let address = doors.guard.address(connection, request.headers())
        && let Err(too_many) = doors.guard.allow(address, Act::Look)
        && !is_keyed(&doors, connection, request.headers())?
    {
        return Err(too_many);
    }
    Ok(next.run(request).await)
}

/// Reads a request of somebody who may be known already.
pub(super) async fn read<T: DeserializeOwned>(
    doors: &Doors,
    request: Request,
) -> Result<(Guest, T), Problem> {
    let Doors { lobby, guard, .. } = doors;
    let (head, body) = request.into_parts();
    let connection = head.extensions.get::<Arc<Connection>>();
    let connection =
        connection.ok_or_else(|| Problem::new(Kind::Internal, "a request without a connection"))?;
    let address = guard.address(connection, &head.headers);
    let keyed = is_keyed(doors, connection, &head.headers)?;
    guard.check_origin(connection, &head.headers)?;
    let wish = read_body(&head.headers, body).await?;
    let identified = bearer(&head.headers).and_then(|token| lobby.identify(token));
    let (player, token) = identified.map_err(|e| match keyed {
        true => e.into(),
        false => guard.failed(address, e.into()),
    })?;
    Ok((Guest { pass: Pass { player, keyed, address }, token }, wish))
}

/// The body of a request that changes something: JSON, small, and soon there.
async fn read_body<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, Problem> {
    let malformed = |why: String| Problem::new(Kind::Malformed, why);
    if !is_json(headers) {
        return Err(malformed("the body must be JSON, with content-type: application/json".into()));
    }
    let body = match timeout(API_BODY_WAIT, to_bytes(body, API_BODY_BYTES_MAX)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Err(malformed(format!("the body may have {API_BODY_BYTES_MAX} bytes"))),
        Err(_) => return Err(malformed(format!("the body must come within {API_BODY_WAIT:?}"))),
    };
    serde_json::from_slice(&body).map_err(|e| malformed(format!("the body is not what is wanted: {e}")))
}

/// A form of another site cannot send this type unasked.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn key(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get(KEY_HEADER).map(|key| key.as_bytes())
}

/// The token of `Authorization: Bearer TOKEN` (RFC 6750); another scheme is a bad token.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, BadToken> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or(BadToken)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(Some(token.trim())) } else { Err(BadToken) }
}

impl From<BadToken> for Problem {
    fn from(_: BadToken) -> Self {
        Self::new(Kind::BadToken, "forget this token and ask again without one")
    }
}

impl From<BadKey> for Problem {
    fn from(_: BadKey) -> Self {
        Self::new(Kind::BadKey, "the key is in bot.key of the server's data directory")
    }
}
