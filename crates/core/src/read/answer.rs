//! Cells to answers: a score, one of the four kinds of missing, or a reason for rejection.

use cxpress_metric::{Answer, Missing, ScaleBounds};
use rustc_hash::FxHashMap;

use crate::config::{QuestionConfig, Source};

/// What stands for a missing answer in any source, in lower case. A blank is *not answered*.
const MISSING: [(&str, Missing); 13] = [
    ("", Missing::NotAnswered),
    ("-", Missing::NotAnswered),
    ("nil", Missing::NotAnswered),
    ("null", Missing::NotAnswered),
    ("blank", Missing::NotAnswered),
    ("not answered", Missing::NotAnswered),
    ("no answer", Missing::NotAnswered),
    ("n/a", Missing::DoesNotApply),
    ("na", Missing::DoesNotApply),
    ("not applicable", Missing::DoesNotApply),
    ("does not apply", Missing::DoesNotApply),
    ("don't know", Missing::DontKnow),
    ("not asked", Missing::NotAsked),
];

/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AnswerReason {
    /// A number, but not on the question's scale.
    OutsideScale,
    /// A number with a fraction, on a scale of whole numbers.
    NotWhole,
    /// No number, and no word that the configuration knows.
    NotANumber,
}

impl AnswerReason {
    /// The key in the account.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::OutsideScale => "outside-scale",
            Self::NotWhole => "not-whole",
            Self::NotANumber => "not-a-number",
        }
    }
}

/// Reads the answers to one question.
pub(super) struct AnswerReader {
    /// Answers as they are written in most cells, so that most are one look-up.
    known: FxHashMap<Vec<u8>, Answer>,
}

impl AnswerReader {
    pub(super) fn new(source: &Source, question: &QuestionConfig) -> Self {
        let scale = question.question.scale.unwrap_or(ScaleBounds::new(0, 10));
        let mut known = FxHashMap::default();
        let mut learn = |text: &str, answer: Answer| {
            known.insert(text.trim().to_lowercase().into_bytes(), answer);
        };
        (scale.low..=scale.high).for_each(|score| learn(&score.to_string(), Answer::Score(score)));
        // Later entries win: the built-in table, the source's, the question's words, the question's codes.
        MISSING
            .iter()
            .for_each(|(text, kind)| learn(text, Answer::Missing(*kind)));
        source
            .missing
            .iter()
            .for_each(|(text, kind)| learn(text, Answer::Missing(*kind)));
        question
            .values
            .iter()
            .for_each(|(text, score)| learn(text, Answer::Score(*score)));
        question
            .missing
            .iter()
            .for_each(|(text, kind)| learn(text, Answer::Missing(*kind)));
        Self { known }
    }

    /// The answer in a cell, or why there is none to be had.
    pub(super) fn read(&self, cell: &str) -> Result<Answer, AnswerReason> {
        let cell = cell.trim();
        if let Some(answer) = self.known.get(cell.as_bytes()) {
            return Ok(*answer);
        }
        if let Some(answer) = self.known.get(cell.to_lowercase().as_bytes()) {
            return Ok(*answer);
        }
        let number: f64 = cell.parse().map_err(|_| AnswerReason::NotANumber)?;
        if !number.is_finite() {
            return Err(AnswerReason::NotANumber);
        }
        if number.fract() != 0.0 {
            return Err(AnswerReason::NotWhole);
        }
        // `7.0` and `07` are 7, and may be a code for missing as 7 may.
        let whole = format!("{number:.0}");
        self.known
            .get(whole.as_bytes())
            .copied()
            .ok_or(AnswerReason::OutsideScale)
    }
}
