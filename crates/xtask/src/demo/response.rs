//! A response to the survey, before it is written as a row.

use jiff::civil::Date;

use super::plan::{Channel, Region, Segment};

/// A response.
pub(crate) struct Response {
    pub(crate) date: Date,
    pub(crate) channel: Channel,
    pub(crate) segment: Segment,
    pub(crate) region: Region,
    /// One for each question, in the order of [`Question::ALL`](super::plan::Question::ALL).
    pub(crate) answers: Vec<Answer>,
}

/// What stands in the cell of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A score.
    Score(i32),
    /// Nothing: asked, not answered.
    Blank,
    /// `N/A`: the customer had nothing to do with it.
    DoesNotApply,
}
