//! Cubes to the report: evaluate, withhold, compare, judge.

use std::collections::BTreeMap;

use cxpress_core::config::{Cluster, Config};
use cxpress_core::read::{Extent, Inputs, Reading as ReadRecords};
use cxpress_core::{Diagnostic, Diagnostics};
use cxpress_metric::PeriodId;
use cxpress_report::{FORMAT, FamilyKind, FigureSeries, MetricInfo, Period, Report, Target};
use rayon::prelude::*;

use crate::cube::{Cells, Cube, Slice};
use crate::families::{Member, judge};
use crate::plan::{Plan, Planned};
use crate::series::{self, Timeline};
use crate::values::Values;

/// More periods than this come from a mistaken date, not from a report.
const MOST_PERIODS: i32 = 600;

/// What a report is made from.
pub struct Input<'a> {
    /// What was to be computed.
    pub plan: &'a Plan<'a>,
    /// The files and periods.
    pub inputs: &'a Inputs,
    /// What was read.
    pub reading: ReadRecords<Cube<'a>>,
    /// The period to report on; the latest with data if none.
    pub period: Option<PeriodId>,
}

/// Makes the report. `None` if there is no period to report on; the diagnostics say why.
#[must_use]
pub fn report(input: Input<'_>) -> (Option<Report>, Diagnostics) {
    let Input {
        plan,
        inputs,
        reading,
        period,
    } = input;
    let mut diagnostics = Diagnostics::default();
    let Some(timeline) = timeline(inputs, &reading.extent, period, &mut diagnostics) else {
        return (None, diagnostics);
    };
    let values = Values::new(plan.config, inputs, &reading.dictionary);
    let cube = reading.sink.unwrap_or_else(|| Cube::new(plan));
    let (cells, failures) = cube.into_cells();
    for (at, reason) in failures {
        diagnostics.push(failed(&plan.questions[at], &reason));
    }
    let mut figures: Vec<FigureSeries> = plan
        .questions
        .par_iter()
        .zip(cells)
        .map(|(planned, cells)| figure(planned, plan.config, &values, &timeline, cells))
        .collect();
    let families = judge(members(&mut figures, plan));
    let report = Report {
        format: FORMAT,
        title: plan.config.title.clone(),
        organization: plan.config.organization.clone(),
        language: plan.config.language.clone(),
        timezone: plan.config.timezone.clone(),
        state: plan.config.state,
        accent: plan.config.accent.clone(),
        period_kind: plan.config.period,
        current: timeline.ids.len() - 1,
        periods: periods(inputs, &reading.extent, &timeline),
        dimensions: values.dimensions,
        headlines: headlines(plan),
        figures,
        families,
        data: reading.account,
        minimum_base: plan.config.minimum_base,
    };
    (Some(report), diagnostics)
}

fn failed(planned: &Planned<'_>, reason: &str) -> Diagnostic {
    let id = &planned.config.question.id;
    Diagnostic::error("metric-failed", format!("the metric of `{id}` failed: {reason}"))
        .at(planned.config.place.clone())
        .help("this is a mistake in the metric, not in your data; report it with this message")
}

/// The periods from the first with data to the one reported on.
fn timeline(
    inputs: &Inputs,
    extent: &Extent,
    period: Option<PeriodId>,
    diagnostics: &mut Diagnostics,
) -> Option<Timeline> {
    let (first, latest) = (*extent.rows.keys().next()?, *extent.rows.keys().next_back()?);
    let last = period.unwrap_or(latest);
    let name = |id| inputs.periods.name(id);
    if !extent.rows.contains_key(&last) {
        diagnostics.push(
            Diagnostic::error(
                "no-data-in-period",
                format!("there are no data in `{}`", name(last)),
            )
            .note(format!("data reach from `{}` to `{}`", name(first), name(latest)))
            .help("choose another `--period`, or add its files to `files`"),
        );
        return None;
    }
    if last.0 - first.0 >= MOST_PERIODS {
        let message = format!("the data reach from `{}` to `{}`", name(first), name(last));
        diagnostics.push(
            Diagnostic::error(
                "too-many-periods",
                format!("{message}, more than {MOST_PERIODS} periods"),
            )
            .help("look for a mistaken date, or choose a longer `period`"),
        );
        return None;
    }
    let ids = (first.0..=last.0).map(PeriodId).collect();
    let year = inputs.periods.year_before(last).map(|before| last.0 - before.0);
    Some(Timeline {
        ids,
        year: year.and_then(|steps| usize::try_from(steps).ok()),
    })
}

fn periods(inputs: &Inputs, extent: &Extent, timeline: &Timeline) -> Vec<Period> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let last_with_data = extent.days.map(|(_, last)| last);
    let latest = timeline.ids.last();
    let period = |id: &PeriodId| {
        let (responses, tickets) = extent.rows.get(id).copied().unwrap_or_default();
        let end = inputs.periods.last_day(*id);
        let cut = last_with_data.filter(|last| Some(id) == latest && end.is_some_and(|end| *last < end));
        Period {
            id: inputs.periods.name(*id),
            start: day(inputs.periods.first_day(*id)),
            end: day(end),
            partial: day(cut),
            responses,
            tickets,
        }
    };
    timeline.ids.iter().map(period).collect()
}

fn headlines(plan: &Plan<'_>) -> Vec<usize> {
    const TILES: usize = 7;
    let place = |id: &String| {
        plan.questions
            .iter()
            .position(|planned| planned.config.question.id == *id)
    };
    if plan.config.headline.is_empty() {
        return (0..plan.questions.len().min(TILES)).collect();
    }
    plan.config.headline.iter().filter_map(place).collect()
}

fn figure(
    planned: &Planned<'_>,
    config: &Config,
    values: &Values,
    timeline: &Timeline,
    cells: Cells,
) -> FigureSeries {
    let spec = planned.metric.spec();
    let question = &planned.config.question;
    let target = config
        .targets
        .iter()
        .find(|target| target.question == question.id);
    let target = target.map(|target| Target { value: target.value });
    let (total, slices) = series::series(planned, values, timeline, by_place(cells, values), config, target);
    FigureSeries {
        id: question.id.clone(),
        label: planned.config.label.clone(),
        wording: planned.config.wording.clone(),
        metric: MetricInfo {
            id: spec.id.to_owned(),
            definition: spec.definition,
            explanation: spec.explanation_in(&config.language).to_owned(),
        },
        lens: planned.config.lens.unwrap_or(spec.lens),
        unit: planned.unit(),
        direction: question.direction,
        tested: spec.tested,
        scale: question.scale,
        statistic: question.statistic,
        within: question.within.or(spec.within),
        touchpoint: planned.config.touchpoint.clone(),
        source: config.sources[planned.source].id.clone(),
        weighted: planned.weighted,
        cluster: match &config.sources[planned.source].cluster {
            Cluster::None => None,
            Cluster::Day => Some("day".into()),
            Cluster::Column(column) => column.names.first().map(|name| name.written.clone()),
        },
        judged: spec.judged.map(str::to_owned),
        enough: spec.enough,
        target,
        total,
        slices,
    }
}

/// Cells under the places of values that readers see; values with one label are one.
fn by_place(cells: Cells, values: &Values) -> series::Placed {
    let mut placed: series::Placed = BTreeMap::new();
    for ((slice, period), cell) in cells {
        let slice = match slice {
            Slice::All => None,
            Slice::Value { dimension, value } => Some((dimension, values.place(dimension, value))),
        };
        let held = placed.entry(slice).or_default();
        match held.get_mut(&period) {
            Some(held) => held.merge(&cell),
            None => drop(held.insert(period, cell)),
        }
    }
    placed
}

/// Every comparison with the family it belongs to.
fn members<'a, 'p>(figures: &'a mut [FigureSeries], plan: &'a Plan<'p>) -> Vec<Member<'a, 'p>> {
    let mut members = Vec::new();
    for ((index, figure), planned) in figures.iter_mut().enumerate().zip(&plan.questions) {
        if !planned.metric.spec().tested {
            continue;
        }
        let totals = std::iter::once((
            &mut figure.total,
            FamilyKind::Headlines,
            FamilyKind::HeadlinesYear,
        ));
        let slices = figure.slices.iter_mut();
        let slices = slices.map(|slice| {
            (
                &mut slice.cells,
                FamilyKind::Slices(index),
                FamilyKind::SlicesYear(index),
            )
        });
        for (cells, before, year_before) in totals.chain(slices) {
            for (period, cell) in cells.iter_mut().enumerate() {
                let cxpress_report::Cell::Shown(shown) = cell else {
                    continue;
                };
                let found = [
                    (before, &mut shown.before),
                    (year_before, &mut shown.year_before),
                    (FamilyKind::Rest(index), &mut shown.rest),
                ];
                members.extend(found.into_iter().filter_map(|(kind, comparison)| {
                    comparison.as_mut().map(|comparison| Member {
                        period,
                        kind,
                        planned,
                        comparison,
                    })
                }));
            }
        }
    }
    members
}
