//! One headless player on his socket: from the handshake to the last snapshot, and back again after a fall.

use std::time::Duration;

use fracas_protocol::{
    ClientMessage, PROTOCOL_VERSION,
    client::{Hello, Join},
    encode,
};
use mio::{Registry, Token};
use tokio::time::Instant;

use crate::{
    chance::Chance,
    connection::{Connection, Ended},
    line::Line,
    mind::Recipe,
    play::Play,
    shape::Shape,
    tally::Tally,
};

mod window;

use window::Stay;

/// Seconds before the first try to come back, half of it to all of it; doubled with each try that fails.
const BACK_OFF_S: f64 = 1.0;

/// Doublings at the most: 8 s. A server that starts again has its players back within seconds.
const BACK_OFF_DOUBLINGS: u32 = 3;

/// What makes one player differ from another.
#[derive(Clone, Debug)]
pub struct Profile {
    /// His name.
    pub name: String,
    /// His room.
    pub room: String,
    /// His mind.
    pub recipe: Recipe,
    /// His line.
    pub shape: Shape,
    /// Comes back when he has lost his seat.
    pub rejoins: bool,
    /// His part of what is spread over all players, 0 up to 1.
    pub share: f64,
}

/// Where a player stands.
enum Place {
    /// Will connect at this time.
    Outside(Instant),
    /// The handshake is under way.
    Connecting,
    /// Has a socket.
    Connected(Connection),
    /// Stays away, and why.
    Gone(String),
}

/// A headless player.
pub struct Player {
    profile: Profile,
    place: Place,
    play: Play,
    line: Option<Box<Line>>,
    chance: Chance,
    /// The token by which the server knows him when he comes back.
    identity: Option<String>,
    /// Has had a seat.
    joined: bool,
    /// Tries to come back since the last seat.
    tries: u32,
    /// Why he lost his seat the last time.
    lost: Option<String>,
    stay: Stay,
}

impl Player {
    /// A player who will connect at `at`.
    pub fn new(profile: Profile, at: Instant) -> Self {
        Self {
            place: Place::Outside(at),
            play: Play::new(profile.recipe.mind(), profile.share),
            line: None,
            chance: Chance::new(!profile.recipe.seed),
            identity: None,
            joined: false,
            tries: 0,
            lost: None,
            stay: Stay::default(),
            profile,
        }
    }

    /// What makes him differ from others.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The token by which the server knows him, once he was there.
    pub fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }

    /// When he wants to be attended to; `None` while only his socket can tell.
    pub fn due(&self, now: Instant) -> Option<Instant> {
        match &self.place {
            Place::Outside(at) => Some(*at),
            Place::Connected(_) => {
                let line = self.line.as_ref().and_then(|line| line.due(now));
                [line, self.play.due()].into_iter().flatten().min()
            }
            Place::Connecting | Place::Gone(_) => None,
        }
    }

    /// True when it is time to connect; the handshake's end is told to [`Player::connected`].
    pub fn starts_to_connect(&mut self, now: Instant) -> bool {
        let starts = matches!(&self.place, Place::Outside(at) if *at <= now);
        if starts {
            self.place = Place::Connecting;
        }
        starts
    }

    /// The handshake succeeded, or not. Asks for a seat; the socket will be told of as `token`.
    pub fn connected(
        &mut self,
        opened: Result<(Connection, String), Ended>,
        (registry, token): (&Registry, Token),
        tally: &mut Tally,
    ) {
        let registered = opened.and_then(|(mut connection, identity)| {
            self.identity = Some(identity);
            connection.register(registry, token)?;
            Ok(connection)
        });
        match registered {
            Ok(connection) => self.place = Place::Connected(connection),
            Err(ended) => return self.end(&ended, tally),
        }
        let shape = self.profile.shape;
        self.line =
            (!shape.is_plain()).then(|| Box::new(Line::new(shape, self.chance.bits(), Instant::now())));
        self.play = Play::new(self.profile.recipe.mind(), self.profile.share).after(&self.play);
        self.stay.connect();
        let hello = Hello { version: PROTOCOL_VERSION, room: self.profile.room.clone() };
        self.send(&ClientMessage::Hello(hello), tally);
        if !self.profile.recipe.watches {
            self.send(&ClientMessage::Join(Join { name: self.profile.name.clone() }), tally);
        }
    }

    /// His socket told that something came.
    pub fn readable(&mut self, buffer: &mut [u8], tally: &mut Tally) {
        if let Some(line) = &mut self.line {
            line.came();
            return self.pass_line(buffer, tally);
        }
        let now = Instant::now();
        while let Place::Connected(connection) = &mut self.place {
            let read = connection.read(buffer, |message| {
                Play::count_bytes(message.len(), tally);
                self.play.hear(message, now, tally)
            });
            match read {
                Ok(came) if came == buffer.len() => {}
                Ok(_) => break,
                Err(ended) => self.end(&ended, tally),
            }
        }
        self.notice_seat(now, tally);
    }

    /// The other end is gone for good. Who reads finds out by himself, and why.
    pub fn broken_off(&mut self, tally: &mut Tally) {
        if self.line.as_ref().is_some_and(|line| line.is_deaf()) {
            self.end(&Ended::Broken("the connection broke off".into()), tally);
        }
    }

    /// Does what is due.
    pub fn attend(&mut self, buffer: &mut [u8], tally: &mut Tally) {
        if self.line.is_some() {
            self.pass_line(buffer, tally);
        }
        // What his last connection had planned dies with it.
        if !matches!(self.place, Place::Connected(_)) {
            return;
        }
        if let Some(ack) = self.play.next_ack(Instant::now()) {
            self.send(&ClientMessage::Ack(ack), tally);
        }
        let Some(input) = self.play.next_input(Instant::now()) else { return };
        self.send(&ClientMessage::Input(input), tally);
        if let Some(spend) = self.play.mind.next_spend() {
            self.send(&ClientMessage::Spend(spend), tally);
        }
    }

    /// Lets pass what the line lets pass, both ways.
    fn pass_line(&mut self, buffer: &mut [u8], tally: &mut Tally) {
        if let Err(ended) = self.try_pass_line(buffer, tally) {
            self.end(&ended, tally);
        }
        self.notice_seat(Instant::now(), tally);
    }

    fn try_pass_line(&mut self, buffer: &mut [u8], tally: &mut Tally) -> Result<(), Ended> {
        let (Place::Connected(connection), Some(line)) = (&mut self.place, &mut self.line) else {
            return Ok(());
        };
        let now = Instant::now();
        while let Some(asked) = line.readable(now) {
            let asked = asked.min(buffer.len());
            let came = connection.read(&mut buffer[..asked], |message| {
                Play::count_bytes(message.len(), tally);
                line.push_down(message, now)
            })?;
            line.read(came, asked);
        }
        while let Some(message) = line.pop_up(now) {
            tally.up_bytes += connection.send(&message)? as u64;
        }
        while let Some(message) = line.pop_down(now) {
            self.play.hear(&message, now, tally)?;
            if self.play.is_inside() {
                line.seated();
            }
        }
        Ok(())
    }

    /// Counts a seat that he has got.
    fn notice_seat(&mut self, now: Instant, tally: &mut Tally) {
        if self.play.is_inside() && self.stay.since.is_none() && matches!(self.place, Place::Connected(_)) {
            tally.rejoined += u64::from(self.joined);
            self.joined = true;
            self.tries = 0;
            self.stay.since = Some(now);
        }
    }

    fn send(&mut self, message: &ClientMessage, tally: &mut Tally) {
        let Place::Connected(connection) = &mut self.place else { return };
        let (message, now) = (encode(message), Instant::now());
        let sent = match &mut self.line {
            None => connection.send(&message),
            Some(line) => line
                .push_up(&message, now)
                .and_then(|()| line.pop_up(now).map_or(Ok(0), |message| connection.send(&message))),
        };
        match sent {
            Ok(bytes) => tally.up_bytes += bytes as u64,
            Err(ended) => self.end(&ended, tally),
        }
    }

    fn end(&mut self, ended: &Ended, tally: &mut Tally) {
        let (now, reason) = (Instant::now(), ended.to_string());
        if self.stay.end(self.play.mind.corrections(), now) {
            tally.closed += 1;
            self.lost = Some(reason.clone());
        }
        let comes_back = self.profile.rejoins || self.profile.shape.never_read;
        let again = match ended {
            // As people do who are told to try again in a moment.
            Ended::Busy(_) => true,
            // He was let in, and may have a seat there of which he has not heard yet.
            Ended::Closed(_) | Ended::Broken(_) => comes_back && self.identity.is_some(),
            Ended::Refused(_) => comes_back && self.joined,
            Ended::Barred(_) => false,
        };
        self.place = if again { Place::Outside(now + self.back_off()) } else { Place::Gone(reason) };
    }

    /// Time before the next try, drawn so that not all come at once.
    fn back_off(&mut self) -> Duration {
        let longest = BACK_OFF_S * f64::from(1u32 << self.tries.min(BACK_OFF_DOUBLINGS));
        self.tries += 1;
        Duration::from_secs_f64(self.chance.between(longest / 2.0, longest))
    }

    /// Says goodbye.
    pub fn leave(&mut self) {
        if let Place::Connected(connection) = &mut self.place {
            connection.close();
        }
    }

    /// True until the server has answered his first wish for a seat.
    pub fn is_waiting(&self) -> bool {
        !self.joined && !self.is_gone()
    }

    /// True while he has a seat.
    pub fn is_playing(&self) -> bool {
        self.stay.since.is_some()
    }

    /// True when he does not play and will not any more.
    pub fn is_gone(&self) -> bool {
        matches!(self.place, Place::Gone(_))
    }

    /// Why he never got a seat.
    pub fn refused(&self) -> Option<&str> {
        match &self.place {
            Place::Gone(reason) if !self.joined => Some(reason),
            _ => None,
        }
    }

    /// Why he lost his seat, whether he has come back to it or not.
    pub fn dropped(&self) -> Option<&str> {
        self.lost.as_deref()
    }
}
