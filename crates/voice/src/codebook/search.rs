//! Looks for the rows of all phrases in one text.
//!
//! One pass finds every word that any row asks for; a row is then followed only from where its first word stands, over
//! as many words as its gaps allow. So the time is linear in the length of the text.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, BuildError};

use super::List;
use super::pattern::{Pattern, Row};
use crate::language::Language;
use crate::words;

/// Rows of phrases, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Search {
    needles: AhoCorasick,
    /// The sets of words that a needle belongs to.
    sets_of: Vec<Vec<u32>>,
    /// The rows that begin with a set of words.
    rows_of: Vec<Vec<Wanted>>,
}

/// A row that is looked for.
#[derive(Clone, Debug)]
struct Wanted {
    theme: usize,
    list: List,
    language: Option<Language>,
    /// What comes after the first word: the words that may stand before each, and its set.
    rest: Vec<(usize, u32)>,
}

impl Search {
    /// A search for the patterns of themes.
    pub(super) fn new<'a>(
        patterns: impl Iterator<Item = (usize, List, &'a Pattern)>,
    ) -> Result<Self, BuildError> {
        let mut numbers = Numbers::default();
        let mut rows_of: Vec<Vec<Wanted>> = Vec::new();
        for (theme, list, pattern) in patterns {
            for row in &pattern.rows {
                let Some(((_, first), rest)) = split(numbers.row(row)) else {
                    continue;
                };
                rows_of.resize_with(rows_of.len().max(first as usize + 1), Vec::new);
                rows_of[first as usize].push(Wanted {
                    theme,
                    list,
                    language: pattern.language,
                    rest,
                });
            }
        }
        numbers.finish(rows_of)
    }

    /// The words of a text, with the sets that each belongs to.
    pub(super) fn read<'a>(&'a self, text: &'a str) -> Text<'a> {
        let written = words::of_text(text);
        let starts: Vec<usize> = written.match_indices(' ').map(|(at, _)| at + 1).collect();
        let count = starts.len() - 1;
        let mut found: Vec<(usize, u32)> = Vec::new();
        for needle in self.needles.find_overlapping_iter(&written) {
            let letter = needle.start() + usize::from(written[needle.start()..].starts_with(' '));
            let word = starts.partition_point(|start| *start <= letter) - 1;
            found.extend(self.sets_of[needle.pattern()].iter().map(|set| (word, *set)));
        }
        found.sort_unstable();
        found.dedup();
        let first = |word: usize| found.partition_point(|(at, _)| *at < word);
        let ranges = (0..=count).map(first).collect();
        let is_sign = |word: usize| written[starts[word]..].starts_with(words::BREAK);
        Text {
            search: self,
            text,
            closed: (0..count).map(is_sign).collect(),
            sets: found.into_iter().map(|(_, set)| set).collect(),
            ranges,
            language: None,
        }
    }
}

fn split<T: Copy>(row: Vec<T>) -> Option<(T, Vec<T>)> {
    let (first, rest) = row.split_first()?;
    Some((*first, rest.to_vec()))
}

/// Gives every needle and every set of needles a number.
#[derive(Default)]
struct Numbers<'a> {
    sets: BTreeMap<&'a [String], u32>,
}

impl<'a> Numbers<'a> {
    fn row(&mut self, row: &'a Row) -> Vec<(usize, u32)> {
        let numbered = row.iter().map(|step| {
            let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
            let set = *self.sets.entry(&step.needles).or_insert(next);
            (usize::from(step.gap), set)
        });
        numbered.collect()
    }

    fn finish(self, mut rows_of: Vec<Vec<Wanted>>) -> Result<Search, BuildError> {
        rows_of.resize_with(self.sets.len(), Vec::new);
        let mut sets_of: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (needles, set) in self.sets {
            for needle in needles {
                sets_of.entry(needle).or_default().push(set);
            }
        }
        Ok(Search {
            needles: AhoCorasick::new(sets_of.keys())?,
            sets_of: sets_of.into_values().collect(),
            rows_of,
        })
    }
}

/// A text in which rows are looked for.
pub(super) struct Text<'a> {
    search: &'a Search,
    text: &'a str,
    /// Words that no row may hold or pass: signs.
    closed: Vec<bool>,
    /// The sets of all words, one after another.
    sets: Vec<u32>,
    /// Where the sets of a word begin; one more than there are words.
    ranges: Vec<usize>,
    /// The language of the text, once it was asked for.
    language: Option<Option<Language>>,
}

impl Text<'_> {
    /// The themes that stand in the text, rising, each once.
    pub(super) fn themes(mut self) -> Vec<usize> {
        let mut themes = Vec::new();
        let none = vec![false; self.closed.len()];
        self.each(List::Include, &none, |theme, _, _| themes.push(theme));
        themes.sort_unstable();
        themes.dedup();
        if themes.is_empty() {
            return themes;
        }
        let mut excluded: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        self.each(List::Exclude, &none, |theme, from, to| {
            if themes.binary_search(&theme).is_ok() {
                let words = excluded.entry(theme).or_insert_with(|| none.clone());
                words[from..=to].fill(true);
            }
        });
        themes.retain(|theme| excluded.get(theme).is_none_or(|words| self.stands(*theme, words)));
        themes
    }

    /// Whether a theme stands in what is not excluded of it.
    fn stands(&mut self, theme: usize, excluded: &[bool]) -> bool {
        let mut stands = false;
        self.each(List::Include, excluded, |found, _, _| stands |= found == theme);
        stands
    }

    /// Calls for every row of a list that stands among words that are not excluded, with its theme and its first and its
    /// last word.
    fn each(&mut self, list: List, excluded: &[bool], mut call: impl FnMut(usize, usize, usize)) {
        let search = self.search;
        for from in (0..self.closed.len()).filter(|word| !excluded[*word]) {
            for at in self.ranges[from]..self.ranges[from + 1] {
                let rows = &search.rows_of[self.sets[at] as usize];
                for wanted in rows.iter().filter(|wanted| wanted.list == list) {
                    let end = self.end_of(wanted, from, excluded);
                    if let Some(to) = end.filter(|_| self.is_in(wanted.language)) {
                        call(wanted.theme, from, to);
                    }
                }
            }
        }
    }

    /// Whether the text may be in a language: it is, or its own cannot be told.
    fn is_in(&mut self, wanted: Option<Language>) -> bool {
        let text = self.text;
        wanted.is_none_or(|wanted| {
            let language = self.language.get_or_insert_with(|| Language::of(text));
            language.is_none_or(|is| is == wanted)
        })
    }

    /// The last word of a row whose first word is `from`: the furthest there can be.
    fn end_of(&self, wanted: &Wanted, from: usize, excluded: &[bool]) -> Option<usize> {
        let mut reached = Vec::new();
        let mut start = Some(from);
        for (gap, set) in &wanted.rest {
            let mut next: Vec<usize> = Vec::new();
            for word in start.take().into_iter().chain(reached) {
                let after = next.last().map_or(0, |last| last + 1);
                let within = self.within(word, *gap, excluded);
                next.extend(within.filter(|at| *at >= after && self.sets_at(*at).binary_search(set).is_ok()));
            }
            if next.is_empty() {
                return None;
            }
            reached = next;
        }
        Some(reached.last().copied().unwrap_or(from))
    }

    /// The words that may come next after a word: some may stand between, but none that is excluded and no sign.
    fn within(&self, word: usize, gap: usize, excluded: &[bool]) -> impl Iterator<Item = usize> {
        let all = word + 1..(word + gap + 2).min(self.closed.len());
        let mut passed = true;
        all.take_while(move |at| std::mem::replace(&mut passed, !self.closed[*at]) && !excluded[*at])
    }

    fn sets_at(&self, word: usize) -> &[u32] {
        &self.sets[self.ranges[word]..self.ranges[word + 1]]
    }
}
