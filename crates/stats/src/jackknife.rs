//! The delete-a-group jackknife: a standard error that respects clusters.
//!
//! Answers that came together are put into one group; the figure is computed once without each group;
//! how much these figures differ says how sure the whole one is.

use crate::{Range, normal, stretched};

/// The standard error from the figures computed with one group left out (Kott 2001; Wolter 2007):
/// `√((G − 1)/G · Σ(θ₋g − θ̄)²)`.
///
/// `leave_out` holds one figure per group that is not empty, in any order, in the unit of the figure;
/// so is the result. `None` under two groups or where a figure is not a number.
pub fn delete_group(leave_out: &[f64]) -> Option<f64> {
    let groups = leave_out.len();
    if groups < 2 || !leave_out.iter().all(|figure| figure.is_finite()) {
        return None;
    }
    let groups = groups as f64;
    let centre = leave_out.iter().sum::<f64>() / groups;
    let squares: f64 = leave_out.iter().map(|figure| (figure - centre).powi(2)).sum();
    Some(((groups - 1.0) / groups * squares).sqrt())
}

/// How many groups of one size tell as much about the error as these: `(Σw)²/Σw²`, at most as many as there
/// are; 0 where all sizes are 0.
///
/// `sizes` are 0 or more and in proportion to what each group adds to the variance. A sum of squares of
/// unequal groups varies more than one of equal groups does: it is worth fewer degrees of freedom
/// (Satterthwaite 1946).
pub fn effective_groups(sizes: &[f64]) -> f64 {
    let sum: f64 = sizes.iter().sum();
    let squares: f64 = sizes.iter().map(|size| size * size).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// By how much groups make the variance of a figure larger than `variance`, which assumes independence: that of the
/// jackknife over it, 1 or more (Kish 1965).
///
/// `leave_out` as in [`delete_group`], `variance` in the square of its unit. 1 where either is not known or 0.
pub fn design_effect(leave_out: &[f64], variance: f64) -> f64 {
    match delete_group(leave_out) {
        Some(error) if variance > 0.0 => (error * error / variance).max(1.0),
        _ => 1.0,
    }
}

/// How much wider an interval by the jackknife is than `formula`, which assumes independence: `t·se / half width`, 0 or
/// more, where t has `groups` − 1 degrees of freedom, at least 1, and the two-sided level of the normal `z`.
///
/// `groups` need not be whole: see [`effective_groups`]. `None` for one group or an interval of width 0.
pub fn ratio(se_jackknife: f64, groups: f64, formula: Range, z: f64) -> Option<f64> {
    let half_width = formula.width() / 2.0;
    if groups <= 1.0 || half_width <= 0.0 {
        return None;
    }
    let critical = normal::t_critical(z, (groups - 1.0).max(1.0));
    Some(stretched(se_jackknife, critical) / half_width)
}

/// The two-sided p of a `point` by its jackknife error alone: Student's t with `groups` − 1 degrees of freedom, at least 1.
///
/// `formula` is an interval of the point that assumes independence: where its arm towards zero is the longer one, the error is
/// taken to be larger on that side, so that p is under .05 exactly where the stretched 95 % interval ([`ratio`]) leaves out 0.
/// Stretching the interval at other levels by the ratio of one would be too sure far out, where t says much less than the
/// normal distribution. `None` for one group or an interval of width 0.
pub fn p_value(se_jackknife: f64, groups: f64, point: f64, formula: Range) -> Option<f64> {
    if groups <= 1.0 || formula.width() <= 0.0 {
        return None;
    }
    let arm = if point > 0.0 {
        point - formula.low
    } else {
        formula.high - point
    };
    let error = se_jackknife * arm / (formula.width() / 2.0);
    (error > 0.0).then(|| normal::t_two_sided(point / error, (groups - 1.0).max(1.0)))
}

/// By how much an interval has to grow about its point so that it is as wide as the jackknife says: [`ratio`] where that
/// is more than 1, else 1. An interval of width 0 cannot be widened by a ratio: 1, also where the jackknife's error is not
/// 0. So for one group.
pub fn widening(se_jackknife: f64, groups: f64, formula: Range, z: f64) -> f64 {
    ratio(se_jackknife, groups, formula, z).map_or(1.0, |ratio| ratio.max(1.0))
}
