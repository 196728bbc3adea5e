//! The minimap as it travels: 4 bits a cell, two cells in a byte, the first in the low bits.
//!
//! What the bits stand for is a list and not the number itself: a cell of a room with thousands holds more than 15, and
//! both people and bots choose by it where to go.

use crate::limits::FAR_CELLS;

/// Cells of the minimap.
pub const CELLS: usize = FAR_CELLS * FAR_CELLS;

/// Bytes of the minimap.
pub const BYTES: usize = CELLS / 2;

/// By what the bits say: ships that are in the cell at the least. Each by itself up to 6, as a map can show them, then
/// by steps of the square root of two.
pub const COUNTS: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 8, 11, 16, 23, 32, 45, 64, 90, 128];

const _: () = assert!(CELLS.is_multiple_of(2));

/// The minimap as bytes, from the ships in each cell.
pub fn pack(ships: &[u16; CELLS]) -> [u8; BYTES] {
    let bits = |ships: u16| COUNTS.partition_point(|&least| u16::from(least) <= ships) as u8 - 1;
    let (pairs, _) = ships.as_chunks();
    std::array::from_fn(|at| {
        let [first, second] = pairs[at];
        bits(first) | bits(second) << 4
    })
}

/// The ships in each cell, from the bytes of the minimap.
pub fn unpack(bytes: &[u8; BYTES]) -> [u8; CELLS] {
    std::array::from_fn(|cell| COUNTS[usize::from(bytes[cell / 2] >> (cell % 2 * 4) & 15)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_tells_no_more_than_there_are_and_few_exactly() {
        let ships: [u16; CELLS] = std::array::from_fn(|cell| cell as u16);
        for (told, ships) in unpack(&pack(&ships)).into_iter().zip(ships) {
            let told = u16::from(told);
            assert!(told <= ships && (told == ships || ships > 6), "{told} of {ships}");
            assert!(told * 3 > ships * 2 || ships <= 1, "{told} of {ships} is less than two thirds");
        }
    }

    #[test]
    fn the_first_of_two_cells_lies_in_the_low_bits() {
        let mut ships = [0; CELLS];
        (ships[2], ships[3]) = (1, 8192);
        assert_eq!(pack(&ships)[..3], [0, 0xf1, 0]);
    }
}
