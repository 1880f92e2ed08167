//! How right what a machine finds in comments is, by labels that people gave to a random sample.

use cxpress_metric::{Interval, Tone};
use serde::{Deserialize, Serialize};

/// From so many labels on, figures of comments are corrected by them.
pub const ENOUGH_LABELS: u64 = 50;

/// A figure of comments held against people's labels of a random sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Audit {
    /// How many comments people labelled, of those that the machine can read.
    pub labels: u64,
    /// The periods that the comments are from: indices into [`crate::Report::periods`].
    pub periods: Vec<usize>,
    /// How right it is; none under [`ENOUGH_LABELS`].
    pub rates: Option<Rates>,
    /// What becomes of its shares.
    pub correction: Correction,
}

/// How right a machine is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// The comments of which the machine says what people say.
    pub agreement: Rate,
    /// The classes that are told apart: the theme, or each tone.
    pub classes: Vec<ClassRates>,
}

/// How right a machine is about a class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassRates {
    /// The tone; none for a theme.
    pub tone: Option<Tone>,
    /// Of the comments that the machine puts into the class, those that people do too; none if it puts none there.
    pub precision: Option<Rate>,
    /// Of the comments that people put into the class, those that the machine does too; none if they put none there.
    pub recall: Option<Rate>,
}

/// A share of labelled comments.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// How many.
    pub n: u64,
    /// Of how many, at least 1.
    pub of: u64,
    /// The 95 % interval of the share, 0 to 100 (Wilson 1927).
    pub interval: Interval,
}

impl Rate {
    /// The share, 0 to 100.
    #[must_use]
    pub fn share(&self) -> f64 {
        100.0 * self.n as f64 / self.of as f64
    }
}

/// What becomes of shares that a machine counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// Nobody has labelled a comment: they stand as they are.
    Unchecked,
    /// Fewer than [`ENOUGH_LABELS`] are labelled: they stand as they are.
    TooFew,
    /// They are corrected.
    Corrected,
    /// People put no comment into a class, or all: it is not known what the machine takes the others for.
    Unseen,
    /// The labels do not show that the machine tells classes apart better than chance would.
    Uninformative,
}
