//! Tickets whose days have something in common, in whole reports in which nothing changes: how often the interval of a median
//! time holds the true one, and that of a change the share that is judged.

use std::fmt::Write as _;

use cxpress_core::MemoryFiles;
use cxpress_generator::proof::{Claim, What};
use cxpress_metric::Estimate;
use cxpress_report::{Report, Shown};
use cxpress_tests::chance::Random;
use cxpress_tests::compute_files;
use jiff::ToSpan as _;
use jiff::civil::date;
use rayon::prelude::*;

use super::survey::{day, mixed, shown};
use super::{claim, hold};

const CONFIG: &str = "\
schema: 1
title: A desk
period: month
sources:
  desk:
    kind: tickets
    files: desk.csv
    created: created
    first_response: answered
    solved: solved
    questions:
      first-response: {metric: first-response}
      resolution: {metric: resolution, within: 72h}
";

/// The figures, which are called like their metrics, and their median times in hours.
const FIGURES: [(&str, f64); 2] = [("first-response", 18.0), ("resolution", 48.0)];

const MONTHS: usize = 40;

/// Days of a month with tickets, and how many come on each.
const DAYS: u64 = 28;
const TICKETS: u64 = 6;

/// How much of the variance of the logarithm of times is between days, and how large it is.
const BETWEEN: f64 = 0.3;
const SPREAD: f64 = 1.2;

fn report(run: u64) -> Report {
    let random = &mut Random::of_run("desk", run);
    let mut csv = "created,answered,solved\n".to_owned();
    for month in 0..MONTHS {
        let middle = day(month).parse::<jiff::civil::Date>().expect("a day");
        for at in 1..=DAYS {
            let of_day = [random.normal(), random.normal()];
            for _ in 0..TICKETS {
                let midnight = date(middle.year(), middle.month(), at as i8).at(0, 0, 0, 0);
                let created = midnight + ((86_400.0 * random.unit()) as i64).seconds();
                let mut after = |figure: usize| {
                    let factor = (SPREAD * mixed(random, of_day[figure], BETWEEN)).exp();
                    created + ((3_600.0 * FIGURES[figure].1 * factor) as i64).seconds()
                };
                let (answered, solved) = (after(0), after(1));
                let _ = writeln!(csv, "{created},{answered},{solved}");
            }
        }
    }
    compute_files(
        &MemoryFiles::new()
            .with("cxpress.yaml", CONFIG)
            .with("desk.csv", csv),
    )
}

fn holds(estimate: Option<&Estimate>, truth: f64) -> bool {
    let interval = estimate.and_then(|estimate| estimate.interval);
    interval.is_some_and(|it| it.low <= truth && it.high.is_none_or(|high| truth <= high))
}

/// Whether the interval of the change since the month before holds 0, which is the truth.
fn is_even(shown: &Shown) -> bool {
    let change = shown.before.as_ref().and_then(|before| before.change.as_ref());
    let interval = change.expect("a change").interval;
    interval.low <= 0.0 && interval.high.is_none_or(|high| 0.0 <= high)
}

#[test]
#[ignore = "makes dozens of reports"]
fn medians_of_tickets_of_days_are_within_their_intervals() {
    let reports: Vec<Report> = (0..25).into_par_iter().map(report).collect();
    // What is still open in the last month depends on when the data end.
    let months = MONTHS - 1;
    let of_figure = |(id, median): (&str, f64)| {
        let all = |months: &mut dyn Iterator<Item = usize>| -> Vec<&Shown> {
            let of_month = |month| reports.iter().map(move |report| shown(report, id, month));
            months.flat_map(of_month).collect()
        };
        let (medians, changes) = (all(&mut (0..months)), all(&mut (1..months).step_by(2)));
        let of = |what, shown: &[&Shown], hits: usize, low, high| Claim {
            answers: Some(DAYS * TICKETS),
            clusters: Some(DAYS),
            runs: shown.len() as u64,
            hits: hits as u64,
            low,
            high,
            ..claim(what, id)
        };
        let held = medians
            .iter()
            .filter(|it| holds(it.headline.estimate(), 3_600.0 * median))
            .count();
        let even = changes.iter().filter(|it| is_even(it)).count();
        [
            of(What::IntervalTickets, &medians, held, 0.92, 0.98),
            of(What::ChangeTickets, &changes, even, 0.93, 0.98),
        ]
    };
    let claims: Vec<Claim> = FIGURES.into_iter().flat_map(of_figure).collect();
    hold(&[What::IntervalTickets, What::ChangeTickets], &claims);
}
