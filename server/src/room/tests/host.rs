//! Who rules a room, and what his orders do.

use fracas_protocol::{
    CloseCode, NOBODY,
    client::{Leave, Manage, order},
    event::{notice, strength},
};

use super::*;
use crate::{
    limits::ORDERS,
    link::{Bulletin, PlayerId},
};

const ANN: PlayerId = PlayerId([0xa1; 16]);
const BOB: PlayerId = PlayerId([0xb0; 16]);
const CAT: PlayerId = PlayerId([0xca; 16]);

/// A room that Ann has opened, and its news for the lobby.
fn hosted() -> (Lab, tokio::sync::mpsc::Receiver<Bulletin>) {
    let mut config = RoomConfig::standing("hosted", 3, RATE, 0, 20);
    config.hosted = true;
    config.owner = Some(ANN);
    config.bounds.bots = 30;
    let (sender, news) = tokio::sync::mpsc::channel(64);
    let start = Instant::now();
    let room = Room::new(config, Vec::new(), Board::new(Some(sender)), start);
    (Lab { room, start, ticks: 0, log: Vec::new() }, news)
}

impl Lab {
    fn come(&mut self, player: PlayerId, name: &str) -> (SessionKey, Slot) {
        let key = self.room.open_in_memory_as(player, self.now());
        self.send(key, ClientMessage::Join(Join { name: name.into() }));
        self.tick();
        (key, self.room.sessions[key].state.seat().expect("there is a seat"))
    }

    fn order(&mut self, key: SessionKey, what: u8, slot: Slot, value: u32, text: &str) {
        self.send(key, ClientMessage::Manage(Manage { what, slot, value, text: text.into() }));
        self.tick();
    }

    /// The events of a session's newest frame.
    fn events(&self, key: SessionKey) -> Vec<Event> {
        match decode_server(&self.frame(key)) {
            Ok(ServerMessage::Snapshot(snapshot)) => snapshot.events.unwrap_or_default(),
            other => panic!("a frame is a snapshot, not {other:?}"),
        }
    }

    fn ended(&self, key: SessionKey) -> Option<CloseCode> {
        self.room.sessions[key].ended
    }
}

#[test]
fn who_opened_the_room_rules_it_and_everybody_knows() {
    let (mut lab, _news) = hosted();
    let (bob, _) = lab.come(BOB, "Bob");
    let (_, slot) = lab.come(ANN, "Ann");
    assert_eq!(lab.room.host, Some(ANN));
    let told = |event: &Event| matches!(event, Event::Host(host) if host.slot == slot && host.name == "Ann");
    assert!(lab.events(bob).iter().any(told));
    lab.order(bob, order::KICK, slot, 0, "");
    let refused = |event: &Event| matches!(event, Event::Notice(n) if n.what == notice::NOT_HOST);
    assert!(lab.events(bob).iter().any(refused), "Bob's orders are not followed, and he is told");
    assert!(lab.room.roster.seat_of(ANN).is_some());
}

#[test]
fn when_the_host_leaves_the_role_goes_to_the_one_who_sat_longest() {
    let (mut lab, _news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, _) = lab.come(BOB, "Bob");
    let (cat, _) = lab.come(CAT, "Cat");
    lab.send(ann, ClientMessage::Leave(Leave {}));
    lab.tick();
    assert_eq!(lab.room.host, Some(BOB));
    assert_eq!((lab.ended(bob), lab.ended(cat)), (None, None), "nobody is thrown out");
    lab.send(bob, ClientMessage::Leave(Leave {}));
    lab.send(cat, ClientMessage::Leave(Leave {}));
    lab.tick();
    assert_eq!(lab.room.host, None);
    let (_, slot) = lab.come(PlayerId([0xd0; 16]), "Dan");
    assert_eq!(lab.room.host_event().slot, slot, "the first who comes then");
}

#[test]
fn a_host_whose_line_breaks_keeps_the_role_as_long_as_his_seat() {
    let (mut lab, _news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    lab.come(BOB, "Bob");
    lab.room.inbox.borrow_mut().push(Mail::Gone { session: ann, parted: false });
    (0..20 * RATE).for_each(|_| lab.tick());
    assert_eq!(lab.room.host, Some(ANN));
    (0..11 * RATE).for_each(|_| lab.tick());
    assert_eq!(lab.room.host, Some(BOB));
}

#[test]
fn who_is_kicked_may_come_back_and_who_is_banned_may_not() {
    let (mut lab, mut news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, slot) = lab.come(BOB, "Bob");
    lab.order(ann, order::KICK, slot, 0, "");
    assert_eq!(lab.ended(bob), Some(CloseCode::Kicked));
    lab.room.inbox.borrow_mut().push(Mail::Gone { session: bob, parted: false });
    lab.tick();
    assert_eq!(lab.room.roster.seat_of(BOB), None, "no seat is kept for him");
    let (bob, slot) = lab.come(BOB, "Bob");
    lab.order(ann, order::BAN, slot, 0, "");
    assert_eq!(lab.ended(bob), Some(CloseCode::Banned));
    let again = lab.room.open_in_memory_as(BOB, lab.now());
    assert_eq!(lab.ended(again), Some(CloseCode::Banned));
    let banned = std::iter::from_fn(|| news.try_recv().ok()).find_map(|bulletin| match bulletin {
        Bulletin::Banned(ban) => Some((ban.player, ban.spared)),
        _ => None,
    });
    assert_eq!(banned, Some((BOB, vec![ANN])), "the host, who shares the address, is spared");
}

#[test]
fn who_is_sent_out_has_no_second_way_in() {
    let (mut lab, _news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (_, slot) = lab.come(BOB, "Bob");
    let watching = lab.room.open_in_memory_as(BOB, lab.now());
    lab.order(ann, order::KICK, slot, 0, "");
    assert_eq!(lab.room.roster.seat_of(BOB), None, "while his socket still lingers");
    lab.send(watching, ClientMessage::Join(Join { name: "Bob".into() }));
    lab.tick();
    let slot = lab.room.roster.seat_of(BOB).expect("he may come again, to a new seat");
    lab.order(ann, order::BAN, slot, 0, "");
    assert_eq!(lab.ended(watching), Some(CloseCode::Banned));
    let tab = lab.room.open_in_memory_as(BOB, lab.now());
    lab.send(tab, ClientMessage::Join(Join { name: "Bob".into() }));
    lab.tick();
    assert_eq!(lab.room.roster.seat_of(BOB), None);
}

#[test]
fn a_ban_finds_the_address_of_somebody_away_and_spares_housemates_who_are_away() {
    let (mut lab, mut news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, slot) = lab.come(BOB, "Bob");
    let (cat, _) = lab.come(CAT, "Cat");
    for session in [bob, cat] {
        lab.room.inbox.borrow_mut().push(Mail::Gone { session, parted: false });
    }
    lab.tick();
    lab.order(ann, order::BAN, slot, 0, "");
    let spared = std::iter::from_fn(|| news.try_recv().ok()).find_map(|bulletin| match bulletin {
        Bulletin::Banned(ban) => Some(ban.spared),
        _ => None,
    });
    assert_eq!(spared, Some(vec![ANN, CAT]));
}

#[test]
fn a_hosted_room_of_the_operator_cannot_be_closed_and_is_as_he_set_it_when_nobody_rules() {
    let config = RoomConfig { hosted: true, ..RoomConfig::standing("open", 3, RATE, 0, 20) };
    let (sender, mut news) = tokio::sync::mpsc::channel(64);
    let start = Instant::now();
    let room = Room::new(config, Vec::new(), Board::new(Some(sender)), start);
    let mut lab = Lab { room, start, ticks: 0, log: Vec::new() };
    let (ann, _) = lab.come(ANN, "Ann");
    lab.order(ann, order::CLOSE, NOBODY, 0, "");
    assert_eq!(lab.ended(ann), None);
    lab.order(ann, order::PASSWORD, NOBODY, 0, "mine");
    lab.order(ann, order::SEATS, NOBODY, 1, "");
    lab.send(ann, ClientMessage::Leave(Leave {}));
    lab.tick();
    assert!(lab.room.settings.password.is_none() && lab.room.settings.seats == 20);
    assert!(std::iter::from_fn(|| news.try_recv().ok()).any(|news| matches!(news, Bulletin::Pardoned)));
}

#[test]
fn friends_of_one_who_opened_a_room_and_never_came_get_a_host_in_time() {
    let (mut lab, _news) = hosted();
    lab.come(BOB, "Bob");
    assert_eq!(lab.room.host, Some(ANN));
    (0..61 * RATE).for_each(|_| lab.tick());
    assert_eq!(lab.room.host, Some(BOB));
}

#[test]
fn a_room_in_which_nobody_is_has_no_bots_and_closes_only_while_it_is_empty() {
    let (mut lab, _news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    lab.order(ann, order::BOTS, NOBODY, 9, "");
    (0..20).for_each(|_| lab.tick());
    assert_eq!(lab.room.fill.len(), 8);
    lab.room.end_if_empty("nobody is there");
    assert_eq!(lab.ended(ann), None);
    lab.room.inbox.borrow_mut().push(Mail::Gone { session: ann, parted: true });
    (0..20).for_each(|_| lab.tick());
    assert_eq!(lab.room.fill.len(), 0);
    lab.room.end_if_empty("nobody is there");
    assert!(lab.room.is_over());
}

#[test]
fn somebody_away_is_sent_out_too_but_the_host_and_bots_are_not() {
    let (mut lab, _news) = hosted();
    let (ann, host) = lab.come(ANN, "Ann");
    let (bob, slot) = lab.come(BOB, "Bob");
    lab.room.inbox.borrow_mut().push(Mail::Gone { session: bob, parted: false });
    lab.tick();
    lab.order(ann, order::BAN, slot, 0, "");
    assert_eq!(lab.room.roster.seat_of(BOB), None);
    lab.order(ann, order::BAN, host, 0, "");
    lab.order(ann, order::KICK, 4000, 0, "");
    assert_eq!(lab.ended(ann), None);
}

#[test]
fn settings_change_live_within_their_bounds_and_everybody_is_told() {
    let (mut lab, mut news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, _) = lab.come(BOB, "Bob");
    lab.order(ann, order::NAME, NOBODY, 0, "  Ann's room ");
    lab.order(ann, order::SEATS, NOBODY, 8, "");
    lab.order(ann, order::SEATS, NOBODY, 21, "");
    lab.order(ann, order::LISTED, NOBODY, 0, "");
    lab.order(ann, order::PASSWORD, NOBODY, 0, "swordfish");
    lab.order(ann, order::NAME, NOBODY, 0, "\u{202e}");
    lab.order(ann, order::STRENGTH, NOBODY, u32::from(strength::HARD), "");
    let room = lab.events(bob).into_iter().find_map(|event| match event {
        Event::Room(room) => Some(room),
        _ => None,
    });
    let room = room.expect("the newest frame has the newest settings");
    assert_eq!((room.name.as_str(), room.seats, room.listed, room.locked), ("Ann's room", 8, false, true));
    assert_eq!(room.strength, strength::HARD);
    let told =
        std::iter::from_fn(|| news.try_recv().ok()).filter(|news| matches!(news, Bulletin::Settings(_)));
    assert_eq!(told.count(), 5, "two orders were out of their bounds");
}

#[test]
fn a_host_with_many_sockets_floods_nobody() {
    let (mut lab, mut news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, _) = lab.come(BOB, "Bob");
    let more: Vec<_> = (0..5).map(|_| lab.room.open_in_memory_as(ANN, lab.now())).collect();
    for (number, key) in (1..=20).flat_map(|number| more.iter().chain([&ann]).map(move |key| (number, *key)))
    {
        let order = Manage { what: order::SEATS, slot: NOBODY, value: number, text: String::new() };
        lab.send(key, ClientMessage::Manage(order));
    }
    lab.tick();
    let told = lab.events(bob).into_iter().filter(|event| matches!(event, Event::Room(_))).count();
    let put_up = std::iter::from_fn(|| news.try_recv().ok());
    assert_eq!((told, put_up.filter(|news| matches!(news, Bulletin::Settings(_))).count()), (1, 1));
    let dropped = lab.room.stats().counters.dropped_messages;
    assert_eq!(dropped, u64::from(6 * 20 - ORDERS.at_once), "of all his sockets together");
}

#[test]
fn bots_come_and_go_as_the_host_wants() {
    let (mut lab, _news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    lab.order(ann, order::BOTS, NOBODY, 9, "");
    (0..20).for_each(|_| lab.tick());
    assert_eq!(lab.room.fill.len(), 8, "and Ann is the ninth");
    lab.order(ann, order::STRENGTH, NOBODY, u32::from(strength::EASY), "");
    (0..40).for_each(|_| lab.tick());
    assert_eq!(lab.room.fill.len(), 8, "others of another strength came for them");
    lab.order(ann, order::BOTS, NOBODY, 0, "");
    (0..20).for_each(|_| lab.tick());
    assert_eq!(lab.room.fill.len(), 0);
}

#[test]
fn a_room_that_its_host_closes_tells_everybody_and_is_over() {
    let (mut lab, mut news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, _) = lab.come(BOB, "Bob");
    lab.order(ann, order::CLOSE, NOBODY, 0, "");
    assert_eq!((lab.ended(ann), lab.ended(bob)), (Some(CloseCode::RoomClosed), Some(CloseCode::RoomClosed)));
    assert!(!lab.room.is_over());
    let late = lab.room.open_in_memory_as(CAT, lab.now());
    assert_eq!(lab.ended(late), Some(CloseCode::RoomClosed));
    for session in [ann, bob, late] {
        lab.room.inbox.borrow_mut().push(Mail::Gone { session, parted: false });
    }
    lab.tick();
    assert!(lab.room.is_over());
    assert!(std::iter::from_fn(|| news.try_recv().ok()).any(|news| matches!(news, Bulletin::Closed)));
}

#[test]
fn the_host_mutes_and_lets_speak_again() {
    let (mut lab, _news) = hosted();
    let (ann, _) = lab.come(ANN, "Ann");
    let (bob, slot) = lab.come(BOB, "Bob");
    for (what, answer) in [(order::MUTE, notice::MUTED), (order::UNMUTE, notice::UNMUTED)] {
        lab.order(ann, what, slot, 0, "");
        let told = |event: &Event| matches!(event, Event::Notice(n) if n.what == answer);
        assert!(lab.events(bob).iter().any(told), "{what}");
    }
}

#[test]
fn a_room_of_the_operator_has_no_host() {
    let mut lab = Lab::new(7, 0, Rules::default());
    let (ann, _) = lab.come(ANN, "Ann");
    lab.order(ann, order::BOTS, NOBODY, 9, "");
    assert_eq!((lab.room.host, lab.room.settings.bots), (None, 0));
}
