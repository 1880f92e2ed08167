//! What a value of a dimension is called in addresses, and which value a name stands for.
//!
//! An address depends on the value and on nothing else, so that it does not move when other values come or go, and no two
//! values have one. A value that could be an address is its own (`chat`, `日本`); every other one loses something on its
//! way there, its capitals, its signs, its length, and a short hash of the value tells what was lost (`Live chat` is
//! `live-chat-4e0a91`).

use std::sync::LazyLock;

use cxpress_report::{Dimension, DimensionValue};
use regex::Regex;
use xxhash_rust::xxh3::xxh3_64;

use cxpress_diagnostic::{Code, Diagnostic};

/// Letters of any script with their marks, digits, underscores: what stands between hyphens.
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:[\p{L}\p{Nd}_]\p{M}*)+").ok());
/// Longer addresses are cut: files have names of 255 bytes at most, and paths on Windows 260 characters.
const LONGEST: (usize, usize) = (60, 120);
/// How many digits of the hash stand at the end of an address.
const DIGITS: usize = 6;
/// Names that Windows gives to devices, whatever comes after a dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same, with a digit at the end.
const PORTS: [&str; 2] = ["com", "lpt"];

/// The address of a value: letters of any script in lower case, digits, hyphens, underscores. It is no name that Windows
/// reserves, and differs from that of any other value by more than its case.
#[must_use]
pub fn of_value(value: &str) -> String {
    let plain = plain(value);
    if plain == value && is_address(&plain) {
        return plain;
    }
    with_hash(value)
}

/// The address of a value whose own name is taken: always with a hash.
pub fn with_hash(value: &str) -> String {
    let plain = plain(value);
    let hash = xxh3_64(value.as_bytes()) & 0x00ff_ffff;
    let plain = if plain.is_empty() { "value" } else { &plain };
    format!("{plain}-{hash:0DIGITS$x}")
}

/// Whether a file may have this name on Windows, with any ending.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let is_port = |port: &&str| {
        let rest = stem.strip_prefix(*port);
        rest.is_some_and(|rest| rest.chars().count() == 1 && rest.contains(char::is_numeric))
    };
    DEVICES.contains(&stem.as_str()) || PORTS.iter().any(is_port)
}

/// Whether an address may hold a character: a letter of any script or a mark on one, a digit, `-`, `_`.
#[must_use]
pub fn is_letter(c: char) -> bool {
    let is_mark = || {
        let with_letter = format!("a{c}");
        let found = WORDS.as_ref().and_then(|words| words.find(&with_letter));
        found.is_some_and(|found| found.len() == with_letter.len())
    };
    matches!(c, '-' | '_') || c.is_ascii_alphanumeric() || (!c.is_ascii() && is_mark())
}

/// The words of a value in lower case with hyphens between them, cut to a length.
fn plain(value: &str) -> String {
    let lower: String = value.chars().flat_map(char::to_lowercase).collect();
    let words = WORDS.iter().flat_map(|words| words.find_iter(&lower));
    let words: Vec<&str> = words.map(|word| word.as_str()).collect();
    let mut plain = String::new();
    for (length, c) in words.join("-").chars().enumerate() {
        if length == LONGEST.0 || plain.len() + c.len_utf8() > LONGEST.1 {
            break;
        }
        plain.push(c);
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}

/// Whether a plain value can be its own address: not where a file system takes another letter for the same, where a file
/// may not have the name, or where it looks like an address that ends with a hash.
fn is_address(plain: &str) -> bool {
    let is_one = |c: char| {
        c.to_uppercase()
            .flat_map(char::to_lowercase)
            .eq(std::iter::once(c))
    };
    let ends_with_hash = plain.rsplit_once('-').is_some_and(|(_, end)| {
        end.len() == DIGITS
            && end
                .chars()
                .all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
    });
    !plain.is_empty() && plain.chars().all(is_one) && !is_reserved(plain) && !ends_with_hash
}

/// What a value was called in addresses by release 0.1.0, before values that shared a name were numbered.
#[must_use]
pub fn former(value: &str) -> String {
    let mut address = String::new();
    for c in value.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            address.push(c);
        } else if !address.is_empty() && !address.ends_with('-') {
            address.push('-');
        }
    }
    let address: String = address.trim_end_matches('-').chars().take(60).collect();
    if address.is_empty() {
        "value".into()
    } else {
        address
    }
}

/// The value of a dimension that a name stands for.
#[derive(Debug)]
pub enum Found {
    /// This one, by its place.
    One(usize),
    /// This one by its address in release 0.1.0, which does not tell it from others; with a warning that says what to write.
    Likely(usize, Diagnostic),
    /// One of several; with an error that lists them.
    Several(Diagnostic),
    /// None.
    Nothing,
}

/// The value that a name stands for: by its text in the data, else by its label, else by its address, else by its address
/// in release 0.1.0. The diagnostics have no place yet.
#[must_use]
pub fn find(dimension: &Dimension, name: &str) -> Found {
    let values = &dimension.values;
    let texts: [fn(&DimensionValue) -> &str; 3] =
        [|value| &value.raw, |value| &value.label, |value| &value.id];
    let place = |text: fn(&DimensionValue) -> &str| values.iter().position(|value| text(value) == name);
    if let Some(place) = texts.into_iter().find_map(place) {
        return Found::One(place);
    }
    let called = |name: &str| -> Vec<usize> {
        let values = values.iter().enumerate();
        let called = values.filter(|(_, value)| former(&value.raw) == name);
        called.map(|(place, _)| place).collect()
    };
    match (called(name).as_slice(), numbered(name).map(called)) {
        ([one], _) if reads_alike(name, &values[*one].raw) => Found::One(*one),
        ([one], _) => Found::Likely(*one, likely(dimension, name, *one)),
        ([], Some(several)) if several.len() > 1 => Found::Several(ambiguous(dimension, name, &several)),
        ([], _) => Found::Nothing,
        (several, _) => Found::Several(ambiguous(dimension, name, several)),
    }
}

/// A name without the number that release 0.1.0 put after it.
fn numbered(name: &str) -> Option<&str> {
    let (name, number) = name.rsplit_once('-')?;
    number.chars().all(|c| c.is_ascii_digit()).then_some(name)
}

/// Whether two names differ in nothing but capitals, blanks, hyphens and underscores.
fn reads_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    words(one) == words(other)
}

fn likely(dimension: &Dimension, name: &str, place: usize) -> Diagnostic {
    let raw = &dimension.values[place].raw;
    let message = format!(
        "`{name}` is taken for `{raw}` of `{}`, whose address it was in release 0.1.0",
        dimension.id
    );
    Diagnostic::warning(Code::ValueByFormerAddress, message)
        .note("another value may come that had the same address")
        .help(format!("name the value as it stands in the data: `{raw}`"))
}

fn ambiguous(dimension: &Dimension, name: &str, places: &[usize]) -> Diagnostic {
    let names = places
        .iter()
        .map(|place| format!("`{}`", dimension.values[*place].raw));
    let names: Vec<String> = names.collect();
    let message = format!(
        "`{name}` may be one of {} values of `{}`: {}",
        names.len(),
        dimension.id,
        names.join(", ")
    );
    Diagnostic::error(Code::ValueAmbiguous, message).help("name the value as it stands in the data")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_value_that_could_be_an_address_is_its_own() {
        for value in [
            "chat",
            "live-chat",
            "live_chat",
            "24-7",
            "日本",
            "übung",
            "हिन्दी",
            "เด็ก",
            "가나",
            "com10",
        ] {
            assert_eq!(of_value(value), value);
        }
    }

    #[test]
    fn what_is_lost_on_the_way_is_told_by_a_hash() {
        let start = |value: &str| {
            let address = of_value(value);
            let (start, hash) = address.rsplit_once('-').unwrap_or_default();
            assert!(
                hash.len() == DIGITS && address.chars().all(is_letter),
                "{address}"
            );
            start.to_owned()
        };
        for (value, plain) in [
            ("Live chat (24/7)", "live-chat-24-7"),
            ("C++", "c"),
            ("C#", "c"),
            ("Ärger", "ärger"),
            ("СКИДКА", "скидка"),
            ("CON", "con"),
            ("aux", "aux"),
            ("nul.", "nul"),
            ("com1", "com1"),
            ("lpt¹", "lpt"),
            ("chat ", "chat"),
            ("../..", "value"),
            ("", "value"),
            ("❤️", "value"),
            ("<script>", "script"),
            ("straße", "straße"),
            ("c-4e0a91", "c-4e0a91"),
            ("a--b", "a-b"),
        ] {
            assert_eq!(start(value), plain, "{value}");
        }
        assert!(of_value(&"長い名前".repeat(40)).len() < 200);
        assert!(of_value(&"long ".repeat(40)).len() < 80);
    }

    #[test]
    fn no_two_values_have_one_address() {
        let values = [
            "Email", "email", "EMAIL", "e-mail", "e mail", "é", "É", "e\u{301}", "ς", "σ", "Σ", "ß", "ss",
            "SS", "İ", "i̇", "K", "k",
        ];
        let folded = values.map(|value| of_value(value).to_uppercase().to_lowercase());
        assert_eq!(folded.iter().collect::<BTreeSet<_>>().len(), values.len());
    }

    #[test]
    fn names_of_devices_are_found() {
        for name in ["con", "NUL.txt", "Com1", "lpt9.html", "aux ", "com²"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["contact", "com", "com10", "null", "comx"] {
            assert!(!is_reserved(name), "{name}");
        }
        for c in ['a', '9', 'é', '日', '\u{94d}'] {
            assert!(is_letter(c), "{c}");
        }
        for c in ['.', '/', ' ', '\u{202e}', '\u{a0}', '%', '<', '“'] {
            assert!(!is_letter(c), "{c}");
        }
    }

    fn dimension(values: &[&str]) -> Dimension {
        let value = |raw: &&str| DimensionValue {
            id: of_value(raw),
            raw: (*raw).to_owned(),
            label: format!("Label of {raw}"),
        };
        Dimension {
            id: "topic".to_owned(),
            label: "Topic".to_owned(),
            values: values.iter().map(value).collect(),
        }
    }

    #[test]
    fn a_value_is_found_by_what_tells_it_from_others() {
        let topics = dimension(&["C#", "C++", "Live chat", "live_chats", "D/E"]);
        let found = |name: &str| match find(&topics, name) {
            Found::One(place) => format!("{place}"),
            Found::Likely(place, warning) => format!("{place}? {}", warning.message),
            Found::Several(error) => error.message,
            Found::Nothing => "none".to_owned(),
        };
        assert_eq!(found("C++"), "1");
        assert_eq!(found("Label of C++"), "1");
        assert_eq!(found(&of_value("C++")), "1");
        assert_eq!(found("live-chat"), "2");
        assert_eq!(found("live-chats"), "3");
        assert!(found("d-e").starts_with("4? `d-e` is taken for `D/E`"));
        for name in ["c", "c-2"] {
            let listed = format!("`{name}` may be one of 2 values of `topic`: `C#`, `C++`");
            assert_eq!(found(name), listed);
        }
        assert_eq!(found("d-e-2"), "none");
    }
}
