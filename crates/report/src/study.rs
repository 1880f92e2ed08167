//! Studies of the reporting period: what many cells say together. All rest on cells that are shown.

use cxpress_metric::{Interval, Quality};
use serde::{Deserialize, Serialize};

use crate::LEVEL;

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
    /// The p after correction (Benjamini and Hochberg 1995) within the family of studies of the reporting period.
    pub adjusted_p: f64,
    /// Whether the groups differ: the corrected p is at most .05.
    pub differ: bool,
    /// I²: the share of the variance between groups that is not chance, 0 to 1 (Higgins and Thompson 2002).
    pub i2: f64,
    /// τ: the standard deviation of the groups' true values, in the unit of the judged part (DerSimonian and Laird
    /// 1986).
    pub tau: f64,
    /// The 95 % interval of τ, by the Q profile (Viechtbauer 2007), extended to hold τ where it does not.
    pub interval: Interval,
}

/// How often each reason was given for what a figure counts, by period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pareto {
    /// The dimension whose values are the reasons: an index into [`crate::Report::dimensions`].
    pub dimension: usize,
    /// One a period; none where the total is not shown.
    pub periods: Vec<Option<Ranking>>,
}

/// The reasons of a period. Those that are ranked and the others together are all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// How many there are in all, whatever is known of them.
    pub n: u64,
    /// The reasons that are shown, the most frequent first.
    pub reasons: Vec<RankedReason>,
    /// The reasons that are withheld: indices into the values of the dimension.
    pub withheld: Vec<usize>,
    /// How many have a reason that is withheld, or none.
    pub others: u64,
}

/// A reason and how often it was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankedReason {
    /// The reason: an index into the values of the dimension.
    pub value: usize,
    /// How many have it.
    pub n: u64,
    /// Their share of all, 0 to 100.
    pub share: f64,
    /// Its 95 % interval (Wilson 1927).
    pub interval: Interval,
    /// The share of all who have this reason or one that is more frequent, 0 to 100.
    pub cumulated: f64,
}

/// What is worth knowing of the reporting period beside its headline figures. Each kind is found by a rule and stands in
/// the report whenever there is one; of equals, the first in the order of figures, totals before slices.
///
/// Drops and gaps are ranked by the end of their interval that is nearest zero, not by the point: what is large for
/// certain is worst. Only like units are compared. Those in per cent and in points come first, as they are, in the unit
/// of the judged part. Other units are looked at only where there are none of these, and are compared as shares of the
/// value before (of the rest).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notable {
    /// The largest real change for the worse since the period before, of totals and slices. What is as it was a year before, or
    /// back where it was, is none.
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
    /// A figure that is no headline and is better or worse, which is news: those that are worse first.
    Changed {
        /// The figure.
        figure: usize,
    },
    /// A target that has been missed for certain in every period since one, at least [`LASTING_MISS`] of them; the longest
    /// first.
    Missed {
        /// The figure.
        figure: usize,
        /// The first of those periods: an index into [`crate::Report::periods`].
        since: usize,
    },
    /// A stock, such as open tickets, that is at least half as large again as in the first of the last 24 periods that shows
    /// it.
    Grown {
        /// The figure.
        figure: usize,
        /// That period.
        since: usize,
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

/// The figures that tell of a quality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityFigures {
    /// The quality.
    pub quality: Quality,
    /// The figures: indices into [`crate::Report::figures`].
    pub figures: Vec<usize>,
}

/// A target that has been missed in so many periods on end is told of.
pub const LASTING_MISS: usize = 3;

/// How much of what is known about an outcome goes with each of several other figures of its source, by period. It says
/// nothing of what causes what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// The outcome: an index into [`crate::Report::figures`].
    pub outcome: usize,
    /// One a period; none where the outcome is not shown.
    pub periods: Vec<Option<DriverStudy>>,
}

/// The drivers of an outcome in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriverStudy {
    /// Who gave the outcome and all drivers that are not left out.
    pub cases: Cases,
    /// What came of it.
    pub result: DriverResult,
    /// The drivers that were not weighed, in the order of the configuration.
    pub left_out: Vec<LeftOut>,
}

impl DriverStudy {
    /// The study with figures counted otherwise. `None` if one of them is not there.
    #[must_use]
    pub fn renumbered(&self, number: &impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let result = match &self.result {
            DriverResult::Weighed { r_squared, drivers } => {
                let drivers = drivers.iter().map(|driver| {
                    let figure = number(driver.figure)?;
                    Some(Driver { figure, ..*driver })
                });
                DriverResult::Weighed {
                    r_squared: *r_squared,
                    drivers: drivers.collect::<Option<_>>()?,
                }
            }
            DriverResult::Constant(figure) => DriverResult::Constant(number(*figure)?),
            DriverResult::Dependent(figures) => {
                let figures = figures.iter().map(|figure| number(*figure));
                DriverResult::Dependent(figures.collect::<Option<_>>()?)
            }
            DriverResult::TooFew { .. } | DriverResult::NoDrivers => self.result.clone(),
        };
        let left_out = self.left_out.iter().map(|left_out| {
            let figure = number(left_out.figure)?;
            Some(LeftOut { figure, ..*left_out })
        });
        Some(Self {
            cases: self.cases,
            result,
            left_out: left_out.collect::<Option<_>>()?,
        })
    }
}

/// Those whose answers are all known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// How many there are.
    pub complete: u64,
    /// Of how many that gave the outcome.
    pub of: u64,
    /// How many rows there were, if those looked at are a random sample of them.
    pub sampled_from: Option<u64>,
}

/// What came of weighing drivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DriverResult {
    /// They were weighed.
    Weighed {
        /// R² of the regression of the outcome on all drivers, 0 to 1; the weights sum to it.
        r_squared: f64,
        /// The drivers, the one with the largest weight first.
        drivers: Vec<Driver>,
    },
    /// There are fewer complete cases than it takes.
    TooFew {
        /// How many it takes: the larger of 50 and 10 a driver.
        needed: u64,
    },
    /// A figure is the same in every complete case: an index into [`crate::Report::figures`].
    Constant(usize),
    /// These drivers follow, nearly or exactly, from each other.
    Dependent(Vec<usize>),
    /// Fewer than two drivers are left.
    NoDrivers,
}

/// A driver that was weighed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The figure: an index into [`crate::Report::figures`].
    pub figure: usize,
    /// The part of R² that goes with it, 0 or more: its relative weight (Johnson 2000).
    pub weight: f64,
    /// The 95 % interval of the weight, by the delete-a-group jackknife; from 0 on. It is no test of whether the weight is
    /// 0, which it never is in a sample.
    pub interval: Option<Interval>,
    /// Its part of R² by Shapley's value (Lindeman, Merenda and Gold 1980); none with more than 12 drivers.
    pub shapley: Option<f64>,
    /// The correlation with the outcome, −1 to 1.
    pub correlation: f64,
}

/// A driver that was not weighed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The figure: an index into [`crate::Report::figures`].
    pub figure: usize,
    /// The share that gave it of those who gave the outcome, 0 to 1, where that was too small; none where the figure itself
    /// is not shown.
    pub answered: Option<f64>,
}

/// How sure what a study found is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// The two-sided p of no effect, not corrected; none in periods that 0.1.0 published.
    pub p: Option<f64>,
    /// The p after correction within the family of studies of its period.
    pub adjusted_p: Option<f64>,
}

impl Tested {
    /// What is not corrected yet.
    #[must_use]
    pub const fn new(p: Option<f64>) -> Self {
        Self { p, adjusted_p: None }
    }

    /// Whether there is evidence of an effect with this interval. What was published before studies were corrected says what
    /// its interval said.
    #[must_use]
    pub fn is_word(self, interval: Interval) -> bool {
        match (self.p, self.adjusted_p) {
            (None, _) => interval.low > 0.0 || interval.high.is_some_and(|high| high < 0.0),
            (Some(_), adjusted) => adjusted.is_some_and(|adjusted| adjusted <= LEVEL),
        }
    }
}

/// By how much a total lies above or below where it would be if those who bring up a theme had answered like the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// The theme: an index into [`crate::Report::figures`].
    pub theme: usize,
    /// The figure it is held against: an index into the same.
    pub outcome: usize,
    /// One a period; none where either is not shown, or a group is too small.
    pub periods: Vec<Option<ThemeImpact>>,
}

/// The impact of a theme in a period, among those who wrote a comment and gave the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeImpact {
    /// How many bring the theme up.
    pub with: u64,
    /// How many do not.
    pub without: u64,
    /// The outcome of those who do less that of those who do not, in its unit.
    pub difference: f64,
    /// The share of those who do, times the difference; in the unit of the outcome.
    pub impact: f64,
    /// The 95 % interval of the impact.
    pub interval: Interval,
    /// How sure it is.
    #[serde(default)]
    pub tested: Tested,
    /// How many rows there were, if those looked at are a random sample of them.
    pub sampled_from: Option<u64>,
}

/// What some customers wrote about a theme, without personal data: drawn at random from all who did, of a period in which
/// enough did. A configuration has to ask for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The theme: an index into [`crate::Report::figures`].
    pub theme: usize,
    /// The texts of each period. They come from customers: text, never markup.
    pub periods: Vec<Vec<String>>,
}

/// How far a figure of the journey lies above or below the one before, among those who answered for both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    /// The earlier touchpoint: an index into [`crate::Report::figures`].
    pub from: usize,
    /// The next one: an index into the same.
    pub to: usize,
    /// One a period; none where either is not shown, or too few answered for both.
    pub periods: Vec<Option<PairedDifference>>,
}

/// The mean difference of pairs of answers of the same respondents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedDifference {
    /// How many answered for both.
    pub pairs: u64,
    /// The later less the earlier, in the unit of the figures.
    pub difference: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// How sure it is.
    #[serde(default)]
    pub tested: Tested,
    /// How many rows there were, if those looked at are a random sample of them.
    pub sampled_from: Option<u64>,
}

/// What staff believe of customers, against what customers say, by period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliveryGap {
    /// The figure of customers: an index into [`crate::Report::figures`].
    pub customers: usize,
    /// That of staff: an index into the same.
    pub staff: usize,
    /// How many staff there are; none if it is not known.
    pub population: Option<u64>,
    /// One a period; none where either is not shown.
    pub periods: Vec<Option<Gap>>,
}

/// How far staff's belief lies from what customers say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The share that staff believe less the share there is, in points of per cent; above 0, staff believe too much.
    pub difference: f64,
    /// Its 95 % interval (Newcombe 1998, method 10).
    pub interval: Interval,
    /// How sure it is.
    pub tested: Tested,
}

/// Whether two figures of different lenses move together from one period to the next.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// A figure: an index into [`crate::Report::figures`].
    pub first: usize,
    /// A figure of another lens.
    pub second: usize,
    /// Whether both rest on answers of the same customers, so that they cannot be held against each other.
    #[serde(default)]
    pub same_answers: bool,
    /// Of how many periods both have a difference to the same period of the year before.
    #[serde(default)]
    pub differences: usize,
    /// The correlation of their differences to the same period of the year before, with its 95 % interval; none under 24
    /// such differences, or where the figures rest on the same answers.
    pub correlation: Option<(f64, Interval)>,
    /// How sure it is.
    pub tested: Tested,
}
