//! Metrics as questions ask for them, what is promised of their intervals, and whether these hold a value.

use cxpress_metric::{
    Estimate, Evidence, Input, Method, Metric, Question, Reading, Role, Statistic, Summary, Tone, Value,
    Weight, laws,
};

/// Seconds.
const DAY: i64 = 86_400;

/// A metric with a question, and what its rows are called by.
pub(super) struct Asked {
    pub(super) metric: &'static dyn Metric,
    pub(super) question: Question,
    pub(super) subject: String,
}

impl Asked {
    /// All metrics; those that have a choice of statistic with each.
    pub(super) fn all() -> Vec<Self> {
        let both = |metric: &'static dyn Metric| {
            let mut question = laws::question_for(metric.spec());
            // As survey.rs asks it: the newer of the two ways to ask for effort.
            if metric.spec().id == "ces" {
                question = question.with_scale(1, 7);
            }
            // Random records are of three months, in which a longer window would not be over.
            question.within = question.within.map(|within| within.min(10 * DAY));
            let asked = |statistic, subject: String| Self {
                metric,
                question: question.clone().with_statistic(statistic),
                subject,
            };
            let id = metric.spec().id;
            let top = asked(Statistic::TopBox, id.to_owned());
            let mean = asked(Statistic::Mean, format!("{id}-mean"));
            let chooses = top.unit_differs(&mean);
            std::iter::once(top)
                .chain(chooses.then_some(mean))
                .collect::<Vec<_>>()
        };
        cxpress::metrics().into_iter().flat_map(both).collect()
    }

    /// Whether the statistic makes it another figure.
    fn unit_differs(&self, other: &Self) -> bool {
        let unit = |asked: &Self| {
            let nothing = Summary::empty(asked.metric.spec().kind, false);
            asked
                .metric
                .evaluate(Evidence::of(&nothing), &asked.question)
                .unit
        };
        unit(self) != unit(other)
    }

    /// Whether it counts the answers to its question as they are.
    pub(super) fn is_of_scores(&self) -> bool {
        let spec = self.metric.spec();
        spec.input == Input::Answers && spec.needs.is_empty()
    }

    /// Values as a summary, all of one weight.
    pub(super) fn summary(&self, values: impl IntoIterator<Item = Value>) -> Summary {
        let mut summary = Summary::empty(self.metric.spec().kind, false);
        for value in values {
            summary
                .add(value, Weight::ONE)
                .expect("a value of the metric's own");
        }
        summary
    }

    /// What the metric says of a summary, in its headline or in the part that verdicts fall on.
    pub(super) fn estimate(&self, summary: &Summary, part: Option<&str>) -> Option<Estimate> {
        let figure = self.metric.evaluate(Evidence::of(summary), &self.question);
        figure.reading(part).and_then(Reading::estimate).copied()
    }

    /// The value where so many give each score.
    pub(super) fn value_of(&self, counts: &[(i32, usize)]) -> f64 {
        let scores = counts
            .iter()
            .flat_map(|(score, n)| std::iter::repeat_n(Value::Score(*score), *n));
        self.estimate(&self.summary(scores), None).expect("a value").value
    }

    /// The share of the largest class of a net share; 1 where there are no classes.
    pub(super) fn largest_class(&self, summary: &Summary) -> f64 {
        let figure = self.metric.evaluate(Evidence::of(summary), &self.question);
        let of_class = |part: &cxpress_metric::Part| match part.role {
            Role::Group(Tone::Good | Tone::Middle | Tone::Bad) => Some(part.reading.estimate()?.value),
            _ => None,
        };
        let classes = figure.parts.iter().filter_map(of_class);
        classes
            .fold(None, |most: Option<f64>, share| {
                Some(most.map_or(share, |most| most.max(share)))
            })
            .map_or(1.0, |share| share / 100.0)
    }
}

/// How often an interval has to hold the truth, for so many records; none where nothing is promised of so few.
pub(super) fn promised(asked: &Asked, all: &Summary, truth: &Estimate, n: u64) -> Option<(f64, f64)> {
    let counted = n as f64 * truth.base as f64 / all.n() as f64;
    match truth.method {
        Method::AdjustedWald if n >= 30 => {
            let outside = counted * (1.0 - asked.largest_class(all));
            Some((0.93, if outside >= 5.0 { 0.975 } else { 1.0 }))
        }
        Method::Wilson if n >= 30 => {
            let share = truth.value / 100.0;
            (counted * f64::min(share, 1.0 - share) >= 5.0).then_some((0.925, 0.975))
        }
        Method::AdjustedT => Some((0.93, 1.0)),
        Method::BrookmeyerCrowley | Method::Greenwood if n >= 100 => Some((0.93, 0.97)),
        Method::Woodruff | Method::StudentT if n >= 100 => Some((0.93, 0.98)),
        _ => None,
    }
}

/// Whether an estimate holds a value in its interval.
pub(super) fn holds(estimate: Option<Estimate>, truth: f64) -> bool {
    let interval = estimate.and_then(|estimate| estimate.interval);
    interval.is_some_and(|it| it.low <= truth && it.high.is_none_or(|high| truth <= high))
}
