//! Cells to answers: a score, one of the four kinds of missing, or a reason for rejection.

use cxpress_metric::{Answer, Missing, Number, ScaleBounds};
use rustc_hash::FxHashMap;

use super::choice::{Parted, folded_lines};
use cxpress_project::config::{QuestionConfig, Source};
use cxpress_table::dialect::Decimal;
use cxpress_table::encoding::Encoding;
use cxpress_table::format::Format;
use cxpress_table::missing;
use cxpress_table::number::number;
use cxpress_table::text::{folded, tidy};

/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
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
    /// Those that are one byte.
    single: [Option<Answer>; 256],
    /// The choice that is asked for, in lower case.
    choice: Option<String>,
    parted: Parted,
    decimal: Decimal,
    /// Whether numbers without bounds are asked for.
    numbers: bool,
}

impl AnswerReader {
    pub(super) fn new(source: &Source, question: &QuestionConfig, format: &Format) -> Self {
        let numbers = question.question.unit.is_some();
        let scale = question.written.unwrap_or(ScaleBounds::new(0, 10));
        let scores = (scale.low..=scale.high).filter(|_| !numbers);
        let mut known = FxHashMap::default();
        let mut learn = |text: &str, answer: Answer| {
            known.insert(folded(text).into_bytes(), answer);
        };
        scores.for_each(|score| learn(&score.to_string(), Answer::Score(score)));
        // Later entries win: the built-in table, the vendor's codes, the source's, the question's words and codes.
        let of_all = missing::WORDS.iter().chain(format.missing);
        of_all.for_each(|(text, kind)| learn(text, Answer::Missing(*kind)));
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
        let single = std::array::from_fn(|byte| {
            u8::try_from(byte)
                .ok()
                .and_then(|byte| known.get(&[byte][..]).copied())
        });
        Self {
            known,
            single,
            choice: question.choice.as_ref().map(|choice| folded_lines(choice)),
            parted: Parted::of(question.separator.as_deref().or(format.separator)),
            decimal: source.dialect.decimal,
            numbers,
        }
    }

    /// The answer in a cell, or why there is none to be had.
    pub(super) fn read(&self, cell: &[u8], encoding: Encoding) -> Result<Answer, AnswerReason> {
        // Nearly all answers are one digit.
        if let [byte] = cell
            && let Some(answer) = self.single[usize::from(*byte)]
        {
            return Ok(answer);
        }
        let cell = encoding.decode(cell);
        let cell = cell.trim();
        if let Some(answer) = self.known.get(cell.as_bytes()) {
            return Ok(*answer);
        }
        let cell = &*tidy(cell);
        if let Some(answer) = self.known.get(cell.to_lowercase().as_bytes()) {
            return Ok(*answer);
        }
        let number = number(cell, self.decimal).ok_or(AnswerReason::NotANumber)?;
        if self.numbers {
            let kept = Number::new(number).map(Answer::Number);
            return kept.ok_or(AnswerReason::NotANumber);
        }
        if number.fract() != 0.0 {
            return Err(AnswerReason::NotWhole);
        }
        // `7.0` and `07` are 7, and may be a code for missing as 7 may.
        let whole = format!("{:.0}", number + 0.0);
        self.known
            .get(whole.as_bytes())
            .copied()
            .ok_or(AnswerReason::OutsideScale)
    }

    /// Whether a choice was made, by the cells of all choices of its question: 1 or 0. Where all are blank, or the
    /// only one tells why, the answer is missing. `note` is handed what stands in each cell that may hold several.
    pub(super) fn choice<'c>(
        &self,
        cells: impl Iterator<Item = &'c [u8]>,
        encoding: Encoding,
        mut note: impl FnMut(&str),
    ) -> Answer {
        let choice = self.choice.as_deref().unwrap_or_default();
        let mut answered = None;
        for cell in cells {
            let text = folded_lines(&encoding.decode(cell));
            let missing = self.known.get(text.as_bytes()).copied();
            if missing.is_none() && self.parted == Parted::ByUsual {
                note(&text);
            }
            if self.parted.names(&text, choice) {
                return Answer::Score(1);
            }
            match missing {
                Some(Answer::Missing(kind)) => answered = answered.or(Some(Answer::Missing(kind))),
                _ => answered = Some(Answer::Score(0)),
            }
        }
        answered.unwrap_or(Answer::Missing(Missing::NotAnswered))
    }
}
