//! The names of months and of days of the week in English, German and French, whole and as they are shortened.
//!
//! A table of our own: the CLDR has each form once, but files have several (`Sept.`, `Sep`; `Mrz`, `Mär`; `fevr` without
//! its accent), and it is as long as this.

use jiff::civil::Weekday;

/// By month, from January; the English name and its short form come first.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "jän", "janvier", "janv"],
    &[
        "february", "feb", "februar", "feber", "février", "févr", "fév", "fevrier", "fevr", "fev",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars"],
    &["april", "apr", "avril", "avr"],
    &["may", "may", "mai"],
    &["june", "jun", "juni", "juin"],
    &["july", "jul", "juli", "juillet", "juill", "juil"],
    &["august", "aug", "août", "aout"],
    &["september", "sep", "sept", "septembre"],
    &["october", "oct", "oktober", "okt", "octobre"],
    &["november", "nov", "novembre"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "déc",
        "decembre",
    ],
];

/// By day, from Monday; the English name and its short form come first.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "montag", "mo", "lundi", "lun"],
    &["tuesday", "tue", "tues", "dienstag", "di", "mardi", "mar"],
    &["wednesday", "wed", "mittwoch", "mi", "mercredi", "mer"],
    &[
        "thursday",
        "thu",
        "thur",
        "thurs",
        "donnerstag",
        "do",
        "jeudi",
        "jeu",
    ],
    &["friday", "fri", "freitag", "fr", "vendredi", "ven"],
    &["saturday", "sat", "samstag", "sonnabend", "sa", "samedi", "sam"],
    &["sunday", "sun", "sonntag", "so", "dimanche", "dim"],
];

/// The place of the row that has a name, in any case.
fn position(table: &[&[&str]], name: &str) -> Option<usize> {
    let same = |known: &&str| name.chars().flat_map(char::to_lowercase).eq(known.chars());
    table.iter().position(|names| names.iter().any(&same))
}

/// A month by its name, 1 to 12.
pub(super) fn month(name: &str) -> Option<i8> {
    i8::try_from(position(&MONTHS, name)? + 1).ok()
}

/// A day of the week by its name.
pub(super) fn weekday(name: &str) -> Option<Weekday> {
    let place = i8::try_from(position(&WEEKDAYS, name)?).ok()?;
    Weekday::from_monday_zero_offset(place).ok()
}

/// A text with the names of months and days in English, as a `strptime` format reads them.
pub(super) fn in_english(text: &str, pattern: &str) -> String {
    let short = |whole: &str| usize::from(!pattern.contains(whole));
    let english = |word: &str| {
        let month = position(&MONTHS, word).map(|at| MONTHS[at][short("%B")]);
        month.or_else(|| position(&WEEKDAYS, word).map(|at| WEEKDAYS[at][short("%A")]))
    };
    let mut written = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_alphabetic()).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        written.push_str(before);
        written.push_str(english(word).unwrap_or(word));
        rest = after;
    }
    written + rest
}
