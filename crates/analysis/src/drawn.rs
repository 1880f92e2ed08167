//! A random sample of comments: of those that are looked at, the ones with the smallest marks. Marks are spread evenly, so that
//! nobody chooses, and the same comments are drawn in every run, in whatever order they come.

use std::collections::BTreeMap;

/// What was drawn of the comments of a period.
pub(crate) struct Drawn<M> {
    /// How many there are to draw from.
    pub(crate) of: u64,
    /// The texts by their marks.
    pub(crate) texts: BTreeMap<M, String>,
}

impl<M> Default for Drawn<M> {
    fn default() -> Self {
        Self {
            of: 0,
            texts: BTreeMap::new(),
        }
    }
}

impl<M: Copy + Ord> Drawn<M> {
    /// Draws a text, of which there are `most` at most, if its mark is among the smallest.
    pub(crate) fn put(&mut self, mark: M, text: &str, most: usize) {
        let is_drawn =
            self.texts.len() < most || self.texts.last_key_value().is_some_and(|(last, _)| mark < *last);
        if is_drawn {
            self.texts.insert(mark, text.to_owned());
        }
        while self.texts.len() > most {
            self.texts.pop_last();
        }
    }

    /// Takes what another drew from other comments of the period.
    pub(crate) fn absorb(&mut self, other: &Self, most: usize) {
        self.of += other.of;
        for (mark, text) in &other.texts {
            self.put(*mark, text, most);
        }
    }
}
