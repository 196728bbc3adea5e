//! `POST /api/join`: a ticket for a room, and the token by which its holder is known again.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, header},
    routing::post,
};
use fracas_protocol::data::KEY_HEADER;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::time::timeout;

use super::{
    Doors, origin,
    problem::{Kind, Problem},
};
use crate::{
    limits::{API_BODY_BYTES_MAX, API_BODY_WAIT, TICKET_LIFE},
    link::Denial,
    lobby::{Admission, BadKey, BadToken},
};

pub(super) fn router(doors: Doors) -> Router {
    Router::new().route("/api/join", post(join)).with_state(doors)
}

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    room: String,
    #[serde(default)]
    password: String,
}

/// What is given.
#[derive(Serialize)]
struct Joined {
    ticket: String,
    expires_s: u64,
    room: String,
    token: String,
}

async fn join(State(doors): State<Doors>, request: Request) -> Result<Json<Joined>, Problem> {
    let (head, body) = request.into_parts();
    let keyed = doors.lobby.is_keyed(key(&head.headers))?;
    let wish: Wish = read(&head.headers, body).await?;
    let (player, token) = doors.lobby.identify(bearer(&head.headers)?)?;
    let Some((room, _)) = doors.directory.find(&wish.room) else {
        return Err(Problem::no_such_room(&wish.room));
    };
    doors.directory.judge(room, player, &wish.password)?;
    let admission = Admission { room: Arc::clone(room), player, keyed };
    let Some(ticket) = doors.lobby.issue(admission) else {
        return Err(Problem::new(Kind::Full, "too many are on their way in; try again in a moment"));
    };
    Ok(Json(Joined { ticket, expires_s: TICKET_LIFE.as_secs(), room: wish.room, token }))
}

/// The body of a request that changes something: JSON, small, soon there, and from no page of another site.
async fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, Problem> {
    if !origin::is_own(headers) {
        return Err(Problem::new(Kind::ForeignOrigin, "pages of another site may not play here"));
    }
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

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        match denial {}
    }
}
