//! People who talk while they fight, over real sockets.

use std::time::Duration;

use fracas_protocol::{
    ClientMessage,
    client::{Input, Say},
    event::{Event, Said, notice},
};
use fracas_tests::{Client, Server, client::idle};

const SOON: Duration = Duration::from_secs(10);

async fn say(client: &mut Client, text: &str) {
    client.send(&ClientMessage::Say(Say { text: text.into() })).await;
}

/// Flies on until `text` is said; by whom.
async fn hears(client: &mut Client, text: &str) -> Option<Said> {
    let mut heard = None;
    client
        .fly(&idle(), SOON, |client| {
            let said = client.take_events().into_iter().find_map(|event| match event {
                Event::Said(said) if said.text == text => Some(said),
                _ => None,
            });
            heard = said;
            heard.is_some()
        })
        .await;
    heard
}

#[tokio::test]
async fn two_players_talk_and_hear_each_other() {
    let server = Server::start(&["--bots", "0"]);
    let mut ann = Client::join(server.addr(), "Ann").await;
    let mut bob = Client::join(server.addr(), "Bob").await;
    say(&mut ann, " Hi,\u{202e} Bob! ").await;
    let said = hears(&mut bob, "Hi, Bob!").await.expect("Bob hears Ann");
    assert_eq!((said.slot, &*said.name), (ann.sight().slot().expect("she is seated"), "Ann"));
    say(&mut bob, "Привет \u{1f980}").await;
    let said = hears(&mut ann, "Привет \u{1f980}").await.expect("Ann hears Bob");
    assert_eq!((said.slot, &*said.name), (bob.sight().slot().expect("he is seated"), "Bob"));
}

#[tokio::test]
async fn what_nobody_could_see_is_not_passed_on() {
    let server = Server::start(&["--bots", "0"]);
    let mut ann = Client::join(server.addr(), "Ann").await;
    let mut bob = Client::join(server.addr(), "Bob").await;
    say(&mut ann, "\u{200b}\u{2800}\u{1d159}").await;
    say(&mut ann, "after it").await;
    let mut lines = Vec::new();
    let still = idle();
    let all_heard = bob.fly(&still, SOON, |bob| {
        lines.extend(bob.take_events().into_iter().filter(|event| matches!(event, Event::Said(_))));
        !lines.is_empty()
    });
    assert!(all_heard.await);
    assert!(matches!(&lines[..], [Event::Said(said)] if said.text == "after it"), "{lines:?}");
}

#[tokio::test]
async fn a_flood_is_told_that_it_is_too_fast_and_everybody_flies_on() {
    let server = Server::start(&["--bots", "0"]);
    let mut ann = Client::join(server.addr(), "Ann").await;
    let mut bob = Client::join(server.addr(), "Bob").await;
    // Of many more the session would be closed: see attack.rs.
    for line in 0..40 {
        say(&mut ann, &format!("line {line}")).await;
    }
    let still = idle();
    let told = ann.fly(&still, SOON, |ann| {
        let too_fast = |event: &Event| matches!(event, Event::Notice(n) if n.what == notice::TOO_FAST);
        ann.take_events().iter().any(too_fast)
    });
    assert!(told.await, "nobody told Ann that she is too fast");

    assert!(bob.fly(&still, SOON, |bob| bob.sight().own().is_some()).await, "Bob has a ship");
    let before = bob.sight().own().expect("it was just there").x;
    let towards = Input { move_x: if before > 0.0 { -127 } else { 127 }, ..idle() };
    let flown =
        bob.fly(&towards, SOON, |bob| bob.sight().own().is_some_and(|own| (own.x - before).abs() > 300.0));
    assert!(flown.await, "Bob flies on");
    let lines = bob.take_events().iter().filter(|event| matches!(event, Event::Said(_))).count();
    assert!((5..10).contains(&lines), "{lines} lines of the flood were passed on");
    let on = ann.fly(&still, Duration::from_secs(1), |ann| ann.sight().slot().is_none());
    assert!(!on.await, "Ann keeps her seat");
}
