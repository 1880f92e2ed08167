//! Several choices in one cell: what parts them, and signs that something else does.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use cxpress_table::text::tidy;

/// What usually stands between choices.
const USUAL: [char; 4] = [';', ',', '|', '\n'];

/// What may, where it is not known.
const OTHERS: [&str; 6] = [" ", "/", "+", "&", " - ", "·"];

/// What stands between the choices of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parted {
    /// `;`, `,`, `|` or a line break.
    ByUsual,
    /// Blanks of any kind.
    ByBlanks,
    /// This mark.
    By(String),
}

impl Parted {
    /// By what the question says, else by what the vendor writes.
    pub(super) fn of(separator: Option<&str>) -> Self {
        match separator {
            None => Self::ByUsual,
            Some(mark) if mark.chars().all(|c| c == ' ') => Self::ByBlanks,
            Some(mark) => Self::By(mark.trim_matches(' ').to_lowercase()),
        }
    }

    /// Whether a choice is one of those in a text, both in lower case. A choice may hold what parts choices itself.
    pub(super) fn names(&self, text: &str, choice: &str) -> bool {
        let found =
            |(at, _): (usize, &str)| self.ends(&text[..at]) && self.starts(&text[at + choice.len()..]);
        !choice.is_empty() && text.match_indices(choice).any(found)
    }

    /// Whether what stands before a choice ends as it must.
    fn ends(&self, before: &str) -> bool {
        let near = before.trim_end_matches([' ', '\t']);
        near.is_empty()
            || match self {
                Self::ByUsual => near.ends_with(USUAL),
                Self::ByBlanks => before.ends_with(char::is_whitespace),
                Self::By(mark) => near.ends_with(mark.as_str()),
            }
    }

    /// Whether what stands behind a choice starts as it must.
    fn starts(&self, after: &str) -> bool {
        let near = after.trim_start_matches([' ', '\t']);
        near.is_empty()
            || match self {
                Self::ByUsual => near.starts_with(USUAL),
                Self::ByBlanks => after.starts_with(char::is_whitespace),
                Self::By(mark) => near.starts_with(mark.as_str()),
            }
    }
}

/// The text of a cell of choices, line by line, in lower case.
pub(super) fn folded_lines(cell: &str) -> String {
    let lines = cell.trim().lines().map(|line| tidy(line).to_lowercase());
    lines.collect::<Vec<_>>().join("\n")
}

/// How many different texts are looked at to tell what parts choices.
const MOST: usize = 2_000;

/// What cells of choices look like, as hashes: what customers chose is kept nowhere. Of more texts than are looked at,
/// those with the smallest hashes, so that order does not matter.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Parting {
    /// How often the choice was made.
    pub(super) made: u64,
    /// How many cells say which choices were made.
    pub(super) cells: u64,
    /// What stands alone, or between known marks.
    alone: BTreeSet<u64>,
    /// The parts of what could be parted further, by the place of the mark in [`OTHERS`], and the first line of it.
    joined: BTreeMap<usize, BTreeMap<Vec<u64>, u64>>,
}

impl Parting {
    /// Takes note of a cell, in lower case.
    pub(super) fn add(&mut self, cell: &str, line: u64) {
        for text in cell.split(USUAL).map(str::trim).filter(|text| !text.is_empty()) {
            self.alone.insert(hash(text));
            for (at, mark) in OTHERS
                .iter()
                .enumerate()
                .filter(|(_, mark)| text.contains(**mark))
            {
                let parts: BTreeSet<u64> = parts(text, mark).map(hash).collect();
                let first = self
                    .joined
                    .entry(at)
                    .or_default()
                    .entry(parts.into_iter().collect());
                let first = first.or_insert(line);
                *first = line.min(*first);
            }
        }
        self.cut();
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.made += other.made;
        self.cells += other.cells;
        self.alone.extend(other.alone);
        for (at, joined) in other.joined {
            let mine = self.joined.entry(at).or_default();
            for (parts, line) in joined {
                let first = mine.entry(parts).or_insert(line);
                *first = line.min(*first);
            }
        }
        self.cut();
    }

    fn cut(&mut self) {
        while self.alone.len() > MOST {
            self.alone.pop_last();
        }
        for joined in self.joined.values_mut() {
            while joined.len() > MOST {
                joined.pop_last();
            }
        }
    }

    /// A mark that parts cells into two or more texts which are all choices, by what stands alone elsewhere or is
    /// configured, and the first line where it does.
    pub(super) fn unknown_mark(&self, configured: &[&str]) -> Option<(&'static str, u64)> {
        let configured: BTreeSet<u64> = configured.iter().map(|choice| hash(choice)).collect();
        let is_choice = |part: &u64| self.alone.contains(part) || configured.contains(part);
        let found = self.joined.iter().filter_map(|(at, joined)| {
            let hits = joined
                .iter()
                .filter(|(parts, _)| parts.len() > 1 && parts.iter().all(is_choice));
            let lines: Vec<u64> = hits.map(|(_, line)| *line).collect();
            Some((lines.len(), *lines.iter().min()?, OTHERS[*at]))
        });
        let most = found.max_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)))?;
        Some((most.2, most.1))
    }
}

fn parts<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(mark).map(str::trim).filter(|part| !part.is_empty())
}

fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_found_among_those_made() {
        let usual = Parted::of(None);
        assert!(usual.names("price; quick, friendly staff;other", "quick, friendly staff"));
        assert!(usual.names("price, other", "price") && usual.names("price", "price"));
        assert!(!usual.names("low price", "price") && !usual.names("", "price") && !usual.names("a", ""));
    }

    #[test]
    fn what_parts_choices_can_be_said() {
        let blanks = Parted::of(Some(" "));
        assert!(blanks.names("store web phone", "web") && blanks.names("web", "web"));
        assert!(!blanks.names("webshop phone", "web"));
        let slash = Parted::of(Some(" / "));
        assert!(slash.names("web/phone", "phone") && slash.names("a, b / c", "a, b"));
        assert!(!slash.names("a, b / c", "a"));
    }

    #[test]
    fn cells_tell_that_something_else_parts_them() {
        let mark = |cells: &[&str], configured: &[&str]| {
            let mut parting = Parting::default();
            let lines = cells.iter().zip(2..);
            lines.for_each(|(cell, line)| parting.add(cell, line));
            parting.unknown_mark(configured)
        };
        assert_eq!(mark(&["web", "phone", "web phone"], &[]), Some((" ", 4)));
        assert_eq!(
            mark(&["store web", "web store"], &["web", "store"]),
            Some((" ", 2))
        );
        assert_eq!(mark(&["live chat", "web", "web/live chat"], &[]), Some(("/", 4)));
        assert_eq!(mark(&["price", "low price", "new york"], &["price"]), None);
        assert_eq!(mark(&["web; phone", "web, web"], &["web"]), None);
    }
}
