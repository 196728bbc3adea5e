//! Chance: one seeded generator for each purpose, all of them part of the state.

use std::marker::PhantomData;

use bevy_ecs::prelude::*;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// The generator for one purpose; `P` names it (the kind of thing it places).
#[derive(Resource)]
pub(crate) struct Dice<P: Send + Sync + 'static> {
    rng: ChaCha8Rng,
    purpose: PhantomData<fn() -> P>,
}

/// A generator at rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DiceState {
    pub(crate) seed: [u8; 32],
    pub(crate) stream: u64,
    pub(crate) word: u128,
}

impl<P: Send + Sync + 'static> Dice<P> {
    /// The generator of `purpose` in the world of `seed`. The seed's bytes are used as they are, because the
    /// expansion that `seed_from_u64` does may change between versions of the library.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self::load(DiceState { seed: bytes, stream: purpose, word: 0 })
    }

    pub(crate) fn load(state: DiceState) -> Self {
        let mut rng = ChaCha8Rng::from_seed(state.seed);
        rng.set_stream(state.stream);
        rng.set_word_pos(state.word);
        Self { rng, purpose: PhantomData }
    }

    pub(crate) fn save(&self) -> DiceState {
        DiceState { seed: self.rng.get_seed(), stream: self.rng.get_stream(), word: self.rng.get_word_pos() }
    }

    /// 16 even bits.
    pub(crate) fn bits(&mut self) -> u16 {
        (self.rng.next_u32() >> 16) as u16
    }

    /// An even number from 0 up to, without, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.rng.next_u32()) / 4_294_967_296.0
    }

    /// An even number from `-reach` up to, without, `reach`.
    pub(crate) fn around_zero(&mut self, reach: f64) -> f64 {
        (self.unit() * 2.0 - 1.0) * reach
    }

    /// A point of the square of half side `reach` around the middle.
    pub(crate) fn point(&mut self, reach: f64) -> (f64, f64) {
        let x = self.around_zero(reach);
        (x, self.around_zero(reach))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Test;

    #[test]
    fn a_generator_goes_on_where_it_was_saved() {
        let mut dice = Dice::<Test>::new(7, 2);
        for _ in 0..101 {
            dice.bits();
        }
        let mut copy = Dice::<Test>::load(dice.save());
        for _ in 0..100 {
            assert_eq!(dice.unit(), copy.unit());
        }
    }

    #[test]
    fn purposes_do_not_share_their_numbers() {
        let mut a = Dice::<Test>::new(7, 1);
        let mut b = Dice::<Test>::new(7, 2);
        assert!((0..8).any(|_| a.bits() != b.bits()));
    }
}
