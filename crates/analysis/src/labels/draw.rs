//! A random sample of comments for people to label.
//!
//! Each comment has a mark that is spread evenly and follows from its file, its line and the seed; those with the smallest are
//! drawn. So every comment of the periods has the same chance, however often its text was written, and a larger sample with the
//! same seed holds a smaller one. What metrics find in a comment decides whether it can be coded, and is not kept.

use std::collections::BTreeMap;

use cxpress_diagnostic::Place;
use cxpress_document::Named;
use cxpress_document::labels::{LabelFile, LabelledComment, hash};
use cxpress_feedback::{Dataset, Inputs, RecordBatch, Sink};
use cxpress_metric::PeriodId;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{Asked, are_of_same_words, scores};
use crate::drawn::Drawn;
use crate::schema::{Measure, Schema};

/// What is to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How many comments.
    pub n: usize,
    /// What decides which.
    pub seed: u64,
    /// From how many periods, up to the one that is reported on.
    pub periods: usize,
}

/// A thread's share of a sample.
#[derive(Default)]
pub struct Draw<'a> {
    measures: Vec<&'a Measure<'a>>,
    wanted: Wanted,
    /// Texts by their marks; a comment's own mark tells those of the same mark apart.
    periods: BTreeMap<PeriodId, Drawn<(u64, u64)>>,
}

impl<'a> Draw<'a> {
    /// Nothing drawn yet, of the comments that a question is about; none if it is not about comments that people can label.
    #[must_use]
    pub fn new(schema: &'a Schema<'a>, question: &str, wanted: Wanted) -> Option<Self> {
        let asked = schema
            .measures
            .iter()
            .find(|it| it.config.question.id == question)?;
        let same = |it: &&Measure<'_>| are_of_same_words(it, asked) && Asked::of(it).is_some();
        let measures: Vec<_> = schema.measures.iter().filter(same).collect();
        (!measures.is_empty()).then_some(Self {
            measures,
            wanted,
            periods: BTreeMap::new(),
        })
    }

    /// The ids of the questions whose comments can be labelled.
    pub fn questions(schema: &'a Schema<'a>) -> impl Iterator<Item = &'a str> {
        let measures = schema.measures.iter().filter(|it| Asked::of(it).is_some());
        measures.map(|it| it.config.question.id.as_str())
    }
}

impl Sink for Draw<'_> {
    fn take(&mut self, source: usize, records: &RecordBatch) {
        let Some(first) = self.measures.first().filter(|it| it.source == source) else {
            return;
        };
        let Some(comments) = records.comments.get(first.index) else {
            return;
        };
        let mut coded = vec![false; records.len()];
        for measure in &self.measures {
            let scores = scores(measure, comments, records.len());
            coded
                .iter_mut()
                .zip(scores)
                .for_each(|(coded, score)| *coded |= score.is_some());
        }
        let rows = comments
            .iter()
            .zip(&records.periods)
            .zip(&records.marks)
            .zip(coded);
        for (((text, period), mark), coded) in rows {
            if let Some(text) = text.filter(|_| coded) {
                let drawn = self.periods.entry(*period).or_default();
                drawn.of += 1;
                let by_seed = xxh3_64_with_seed(&mark.to_le_bytes(), self.wanted.seed);
                drawn.put((by_seed, *mark), text, self.wanted.n);
            }
        }
    }

    fn absorb(&mut self, other: Self) {
        for (period, drawn) in other.periods {
            self.periods
                .entry(period)
                .or_default()
                .absorb(&drawn, self.wanted.n);
        }
    }
}

/// The sample of what was read, up to the period `last`: nobody has labelled it yet. `None` if there is no comment to label.
#[must_use]
pub fn sample(
    schema: &Schema<'_>,
    inputs: &Inputs,
    question: &str,
    reading: Dataset<Draw<'_>>,
    last: PeriodId,
) -> Option<LabelFile> {
    let Draw {
        measures,
        wanted,
        mut periods,
    } = reading.sink?;
    let steps = i32::try_from(wanted.periods).unwrap_or(i32::MAX).max(1) - 1;
    let kept = periods.split_off(&PeriodId(last.0.saturating_sub(steps)));
    let kept = kept
        .into_iter()
        .filter(|(period, drawn)| *period <= last && drawn.of > 0);
    let mut names = Vec::new();
    let mut all = Drawn::default();
    for (period, drawn) in kept {
        names.push(named(inputs.periods.name(period)));
        all.absorb(&drawn, wanted.n);
    }
    if names.is_empty() {
        return None;
    }
    let mut themes: Vec<Named> = Vec::new();
    for measure in &measures {
        if let Some(Asked::Theme(theme)) = Asked::of(measure)
            && !themes.iter().any(|known| known.name == theme)
        {
            themes.push(named(theme.to_owned()));
        }
    }
    Some(LabelFile {
        question: named(question.to_owned()),
        periods: names,
        seed: wanted.seed,
        drawn_from: all.of,
        codebook: (!themes.is_empty()).then(|| named(schema.config.codebook.clone())),
        themes,
        tone: measures.iter().any(|it| Asked::of(it) == Some(Asked::Tone)),
        comments: joined(all.texts.into_values()),
        place: nowhere(),
    })
}

/// Each text once, where it was drawn first, with how often it was.
fn joined(texts: impl Iterator<Item = String>) -> Vec<LabelledComment> {
    let mut comments: Vec<LabelledComment> = Vec::new();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for text in texts {
        let hash = hash(&text);
        match places.get(&hash) {
            Some(at) => comments[*at].times += 1,
            None => {
                places.insert(hash, comments.len());
                comments.push(LabelledComment {
                    hash,
                    times: 1,
                    text,
                    themes: None,
                    tone: None,
                    place: nowhere(),
                });
            }
        }
    }
    comments
}

fn named(name: String) -> Named {
    Named {
        name,
        place: nowhere(),
    }
}

fn nowhere() -> Place {
    Place::file("")
}
