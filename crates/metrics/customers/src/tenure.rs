//! How long customers stay, and how many were active at the start of a period.

use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Batch, Categories, Difference, Evidence, Field, Instant, Kind, Lens, Measured, MetricSpec, PeriodId,
    Summary, SummaryKind, Unit, Value,
};

pub(crate) const JOINED: u8 = 0;
/// Lost, and active at the start of the period.
pub(crate) const LOST: u8 = 1;
/// Lost in the same period they had joined in.
pub(crate) const LOST_NEW: u8 = 2;
pub(crate) const RETURNED: u8 = 3;
/// The first category that a metric may use for something else.
pub(crate) const FREE: u8 = 4;

/// The specification of a rate of those active at the start of a period.
pub(crate) const fn spec(id: &'static str, needs: &'static [Field]) -> MetricSpec {
    let mut spec = MetricSpec::of_records(Kind::Customers, id, SummaryKind::Categories, Unit::Percent);
    spec.lens = Lens::Perception;
    spec.needs = needs;
    spec.stock = true;
    spec.accrues = true;
    spec
}

/// The tenure of a customer in periods, as far as an export tells: it names one loss and one return.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tenure {
    joined: PeriodId,
    pub(crate) lost: Option<PeriodId>,
    /// Only if that was after the loss: a customer who was lost later is taken as active until then.
    returned: Option<PeriodId>,
}

impl Tenure {
    /// The tenure of a row; nothing where it is not known when it began, or where it had not begun when its
    /// period was seen.
    pub(crate) fn of(batch: &Batch<'_>, row: usize) -> Option<Self> {
        let since = *batch.created.get(row)?;
        let at = |field| batch.fields.time(field).at(row);
        let lost = at(Field::Lost).filter(|lost| since <= *lost);
        let came_back = |returned: &Instant| lost.is_some_and(|lost| lost <= *returned);
        let returned = at(Field::Returned).filter(came_back);
        Some(Self {
            joined: period(batch, since)?,
            lost: lost.and_then(|lost| period(batch, lost)),
            returned: returned.and_then(|returned| period(batch, returned)),
        })
    }

    pub(crate) fn was_active_at_the_start_of(self, period: PeriodId) -> bool {
        let was_lost = self.lost.is_some_and(|lost| lost < period);
        let was_back = self.returned.is_some_and(|returned| returned < period);
        self.joined < period && (!was_lost || was_back)
    }

    /// What happened, as categories, and in which period.
    pub(crate) fn events(self) -> impl Iterator<Item = (u8, PeriodId)> {
        let loss = |period| if self.joined < period { LOST } else { LOST_NEW };
        let all = [
            Some((JOINED, self.joined)),
            self.lost.map(|period| (loss(period), period)),
            self.returned.map(|period| (RETURNED, period)),
        ];
        all.into_iter().flatten()
    }
}

/// Notes what happened to every customer, and what a metric adds of its own: a category, and in which period.
pub(crate) fn measure(
    batch: &Batch<'_>,
    own: impl Fn(usize, Tenure) -> Option<(u8, PeriodId)>,
    out: &mut Measured,
) {
    for row in 0..batch.created.len() {
        let Some(tenure) = Tenure::of(batch, row) else {
            continue;
        };
        for (category, period) in tenure.events().chain(own(row, tenure)) {
            out.push(row, period, Value::Category(category));
        }
    }
}

/// Lost in the period of the row, as it says itself, and there at its end.
const SAID_LOST: u8 = u8::MAX;
const SAID_STAYED: u8 = u8::MAX - 1;

/// Notes of each row that says so whether its customer was lost in its period. Nothing, if rows say when.
pub(crate) fn said(batch: &Batch<'_>, out: &mut Measured) -> bool {
    let churned = batch.fields.number(Field::Churned);
    if !churned.is_there() {
        return false;
    }
    for (row, period) in batch.periods.iter().enumerate() {
        let said = churned
            .at(row)
            .map(|lost| if lost > 0 { SAID_LOST } else { SAID_STAYED });
        said.into_iter()
            .for_each(|said| out.push(row, *period, Value::Category(said)));
    }
    true
}

/// The difference of the rates of two periods.
pub(crate) fn difference(
    before: Evidence<'_>,
    after: Evidence<'_>,
    rate: impl Fn(&Stock<'_>) -> Rate,
) -> Option<Difference> {
    rate(&Stock::of(before)?).difference(rate(&Stock::of(after)?))
}

/// The period of an event, if it had happened when that period was seen.
pub(crate) fn period(batch: &Batch<'_>, at: Instant) -> Option<PeriodId> {
    let period = batch.calendar.period_or_first(at)?;
    let seen = batch.calendar.seen_at(period)?;
    (at < seen).then_some(period)
}

/// Who was there at the start of a period, and who came and went in it.
pub(crate) struct Stock<'a> {
    pub(crate) active: u64,
    pub(crate) lost: u64,
    now: Option<&'a Categories>,
}

impl<'a> Stock<'a> {
    /// Nothing where nobody was there and nobody came.
    pub(crate) fn of(evidence: Evidence<'a>) -> Option<Self> {
        let active = evidence.earlier.and_then(Summary::categories).map_or(0, active);
        let now = evidence.summary.categories().filter(|counts| counts.n() > 0);
        if let Some(counts) = now.filter(|counts| counts.count(SAID_LOST) + counts.count(SAID_STAYED) > 0) {
            let lost = counts.count(SAID_LOST);
            return Some(Self {
                active: lost + counts.count(SAID_STAYED),
                lost,
                now,
            });
        }
        let lost = now.map_or(0, |counts| counts.count(LOST));
        (active > 0 || now.is_some()).then(|| Self {
            active,
            // Whoever was lost had been active; only evidence without its past says otherwise.
            lost: lost.min(active),
            now,
        })
    }

    pub(crate) fn count(&self, category: u8) -> u64 {
        self.now.map_or(0, |counts| counts.count(category))
    }
}

/// How many were active when the periods of these counts were over.
fn active(counts: &Categories) -> u64 {
    let come = counts.count(JOINED) + counts.count(RETURNED);
    come.saturating_sub(counts.count(LOST) + counts.count(LOST_NEW))
}
