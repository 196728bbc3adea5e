//! What happened in a step, written for those whom it concerns.

use fracas_protocol::{
    NOBODY, Slot, Tick,
    event::{Crown, Death, Gauge, Hit, Hurt, Kill, Speed, World},
    heading,
    quantize::pack,
    record::{EndRecord, OwnRecord, ProgressRecord, RailRecord, causes, own_flags},
    stat,
};

use super::{
    Room,
    roster::{Player, Presence},
    session::Session,
    unshared,
};
use crate::{
    audience::{Brief, Restraint, news_ticks},
    link::Story,
    sim::{Happening, Simulation},
    snapshot::News,
};

impl Room {
    /// Writes the scene of the tick.
    pub(super) fn set_scene(&mut self) {
        self.news();
        self.tell_settings();
        let (tick, half_second) = (self.sim.tick(), news_ticks(self.sim.steps().dt));
        if tick % (2 * half_second) == 1 {
            self.show_gauge();
        }
        let restraint = self.overload.restraint();
        if restraint > Restraint::None {
            *self.meter.counters.restrained_ticks.entry(restraint.name()).or_default() += 1;
        }
        let percent = self.overload.speed_percent();
        let scene = unshared(&mut self.scene);
        if percent != self.told_speed {
            self.told_speed = percent;
            scene.view.news.tell_all(NOBODY, &Speed { percent });
        }
        scene.restraint = restraint;
        let roster = &self.roster;
        let is_away = |&(since, slot): &(Tick, Slot)| {
            let is_his = |player: &Player| player.presence == Presence::Away(since);
            roster.get(slot).is_some_and(is_his).then_some(slot)
        };
        let unseen = self.sessions.iter().filter(|(_, session)| session.unseen);
        let kept = self.away.iter().filter_map(is_away);
        scene.view.set_away(kept.chain(unseen.filter_map(|(_, session)| session.state.seat())));
        scene.capture(&self.sim, tick % half_second == 1);
        scene.view.news.seal();
        self.follow();
        self.brief();
        if restraint >= Restraint::LaggardsHalf {
            self.compare_lags();
        }
    }

    /// Tells how hard the room works.
    fn show_gauge(&mut self) {
        let (tick_us, down_bytes_per_s) = self.meter.take_gauge();
        unshared(&mut self.scene).view.news.talk(NOBODY, &Gauge { tick_us });
        self.pass_on(|room| Story::Gauged { gauge: room.gauge(), tick_us, down_bytes_per_s });
    }

    /// Notes by how much most sessions lag.
    fn compare_lags(&mut self) {
        let tick = self.sim.tick();
        let lag = |(_, session): (_, &Session)| Some(tick - session.acked.filter(|_| !session.unseen)?);
        let mut lags: Vec<Tick> = self.sessions.iter().filter_map(lag).collect();
        let middle = lags.len() / 2;
        let usual = if lags.is_empty() { 0 } else { *lags.select_nth_unstable(middle).1 };
        unshared(&mut self.scene).usual_lag = usual;
    }

    /// Passes the step's happenings on.
    fn news(&mut self) {
        let kills_for_all = self.is_small();
        for index in 0..self.sim.happenings().len() {
            let news = &mut unshared(&mut self.scene).view.news;
            match self.sim.happenings()[index] {
                Happening::Spawned { slot } => self.mark(slot, causes::HIT),
                Happening::Pushed { slot } => self.mark(slot, causes::PUSH),
                Happening::Hit { victim, by, damage, heading } => {
                    tell_hit(news, victim, by, damage, heading);
                    // A shielded hit does not kick, so it must not excuse a difference in prediction.
                    if damage > 0.0 {
                        self.mark(victim, causes::HIT);
                    }
                }
                Happening::Killed { victim, killer, weapon, lost, respawn } => {
                    news.killed(Kill { victim, killer, weapon }, kills_for_all);
                    news.tell(victim, killer, &Death { by: killer, respawn, lost });
                    self.mourn(victim, killer, weapon);
                }
                Happening::Levelled { slot, level } => self.level(slot, level),
                Happening::Crowned { slot } => {
                    news.tell_all(slot, &Crown { slot });
                    self.crowned(slot);
                }
                Happening::Railed { slot, from, heading, length, what } => {
                    let (x, y) = (pack(from.0), pack(from.1));
                    news.railed(from, RailRecord { owner: slot, x, y, heading, length: length as u16, what });
                }
                Happening::Left { slot } => news.ship_left(slot),
                Happening::ShotEnded { slot, at, what } => {
                    news.shot_over(slot, Some(EndRecord { slot, x: pack(at.0), y: pack(at.1), what }));
                }
                Happening::ShotExpired { slot } => news.shot_over(slot, None),
                Happening::RockCracked { slot } => news.rock_changed(slot),
                Happening::RockGone { slot } => news.rock_left(slot),
                Happening::ScrapGone { slot } => news.scrap_left(slot),
                Happening::Resized { half, from } => news.tell_all(NOBODY, &World { half, from }),
            }
        }
    }

    fn mark(&mut self, slot: Slot, cause: u8) {
        if let Some(player) = self.roster.get_mut(slot) {
            player.causes |= cause;
        }
    }

    fn mourn(&mut self, victim: Slot, killer: Slot, weapon: u8) {
        self.meter.counters.kills += 1;
        self.pass_on(|room| {
            let killer = room.roster.get(killer).map(|player| player.name.clone());
            Story::Killed { victim: room.name(victim), killer, weapon }
        });
        self.count_streak(victim, killer);
        if let Some(key) = self.roster.get(victim).and_then(Player::session) {
            self.sessions[key].killer = killer;
        }
    }

    /// Chooses whom watchers follow: the best ship alive, kept until some time after its end.
    fn follow(&mut self) {
        let scene = unshared(&mut self.scene);
        let tick = self.sim.tick();
        let showcase = &mut scene.showcase;
        if let Some(at) = scene.view.ship_at(showcase.slot) {
            showcase.at = at;
            self.showcase_seen = tick;
        } else if showcase.slot == NOBODY || tick - self.showcase_seen > self.config.tick_rate * 3 / 2 {
            let next = scene.board.ranked().find_map(|slot| Some((slot, scene.view.ship_at(slot)?)));
            if let Some((slot, at)) = next {
                (showcase.slot, showcase.at) = (slot, at);
                self.showcase_seen = tick;
            }
        }
    }

    /// Writes what each session is told alone.
    fn brief(&mut self) {
        let Self { scene, sessions, roster, sim, .. } = self;
        let briefs = &mut unshared(scene).briefs;
        for (key, session) in sessions.iter_mut() {
            if key >= briefs.len() {
                briefs.resize_with(key + 1, Brief::default);
            }
            let (acked, unseen, close) = (session.acked, session.unseen, session.close);
            let mut brief = Brief { acked, unseen, close, ..Brief::default() };
            let seat = session.state.seat();
            if seat.is_none() {
                brief.looks_at = session.camera.look(sim);
            }
            if let Some((slot, player)) = seat.and_then(|slot| Some((slot, roster.get_mut(slot)?))) {
                brief.seat = Some(slot);
                brief.bot = player.is_bot();
                brief.causes = std::mem::take(&mut player.causes);
                brief.own = own_record(sim, slot);
                brief.progress = progress_record(sim, slot);
                brief.killer = session.killer;
                (brief.ack_seq, brief.slack_ms) = (player.inputs.ack_seq(), player.inputs.slack_ms());
            }
            briefs[key] = brief;
        }
    }
}

fn tell_hit(news: &mut News, victim: Slot, by: Slot, damage: f32, heading: (f64, f64)) {
    let damage = damage.ceil() as u8;
    if by != NOBODY {
        news.tell(by, victim, &Hit { victim, damage });
    }
    news.tell(victim, by, &Hurt { by, damage, heading: heading::pack8(heading.0, heading.1) });
}

fn own_record(sim: &Simulation, slot: Slot) -> Option<OwnRecord> {
    let ship = sim.ship(slot)?;
    let spent = if ship.motion.spent { own_flags::SPENT } else { 0 };
    let ticks = |ticks: Tick| ticks.min(u32::from(u16::MAX)) as u16;
    Some(OwnRecord {
        x: ship.motion.x,
        y: ship.motion.y,
        vx: ship.motion.vx,
        vy: ship.motion.vy,
        energy: ship.motion.energy,
        shield: ticks(ship.shield),
        triple: ticks(ship.triple),
        hull: ship.hull.ceil() as u8,
        cooldown: ship.cooldown,
        reload: ship.motion.reload,
        flags: spent,
        causes: 0,
    })
}

fn progress_record(sim: &Simulation, slot: Slot) -> ProgressRecord {
    let record = sim.seat(slot).map(|seat| ProgressRecord {
        score: seat.score,
        stats: stat::pack(&seat.stats),
        level: seat.level,
        progress: seat.progress,
        points: seat.points,
    });
    record.unwrap_or_default()
}
