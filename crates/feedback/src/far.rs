//! Dates far off: few rows that a long empty stretch parts from all others of their source.
//!
//! One mistyped year would make the report one of a month that nobody knows yet, or give it hundreds of empty months.
//! Rows that come rarely are no mistake: a stretch counts as empty only where the source's usual pace would have filled
//! it, and where it is longer than those that lie between many rows on both sides, as between the rounds of a survey.

use std::collections::BTreeMap;

use cxpress_metric::PeriodId;

use super::tally::FileTally;
use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_project::config::Source;
use cxpress_project::period::Periods;

/// A stretch of so many empty periods is looked at.
const SHORTEST: i32 = 2;
/// At the usual pace so many rows would have come in it.
const MISSED: u64 = 20;
/// So many years without a row are none that a source is silent for.
const LONG_YEARS: i32 = 10;
/// So many empty periods are none that a report is made of, however many rows stand on either side.
const LONG_STRETCH: i32 = 100;

/// Which end of the data rows are far off at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// Rows far off the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Far {
    end: End,
    /// The periods that they fall into, from the first to the last.
    periods: (PeriodId, PeriodId),
    rows: u64,
    /// How many empty periods lie between them and the others.
    stretch: i32,
    /// The period of the others that is nearest.
    nearest: PeriodId,
}

/// What decides how few rows are few.
#[derive(Clone, Copy, Debug)]
struct Terms {
    /// Fewer are not shown as a group.
    minimum: u64,
    /// How many periods a year has.
    per_year: i32,
}

/// What is to be said of rows that lie far off the others of a source, at the ends that it does not name itself.
pub(super) fn find(
    source: &Source,
    files: &[(String, &FileTally)],
    periods: &Periods,
    minimum: u64,
) -> Vec<Diagnostic> {
    let Some(per_year) = periods
        .spec()
        .per_year()
        .filter(|_| source.kind.tells_of_its_start())
    else {
        return Vec::new();
    };
    let mut rows: BTreeMap<PeriodId, u64> = BTreeMap::new();
    for (period, seen) in files.iter().flat_map(|(_, tally)| &tally.by_period) {
        *rows.entry(*period).or_default() += seen.rows;
    }
    let terms = Terms { minimum, per_year };
    // What has a life may have begun long ago: an export of what was open names a few old requests.
    let has_life = source.kind.start().is_some();
    let first = || far(End::First, &rows, terms, !has_life);
    let last = || far(End::Last, &rows, terms, true);
    let found = [
        source.from.is_none().then(first).flatten(),
        source.until.is_none().then(last).flatten(),
    ];
    let found = found.into_iter().flatten();
    found.map(|far| said(&far, source, files, periods)).collect()
}

/// The rows far off at an end: as many as lie behind one stretch. `by_share` says whether few rows are enough, or a
/// stretch of years is needed.
fn far(end: End, rows: &BTreeMap<PeriodId, u64>, terms: Terms, by_share: bool) -> Option<Far> {
    // Seen from the end that is right: the rows in question come last.
    let mut seen: Vec<(PeriodId, u64)> = rows.iter().map(|(period, n)| (*period, *n)).collect();
    if end == End::First {
        seen.reverse();
    }
    let at = (1..seen.len()).find(|at| is_far(&seen, *at, terms, by_share))?;
    let behind = &seen[at..];
    let (near, outermost) = (behind.first()?.0, behind.last()?.0);
    Some(Far {
        end,
        periods: (near.min(outermost), near.max(outermost)),
        rows: sum(behind),
        stretch: stretch(&seen, at),
        nearest: seen[at - 1].0,
    })
}

/// Whether the rows from a place on lie far off those before.
fn is_far(seen: &[(PeriodId, u64)], at: usize, terms: Terms, by_share: bool) -> bool {
    let (body, behind) = seen.split_at(at);
    let (stretch, rows) = (stretch(seen, at), sum(behind));
    let total = sum(body) + rows;
    if stretch < SHORTEST || stretch <= 2 * longest_usual(seen, at, total) {
        return false;
    }
    let is_long = stretch >= LONG_YEARS * terms.per_year;
    let is_minority = rows * 4 < total || stretch >= LONG_STRETCH && rows * 2 <= total;
    let is_few = rows * 100 < total || rows < terms.minimum && rows * 20 < total;
    is_long && is_minority || by_share && is_few && is_noise(body, behind, stretch, terms)
}

/// Whether few rows are no beginning of what goes on: each of their periods holds little, and at the usual pace the
/// stretch before them would not have been empty.
fn is_noise(body: &[(PeriodId, u64)], behind: &[(PeriodId, u64)], stretch: i32, terms: Terms) -> bool {
    let mut usual: Vec<u64> = body.iter().map(|(_, n)| *n).collect();
    usual.sort_unstable();
    let median = usual[usual.len() / 2];
    let fullest = behind.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let length = |from: PeriodId, to: PeriodId| u64::from(from.0.abs_diff(to.0)) + 1;
    let span = length(body[0].0, body[body.len() - 1].0);
    let is_expected = sum(body) * u64::from(stretch.unsigned_abs()) >= MISSED * span;
    fullest < terms.minimum.max(median / 4) && is_expected
}

/// How many empty periods lie before a place.
fn stretch(seen: &[(PeriodId, u64)], at: usize) -> i32 {
    (seen[at].0.0 - seen[at - 1].0.0).abs() - 1
}

/// The longest stretch before a place that has a quarter of all rows on either side.
fn longest_usual(seen: &[(PeriodId, u64)], at: usize, total: u64) -> i32 {
    let mut before = 0;
    let mut longest = 0;
    for place in 1..at {
        before += seen[place - 1].1;
        if before * 4 >= total && (total - before) * 4 >= total {
            longest = longest.max(stretch(seen, place));
        }
    }
    longest
}

fn sum(seen: &[(PeriodId, u64)]) -> u64 {
    seen.iter().map(|(_, n)| n).sum()
}

fn said(far: &Far, source: &Source, files: &[(String, &FileTally)], periods: &Periods) -> Diagnostic {
    let (first, last) = far.periods;
    let names = match (periods.name(first), periods.name(last)) {
        (first, last) if first == last => format!("`{first}`"),
        (first, last) => format!("`{first}` to `{last}`"),
    };
    let (rows, lie) = match far.rows {
        1 => ("1 row".to_owned(), "lies"),
        n => (format!("{n} rows"), "lie"),
    };
    let side = if far.end == End::First { "before" } else { "after" };
    let message = format!(
        "{rows} of `{}` {lie} in {names}, {} empty {}s {side} all others",
        source.id,
        far.stretch,
        periods.spec().name
    );
    let places = places(far, files);
    let mut diagnostic = Diagnostic::error(Code::FarOff, message).help(help(far, source, periods));
    for (file, lines) in &places {
        diagnostic = diagnostic.note(format!("`{file}`, {}", in_lines(lines)));
    }
    match places.first() {
        Some((file, lines)) => {
            let line = lines.first().copied().unwrap_or(0);
            diagnostic.at(Place::at(*file, line, 0))
        }
        None => diagnostic.at(source.place.clone()),
    }
}

/// The files with rows far off, and the first lines of those rows.
fn places<'f>(far: &Far, files: &'f [(String, &FileTally)]) -> Vec<(&'f str, Vec<u64>)> {
    const MOST: usize = 5;
    let (first, last) = far.periods;
    let lines = |tally: &FileTally| -> Vec<u64> {
        let mut lines: Vec<u64> = tally
            .by_period
            .range(first..=last)
            .flat_map(|(_, seen)| seen.lines())
            .collect();
        lines.sort_unstable();
        lines.truncate(MOST);
        lines
    };
    let found = files.iter().map(|(file, tally)| (file.as_str(), lines(tally)));
    found.filter(|(_, lines)| !lines.is_empty()).take(MOST).collect()
}

fn in_lines(lines: &[u64]) -> String {
    let numbers: Vec<String> = lines.iter().map(u64::to_string).collect();
    match numbers.as_slice() {
        [one] => format!("line {one}"),
        _ => format!("lines {}", numbers.join(", ")),
    }
}

/// The two ways out: the source begins or ends with the others, or with these rows.
fn help(far: &Far, source: &Source, periods: &Periods) -> String {
    let (key, without, with) = match far.end {
        End::First => (
            "from",
            periods.first_day(far.nearest),
            periods.first_day(far.periods.0),
        ),
        End::Last => (
            "until",
            periods.last_day(far.nearest),
            periods.last_day(far.periods.1),
        ),
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!(
        "mend the dates, or add `{key}: {}` to `sources.{}`, which sets them aside; if they are right, `{key}: {}` lets them in",
        day(without),
        source.id,
        day(with)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTHS: Terms = Terms {
        minimum: 5,
        per_year: 12,
    };

    /// What is far off at the first and at the last end, by months and rows.
    #[track_caller]
    fn ends(rows: &[(i32, u64)]) -> [Option<u64>; 2] {
        let rows = rows.iter().map(|(period, n)| (PeriodId(*period), *n)).collect();
        [End::First, End::Last].map(|end| far(end, &rows, MONTHS, true).map(|far| far.rows))
    }

    fn monthly(from: i32, months: i32, n: u64) -> Vec<(i32, u64)> {
        (from..from + months).map(|month| (month, n)).collect()
    }

    fn with(mut rows: Vec<(i32, u64)>, more: &[(i32, u64)]) -> Vec<(i32, u64)> {
        rows.extend(more);
        rows
    }

    #[test]
    fn a_mistyped_year_is_far_off() {
        assert_eq!(ends(&[(0, 59), (12, 1)]), [None, Some(1)]);
        assert_eq!(ends(&[(-12, 1), (0, 59)]), [Some(1), None]);
        assert_eq!(ends(&with(monthly(0, 20, 10), &[(30, 2)])), [None, Some(2)]);
        assert_eq!(
            ends(&with(monthly(0, 12, 500), &[(24, 3), (60, 1)])),
            [None, Some(4)]
        );
    }

    #[test]
    fn decades_without_a_row_are_a_mistake_whatever_the_share() {
        assert_eq!(ends(&[(-560, 6), (0, 54)]), [Some(6), None]);
        assert_eq!(ends(&[(-560, 30), (0, 30)])[0], Some(30));
        assert_eq!(ends(&[(0, 54), (433, 6)]), [None, Some(6)]);
        // On both sides at once.
        assert_eq!(ends(&[(-560, 2), (0, 54), (433, 2)]), [Some(2), Some(2)]);
    }

    #[test]
    fn what_comes_rarely_is_no_mistake() {
        // A survey once a year, the fourth round having just begun.
        assert_eq!(ends(&[(0, 400), (12, 380), (24, 420), (36, 3)]), [None, None]);
        assert_eq!(ends(&[(0, 400), (12, 380)]), [None, None]);
        // Orders now and then.
        let orders: Vec<_> = [0, 1, 4, 6, 7, 11, 12, 15, 16, 17, 20, 24, 29]
            .map(|month| (month, 2))
            .into();
        assert_eq!(ends(&with(orders, &[(33, 1)])), [None, None]);
        // A few answers, far apart.
        assert_eq!(ends(&[(0, 3), (5, 2), (9, 4)]), [None, None]);
        // A survey that rested for a quarter, and goes on.
        assert_eq!(ends(&with(monthly(0, 60, 1000), &[(63, 500)])), [None, None]);
        // The next month, or the one after it.
        assert_eq!(ends(&with(monthly(0, 3, 60), &[(3, 1)])), [None, None]);
        assert_eq!(ends(&with(monthly(0, 3, 60), &[(4, 1)])), [None, None]);
    }
}
