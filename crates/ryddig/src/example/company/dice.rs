//! The dice of the made-up company: the same numbers for the same seed, on every machine.
//!
//! Not for secrets. It must not know the time.

use engine::{Moment, RowId};

/// `SplitMix64` (Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Dice of their own for one part, so that a change in another part does not alter what they throw.
    pub(super) fn of(seed: u64, part: &str, number: u64) -> Self {
        let name = part
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut dice = Self(seed ^ name);
        Self(dice.next() ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From nought to one below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(1).max(1);
        usize::try_from(self.next() % count).unwrap_or(0)
    }

    /// From `first` to `last`, both of them possible.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = usize::try_from(last - first + 1).unwrap_or(1);
        first + i64::try_from(self.below(span)).unwrap_or(0)
    }

    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of several, each as often as its weight says.
    pub(super) fn weighted<T: Copy>(&mut self, of: &[(T, usize)]) -> T {
        let mut left = self.below(of.iter().map(|(_, weight)| weight).sum());
        for (one, weight) in of {
            if left < *weight {
                return *one;
            }
            left -= weight;
        }
        of[0].0
    }

    /// An id as the engine makes them, UUID version 7 (RFC 9562).
    pub(super) fn id(&mut self, at: Moment) -> RowId {
        let mut bytes = [0; 16];
        let milliseconds = u64::try_from(at.milliseconds()).unwrap_or(0).to_be_bytes();
        bytes[..6].copy_from_slice(&milliseconds[2..]);
        bytes[6..8].copy_from_slice(&self.next().to_be_bytes()[..2]);
        bytes[8..].copy_from_slice(&self.next().to_be_bytes());
        bytes[6] = 0x70 | bytes[6] & 0x0f;
        bytes[8] = 0x80 | bytes[8] & 0x3f;
        RowId(bytes)
    }

    /// Something like a hash: 256 bits, hexadecimal.
    pub(super) fn hash(&mut self) -> String {
        format!("{:016x}{:016x}{:016x}{:016x}", self.next(), self.next(), self.next(), self.next())
    }
}
