//! Lengths of time as files have them.
//!
//! | form | is |
//! |---|---|
//! | `4.5`, `4,5` | so many of the column's unit |
//! | `103:07:59`, `103:07` | hours and minutes, perhaps seconds, whatever the unit |
//! | `1d 2h 3m`, `1 day, 2 hours`, `2.5 hours` | days, hours, minutes and seconds, in this order, each once |
//! | `2 days 03:04:05` | days and a clock |
//!
//! Weeks are not read: some tools mean five days of work by one. Numbers of which the comma may part thousands, as in
//! `1,234`, are not read either.

use super::scan::Scanner;
use crate::config::Unit;

fn named(name: &[u8]) -> Option<Unit> {
    let mut names = NAMES.into_iter();
    names
        .find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name))
        .map(|(_, unit)| unit)
}

const NAMES: [(&str, Unit); 17] = [
    ("d", Unit::Days),
    ("day", Unit::Days),
    ("days", Unit::Days),
    ("h", Unit::Hours),
    ("hr", Unit::Hours),
    ("hrs", Unit::Hours),
    ("hour", Unit::Hours),
    ("hours", Unit::Hours),
    ("m", Unit::Minutes),
    ("min", Unit::Minutes),
    ("mins", Unit::Minutes),
    ("minute", Unit::Minutes),
    ("minutes", Unit::Minutes),
    ("s", Unit::Seconds),
    ("sec", Unit::Seconds),
    ("second", Unit::Seconds),
    ("seconds", Unit::Seconds),
];

/// The longest time there can be between two dates from 1970 to 2099, in seconds.
const LONGEST: f64 = 4_102_444_799.0;

/// The seconds that a text means, rounded to whole ones; never negative. A number alone is in the unit.
pub(super) fn seconds(text: &str, unit: Unit) -> Option<i64> {
    let mut scanner = Scanner::new(text);
    let first = number(&mut scanner)?;
    let seconds = match scanner.peek() {
        None => first.value()? * unit.seconds() as f64,
        Some(b':') => clock(first, &mut scanner)?,
        Some(_) => parts(first, &mut scanner)?,
    };
    if !scanner.is_done() || seconds > LONGEST {
        return None;
    }
    // A float of this size holds every whole number.
    Some(seconds.round() as i64)
}

/// A number as it is written: digits, perhaps a mark and digits.
#[derive(Clone, Copy)]
struct Number {
    whole: u64,
    /// The mark, the value after it, and how many digits that has.
    fraction: Option<(u8, f64, usize)>,
}

impl Number {
    /// `None` if its comma may part thousands.
    fn value(self) -> Option<f64> {
        let thousands = self.whole != 0 && matches!(self.fraction, Some((b',', _, 3)));
        (!thousands).then(|| self.with_fraction())
    }

    fn with_fraction(self) -> f64 {
        let fraction = self.fraction.map_or(0.0, |(_, fraction, _)| fraction);
        self.whole as f64 + fraction
    }

    fn whole(self) -> Option<u64> {
        self.fraction.is_none().then_some(self.whole)
    }
}

fn number(scanner: &mut Scanner<'_>) -> Option<Number> {
    let whole = scanner.digits()?.value;
    let mut rest = *scanner;
    let fraction = match rest.next() {
        // The comma of `1 day, 2 hours` never follows a digit; a mark must be followed by one.
        Some(mark @ (b'.' | b',')) => {
            let digits = rest.digits()?;
            *scanner = rest;
            let scale = 10_f64.powi(i32::try_from(digits.count).ok()?);
            Some((mark, digits.value as f64 / scale, digits.count))
        }
        _ => None,
    };
    Some(Number { whole, fraction })
}

/// The rest of `103:07` or `103:07:59.5` after the hours, in seconds.
fn clock(hours: Number, scanner: &mut Scanner<'_>) -> Option<f64> {
    scanner.expect(b':')?;
    let minutes = scanner.pair().filter(|minutes| *minutes < 60)?;
    let mut seconds = 0.0;
    if scanner.take(b':') {
        seconds = sixtieth(scanner)?;
    }
    Some(hours.whole()? as f64 * 3600.0 + f64::from(minutes) * 60.0 + seconds)
}

/// Seconds of a clock: two digits, perhaps with a fraction.
fn sixtieth(scanner: &mut Scanner<'_>) -> Option<f64> {
    let written = { *scanner }.digits()?;
    let seconds = number(scanner)?.with_fraction();
    (written.count == 2 && seconds < 60.0).then_some(seconds)
}

/// The rest of `1d 2h 3m` or `2 days 03:04:05` after the first number, in seconds.
fn parts(first: Number, scanner: &mut Scanner<'_>) -> Option<f64> {
    let mut total = 0.0;
    let mut last = None;
    let mut next = first;
    loop {
        if scanner.peek() == Some(b':') {
            let alone = last == Some(Unit::Days) && next.whole()? < 24;
            return alone.then_some(total + clock(next, scanner)?);
        }
        scanner.blanks();
        let unit = named(scanner.letters())?;
        if last.is_some_and(|last| unit >= last) {
            return None;
        }
        total += next.value()? * unit.seconds() as f64;
        last = Some(unit);
        scanner.take(b',');
        scanner.blanks();
        if scanner.is_done() {
            return Some(total);
        }
        next = number(scanner)?;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const UNITS: [Unit; 4] = [Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Days];

    #[test]
    fn numbers_are_in_the_unit_of_the_column() {
        let cases = [
            ("0", Unit::Hours, 0),
            ("90", Unit::Seconds, 90),
            ("90", Unit::Minutes, 5400),
            (" 7 ", Unit::Days, 604_800),
            ("4.5", Unit::Hours, 16_200),
            ("4,5", Unit::Hours, 16_200),
            ("0,250", Unit::Hours, 900),
            ("1.250", Unit::Hours, 4500),
            ("4.1", Unit::Minutes, 246),
            ("0.4", Unit::Seconds, 0),
            ("0.5", Unit::Seconds, 1),
            ("0.00833", Unit::Minutes, 0),
            ("0.0084", Unit::Minutes, 1),
            ("4102444799", Unit::Seconds, 4_102_444_799),
        ];
        for (text, unit, expected) in cases {
            assert_eq!(seconds(text, unit), Some(expected), "{text} {unit:?}");
        }
        assert_eq!(seconds("4102444800", Unit::Seconds), None);
        assert_eq!(seconds("999999999", Unit::Days), None);
    }

    #[test]
    fn clocks_and_words_have_units_of_their_own() {
        let cases = [
            ("00:00:00", 0),
            ("103:07:59", 371_279),
            ("103:07", 371_220),
            ("1:30", 5400),
            ("00:00:59.5", 60),
            ("00:00:01,499", 1),
            ("1d 2h 3m", 93_780),
            ("1d2h3m4s", 93_784),
            ("1 day, 2 hours, 3 minutes", 93_780),
            ("2 Days", 172_800),
            ("2.5 hours", 9000),
            ("1 hr 5 mins", 3900),
            ("90 min", 5400),
            ("45s", 45),
            ("1d 30m", 88_200),
            ("2 days 03:04:05", 183_845),
            ("2 days, 3:04:05.6", 183_846),
            ("0 days 00:00:00", 0),
            ("1d 03:04", 97_440),
        ];
        for (text, expected) in cases {
            for unit in UNITS {
                assert_eq!(seconds(text, unit), Some(expected), "{text} {unit:?}");
            }
        }
    }

    #[test]
    fn what_is_no_length_of_time_is_none() {
        let texts = [
            "",
            " ",
            "-",
            "x",
            "-1",
            "+1",
            "-0.5",
            "-1:30",
            "- 1",
            "1,234",
            "1,2,3",
            "1.5.2",
            "1.",
            ".5",
            "1e3",
            "NaN",
            "inf",
            "1:3",
            "1:003",
            "1:60",
            "1:30:60",
            "1:30:5",
            "1:30:",
            "1:",
            ":30",
            "1:30:00:00",
            "1.5:30",
            "1:30 h",
            "1h 1h",
            "3m 1d",
            "1d -2h",
            "1w",
            "1 fortnight",
            "1d 2",
            "1d x",
            "2 h 03:04",
            "1 day 24:00:00",
            "1d 1.5:00",
            "1 day and 2 hours",
            "12 34",
            "2026-10-31",
            "1234567890123456789012",
            "1,234 h",
            "é",
            "99999999:00",
        ];
        for text in texts {
            for unit in UNITS {
                assert_eq!(seconds(text, unit), None, "{text} {unit:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(total in 0..4_102_444_799_i64) {
            let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60);
            let (days, hour) = (hours / 24, hours % 24);
            let texts = [
                format!("{hours}:{minutes:02}:{rest:02}"),
                format!("{hours:02}:{minutes:02}:{rest:02}.25"),
                format!("{days}d {hour}h {minutes}m {rest}s"),
                format!("{days} days {hour:02}:{minutes:02}:{rest:02}"),
                format!("{days} days, {hour} hours, {minutes} minutes, {rest} seconds"),
            ];
            for text in &texts {
                prop_assert_eq!(seconds(text, Unit::Days), Some(total), "{}", text);
            }
            prop_assert_eq!(seconds(&total.to_string(), Unit::Seconds), Some(total));
            prop_assert_eq!(seconds(&format!("{:.9}", total as f64 / 3600.0), Unit::Hours), Some(total));
        }

        #[test]
        fn nothing_makes_it_panic(text in "[0-9dhms.,: é-]{0,24}") {
            for unit in UNITS {
                let _ = seconds(&text, unit);
            }
        }
    }
}
