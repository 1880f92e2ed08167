//! Cells to answers: a score, one of the four kinds of missing, or a reason for rejection.

use cxpress_metric::{Answer, Missing, ScaleBounds};
use rustc_hash::FxHashMap;

use super::choice::{Parted, folded_lines};
use super::open::Encoding;
use super::text::{folded, tidy};
use crate::config::{Decimal, QuestionConfig, Source};
use crate::format::Format;

/// What stands for a missing answer in any source, in lower case. A blank is *not answered*.
const MISSING: [(&str, Missing); 15] = [
    ("", Missing::NotAnswered),
    // A blank in quotes that an export put into quotes once more.
    ("\"\"", Missing::NotAnswered),
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
    let lower = folded(text);
    MISSING.iter().any(|(known, _)| *known == lower)
}

/// What says in a source that there is nothing: no time, no number, no comment, no group.
pub(super) struct Nothing {
    /// What the source's `missing` names, in lower case: it stands for nothing, whatever it looks like.
    named: Vec<String>,
    /// What the vendor writes.
    of_vendor: &'static [(&'static str, Missing)],
}

impl Nothing {
    pub(super) fn of(source: &Source, format: &Format) -> Self {
        Self {
            named: source.missing.iter().map(|(text, _)| folded(text)).collect(),
            of_vendor: format.missing,
        }
    }

    /// Whether the source names a text as one for nothing.
    pub(super) fn names(&self, text: &str) -> bool {
        !self.named.is_empty() && self.named.contains(&folded(text))
    }

    /// Whether a text that is no value says that there is none.
    pub(super) fn is(&self, text: &str) -> bool {
        is_missing(text) || self.names(text) || self.is_code(text)
    }

    /// Whether a text is no comment: a blank, or what the source names. Customers may write `N/A` or `-`, and what they
    /// write counts.
    pub(super) fn is_no_comment(&self, text: &str, named: &[(String, Missing)]) -> bool {
        let of_question = || {
            let text = folded(text);
            named.iter().any(|(known, _)| folded(known) == text)
        };
        let is_blank = |text: &str| text.is_empty() || text == "\"\"";
        is_blank(text) || self.names(text) || (!named.is_empty() && of_question())
    }

    /// Whether a value of a dimension, tidied, is none. `NA` alone may be one: it is a region, too.
    pub(super) fn is_no_group(&self, value: &str) -> bool {
        value.is_empty() || !value.eq_ignore_ascii_case(UNCLEAR_GROUP) && self.is(value) || self.names(value)
    }

    fn is_code(&self, text: &str) -> bool {
        self.of_vendor
            .iter()
            .any(|(code, _)| code.eq_ignore_ascii_case(text))
    }
}

/// What may be a group of a dimension, or say that there is none.
pub(super) const UNCLEAR_GROUP: &str = "NA";

/// A number as a source writes it. Unless that is configured, a decimal comma is told from one that parts thousands:
/// what may be either, as in `1,234`, is no number.
pub(super) fn number(text: &str, decimal: Decimal) -> Option<f64> {
    let parsed = match (decimal, text.split_once(',')) {
        (Decimal::Point, Some(_)) => plain(text, ',', '.'),
        (Decimal::Comma, _) if text.contains(['.', ',']) => plain(text, '.', ','),
        (_, None) => text.parse::<f64>().ok(),
        (_, Some((whole, part))) if is_fraction(whole, part) => format!("{whole}.{part}").parse().ok(),
        (_, Some(_)) => None,
    };
    parsed.filter(|number| number.is_finite())
}

/// A number with marks between thousands, each where it belongs, and its own mark of fractions.
fn plain(text: &str, thousands: char, fraction: char) -> Option<f64> {
    let (whole, part) = text.split_once(fraction).unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(thousands);
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().count() > 0;
    if grouped && (!(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3)) {
        return None;
    }
    format!("{}.{part}", whole.replace(thousands, "")).parse().ok()
}

/// Whether the digits after a comma can only be a fraction.
fn is_fraction(whole: &str, part: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.trim_start_matches(['-', '+']);
    digits(unsigned) && digits(part) && !part.is_empty() && (part.len() != 3 || unsigned == "0")
}

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
}

impl AnswerReader {
    pub(super) fn new(source: &Source, question: &QuestionConfig, format: &Format) -> Self {
        let scale = question.written.unwrap_or(ScaleBounds::new(0, 10));
        let mut known = FxHashMap::default();
        let mut learn = |text: &str, answer: Answer| {
            known.insert(folded(text).into_bytes(), answer);
        };
        (scale.low..=scale.high).for_each(|score| learn(&score.to_string(), Answer::Score(score)));
        // Later entries win: the built-in table, the vendor's codes, the source's, the question's words and codes.
        let of_all = MISSING.iter().chain(format.missing);
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
            decimal: source.decimal,
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
            assert_eq!(number(text, Decimal::Auto), Some(expected), "{text}");
        }
        for text in [
            "", "1,234", "1,2,3", "1.5,2", "7,", "a,5", "inf", "NaN", "1e999", "7 of 10",
        ] {
            assert_eq!(number(text, Decimal::Auto), None, "{text}");
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

    #[test]
    fn numbers_of_a_known_locale() {
        let german = |text| number(text, Decimal::Comma);
        assert_eq!(
            [german("1.234"), german("1.234,5"), german("4,5"), german("7")],
            [1234.0, 1234.5, 4.5, 7.0].map(Some)
        );
        assert_eq!([german("1.23"), german("12345.678"), german("1,2,3")], [None; 3]);
        let english = |text| number(text, Decimal::Point);
        assert_eq!(
            [english("1,234"), english("-1,234.5"), english("4.5")],
            [1234.0, -1234.5, 4.5].map(Some)
        );
        assert_eq!([english("4,5"), english("1,2345")], [None; 2]);
    }
}
