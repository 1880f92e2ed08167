//! Requests of one day have much in common. The days of a real month are split at random, which no desk could
//! tell from each other: a word about the two halves is false. The folder is `../shared/data` beside the
//! project, or what `CXPRESS_REAL_DATA` names; where there is neither, nothing is tested.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;

use cxpress_core::MemoryFiles;
use cxpress_report::{Comparison, Report, Verdict};
use cxpress_tests::chance::{Random, is_beyond};
use cxpress_tests::{compute_files, no_real_data, real_data, shown, slice};
use flate2::read::GzDecoder;
use rayon::prelude::*;

/// How often the days are split.
const SPLITS: u64 = 400;

/// The month, and how many requests were made in it (as published with the data).
const MONTH: &str = "2011-09";
const REQUESTS: usize = 10_427;

/// The same requests twice: with the days as clusters, which is the default, and as if they were independent.
const CONFIG: &str = "\
schema: 1
title: Days at random
timezone: America/New_York
period: month
sources:
  by-day:
    kind: tickets
    files: requests.csv
    created: opened
    solved: closed
    dimensions: {half: half}
    questions:
      clustered: {metric: resolution, within: 168h}
  one-by-one:
    kind: tickets
    files: requests.csv
    created: opened
    solved: closed
    cluster: none
    dimensions: {half: half}
    questions:
      independent: {metric: resolution, within: 168h}
";

/// When each request of the month was opened and closed, as the city wrote it.
fn requests() -> Vec<[String; 2]> {
    let path = real_data().join("city-311/311_service_requests_2011.csv.gz");
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut table = csv::Reader::from_reader(GzDecoder::new(file));
    let headers = table.headers().expect("a header").clone();
    let [opened, closed] = ["open_dt", "closed_dt"].map(|name| {
        let at = headers.iter().position(|header| header == name);
        at.unwrap_or_else(|| panic!("no column `{name}`"))
    });
    let rows = table.records().map(|row| row.expect("a row"));
    let times = rows.map(|row| [opened, closed].map(|at| row[at].to_owned()));
    times.filter(|[opened, _]| opened.starts_with(MONTH)).collect()
}

/// The day of `2011-09-01 08:30:00`.
fn day(time: &str) -> &str {
    time.split(' ').next().unwrap_or(time)
}

/// The requests with their days split into two halves.
fn halved(requests: &[[String; 2]], seed: u64) -> MemoryFiles {
    let days: BTreeSet<&str> = requests.iter().map(|[opened, _]| day(opened)).collect();
    let mut days: Vec<&str> = days.into_iter().collect();
    Random::new(seed).shuffle(&mut days);
    let first: BTreeSet<&str> = days[..days.len() / 2].iter().copied().collect();
    let mut csv = "opened,closed,half\n".to_owned();
    for [opened, closed] in requests {
        let half = if first.contains(day(opened)) {
            "first"
        } else {
            "second"
        };
        let _ = writeln!(csv, "{opened},{closed},{half}");
    }
    MemoryFiles::new()
        .with("cxpress.yaml", CONFIG)
        .with("requests.csv", csv)
}

/// One half against the other.
fn against_the_other(report: &Report, figure: &str) -> Comparison {
    let cell = slice(report, figure, "half", "first", MONTH).expect("the half");
    shown(cell).rest.clone().expect("a comparison")
}

/// What was said of the halves of many splits.
struct Said(Vec<Comparison>);

impl Said {
    /// How many splits have a false word.
    fn words(&self) -> u64 {
        self.count(|said| matches!(said.verdict, Verdict::Improved | Verdict::Worsened))
    }

    /// How many splits have a p, not corrected, of at most 5 %.
    fn at_five_percent(&self) -> u64 {
        self.count(|said| said.change.as_ref().expect("a difference").p <= 0.05)
    }

    fn count(&self, holds: impl Fn(&Comparison) -> bool) -> u64 {
        self.0.iter().filter(|said| holds(said)).count() as u64
    }
}

/// The verdict itself is a word in 2.5 % of splits, since the slices of a figure are one of two families; its
/// p is at most .05 in 5 %. Requests that are taken as independent show what the days are for: more than a
/// quarter are then at most .05.
#[test]
#[ignore = "reads real data"]
fn halves_of_days_at_random_differ_no_oftener_than_by_chance() {
    if no_real_data() {
        return;
    }
    let requests = requests();
    assert_eq!(requests.len(), REQUESTS);
    let (clustered, independent): (Vec<_>, Vec<_>) = (0..SPLITS)
        .into_par_iter()
        .map(|seed| {
            let report = compute_files(&halved(&requests, seed));
            (
                against_the_other(&report, "clustered"),
                against_the_other(&report, "independent"),
            )
        })
        .unzip();
    let (clustered, independent) = (Said(clustered), Said(independent));
    for (count, share) in [(clustered.words(), 0.025), (clustered.at_five_percent(), 0.05)] {
        assert!(
            !is_beyond(count, SPLITS, share),
            "{count} of {SPLITS}, allowed {share}"
        );
    }
    let count = independent.at_five_percent();
    assert!(is_beyond(count, SPLITS, 0.25), "{count} of {SPLITS}");
}
