//! Mergeable summaries: what the cube keeps of millions of values.
//!
//! Answers on the scales of customer experience are small integers, so a histogram of them is a *sufficient
//! statistic*: every figure is a pure function of it. All arithmetic is on integers, so any split of the
//! records, merged in any order, gives the same summary to the last bit.

mod categories;
mod durations;
mod scores;

pub use categories::Categories;
pub use durations::{Durations, Tally};
pub use scores::{ScoreCell, Scores, Weight};

use serde::{Deserialize, Serialize};

use crate::{SummaryKind, Value};

/// A summary of one of the three kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Summary {
    /// How many gave each score.
    Scores(Scores),
    /// How long each took.
    Durations(Durations),
    /// How many fell into each category.
    Categories(Categories),
}

impl Summary {
    /// An empty summary; `weighted` keeps weights with scores.
    #[must_use]
    pub fn empty(kind: SummaryKind, weighted: bool) -> Self {
        match kind {
            SummaryKind::Scores => Self::Scores(Scores::empty(weighted)),
            SummaryKind::Durations => Self::Durations(Durations::default()),
            SummaryKind::Categories => Self::Categories(Categories::default()),
        }
    }

    /// Adds a value. One of another kind, or a missing one, is left out.
    pub fn add(&mut self, value: Value, weight: Weight) {
        match (self, value) {
            (Self::Scores(scores), Value::Score(score)) => scores.add(score, weight),
            (Self::Durations(durations), Value::Duration { seconds, ended }) => {
                durations.add(seconds, ended);
            }
            (Self::Categories(categories), Value::Category(category)) => categories.add(category),
            _ => {}
        }
    }

    /// Adds all of `other`. Summaries of different kinds do not mix; `other` is then left out.
    pub fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Scores(a), Self::Scores(b)) => a.merge(b),
            (Self::Durations(a), Self::Durations(b)) => a.merge(b),
            (Self::Categories(a), Self::Categories(b)) => a.merge(b),
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
        }
    }

    /// Whether values of the other could be merged into this one: it is of the same kind, and both have weights
    /// or none.
    #[must_use]
    pub const fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scores(a), Self::Scores(b)) => a.is_weighted() == b.is_weighted(),
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
        }
    }

    /// The same values with every weight 1.
    #[must_use]
    pub fn unweighted(&self) -> Self {
        match self {
            Self::Scores(scores) => Self::Scores(scores.unweighted()),
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
}
