//! Periods that were published: what was shown of them stays as it was, and what was withheld stays withheld.
//!
//! Whoever keeps the site of last month can subtract it from the site of this month. If a late answer changed
//! last month's figures, the difference would be that answer. So a period that was published is not read off the
//! data again: its cells are those that were published. They change only where somebody says so, and then only
//! where in every group that is shown nobody's answer changed, or those of at least as many as may be shown.
//!
//! Here is what was published of a period, as its file holds it. [`kept`] puts it in the place of what the data tell,
//! [`restore`] in the place of what was said of that; [`freeze`](mod@crate::freeze) makes it.

pub(crate) mod kept;
pub(crate) mod names;
pub(crate) mod restore;

use std::collections::BTreeMap;

use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_metric::{Kind, Question, Reading, Summary};
use cxpress_report::{Cell as Said, DriverStudy, PairedDifference, ThemeImpact};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use self::names::{Names, PublishedFamily};
use crate::cube::Cell;
use crate::schema::Measure;

/// The folder of published periods in a project: one file a period.
pub const FOLDER: &str = "published";
/// The files in it.
pub const PATTERN: &str = "published/*.json";
/// The version of the form of these files.
pub(crate) const FORMAT: u32 = 2;
/// The oldest version that is read: it has counts alone, and comparisons are made anew from them.
const OLDEST: u32 = 1;

/// Dimension and value, as in the data; none for all customers.
pub(crate) type NamedSlice = Option<(String, String)>;

/// What was published of a period: the groups that were shown, with what was counted and what was said of them, and which
/// were not. It holds no rows, nothing that customers wrote, and no value of a dimension that was not published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedPeriod {
    pub(crate) format: u32,
    /// The name of the period.
    pub period: String,
    /// How many records of each kind fell into it.
    pub(crate) heard: BTreeMap<Kind, u64>,
    pub(crate) figures: Vec<PublishedFigure>,
    /// By outcome.
    pub(crate) drivers: BTreeMap<String, DriverStudy>,
    /// Theme and outcome.
    pub(crate) impacts: Vec<(String, String, ThemeImpact)>,
    /// The earlier touchpoint and the next.
    pub(crate) swings: Vec<(String, String, PairedDifference)>,
    /// What the numbers in published cells mean.
    #[serde(default)]
    pub(crate) names: Names,
    /// The families of comparisons.
    #[serde(default)]
    pub(crate) families: Vec<PublishedFamily>,
    /// The path of its file.
    #[serde(skip)]
    pub(crate) file: String,
}

/// A figure as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PublishedFigure {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) metric: String,
    pub(crate) definition: u32,
    /// What its phrases were, as a hash; none if it had none, or if 0.1.0 published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) phrases: Option<String>,
    /// The total.
    pub(crate) headline: Option<Reading>,
    /// The total as it was published first, if it was restated.
    pub(crate) first: Option<Reading>,
    pub(crate) cells: Vec<PublishedCell>,
    /// What was said of the total, and of each group that was shown.
    #[serde(default)]
    pub(crate) said: Vec<(NamedSlice, Said)>,
}

/// A group of customers in a period, as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PublishedCell {
    pub(crate) slice: NamedSlice,
    /// What was shown of it; none if it was withheld.
    pub(crate) shown: Option<Counted>,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) cell: Cell,
    /// What came in all periods before, for a stock.
    pub(crate) earlier: Option<Summary>,
}

impl PublishedPeriod {
    /// Reads what was written by [`PublishedPeriod::text`].
    ///
    /// # Errors
    /// If the text is something else, or of another version of the program.
    pub fn parse(text: &str, file: &str) -> Result<Self, Diagnostic> {
        let read: Self = serde_json::from_str(text).map_err(|error| unreadable(file, &error.to_string()))?;
        if !(OLDEST..=FORMAT).contains(&read.format) {
            let format = read.format;
            let why = format!("it has format {format}, and {OLDEST} to {FORMAT} are known");
            return Err(unreadable(file, &why));
        }
        let file = file.to_owned();
        Ok(Self { file, ..read })
    }

    /// The text of its file.
    #[must_use]
    pub fn text(&self) -> String {
        // Nothing in it can fail to be written: no map has keys that are no text or number.
        serde_json::to_string(self).map_or_else(|_| String::new(), |text| text + "\n")
    }

    /// The path of its file in the project.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}.json", self.period)
    }

    /// Whether all that was said of it is known, and not counts alone.
    pub(crate) const fn is_whole(&self) -> bool {
        self.format > OLDEST
    }

    /// The dimensions and values that were shown.
    pub(crate) fn shown_values(&self) -> impl Iterator<Item = &(String, String)> {
        let shown = self.cells().filter(|cell| cell.shown.is_some());
        shown.filter_map(|cell| cell.slice.as_ref())
    }

    /// The dimensions and values that were there, shown or withheld.
    pub(crate) fn values(&self) -> impl Iterator<Item = &(String, String)> {
        self.cells().filter_map(|cell| cell.slice.as_ref())
    }

    fn cells(&self) -> impl Iterator<Item = &PublishedCell> {
        self.figures.iter().flat_map(|figure| &figure.cells)
    }

    pub(crate) fn figure(&self, id: &str) -> Option<&PublishedFigure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}

/// A hash of what is looked for in comments; none if nothing is.
pub(crate) fn phrases_of(question: &Question) -> Option<String> {
    let all = [question.include.join("\n"), question.exclude.join("\n")].join("\n\n");
    (!question.include.is_empty()).then(|| format!("{:016x}", xxh3_64(all.as_bytes())))
}

impl PublishedFigure {
    /// The total as it was shown.
    pub(crate) fn shown_total(&self) -> Option<Reading> {
        let total = self.said.iter().find(|(slice, _)| slice.is_none());
        let said = total.and_then(|(_, cell)| Some(cell.shown()?.headline));
        said.or(self.headline)
    }

    /// Whether what was counted can be evaluated as the question is now.
    pub(crate) fn fits(&self, measure: &Measure<'_>) -> bool {
        let spec = measure.metric.spec();
        let like = Cell::new(measure);
        let mut shown = self.cells.iter().filter_map(|cell| cell.shown.as_ref());
        self.metric == spec.id
            && self.definition == spec.definition
            && self.fits_phrases(measure)
            && shown.all(|it| it.cell.is_like(&like))
    }

    /// Whether the same is looked for in comments. What 0.1.0 published does not say; phrases that are kept to a language
    /// it did not have.
    fn fits_phrases(&self, measure: &Measure<'_>) -> bool {
        let question = &measure.config.question;
        let is_new = || question.include.iter().any(|phrase| phrase.contains(':'));
        match &self.phrases {
            Some(phrases) => Some(phrases) == phrases_of(question).as_ref(),
            None => !is_new(),
        }
    }

    /// The cells of groups that were shown.
    pub(crate) fn shown(&self) -> BTreeMap<Option<&(String, String)>, &Cell> {
        let shown = self
            .cells
            .iter()
            .filter_map(|cell| Some((cell.slice.as_ref(), cell.shown.as_ref()?)));
        shown.map(|(slice, counted)| (slice, &counted.cell)).collect()
    }
}

fn unreadable(file: &str, why: &str) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, format!("`{file}` cannot be read: {why}"))
        .at(Place::file(file))
        .help("take it from a backup; without it, the period is computed from the data of today")
}
