//! What a room tells the lobby: who is there, how it is set, who may not come back. The room never waits for it.

use std::{collections::VecDeque, net::IpAddr};

use tokio::sync::mpsc::{Sender, error::TrySendError};

use super::{pass::PlayerId, settings::Settings};

/// How full a room is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gauge {
    /// Seated people, those too whose seats are kept.
    pub(crate) people: usize,
    /// Fill bots.
    pub(crate) bots: usize,
    /// Those who watch.
    pub(crate) watchers: usize,
}

/// Somebody who may not come back.
#[derive(Clone, Debug)]
pub(crate) struct Ban {
    /// Who.
    pub(crate) player: PlayerId,
    /// From where: nobody new may come from there, for a new identity is made in a moment.
    pub(crate) address: IpAddr,
    /// Those from there who were in the room already.
    pub(crate) spared: Vec<PlayerId>,
}

/// One piece of news.
#[derive(Clone, Debug)]
pub(crate) enum Bulletin {
    /// It is as full as this now.
    Gauge(Gauge),
    /// It is set like this now.
    Settings(Settings),
    /// Somebody was banned.
    Banned(Ban),
    /// Nobody is banned any more.
    Pardoned,
    /// The room is closed: nobody may come any more.
    Closed,
}

/// The room's end. What the lobby has no place for yet waits here.
#[derive(Debug)]
pub(crate) struct Board {
    sender: Option<Sender<Bulletin>>,
    waiting: VecDeque<Bulletin>,
    gauge: Gauge,
}

impl Board {
    /// A board that nobody reads without `sender`.
    pub(crate) fn new(sender: Option<Sender<Bulletin>>) -> Self {
        Self { sender, waiting: VecDeque::new(), gauge: Gauge::default() }
    }

    /// Puts up news. They are few: a host's orders, which his rate limit bounds.
    pub(crate) fn post(&mut self, bulletin: Bulletin) {
        if self.sender.is_some() {
            self.waiting.push_back(bulletin);
        }
    }

    /// Puts up how full the room is, if that has changed.
    pub(crate) fn gauge(&mut self, gauge: Gauge) {
        if gauge != self.gauge {
            self.gauge = gauge;
            self.post(Bulletin::Gauge(gauge));
        }
    }

    /// Hands over what the lobby takes.
    pub(crate) fn flush(&mut self) {
        let Some(sender) = &self.sender else { return };
        while let Some(bulletin) = self.waiting.pop_front() {
            match sender.try_send(bulletin) {
                Ok(()) => {}
                Err(TrySendError::Full(bulletin)) => return self.waiting.push_front(bulletin),
                // The process ends.
                Err(TrySendError::Closed(_)) => return,
            }
        }
    }
}
