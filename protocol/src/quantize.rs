//! Positions as 16-bit numbers that never mention the size of the world.
//!
//! A coordinate travels as the low 16 bits of its value in steps of 1/16 unit. They repeat every 4,096 units;
//! the reader picks the copy nearest to his camera, who is never 2,048 units away from what he is told.

/// Steps per unit. Worst error: half a step, 1/32 unit.
pub const STEPS_PER_UNIT: f64 = 16.0;

/// Units after which the 16 bits repeat.
pub const WINDOW_UNITS: f64 = 65536.0 / STEPS_PER_UNIT;

/// Packs a coordinate (units; any value within ±134 million).
#[inline]
pub fn pack(units: f64) -> u16 {
    ((units * STEPS_PER_UNIT + 0.5).floor() as i32) as u16
}

/// Unpacks a coordinate to the copy nearest to `around`, which must be within 2,048 units of the truth.
#[inline]
pub fn unpack(packed: u16, around: f64) -> f64 {
    let away = packed.wrapping_sub(pack(around)) as i16;
    ((around * STEPS_PER_UNIT + 0.5).floor() + f64::from(away)) / STEPS_PER_UNIT
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn unpacks_within_half_a_step_anywhere_in_the_window(x in -60_000.0..60_000.0f64, off in -2_040.0..2_040.0f64) {
            let seen = unpack(pack(x), x + off);
            prop_assert!((seen - x).abs() <= 0.5 / STEPS_PER_UNIT, "{x} came back as {seen}");
        }
    }
}
