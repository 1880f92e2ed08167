//! What all phases share.

use cxpress_feedback::{Extent, Inputs};
use cxpress_report::Period;

use crate::published::kept::PublishedPeriods;
use crate::schema::Schema;
use crate::timeline::Timeline;
use crate::values::Values;

/// What a report is about: its questions, periods, groups, and what was published before.
pub(crate) struct Scope<'a> {
    /// What is computed.
    pub(crate) schema: &'a Schema<'a>,
    /// The files and periods.
    pub(crate) inputs: &'a Inputs,
    /// How far the data reach, with what was published of periods.
    pub(crate) extent: Extent,
    /// The periods.
    pub(crate) timeline: Timeline,
    /// The dimensions.
    pub(crate) values: Values,
    /// What was published of periods.
    pub(crate) published: PublishedPeriods<'a>,
}

impl Scope<'_> {
    /// The periods for the report. What was published of one is all there is to it.
    pub(crate) fn periods(&self) -> Vec<Period> {
        let mut periods = self.timeline.periods(self.inputs, &self.extent);
        for (period, _) in self.published.in_report(&self.timeline) {
            periods[period].partial = None;
        }
        periods
    }
}
