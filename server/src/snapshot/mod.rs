//! What each session is told of a tick. Reads the world, never writes it.
//!
//! [`View`] packs the world once per tick; a [`Viewer`] is what one session has been told. Per session and tick:
//! interest (what may he see), difference to what he knows, budget, frame.

mod bits;
mod budget;
mod cells;
mod danger;
mod events;
mod few;
mod known;
mod layer;
mod names;
mod news;
mod order;
mod ships;
mod shots;
#[cfg(test)]
mod tests;
mod turns;
mod view;
mod viewer;

pub(crate) use news::News;
pub(crate) use view::View;
pub(crate) use viewer::{Eye, Scratch, Told, Viewer};
