//! Studies of the reporting period: what many cells say together. All rest on cells that are shown.

use cxpress_metric::Interval;
use serde::{Deserialize, Serialize};

/// How far the judged values of a total have gone from period to period until the one before the reporting period, and
/// how it stands to that (XmR: Wheeler 1993; limits by base: Laney 2002).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// Fewer than six values before, or none that follow each other and differ.
    TooFew,
    /// All values before are the same: no variation so far, hence no limits.
    Constant {
        /// What they all are, in the unit of the judged part.
        value: f64,
    },
    /// Limits.
    Limits {
        /// The mean of the values before, weighted by base where bases differ; in the unit of the judged part.
        centre: f64,
        /// One a period; none where no value is shown.
        periods: Vec<Option<Limit>>,
    },
}

impl Control {
    /// The limits of a period.
    #[must_use]
    pub fn limit(&self, period: usize) -> Option<&Limit> {
        match self {
            Self::Limits { periods, .. } => periods.get(period)?.as_ref(),
            Self::TooFew | Self::Constant { .. } => None,
        }
    }
}

/// The limits of a period, and what stands out in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// The lower limit, not below the scale.
    pub low: f64,
    /// The upper limit, not above the scale.
    pub high: f64,
    /// More than the usual variation: what this period completes; mostly nothing.
    pub signals: Vec<Signal>,
}

/// More than the usual variation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// The value lies outside its limits.
    Outside,
    /// It is at least the eighth in a row on the same side of the centre.
    EightInARow,
    /// It is at least the third among the last four nearer the same limit than the centre.
    ThreeOfFour,
}

/// Whether a figure is the same for all values of a dimension, in the reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consistency {
    /// The dimension: an index into [`crate::Report::dimensions`].
    pub dimension: usize,
    /// How many of its values are shown with an interval and enough to say, at least 3.
    pub groups: u64,
    /// Cochran's Q (Cochran 1954), with one degree of freedom less than there are groups.
    pub q: f64,
    /// The p of no difference.
    pub p: f64,
    /// The p after correction (Benjamini and Hochberg 1995) over all figures and dimensions of the reporting period.
    pub adjusted_p: f64,
    /// Whether the groups differ: the corrected p is at most .05.
    pub differ: bool,
    /// I²: the share of the variance between groups that is not chance, 0 to 1 (Higgins and Thompson 2002).
    pub i2: f64,
    /// τ: the standard deviation of the groups' true values, in the unit of the judged part (DerSimonian and Laird
    /// 1986).
    pub tau: f64,
    /// The 95 % interval of τ, by the Q profile (Viechtbauer 2007).
    pub interval: Interval,
}

/// What nobody would choose to show of the reporting period. Each kind is found by a rule and stands in the report
/// whenever there is one; of equals, the first in the order of figures, totals before slices.
///
/// Drops and gaps are ranked by the end of their interval that is nearest zero, not by the point: what is large for
/// certain is worst. Only like units are compared. Those in per cent and in points come first, as they are, in the unit
/// of the judged part. Other units are looked at only where there are none of these, and are compared as shares of the
/// value before (of the rest).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uncomfortable {
    /// The largest real change for the worse since the period before, of totals and slices.
    WorstDrop {
        /// The figure: an index into [`crate::Report::figures`].
        figure: usize,
        /// The dimension and its value, by their indices; none for all customers.
        slice: Option<(usize, usize)>,
    },
    /// The slice that is really worse than everybody else by most.
    WidestGap {
        /// The figure.
        figure: usize,
        /// The dimension and its value.
        slice: (usize, usize),
    },
    /// The action that has been open for longest: an index into [`crate::Report::actions`].
    OldestAction(usize),
    /// The touchpoint with the smallest base, where there are at least two; that of a touchpoint is the base of its
    /// figure that rests on most.
    LeastHeard {
        /// That figure.
        figure: usize,
    },
}
