//! Who hears what people say and show, and what is not passed on.

use fracas_protocol::{
    ClientMessage, Event, Rules, Slot,
    client::{Emote, Join, Leave, Mark, Report, Say},
    event::{Emoted, Marked, notice},
    limits::{CHAT_BYTES_MAX, NAME_CHARS_MAX, SNAPSHOT_BYTES_MAX},
};

use super::{Guest, Lab, RATE};
use crate::{
    limits::{FEED_QUEUE, LINES_KEPT, REPEAT_WAIT, SAY},
    link::{FRAME_HEAD, Filter, PlayerId, SessionKey, Story},
    room::Room,
};

/// No answer.
const NOTHING: [u8; 0] = [];

fn lab(bots: u16) -> Lab {
    Lab::new(1, bots, Rules::default())
}

fn say(text: &str) -> ClientMessage {
    ClientMessage::Say(Say { text: text.into() })
}

/// What a session is told in some ticks.
fn listen(lab: &mut Lab, key: SessionKey, ticks: u32) -> Vec<Event> {
    let mut heard = Vec::new();
    for _ in 0..ticks {
        lab.tick();
        heard.extend(lab.told(key));
    }
    heard
}

/// One tick in which something happens that a test says.
fn tick_with(lab: &mut Lab, happens: impl FnOnce(&mut Room)) {
    lab.ticks += 1;
    let (now, room) = (lab.now(), &mut lab.room);
    room.take_back();
    room.admit(now);
    happens(room);
    room.sim.step(&room.commands);
    room.set_scene();
    room.send(now);
}

/// (name, text) of all that was said.
fn said(events: &[Event]) -> Vec<(&str, &str)> {
    let said = events.iter().filter_map(|event| match event {
        Event::Said(said) => Some((&*said.name, &*said.text)),
        _ => None,
    });
    said.collect()
}

/// (what, name, value) of all notices.
fn notices(events: &[Event]) -> Vec<(u8, &str, u32)> {
    let notices = events.iter().filter_map(|event| match event {
        Event::Notice(notice) => Some((notice.what, &*notice.name, notice.value)),
        _ => None,
    });
    notices.collect()
}

/// What a player is told after he said these, all in one tick.
fn answers(lab: &mut Lab, to: &Guest, messages: impl IntoIterator<Item = ClientMessage>) -> Vec<u8> {
    messages.into_iter().for_each(|message| lab.send(to.key, message));
    let heard = listen(lab, to.key, 3);
    notices(&heard).into_iter().map(|(what, ..)| what).collect()
}

#[test]
fn what_a_player_says_reaches_players_and_watchers_and_himself() {
    let mut lab = lab(0);
    let watcher = lab.room.open_in_memory(lab.now());
    let (ann, bob) = (lab.join("Ann"), lab.join("Bob"));
    for key in [ann.key, bob.key, watcher] {
        lab.send(ann.key, say(&format!("  hi\u{202e}  all of {key} ")));
        assert_eq!(said(&listen(&mut lab, key, 4)), [("Ann", &*format!("hi all of {key}"))]);
    }
}

#[test]
fn a_watcher_is_not_heard() {
    let mut lab = lab(0);
    let watcher = lab.room.open_in_memory(lab.now());
    let ann = lab.join("Ann");
    lab.send(watcher, say("hello"));
    lab.send(watcher, ClientMessage::Mark(Mark { x: 1, y: 2 }));
    let heard = listen(&mut lab, ann.key, 4);
    assert!(said(&heard).is_empty());
    assert!(!heard.iter().any(|event| matches!(event, Event::Marked(_))));
}

#[test]
fn a_flood_is_told_that_it_is_too_fast_and_harms_nobody() {
    let mut lab = lab(0);
    let (ann, bob) = (lab.join("Ann"), lab.join("Bob"));
    for line in 0..200 {
        lab.send(ann.key, say(&format!("line {line}")));
    }
    let mut heard = (Vec::new(), Vec::new());
    for _ in 0..RATE {
        lab.tick();
        heard.0.extend(lab.told(ann.key));
        heard.1.extend(lab.told(bob.key));
    }
    assert_eq!(said(&heard.1).len(), SAY.at_once as usize, "{:?}", heard.1);
    let told = notices(&heard.0).iter().filter(|(what, ..)| *what == notice::TOO_FAST).count();
    assert!((1..10).contains(&told), "told {told} times");
    assert!(!lab.room.sessions[ann.key].state.is_closing(), "a flood of talk closes nobody");
    for _ in 0..2 * RATE {
        lab.tick();
    }
    lab.send(ann.key, say("sorry"));
    assert_eq!(said(&listen(&mut lab, bob.key, 4)), [("Ann", "sorry")]);
}

#[test]
fn who_leaves_and_comes_again_may_say_no_more_for_it() {
    let mut lab = lab(0);
    let (ann, bob) = (lab.join("Ann"), lab.join("Bob"));
    let mut lines = 0..;
    let mut talk = |lab: &mut Lab| {
        lines.by_ref().take(9).for_each(|line| lab.send(ann.key, say(&format!("line {line}"))));
        said(&listen(lab, bob.key, 4)).len()
    };
    assert_eq!(talk(&mut lab), SAY.at_once as usize);
    lab.send(ann.key, ClientMessage::Leave(Leave {}));
    for _ in 0..2 * RATE {
        lab.tick();
    }
    lab.send(ann.key, ClientMessage::Join(Join { name: "Ann".into() }));
    lab.tick();
    assert_eq!(talk(&mut lab), 1, "what two seconds give");
}

#[test]
fn the_same_again_is_refused_for_half_a_minute() {
    let mut lab = lab(0);
    let ann = lab.join("Ann");
    assert_eq!(answers(&mut lab, &ann, [say("gg")]), NOTHING);
    assert_eq!(answers(&mut lab, &ann, [say(" gg ")]), [notice::REPEATED]);
    for _ in 0..REPEAT_WAIT.as_secs() as u32 * RATE {
        lab.tick();
    }
    assert_eq!(answers(&mut lab, &ann, [say("gg")]), NOTHING);
}

#[test]
fn a_text_that_nobody_could_see_is_passed_on_to_nobody() {
    let mut lab = lab(0);
    let (ann, bob) = (lab.join("Ann"), lab.join("Bob"));
    lab.send(ann.key, say("\u{200b}\u{3164}\u{1d159} \u{301}"));
    assert!(said(&listen(&mut lab, bob.key, 4)).is_empty());
}

#[test]
fn the_filter_of_the_room_says_what_it_blocks() {
    let mut lab = lab(0);
    let ann = lab.join("Ann");
    assert_eq!(answers(&mut lab, &ann, [say("what the hell"), say("kill yourself")]), [notice::BLOCKED]);
    lab.room.chat.filter = Filter::Strict;
    assert_eq!(answers(&mut lab, &ann, [say("oh hell")]), [notice::BLOCKED]);
    lab.room.chat.filter = Filter::Off;
    assert_eq!(answers(&mut lab, &ann, [say("damn it")]), NOTHING);
}

#[test]
fn a_muted_player_is_told_so_and_nobody_hears_him_until_he_may_again() {
    let mut lab = lab(0);
    let (ann, bob) = (lab.join("Ann"), lab.join("Bob"));
    lab.send(ann.key, say("to be heard"));
    lab.tick();
    lab.room.mute(ann.slot).expect("she sits there");
    let talk = [say("a"), ClientMessage::Emote(Emote { which: 1 }), ClientMessage::Mark(Mark { x: 0, y: 0 })];
    assert!(answers(&mut lab, &ann, talk).iter().all(|&what| what == notice::MUTED));
    assert!(said(&lab.told(bob.key)).is_empty());
    lab.room.unmute(ann.slot).expect("she sits there");
    lab.send(ann.key, say("again"));
    assert_eq!(said(&listen(&mut lab, bob.key, 4)), [("Ann", "again")]);
}

#[test]
fn who_is_muted_stays_so_when_he_comes_by_another_line() {
    let mut lab = lab(0);
    let (bob, ann) = (lab.join("Bob"), PlayerId([0xa1; 16]));
    let come = |lab: &mut Lab| {
        let key = lab.room.open_in_memory_as(ann, lab.now());
        lab.send(key, ClientMessage::Join(Join { name: "Ann".into() }));
        lab.tick();
        key
    };
    let first = come(&mut lab);
    let slot = lab.room.sessions[first].state.seat().expect("there is a seat");
    lab.room.mute(slot).expect("she sits there");
    let second = come(&mut lab);
    lab.send(second, say("by another line"));
    assert!(said(&listen(&mut lab, bob.key, 4)).is_empty());
}

#[test]
fn a_sign_is_for_those_who_see_the_ship_and_a_mark_for_everybody() {
    let mut lab = lab(60);
    let guests: Vec<Guest> = (0..20).map(|number| lab.join(&format!("P{number}"))).collect();
    for _ in 0..3 * RATE {
        lab.tick();
    }
    let shows = guests.iter().find(|guest| lab.room.sim.ship(guest.slot).is_some()).expect("somebody lives");
    let place = |lab: &Lab, slot: Slot| lab.room.sim.ship(slot).map(|ship| (ship.motion.x, ship.motion.y));
    let at = place(&lab, shows.slot).expect("it lives");
    lab.send(shows.key, ClientMessage::Emote(Emote { which: 5 }));
    lab.send(shows.key, ClientMessage::Mark(Mark { x: 1_000_000, y: -7 }));
    let half = lab.room.sim.half() as i32;
    let mut heard = vec![Vec::new(); guests.len()];
    // Who acks nothing gets every 4th tick.
    for _ in 0..4 {
        lab.tick();
        guests.iter().zip(&mut heard).for_each(|(guest, heard)| heard.extend(lab.told(guest.key)));
    }
    let (mut near, mut far) = (0, 0);
    for (guest, events) in guests.iter().zip(&heard) {
        let sign = events.contains(&Event::Emoted(Emoted { slot: shows.slot, which: 5 }));
        let mark = events.contains(&Event::Marked(Marked { slot: shows.slot, x: half, y: -7 }));
        assert!(mark, "a mark is told to all, and lies inside of the world: {events:?}");
        let Some((x, y)) = place(&lab, guest.slot) else { continue };
        let apart = (x - at.0).abs().max((y - at.1).abs());
        let view = lab.room.sim.rules().view_half_height as f32;
        if apart < view {
            near += 1;
            assert!(sign, "{apart} units away");
        } else if apart > 2000.0 {
            far += 1;
            assert!(!sign, "{apart} units away");
        }
    }
    assert!(near > 0 && far > 0, "{near} near, {far} far: this tells nothing");
}

#[test]
fn a_report_is_counted_answered_and_limited() {
    let mut lab = lab(1);
    let (ann, bob) = (lab.join("Ann"), lab.join("Bob"));
    let bot = 0;
    for line in 0..LINES_KEPT {
        lab.send(bob.key, say(&format!("bad line {line}")));
    }
    let report = |slot| ClientMessage::Report(Report { slot });
    let told = answers(&mut lab, &ann, [bob.slot, bot, ann.slot, 4000].map(report));
    assert_eq!(told, [notice::REPORTED], "a bot, oneself and nobody cannot be reported");
    let told = answers(&mut lab, &ann, [report(bob.slot), report(bob.slot), report(bob.slot)]);
    assert_eq!(told, [notice::REPORTED, notice::REPORTED, notice::TOO_FAST]);
    assert_eq!(lab.room.stats().counters.reports, 3);
}

#[test]
fn a_small_room_hears_who_comes_and_goes_but_not_of_bots() {
    let mut lab = lab(4);
    let ann = lab.join("Ann");
    listen(&mut lab, ann.key, RATE);
    let bob = lab.join("Bob");
    let mut heard = lab.told(ann.key);
    lab.send(bob.key, ClientMessage::Leave(Leave {}));
    heard.extend(listen(&mut lab, ann.key, RATE));
    let came_and_went: Vec<_> = notices(&heard)
        .into_iter()
        .filter(|(what, ..)| matches!(*what, notice::JOINED | notice::LEFT))
        .collect();
    assert_eq!(came_and_went, [(notice::JOINED, "Bob", 0), (notice::LEFT, "Bob", 0)]);
}

#[test]
fn a_large_room_hears_only_of_great_streaks() {
    for (players, told) in [(10, vec![5, 10, 15]), (90, vec![10, 15])] {
        let mut lab = lab(0);
        let guests: Vec<Guest> = (0..players).map(|number| lab.join(&format!("P{number}"))).collect();
        let [ann, bob, ..] = &guests[..] else { panic!("there are two") };
        listen(&mut lab, ann.key, 4);
        let mut heard = Vec::new();
        for _ in 0..16 {
            tick_with(&mut lab, |room| room.count_streak(bob.slot, ann.slot));
            heard.extend(lab.told(bob.key));
        }
        heard.extend(listen(&mut lab, bob.key, 4));
        let streaks: Vec<u32> = notices(&heard)
            .into_iter()
            .filter(|(what, ..)| *what == notice::STREAK)
            .map(|(_, name, kills)| if name == "P0" { kills } else { 0 })
            .collect();
        assert_eq!(streaks, told, "{players} players");
        lab.room.count_streak(ann.slot, bob.slot);
        assert_eq!(lab.room.roster.get(ann.slot).map(|player| player.streak), Some(0), "he fell himself");
    }
}

#[test]
fn who_follows_from_outside_hears_it_in_words_and_is_never_waited_for() {
    let mut lab = lab(0);
    let (feed, mut stories) = tokio::sync::mpsc::channel(FEED_QUEUE);
    lab.room.follow_by(feed);
    let ann = lab.join("Ann");
    lab.send(ann.key, say("hi"));
    lab.tick();
    let told: Vec<Story> = std::iter::from_fn(|| stories.try_recv().ok()).map(|told| told.story).collect();
    let [joined, Story::Gauged { gauge, .. }, chat] = &told[..] else { panic!("three stories: {told:?}") };
    assert_eq!((joined, gauge.people), (&Story::Joined { name: "Ann".into() }, 1));
    assert_eq!(chat, &Story::Chat { name: "Ann".into(), text: "hi".into() });
    for _ in 0..FEED_QUEUE + 3 {
        lab.room.pass_on(|_| chat.clone());
    }
    assert_eq!(lab.room.stats().counters.feed_dropped, 3);
    drop(stories);
    lab.room.pass_on(|_| chat.clone());
    lab.room.pass_on(|_| panic!("nobody follows, so no story is made"));
}

#[test]
fn the_longest_text_reaches_a_crowd_in_frames_of_usual_size() {
    let mut lab = lab(0);
    let name = "\u{10348}".repeat(NAME_CHARS_MAX);
    let ann = lab.join(&name);
    let guests: Vec<Guest> = (0..80).map(|number| lab.join(&format!("P{number}"))).collect();
    let text = "я".repeat(CHAT_BYTES_MAX / 2);
    lab.send(ann.key, say(&text));
    let mut heard = 0;
    for _ in 0..RATE {
        lab.tick();
        for guest in &guests {
            let bytes = lab.frame(guest.key).len() + FRAME_HEAD;
            assert!(bytes <= SNAPSHOT_BYTES_MAX, "{bytes} bytes");
            heard += said(&lab.told(guest.key)).iter().filter(|(_, line)| *line == text).count();
        }
    }
    assert_eq!(heard, guests.len());
}
