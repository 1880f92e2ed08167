//! Why a chart was not drawn.

use std::error::Error;
use std::fmt;

/// Why a chart was not drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ChartError {
    /// There is nothing to draw: no point with a value, no bar, no row, no step.
    Empty,
    /// A number that has no place on an axis: not finite, or larger than 10¹². Holds where it stands, and it.
    Number(&'static str, f64),
    /// An interval whose lower end is above its upper one. Holds both.
    Interval(f64, f64),
    /// The steps of a curve do not follow each other in time. Holds the curve's label.
    Order(String),
    /// An event in a period that the chart does not have. Holds its index.
    Period(usize),
    /// The option says what cannot be drawn, which is a bug. Holds what it is.
    Drawing(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the chart has nothing to draw"),
            Self::Number(place, value) => write!(f, "the chart's {place} is {value}, which no axis can show"),
            Self::Interval(low, high) => write!(f, "the chart has an interval from {low} down to {high}"),
            Self::Order(curve) => write!(f, "the steps of the curve “{curve}” are not in the order of time"),
            Self::Period(at) => write!(f, "the chart has an event in period {at}, which it does not have"),
            Self::Drawing(what) => write!(f, "the chart says what cannot be drawn: {what}"),
        }
    }
}

impl Error for ChartError {}
