//! Reports of forty figures and eight dimensions in which nothing happens: whoever reads all of one meets a false word in one
//! of ten.

use cxpress_generator::proof::{Claim, What};
use cxpress_report::Report;
use cxpress_tests::chance::Random;
use rayon::prelude::*;

use super::survey::{self, mixed};
use super::{claim, hold};

const FIGURES: usize = 40;
const DIMENSIONS: usize = 8;
const VALUES: [&str; 3] = ["a", "b", "c"];

/// The month that is reported on, the one before, and that of the year before.
const MONTHS: [usize; 3] = [0, 11, 12];

const ANSWERS: usize = 500;

/// How much of the variance of a score is the customer's mood.
const MOOD: f64 = 0.5;

fn names(what: &str, n: usize) -> Vec<String> {
    (0..n).map(|at| format!("{what}-{at}")).collect()
}

fn report(run: u64) -> Report {
    let random = &mut Random::of_run("wide", run);
    let kinds = survey::FIGURES;
    let (dimensions, figures) = (names("dimension", DIMENSIONS), names("figure", FIGURES));
    let mut rows = Vec::new();
    for month in MONTHS {
        for _ in 0..ANSWERS {
            let mood = random.normal();
            let values: Vec<String> = dimensions
                .iter()
                .map(|_| random.pick(&VALUES).to_owned())
                .collect();
            let score = |at: usize| {
                kinds[at % kinds.len()]
                    .1
                    .score(mixed(random, mood, MOOD))
                    .to_string()
            };
            let scores: Vec<String> = (0..FIGURES).map(score).collect();
            rows.push((month, [values, scores].concat().join(",")));
        }
    }
    let columns: Vec<&str> = dimensions.iter().chain(&figures).map(String::as_str).collect();
    let of = |(at, id): (usize, &String)| (id.clone(), kinds[at % kinds.len()].2.to_owned());
    let questions: Vec<_> = figures.iter().enumerate().map(of).collect();
    let named: Vec<String> = dimensions.iter().map(|id| format!("{id}: {id}")).collect();
    let config = survey::config(&questions, &format!("    dimensions: {{{}}}\n", named.join(", ")));
    survey::report(&config, survey::table(&columns, rows))
}

/// Whether anything is said to be better or worse in the reported period.
fn is_loud(report: &Report) -> bool {
    let mut current = report
        .families
        .iter()
        .filter(|family| family.period == report.current);
    current.any(|family| family.words > 0)
}

#[test]
#[ignore = "makes reports of forty figures"]
fn large_reports_are_no_louder_than_small_ones() {
    let reports = 120;
    let loud = (0..reports)
        .into_par_iter()
        .filter(|run| is_loud(&report(*run)))
        .count();
    let claim = Claim {
        answers: Some(ANSWERS as u64),
        runs: reports,
        hits: loud as u64,
        high: 0.1,
        ..claim(What::WideReport, "any")
    };
    hold(&[What::WideReport], &[claim]);
}

/// It is as large as it is said to be.
#[test]
fn a_large_report_has_forty_figures_and_eight_dimensions() {
    let report = report(0);
    let groups: usize = report.figures.iter().map(|figure| figure.slices.len()).sum();
    assert_eq!(report.figures.len(), FIGURES);
    assert_eq!(
        (report.dimensions.len(), groups),
        (DIMENSIONS, FIGURES * DIMENSIONS * VALUES.len())
    );
    let tested: u64 = report
        .families
        .iter()
        .filter(|family| family.period == report.current)
        .map(|family| family.tested)
        .sum();
    assert!(tested > 3 * groups as u64, "{tested}");
}
