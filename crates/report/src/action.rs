//! What was promised, what became of it, and what happened meanwhile.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Comparison, Level};

/// A step of an action. The steps are taken in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Somebody noticed, and it was written down.
    Received,
    /// Somebody who can decide has decided.
    Reviewed,
    /// It was done.
    Action,
    /// It was seen that it helped.
    Verified,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 4] = [Self::Received, Self::Reviewed, Self::Action, Self::Verified];
}

/// Something that was promised, as known at the end of the reporting period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Its id, unique, `[a-z0-9-]` only.
    pub id: String,
    /// What is promised.
    pub title: String,
    /// What was found.
    pub finding: String,
    /// Who answers for it.
    pub owner: String,
    /// What it should move; none if the report has no such figure or slice.
    pub aim: Option<Aim>,
    /// The steps taken, in order, each with its day. The first is [`Step::Received`].
    pub steps: Vec<(Step, Date)>,
    /// The day by which the step [`Step::Action`] is to be taken.
    pub due: Option<Date>,
    /// When and why it was given up.
    pub dropped: Option<Dropped>,
    /// What customers said.
    pub said: Option<String>,
    /// What was done about it; none before the action was taken.
    pub did: Option<String>,
    /// How it stood at the end of each period; none where it had not been received yet.
    pub standings: Vec<Option<Standing>>,
}

impl Action {
    /// The day on which a step was taken, as far as is known.
    #[must_use]
    pub fn day_of(&self, step: Step) -> Option<Date> {
        let mut steps = self.steps.iter();
        steps.find(|(known, _)| *known == step).map(|(_, day)| *day)
    }
}

/// The figure, and the slice of it, that an action should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// The figure: an index into [`crate::Report::figures`].
    pub figure: usize,
    /// The dimension and its value, by their indices; none for all customers.
    pub slice: Option<(usize, usize)>,
}

/// An end without success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The day.
    pub date: Date,
    /// Why.
    pub reason: String,
}

/// How an action stood at the end of a period, or at the end of the data where they end before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The last step that was taken.
    pub step: Step,
    /// Whether it was given up.
    pub dropped: bool,
    /// How old it was in days; if it was verified or dropped, how old it became.
    pub age: u32,
    /// How many days past its due date it was, 0 if it was not: open, and the action not taken.
    pub overdue: u32,
    /// What became of the figure; none before the action was taken, and where there is no aim.
    pub effect: Option<Effect>,
}

impl Standing {
    /// Whether something remained to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.dropped && self.step < Step::Verified
    }
}

/// What became of a figure after an action, several periods on either side taken together. An action follows from a bad
/// period, so the last two before it are no measure of how it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// No period has begun since.
    TooSoon,
    /// Fewer than three periods are shown of the twelve before the action, the last two left out.
    NothingBefore,
    /// The figure is measured in another way since.
    Redefined,
    /// There are no data from since.
    NothingSince,
    /// The group is too small to be shown, before or since.
    Withheld,
    /// Both sides are shown.
    Compared {
        /// The periods before, at least three, at most ten, as levels.
        before: Level,
        /// The full periods since, at most the first six.
        after: Level,
        /// The comparison of the two; none where a side has no value to judge, or changes are not judged. Its figure and its
        /// periods come from the action and are not picked from the data: it is judged by itself, at .025, and in no family.
        comparison: Option<Box<Comparison>>,
        /// Where the action is about a group: what became of everybody else over the same time; none where they are too few.
        others: Option<Box<Comparison>>,
    },
}

/// Something that happened, which marks the charts of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The day.
    pub date: Date,
    /// The period of that day: an index into [`crate::Report::periods`].
    pub period: usize,
    /// What happened.
    pub label: String,
    /// The figures it concerns: indices into [`crate::Report::figures`]; none for all.
    pub figures: Option<Vec<usize>>,
}

impl Event {
    /// Whether it concerns a figure.
    #[must_use]
    pub fn concerns(&self, figure: usize) -> bool {
        self.figures
            .as_ref()
            .is_none_or(|figures| figures.contains(&figure))
    }
}
