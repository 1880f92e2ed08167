//! Records made by hand, for tests of metrics: what does a metric say of each period?
//!
//! ```
//! # use cxpress_metric::{Field, trial::Trial};
//! let trial = Trial::of(&[Field::Solved, Field::Contacts], 2)
//!     .with(5, [Some(60), Some(1)])
//!     .with(105, [None, None]);
//! ```

use crate::{
    Batch, Calendar, Comments, Content, Evidence, Field, Fields, Figure, Instant, Measured, Metric, PeriodId,
    Question, Summary, Weight,
};

/// How many seconds a period has.
pub const PERIOD: i64 = 100;

/// Some records in the first periods of a calendar.
#[derive(Clone, Debug)]
pub struct Trial {
    kept: Vec<Field>,
    periods: i64,
    known_until: Option<Instant>,
    created: Vec<Instant>,
    fields: Fields,
}

impl Trial {
    /// No records yet. They will have these fields; of so many periods figures are asked.
    #[must_use]
    pub fn of(fields: &[Field], periods: i64) -> Self {
        Self {
            kept: fields.to_vec(),
            periods,
            known_until: None,
            created: Vec::new(),
            fields: Fields::new(fields.iter().copied()),
        }
    }

    /// The same records and one more: when it began, and its fields in the order they were named in. Times
    /// are in seconds; a flag is 1 or 0.
    ///
    /// # Panics
    /// If there are not as many values as fields.
    #[must_use]
    pub fn with<const N: usize>(mut self, created: i64, values: [Option<i64>; N]) -> Self {
        assert_eq!(N, self.kept.len(), "one value a field");
        self.created.push(Instant(created));
        for (field, value) in self.kept.iter().zip(values) {
            match field.content() {
                Content::Time => self.fields.push_time(*field, value.map(Instant)),
                Content::Flag | Content::Number | Content::Length => {
                    let number = value.and_then(|value| i32::try_from(value).ok());
                    self.fields.push_number(*field, number);
                }
            }
        }
        self
    }

    /// The same records, with nothing known after so many seconds.
    #[must_use]
    pub fn known_until(mut self, seconds: i64) -> Self {
        self.known_until = Some(Instant(seconds));
        self
    }

    /// One figure a period. The calendar reaches further than the periods that are asked for, as real ones
    /// do.
    #[must_use]
    pub fn figures(&self, metric: &dyn Metric, question: &Question) -> Vec<Figure> {
        let calendar = self.calendar();
        let periods: Vec<_> = self
            .created
            .iter()
            .map(|created| calendar.period_or_first(*created).unwrap_or(PeriodId(-1)))
            .collect();
        let batch = Batch {
            periods: &periods,
            answers: &[],
            comments: &Comments::default(),
            created: &self.created,
            fields: &self.fields,
            calendar: &calendar,
        };
        let mut measured = Measured::default();
        metric.measure(&batch, question, &mut measured);
        evaluated(metric, question, &measured, self.periods)
    }

    fn calendar(&self) -> Calendar {
        let starts = (0..self.periods + 10).map(|period| Instant(period * PERIOD));
        let calendar = Calendar::new(PeriodId(0), starts.collect());
        match self.known_until {
            Some(instant) => calendar.known_until(instant),
            None => calendar,
        }
    }
}

fn evaluated(metric: &dyn Metric, question: &Question, measured: &Measured, periods: i64) -> Vec<Figure> {
    let spec = metric.spec();
    let mut earlier = Summary::empty(spec.kind, false);
    let mut figures = Vec::new();
    for period in 0..periods {
        let mut summary = Summary::empty(spec.kind, false);
        let entries = measured.entries().iter();
        entries
            .filter(|entry| i64::from(entry.period.0) == period)
            .for_each(|entry| summary.add(entry.value, Weight::ONE));
        let evidence = Evidence {
            summary: &summary,
            earlier: spec.stock.then_some(&earlier),
        };
        figures.push(metric.evaluate(evidence, question));
        earlier.merge(&summary);
    }
    figures
}
