//! The plugin contract: what a metric declares, what it receives and what it returns.
//!
//! A metric is two pure functions. [`Metric::measure`] turns a batch of records into small values;
//! [`Metric::evaluate`] turns a mergeable [`Summary`] of such values into a [`Figure`]. Between the two
//! stands the engine (`cxpress-analysis`), which knows periods, slices, clusters and privacy, so that a
//! metric need not.
//!
//! This crate reads nothing, writes nothing and knows no metric's name. [`laws::check`] is the test that
//! every metric has to pass; [`testing`] shows a metric records made by hand.
//!
//! What may grow, such as [`Batch`], [`Figure`] and [`MetricSpec`], is made by constructors and can get further fields
//! without a change to metrics. A change that metrics must follow does not compile with those that do not.

mod batch;
mod calendar;
mod figure;
mod hours;
pub mod laws;
mod question;
mod record;
mod spec;
mod summary;
pub mod testing;
mod unit;

pub use batch::{Answer, Batch, Comments, Ended, Entry, Measured, Missing, Value};
pub use calendar::{Calendar, Instant, PeriodId};
pub use figure::{
    Absence, Approximation, CurvePoint, Difference, Estimate, Figure, Interval, Method, Part, Reading, Role,
    ScoreShare, Shape, Tone,
};
pub use hours::BusinessHours;
pub use question::{Direction, Question, ScaleBounds, Statistic};
pub use record::{Column, Content, Field, Fields, Kind, first_solved};
pub use spec::{Groups, Input, Judged, Lens, MetricSpec, Quality};
pub use summary::{
    Categories, Durations, Misfit, Number, NumberCell, ScoreCell, Scores, Summary, SummaryKind, Sums, Tally,
    Terms, Weight,
};
pub use unit::{OwnUnit, Unit};

/// What the engine has collected for one question in one period and slice.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'a> {
    /// The values that fall into the period.
    pub summary: &'a Summary,
    /// The values of all earlier periods, for metrics that declare [`MetricSpec::stock`].
    pub earlier: Option<&'a Summary>,
    /// The values of the period without each bucket of clusters: what they differ by tells how sure a figure is that the
    /// jackknife does not suit, such as a percentile. Empty where answers are independent.
    pub left_out: &'a [Summary],
    /// Whether only values will be read of the figure: its intervals and its shape may be left out, its parts may not.
    pub values_only: bool,
}

impl<'a> Evidence<'a> {
    /// Evidence of one period alone.
    #[must_use]
    pub fn of(summary: &'a Summary) -> Self {
        Self {
            summary,
            earlier: None,
            left_out: &[],
            values_only: false,
        }
    }

    /// The same evidence for a figure of which only values will be read.
    #[must_use]
    pub const fn values_only(self) -> Self {
        Self {
            values_only: true,
            ..self
        }
    }

    /// The same evidence after what came in all periods before, for a stock.
    #[must_use]
    pub const fn after(self, earlier: Option<&'a Summary>) -> Self {
        Self { earlier, ..self }
    }

    /// The same evidence with the values that are left without each bucket of clusters.
    #[must_use]
    pub const fn with_left_out(self, left_out: &'a [Summary]) -> Self {
        Self { left_out, ..self }
    }
}

/// An id that two of the metrics have; none if each has its own.
#[must_use]
pub fn duplicate_id(metrics: &[&dyn Metric]) -> Option<&'static str> {
    let mut ids: Vec<&str> = metrics.iter().map(|metric| metric.spec().id).collect();
    ids.sort_unstable();
    ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// A metric of customer experience.
///
/// Both functions are pure: the same input gives the same output, on any thread. A metric that panics costs
/// its own figure, not the report.
pub trait Metric: Send + Sync {
    /// What the metric is called, what it needs and how it is read.
    fn spec(&self) -> &MetricSpec;

    /// Turns the records of a batch into values, each with the row it came from and the period it belongs to.
    /// Called once per batch and question. The default takes a question's score as it is.
    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let _ = question;
        for (row, (answer, period)) in batch.answers.iter().zip(batch.periods).enumerate() {
            match *answer {
                Answer::Score(score) => out.push(row, *period, Value::Score(score)),
                Answer::Number(number) => out.push(row, *period, Value::Number(number)),
                Answer::Missing(kind) => out.push(row, *period, Value::Missing(kind)),
                Answer::Rejected => {}
            }
        }
    }

    /// The figure of a cell: a headline with interval and base, or the reason why there is none.
    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure;

    /// The difference `after − before` of the judged part ([`MetricSpec::judged`]). `None` where a side has
    /// no value. The engine asks for its interval at many critical values to get p, and widens it for
    /// clusters.
    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference>;
}
