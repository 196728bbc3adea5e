//! What happens in a room, live, as server-sent events: for the overlay of a stream, or a dashboard.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
    routing::get,
};
use fracas_protocol::record::weapon;
use futures_util::{Stream, stream};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{
    Doors, guest,
    problem::{Kind, Problem},
};
use crate::{
    limits::{FEED_QUEUE, STREAM_PING_EVERY},
    link::{Connection, Gauge, ShardRequest, Story, Told},
};

pub(super) fn router(doors: Doors) -> Router {
    Router::new().route("/api/rooms/{code}/events", get(follow)).with_state(doors)
}

/// What happens from now on, until the room is closed.
async fn follow(
    State(doors): State<Doors>,
    Path(code): Path<String>,
    Extension(connection): Extension<Arc<Connection>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let (Some((room, shard)), Some(card)) = (doors.directory.find(&code), doors.directory.card(&code)) else {
        return Err(Problem::no_such_room(&code));
    };
    if card.password && !guest::is_keyed(&doors, &connection, &headers)? {
        return Err(Problem::new(Kind::BadPassword, "a locked room is followed with the bot key only"));
    }
    let (follower, told) = mpsc::channel(FEED_QUEUE);
    if shard.send(ShardRequest::Follow { room, follower }).await.is_err() {
        return Err(Problem::new(Kind::NoAnswer, "the server stops"));
    }
    let events = stream::unfold(told, |mut told| async move {
        let event = event(&told.recv().await?);
        Some((Ok(event), told))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(STREAM_PING_EVERY)))
}

fn event(told: &Told) -> Event {
    let (name, mut data) = tell(&told.story);
    data["tick"] = told.tick.into();
    // The data is made here, and has no value that JSON cannot hold.
    Event::default().event(name).json_data(data).unwrap_or_default()
}

/// The event's name and its data, with a sentence for a person.
fn tell(story: &Story) -> (&'static str, Value) {
    match story {
        Story::Joined { name } => ("join", json!({ "text": format!("{name} joined"), "name": name })),
        Story::Left { name } => ("leave", json!({ "text": format!("{name} left"), "name": name })),
        Story::Killed { victim, killer, weapon } => {
            let weapon = if *weapon == weapon::RAIL { "rail" } else { "blaster" };
            let text = match killer {
                Some(killer) => format!("{killer} destroyed {victim}"),
                None => format!("{victim} was destroyed"),
            };
            ("kill", json!({ "text": text, "victim": victim, "killer": killer, "weapon": weapon }))
        }
        Story::Crowned { name } => {
            ("crown", json!({ "text": format!("{name} wears the crown"), "name": name }))
        }
        Story::Streak { name, kills } => (
            "streak",
            json!({ "text": format!("{name} destroyed {kills} in a row"), "name": name, "kills": kills }),
        ),
        Story::Chat { name, text } => {
            ("chat", json!({ "text": format!("{name}: {text}"), "name": name, "line": text }))
        }
        Story::Hosted { name } => {
            let text = name.as_ref().map_or("nobody is host".into(), |name| format!("{name} is host"));
            ("host", json!({ "text": text, "name": name }))
        }
        Story::Gauged { gauge, tick_us, down_bytes_per_s } => {
            let Gauge { people, bots, watchers } = gauge;
            let text = format!("{people} players, {bots} bots, {watchers} watchers");
            let figures = json!({
                "text": text, "players": people, "bots": bots, "watchers": watchers,
                "tick_us": tick_us, "down_bytes_per_s": down_bytes_per_s,
            });
            ("gauge", figures)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_happening_is_a_sentence_and_its_parts() {
        let story = Story::Killed { victim: "Bob".into(), killer: Some("Ann".into()), weapon: weapon::RAIL };
        let data = json!({ "text": "Ann destroyed Bob", "victim": "Bob", "killer": "Ann", "weapon": "rail" });
        assert_eq!(tell(&story), ("kill", data));
    }
}
