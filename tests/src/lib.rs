//! What the suites share: building projects, finding figures, reading files.

pub mod chance;
pub mod fuzzed;
pub mod records;
pub mod sites;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use cxpress::Built;
use cxpress_analysis::{Publication, Wanted};
use cxpress_core::read::Forgetful;
use cxpress_core::{Diagnostics, DiskFiles, Files, LabelFile, Severity};
use cxpress_metric::{Estimate, Reading};
use cxpress_report::{Cell, FigureSeries, Report, Shown};

/// The project's own folder.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// The folder of real data: what `CXPRESS_REAL_DATA` names, or else `../shared/data` beside the project.
#[must_use]
pub fn real_data() -> PathBuf {
    let named = std::env::var_os("CXPRESS_REAL_DATA").map(PathBuf::from);
    named.unwrap_or_else(|| root().join("../shared/data"))
}

/// Whether there are no real data to test with, which is said: neither named nor beside the project. Data that are
/// named have to be there.
#[must_use]
pub fn no_real_data() -> bool {
    let missing = std::env::var_os("CXPRESS_REAL_DATA").is_none() && !real_data().is_dir();
    if missing {
        // Past the capture of the test harness, which shows nothing of a test that passes.
        let said = b"skipped: there are no real data; `CXPRESS_REAL_DATA` names their folder\n";
        _ = std::io::stderr().write_all(said);
    }
    missing
}

/// The lines of all public collections of attacks, each once.
///
/// # Panics
/// If they are not there.
#[must_use]
#[track_caller]
pub fn attacks() -> Vec<String> {
    let files = fs::read_dir(real_data().join("markup-attacks")).expect("the folder of attacks");
    let paths = files.map(|file| file.expect("a file").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|kind| kind == "txt"));
    let texts = paths.map(|path| fs::read_to_string(path).expect("a text"));
    let lines: BTreeSet<String> = texts
        .flat_map(|text| {
            text.lines()
                .map(|line| line.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Builds a project below the project's own folder, in memory.
#[must_use]
pub fn build(project: &str) -> Built {
    build_files(&DiskFiles::new(root().join(project)), None)
}

/// Builds a project from files, for a period.
#[must_use]
pub fn build_files(files: &dyn Files, period: Option<&str>) -> Built {
    asked(files, period, cxpress::build)
}

/// The report of a project from files: nothing is drawn, and no page is made.
///
/// # Panics
/// If there is none; with all diagnostics.
#[must_use]
#[track_caller]
pub fn compute_files(files: &dyn Files) -> Report {
    let computed = asked(files, None, cxpress::compute);
    let Some(report) = computed.report else {
        panic!("no report: {:#?}", computed.diagnostics)
    };
    report
}

/// What is kept of the last period of a project from files, once it is published.
#[must_use]
pub fn freeze_files(files: &dyn Files) -> (Option<Publication>, Diagnostics) {
    asked(files, None, cxpress::freeze)
}

/// A random sample of the comments that a question of a project is about, and what was said of it.
#[must_use]
pub fn draw_files(files: &dyn Files, question: &str, wanted: Wanted) -> (Option<LabelFile>, Diagnostics) {
    asked(files, None, |request| cxpress::draw(request, question, wanted))
}

fn asked<T>(files: &dyn Files, period: Option<&str>, ask: impl FnOnce(&cxpress::Request<'_>) -> T) -> T {
    ask(&cxpress::Request {
        files,
        environment: &|name| std::env::var(name).ok(),
        metrics: &cxpress::metrics(),
        period,
        by: None,
        store: &Forgetful,
        progress: &|_| (),
    })
}

/// All diagnostics as lines: `error cxpress.yaml:3:1 code: message | help`.
#[must_use]
pub fn lines(built: &Built) -> Vec<String> {
    let line = |found: &cxpress_core::Diagnostic| {
        let word = if found.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        let place = found
            .place
            .as_ref()
            .map_or_else(|| "-".to_owned(), ToString::to_string);
        let help = found.help.as_deref().unwrap_or("-");
        format!("{word} {place} {}: {} | {help}", found.code, found.message)
    };
    built.diagnostics.iter().map(line).collect()
}

/// The report of a build that must have one.
///
/// # Panics
/// If there is none; with all diagnostics.
#[must_use]
#[track_caller]
pub fn report_of(built: &Built) -> &Report {
    let Some(report) = &built.report else {
        panic!("no report:\n{}", lines(built).join("\n"))
    };
    report
}

/// A figure by its id.
///
/// # Panics
/// If there is none.
#[must_use]
#[track_caller]
pub fn figure<'a>(report: &'a Report, id: &str) -> &'a FigureSeries {
    report.figure(id).unwrap_or_else(|| panic!("no figure `{id}`"))
}

/// The place of a period by its id.
///
/// # Panics
/// If there is none.
#[must_use]
#[track_caller]
pub fn period(report: &Report, id: &str) -> usize {
    report
        .periods
        .iter()
        .position(|period| period.id == id)
        .unwrap_or_else(|| panic!("no period `{id}`"))
}

/// The total of a figure in a period.
///
/// # Panics
/// If it is not shown.
#[must_use]
#[track_caller]
pub fn total<'a>(report: &'a Report, id: &str, period_id: &str) -> &'a Shown {
    shown(&figure(report, id).total[period(report, period_id)])
}

/// A slice of a figure in a period, by the value's id.
#[must_use]
pub fn slice<'a>(
    report: &'a Report,
    id: &str,
    dimension: &str,
    value: &str,
    period_id: &str,
) -> Option<&'a Cell> {
    let at = report.dimensions.iter().position(|known| known.id == dimension)?;
    let place = report.dimensions[at]
        .values
        .iter()
        .position(|known| known.id == value)?;
    Some(&figure(report, id).slice(at, place)?.cells[period(report, period_id)])
}

/// What a cell shows.
///
/// # Panics
/// If it shows nothing.
#[must_use]
#[track_caller]
pub fn shown(cell: &Cell) -> &Shown {
    cell.shown().unwrap_or_else(|| panic!("not shown: {cell:?}"))
}

/// The estimate of a part, or of the headline for `None`.
///
/// # Panics
/// If there is none.
#[must_use]
#[track_caller]
pub fn estimate<'a>(shown: &'a Shown, part: Option<&str>) -> &'a Estimate {
    let reading = shown.reading(part).unwrap_or_else(|| panic!("no part {part:?}"));
    reading
        .estimate()
        .unwrap_or_else(|| panic!("{part:?} has no value: {reading:?}"))
}

/// The value of a part, or of the headline for `None`.
///
/// # Panics
/// If there is none.
#[must_use]
#[track_caller]
pub fn value(shown: &Shown, part: Option<&str>) -> f64 {
    estimate(shown, part).value
}

/// The value of a reading.
///
/// # Panics
/// If there is none.
#[must_use]
#[track_caller]
pub fn reading_value(reading: &Reading) -> f64 {
    reading
        .estimate()
        .unwrap_or_else(|| panic!("no value: {reading:?}"))
        .value
}
