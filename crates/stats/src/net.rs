//! The net share of one trinomial: positive minus negative, as a fraction from -1 to 1.
//!
//! Plain Wald intervals fail where one class is rare; adding ¾ positive, ¾ negative and 1½ neutral
//! answers before computing mends that (Rocks 2016, "Interval estimation for the Net Promoter Score").

use crate::{Range, normal};

/// What is added to each of the two outer classes.
const ADDED_EACH: f64 = 0.75;

/// What is added to all classes together.
const ADDED: f64 = 3.0;

/// The shares of the two outer classes and their base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetShare {
    /// Share of positive answers, 0 to 1.
    pub positive: f64,
    /// Share of negative answers, 0 to 1; the two sum to at most 1.
    pub negative: f64,
    /// How many answers they are shares of; may be fractional (an effective base).
    pub n: f64,
}

/// An adjusted net share: what is left of a raw one after the answers of Rocks 2016 were added.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjusted {
    /// The net share, -1 to 1, drawn towards 0.
    pub point: f64,
    /// Its standard error, never 0.
    pub se: f64,
}

/// The difference of two adjusted net shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedDifference {
    /// After minus before, of the adjusted points, -2 to 2.
    pub difference: f64,
    /// Its standard error, never 0.
    pub se: f64,
    /// Two-sided p value of no difference, from the normal distribution.
    pub p: f64,
}

/// The variance of one answer that counts +1, 0 or −1: `p + d − (p − d)²`, 0 to 1.
///
/// Both shares are fractions. The variance of the net share is this over the base.
pub fn variance(positive: f64, negative: f64) -> f64 {
    (positive + negative - (positive - negative).powi(2)).max(0.0)
}

/// The net share after ¾ positive, ¾ negative and 1½ neutral answers were added (Rocks 2016).
///
/// `None` for a base of 0 or shares that are none.
pub fn adjusted(share: NetShare) -> Option<Adjusted> {
    let NetShare {
        positive,
        negative,
        n,
    } = share;
    // Shares that come from divisions may sum to a hair over 1.
    let usable =
        n > 0.0 && n.is_finite() && positive >= 0.0 && negative >= 0.0 && positive + negative <= 1.0 + 1e-9;
    usable.then(|| {
        let total = n + ADDED;
        let positive = (positive * n + ADDED_EACH) / total;
        let negative = (negative * n + ADDED_EACH) / total;
        Adjusted {
            point: positive - negative,
            se: (variance(positive, negative) / total).sqrt(),
        }
    })
}

/// The adjusted Wald interval of a net share (Rocks 2016), clipped to -1 to 1.
///
/// Shares are fractions of `n`, which may be fractional (an effective base). At 95 % the interval
/// contains the raw net share from two answers on, but not at every `z`: it is centred on the adjusted
/// one. `None` for a base of 0 or shares that are none.
pub fn adjusted_wald(positive: f64, negative: f64, n: f64, z: f64) -> Option<Range> {
    adjusted_wald_uncut(positive, negative, n, z).map(|range| range.clipped(-1.0, 1.0))
}

/// [`adjusted_wald`] before it is clipped: its middle is the adjusted net share, half its width `z` standard errors of that.
pub fn adjusted_wald_uncut(positive: f64, negative: f64, n: f64, z: f64) -> Option<Range> {
    let Adjusted { point, se } = adjusted(NetShare {
        positive,
        negative,
        n,
    })?;
    Some(Range::around(point, z * se))
}

/// The difference `after − before` of two independent adjusted net shares, with its standard error and
/// two-sided normal p value (Wald on the adjusted shares of Rocks 2016).
///
/// `None` where either share cannot be adjusted.
pub fn adjusted_difference(before: NetShare, after: NetShare) -> Option<AdjustedDifference> {
    let before = adjusted(before)?;
    let after = adjusted(after)?;
    let difference = after.point - before.point;
    let se = before.se.hypot(after.se);
    Some(AdjustedDifference {
        difference,
        se,
        p: normal::two_sided(difference / se),
    })
}
