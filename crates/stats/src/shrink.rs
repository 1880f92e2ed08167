//! Means that can be ranked although some rest on little.

/// The mean of `n` values that sum to `sum`, drawn towards `centre` as if `m` more values of that size were
/// among them: `(m·C + Σ) / (m + n)`.
///
/// `centre` is the mean of all groups together, in the unit of the values; `m`, 0 or more, says how many
/// values a group must have to count as much as the centre (credibility: Bühlmann 1967; shrinkage: Efron
/// and Morris 1977). With no values it is the centre. `None` where `m + n` is 0 or something is no number.
pub fn mean(sum: f64, n: f64, centre: f64, m: f64) -> Option<f64> {
    let usable = n >= 0.0 && m >= 0.0 && m + n > 0.0 && (m + n).is_finite();
    usable
        .then(|| (m * centre + sum) / (m + n))
        .filter(|mean| mean.is_finite())
}
