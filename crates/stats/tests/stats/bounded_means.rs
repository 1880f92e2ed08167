//! The mean of a bounded scale by adjusted t: check numbers, and how often it holds the truth.

use super::random::Random;
use super::{close, spans};
use cxpress_stats::mean::{Sample, adjusted, adjusted_t};
use cxpress_stats::{Range, Z95, mover};

const ONE_TO_FIVE: Range = Range { low: 1.0, high: 5.0 };

fn sample(values: &[f64]) -> Sample {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Sample {
        mean,
        sd: (squares / (n - 1.0)).sqrt(),
        n,
    }
}

#[test]
fn means_of_bounded_scales() {
    let counted = [[1.0; 2].as_slice(), &[2.0; 2], &[3.0; 4], &[4.0; 12], &[5.0; 20]].concat();
    let one_low = [[1.0].as_slice(), &[5.0; 39]].concat();
    for (values, mean, low, high) in [
        (vec![5.0; 30], 5.0, 4.678925, 5.0),
        (vec![4.0; 30], 4.0, 3.772540, 4.132222),
        (counted, 4.15, 3.735904, 4.480964),
        (one_low, 4.9, 4.575819, 5.0),
    ] {
        let sample = sample(&values);
        close(sample.mean, mean, 1e-12);
        spans(adjusted_t(sample, ONE_TO_FIVE, Z95), low, high, 6e-7);
    }
    // Two values of which one alone would have no spread.
    assert!(adjusted(sample(&[5.0, 5.0]), ONE_TO_FIVE).is_some_and(|adjusted| adjusted.se > 0.0));
    let one = Sample {
        mean: 5.0,
        sd: 0.0,
        n: 1.0,
    };
    assert_eq!(adjusted_t(one, ONE_TO_FIVE, Z95), None);
    let off_scale = Sample {
        mean: 6.0,
        n: 30.0,
        ..one
    };
    assert_eq!(adjusted_t(off_scale, ONE_TO_FIVE, Z95), None);
}

#[test]
fn change_of_means_of_bounded_scales() {
    let range = |value: f64| {
        let sample = sample(&[value; 30]);
        adjusted_t(sample, ONE_TO_FIVE, Z95).expect("an interval")
    };
    let change = mover::difference(5.0, range(5.0), 4.0, range(4.0));
    spans(Some(change), -1.227460, -0.652765, 6e-7);
}

/// Shares of the answers 1 to 5, from nearly all alike to both ends.
const SHAPES: [[f64; 5]; 8] = [
    [0.01, 0.01, 0.03, 0.15, 0.80],
    [0.0, 0.0, 0.0, 0.05, 0.95],
    [0.02, 0.0, 0.0, 0.0, 0.98],
    [0.05, 0.05, 0.10, 0.30, 0.50],
    [0.20, 0.20, 0.20, 0.20, 0.20],
    [0.50, 0.0, 0.0, 0.0, 0.50],
    [0.05, 0.20, 0.50, 0.20, 0.05],
    [0.10, 0.0, 0.0, 0.0, 0.90],
];

fn answer(shares: &[f64; 5], random: &mut Random) -> f64 {
    let mut left = random.unit();
    for (value, share) in (1..).zip(shares) {
        left -= share;
        if left < 0.0 {
            return f64::from(value);
        }
    }
    5.0
}

#[test]
fn adjusted_t_covers() {
    let mut random = Random::seeded(51);
    for shares in SHAPES {
        let truth: f64 = (1..)
            .zip(&shares)
            .map(|(value, share)| f64::from(value) * share)
            .sum();
        for n in [10, 30, 100, 300] {
            let rounds = 4000;
            let holds = |random: &mut Random| {
                let values: Vec<f64> = (0..n).map(|_| answer(&shares, random)).collect();
                adjusted_t(sample(&values), ONE_TO_FIVE, Z95).is_some_and(|range| range.contains(truth))
            };
            let held = (0..rounds).filter(|_| holds(&mut random)).count();
            // 93 %, less three standard errors of the simulation.
            let coverage = held as f64 / f64::from(rounds);
            assert!(coverage >= 0.93 - 0.012, "{shares:?}, {n}: {coverage}");
        }
    }
}
