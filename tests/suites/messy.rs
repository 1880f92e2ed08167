//! Files as they really come, one case each: what a reader must make of them, written by hand.
//!
//! The cases stand in `tests/messy/TRAIT.case`; `tests/messy/README.md` says how they are written. Each is read beside a
//! witness: a good file of another source, whose one bad answer must be told of in every run, however bad the case's own
//! file is.

mod bytes;
mod case;
mod workbook;

use std::collections::BTreeMap;
use std::fs;

use case::Case;
use cxpress_core::{Config, Files, MemoryFiles, Stamp, Stored, config};
use cxpress_report::FileAccount;
use cxpress_tests::records::{
    Records, answer_ledger, clock_ledger, configuration, imbalance, place_and_code, records, row_ledger,
};
use cxpress_tests::{build_files, root};

const WITNESS: &str = "date,seen\n2026-10-01,5\n2026-10-02,what?\n2026-10-03,4\n";

/// What is said of the witness.
const SEEN: &str = "warning data/witness.csv:3 rejected";

/// All cases of a trait.
fn cases(of: &str) -> Vec<Case> {
    let path = root().join("tests/messy").join(format!("{of}.case"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    case::cases(&text)
}

/// The configuration of a case and its witness.
fn config_of(case: &Case) -> String {
    let indented: String = case.source.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "schema: 1\ntitle: Messy\n{}sources:\n  case:\n{indented}  witness:\n    kind: survey\n    files: data/witness.csv\n    \
         {}\n    questions: {{seen: {{column: seen, metric: csat, scale: 1..5}}}}\n\
         limits: {{rejected_rows: 100%, rejected_answers: 100%}}\n",
        case.top,
        if case.top.contains("period: wave") {
            "period: {from: file-name, pattern: \"(?<wave>witness)\"}"
        } else {
            "period: {column: date}"
        }
    )
}

#[track_caller]
fn loaded(case: &Case) -> Config {
    let (config, found) = configuration(&config_of(case));
    config.unwrap_or_else(|| panic!("{}: {found:?}", case.name))
}

fn files_of(case: &Case) -> MemoryFiles {
    let files = MemoryFiles::new()
        .with(config::FILE, config_of(case))
        .with("data/witness.csv", WITNESS);
    case.files
        .iter()
        .fold(files, |files, (path, bytes)| files.with(path, bytes.clone()))
}

/// What differs from what a case expects; nothing if all is as it should be.
fn differences(case: &Case) -> Vec<String> {
    let files = files_of(case);
    let mut wrong = compared(case, &records(&loaded(case), &files));
    if case.says.iter().any(|line| line.starts_with("error")) {
        let built = build_files(&files, None);
        let published = built.report.is_some() || built.site.is_some();
        if published || !built.diagnostics.has_errors() {
            wrong.push("there is a site in spite of errors".to_owned());
        }
    }
    wrong
}

/// What was read, beside what was to be read.
fn compared(case: &Case, found: &Records) -> Vec<String> {
    let mut wrong = Differences::default();
    let [source, witness] = &found.account.sources[..] else {
        panic!("two sources")
    };
    let mut says: Vec<String> = found.diagnostics.iter().map(place_and_code).collect();
    says.retain(|line| line != SEEN);
    says.sort();
    wrong.list("says", &case.says, &says);
    if found
        .diagnostics
        .iter()
        .map(place_and_code)
        .all(|line| line != SEEN)
    {
        wrong.0.push("nothing is said of the witness".to_owned());
    }
    let each = |of: &dyn Fn(&FileAccount) -> String| source.files.iter().map(of).collect::<Vec<_>>();
    wrong.list("formats", &case.formats, &each(&|file| dash(&file.format)));
    // Of what comes before a bomb goes off, only the place is known.
    let is_known = case.rows.iter().all(|rows| rows != "any");
    let rows = each(&|file| row_ledger(&file.rows));
    if is_known {
        wrong.list("rows", &case.rows, &rows);
    }
    let mut clock = each(&clock_ledger);
    clock.retain(|line| !line.is_empty());
    wrong.list("clock", &case.clock, &clock);
    let personal = source.files.iter().flat_map(|file| file.personal.clone());
    wrong.list("personal", &case.personal, &personal.collect::<Vec<_>>());
    wrong.list("records", &case.records, &found.sources[0]);
    let answers: Vec<_> = source.answers.iter().map(answer_ledger).collect();
    wrong.list("answers", &case.answers, &answers);
    let seen: Vec<_> = witness.answers.iter().map(answer_ledger).collect();
    wrong.list(
        "witness",
        &["seen: used 2, rejected not-a-number 1".to_owned()],
        &seen,
    );
    wrong.0.extend(imbalance(&found.account));
    wrong.0
}

fn dash(text: &str) -> String {
    let text = if text.is_empty() { "-" } else { text };
    text.to_owned()
}

/// What differs, in words.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn list(&mut self, what: &str, expected: &[String], found: &[String]) {
        if expected != found {
            let shown = |lines: &[String]| {
                lines
                    .iter()
                    .map(|line| format!("\n    {line}"))
                    .collect::<String>()
            };
            self.0.push(format!(
                "{what}:{}\n  instead of{}",
                shown(found),
                shown(expected)
            ));
        }
    }
}

/// Checks all cases of a trait, and reports all that fail.
#[track_caller]
fn check(of: &str) {
    let cases = cases(of);
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let wrong = differences(case);
            (!wrong.is_empty()).then(|| format!("{of}: {}:\n  {}", case.name, wrong.join("\n  ")))
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} cases:\n\n{}",
        failed.len(),
        cases.len(),
        failed.join("\n\n")
    );
}

/// A test for each trait, and the list of them.
macro_rules! traits {
    ($($of:ident),* $(,)?) => {
        const TRAITS: &[&str] = &[$(stringify!($of)),*];
        $(
            #[test]
            fn $of() {
                check(stringify!($of));
            }
        )*
    };
}

traits![
    encodings,
    line_ends,
    delimiters,
    packing,
    headers,
    rows,
    numbers,
    words,
    dates,
    clocks,
    missing,
    choices,
    dimensions,
    repeats,
    leave_out,
    tickets,
    no_tables,
    spreadsheets,
    lists,
    periods,
    surveymonkey,
    qualtrics,
    typeform,
    google_forms,
    zendesk,
    freshdesk,
    chatwoot,
    formbricks,
    hotjar,
    limesurvey,
    google_play,
    trustpilot,
    delighted,
];

#[test]
fn every_case_is_checked_and_has_a_name_of_its_own() {
    let mut names = BTreeMap::new();
    for of in TRAITS {
        for case in cases(of) {
            assert_eq!(
                names.insert((of, case.name.clone()), ()),
                None,
                "{of}: {}",
                case.name
            );
        }
    }
    assert!(names.len() >= 150, "{} cases", names.len());
    let folder = fs::read_dir(root().join("tests/messy")).expect("the cases");
    let paths = folder.map(|entry| entry.expect("a file").path());
    let mut on_disk: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "case"))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    on_disk.sort();
    let mut listed = TRAITS.to_vec();
    listed.sort_unstable();
    assert_eq!(on_disk, listed);
}

/// Files of which one is written to while it is read: each time that somebody asks, it is longer.
struct Growing {
    files: MemoryFiles,
    path: &'static str,
    asked: std::sync::atomic::AtomicUsize,
}

impl Files for Growing {
    fn open(&self, path: &str) -> std::io::Result<Box<dyn Stored>> {
        self.files.open(path)
    }

    fn stamp(&self, path: &str) -> std::io::Result<Stamp> {
        if path != self.path {
            return self.files.stamp(path);
        }
        let length = self.asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        MemoryFiles::new().with(path, vec![0; length]).stamp(path)
    }

    fn list(&self, pattern: &str) -> std::io::Result<Vec<String>> {
        self.files.list(pattern)
    }
}

/// Whatever a file is packed in and however it is opened, a change while it is read is told of.
#[test]
fn a_file_that_changes_while_it_is_read() {
    for of in ["packing", "spreadsheets", "encodings"] {
        let case = &cases(of)[0];
        let files = Growing {
            files: files_of(case),
            path: Box::leak(case.files[0].0.clone().into_boxed_str()),
            asked: Default::default(),
        };
        let found = records(&loaded(case), &files);
        let says: Vec<_> = found.diagnostics.iter().map(place_and_code).collect();
        let changed = says
            .iter()
            .filter(|line| line.ends_with("changed-while-read"))
            .count();
        assert_eq!(changed, 1, "{of}: {says:?}");
        assert!(says.iter().any(|line| line == SEEN), "{says:?}");
        assert!(found.diagnostics.has_errors());
        assert_eq!(build_files(&files, None).site.map(|site| site.files.len()), None);
    }
}
