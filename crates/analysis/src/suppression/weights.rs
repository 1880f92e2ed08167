//! Whether the weights of answers can be known.

use std::collections::BTreeMap;

use cxpress_metric::Summary;

use crate::rows::Rows;

/// Whether the weights of a figure's answers can be known, by period: where those of all in a group are the same, for every
/// group of some dimension, and differ from group to group. Whoever publishes such weights publishes them by group.
pub(super) fn known(rows: &Rows) -> Vec<bool> {
    (0..rows.total.len())
        .map(|period| is_known(rows, period))
        .collect()
}

fn is_known(rows: &Rows, period: usize) -> bool {
    let mut dimensions: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    for (slice, row) in rows.all() {
        let constant = row[period]
            .as_ref()
            .and_then(|cell| has_one_weight(&cell.summary));
        match (slice, constant) {
            (None, Some(true)) => return false,
            (Some((dimension, _)), Some(constant)) => {
                dimensions.entry(dimension).or_default().push(constant);
            }
            _ => {}
        }
    }
    let mut dimensions = dimensions.values();
    dimensions.any(|groups| groups.iter().all(|constant| *constant))
}

/// Whether all answers of a cell have one weight: by Cauchy's inequality, where the square of the sum is as many times the
/// sum of squares as there are answers. Nothing where one answer, or none, cannot tell.
fn has_one_weight(summary: &Summary) -> Option<bool> {
    let weights: Vec<(f64, f64)> = match summary {
        Summary::Scores(scores) => scores.cells().map(|cell| (cell.weight, cell.weight2)).collect(),
        Summary::Own(sums) => sums.cells().map(|cell| (cell.weight, cell.weight2)).collect(),
        Summary::Durations(_) | Summary::Categories(_) => return None,
    };
    let (mut sum, mut squares) = (0.0, 0.0);
    for (weight, weight2) in weights {
        sum += weight;
        squares += weight2;
    }
    let n = summary.n();
    (n > 1).then_some(n as f64 * squares - sum * sum <= 1e-9 * sum * sum)
}
