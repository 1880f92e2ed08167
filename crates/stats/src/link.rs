//! Links: whether two series move together, from one period to the next or from one year to the next.
//!
//! On differences, because any two series that drift look related.

use crate::{Range, normal};

/// The fewest differences of both series that a link needs.
const FEWEST_DIFFERENCES: usize = 24;

/// Below this part of the squares of its values the variance of a series is rounding.
const NO_VARIANCE: f64 = 1e-20;

/// How two series move together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The correlation of their differences from period to period, -1 to 1.
    pub correlation: f64,
    /// How many pairs of differences there are.
    pub pairs: usize,
    /// How many independent pairs they are worth, at most as many, above 3.
    pub effective_pairs: f64,
}

impl Link {
    /// The interval of the correlation at critical value `z`, by Fisher's transformation (Fisher 1915):
    /// `tanh(artanh r ± z/√(n − 3))`, with the effective pairs for n.
    pub fn range(&self, z: f64) -> Range {
        let centre = self.correlation.atanh();
        let arm = z / (self.effective_pairs - 3.0).sqrt();
        Range {
            low: (centre - arm).tanh().min(self.correlation),
            high: (centre + arm).tanh().max(self.correlation),
        }
    }

    /// The two-sided p value of "they do not move together", from the same transformation.
    pub fn p(&self) -> f64 {
        normal::two_sided(self.correlation.atanh() * (self.effective_pairs - 3.0).sqrt())
    }
}

/// The link of two series over the same periods, in order, by their differences to the period `apart` periods before, 1 or
/// more; `None` in a series is a gap.
///
/// Differences of a series go with or against each other (those of a series that only scatters have the autocorrelation −½
/// at the distance `apart`), so that n pairs say less than n independent ones: `n / (1 + 2·Σ ρ₁ₖ·ρ₂ₖ)` with the
/// autocorrelations of both at the distances k = 1 … `apart` (Bartlett 1935; Pyper and Peterman 1998), never more than n.
/// There is no difference where either period is a gap.
///
/// `None` where there are fewer than 24 differences of both, or where a series moves by the same amount each time.
pub fn link(one: &[Option<f64>], other: &[Option<f64>], apart: usize) -> Option<Link> {
    let periods: Vec<Option<[f64; 2]>> = one
        .iter()
        .zip(other)
        .map(|(&one, &other)| both(one, other))
        .collect();
    let apart = apart.max(1);
    let differences: Vec<Option<[f64; 2]>> = periods
        .windows(apart + 1)
        .map(|pair| Some(step(pair[0]?, pair[apart]?)))
        .collect();
    let pairs = differences.iter().flatten().count();
    if pairs < FEWEST_DIFFERENCES {
        return None;
    }
    let moves = Moves::of(&differences)?;
    let together: f64 = (1..=apart)
        .map(|distance| moves.autocorrelations(distance))
        .map(|[first, second]| first * second)
        .sum();
    let effective_pairs = pairs as f64 / (1.0 + 2.0 * together).max(1.0);
    (effective_pairs > 3.0).then(|| Link {
        correlation: moves.correlation(),
        pairs,
        effective_pairs,
    })
}

fn both(one: Option<f64>, other: Option<f64>) -> Option<[f64; 2]> {
    let values = [one?, other?];
    values.iter().all(|value| value.is_finite()).then_some(values)
}

fn step(before: [f64; 2], after: [f64; 2]) -> [f64; 2] {
    [after[0] - before[0], after[1] - before[1]]
}

/// Differences of two series, less their means.
struct Moves {
    deviations: Vec<Option<[f64; 2]>>,
    squares: [f64; 2],
}

impl Moves {
    /// `None` where a series always moves alike.
    fn of(differences: &[Option<[f64; 2]>]) -> Option<Self> {
        let n = differences.iter().flatten().count() as f64;
        let sum = |series: usize, of: fn(f64) -> f64| -> f64 {
            differences.iter().flatten().map(|pair| of(pair[series])).sum()
        };
        let means = [0, 1].map(|series| sum(series, |x| x) / n);
        let deviations: Vec<Option<[f64; 2]>> = differences
            .iter()
            .map(|pair| pair.map(|pair| step(means, pair)))
            .collect();
        let squares = [0, 1].map(|series| products(&deviations, series, series));
        let varies = |series: usize| squares[series] > NO_VARIANCE * sum(series, |x| x * x);
        (varies(0) && varies(1)).then_some(Self { deviations, squares })
    }

    fn correlation(&self) -> f64 {
        let [first, second] = self.squares.map(f64::sqrt);
        (products(&self.deviations, 0, 1) / first / second).clamp(-1.0, 1.0)
    }

    /// Of each series: how far a difference goes with the one so many periods before it.
    fn autocorrelations(&self, distance: usize) -> [f64; 2] {
        let neighbours = |series: usize| -> f64 {
            let product = |pair: &[Option<[f64; 2]>]| Some(pair[0]?[series] * pair[distance]?[series]);
            self.deviations.windows(distance + 1).filter_map(product).sum()
        };
        [0, 1].map(|series| neighbours(series) / self.squares[series])
    }
}

fn products(pairs: &[Option<[f64; 2]>], one: usize, other: usize) -> f64 {
    pairs.iter().flatten().map(|pair| pair[one] * pair[other]).sum()
}
