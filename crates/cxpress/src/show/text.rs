//! A diagnostic for people, as a good compiler would have it: what, where with the line itself, why, what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use console::Term;
use cxpress_core::{Diagnostic, Place, Severity, visible};

/// The columns of what is no terminal.
const WIDTH: usize = 140;

/// The columns of the error output.
pub(crate) fn width() -> usize {
    let size = Term::stderr().size_checked();
    size.map_or(WIDTH, |(_, columns)| usize::from(columns))
}

/// What is printed of a diagnostic, in colours. Lines of files that are longer than `width` are cut around the mark.
pub(super) fn text(diagnostic: &Diagnostic, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = format!("{} [{}]", shown(&diagnostic.message), diagnostic.code);
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| Level::NOTE.message(shown(note)));
    let help = diagnostic
        .help
        .iter()
        .map(|help| Level::HELP.message(shown(help)));
    let group = Group::with_title(level.primary_title(title))
        .elements(diagnostic.place.iter().map(|place| source(diagnostic, place)))
        .elements(notes.chain(help));
    Renderer::styled().term_width(width).render(&[group]) + "\n"
}

/// The place, with the line that stands there if it is known.
fn source<'a>(diagnostic: &Diagnostic, place: &Place) -> Element<'a> {
    let line = diagnostic.line.as_deref().filter(|_| place.line > 0);
    let Some(line) = line else {
        return Origin::path(plain(&place.to_string())).into();
    };
    let number = usize::try_from(place.line).unwrap_or(usize::MAX);
    let snippet = |line: String| Snippet::source(line).line_start(number).fold(false);
    match place.column {
        0 => snippet(shown(line)).path(plain(&place.to_string())).into(),
        // A mark below the line stands where it does in the file.
        column => {
            let line = plain(line);
            let marked = AnnotationKind::Primary.span(word(&line, column));
            snippet(line).path(plain(&place.file)).annotation(marked).into()
        }
    }
}

/// The bytes of the word that starts in a column: what is in quotes or brackets, or goes on to the next blank or mark.
fn word(line: &str, column: u64) -> Range<usize> {
    let before = usize::try_from(column - 1).unwrap_or(usize::MAX);
    let start = line.char_indices().nth(before).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    let close = |end: &str| rest[1..].find(end).map(|at| 1 + at + end.len());
    let length = match rest.chars().next() {
        Some('"') => close("\""),
        Some('\'') => close("'"),
        Some('{') if rest.starts_with("{{") => close("}}"),
        _ => rest.find(|c: char| c.is_whitespace() || ":,;#[]{}()\"'".contains(c)),
    };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + length.unwrap_or(rest.trim_end().len()).max(first)
}

/// A text with what cannot be seen in it named, and without tricks.
fn shown(text: &str) -> String {
    plain(&visible(text))
}

/// Without control characters and marks that turn the direction of text, which could play tricks on a terminal;
/// values come from customers.
pub(crate) fn plain(text: &str) -> String {
    let tricky = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if tricky(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use cxpress_core::Code;

    use super::*;

    fn printed(diagnostic: &Diagnostic) -> String {
        anstream::adapter::strip_str(&text(diagnostic, WIDTH)).to_string()
    }

    #[test]
    fn a_diagnostic_reads_like_a_compilers() {
        let diagnostic = Diagnostic::error(Code::UnknownKey, "unknown key `titel`")
            .at(Place::at("cxpress.yaml", 12, 3))
            .with_line("  titel: x")
            .note("a report has one title")
            .help("did you mean `title`?");
        let expected = "\
error: unknown key `titel` [unknown-key]
  --> cxpress.yaml:12:3
   |
12 |   titel: x
   |   ^^^^^
   |
   = note: a report has one title
   = help: did you mean `title`?
";
        assert_eq!(printed(&diagnostic), expected);
    }

    #[test]
    fn places_are_shown_as_far_as_they_are_known() {
        let file = Diagnostic::warning(Code::OneDay, "m").at(Place::file("a.csv"));
        assert_eq!(printed(&file), "warning: m [one-day]\n--> a.csv\n");
        let line = Diagnostic::warning(Code::OneDay, "m").at(Place::at("a.csv", 3, 0));
        assert_eq!(printed(&line), "warning: m [one-day]\n--> a.csv:3\n");
        let quoted = printed(&line.with_line("2026-10-05,7"));
        assert!(
            quoted.contains(" --> a.csv:3\n") && quoted.contains("3 | 2026-10-05,7\n"),
            "{quoted}"
        );
        assert!(!quoted.contains('^'), "{quoted}");
    }

    #[test]
    fn the_word_at_a_column_is_marked() {
        let marked = |line: &'static str, column| &line[word(line, column)];
        assert_eq!(marked("  titel: x", 3), "titel");
        assert_eq!(marked("a: \"b c\", d", 4), "\"b c\"");
        assert_eq!(marked("to {{ effort.x }} now", 4), "{{ effort.x }}");
        assert_eq!(marked("größe: [1]", 8), "[");
        assert_eq!(marked("größe: ü", 8), "ü");
        assert_eq!(marked("a: 'open", 4), "'open");
        assert_eq!(marked("a:", 9), "");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}titel{}", " x".repeat(2_000), " y".repeat(2_000));
        let found = Diagnostic::error(Code::UnknownKey, "m")
            .at(Place::at("a.yaml", 1, 4_001))
            .with_line(line);
        let text = printed(&found);
        assert!(
            text.lines().all(|line| line.chars().count() <= WIDTH + 10),
            "{text}"
        );
        assert!(text.contains("titel") && text.contains("^^^^^"), "{text}");
    }

    #[test]
    fn characters_that_are_not_seen_are_named() {
        let found = Diagnostic::error(Code::Failed, "no `date\u{200b}`")
            .note("a\u{feff}")
            .help("b\u{a0}c");
        let text = printed(&found);
        for part in ["no `date<U+200B>`", "= note: a<U+FEFF>\n", "= help: b<U+00A0>c\n"] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn values_cannot_play_tricks_on_the_terminal() {
        let found = Diagnostic::error(Code::Failed, "a\u{1b}[2Jb\u{202e}\u{9b}2J")
            .at(Place::at("c\u{1b}[2J.csv", 1, 1))
            .with_line("\u{1b}[2J\u{9b}2J\u{202e}");
        let text = text(&found, WIDTH);
        assert!(!text.contains("\u{1b}[2J") && !text.contains('\u{202e}') && !text.contains('\u{9b}'));
    }
}
