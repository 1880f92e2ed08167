//! Impact of a theme: how much a total owes to those who speak of it.

use crate::{Range, mean::Sample};

/// By how much the total lies above, or below, where it would be if those with the theme had answered like
/// those without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    /// `share · (with − without)`, in the unit of the values; negative where the theme goes with low ones.
    pub value: f64,
    /// Its standard error, 0 or more.
    pub se: f64,
}

impl Impact {
    /// The normal interval at critical value `z`.
    pub fn range(&self, z: f64) -> Range {
        Range::around(self.value, z * self.se)
    }
}

/// The impact of a theme that a `share` (a fraction) of `n` answers has, with the values of those who have
/// it and of those who do not.
///
/// The standard error is by the delta method (Cramér 1946):
/// `√((with − without)²·share(1 − share)/n + share²·(s₁²/n₁ + s₀²/n₀))`; share and means are uncorrelated.
/// Where share and values come from the same answers, `share·(with − without)` is the total less the mean
/// of those without. `None` for fewer than two values on either side, or a share that is none.
pub fn impact(share: f64, n: f64, with: Sample, without: Sample) -> Option<Impact> {
    let share_usable = n > 0.0 && n.is_finite() && (0.0..=1.0).contains(&share);
    let usable = share_usable && with.is_usable() && without.is_usable();
    usable.then(|| {
        let distance = with.mean - without.mean;
        let by_share = distance * distance * share * (1.0 - share) / n;
        let by_means = share * share * (with.squared_error() + without.squared_error());
        Impact {
            value: share * distance,
            se: (by_share + by_means).sqrt(),
        }
    })
}
