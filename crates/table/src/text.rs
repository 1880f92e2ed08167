//! Texts of cells in one form, so that what looks the same is the same.

use std::borrow::Cow;
use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
use regex::Regex;

/// The text as readers see it: letters composed (NFC), HTML's names of characters replaced (`R&amp;D`), each run of
/// blanks of any kind one blank, none at its ends, and nothing that cannot be seen.
#[must_use]
pub fn tidy(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if is_plain(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let shown = unescaped(trimmed);
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&shown);
    let seen: String = composed.chars().filter(|c| !is_unseen(*c)).collect();
    Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The same in lower case, for comparisons.
pub fn folded(text: &str) -> String {
    tidy(text).to_lowercase()
}

/// Whether there is nothing to do, as for nearly every text.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .all(|byte| matches!(byte, b' '..=b'~' if *byte != b'&'))
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// Characters by their names in HTML, which exports that were made for pages hold, some of them twice over.
fn unescaped(text: &str) -> Cow<'_, str> {
    static NAMED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);").ok());
    let mut shown = Cow::Borrowed(text);
    for _ in 0..2 {
        if !NAMED.as_ref().is_some_and(|named| named.is_match(&shown)) {
            break;
        }
        shown = Cow::Owned(html_escape::decode_html_entities(&shown).into_owned());
    }
    shown
}

/// Characters without a width of their own that change no letter: what joins letters of Persian or parts of a picture
/// stays.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'
    ) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What two texts have in common that read alike: `E-mail`, `email` and `EMAIL`; `Live chat` and `livechat`. Marks count
/// where they tell something: `C++` is not `C`, and `18-24` is not `1824`.
pub fn reads_as(text: &str) -> String {
    let letters: Vec<char> = folded(text).chars().collect();
    let near = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
    let joins = |at: usize| {
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let both = [before, after].map(|c| c.is_some_and(char::is_alphanumeric));
        let one = [before, after].map(|c| c.is_some_and(char::is_alphabetic));
        both == [true; 2] && one != [false; 2]
    };
    let is_mark = |c: char| matches!(c, ' ' | '-' | '_' | '.' | '\'' | '’' | '‐'..='―');
    let kept = letters.iter().enumerate();
    kept.filter(|(at, c)| !(is_mark(**c) && joins(*at)))
        .map(|(_, c)| *c)
        .collect()
}

/// A value or a row as an example, cut to what fits a line of a terminal.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(LONGEST).map(clean).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        let cases = [
            (" Live chat ", "Live chat"),
            ("Live  chat", "Live chat"),
            ("Live\u{a0}chat\u{200b}", "Live chat"),
            ("Live\u{3000}\tchat", "Live chat"),
            ("Zu\u{308}rich", "Zürich"),
            ("R&amp;D", "R&D"),
            ("R&amp;amp;D", "R&D"),
            ("R&#38;D", "R&D"),
            ("R&D; more", "R&D; more"),
            ("Food&notions", "Food&notions"),
            ("soft\u{ad}ware", "software"),
            ("نمی\u{200c}دانم", "نمی\u{200c}دانم"),
        ];
        for (text, tidied) in cases {
            assert_eq!(tidy(text), tidied, "{text}");
        }
    }

    #[test]
    fn names_that_read_alike() {
        for other in ["email", "EMAIL", "E-mail", "e mail", "E‑Mail"] {
            assert_eq!(reads_as(other), "email", "{other}");
        }
        let apart = [
            ("C", "C++"),
            ("C#", "C"),
            ("18-24", "1824"),
            ("A", "A-"),
            ("< 5", "> 5"),
            ("1.5", "15"),
        ];
        for (one, other) in apart {
            assert_ne!(reads_as(one), reads_as(other), "{one} {other}");
        }
    }
}
