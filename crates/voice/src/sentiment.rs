//! Whether a short English text is positive, neutral or negative.
//!
//! The method is VADER, a lexicon and rules made for short informal texts (Hutto and Gilbert, *VADER: A
//! Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text*, ICWSM 2014), as the crate
//! `vader-parity` computes it: to the fourth decimal what the authors' own program says.
//! Against the people who rated the authors' texts its correlation is .872 on tweets and .590 on sentences
//! of product reviews.
//!
//! It knows words, not facts: "I waited two hours" holds no word of feeling and is neutral. Irony passes it
//! by. A net sentiment of many comments is worth reading, the sentiment of a single one is a guess.

use std::borrow::Cow;
use std::sync::LazyLock;

use vader_parity::SentimentIntensityAnalyzer;

use crate::language::Language;

/// The lexicon and its rules, built when they are first needed.
static VADER: LazyLock<SentimentIntensityAnalyzer> = LazyLock::new(SentimentIntensityAnalyzer::new);

/// The compound from which a text is positive, and below whose negative it is negative: the customary
/// ±.05 of the method's authors.
pub const THRESHOLD: f64 = 0.05;

/// What a text sounds like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sentiment {
    /// More bad than good: a compound of -.05 or less.
    Negative,
    /// No words of feeling, or as many of one kind as of the other: a compound between.
    Neutral,
    /// More good than bad: a compound of .05 or more.
    Positive,
}

impl Sentiment {
    /// The sentiment of `text`; `None` where `language` is not English, because the lexicon is.
    ///
    /// `language` is a language tag such as `en` or `en-GB`, in any case.
    pub fn of(text: &str, language: &str) -> Option<Self> {
        Compound::of(text, language).map(Compound::sentiment)
    }

    /// The sentiment of a comment by the language that it is in, as [`Language::of`] tells it; where it cannot be told, as
    /// in "ok", the comment is taken to be in the language of the tag `otherwise`. `None` where that is not English.
    pub fn of_comment(text: &str, otherwise: &str) -> Option<Self> {
        let language = Language::of(text).unwrap_or_else(|| Language::of_tag(otherwise));
        (language == Language::English).then(|| Compound::english(text).sentiment())
    }
}

/// The sum of what the words of a text are worth, brought to -1 (most negative) … 1 (most positive).
///
/// It is the sum `s` of the valences of words, as the rules for negation, emphasis and "but" change them,
/// as `s / √(s² + 15)`, rounded to four decimals.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Compound(f64);

impl Compound {
    /// The compound of `text`; `None` where `language` is not English.
    pub fn of(text: &str, language: &str) -> Option<Self> {
        (Language::of_tag(language) == Language::English).then(|| Self::english(text))
    }

    fn english(text: &str) -> Self {
        Self(VADER.polarity_scores(&straight(text)).compound)
    }

    /// The number, -1 to 1.
    pub fn value(self) -> f64 {
        self.0
    }

    /// The class that the number falls into.
    pub fn sentiment(self) -> Sentiment {
        if self.0 >= THRESHOLD {
            Sentiment::Positive
        } else if self.0 <= -THRESHOLD {
            Sentiment::Negative
        } else {
            Sentiment::Neutral
        }
    }
}

/// The text with the straight apostrophe of the lexicon: telephones write "wasn’t", and the rule for
/// negation knows "wasn't" alone.
fn straight(text: &str) -> Cow<'_, str> {
    if text.contains(CURLY) {
        Cow::Owned(text.replace(CURLY, "'"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Apostrophes as keyboards of telephones and word processors write them.
const CURLY: [char; 3] = ['\u{2019}', '\u{2018}', '\u{02BC}'];
