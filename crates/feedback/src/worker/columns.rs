//! The dimensions, answers and words of the rows that can be used, one column after the other.

use cxpress_metric::{Answer, Comments, Missing};
use cxpress_project::config::{DimensionConfig, QuestionConfig};
use cxpress_table::block::Row;
use cxpress_table::encoding::Encoding;
use cxpress_table::missing::Nothing;
use cxpress_table::text::tidy;

use super::Work;
use crate::answer::AnswerReader;
use crate::batch::{NO_VALUE, RecordBatch};
use crate::layout::{DimensionAt, QuestionAt};
use crate::tally::AnswerTally;

impl Work<'_> {
    pub(super) fn dimensions(&mut self, configured: &[DimensionConfig]) {
        let encoding = self.origin.encoding;
        let Self {
            task,
            layout,
            block,
            reader,
            usable,
            ..
        } = self;
        for (index, at) in layout.dimensions.iter().enumerate() {
            let mut ids = std::mem::take(&mut reader.batch.dimensions[index]);
            match *at {
                DimensionAt::Nowhere => ids.resize(usable.len(), NO_VALUE),
                DimensionAt::Column(column) => {
                    let (cache, nothing) = (&mut reader.dimensions[index], &reader.nothing);
                    let value =
                        |cell: &[u8]| known_value(&encoding.decode(cell), &configured[index], nothing);
                    let id = |at: &usize| cache.id(task.dictionary, block.row(*at), column, encoding, value);
                    ids.extend(usable.iter().map(id));
                }
                DimensionAt::Cross([a, b]) => {
                    let of = |at: usize| (&reader.dimensions[at], &configured[at]);
                    let columns = [&reader.batch.dimensions[a], &reader.batch.dimensions[b]];
                    let all = reader.dimensions[index].dimension();
                    reader
                        .pairs
                        .ids(task.dictionary, (index, all), [of(a), of(b)], columns, &mut ids);
                }
            }
            reader.batch.dimensions[index] = ids;
        }
    }

    /// Takes what customers wrote, without personal data. Several questions may be about the same words.
    pub(super) fn comments(&mut self, configured: &[QuestionConfig]) {
        let questions = &self.layout.questions;
        for (index, question) in questions.iter().enumerate() {
            let QuestionAt::Words(column) = question else {
                continue;
            };
            let missing = &configured[index].missing;
            let same = |at: &usize| {
                matches!(&questions[*at], QuestionAt::Words(other) if other == column)
                    && configured[*at].missing == *missing
            };
            let comments = match (0..index).find(same) {
                Some(first) => self.reader.batch.comments[first].clone(),
                None => {
                    let room = std::mem::take(&mut self.reader.batch.comments[index]);
                    self.words(*column, missing, room)
                }
            };
            let tally = &mut self.tally.answers[index];
            comments
                .iter()
                .for_each(|comment| tally.comment(comment.is_some()));
            self.reader.batch.comments[index] = comments;
        }
    }

    /// The words in a column.
    fn words(&mut self, column: usize, missing: &[(String, Missing)], mut comments: Comments) -> Comments {
        for at in &*self.usable {
            let cell = self.origin.encoding.decode(self.block.row(*at).cell(column));
            let nothing = &self.reader.nothing;
            let text = Some(cell.trim()).filter(|text| !nothing.is_no_comment(text, missing));
            let redacted = text.map(|text| self.task.redactor.redact(text));
            if let Some(redacted) = &redacted {
                self.tally.redactions.merge(&redacted.redactions);
            }
            comments.push(redacted.as_ref().map(|redacted| redacted.text.as_ref()));
        }
        comments
    }

    pub(super) fn answers(&mut self) {
        let (encoding, block) = (self.origin.encoding, self.block);
        let RecordBatch { answers, periods, .. } = &mut self.reader.batch;
        for (index, answers) in answers.iter_mut().enumerate() {
            let tally = &mut self.tally.answers[index];
            let reader = &self.reader.answers[index];
            let rows = self.usable.iter().map(|at| block.row(*at));
            match &self.layout.questions[index] {
                QuestionAt::Records | QuestionAt::Words(_) => continue,
                QuestionAt::Nowhere => answers.extend(rows.map(|_| Answer::Missing(Missing::NotAsked))),
                QuestionAt::Choices(columns) => answers.extend(rows.map(|row| {
                    let cells = columns.iter().map(|column| row.cell(*column));
                    reader.choice(cells, encoding, |_| {})
                })),
                QuestionAt::Choice(column) => {
                    let parting = &mut tally.parting;
                    let first = is_first(&self.layout.questions, index);
                    answers.extend(rows.map(|row| {
                        let note = |cell: &str| {
                            if first {
                                parting.add(cell, row.line);
                            }
                        };
                        let answer = reader.choice([row.cell(*column)].into_iter(), encoding, note);
                        parting.made += u64::from(answer == Answer::Score(1));
                        parting.cells += u64::from(matches!(answer, Answer::Score(_)));
                        answer
                    }));
                }
                QuestionAt::Column(column) => {
                    answers.extend(rows.map(|row| read_answer(reader, row, *column, encoding, tally)));
                }
                QuestionAt::Pairs(pairs) => answers.extend(rows.map(|row| {
                    let mut read = |column: usize| read_answer(reader, row, column, encoding, tally);
                    surplus(pairs, &mut read)
                })),
            }
            tally.add(answers, periods);
        }
    }
}

/// Whether no question before one asks for a choice in the same column.
fn is_first(questions: &[QuestionAt], index: usize) -> bool {
    let column = |at: usize| match questions[at] {
        QuestionAt::Choice(column) => Some(column),
        _ => None,
    };
    !(0..index).any(|before| column(before) == column(index))
}

fn read_answer(
    reader: &AnswerReader,
    row: Row<'_>,
    column: usize,
    encoding: Encoding,
    tally: &mut AnswerTally,
) -> Answer {
    let cell = row.cell(column);
    reader.read(cell, encoding).unwrap_or_else(|reason| {
        tally.reject(reason, row.line, &encoding.decode(cell));
        Answer::Rejected
    })
}

/// What answers have over what had been expected, over all pairs. Where one is missing, so is the sum; it is one
/// answer, however many of its cells are wrong.
fn surplus(pairs: &[[usize; 2]], read: &mut impl FnMut(usize) -> Answer) -> Answer {
    let mut sum = Answer::Score(0);
    let terms = pairs
        .iter()
        .flat_map(|[answer, expected]| [(*answer, 1), (*expected, -1)]);
    for (column, sign) in terms {
        sum = match (sum, read(column)) {
            (_, Answer::Rejected) => return Answer::Rejected,
            (Answer::Score(sum), Answer::Score(term)) => Answer::Score(sum + sign * term),
            (Answer::Score(_), missing) => missing,
            (sum, _) => sum,
        };
    }
    sum
}

/// The value of a dimension in a cell; none if the cell is blank or says that it is not known. What `labels` name is a
/// value, whatever it says.
fn known_value(cell: &str, dimension: &DimensionConfig, nothing: &Nothing) -> Option<String> {
    let text = tidy(cell);
    let is_none = |none: &String| none.to_lowercase() == text.to_lowercase();
    let is_named = || dimension.labels.iter().any(|(value, _)| *value == text);
    let unknown = dimension.missing.iter().any(is_none) || nothing.is_no_group(&text) && !is_named();
    (!unknown && !text.is_empty()).then(|| text.into_owned())
}
