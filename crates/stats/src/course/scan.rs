//! The chance that the clearest of many splits of a series is as clear as the one found, if nothing changed.
//!
//! The standardised differences of before and after, split by split, are a Gaussian Markov chain (James, James
//! and Siegmund 1987, "Tests for a change-point"), so that the chance is exact for any weights: the density of
//! the chain that has not yet left −z … z is carried from split to split by numerical integration.

use crate::normal;
use std::f64::consts::PI;
use std::sync::LazyLock;

/// Splits that go together more than this are looked at as one.
const SAME_SPLIT: f64 = 0.99;

/// From here on the sum of the single chances is as good as exact.
const FAR: f64 = 6.0;

/// From this correlation of two splits on, the density moves so little between them that integrals need finer
/// points.
const CLOSE: f64 = 0.94;

/// One of the points of an integral over −1 … 1, above 0.
#[derive(Clone, Copy)]
struct Node {
    at: f64,
    weight: f64,
}

/// The upper half of the 64 points that integrals take: the others lie on the other side of 0.
static NODES: LazyLock<Vec<Node>> = LazyLock::new(|| upper_nodes(64));

/// The same of the 128 that they take where splits are close.
static FINE_NODES: LazyLock<Vec<Node>> = LazyLock::new(|| upper_nodes(128));

/// The probability that the largest |Z| over all splits is `z` or more if the level is the same throughout.
///
/// `shares` are, split by split in rising order, the part of all weight that lies before it, above 0 and below
/// 1; others are left out. 1 for `z` ≤ 0 and without splits. Never under the chance of a single split, never
/// above the sum over the splits.
pub fn p_value(z: f64, shares: &[f64]) -> f64 {
    let splits = different(shares);
    if splits.is_empty() || z <= 0.0 {
        return 1.0;
    }
    let single = normal::two_sided(z);
    let sum = (splits.len() as f64 * single).min(1.0);
    if z > FAR {
        return sum;
    }
    // Rounding leaves nothing of a small chance; the bounds hold for any.
    (1.0 - chance_within(z, &splits)).clamp(single, sum)
}

/// The splits without those that say nearly the same as one before.
fn different(shares: &[f64]) -> Vec<f64> {
    let mut kept: Vec<f64> = Vec::new();
    for &share in shares.iter().filter(|&&share| share > 0.0 && share < 1.0) {
        if kept
            .last()
            .is_none_or(|&last| correlation(last, share) <= SAME_SPLIT)
        {
            kept.push(share);
        }
    }
    kept
}

/// The correlation of the Z of two splits, the earlier one first.
fn correlation(earlier: f64, later: f64) -> f64 {
    (earlier * (1.0 - later) / (later * (1.0 - earlier))).sqrt()
}

/// The chance that no |Z| exceeds `z`.
fn chance_within(z: f64, splits: &[f64]) -> f64 {
    let correlations: Vec<f64> = splits
        .windows(2)
        .map(|pair| correlation(pair[0], pair[1]))
        .collect();
    let nodes = if correlations.iter().any(|&correlation| correlation > CLOSE) {
        &FINE_NODES
    } else {
        &NODES
    };
    let points: Vec<Node> = nodes
        .iter()
        .map(|node| Node {
            at: node.at * z,
            weight: node.weight * z,
        })
        .collect();
    // Densities are the same on either side of 0; those on the positive one are carried along.
    let mut density: Vec<f64> = points.iter().map(|point| normal_density(point.at)).collect();
    for correlation in correlations {
        density = carried(&points, &density, correlation);
    }
    2.0 * points
        .iter()
        .zip(&density)
        .map(|(point, density)| point.weight * density)
        .sum::<f64>()
}

/// The density at the next split, whose Z has this correlation with the one before.
fn carried(points: &[Node], density: &[f64], correlation: f64) -> Vec<f64> {
    let sd = (1.0 - correlation * correlation).sqrt();
    let arriving = |to: f64, from: f64| normal_density((to - correlation * from) / sd) / sd;
    let at = |to: &Node| {
        points
            .iter()
            .zip(density)
            .map(|(from, density)| {
                from.weight * density * (arriving(to.at, from.at) + arriving(to.at, -from.at))
            })
            .sum()
    };
    points.iter().map(at).collect()
}

fn normal_density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / (2.0 * PI).sqrt()
}

/// The upper half of the `count` points of Gauss and Legendre, by Newton's method on the Legendre polynomial; the
/// weight of a point is `2 / ((1 − x²)·P′(x)²)` (Abramowitz and Stegun 1964, 25.4.29).
fn upper_nodes(count: usize) -> Vec<Node> {
    let node = |k: usize| {
        let mut at = (PI * (k as f64 - 0.25) / (count as f64 + 0.5)).cos();
        // Quadratic from a start this near; ten steps are plenty.
        for _ in 0..10 {
            let (value, slope) = legendre(count, at);
            at -= value / slope;
        }
        let (_, slope) = legendre(count, at);
        Node {
            at,
            weight: 2.0 / ((1.0 - at * at) * slope * slope),
        }
    };
    (1..=count / 2).map(node).collect()
}

/// The Legendre polynomial of a degree, 2 or more, and its derivative at `x`, by Bonnet's recursion.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for degree in 2..=degree {
        let degree = degree as f64;
        let next = ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree;
        (before, value) = (value, next);
    }
    let slope = degree as f64 * (before - x * value) / (1.0 - x * x);
    (value, slope)
}
