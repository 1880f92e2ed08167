//! Levels over time, in whole reports: of figures without any change, with one, and with seasons.

use cxpress_generator::proof::{Claim, What};
use cxpress_report::{Course, Report, ShiftKind};
use cxpress_tests::chance::Random;
use rayon::prelude::*;

use super::survey::{self, shown};
use super::{claim, hold};

/// A word in a report of seven headline figures of which the other six did not change: fourteen comparisons over time, with
/// the year before and with its level, and the first step of Benjamini and Hochberg.
const WORD: f64 = 0.025 / 14.0;

/// Figures of a report, each with customers of its own.
const FIGURES: usize = 40;

/// Months before a change.
const HISTORY: usize = 20;

/// Customers of whom seven in ten are content.
const LEVEL: f64 = 0.7;

/// What tables of an independent program allow: twice the sum of both standard errors.
const TOLERANCE: f64 = 0.03;

/// The course of a figure up to a month.
fn course<'a>(report: &'a Report, figure: &str, month: usize) -> &'a Course {
    shown(report, figure, month).course.as_ref().expect("a course")
}

/// Whether the level of a figure would be said to have changed.
pub(super) fn is_word(report: &Report, figure: &str, month: usize) -> bool {
    course(report, figure, month).p <= WORD
}

/// The name of a change that would be told.
fn name(report: &Report, figure: &str, month: usize) -> Option<ShiftKind> {
    let shift = course(report, figure, month).shift.as_ref();
    shift
        .filter(|_| is_word(report, figure, month))
        .map(|shift| shift.kind)
}

fn id(figure: usize) -> String {
    format!("figure-{figure}")
}

/// Reports of so many answers a month, of which a share is content that depends on figure and month.
struct Series<'a> {
    name: &'a str,
    answers: u64,
    months: usize,
    content: &'a (dyn Fn(usize, usize) -> f64 + Sync),
}

impl Series<'_> {
    fn report(&self, run: u64) -> Report {
        let random = &mut Random::of_run(&format!("{} {}", self.name, self.answers), run);
        let ids: Vec<String> = (0..FIGURES).map(id).collect();
        let mut rows = Vec::new();
        for month in 0..self.months {
            let content: Vec<f64> = (0..FIGURES).map(|figure| (self.content)(figure, month)).collect();
            for _ in 0..self.answers {
                let answer = |share: &f64| if random.unit() < *share { "5" } else { "2" };
                rows.push((month, content.iter().map(answer).collect::<Vec<_>>().join(",")));
            }
        }
        let columns: Vec<&str> = ids.iter().map(String::as_str).collect();
        let figures: Vec<_> = ids
            .iter()
            .map(|id| (id.clone(), "scale: 1..5, metric: csat".to_owned()))
            .collect();
        survey::report(&survey::config(&figures, ""), survey::table(&columns, rows))
    }

    /// In how many figures of so many reports something holds, in each of these months.
    fn hits(
        &self,
        reports: u64,
        months: &[usize],
        holds: impl Fn(&Report, &str, usize) -> bool + Sync,
    ) -> Vec<u64> {
        let of_report = |run| {
            let report = self.report(run);
            let of_month = |month: &usize| {
                (0..FIGURES)
                    .filter(|figure| holds(&report, &id(*figure), *month))
                    .count() as u64
            };
            months.iter().map(of_month).collect::<Vec<_>>()
        };
        let all: Vec<Vec<u64>> = (0..reports).into_par_iter().map(of_report).collect();
        (0..months.len())
            .map(|at| all.iter().map(|found| found[at]).sum())
            .collect()
    }
}

/// How often a change is told after so many months, for each number of answers, as tabled.
type Row = (u64, [f64; 3]);

/// Falls of ten points that stay, and falls of four points a month: `course.md` has them for 150, 300 and 600 answers.
const FALL: [Row; 3] = [
    (1, [0.07, 0.33, 0.78]),
    (2, [0.34, 0.78, 0.98]),
    (3, [0.59, 0.93, 1.0]),
];
const DRIFT: [Row; 3] = [
    (2, [0.06, 0.24, 0.62]),
    (3, [0.40, 0.81, 0.99]),
    (4, [0.84, 0.99, 1.0]),
];

fn changes(what: What, size: u64, rows: &[Row], reports: u64) -> Vec<Claim> {
    let of_answers = |(at, answers): (usize, u64)| {
        let months: Vec<usize> = rows
            .iter()
            .map(|(lasted, _)| HISTORY + *lasted as usize - 1)
            .collect();
        let lost = |month: usize| {
            let lasted = (month + 1).saturating_sub(HISTORY);
            let times = if what == What::Drift {
                lasted
            } else {
                lasted.min(1)
            };
            0.01 * size as f64 * times as f64
        };
        let series = Series {
            name: if what == What::Drift { "drift" } else { "fall" },
            answers,
            months: months.last().map_or(0, |last| last + 1),
            content: &|_, month| LEVEL - lost(month),
        };
        let found = series.hits(reports, &months, is_word);
        rows.iter()
            .zip(found)
            .map(move |((lasted, tabled), hits)| Claim {
                answers: Some(answers),
                size: Some(size),
                lasted: Some(*lasted),
                runs: reports * FIGURES as u64,
                hits,
                low: within(tabled[at])[0],
                high: within(tabled[at])[1],
                ..claim(what, "")
            })
            .collect::<Vec<_>>()
    };
    [150, 300, 600]
        .into_iter()
        .enumerate()
        .flat_map(of_answers)
        .collect()
}

/// What a table allows.
fn within(tabled: f64) -> [f64; 2] {
    let ends = [(tabled - TOLERANCE).max(0.0), (tabled + TOLERANCE).min(1.0)];
    ends.map(|end| (1_000.0 * end).round() / 1_000.0)
}

/// Two years of figures of which nothing happens.
fn quiet(answers: u64, reports: u64) -> Claim {
    let months = 24;
    let series = Series {
        name: "quiet",
        answers,
        months,
        content: &|_, _| LEVEL,
    };
    Claim {
        answers: Some(answers),
        lasted: Some(months as u64),
        runs: reports * FIGURES as u64,
        hits: series.hits(reports, &[months - 1], is_word)[0],
        low: 0.0,
        high: 0.0043,
        ..claim(What::QuietCourse, "")
    }
}

/// Two years of figures that go up and down by twenty points every year, each from another month on.
fn seasons(reports: u64) -> Vec<Claim> {
    let months = 24;
    let content = |figure: usize, month: usize| {
        let turn = ((figure + month) as f64 / 12.0 * std::f64::consts::TAU).cos();
        LEVEL + 0.1 * turn
    };
    let series = Series {
        name: "season",
        answers: 300,
        months,
        content: &content,
    };
    let of = |what, [low, high]: [f64; 2], is_meant: fn(ShiftKind) -> bool| Claim {
        answers: Some(300),
        size: Some(20),
        lasted: Some(months as u64),
        runs: reports * FIGURES as u64,
        hits: series.hits(reports, &[months - 1], |report, figure, month| {
            name(report, figure, month).is_some_and(is_meant)
        })[0],
        low,
        high,
        ..claim(what, "")
    };
    vec![
        of(What::SeasonTold, within(0.85), |name| {
            name == ShiftKind::AsAYearAgo
        }),
        of(What::Season, [0.0, within(0.08)[1]], |name| {
            matches!(
                name,
                ShiftKind::Since | ShiftKind::Steps | ShiftKind::Line { .. } | ShiftKind::Partly
            )
        }),
    ]
}

#[test]
#[ignore = "makes reports of forty figures"]
fn changes_of_level_are_found_and_nothing_else_is() {
    let mut claims = changes(What::Fall, 10, &FALL, 25);
    claims.extend(changes(What::Drift, 4, &DRIFT, 25));
    claims.extend([150, 300].map(|answers| quiet(answers, 30)));
    claims.extend(seasons(25));
    let kinds = [
        What::Fall,
        What::Drift,
        What::QuietCourse,
        What::SeasonTold,
        What::Season,
    ];
    hold(&kinds, &claims);
}
