//! What people and programs are told: diagnostics, results, exit codes.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use cxpress_analysis::Publication;
use cxpress_core::{Code, Diagnostic, Diagnostics, Severity, visible};
use serde_json::json;

use crate::args::{Format, Shared};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const GUTTER: Style = AnsiColor::Blue.on_default().bold();
pub(crate) const BOLD: Style = Style::new().bold();

/// How to tell it.
pub(crate) struct Show {
    json: bool,
    quiet: bool,
}

impl Show {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            json: shared.format == Format::Json,
            quiet: shared.quiet,
        }
    }

    /// How to tell it where nothing else was asked for.
    pub(crate) fn of(format: Format) -> Self {
        Self {
            json: format == Format::Json,
            quiet: false,
        }
    }

    /// Diagnostics: for people on the error output, for programs one JSON object a line on the output.
    pub(crate) fn diagnostics(&self, diagnostics: &Diagnostics) {
        for diagnostic in diagnostics.iter() {
            if self.json {
                line(&as_json(diagnostic).to_string());
            } else {
                error_line(&as_text(diagnostic));
            }
        }
    }

    /// A failure that is not in the files of the report.
    pub(crate) fn fail(&self, message: &str, help: &str) -> ExitCode {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error(Code::Failed, message).help(help));
        self.diagnostics(&diagnostics);
        if self.json {
            line(&failed());
        }
        ExitCode::from(1)
    }

    /// What did not come about, because of what is wrong.
    pub(crate) fn nothing(&self, what: &str, diagnostics: &Diagnostics) -> ExitCode {
        if self.json {
            line(&failed());
        } else {
            let errors = count(diagnostics, Severity::Error);
            let strict = if errors.is_none() {
                ", and `--strict` lets none pass"
            } else {
                ""
            };
            let warnings = count(diagnostics, Severity::Warning);
            let both: Vec<String> = [errors, warnings].into_iter().flatten().collect();
            error_line(&format!("{BOLD}{what}{BOLD:#}: {}{strict}", both.join(", ")));
        }
        ExitCode::from(1)
    }

    pub(crate) fn built(&self, output: &Path, pages: usize, period: &str, seconds: f64) {
        if self.json {
            let output = output.display().to_string();
            line(
                &json!({ "status": "built", "output": output, "period": period, "pages": pages }).to_string(),
            );
        } else if !self.quiet {
            let index = output.join("index.html");
            error_line(&format!(
                "built {pages} pages for {period} in {seconds:.1} s: open `{}`",
                index.display()
            ));
        }
    }

    pub(crate) fn checked(&self, diagnostics: &Diagnostics) {
        if self.json {
            line(&json!({ "status": "passed" }).to_string());
        } else if !self.quiet {
            match count(diagnostics, Severity::Warning) {
                Some(warnings) => error_line(&format!("the report can be built: {warnings}")),
                None => error_line("the report can be built: nothing is wrong with it"),
            }
        }
    }

    pub(crate) fn frozen(&self, path: &Path, publication: &Publication) {
        let Publication {
            period,
            restated,
            kept,
            ..
        } = publication;
        let (path, period) = (path.display().to_string(), &period.period);
        if self.json {
            line(
                &json!({ "status": "frozen", "output": path, "period": period, "restated": restated,
                         "kept": kept })
                .to_string(),
            );
            return;
        }
        self.note(&format!(
            "froze {period}: later reports show it as it is now; keep `{path}`"
        ));
        if !restated.is_empty() {
            self.note(&format!("restated: {}", listed(restated)));
        }
        if !kept.is_empty() {
            self.note(&format!(
                "as published before: {}; so few answers changed in some group that they could be told",
                listed(kept)
            ));
        }
    }

    pub(crate) fn note(&self, message: &str) {
        if !self.json && !self.quiet {
            error_line(message);
        }
    }
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn count(diagnostics: &Diagnostics, severity: Severity) -> Option<String> {
    let word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    match diagnostics.count(severity) {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    }
}

fn failed() -> String {
    json!({ "status": "failed" }).to_string()
}

/// A line on the output. Nobody listens any more if it fails.
pub(crate) fn line(text: &str) {
    drop(writeln!(anstream::stdout(), "{text}"));
}

pub(crate) fn error_line(text: &str) {
    drop(writeln!(anstream::stderr(), "{text}"));
}

fn as_json(diagnostic: &Diagnostic) -> serde_json::Value {
    let place = diagnostic.place.as_ref();
    json!({
        "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "code": diagnostic.code.name(),
        "message": visible(&diagnostic.message),
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line).filter(|line| *line > 0),
        "column": place.map(|place| place.column).filter(|column| *column > 0),
        "notes": diagnostic.notes.iter().map(|note| visible(note)).collect::<Vec<_>>(),
        "help": diagnostic.help.as_deref().map(visible),
    })
}

/// As a good compiler would have it: what, where with the line itself, why, what to do.
fn as_text(diagnostic: &Diagnostic) -> String {
    let (style, word) = match diagnostic.severity {
        Severity::Error => (ERROR, "error"),
        Severity::Warning => (WARNING, "warning"),
    };
    let mut text = format!(
        "{style}{word}{style:#}{BOLD}: {}{BOLD:#}\n",
        plain(&visible(&diagnostic.message))
    );
    let number = diagnostic
        .place
        .as_ref()
        .map_or(0, |place| place.line)
        .to_string();
    let indent = " ".repeat(number.len());
    if let Some(place) = &diagnostic.place {
        let place = plain(&place.to_string());
        text += &format!("{indent}{GUTTER}-->{GUTTER:#} {place}\n");
    }
    if let (Some(line), Some(place)) = (&diagnostic.line, &diagnostic.place) {
        // A mark below the line stands where it does in the file.
        let line = if place.column > 0 {
            plain(line)
        } else {
            plain(&visible(line))
        };
        text += &format!("{indent} {GUTTER}|{GUTTER:#}\n{GUTTER}{number} |{GUTTER:#} {line}\n");
        if place.column > 0 {
            let before = usize::try_from(place.column - 1).unwrap_or(0);
            text += &format!(
                "{indent} {GUTTER}|{GUTTER:#} {}{style}^{style:#}\n",
                " ".repeat(before)
            );
        }
    }
    for note in &diagnostic.notes {
        text += &format!("{indent} {GUTTER}={GUTTER:#} note: {}\n", plain(&visible(note)));
    }
    if let Some(help) = &diagnostic.help {
        text += &format!("{indent} {GUTTER}={GUTTER:#} help: {}\n", plain(&visible(help)));
    }
    text
}

/// Without control characters and marks that turn the direction of text, which could play tricks on a terminal;
/// values come from customers.
pub(crate) fn plain(text: &str) -> String {
    let tricky = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if tricky(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use cxpress_core::Place;

    use super::*;

    #[test]
    fn a_diagnostic_reads_like_a_compilers() {
        let diagnostic = Diagnostic::error(Code::UnknownKey, "unknown key `titel`")
            .at(Place::at("cxpress.yaml", 12, 3))
            .with_line("  titel: x")
            .note("a report has one title")
            .help("did you mean `title`?");
        let text = anstream::adapter::strip_str(&as_text(&diagnostic)).to_string();
        let expected = "error: unknown key `titel`\n  --> cxpress.yaml:12:3\n   |\n12 |   titel: x\n   |   ^\n   = note: a report has one title\n   = help: did you mean `title`?\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn characters_that_are_not_seen_are_named() {
        let found = Diagnostic::error(Code::Failed, "no `date\u{200b}`")
            .note("a\u{feff}")
            .help("b\u{a0}c");
        let text = anstream::adapter::strip_str(&as_text(&found)).to_string();
        assert_eq!(
            text,
            "error: no `date<U+200B>`\n  = note: a<U+FEFF>\n  = help: b<U+00A0>c\n"
        );
        assert_eq!(as_json(&found)["message"], "no `date<U+200B>`");
    }

    #[test]
    fn values_cannot_play_tricks_on_the_terminal() {
        let found = Diagnostic::error(Code::Failed, "a\u{1b}[2Jb\u{202e}").at(Place::file("c\u{1b}[2J.csv"));
        let text = as_text(&found);
        assert!(!text.contains("\u{1b}[2J") && !text.contains('\u{202e}'));
    }
}
