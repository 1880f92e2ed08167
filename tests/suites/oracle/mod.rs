//! Our drawings beside those of ECharts, for whose options they are made: every mark, tick and label lies where ECharts
//! puts it. `cargo test --workspace --features cxpress-tests/oracle oracle:: -- --ignored`; only so is C compiled.

mod engine;
mod marks;

use std::collections::{BTreeMap, BTreeSet};

use cxpress_chart::{Chart, Size, draw_at, option};
use cxpress_tests::{build, no_real_data};
use rayon::prelude::*;

use self::marks::Mark;

/// The farthest that a mark may lie from where ECharts puts it, in px.
const NEAR: f64 = 0.5;

/// All charts of a project's site that differ, by their options.
fn charts(project: &str) -> BTreeMap<String, Chart> {
    let built = build(project);
    let report = built.report.as_ref().expect("a report");
    let charts = cxpress_generator::charts(report, &built.commentary, &built.theme).expect("words");
    let told = charts.into_iter().map(|chart| {
        let option = option(&chart, chart.size()).expect("an option");
        (format!("{} {option}", chart.size().height), chart)
    });
    told.collect()
}

/// How far the marks of a chart lie from those of ECharts at most, in both of its sizes.
fn distance(chart: &Chart) -> Result<f64, String> {
    let wide = distance_at(chart, chart.size())?;
    Ok(wide.max(distance_at(chart, chart.narrow_size())?))
}

/// What is missing on one side is an error.
fn distance_at(chart: &Chart, size: Size) -> Result<f64, String> {
    let option = option(chart, size).expect("an option").to_string();
    let theirs = marks::theirs(&engine::draw(&option, size)?);
    let ours = marks::ours(&draw_at(chart, size).expect("a drawing").svg);
    let (ours, mut theirs) = (by_looks(ours), by_looks(theirs));
    let mut most: f64 = 0.0;
    for (looks, own) in ours {
        let mut others = theirs.remove(&looks).unwrap_or_default();
        if own.len() != others.len() {
            return Err(format!("{looks}: {} here, {} there", own.len(), others.len()));
        }
        for mark in own {
            let nearest = (0..others.len())
                .map(|at| (at, mark.distance(&others[at])))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let (at, near) = nearest.expect("as many there");
            if near > NEAR {
                return Err(format!("{near:.2} px apart: {mark:?} and {:?}", others[at]));
            }
            others.swap_remove(at);
            most = most.max(near);
        }
    }
    match theirs.into_keys().next() {
        Some(looks) => Err(format!("{looks}: none here")),
        None => Ok(most),
    }
}

/// Marks by how they look. One on top of another that looks the same is not seen: ECharts draws two lines at the end of an axis
/// where ticks are no round numbers in floating point.
fn by_looks(marks: Vec<Mark>) -> BTreeMap<String, Vec<Mark>> {
    let mut all: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for mark in marks {
        let alike = all.entry(mark.looks.clone()).or_default();
        if alike.iter().all(|other| mark.distance(other) > 0.0) {
            alike.push(mark);
        }
    }
    all
}

#[test]
#[ignore = "draws some thousand charts in an interpreter"]
fn every_mark_lies_where_echarts_puts_it() {
    let real: &[&str] = &["tests/real/airport", "tests/real/city-311"];
    let real = if no_real_data() { &[] } else { real };
    let mut all: BTreeMap<String, Chart> = BTreeMap::new();
    for project in ["content"].iter().chain(real) {
        all.extend(charts(project));
    }
    let fewest = if real.is_empty() { 500 } else { 1_000 };
    assert!(all.len() >= fewest, "{} charts that differ", all.len());
    let found: Vec<(&String, Result<f64, String>)> = all
        .par_iter()
        .map(|(told, chart)| (told, distance(chart)))
        .collect();
    let wrong: Vec<String> = found
        .iter()
        .filter_map(|(told, result)| Some(format!("{}\n{told}", result.as_ref().err()?)))
        .collect();
    let kinds: BTreeSet<&str> = wrong.iter().filter_map(|line| line.split('{').next()).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} charts: {kinds:#?}\n{}",
        wrong.len(),
        all.len(),
        wrong[0]
    );
    let most = found
        .iter()
        .filter_map(|(_, result)| result.as_ref().ok())
        .fold(0.0, |a: f64, b| a.max(*b));
    println!(
        "{} charts that differ, each wide and narrow, no mark farther than {most:.2} px",
        all.len()
    );
}
