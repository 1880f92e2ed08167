//! What to say of rows and answers that were rejected.

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_project::config::{QuestionConfig, Source};
use cxpress_table::date::DateReader;
use cxpress_table::shape::NoRecord;

use crate::answer::AnswerReason;
use crate::hints;
use crate::reason::RowReason;
use crate::tally::{Count, FileTally};

/// Says what of a file was rejected, and why.
pub(super) fn say(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    rejected_rows(path, tally, source, diagnostics);
    rejected_answers(path, tally, source, diagnostics);
}

fn rejected_rows(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    for (reason, count) in tally.lost.iter().filter(|(reason, _)| !reason.sets_aside()) {
        let (what, help) = row_words(*reason, source, count, tally.order);
        let message = format!("{} rejected: {what}", rows(count.n));
        diagnostics.push(rejected(message, path, count).help(help));
    }
}

/// A warning of what was rejected, with the first of it as examples.
fn rejected(message: String, path: &str, count: &Count) -> Diagnostic {
    let first = count.examples.iter().next();
    let line = first.map_or(0, |(line, _)| *line);
    let mut diagnostic = Diagnostic::warning(Code::Rejected, message).at(Place::at(path, line, 0));
    diagnostic.line = first.and_then(|(_, example)| example.row.clone());
    let more = count.n - count.examples.len() as u64;
    let (blank, shown): (Vec<_>, Vec<_>) = count
        .examples
        .iter()
        .partition(|(_, example)| example.what.is_empty());
    for (line, example) in &shown {
        diagnostic = diagnostic.note(format!("line {line}: {}", example.what));
    }
    match (&blank[..], more) {
        ([], 0) | ([_], 0) if shown.is_empty() || blank.is_empty() => diagnostic,
        ([], more) => diagnostic.note(format!("and {more} more")),
        (blank, more) => diagnostic.note(lines(blank.iter().map(|(line, _)| **line), more)),
    }
}

/// `lines 2, 8, 14 and 7 more`.
fn lines(lines: impl Iterator<Item = u64>, more: u64) -> String {
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    let plural = if lines.len() == 1 { "" } else { "s" };
    let more = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    format!("line{plural} {}{more}", lines.join(", "))
}

fn rows(n: u64) -> String {
    if n == 1 {
        "1 row".into()
    } else {
        format!("{n} rows")
    }
}

fn row_words(reason: RowReason, source: &Source, count: &Count, order: (u64, u64)) -> (&'static str, String) {
    let dates = || DateReader::new(&source.dialect.date_format).example();
    match reason {
        RowReason::NoRecord(NoRecord::Ragged) => (
            "another number of cells than the header",
            "quote cells that hold a separator or a line break".into(),
        ),
        RowReason::NoRecord(NoRecord::InvalidBytes) => (
            "bytes of another encoding than the rows before",
            "save the whole file in one encoding, UTF-8 if you can".into(),
        ),
        RowReason::NoDate => (
            "no date",
            "fill in the date, or take the period from the file's name".into(),
        ),
        RowReason::UnreadableDate => (
            "a date that cannot be read",
            hints::of_dates(source, count)
                .unwrap_or_else(|| format!("{} is expected; another form is named by `date_format`", dates())),
        ),
        RowReason::DateOutOfRange => (
            "a date outside 1970 to 2099",
            format!("check the date; {} is expected", dates()),
        ),
        RowReason::NoWave => ("no wave", "fill in the name of the wave".into()),
        RowReason::UnknownWave => (
            "a wave that `waves` does not list",
            "add it to `waves` in its place, or write it as it stands there".into(),
        ),
        RowReason::UnreadableWeight => (
            "a weight that is no number from 0 to 1000000",
            "write it with digits, such as `0.85`; 0 leaves the row out".into(),
        ),
        RowReason::UnreadableCount => (
            "a count that is no whole number from 0 to 10000000",
            "write with digits for how many answers the row stands; 0 leaves it out".into(),
        ),
        RowReason::EndsBeforeStart => (
            "an end before its start",
            "check the dates, and which columns hold creation and end".into(),
        ),
        RowReason::PausedLonger => (
            "a pause that is longer than the ticket lasted",
            "check the unit of `paused`, and which column holds the end".into(),
        ),
        RowReason::NoRecord(NoRecord::NulByte) => (
            "a NUL byte, which no text has",
            "export it again, or look how it came into the cell".into(),
        ),
        RowReason::UnclearDate => (
            "a date whose day and month may be either way round",
            hints::of_order(count).unwrap_or_else(|| unclear(order)),
        ),
        RowReason::UnreadableDuration => (
            "a length of time that cannot be read",
            "`4.5` or `103:07:59` is expected; check `unit` and the column".into(),
        ),
        RowReason::UnclearClock => (
            "a length of time that may be hours and minutes, or minutes and seconds",
            "say which beside `unit`: `form: \"hh:mm\"` or `form: \"mm:ss\"`".into(),
        ),
        RowReason::UnclearMark => (
            "a length of time whose mark may part thousands, or a fraction",
            "add `decimal: comma` to the source if `1.234` is over a thousand, `decimal: point` if it is a little over one".into(),
        ),
        RowReason::UnclearZone => (
            "a time with the letters of several zones",
            hints::of_letters(count),
        ),
        RowReason::UnreadableFlag => (
            "what is neither yes nor no",
            "name the words in `yes` and `no` beside the column: `{column: NAME, yes: Ja, no: Nein}`".into(),
        ),
        RowReason::UnreadableNumber => (
            "what is no whole number, 0 or more",
            "check the column; a blank means that it is not known".into(),
        ),
        RowReason::LaterPeriod
        | RowReason::BeforeFrom
        | RowReason::AfterUntil
        | RowReason::NoRecord(NoRecord::Blank)
        | RowReason::NoRecord(NoRecord::HeaderAgain)
        | RowReason::NoRecord(NoRecord::Footer)
        | RowReason::NoRecord(NoRecord::Aside(_))
        | RowReason::Repeated
        | RowReason::OlderByUpdate
        | RowReason::OlderByDate
        | RowReason::OlderByName
        | RowReason::OlderByLine
        | RowReason::SameFile
        | RowReason::Superseded
        | RowReason::NoRecord(NoRecord::Hidden)
        | RowReason::LeftOut(_) => ("set aside", String::new()),
    }
}

/// What to do about dates whose order is not known, by how many can only be day first, and month first.
fn unclear((day_first, month_first): (u64, u64)) -> String {
    match (day_first, month_first) {
        (1.., 0) => format!("add `date_format: day-first`: {day_first} of them can be nothing else"),
        (0, 1..) => format!("add `date_format: month-first`: {month_first} of them can be nothing else"),
        (0, 0) => {
            "add `date_format: day-first` or `date_format: month-first`; none of them tells which".into()
        }
        _ => format!(
            "{day_first} of them can only be day first, {month_first} only month first: split the file, or export it with ISO dates"
        ),
    }
}

fn rejected_answers(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    for (question, answers) in source.questions.iter().zip(&tally.answers) {
        for (reason, count) in &answers.rejected {
            let id = &question.question.id;
            let (what, help) = answer_words(*reason, question);
            let plural = if count.n == 1 { "" } else { "s" };
            let message = format!("{} answer{plural} to `{id}` rejected: {what}", count.n);
            diagnostics.push(rejected(message, path, count).help(help));
        }
    }
}

fn answer_words(reason: AnswerReason, question: &QuestionConfig) -> (String, String) {
    let id = &question.question.id;
    let scale = question.question.scale;
    match reason {
        AnswerReason::OutsideScale => (
            scale.map_or_else(String::new, |s| {
                format!("outside the scale `{}..{}`", s.low, s.high)
            }),
            format!("name a code for a missing answer under `missing` of `{id}`, or check `scale`"),
        ),
        AnswerReason::NotWhole => (
            "not a whole number".into(),
            format!("check the column of `{id}`: it may hold means, not answers"),
        ),
        AnswerReason::NotANumber => (
            "neither a number nor a known word".into(),
            format!(
                "name a word with a score under `values` of `{id}`, one for a missing answer under `missing`"
            ),
        ),
    }
}
