//! Small forces that add up to a direction of flight.

use fracas_protocol::{far, limits::FAR_CELLS};

use super::{View, Wish};
use crate::point::Point;

/// Units from a wall at which it begins to push.
const WALL_UNITS: f64 = 160.0;

/// Units between two discs at which a rock begins to push.
const ROCK_UNITS: f64 = 110.0;

/// Units between two ships' discs at which they keep apart: a push is a correction for both.
const SHIP_UNITS: f64 = 50.0;

/// How much chance may add to the worth of a cell.
const TASTE: f64 = 0.3;

/// Units that make company half as dear as the same company here.
const WAY_UNITS: f64 = 900.0;

/// Turns `desire` (length 1 is full thrust) so that it slides around rocks and keeps off walls.
pub(super) fn around_obstacles(view: &View<'_>, desire: Point) -> Point {
    let at = view.at();
    let mut push = desire;
    for (_, rock) in view.sight.rocks().iter() {
        let away = at - Point::new(rock.x, rock.y);
        let gap = away.length() - f64::from(rock.radius) - view.sight.steps().radius;
        if gap < ROCK_UNITS {
            let near = 1.0 - gap.max(0.0) / ROCK_UNITS;
            let out = away.unit();
            let side = if out.turned().dot(desire) >= 0.0 { out.turned() } else { -out.turned() };
            push += out * (1.4 * near * near) + side * (0.8 * near);
        }
    }
    let wall = f64::from(view.sight.half(view.tick)) - WALL_UNITS;
    push += Point::new(inward(at.x, wall), inward(at.y, wall));
    push
}

/// Away from the ships that are too near; (0, 0) up to about 1 for each.
pub(super) fn apart(view: &View<'_>) -> Point {
    let mut push = Point::ZERO;
    for (_, ship) in view.sight.ships().iter() {
        let away = view.at() - (ship.at + ship.velocity * view.ahead_s());
        let gap = away.length() - 2.0 * view.sight.steps().radius;
        if gap < SHIP_UNITS {
            push += away.unit() * (1.5 * (1.0 - gap.max(0.0) / SHIP_UNITS));
        }
    }
    push
}

fn inward(at: f64, wall: f64) -> f64 {
    let beyond = at.abs() - wall;
    if beyond > 0.0 { -at.signum() * 2.0 * beyond / WALL_UNITS } else { 0.0 }
}

/// The middle of the cell of the minimap with the most company, in it and around it, for its distance; `None`
/// when there is none. `taste` (0 up to 1) makes a cell worth up to twice, so that not everybody takes the same.
pub(super) fn company(view: &View<'_>, mut taste: impl FnMut() -> f64) -> Option<Point> {
    let half = f64::from(view.sight.half(view.tick));
    let side = 2.0 * half / FAR_CELLS as f64;
    let cell_of = |at: f64| (((at + half) / side) as usize).min(FAR_CELLS - 1);
    let (own_column, own_row) = (cell_of(view.at().x), cell_of(view.at().y));
    let mut best = None;
    for row in 0..FAR_CELLS {
        for column in 0..FAR_CELLS {
            let myself = row.abs_diff(own_row) <= 1 && column.abs_diff(own_column) <= 1;
            let others = around(view.sight.far(), column, row) - f64::from(u8::from(myself));
            let middle =
                Point { x: (column as f64 + 0.5) * side - half, y: (row as f64 + 0.5) * side - half };
            let worth = others * others * (1.0 + TASTE * taste()) / (WAY_UNITS + view.at().distance(middle));
            if others > 0.0 && best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, middle));
            }
        }
    }
    best.map(|(_, middle)| middle)
}

/// Ships in a cell of the minimap and the eight around it.
fn around(far: &[u8; far::CELLS], column: usize, row: usize) -> f64 {
    let span = |at: usize| at.saturating_sub(1)..(at + 2).min(FAR_CELLS);
    span(row).flat_map(|r| &far[r * FAR_CELLS..][span(column)]).map(|&ships| f64::from(ships)).sum()
}

impl Wish {
    /// Sets the thrust; what is longer than 1 is shortened to 1.
    pub(super) fn fly(&mut self, desire: Point) {
        let desire = if desire.length() > 1.0 { desire.unit() } else { desire };
        self.move_x = (desire.x * 127.0).round() as i8;
        self.move_y = (desire.y * 127.0).round() as i8;
    }

    /// Sets the aim, a direction of any length but zero.
    pub(super) fn aim(&mut self, direction: Point) {
        let direction = direction.unit() * 10_000.0;
        (self.aim_x, self.aim_y) = (direction.x.round() as i16, direction.y.round() as i16);
    }
}
