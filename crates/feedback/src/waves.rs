//! The waves of a report: their names in files' names, in columns, in the configuration, and their order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::layout::{Layout, PeriodAt};
use crate::file_ref::FileRef;
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_files::Files;
use cxpress_project::config::{self, ColumnRef, Config, PeriodFrom, Source};
use cxpress_project::period::Periods;
use cxpress_table::block::Block;
use cxpress_table::missing::Nothing;
use cxpress_table::open::Opened;
use cxpress_table::probe::dated;
use jiff::tz::TimeZone;

/// More names than this are no rounds of a survey.
const MOST: usize = 200;

/// The names of all waves in their order: that of the configuration, else their natural order, in which `Wave 9` comes
/// before `Wave 10`. Where letters decide, that is a guess, which is said.
pub(super) fn find(
    config: &Config,
    files: &[FileRef],
    disk: &dyn Files,
    found: &mut Diagnostics,
) -> Vec<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for (at, source) in config.sources.iter().enumerate() {
        let own = files.iter().filter(|file| file.source == at);
        let names: BTreeSet<String> = match &source.period {
            PeriodFrom::FileName(pattern) => own.filter_map(|file| of_file_name(pattern, file)).collect(),
            PeriodFrom::Name(name) => [name.clone()].into(),
            PeriodFrom::Column(_) => continue,
            PeriodFrom::Wave(column) => {
                let names = own.flat_map(|file| in_column(source, file, disk)).collect();
                if config.waves.is_empty() {
                    no_names(source, column, &names)
                        .into_iter()
                        .for_each(|wrong| found.push(wrong));
                }
                names
            }
        };
        all.extend(names);
    }
    if !config.waves.is_empty() {
        return config.waves.clone();
    }
    let mut names: Vec<String> = all.into_iter().collect();
    names.sort_by(|a, b| natural(a, b).then_with(|| a.cmp(b)));
    let wrong = alike(&names).into_iter().chain(guessed(&names));
    wrong.for_each(|wrong| found.push(wrong));
    names
}

/// The name of a wave in a file's name.
fn of_file_name(pattern: &regex::Regex, file: &FileRef) -> Option<String> {
    let names = file.table.base_names();
    let found = names.iter().find_map(|name| pattern.captures(name))?;
    found.name("wave").map(|wave| wave.as_str().to_owned())
}

/// The different names in the column of a file. What is wrong with the file is said when it is read for good.
fn in_column(source: &Source, file: &FileRef, disk: &dyn Files) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut unsaid = Diagnostics::default();
    let Ok(mut opened) = Opened::new(disk, &file.table, &source.dialect) else {
        return names;
    };
    let periods = Periods::new(cxpress_report::PeriodKind::Wave, TimeZone::UTC, Vec::new());
    let Some(layout) = Layout::find(source, file, &opened, &periods, &mut unsaid) else {
        return names;
    };
    let PeriodAt::Wave(column) = layout.period else {
        return names;
    };
    let nothing = Nothing::of(&source.missing, layout.shape.format);
    let mut block = Block::default();
    while let Ok(encoding) = opened.next(&mut block) {
        if block.is_empty() {
            break;
        }
        block.split(layout.delimiter);
        let rows = block
            .rows()
            .filter(|row| layout.shape.refuses(*row, encoding, false).is_none());
        for row in rows {
            let name = encoding.decode(row.cell(column));
            if !nothing.is(name.trim()) && !names.contains(name.trim()) {
                names.insert(name.trim().to_owned());
            }
        }
        block.clear();
    }
    names
}

/// What is wrong if a column does not hold names of waves.
fn no_names(source: &Source, column: &ColumnRef, names: &BTreeSet<String>) -> Option<Diagnostic> {
    let written = column.names.first().map_or("", |name| name.written.as_str());
    let first = names.first()?;
    if names.iter().all(|name| dated(name).is_some()) {
        let message = format!(
            "`{written}` of `{}` holds days such as `{first}`, and waves have names",
            source.id
        );
        let help = "report by `period: month` or `period: year`; or name a column with the names of the waves, take them from files' names with `period: {from: file-name, pattern: \"(?<wave>…)\"}`, or say `period: {name: Autumn 2026}` for all rows";
        let diagnostic = Diagnostic::error(Code::WavesWithDays, message).at(column.place.clone());
        let note = "if the days are the names, list them in their order: `waves: […]`, at the left margin";
        return Some(diagnostic.note(note).help(help));
    }
    let message = format!(
        "`{written}` of `{}` holds {} different names, more than {MOST} waves",
        source.id,
        names.len()
    );
    let diagnostic = Diagnostic::error(Code::TooManyWaves, message).at(column.place.clone());
    let help = "name the column that says in which round of the survey an answer was given";
    (names.len() > MOST).then(|| diagnostic.help(help))
}

/// Two names that differ in capitals or blanks alone.
fn alike(names: &[String]) -> Option<Diagnostic> {
    let plain = |name: &String| {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let twice = names.iter().enumerate().find_map(|(at, name)| {
        let before = names[..at].iter().find(|before| plain(before) == plain(name))?;
        Some((before, name))
    });
    let (one, other) = twice?;
    let message = format!("`{one}` and `{other}` are two waves, and read alike");
    Some(
        Diagnostic::error(Code::WavesAlike, message)
            .at(Place::file(config::FILE))
            .help("write them alike in files and file names, so that they are one wave"),
    )
}

/// Says that letters decide on the order of waves, which may be another in time.
fn guessed(names: &[String]) -> Option<Diagnostic> {
    let guess = names.windows(2).find(|pair| !is_certain(&pair[0], &pair[1]))?;
    let message = format!(
        "`{}` is taken to come before `{}`, by their letters alone",
        guess[0], guess[1]
    );
    let listed: Vec<String> = names.iter().map(|name| in_quotes(name)).collect();
    Some(
        Diagnostic::warning(Code::OrderOfWaves, message)
            .at(Place::file(config::FILE))
            .help(format!(
                "say the order of waves, at the left margin: `waves: [{}]`",
                listed.join(", ")
            )),
    )
}

/// A name as a configuration holds it.
fn in_quotes(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a number, or a single letter that counts, decides which of two names comes first.
fn is_certain(one: &str, other: &str) -> bool {
    let counts = |run: &str| {
        let letters = run.chars().filter(|c| c.is_alphabetic()).count();
        letters == 1 && run.chars().count() == 1
    };
    let mut pairs = parts(one).zip(parts(other));
    match pairs.find(|(a, b)| compared(a, b) != Ordering::Equal) {
        Some((a, b)) => is_number(a) && is_number(b) || counts(a) && counts(b),
        // One is the beginning of the other: `2026` and `2026 again`.
        None => false,
    }
}

/// The order of names as people count.
fn natural(one: &str, other: &str) -> Ordering {
    let mut pairs = parts(one).zip(parts(other));
    let first = pairs.find_map(|(a, b)| Some(compared(a, b)).filter(|order| *order != Ordering::Equal));
    first.unwrap_or_else(|| parts(one).count().cmp(&parts(other).count()))
}

fn compared(a: &str, b: &str) -> Ordering {
    if is_number(a) && is_number(b) {
        let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
        return a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    }
    a.to_lowercase().cmp(&b.to_lowercase())
}

fn is_number(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_digit())
}

/// Numbers, words, and what stands between them.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphanumeric());
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = kind(rest.chars().next()?);
        let end = rest.find(|c| kind(c) != first).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ordered(names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_by(|a, b| natural(a, b));
        names
    }

    #[test]
    fn numbers_in_names_count() {
        assert_eq!(
            ordered(&["Wave 10", "Wave 9", "wave 1"]),
            ["wave 1", "Wave 9", "Wave 10"]
        );
        assert_eq!(
            ordered(&["2025-2", "2024-10", "2024-9"]),
            ["2024-9", "2024-10", "2025-2"]
        );
        assert_eq!(ordered(&["B", "A"]), ["A", "B"]);
    }

    #[test]
    fn letters_that_decide_are_a_guess() {
        let guess = |names: &[&str]| guessed(&ordered(names)).is_some();
        for certain in [
            &["2024", "2025", "2026"][..],
            &["1-spring", "2-autumn"],
            &["Wave A", "Wave B"],
            &["Spring 2025", "Spring 2026"],
            &["2025-1", "2025-02", "2026-1"],
            &["Spring"],
        ] {
            assert!(!guess(certain), "{certain:?}");
        }
        for unknown in [
            &["Spring", "Autumn"][..],
            &["2025 Spring", "2025 Autumn"],
            &["Oct 2025", "Apr 2026"],
            &["Wave I", "Wave II", "Wave IV"],
            &["2026", "2026 again"],
        ] {
            assert!(guess(unknown), "{unknown:?}");
        }
    }
}
