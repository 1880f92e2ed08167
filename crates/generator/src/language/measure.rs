//! Values with their units: what a number of points, per cent, seconds looks like to readers.

use cxpress_metric::{Absence, Estimate, Interval, OwnUnit, Reading, Unit};

use super::words::Words;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// A unit of time that suits a duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TimeUnit {
    Seconds,
    Minutes,
    Hours,
    Days,
}

impl TimeUnit {
    /// The unit in which a duration reads best: up to 90 s, 90 min, 48 h, then days.
    pub(crate) fn of(seconds: f64) -> Self {
        match seconds.abs() {
            short if short < 1.5 * MINUTE => Self::Seconds,
            short if short < 1.5 * HOUR => Self::Minutes,
            long if long < 2.0 * DAY => Self::Hours,
            _ => Self::Days,
        }
    }

    /// The unit of time in which values of a unit read best: a day of business time has no length that everybody knows, so
    /// hours are the most.
    pub(crate) fn fitting(unit: Unit, seconds: f64) -> Self {
        match Self::of(seconds) {
            Self::Days if unit == Unit::BusinessSeconds => Self::Hours,
            fitting => fitting,
        }
    }

    pub(crate) const fn seconds(self) -> f64 {
        match self {
            Self::Seconds => 1.0,
            Self::Minutes => MINUTE,
            Self::Hours => HOUR,
            Self::Days => DAY,
        }
    }

    const fn decimals(self) -> usize {
        match self {
            Self::Seconds | Self::Minutes => 0,
            Self::Hours | Self::Days => 1,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Minutes => "min",
            Self::Hours => "h",
            Self::Days => "d",
        }
    }

    /// The symbol: `h`.
    pub(crate) fn symbol(self, words: &Words) -> String {
        words.say("time-unit", [("unit", self.key().into())])
    }

    /// The symbol beside values of a unit: `business h`.
    pub(crate) fn symbol_in(self, unit: Unit, words: &Words) -> String {
        let symbol = self.symbol(words);
        match unit {
            Unit::BusinessSeconds => words.say("business-unit", [("unit", symbol.into())]),
            _ => symbol,
        }
    }
}

/// A way to write the values of one unit; durations that stand together share one unit of time.
#[derive(Clone, Copy)]
pub(crate) struct Measure<'a> {
    words: &'a Words,
    unit: Unit,
    time: TimeUnit,
}

impl<'a> Measure<'a> {
    /// The way to write values like `value`.
    pub(crate) fn new(words: &'a Words, unit: Unit, value: f64) -> Self {
        Self {
            words,
            unit,
            time: TimeUnit::fitting(unit, value),
        }
    }

    const fn decimals(self) -> usize {
        match self.unit {
            Unit::Points | Unit::Percent => 1,
            Unit::Mean => 2,
            Unit::Own(own) => own.decimals() as usize,
            Unit::Seconds | Unit::BusinessSeconds => self.time.decimals(),
            Unit::Count => 0,
        }
    }

    fn scaled(self, value: f64) -> f64 {
        if matches!(self.unit, Unit::Seconds | Unit::BusinessSeconds) {
            value / self.time.seconds()
        } else {
            value
        }
    }

    /// The number alone: `61.8`.
    pub(crate) fn bare(self, value: f64) -> String {
        self.words.fixed(self.scaled(value), self.decimals())
    }

    /// The number with its unit: `61.8 %`, `23.8 h`.
    pub(crate) fn value(self, value: f64) -> String {
        self.with_unit(self.bare(value))
    }

    /// A target as it was set, with its unit: `45`, `70 %`.
    pub(crate) fn target(self, value: f64) -> String {
        self.with_unit(self.words.chosen(self.scaled(value), self.decimals()))
    }

    fn with_unit(self, number: String) -> String {
        match self.unit {
            Unit::Percent => self.words.say("percent", [("number", number.into())]),
            Unit::Seconds | Unit::BusinessSeconds => {
                let unit = self.time.symbol_in(self.unit, self.words);
                self.words
                    .say("with-unit", [("number", number.into()), ("unit", unit.into())])
            }
            Unit::Own(own) => self.words.in_own_unit(number, own),
            Unit::Points | Unit::Mean | Unit::Count => number,
        }
    }

    /// A difference without sign: `8.9 points`, `3.1 h`.
    pub(crate) fn amount(self, value: f64) -> String {
        self.with_difference_unit(self.words.fixed(self.scaled(value.abs()), self.decimals()))
    }

    /// A difference without sign as somebody chose it: `5 points`.
    pub(crate) fn margin(self, value: f64) -> String {
        self.with_difference_unit(self.words.chosen(self.scaled(value.abs()), self.decimals()))
    }

    /// A difference: `−8.9 points`.
    pub(crate) fn difference(self, value: f64) -> String {
        self.with_difference_unit(self.signed(value))
    }

    /// A difference without unit: `−8.9`.
    pub(crate) fn signed(self, value: f64) -> String {
        self.words.signed(self.scaled(value), self.decimals())
    }

    fn with_difference_unit(self, number: String) -> String {
        match self.unit {
            Unit::Points | Unit::Percent | Unit::Mean => {
                self.words.say("points", [("number", number.into())])
            }
            Unit::Seconds | Unit::BusinessSeconds | Unit::Own(_) => self.with_unit(number),
            Unit::Count => number,
        }
    }

    /// An interval: `37.4 – 45.1`, `25.0 – not reached`.
    pub(crate) fn interval(self, interval: Interval) -> String {
        let high = interval
            .high
            .map_or_else(|| self.words.get("not-reached"), |high| self.bare(high));
        self.words.say(
            "interval",
            [("low", self.bare(interval.low).into()), ("high", high.into())],
        )
    }

    /// The interval of a difference: `−23.9 … −9.2`.
    pub(crate) fn difference_interval(self, interval: Interval) -> String {
        let high = interval
            .high
            .map_or_else(|| self.words.get("not-reached"), |high| self.signed(high));
        let low = self.signed(interval.low);
        self.words.say(
            "interval-difference",
            [("low", low.into()), ("high", high.into())],
        )
    }
}

impl Words {
    /// A number in a unit that is none of the field's own.
    pub(crate) fn in_own_unit(&self, number: String, own: OwnUnit) -> String {
        let unit = own.name().to_owned();
        self.say("with-unit", [("number", number.into()), ("unit", unit.into())])
    }

    /// A way to write values of `unit` like `value`.
    pub(crate) fn measure(&self, unit: Unit, value: f64) -> Measure<'_> {
        Measure::new(self, unit, value)
    }

    /// An estimate with its unit.
    pub(crate) fn estimate(&self, unit: Unit, estimate: &Estimate) -> String {
        self.measure(unit, estimate.value).value(estimate.value)
    }

    /// A reading with its unit, or the word for its absence.
    pub(crate) fn reading(&self, unit: Unit, reading: &Reading) -> String {
        match reading {
            Reading::Value(estimate) => self.estimate(unit, estimate),
            Reading::Absent(absence) => self.absence(*absence),
        }
    }

    /// Why there is nothing.
    pub(crate) fn absence(&self, absence: Absence) -> String {
        self.get(match absence {
            Absence::NoData => "no-data",
            Absence::TooFew => "too-few",
            Absence::NotReached => "not-reached",
            Absence::Failed => "failed",
            Absence::OtherLanguage => "other-language",
        })
    }

    /// A promised time of a unit in full words: `7 days`, `8 business hours`.
    pub(crate) fn promise(&self, unit: Unit, seconds: i64) -> String {
        let (n, step) = promised(unit, seconds);
        let business = unit == Unit::BusinessSeconds;
        let id = if business { "promise-business" } else { "promise" };
        self.say(id, [("n", n.into()), ("unit", step.into())])
    }

    /// A promised time as a limit: `within 7 days`.
    pub(crate) fn within(&self, unit: Unit, seconds: i64) -> String {
        let (n, step) = promised(unit, seconds);
        let time = self.promise(unit, seconds);
        let args = [("time", time.into()), ("n", n.into()), ("unit", step.into())];
        self.say("part-within", args)
    }
}

/// A promised time as a number of the largest unit that it is a whole number of, and that unit's key in the string
/// table. Days are at least two: one is 24 hours.
fn promised(unit: Unit, seconds: i64) -> (i64, &'static str) {
    let (step, size) = match seconds {
        days if days % 86_400 == 0 && days >= 172_800 && unit != Unit::BusinessSeconds => ("d", 86_400),
        hours if hours % 3_600 == 0 => ("h", 3_600),
        minutes if minutes % 60 == 0 => ("min", 60),
        _ => ("s", 1),
    };
    (seconds / size, step)
}
