//! Text as a row of words, so that phrases can be compared byte by byte.
//!
//! " the wait | over an hour | wasn't explained ": every word has a blank on either side, a sign between
//! words is a word of its own, letters have lost their case, and ß and umlauts are written with two letters.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::redact;

/// Stands for signs between words, which no phrase reaches across.
pub(crate) const BREAK: &str = "|";

/// The words of a comment. What stands for personal data is a sign.
pub(crate) fn of_text(text: &str) -> String {
    let mut words = Words::new(text.len());
    for (n, free) in redact::unmarked(text).enumerate() {
        if n > 0 {
            words.gap = Gap::Sign;
        }
        words.push(&text[free]);
    }
    words.finish()
}

/// The words of a part of a phrase; `None` where it has no word, or a sign.
pub(crate) fn of_phrase(phrase: &str) -> Option<String> {
    let mut words = Words::new(phrase.len());
    words.push(phrase);
    let sign_after = words.gap == Gap::Sign;
    let written = words.finish();
    let has_sign = sign_after || written.contains(BREAK);
    (!has_sign && !written.trim().is_empty()).then_some(written)
}

/// What lies between two words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Sign,
}

struct Words {
    written: String,
    gap: Gap,
}

impl Words {
    fn new(length: usize) -> Self {
        Self {
            written: String::with_capacity(length + 2),
            gap: Gap::Blank,
        }
    }

    fn push(&mut self, text: &str) {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
        let mut letters = composed.chars().peekable();
        while let Some(letter) = letters.next() {
            let inside = self.gap == Gap::None && letters.peek().is_some_and(|next| is_letter(*next));
            match letter {
                _ if is_letter(letter) => self.letter(letter),
                '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' if inside => self.written.push('\''),
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}' => {} // seen by nobody
                _ => self.gap = self.gap.max(gap_of(letter)),
            }
        }
    }

    fn letter(&mut self, letter: char) {
        match self.gap {
            Gap::None => {}
            Gap::Blank => self.written.push(' '),
            Gap::Sign => self.written.extend([" ", BREAK, " "]),
        }
        self.gap = Gap::None;
        match letter {
            // Who has no German keyboard writes them so.
            'ä' | 'Ä' => self.written.push_str("ae"),
            'ö' | 'Ö' => self.written.push_str("oe"),
            'ü' | 'Ü' => self.written.push_str("ue"),
            _ if letter.is_ascii() => self.written.push(letter.to_ascii_lowercase()),
            // By way of the upper case, so that ß and ss, and both small sigmas, are the same.
            _ => self
                .written
                .extend(letter.to_uppercase().flat_map(char::to_lowercase)),
        }
    }

    fn finish(mut self) -> String {
        self.written.push(' ');
        self.written
    }
}

fn gap_of(sign: char) -> Gap {
    if sign.is_whitespace() || matches!(sign, '-' | '/' | '\u{2010}' | '\u{2011}') {
        Gap::Blank
    } else {
        Gap::Sign
    }
}

/// Letters, digits, and marks that sit on letters.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric()
        || (!letter.is_ascii() && CanonicalCombiningClassMapBorrowed::new().get_u8(letter) != 0)
}
