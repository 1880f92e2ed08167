//! Names as people see and write them: what is not seen is named, what is misspelt is found.

use std::borrow::Cow;

/// Whether a character is not seen, or is taken for a common blank, so that texts with and without it look alike.
#[must_use]
pub const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{2007}' | '\u{200b}'..='\u{200f}'
    ) || matches!(c, '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}')
}

/// A text for messages: what would not be seen in it is named, as `<U+200B>`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let named = text.chars().map(|c| {
        if is_unseen(c) {
            format!("<U+{:04X}>", u32::from(c))
        } else {
            c.to_string()
        }
    });
    Cow::Owned(named.collect())
}

/// A text as it is seen, in lower case: without what is not seen, with common blanks.
#[must_use]
pub fn as_seen(text: &str) -> String {
    let blank = |c: char| {
        if matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}') {
            ' '
        } else {
            c
        }
    };
    let seen: String = text.chars().map(blank).filter(|c| !is_unseen(*c)).collect();
    seen.trim().to_lowercase()
}

/// The nearest of `known` to `name`, if it is near enough to be a typing mistake.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let scored = known.into_iter().map(|candidate| {
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        (distance, candidate)
    });
    let (distance, best) = scored.min()?;
    let bound = (name.chars().count() / 3).max(1);
    (distance <= bound).then_some(best)
}

/// The question whether a name was meant: the next step for one that is misspelt.
#[must_use]
pub fn meant(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// The question whether the nearest of `known` was meant, if one is near enough.
#[must_use]
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["questions", "sources", "title"];
        assert_eq!(nearest("qestions", known), Some("questions"));
        assert_eq!(nearest("TITLE", known), Some("title"));
        assert_eq!(nearest("weight", known), None);
        assert_eq!(
            did_you_mean("titel", known).as_deref(),
            Some("did you mean `title`?")
        );
        assert_eq!(did_you_mean("weight", known), None);
    }

    #[test]
    fn what_is_not_seen_is_named() {
        assert_eq!(visible("date\u{200b} a\u{a0}b"), "date<U+200B> a<U+00A0>b");
        assert_eq!(visible("größer als 5"), "größer als 5");
        assert_eq!(as_seen("\u{feff}My\u{a0}Date\u{200b} "), "my date");
    }
}
