//! Populations of which everything is known, to draw samples from.

use cxpress_metric::{Ended, Number, Question, SummaryKind, Value, laws};
use cxpress_tests::chance::Random;

use super::asked::Asked;

/// Those whom samples are drawn from, each as likely.
pub(super) struct Population {
    pub(super) name: &'static str,
    pub(super) values: Vec<Value>,
}

impl Population {
    pub(super) fn draw(&self, random: &mut Random) -> Value {
        random.pick(&self.values)
    }

    pub(super) fn sample(&self, random: &mut Random, n: u64) -> Vec<Value> {
        (0..n).map(|_| self.draw(random)).collect()
    }
}

/// How often an answer is given, by how far up the scale it is.
type Weigh = fn(f64) -> f64;

/// How often answers are given, by how far up the scale they are, from 0 to 1.
const SPREADS: [(&str, Weigh); 5] = [
    ("alike", |_| 1.0),
    ("content", |x| 0.04 + x.powi(3)),
    ("discontent", |x| 0.06 + (1.0 - x).powi(2)),
    ("divided", |x| 0.05 + (2.0 * x - 1.0).powi(4)),
    ("delighted", |x| if x < 1.0 { 0.02 } else { 1.0 }),
];

/// Answers on the scale of a question, spread in one of the ways.
fn answers(question: &Question, (name, weight): (&'static str, Weigh)) -> Population {
    let scale = question.scale.expect("a scale");
    let place = |score: i32| f64::from(score - scale.low) / f64::from(scale.high - scale.low);
    let whole: f64 = (scale.low..=scale.high).map(|score| weight(place(score))).sum();
    let of_score = |score| {
        let count = (5_000.0 * weight(place(score)) / whole).round() as usize;
        std::iter::repeat_n(Value::Score(score), count)
    };
    let values = (scale.low..=scale.high).flat_map(of_score).collect();
    Population { name, values }
}

/// Times of which half are under two days, as many of them still running as a month leaves.
fn times() -> Population {
    let random = &mut Random::of_run("times", 0);
    let mut one = || {
        let (took, watched) = (48.0 * (1.2 * random.normal()).exp(), 720.0 * random.unit());
        Value::Duration {
            seconds: (3_600.0 * f64::min(took, watched)) as i64,
            ended: if took <= watched {
                Ended::Reached
            } else {
                Ended::Running
            },
        }
    };
    Population {
        name: "",
        values: (0..20_000).map(|_| one()).collect(),
    }
}

/// Amounts of which a few are large.
fn amounts() -> Population {
    let random = &mut Random::of_run("amounts", 0);
    let mut one = || Number::new((60.0 * (0.8 * random.normal()).exp() * 100.0).round() / 100.0);
    Population {
        name: "",
        values: (0..20_000).filter_map(|_| one()).map(Value::Number).collect(),
    }
}

/// Those whom samples of a metric are drawn from; none of one that needs the past, where a sample is no month.
pub(super) fn populations(asked: &Asked) -> Vec<Population> {
    if asked.is_of_scores() {
        return SPREADS.map(|spread| answers(&asked.question, spread)).into();
    }
    match asked.metric.spec().kind {
        _ if asked.metric.spec().stock => Vec::new(),
        SummaryKind::Durations => vec![times()],
        SummaryKind::Own(_) => vec![amounts()],
        SummaryKind::Scores | SummaryKind::Categories => {
            let of_seed = |seed| laws::random_values(asked.metric, &asked.question, seed);
            vec![Population {
                name: "",
                values: (0..40).flat_map(of_seed).collect(),
            }]
        }
    }
}
