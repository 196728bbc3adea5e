//! The list of rooms, asked for or pushed live, and opening one.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, Request, State},
    http::StatusCode,
    response::sse::{Event, KeepAlive, Sse},
    routing::get,
};
use fracas_protocol::event::strength;
use futures_util::{Stream, stream};
use serde::{Deserialize, Serialize};
use tokio::{sync::watch, time::sleep};

use super::{
    Doors,
    guard::Act,
    guest,
    problem::{Kind, Problem},
};
use crate::{
    limits::{
        LIST_EVERY, PLAYERS_ROOM_BOTS_MAX, PLAYERS_ROOM_SEATS_MAX, PLAYERS_ROOMS_MAX, STREAM_PING_EVERY,
    },
    link::{Bounds, Password, RoomConfig, Settings},
    lobby::{Card, Directory},
    text,
};

/// What a player may set his room to.
const BOUNDS: Bounds = Bounds { seats: PLAYERS_ROOM_SEATS_MAX, bots: PLAYERS_ROOM_BOTS_MAX };

/// Ticks a second of a player's room.
const TICK_RATE: u32 = 30;

pub(super) fn router(doors: Doors) -> Router {
    let events = Router::new()
        .route("/api/rooms/events", get(follow))
        .with_state(publish(Arc::clone(&doors.directory)));
    Router::new()
        .route("/api/rooms", get(list).post(open))
        .route("/api/rooms/{code}", get(one))
        .with_state(doors)
        .merge(events)
}

/// The list, as it is told.
#[derive(Serialize)]
struct List {
    rooms: Vec<Card>,
}

impl List {
    fn of(directory: &Directory) -> Self {
        Self { rooms: directory.cards() }
    }

    /// As JSON.
    fn text(directory: &Directory) -> Arc<str> {
        serde_json::to_string(&Self::of(directory)).expect("a list of rooms is JSON").into()
    }
}

async fn list(State(doors): State<Doors>) -> Json<List> {
    Json(List::of(&doors.directory))
}

async fn one(State(doors): State<Doors>, Path(code): Path<String>) -> Result<Json<Card>, Problem> {
    doors.directory.card(&code).map(Json).ok_or_else(|| Problem::no_such_room(&code))
}

/// Makes the list whenever it has changed, once for all who follow it.
fn publish(directory: Arc<Directory>) -> watch::Receiver<Arc<str>> {
    let mut changes = directory.watch();
    let (list, followers) = watch::channel(List::text(&directory));
    tokio::spawn(async move {
        while changes.changed().await.is_ok() {
            let news = List::text(&directory);
            list.send_if_modified(|told| {
                *told != news && {
                    *told = news;
                    true
                }
            });
            sleep(LIST_EVERY).await;
        }
    });
    followers
}

/// The list now, and again whenever it has changed.
async fn follow(
    State(mut list): State<watch::Receiver<Arc<str>>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    list.mark_changed();
    let states = stream::unfold(list, |mut list| async move {
        list.changed().await.ok()?;
        let event = Event::default().event("rooms").data(&**list.borrow_and_update());
        Some((Ok(event), list))
    });
    Sse::new(states).keep_alive(KeepAlive::new().interval(STREAM_PING_EVERY))
}

/// How well bots shall play.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Strength {
    #[default]
    Mixed,
    Easy,
    Normal,
    Hard,
}

/// The room that somebody wants.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wish {
    name: String,
    max_players: u16,
    bots: u16,
    strength: Strength,
    public: bool,
    password: String,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            name: "A room".into(),
            max_players: 16,
            bots: 6,
            strength: Strength::Mixed,
            public: true,
            password: String::new(),
        }
    }
}

impl Wish {
    fn settings(self) -> Settings {
        Settings {
            name: text::shown(&self.name, usize::MAX, usize::MAX),
            bots: self.bots,
            strength: match self.strength {
                Strength::Mixed => strength::MIXED,
                Strength::Easy => strength::EASY,
                Strength::Normal => strength::NORMAL,
                Strength::Hard => strength::HARD,
            },
            seats: self.max_players,
            listed: self.public,
            password: Password::new(&self.password),
        }
    }
}

/// The room that was opened.
#[derive(Serialize)]
struct Opened {
    code: String,
    link: String,
    token: String,
}

/// Opens a room for whoever asks, who is its host from now on.
async fn open(State(doors): State<Doors>, request: Request) -> Result<(StatusCode, Json<Opened>), Problem> {
    let (guest, wish) = guest::read::<Wish>(&doors, request).await?;
    let settings = wish.settings();
    settings
        .check(BOUNDS)
        .map_err(|(field, range)| Problem::new(Kind::OutOfRange, format!("{field} must be {range}")))?;
    // Last, so that a mistake in the wish costs nothing.
    guest::allow(&doors, &guest.pass, Act::Open)?;
    let too_many = || Problem::new(Kind::TooManyRooms, "as many rooms are open as this server takes");
    if doors.directory.opened_by_players() >= PLAYERS_ROOMS_MAX {
        return Err(too_many());
    }
    let code = doors.directory.free_code();
    let config = RoomConfig {
        settings,
        bounds: BOUNDS,
        hosted: true,
        owner: Some(guest.pass.player),
        filter: doors.directory.filter(),
        ..RoomConfig::standing(&code, rand::random(), TICK_RATE, 0, 1)
    };
    doors.directory.open(config, false).map_err(|_| too_many())?;
    let link = format!("/r/{code}");
    Ok((StatusCode::CREATED, Json(Opened { code, link, token: guest.token })))
}
