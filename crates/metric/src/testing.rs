//! Records made by hand, for tests of metrics: what does a metric say of each period?
//!
//! ```
//! # use cxpress_metric::{Answer, Field, testing::Records};
//! let tickets = Records::of(&[Field::Solved, Field::Contacts], 2)
//!     .with(5, [Some(60), Some(1)])
//!     .with(105, [None, None]);
//! let answers = Records::of(&[], 1)
//!     .with(5, [])
//!     .answered(Answer::Score(9))
//!     .weighing(1.5)
//!     .in_cluster(3);
//! ```

use crate::{
    Answer, Batch, Calendar, Comments, Content, Entry, Evidence, Field, Fields, Figure, Instant, Measured,
    Metric, Missing, PeriodId, Question, Summary, Weight,
};

/// How many seconds a period has.
pub const PERIOD: i64 = 100;

/// Some records in the first periods of a calendar.
#[derive(Clone, Debug)]
pub struct Records {
    kept: Vec<Field>,
    periods: i64,
    known_until: Option<Instant>,
    created: Vec<Instant>,
    fields: Fields,
    answers: Vec<Answer>,
    comments: Vec<Option<String>>,
    weights: Vec<Weight>,
    clusters: Vec<u8>,
}

impl Records {
    /// No records yet. They will have these fields; of so many periods figures are asked.
    #[must_use]
    pub fn of(fields: &[Field], periods: i64) -> Self {
        Self {
            kept: fields.to_vec(),
            periods,
            known_until: None,
            created: Vec::new(),
            fields: Fields::new(fields.iter().copied()),
            answers: Vec::new(),
            comments: Vec::new(),
            weights: Vec::new(),
            clusters: Vec::new(),
        }
    }

    /// The same records and one more: when it began, and its fields in the order they were named in. Times are in seconds; a
    /// flag is 1 or 0. It has no answer and no comment, weighs 1 and is in cluster 0 unless what follows says otherwise.
    ///
    /// # Panics
    /// If there are not as many values as fields.
    #[must_use]
    pub fn with<const N: usize>(mut self, created: i64, values: [Option<i64>; N]) -> Self {
        assert_eq!(N, self.kept.len(), "one value a field");
        self.created.push(Instant(created));
        self.answers.push(Answer::Missing(Missing::NotAnswered));
        self.comments.push(None);
        self.weights.push(Weight::ONE);
        self.clusters.push(0);
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

    /// The same records, the last with an answer.
    #[must_use]
    pub fn answered(mut self, answer: Answer) -> Self {
        self.answers
            .last_mut()
            .into_iter()
            .for_each(|last| *last = answer);
        self
    }

    /// The same records, the last with a comment.
    #[must_use]
    pub fn commented(mut self, comment: &str) -> Self {
        let last = self.comments.last_mut();
        last.into_iter().for_each(|last| *last = Some(comment.to_owned()));
        self
    }

    /// The same records, the last with a weight.
    ///
    /// # Panics
    /// If it is no weight.
    #[must_use]
    pub fn weighing(mut self, weight: f64) -> Self {
        let weight = Weight::new(weight).expect("a weight of 0 to a million");
        self.weights
            .last_mut()
            .into_iter()
            .for_each(|last| *last = weight);
        self
    }

    /// The same records, the last in a cluster.
    #[must_use]
    pub fn in_cluster(mut self, cluster: u8) -> Self {
        self.clusters
            .last_mut()
            .into_iter()
            .for_each(|last| *last = cluster);
        self
    }

    /// The same records, with nothing known after so many seconds.
    #[must_use]
    pub fn known_until(mut self, seconds: i64) -> Self {
        self.known_until = Some(Instant(seconds));
        self
    }

    /// One figure a period. The calendar reaches further than the periods that are asked for, as real ones do.
    ///
    /// # Panics
    /// If the metric measures a value that its summary does not take.
    #[must_use]
    pub fn figures(&self, metric: &dyn Metric, question: &Question) -> Vec<Figure> {
        self.figures_of(metric, question, |_| true)
    }

    /// One figure a period without the records of a cluster, as the jackknife asks for it.
    ///
    /// # Panics
    /// If the metric measures a value that its summary does not take.
    #[must_use]
    pub fn figures_without(&self, cluster: u8, metric: &dyn Metric, question: &Question) -> Vec<Figure> {
        self.figures_of(metric, question, |row| self.clusters[row] != cluster)
    }

    /// What a metric measures of the records.
    #[must_use]
    pub fn measured(&self, metric: &dyn Metric, question: &Question) -> Measured {
        let calendar = self.calendar();
        let period = |created: &Instant| calendar.period_or_first(*created).unwrap_or(PeriodId(-1));
        let periods: Vec<_> = self.created.iter().map(period).collect();
        let mut comments = Comments::default();
        self.comments
            .iter()
            .for_each(|comment| comments.push(comment.as_deref()));
        let batch = Batch::new(&periods, &calendar)
            .with_answers(&self.answers)
            .with_comments(&comments)
            .with_created(&self.created)
            .with_fields(&self.fields);
        let mut measured = Measured::default();
        metric.measure(&batch, question, &mut measured);
        measured
    }

    fn figures_of(
        &self,
        metric: &dyn Metric,
        question: &Question,
        counts: impl Fn(usize) -> bool,
    ) -> Vec<Figure> {
        let spec = metric.spec();
        let weighted = spec.kind.takes_weights() && self.weights.iter().any(|weight| *weight != Weight::ONE);
        let measured = self.measured(metric, question);
        let mut earlier = Summary::empty(spec.kind, weighted);
        let mut figures = Vec::new();
        for period in 0..self.periods {
            let mut summary = Summary::empty(spec.kind, weighted);
            let own = |entry: &&Entry| i64::from(entry.period.0) == period && counts(entry.row as usize);
            for entry in measured.entries().iter().filter(own) {
                let weight = self.weights[entry.row as usize];
                let added = summary.add(entry.value, weight);
                added.expect("a value that the summary takes");
            }
            let evidence = Evidence::of(&summary).after(spec.stock.then_some(&earlier));
            figures.push(metric.evaluate(evidence, question));
            earlier.merge(&summary);
        }
        figures
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
