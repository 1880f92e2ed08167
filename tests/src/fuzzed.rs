//! What must hold for any bytes at all. The fuzz targets in `tests/fuzz` look for bytes for which it does not; the suite
//! `fuzzed` runs the ones that are kept there.

use cxpress_core::{Diagnostic, Files, MemoryFiles, Severity, config};

use crate::records::{configuration, imbalance, records};

/// A project whose one file is any bytes.
struct Project {
    /// The path of the file, whose end tells some of what it is.
    path: &'static str,
    /// The keys of its source.
    source: &'static str,
}

const SURVEY: &str = "kind: survey, period: {column: date}, dimensions: {region: {column: region, optional: true}}, \
    questions: {recommend: {column: nps, optional: true, metric: nps}}";

/// One project after the other; the first byte of what is fuzzed chooses. New ones go to the end.
const PROJECTS: &[Project] = &[
    Project {
        path: "data/a.csv",
        source: SURVEY,
    },
    Project {
        path: "data/a.csv",
        source: "kind: tickets, created: opened, first_response: {column: answered, unit: minutes, optional: true}, \
            solved: closed, due: {any: [due], optional: true}, timezone: Europe/Berlin, \
            questions: {resolution: {metric: resolution}}",
    },
    Project {
        path: "data/a.yaml",
        source: SURVEY,
    },
    Project {
        path: "data/a.csv.gz",
        source: SURVEY,
    },
    Project {
        path: "data/a.zip",
        source: SURVEY,
    },
    Project {
        path: "data/a.xlsx",
        source: SURVEY,
    },
    Project {
        path: "data/a.csv",
        source: "kind: survey, date_format: day-first, decimal: comma, weight: {column: weight, optional: true}, \
            response_id: {any: [id, ResponseId, Respondent ID], optional: true}, \
            respondent: {any: [who], optional: true}, cluster: {any: [who], optional: true}, \
            period: {column: [date, RecordedDate, End Date, Timestamp, created_at]}, \
            questions: {used: {column: used, choice: Lounge, optional: true, metric: csat}}",
    },
    Project {
        path: "data/a.csv",
        source: "kind: survey, encoding: utf-16le, date_format: milliseconds, period: {column: date}, \
            questions: {recommend: {column: nps, optional: true, metric: nps}}",
    },
    Project {
        path: "data/a.csv",
        source: "kind: survey, encoding: shift_jis, delimiter: \"~\", date_format: \"%d.%m.%y %H:%M\", \
            period: {column: date}, questions: {recommend: {column: nps, optional: true, metric: nps}}",
    },
];

impl Project {
    fn configuration(&self) -> String {
        format!(
            "schema: 1\ntitle: Fuzzed\nsources:\n  any: {{files: {}, {}}}\n",
            self.path, self.source
        )
    }
}

/// Reads bytes as a file: the first chooses the project, the rest are the file.
///
/// # Panics
/// If reading panics, a ledger does not balance, or something is wrong without a place or a remedy.
pub fn reader(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let project = &PROJECTS[usize::from(*first) % PROJECTS.len()];
    let (config, found) = configuration(&project.configuration());
    let config = config.unwrap_or_else(|| panic!("{found:?}"));
    let files = MemoryFiles::new().with(project.path, rest);
    let read = records(&config, &files);
    assert_eq!(imbalance(&read.account), [""; 0]);
    read.diagnostics.iter().for_each(helps);
    let whole = !read.account.sources[0]
        .files
        .iter()
        .all(|file| file.format.is_empty());
    assert!(
        whole || read.diagnostics.has_errors(),
        "a file that was not read, and not a word"
    );
}

/// Reads bytes as the text of a configuration.
///
/// # Panics
/// If loading panics, gives neither a configuration nor an error, or an error without its place and a remedy.
pub fn configured(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, found) = configuration(&text);
    assert_eq!(
        config.is_none(),
        found.has_errors(),
        "a configuration exactly if there is no error: {found:?}"
    );
    for diagnostic in found.iter() {
        helps(diagnostic);
        let place = diagnostic
            .place
            .as_ref()
            .unwrap_or_else(|| panic!("no place: {diagnostic:?}"));
        assert_eq!(place.file, config::FILE);
    }
    // What was loaded is fit to be read with, also where none of its files is there.
    if let Some(config) = config {
        let files = MemoryFiles::new();
        assert!(files.list("*").is_ok_and(|paths| paths.is_empty()));
        assert!(records(&config, &files).diagnostics.has_errors());
    }
}

/// Whether somebody who reads this knows what to do: an error says it, a warning at least where.
fn helps(found: &Diagnostic) {
    assert!(!found.message.is_empty() && found.help.is_some(), "{found:?}");
    let is_placed = found.place.is_some() || found.code.name() == "no-answers";
    assert!(is_placed || found.severity == Severity::Warning, "{found:?}");
}
