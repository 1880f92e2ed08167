//! What stands for nothing: no answer, no time, no number, no group.

use cxpress_metric::Missing;

use crate::format::Format;
use crate::text::folded;

/// What stands for a missing answer in any source, in lower case. A blank is *not answered*.
pub const WORDS: [(&str, Missing); 15] = [
    ("", Missing::NotAnswered),
    // A blank in quotes that an export put into quotes once more.
    ("\"\"", Missing::NotAnswered),
    ("-", Missing::NotAnswered),
    ("nil", Missing::NotAnswered),
    ("null", Missing::NotAnswered),
    ("blank", Missing::NotAnswered),
    ("not answered", Missing::NotAnswered),
    ("no answer", Missing::NotAnswered),
    ("n/a", Missing::DoesNotApply),
    ("na", Missing::DoesNotApply),
    ("not applicable", Missing::DoesNotApply),
    ("does not apply", Missing::DoesNotApply),
    ("don't know", Missing::DontKnow),
    ("don’t know", Missing::DontKnow),
    ("not asked", Missing::NotAsked),
];

/// Whether a text stands for a missing answer in any source. A blank does.
pub fn is_missing(text: &str) -> bool {
    let lower = folded(text);
    WORDS.iter().any(|(known, _)| *known == lower)
}

/// What says in a source that there is nothing: no time, no number, no comment, no group.
pub struct Nothing {
    /// What the source's `missing` names, in lower case: it stands for nothing, whatever it looks like.
    named: Vec<String>,
    /// What the vendor writes.
    of_vendor: &'static [(&'static str, Missing)],
}

impl Nothing {
    /// What stands for nothing in a source that names these texts, in files of this format.
    pub fn of(missing: &[(String, Missing)], format: &Format) -> Self {
        Self {
            named: missing.iter().map(|(text, _)| folded(text)).collect(),
            of_vendor: format.missing,
        }
    }

    /// Whether the source names a text as one for nothing.
    pub fn names(&self, text: &str) -> bool {
        !self.named.is_empty() && self.named.contains(&folded(text))
    }

    /// Whether a text that is no value says that there is none.
    pub fn is(&self, text: &str) -> bool {
        is_missing(text) || self.names(text) || self.is_code(text)
    }

    /// Whether a text is no comment: a blank, or what the source names. Customers may write `N/A` or `-`, and what they
    /// write counts.
    pub fn is_no_comment(&self, text: &str, named: &[(String, Missing)]) -> bool {
        let of_question = || {
            let text = folded(text);
            named.iter().any(|(known, _)| folded(known) == text)
        };
        let is_blank = |text: &str| text.is_empty() || text == "\"\"";
        is_blank(text) || self.names(text) || (!named.is_empty() && of_question())
    }

    /// Whether a value of a dimension, tidied, is none. `NA` alone may be one: it is a region, too.
    pub fn is_no_group(&self, value: &str) -> bool {
        value.is_empty() || !value.eq_ignore_ascii_case(UNCLEAR_GROUP) && self.is(value) || self.names(value)
    }

    fn is_code(&self, text: &str) -> bool {
        self.of_vendor
            .iter()
            .any(|(code, _)| code.eq_ignore_ascii_case(text))
    }
}

/// What may be a group of a dimension, or say that there is none.
pub const UNCLEAR_GROUP: &str = "NA";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_words_in_any_case() {
        assert!(
            ["", " ", "N/A", "Don’t know", "null"]
                .iter()
                .all(|text| is_missing(text))
        );
        assert!(!["x", "0", "9999-12-31"].iter().any(|text| is_missing(text)));
    }
}
