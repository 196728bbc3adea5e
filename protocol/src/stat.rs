//! The six stats that level points go into, and how they travel.

/// Number of stats.
pub const COUNT: usize = 6;

/// More hull.
pub const HULL: u8 = 0;
/// Faster repair.
pub const REPAIR: u8 = 1;
/// More thrust, so a higher top speed.
pub const SPEED: u8 = 2;
/// More damage by both weapons.
pub const DAMAGE: u8 = 3;
/// More blaster shots a second.
pub const RATE: u8 = 4;
/// More energy, and faster.
pub const ENERGY: u8 = 5;

/// Bits of one stat in [`ProgressRecord::stats`](crate::record::ProgressRecord::stats).
const BITS: usize = 4;

/// Points in each stat, as they travel. Points above 15 do not fit and are cut off.
pub fn pack(points: &[u8; COUNT]) -> u32 {
    points.iter().rev().fold(0, |packed, &points| packed << BITS | u32::from(points.min(15)))
}

/// The points in each stat.
pub fn unpack(packed: u32) -> [u8; COUNT] {
    std::array::from_fn(|stat| (packed >> (stat * BITS) & 15) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stat_lies_in_the_lowest_bits() {
        let points = [1, 2, 3, 4, 5, 15];
        assert_eq!(pack(&points), 0x00f5_4321);
        assert_eq!(unpack(pack(&points)), points);
    }
}
