//! Lengths of time as files have them.
//!
//! | form | is |
//! |---|---|
//! | `4.5`, `4,5` | so many of the column's unit |
//! | `103:07:59` | hours, minutes and seconds, whatever the unit |
//! | `103:07` | hours and minutes where the unit is hours; elsewhere as `form` says |
//! | `1w 2d 3h`, `1 day, 2 hours`, `2.5 hours`, `5h30` | weeks, days, hours, minutes and seconds, in this order, each once |
//! | `2 days 03:04:05`, `2 03:04:05`, `2.03:04:05` | days and a clock |
//! | `PT1H30M`, `P1DT2H`, `P1W` | as ISO 8601 has them; months and years are of no length |
//!
//! A week has seven days and a day 24 hours. What has two readings is refused until the configuration says which one is
//! meant: `12:05` in a column of minutes, and `1.234`, whose mark may part thousands.

use jiff::{Span, SpanRelativeTo};

use super::number;
use super::scan::Scanner;
use crate::dialect::{Clock, Decimal, Length, Unit};

/// Why a text gives no length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLength {
    /// It is none.
    Unreadable,
    /// Two numbers with a colon may be hours and minutes, or minutes and seconds.
    UnclearClock,
    /// Its mark may part thousands, or a fraction.
    UnclearMark,
}

type Read<T> = Result<T, NoLength>;

const WEEK: i64 = 7 * 24 * 60 * 60;
const DAY: i64 = 24 * 60 * 60;
const HOUR: i64 = 60 * 60;
const MINUTE: i64 = 60;

/// The seconds of a unit by its name or its letter, in English, German or French.
fn named(name: &str) -> Option<i64> {
    let same = |known: &&str| name.chars().flat_map(char::to_lowercase).eq(known.chars());
    let found = NAMES.iter().find(|(names, _)| names.iter().any(&same));
    found.map(|(_, seconds)| *seconds)
}

const NAMES: [(&[&str], i64); 5] = [
    (
        &[
            "w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines",
        ],
        WEEK,
    ),
    (
        &["d", "day", "days", "tag", "tage", "tagen", "j", "jour", "jours"],
        DAY,
    ),
    (
        &[
            "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures",
        ],
        HOUR,
    ),
    (
        &["m", "min", "mins", "minute", "minutes", "minuten", "mn"],
        MINUTE,
    ),
    (
        &[
            "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes",
        ],
        1,
    ),
];

/// The longest time there can be between two dates from 1970 to 2099, in seconds.
const LONGEST: f64 = 4_102_444_799.0;

/// The seconds that a text means, rounded to whole ones; never negative. A number alone is in the unit.
pub fn seconds(text: &str, length: Length, decimal: Decimal) -> Read<i64> {
    let reader = Reader { length, decimal };
    let text = text.trim();
    let seconds = match text.bytes().next() {
        Some(b'P' | b'p') => iso(text).ok_or(NoLength::Unreadable)?,
        _ => reader.seconds(Scanner::new(text))?,
    };
    if seconds > LONGEST {
        return Err(NoLength::Unreadable);
    }
    // A float of this size holds every whole number.
    Ok(seconds.round() as i64)
}

/// A length in the form of ISO 8601, without parts that have no one length.
fn iso(text: &str) -> Option<f64> {
    let span: Span = text.parse().ok()?;
    let is_sound = !span.is_negative() && span.get_years() == 0 && span.get_months() == 0;
    let days = SpanRelativeTo::days_are_24_hours();
    is_sound.then(|| span.total((jiff::Unit::Second, days)).ok())?
}

/// A number as it is written.
#[derive(Clone, Copy)]
struct Number<'t> {
    text: &'t str,
    /// Its digits, if it has no mark.
    whole: Option<u64>,
}

impl Number<'_> {
    fn whole(self) -> Read<u64> {
        self.whole.ok_or(NoLength::Unreadable)
    }
}

fn number<'t>(scanner: &mut Scanner<'t>) -> Read<Number<'t>> {
    let start = *scanner;
    let first = scanner.digits().ok_or(NoLength::Unreadable)?;
    let mut whole = Some(first.value);
    loop {
        let mut rest = *scanner;
        // The comma of `1 day, 2 hours` never follows a digit; a mark must be followed by one.
        if !matches!(rest.next(), Some(b'.' | b',')) {
            break;
        }
        rest.digits().ok_or(NoLength::Unreadable)?;
        *scanner = rest;
        whole = None;
    }
    Ok(Number {
        text: scanner.taken_since(start),
        whole,
    })
}

/// How a number writes fractions, as far as it tells.
fn decimal_of(text: &str) -> Read<Decimal> {
    let marks: Vec<(usize, char)> = text
        .match_indices(['.', ','])
        .map(|(at, mark)| (at, mark.chars().next().unwrap_or('.')))
        .collect();
    let by = |mark: char| {
        if mark == ',' {
            Decimal::Comma
        } else {
            Decimal::Point
        }
    };
    match marks[..] {
        [] => Ok(Decimal::Point),
        [(at, mark)] => {
            let parts_thousands = text.len() - at == 4 && at <= 3 && text[..at].parse() != Ok(0);
            if parts_thousands {
                Err(NoLength::UnclearMark)
            } else {
                Ok(by(mark))
            }
        }
        [(_, first), .., (_, last)] if first == last => Ok(by(if first == ',' { '.' } else { ',' })),
        [.., (_, last)] => Ok(by(last)),
    }
}

/// Reads what a column writes.
#[derive(Clone, Copy)]
struct Reader {
    length: Length,
    decimal: Decimal,
}

impl Reader {
    fn seconds(self, mut scanner: Scanner<'_>) -> Read<f64> {
        let first = number(&mut scanner)?;
        let seconds = match scanner.peek() {
            None => self.value(first)? * self.length.unit.seconds() as f64,
            Some(b':') => self.clock_after(first, &mut scanner)?,
            Some(_) => self.parts(first, &mut scanner)?,
        };
        scanner.is_done().then_some(seconds).ok_or(NoLength::Unreadable)
    }

    fn value(self, number: Number<'_>) -> Read<f64> {
        let decimal = match self.decimal {
            Decimal::Auto => decimal_of(number.text)?,
            configured => configured,
        };
        number::number(number.text, decimal).ok_or(NoLength::Unreadable)
    }

    /// `103:07:59`, `12:05`, or `2.03:04:05`.
    fn clock_after(self, first: Number<'_>, scanner: &mut Scanner<'_>) -> Read<f64> {
        if let Some(hours) = first.whole {
            return self.clock(hours, scanner);
        }
        let parts = first.text.split_once('.').filter(|(_, hours)| hours.len() == 2);
        let parts = parts.and_then(|(days, hours)| Some((days.parse().ok()?, hours.parse().ok()?)));
        let (days, hours) = parts.ok_or(NoLength::Unreadable)?;
        after_days(days, hours, scanner)
    }

    /// The rest of `103:07:59` after the hours, or of `12:05`, in seconds.
    fn clock(self, first: u64, scanner: &mut Scanner<'_>) -> Read<f64> {
        let second = colon_and_pair(scanner)?;
        if scanner.peek() == Some(b':') {
            return Ok(first as f64 * HOUR as f64 + second * MINUTE as f64 + seconds_of_clock(scanner)?);
        }
        let clock = match (self.length.clock, self.length.unit) {
            (Some(clock), _) => clock,
            (None, Unit::Hours) => Clock::Hours,
            (None, _) if scanner.is_done() => return Err(NoLength::UnclearClock),
            (None, _) => return Err(NoLength::Unreadable),
        };
        let (large, small) = match clock {
            Clock::Hours => (HOUR, MINUTE),
            Clock::Minutes => (MINUTE, 1),
        };
        Ok(first as f64 * large as f64 + second * small as f64)
    }

    /// The rest of `1d 2h 3m`, `5h30`, `2 days 03:04:05` or `2 03:04:05` after the first number, in seconds.
    fn parts(self, first: Number<'_>, scanner: &mut Scanner<'_>) -> Read<f64> {
        let (mut total, mut last, mut next) = (0.0, None, first);
        loop {
            match (last, scanner.peek()) {
                (Some(DAY), Some(b':')) => return Ok(total + of_a_day(next.whole()?, scanner)?),
                (Some(HOUR), None) => return Ok(total + minutes_of_hour(next.whole()?)?),
                _ => {}
            }
            scanner.blanks();
            if last.is_none() && scanner.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                let hours = number(scanner)?.whole()?;
                return after_days(next.whole()?, hours, scanner);
            }
            let unit = named(scanner.word()).filter(|unit| last.is_none_or(|last| *unit < last));
            let unit = unit.ok_or(NoLength::Unreadable)?;
            total += self.value(next)? * unit as f64;
            last = Some(unit);
            scanner.take(b'.');
            scanner.take(b',');
            scanner.blanks();
            if scanner.is_done() {
                return Ok(total);
            }
            next = number(scanner)?;
        }
    }
}

/// Days and a clock with seconds, without which the numbers could be anything.
fn after_days(days: u64, hours: u64, scanner: &mut Scanner<'_>) -> Read<f64> {
    let mut whole = *scanner;
    colon_and_pair(&mut whole)?;
    if whole.peek() != Some(b':') {
        return Err(NoLength::Unreadable);
    }
    Ok(days as f64 * DAY as f64 + of_a_day(hours, scanner)?)
}

/// The rest of `03:04` or `03:04:05` after the hours of a day, in seconds.
fn of_a_day(hours: u64, scanner: &mut Scanner<'_>) -> Read<f64> {
    let minutes = colon_and_pair(scanner)?;
    let seconds = match scanner.peek() {
        Some(b':') => seconds_of_clock(scanner)?,
        _ => 0.0,
    };
    let total = hours as f64 * HOUR as f64 + minutes * MINUTE as f64 + seconds;
    (hours < 24).then_some(total).ok_or(NoLength::Unreadable)
}

/// The minutes at the end of `5h30`, in seconds.
fn minutes_of_hour(minutes: u64) -> Read<f64> {
    let seconds = minutes as f64 * MINUTE as f64;
    (minutes < 60).then_some(seconds).ok_or(NoLength::Unreadable)
}

/// A colon and two digits below 60.
fn colon_and_pair(scanner: &mut Scanner<'_>) -> Read<f64> {
    let pair = scanner.expect(b':').and_then(|()| scanner.pair());
    let pair = pair.filter(|pair| *pair < 60).map(f64::from);
    pair.ok_or(NoLength::Unreadable)
}

/// A colon and the seconds of a clock, perhaps with a fraction.
fn seconds_of_clock(scanner: &mut Scanner<'_>) -> Read<f64> {
    let seconds = colon_and_pair(scanner)?;
    if !(scanner.take(b'.') || scanner.take(b',')) {
        return Ok(seconds);
    }
    let digits = scanner.digits().ok_or(NoLength::Unreadable)?;
    let scale = i32::try_from(digits.count).unwrap_or(0);
    Ok(seconds + digits.value as f64 / 10_f64.powi(scale))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const UNITS: [Unit; 4] = [Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Days];

    fn in_form(text: &str, unit: Unit, clock: Option<Clock>, decimal: Decimal) -> Read<i64> {
        super::seconds(text, Length { unit, clock }, decimal)
    }

    fn seconds(text: &str, unit: Unit) -> Option<i64> {
        in_form(text, unit, None, Decimal::Auto).ok()
    }

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
            ("1.2500", Unit::Hours, 4500),
            ("1234.567", Unit::Seconds, 1235),
            ("1.234,5", Unit::Seconds, 1235),
            ("1,234.5", Unit::Seconds, 1235),
            ("1.234.567", Unit::Seconds, 1_234_567),
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
            ("1 05:30:00", 106_200),
            ("0 00:00:01", 1),
            ("1.05:30:00", 106_200),
            ("10.05:30:00.5", 883_801),
            ("5h30", 19_800),
            ("5h05", 18_300),
            ("5 h 30", 19_800),
            ("1d 5h30", 106_200),
            ("1w 2d 3h", 788_400),
            ("2 weeks", 1_209_600),
            ("2 Std. 5 Min.", 7500),
            ("3 Stunden, 4 Minuten", 11_040),
            ("1 Tag 2 Std", 93_600),
            ("2 jours 3 heures", 183_600),
            ("PT1H30M", 5400),
            ("pt90m", 5400),
            ("P1DT2H", 93_600),
            ("P1W", 604_800),
            ("PT1.5H", 5400),
            ("PT0S", 0),
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
            "1w 2w",
            "1h30m15",
            "5h60",
            "5h30:15",
            "1 24:00:00",
            "1 05:30",
            "1.05:30",
            "1.5:30:00",
            "P1M",
            "P1Y",
            "P",
            "-PT1H",
            "PT-1H",
            "PT1H x",
            "1.234.56",
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

    #[test]
    fn two_numbers_with_a_colon_are_read_as_configured() {
        let auto = |unit| in_form("12:05", unit, None, Decimal::Auto);
        assert_eq!(auto(Unit::Hours), Ok(43_500));
        for unit in [Unit::Seconds, Unit::Minutes, Unit::Days] {
            assert_eq!(auto(unit), Err(NoLength::UnclearClock), "{unit:?}");
        }
        for unit in UNITS {
            let form = |text, clock| in_form(text, unit, Some(clock), Decimal::Auto);
            assert_eq!(form("12:05", Clock::Minutes), Ok(725));
            assert_eq!(form("75:30", Clock::Minutes), Ok(4530));
            assert_eq!(form("12:05", Clock::Hours), Ok(43_500));
            assert_eq!(form("1:02:03", Clock::Minutes), Ok(3723));
            assert_eq!(form("12:60", Clock::Minutes), Err(NoLength::Unreadable));
        }
    }

    #[test]
    fn a_mark_that_may_part_thousands_is_read_as_configured() {
        let minutes = |text, decimal| in_form(text, Unit::Minutes, None, decimal);
        for text in ["1.234", "1,234", "12.345", "999.000", "1.234 h"] {
            assert_eq!(minutes(text, Decimal::Auto), Err(NoLength::UnclearMark), "{text}");
        }
        assert_eq!(minutes("1.234", Decimal::Comma), Ok(74_040));
        assert_eq!(minutes("1.234,5", Decimal::Comma), Ok(74_070));
        assert_eq!(minutes("845", Decimal::Comma), Ok(50_700));
        assert_eq!(minutes("1.234", Decimal::Point), Ok(74));
        assert_eq!(minutes("1,234", Decimal::Point), Ok(74_040));
        assert_eq!(minutes("4,5", Decimal::Point), Err(NoLength::Unreadable));
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
