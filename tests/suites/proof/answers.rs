//! Samples from populations of which everything is known: how often the interval of a metric holds its value there, and that
//! of a difference the difference of two populations.

use cxpress_generator::proof::{Claim, What};
use cxpress_metric::{
    Ended, Estimate, Evidence, Input, Method, Metric, Number, Question, Reading, Role, Statistic, Summary,
    SummaryKind, Tone, Value, Weight, laws,
};
use cxpress_tests::chance::Random;

use super::{claim, hits, hold};

/// How many samples of each kind and size.
const RUNS: u64 = 4_000;

/// A metric with a question, and what its rows are called by.
pub(super) struct Asked {
    metric: &'static dyn Metric,
    question: Question,
    pub(super) subject: String,
}

impl Asked {
    /// All metrics; those that have a choice of statistic with each.
    pub(super) fn all() -> Vec<Self> {
        let both = |metric: &'static dyn Metric| {
            let question = laws::question_for(metric.spec());
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
    fn is_of_scores(&self) -> bool {
        let spec = self.metric.spec();
        spec.input == Input::Answers && spec.needs.is_empty()
    }

    /// Values as a summary, all of one weight.
    fn summary(&self, values: impl IntoIterator<Item = Value>) -> Summary {
        let mut summary = Summary::empty(self.metric.spec().kind, false);
        for value in values {
            summary
                .add(value, Weight::ONE)
                .expect("a value of the metric's own");
        }
        summary
    }

    /// What the metric says of a summary, in its headline or in the part that verdicts fall on.
    fn estimate(&self, summary: &Summary, part: Option<&str>) -> Option<Estimate> {
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
    fn largest_class(&self, summary: &Summary) -> f64 {
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

/// Those whom samples are drawn from, each as likely.
struct Population {
    name: &'static str,
    values: Vec<Value>,
}

impl Population {
    fn draw(&self, random: &mut Random) -> Value {
        random.pick(&self.values)
    }

    fn sample(&self, random: &mut Random, n: u64) -> Vec<Value> {
        (0..n).map(|_| self.draw(random)).collect()
    }
}

/// How often answers are given, by how far up the scale they are, from 0 to 1.
const SPREADS: [(&str, fn(f64) -> f64); 5] = [
    ("alike", |_| 1.0),
    ("content", |x| 0.04 + x.powi(3)),
    ("discontent", |x| 0.06 + (1.0 - x).powi(2)),
    ("divided", |x| 0.05 + (2.0 * x - 1.0).powi(4)),
    ("delighted", |x| if x < 1.0 { 0.02 } else { 1.0 }),
];

/// Answers on the scale of a question, spread in one of the ways.
fn answers(question: &Question, (name, weight): (&'static str, fn(f64) -> f64)) -> Population {
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

/// Those whom samples of a metric are drawn from.
fn populations(asked: &Asked) -> Vec<Population> {
    if asked.is_of_scores() {
        return SPREADS.map(|spread| answers(&asked.question, spread)).into();
    }
    match asked.metric.spec().kind {
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

/// How often an interval has to hold the truth, for so many records; none where nothing is promised of so few.
fn promised(asked: &Asked, all: &Summary, truth: &Estimate, n: u64) -> Option<(f64, f64)> {
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
fn holds(estimate: Option<Estimate>, truth: f64) -> bool {
    let interval = estimate.and_then(|estimate| estimate.interval);
    interval.is_some_and(|it| it.low <= truth && it.high.is_none_or(|high| truth <= high))
}

const SIZES: [u64; 4] = [10, 30, 100, 300];

/// How often intervals hold the truth: of headlines, and of the parts that verdicts fall on.
fn intervals(asked: &Asked) -> Vec<Claim> {
    let mut claims = Vec::new();
    let judged = asked.metric.spec().judged_part();
    let parts = [(What::Interval, None), (What::IntervalJudged, judged)];
    let parts = parts
        .into_iter()
        .filter(|(what, part)| *what == What::Interval || part.is_some());
    for population in populations(asked) {
        let all = asked.summary(population.values.iter().copied());
        for (what, part) in parts.clone() {
            let Some(truth) = asked.estimate(&all, part) else {
                continue;
            };
            for n in SIZES {
                let Some((low, high)) = promised(asked, &all, &truth, n) else {
                    continue;
                };
                let name = format!("{what:?} {} {} {n}", asked.subject, population.name);
                let held = hits(&name, RUNS, |random| {
                    let sample = asked.summary(population.sample(random, n));
                    holds(asked.estimate(&sample, part), truth.value)
                });
                claims.push(Claim {
                    case: population.name.to_owned(),
                    answers: Some(n),
                    runs: RUNS,
                    hits: held,
                    low,
                    high,
                    ..claim(what, &asked.subject)
                });
            }
        }
    }
    claims
}

/// How often the interval of a difference holds the true one: of two alike, and of two that differ.
fn changes(asked: &Asked) -> Vec<Claim> {
    let populations = populations(asked);
    let last = populations.len() - 1;
    let judged = asked.metric.spec().judged_part();
    let mut claims = Vec::new();
    for (before, after) in [
        (0, 0),
        (last.min(1), last.min(1)),
        (0, last.min(1)),
        (last.min(2), last.min(3)),
    ] {
        let [before, after] = [before, after].map(|at| &populations[at]);
        let [all_before, all_after] = [before, after].map(|side| asked.summary(side.values.iter().copied()));
        let truths = [&all_before, &all_after].map(|all| asked.estimate(all, judged));
        let [Some(old), Some(new)] = truths else { continue };
        for n in [30, 100] {
            let kept = [
                promised(asked, &all_before, &old, n),
                promised(asked, &all_after, &new, n),
            ];
            let case = format!("{} {}", before.name, after.name).trim().to_owned();
            let is_told = claims
                .iter()
                .any(|known: &Claim| known.case == case && known.answers == Some(n));
            if kept.contains(&None) || is_told {
                continue;
            }
            let name = format!("change {} {case} {n}", asked.subject);
            let held = hits(&name, RUNS, |random| {
                let sides = [before, after].map(|side| asked.summary(side.sample(random, n)));
                let [before, after] = sides.each_ref().map(Evidence::of);
                let found = asked.metric.difference(before, after, &asked.question);
                let interval = found.and_then(|found| found.at(cxpress_stats::Z95));
                let truth = new.value - old.value;
                interval.is_some_and(|(low, high)| low <= truth && truth <= high)
            });
            claims.push(Claim {
                case,
                answers: Some(n),
                runs: RUNS,
                hits: held,
                low: 0.93,
                high: if new.method == Method::Wilson { 0.97 } else { 1.0 },
                ..claim(What::Change, &asked.subject)
            });
        }
    }
    claims
}

/// Those who answer in one way and have one weight: how many of ten they are, their weight, and how they answer.
type Stratum = (u64, f64, usize);

/// Weights that go with answers, that have nothing to do with them, and that a few have.
const WEIGHTS: [(&str, &[Stratum]); 3] = [
    ("the discontent weigh more", &[(5, 1.0, 1), (5, 3.0, 2)]),
    ("whatever is answered", &[(4, 0.5, 0), (3, 1.0, 0), (3, 4.0, 0)]),
    ("a few weigh more", &[(8, 1.0, 0), (2, 4.0, 1)]),
];

/// Answers a month, of which the weights leave an effective base of a hundred and more.
const WEIGHTED: u64 = 250;

fn weighted(asked: &Asked) -> Vec<Claim> {
    if !asked.is_of_scores() {
        return Vec::new();
    }
    let populations = populations(asked);
    let summary = |values: &mut dyn Iterator<Item = (Value, f64)>| {
        let mut summary = Summary::empty(asked.metric.spec().kind, true);
        for (value, weight) in values {
            summary
                .add(value, Weight::new(weight).expect("a weight"))
                .expect("a score");
        }
        summary
    };
    let of = |(case, strata): (&str, &[Stratum])| {
        let strata: Vec<(f64, &Population)> = strata
            .iter()
            .flat_map(|(tenths, weight, way)| (0..*tenths).map(|_| (*weight, &populations[*way])))
            .collect();
        // Strata are as many tenths of all, and their populations nearly of one size.
        let mut everybody = strata.iter().flat_map(|(weight, population)| {
            population
                .values
                .iter()
                .map(|value| (*value, *weight * 5_000.0 / population.values.len() as f64))
        });
        let truth = asked.estimate(&summary(&mut everybody), None).expect("a value");
        let one = |random: &mut Random| {
            let (weight, population) = strata[(10.0 * random.unit()) as usize];
            (population.draw(random), weight)
        };
        let sample = |random: &mut Random| summary(&mut (0..WEIGHTED).map(|_| one(random)));
        let name = format!("weighted {} {case}", asked.subject);
        let bases = (0..200).filter_map(|run| {
            asked
                .estimate(&sample(&mut Random::of_run("bases", run)), None)
                .map(|it| it.effective)
        });
        let base = bases.sum::<f64>() / 200.0;
        assert!(base >= 100.0, "{name}: the effective base is {base}");
        Claim {
            case: case.to_owned(),
            answers: Some(WEIGHTED),
            runs: RUNS,
            hits: hits(&name, RUNS, |random| {
                holds(asked.estimate(&sample(random), None), truth.value)
            }),
            low: 0.93,
            high: 0.98,
            ..claim(What::IntervalWeighted, &asked.subject)
        }
    };
    WEIGHTS.into_iter().map(of).collect()
}

#[test]
#[ignore = "simulates a million samples"]
fn intervals_hold_the_truth_as_often_as_promised() {
    let metrics = Asked::all();
    let claims: Vec<Claim> = metrics
        .iter()
        .flat_map(|asked| [intervals(asked), changes(asked), weighted(asked)].concat())
        .collect();
    let has_interval = |asked: &Asked| claims.iter().any(|claim| claim.subject == asked.subject);
    let without: Vec<&str> = metrics
        .iter()
        .filter(|asked| !has_interval(asked))
        .map(|asked| asked.subject.as_str())
        .collect();
    // What is counted has no interval.
    assert_eq!(without, ["backlog"]);
    let kinds = [
        What::Interval,
        What::IntervalJudged,
        What::IntervalWeighted,
        What::Change,
    ];
    hold(&kinds, &claims);
}
