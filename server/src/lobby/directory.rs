//! The rooms of this process: which there are, on which shard, how full, and who may come in. It is asked by HTTP requests
//! and told by rooms; no tick waits for it.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard},
};

use rand::RngExt;
use serde::Serialize;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch},
    time::{Instant, timeout_at},
};
use tracing::info;

use crate::{
    limits::{BULLETINS_MAX, EMPTY_ROOM_WAIT, ROOMS_MAX, TEXT_SESSIONS_MAX},
    link::{Ban, Bulletin, Filter, Gauge, Pass, PlayerId, RoomConfig, Settings, ShardHandle, ShardRequest},
};

/// Letters of a room's code: none that are taken for another.
const CODE_LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// Letters in a code: 700 million, of which a guesser who is let try twice a second finds none.
const CODE_LENGTH: usize = 6;

/// Why a player may not enter a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// Its host banned him.
    Banned,
    /// It wants a password, and this is none or another.
    WrongPassword,
}

/// No more rooms can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooManyRooms;

/// A room, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Card {
    /// What its link has.
    pub(crate) code: String,
    /// What people call it.
    pub(crate) name: String,
    /// What is played.
    pub(crate) mode: &'static str,
    /// People with a seat.
    pub(crate) players: usize,
    /// Fill bots.
    pub(crate) bots: usize,
    /// Those who watch.
    pub(crate) watchers: usize,
    /// Seats for people.
    pub(crate) max_players: u16,
    /// Whoever wants in needs a password.
    pub(crate) password: bool,
    /// It is there when nobody is.
    pub(crate) standing: bool,
}

/// What is known of a room.
#[derive(Debug)]
struct Entry {
    shard: usize,
    /// Places for text sessions.
    text: Arc<Semaphore>,
    standing: bool,
    settings: Settings,
    gauge: Gauge,
    banned: HashSet<PlayerId>,
    bans: Vec<Ban>,
}

impl Entry {
    fn card(&self, code: &str) -> Card {
        Card {
            code: code.to_owned(),
            name: self.settings.name.clone(),
            mode: "free-for-all",
            players: self.gauge.people,
            bots: self.gauge.bots,
            watchers: self.gauge.watchers,
            max_players: self.settings.seats,
            password: self.settings.password.is_some(),
            standing: self.standing,
        }
    }

    fn judge(&self, pass: &Pass, password: &str) -> Result<(), Denial> {
        let shares = |ban: &Ban| ban.address == pass.address && !ban.spared.contains(&pass.player);
        if self.banned.contains(&pass.player) || (!pass.keyed && self.bans.iter().any(shares)) {
            return Err(Denial::Banned);
        }
        let fits = pass.keyed || self.settings.password.is_none_or(|right| right.fits(password));
        if fits { Ok(()) } else { Err(Denial::WrongPassword) }
    }
}

type Rooms = BTreeMap<Arc<str>, Entry>;

/// All rooms of this process.
#[derive(Debug)]
pub(crate) struct Directory {
    shards: Vec<ShardHandle>,
    /// What people may not say in rooms of players.
    filter: Filter,
    rooms: Mutex<Rooms>,
    /// Counts changes, for those who show the list live.
    changes: watch::Sender<u64>,
}

impl Directory {
    /// No rooms yet, on these shards.
    pub(crate) fn new(shards: Vec<ShardHandle>, filter: Filter) -> Arc<Self> {
        Arc::new(Self { shards, filter, rooms: Mutex::default(), changes: watch::Sender::new(0) })
    }

    /// What people may not say in rooms of players.
    pub(crate) fn filter(&self) -> Filter {
        self.filter
    }

    /// Opens a room on the shard that has fewest. A room that is not `standing` is closed when nobody was there for a while.
    pub(crate) fn open(
        self: &Arc<Self>,
        config: RoomConfig,
        standing: bool,
    ) -> Result<Arc<str>, TooManyRooms> {
        let code: Arc<str> = config.code.as_str().into();
        let (sender, bulletins) = mpsc::channel(BULLETINS_MAX);
        {
            let mut rooms = self.rooms();
            if rooms.len() >= ROOMS_MAX || rooms.contains_key(&code) {
                return Err(TooManyRooms);
            }
            let load = |shard: &usize| rooms.values().filter(|entry| entry.shard == *shard).count();
            let shard = (0..self.shards.len()).min_by_key(load).expect("there is a shard");
            let entry = Entry {
                shard,
                text: Arc::new(Semaphore::new(TEXT_SESSIONS_MAX)),
                standing,
                settings: config.settings.clone(),
                gauge: Gauge::default(),
                banned: HashSet::new(),
                bans: Vec::new(),
            };
            // Before anybody can know of it, and so before any arrival.
            let request = ShardRequest::Open(Box::new(config), sender);
            self.shards[shard].try_send(request).map_err(|_| TooManyRooms)?;
            rooms.insert(Arc::clone(&code), entry);
        }
        tokio::spawn(Arc::clone(self).keep(Arc::clone(&code), bulletins, standing));
        self.changed();
        Ok(code)
    }

    /// Follows a room from its opening to its end.
    async fn keep(self: Arc<Self>, code: Arc<str>, mut bulletins: mpsc::Receiver<Bulletin>, standing: bool) {
        let mut gauge = Gauge::default();
        let mut empty_since = Instant::now();
        loop {
            let is_empty = gauge.people == 0 && gauge.watchers == 0;
            let bulletin = if is_empty && !standing {
                match timeout_at(empty_since + EMPTY_ROOM_WAIT, bulletins.recv()).await {
                    Ok(bulletin) => bulletin,
                    Err(_) => {
                        // Perhaps somebody has come in this moment: the room knows, and says so.
                        self.close(&code, "nobody has been there for a while").await;
                        empty_since = Instant::now();
                        continue;
                    }
                }
            } else {
                bulletins.recv().await
            };
            match bulletin {
                Some(Bulletin::Gauge(news)) => {
                    if news.people + news.watchers == 0 && !is_empty {
                        empty_since = Instant::now();
                    }
                    gauge = news;
                    self.change(&code, |entry| entry.gauge = news);
                }
                Some(Bulletin::Settings(settings)) => self.change(&code, |entry| entry.settings = settings),
                Some(Bulletin::Banned(ban)) => self.change(&code, |entry| {
                    entry.banned.insert(ban.player);
                    entry.bans.push(ban);
                }),
                Some(Bulletin::Pardoned) => self.change(&code, |entry| {
                    entry.banned.clear();
                    entry.bans.clear();
                }),
                Some(Bulletin::Closed) | None => break,
            }
        }
        self.rooms().remove(&code);
        self.changed();
        info!(room = %code, "room is gone");
    }

    async fn close(&self, code: &Arc<str>, why: &'static str) {
        if let Some((room, shard)) = self.find(code) {
            let _ = shard.send(ShardRequest::Close { room, why }).await;
        }
    }

    fn change(&self, code: &str, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.rooms().get_mut(code) {
            change(entry);
        }
        self.changed();
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().expect("nobody panics who holds the rooms")
    }

    /// A code that no room has.
    pub(crate) fn free_code(&self) -> String {
        let mut rng = rand::rng();
        loop {
            let letter = |_| char::from(CODE_LETTERS[rng.random_range(0..CODE_LETTERS.len())]);
            let code: String = (0..CODE_LENGTH).map(letter).collect();
            if !self.rooms().contains_key(code.as_str()) {
                return code;
            }
        }
    }

    /// A room and its shard.
    pub(crate) fn find(&self, code: &str) -> Option<(Arc<str>, ShardHandle)> {
        let rooms = self.rooms();
        let (code, entry) = rooms.get_key_value(code)?;
        Some((Arc::clone(code), self.shards[entry.shard].clone()))
    }

    /// Judges whether somebody may enter a room, before he gets a ticket for it. Whoever has the operator's key may.
    pub(crate) fn judge(&self, code: &str, pass: &Pass, password: &str) -> Result<(), Denial> {
        self.rooms().get(code).map_or(Ok(()), |entry| entry.judge(pass, password))
    }

    /// A place for one more text session in a room, taken until it is dropped; none when all are taken.
    pub(crate) fn text_place(&self, code: &str) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.rooms().get(code)?.text).try_acquire_owned().ok()
    }

    /// All rooms with their shards, by code.
    pub(crate) fn all(&self) -> Vec<(Arc<str>, ShardHandle)> {
        let rooms = self.rooms();
        rooms.iter().map(|(code, entry)| (Arc::clone(code), self.shards[entry.shard].clone())).collect()
    }

    /// One room's card, for those who know its code.
    pub(crate) fn card(&self, code: &str) -> Option<Card> {
        let rooms = self.rooms();
        rooms.get_key_value(code).map(|(code, entry)| entry.card(code))
    }

    /// The rooms that anybody may know of.
    pub(crate) fn cards(&self) -> Vec<Card> {
        let rooms = self.rooms();
        let listed = rooms.iter().filter(|(_, entry)| entry.settings.listed);
        listed.map(|(code, entry)| entry.card(code)).collect()
    }

    /// Rooms that players have opened.
    pub(crate) fn opened_by_players(&self) -> usize {
        self.rooms().values().filter(|entry| !entry.standing).count()
    }

    /// Tells when the list has changed.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}
