//! The language of a comment, where it can be told.
//!
//! Comments are short, and languages are told by letters only in long ones. So the words that hold sentences together
//! decide first (`language/words.txt`): the language that has most of them, if no other has as many. They tell *The soup
//! was cold* from *Die Suppe war kalt*. Where they are silent, as in languages that are not in the table, the letters
//! decide, as the crate `whatlang` reads them: a script that is not Latin at once, and Latin letters only where it says that
//! it is sure. A comment such as "ok" or "super"
//! has no language of its own.

use rustc_hash::FxHashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use whatlang::{Detector, Lang, Script};

/// A language that is told from others.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Portuguese.
    Portuguese,
    /// Any other language.
    Other,
}

impl Language {
    /// The languages that have a tag of their own.
    const TAGGED: [(Self, &'static str); 7] = [
        (Self::English, "en"),
        (Self::German, "de"),
        (Self::French, "fr"),
        (Self::Spanish, "es"),
        (Self::Italian, "it"),
        (Self::Dutch, "nl"),
        (Self::Portuguese, "pt"),
    ];

    /// The language of a text; `None` where it cannot be told, as in "ok".
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = without_case(text);
        by_words(&text).or_else(|| by_letters(&text))
    }

    /// The language of a tag such as `en` or `en-GB`, in any case.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let known = Self::TAGGED
            .iter()
            .find(|(_, tag)| tag.eq_ignore_ascii_case(primary));
        known.map_or(Self::Other, |(language, _)| *language)
    }
}

/// Not a tag of a language that is told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown;

impl FromStr for Language {
    type Err = Unknown;

    /// Reads a tag of a language that is told from others: `en`, `de`.
    fn from_str(tag: &str) -> Result<Self, Unknown> {
        match Self::of_tag(tag) {
            Self::Other => Err(Unknown),
            language => Ok(language),
        }
    }
}

/// By way of the upper case, as phrases are compared, so that ß and ss are the same: who shouts uses no other language.
fn without_case(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

/// The table of words.
const TABLE: &str = include_str!("language/words.txt");

/// The languages of each word: a bit for each place in [`Language::TAGGED`].
static WORDS: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (tag, listed) in TABLE.lines().filter_map(|line| line.split_once(": ")) {
        let place = Language::TAGGED.iter().position(|(_, of)| *of == tag);
        let bit = place.map_or(0, |place| 1 << place);
        for word in listed.split(' ') {
            *words.entry(without_case(word)).or_insert(0) |= bit;
        }
    }
    words
});

/// The language that has more of the words than any other.
fn by_words(text: &str) -> Option<Language> {
    let mut counts = [0_u32; Language::TAGGED.len()];
    let text = text.replace(['\u{2019}', '\u{2018}', '\u{02BC}'], "'");
    for word in text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'') {
        let languages = WORDS.get(word.trim_matches('\'')).copied().unwrap_or_default();
        for (place, count) in counts.iter_mut().enumerate() {
            *count += u32::from(languages >> place & 1);
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let mut leading = counts
        .iter()
        .zip(Language::TAGGED)
        .filter(|(count, _)| **count == most);
    let (_, (language, _)) = leading.next()?;
    leading.next().is_none().then_some(language)
}

/// The language of the letters, where they leave no doubt.
fn by_letters(text: &str) -> Option<Language> {
    static DETECTOR: LazyLock<Detector> = LazyLock::new(Detector::new);
    let told = DETECTOR.detect(text)?;
    if told.script() != Script::Latin {
        return Some(Language::Other);
    }
    told.is_reliable().then(|| match told.lang() {
        Lang::Eng => Language::English,
        Lang::Deu => Language::German,
        Lang::Fra => Language::French,
        Lang::Spa => Language::Spanish,
        Lang::Ita => Language::Italian,
        Lang::Nld => Language::Dutch,
        Lang::Por => Language::Portuguese,
        _ => Language::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_comments_are_told_by_their_words() {
        let cases = [
            ("The soup was cold.", Some(Language::English)),
            ("Die Suppe war kalt.", Some(Language::German)),
            ("I can\u{2019}t log in", Some(Language::English)),
            ("La soupe était froide", Some(Language::French)),
            ("La sopa está muy fría", Some(Language::Spanish)),
            ("La zuppa non era calda", Some(Language::Italian)),
            ("Het eten was niet warm", Some(Language::Dutch)),
            ("A sopa não estava quente", Some(Language::Portuguese)),
            ("Очень вежливый персонал", Some(Language::Other)),
            ("außer", Some(Language::German)),
            ("AUSSER", Some(Language::German)),
            ("rudeßa", Language::of("RUDESSA")),
            ("ok", None),
            ("5/5", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Language::of(text), expected, "{text}");
        }
    }

    #[test]
    fn tags_have_a_language() {
        assert_eq!(Language::of_tag("en-GB"), Language::English);
        assert_eq!(Language::of_tag("DE"), Language::German);
        assert_eq!(Language::of_tag("sv"), Language::Other);
        assert_eq!("sv".parse::<Language>(), Err(Unknown));
    }

    #[test]
    fn the_table_has_a_line_for_each_language() {
        let tags: Vec<&str> = TABLE
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(tag, _)| tag)
            .collect();
        assert_eq!(tags, Language::TAGGED.map(|(_, tag)| tag));
    }
}
