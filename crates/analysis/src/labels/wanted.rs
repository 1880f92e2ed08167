//! Which comments have labels, and which of them are still there.

use cxpress_document::labels::{LabelFile, hash};
use cxpress_feedback::RecordBatch;

use super::are_of_same_words;
use crate::schema::{Hashes, Measure, Schema};

/// The first figure that is of the same comments as another.
pub(crate) fn first_of_same_words(measures: &[Measure<'_>], measure: usize) -> Option<usize> {
    let of = measures.get(measure)?;
    measures.iter().position(|first| are_of_same_words(first, of))
}

/// A schema with the comments that people labelled, which the cube looks for. Files that name no question of comments are told
/// of later.
#[must_use]
pub fn with_labels<'a>(mut schema: Schema<'a>, files: &[LabelFile]) -> Schema<'a> {
    for file in files {
        let id = &file.question.name;
        let measures = &schema.measures;
        let measure = measures.iter().position(|it| it.config.question.id == *id);
        if let Some(first) = measure.and_then(|measure| first_of_same_words(measures, measure)) {
            let hashes = file.comments.iter().map(|comment| comment.hash);
            schema.labelled.entry(first).or_default().extend(hashes);
        }
    }
    schema
}

/// Notes which labelled comments a batch holds.
pub(crate) fn take(schema: &Schema<'_>, source: usize, records: &RecordBatch, found: &mut Hashes) {
    for (first, wanted) in &schema.labelled {
        let measure = &schema.measures[*first];
        let Some(comments) = records
            .comments
            .get(measure.index)
            .filter(|_| measure.source == source)
        else {
            continue;
        };
        let hashes = comments.iter().flatten().map(hash);
        let there: Vec<u64> = hashes.filter(|hash| wanted.contains(hash)).collect();
        if !there.is_empty() {
            found.entry(*first).or_default().extend(there);
        }
    }
}
