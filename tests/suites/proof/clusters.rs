//! Answers that come together: from visits, or from the same customers month after month. Whole reports, in which nothing
//! changes.

use cxpress_generator::proof::{Claim, What};
use cxpress_report::{Comparison, Report, Verdict};
use cxpress_tests::chance::Random;
use rayon::prelude::*;

use super::asked::Asked;
use super::courses::is_word;
use super::survey::{self, FIGURES, mixed, of_all_kinds, shown};
use super::{claim, hold};

/// Months of a report of visits: every second one is compared with the one before, so that no two comparisons share a month.
const MONTHS: usize = 60;

/// How much of the variance of moods is between visits.
const BETWEEN: f64 = 0.2;

/// Visits a month, and how many are asked on each.
#[derive(Clone, Copy)]
struct Visits {
    visits: u64,
    asked: u64,
}

impl Visits {
    fn answers(self) -> u64 {
        self.visits * self.asked
    }

    fn report(self, run: u64) -> Report {
        let random = &mut Random::of_run(&format!("{} visits", self.visits), run);
        let mut rows = Vec::new();
        for month in 0..MONTHS {
            for visit in 0..self.visits {
                let of_visit: Vec<f64> = FIGURES.iter().map(|_| random.normal()).collect();
                for _ in 0..self.asked {
                    let scores = survey::scores(|figure| mixed(random, of_visit[figure], BETWEEN));
                    rows.push((month, format!("{month} {visit},{scores}")));
                }
            }
        }
        grouped("visit", rows)
    }

    fn reports(self, runs: u64) -> Vec<Report> {
        (0..runs).into_par_iter().map(|run| self.report(run)).collect()
    }
}

/// The report of rows whose answers go together by a column.
fn grouped(column: &str, rows: Vec<(usize, String)>) -> Report {
    let columns: Vec<&str> = std::iter::once(column)
        .chain(FIGURES.iter().map(|(id, ..)| *id))
        .collect();
    let config = survey::config(&of_all_kinds(), &format!("    cluster: {column}\n"));
    survey::report(&config, survey::table(&columns, rows))
}

/// The comparisons of every second month with the one before.
fn pairs(report: &Report) -> impl Iterator<Item = usize> {
    (1..report.periods.len()).step_by(2)
}

/// How many of the months of some reports have something.
fn count(
    reports: &[Report],
    months: impl Fn(&Report) -> Vec<usize>,
    has: impl Fn(&Report, usize) -> bool,
) -> (u64, u64) {
    let all = reports
        .iter()
        .flat_map(|report| months(report).into_iter().map(move |month| (report, month)));
    let (mut runs, mut hits) = (0, 0);
    for (report, month) in all {
        runs += 1;
        hits += u64::from(has(report, month));
    }
    (runs, hits)
}

/// The true value of a figure.
fn truth(id: &str) -> f64 {
    let (_, column, _) = FIGURES.iter().find(|(known, ..)| *known == id).expect("a figure");
    let asked = Asked::all()
        .into_iter()
        .find(|asked| asked.subject == id)
        .expect("a metric");
    asked.value_of(&column.counts(100_000.0))
}

/// How often intervals of months and of their changes hold the truth.
fn coverage(visits: Visits, reports: &[Report]) -> Vec<Claim> {
    let of_figure = |id: &str| {
        let truth = truth(id);
        let (months, held) = count(
            reports,
            |report| (0..report.periods.len()).collect(),
            |report, month| {
                let estimate = shown(report, id, month).headline.estimate().expect("a value");
                let interval = estimate.interval.expect("an interval");
                interval.low <= truth && interval.high.is_none_or(|high| truth <= high)
            },
        );
        let (pairs, even) = count(
            reports,
            |report| pairs(report).collect(),
            |report, month| holds_nothing(report, id, month),
        );
        let of = |what, runs, hits, low, high| Claim {
            answers: Some(visits.answers()),
            clusters: Some(visits.visits),
            runs,
            hits,
            low,
            high,
            ..claim(what, id)
        };
        [
            of(What::IntervalClustered, months, held, 0.93, 0.98),
            of(What::ChangeClustered, pairs, even, 0.93, 0.98),
        ]
    };
    FIGURES.iter().flat_map(|(id, ..)| of_figure(id)).collect()
}

/// Whether the interval of the change since the month before holds 0, which is the truth.
fn holds_nothing(report: &Report, id: &str, month: usize) -> bool {
    let change = shown(report, id, month)
        .before
        .as_ref()
        .and_then(|before| before.change.as_ref());
    let interval = change.expect("a change").interval;
    interval.low <= 0.0 && interval.high.is_none_or(|high| 0.0 <= high)
}

/// Months of one visit, or of a few: too few to say, without an interval; or else no more often a word than chance allows.
fn few(visits: u64) -> Claim {
    let visits = Visits { visits, asked: 40 };
    let reports = visits.reports(if visits.visits < FEW { 2 } else { 12 });
    let before = |report: &Report, id: &str, month| -> Comparison {
        shown(report, id, month).before.clone().expect("a comparison")
    };
    let is_silent = |report: &Report, id: &str, month| {
        let estimate = *shown(report, id, month).headline.estimate().expect("a value");
        before(report, id, month).verdict == Verdict::TooFew && estimate.interval.is_none()
    };
    let is_word = |report: &Report, id: &str, month| {
        let before = before(report, id, month);
        let is_alone = before.change.is_some_and(|change| change.alone.is_real());
        before.verdict != Verdict::TooFew && is_alone
    };
    let found = FIGURES.iter().map(|(id, ..)| {
        let has = |report: &Report, month| {
            if visits.visits < FEW {
                is_silent(report, id, month)
            } else {
                is_word(report, id, month)
            }
        };
        count(&reports, |report| pairs(report).collect(), has)
    });
    let (runs, hits) = found.fold((0, 0), |(runs, hits), (more, found)| (runs + more, hits + found));
    let (what, low, high) = if visits.visits < FEW {
        (What::FewClusters, 1.0, 1.0)
    } else {
        (What::Clusters, 0.0, 0.03)
    };
    Claim {
        clusters: Some(visits.visits),
        runs,
        hits,
        low,
        high,
        ..claim(what, "")
    }
}

/// Fewer tell nothing of how clusters differ.
const FEW: u64 = 4;

/// Customers of a panel, all of whom answer in every month; how much of the variance of moods is between them.
const CUSTOMERS: u64 = 150;
const BETWEEN_CUSTOMERS: f64 = 0.7;
const PANEL_MONTHS: usize = 24;

fn panel(run: u64) -> Report {
    let random = &mut Random::of_run("panel", run);
    let mut rows = Vec::new();
    for customer in 0..CUSTOMERS {
        let own: Vec<f64> = FIGURES.iter().map(|_| random.normal()).collect();
        for month in 0..PANEL_MONTHS {
            let scores = survey::scores(|figure| mixed(random, own[figure], BETWEEN_CUSTOMERS));
            rows.push((month, format!("{customer},{scores}")));
        }
    }
    grouped("customer", rows)
}

fn panels() -> Vec<Claim> {
    let reports: Vec<Report> = (0..100).into_par_iter().map(panel).collect();
    let of = |what, id: &str, (runs, hits), low, high| Claim {
        answers: Some(CUSTOMERS),
        runs,
        hits,
        low,
        high,
        ..claim(what, id)
    };
    let changes = FIGURES.iter().map(|(id, ..)| {
        let found = count(
            &reports,
            |report| pairs(report).collect(),
            |report, month| holds_nothing(report, id, month),
        );
        of(What::ChangePanel, id, found, 0.93, 0.98)
    });
    let mut words = (0, 0);
    for (id, ..) in FIGURES {
        let (runs, found) = count(
            &reports,
            |_| vec![PANEL_MONTHS - 1],
            |report, month| is_word(report, id, month),
        );
        words = (words.0 + runs, words.1 + found);
    }
    let courses = Claim {
        lasted: Some(PANEL_MONTHS as u64),
        ..of(What::QuietPanel, "", words, 0.0, 0.01)
    };
    changes.chain([courses]).collect()
}

#[test]
#[ignore = "makes hundreds of reports"]
fn answers_that_come_together_are_taken_as_such() {
    let many = Visits {
        visits: 30,
        asked: 10,
    };
    let mut claims = coverage(many, &many.reports(24));
    claims.extend([1, 2, 3, 4, 8].map(few));
    claims.extend(panels());
    let kinds = [
        What::IntervalClustered,
        What::ChangeClustered,
        What::ChangePanel,
        What::FewClusters,
        What::Clusters,
        What::QuietPanel,
    ];
    hold(&kinds, &claims);
}
