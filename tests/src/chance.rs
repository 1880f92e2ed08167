//! Chance: random numbers that are the same on every machine, and how much of something chance alone
//! explains.

use cxpress_stats::normal;

/// One stream of random numbers: `SplitMix64` (Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream of one run of a simulation, whose name tells it from all others.
    #[must_use]
    pub fn of_run(simulation: &str, run: u64) -> Self {
        // FNV-1a (Fowler, Noll and Vo 1991).
        let name = simulation.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut names = Self(name);
        let (start, step) = (names.next(), names.next());
        Self(start ^ run.wrapping_mul(step | 1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number above 0 and below 1.
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// One of `choices`, all alike.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[(self.unit() * choices.len() as f64) as usize]
    }

    /// A standard normal number.
    pub fn normal(&mut self) -> f64 {
        normal::quantile(self.unit())
    }

    /// The choices in a random order (Fisher and Yates 1938).
    pub fn shuffle<T>(&mut self, choices: &mut [T]) {
        for end in (1..choices.len()).rev() {
            let other = (self.unit() * (end + 1) as f64) as usize;
            choices.swap(end, other);
        }
    }
}

/// What cannot be put down to chance: a binomial tail smaller than this.
const UNLIKELY: f64 = 0.01;

/// The probability of `count` or more successes in so many trials: the exact binomial tail.
///
/// Each trial succeeds with the probability `rate`, 0 to 1.
#[must_use]
pub fn at_least(count: u64, trials: u64, rate: f64) -> f64 {
    if rate <= 0.0 || rate >= 1.0 {
        return f64::from(u8::from(count == 0 || rate >= 1.0));
    }
    let (trials, ln_odds) = (trials as f64, (rate / (1.0 - rate)).ln());
    // In logarithms: with thousands of trials, what is least likely is smaller than any number.
    let (mut ln_exactly, mut fewer) = (trials * (1.0 - rate).ln(), 0.0);
    for successes in 0..count {
        fewer += ln_exactly.exp();
        let successes = successes as f64;
        ln_exactly += ln_odds + ((trials - successes) / (successes + 1.0)).ln();
    }
    (1.0 - fewer).max(0.0)
}

/// Whether so many successes are more than `rate` explains: one-sided, at 1 %.
#[must_use]
pub fn is_beyond(count: u64, trials: u64, rate: f64) -> bool {
    at_least(count, trials, rate) < UNLIKELY
}

/// Whether so many successes are fewer than `rate` explains: one-sided, at 1 %.
#[must_use]
pub fn is_short(count: u64, trials: u64, rate: f64) -> bool {
    is_beyond(trials - count, trials, 1.0 - rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_that_of_the_binomial_distribution() {
        assert_eq!(at_least(0, 10, 0.3), 1.0);
        assert!((at_least(8, 10, 0.5) - 56.0 / 1024.0).abs() < 1e-15);
        assert!((at_least(10, 10, 0.3) - 0.3_f64.powi(10)).abs() < 1e-15);
        // By exact fractions.
        assert!((at_least(31, 400, 0.05) - 0.011_436_998_186_688_741).abs() < 1e-12);
        // A normal number of 2 and 3, with the correction for whole numbers, where powers of so small numbers are nothing.
        assert!((at_least(9_544, 10_000, 0.95) - normal::two_sided(1.995_9) / 2.0).abs() < 2e-3);
        assert_eq!(
            [at_least(3, 10, 1.0), at_least(1, 10, 0.0), at_least(0, 10, 0.0)],
            [1.0, 0.0, 1.0]
        );
        assert!(is_beyond(32, 400, 0.05) && !is_beyond(30, 400, 0.05));
        assert!(is_short(368, 400, 0.95) && !is_short(370, 400, 0.95) && !is_short(10, 10, 1.0));
    }

    #[test]
    fn random_numbers_are_as_published_and_normal_ones_normal() {
        // The first numbers of SplitMix64 from 1234567, as in the reference implementation.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
        let normal: Vec<f64> = (0..10_000).map(|_| random.normal()).collect();
        let mean = normal.iter().sum::<f64>() / 1e4;
        let square = normal.iter().map(|x| x * x).sum::<f64>() / 1e4;
        assert!(
            mean.abs() < 0.04 && (square - 1.0).abs() < 0.06,
            "{mean} {square}"
        );
    }

    #[test]
    fn every_order_is_as_likely() {
        let mut random = Random::new(1);
        let mut first = [0; 4];
        for _ in 0..4_000 {
            let mut order = [0, 1, 2, 3];
            random.shuffle(&mut order);
            first[order[0]] += 1;
        }
        assert!(
            first.iter().all(|count| (880..1_120).contains(count)),
            "{first:?}"
        );
    }
}
