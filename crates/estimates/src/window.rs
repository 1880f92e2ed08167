//! What happened within a window after a start, once the window is over: nothing is said of the last days
//! before that.

use cxpress_metric::{
    Absence, Batch, Calendar, Categories, Difference, Figure, Instant, Measured, PeriodId, Summary, Unit,
    Value,
};

use crate::count;
use crate::rate::Rate;

/// The words for its parts, by language: for [`cxpress_metric::MetricSpec::words`].
pub const WORDS: [(&str, &str); 2] = [
    ("en", include_str!("window.en.ftl")),
    ("de", include_str!("window.de.ftl")),
];

/// The window is over, and it happened.
const YES: u8 = 0;
/// The window is over, and it did not happen.
const NO: u8 = 1;
/// The window is not over.
const PENDING: u8 = 2;
/// The first category that a metric may use for something else.
pub const FREE: u8 = 3;

/// The period a start falls into, and whether a window of `window` seconds after it was over when that period
/// was seen. Nothing for a start outside the calendar, or one that was not yet known.
#[must_use]
pub fn place(calendar: &Calendar, start: Instant, window: i64) -> Option<(PeriodId, bool)> {
    let period = calendar.period_of(start)?;
    let seen = calendar.seen_at(period).filter(|seen| start < *seen)?;
    Some((period, start.0 + window <= seen.0))
}

/// Whether a time lies in the window of `window` seconds that starts with `start`.
#[must_use]
pub fn holds(time: Option<Instant>, start: Instant, window: i64) -> bool {
    time.is_some_and(|time| start <= time && time.0 - start.0 <= window)
}

/// That something happened, or did not, once that is known.
#[must_use]
pub const fn value(happened: bool) -> Value {
    Value::Category(if happened { YES } else { NO })
}

/// Notes for each row whether something `happened` in the window of `window` seconds that starts with the
/// row's `start`; rows without a start are left out. A row belongs to the period its start falls into, which
/// is seen at its end.
pub fn measure(
    batch: &Batch<'_>,
    window: i64,
    start: impl Fn(usize) -> Option<Instant>,
    happened: impl Fn(usize, Instant) -> bool,
    out: &mut Measured,
) {
    for row in 0..batch.created.len() {
        let Some(start) = start(row) else { continue };
        let Some((period, over)) = place(batch.calendar, start, window) else {
            continue;
        };
        let category = match over {
            false => PENDING,
            true if happened(row, start) => YES,
            true => NO,
        };
        out.push(row, period, Value::Category(category));
    }
}

/// The rate of those whose window is over, with how many were left out because it is not.
#[must_use]
pub fn evaluate(summary: &Summary, yes: &'static str, no: &'static str) -> Figure {
    let Some(counts) = summary.categories().filter(|counts| counts.n() > 0) else {
        return Figure::absent(Absence::NoData, Unit::Percent);
    };
    let rate = rate(counts);
    let Rate { part, whole } = rate;
    let pending = counts.count(PENDING);
    Figure::new(rate.reading(), Unit::Percent).with_parts(vec![
        count(yes, part, whole),
        count(no, whole - part, whole),
        count("window-open", pending, whole + pending),
    ])
}

/// The difference of what [`evaluate`] has as headline.
#[must_use]
pub fn difference(before: &Summary, after: &Summary) -> Option<Difference> {
    rate(before.categories()?).difference(rate(after.categories()?))
}

fn rate(counts: &Categories) -> Rate {
    let yes = counts.count(YES);
    Rate::of(yes, yes + counts.count(NO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_over_when_its_period_is_seen_after_it() {
        let starts = [0, 100, 200].map(Instant).to_vec();
        let calendar = Calendar::new(PeriodId(0), starts).known_until(Instant(150));
        let place = |start| place(&calendar, Instant(start), 20);
        assert_eq!(
            [80, 81, 130, 131].map(place),
            [(0, true), (0, false), (1, true), (1, false)].map(|(id, over)| Some((PeriodId(id), over)))
        );
        assert_eq!([-1, 150, 200].map(place), [None; 3]);
    }

    #[test]
    fn a_window_holds_its_ends() {
        let found = [9, 10, 30, 31].map(|time| holds(Some(Instant(time)), Instant(10), 20));
        assert_eq!(found, [false, true, true, false]);
        assert!(!holds(None, Instant(10), 20));
    }
}
