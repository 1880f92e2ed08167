//! The two ledgers: what became of every row and of every answer.

use std::collections::BTreeMap;

use cxpress_metric::{Answer, Missing, PeriodId};
use cxpress_report::{AnswerAccount, MissingCounts, RowAccount};
use cxpress_voice::redact::Redactions;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::answer::AnswerReason;
use super::choice::Parting;
use cxpress_project::config::Source;
use cxpress_table::shape::NoRecord;

use crate::reason::{IdOf, RowReason};
use cxpress_table::text::shortened;

/// How many examples of a reason are kept.
const EXAMPLES: usize = 3;

/// How often something happened, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Count {
    pub(crate) n: u64,
    /// Line and what stood there; the first few by line.
    pub(crate) examples: BTreeMap<u64, Example>,
}

/// What stood in a row, for the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Example {
    /// What is wrong with it; nothing if the reason says all.
    pub(crate) what: String,
    /// The row itself, where all of it is wrong.
    pub(crate) row: Option<String>,
}

impl Example {
    /// A value in backticks, shortened; nothing for a blank.
    pub(crate) fn value(text: &str) -> Self {
        Self::what(if text.trim().is_empty() {
            String::new()
        } else {
            format!("`{}`", shortened(text.trim()))
        })
    }

    /// In words.
    pub(crate) fn what(what: String) -> Self {
        Self { what, row: None }
    }
}

impl Count {
    fn add(&mut self, line: u64, example: impl FnOnce() -> Example) {
        self.n += 1;
        let early = self.examples.len() < EXAMPLES
            || self
                .examples
                .last_key_value()
                .is_some_and(|(last, _)| line < *last);
        if early {
            self.examples.insert(line, example());
            self.cut();
        }
    }

    fn merge(&mut self, other: Self) {
        self.n += other.n;
        self.examples.extend(other.examples);
        self.cut();
    }

    fn cut(&mut self) {
        while self.examples.len() > EXAMPLES {
            self.examples.pop_last();
        }
    }
}

/// What became of the answers to one question in one file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct AnswerTally {
    pub(crate) rows: u64,
    pub(crate) used: u64,
    pub(crate) missing: [u64; Missing::KINDS],
    pub(crate) rejected: BTreeMap<AnswerReason, Count>,
    pub(crate) by_period: BTreeMap<PeriodId, Given>,
    /// What cells that hold several choices look like.
    pub(crate) parting: Parting,
}

/// The answers of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    /// How many answered 0, 1, …, 10.
    pub(crate) scores: [u64; 11],
    /// How many answers cannot be used.
    pub(crate) rejected: u64,
}

impl Given {
    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.scores.iter_mut().zip(other.scores) {
            *mine += theirs;
        }
        self.rejected += other.rejected;
    }
}

impl AnswerTally {
    /// Counts answers, each of which belongs to a period.
    pub(crate) fn add(&mut self, answers: &[Answer], periods: &[PeriodId]) {
        let mut rest = answers;
        for run in periods.chunk_by(PartialEq::eq) {
            let (mine, later) = rest.split_at(run.len().min(rest.len()));
            rest = later;
            self.add_run(run[0], mine);
        }
    }

    /// Counts answers of one period.
    fn add_run(&mut self, period: PeriodId, answers: &[Answer]) {
        let (mut used, mut missing) = (0, [0; Missing::KINDS]);
        let seen = self.by_period.entry(period).or_default();
        for answer in answers {
            match answer {
                Answer::Score(score) => {
                    used += 1;
                    let place = usize::try_from(*score).ok();
                    if let Some(n) = place.and_then(|place| seen.scores.get_mut(place)) {
                        *n += 1;
                    }
                }
                Answer::Missing(kind) => missing[*kind as usize] += 1,
                Answer::Rejected => seen.rejected += 1,
                _ => used += 1,
            }
        }
        self.rows += answers.len() as u64;
        self.used += used;
        for (all, n) in self.missing.iter_mut().zip(missing) {
            *all += n;
        }
    }

    /// Counts a comment, or that there is none.
    pub(crate) fn comment(&mut self, is_there: bool) {
        self.rows += 1;
        if is_there {
            self.used += 1
        } else {
            self.missing[Missing::NotAnswered as usize] += 1
        }
    }

    pub(crate) fn reject(&mut self, reason: AnswerReason, line: u64, cell: &str) {
        self.rejected
            .entry(reason)
            .or_default()
            .add(line, || Example::value(cell));
    }

    pub(crate) fn account(&self, question: &str) -> AnswerAccount {
        let missing = |kind: Missing| self.missing[kind as usize];
        AnswerAccount {
            question: question.to_owned(),
            rows: self.rows,
            used: self.used,
            missing: MissingCounts {
                not_asked: missing(Missing::NotAsked),
                not_answered: missing(Missing::NotAnswered),
                does_not_apply: missing(Missing::DoesNotApply),
                dont_know: missing(Missing::DontKnow),
                other_language: missing(Missing::OtherLanguage),
            },
            rejected: self
                .rejected
                .iter()
                .map(|(reason, count)| (reason.key().to_owned(), count.n))
                .collect(),
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        self.used += other.used;
        for (mine, theirs) in self.missing.iter_mut().zip(other.missing) {
            *mine += theirs;
        }
        for (reason, count) in other.rejected {
            self.rejected.entry(reason).or_default().merge(count);
        }
        for (period, seen) in other.by_period {
            self.by_period.entry(period).or_default().merge(&seen);
        }
        self.parting.merge(other.parting);
    }
}

/// The rows of a period, and where the first of them stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) rows: u64,
    /// For how many records they stand.
    pub(crate) records: u64,
    /// Their first lines in order; 0 for none.
    lines: [u64; EXAMPLES],
}

impl Seen {
    /// Counts a row that stands after those before, and for so many records.
    pub(crate) fn add(&mut self, line: u64, records: u64) {
        if let Some(free) = self.lines.iter_mut().find(|known| **known == 0) {
            *free = line;
        }
        self.rows += 1;
        self.records += records;
    }

    pub(crate) fn merge(&mut self, other: Self) {
        let mut lines: Vec<u64> = self.lines().chain(other.lines()).collect();
        lines.sort_unstable();
        for (mine, line) in self.lines.iter_mut().zip(lines) {
            *mine = line;
        }
        self.rows += other.rows;
        self.records += other.records;
    }

    /// The lines of the first rows.
    pub(crate) fn lines(&self) -> impl Iterator<Item = u64> + '_ {
        self.lines.iter().copied().filter(|line| *line > 0)
    }
}

/// What became of the rows and answers of one file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct FileTally {
    pub(crate) read: u64,
    pub(crate) used: u64,
    pub(crate) lost: BTreeMap<RowReason, Count>,
    pub(crate) answers: Vec<AnswerTally>,
    pub(crate) by_period: BTreeMap<PeriodId, Seen>,
    /// The earliest period after the reported one.
    pub(crate) later: Option<PeriodId>,
    /// The last day of rows after the reported period.
    pub(crate) later_until: Option<Date>,
    pub(crate) days: Option<(Date, Date)>,
    /// The last instant that records tell of, in seconds.
    pub(crate) last_instant: Option<i64>,
    /// The last instant that records name, be it in the future: when they are due.
    pub(crate) last_named: Option<i64>,
    /// What was taken out of comments.
    pub(crate) redactions: Redactions,
    /// Rows whose status says that they are no tickets of customers, by that word, in lower case.
    pub(crate) odd_states: BTreeMap<String, u64>,
    /// Times that daylight saving skipped, and those that it doubled.
    pub(crate) clock: (u64, u64),
    /// Dates whose order of day and month was not known, but that can only be day first, and month first.
    pub(crate) order: (u64, u64),
    /// Ids that a spreadsheet took for numbers, by whom they tell from others.
    pub(crate) mangled: BTreeMap<IdOf, Count>,
}

impl FileTally {
    pub(crate) fn new(questions: usize) -> Self {
        Self {
            answers: vec![AnswerTally::default(); questions],
            ..Self::default()
        }
    }

    pub(crate) fn lose(&mut self, reason: RowReason, line: u64, example: impl FnOnce() -> Example) {
        self.lost.entry(reason).or_default().add(line, example);
    }

    /// The last instant that the file tells of, in seconds; where it tells of days alone, the beginning of the last.
    pub(crate) fn latest(&self) -> Option<i64> {
        let day = self.days.and_then(|(_, last)| last.to_zoned(TimeZone::UTC).ok());
        self.last_instant.max(day.map(|day| day.timestamp().as_second()))
    }

    /// Counts an id that a spreadsheet took for a number.
    pub(crate) fn mangle(&mut self, of: IdOf, line: u64, cell: &str) {
        self.mangled
            .entry(of)
            .or_default()
            .add(line, || Example::value(cell));
    }

    /// The rows that were all blank.
    pub(crate) fn blank(&self) -> u64 {
        self.count(RowReason::NoRecord(NoRecord::Blank))
    }

    /// The rows that were lost for a reason.
    pub(crate) fn count(&self, reason: RowReason) -> u64 {
        self.lost.get(&reason).map_or(0, |count| count.n)
    }

    /// Counts lines without anything.
    pub(crate) fn pass_over(&mut self, empty_lines: u64) {
        if empty_lines > 0 {
            self.read += empty_lines;
            self.lost
                .entry(RowReason::NoRecord(NoRecord::Blank))
                .or_default()
                .n += empty_lines;
        }
    }

    /// Sets a row aside that belongs to a period after the reported one.
    pub(crate) fn set_later(&mut self, period: PeriodId, day: Option<Date>, line: u64) {
        self.lose(RowReason::LaterPeriod, line, Example::default);
        self.later_until = self.later_until.max(day);
        self.later = earliest(self.later, Some(period));
    }

    /// Counts rows of a period, the first and the last day among them.
    pub(crate) fn keep(&mut self, period: PeriodId, seen: Seen, days: Option<(Date, Date)>) {
        self.used += seen.rows;
        self.by_period.entry(period).or_default().merge(seen);
        self.days = match (self.days, days) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (mine, theirs) => mine.or(theirs),
        };
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.read += other.read;
        self.used += other.used;
        for (reason, count) in other.lost {
            self.lost.entry(reason).or_default().merge(count);
        }
        for (of, count) in other.mangled {
            self.mangled.entry(of).or_default().merge(count);
        }
        for (mine, theirs) in self.answers.iter_mut().zip(other.answers) {
            mine.merge(theirs);
        }
        for (period, seen) in other.by_period {
            self.by_period.entry(period).or_default().merge(seen);
        }
        self.days = match (self.days, other.days) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (mine, theirs) => mine.or(theirs),
        };
        self.later = earliest(self.later, other.later);
        self.later_until = self.later_until.max(other.later_until);
        self.last_instant = self.last_instant.max(other.last_instant);
        self.last_named = self.last_named.max(other.last_named);
        for (state, n) in other.odd_states {
            *self.odd_states.entry(state).or_default() += n;
        }
        self.redactions.merge(&other.redactions);
        self.clock = (self.clock.0 + other.clock.0, self.clock.1 + other.clock.1);
        self.order = (self.order.0 + other.order.0, self.order.1 + other.order.1);
    }

    /// Whether it holds what stood in rows, for the terminal.
    pub(crate) fn quotes_values(&self) -> bool {
        let answers = self.answers.iter().flat_map(|answers| answers.rejected.values());
        let mut counts = self.lost.values().chain(answers).chain(self.mangled.values());
        counts.any(|count| {
            count
                .examples
                .values()
                .any(|example| *example != Example::default())
        })
    }

    /// `source` knows what it leaves out.
    pub(crate) fn account(&self, source: &Source) -> RowAccount {
        let reasons = |aside: bool| {
            let of_kind = self
                .lost
                .iter()
                .filter(move |(reason, _)| reason.sets_aside() == aside);
            of_kind
                .map(|(reason, count)| (shown_key(*reason, source), count.n))
                .collect()
        };
        RowAccount {
            read: self.read,
            used: self.used,
            rejected: reasons(false),
            set_aside: reasons(true),
        }
    }
}

/// The key of a reason in the account: of what a source leaves out, with the column and the value.
fn shown_key(reason: RowReason, source: &Source) -> String {
    let RowReason::LeftOut(number) = reason else {
        return reason.key().to_owned();
    };
    let named = source.left_out().nth(usize::from(number));
    named.map_or_else(String::new, |(rule, value)| {
        format!("left-out:{}: {value}", rule.name)
    })
}

/// The earlier of two periods, either of which may be unknown.
pub(super) fn earliest(a: Option<PeriodId>, b: Option<PeriodId>) -> Option<PeriodId> {
    a.into_iter().chain(b).min()
}
