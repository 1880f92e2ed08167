//! Cases as text: see `tests/messy/README.md`.

use super::bytes::{self, Content};
use super::workbook;

/// A case, ready to be read.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Keys of the configuration beside the sources.
    pub(crate) top: String,
    /// The keys of the case's source.
    pub(crate) source: String,
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// What is expected: of each file its format and its ledger, …
    pub(crate) formats: Vec<String>,
    pub(crate) rows: Vec<String>,
    /// … times that daylight saving skipped or doubled, …
    pub(crate) clock: Vec<String>,
    /// … the columns that were dropped, …
    pub(crate) personal: Vec<String>,
    /// … all records, sorted, …
    pub(crate) records: Vec<String>,
    /// … the ledger of each question …
    pub(crate) answers: Vec<String>,
    /// … and the diagnostics.
    pub(crate) says: Vec<String>,
}

/// A part of a case: `@word rest`, and the lines below it.
struct Section<'a> {
    word: &'a str,
    rest: &'a str,
    lines: Vec<&'a str>,
}

/// All cases of a file.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let mut parts = text.split("\n== ");
    let base = sections(parts.next().unwrap_or_default());
    let all = parts.map(|part| {
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        case(name, &base, &sections(body))
    });
    all.collect()
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut found: Vec<Section<'_>> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix('@'), found.last_mut()) {
            (Some(head), _) => {
                let (word, rest) = head.split_once(' ').unwrap_or((head, ""));
                let lines = Vec::new();
                found.push(Section { word, rest, lines });
            }
            (None, Some(section)) => section.lines.push(line),
            // Before the first part stand words for readers.
            (None, None) => assert!(
                line.is_empty() || line.starts_with('#'),
                "`{line}` belongs to nothing"
            ),
        }
    }
    // Blank lines between parts are for the eye; one that counts is written `\.`.
    for section in &mut found {
        while section.lines.last().is_some_and(|line| line.is_empty()) {
            section.lines.pop();
        }
    }
    found
}

fn case(name: &str, base: &[Section<'_>], own: &[Section<'_>]) -> Case {
    let mut case = Case {
        name: name.trim().to_owned(),
        ..Case::default()
    };
    base.iter().for_each(|section| take(&mut case, section));
    let mut packed: Vec<(String, Vec<bytes::Member>)> = Vec::new();
    let mut books: Vec<(String, Vec<workbook::Sheet>)> = Vec::new();
    for section in own {
        let (first, words) = section.rest.split_once(' ').unwrap_or((section.rest, ""));
        let content = || Content::parse(&section.lines);
        match section.word {
            "file" => case
                .files
                .push((first.to_owned(), bytes::made(&content(), words))),
            "zip" => packed.push((section.rest.to_owned(), Vec::new())),
            "member" => {
                let (_, members) = packed.last_mut().expect("`@zip` before `@member`");
                members.push((first.to_owned(), bytes::made(&content(), words)));
            }
            "xlsx" | "ods" => books.push((section.rest.to_owned(), Vec::new())),
            "sheet" => {
                let (_, sheets) = books.last_mut().expect("`@xlsx` before `@sheet`");
                sheets.push(workbook::Sheet::parse(first, words, &section.lines));
            }
            _ => take(&mut case, section),
        }
    }
    for (head, members) in packed {
        let (path, words) = head.split_once(' ').unwrap_or((&head, ""));
        case.files
            .push((path.to_owned(), bytes::damaged(bytes::zip(&members), words)));
    }
    for (head, sheets) in books {
        let (path, words) = head.split_once(' ').unwrap_or((&head, ""));
        let made = if words.contains("ods") || path.ends_with(".ods") {
            workbook::open_document(&sheets)
        } else {
            workbook::excel(&sheets)
        };
        case.files.push((path.to_owned(), bytes::damaged(made, words)));
    }
    expect_ledger(&mut case);
    case
}

/// Takes a part that is no file.
fn take(case: &mut Case, section: &Section<'_>) {
    let lines = || section.lines.iter().map(|line| (*line).to_owned());
    let text = || lines().map(|line| line + "\n").collect::<String>();
    let rest = section.rest.to_owned();
    match section.word {
        "source" => case.source = text(),
        "add" => case.source.push_str(&(rest + "\n")),
        "change" => {
            let (old, new) = rest.split_once(" => ").expect("`@change OLD => NEW`");
            assert!(case.source.contains(old), "{}: `{old}` is not there", case.name);
            case.source = case.source.replacen(old, new, 1);
        }
        "top" => case.top.push_str(&(rest + "\n")),
        "format" => case.formats.push(rest),
        "rows" => case.rows.push(rest),
        "clock" => case.clock.push(rest),
        "personal" => case.personal.extend(rest.split(" | ").map(str::to_owned)),
        "records" => case.records.extend(lines()),
        "answers" => case.answers.push(rest),
        "says" => case.says.push(rest),
        other => panic!("{}: `@{other}` is not known", case.name),
    }
}

/// Where the ledger of answers is not written, it is what the records say: they show every missing answer. Why one was
/// rejected, they do not; then it must be written.
fn expect_ledger(case: &mut Case) {
    case.records.sort();
    case.says.sort();
    if !case.answers.is_empty() {
        return;
    }
    let questions = questions(&case.source);
    let width = questions.len();
    let cells: Vec<Vec<&str>> = case
        .records
        .iter()
        .map(|record| {
            let cells: Vec<&str> = record
                .split(" | ")
                .filter(|cell| !cell.starts_with("Weight("))
                .collect();
            cells[cells.len().saturating_sub(width)..].to_vec()
        })
        .collect();
    let ledger = |(at, question): (usize, &String)| {
        let of = |kind: &str| cells.iter().filter(|row| row[at] == kind).count();
        assert_eq!(of("rejected"), 0, "{}: write `@answers`", case.name);
        let kinds = ["not-asked", "not-answered", "does-not-apply", "dont-know"];
        let used = cells.len() - kinds.iter().map(|kind| of(kind)).sum::<usize>();
        let told = kinds.iter().filter(|kind| of(kind) > 0);
        let told: String = told.map(|kind| format!(", {kind} {}", of(kind))).collect();
        format!("{question}: used {used}{told}")
    };
    case.answers = questions.iter().enumerate().map(ledger).collect();
}

/// The ids of the questions of a survey, which stand one a line below `questions:`.
fn questions(source: &str) -> Vec<String> {
    if source.contains("kind: tickets") {
        return Vec::new();
    }
    let below = source
        .split_once("questions:\n")
        .map(|(_, below)| below)
        .unwrap_or_default();
    let ids = below.lines().take_while(|line| line.starts_with("  "));
    let ids = ids.filter(|line| !line.starts_with("   "));
    ids.filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned()))
        .collect()
}
