//! What tells the rows of one file from those of another, so that a file which lies there twice and rows which stand in
//! two files are noticed ([`overlap`](super::overlap)).
//!
//! A row is the hash of its cells by the names of their columns: neither the order of columns nor separators, encodings
//! and packing make a difference, nor how spreadsheets write numbers and dates. Where two files have
//! other columns, what the report reads of a row stands for it. Memory is bounded: of a file with more
//! than 65,536 different rows those with the smallest hashes are kept, which are the same in every run and in every file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::layout::{Layout, PeriodAt};
use cxpress_table::block::Row;
use cxpress_table::date::Moment;
use cxpress_table::encoding::Encoding;

/// How many different rows of a file are kept at most.
const MOST: usize = 1 << 16;

/// How many rows of a file are kept without their day.
const SAMPLED: usize = 1 << 10;

/// The day of rows that have none of their own.
pub(super) const UNDATED: i32 = 0;

/// The rows of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    /// How many there are.
    n: u64,
    /// The sum of their hashes, whatever their order.
    sum: u64,
    /// The sum of their hashes times their lines.
    by_line: u64,
    /// The line of the first; 0 where there is none.
    first: u64,
    /// A hash of the names of all columns.
    columns: u64,
    /// How many there are of each day, but for those that an id tells apart.
    days: BTreeMap<i32, u64>,
    /// Of these rows, all that stands in them.
    whole: Part,
    /// Of these rows, what the report reads.
    used: Part,
}

/// Some of the rows of a file, by some of their columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// The different ones whose hashes begin with `level` zeros, in the order of hashes.
    pub(super) kept: Vec<Kept>,
    pub(super) level: u32,
    /// A random sample of rows without their days: a mark that is spread evenly, and the hash.
    sample: Vec<(u64, u64)>,
    /// Marks above this one are not among the smallest.
    #[serde(skip)]
    bound: Option<u64>,
}

/// Rows of a file that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) hash: u64,
    pub(super) day: i32,
    /// How many they are.
    pub(super) n: u32,
    /// The line of the first.
    pub(super) line: u64,
}

/// A row as hashes: of all that stands in it, and of what the report reads; each with and without its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hashed {
    whole: [u64; 2],
    used: [u64; 2],
    day: i32,
}

impl Rows {
    /// Takes a row of a file with these columns. `told` if an id tells it from all others.
    pub(super) fn add(&mut self, row: Hashed, columns: u64, line: u64, told: bool) {
        let [whole, _] = row.whole;
        self.n += 1;
        self.columns = columns;
        self.sum = self.sum.wrapping_add(whole);
        self.by_line = self.by_line.wrapping_add(whole.wrapping_mul(line));
        self.first = earlier(self.first, line);
        if !told {
            *self.days.entry(row.day).or_default() += 1;
            self.whole.add(row.whole, row.day, line);
            self.used.add(row.used, row.day, line);
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.n += other.n;
        self.sum = self.sum.wrapping_add(other.sum);
        self.by_line = self.by_line.wrapping_add(other.by_line);
        self.first = earlier(self.first, other.first);
        for (day, n) in other.days {
            *self.days.entry(day).or_default() += n;
        }
        self.columns = self.columns.max(other.columns);
        self.whole.merge(other.whole);
        self.used.merge(other.used);
    }

    /// What is left when the whole file was read.
    pub(super) fn finish(&mut self) {
        self.settle(MOST);
        self.whole.thin();
        self.used.thin();
    }

    /// Keeps at most so many different rows.
    pub(super) fn settle(&mut self, most: usize) {
        self.whole.settle(most);
        self.used.settle(most);
    }

    /// Whether two files hold the same rows, and enough of them that this is no chance: two rows with dates, or ten in
    /// the same order without.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let alike = self.n == other.n && self.sum == other.sum;
        let in_order = self.order() == other.order();
        let enough = match (self.has_days() && other.has_days(), in_order) {
            (true, true) => self.n >= 2,
            (true, false) => self.n >= 5,
            (false, true) => self.n >= 10,
            (false, false) => false,
        };
        alike && enough
    }

    /// The sum of all rows by their places, from the first.
    const fn order(&self) -> u64 {
        self.by_line.wrapping_sub(self.sum.wrapping_mul(self.first))
    }

    /// Whether rows have days of their own. Where an id tells all of them apart, that is as good.
    fn has_days(&self) -> bool {
        !self.days.contains_key(&UNDATED)
    }

    pub(super) const fn days(&self) -> &BTreeMap<i32, u64> {
        &self.days
    }

    /// The rows by what the report reads.
    pub(super) const fn used(&self) -> &Part {
        &self.used
    }

    /// The rows by the columns in which they can be compared with those of another file.
    pub(super) const fn beside(&self, other: &Self) -> &Part {
        if self.has_columns_of(other) {
            &self.whole
        } else {
            &self.used
        }
    }

    /// Whether two files have columns of the same names.
    pub(super) const fn has_columns_of(&self, other: &Self) -> bool {
        self.columns == other.columns
    }
}

impl Part {
    fn add(&mut self, [hash, rest]: [u64; 2], day: i32, line: u64) {
        if hash.leading_zeros() >= self.level {
            let n = 1;
            self.kept.push(Kept { hash, day, n, line });
        }
        let mark = mixed(hash ^ mixed(line));
        if self.sample.len() < SAMPLED || mark <= self.bound.unwrap_or(u64::MAX) {
            self.sample.push((mark, rest));
        }
        if self.kept.len() >= 2 * MOST {
            self.settle(MOST);
        }
        if self.sample.len() >= 2 * SAMPLED {
            self.thin();
        }
    }

    fn merge(&mut self, other: Self) {
        self.level = self.level.max(other.level);
        self.kept.extend(other.kept);
        self.sample.extend(other.sample);
        self.settle(MOST);
        self.thin();
    }

    /// Keeps at most so many different rows.
    fn settle(&mut self, most: usize) {
        let level = self.level;
        self.kept.retain(|kept| kept.hash.leading_zeros() >= level);
        self.kept.sort_unstable_by_key(|kept| (kept.hash, kept.line));
        self.kept.dedup_by(|later, first| {
            let same = later.hash == first.hash;
            first.n += if same { later.n } else { 0 };
            same
        });
        while self.kept.len() > most {
            self.level += 1;
            let level = self.level;
            self.kept.retain(|kept| kept.hash.leading_zeros() >= level);
        }
        self.kept.shrink_to_fit();
    }

    fn thin(&mut self) {
        self.sample.sort_unstable();
        self.sample.truncate(SAMPLED);
        self.bound = self.sample.get(SAMPLED - 1).map(|(mark, _)| *mark);
    }

    /// How likely two rows of the file are alike but for their day, 0 … 1.
    pub(super) fn likeness(&self) -> f64 {
        let mut rest: Vec<u64> = self.sample.iter().map(|(_, rest)| *rest).collect();
        rest.sort_unstable();
        let pairs = |n: usize| (n * n.saturating_sub(1)) as f64 / 2.0;
        let alike: f64 = rest.chunk_by(|a, b| a == b).map(|group| pairs(group.len())).sum();
        if rest.len() < 2 {
            1.0
        } else {
            alike / pairs(rest.len())
        }
    }
}

/// The earlier of two lines, where 0 is none.
fn earlier(a: u64, b: u64) -> u64 {
    match (a, b) {
        (0, line) | (line, 0) => line,
        (a, b) => a.min(b),
    }
}

/// Spreads a number evenly over all numbers (the finalizer of SplitMix64).
const fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

/// A row by the names of its columns, and what the report reads of it by the names that the configuration gives.
pub(super) fn hashed(layout: &Layout, encoding: Encoding, row: Row<'_>, moment: Option<Moment>) -> Hashed {
    let period = match layout.period {
        PeriodAt::Column(at) if moment.is_some() => Some(at.column),
        PeriodAt::Column(_) | PeriodAt::Wave(_) | PeriodAt::Fixed(_) => None,
    };
    let written = period
        .map(|column| row.cell(column).trim_ascii())
        .unwrap_or_default();
    let day = &written[..written.len().min(DATE)];
    let sums = |columns: &mut dyn Iterator<Item = (usize, u64)>| {
        let (mut all, mut rest) = (0_u64, 0_u64);
        for (column, salt) in columns.filter(|(column, _)| Some(*column) != period) {
            let cell = row.cell(column).trim_ascii();
            if cell.is_empty() {
                continue;
            }
            let hash = xxh3_64_with_seed(&canonical(cell, encoding), salt);
            all = all.wrapping_add(hash);
            // The same day in another column says nothing more.
            if day.len() < DATE || !cell.starts_with(day) {
                rest = rest.wrapping_add(hash);
            }
        }
        [all, rest]
    };
    let (day, time) = moment.map_or((UNDATED, 0), |moment| (number_of(moment), time_of(moment)));
    let (time, of_day) = (mixed(time), mixed(i64::from(day).cast_unsigned()));
    let with_time = |[all, rest]: [u64; 2]| {
        let all = mixed(all.wrapping_add(time).wrapping_add(of_day));
        [all, mixed(rest.wrapping_add(time))]
    };
    Hashed {
        whole: with_time(sums(&mut layout.salts.iter().copied().enumerate())),
        used: with_time(sums(&mut layout.used.iter().copied())),
        day,
    }
}

/// The length of `2026-10-31`.
const DATE: usize = 10;

/// A day as a number: 20261031.
fn number_of(moment: Moment) -> i32 {
    let day = moment.day;
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

/// The time of a moment and its offset as a number; 0 for a day, as for its beginning.
fn time_of(moment: Moment) -> u64 {
    let seconds = moment.time.map_or(0, |time| {
        u64::from(time.hour().cast_unsigned()) * 3600
            + u64::from(time.minute().cast_unsigned()) * 60
            + u64::from(time.second().cast_unsigned())
    });
    let offset = moment
        .offset
        .map_or(0, |offset| 1 + u64::from(offset.seconds().cast_unsigned()));
    offset << 20 | seconds
}

/// A cell as it would stand in any other format: a workbook has neither zeros after a number's last digit nor seconds
/// only where they are written.
pub(super) fn canonical(cell: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    if !cell.is_ascii() {
        let text = encoding.decode(cell);
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
    }
    if memchr::memchr(b'\r', cell).is_some() {
        let lines = String::from_utf8_lossy(cell).replace("\r\n", "\n");
        return Cow::Owned(lines.into_bytes());
    }
    if cell[0] != b'-' && !cell[0].is_ascii_digit() || cell.len() > 24 {
        return Cow::Borrowed(cell);
    }
    iso(cell)
        .or_else(|| decimal(cell))
        .map_or(Cow::Borrowed(cell), Cow::Owned)
}

/// A date and time of one form: `2026-10-31 09:00:00`, and a day alone at its beginning.
fn iso(cell: &[u8]) -> Option<Vec<u8>> {
    let is_date = cell.len() >= DATE && cell[4] == b'-' && cell[7] == b'-';
    let (day, time) = cell.split_at_checked(DATE).filter(|_| is_date)?;
    let time = time.strip_prefix(b"T").or_else(|| time.strip_prefix(b" "))?;
    let time = match time.len() {
        5 => [time, b":00"].concat(),
        8 => time.to_vec(),
        _ => return None,
    };
    Some(match time.as_slice() {
        b"00:00:00" => day.to_vec(),
        _ => [day, b" ", &time].concat(),
    })
}

/// A number without zeros after its last digit, whatever its mark of fractions.
fn decimal(cell: &[u8]) -> Option<Vec<u8>> {
    let mark = memchr::memchr2(b'.', b',', cell)?;
    let (whole, part) = (&cell[..mark], &cell[mark + 1..]);
    let digits = whole.strip_prefix(b"-").unwrap_or(whole);
    if digits.is_empty() || !digits.iter().chain(part).all(u8::is_ascii_digit) {
        return None;
    }
    let end = part
        .iter()
        .rposition(|digit| *digit != b'0')
        .map_or(0, |at| at + 1);
    Some(match &part[..end] {
        [] => whole.to_vec(),
        part => [whole, b".", part].concat(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(whole: u64, day: i32) -> Hashed {
        let hashes = [mixed(whole); 2];
        Hashed {
            whole: hashes,
            used: hashes,
            day,
        }
    }

    fn rows(numbers: impl IntoIterator<Item = u64>) -> Rows {
        let mut rows = Rows::default();
        for (number, line) in numbers.into_iter().zip(2..) {
            rows.add(row(number, 20_261_001), 0, line, false);
        }
        rows.finish();
        rows
    }

    #[test]
    fn cells_are_alike_in_all_formats() {
        for (one, other) in [
            ("4.50", "4.5"),
            ("4,5", "4.5"),
            ("10.0", "10"),
            ("-1.00", "-1"),
            ("2026-10-31T09:00", "2026-10-31 09:00:00"),
            ("2026-10-31 00:00:00", "2026-10-31"),
            ("a\r\nb", "a\nb"),
        ] {
            let of = |text: &'static str| canonical(text.as_bytes(), Encoding::Utf8);
            assert_eq!(of(one), of(other), "{one} {other}");
        }
        for text in ["1.2.3", "007", "4.5 h", "2026-10-31 09:00 +01:00", "-", "10:30"] {
            assert_eq!(&*canonical(text.as_bytes(), Encoding::Utf8), text.as_bytes());
        }
        assert_eq!(
            &*canonical(b"Z\xfcrich", Encoding::Windows1252),
            "Zürich".as_bytes()
        );
    }

    #[test]
    fn what_is_kept_does_not_depend_on_how_rows_were_parted() {
        let many = 3 * MOST as u64;
        let whole = rows(0..many);
        let mut parted = Rows::default();
        for part in 0..3 {
            let mut rows = Rows::default();
            for number in (0..many).filter(|number| number % 3 == part) {
                rows.add(row(number, 20_261_001), 0, number + 2, false);
            }
            parted.merge(rows);
        }
        parted.finish();
        assert!(
            whole.whole.kept.len() <= MOST && whole.whole.level == 2,
            "{}",
            whole.whole.level
        );
        assert_eq!(whole.whole, parted.whole);
        assert!(whole.is_same(&parted));
    }

    #[test]
    fn the_same_rows_in_another_order_are_the_same_where_they_are_dated() {
        let (one, other) = (rows(0..20), rows((0..20).rev()));
        assert!(one.is_same(&other) && !one.is_same(&rows(1..21)));
        assert!(!rows([1]).is_same(&rows([1])), "one row may be alike by chance");
        let undated = |numbers: &[u64]| {
            let mut rows = Rows::default();
            for (number, line) in numbers.iter().zip(2..) {
                rows.add(row(*number, UNDATED), 0, line, false);
            }
            rows
        };
        let (one, other) = (undated(&[9, 10, 8]), undated(&[9, 10, 8]));
        assert!(!one.is_same(&other), "three scores may be alike by chance");
    }

    #[test]
    fn likeness_is_that_of_two_rows() {
        assert!(rows(0..500).whole.likeness() < 1e-9);
        assert!((rows((0..500).map(|n| n % 2)).whole.likeness() - 0.5).abs() < 0.01);
    }
}
