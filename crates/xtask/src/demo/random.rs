//! Random numbers that are the same on every machine: SplitMix64, and nothing but exact arithmetic on top of it.

/// One stream of random numbers.
pub(crate) struct Random(u64);

/// The step of SplitMix64 (Steele, Lea and Flood 2014).
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The stream of a seed with a name and a number. Streams that differ in one of the three share nothing.
    pub(crate) fn stream(seed: u64, name: &str, number: usize) -> Self {
        let named = name.bytes().fold(scramble(seed ^ GAMMA), |state, byte| {
            scramble(state ^ u64::from(byte))
        });
        Self(scramble(named ^ scramble(number as u64)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        scramble(self.0)
    }

    /// A number from 0 up to, but not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number from 0 up to, but not including, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.unit() * end as f64) as usize
    }

    /// True with a probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `choices`, all alike.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// One of `choices` by their weights, which need not add up to 1.
    pub(crate) fn weighted<T: Copy>(&mut self, choices: &[(T, f64)]) -> T {
        let total: f64 = choices.iter().map(|(_, weight)| weight).sum();
        at(choices, self.unit() * total)
    }

    /// A log-normal factor with median 1: long to the right.
    pub(crate) fn factor(&mut self, sigma: f64) -> f64 {
        exp(sigma * self.normal())
    }

    /// A nearly normal number: twelve uniform ones, added. Needs no function that differs between machines.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// The choice at a place on a line on which each takes as much room as it weighs; the last, beyond its end.
pub(crate) fn at<T: Copy>(choices: &[(T, f64)], place: f64) -> T {
    let mut left = place;
    for &(choice, weight) in choices {
        if left < weight {
            return choice;
        }
        left -= weight;
    }
    choices[choices.len() - 1].0
}

fn scramble(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// The exponential function, to about a hundredth within ±4, by multiplication alone: libraries differ in the
/// last digit.
fn exp(x: f64) -> f64 {
    (0..10).fold(1.0 + x / 1024.0, |power: f64, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // The first numbers of SplitMix64 from 1234567, as in the reference implementation.
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn streams_differ_by_seed_name_and_number() {
        let first = |seed, name, number| Random::stream(seed, name, number).next();
        let all = [
            first(1, "a", 0),
            first(2, "a", 0),
            first(1, "b", 0),
            first(1, "a", 1),
        ];
        assert!(all.iter().enumerate().all(|(at, one)| !all[..at].contains(one)));
    }

    #[test]
    fn a_factor_has_median_one() {
        let streams = (0..40).map(|number| Random::stream(1, "factor", number));
        let over = |mut random: Random| (0..5_000).filter(|_| random.factor(1.5) > 1.0).count();
        let over: usize = streams.map(over).sum();
        // Four standard errors about half of 200,000.
        assert!((99_100..100_900).contains(&over), "{over}");
    }

    #[test]
    fn the_exponential_function_is_near_enough() {
        for x in [-4.0_f64, -1.0, 0.0, 0.5, 4.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 0.01, "{x}");
        }
    }
}
