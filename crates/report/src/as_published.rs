//! Periods that are shown as they were published.

use cxpress_metric::Reading;
use serde::{Deserialize, Serialize};

/// A period that is shown as it was published, whatever the data of today say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AsPublished {
    /// The period: an index into [`crate::Report::periods`].
    pub period: usize,
    /// The totals that were published otherwise first.
    pub restated: Vec<Restatement>,
    /// Whether all that was said of it then is known: its groups keep their pages.
    pub whole: bool,
}

/// A total that was published otherwise first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restatement {
    /// The figure: an index into [`crate::Report::figures`].
    pub figure: usize,
    /// What was published first.
    pub first: Reading,
}
