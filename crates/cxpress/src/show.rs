//! What people and programs are told: diagnostics, results, exit codes.

pub(crate) mod text;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anstyle::Style;
use cxpress_analysis::Publication;
use cxpress_core::{Code, Diagnostic, Diagnostics, LabelFile, Severity, visible};
use serde_json::json;

use crate::args::{Format, Shared};
use crate::trace::Told;

pub(crate) use text::plain;

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
        let width = text::width();
        for diagnostic in diagnostics.iter() {
            if self.json {
                line(&as_json(diagnostic).to_string());
            } else {
                error_line(&text::text(diagnostic, width));
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

    pub(crate) fn standing(&self, output: &Path, told: &Told) {
        let Told { pages, period, .. } = told;
        if self.json {
            let output = output.display().to_string();
            line(
                &json!({ "status": "unchanged", "output": output, "period": period, "pages": pages })
                    .to_string(),
            );
        } else if !self.quiet {
            error_line(&format!(
                "nothing has changed: {pages} pages for {period} are as they were built: open `{}`",
                output.join("index.html").display()
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

    pub(crate) fn sampled(&self, path: &Path, sample: &LabelFile, kept: usize) {
        let drawn: u64 = sample.comments.iter().map(|comment| comment.times).sum();
        let (texts, of) = (sample.comments.len(), sample.drawn_from);
        let path = path.display().to_string();
        if self.json {
            line(
                &json!({ "status": "sampled", "output": path, "comments": drawn, "texts": texts, "of": of, "kept": kept })
                    .to_string(),
            );
            return;
        }
        let periods: Vec<&str> = sample.periods.iter().map(|named| named.name.as_str()).collect();
        let of_periods = periods.join(", ");
        self.note(&format!(
            "drew {drawn} of {of} comments of {of_periods}, {texts} texts, to `{path}`"
        ));
        if kept > 0 {
            self.note(&format!("kept what was said of {kept} of them"));
        }
        self.note("write in place of each `todo` what you read in the comment; do not publish the file");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_what_is_not_seen_and_the_code() {
        let found = Diagnostic::error(Code::UnknownKey, "no `date\u{200b}`");
        assert_eq!(as_json(&found)["message"], "no `date<U+200B>`");
        assert_eq!(as_json(&found)["code"], "unknown-key");
    }
}
