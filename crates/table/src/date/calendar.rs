//! Days by year, month and day, in their many forms.
//!
//! | form | read as |
//! |---|---|
//! | `2026-10-31`, `2026/10/31`, `2026.10.31`, one-digit months and days too | year, month, day, in every format |
//! | `31 Oct 2026`, `31-Oct-2026`, `31-OCT-26`, `31. Oktober 2026`, `1er févr. 2026` | day, month, year, in every format |
//! | `Oct 31, 2026`, `October 31 2026`, `2026-Oct-31` | by the name of the month, in every format |
//! | `Sat, 31 Oct 2026`, `Samstag, 31. Oktober 2026`, `Sat 10/31/2026` | the same after the day of the week, which must fit |
//! | `31.10.2026`, `31. 10. 2026` | day first, unless `month-first` is configured |
//! | `31/10/2026`, `10/31/2026`, `31-10-2026` | in the configured order, else not at all |
//!
//! Dots are day first without being configured because that is how they are used wherever they are used; a column that
//! means it otherwise is found out by its first day after the 12th, which is refused and asks for the order. Slashes and
//! dashes are used in both orders, so one row that proves its own order says nothing of the next one: all are refused.
//!
//! A year of two digits is read after the name of a month (`31-Oct-26`, as databases write it) as 1970 to 2069. Between
//! numbers it could be anywhere, so that also dots do not tell the order: it is last where an order is configured, and
//! a `strptime` format with `%y` says where else it is.

use jiff::civil::{Date, Weekday};

use super::time::TimeOfDay;
use super::{NoMoment, names, time};
use crate::scan::{Digits, Scanner};

/// Which comes first, where both are numbers and the year is last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `10/31/2026`
    MonthFirst,
    /// `31/10/2026`
    DayFirst,
}

/// The order that a text proves: `27/10/2026` is day first, `10/27/2026` month first, `05/06/2026` could be either.
/// Nothing for what needs no order.
pub fn order_of(text: &str) -> Option<Order> {
    match parse(text)?.0 {
        Day::Either {
            day_first: Some(_),
            month_first: None,
            or_year_first: false,
            ..
        } => Some(Order::DayFirst),
        Day::Either {
            day_first: None,
            month_first: Some(_),
            or_year_first: false,
            ..
        } => Some(Order::MonthFirst),
        Day::Either { .. } | Day::Clear(_) => None,
    }
}

/// A day, perhaps with a time, as a text tells them.
pub(super) type Told<'t> = (Date, Option<TimeOfDay<'t>>);

/// The day that a text means where day and month come in this order, and the time.
pub(super) fn read(text: &str, order: Option<Order>) -> Result<Told<'_>, NoMoment> {
    let (day, time) = parse(text).ok_or(NoMoment::Unreadable)?;
    Ok((day.in_order(order)?, time))
}

fn parse(text: &str) -> Option<(Day, Option<TimeOfDay<'_>>)> {
    let scanner = Scanner::new(text);
    // `mar. 3 mars 2026` begins with a Tuesday, `Mar 3, 2026` with a month.
    dated(scanner).or_else(|| after_weekday(scanner))
}

fn dated(mut scanner: Scanner<'_>) -> Option<(Day, Option<TimeOfDay<'_>>)> {
    let day = day(&mut scanner)?;
    Some((day, time::after_day(scanner)?))
}

/// A date after the day of the week that it is.
fn after_weekday(mut scanner: Scanner<'_>) -> Option<(Day, Option<TimeOfDay<'_>>)> {
    let weekday = names::weekday(scanner.word())?;
    scanner.take(b'.');
    scanner.take(b',');
    scanner.blanks().then_some(())?;
    let (day, time) = dated(scanner)?;
    Some((day.on(weekday)?, time))
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
        /// Whether it is written as it is where days come first, and nowhere else: with dots and a whole year.
        by_dots: bool,
        /// Whether the year may come first too: `26-10-01`.
        or_year_first: bool,
    },
}

impl Day {
    fn in_order(self, order: Option<Order>) -> Result<Date, NoMoment> {
        let (day_first, month_first, by_dots) = match self {
            Self::Clear(day) => return Ok(day),
            Self::Either {
                day_first,
                month_first,
                by_dots,
                ..
            } => (day_first, month_first, by_dots),
        };
        match order {
            Some(Order::DayFirst) => day_first.ok_or(NoMoment::Unreadable),
            Some(Order::MonthFirst) => month_first.ok_or(NoMoment::Unreadable),
            None if day_first.is_none() && month_first.is_none() => Err(NoMoment::Unreadable),
            None if by_dots => day_first.ok_or(NoMoment::UnclearOrder),
            None => Err(NoMoment::UnclearOrder),
        }
    }

    /// The same, if it can be this day of the week.
    fn on(self, weekday: Weekday) -> Option<Self> {
        let fits = |day: &Date| day.weekday() == weekday;
        match self {
            Self::Clear(day) => fits(&day).then_some(self),
            Self::Either {
                day_first,
                month_first,
                by_dots,
                or_year_first,
            } => Some(Self::Either {
                day_first: day_first.filter(fits),
                month_first: month_first.filter(fits),
                by_dots,
                or_year_first,
            }),
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
        by_dots: between == Separator::Dot && third.count == 4,
        or_year_first: between == Separator::Dash
            && first.count == 2
            && of_numbers(first, second, third).is_some(),
    })
}

fn of_numbers(year: Digits, month: Digits, day: Digits) -> Option<Date> {
    // Asked first, because it is a common case and a refused `Date` costs an allocation.
    let month = month.of_width(1, 2).filter(|month| (1..=12).contains(month))?;
    of_parts(full_year(year).or_else(|| short_year(year))?, month, day)
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
        ordinal(scanner);
        return Some(Part::Number(digits));
    }
    names::month(scanner.word()).map(Part::Month)
}

/// Takes what makes a number that of a day: `1er`, `1st`, `22nd`, `3rd`, `4th`.
fn ordinal(scanner: &mut Scanner<'_>) {
    let mut rest = *scanner;
    if ["er", "st", "nd", "rd", "th"].contains(&rest.word()) {
        *scanner = rest;
    }
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
