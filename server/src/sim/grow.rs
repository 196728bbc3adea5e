//! Players grow: experience becomes levels, levels give points, points go into stats. What changes here counts from
//! the next tick's motion on, so that every client knows it before it has to predict by it.

use bevy_ecs::prelude::*;
use fracas_protocol::{Rules, Slot, Steps, Tick};

use super::{
    Command, Happening,
    admit::Orders,
    seats::{Seat, Seats},
    state::{Happenings, Now},
};

/// System: levels, then the points that players spend, then those that have lain for too long.
pub(crate) fn grow_players(
    now: Now<'_>,
    orders: Res<'_, Orders>,
    mut seats: ResMut<'_, Seats>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for (slot, seat) in seats.iter_mut() {
        let level = seat.level;
        rise(seat, now.tick(), now.rules());
        if seat.level != level {
            happenings.push(Happening::Levelled { slot, level: seat.level });
        }
    }
    for order in orders.spends() {
        if let Command::Spend { slot, stat } = *order
            && let Some(seat) = seats.get_mut(slot)
        {
            spend(seat, stat, now.tick(), now.rules());
        }
    }
    for (_, seat) in seats.iter_mut() {
        spend_itself(seat, now.tick(), now.rules(), now.steps());
    }
}

fn rise(seat: &mut Seat, tick: Tick, rules: &Rules) {
    while let Some(cost) = seat.next_level(rules)
        && seat.experience >= cost
    {
        seat.experience -= cost;
        seat.level += 1;
        if seat.points == 0 {
            seat.points_since = tick;
        }
        seat.points += 1;
    }
}

fn spend(seat: &mut Seat, stat: u8, tick: Tick, rules: &Rules) {
    if seat.points > 0 && seat.stats.raise(stat, rules) {
        seat.points -= 1;
        seat.points_since = tick;
    }
}

fn spend_itself(seat: &mut Seat, tick: Tick, rules: &Rules, k: &Steps) {
    if seat.points > 0 && f64::from(tick - seat.points_since) >= k.auto_spend_ticks {
        spend(seat, seat.stats.lowest(), tick, rules);
    }
}

/// Who wears the crown; [`NOBODY`](fracas_protocol::NOBODY) while no ship alive has a score for it.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Crown(pub(crate) Slot);

/// System: the crown goes to the best who is alive; of equals to its wearer, then to the lowest slot.
pub(crate) fn crown_leader(
    now: Now<'_>,
    seats: Res<'_, Seats>,
    mut crown: ResMut<'_, Crown>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let worthy = |seat: &&Seat| seat.respawn.is_none() && f64::from(seat.score) >= now.rules().crown_min;
    let worn = seats.get(crown.0).filter(worthy).map(|seat| (seat.score, crown.0));
    let mut best = worn;
    for (slot, seat) in seats.iter().filter(|(_, seat)| worthy(seat)) {
        if best.is_none_or(|(most, _)| seat.score > most) {
            best = Some((seat.score, slot));
        }
    }
    let wearer = best.map_or(fracas_protocol::NOBODY, |(_, slot)| slot);
    if wearer != crown.0 {
        crown.0 = wearer;
        happenings.push(Happening::Crowned { slot: wearer });
    }
}

#[cfg(test)]
mod tests {
    use fracas_protocol::stat;

    use super::*;

    const RATE: u32 = 30;

    fn rich(experience: u32) -> Seat {
        Seat { experience, respawn: None, ..Seat::new(1) }
    }

    #[test]
    fn one_rich_find_can_be_worth_several_levels() {
        let rules = Rules::default();
        let mut seat = rich(12 + 24 + 35);
        rise(&mut seat, 50, &rules);
        assert_eq!((seat.level, seat.points, seat.experience, seat.points_since), (3, 2, 35, 50));
    }

    #[test]
    fn a_point_that_nobody_spends_goes_to_the_lowest_stat_after_ten_seconds() {
        let rules = Rules::default();
        let k = Steps::new(&rules, RATE);
        let mut seat = Seat { points: 2, points_since: 100, ..rich(0) };
        spend(&mut seat, stat::HULL, 100, &rules);
        spend_itself(&mut seat, 399, &rules, &k);
        assert_eq!(seat.stats.0, [1, 0, 0, 0, 0, 0]);
        spend_itself(&mut seat, 400, &rules, &k);
        assert_eq!((seat.stats.0, seat.points), ([1, 1, 0, 0, 0, 0], 0));
    }

    #[test]
    fn nothing_is_spent_without_a_point_or_into_a_full_stat() {
        let rules = Rules::default();
        let mut seat = rich(0);
        spend(&mut seat, stat::HULL, 1, &rules);
        assert_eq!(seat.stats.spent(), 0);
        seat.points = 9;
        for _ in 0..9 {
            spend(&mut seat, stat::HULL, 1, &rules);
        }
        assert_eq!((seat.stats.0[0], seat.points), (7, 2));
    }
}
