//! Tests of the statistics, through the public interface.
//!
//! - `numbers`: the check numbers of the definitions, and edges;
//! - `bounded_means`: the same for means of bounded scales, and their coverage;
//! - `control`, `studies`: the same for control limits, and for studies over many cells;
//! - `course`, `course_edges`: the same for the course of a series;
//! - `course_laws`: it against plain searches and simulation, and what must hold for all series;
//! - `course_power`: how often it finds changes, and how often where there are none;
//! - `echo`: which group leads a change and which ones only follow, what is unchanged;
//! - `reference`: values computed with SciPy 1.17, statsmodels 0.15 and lifelines 0.30;
//! - `tables`: the tables in `tests/reference`, made by those three; `CXPRESS_REFERENCE` names a folder with
//!   more;
//! - `laws`: what must hold for all numbers;
//! - `coverage`: how often an interval holds the truth, counted exactly or by seeded simulation;
//! - `misclassification`: the same for corrected shares.

mod bounded_means;
mod control;
mod course;
mod course_edges;
mod course_laws;
mod course_power;
mod coverage;
mod echo;
mod laws;
mod misclassification;
mod numbers;
mod random;
mod reference;
mod studies;
mod tables;

use cxpress_stats::Range;

/// Asserts that two numbers differ by less than `tolerance`.
#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "found {found}, expected {expected}"
    );
}

/// Asserts both ends of an interval to `tolerance`.
#[track_caller]
fn spans(found: Option<Range>, low: f64, high: f64, tolerance: f64) {
    let found = found.expect("an interval");
    close(found.low, low, tolerance);
    close(found.high, high, tolerance);
}
