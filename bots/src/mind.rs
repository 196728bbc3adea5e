//! Who plays: a full player, a light one or a watcher, behind one door.

use fracas_brains::{BrainKind, Corrections, Pilot, Strength};
use fracas_protocol::{
    Event, ServerMessage, Tick,
    client::{Ack, Input, Spend},
    decode_server,
    server::{Snapshot, refusal},
};

use crate::{
    envelope::{Envelope, is_snapshot},
    light::Light,
};

/// How a player's mind is made; kept, because a new connection begins with a new one.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// True: he sees, thinks and predicts like a browser. False: he follows a script.
    pub full: bool,
    /// He takes no seat, and is neither full nor light.
    pub watches: bool,
    /// How he plays.
    pub brain: BrainKind,
    /// How well; light players are all alike.
    pub strength: Strength,
    /// Decides all that is left to chance.
    pub seed: u64,
    /// See [`Config::wrong_drag`](crate::Config::wrong_drag).
    pub wrong_drag: f64,
}

/// A player's mind.
pub enum Mind {
    /// Brain, sight and prediction.
    Full(Box<Pilot>),
    /// A script; none before Welcome.
    Light(Recipe, Option<Box<Light>>),
    /// Nothing but the newest tick that he has read.
    Watcher(Option<Tick>),
}

/// What a message meant for the player's affairs.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The room says its numbers.
    Welcome {
        /// Ticks a second.
        tick_rate: u8,
    },
    /// He has a seat.
    Seated,
    /// He gets none for now.
    Busy(String),
    /// He gets none.
    Refused(String),
    /// The world after a tick.
    World(News),
}

/// What is counted of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct News {
    /// See [`Snapshot::ack_seq`].
    pub ack_seq: u32,
    /// See [`Snapshot::slack_ms`].
    pub slack_ms: u16,
    /// Ticks until the own blaster may fire again; `None` without a ship.
    pub cooldown: Option<u8>,
    /// Other ships in the view; `None` when there is no own ship, and from light players: in a crowd a frame does
    /// not tell all that are known, and they remember none.
    pub ships_in_view: Option<usize>,
    /// How fast ticks come: 1 in real time, less while the server has too much to do. `None`: as before.
    pub speed: Option<f64>,
    /// Times that the player hit; 0 from light players, who read no events.
    pub hits: usize,
}

impl Recipe {
    /// A mind that knows nothing yet.
    pub fn mind(&self) -> Mind {
        if self.watches {
            Mind::Watcher(None)
        } else if self.full {
            let pilot = Pilot::new(self.brain, self.strength, self.seed).with_wrong_drag(self.wrong_drag);
            Mind::Full(Box::new(pilot))
        } else {
            Mind::Light(*self, None)
        }
    }
}

impl Mind {
    /// Takes in one message.
    ///
    /// # Errors
    /// When it is not a legal one, with the reason.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Told, String> {
        match self {
            Self::Light(_, Some(light)) if is_snapshot(bytes) => {
                let told = Envelope::read(bytes).map_err(|error| error.to_string())?;
                light.read(&told);
                let (ack_seq, slack_ms) = (told.ack_seq, told.slack_ms);
                let cooldown = told.own.map(|own| own.cooldown);
                let speed = told.speed.map(|percent| f64::from(percent) / 100.0);
                Ok(Told::World(News { ack_seq, slack_ms, cooldown, ships_in_view: None, speed, hits: 0 }))
            }
            Self::Watcher(read) if is_snapshot(bytes) => {
                let told = Envelope::read(bytes).map_err(|error| error.to_string())?;
                *read = Some(told.tick);
                let (ack_seq, slack_ms) = (told.ack_seq, told.slack_ms);
                Ok(Told::World(News {
                    ack_seq,
                    slack_ms,
                    cooldown: None,
                    ships_in_view: None,
                    speed: None,
                    hits: 0,
                }))
            }
            _ => {
                let message = decode_server(bytes).map_err(|error| error.to_string())?;
                Ok(self.hear(&message))
            }
        }
    }

    fn hear(&mut self, message: &ServerMessage<'_>) -> Told {
        match self {
            Self::Full(pilot) => pilot.read(message),
            Self::Light(recipe, light) => {
                if let ServerMessage::Welcome(welcome) = message {
                    *light = Some(Box::new(Light::new(recipe.brain, recipe.seed, welcome)));
                }
            }
            Self::Watcher(_) => {}
        }
        match message {
            ServerMessage::Welcome(welcome) => Told::Welcome { tick_rate: welcome.tick_rate },
            ServerMessage::Seated(_) => Told::Seated,
            ServerMessage::Refused(refused) if refused.reason == refusal::BUSY => {
                Told::Busy(refused.text.clone())
            }
            ServerMessage::Refused(refused) => Told::Refused(refused.text.clone()),
            ServerMessage::Snapshot(snapshot) => Told::World(self.news(snapshot)),
        }
    }

    fn news(&self, snapshot: &Snapshot<'_>) -> News {
        let sight = match self {
            Self::Full(pilot) => pilot.sight(),
            Self::Light(..) | Self::Watcher(_) => None,
        };
        let own = sight.and_then(|sight| sight.own());
        let events = snapshot.events.iter().flatten();
        News {
            ack_seq: snapshot.ack_seq,
            slack_ms: snapshot.slack_ms,
            cooldown: own.map(|own| own.cooldown),
            speed: sight.map(|sight| sight.speed()),
            ships_in_view: own.and(sight).map(|sight| sight.ships_in_view()),
            hits: events.filter(|event| matches!(event, Event::Hit(_))).count(),
        }
    }

    /// What the player wants in the next tick; `None` before Welcome.
    pub fn next_input(&mut self) -> Option<Input> {
        match self {
            Self::Full(pilot) => Some(pilot.next_input()),
            Self::Light(_, light) => light.as_mut().map(|light| light.next_input()),
            Self::Watcher(_) => None,
        }
    }

    /// What a watcher has read; a player says so in his inputs.
    pub fn ack(&self) -> Option<Ack> {
        let Self::Watcher(read) = self else { return None };
        read.map(|tick| Ack { tick })
    }

    /// Where he puts a point, if he wants to; light players leave it to the server.
    pub fn next_spend(&mut self) -> Option<Spend> {
        match self {
            Self::Full(pilot) => pilot.next_spend(),
            Self::Light(..) | Self::Watcher(_) => None,
        }
    }

    /// True when he takes no seat.
    pub fn watches(&self) -> bool {
        matches!(self, Self::Watcher(_))
    }

    /// True when he sees, thinks and predicts like a browser.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }

    /// How prediction fared; all zero for light players.
    pub fn corrections(&self) -> Corrections {
        match self {
            Self::Full(pilot) => pilot.corrections(),
            Self::Light(..) | Self::Watcher(_) => Corrections::default(),
        }
    }

    /// The first correction without a cause, as a line for whoever hunts the bug.
    pub fn first_unexplained(&self) -> Option<String> {
        let Self::Full(pilot) = self else { return None };
        let first = pilot.first_unexplained()?;
        Some(format!("in slot {:?}: {first:?}", pilot.slot()?))
    }
}
