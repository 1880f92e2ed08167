//! What a text may be where nothing is configured yet.

use cxpress_metric::Missing;
use jiff::civil::Date;

use crate::date::{DateReader, NoMoment, Order, is_like_excel_days, order_of};
use crate::dialect::{DateFormat, Decimal, Length, Unit};
use crate::duration::{self, NoLength};
use crate::format::{Format, Header};
use crate::{missing, number};

/// A date as far as a text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// It can mean one day only.
    Clear(Date),
    /// The day if days come first, and if months do.
    Unclear(Option<Date>, Option<Date>),
}

/// The date in a text. Epochs are none: any number of ten digits is one.
pub fn dated(text: &str) -> Option<Dated> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = |format: DateFormat| DateReader::new(&format).read(text).ok().map(|moment| moment.day);
    match DateReader::new(&DateFormat::Auto).read(text) {
        Ok(moment) => Some(Dated::Clear(moment.day)),
        Err(NoMoment::Unreadable | NoMoment::UnclearZone) => None,
        Err(NoMoment::UnclearOrder) => Some(match order_of(text) {
            Some(Order::DayFirst) => Dated::Unclear(day(DateFormat::DayFirst), None),
            Some(Order::MonthFirst) => Dated::Unclear(None, day(DateFormat::MonthFirst)),
            None => Dated::Unclear(day(DateFormat::DayFirst), day(DateFormat::MonthFirst)),
        }),
    }
}

/// The day of seconds or milliseconds since 1970.
pub fn epoch_day(text: &str) -> Option<Date> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let moment = DateReader::new(&DateFormat::Auto).read(text).ok();
    moment.filter(|_| digits).map(|moment| moment.day)
}

/// The day in a text of a `strptime` format.
pub fn with_pattern(pattern: &str, text: &str) -> Option<Date> {
    let format = DateFormat::Pattern(pattern.to_owned());
    DateReader::new(&format).read(text).ok().map(|moment| moment.day)
}

/// A number as it is read where nothing is configured.
pub fn number(text: &str) -> Option<f64> {
    number::number(text, Decimal::Auto)
}

/// How a length of time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// In a way that has one meaning, with a unit for numbers.
    Clearly,
    /// As two numbers with a colon.
    Clock,
    /// With a mark that may part thousands.
    Mark,
}

/// Whether a text is a length of time, and how it is written.
pub fn length_of_time(text: &str) -> Option<Written> {
    let length = Length {
        unit: Unit::Minutes,
        clock: None,
    };
    match duration::seconds(text, length, Decimal::Auto) {
        Ok(_) => Some(Written::Clearly),
        Err(NoLength::UnclearClock) => Some(Written::Clock),
        Err(NoLength::UnclearMark) => Some(Written::Mark),
        Err(NoLength::Unreadable) => None,
    }
}

/// The day of a number that may be counted as spreadsheets do, from 1990 to 2069.
pub fn excel_day(text: &str) -> Option<Date> {
    let is_like = is_like_excel_days(text);
    let moment = is_like.then(|| DateReader::new(&DateFormat::ExcelDays).read(text).ok())?;
    moment.map(|moment| moment.day)
}

/// The letters of a zone in a time, if several zones have them.
pub fn unclear_letters(text: &str) -> Option<&str> {
    let read = DateReader::new(&DateFormat::Auto).read(text);
    (read == Err(NoMoment::UnclearZone)).then(|| text.split_whitespace().last())?
}

/// Whether the names of columns look like the cells of a row: dates, or numbers in a third of them.
pub fn header_is_data(header: &Header) -> bool {
    let names = header.columns.iter().map(|column| column.name());
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let numbers = names.iter().filter(|name| number(name).is_some()).count();
    names.iter().any(|name| dated(name).is_some()) || numbers > 0 && 3 * numbers >= names.len()
}

/// Whether a text stands for a missing answer in a file of a format, blank or not.
pub fn is_missing(format: &Format, text: &str) -> bool {
    let of_vendor = |(code, _): &(&str, Missing)| code.eq_ignore_ascii_case(text.trim());
    missing::is_missing(text) || format.missing.iter().any(of_vendor)
}
