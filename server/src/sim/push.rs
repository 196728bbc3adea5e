//! Ships that overlap push each other apart, softly: what is left of an overlap shrinks from tick to tick.

use bevy_ecs::prelude::*;
use fracas_protocol::{Motion, Slot};

use super::{
    Happening,
    grid::Grid,
    slots::Slots,
    state::{Happenings, Now},
    things::Ship,
};

/// Work space of [`push_ships`], kept for its buffers.
#[derive(Resource, Default)]
pub(crate) struct Crowd {
    grid: Grid<(f64, f64)>,
    /// Who is pushed, and to where (units).
    pushed: Vec<(Slot, f64, f64)>,
}

/// System: all pushes are computed from the places before any of them, then done; so no order favours anybody.
pub(crate) fn push_ships(
    now: Now<'_>,
    slots: Res<'_, Slots<Ship>>,
    mut ships: Query<'_, '_, &mut Ship>,
    mut crowd: ResMut<'_, Crowd>,
    mut happenings: ResMut<'_, Happenings>,
) {
    let Crowd { grid, pushed } = &mut *crowd;
    let k = now.steps();
    let touch = k.radius * 2.0;
    // The rule is for 1/30 s. Half the overlap each is all of it; more would throw them past each other.
    let share = (now.rules().push_share * 30.0 * k.dt).min(0.5);
    let all = slots.iter().filter_map(|(slot, entity)| {
        let motion = ships.get(entity).ok()?.motion;
        Some((slot, (f64::from(motion.x), f64::from(motion.y))))
    });
    grid.fill(now.half(), all, |&(x, y)| (x, y, touch));

    pushed.clear();
    for &(slot, (x, y)) in grid.all() {
        let (dx, dy) = push_on(slot, x, y, grid.near(x, y), touch, share, k.radius);
        if dx != 0.0 || dy != 0.0 {
            pushed.push((slot, x + dx, y + dy));
        }
    }
    let wall = f64::from(now.half()) - k.radius;
    for &(slot, x, y) in pushed.iter() {
        let Some(Ok(mut ship)) = slots.get(slot).map(|entity| ships.get_mut(entity)) else {
            continue;
        };
        let (x, y) = (x.clamp(-wall, wall) as f32, y.clamp(-wall, wall) as f32);
        let after = Motion { x, y, ..ship.motion };
        if !after.same_bits(&ship.motion) {
            ship.motion = after;
            happenings.push(Happening::Pushed { slot });
        }
    }
}

/// The sum of all pushes on one ship, at most `limit` units long: in a heap of ships the sum could throw one
/// across the screen.
fn push_on(
    slot: Slot,
    x: f64,
    y: f64,
    near: &[(Slot, (f64, f64))],
    touch: f64,
    share: f64,
    limit: f64,
) -> (f64, f64) {
    let (mut px, mut py) = (0.0, 0.0);
    for &(other, (ox, oy)) in near {
        let (dx, dy) = (x - ox, y - oy);
        let square = dx * dx + dy * dy;
        if other == slot || square >= touch * touch {
            continue;
        }
        let distance = square.sqrt();
        let push = (touch - distance) * share;
        if distance > 0.0 {
            px += dx / distance * push;
            py += dy / distance * push;
        } else {
            // Exactly upon each other: no direction but that of their slots.
            px += if slot < other { -push } else { push };
        }
    }
    let length = (px * px + py * py).sqrt();
    if length > limit { (px / length * limit, py / length * limit) } else { (px, py) }
}
