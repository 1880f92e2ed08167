//! Surveys to simulate: what customers answer by how they feel, month after month, as files of a report.

use std::fmt::Write as _;

use cxpress_core::MemoryFiles;
use cxpress_report::{Cell, Report, Shown};
use cxpress_stats::normal;
use cxpress_tests::chance::Random;
use cxpress_tests::compute_files;

/// The first month of every survey.
const FIRST_YEAR: usize = 1990;

/// A column of answers: what makes a score of a mood, which is a standard normal number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    mean: f64,
    deviation: f64,
    pub(super) low: i32,
    pub(super) high: i32,
}

impl Column {
    /// The score that is given in a mood.
    pub(super) fn score(&self, mood: f64) -> i32 {
        let score = (self.mean + self.deviation * mood).round() as i32;
        score.clamp(self.low, self.high)
    }

    /// How many of so many give each score, where moods are standard normal.
    pub(super) fn counts(&self, all: f64) -> Vec<(i32, usize)> {
        let below = |score: i32| match score {
            score if score <= self.low => 0.0,
            score if score > self.high => 1.0,
            score => normal::cdf((f64::from(score) - 0.5 - self.mean) / self.deviation),
        };
        let of = |score| (score, (all * (below(score + 1) - below(score))).round() as usize);
        (self.low..=self.high).map(of).collect()
    }
}

/// The columns of a survey, with the figures made of them: their ids, which are what the table calls them, and configuration.
pub(super) const FIGURES: [(&str, Column, &str); 5] = [
    ("nps", column(7.8, 2.0, 0, 10), "metric: nps"),
    ("csat", column(3.8, 1.0, 1, 5), "scale: 1..5, metric: csat"),
    (
        "csat-mean",
        column(3.8, 1.0, 1, 5),
        "scale: 1..5, metric: csat, statistic: mean",
    ),
    (
        "ces",
        column(5.0, 1.6, 1, 7),
        "scale: 1..7, metric: ces, direction: higher",
    ),
    ("emotion", column(0.6, 1.0, -2, 2), "metric: emotion"),
];

const fn column(mean: f64, deviation: f64, low: i32, high: i32) -> Column {
    Column {
        mean,
        deviation,
        low,
        high,
    }
}

/// A survey with these figures, each from a column of its own, and with further lines of its source.
pub(super) fn config(figures: &[(String, String)], source: &str) -> String {
    let questions = figures.iter().fold(String::new(), |mut text, (id, of)| {
        let _ = writeln!(text, "      {id}: {{column: {id}, {of}}}");
        text
    });
    format!(
        "schema: 1\ntitle: Simulated\nperiod: month\nsources:\n  survey:\n    kind: survey\n    files: survey.csv\n    \
         period: {{column: date}}\n{source}    questions:\n{questions}"
    )
}

/// The figures of [`FIGURES`], for a configuration.
pub(super) fn of_all_kinds() -> Vec<(String, String)> {
    FIGURES
        .iter()
        .map(|(id, _, of)| ((*id).to_owned(), (*of).to_owned()))
        .collect()
}

/// The day in the middle of a month, counted from the first.
pub(super) fn day(month: usize) -> String {
    format!("{}-{:02}-15", FIRST_YEAR + month / 12, month % 12 + 1)
}

/// A table with a header, of rows that begin with the day of their month.
pub(super) fn table(columns: &[&str], rows: impl IntoIterator<Item = (usize, String)>) -> String {
    let mut csv = format!("date,{}\n", columns.join(","));
    for (month, row) in rows {
        let _ = writeln!(csv, "{},{row}", day(month));
    }
    csv
}

/// The report of a survey.
pub(super) fn report(config: &str, csv: String) -> Report {
    compute_files(
        &MemoryFiles::new()
            .with("cxpress.yaml", config)
            .with("survey.csv", csv),
    )
}

/// What is shown of all answers of a figure in a month.
#[track_caller]
pub(super) fn shown<'a>(report: &'a Report, figure: &str, month: usize) -> &'a Shown {
    let series = report.figure(figure).expect("a figure");
    series
        .total
        .get(month)
        .and_then(Cell::shown)
        .expect("a month that is shown")
}

/// A number that has a share of its variance in common with all others of `common`.
pub(super) fn mixed(random: &mut Random, common: f64, share: f64) -> f64 {
    share.sqrt() * common + (1.0 - share).sqrt() * random.normal()
}

/// The scores of one customer, by a mood for each figure.
pub(super) fn scores(mut mood: impl FnMut(usize) -> f64) -> String {
    let score =
        |(place, (_, column, _)): (usize, &(&str, Column, &str))| column.score(mood(place)).to_string();
    FIGURES
        .iter()
        .enumerate()
        .map(score)
        .collect::<Vec<_>>()
        .join(",")
}
