//! Weighted answers: how many unweighted ones they are worth.

/// All answers that count the same score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// What each of these answers counts: 1, 0 or −1 for a net share, 1 or 0 for a share, the value for a
    /// mean.
    pub score: f64,
    /// How many answers; those of weight 0 are not among them.
    pub n: u64,
    /// Sum of their weights.
    pub sum_w: f64,
    /// Sum of their squared weights.
    pub sum_w2: f64,
}

/// The effective base of weights that have nothing to do with the answers: `(Σw)² / Σw²` (Kish 1965).
///
/// At most the number of weights, and that number when they are equal. `None` where the weights sum to 0.
pub fn kish(sum_w: f64, sum_w2: f64) -> Option<f64> {
    (sum_w > 0.0 && sum_w2 > 0.0).then(|| sum_w * sum_w / sum_w2)
}

/// The effective base of weighted answers: the smaller of [`kish`] and the linearised `v / V`.
///
/// `v` is the weighted variance of one answer and `V = n/(n − 1) · Σw²(c − s)² / (Σw)²` the variance of
/// the weighted mean s of the scores c by Taylor linearisation (Woodruff 1971); Kish's base alone is too
/// large when weights go with answers. Where all answers are the same, or there is only one, Kish's.
/// With equal weights the result is n − 1, because of the factor in V: meant for weighted data only.
///
/// `cells` hold every score that occurs, each once or in parts. `None` where the weights sum to 0.
pub fn effective_base(cells: &[Cell]) -> Option<f64> {
    let sum_w: f64 = cells.iter().map(|cell| cell.sum_w).sum();
    let sum_w2: f64 = cells.iter().map(|cell| cell.sum_w2).sum();
    let kish = kish(sum_w, sum_w2)?;
    Some(linearised(cells, sum_w).map_or(kish, |base| base.min(kish)))
}

/// `v / V`, or `None` where all answers are the same.
fn linearised(cells: &[Cell], sum_w: f64) -> Option<f64> {
    let mut scores = cells.iter().filter(|cell| cell.n > 0).map(|cell| cell.score);
    let any = scores.next()?;
    if scores.all(|score| score == any) {
        return None;
    }
    let n = cells.iter().map(|cell| cell.n).sum::<u64>() as f64;
    let mean = cells.iter().map(|cell| cell.sum_w * cell.score).sum::<f64>() / sum_w;
    let sum_of = |weight: fn(&Cell) -> f64| -> f64 {
        cells
            .iter()
            .map(|cell| weight(cell) * (cell.score - mean).powi(2))
            .sum()
    };
    let of_one = sum_of(|cell| cell.sum_w) / sum_w;
    let of_mean = n / (n - 1.0) * sum_of(|cell| cell.sum_w2) / (sum_w * sum_w);
    (of_mean > 0.0).then(|| of_one / of_mean)
}
