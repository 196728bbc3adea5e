//! Pilots in a toy world: a few ships, rocks and shots, told in true protocol bytes.

mod play;
mod prediction;
mod world;
