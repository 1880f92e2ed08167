//! How a table is written, as far as its file does not tell.

use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// How the files of a source are written: what is configured, or nothing where a file tells it itself.
#[derive(Clone, Debug, Default)]
pub struct Dialect {
    /// The vendor's format by its id; told by the header if none.
    pub format: Option<String>,
    /// The encoding of texts; told by their bytes if none.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// What separates cells; told by the first rows if none.
    pub delimiter: Option<u8>,
    /// The sheet of workbooks; the only one if none.
    pub sheet: Option<String>,
    /// Whether rows of a spreadsheet that are hidden count.
    pub reads_hidden: bool,
    /// How dates are written.
    pub date_format: DateFormat,
    /// The zone of times without offset, an IANA name; the report's if none.
    pub timezone: Option<String>,
    /// How fractions are written.
    pub decimal: Decimal,
}

/// How a source writes its dates. What can mean one thing only, such as `2026-10-31` or `31 Oct 2026`, is read in all
/// but the last three; exports mix forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DateFormat {
    /// `auto`: by their form. Dates with slashes are refused, because their order is not known.
    #[default]
    Auto,
    /// `month-first`: `10/31/2026`.
    MonthFirst,
    /// `day-first`: `31/10/2026`.
    DayFirst,
    /// `seconds`: since 1970, in UTC.
    Seconds,
    /// `milliseconds`: since 1970, in UTC.
    Milliseconds,
    /// `excel-days`: days since 1899-12-30 with the time as a fraction, as spreadsheets count, in the source's zone.
    ExcelDays,
    /// A `strptime` format, and nothing else.
    Pattern(String),
}

/// How much of a date a format tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// The day.
    Day,
    /// The month alone.
    Month,
    /// The year alone.
    Year,
}

impl DateFormat {
    /// The formats that have a name in a configuration.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("auto", Self::Auto),
        ("month-first", Self::MonthFirst),
        ("day-first", Self::DayFirst),
        ("seconds", Self::Seconds),
        ("milliseconds", Self::Milliseconds),
        ("excel-days", Self::ExcelDays),
    ];

    /// How much of a date it tells; none if that is less than a year, or a time that is no date.
    #[must_use]
    pub fn grain(&self) -> Option<Grain> {
        let Self::Pattern(pattern) = self else {
            return Some(Grain::Day);
        };
        // A day whose parts differ from each other, so that none is taken for another.
        let example = Date::constant(2001, 2, 3)
            .at(16, 5, 6, 0)
            .to_zoned(TimeZone::UTC)
            .ok()?;
        let read = strtime::parse(pattern, strtime::format(pattern, &example).ok()?).ok()?;
        let whole = read.to_date().is_ok() || read.to_timestamp().is_ok();
        let week = read.iso_week().is_some() || read.weekday().is_some();
        match (read.year(), read.month()) {
            _ if whole => Some(Grain::Day),
            _ if week || read.day().is_some() || read.hour().is_some() => None,
            (Some(_), Some(_)) => Some(Grain::Month),
            (Some(_), None) => Some(Grain::Year),
            _ => None,
        }
    }
}

/// How a source writes fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `4.5` and `4,5`; what may be either, such as `1,234`, is refused.
    #[default]
    Auto,
    /// `1,234.5`.
    Point,
    /// `1.234,5`.
    Comma,
}

/// How a column writes lengths of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// What numbers alone are counted in.
    pub unit: Unit,
    /// What two numbers with a colon are, if that is known.
    pub clock: Option<Clock>,
}

/// What two numbers with a colon are: `12:05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// `hh:mm`: hours and minutes.
    Hours,
    /// `mm:ss`: minutes and seconds.
    Minutes,
}

impl Clock {
    /// The forms by their names in configurations.
    pub const NAMED: [(&'static str, Self); 2] = [("hh:mm", Self::Hours), ("mm:ss", Self::Minutes)];

    /// What numbers alone are counted in, where nothing else says it.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Hours => Unit::Hours,
            Self::Minutes => Unit::Minutes,
        }
    }
}

/// A unit of durations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
}

impl Unit {
    /// The units by their names in configurations.
    pub const NAMED: [(&'static str, Self); 4] = [
        ("seconds", Self::Seconds),
        ("minutes", Self::Minutes),
        ("hours", Self::Hours),
        ("days", Self::Days),
    ];

    /// Its length in seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3600,
            Self::Days => 86_400,
        }
    }
}
