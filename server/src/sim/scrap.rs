//! Scrap: what falls out of ships and rocks, and is score for whoever gets there first.

use bevy_ecs::prelude::*;
use fracas_protocol::{Slot, Tick};

use super::{
    Happening,
    dice::Dice,
    maps::ShipMap,
    seats::Seats,
    slots::{Slots, Table},
    state::{Drops, Happenings, Now},
    things::{Scrap, Ship},
};

/// Pieces in the world. More would be told to nobody in time; the oldest make way.
pub(crate) const SCRAP_MAX: usize = 4096;

/// System: each piece goes to the nearest living ship in reach (of equals to the lowest slot), or is gone when
/// its time is over.
pub(crate) fn collect_scrap(
    now: Now<'_>,
    map: Res<'_, ShipMap>,
    ships: Res<'_, Slots<Ship>>,
    mut seats: ResMut<'_, Seats>,
    mut scrap: Table<'_, '_, Scrap>,
    mut happenings: ResMut<'_, Happenings>,
) {
    for slot in scrap.slots().range() {
        let Some(&piece) = scrap.get(slot) else {
            continue;
        };
        let collector = nearest(&piece, &map, &ships, now.rules().scrap_reach);
        if let Some(seat) = collector.and_then(|ship| seats.get_mut(ship)) {
            seat.score = seat.score.saturating_add(piece.value.into());
        } else if now.tick() < piece.until {
            continue;
        }
        scrap.remove(slot);
        happenings.push(Happening::ScrapGone { slot });
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

/// System: turns this tick's drops into pieces, after it has made room for them.
pub(crate) fn drop_scrap(
    now: Now<'_>,
    mut drops: ResMut<'_, Drops>,
    mut scrap: Table<'_, '_, Scrap>,
    mut old: ResMut<'_, OldScrap>,
    mut dice: ResMut<'_, Dice<Scrap>>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let pieces_max = now.rules().scrap_pieces_max as u32;
    let coming: u32 = drops.0.iter().map(|drop| drop.points.min(pieces_max)).sum();
    make_room(coming as usize, &mut scrap, &mut old.0, &mut happenings);
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
            scrap.add(Scrap { at: (x, y), value: value.min(255) as u8, until });
        }
    }
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
