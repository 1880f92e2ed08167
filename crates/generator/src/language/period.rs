//! Periods and dates in words.

use cxpress_report::{Period, PeriodKind, Report};
use jiff::civil::Date;

use super::words::Words;

/// A period as readers call it: `October 2026`.
pub(crate) fn name(words: &Words, kind: PeriodKind, period: &Period) -> String {
    let name = match kind {
        PeriodKind::Month => month(&period.id).and_then(|(year, month)| words.locale.month(year, month)),
        PeriodKind::Week => numbered(words, "period-week", period),
        PeriodKind::Quarter if is_fiscal(period) => numbered(words, "period-fiscal-quarter", period),
        PeriodKind::Quarter => numbered(words, "period-quarter", period),
        PeriodKind::Year if is_fiscal(period) => worded(words, "period-fiscal-year", period, String::new()),
        PeriodKind::Wave => period.name.clone(),
        PeriodKind::Year => None,
    };
    name.unwrap_or_else(|| period.id.clone())
}

/// The first and the last day of a period whose name does not tell them: of a financial year.
pub(crate) fn days(words: &Words, period: &Period) -> Option<String> {
    let (first, last) = (period.start?, period.end?);
    let args = [
        ("first", date(words, first).into()),
        ("last", date(words, last).into()),
    ];
    is_fiscal(period).then(|| words.say("period-days", args))
}

/// Whether a period is part of a financial year: `FY2026-Q2`.
fn is_fiscal(period: &Period) -> bool {
    period.id.starts_with(FISCAL)
}

/// What stands before the names of financial years.
const FISCAL: &str = "FY";

/// A period's name as short as an axis needs it: `Oct 26`.
pub(crate) fn short(words: &Words, kind: PeriodKind, period: &Period) -> String {
    let name = match kind {
        PeriodKind::Month => short_month(words, period),
        PeriodKind::Week => numbered(words, "period-week-short", period),
        PeriodKind::Quarter if is_fiscal(period) => numbered(words, "period-fiscal-quarter-short", period),
        PeriodKind::Quarter => numbered(words, "period-quarter-short", period),
        PeriodKind::Year if is_fiscal(period) => worded(words, "period-fiscal-year", period, String::new()),
        PeriodKind::Wave => period.name.clone(),
        PeriodKind::Year => None,
    };
    name.unwrap_or_else(|| period.id.clone())
}

/// Periods as sentences name them: `September` in the year of the one that is told of, `September 2025` otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Calendar<'a> {
    pub(crate) words: &'a Words,
    pub(crate) report: &'a Report,
    /// The period that is told of.
    pub(crate) at: usize,
}

impl Calendar<'_> {
    /// `September`, `September 2025`.
    pub(crate) fn name(self, index: usize) -> String {
        let kind = self.report.period_kind;
        let [period, told] = [index, self.at].map(|it| &self.report.periods[it]);
        let alone = (year(period) == year(told)).then(|| in_its_year(self.words, kind, period));
        alone.flatten().unwrap_or_else(|| name(self.words, kind, period))
    }

    /// `in September`.
    pub(crate) fn within(self, index: usize) -> String {
        self.phrase("period-in", index)
    }

    /// `in September`; `so far in September` where it is not over.
    pub(crate) fn so_far(self, index: usize) -> String {
        let within = self.within(index);
        match self.report.periods[index].partial {
            Some(_) => self.words.say("period-so-far", [("in", within.into())]),
            None => within,
        }
    }

    /// `since September`; of one period alone, `in September`.
    pub(crate) fn during(self, from: usize, to: usize) -> String {
        if from == to {
            self.within(from)
        } else {
            self.since(from)
        }
    }

    /// `since September`.
    pub(crate) fn since(self, index: usize) -> String {
        self.phrase("period-since", index)
    }

    /// `until August`.
    pub(crate) fn until(self, index: usize) -> String {
        self.phrase("period-until", index)
    }

    /// A period in one of the phrases that name one.
    pub(crate) fn phrase(self, id: &str, index: usize) -> String {
        let grammar = grammar(self.report.period_kind, &self.report.periods[index]);
        let args = [("kind", grammar.into()), ("period", self.name(index).into())];
        self.words.say(id, args)
    }

    /// `from July to September`; of one period alone, `in July only`.
    pub(crate) fn range(self, from: usize, to: usize) -> String {
        if from == to {
            return self.words.say("period-only", [("in", self.within(from).into())]);
        }
        let grammar = grammar(self.report.period_kind, &self.report.periods[from]);
        let args = [
            ("kind", grammar.into()),
            ("first", self.name(from).into()),
            ("last", self.name(to).into()),
        ];
        self.words.say("period-range", args)
    }

    /// `July to September`; of one period alone, `July`.
    pub(crate) fn names(self, from: usize, to: usize) -> String {
        if from == to {
            return self.name(from);
        }
        let args = [("first", self.name(from).into()), ("last", self.name(to).into())];
        self.words.say("period-names", args)
    }
}

/// The part of a period's name that tells its year.
fn year(period: &Period) -> &str {
    period.id.split_once('-').map_or(&period.id, |(year, _)| year)
}

/// A period's name where its year is known: `September`, `Q3`. None if it has no other than its whole name.
fn in_its_year(words: &Words, kind: PeriodKind, period: &Period) -> Option<String> {
    match kind {
        PeriodKind::Month => month(&period.id).and_then(|(year, month)| words.locale.month_name(year, month)),
        PeriodKind::Week => numbered(words, "period-week-alone", period),
        PeriodKind::Quarter => numbered(words, "period-quarter-alone", period),
        PeriodKind::Year | PeriodKind::Wave => None,
    }
}

/// How a period's name stands in a sentence, as a key of the string table.
fn grammar(kind: PeriodKind, period: &Period) -> &'static str {
    match kind {
        PeriodKind::Month => "month",
        PeriodKind::Quarter => "article",
        PeriodKind::Year if is_fiscal(period) => "article",
        PeriodKind::Year => "year",
        PeriodKind::Week | PeriodKind::Wave => "other",
    }
}

fn short_month(words: &Words, period: &Period) -> Option<String> {
    let (year, of_year) = month(&period.id)?;
    let name = words.locale.month_short(year, of_year)?;
    worded(words, "period-month-short", period, name)
}

/// A week or a quarter: `W07`, `Q4`.
fn numbered(words: &Words, id: &str, period: &Period) -> Option<String> {
    let (_, part) = period.id.split_once('-')?;
    worded(
        words,
        id,
        period,
        part.trim_start_matches(['W', 'Q', '0']).to_owned(),
    )
}

fn worded(words: &Words, id: &str, period: &Period, part: String) -> Option<String> {
    let name = period.id.trim_start_matches(FISCAL);
    let (year, _) = name.split_once('-').unwrap_or((name, ""));
    let short = year.get(2..).unwrap_or(year);
    let args = [
        ("year", year.into()),
        ("short", short.into()),
        ("part", part.into()),
    ];
    Some(words.say(id, args))
}

/// Year and month of `2026-10`, and of a day in it.
fn month(text: &str) -> Option<(i32, u8)> {
    let mut parts = text.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A date in words: `28 October 2026`.
pub(crate) fn date(words: &Words, date: Date) -> String {
    let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
    let named = words.locale.day(date.year().into(), month, day);
    named.unwrap_or_else(|| date.to_string())
}

/// A date that an author wrote, in words; what is no date stays as it is.
pub(crate) fn written(words: &Words, text: &str) -> String {
    text.parse()
        .map_or_else(|_| text.to_owned(), |day| date(words, day))
}

/// The place of a date among others: its digits as a number.
pub(crate) fn day(date: Date) -> u64 {
    let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
    u64::from(date.year().unsigned_abs()) * 10_000 + u64::from(month) * 100 + u64::from(day)
}

/// Whether a text is a date as `<time datetime>` wants it.
pub(crate) fn is_date(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}
