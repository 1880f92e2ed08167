//! The value of a spreadsheet's cell as the text that a CSV export would have, in forms the reader knows.

use calamine::{CellErrorType, Data, ExcelDateTime};
use jiff::civil::{self, Date, DateTime};
use jiff::{Span, SpanRelativeTo, Unit};

const DAY: i64 = 86_400;

/// How a workbook counts days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is the first of January 1900, and the year 1900 had a 29th of February. It had not; everybody copied it.
    From1900,
    /// Day 0 is the first of January 1904, as old Macintosh computers had it.
    From1904,
}

impl Epoch {
    pub(super) const fn new(is_1904: bool) -> Self {
        if is_1904 { Self::From1904 } else { Self::From1900 }
    }

    /// The date of a day by its number.
    fn date(self, day: i64) -> Option<Date> {
        let start = match self {
            Self::From1904 => civil::date(1904, 1, 1),
            Self::From1900 if day < 60 => civil::date(1899, 12, 31),
            Self::From1900 => civil::date(1899, 12, 30),
        };
        start.checked_add(Span::new().try_days(day).ok()?).ok()
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A value, or nothing: "".
    Text(String),
    /// An error such as `#N/A`.
    Error(String),
}

/// The content of a cell.
pub(super) fn content(value: Data, epoch: Epoch) -> Content {
    Content::Text(match value {
        Data::Empty => String::new(),
        Data::String(text) => text,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(number),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) => serial(moment, epoch),
        Data::DateTimeIso(text) => iso_date(text),
        Data::DurationIso(text) => iso_duration(text),
        Data::Error(error) => return Content::Error(error.to_string()),
    })
}

/// Whether a text is what spreadsheets show for an error. OpenDocument keeps errors as texts of formulas.
pub(super) fn is_error(text: &str) -> bool {
    const ERRORS: [CellErrorType; 7] = [
        CellErrorType::Div0,
        CellErrorType::NA,
        CellErrorType::Name,
        CellErrorType::Null,
        CellErrorType::Num,
        CellErrorType::Ref,
        CellErrorType::Value,
    ];
    let numbered = text
        .strip_prefix("Err:")
        .is_some_and(|number| number.parse::<u16>().is_ok());
    numbered || ERRORS.iter().any(|error| error.to_string() == text)
}

/// A number to fifteen digits, as spreadsheets count and show them: 0.1 + 0.2 is stored as 0.30000000000000004.
/// Whole numbers stay as they are, because some are identifiers.
fn decimal(number: f64) -> String {
    const DIGITS: usize = 15;
    // Minus zero is zero.
    let exact = (number + 0.0).to_string();
    if number.fract() == 0.0 || exact.len() <= DIGITS + ".".len() {
        return exact;
    }
    let shown: f64 = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);
    shown.to_string()
}

/// A date, a date with time, a time of day or a duration, which are all numbers of days, to the second.
fn serial(moment: ExcelDateTime, epoch: Epoch) -> String {
    let days = moment.as_f64();
    // To the second: a third of a day is no finite binary fraction. `as` ends at the limits, which are no dates.
    let seconds = (days * DAY as f64).round() as i64;
    if moment.is_duration() {
        return hours(seconds);
    }
    let (day, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    match day {
        // Shown as a row of `#`.
        ..0 => decimal(days),
        0 => hours(second),
        _ => match epoch.date(day) {
            Some(date) if second == 0 => date.to_string(),
            Some(date) => format!("{date} {}", hours(second)),
            None => decimal(days),
        },
    }
}

/// Seconds as `HH:MM:SS`, with more than 24 hours if there are.
fn hours(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!(
        "{sign}{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// `2026-10-31T14:05:00.250` to the second, with a space, without midnight.
fn iso_date(text: String) -> String {
    let Some(moment) = text.parse::<DateTime>().ok().filter(|_| text.contains('T')) else {
        return text;
    };
    let Ok(moment) = moment.round(Unit::Second) else {
        return text;
    };
    if moment.time() == civil::Time::midnight() {
        moment.date().to_string()
    } else {
        moment.strftime("%F %T").to_string()
    }
}

/// `PT26H30M00.5S` as hours, minutes and seconds.
fn iso_duration(text: String) -> String {
    let seconds = |span: Span| {
        let day = SpanRelativeTo::days_are_24_hours();
        span.total((Unit::Second, day)).ok()
    };
    match text.parse::<Span>().ok().and_then(seconds) {
        Some(seconds) => hours(seconds.round() as i64),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime as Moment, TimeDelta as Length};

    use super::*;

    #[track_caller]
    fn check(value: Data, epoch: Epoch, expected: &str) {
        let content = content(value.clone(), epoch);
        assert_eq!(content, Content::Text(expected.to_owned()), "{value:?}");
    }

    #[test]
    fn numbers_are_written_as_they_are_shown() {
        let cases = [
            (4.0, "4"),
            (-0.0, "0"),
            (4.5, "4.5"),
            (0.1 + 0.2, "0.3"),
            (-1e-7, "-0.0000001"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (1e21, "1000000000000000000000"),
            (20_261_031.25, "20261031.25"),
        ];
        for (number, expected) in cases {
            check(Data::Float(number), Epoch::From1900, expected);
        }
        check(Data::Int(-3), Epoch::From1900, "-3");
        check(Data::Bool(true), Epoch::From1900, "TRUE");
        check(Data::Bool(false), Epoch::From1900, "FALSE");
        check(Data::Empty, Epoch::From1900, "");
    }

    #[test]
    fn days_are_counted_from_either_start() {
        let cases = [
            (46_326.0, "2026-10-31", "2030-11-01"),
            (
                46_326.0 + 14.0 / 24.0 + 5.0 / 1440.0,
                "2026-10-31 14:05:00",
                "2030-11-01 14:05:00",
            ),
            (46_325.999_999, "2026-10-31", "2030-11-01"),
            (1.5, "1900-01-01 12:00:00", "1904-01-02 12:00:00"),
            (59.0, "1900-02-28", "1904-02-29"),
            (61.0, "1900-03-01", "1904-03-02"),
            (0.586_805_555_555_556, "14:05:00", "14:05:00"),
            (0.0, "00:00:00", "00:00:00"),
            (-1.5, "-1.5", "-1.5"),
            (1e300, &decimal(1e300), &decimal(1e300)),
        ];
        for (days, from_1900, from_1904) in cases {
            let moment = |is_1904| Data::DateTime(ExcelDateTime::new(days, Moment, is_1904));
            check(moment(false), Epoch::From1900, from_1900);
            check(moment(true), Epoch::From1904, from_1904);
        }
    }

    #[test]
    fn durations_go_beyond_a_day() {
        for (days, expected) in [
            (0.25, "06:00:00"),
            (1.1, "26:24:00"),
            (10.0, "240:00:00"),
            (-0.5, "-12:00:00"),
        ] {
            check(
                Data::DateTime(ExcelDateTime::new(days, Length, false)),
                Epoch::From1900,
                expected,
            );
        }
        for (text, expected) in [
            ("PT26H30M00S", "26:30:00"),
            ("PT14H05M00.6S", "14:05:01"),
            ("P1DT2H", "26:00:00"),
            ("-PT1H", "-01:00:00"),
            ("soon", "soon"),
        ] {
            check(Data::DurationIso(text.into()), Epoch::From1900, expected);
        }
    }

    #[test]
    fn iso_dates_lose_their_t_and_their_fractions() {
        for (text, expected) in [
            ("2026-10-31", "2026-10-31"),
            ("2026-10-31T14:05:00", "2026-10-31 14:05:00"),
            ("2026-10-31T23:59:59.999", "2026-11-01"),
            ("2026-10-31T00:00:00", "2026-10-31"),
            ("--", "--"),
        ] {
            check(Data::DateTimeIso(text.into()), Epoch::From1900, expected);
        }
    }

    #[test]
    fn errors_keep_their_text() {
        let error = content(Data::Error(CellErrorType::NA), Epoch::From1900);
        assert_eq!(error, Content::Error("#N/A".into()));
        for text in ["#N/A", "#REF!", "#DIV/0!", "Err:502"] {
            assert!(is_error(text), "{text}");
        }
        for text in ["N/A", "Err: who", "#1 in town"] {
            assert!(!is_error(text), "{text}");
        }
    }
}
