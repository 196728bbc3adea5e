//! Pilots in a toy world: a few ships, rocks and shots, told in true protocol bytes.

mod arms;
mod growth;
mod play;
mod prediction;
mod rail;
mod tell;
mod world;
