//! Samples from populations of which everything is known: how often the interval of a metric holds its value there, and that
//! of a difference the difference of two populations.

use cxpress_generator::proof::{Claim, What};
use cxpress_metric::testing::{PERIOD, Records};
use cxpress_metric::{Estimate, Evidence, Field, Input, Kind, Method, Summary, Value, Weight};
use cxpress_tests::chance::Random;

use super::asked::{Asked, holds, promised};
use super::population::{Population, populations};
use super::{claim, hits, hold};

/// How many samples of each kind and size.
const RUNS: u64 = 4_000;

/// Sizes of samples: of answers, and of records, of which only some count.
const SIZES: [u64; 4] = [10, 30, 100, 300];
const RECORDS: [u64; 3] = [100, 300, 1_000];

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
            let sizes = if asked.is_of_scores() {
                &SIZES[..]
            } else {
                &RECORDS
            };
            for n in sizes.iter().copied() {
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

/// Customers of whom this share is lost in a month, and as many refer another.
const OF_A_HUNDRED: u64 = 15;

/// What the metric says of customers who were there when a month began: whether each was lost in it, and referred another.
fn of_customers(asked: &Asked, events: impl Iterator<Item = [bool; 2]>) -> Option<Estimate> {
    let within = |happened: bool| happened.then_some(PERIOD + 5);
    let customers = events.fold(
        Records::of(&[Field::Lost, Field::Referred], 2),
        |all, [lost, referred]| all.with(5, [within(lost), within(referred)]),
    );
    let figures = customers.figures(asked.metric, &asked.question);
    figures.get(1)?.headline.estimate().copied()
}

/// How often intervals of rates hold the truth that need to know who was there before.
fn customers(asked: &Asked) -> Vec<Claim> {
    let spec = asked.metric.spec();
    if !spec.stock || spec.input != Input::Records(Kind::Customers) {
        return Vec::new();
    }
    let everybody = (0..100).map(|customer| [customer < OF_A_HUNDRED; 2]);
    let truth = of_customers(asked, everybody).expect("a rate").value;
    let of_size = |n: u64| {
        let name = format!("customers {} {n}", asked.subject);
        let held = hits(&name, RUNS, |random| {
            let share = OF_A_HUNDRED as f64 / 100.0;
            let events = (0..n)
                .map(|_| [random.unit() < share, random.unit() < share])
                .collect::<Vec<_>>();
            holds(of_customers(asked, events.into_iter()), truth)
        });
        Claim {
            answers: Some(n),
            runs: RUNS,
            hits: held,
            low: 0.925,
            high: 0.975,
            ..claim(What::Interval, &asked.subject)
        }
    };
    [100, 300].map(of_size).into()
}

/// How often the interval of a difference holds the true one: of two alike, and of two that differ.
fn changes(asked: &Asked) -> Vec<Claim> {
    let populations = populations(asked);
    let Some(last) = populations.len().checked_sub(1) else {
        return Vec::new();
    };
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
        for n in if asked.is_of_scores() {
            [30, 100]
        } else {
            [100, 300]
        } {
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
        .flat_map(|asked| {
            [
                intervals(asked),
                customers(asked),
                changes(asked),
                weighted(asked),
            ]
            .concat()
        })
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
