//! What operators and the bots ask over HTTP: health and figures.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Query, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::json;
use tokio::{sync::oneshot, time::timeout};

use super::problem::{Kind, Problem};
use crate::{
    limits::SHARD_ANSWER_WAIT,
    link::{RoomStats, ShardHandle, ShardRequest},
    lobby::Directory,
};

pub(super) fn router(directory: Arc<Directory>) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/api/openapi.json", get(document))
        .route("/api/stats", get(stats))
        .with_state(directory)
}

/// What all routes of this module's neighbours take and give; a test compares it with them.
async fn document() -> ([(HeaderName, &'static str); 1], &'static str) {
    ([(header::CONTENT_TYPE, "application/json")], include_str!("openapi.json"))
}

/// 200 while every shard answers, 503 otherwise.
async fn healthz(State(directory): State<Arc<Directory>>) -> Response {
    for (room, shard) in directory.all() {
        // One that was closed meanwhile need not answer.
        if ask(&room, &shard).await.is_none() && directory.find(&room).is_some() {
            return no_answer(&room).into_response();
        }
    }
    "ok\n".into_response()
}

#[derive(Deserialize)]
struct StatsQuery {
    room: Option<String>,
}

/// One room's figures with `?room=CODE`, for who knows its code; else those of all rooms that are in the list.
async fn stats(State(directory): State<Arc<Directory>>, Query(query): Query<StatsQuery>) -> Response {
    let Some(name) = query.room else {
        let mut rooms = Vec::new();
        for card in directory.cards() {
            let Some((room, shard)) = directory.find(&card.code) else { continue };
            rooms.extend(ask(&room, &shard).await);
        }
        return Json(json!({ "rooms": rooms })).into_response();
    };
    let Some((room, shard)) = directory.find(&name) else {
        return Problem::no_such_room(&name).into_response();
    };
    match ask(&room, &shard).await {
        Some(stats) => Json(stats).into_response(),
        None => no_answer(&room).into_response(),
    }
}

fn no_answer(room: &str) -> Problem {
    Problem::new(Kind::NoAnswer, format!("the room {room:?} does not answer"))
}

async fn ask(room: &Arc<str>, shard: &ShardHandle) -> Option<RoomStats> {
    let (reply, answer) = oneshot::channel();
    shard.try_send(ShardRequest::Stats { room: Arc::clone(room), reply }).ok()?;
    timeout(SHARD_ANSWER_WAIT, answer).await.ok()?.ok()
}
