//! The whole of a headless player: it reads what the server says and answers what a player would do.

use fracas_protocol::{
    Drive, Motion, ServerMessage, Slot,
    client::{Input, buttons},
};

use crate::{
    brain::{Brain, BrainKind, Strength, View, Wish},
    predict::{Corrections, Predictor, Unexplained},
    sight::Sight,
};

/// A headless player. Hand it every message with [`Pilot::read`], in order; once it [is seated](Pilot::is_seated),
/// send what [`Pilot::next_input`] says, once per tick.
pub struct Pilot {
    brain: Box<dyn Brain>,
    drag_factor: f64,
    world: Option<World>,
    seq: u32,
}

/// What there is from Welcome on.
struct World {
    sight: Sight,
    predictor: Predictor,
}

impl Pilot {
    /// A player with this brain; the same seed and the same messages give the same inputs.
    pub fn new(brain: BrainKind, strength: Strength, seed: u64) -> Self {
        Self { brain: brain.build(strength, seed), drag_factor: 1.0, world: None, seq: 0 }
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
        predictor.push(self.seq, Drive { x: wish.move_x, y: wish.move_y, boost: wish.boost }, sight);
        input
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
    Input {
        seq,
        ack,
        hold: 1,
        move_x: wish.move_x,
        move_y: wish.move_y,
        buttons: boost | fire,
        aim_x: wish.aim_x,
        aim_y: wish.aim_y,
    }
}
