//! The boundary: what may be published.
//!
//! A [`Report`] is plain data. Small groups have been withheld before anything in it was derived, and it never
//! holds a record of a single customer, but for the words of some where a configuration asks for quotes. It comes from `cxpress-analysis` and goes to `cxpress-generator`; it can
//! be written down as JSON and read again, under its own [`FORMAT`] version.

mod account;
mod action;
mod as_published;
mod audit;
mod change;
mod course;
mod echo;
mod figure;
mod json;
pub mod period;
mod study;
mod tile;

pub use account::{AnswerAccount, DataAccount, Drift, FileAccount, Reasons, RowAccount, SourceAccount};
pub use action::{Action, Aim, Dropped, Effect, Event, Standing, Step};
pub use as_published::{AsPublished, Restatement};
pub use audit::{Audit, ClassRates, Correction, ENOUGH_LABELS, Rate, Rates};
pub use change::{
    BenchmarkVerdict, Change, Comparison, Contrast, Decomposition, DecompositionRow, Family, FamilyKind,
    LEVEL, RowIntervals, TargetVerdict, Verdict, Way,
};
pub use course::{Course, Level, Shift, ShiftKind, Span, Unchanged};
pub use echo::{Echo, EchoKind, Echoes, LeadingGroup};
pub use figure::{
    AgainstBenchmark, Benchmark, Cell, Corrected, Counts, DefinitionChange, FigurePart, FigureSeries, Forms,
    JudgedPart, MetricInfo, MissingCounts, Shown, SliceSeries, Target, Unweighted, is_comparable,
};
pub use json::Unreadable;
pub use period::PeriodKind;
pub use study::{
    Cases, Consistency, Control, DeliveryGap, Driver, DriverResult, DriverStudy, Drivers, Gap, Impact,
    LASTING_MISS, LeftOut, Limit, Link, Notable, PairedDifference, Pareto, QualityFigures, Quoted,
    RankedReason, Ranking, Signal, Swing, Tested, ThemeImpact,
};
pub use tile::{STILL, TileKind, TileVerdict};

use std::collections::BTreeMap;

use cxpress_metric::Kind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The version of the serialised form.
pub const FORMAT: u32 = 7;

/// A report of customer experience, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of the serialised form: [`FORMAT`].
    pub format: u32,
    /// The title, as configured.
    pub title: String,
    /// Who publishes it.
    pub organization: Option<String>,
    /// Where the site stands, as an address of the web; none if that is not known.
    #[serde(default)]
    pub address: Option<String>,
    /// The language of all words, as a BCP 47 tag.
    pub language: String,
    /// The time zone of all dates, by its IANA name.
    pub timezone: String,
    /// Draft or final.
    pub state: State,
    /// The accent colour for light and dark, as `#rrggbb`.
    pub accent: Option<String>,
    /// How long a period is.
    pub period_kind: PeriodKind,
    /// All periods with data, oldest first, without gaps for periods of fixed length.
    pub periods: Vec<Period>,
    /// The last period with data, where it has too few answers to be reported on.
    pub later: Option<Period>,
    /// The reporting period, an index into `periods`.
    pub current: usize,
    /// The dimensions and their values; slices point here.
    pub dimensions: Vec<Dimension>,
    /// The figures, in the order of the configuration.
    pub figures: Vec<FigureSeries>,
    /// The touchpoints in the order of the journey.
    pub touchpoints: Vec<String>,
    /// The stages of the journey in their order; none where touchpoints are not grouped.
    pub stages: Vec<JourneyStage>,
    /// The figures on tiles, at most seven: indices into `figures`.
    pub headlines: Vec<usize>,
    /// The figures by what makes an experience good, in the order of [`cxpress_metric::Quality::ALL`]; those without figures are
    /// left out.
    #[serde(default)]
    pub qualities: Vec<QualityFigures>,
    /// The families of comparisons, by period.
    pub families: Vec<Family>,
    /// What was promised until the end of the reporting period, in the order in which it was received.
    pub actions: Vec<Action>,
    /// What happened in the periods, in the order of days.
    pub events: Vec<Event>,
    /// What is worth knowing beside the headline figures: the first of each kind in the order of the kinds, then the second
    /// ones, and so on.
    pub notable: Vec<Notable>,
    /// What goes with outcomes, in the order of the configuration.
    pub drivers: Vec<Drivers>,
    /// What themes of comments go with, in the order of figures.
    pub impacts: Vec<Impact>,
    /// What some customers wrote, by theme, in the order of figures.
    pub quotes: Vec<Quoted>,
    /// The journey from each touchpoint to the next, in the order of figures.
    pub swings: Vec<Swing>,
    /// What staff believe of customers, in the order of the configuration.
    pub delivery_gaps: Vec<DeliveryGap>,
    /// How the lenses move together, by their first figures.
    pub links: Vec<Link>,
    /// The periods that are shown as they were published, oldest first.
    pub as_published: Vec<AsPublished>,
    /// The same by other periods, each a site of its own in the same folder.
    #[serde(default)]
    pub beside: Vec<Beside>,
    /// What was read, used, rejected.
    pub data: DataAccount,
    /// Groups smaller than this are withheld.
    pub minimum_base: u64,
}

/// The same report by other periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// How long its periods are.
    pub by: PeriodKind,
    /// The way from the root of this site to where readers of the other come in.
    pub path: String,
}

/// Whether a report may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It may.
    Draft,
    /// It does not.
    Final,
}

/// A reporting period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The name in addresses: `2026-10`, `2026-W43`, `2026-Q4`, `FY2026-Q2`, `2026`, or the wave's own.
    pub id: String,
    /// The name of a wave for readers; none for periods that are named by their days.
    pub name: Option<String>,
    /// The first day; none for waves.
    pub start: Option<Date>,
    /// The last day; none for waves.
    pub end: Option<Date>,
    /// The last day with data, where data do not reach the end of the period.
    pub partial: Option<Date>,
    /// How many records of each kind fall into it.
    pub heard: BTreeMap<Kind, u64>,
}

/// Something that customers differ in: channel, segment, region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    /// The name in configurations, bindings and addresses: `channel`.
    pub id: String,
    /// The name for readers.
    pub label: String,
    /// Its values in order of appearance on pages.
    pub values: Vec<DimensionValue>,
}

/// A stage of the journey: touchpoints that belong together and follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyStage {
    /// The name for readers.
    pub label: String,
    /// Its touchpoints in the order of the journey.
    pub touchpoints: Vec<String>,
}

/// A value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionValue {
    /// The name in addresses, unique in the dimension: letters of any script in lower case, digits, `-`, `_`. It depends on
    /// the value alone.
    pub id: String,
    /// The value as it stands in the data, which bindings use; [`ANOTHER_VALUE`] for all that are not named.
    pub raw: String,
    /// The name for readers. It may come from customers' data: text, never markup. For values that are not named it is
    /// to be put into words: see [`name_another`].
    pub label: String,
}

/// What stands for the values that so few have that they are not published by name. No value is blank.
pub const ANOTHER_VALUE: &str = "";

/// What stands between the values of a pair.
pub const PAIR: &str = " · ";

/// Whether a value stands for others that are not named, or is a pair with such a value.
#[must_use]
pub fn is_another(value: &str) -> bool {
    value == ANOTHER_VALUE || value.starts_with(PAIR) || value.ends_with(PAIR)
}

/// A value's name, with words where it stands for others that are not named: `chat · ` becomes `chat · another value`.
#[must_use]
pub fn name_another(value: &str, words: &str) -> String {
    let before = if value.is_empty() || value.starts_with(PAIR) {
        words
    } else {
        ""
    };
    let after = if value.ends_with(PAIR) { words } else { "" };
    format!("{before}{value}{after}")
}

impl Report {
    /// The period reported on.
    #[must_use]
    pub fn current_period(&self) -> &Period {
        &self.periods[self.current]
    }

    /// What is known of a period that is shown as it was published; none if it is not.
    #[must_use]
    pub fn as_published(&self, period: usize) -> Option<&AsPublished> {
        self.as_published.iter().find(|it| it.period == period)
    }

    /// Whether a period has pages for its groups: the last two, and those that are shown as they were published.
    #[must_use]
    pub fn has_groups(&self, period: usize) -> bool {
        period + 1 >= self.current || self.as_published(period).is_some_and(|it| it.whole)
    }

    /// The stage of a touchpoint: an index into [`Report::stages`]; none if it is in no stage.
    #[must_use]
    pub fn stage(&self, touchpoint: &str) -> Option<usize> {
        let is_in = |stage: &JourneyStage| stage.touchpoints.iter().any(|known| known == touchpoint);
        self.stages.iter().position(is_in)
    }

    /// A figure by its id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&FigureSeries> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}
