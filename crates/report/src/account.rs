//! The account of the data: what was read, used, rejected.

use serde::{Deserialize, Serialize};

use crate::MissingCounts;

/// What became of every row and every answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataAccount {
    /// By source, in the order of the configuration.
    pub sources: Vec<SourceAccount>,
}

/// The account of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceAccount {
    /// The source's id.
    pub id: String,
    /// The source's name for readers.
    pub label: String,
    /// Its kind, as configured: `survey`, `tickets`.
    pub kind: String,
    /// By file, in order of path.
    pub files: Vec<FileAccount>,
    /// By question.
    pub answers: Vec<AnswerAccount>,
}

/// The account of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAccount {
    /// The file's name without folders outside the project.
    pub name: String,
    /// What it is: `CSV, UTF-8, gzip`.
    pub format: String,
    /// The size in bytes, as stored.
    pub bytes: u64,
    /// A fingerprint of its bytes (XXH3, 64 bits, hexadecimal).
    pub fingerprint: String,
    /// Its rows.
    pub rows: RowAccount,
    /// Columns with personal data, by name, that were not read because nothing asks for them.
    pub personal: Vec<String>,
    /// The columns whose headers name the zone that their times are in, with that zone: where the configuration says
    /// none, it was obeyed.
    #[serde(default)]
    pub zones: Vec<(String, String)>,
    /// What was taken out of comments, by kind (`e-mail`, `phone`): how many places.
    pub redacted: Reasons,
    /// How its columns differ from those of the file before.
    pub drift: Drift,
    /// Times that daylight saving skips, taken as if it did not.
    pub clock_skipped: u64,
    /// Times that daylight saving doubles, taken for the first.
    pub clock_doubled: u64,
}

/// Columns that are new or gone since the file before, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// Columns that the file before did not have.
    pub new: Vec<String>,
    /// Columns that only the file before had.
    pub gone: Vec<String>,
}

/// What became of rows: `read = used + rejected + set aside`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAccount {
    /// All rows after the header.
    pub read: u64,
    /// Those the figures rest on.
    pub used: u64,
    /// Those that cannot be used, by reason.
    pub rejected: Reasons,
    /// Those that are no records (blank lines, rows of periods after the reported one), by reason.
    pub set_aside: Reasons,
}

/// Counts by reason, sorted by reason. A reason is a short key such as `ragged`, worded by the string table; of rows that
/// the configuration leaves out, `left-out:` and the column and value that it names for that: `left-out:Status: merged`.
pub type Reasons = std::collections::BTreeMap<String, u64>;

impl RowAccount {
    /// Whether nothing was lost.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.read == self.used + self.rejected.values().sum::<u64>() + self.set_aside.values().sum::<u64>()
    }
}

/// What became of the answers to one question: the rows used are `used + missing + rejected`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerAccount {
    /// The question, which is the figure's id.
    pub question: String,
    /// The rows of the source that were used.
    pub rows: u64,
    /// Answers that count.
    pub used: u64,
    /// Answers that are missing, by kind.
    pub missing: MissingCounts,
    /// Answers that cannot be read, by reason.
    pub rejected: Reasons,
}

impl AnswerAccount {
    /// Whether nothing was lost.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.rows == self.used + self.missing.total() + self.rejected.values().sum::<u64>()
    }
}
