//! A value that is not what it should be, and what to write.

use cxpress_diagnostic::did_you_mean;

/// A value that is not what it should be: what is wrong with it, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong with it.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl Wrong {
    /// What is wrong, and what to write.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Starts a list of names of which one is to be written.
pub const WRITE: &str = "write";

/// The next step for an unknown name: the nearest that is known, or all of them.
#[must_use]
pub fn suggestion<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone, all: &str) -> String {
    let last = if all == WRITE { "or" } else { "and" };
    did_you_mean(name, known.clone()).unwrap_or_else(|| format!("{all} {}", listed(known, last)))
}

/// Names in backticks: `a`, `b` or `c`.
#[must_use]
pub fn listed<'k>(names: impl Iterator<Item = &'k str>, last: &str) -> String {
    let mut quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match (quoted.pop(), quoted.len()) {
        (None, _) => "none".to_owned(),
        (Some(only), 0) => only,
        (Some(end), _) => format!("{} {last} {end}", quoted.join(", ")),
    }
}
