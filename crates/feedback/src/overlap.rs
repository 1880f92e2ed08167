//! Files that hold the same rows, and rows that stand in two files without an id that says so.
//!
//! Short rows repeat by chance: of many answers on one day several are `2026-10-01,10`, in one file as in two. So it is
//! compared how many pairs of equal rows there are between two files, and how many would be expected: two rows of one day
//! are alike about as often in two files as in each of them (never more often than the geometric mean of the two, by
//! Cauchy's inequality, if rows are independent). Rows stand twice where there are over twice as many pairs as that; or
//! where nine in ten kinds of rows, on the days that both files cover, are there exactly as often in one file as in the
//! other, which chance comes to for less than four in ten.

use super::rows::{Kept, Part, Rows};
use crate::file_ref::FileRef;
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_project::config::Source;

/// At how many kept rows of all files of a source together some are left out.
const MOST: usize = 1 << 18;

/// No file is left with fewer kept rows than this.
const LEAST: usize = 1 << 8;

/// How many different rows are kept of each file, of so many.
pub(super) fn room(files: usize) -> usize {
    (MOST / files.max(1)).max(LEAST)
}

/// For each file of one source, the one before it that holds the same rows.
pub(super) fn same(files: &[&Rows]) -> Vec<Option<usize>> {
    let twin = |at: usize| (0..at).find(|before| files[*before].is_same(files[at]));
    (0..files.len()).map(twin).collect()
}

/// Says which files hold the same rows as another.
pub(super) fn say_same(file: &FileRef, other: &FileRef) -> Diagnostic {
    let (file, other) = (file.shown(), other.shown());
    let message = format!("`{file}` holds the same rows as `{other}`, which count once");
    Diagnostic::warning(Code::SameFile, message)
        .at(Place::file(file))
        .help("delete one of the two, or leave it out of `files`")
}

/// Rows of a file that stand in one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Twice {
    /// The two files, by their places.
    files: [usize; 2],
    /// How many rows.
    rows: u64,
    /// Whether that is about so many, because not all rows were compared.
    about: bool,
    /// The lines of one of them in both files.
    lines: [u64; 2],
}

/// Says where rows of a source stand in two files. `files` are those that count, with what was kept of them.
pub(super) fn say_twice(source: &Source, files: &[(&FileRef, &Rows)], diagnostics: &mut Diagnostics) {
    let rows: Vec<&Rows> = files.iter().map(|(_, rows)| *rows).collect();
    let found = twice(&rows);
    let Some(first) = found.first() else { return };
    let name = |at: usize| files[at].0.shown();
    let about = if found.iter().any(|one| one.about) {
        "about "
    } else {
        ""
    };
    let n: u64 = found.iter().map(|one| one.rows).sum();
    let were = if n == 1 { "row stands" } else { "rows stand" };
    let [before, after] = first.files;
    let message = format!(
        "{about}{n} {were} in two files of `{}`, and count twice: `{}` repeats rows of `{}`",
        source.id,
        name(after),
        name(before)
    );
    let [line, again] = first.lines;
    let mut said = Diagnostic::warning(Code::RowsTwice, message)
        .at(Place::at(name(after), again, 0))
        .note(format!(
            "line {again} of `{}` is line {line} of `{}`",
            name(after),
            name(before)
        ));
    for one in found.iter().skip(1).take(NAMED) {
        let [before, after] = one.files;
        said = said.note(format!(
            "`{}` repeats {} of `{}`",
            name(after),
            one.rows,
            name(before)
        ));
    }
    if let Some(more) = found.len().checked_sub(NAMED + 1).filter(|more| *more > 0) {
        said = said.note(format!("and {more} more files"));
    }
    let help = if source.response_id.is_some() {
        "leave one of the files out, or export each row once"
    } else {
        "add `response_id: NAME`, the column that tells rows apart, so that each counts once; without one, leave \
             one of the files out"
    };
    diagnostics.push(said.help(help));
}

/// How many more files are named.
const NAMED: usize = 3;

/// Of each file that repeats rows, the one before it that it repeats most.
fn twice(files: &[&Rows]) -> Vec<Twice> {
    let candidates = nearest(files);
    let found = candidates.into_iter().enumerate().filter_map(|(after, before)| {
        let before = before?;
        compare(files[before], files[after]).map(|(rows, about, lines)| Twice {
            files: [before, after],
            rows,
            about,
            lines,
        })
    });
    found.collect()
}

/// For each file the one before it with which it has most different rows in common, among those next to each other in
/// the order of files that hold a row.
fn nearest(files: &[&Rows]) -> Vec<Option<usize>> {
    // Where one has other columns than the rest: what is alike in all columns is alike in what the report reads.
    let alike = files.windows(2).all(|pair| pair[0].has_columns_of(pair[1]));
    let parts: Vec<&Part> = if alike {
        files.iter().map(|rows| rows.beside(rows)).collect()
    } else {
        files.iter().map(|rows| rows.used()).collect()
    };
    let level = parts.iter().map(|part| part.level).max().unwrap_or(0);
    let mut all: Vec<(u64, usize)> = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let kept = part.kept.iter().filter(|kept| kept.hash.leading_zeros() >= level);
        all.extend(kept.map(|kept| (kept.hash, at)));
    }
    all.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = all
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| (pair[1].1, pair[0].1))
        .collect();
    pairs.sort_unstable();
    let mut best = vec![None; files.len()];
    let mut most = vec![0; files.len()];
    for group in pairs.chunk_by(|a, b| a == b) {
        let (after, before) = group[0];
        if group.len() > most[after] {
            most[after] = group.len();
            best[after] = Some(before);
        }
    }
    best
}

/// What two files have in common on the days that both cover.
#[derive(Clone, Copy, Debug, Default)]
struct Common {
    /// Rows of one that stand in the other, each as often as it does in both.
    rows: u64,
    /// Pairs of equal rows.
    pairs: f64,
    /// Different rows that stand in either, and those that stand in both equally often.
    kinds: u64,
    equal: u64,
    /// Pairs of equal rows within each.
    within: [f64; 2],
    /// The lines of the first that stands in both.
    lines: Option<[u64; 2]>,
}

/// How many pairs of rows of a day there are between two files, and within each.
fn possible(one: &Rows, other: &Rows) -> (f64, [f64; 2]) {
    let (mut between, mut within) = (0.0, [0.0; 2]);
    for (day, a) in one.days() {
        let Some(b) = other.days().get(day) else { continue };
        let (a, b) = (*a as f64, *b as f64);
        between += a * b;
        within[0] += a * (a - 1.0) / 2.0;
        within[1] += b * (b - 1.0) / 2.0;
    }
    (between, within)
}

/// How many rows stand in both of two files, whether that is about so many, and where one of them stands; nothing if it
/// may be chance.
fn compare(one: &Rows, other: &Rows) -> Option<(u64, bool, [u64; 2])> {
    /// With fewer pairs of rows of a day within a file, how often two of them are alike is not known.
    const KNOWN: f64 = 10.0;
    let [ours, theirs] = [one.beside(other), other.beside(one)];
    let level = ours.level.max(theirs.level);
    let share = 0.5_f64.powi(level.cast_signed());
    let common = common(one, other, level);
    let (between, within) = possible(one, other);
    let rate = |part: &Part, at: usize| {
        let of_day = if within[at] >= KNOWN {
            common.within[at] / (within[at] * share)
        } else {
            0.0
        };
        part.likeness().max(of_day).min(1.0)
    };
    let chance = between * share * (rate(ours, 0) * rate(theirs, 1)).sqrt();
    let more = common.pairs >= 2.0_f64.mul_add(chance, 3.0) + 3.0 * chance.sqrt();
    let exact = common.equal >= 10 && 10 * common.equal >= 9 * common.kinds;
    let rows = (common.rows as f64 / share).round() as u64;
    let lines = common.lines.filter(|_| more || exact)?;
    Some((rows, level > 0, lines))
}

fn common(one: &Rows, other: &Rows, level: u32) -> Common {
    let of = |rows: &Rows, days: &Rows| -> Vec<Kept> {
        let kept = rows.beside(days).kept.iter().copied();
        kept.filter(|kept| kept.hash.leading_zeros() >= level && days.days().contains_key(&kept.day))
            .collect()
    };
    let [ours, theirs] = [of(one, other), of(other, one)];
    let mut found = Common::default();
    let pairs = |n: u32| f64::from(n) * (f64::from(n) - 1.0) / 2.0;
    found.within = [&ours, &theirs].map(|kept| kept.iter().map(|kept| pairs(kept.n)).sum());
    found.kinds = (ours.len() + theirs.len()) as u64;
    let mut theirs = theirs.into_iter().peekable();
    for a in ours {
        while theirs.next_if(|b| b.hash < a.hash).is_some() {}
        let Some(b) = theirs.next_if(|b| b.hash == a.hash) else {
            continue;
        };
        found.kinds -= 1;
        found.rows += u64::from(a.n.min(b.n));
        found.pairs += f64::from(a.n) * f64::from(b.n);
        found.equal += u64::from(a.n == b.n);
        let lines = [a.line, b.line];
        found.lines = Some(found.lines.map_or(lines, |known| known.min(lines)));
    }
    found
}
