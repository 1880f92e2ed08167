//! Comparisons with their verdicts, computed once.

use cxpress_metric::{Approximation, Interval, Unit};
use serde::{Deserialize, Serialize};

/// A difference is real if its p, after correction within its family, is at most this.
pub const LEVEL: f64 = 0.025;

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A real change for the better (against the rest: really better).
    Improved,
    /// A real change for the worse (against the rest: really worse).
    Worsened,
    /// Chance alone could give such a difference. This is not "no change".
    NoEvidence,
    /// One side has too few to say; it was not tested.
    TooFew,
}

impl Verdict {
    /// Whether it says that something is better or worse.
    #[must_use]
    pub const fn is_real(self) -> bool {
        matches!(self, Self::Improved | Self::Worsened)
    }
}

/// Which way a value went, whether that is good or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It is the same.
    Level,
}

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contrast {
    /// With an earlier period: an index into [`crate::Report::periods`].
    Period(usize),
    /// With everybody else in the same period.
    Rest,
}

/// A comparison and its one verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What is compared with what.
    pub contrast: Contrast,
    /// The verdict, after correction for the number of comparisons in the family.
    pub verdict: Verdict,
    /// The difference in the unit of the judged part; none where a side has no value.
    pub change: Option<Change>,
    /// The two-sided p after correction within its family; none if not tested.
    pub adjusted_p: Option<f64>,
    /// The smaller effective base of the two sides.
    pub smaller_base: f64,
    /// In how many clusters the answers of the side with fewer came, where those are too few to tell how clusters differ.
    #[serde(default)]
    pub few_clusters: Option<u64>,
    /// The comparison read otherwise: without weights, as if answers were independent. Empty where all
    /// readings are one.
    pub readings: Vec<Change>,
}

/// A difference with its interval, under stated assumptions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Whether weights count.
    pub weighted: bool,
    /// Whether answers that came together are taken as such.
    pub clustered: bool,
    /// The unit of the values: that of the judged part.
    pub unit: Unit,
    /// The value before, or of the rest.
    pub before: f64,
    /// The value after, or of the slice.
    pub after: f64,
    /// `after − before`.
    pub difference: f64,
    /// The 95 % interval of the difference, not corrected for the number of comparisons.
    pub interval: Interval,
    /// The standard error by the jackknife over clusters, where there are clusters.
    pub standard_error: Option<f64>,
    /// The two-sided p, not corrected.
    pub p: f64,
    /// What this reading alone would say: a word if its own p is at most .025.
    pub alone: Verdict,
    /// The difference that would have shown with a power of 80 %.
    pub detectable: f64,
    /// The margin within which the change lies for certain, in its unit: two one-sided tests at 5 % (Schuirmann 1987); none where
    /// it may be larger.
    #[serde(default)]
    pub within: Option<f64>,
    /// The customary normal approximation, where the metric has one.
    pub approximation: Option<Approximation>,
}

impl Change {
    /// Which way the value went.
    #[must_use]
    pub fn way(&self) -> Way {
        match self.difference.partial_cmp(&0.0) {
            Some(std::cmp::Ordering::Greater) => Way::Up,
            Some(std::cmp::Ordering::Less) => Way::Down,
            _ => Way::Level,
        }
    }
}

/// A family of comparisons that are corrected together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// The period reported on.
    pub period: usize,
    /// What it holds.
    pub kind: FamilyKind,
    /// How many comparisons were tested.
    pub tested: u64,
    /// How many had too few to be tested.
    pub too_few: u64,
    /// How many of those tested are *improved* or *worsened*.
    pub words: u64,
}

/// What a family of comparisons holds. Each makes at most one false word in forty reports without any effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FamilyKind {
    /// The figures on tiles against the period before.
    Headlines,
    /// The figures on tiles against the year before, and their courses.
    HeadlinesOverTime,
    /// All other totals: against the period before and the year before, and their courses.
    Totals,
    /// All groups of all figures over time: against the period before and the year before, and their courses.
    GroupsOverTime,
    /// All groups of all figures against everybody else.
    GroupsAgainstRest,
    /// Studies: consistency, impacts of themes, swings, links, delivery gaps.
    Studies,
    /// Of periods that 0.1.0 published: all totals against the year before.
    HeadlinesYear,
    /// Likewise: the groups of one figure (an index into [`crate::Report::figures`]) against the period before.
    Slices(usize),
    /// Likewise: the groups of one figure against the year before.
    SlicesYear(usize),
    /// Likewise: the groups of one figure against everybody else.
    Rest(usize),
}

/// Whether a target was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetVerdict {
    /// The whole interval lies on the good side.
    Met,
    /// The whole interval lies on the bad side.
    Missed,
    /// The interval holds the target.
    CannotSay,
}

/// How a figure stands to a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BenchmarkVerdict {
    /// The whole interval of the difference lies above 0.
    Above,
    /// The whole interval of the difference lies below 0.
    Below,
    /// The interval of the difference holds 0.
    CannotSay,
}

/// Why a total moved: an exact split of its change by the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decomposition {
    /// The dimension: an index into [`crate::Report::dimensions`].
    pub dimension: usize,
    /// The change of the total.
    pub total: f64,
    /// The part that comes from changes within the values.
    pub rate: f64,
    /// The part that comes from shifts between the values.
    pub mix: f64,
    /// One row a value; the last, without value, is everybody else.
    pub rows: Vec<DecompositionRow>,
}

/// A row of a [`Decomposition`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecompositionRow {
    /// The value: an index into the dimension's values; none for everybody else.
    pub value: Option<usize>,
    /// Its share of respondents before, 0 … 1.
    pub share_before: f64,
    /// Its share of respondents after, 0 … 1.
    pub share_after: f64,
    /// Its figure before; none if it was not there.
    pub before: Option<f64>,
    /// Its figure after; none if it is no longer there.
    pub after: Option<f64>,
    /// What its own change adds to the total.
    pub rate: f64,
    /// What the shift of its share adds to the total.
    pub mix: f64,
    /// How sure that is; none where a side has no interval.
    #[serde(default)]
    pub intervals: Option<RowIntervals>,
}

impl DecompositionRow {
    /// What it adds in all.
    #[must_use]
    pub const fn sum(&self) -> f64 {
        self.rate + self.mix
    }
}

/// The 95 % intervals of a [`DecompositionRow`]: by the delta method, or by the jackknife over clusters where that is wider.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowIntervals {
    /// Of what its own change adds.
    pub rate: Interval,
    /// Of what the shift of its share adds.
    pub mix: Interval,
    /// Of both together.
    pub sum: Interval,
}
