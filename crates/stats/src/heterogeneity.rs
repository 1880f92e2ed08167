//! Whether estimates of several groups differ by more than chance, and by how much.

use crate::{Range, normal};

/// From so few estimates on, τ is computed.
const FEWEST_FOR_TAU: usize = 3;

/// An estimate of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value, in any unit.
    pub value: f64,
    /// Its standard error, in the same unit, above 0.
    pub se: f64,
}

/// The test of "all groups have the same value".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CochranQ {
    /// The statistic, chi-square with `df` degrees of freedom.
    pub q: f64,
    /// One less than there are groups.
    pub df: f64,
    /// The p value of no difference.
    pub p: f64,
}

/// How much groups differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heterogeneity {
    /// Whether they do.
    pub test: CochranQ,
    /// I²: the share of the variance between estimates that is not chance, 0 to 1.
    pub i2: f64,
    /// τ: the standard deviation of the groups' true values, 0 or more, in the unit of the estimates.
    pub tau: f64,
    /// Its interval; need not contain `tau`, which is found another way.
    pub tau_range: Range,
}

/// Cochran's test (Cochran 1954): `Q = Σw(y − ȳ)²` with `w = 1/se²` and ȳ the mean with these weights.
///
/// `estimates` are independent. Two are enough: Q is then the square of the usual z of a difference.
/// `None` for fewer, or where a standard error is not above 0.
pub fn cochran_q(estimates: &[Estimate]) -> Option<CochranQ> {
    let usable = estimates.len() >= 2 && estimates.iter().all(is_usable);
    usable.then(|| {
        let q = weighted_squares(estimates, 0.0);
        let df = (estimates.len() - 1) as f64;
        CochranQ {
            q,
            df,
            p: normal::chi_square_tail(q, df),
        }
    })
}

/// How much groups differ, from three groups on.
///
/// I² = `max(0, (Q − df)/Q)` (Higgins and Thompson 2002); τ² = `max(0, (Q − df)/(Σw − Σw²/Σw))`
/// (DerSimonian and Laird 1986); the interval of τ is the Q profile (Viechtbauer 2007): the values of τ
/// for which Q with `w = 1/(se² + τ²)` lies between the chi-square quantiles of the level of `z`. Where
/// estimates are closer to each other than even τ = 0 would let expect, that is 0 … 0.
///
/// `None` where [`cochran_q`] is, and for two groups.
pub fn heterogeneity(estimates: &[Estimate], z: f64) -> Option<Heterogeneity> {
    let test = cochran_q(estimates).filter(|_| estimates.len() >= FEWEST_FOR_TAU)?;
    let surplus = (test.q - test.df).max(0.0);
    let weights = || estimates.iter().map(|estimate| estimate.se.powi(-2));
    let (sum, squares) = (
        weights().sum::<f64>(),
        weights().map(|weight| weight * weight).sum::<f64>(),
    );
    let chance = normal::chi_square_range(z, test.df);
    Some(Heterogeneity {
        test,
        i2: if surplus > 0.0 { surplus / test.q } else { 0.0 },
        tau: (surplus / (sum - squares / sum)).sqrt(),
        tau_range: Range {
            low: profile(estimates, chance.high),
            high: profile(estimates, chance.low),
        },
    })
}

fn is_usable(estimate: &Estimate) -> bool {
    estimate.value.is_finite() && estimate.se > 0.0 && estimate.se.is_finite()
}

/// Q, where groups are taken to differ by `tau`; falls as `tau` grows.
fn weighted_squares(estimates: &[Estimate], tau: f64) -> f64 {
    let weighted = || {
        estimates
            .iter()
            .map(|estimate| ((estimate.se * estimate.se + tau * tau).recip(), estimate.value))
    };
    let sum: f64 = weighted().map(|(weight, _)| weight).sum();
    let mean = weighted().map(|(weight, value)| weight * value).sum::<f64>() / sum;
    weighted()
        .map(|(weight, value)| weight * (value - mean).powi(2))
        .sum()
}

/// The τ at which Q is `q`; 0 where Q is at most that already at 0.
fn profile(estimates: &[Estimate], q: f64) -> f64 {
    if weighted_squares(estimates, 0.0) <= q {
        return 0.0;
    }
    // Q is at most the unweighted sum of squares over τ², so that at this τ it is at most `q`.
    let mean = estimates.iter().map(|estimate| estimate.value).sum::<f64>() / estimates.len() as f64;
    let squares: f64 = estimates
        .iter()
        .map(|estimate| (estimate.value - mean).powi(2))
        .sum();
    let (mut low, mut high) = (0.0, (squares / q).sqrt());
    loop {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if weighted_squares(estimates, middle) > q {
            low = middle
        } else {
            high = middle
        }
    }
}
