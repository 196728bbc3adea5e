//! Leaving is no way out of a fight.

use fracas_protocol::{
    ClientMessage, Rules,
    client::{Join, Leave},
};

use super::Lab;

#[test]
fn who_leaves_gets_no_new_ship_before_the_fallen_do() {
    let mut lab = Lab::new(1, 0, Rules::default());
    let guest = lab.join("Ann");
    let seat = |lab: &Lab| lab.room.sessions[guest.key].state.seat();
    let ask = |lab: &mut Lab| lab.send(guest.key, ClientMessage::Join(Join { name: "Ann".into() }));
    lab.send(guest.key, ClientMessage::Leave(Leave {}));
    for _ in 0..60 {
        ask(&mut lab);
        lab.tick();
        assert_eq!(seat(&lab), None, "tick {}", lab.ticks);
    }
    ask(&mut lab);
    lab.tick();
    assert!(seat(&lab).is_some(), "after 2 s he may");
}
