//! What some customers wrote, in their words: a few comments for each theme, drawn at random.
//!
//! Of the comments of a period that bring a theme up, those with the smallest marks are quoted: nobody chooses them, and the
//! same ones are drawn in every run. They come without personal data, as every metric sees them. They are never kept until
//! the next build: a cache holds nothing that customers wrote.

use std::collections::BTreeMap;

use cxpress_feedback::RecordBatch;
use cxpress_metric::{Entry, PeriodId, Value};

use crate::drawn::Drawn;

/// Shorter ones say too little, longer ones too much; in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=280;

/// The score of a comment that brings its theme up.
const HAS_THEME: i32 = 1;

/// The quotes for one theme, by period.
#[derive(Default)]
pub(crate) struct Quotes {
    most: usize,
    periods: BTreeMap<PeriodId, Drawn<u64>>,
}

impl Quotes {
    /// At most so many a period.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            periods: BTreeMap::new(),
        }
    }

    /// Whether nothing was written about the theme, or nothing is to be quoted.
    pub(crate) fn is_empty(&self) -> bool {
        self.periods.values().all(|drawn| drawn.texts.is_empty())
    }

    /// Takes the comments of a batch that bring the theme up; `question` is its place among those of the source.
    pub(crate) fn take(&mut self, question: usize, entries: &[Entry], records: &RecordBatch) {
        let Some(comments) = records.comments.get(question).filter(|_| self.most > 0) else {
            return;
        };
        let told = entries
            .iter()
            .filter(|entry| entry.value == Value::Score(HAS_THEME));
        let mut told = told.peekable();
        for (row, comment) in comments.iter().enumerate() {
            let Some(entry) = told.next_if(|entry| entry.row as usize == row) else {
                continue;
            };
            if let (Some(comment), Some(mark)) = (comment, records.marks.get(row)) {
                let drawn = self.periods.entry(entry.period).or_default();
                drawn.of += 1;
                if LENGTHS.contains(&comment.chars().count()) {
                    drawn.put(*mark, comment, self.most);
                }
            }
        }
    }

    /// Takes all that another of the same theme has.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for (period, theirs) in &other.periods {
            let mine = self.periods.entry(*period).or_default();
            mine.absorb(theirs, self.most);
        }
    }

    /// The quotes of a period, if at least so many comments bring the theme up; those that say the same stand once.
    pub(crate) fn of(&self, period: PeriodId, least: u64) -> Vec<String> {
        let drawn = self.periods.get(&period).filter(|drawn| drawn.of >= least);
        let mut texts: Vec<String> = Vec::new();
        for text in drawn.into_iter().flat_map(|drawn| drawn.texts.values()) {
            if !texts.contains(text) {
                texts.push(text.clone());
            }
        }
        texts
    }
}
