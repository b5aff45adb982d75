//! The dice: a small generator of pseudo-random numbers, so that one seed gives one township on every machine and with
//! every version of every crate.
//!
//! SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
//! Integers only: no figure depends on how a machine rounds.

/// The dice.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall alike for one seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where `n` is 0. (Multiply and shift, D. Lemire 2019; the bias is below 2⁻³².)
    pub fn below(&mut self, n: u32) -> u32 {
        (((self.bits() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::from(self.below((to - from + 1).max(1) as u32))
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// True in so many cases of a thousand.
    pub fn permille(&mut self, chance: u32) -> bool {
        self.below(1000) < chance
    }

    /// An index into something of this length.
    pub fn index(&mut self, len: usize) -> usize {
        self.below(len as u32) as usize
    }

    /// One of them.
    pub fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let n = self.index(from.len());
        from.get(n).copied().unwrap_or_default()
    }

    /// An index, by weights.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (n, weight) in weights.iter().enumerate() {
            if left < *weight {
                return n;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_sequence() {
        // The first outputs for seed 1234567, as published with the reference implementation.
        let mut dice = Dice::new(1_234_567);
        assert_eq!(dice.bits(), 6_457_827_717_110_365_317);
        assert_eq!(dice.bits(), 3_203_168_211_198_807_973);
        let mut counts = [0; 3];
        (0..3000).for_each(|_| counts[dice.weighted(&[1, 2, 0])] += 1);
        assert!(counts[0] > 850 && counts[0] < 1150 && counts[2] == 0, "{counts:?}");
    }
}
