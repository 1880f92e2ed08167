//! What people say of comments, held against what metrics say of them.
//!
//! [`draw`] takes a random sample for people to label; [`wanted`] says which comments were labelled, so that the cube can tell
//! whether they are still there; [`sets`] joins the labels of all files by what they are of; [`audit`] counts how right a
//! metric is by them; [`correct`] takes from published shares what the metric gets wrong.

mod audit;
mod correct;
pub(crate) mod draw;
mod sets;
pub(crate) mod wanted;

use cxpress_document::labels::Tone;
use cxpress_metric::{
    Batch, Calendar, Comments, Groups, Input, Measured, PeriodId, ScaleBounds, SummaryKind, Value,
};

pub(crate) use self::audit::Audits;
pub use self::sets::no_comments;
use crate::schema::Measure;

/// What people are asked of a comment, so that a figure can be held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked<'a> {
    /// Whether it has a theme.
    Theme(&'a str),
    /// Its tone.
    Tone,
}

impl<'a> Asked<'a> {
    /// What a figure of comments needs; none for figures that labels say nothing of.
    pub(crate) fn of(measure: &'a Measure<'_>) -> Option<Self> {
        let spec = measure.metric.spec();
        if spec.input != Input::Comments || spec.kind != SummaryKind::Scores {
            return None;
        }
        if spec.groups == Groups::Theme {
            return measure.config.theme.as_deref().map(Self::Theme);
        }
        (spec.scale == Some(ScaleBounds::new(-1, 1))).then_some(Self::Tone)
    }
}

/// The score that stands for a tone.
const fn score(tone: Tone) -> i32 {
    match tone {
        Tone::Negative => -1,
        Tone::Neutral => 0,
        Tone::Positive => 1,
    }
}

/// Whether two figures are of the same comments: those in the same column of the same source.
pub(crate) fn are_of_same_words(one: &Measure<'_>, other: &Measure<'_>) -> bool {
    let names = |measure: &Measure<'_>| {
        let column = measure.config.column.iter().flat_map(|column| &column.names);
        column
            .map(|name| {
                (
                    name.name.clone(),
                    name.files.as_ref().map(|files| files.glob().glob().to_owned()),
                )
            })
            .collect::<Vec<_>>()
    };
    one.source == other.source
        && one.config.is_comment
        && other.config.is_comment
        && one.config.missing == other.config.missing
        && names(one) == names(other)
}

/// What a metric says of texts: the score of each that it can read.
pub(crate) fn scores(measure: &Measure<'_>, texts: &Comments, rows: usize) -> Vec<Option<i32>> {
    let periods = vec![PeriodId(0); rows];
    let calendar = Calendar::default();
    let batch = Batch::new(&periods, &calendar).with_comments(texts);
    let mut measured = Measured::default();
    measure
        .metric
        .measure(&batch, &measure.config.question, &mut measured);
    let mut scores = vec![None; rows];
    for entry in measured.entries() {
        if let (Some(score), Value::Score(value)) = (scores.get_mut(entry.row as usize), entry.value) {
            *score = Some(value);
        }
    }
    scores
}
