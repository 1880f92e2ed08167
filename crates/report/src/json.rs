//! A report as JSON, and back: the form that [`FORMAT`] versions.

use std::fmt;

use serde::Deserialize;

use crate::{FORMAT, Report};

/// Why a text is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is a report in a form of this version, not of [`FORMAT`].
    Format(u32),
    /// It is something else: what the parser says.
    Malformed(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(found) => write!(f, "it has format {found}, and only {FORMAT} is known"),
            Self::Malformed(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Unreadable {}

/// What is looked at first.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Report {
    /// The report as one JSON object; the same bytes for the same report.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written: no map has keys that are no text.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Report::to_json`] wrote. Keys that a report does not have are passed over.
    ///
    /// # Errors
    /// If the text is something else, or in a form of another version.
    pub fn from_json(text: &str) -> Result<Self, Unreadable> {
        let malformed = |error: serde_json::Error| Unreadable::Malformed(error.to_string());
        let Head { format } = serde_json::from_str(text).map_err(malformed)?;
        if format != FORMAT {
            return Err(Unreadable::Format(format));
        }
        serde_json::from_str(text).map_err(malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_of_this_version_is_refused() {
        let later = format!("{{\"format\":{},\"title\":\"Survey\"}}", FORMAT + 1);
        assert_eq!(Report::from_json(&later), Err(Unreadable::Format(FORMAT + 1)));
        for text in ["", "{}", "[]", &format!("{{\"format\":{FORMAT}}}")] {
            let found = Report::from_json(text);
            assert!(
                matches!(found, Err(Unreadable::Malformed(_))),
                "{text}: {found:?}"
            );
        }
    }
}
