//! What happened in a step, told to those whom it concerns.

use fracas_protocol::{
    NOBODY, Slot, encode,
    event::{Death, Event, Hit, Hurt, Kill, World},
    heading,
    quantize::pack,
    record::{EndRecord, causes},
};

use super::Room;
use crate::{limits::KILLS_FOR_ALL_PLAYERS, sim::Happening, snapshot::Viewer};

impl Room {
    /// Passes the step's happenings on. Slots that got empty are told to viewers before the view is sent.
    pub(super) fn tell(&mut self) {
        for index in 0..self.sim.happenings().len() {
            match self.sim.happenings()[index] {
                Happening::Spawned { slot } => self.mark(slot, causes::HIT),
                Happening::Pushed { slot } => self.mark(slot, causes::PUSH),
                Happening::Hit { victim, by, damage, heading } => self.tell_hit(victim, by, damage, heading),
                Happening::Killed { victim, killer, lost, respawn } => {
                    self.tell_kill(victim, killer, Death { by: killer, respawn, lost });
                }
                Happening::Left { slot } => self.each_viewer(|viewer| viewer.ship_left(slot)),
                Happening::ShotEnded { slot, at, what } => {
                    let end = EndRecord { slot, x: pack(at.0), y: pack(at.1), what };
                    self.each_viewer(|viewer| viewer.shot_over(slot, Some(end)));
                }
                Happening::ShotExpired { slot } => self.each_viewer(|viewer| viewer.shot_over(slot, None)),
                Happening::RockCracked { slot } => self.each_viewer(|viewer| viewer.rock_changed(slot)),
                Happening::RockGone { slot } => self.each_viewer(|viewer| viewer.rock_left(slot)),
                Happening::ScrapGone { slot } => self.each_viewer(|viewer| viewer.scrap_left(slot)),
                Happening::Resized { half, from } => {
                    let event = encode(&Event::World(World { half, from }));
                    for (_, session) in &mut self.sessions {
                        session.viewer.tell(&[], &event);
                    }
                }
            }
        }
    }

    fn each_viewer(&mut self, mut tell: impl FnMut(&mut Viewer)) {
        for (_, session) in &mut self.sessions {
            tell(&mut session.viewer);
        }
    }

    fn mark(&mut self, slot: Slot, cause: u8) {
        if let Some(player) = self.roster.get_mut(slot) {
            player.causes |= cause;
        }
    }

    fn tell_hit(&mut self, victim: Slot, by: Slot, damage: f32, heading: (f64, f64)) {
        // A shielded hit does not kick, so it must not excuse a difference in prediction.
        if damage > 0.0 {
            self.mark(victim, causes::HIT);
        }
        let damage = damage.ceil() as u8;
        let hurt = Event::Hurt(Hurt { by, damage, heading: heading::pack8(heading.0, heading.1) });
        self.tell_player(by, &[victim], &Event::Hit(Hit { victim, damage }));
        self.tell_player(victim, &[by], &hurt);
    }

    fn tell_kill(&mut self, victim: Slot, killer: Slot, death: Death) {
        self.meter.counters.kills += 1;
        if let Some(player) = self.roster.get(victim) {
            self.sessions[player.session].killer = killer;
        }
        let event = encode(&Event::Kill(Kill { victim, killer }));
        let for_all = self.roster.people() + self.fill.len() <= KILLS_FOR_ALL_PLAYERS;
        for (_, session) in &mut self.sessions {
            let seat = session.state.seat();
            let own = seat == Some(victim) || seat == Some(killer);
            if own || for_all || session.viewer.knows_ship(victim) || session.viewer.knows_ship(killer) {
                session.viewer.tell(&[victim, killer], &event);
            }
            session.viewer.ship_left(victim);
        }
        self.tell_player(victim, &[killer], &Event::Death(death));
    }

    fn tell_player(&mut self, slot: Slot, named: &[Slot], event: &Event) {
        if slot == NOBODY {
            return;
        }
        if let Some(player) = self.roster.get(slot) {
            self.sessions[player.session].viewer.tell(named, &encode(event));
        }
    }
}
