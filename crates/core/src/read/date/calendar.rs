//! Days by year, month and day, in their many forms.
//!
//! | form | read as |
//! |---|---|
//! | `2026-10-31`, `2026/10/31`, `2026.10.31`, one-digit months and days too | year, month, day, in every format |
//! | `31 Oct 2026`, `31-Oct-2026`, `31-OCT-26`, `31. October 2026` | day, month, year, in every format |
//! | `Oct 31, 2026`, `October 31 2026`, `2026-Oct-31` | by the name of the month, in every format |
//! | `31.10.2026`, `31. 10. 2026` | day first, unless `month-first` is configured |
//! | `31/10/2026`, `10/31/2026`, `31-10-2026` | in the configured order, else not at all |
//!
//! Dots are day first without being configured because that is how they are used wherever they are used; a column that
//! means it otherwise is found out by its first day after the 12th, which is refused and asks for the order. Slashes and
//! dashes are used in both orders, so one row that proves its own order says nothing of the next one: all are refused.
//!
//! A year of two digits is read after the name of a month (`31-Oct-26`, as databases write it) as 1970 to 2069. Between
//! numbers it could be anywhere, and is refused: a `strptime` format with `%y` says where it is.

use jiff::civil::Date;

use super::{Moment, NoMoment, time};
use crate::read::scan::{Digits, Scanner};

/// Which comes first, where both are numbers and the year is last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Order {
    /// `10/31/2026`
    MonthFirst,
    /// `31/10/2026`
    DayFirst,
}

/// The order that a text proves: `27/10/2026` is day first, `10/27/2026` month first, `05/06/2026` could be either.
/// Nothing for what needs no order.
pub(in crate::read) fn order_of(text: &str) -> Option<Order> {
    match parse(text)?.0 {
        Day::Either {
            day_first: Some(_),
            month_first: None,
            ..
        } => Some(Order::DayFirst),
        Day::Either {
            day_first: None,
            month_first: Some(_),
            ..
        } => Some(Order::MonthFirst),
        Day::Either { .. } | Day::Clear(_) => None,
    }
}

/// The moment that a text means where day and month come in this order.
pub(super) fn read(text: &str, order: Option<Order>) -> Result<Moment, NoMoment> {
    let (day, time) = parse(text).ok_or(NoMoment::Unreadable)?;
    Ok(Moment {
        day: day.in_order(order)?,
        time: time.map(|(time, _)| time),
        offset: time.and_then(|(_, offset)| offset),
    })
}

fn parse(text: &str) -> Option<(Day, Option<time::TimeOfDay>)> {
    let mut scanner = Scanner::new(text);
    let day = day(&mut scanner)?;
    Some((day, time::after_day(scanner)?))
}

/// A day as far as a text tells it.
#[derive(Clone, Copy, Debug)]
enum Day {
    /// It can mean one day only.
    Clear(Date),
    /// It depends on the order, in which it may be a day or not.
    Either {
        day_first: Option<Date>,
        month_first: Option<Date>,
        between: Separator,
    },
}

impl Day {
    fn in_order(self, order: Option<Order>) -> Result<Date, NoMoment> {
        let (day_first, month_first, between) = match self {
            Self::Clear(day) => return Ok(day),
            Self::Either {
                day_first,
                month_first,
                between,
            } => (day_first, month_first, between),
        };
        match order {
            Some(Order::DayFirst) => day_first.ok_or(NoMoment::Unreadable),
            Some(Order::MonthFirst) => month_first.ok_or(NoMoment::Unreadable),
            None if day_first.is_none() && month_first.is_none() => Err(NoMoment::Unreadable),
            None if between == Separator::Dot => day_first.ok_or(NoMoment::UnclearOrder),
            None => Err(NoMoment::UnclearOrder),
        }
    }
}

/// A part of a day.
#[derive(Clone, Copy, Debug)]
enum Part {
    Number(Digits),
    Month(i8),
}

/// What stands between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Dash,
    Slash,
    /// Perhaps with blanks after it.
    Dot,
    /// Blanks, perhaps after a comma.
    Blank,
}

impl Separator {
    /// Whether numbers are separated so.
    fn joins_numbers(self, other: Self) -> bool {
        self == other && self != Self::Blank
    }

    /// Whether it is so between numbers and names: `Oct. 31, 2026` has two kinds.
    fn joins_names(self, other: Self) -> bool {
        let loose = |separator| matches!(separator, Self::Dot | Self::Blank);
        self == other || loose(self) && loose(other)
    }
}

fn day(scanner: &mut Scanner<'_>) -> Option<Day> {
    let first = part(scanner)?;
    let left = separator(scanner)?;
    let second = part(scanner)?;
    let right = separator(scanner)?;
    let third = scanner.digits()?;
    match (first, second) {
        (Part::Number(first), Part::Number(second)) if left.joins_numbers(right) => {
            numbers(first, second, third, left)
        }
        (Part::Number(first), Part::Month(month)) if left.joins_names(right) => {
            let day = if first.count == 4 {
                of_parts(full_year(first)?, month, third)
            } else {
                of_parts(full_year(third).or_else(|| short_year(third))?, month, first)
            };
            day.map(Day::Clear)
        }
        (Part::Month(month), Part::Number(day)) if left.joins_names(right) => {
            of_parts(full_year(third)?, month, day).map(Day::Clear)
        }
        _ => None,
    }
}

fn numbers(first: Digits, second: Digits, third: Digits, between: Separator) -> Option<Day> {
    if first.count == 4 {
        return of_numbers(first, second, third).map(Day::Clear);
    }
    Some(Day::Either {
        day_first: of_numbers(third, second, first),
        month_first: of_numbers(third, first, second),
        between,
    })
}

fn of_numbers(year: Digits, month: Digits, day: Digits) -> Option<Date> {
    // Asked first, because it is a common case and a refused `Date` costs an allocation.
    let month = month.of_width(1, 2).filter(|month| (1..=12).contains(month))?;
    of_parts(full_year(year)?, month, day)
}

fn of_parts(year: i16, month: i8, day: Digits) -> Option<Date> {
    Date::new(year, month, day.of_width(1, 2)?).ok()
}

fn full_year(digits: Digits) -> Option<i16> {
    digits.of_width(4, 4)
}

/// A year of two digits, as 1970 to 2069.
fn short_year(digits: Digits) -> Option<i16> {
    let year: i16 = digits.of_width(2, 2)?;
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

fn part(scanner: &mut Scanner<'_>) -> Option<Part> {
    if let Some(digits) = scanner.digits() {
        return Some(Part::Number(digits));
    }
    month(scanner.letters()).map(Part::Month)
}

fn separator(scanner: &mut Scanner<'_>) -> Option<Separator> {
    match scanner.peek()? {
        b'-' => scanner.expect(b'-').map(|()| Separator::Dash),
        b'/' => scanner.expect(b'/').map(|()| Separator::Slash),
        b'.' => {
            scanner.expect(b'.')?;
            scanner.blanks();
            Some(Separator::Dot)
        }
        _ => {
            scanner.take(b',');
            scanner.blanks().then_some(Separator::Blank)
        }
    }
}

const MONTHS: [&[u8]; 12] = [
    b"january",
    b"february",
    b"march",
    b"april",
    b"may",
    b"june",
    b"july",
    b"august",
    b"september",
    b"october",
    b"november",
    b"december",
];

/// A month by its English name, its first three letters, or `sept`.
fn month(letters: &[u8]) -> Option<i8> {
    let is = |name: &&[u8]| {
        let short = letters.len() == 3 || letters.eq_ignore_ascii_case(b"sept");
        let name = if short {
            name.get(..letters.len())
        } else {
            Some(*name)
        };
        name.is_some_and(|name| name.eq_ignore_ascii_case(letters))
    };
    let at = MONTHS.iter().position(is)?;
    i8::try_from(at + 1).ok()
}
