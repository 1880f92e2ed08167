//! Diagnostics: one thing that is wrong, and all of them.

use std::fmt;

use crate::Code;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The report cannot be built from this.
    Error,
    /// The report can be built, but somebody should look.
    Warning,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the project.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// The column, from 1; 0 for the line as a whole.
    pub column: u64,
}

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
        }
    }

    /// A line and column of a file, both from 1.
    #[must_use]
    pub fn at(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self {
            file: file.into(),
            line,
            column,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake it is.
    pub code: Code,
    /// What is wrong, in lower case, names and values in backticks.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// The line itself, for the terminal only.
    pub line: Option<String>,
    /// Why, or what is there instead.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            line: None,
            notes: Vec::new(),
            help: None,
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// It at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// It with the text of the line.
    #[must_use]
    pub fn with_line(mut self, line: impl Into<String>) -> Self {
        self.line = Some(line.into());
        self
    }

    /// It with a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// It with a next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Those that are errors.
    #[must_use]
    pub fn errors(self) -> Self {
        let errors = self.all.into_iter();
        let errors = errors.filter(|diagnostic| diagnostic.severity == Severity::Error);
        Self {
            all: errors.collect(),
        }
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.all
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.all
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// In order of file and line, those without a place first, so that the order never depends on threads.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.all
            .sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.all.dedup();
        self
    }

    /// With the lines themselves where a place in a configuration or a commentary has none yet; `text` gives the text of a
    /// file, if there is one.
    #[must_use]
    pub fn quoting(mut self, text: impl Fn(&str) -> Option<String>) -> Self {
        let quotable = |file: &str| [".yaml", ".yml", ".md"].iter().any(|end| file.ends_with(end));
        for diagnostic in self.all.iter_mut().filter(|diagnostic| diagnostic.line.is_none()) {
            let Some(place) = diagnostic.place.as_ref().filter(|place| quotable(&place.file)) else {
                continue;
            };
            let Some(index) = place
                .line
                .checked_sub(1)
                .and_then(|line| usize::try_from(line).ok())
            else {
                continue;
            };
            let text = text(&place.file).unwrap_or_default();
            diagnostic.line = text.lines().nth(index).map(str::to_owned);
        }
        self
    }

    /// One by one.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            all: vec![diagnostic],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_print_what_is_known() {
        assert_eq!(Place::file("a.csv").to_string(), "a.csv");
        assert_eq!(Place::at("a.csv", 3, 0).to_string(), "a.csv:3");
        assert_eq!(Place::at("a.csv", 3, 7).to_string(), "a.csv:3:7");
    }
}
