//! Scrap: what falls out of ships and rocks, and is score and experience for whoever gets there first. Power-ups lie
//! and are collected in the same way.

use bevy_ecs::prelude::*;
use fracas_protocol::{Slot, Tick, record::pickup};

use super::{
    Happening,
    dice::Dice,
    grid::Grid,
    maps::ShipMap,
    seats::Seats,
    slots::{Slots, Table},
    state::{Drops, Happenings, Now},
    stats::Stats,
    things::{Gun, Hull, Scrap, Shield, Ship},
};

/// Things to collect in the world. More would be told to nobody in time; the oldest make way.
pub(crate) const SCRAP_MAX: usize = 4096;

/// System: each piece goes to the nearest living ship in reach (of equals to the lowest slot), or is gone when
/// its time is over or the world has shrunk past it.
pub(crate) fn collect_scrap(
    now: Now<'_>,
    map: Res<'_, ShipMap>,
    ships: Res<'_, Slots<Ship>>,
    mut seats: ResMut<'_, Seats>,
    mut parts: Query<'_, '_, (&mut Hull, &mut Gun, &mut Shield)>,
    mut scrap: Table<'_, '_, Scrap>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for slot in scrap.slots().range() {
        let Some(&piece) = scrap.get(slot) else {
            continue;
        };
        let collector = nearest(&piece, &map, &ships, now.rules().scrap_reach);
        // The world has shrunk past it: nobody could fetch it.
        let outside = piece.at.0.abs().max(piece.at.1.abs()) > now.half();
        if let Some((seat, entity)) =
            collector.and_then(|ship| Some((seats.get_mut(ship)?, ships.get(ship)?)))
        {
            seat.earn(piece.value.into());
            if let Ok((hull, gun, shield)) = parts.get_mut(entity) {
                empower(&now, piece.what, &seat.stats, hull, gun, shield);
            }
        } else if now.tick() < piece.until && !outside {
            continue;
        }
        scrap.remove(slot);
        happenings.push(Happening::ScrapGone { slot });
    }
}

/// What a power-up does to the ship that takes it; scrap does nothing.
fn empower(
    now: &Now<'_>,
    what: u8,
    stats: &Stats,
    mut hull: Mut<'_, Hull>,
    mut gun: Mut<'_, Gun>,
    mut shield: Mut<'_, Shield>,
) {
    let k = now.steps();
    match what {
        pickup::SHIELD => {
            *shield = Shield { until: now.ahead(k.power_shield_ticks).max(shield.until), lasts: true }
        }
        pickup::TRIPLE => gun.triple = now.ahead(k.power_triple_ticks),
        pickup::REPAIR => {
            let full = stats.hull_max(now.rules());
            let mended = f64::from(hull.points) + full * now.rules().power_repair_share;
            hull.points = mended.min(full) as f32;
        }
        _ => {}
    }
}

fn nearest(piece: &Scrap, map: &ShipMap, ships: &Slots<Ship>, reach: f64) -> Option<Slot> {
    let (x, y) = (f64::from(piece.at.0), f64::from(piece.at.1));
    let mut best: Option<(f64, Slot)> = None;
    for &(slot, (sx, sy)) in map.0.near(x, y) {
        let (dx, dy) = (f64::from(sx) - x, f64::from(sy) - y);
        let square = dx * dx + dy * dy;
        // The map is from before this tick's deaths.
        if square <= reach * reach
            && best.is_none_or(|(least, _)| square < least)
            && ships.get(slot).is_some()
        {
            best = Some((square, slot));
        }
    }
    best.map(|(_, slot)| slot)
}

/// Work space of [`drop_scrap`], kept for its buffer.
#[derive(Resource, Default)]
pub(crate) struct OldScrap(Vec<(Tick, Slot)>);

/// Where scrap lies; filed only in ticks in which something drops.
#[derive(Resource, Default)]
pub(crate) struct ScrapMap(Grid<Scrap>);

/// System: turns this tick's drops into pieces, after it has made room for them. A piece that falls beside an old
/// one takes it in and lies where that lay.
pub(crate) fn drop_scrap(
    now: Now<'_>,
    mut drops: ResMut<'_, Drops>,
    mut scrap: Table<'_, '_, Scrap>,
    mut old: ResMut<'_, OldScrap>,
    mut map: ResMut<'_, ScrapMap>,
    mut dice: ResMut<'_, Dice<Scrap>>,
    mut happenings: ResMut<'_, Happenings>,
) {
    if drops.0.is_empty() {
        return;
    }
    let pieces_max = now.rules().scrap_pieces_max as u32;
    let coming: u32 = drops.0.iter().map(|drop| drop.points.min(pieces_max)).sum();
    make_room(coming as usize, &mut scrap, &mut old.0, &mut happenings);
    let reach = now.rules().scrap_merge;
    map.0.fill(
        now.half(),
        scrap.iter().filter(|(_, piece)| piece.what == pickup::SCRAP).map(|(slot, piece)| (slot, *piece)),
        |piece| (piece.at.0.into(), piece.at.1.into(), reach),
    );
    let half = f64::from(now.half());
    let until = now.ahead(now.steps().scrap_ticks);
    for drop in drops.0.drain(..) {
        let pieces = drop.points.min(pieces_max);
        for piece in 0..pieces {
            let (dx, dy) = dice.point(drop.spread);
            let x = (f64::from(drop.at.0) + dx).clamp(-half, half) as f32;
            let y = (f64::from(drop.at.1) + dy).clamp(-half, half) as f32;
            // The first pieces share what does not divide. What passes a piece's 255 points is lost.
            let value = drop.points / pieces + u32::from(piece < drop.points % pieces);
            let mut fresh = Scrap { at: (x, y), value: value.min(255) as u8, what: pickup::SCRAP, until };
            if let Some(slot) = join(&mut fresh, &map, &scrap, reach) {
                scrap.remove(slot);
                happenings.push(Happening::ScrapGone { slot });
            }
            scrap.add(fresh);
        }
    }
}

/// Makes one piece of a fresh one and the first old one in reach that it can take in; the old one's slot.
fn join(fresh: &mut Scrap, map: &ScrapMap, scrap: &Table<'_, '_, Scrap>, reach: f64) -> Option<Slot> {
    let (x, y) = (f64::from(fresh.at.0), f64::from(fresh.at.1));
    let beside = |old: &Scrap| {
        let (dx, dy) = (f64::from(old.at.0) - x, f64::from(old.at.1) - y);
        dx * dx + dy * dy <= reach * reach
    };
    // The map is from before this tick's drops: what has been taken in since is not there any more.
    let &(slot, old) = map.0.near(x, y).find(|(slot, old)| {
        beside(old) && old.value.checked_add(fresh.value).is_some() && scrap.get(*slot).is_some()
    })?;
    fresh.at = old.at;
    fresh.value += old.value;
    Some(slot)
}

/// Takes out the pieces that would end first (of equals the lowest slots) until `coming` more fit.
fn make_room(
    coming: usize,
    scrap: &mut Table<'_, '_, Scrap>,
    old: &mut Vec<(Tick, Slot)>,
    happenings: &mut Happenings,
) {
    let surplus = (scrap.slots().len() + coming).saturating_sub(SCRAP_MAX).min(scrap.slots().len());
    if surplus == 0 {
        return;
    }
    old.clear();
    old.extend(scrap.iter().map(|(slot, piece)| (piece.until, slot)));
    // Only those that go need their order; there are at least `surplus` of them.
    old.select_nth_unstable(surplus - 1);
    old.truncate(surplus);
    old.sort_unstable();
    for &(_, slot) in old.iter() {
        scrap.remove(slot);
        happenings.push(Happening::ScrapGone { slot });
    }
}
