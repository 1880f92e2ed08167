//! A histogram of answers read through a score of one's own.

use cxpress_metric::Scores;
use cxpress_stats::weights::{self, Cell};

/// Answers under a coding such as +1 for promoters, −1 for detractors.
pub(crate) struct Moments {
    /// The weighted mean of the codes.
    pub(crate) mean: f64,
    /// The variance of one answer's code.
    pub(crate) variance: f64,
    /// The effective base for this coding; the number of answers where there are no weights.
    pub(crate) effective: f64,
    /// The number of answers.
    pub(crate) n: u64,
}

impl Moments {
    /// Reads `scores` through `code`; `None` without answers.
    pub(crate) fn read(scores: &Scores, code: impl Fn(i32) -> f64) -> Option<Self> {
        let total = scores.weight();
        let n = scores.n();
        if n == 0 || total <= 0.0 {
            return None;
        }
        let mean = scores
            .cells()
            .map(|cell| cell.weight * code(cell.score))
            .sum::<f64>()
            / total;
        let deviation = |score| (code(score) - mean).powi(2);
        let variance = scores
            .cells()
            .map(|cell| cell.weight * deviation(cell.score))
            .sum::<f64>()
            / total;
        let effective = if scores.is_weighted() {
            effective(scores, code)?
        } else {
            n as f64
        };
        Some(Self {
            mean,
            variance,
            effective,
            n,
        })
    }

    /// The standard deviation of one answer as a sample has it, with the divisor n − 1.
    pub(crate) fn sample_deviation(&self) -> f64 {
        let n = self.effective.max(1.0 + f64::EPSILON);
        (self.variance * n / (n - 1.0)).sqrt()
    }
}

fn effective(scores: &Scores, code: impl Fn(i32) -> f64) -> Option<f64> {
    let cells: Vec<Cell> = scores
        .cells()
        .map(|cell| Cell {
            score: code(cell.score),
            n: cell.n,
            sum_w: cell.weight,
            sum_w2: cell.weight2,
        })
        .collect();
    weights::effective_base(&cells)
}
