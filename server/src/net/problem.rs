//! Errors of the API: `application/problem+json` (RFC 9457), so that programs read the type and people the detail.

use std::{borrow::Cow, time::Duration};

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// What can be wrong, in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not a request as it is documented.
    Malformed,
    /// No WebSocket handshake as RFC 6455 has it.
    BadHandshake,
    /// A WebSocket was expected.
    UpgradeRequired,
    /// The token is forged, for somebody else, or too old.
    BadToken,
    /// Not the bot key.
    BadKey,
    /// No ticket, or one that was never given out, or used.
    BadTicket,
    /// A ticket too old.
    ExpiredTicket,
    /// The host of the room has banned the player.
    Banned,
    /// The room wants a password, and this is none or another.
    BadPassword,
    /// A page of another site asks.
    ForeignOrigin,
    /// There is no such room.
    NoSuchRoom,
    /// A setting is out of its range.
    OutOfRange,
    /// No place for one more room.
    TooManyRooms,
    /// One address asks too often.
    TooManyRequests,
    /// One address plays too often.
    TooManyConnections,
    /// No place for one more.
    Full,
    /// A room does not answer.
    NoAnswer,
    /// Our fault.
    Internal,
}

impl Kind {
    /// Status, the last part of the type, and what it is in general.
    fn row(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed", "Malformed request"),
            Self::BadHandshake => (StatusCode::BAD_REQUEST, "bad-handshake", "Not a WebSocket handshake"),
            Self::UpgradeRequired => {
                (StatusCode::UPGRADE_REQUIRED, "upgrade-required", "A WebSocket is here")
            }
            Self::BadToken => (StatusCode::UNAUTHORIZED, "bad-token", "The token is not good"),
            Self::BadKey => (StatusCode::UNAUTHORIZED, "bad-key", "The key is not good"),
            Self::BadTicket => (StatusCode::UNAUTHORIZED, "bad-ticket", "The ticket is not good"),
            Self::ExpiredTicket => (StatusCode::UNAUTHORIZED, "expired-ticket", "The ticket is too old"),
            Self::Banned => (StatusCode::FORBIDDEN, "banned", "Banned"),
            Self::BadPassword => (StatusCode::FORBIDDEN, "bad-password", "The password is not good"),
            Self::ForeignOrigin => (StatusCode::FORBIDDEN, "foreign-origin", "A page of another site"),
            Self::NoSuchRoom => (StatusCode::NOT_FOUND, "no-such-room", "No such room"),
            Self::OutOfRange => (StatusCode::UNPROCESSABLE_ENTITY, "out-of-range", "Out of range"),
            Self::TooManyRooms => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many-rooms", "No place for one more room")
            }
            Self::TooManyRequests => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "Too many requests")
            }
            Self::TooManyConnections => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many-connections", "Too many connections")
            }
            Self::Full => (StatusCode::SERVICE_UNAVAILABLE, "full", "No place for one more"),
            Self::NoAnswer => (StatusCode::SERVICE_UNAVAILABLE, "no-answer", "A room does not answer"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Our fault"),
        }
    }
}

/// Seconds after which one who found no place may try again: tickets of those who never came are free by then.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// An answer that says what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) kind: Kind,
    detail: Cow<'static, str>,
    retry_after: Duration,
}

impl Problem {
    /// `detail` is a sentence for a person: what is wrong this time, or what to do.
    pub(super) fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, detail: detail.into(), retry_after: RETRY_AFTER }
    }

    /// An address has asked too often, or was wrong too often, and is served again after `wait`.
    pub(super) fn too_many_requests(wait: Duration) -> Self {
        let retry_after = Duration::from_secs(wait.as_secs_f64().ceil() as u64);
        let detail = format!("too many requests from your address; try again in {retry_after:?}");
        Self { retry_after, ..Self::new(Kind::TooManyRequests, detail) }
    }

    /// There is no room of this name.
    pub(super) fn no_such_room(name: &str) -> Self {
        Self::new(Kind::NoSuchRoom, format!("no room is called {name:?}"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, name, title) = self.kind.row();
        let body = json!({
            "type": format!("/problems/{name}"),
            "title": title,
            "status": status.as_u16(),
            "detail": self.detail,
        });
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match status {
            // RFC 9110 section 11.6.1 and RFC 6455 section 4.4 want these fields beside the status.
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::UPGRADE_REQUIRED => {
                headers.insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
            }
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(self.retry_after.as_secs()));
            }
            _ => {}
        }
        response
    }
}
