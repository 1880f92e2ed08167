//! Mergeable summaries: what the cube keeps of millions of values.
//!
//! Answers on the scales of customer experience are small integers, so a histogram of them is a *sufficient
//! statistic*: every figure is a pure function of it. All arithmetic is on integers, so any split of the
//! records, merged in any order, gives the same summary to the last bit.

mod categories;
mod durations;
mod number;
mod scores;
mod sums;

pub use categories::Categories;
pub use durations::{Durations, Tally};
pub use number::Number;
pub use scores::{ScoreCell, Scores, Weight};
pub use sums::{NumberCell, Sums, Terms};

use serde::{Deserialize, Serialize};

use crate::Value;

/// What a metric's values are collected in.
#[derive(Clone, Copy, Debug)]
pub enum SummaryKind {
    /// How many gave each score.
    Scores,
    /// How long each took, or has been waiting.
    Durations,
    /// How many fell into each of a few categories.
    Categories,
    /// Sums of terms that the metric names, by number: a summary of its own.
    Own(&'static dyn Terms),
}

impl PartialEq for SummaryKind {
    /// Whether both are of one kind; those of metrics' own are.
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Eq for SummaryKind {}

impl SummaryKind {
    /// Whether it keeps weights. Where it does not, every value counts once, and the report says so.
    #[must_use]
    pub const fn takes_weights(self) -> bool {
        matches!(self, Self::Scores | Self::Own(_))
    }

    /// Whether a value can be collected in it: one of its kind, or one that is missing.
    ///
    /// # Errors
    /// If it is of another kind.
    pub const fn takes(self, value: Value) -> Result<(), Misfit> {
        match (self, value) {
            (_, Value::Missing(_))
            | (Self::Scores, Value::Score(_))
            | (Self::Durations, Value::Duration { .. })
            | (Self::Categories, Value::Category(_))
            | (Self::Own(_), Value::Number(_)) => Ok(()),
            _ => Err(Misfit::Kind(value)),
        }
    }
}

/// Why a summary refuses a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfit {
    /// It collects values of another kind.
    Kind(Value),
    /// It keeps no weights, and the value has one.
    Weight,
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kind(value) => write!(f, "it measures {value:?}, which its summary does not take"),
            Self::Weight => write!(f, "its summary keeps no weights"),
        }
    }
}

impl std::error::Error for Misfit {}

/// A summary of one of the kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Summary {
    /// How many gave each score.
    Scores(Scores),
    /// How long each took.
    Durations(Durations),
    /// How many fell into each category.
    Categories(Categories),
    /// Sums of the metric's own.
    Own(Sums),
}

impl Summary {
    /// An empty summary; `weighted` keeps weights with scores.
    #[must_use]
    pub fn empty(kind: SummaryKind, weighted: bool) -> Self {
        match kind {
            SummaryKind::Scores => Self::Scores(Scores::empty(weighted)),
            SummaryKind::Durations => Self::Durations(Durations::default()),
            SummaryKind::Categories => Self::Categories(Categories::default()),
            SummaryKind::Own(terms) => Self::Own(Sums::empty(terms, weighted)),
        }
    }

    /// Adds a value. A missing one is counted elsewhere, and is left out.
    ///
    /// # Errors
    /// If the value is of another kind, or has a weight that cannot be kept. The summary stays as it was.
    pub fn add(&mut self, value: Value, weight: Weight) -> Result<(), Misfit> {
        match (self, value) {
            (_, Value::Missing(_)) => {}
            (Self::Scores(scores), Value::Score(score)) => scores.add(score, weight),
            (Self::Own(sums), Value::Number(number)) => return sums.add(number, weight),
            (Self::Durations(_), Value::Duration { .. }) | (Self::Categories(_), Value::Category(_))
                if weight != Weight::ONE =>
            {
                return Err(Misfit::Weight);
            }
            (Self::Durations(durations), Value::Duration { seconds, ended }) => {
                durations.add(seconds, ended);
            }
            (Self::Categories(categories), Value::Category(category)) => categories.add(category),
            (_, value) => return Err(Misfit::Kind(value)),
        }
        Ok(())
    }

    /// Adds all of `other`. Summaries of different kinds do not mix; `other` is then left out.
    pub fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Scores(a), Self::Scores(b)) => a.merge(b),
            (Self::Durations(a), Self::Durations(b)) => a.merge(b),
            (Self::Categories(a), Self::Categories(b)) => a.merge(b),
            (Self::Own(a), Self::Own(b)) => a.merge(b),
            _ => debug_assert!(false, "a cell holds one kind of summary"),
        }
    }

    /// What remains when `part`, which must have been merged into this one, is taken out again.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        match (self, part) {
            (Self::Scores(a), Self::Scores(b)) => Self::Scores(a.without(b)),
            (Self::Durations(a), Self::Durations(b)) => Self::Durations(a.without(b)),
            (Self::Categories(a), Self::Categories(b)) => Self::Categories(a.without(b)),
            (Self::Own(a), Self::Own(b)) => Self::Own(a.without(b)),
            _ => self.clone(),
        }
    }

    /// The number of values, unweighted.
    #[must_use]
    pub fn n(&self) -> u64 {
        match self {
            Self::Scores(scores) => scores.n(),
            Self::Durations(durations) => durations.n(),
            Self::Categories(categories) => categories.n(),
            Self::Own(sums) => sums.n(),
        }
    }

    /// Whether values of the other could be merged into this one: it is of the same kind, and both have weights
    /// or none.
    #[must_use]
    pub const fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scores(a), Self::Scores(b)) => a.is_weighted() == b.is_weighted(),
            (Self::Own(a), Self::Own(b)) => a.is_weighted() == b.is_weighted(),
            (Self::Durations(_), Self::Durations(_)) | (Self::Categories(_), Self::Categories(_)) => true,
            _ => false,
        }
    }

    /// How many there are of each value, unweighted. A value is told by what sort it is of (durations have three:
    /// ended, still running, given up) and by a number: score, seconds or category.
    #[must_use]
    pub fn counts(&self) -> Vec<((u8, i64), u64)> {
        match self {
            Self::Scores(scores) => scores
                .cells()
                .map(|cell| ((0, i64::from(cell.score)), cell.n))
                .collect(),
            Self::Durations(durations) => durations
                .tallies()
                .flat_map(|(seconds, tally)| {
                    [tally.events, tally.running, tally.left]
                        .into_iter()
                        .zip(0..)
                        .map(move |(n, sort)| ((sort, seconds), n))
                })
                .collect(),
            Self::Categories(categories) => (0..=u8::MAX)
                .map(|category| ((0, i64::from(category)), categories.count(category)))
                .filter(|(_, n)| *n > 0)
                .collect(),
            Self::Own(sums) => sums
                .cells()
                .map(|cell| ((0, cell.number.millionths()), cell.n))
                .collect(),
        }
    }

    /// The same values with every weight 1.
    #[must_use]
    pub fn unweighted(&self) -> Self {
        match self {
            Self::Scores(scores) => Self::Scores(scores.unweighted()),
            Self::Own(sums) => Self::Own(sums.unweighted()),
            other => other.clone(),
        }
    }

    /// The scores, if this is a summary of scores.
    #[must_use]
    pub const fn scores(&self) -> Option<&Scores> {
        if let Self::Scores(scores) = self {
            Some(scores)
        } else {
            None
        }
    }

    /// The durations, if this is a summary of durations.
    #[must_use]
    pub const fn durations(&self) -> Option<&Durations> {
        if let Self::Durations(durations) = self {
            Some(durations)
        } else {
            None
        }
    }

    /// The categories, if this is a summary of categories.
    #[must_use]
    pub const fn categories(&self) -> Option<&Categories> {
        if let Self::Categories(categories) = self {
            Some(categories)
        } else {
            None
        }
    }

    /// The sums, if this is a summary of a metric's own.
    #[must_use]
    pub const fn own(&self) -> Option<&Sums> {
        if let Self::Own(sums) = self {
            Some(sums)
        } else {
            None
        }
    }
}

/// So many distinct lengths or numbers are kept exactly.
const EXACT: usize = 65_536;
/// So many binary digits are kept past that.
const DIGITS: u32 = 10;

/// A number cut to its leading binary digits, towards 0; cutting twice changes nothing. The relative error is under 1/1024.
fn coarsened(number: i64) -> i64 {
    let size = number.unsigned_abs();
    let digits = u64::BITS - size.leading_zeros();
    let drop = digits.saturating_sub(DIGITS + 1);
    let cut = i64::try_from((size >> drop) << drop).unwrap_or(i64::MAX);
    cut * number.signum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ended;

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let mut scores = Summary::empty(SummaryKind::Scores, false);
        let refused = scores.add(Value::Category(1), Weight::ONE);
        assert_eq!(refused, Err(Misfit::Kind(Value::Category(1))));
        assert_eq!(scores.n(), 0);
        assert!(SummaryKind::Durations.takes(Value::Score(1)).is_err());
    }

    #[test]
    fn a_weight_that_cannot_be_kept_is_refused() {
        let two = Weight::new(2.0).expect("a weight");
        let ended = Ended::Reached;
        for (kind, value) in [
            (SummaryKind::Categories, Value::Category(1)),
            (SummaryKind::Durations, Value::Duration { seconds: 7, ended }),
        ] {
            let mut summary = Summary::empty(kind, true);
            assert_eq!(summary.add(value, two), Err(Misfit::Weight));
            assert_eq!(summary.add(value, Weight::ONE), Ok(()));
            assert!(!kind.takes_weights());
        }
    }
}
