//! What to say of headers.

use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_project::config::Source;
use cxpress_table::format::Column;
use cxpress_table::open::Opened;
use cxpress_table::text::shortened;

pub(super) fn two_columns(path: &str, name: &str, first: usize, second: usize) -> String {
    let (first, second) = (ordinal(first + 1), ordinal(second + 1));
    format!("`{path}` has two columns `{name}`: the {first} and the {second}")
}

pub(super) fn quoted(names: &[&str], between: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(between)
}

/// The columns that a file has, or the first of them.
pub(super) fn names_in(opened: &Opened) -> String {
    const SHOWN: usize = 12;
    let names: Vec<_> = opened
        .header
        .columns
        .iter()
        .map(Column::name)
        .filter(|name| !name.is_empty())
        .collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!(
        "the file has {}{more}",
        quoted(&names[..names.len().min(SHOWN)], ", ")
    )
}

/// One error for a file without names of columns.
pub(super) fn no_header(path: &str, opened: &Opened) -> Diagnostic {
    let message = format!("`{path}` seems to have no header: its first row looks like data");
    Diagnostic::error(Code::NoHeader, message)
        .at(Place::at(path, opened.line, 0))
        .note(names_in(opened))
        .help("put a row with the names of its columns above it")
}

/// One error for a file that is something else altogether.
pub(super) fn no_columns(path: &str, opened: &Opened, source: &Source) -> Diagnostic {
    Diagnostic::error(
        Code::NoColumns,
        format!("`{path}` has none of the columns of `{}`", source.id),
    )
    .at(Place::at(path, opened.line, 0))
    .note(names_in(opened))
    .help("leave it out of `files`, or name its columns; the names must stand in its first row")
}

/// What separates the cells of a header that was not split, if it looks like that.
pub(super) fn other_delimiter(header: &[Column]) -> Option<char> {
    let [only] = header else { return None };
    let mut delimiters = cxpress_table::sniff::DELIMITERS.into_iter().map(char::from);
    delimiters.find(|delimiter| only.name().contains(*delimiter))
}

pub(super) fn one_column(path: &str, opened: &Opened, delimiter: char) -> Diagnostic {
    let (shown, written) = match delimiter {
        '\t' => ("tabs".into(), "tab".into()),
        other => (format!("`{other}`"), format!("\"{other}\"")),
    };
    let message = format!("`{path}` has one column only; its cells seem to be separated by {shown}");
    Diagnostic::error(Code::OneColumn, message)
        .at(Place::at(path, opened.line, 0))
        .with_line(shortened(opened.header.columns[0].name()))
        .help(format!("add `delimiter: {written}` to the source"))
}

fn ordinal(n: usize) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}
