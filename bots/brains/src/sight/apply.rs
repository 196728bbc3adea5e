//! Takes a snapshot in, part by part.

use fracas_protocol::{
    Event, NOBODY, Rock, Slot, Tick, far, heading,
    quantize::unpack,
    record::{EndRecord, RailRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord, ship_state},
    server::Snapshot,
};

use super::{Player, Rail, Scrap, Ship, Shot, Sight, SolidNews};
use crate::point::Point;

impl Sight {
    /// Takes in a snapshot, its parts in the order that the protocol states.
    pub fn apply(&mut self, m: &Snapshot<'_>) {
        let before = self.tick;
        self.tick = m.tick;
        self.settle_half();
        self.solid_news = SolidNews::default();
        self.own = m.own();
        self.progress = m.progress().unwrap_or(self.progress);
        if let Some(own) = &self.own {
            self.middle = Point::new(own.x, own.y);
        } else if let Some((_, x, y)) = m.view {
            self.middle = Point::new(x, y);
        }
        if let Some((ships, rocks, scrap)) = m.leaves {
            slots(ships).for_each(|slot| self.ships.remove(slot));
            slots(rocks).for_each(|slot| self.rocks.remove(slot));
            slots(scrap).for_each(|slot| self.scrap.remove(slot));
        }
        self.apply_ships(m.ships.map_or(&[], |b| b));
        EndRecord::all(m.ends.map_or(&[], |b| b)).for_each(|end| self.shots.remove(end.slot));
        self.apply_shots(m.shots.map_or(&[], |b| b));
        for record in RockRecord::all(m.rocks.map_or(&[], |b| b)) {
            self.apply_rock(&record, before);
        }
        for record in ScrapRecord::all(m.scrap.map_or(&[], |b| b)) {
            let at = self.unpacked(record.x, record.y);
            self.scrap.set(record.slot, Scrap { at, value: record.value, what: record.what });
        }
        self.apply_rails(m.rails.map_or(&[], |b| b));
        if let Some(minimap) = m.far.and_then(|bytes| bytes.first_chunk()) {
            self.far = far::unpack(minimap);
        }
        for event in m.events.iter().flatten() {
            self.apply_event(event);
        }
    }

    /// Makes a dated size of the world the one in force. One change is dated at a time, so this comes before
    /// the next is noted.
    fn settle_half(&mut self) {
        if let Some((half, from)) = self.next_half
            && from <= self.tick
        {
            (self.half, self.next_half) = (half, None);
        }
    }

    fn apply_ships(&mut self, records: &[u8]) {
        for record in ShipRecord::all(records) {
            let at = self.unpacked(record.x, record.y);
            let velocity = match self.ships.get(record.slot) {
                Some(old) if old.tick < self.tick => {
                    let seconds = f64::from(self.tick - old.tick) * self.steps.dt;
                    // Half old, half new: a sixteenth of a unit at 30 Hz alone is 2 units a second.
                    old.velocity * 0.5 + (at - old.at) * (0.5 / seconds)
                }
                _ => Point::ZERO,
            };
            let ship = Ship {
                at,
                velocity,
                heading: record.heading,
                hull: f64::from(record.state & ship_state::HULL) / 31.0,
                boosting: record.state & ship_state::BOOST != 0,
                shielded: record.state & ship_state::SHIELD != 0,
                tick: self.tick,
            };
            self.ships.set(record.slot, ship);
        }
    }

    fn apply_shots(&mut self, records: &[u8]) {
        let (now, life) = (self.tick, self.steps.shot_ticks as u32);
        self.shots.retain(|shot| now.wrapping_sub(shot.birth) < life);
        for record in ShotRecord::all(records) {
            let (x, y) = heading::unpack16(record.heading);
            let shot = Shot {
                owner: record.owner,
                origin: self.unpacked(record.x, record.y),
                direction: Point { x, y },
                birth: now.wrapping_sub(u32::from((now as u8).wrapping_sub(record.birth))),
            };
            self.shots.set(record.slot, shot);
        }
    }

    fn apply_rails(&mut self, records: &[u8]) {
        self.rails.clear();
        for record in RailRecord::all(records) {
            let (x, y) = heading::unpack16(record.heading);
            let from = self.unpacked(record.x, record.y);
            let to = from + Point { x, y } * f64::from(record.length);
            self.rails.push(Rail { owner: record.owner, from, to, what: record.what });
        }
    }

    /// `before` is the tick of the snapshot before this one.
    fn apply_rock(&mut self, record: &RockRecord, before: Tick) {
        let rock =
            Rock { x: record.x, y: record.y, radius: record.radius, from: record.from, until: record.until };
        let old = self.rocks.get(record.slot).copied();
        if old == Some(rock) {
            return;
        }
        self.solid_news.changed = true;
        // Farther away than the fastest ship flies in half a second, it has touched nothing that was predicted.
        let speed_max = self.rules.ship_speed
            * self.rules.boost_factor
            * (1.0 + self.rules.stat_max * self.rules.speed_step);
        let near = f64::from(rock.radius) + self.steps.radius + speed_max * 0.5;
        let was_solid = |tick| old.is_some_and(|old| old.is_solid(tick));
        if self.middle.distance(Point::new(rock.x, rock.y)) < near
            && (before + 1..=self.tick).any(|tick| was_solid(tick) != rock.is_solid(tick))
        {
            self.solid_news.late = true;
        }
        self.rocks.set(record.slot, rock);
    }

    fn apply_event(&mut self, event: &Event) {
        match event {
            Event::Name(e) => {
                self.players.set(e.slot, Player { name: e.name.as_str().into(), bot: e.bot, level: e.level });
            }
            Event::Board(e) => {
                self.crown = e.crown.map(|(slot, _, _)| slot);
                self.board.clone_from(e);
            }
            Event::Speed(e) => self.speed = f64::from(e.percent) / 100.0,
            Event::Crown(e) => self.crown = (e.slot != NOBODY).then_some(e.slot),
            Event::World(e) => {
                self.solid_news.changed = true;
                self.solid_news.late |= e.from <= self.tick;
                self.next_half = Some((e.half, e.from));
                self.settle_half();
            }
            Event::Kill(_)
            | Event::Hit(_)
            | Event::Hurt(_)
            | Event::Death(_)
            | Event::Said(_)
            | Event::Emoted(_)
            | Event::Marked(_)
            | Event::Notice(_)
            | Event::Host(_)
            | Event::Room(_)
            | Event::Gauge(_) => {}
        }
    }

    fn unpacked(&self, x: u16, y: u16) -> Point {
        Point { x: unpack(x, self.middle.x), y: unpack(y, self.middle.y) }
    }
}

/// The slots in one `bin` of `leaves`.
fn slots(bytes: &[u8]) -> impl Iterator<Item = Slot> {
    bytes.as_chunks().0.iter().map(|pair| Slot::from_le_bytes(*pair))
}

#[cfg(test)]
mod tests {
    use fracas_protocol::{
        PROTOCOL_VERSION, Rules, ServerMessage, Steps, decode_server, encode,
        event::{Board, Crown, Name, World},
        quantize::pack,
        record::end,
        server::Welcome,
        snapshot::Parts,
    };

    use super::*;

    fn sight() -> Sight {
        let rules = Rules::default();
        let steps = Steps::new(&rules, 30);
        let (version, room, tick_rate, tick, world_half) = (PROTOCOL_VERSION, "main".into(), 30, 0, 1536.0);
        Sight::new(&Welcome { version, room, tick_rate, tick, world_half, rules, steps })
    }

    fn tell(sight: &mut Sight, tick: Tick, mut parts: Parts, events: &[Event]) {
        parts.tick = tick;
        parts.view = (3, 5_000, -5_000);
        parts.event_count = events.len() as u32;
        parts.events = events.iter().flat_map(encode).collect();
        let mut bytes = Vec::new();
        parts.write(&mut bytes);
        let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&bytes) else { panic!("no snapshot") };
        sight.apply(&snapshot);
    }

    fn ship(x: f64) -> Parts {
        let state = ship_state::SHIELD | 31;
        let record = ShipRecord { slot: 7, x: pack(x), y: pack(-5_100.0), heading: 64, state };
        Parts { ships: record.to_bytes().into(), ..Parts::default() }
    }

    fn shot(birth: u8) -> Parts {
        let record = ShotRecord { slot: 9, owner: 7, x: pack(5_000.0), y: pack(-5_000.0), heading: 0, birth };
        Parts { shots: record.to_bytes().into(), ..Parts::default() }
    }

    #[test]
    fn a_ship_enters_moves_and_leaves() {
        let mut sight = sight();
        for tick in 1..=12 {
            tell(&mut sight, tick, ship(5_100.0 + f64::from(tick) * 10.0), &[]);
        }
        let seen = *sight.ships().get(7).unwrap();
        assert_eq!((seen.at, seen.hull, seen.shielded), (Point::new(5_220.0, -5_100.0), 1.0, true));
        assert!((seen.velocity.x - 300.0).abs() < 1.0, "{:?}", seen.velocity);
        assert_eq!(sight.ships_in_view(), 1);
        let left_ships = 7u16.to_le_bytes().into();
        tell(&mut sight, 13, Parts { left_ships, ..Parts::default() }, &[]);
        assert!(sight.ships().is_empty());
    }

    #[test]
    fn a_shot_flies_by_rule_until_it_ends_or_its_time_is_over() {
        let mut sight = sight();
        tell(&mut sight, 258, shot(255), &[]);
        let seen = *sight.shots().get(9).unwrap();
        assert_eq!(seen.birth, 255);
        assert_eq!(sight.shot_at(&seen, 258).x, 5_000.0 + 3.0 * sight.steps().shot_step);
        let ended = EndRecord { slot: 9, x: 0, y: 0, what: end::WALL };
        tell(&mut sight, 259, Parts { ends: ended.to_bytes().into(), ..Parts::default() }, &[]);
        assert!(sight.shots().is_empty());
        tell(&mut sight, 260, shot(4), &[]);
        let life = sight.steps().shot_ticks as u32;
        tell(&mut sight, 260 + life, Parts::default(), &[]);
        assert!(sight.shots().is_empty());
    }

    #[test]
    fn the_crown_is_where_its_ship_is_seen_or_else_where_the_board_says() {
        let board = |crown| Event::Board(Board { players: 9, rank: 2, rows: Vec::new(), crown });
        let mut sight = sight();
        tell(&mut sight, 1, Parts::default(), &[board(Some((7, 1_200, -300)))]);
        assert_eq!((sight.crown(), sight.crown_at()), (Some(7), Some(Point::new(1_200, -300))));
        tell(&mut sight, 2, ship(5_100.0), &[]);
        assert_eq!(sight.crown_at(), Some(Point::new(5_100, -5_100)));
        // The board's place was that of another ship.
        tell(&mut sight, 3, Parts::default(), &[Event::Crown(Crown { slot: 8 })]);
        assert_eq!((sight.crown(), sight.crown_at()), (Some(8), None));
        tell(&mut sight, 4, Parts::default(), &[Event::Crown(Crown { slot: NOBODY })]);
        assert_eq!(sight.crown(), None);
    }

    #[test]
    fn a_rail_is_a_line_in_one_snapshot_and_a_level_is_told_again() {
        let (x, y) = (pack(5_000.0), pack(-5_000.0));
        let record = RailRecord { owner: 7, x, y, heading: 16_384, length: 640, what: end::SHIP };
        let name = |level| Event::Name(Name { slot: 7, name: "Ann".into(), bot: false, level });
        let mut sight = sight();
        assert_eq!(sight.level(7), 1);
        tell(&mut sight, 1, Parts { rails: record.to_bytes().into(), ..Parts::default() }, &[name(4)]);
        let (from, to) = (Point::new(5_000, -5_000), Point::new(5_000, -4_360));
        assert_eq!(sight.rails(), [Rail { owner: 7, from, to, what: end::SHIP }]);
        assert_eq!((sight.name(7), sight.level(7)), (Some("Ann"), 4));
        tell(&mut sight, 2, Parts::default(), &[name(2)]);
        assert_eq!((sight.rails(), sight.level(7)), (&[][..], 2));
    }

    #[test]
    fn sizes_of_the_world_follow_each_other_by_their_dates() {
        let world = |half, from| Event::World(World { half, from });
        let mut sight = sight();
        tell(&mut sight, 1, Parts::default(), &[world(1_600.0, 10)]);
        assert_eq!((sight.half(9), sight.half(10)), (1_536.0, 1_600.0));
        // The next is dated in the very tick in which this one comes into force.
        tell(&mut sight, 10, Parts::default(), &[world(1_664.0, 20)]);
        assert_eq!((sight.half(19), sight.half(20)), (1_600.0, 1_664.0));
        // After a pause both come at once.
        tell(&mut sight, 35, Parts::default(), &[world(1_728.0, 30), world(1_792.0, 40)]);
        assert_eq!((sight.half(36), sight.half(40)), (1_728.0, 1_792.0));
        assert!(sight.solid_news().late);
    }
}
