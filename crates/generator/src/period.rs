//! Periods and dates in words.

use cxpress_report::{Period, PeriodKind};
use fluent_bundle::FluentValue;

use crate::words::Words;

/// A period as readers call it: `October 2026`.
pub(crate) fn name(words: &Words, kind: PeriodKind, period: &Period) -> String {
    worded(
        words,
        kind,
        period,
        ["period-month", "period-week", "period-quarter"],
    )
}

/// The same as short as an axis needs it: `Oct 26`.
pub(crate) fn short(words: &Words, kind: PeriodKind, period: &Period) -> String {
    worded(
        words,
        kind,
        period,
        ["period-month-short", "period-week-short", "period-quarter-short"],
    )
}

fn worded(words: &Words, kind: PeriodKind, period: &Period, [month, week, quarter]: [&str; 3]) -> String {
    let Some((year, part)) = period.id.split_once('-') else {
        return period.id.clone();
    };
    let part = part.trim_start_matches(['W', 'Q', '0']);
    let id = match kind {
        PeriodKind::Month => month,
        PeriodKind::Week => week,
        PeriodKind::Quarter => quarter,
        PeriodKind::Year | PeriodKind::Wave => return period.id.clone(),
    };
    let short = year.get(2..).unwrap_or(year);
    let name = if kind == PeriodKind::Month {
        month_name(words, part, id)
    } else {
        part.to_owned()
    };
    words.say(
        id,
        [
            ("year", year.into()),
            ("short", short.into()),
            ("part", name.into()),
        ],
    )
}

fn month_name(words: &Words, month: &str, id: &str) -> String {
    let table = if id.ends_with("short") {
        "month-short"
    } else {
        "month"
    };
    words.say(table, [("month", FluentValue::try_number(month))])
}

/// A date in words: `28 October 2026`; what is no date stays as it is.
pub(crate) fn date(words: &Words, date: &str) -> String {
    let mut parts = date.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return date.to_owned();
    };
    let month = month_name(words, month.trim_start_matches('0'), "month");
    let day = day.trim_start_matches('0');
    words.say(
        "date",
        [
            ("year", year.into()),
            ("month", month.into()),
            ("day", day.into()),
        ],
    )
}

/// Whether a text is a date as `<time datetime>` wants it.
pub(crate) fn is_date(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}
