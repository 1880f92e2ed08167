//! How often intervals of corrected shares hold the truth, by seeded simulation.
//!
//! `cargo test --workspace --test stats -- --ignored corrected` counts them: half a minute.

use super::random::Random;
use cxpress_stats::Z95;
use cxpress_stats::misclassification::{Found, Labels, net, share};

const RUNS: u32 = 2_000;

/// The lowest count that would come by chance in one of `tests` tests less than once in a hundred times, at this coverage.
fn least(coverage: f64, runs: f64, tests: f64) -> f64 {
    // The normal quantile of .01 / tests, from above (Chernoff's bound on the tail is looser than it).
    let z = (2.0 * (100.0 * tests).ln()).sqrt();
    coverage - z * (coverage * (1.0 - coverage) / runs).sqrt()
}

fn drawn<const K: usize>(random: &mut Random, shares: &[f64; K]) -> usize {
    let at = random.unit();
    let mut sum = 0.0;
    let found = shares.iter().position(|share| {
        sum += share;
        at < sum
    });
    found.unwrap_or(K - 1)
}

/// A study: `n` are counted; `labels` are labelled, of these or of others like them.
struct Study<const K: usize> {
    n: u32,
    labels: u32,
    internal: bool,
    truth: [f64; K],
    taken: [[f64; K]; K],
}

impl<const K: usize> Study<K> {
    fn run(&self, random: &mut Random) -> (Labels<K>, Found<K>) {
        let mut labels = [[0; K]; K];
        let mut counts = [0_u32; K];
        let one = |random: &mut Random| {
            let truth = drawn(random, &self.truth);
            (truth, drawn(random, &self.taken[truth]))
        };
        for at in 0..self.n {
            let (truth, found) = one(random);
            counts[found] += 1;
            if self.internal && at < self.labels {
                labels[truth][found] += 1;
            }
        }
        if !self.internal {
            for _ in 0..self.labels {
                let (truth, found) = one(random);
                labels[truth][found] += 1;
            }
        }
        let n = f64::from(self.n);
        let part = f64::from(self.labels) / n;
        let found = Found {
            shares: counts.map(|count| f64::from(count) / n),
            n,
            labelled: if self.internal { part } else { 0.0 },
        };
        (labels, found)
    }
}

/// How many are counted, how many labelled, and whether the latter are of the former.
const SIZES: [(u32, u32, bool); 9] = [
    (60, 50, true),
    (200, 50, true),
    (1000, 50, true),
    (200, 50, false),
    (120, 100, true),
    (400, 100, true),
    (2000, 100, true),
    (400, 100, false),
    (1000, 200, true),
];

/// Where at least a quarter of the samples can be corrected, at least 93 % of intervals hold the true share.
#[test]
#[ignore = "a simulation: half a minute"]
fn corrected_shares_are_held() {
    let mut random = Random::seeded(7);
    let mut tested = 0.0;
    let mut lowest = f64::INFINITY;
    let mut mean = 0.0;
    for (n, labels, internal) in SIZES {
        for truth in [0.04, 0.1, 0.2, 0.35, 0.5] {
            for se in [0.4, 0.6, 0.8, 0.95] {
                for sp in [0.85, 0.95, 0.99] {
                    let study = Study {
                        n,
                        labels,
                        internal,
                        truth: [1.0 - truth, truth],
                        taken: [[sp, 1.0 - sp], [1.0 - se, se]],
                    };
                    let found = (0..RUNS).filter_map(|_| {
                        let (labels, found) = study.run(&mut random);
                        share(&labels, &found, Z95).ok()
                    });
                    let (mut held, mut of) = (0, 0);
                    for (_, range) in found {
                        of += 1;
                        held += u32::from(range.contains(truth));
                    }
                    if of < RUNS / 4 {
                        continue;
                    }
                    let coverage = f64::from(held) / f64::from(of);
                    let bound = least(0.93, f64::from(of), 540.0);
                    assert!(
                        coverage >= bound,
                        "{labels} of {n} ({internal}), {truth}, se {se}, sp {sp}: {coverage}"
                    );
                    tested += 1.0;
                    mean += coverage;
                    lowest = lowest.min(coverage);
                }
            }
        }
    }
    println!(
        "two classes: {tested} cases, mean {:.4}, lowest {lowest:.4}",
        mean / tested
    );
}

/// At least 94 % of intervals hold the true net share.
#[test]
#[ignore = "a simulation: half a minute"]
fn corrected_net_shares_are_held() {
    let truths = [
        [0.45, 0.2, 0.35],
        [0.25, 0.15, 0.6],
        [0.7, 0.1, 0.2],
        [0.2, 0.4, 0.4],
    ];
    let machines = [
        [[0.7, 0.2, 0.1], [0.15, 0.6, 0.25], [0.05, 0.15, 0.8]],
        [[0.45, 0.25, 0.3], [0.15, 0.45, 0.4], [0.1, 0.15, 0.75]],
        [[0.9, 0.08, 0.02], [0.05, 0.85, 0.1], [0.01, 0.04, 0.95]],
        [[0.4, 0.35, 0.25], [0.15, 0.5, 0.35], [0.1, 0.3, 0.6]],
    ];
    let mut random = Random::seeded(11);
    let (mut tested, mut lowest, mut mean) = (0.0, f64::INFINITY, 0.0);
    for (n, labels, internal) in SIZES {
        for truth in truths {
            for taken in machines {
                let study = Study {
                    n,
                    labels,
                    internal,
                    truth,
                    taken,
                };
                let (mut held, mut of) = (0, 0);
                for _ in 0..RUNS / 4 {
                    let (labels, found) = study.run(&mut random);
                    if let Ok((_, range)) = net(&labels, &found, Z95) {
                        of += 1;
                        held += u32::from(range.contains(truth[2] - truth[0]));
                    }
                }
                if of < RUNS / 16 {
                    continue;
                }
                let coverage = f64::from(held) / f64::from(of);
                let bound = least(0.94, f64::from(of), 144.0);
                assert!(
                    coverage >= bound,
                    "{labels} of {n} ({internal}), {truth:?}, {taken:?}: {coverage}"
                );
                tested += 1.0;
                mean += coverage;
                lowest = lowest.min(coverage);
            }
        }
    }
    println!(
        "three classes: {tested} cases, mean {:.4}, lowest {lowest:.4}",
        mean / tested
    );
}
