//! Watchers: where they look, and how often they are told.

use fracas_protocol::{
    ClientMessage, NOBODY, Rules, ServerMessage, Slot,
    client::{Ack, Away, CHOICE, Join, Leave, Say, Watch},
    decode_server,
    event::Event,
};

use super::{Lab, RATE};
use crate::{
    limits::{UNSEEN_HZ, WATCHER_HZ},
    link::SessionKey,
    room::session::{Session, State},
};

fn lab(bots: u16) -> Lab {
    Lab::new(1, bots, Rules::default())
}

fn watch(slot: Slot, x: i32, y: i32) -> ClientMessage {
    ClientMessage::Watch(Watch { slot, x, y })
}

/// The (slot, x, y) that a watcher was shown in this tick, if he got a frame.
fn view(lab: &Lab, watcher: SessionKey) -> Option<(Slot, i32, i32)> {
    let frame = lab.frame(watcher);
    let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&frame) else {
        panic!("a frame is a snapshot");
    };
    snapshot.view.filter(|_| snapshot.tick == lab.room.sim.tick())
}

/// What he is shown next.
fn next_view(lab: &mut Lab, watcher: SessionKey) -> (Slot, i32, i32) {
    for _ in 0..RATE {
        lab.tick();
        if let Some(view) = view(lab, watcher) {
            return view;
        }
    }
    panic!("a second without a frame");
}

/// Frames that a session got in some ticks, all of which it acks.
fn frames(lab: &mut Lab, of: SessionKey, ticks: u32) -> u32 {
    (0..ticks)
        .filter(|_| {
            lab.tick();
            let tick = lab.room.sim.tick();
            lab.send(of, ClientMessage::Ack(Ack { tick }));
            let frame = lab.frame(of);
            matches!(decode_server(&frame), Ok(ServerMessage::Snapshot(snapshot)) if snapshot.tick == tick)
        })
        .count() as u32
}

#[test]
fn a_watcher_gets_his_first_frame_at_once_then_ten_a_second_and_all_as_soon_as_he_plays() {
    let mut lab = lab(4);
    lab.tick();
    let watcher = lab.room.open_in_memory(lab.now());
    assert_eq!(frames(&mut lab, watcher, 1), 1);
    assert_eq!(frames(&mut lab, watcher, 3 * RATE), 3 * WATCHER_HZ);
    lab.send(watcher, ClientMessage::Join(Join { name: "Ann".into() }));
    assert_eq!(frames(&mut lab, watcher, RATE), RATE);
    lab.send(watcher, ClientMessage::Leave(Leave {}));
    assert_eq!(frames(&mut lab, watcher, 1), 1);
    assert_eq!(frames(&mut lab, watcher, 3 * RATE), 3 * WATCHER_HZ);
}

#[test]
fn where_nobody_looks_two_frames_a_second_come_and_all_of_them_again_at_once() {
    let mut lab = lab(4);
    for (seated, usual) in [(false, WATCHER_HZ), (true, RATE)] {
        let session = lab.room.open_in_memory(lab.now());
        if seated {
            lab.send(session, ClientMessage::Join(Join { name: "Ann".into() }));
        }
        frames(&mut lab, session, RATE);
        lab.send(session, ClientMessage::Away(Away { away: true }));
        assert!((1..=3).contains(&frames(&mut lab, session, RATE)), "seated: {seated}");
        assert_eq!(frames(&mut lab, session, 4 * RATE), 4 * UNSEEN_HZ, "seated: {seated}");
        lab.send(session, ClientMessage::Away(Away { away: false }));
        assert_eq!(frames(&mut lab, session, RATE), usual, "seated: {seated}");
    }
}

#[test]
fn what_is_said_while_nobody_looks_is_not_lost() {
    let mut lab = lab(0);
    let [ann, bob] = ["Ann", "Bob"].map(|name| lab.join(name).key);
    lab.send(ann, ClientMessage::Away(Away { away: true }));
    frames(&mut lab, ann, RATE);
    lab.send(bob, ClientMessage::Say(Say { text: "anybody there?".into() }));
    let hears = |lab: &Lab| lab.told(ann).iter().any(|event| matches!(event, Event::Said(_)));
    let heard = (0..RATE).any(|_| {
        lab.tick();
        hears(&lab)
    });
    assert!(heard);
}

#[test]
fn watchers_have_their_turns_in_different_ticks() {
    let mut lab = lab(0);
    let watchers: Vec<SessionKey> = (0..30).map(|_| lab.room.open_in_memory(lab.now())).collect();
    lab.tick();
    for _ in 0..RATE {
        lab.tick();
        let told = watchers.iter().filter(|&&watcher| view(&lab, watcher).is_some()).count();
        assert_eq!(told, 10);
    }
}

#[test]
fn a_free_camera_stays_where_it_is_set_inside_of_the_world() {
    let mut lab = lab(6);
    let watcher = lab.room.open_in_memory(lab.now());
    lab.send(watcher, watch(NOBODY, 300, -200));
    assert_eq!(next_view(&mut lab, watcher), (NOBODY, 300, -200));
    lab.send(watcher, watch(NOBODY, i32::MAX, i32::MIN));
    let half = lab.room.sim.half() as i32;
    assert_eq!(next_view(&mut lab, watcher), (NOBODY, half, -half));
    lab.send(watcher, watch(NOBODY, CHOICE, 0));
    assert_ne!(next_view(&mut lab, watcher).0, NOBODY, "the server shows somebody");
}

#[test]
fn a_watcher_follows_whom_he_asks_for_and_somebody_else_three_seconds_after_he_is_gone() {
    let mut lab = lab(3);
    let ann = lab.join("Ann");
    let watcher = lab.room.open_in_memory(lab.now());
    lab.send(watcher, watch(ann.slot, 0, 0));
    for _ in 0..RATE {
        let (slot, x, y) = next_view(&mut lab, watcher);
        let ship = lab.room.sim.ship(ann.slot).expect("she lives").motion;
        assert_eq!((slot, x, y), (ann.slot, ship.x as i32, ship.y as i32));
    }
    lab.send(ann.key, ClientMessage::Leave(Leave {}));
    lab.tick();
    let gone = lab.seconds();
    assert_eq!(lab.join("Bob").slot, ann.slot, "her seat is another's");
    while next_view(&mut lab, watcher).0 == NOBODY {}
    let after = lab.seconds() - gone;
    assert!((2.9..3.3).contains(&after), "after {after} s");
}

#[test]
fn a_player_has_no_other_eyes_than_his_ship() {
    let mut lab = lab(0);
    let ann = lab.join("Ann");
    lab.send(ann.key, watch(NOBODY, 1000, 1000));
    lab.tick();
    let session: &Session = &lab.room.sessions[ann.key];
    assert_eq!((session.state, session.camera), (State::Playing { slot: ann.slot }, Default::default()));
    assert_eq!(view(&lab, ann.key), None);
}
