//! The axes of charts: values in the unit that suits them, numbers as the rest of the page writes them.

use cxpress_chart::Axis;
use cxpress_metric::Unit;

use crate::language::Words;
use crate::language::measure::TimeUnit;

/// How values of a figure go on an axis: divided by this, with this unit.
pub(crate) struct OnAxis {
    unit: Unit,
    time: TimeUnit,
}

impl OnAxis {
    pub(crate) fn new(unit: Unit, value: f64) -> Self {
        Self {
            unit,
            time: TimeUnit::fitting(unit, value),
        }
    }

    pub(crate) fn scaled(&self, value: f64) -> f64 {
        if matches!(self.unit, Unit::Seconds | Unit::BusinessSeconds) {
            value / self.time.seconds()
        } else {
            value
        }
    }

    pub(crate) fn axis(&self, words: &Words) -> Axis {
        let unit = match self.unit {
            Unit::Percent => words.get("axis-percent"),
            Unit::Seconds | Unit::BusinessSeconds => format!(" {}", self.time.symbol(words)),
            Unit::Points | Unit::Mean | Unit::Count | Unit::Own(_) => String::new(),
        };
        Axis { unit, ..axis(words) }
    }
}

/// An axis that writes its numbers as the rest of the page does.
pub(crate) fn axis(words: &Words) -> Axis {
    Axis {
        decimal_mark: words.locale.decimal_mark(),
        ..Axis::default()
    }
}

pub(crate) fn percent(words: &Words, name: String, min: Option<f64>) -> Axis {
    Axis {
        min,
        unit: words.get("axis-percent"),
        name,
        ..axis(words)
    }
}
