//! Records as a metric sees them: typed columns, many rows at a time.

use serde::{Deserialize, Serialize};

use crate::{Calendar, Fields, Instant, Number, PeriodId};

/// Why there is no answer. The four kinds stay apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The question was not put to this customer.
    NotAsked,
    /// The question was asked and left blank.
    NotAnswered,
    /// The question does not apply to this customer.
    DoesNotApply,
    /// The customer said that they do not know.
    DontKnow,
    /// The comment is in a language that the metric cannot read.
    OtherLanguage,
}

impl Missing {
    /// How many kinds there are.
    pub const KINDS: usize = 5;

    /// All kinds, in the order they are reported.
    pub const ALL: [Self; Self::KINDS] = [
        Self::NotAsked,
        Self::NotAnswered,
        Self::DoesNotApply,
        Self::DontKnow,
        Self::OtherLanguage,
    ];

    /// The name; in configurations too, but of the last, which no cell can say.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::NotAnswered => "not-answered",
            Self::DoesNotApply => "does-not-apply",
            Self::DontKnow => "dont-know",
            Self::OtherLanguage => "other-language",
        }
    }
}

/// One cell of an answer column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// A score on the question's scale.
    Score(i32),
    /// A number without bounds.
    Number(Number),
    /// No answer, and why.
    Missing(Missing),
    /// Not readable as an answer; it stands in the ledger.
    Rejected,
}

/// Texts of one column, one a row, in one piece of memory.
#[derive(Clone, Debug, Default)]
pub struct Comments {
    text: String,
    /// Where each text ends; none where there is none.
    ends: Vec<(usize, bool)>,
}

impl Comments {
    pub(crate) const NONE: Self = Self {
        text: String::new(),
        ends: Vec::new(),
    };

    /// Adds the text of the next row, if there is one.
    pub fn push(&mut self, comment: Option<&str>) {
        self.text.push_str(comment.unwrap_or_default());
        self.ends.push((self.text.len(), comment.is_some()));
    }

    /// The texts, row by row.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        let ranges = starts.zip(&self.ends);
        ranges.map(|(start, (end, is_there))| is_there.then(|| &self.text[start..*end]))
    }

    /// Makes room for other texts, keeping the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// Some records of one source.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Batch<'a> {
    /// The period of each row.
    pub periods: &'a [PeriodId],
    /// The answers to the question at hand, one a row; empty for metrics that read none.
    pub answers: &'a [Answer],
    /// What customers wrote in answer to the question at hand, without personal data; empty for metrics that read no words.
    pub comments: &'a Comments,
    /// When each row began; empty where only the period is known.
    pub created: &'a [Instant],
    /// What else is known of each row.
    pub fields: &'a Fields,
    /// The reporting periods.
    pub calendar: &'a Calendar,
}

impl<'a> Batch<'a> {
    /// Records of which only the periods are known, one a row.
    #[must_use]
    pub const fn new(periods: &'a [PeriodId], calendar: &'a Calendar) -> Self {
        static NO_COMMENTS: Comments = Comments::NONE;
        static NO_FIELDS: Fields = Fields::NONE;
        Self {
            periods,
            answers: &[],
            comments: &NO_COMMENTS,
            created: &[],
            fields: &NO_FIELDS,
            calendar,
        }
    }

    /// The same records with the answers to a question, one a row.
    #[must_use]
    pub const fn with_answers(self, answers: &'a [Answer]) -> Self {
        Self { answers, ..self }
    }

    /// The same records with what customers wrote, one a row.
    #[must_use]
    pub const fn with_comments(self, comments: &'a Comments) -> Self {
        Self { comments, ..self }
    }

    /// The same records with when each began, one a row.
    #[must_use]
    pub const fn with_created(self, created: &'a [Instant]) -> Self {
        Self { created, ..self }
    }

    /// The same records with what else is known of each.
    #[must_use]
    pub const fn with_fields(self, fields: &'a Fields) -> Self {
        Self { fields, ..self }
    }
}

/// How a duration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// What was waited for happened.
    Reached,
    /// It was still waited for when it was last seen (censored).
    Running,
    /// Nobody waited for it any longer, and it had not happened (censored).
    Left,
}

/// A value that a metric has read off a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A score.
    Score(i32),
    /// A number, for a summary of the metric's own.
    Number(Number),
    /// A duration in seconds.
    Duration {
        /// Seconds from start to end, or to when it was last seen.
        seconds: i64,
        /// How it ended.
        ended: Ended,
    },
    /// The number of a category; its meaning is the metric's own.
    Category(u8),
    /// No value, and why.
    Missing(Missing),
}

/// A value with the row it came from and the period it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row in the batch.
    pub row: u32,
    /// The period the value belongs to: that of the creation, of the solution, of the due date.
    pub period: PeriodId,
    /// The value.
    pub value: Value,
}

/// What a metric has read off a batch. A row may give no value, one, or several in different periods.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    entries: Vec<Entry>,
}

impl Measured {
    /// Adds a value of a row.
    ///
    /// # Panics
    /// If `row` does not fit 32 bits; batches hold thousands of rows.
    pub fn push(&mut self, row: usize, period: PeriodId, value: Value) {
        let row = u32::try_from(row).expect("a batch holds fewer than 2^32 rows");
        self.entries.push(Entry { row, period, value });
    }

    /// The values in the order they were added.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Makes room for the next batch, keeping the memory.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}
