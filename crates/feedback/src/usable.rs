//! A row that can be used.

use cxpress_metric::{Instant, PeriodId, Weight};
use jiff::civil::Date;

/// A row that can be used, before its answers are read.
pub(crate) struct Usable {
    pub(crate) period: PeriodId,
    pub(crate) day: Option<Date>,
    /// The first and the last day that it may be of.
    pub(crate) days: Option<(Date, Date)>,
    /// When it was given, in seconds, where that decides which response counts.
    pub(crate) at: i64,
    /// Whether the configuration leaves it out, where it is kept all the same.
    pub(crate) left_out: bool,
    pub(crate) weight: Weight,
    /// For how many answers it stands.
    pub(crate) times: u64,
    /// When the row began, where that is known.
    pub(crate) created: Option<Instant>,
    /// When it was last changed, where that is known.
    pub(crate) updated: Option<i64>,
}
