//! The rows of a source: what became of them, file by file, and how its files differ.
//!
//! A source of one file says all of it in facts. One of many says first what holds for all of them, and folds its
//! tables where they are long.

use std::collections::BTreeMap;

use cxpress_report::{FileAccount, Reasons, RowAccount, SourceAccount};
use serde::Serialize;

use crate::exhibits::{Cell, Table, holds};
use crate::language::Words;

/// Tables with more rows are folded.
const FEW_ROWS: usize = 8;

/// The most names of new or gone columns in a cell. Columns with personal data are named whatever their number.
const MOST_NAMES: usize = 20;

/// The longest name of a column, in characters: some are whole questions.
const LONGEST_NAME: usize = 80;

/// The rows of a source.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RowsView {
    /// Format, period, encoding.
    facts: Vec<Fact>,
    /// Rows read, used, set aside, rejected.
    ledger: Table,
    /// Rows read, used, set aside and rejected, by file.
    files: Option<Folded>,
    /// Columns that are new or gone.
    differences: Option<Folded>,
}

holds!(RowsView: ledger, files, differences);
holds!(Folded: table);

/// A fact that holds for a source.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Fact {
    /// What is stated.
    term: String,
    /// What holds of it.
    lines: Vec<String>,
}

/// A table that is folded if it is long.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Folded {
    /// What stands where it can be unfolded; none if it is not folded.
    summary: Option<String>,
    /// The table.
    table: Table,
}

impl Folded {
    pub(super) fn new(table: Table, summary: impl FnOnce(&Table) -> String) -> Self {
        let folded = table.rows().count() + usize::from(table.sum.is_some()) > FEW_ROWS;
        Self {
            summary: folded.then(|| summary(&table)),
            table,
        }
    }
}

pub(super) fn rows(words: &Words, source: &SourceAccount) -> RowsView {
    RowsView {
        facts: facts(words, source),
        ledger: ledger(words, source),
        files: files(words, source),
        differences: differences(words, source),
    }
}

/// The rows of several accounts together.
pub(super) fn sum<'a>(accounts: impl IntoIterator<Item = &'a RowAccount>) -> RowAccount {
    let mut all = RowAccount::default();
    for account in accounts {
        all.read += account.read;
        all.used += account.used;
        add(&mut all.rejected, &account.rejected);
        add(&mut all.set_aside, &account.set_aside);
    }
    all
}

fn add(all: &mut Reasons, more: &Reasons) {
    for (reason, n) in more {
        *all.entry(reason.clone()).or_default() += n;
    }
}

fn sum_of(source: &SourceAccount) -> RowAccount {
    sum(source.files.iter().map(|file| &file.rows))
}

/// Read, used, rejected, set aside.
pub(super) fn counts(words: &Words, rows: &RowAccount) -> [Cell; 4] {
    let total = |reasons: &Reasons| reasons.values().sum();
    let counts = [
        rows.read,
        rows.used,
        total(&rows.rejected),
        total(&rows.set_aside),
    ];
    counts.map(|n| Cell::count(words, n))
}

/// A count with its reason in words: `12 blank lines`.
pub(super) fn reason(words: &Words, reason: &str, n: u64) -> String {
    let reason = reason_words(words, reason, n);
    words.say(
        "reason",
        [("reason", reason.into()), ("n", words.count(n).into())],
    )
}

fn reason_words(words: &Words, reason: &str, n: u64) -> String {
    // Of what is left out it is said by what: `left-out:Status: merged`.
    if let Some(what) = reason.strip_prefix("left-out:") {
        return words.say("reason-left-out", [("n", n.into()), ("what", what.into())]);
    }
    let known = words.find(&format!("reason-{reason}"), [("n", n.into())]);
    known.unwrap_or_else(|| reason.replace('-', " "))
}

/// From the rows read to those used, less by less.
fn ledger(words: &Words, source: &SourceAccount) -> Table {
    let rows = sum_of(source);
    let columns = [
        ("column-became", false),
        ("column-rows", true),
        ("column-share", true),
    ];
    let mut table = Table::new(
        words.say("ledger-caption", [("source", source.label.as_str().into())]),
        columns.map(|(id, number)| (words.get(id), number)),
    );
    let share = |n: u64| Cell::text(share(words, n, rows.read));
    table.push(vec![
        Cell::text(words.get("column-read")),
        Cell::text(words.count(rows.read)),
        Cell::none(),
    ]);
    for (what, reasons) in [
        ("ledger-rejected", &rows.rejected),
        ("ledger-aside", &rows.set_aside),
    ] {
        for (reason, n) in reasons {
            let reason = reason_words(words, reason, *n);
            let label = words.say(what, [("reason", reason.into())]);
            table.push(vec![Cell::text(label), Cell::text(words.less(*n)), share(*n)]);
        }
    }
    let used = Cell::text(words.get("column-used"));
    table.sum([used, Cell::count(words, rows.used), share(rows.used)]);
    table.fixed()
}

/// A share in per cent that is 0 or 100 only if it is so to the last row.
fn share(words: &Words, n: u64, of: u64) -> String {
    if of == 0 {
        return String::new();
    }
    let percent = 100.0 * n as f64 / of as f64;
    let text = match n {
        _ if n > 0 && percent < 0.05 => format!("< {}", words.fixed(0.1, 1)),
        _ if n < of && percent >= 99.95 => format!("> {}", words.fixed(99.9, 1)),
        _ => words.fixed(percent, 1),
    };
    words.say("percent", [("number", text.into())])
}

/// What holds for all files of a source.
fn facts(words: &Words, source: &SourceAccount) -> Vec<Fact> {
    let fact = |term: &str, lines: Vec<String>| Fact {
        term: words.get(term),
        lines,
    };
    let all = [
        fact("column-file", only_file(words, source)),
        fact("fact-format", formats(words, &source.files)),
        fact("fact-personal", personal(words, &source.files)),
        fact("fact-redacted", redacted(words, &source.files)),
        fact("fact-columns", columns(words, &source.files)),
        fact("fact-zones", zones(words, &source.files)),
        fact("fact-clock", clock(words, &source.files)),
    ];
    all.into_iter().filter(|fact| !fact.lines.is_empty()).collect()
}

fn only_file(words: &Words, source: &SourceAccount) -> Vec<String> {
    match &source.files[..] {
        [file] => vec![file.name.clone(), file_size(words, file)],
        _ => Vec::new(),
    }
}

fn file_size(words: &Words, file: &FileAccount) -> String {
    words.say(
        "file-size",
        [
            ("n", file.bytes.into()),
            ("bytes", words.count(file.bytes).into()),
            ("fingerprint", file.fingerprint.as_str().into()),
        ],
    )
}

/// What was counted, each once, in the order in which it comes first.
fn tally<'a>(items: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for item in items {
        match counts.iter_mut().find(|(known, _)| *known == item) {
            Some((_, n)) => *n += 1,
            None => counts.push((item, 1)),
        }
    }
    counts
}

fn formats(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let counts = tally(files.iter().map(|file| file.format.as_str()));
    match counts[..] {
        [(format, _)] => vec![format.to_owned()],
        _ => counts
            .into_iter()
            .map(|(format, n)| in_files(words, format, n, files.len()))
            .collect(),
    }
}

fn in_files(words: &Words, what: &str, n: usize, of: usize) -> String {
    words.say(
        "in-files",
        [("what", what.into()), ("n", n.into()), ("of", of.into())],
    )
}

/// The columns with personal data: those of all files on a line, each other one with the number of its files.
fn personal(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let counts = tally(files.iter().flat_map(|file| &file.personal).map(String::as_str));
    let (always, sometimes): (Vec<_>, Vec<_>) = counts.into_iter().partition(|(_, n)| *n == files.len());
    let always: Vec<String> = always.iter().map(|(name, _)| quoted(words, name)).collect();
    let mut lines = Vec::new();
    if !always.is_empty() {
        lines.push(words.list(&always));
    }
    let some = sometimes
        .iter()
        .map(|(name, n)| in_files(words, &quoted(words, name), *n, files.len()));
    lines.extend(some);
    if !lines.is_empty() {
        lines.push(words.get("personal-why"));
    }
    lines
}

/// What was taken out of comments, by kind.
fn redacted(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (kind, n) in files.iter().flat_map(|file| &file.redacted) {
        *counts.entry(kind).or_default() += n;
    }
    let line = |(kind, n): (&str, u64)| {
        let count = words.count(n);
        words.say(
            "redacted",
            [("kind", kind.into()), ("n", n.into()), ("count", count.into())],
        )
    };
    let lines: Vec<String> = counts.into_iter().map(line).collect();
    if lines.is_empty() {
        lines
    } else {
        vec![words.list(&lines)]
    }
}

fn columns(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let changed = files.iter().filter(|file| has_drift(file)).count();
    match (files.len(), changed) {
        (..=1, _) => Vec::new(),
        (of, 0) => vec![words.say("columns-same", [("n", of.into())])],
        (of, n) => vec![words.say("columns-changed", [("n", n.into()), ("of", of.into())])],
    }
}

fn has_drift(file: &FileAccount) -> bool {
    !file.drift.new.is_empty() || !file.drift.gone.is_empty()
}

/// The zones that headers name, each column once.
fn zones(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let mut named: Vec<&(String, String)> = Vec::new();
    for told in files.iter().flat_map(|file| &file.zones) {
        if !named.contains(&told) {
            named.push(told);
        }
    }
    let line = |(column, zone): &(String, String)| {
        let column = quoted(words, column);
        words.say(
            "zone-of-header",
            [("column", column.into()), ("zone", zone.as_str().into())],
        )
    };
    named.into_iter().map(line).collect()
}

fn clock(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let skipped: u64 = files.iter().map(|file| file.clock_skipped).sum();
    let doubled: u64 = files.iter().map(|file| file.clock_doubled).sum();
    let line = |(id, n): (&str, u64)| {
        (n > 0).then(|| words.say(id, [("n", n.into()), ("count", words.count(n).into())]))
    };
    [("clock-skipped", skipped), ("clock-doubled", doubled)]
        .into_iter()
        .filter_map(line)
        .collect()
}

/// The name of a column in quotation marks, since it may hold commas and be a whole question.
fn quoted(words: &Words, name: &str) -> String {
    let mut short: String = name.chars().take(LONGEST_NAME).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    words.say("quoted", [("text", short.into())])
}

/// Every file of a source that has several, with a sum below.
fn files(words: &Words, source: &SourceAccount) -> Option<Folded> {
    if source.files.len() < 2 {
        return None;
    }
    let columns = [
        ("column-file", false),
        ("column-read", true),
        ("column-used", true),
        ("column-rejected", true),
        ("column-aside", true),
        ("column-why", false),
    ];
    let mut table = Table::new(
        words.say("files-caption", [("source", source.label.as_str().into())]),
        columns.map(|(id, number)| (words.get(id), number)),
    );
    let alike = formats(words, &source.files).len() == 1;
    for file in &source.files {
        table.push(file_row(words, file, alike));
    }
    let of = source.files.len();
    let mut all = vec![Cell::text(words.say("files-all", [("n", of.into())]))];
    all.extend(counts(words, &sum_of(source)));
    all.push(Cell::none());
    table.sum(all);
    Some(Folded::new(table.condensed(), |_| {
        words.say("files-summary", [("n", of.into())])
    }))
}

/// A file; its format only where the files of the source are not `alike` in it.
fn file_row(words: &Words, file: &FileAccount, alike: bool) -> Vec<Cell> {
    let size = file_size(words, file);
    let what = if alike {
        size
    } else {
        words.say(
            "file-what",
            [("format", file.format.as_str().into()), ("size", size.into())],
        )
    };
    let mut row = vec![Cell::text(&file.name).small(Some(what))];
    row.extend(counts(words, &file.rows));
    row.push(why(words, &file.rows));
    row
}

/// The reasons of rows that were not used.
fn why(words: &Words, rows: &RowAccount) -> Cell {
    let listed = |(id, reasons): (&str, &Reasons)| {
        let list: Vec<String> = reasons.iter().map(|(key, n)| reason(words, key, *n)).collect();
        (!list.is_empty()).then(|| words.say(id, [("reason", list.join(", ").into())]))
    };
    let lines: Vec<String> = [
        ("ledger-rejected", &rows.rejected),
        ("ledger-aside", &rows.set_aside),
    ]
    .into_iter()
    .filter_map(listed)
    .collect();
    Cell::text(lines.join(". ")).wordy()
}

/// What holds for some files only: columns that are new or gone, those with personal data from where on they are
/// others, and times that were moved where there are several files.
fn differences(words: &Words, source: &SourceAccount) -> Option<Folded> {
    let columns = [
        ("column-file", false),
        ("column-new", false),
        ("column-gone", false),
        ("fact-personal", false),
        ("column-skipped", true),
        ("column-doubled", true),
    ];
    let mut table = Table::new(
        words.say("differences-caption", [("source", source.label.as_str().into())]),
        columns.map(|(id, number)| (words.get(id), number)),
    );
    for (file, personal) in source.files.iter().zip(changes_of_personal(words, &source.files)) {
        let row = difference(words, file, personal, source.files.len() > 1);
        if row.iter().any(Cell::says) {
            table.push([Cell::text(&file.name)].into_iter().chain(row).collect());
        }
    }
    let folded = |table: Table| Folded::new(table.condensed(), |_| words.get("differences-summary"));
    table.if_any().map(folded)
}

fn difference(words: &Words, file: &FileAccount, personal: String, several: bool) -> [Cell; 5] {
    let names = |names: &[String]| Cell::text(names_of(words, names, MOST_NAMES)).wordy();
    let times = |n: u64| {
        if several && n > 0 {
            Cell::count(words, n)
        } else {
            Cell::none()
        }
    };
    [
        names(&file.drift.new),
        names(&file.drift.gone),
        Cell::text(personal).wordy(),
        times(file.clock_skipped),
        times(file.clock_doubled),
    ]
}

/// By file, its columns with personal data where they are others than those of the file before; nothing at all if
/// they are the same in all files.
fn changes_of_personal(words: &Words, files: &[FileAccount]) -> Vec<String> {
    let same = files.windows(2).all(|pair| pair[0].personal == pair[1].personal);
    let mut before: Option<&[String]> = None;
    let changes = files.iter().map(|file| {
        let changed = !same && before != Some(&file.personal);
        before = Some(&file.personal);
        match (changed, file.personal.is_empty()) {
            (true, true) => words.get("none"),
            (true, false) => names_of(words, &file.personal, usize::MAX),
            (false, _) => String::new(),
        }
    });
    changes.collect()
}

fn names_of(words: &Words, names: &[String], most: usize) -> String {
    let mut list: Vec<String> = names.iter().take(most).map(|name| quoted(words, name)).collect();
    let more = names.len() - list.len();
    if more > 0 {
        list.push(words.say("list-more", [("n", more.into())]));
    }
    words.list(&list)
}
