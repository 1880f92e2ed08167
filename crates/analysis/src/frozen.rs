//! Periods that were published: what was shown of them stays as it was, and what was withheld stays withheld.
//!
//! Whoever keeps the site of last month can subtract it from the site of this month. If a late answer changed
//! last month's figures, the difference would be that answer. So a period that was frozen is not read off the
//! data again: its cells are those that were published. They change only where somebody says so, and then only
//! where in every group that is shown nobody's answer changed, or those of at least as many as may be shown.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_core::read::{Dictionary, Extent, Inputs};
use cxpress_core::{Diagnostic, Diagnostics, Place as Where};
use cxpress_metric::{Absence, Kind, PeriodId, Reading, Summary};
use cxpress_report::{
    Cell as Published, DriverStudy, Family, FigureSeries, FrozenPeriod, PairedDifference, Report,
    Restatement, ThemeImpact,
};
use serde::{Deserialize, Serialize};

use crate::cube::Cell;
use crate::evaluate::Evaluated;
use crate::families;
use crate::plan::{Plan, Planned};
use crate::protect::Protection;
use crate::published::{Names, PublishedFamily, with_roles};
use crate::series::{Place, Placed, Rows};
use crate::values::Values;

/// The folder of published periods in a project: one file a period.
pub const FOLDER: &str = "published";
/// The files in it.
pub const PATTERN: &str = "published/*.json";
/// The version of the form of these files.
const FORMAT: u32 = 2;
/// The oldest version that is read: it has counts alone, and comparisons are made anew from them.
const OLDEST: u32 = 1;
/// The same answers come to the same value, but for the last digits.
const SAME: f64 = 1e-9;

/// What was published of a period: the groups that were shown, with what was counted and what was said of them, and which
/// were not. It holds no rows, nothing that customers wrote, and no value of a dimension that was not published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    format: u32,
    /// The name of the period.
    pub period: String,
    heard: BTreeMap<Kind, u64>,
    figures: Vec<FrozenFigure>,
    drivers: BTreeMap<String, DriverStudy>,
    impacts: Vec<(String, String, ThemeImpact)>,
    swings: Vec<(String, String, PairedDifference)>,
    /// What the numbers in published cells mean.
    #[serde(default)]
    names: Names,
    /// The families of comparisons.
    #[serde(default)]
    families: Vec<PublishedFamily>,
    #[serde(skip)]
    file: String,
}

/// A figure as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FrozenFigure {
    id: String,
    source: String,
    metric: String,
    definition: u32,
    /// The total.
    headline: Option<Reading>,
    /// The total as it was published first, if it was restated.
    first: Option<Reading>,
    cells: Vec<FrozenCell>,
    /// What was said of the total, and of each group that was shown.
    #[serde(default)]
    said: Vec<Said>,
}

/// Dimension and value, as in the data, none for all customers; and the cell as it was published.
type Said = (Option<(String, String)>, Published);

/// A group of customers in a period, as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct FrozenCell {
    /// Dimension and value, as in the data; none for all customers.
    slice: Option<(String, String)>,
    /// What was shown of it; none if it was withheld.
    shown: Option<Counted>,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Counted {
    cell: Cell,
    /// What came in all periods before, for a stock.
    earlier: Option<Summary>,
}

impl Frozen {
    /// Reads what was written by [`Frozen::text`].
    ///
    /// # Errors
    /// If the text is something else, or of another version of the program.
    pub fn parse(text: &str, file: &str) -> Result<Self, Diagnostic> {
        let unreadable = |why: String| {
            Diagnostic::error("unreadable-published", format!("`{file}` cannot be read: {why}"))
                .at(Where::file(file))
                .help("take it from a backup; without it, the period is computed from the data of today")
        };
        let frozen: Self = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
        if !(OLDEST..=FORMAT).contains(&frozen.format) {
            let why = format!(
                "it has format {}, and {OLDEST} to {FORMAT} are known",
                frozen.format
            );
            return Err(unreadable(why));
        }
        let file = file.to_owned();
        Ok(Self { file, ..frozen })
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

    /// The dimensions and values that were shown.
    pub(crate) fn shown_values(&self) -> impl Iterator<Item = &(String, String)> {
        let cells = self.figures.iter().flat_map(|figure| &figure.cells);
        cells
            .filter(|cell| cell.shown.is_some())
            .filter_map(|cell| cell.slice.as_ref())
    }

    /// The dimensions and values that were there, shown or withheld.
    pub(crate) fn values(&self) -> impl Iterator<Item = &(String, String)> {
        let cells = self.figures.iter().flat_map(|figure| &figure.cells);
        cells.filter_map(|cell| cell.slice.as_ref())
    }

    fn figure(&self, id: &str) -> Option<&FrozenFigure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}

/// The periods that were published, up to the one reported on.
pub(crate) struct Ice<'a> {
    periods: Vec<(PeriodId, &'a Frozen)>,
    /// The period that is to be restated: what was withheld of it still is, the rest is read off the data.
    restated: Option<PeriodId>,
}

/// What of the cells of a figure was published, and what of it the data tell otherwise now.
#[derive(Default)]
pub(crate) struct Kept {
    /// The periods that are shown as they were published.
    published: BTreeSet<PeriodId>,
    /// Withheld.
    withheld: BTreeSet<(Place, PeriodId)>,
    /// What came before, for a stock.
    earlier: BTreeMap<(Place, PeriodId), Summary>,
    /// What cannot be shown as it was.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Kept {
    /// Whether a period is shown as it was published: what was shown then is shown now, and nothing else.
    pub(crate) fn is_published(&self, period: PeriodId) -> bool {
        self.published.contains(&period)
    }

    /// Whether a slice, or the total for none, was withheld.
    pub(crate) fn withholds(&self, place: Place, period: PeriodId) -> bool {
        self.withheld.contains(&(place, period))
    }

    /// What had come before a period, for a stock.
    pub(crate) fn earlier(&self, place: Place, period: PeriodId) -> Option<&Summary> {
        self.earlier.get(&(place, period))
    }
}

impl<'a> Ice<'a> {
    /// The published periods up to the last one, which are added to the extent of the data; the values of
    /// dimensions that they had, to the dictionary.
    pub(crate) fn new(
        frozen: &'a [Frozen],
        until: Option<PeriodId>,
        restating: bool,
        inputs: &Inputs,
        (extent, dictionary): (&mut Extent, &Dictionary),
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let last = until.or_else(|| extent.last());
        let mut periods = Vec::new();
        for frozen in frozen {
            match inputs.periods.parse(&frozen.period) {
                Some(period) if last.is_some_and(|last| period <= last) => periods.push((period, frozen)),
                Some(_) => {}
                None => diagnostics.push(no_period(frozen)),
            }
        }
        periods.sort_by_key(|(period, _)| *period);
        let restated = last.filter(|_| restating);
        for (period, frozen) in &periods {
            if Some(*period) != restated {
                extent.rows.insert(*period, frozen.heard.clone());
            }
            frozen.name_values(inputs, dictionary);
        }
        Self { periods, restated }
    }

    /// What was published of the period that is to be restated.
    pub(crate) fn restated(&self) -> Option<&'a Frozen> {
        let last = self
            .periods
            .iter()
            .find(|(period, _)| Some(*period) == self.restated);
        last.map(|(_, frozen)| *frozen)
    }

    /// Puts what was published of a figure in the place of what the data tell.
    pub(crate) fn apply(&self, planned: &Planned<'_>, values: &Values, placed: &mut Placed) -> Kept {
        let mut kept = Kept::default();
        for (period, frozen) in &self.periods {
            let is_published = Some(*period) != self.restated;
            if is_published {
                kept.published.insert(*period);
            }
            let Some(figure) = frozen.figure(&planned.config.question.id) else {
                if is_published && leave_out(placed, *period) {
                    kept.diagnostics.push(not_published(planned, frozen));
                }
                continue;
            };
            let cells: Vec<(Place, &FrozenCell)> = figure
                .cells
                .iter()
                .filter_map(|cell| Some((values.named(cell.slice.as_ref())?, cell)))
                .collect();
            for (place, _) in cells.iter().filter(|(_, cell)| cell.shown.is_none()) {
                kept.withheld.insert((*place, *period));
            }
            if !is_published {
                continue;
            }
            // What was withheld stands there as well, whether or not the data of today have it.
            for (place, _) in &cells {
                placed.entry(*place).or_default();
            }
            if !figure.fits(planned) {
                kept.diagnostics.push(other_definition(planned, frozen));
            }
            for (place, held) in placed.iter_mut() {
                if !kept.withholds(*place, *period) {
                    held.remove(period);
                }
            }
            let shown = cells
                .iter()
                .filter_map(|(place, cell)| Some((*place, cell.shown.as_ref()?)));
            for (place, counted) in shown.filter(|_| figure.fits(planned)) {
                let held = placed.entry(place).or_default();
                held.insert(*period, counted.cell.clone());
                let earlier = counted.earlier.clone();
                kept.earlier
                    .extend(earlier.map(|earlier| ((place, *period), earlier)));
            }
        }
        kept
    }

    /// Puts cells as they were published in the place of those that are made from their counts today: with the
    /// comparisons, verdicts and splits of then.
    pub(crate) fn say(
        &self,
        plan: &Plan<'_>,
        ids: &[PeriodId],
        values: &Values,
        names: &Names,
        (figures, families): (&mut [FigureSeries], &mut Vec<Family>),
    ) {
        for (period, frozen) in self.said(ids) {
            for (planned, series) in plan.questions.iter().zip(figures.iter_mut()) {
                let Some(published) = frozen.figure(&series.id).filter(|figure| figure.fits(planned)) else {
                    continue;
                };
                forget_others(series, period, published, values);
                for (slice, cell) in &published.said {
                    let Some(place) = values.named(slice.as_ref()) else {
                        continue;
                    };
                    if let Some(held) = cell_mut(series, place, period) {
                        let cell = names.renumbered(&frozen.names, cell.clone());
                        *held = with_roles(cell, held);
                    }
                }
            }
            families.retain(|family| family.period != period);
            let published = frozen.families.iter();
            families.extend(published.filter_map(|family| family.in_period(figures, period)));
        }
        families.sort_by_key(|family| (family.period, families::order(family.kind)));
    }

    /// The published periods of which more is known than counts, by their places among the periods of the report.
    fn said(&self, ids: &[PeriodId]) -> impl Iterator<Item = (usize, &'a Frozen)> {
        let published = self.periods.iter().filter(|(id, _)| Some(*id) != self.restated);
        let place = |id: &PeriodId| ids.iter().position(|known| known == id);
        let placed: Vec<_> = published
            .filter(|(_, frozen)| frozen.format > OLDEST)
            .filter_map(|(id, frozen)| Some((place(id)?, *frozen)))
            .collect();
        placed.into_iter()
    }

    /// Puts the studies of published periods in the place of those of today's answers, and notes which periods
    /// were published.
    pub(crate) fn settle(&self, report: &mut Report, ids: &[PeriodId]) {
        for (id, frozen) in &self.periods {
            let Some(period) = ids.iter().position(|known| known == id) else {
                continue;
            };
            if Some(*id) == self.restated {
                continue;
            }
            frozen.put_studies(report, period);
            report.periods[period].partial = None;
            report.frozen.push(FrozenPeriod {
                period,
                restated: frozen.restatements(report),
                whole: frozen.format > OLDEST,
            });
        }
    }

    /// What is wrong where published answers come to another value than was published.
    pub(crate) fn recomputed(&self, ids: &[PeriodId], rows: &[Rows], plan: &Plan<'_>) -> Diagnostics {
        let mut found = Diagnostics::default();
        for (id, frozen) in self.periods.iter().filter(|(id, _)| Some(*id) != self.restated) {
            let Some(period) = ids.iter().position(|known| known == id) else {
                continue;
            };
            for (planned, rows) in plan.questions.iter().zip(rows) {
                let figure = frozen.figure(&planned.config.question.id);
                let published = figure.and_then(|it| it.headline?.estimate().copied());
                let now = rows.total[period].as_ref();
                let now = now.and_then(|total| total.figure.headline.estimate());
                if let Some((published, now)) = published.zip(now)
                    && (published.value - now.value).abs() > SAME * published.value.abs().max(1.0)
                {
                    found.push(other_value(planned, frozen));
                }
            }
        }
        found
    }
}

fn no_period(frozen: &Frozen) -> Diagnostic {
    let message = format!("`{}` is of a period that this report cannot have", frozen.file);
    Diagnostic::error("unknown-published-period", message)
        .at(Where::file(&frozen.file))
        .note(format!("it was frozen as `{}`", frozen.period))
        .help("move the file out of the folder if the report has periods of another length now")
}

/// Leaves out what the data tell of a figure in a period. `false` if that is nothing.
fn leave_out(placed: &mut Placed, period: PeriodId) -> bool {
    let cells = placed.values_mut().filter_map(|held| held.remove(&period));
    // Those who were not asked make no figure.
    cells.filter(|cell| cell.n() > 0).count() > 0
}

fn not_published(planned: &Planned<'_>, frozen: &Frozen) -> Diagnostic {
    let id = &planned.config.question.id;
    let message = format!("`{id}` was not there when `{}` was published", frozen.period);
    Diagnostic::warning("published-without", message)
        .at(planned.config.place.clone())
        .note("a published period stays as it was, so the question is left out of it")
        .help(format!(
            "say `cxpress freeze --restate --period {}` to publish it there as well",
            frozen.period
        ))
}

fn other_definition(planned: &Planned<'_>, frozen: &Frozen) -> Diagnostic {
    let id = &planned.config.question.id;
    let message = format!("`{id}` was another figure when `{}` was published", frozen.period);
    Diagnostic::warning("published-otherwise", message)
        .at(planned.config.place.clone())
        .note("its metric, its weights or its clusters have changed, so it is left out of that period")
        .help("give the new question another id, and keep the old one as it was")
}

fn other_value(planned: &Planned<'_>, frozen: &Frozen) -> Diagnostic {
    let id = &planned.config.question.id;
    let message = format!(
        "`{id}` comes to another value than was published for `{}`",
        frozen.period
    );
    Diagnostic::warning("published-otherwise", message)
        .at(planned.config.place.clone())
        .note("the answers are those that were published, so the question is computed in another way now")
        .help("set it back, or give the new question another id")
}

impl FrozenFigure {
    /// The total as it was shown.
    fn shown_first(&self) -> Option<Reading> {
        let total = self.said.iter().find(|(slice, _)| slice.is_none());
        let said = total.and_then(|(_, cell)| Some(cell.shown()?.headline));
        said.or(self.headline)
    }

    /// Whether what was counted can be evaluated as the question is now.
    fn fits(&self, planned: &Planned<'_>) -> bool {
        let spec = planned.metric.spec();
        let like = Cell::new(planned);
        let mut shown = self.cells.iter().filter_map(|cell| cell.shown.as_ref());
        self.metric == spec.id && self.definition == spec.definition && shown.all(|it| it.cell.is_like(&like))
    }

    /// The cells of groups that were shown.
    fn shown(&self) -> BTreeMap<Option<&(String, String)>, &Cell> {
        let shown = self
            .cells
            .iter()
            .filter_map(|cell| Some((cell.slice.as_ref(), cell.shown.as_ref()?)));
        shown.map(|(slice, counted)| (slice, &counted.cell)).collect()
    }
}

impl Frozen {
    /// Makes the values that it has known.
    fn name_values(&self, inputs: &Inputs, dictionary: &Dictionary) {
        let slices = self.figures.iter().flat_map(|figure| &figure.cells);
        let slices: BTreeSet<&(String, String)> = slices.filter_map(|cell| cell.slice.as_ref()).collect();
        for (dimension, value) in slices {
            if let Some(at) = inputs.dimensions.iter().position(|known| known == dimension) {
                dictionary.id(at, value);
            }
        }
    }

    /// A figure by its place in this file, as its place in a report.
    fn renumbered(&self, report: &Report, figure: usize) -> Option<usize> {
        let id = &self.figures.get(figure)?.id;
        report.figures.iter().position(|known| known.id == *id)
    }

    fn put_studies(&self, report: &mut Report, period: usize) {
        let place = |id: &str| report.figures.iter().position(|figure| figure.id == id);
        let drivers: BTreeMap<usize, DriverStudy> = self
            .drivers
            .iter()
            .filter_map(|(outcome, study)| {
                let study = study.renumbered(&|figure| self.renumbered(report, figure))?;
                Some((place(outcome)?, study))
            })
            .collect();
        let impacts: BTreeMap<(usize, usize), ThemeImpact> = self
            .impacts
            .iter()
            .filter_map(|(theme, outcome, impact)| Some(((place(theme)?, place(outcome)?), *impact)))
            .collect();
        let swings: BTreeMap<(usize, usize), PairedDifference> = self
            .swings
            .iter()
            .filter_map(|(from, to, difference)| Some(((place(from)?, place(to)?), *difference)))
            .collect();
        for study in &mut report.drivers {
            study.periods[period] = drivers.get(&study.outcome).cloned();
        }
        for impact in &mut report.impacts {
            impact.periods[period] = impacts.get(&(impact.theme, impact.outcome)).copied();
        }
        for swing in &mut report.swings {
            swing.periods[period] = swings.get(&(swing.from, swing.to)).copied();
        }
    }

    fn restatements(&self, report: &Report) -> Vec<Restatement> {
        let restated = self.figures.iter().filter_map(|figure| {
            Some(Restatement {
                figure: report.figures.iter().position(|known| known.id == figure.id)?,
                first: figure.first?,
            })
        });
        restated.collect()
    }
}

/// What is to be written of the period reported on.
#[derive(Clone, Debug)]
pub struct Freezing {
    /// The period as it is published.
    pub frozen: Frozen,
    /// The figures whose total is another one than was published before.
    pub restated: Vec<String>,
    /// The sources that stay as they were published, since too few answers have changed in some group.
    pub kept: Vec<String>,
    /// The last day with data, if the period is not over.
    pub partial: Option<String>,
}

/// The figures of the last period, as they may be published.
pub(crate) fn figures(
    plan: &Plan<'_>,
    values: &Values,
    rows: &[Rows],
    protections: &[Protection],
) -> Vec<FrozenFigure> {
    let all = plan.questions.iter().zip(rows).zip(protections);
    all.map(|((planned, rows), protection)| figure(plan, planned, values, rows, protection))
        .collect()
}

fn figure(
    plan: &Plan<'_>,
    planned: &Planned<'_>,
    values: &Values,
    rows: &Rows,
    protection: &Protection,
) -> FrozenFigure {
    let spec = planned.metric.spec();
    let last = rows.total.len() - 1;
    let total = rows.total[last].as_ref();
    let slices = rows.slices.iter().map(|(place, row)| {
        let slice = Some(values.name(*place));
        (slice, row[last].as_ref(), protection.hides(*place, last))
    });
    let all = std::iter::once((None, total, protection.hides_total(last))).chain(slices);
    let cells = all.filter_map(|(slice, cell, hides)| match (cell, hides) {
        (_, true) => Some(FrozenCell { slice, shown: None }),
        (Some(cell), false) => Some(FrozenCell {
            slice,
            shown: Some(counted(cell)),
        }),
        (None, false) => None,
    });
    let shown = total.filter(|_| !protection.hides_total(last));
    FrozenFigure {
        id: planned.config.question.id.clone(),
        source: plan.config.sources[planned.source].id.clone(),
        metric: spec.id.to_owned(),
        definition: spec.definition,
        headline: shown.map(|total| total.figure.headline),
        first: None,
        cells: cells.collect(),
        said: Vec::new(),
    }
}

/// The cells of a figure that are shown in a period.
fn said(report: &Report, series: &FigureSeries, period: usize) -> Vec<Said> {
    let name = |slice: &cxpress_report::SliceSeries| {
        let dimension = &report.dimensions[slice.dimension];
        (dimension.id.clone(), dimension.values[slice.value].raw.clone())
    };
    let slices = series
        .slices
        .iter()
        .map(|slice| (Some(name(slice)), &slice.cells[period]));
    let all = std::iter::once((None, &series.total[period])).chain(slices);
    all.filter(|(_, cell)| matches!(cell, Published::Shown(_)))
        .map(|(slice, cell)| (slice, cell.clone()))
        .collect()
}

/// The cell of a slice, or of all customers for none.
/// Leaves out groups that were not there when a period was published: late answers may have brought them.
fn forget_others(series: &mut FigureSeries, period: usize, published: &FrozenFigure, values: &Values) {
    let named = published
        .cells
        .iter()
        .filter_map(|cell| values.named(cell.slice.as_ref()));
    let known: BTreeSet<Place> = named.collect();
    for slice in &mut series.slices {
        if !known.contains(&Some((slice.dimension, slice.value))) {
            slice.cells[period] = Published::Absent(Absence::NoData);
        }
    }
}

fn cell_mut(series: &mut FigureSeries, place: Place, period: usize) -> Option<&mut Published> {
    let Some((dimension, value)) = place else {
        return series.total.get_mut(period);
    };
    let mut slices = series.slices.iter_mut();
    let slice = slices.find(|slice| (slice.dimension, slice.value) == (dimension, value))?;
    slice.cells.get_mut(period)
}

fn counted(evaluated: &Evaluated) -> Counted {
    Counted {
        cell: evaluated.cell.clone(),
        earlier: evaluated.evidence().earlier.cloned(),
    }
}

/// The period reported on as it may be published, held to what was published of it before.
pub(crate) fn freezing(report: &Report, figures: Vec<FrozenFigure>, before: Option<&Frozen>) -> Freezing {
    let period = report.current;
    let id = |figure: usize| report.figures[figure].id.clone();
    let drivers = report.drivers.iter();
    let drivers = drivers.filter_map(|study| Some((id(study.outcome), study.periods[period].clone()?)));
    let impacts = report.impacts.iter();
    let impacts =
        impacts.filter_map(|study| Some((id(study.theme), id(study.outcome), study.periods[period]?)));
    let swings = report.swings.iter();
    let swings = swings.filter_map(|study| Some((id(study.from), id(study.to), study.periods[period]?)));
    let mut frozen = Frozen {
        format: FORMAT,
        period: report.periods[period].id.clone(),
        heard: report.periods[period].heard.clone(),
        figures,
        drivers: drivers.collect(),
        impacts: impacts.collect(),
        swings: swings.collect(),
        names: Names::of(report),
        families: PublishedFamily::of(report, period),
        file: String::new(),
    };
    for (figure, series) in frozen.figures.iter_mut().zip(&report.figures) {
        figure.said = said(report, series, period);
    }
    let mut freezing = Freezing {
        frozen,
        restated: Vec::new(),
        kept: Vec::new(),
        partial: report.periods[period].partial.clone(),
    };
    if let Some(before) = before {
        freezing.restate(before, report.minimum_base);
    }
    freezing
}

impl Freezing {
    /// Takes what was published before where it may not be changed.
    fn restate(&mut self, before: &Frozen, minimum: u64) {
        let sources: BTreeSet<String> = before
            .figures
            .iter()
            .map(|figure| figure.source.clone())
            .collect();
        self.kept = sources
            .into_iter()
            .filter(|source| !self.may_restate(before, source, minimum))
            .collect();
        // Beside figures that stay as they were, what is read off the data of today would tell of late answers.
        let kept = &self.kept;
        let stays =
            |figure: &FrozenFigure| before.figure(&figure.id).is_none() && kept.contains(&figure.source);
        self.frozen.figures.retain(|figure| !stays(figure));
        let names = &self.frozen.names;
        for figure in &mut self.frozen.figures {
            let Some(published) = before.figure(&figure.id) else {
                continue;
            };
            if self.kept.contains(&published.source) {
                *figure = published.clone();
                for (_, cell) in &mut figure.said {
                    *cell = names.renumbered(&before.names, cell.clone());
                }
            } else if figure.headline.map(value) == published.headline.map(value) {
                figure.first = published.first;
            } else {
                figure.first = published.first.or_else(|| published.shown_first());
                self.restated.push(figure.id.clone());
            }
        }
        if !self.kept.is_empty() {
            self.frozen.keep_studies(before);
        }
    }

    /// Whether in all groups of a source nobody's answers changed, or those of enough.
    fn may_restate(&self, before: &Frozen, source: &str, minimum: u64) -> bool {
        let mut own = before.figures.iter().filter(|figure| figure.source == source);
        own.all(|old| match self.frozen.figure(&old.id) {
            Some(new) => enough_changed(&old.shown(), &new.shown(), minimum),
            // Nothing is published of it any more.
            None => true,
        })
    }
}

impl Frozen {
    /// What goes with what rests on the answers of one source each; where one stays, so do they all.
    fn keep_studies(&mut self, before: &Self) {
        let number = |figure: usize| {
            let id = &before.figures.get(figure)?.id;
            self.figures.iter().position(|known| known.id == *id)
        };
        let drivers = before
            .drivers
            .iter()
            .filter_map(|(outcome, study)| Some((outcome.clone(), study.renumbered(&number)?)));
        self.drivers = drivers.collect();
        self.impacts.clone_from(&before.impacts);
        self.swings.clone_from(&before.swings);
    }
}

fn value(reading: Reading) -> Option<f64> {
    reading.estimate().map(|estimate| estimate.value)
}

/// How many more there are of each value, by kind and value; fewer are negative.
type Changes = BTreeMap<(u8, i64), i64>;
type Groups<'a> = BTreeMap<Option<&'a (String, String)>, &'a Cell>;

/// Whether in each group that is shown twice, and in what they leave of all customers, nobody's answer changed
/// or those of at least so many.
fn enough_changed(old: &Groups<'_>, new: &Groups<'_>, minimum: u64) -> bool {
    let mut by_dimension: BTreeMap<&str, Changes> = BTreeMap::new();
    let total = changes(old.get(&None).copied(), new.get(&None).copied());
    for (slice, old) in old {
        let Some(new) = new.get(slice) else { continue };
        let changes = changes(Some(old), Some(new));
        if !is_enough(&changes, minimum) {
            return false;
        }
        if let Some((dimension, _)) = slice {
            let rest = by_dimension.entry(dimension).or_insert_with(|| total.clone());
            for (value, change) in changes {
                *rest.entry(value).or_default() -= change;
            }
        }
    }
    by_dimension.values().all(|rest| is_enough(rest, minimum))
}

fn is_enough(changes: &Changes, minimum: u64) -> bool {
    let more: i64 = changes.values().filter(|change| **change > 0).sum();
    let fewer: i64 = changes.values().filter(|change| **change < 0).sum();
    let changed = more.max(-fewer).unsigned_abs();
    changed == 0 || changed >= minimum
}

fn changes(old: Option<&Cell>, new: Option<&Cell>) -> Changes {
    let mut changes = new.map_or_else(Changes::new, Cell::counts);
    for (value, n) in old.map_or_else(Changes::new, Cell::counts) {
        *changes.entry(value).or_default() -= n;
    }
    changes
}

#[cfg(test)]
mod tests {
    use cxpress_metric::Scores;

    use super::*;

    fn cell<const N: usize>(counts: [(i32, u64); N]) -> Cell {
        Cell::of([0; 4], vec![Summary::Scores(Scores::from_counts(counts))])
    }

    fn slice(value: &str) -> Option<(String, String)> {
        Some(("channel".into(), value.into()))
    }

    /// Whether a month with three channels may be restated after changes of their answers 0 and 10.
    fn may(after: [[u64; 2]; 3]) -> bool {
        let before = [[20, 20]; 3];
        let names = [slice("chat"), slice("phone"), slice("store")];
        let cells = |channels: [[u64; 2]; 3]| {
            let sum = |at: usize| channels.iter().map(|answers| answers[at]).sum();
            let total = cell([(0, sum(0)), (10, sum(1))]);
            let channels = channels.map(|[low, high]| cell([(0, low), (10, high)]));
            (total, channels)
        };
        let (old, new) = (cells(before), cells(after));
        let groups = |(total, channels): &(Cell, [Cell; 3]), shown: usize| {
            let named = names.iter().cloned().zip(channels.clone()).take(shown);
            std::iter::once((None, total.clone()))
                .chain(named)
                .collect::<Vec<_>>()
        };
        // The last is withheld in both.
        let (old, new) = (groups(&old, 2), groups(&new, 2));
        let map = |groups: &'static [(Option<(String, String)>, Cell)]| -> Groups<'static> {
            groups
                .iter()
                .map(|(slice, cell)| (slice.as_ref(), cell))
                .collect()
        };
        enough_changed(&map(Vec::leak(old)), &map(Vec::leak(new)), 5)
    }

    #[test]
    fn a_change_of_few_answers_is_not_published() {
        assert!(may([[20, 20], [20, 20], [20, 20]]), "nothing changed");
        assert!(may([[25, 20], [20, 20], [20, 20]]), "five came late");
        assert!(!may([[24, 20], [20, 20], [20, 20]]), "four came late");
        assert!(!may([[19, 21], [20, 20], [20, 20]]), "one changed sides");
        assert!(
            !may([[20, 20], [20, 20], [21, 20]]),
            "the total tells of one that is withheld"
        );
        assert!(
            !may([[25, 20], [20, 20], [21, 20]]),
            "the rest tells of one that is withheld"
        );
        assert!(
            may([[25, 20], [20, 26], [20, 15]]),
            "enough in each, and in what they leave"
        );
    }
}
