//! A line that breaks costs nobody his seat.

use fracas_protocol::{
    CloseCode, ServerMessage,
    client::{Away, Input, Leave},
    record::{ShipRecord, ship_state},
};

use super::*;
use crate::{limits::AWAY_WAIT, link::PlayerId};

const ANN: PlayerId = PlayerId([0xa1; 16]);

impl Lab {
    /// Opens a session for Ann and asks for a seat; where she sits then.
    fn ann(&mut self) -> (SessionKey, Option<Slot>) {
        let key = self.room.open_in_memory_as(ANN, self.now());
        self.send(key, ClientMessage::Join(Join { name: "Ann".into() }));
        self.tick();
        (key, self.seat(key))
    }

    fn seat(&self, key: SessionKey) -> Option<Slot> {
        self.room.sessions.get(key).and_then(|session| session.state.seat())
    }

    /// The socket of a session is gone.
    fn lose(&mut self, session: SessionKey, parted: bool) {
        self.room.inbox.borrow_mut().push(Mail::Gone { session, parted });
        self.tick();
    }

    fn wait(&mut self, ticks: u32) {
        (0..ticks).for_each(|_| self.tick());
    }

    fn own_score(&self, slot: Slot) -> u32 {
        self.room.sim.seat(slot).expect("she sits").score
    }
}

fn lab() -> Lab {
    Lab::new(7, 0, Rules::default())
}

/// The state of the only ship, as a watcher sees it.
fn state_seen(lab: &mut Lab, watcher: SessionKey) -> u8 {
    // A watcher gets ten snapshots a second.
    lab.wait(RATE / 10);
    let frame = lab.frame(watcher);
    let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&frame) else {
        panic!("a frame is a snapshot")
    };
    let ship = snapshot.ships.and_then(|bytes| ShipRecord::all(bytes).next());
    ship.expect("the watcher follows the only ship").state
}

#[test]
fn a_ship_whose_player_is_away_shows_it() {
    let mut lab = lab();
    let (key, _) = lab.ann();
    let watcher = lab.room.open_in_memory(lab.now());
    assert_eq!(state_seen(&mut lab, watcher) & ship_state::AWAY, 0);
    lab.lose(key, false);
    assert_ne!(state_seen(&mut lab, watcher) & ship_state::AWAY, 0);
    lab.ann();
    assert_eq!(state_seen(&mut lab, watcher) & ship_state::AWAY, 0);
}

#[test]
fn a_ship_at_whose_helm_nobody_is_is_shown_as_such() {
    let mut lab = lab();
    let (key, _) = lab.ann();
    let watcher = lab.room.open_in_memory(lab.now());
    for away in [true, false] {
        lab.send(key, ClientMessage::Away(Away { away }));
        assert_eq!(state_seen(&mut lab, watcher) & ship_state::AWAY != 0, away);
    }
}

fn away_ticks() -> u32 {
    AWAY_WAIT.as_secs() as u32 * RATE
}

#[test]
fn who_comes_back_in_time_has_seat_ship_and_score() {
    let mut lab = lab();
    let (key, seat) = lab.ann();
    let slot = seat.expect("there is room");
    lab.wait(200);
    let before = (lab.room.sim.ship(slot), lab.own_score(slot));
    lab.lose(key, false);
    assert_eq!(lab.room.stats().players, 1, "her seat is taken");
    lab.wait(away_ticks() - 10);
    let (key, again) = lab.ann();
    assert_eq!(again, Some(slot));
    let after = (lab.room.sim.ship(slot), lab.own_score(slot));
    let place = |(ship, _): &(Option<crate::sim::ShipRow>, u32)| ship.map(|s| (s.motion.x, s.motion.y));
    assert_eq!((place(&after), after.1), (place(&before), before.1));
    lab.wait(away_ticks());
    assert_eq!(lab.seat(key), Some(slot), "an old date does not take it away");
}

#[test]
fn who_stays_away_for_too_long_has_lost_his_seat() {
    let mut lab = lab();
    let (key, _) = lab.ann();
    lab.lose(key, false);
    lab.wait(away_ticks());
    assert_eq!(lab.room.stats().players, 0);
    assert!(lab.log.last().is_some_and(|orders| orders.contains(&Command::Leave { slot: 0 })));
}

#[test]
fn who_says_goodbye_keeps_no_seat() {
    let mut lab = lab();
    let (key, _) = lab.ann();
    lab.lose(key, true);
    assert_eq!(lab.room.stats().players, 0);
}

#[test]
fn who_was_closed_for_a_fault_that_he_would_repeat_keeps_no_seat() {
    let mut lab = lab();
    for (code, players) in [(CloseCode::TryAgainLater, 1), (CloseCode::BadMessage, 0)] {
        let (key, _) = lab.ann();
        lab.room.inbox.borrow_mut().push(Mail::Fault { session: key, code });
        lab.lose(key, false);
        assert_eq!(lab.room.stats().players, players, "{code:?}");
    }
}

#[test]
fn a_second_tab_takes_the_seat_over_and_the_first_is_told() {
    let mut lab = lab();
    let (first, seat) = lab.ann();
    let (second, again) = lab.ann();
    assert_eq!((again, lab.seat(first)), (seat, None));
    assert!(lab.room.sessions[first].state.is_closing());
    assert_eq!(lab.room.sessions[first].ended, Some(CloseCode::TakenOver));
    lab.lose(first, false);
    assert_eq!((lab.seat(second), lab.room.stats().players), (seat, 1), "the seat stays where it is");
}

#[test]
fn a_ship_whose_player_is_away_rests_under_a_shield_once_in_a_while() {
    let mut lab = lab();
    let (key, seat) = lab.ann();
    let slot = seat.expect("there is room");
    lab.wait(100);
    let east =
        Input { seq: 1, ack: 0, hold: 150, move_x: 127, move_y: 0, buttons: 2, aim_x: 1, aim_y: 0, back: 0 };
    lab.send(key, ClientMessage::Input(east));
    lab.wait(3);
    let shielded = |lab: &Lab| lab.room.sim.ship(slot).expect("it lives").shield > 0;
    assert!(!shielded(&lab));
    lab.lose(key, false);
    assert!(shielded(&lab));
    lab.wait(30);
    let motion = lab.room.sim.ship(slot).expect("it lives").motion;
    assert_eq!((motion.vx, motion.vy), (0.0, 0.0), "an input that would hold for 5 s does not");
    lab.wait(80);
    assert!(!shielded(&lab));
    let (key, _) = lab.ann();
    lab.lose(key, false);
    assert!(!shielded(&lab), "breaking the line is no shield at will");
}

#[test]
fn who_leaves_must_wait_also_by_a_new_connection() {
    let mut lab = lab();
    let (key, _) = lab.ann();
    lab.send(key, ClientMessage::Leave(Leave {}));
    lab.lose(key, true);
    assert_eq!(lab.ann().1, None);
    lab.wait(2 * RATE);
    assert!(lab.ann().1.is_some());
}

#[test]
fn who_asks_again_for_his_seat_is_told_which() {
    let mut lab = lab();
    let (key, seat) = lab.ann();
    lab.send(key, ClientMessage::Join(Join { name: "Ann".into() }));
    lab.tick();
    assert_eq!((lab.seat(key), lab.room.sessions[key].ended), (seat, None));
    let seated = lab.room.resume(key, seat.expect("there is room"));
    assert!(matches!(seated, ServerMessage::Seated(seated) if Some(seated.slot) == seat));
}
