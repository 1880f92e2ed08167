//! What must hold for all texts.

use std::sync::LazyLock;

use cxpress_voice::causes;
use cxpress_voice::codebook::{Codebook, Theme};
use cxpress_voice::redact::{PersonalData, Redactor};
use cxpress_voice::sentiment::Compound;
use proptest::prelude::*;
use proptest::sample::select;
use regex::Regex;

static REDACTOR: LazyLock<Redactor> = LazyLock::new(|| {
    let patterns = [r"\bAB\d+", r"\d\d$", r"^[a-c]"].map(|pattern| Regex::new(pattern).unwrap());
    Redactor::new(["Anna", "Anna Maria", "phone", "ö"], patterns.into()).unwrap()
});

static PLAIN: LazyLock<Redactor> = LazyLock::new(|| Redactor::new([], Vec::new()).unwrap());

static CAUSES: LazyLock<Codebook> =
    LazyLock::new(|| Codebook::new(causes::VERSION, causes::themes()).unwrap());

/// Pieces of which texts with personal data are made, whole, cut off and run together.
const PIECES: &[&str] = &[
    "0171",
    "1234567",
    "+49",
    "00",
    "4111",
    "1111",
    "378282246310005",
    "12",
    "7",
    "2024",
    "-",
    "-",
    ".",
    " ",
    " ",
    " ",
    "/",
    "(",
    ")",
    ",",
    ":",
    "#",
    "@",
    "a@b.de",
    "anna",
    "Maria",
    "example",
    ".com",
    "www.",
    "?x=",
    "DE89",
    "3704",
    "0044",
    "0532",
    "10.0.0.1",
    "::",
    "fe80",
    "order no. ",
    "tel ",
    "call me on ",
    "[phone]",
    "[",
    "]",
    "[e-mail",
    "\n",
    "\u{A0}",
    "é",
    "ö",
    "😀",
    "AB",
    "€",
    "٣",
    "phone",
    "a",
    "at",
    "dot",
    "\"",
];

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        pieces(),
        ".{0,60}",
        "[0-9 ().+/,:€-]{0,60}",
        "[a-zA-Z0-9@.:/ -]{0,60}"
    ]
}

/// Digits with the check digit of Luhn, computed in another way than the program does.
fn card() -> impl Strategy<Value = Vec<u8>> {
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    proptest::collection::vec(0_u8..10, 12..=18).prop_map(|mut digits| {
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(n, digit)| match n % 2 {
                0 => u32::from(DOUBLED[usize::from(*digit)]),
                _ => u32::from(*digit),
            })
            .sum();
        digits.push(((10 - sum % 10) % 10) as u8);
        digits
    })
}

fn written(digits: &[u8], gaps: &[&str]) -> String {
    digits
        .iter()
        .zip(gaps.iter().cycle())
        .enumerate()
        .map(|(n, (digit, gap))| match n {
            0 => digit.to_string(),
            _ => format!("{gap}{digit}"),
        })
        .collect()
}

/// The digits of a text that belong together as a reader sees it, at most one blank or hyphen between.
fn digits_of(text: &str) -> Vec<String> {
    let run = Regex::new(r"[0-9](?:[ -]?[0-9])*").unwrap();
    run.find_iter(text)
        .map(|run| run.as_str().replace([' ', '-'], ""))
        .collect()
}

proptest! {
    #[test]
    fn redacting_twice_is_redacting_once(text in any_text()) {
        for redactor in [&*REDACTOR, &*PLAIN] {
            let once = redactor.redact(&text).text.into_owned();
            let twice = redactor.redact(&once);
            prop_assert_eq!(&twice.text, &once);
            prop_assert_eq!(twice.redactions.total(), 0);
        }
    }

    #[test]
    fn counts_are_the_markers_that_came(text in any_text()) {
        let redacted = PLAIN.redact(&text);
        for kind in PersonalData::ALL {
            let markers = |text: &str| text.matches(kind.marker()).count() as u64;
            let came = markers(&redacted.text) - markers(&text);
            prop_assert_eq!(redacted.redactions.of(kind), came, "{:?}", kind);
        }
    }

    #[test]
    fn no_mail_survives(
        before in any_text(),
        local in "[a-z0-9][a-z0-9._+-]{0,10}",
        host in "[a-z0-9]{1,8}(\\.[a-z0-9]{1,8}){0,2}",
        top in "[a-z]{2,6}",
        after in any_text(),
    ) {
        let text = format!("{before}{local}@{host}.{top}{after}");
        let redacted = PLAIN.redact(&text).text.into_owned();
        let mail = Regex::new(r"(?i)[a-z0-9]@[a-z0-9-]+\.[a-z]{2}").unwrap();
        prop_assert!(!mail.is_match(&redacted), "{text:?} became {redacted:?}");
    }

    #[test]
    fn no_card_survives(
        before in "[a-z ,;!]{0,10}",
        digits in card(),
        gap in select(&["", " ", "-"][..]),
        after in "[a-z ,;!]{0,10}",
    ) {
        let number = written(&digits, &[gap]);
        let redacted = PLAIN.redact(&format!("{before}{number}{after}")).text.into_owned();
        prop_assert!(digits_of(&redacted).iter().all(|run| run.len() < 9), "{number:?} became {redacted:?}");
    }

    #[test]
    fn no_card_survives_in_fours(before in any_text(), digits in card(), after in any_text()) {
        let number: Vec<String> = digits.chunks(4).map(|group| written(group, &[""])).collect();
        let redacted = PLAIN.redact(&format!("{before};{};{after}", number.join(" "))).text.into_owned();
        let gone = !redacted.contains(&number.join(" "));
        prop_assert!(gone, "{number:?} became {redacted:?}");
    }

    #[test]
    fn no_international_number_survives(
        country in 1_u32..999,
        digits in proptest::collection::vec(0_u8..10, 7..=11),
        gap in select(&["", " ", "-", ".", "/"][..]),
        after in "[a-z,;!]{0,10}",
    ) {
        let number: Vec<String> = digits.chunks(3).map(|group| written(group, &[""])).collect();
        let text = format!("call +{country}{gap}{}{after}", number.join(gap));
        let redacted = PLAIN.redact(&text).text.into_owned();
        prop_assert!(!redacted.contains(|sign: char| sign.is_ascii_digit()), "{text:?} became {redacted:?}");
    }

    #[test]
    fn words_without_digits_and_signs_stay(text in "[a-zA-Zäöüé ,.!?'\n]{0,80}") {
        let has_mail_in_words = text.contains(" at ") || text.contains("www.") || text.contains(" dot ");
        prop_assume!(!has_mail_in_words);
        let redacted = PLAIN.redact(&text);
        prop_assert_eq!(&*redacted.text, &*text);
    }

    #[test]
    fn any_text_has_a_compound(text in any_text()) {
        let compound = Compound::of(&text, "en").unwrap().value();
        prop_assert!((-1.0..=1.0).contains(&compound));
    }

    #[test]
    fn themes_rise_and_case_does_not_matter(
        text in ".{0,40}(long wait|not a long wait|RUDE|unsolved|chat bot)?.{0,40}",
    ) {
        let found: Vec<usize> = CAUSES.themes_of(&text).collect();
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert_eq!(CAUSES.themes_of(&text.to_uppercase()).collect::<Vec<_>>(), found);
    }

    /// The theme found is the theme that a slow reading of the definition finds.
    #[test]
    fn matching_is_what_its_definition_says(
        include in proptest::collection::vec("[ab]\\*?( [ab]{1,2}\\*?){0,2}", 1..4),
        exclude in proptest::collection::vec("[ab]{1,2}\\*?( [ab]\\*?){0,2}", 0..3),
        text in "([ab]{1,3}[ ,]){0,12}",
    ) {
        let slow = reads(&include, &exclude, &text);
        let theme = Theme { id: "t".into(), label: "t".into(), include, exclude, examples: Vec::new() };
        let codebook = Codebook::new("1", vec![theme]).unwrap();
        prop_assert_eq!(codebook.themes_of(&text).next().is_some(), slow, "{}", text);
    }
}

/// Every place of every phrase by comparing all words, a comma being a word that no phrase has.
fn reads(include: &[String], exclude: &[String], text: &str) -> bool {
    let spaced = text.replace(',', " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is = |pattern: &str, word: &str| match pattern.strip_suffix('*') {
        Some(opening) => word.starts_with(opening),
        None => word == pattern,
    };
    let places = |phrases: &[String]| {
        let mut places = Vec::new();
        for phrase in phrases {
            let patterns: Vec<&str> = phrase.split(' ').collect();
            for (at, window) in words.windows(patterns.len()).enumerate() {
                if patterns
                    .iter()
                    .zip(window)
                    .all(|(pattern, word)| is(pattern, word))
                {
                    places.push(at..at + patterns.len());
                }
            }
        }
        places
    };
    let excluded = places(exclude);
    places(include).iter().any(|place| {
        excluded
            .iter()
            .all(|other| other.end <= place.start || place.end <= other.start)
    })
}
