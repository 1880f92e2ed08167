//! The periods in which a lasting change may have happened.

use super::change::{Change, Shape};
use super::series::Series;

/// A split this much worse than the best, in squared standard errors, is still a date.
const TOLERANCE: f64 = 6.0;

/// The places that may be the first after the change, in order; empty but for a change of one step that
/// lasts.
pub(super) fn dates(series: &Series, change: &Change) -> Vec<usize> {
    if !matches!(change.shape, Shape::Since { steps: 1, .. }) {
        return Vec::new();
    }
    let window = change.contrast.before.start;
    let clearness = |at: usize| series.z(series.split(window, at)).powi(2);
    let all: Vec<(usize, f64)> = (window + 1..series.len()).map(|at| (at, clearness(at))).collect();
    let most = all.iter().map(|&(_, clear)| clear).fold(0.0, f64::max);
    all.into_iter()
        .filter(|&(_, clear)| clear >= most - TOLERANCE)
        .map(|(at, _)| at)
        .collect()
}
