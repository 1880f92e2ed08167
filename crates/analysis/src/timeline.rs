//! The periods of a report, with their days.

use std::collections::BTreeMap;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_feedback::{Extent, Inputs};
use cxpress_metric::PeriodId;
use cxpress_report::Period;
use jiff::civil::Date;

/// More periods than this come from a mistaken date, not from a report.
const MOST_PERIODS: i32 = 600;

/// The periods of a report.
pub(crate) struct Timeline {
    /// The periods, oldest first; the last is reported on.
    pub(crate) ids: Vec<PeriodId>,
    /// How many periods make a year.
    pub(crate) year: Option<usize>,
    /// The days of each period; empty for waves.
    pub(crate) spans: Vec<Span>,
}

/// The days of a period.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) first: Date,
    pub(crate) last: Date,
    /// The last day that is known: the last with data where they end before the period does.
    pub(crate) known: Date,
}

impl Timeline {
    /// The periods from the first with data to the one reported on: the latest with data where none is asked for.
    /// `None` if there is none; the diagnostics, or those of the reader, say why.
    pub(crate) fn new(
        inputs: &Inputs,
        extent: &Extent,
        asked: Option<PeriodId>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let (first, latest) = extent.span()?;
        let last = asked.unwrap_or(latest);
        let name = |id| inputs.periods.name(id);
        if !extent.tells_of(last) {
            diagnostics.push(no_data(&name(last), [&name(first), &name(latest)]));
            return None;
        }
        if last.0 - first.0 >= MOST_PERIODS {
            diagnostics.push(too_many([&name(first), &name(last)]));
            return None;
        }
        let ids: Vec<PeriodId> = (first.0..=last.0).map(PeriodId).collect();
        let year = inputs.periods.year_before(last).map(|before| last.0 - before.0);
        Some(Self {
            year: year.and_then(|steps| usize::try_from(steps).ok()),
            spans: ids
                .iter()
                .filter_map(|id| Span::new(inputs, extent, *id, last))
                .collect(),
            ids,
        })
    }

    /// How many periods there are, at least one.
    pub(crate) const fn len(&self) -> usize {
        self.ids.len()
    }

    /// The place of the period reported on.
    pub(crate) const fn current(&self) -> usize {
        self.ids.len() - 1
    }

    /// The place of a period.
    pub(crate) fn position(&self, id: PeriodId) -> Option<usize> {
        self.ids.iter().position(|known| *known == id)
    }

    /// Whether a period has all its pages: the one reported on and the one before.
    pub(crate) const fn is_recent(&self, period: usize) -> bool {
        period + 2 >= self.ids.len()
    }

    /// Whether all days of a period are known.
    pub(crate) fn is_over(&self, period: usize) -> bool {
        self.spans.get(period).is_none_or(|span| span.known == span.last)
    }

    /// The same period a year before.
    pub(crate) fn year_before(&self, period: usize) -> Option<usize> {
        period.checked_sub(self.year?)
    }

    /// The periods for the report.
    pub(crate) fn periods(&self, inputs: &Inputs, extent: &Extent) -> Vec<Period> {
        let last = self.ids.last().copied();
        let period = |id: &PeriodId| Period {
            partial: cut(inputs, extent, *id).filter(|_| last == Some(*id)),
            heard: extent.rows.get(id).cloned().unwrap_or_default(),
            ..period(inputs, *id)
        };
        self.ids.iter().map(period).collect()
    }
}

impl Span {
    /// The days of a period of a timeline that ends with `last`.
    fn new(inputs: &Inputs, extent: &Extent, id: PeriodId, last: PeriodId) -> Option<Self> {
        let (first, end) = (inputs.periods.first_day(id)?, inputs.periods.last_day(id)?);
        let known = cut(inputs, extent, id).filter(|_| id == last);
        Some(Self {
            first,
            last: end,
            known: known.unwrap_or(end),
        })
    }
}

/// A period without anything that was read.
pub(crate) fn period(inputs: &Inputs, id: PeriodId) -> Period {
    Period {
        id: inputs.periods.name(id),
        name: inputs.periods.wave(id).map(str::to_owned),
        start: inputs.periods.first_day(id),
        end: inputs.periods.last_day(id),
        partial: None,
        heard: BTreeMap::new(),
    }
}

/// The last day with data, where that is before a period ends.
fn cut(inputs: &Inputs, extent: &Extent, id: PeriodId) -> Option<Date> {
    let (end, last) = (inputs.periods.last_day(id)?, extent.until?);
    (last < end).then_some(last)
}

fn no_data(last: &str, [first, latest]: [&str; 2]) -> Diagnostic {
    Diagnostic::error(Code::NoDataInPeriod, format!("there are no data in `{last}`"))
        .note(format!("data reach from `{first}` to `{latest}`"))
        .help("choose another `--period`, or add its files to `files`")
}

fn too_many([first, last]: [&str; 2]) -> Diagnostic {
    let message = format!("the data reach from `{first}` to `{last}`, more than {MOST_PERIODS} periods");
    Diagnostic::error(Code::TooManyPeriods, message)
        .help("look for a mistaken date, or choose a longer `period`")
}
