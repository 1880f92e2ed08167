//! Cells to answers: a score, one of the four kinds of missing, or a reason for rejection.

use cxpress_metric::{Answer, Missing, ScaleBounds};
use rustc_hash::FxHashMap;

use crate::config::{QuestionConfig, Source};

/// What stands for a missing answer in any source, in lower case. A blank is *not answered*.
const MISSING: [(&str, Missing); 14] = [
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
    ("don’t know", Missing::DontKnow),
    ("not asked", Missing::NotAsked),
];

/// Whether a text stands for a missing answer in any source. A blank does.
pub(super) fn is_missing(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    MISSING.iter().any(|(known, _)| *known == lower)
}

/// A number with a decimal point or a decimal comma. A comma that may part thousands, as in `1,234`, is neither.
pub(super) fn number(text: &str) -> Option<f64> {
    let parsed = match text.split_once(',') {
        None => text.parse::<f64>(),
        Some((whole, part)) if is_fraction(whole, part) => format!("{whole}.{part}").parse(),
        Some(_) => return None,
    };
    parsed.ok().filter(|number| number.is_finite())
}

/// Whether the digits after a comma can only be a fraction.
fn is_fraction(whole: &str, part: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.trim_start_matches(['-', '+']);
    digits(unsigned) && digits(part) && !part.is_empty() && (part.len() != 3 || unsigned == "0")
}

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
        let number = number(cell).ok_or(AnswerReason::NotANumber)?;
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_point_and_comma() {
        let cases = [
            ("7", 7.0),
            ("-0.5", -0.5),
            ("4,5", 4.5),
            ("0,853", 0.853),
            ("12,3456", 12.3456),
            ("1e1", 10.0),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in [
            "", "1,234", "1,2,3", "1.5,2", "7,", "a,5", "inf", "NaN", "1e999", "7 of 10",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn missing_words_in_any_case() {
        assert!(
            ["", " ", "N/A", "Don’t know", "null"]
                .iter()
                .all(|text| is_missing(text))
        );
        assert!(!["x", "0", "9999-12-31"].iter().any(|text| is_missing(text)));
    }
}
