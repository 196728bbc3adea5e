//! Small forces that add up to a direction of flight.

use fracas_protocol::limits::FAR_CELLS;

use super::{View, Wish};
use crate::point::Point;

/// Units from a wall at which it begins to push.
const WALL_UNITS: f64 = 160.0;

/// Units between two discs at which a rock begins to push.
const ROCK_UNITS: f64 = 110.0;

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

fn inward(at: f64, wall: f64) -> f64 {
    let beyond = at.abs() - wall;
    if beyond > 0.0 { -at.signum() * 2.0 * beyond / WALL_UNITS } else { 0.0 }
}

/// Where scrap lies that is worth a detour of `reach` units.
pub(super) fn nearest_scrap(view: &View<'_>, reach: f64) -> Option<Point> {
    let at = view.at();
    let near = view.sight.scrap().iter().map(|(_, scrap)| (at.distance(scrap.at), scrap.at));
    near.filter(|(distance, _)| *distance < reach).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, scrap)| scrap)
}

/// The middle of the cell of the minimap with the most company for its distance; `None` when there is none.
/// `taste` (0 up to 1) is added to the worth of each cell, so that not everybody takes the same.
pub(super) fn company(view: &View<'_>, mut taste: impl FnMut() -> f64) -> Option<Point> {
    let half = f64::from(view.sight.half(view.tick));
    let side = 2.0 * half / FAR_CELLS as f64;
    let at = view.at();
    let mut best = None;
    for (index, &ships) in view.sight.far().iter().enumerate() {
        if ships == 0 {
            continue;
        }
        let (column, row) = ((index % FAR_CELLS) as f64, (index / FAR_CELLS) as f64);
        let middle = Point { x: (column + 0.5) * side - half, y: (row + 0.5) * side - half };
        let distance = at.distance(middle);
        let own_cell = (at.x - middle.x).abs() <= side / 2.0 && (at.y - middle.y).abs() <= side / 2.0;
        let others = f64::from(ships) - if own_cell { 1.0 } else { 0.0 };
        let worth = others * (1.0 + taste()) / (600.0 + distance);
        if others > 0.0 && best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, middle));
        }
    }
    best.map(|(_, middle)| middle)
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
        (self.aim_x, self.aim_y) = (direction.x as i16, direction.y as i16);
    }
}
