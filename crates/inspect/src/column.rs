//! What the cells of one column show: counted while the file is read, in memory that does not grow with rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::personal::{self, Personal};
use cxpress_table::date::is_stand_in;
use cxpress_table::format::Format;
use cxpress_table::probe::{
    Dated, Written, dated, epoch_day, excel_day, is_missing, length_of_time, number, with_pattern,
};

/// How many different values are kept with their counts. Scales and categories have fewer.
const VALUES: usize = 250;

/// How many characters of a value are kept.
const LONGEST: usize = 160;

/// How many sample values are kept.
const SAMPLES: usize = 3;

/// Forms of dates that are read only where they are configured, as `strptime` formats: first one with days, then those of
/// months alone.
pub(super) const PATTERNS: [&str; 9] = [
    "%Y%m%d", "%Y-%m", "%Y/%m", "%Y_%m", "%m/%Y", "%m_%Y", "%b-%y", "%b %Y", "%B %Y",
];

/// The first day and the last for which there are periods.
const DAYS: (Date, Date) = (Date::constant(1970, 1, 1), Date::constant(2099, 12, 31));

/// A column while its file is read.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Values with their counts; they are looked at when the file was read. Others were looked at when they came.
    values: FxHashMap<String, u64>,
    /// Hashes of all values, to know how many there are.
    hashes: FxHashSet<u64>,
    /// How many of these are kept.
    most: usize,
    facts: Facts,
}

/// What the cells of a column are.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Rows that are used.
    pub(super) rows: u64,
    /// Cells that are blank or say that there is no answer.
    pub(super) missing: u64,
    /// The values that are no missing answers, if there are few enough to be kept.
    pub(super) values: BTreeMap<String, u64>,
    /// Whether there are more values than that.
    pub(super) many: bool,
    /// How many different values there are.
    pub(super) distinct: u64,
    /// Whether there are more than that.
    pub(super) more: bool,
    /// Cells that are numbers.
    pub(super) numbers: u64,
    /// The smallest and the largest of them.
    pub(super) range: Option<(f64, f64)>,
    /// Cells that are dates.
    pub(super) dates: Dates,
    /// Cells that are lengths of time.
    pub(super) durations: u64,
    /// Those of them that are two numbers with a colon.
    pub(super) clocks: u64,
    /// Those of them whose mark may part thousands.
    pub(super) marks: u64,
    /// Cells that look like data of a person.
    pub(super) personal: Personal,
    /// All characters of all values.
    pub(super) characters: u64,
    /// The first values.
    pub(super) samples: Vec<String>,
}

/// The dates of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    /// Those that can mean one day only.
    pub(super) clear: u64,
    /// Those that may be either way round.
    pub(super) unclear: u64,
    /// Those that can only be day first, of those whose order is to be configured.
    pub(super) day_first: u64,
    /// Those that can only be month first.
    pub(super) month_first: u64,
    /// Seconds or milliseconds since 1970, or other numbers.
    pub(super) epochs: u64,
    /// Days as spreadsheets count them, or other numbers.
    pub(super) serials: u64,
    /// Those in each of [`PATTERNS`].
    pub(super) patterns: [u64; PATTERNS.len()],
    /// Those of years for which there are no periods.
    pub(super) outside: u64,
    /// The first and the last day, if days come first.
    pub(super) if_day_first: Option<(Date, Date)>,
    /// The same if months come first.
    pub(super) if_month_first: Option<(Date, Date)>,
}

impl Seen {
    /// Nothing yet; so many hashes may be kept.
    pub(super) fn new(most: usize) -> Self {
        Self {
            values: FxHashMap::default(),
            hashes: FxHashSet::default(),
            most,
            facts: Facts::default(),
        }
    }

    /// Takes the cell of a row.
    pub(super) fn take(&mut self, cell: &str, format: &Format) {
        self.facts.rows += 1;
        let text = cell.trim();
        if let Some(count) = self.values.get_mut(text) {
            *count += 1;
        } else if is_missing(format, text) {
            self.facts.missing += 1;
        } else {
            self.add(text, 1);
        }
    }

    fn add(&mut self, text: &str, n: u64) {
        if self.facts.samples.len() < SAMPLES && !self.facts.samples.iter().any(|known| known == text) {
            self.facts.samples.push(shortened(text));
        }
        let hash = xxh3_64(text.as_bytes());
        if self.hashes.len() < self.most {
            self.hashes.insert(hash);
        } else if !self.hashes.contains(&hash) {
            self.facts.more = true;
        }
        if let Some(count) = self.values.get_mut(text) {
            *count += n;
        } else if self.values.len() < VALUES && text.len() <= LONGEST {
            self.values.insert(text.to_owned(), n);
        } else {
            self.facts.many = true;
            self.facts.look_at(text, n);
        }
    }

    /// Takes what the same column of another file showed.
    pub(super) fn merge(&mut self, other: Self) {
        let Facts { samples, .. } = &other.facts;
        for sample in samples {
            let is_new = !self.facts.samples.contains(sample);
            if is_new && self.facts.samples.len() < SAMPLES {
                self.facts.samples.push(sample.clone());
            }
        }
        let mut values: Vec<_> = other.values.into_iter().collect();
        values.sort();
        for (text, n) in values {
            self.add(&text, n);
        }
        let mut hashes: Vec<_> = other.hashes.into_iter().collect();
        hashes.sort_unstable();
        for hash in hashes {
            if self.hashes.len() < self.most {
                self.hashes.insert(hash);
            } else {
                self.facts.more |= !self.hashes.contains(&hash);
            }
        }
        self.facts.merge(&other.facts);
    }

    /// What the column shows.
    pub(super) fn facts(&self) -> Facts {
        let mut facts = self.facts.clone();
        let mut values: Vec<_> = self.values.iter().collect();
        values.sort();
        for (text, n) in &values {
            facts.look_at(text, **n);
        }
        facts.values = values.into_iter().map(|(text, n)| (text.clone(), *n)).collect();
        facts.distinct = self.hashes.len() as u64;
        facts
    }
}

impl Facts {
    /// Cells that hold a value.
    pub(super) const fn answered(&self) -> u64 {
        self.rows - self.missing
    }

    /// Whether nearly all values are of a kind: what is not would be rejected, and a little of that may be.
    pub(super) fn nearly_all(&self, n: u64) -> bool {
        n > 0 && (self.answered() - n.min(self.answered())) * 100 <= self.answered()
    }

    /// Whether each value stands in one row only.
    pub(super) fn is_unique(&self) -> bool {
        self.more || self.distinct == self.answered() && self.distinct > 0
    }

    fn look_at(&mut self, text: &str, n: u64) {
        self.characters += n * text.chars().count() as u64;
        if let Some(number) = number(text) {
            self.numbers += n;
            self.range = Some(match self.range {
                Some((low, high)) => (number.min(low), number.max(high)),
                None => (number, number),
            });
        }
        let is_date = self.dates.look_at(text, n);
        if !is_date {
            let length = length_of_time(text);
            let counted = |is: bool| if is { n } else { 0 };
            self.durations += counted(length.is_some());
            self.clocks += counted(length == Some(Written::Clock));
            self.marks += counted(length == Some(Written::Mark));
            self.personal.look_at(text, n);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.missing += other.missing;
        self.many |= other.many;
        self.more |= other.more;
        self.numbers += other.numbers;
        self.range = match (self.range, other.range) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (mine, theirs) => mine.or(theirs),
        };
        self.dates.merge(&other.dates);
        self.durations += other.durations;
        self.clocks += other.clocks;
        self.marks += other.marks;
        self.personal.merge(other.personal);
        self.characters += other.characters;
    }
}

impl Dates {
    /// The one day of all of them, if it is one that stands where the day is not known: exports that were made anonymous
    /// and clocks that were not set have it.
    pub(super) fn stand_in(&self) -> Option<Date> {
        let (first, last) = self.if_day_first.or(self.if_month_first)?;
        (first == last && is_stand_in(first)).then_some(first)
    }

    /// All that are dates by their form.
    pub(super) const fn all(&self) -> u64 {
        self.clear + self.unclear
    }

    /// Counts a text, and says whether it is a date.
    fn look_at(&mut self, text: &str, n: u64) -> bool {
        match dated(text) {
            Some(Dated::Clear(day)) => {
                self.clear += n;
                self.span(Some(day), Some(day), n);
            }
            Some(Dated::Unclear(day_first, month_first)) => {
                self.unclear += n;
                match (day_first, month_first) {
                    (Some(_), None) => self.day_first += n,
                    (None, Some(_)) => self.month_first += n,
                    _ => {}
                }
                self.span(day_first, month_first, n);
            }
            None => return self.unusual(text, n),
        }
        true
    }

    fn span(&mut self, day_first: Option<Date>, month_first: Option<Date>, n: u64) {
        let is_known = |day: &Date| (DAYS.0..=DAYS.1).contains(day);
        if !day_first.or(month_first).is_some_and(|day| is_known(&day)) {
            self.outside += n;
            return;
        }
        widen(&mut self.if_day_first, day_first);
        widen(&mut self.if_month_first, month_first);
    }

    /// Counts a text that is a date only in a form that must be configured.
    fn unusual(&mut self, text: &str, n: u64) -> bool {
        if let Some(day) = epoch_day(text) {
            self.epochs += n;
            widen(&mut self.if_day_first, Some(day));
            widen(&mut self.if_month_first, Some(day));
            return false;
        }
        if let Some(day) = excel_day(text) {
            self.serials += n;
            widen(&mut self.if_day_first, Some(day));
            widen(&mut self.if_month_first, Some(day));
            return false;
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if !(2..=14).contains(&digits) || text.len() > 30 {
            return false;
        }
        let mut found = false;
        for (pattern, count) in PATTERNS.iter().zip(&mut self.patterns) {
            let day = with_pattern(pattern, text).filter(|day| (DAYS.0..=DAYS.1).contains(day));
            *count += if day.is_some() { n } else { 0 };
            found |= day.is_some() && text.len() != digits;
        }
        found
    }

    fn merge(&mut self, other: &Self) {
        self.clear += other.clear;
        self.unclear += other.unclear;
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.epochs += other.epochs;
        self.serials += other.serials;
        self.outside += other.outside;
        for (mine, theirs) in self.patterns.iter_mut().zip(other.patterns) {
            *mine += theirs;
        }
        for (mine, theirs) in [
            (&mut self.if_day_first, other.if_day_first),
            (&mut self.if_month_first, other.if_month_first),
        ] {
            widen(mine, theirs.map(|(first, _)| first));
            widen(mine, theirs.map(|(_, last)| last));
        }
    }
}

fn widen(span: &mut Option<(Date, Date)>, day: Option<Date>) {
    *span = match (*span, day) {
        (Some((first, last)), Some(day)) => Some((first.min(day), last.max(day))),
        (span, day) => span.or(day.map(|day| (day, day))),
    };
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// A sample for people: on one line, with what may be of a person masked.
pub(super) fn sample(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    personal::masked(&line)
}
