//! The whole of a headless player: it reads what the server says and answers what a player would do.

use fracas_protocol::{
    Motion, ServerMessage, Slot, Tick,
    client::{Input, Spend, buttons},
    stat,
};

use crate::{
    brain::{Brain, BrainKind, Manners, Strength, View, Wish},
    corrections::Corrections,
    predict::{Predictor, Unexplained},
    sight::Sight,
};

/// A headless player. Hand it every message with [`Pilot::read`], in order; once it [is seated](Pilot::is_seated),
/// send what [`Pilot::next_input`] says, once per tick, and what [`Pilot::next_spend`] says, if anything.
pub struct Pilot {
    brain: Box<dyn Brain>,
    drag_factor: f64,
    world: Option<World>,
    seq: u32,
    asked: Option<Asked>,
}

/// A Spend whose effect has not been seen yet.
#[derive(Clone, Copy, Debug)]
struct Asked {
    /// The packed stats before it.
    stats: u32,
    /// Tick of the newest snapshot then.
    tick: Tick,
}

/// Seconds for which the effect of a Spend is waited for: longer than any playable round trip.
const SPEND_WAIT_S: f64 = 1.0;

/// What there is from Welcome on.
struct World {
    sight: Sight,
    predictor: Predictor,
}

impl Pilot {
    /// A player with this brain; the same seed and the same messages give the same inputs.
    pub fn new(brain: BrainKind, strength: Strength, seed: u64) -> Self {
        Self::with_manners(brain, strength, Manners::Rival, seed)
    }

    /// A player of the house, who fights but goes easy on newcomers.
    pub fn host(strength: Strength, seed: u64) -> Self {
        Self::with_manners(BrainKind::Fight, strength, Manners::Host, seed)
    }

    fn with_manners(brain: BrainKind, strength: Strength, manners: Manners, seed: u64) -> Self {
        let brain = brain.build(strength, manners, seed);
        Self { brain, drag_factor: 1.0, world: None, seq: 0, asked: None }
    }

    /// The same player with one wrong constant: his prediction multiplies the drag by `factor`. Anything but 1
    /// must show as unexplained corrections; this proves that the figure can fail.
    pub fn with_wrong_drag(mut self, factor: f64) -> Self {
        self.drag_factor = factor;
        self
    }

    /// Takes in one message.
    pub fn read(&mut self, message: &ServerMessage<'_>) {
        match (message, &mut self.world) {
            (ServerMessage::Welcome(welcome), _) => {
                let mut steps = welcome.steps.clone();
                steps.drag *= self.drag_factor;
                let predictor = Predictor::new(steps);
                self.world = Some(World { sight: Sight::new(welcome), predictor });
            }
            (ServerMessage::Snapshot(snapshot), Some(world)) => {
                world.sight.apply(snapshot);
                world.predictor.reconcile(snapshot.ack_seq, &world.sight);
            }
            (ServerMessage::Seated(seated), Some(world)) => world.sight.sit(seated.slot),
            // A refused player watches on; before Welcome nothing else comes.
            (ServerMessage::Snapshot(_) | ServerMessage::Seated(_) | ServerMessage::Refused(_), _) => {}
        }
    }

    /// What the player wants in the next tick. Counts `seq` up, acks the newest snapshot and predicts the ship.
    /// While dead (or not seated) the input is neutral.
    pub fn next_input(&mut self) -> Input {
        self.seq += 1;
        let Some(World { sight, predictor }) = &mut self.world else {
            return input(self.seq, 0, Wish::default());
        };
        let wish = match (sight.slot(), sight.own(), predictor.now()) {
            (Some(slot), Some(own), Some(me)) => {
                self.brain.wish(&View { sight, own, me, slot, tick: predictor.next_tick() })
            }
            _ => Wish::default(),
        };
        let input = input(self.seq, sight.tick(), wish);
        predictor.push(self.seq, wish.drive(), sight);
        input
    }

    /// Where the player puts a point, if he has one and wants to. One is under way at a time: what he has not
    /// seen spent he would spend twice.
    pub fn next_spend(&mut self) -> Option<Spend> {
        let sight = &self.world.as_ref()?.sight;
        let progress = sight.own().map(|_| sight.progress())?;
        if sight.slot().is_none() || progress.points == 0 {
            return None;
        }
        let waited_s = |asked: &Asked| f64::from(sight.tick() - asked.tick) * sight.steps().dt;
        let waiting = |asked: &Asked| asked.stats == progress.stats && waited_s(asked) < SPEND_WAIT_S;
        if self.asked.as_ref().is_some_and(waiting) {
            return None;
        }
        let stat = self.brain.next_point(&stat::unpack(progress.stats), sight.rules().stat_max as u8)?;
        self.asked = Some(Asked { stats: progress.stats, tick: sight.tick() });
        Some(Spend { stat })
    }

    /// True from Seated on.
    pub fn is_seated(&self) -> bool {
        self.slot().is_some()
    }

    /// The player's seat.
    pub fn slot(&self) -> Option<Slot> {
        self.sight().and_then(Sight::slot)
    }

    /// How prediction fared; all zero before Welcome.
    pub fn corrections(&self) -> Corrections {
        self.world.as_ref().map(|world| *world.predictor.corrections()).unwrap_or_default()
    }

    /// The first correction without a cause; `None` while all is well.
    pub fn first_unexplained(&self) -> Option<&Unexplained> {
        self.world.as_ref().and_then(|world| world.predictor.first_unexplained())
    }

    /// What the player knows of the world; `None` before Welcome.
    pub fn sight(&self) -> Option<&Sight> {
        self.world.as_ref().map(|world| &world.sight)
    }

    /// The own ship after every input so far; `None` while dead or watching.
    pub fn predicted(&self) -> Option<Motion> {
        self.world.as_ref().and_then(|world| world.predictor.now())
    }
}

fn input(seq: u32, ack: u32, wish: Wish) -> Input {
    let boost = if wish.boost { buttons::BOOST } else { 0 };
    let fire = if wish.fire { buttons::FIRE } else { 0 };
    let rail = if wish.rail { buttons::RAIL } else { 0 };
    Input {
        seq,
        ack,
        hold: 1,
        move_x: wish.move_x,
        move_y: wish.move_y,
        buttons: boost | fire | rail,
        aim_x: wish.aim_x,
        aim_y: wish.aim_y,
        // Brains see the others where the newest snapshot told them.
        back: 0,
    }
}
