//! What happened in a step, told to those whom it concerns.

use fracas_protocol::{
    NOBODY, Slot, encode,
    event::{Crown, Death, Event, Hit, Hurt, Kill, World},
    heading,
    quantize::pack,
    record::{EndRecord, RailRecord, causes},
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
                Happening::Killed { victim, killer, weapon, lost, respawn } => {
                    self.tell_kill(Kill { victim, killer, weapon }, Death { by: killer, respawn, lost });
                }
                Happening::Levelled { slot, level } => self.level(slot, level),
                Happening::Crowned { slot } => self.tell_all(&[slot], &Event::Crown(Crown { slot })),
                Happening::Railed { slot, from, heading, length, what } => {
                    let (x, y) = (pack(from.0), pack(from.1));
                    let record = RailRecord { owner: slot, x, y, heading, length: length as u16, what };
                    self.tell_rail(from, record);
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
                Happening::Resized { half, from } => self.tell_all(&[], &Event::World(World { half, from })),
            }
        }
    }

    /// Tells everybody of an event; nobody has no name.
    fn tell_all(&mut self, named: &[Slot], event: &Event) {
        let event = encode(event);
        let named = if named == [NOBODY] { &[] } else { named };
        self.each_viewer(|viewer| viewer.tell(named, &event));
    }

    /// Shows a rail's line to those whose view it may cross.
    fn tell_rail(&mut self, from: (f64, f64), record: RailRecord) {
        let direction = heading::unpack16(record.heading);
        let way = f64::from(record.length);
        let to = (from.0 + direction.0 * way, from.1 + direction.1 * way);
        let rules = self.sim.rules();
        let (width, height) = (rules.view_half_width, rules.view_half_height);
        for (_, session) in &mut self.sessions {
            let (x, y) = (f64::from(session.eye.0), f64::from(session.eye.1));
            let beside = |a: f64, b: f64, middle: f64, extent: f64| {
                a.max(b) < middle - extent || a.min(b) > middle + extent
            };
            if !beside(from.0, to.0, x, width) && !beside(from.1, to.1, y, height) {
                session.viewer.railed(record, session.state.seat() == Some(record.owner));
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

    fn tell_kill(&mut self, kill: Kill, death: Death) {
        let Kill { victim, killer, .. } = kill;
        self.meter.counters.kills += 1;
        if let Some(player) = self.roster.get(victim) {
            self.sessions[player.session].killer = killer;
        }
        let event = encode(&Event::Kill(kill));
        let for_all = self.roster.people() + self.fill.len() <= KILLS_FOR_ALL_PLAYERS;
        for (_, session) in &mut self.sessions {
            let seat = session.state.seat();
            let own = seat == Some(victim) || seat == Some(killer);
            if own {
                session.viewer.tell(&[victim, killer], &event);
            } else if for_all || session.viewer.knows_ship(victim) || session.viewer.knows_ship(killer) {
                session.viewer.tell_hearsay(&[victim, killer], &event);
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
