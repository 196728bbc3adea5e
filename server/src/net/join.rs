//! `POST /api/join`: a ticket for a room, and the token by which its holder is known again.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Request, State},
    routing::post,
};
use serde::{Deserialize, Serialize};
use tokio::{sync::oneshot, time::timeout};

use super::{
    Doors,
    guard::Act,
    guest,
    problem::{Kind, Problem},
};
use crate::{
    limits::{SHARD_ANSWER_WAIT, TICKET_LIFE},
    link::{Pass, PlayerId, ShardHandle, ShardRequest},
    lobby::{Admission, Denial},
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
    let (guest, wish) = guest::read::<Wish>(&doors, request).await?;
    guest::allow(&doors, &guest.pass, Act::Join)?;
    let Some((room, shard)) = doors.directory.find(&wish.room) else {
        return Err(Problem::no_such_room(&wish.room));
    };
    if let Err(problem) = admit(&doors, &room, &guest.pass, &wish.password) {
        // A room that was locked meanwhile does not shut out who belongs to it.
        let belongs = problem.kind == Kind::BadPassword && has_seat(&room, &shard, guest.pass.player).await;
        if !belongs {
            return Err(problem);
        }
    }
    let Pass { player, keyed, .. } = guest.pass;
    let Some(ticket) = doors.lobby.issue(Admission { room, player, keyed }) else {
        return Err(Problem::new(Kind::Full, "too many are on their way in; try again in a moment"));
    };
    Ok(Json(Joined { ticket, expires_s: TICKET_LIFE.as_secs(), room: wish.room, token: guest.token }))
}

/// True when a player has a seat in a room, if only one that is kept for him.
async fn has_seat(room: &Arc<str>, shard: &ShardHandle, player: PlayerId) -> bool {
    let (reply, answer) = oneshot::channel();
    let request = ShardRequest::HasSeat { room: Arc::clone(room), player, reply };
    shard.try_send(request).is_ok() && matches!(timeout(SHARD_ANSWER_WAIT, answer).await, Ok(Ok(true)))
}

/// Refuses whom the room does not want. A password can be guessed, so only so many wrong ones are judged.
fn admit(doors: &Doors, room: &str, pass: &Pass, password: &str) -> Result<(), Problem> {
    let guesses = !password.is_empty() && !pass.keyed;
    if guesses {
        doors.guard.allow_guess(pass.address)?;
    }
    doors.directory.judge(room, pass, password).map_err(|denial| match denial {
        Denial::WrongPassword if guesses => doors.guard.failed(pass.address, denial.into()),
        Denial::WrongPassword | Denial::Banned => denial.into(),
    })
}

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Banned => Self::new(Kind::Banned, "the host of this room has sent you out for good"),
            Denial::WrongPassword => Self::new(Kind::BadPassword, "this room wants its password"),
        }
    }
}
