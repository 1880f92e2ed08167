//! What is kept of the period reported on, once it is published.
//!
//! It is read off the data and held to what was published of the period before: see [`restate`].

mod capture;
mod restate;

use cxpress_report::Report;
use jiff::civil::Date;

use self::capture::captured;
pub(crate) use self::capture::figures;
use crate::published::{PublishedFigure, PublishedPeriod};

/// What is to be written of the period reported on.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The period as it is published.
    pub period: PublishedPeriod,
    /// The figures whose total is another one than was published before.
    pub restated: Vec<String>,
    /// The sources that stay as they were published, since too few answers have changed in some group.
    pub kept: Vec<String>,
    /// The last day with data, if the period is not over.
    pub partial: Option<Date>,
}

impl Publication {
    /// The period reported on, of whose figures is known what was counted, held to what was published of it `before`.
    pub(crate) fn new(
        report: &Report,
        figures: Vec<PublishedFigure>,
        before: Option<&PublishedPeriod>,
    ) -> Self {
        let mut publication = Self {
            period: captured(report, figures),
            restated: Vec::new(),
            kept: Vec::new(),
            partial: report.current_period().partial,
        };
        if let Some(before) = before {
            publication.restate(before, report.minimum_base);
        }
        publication
    }
}
