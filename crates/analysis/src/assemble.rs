//! Cubes to the report: evaluate, withhold, compare, judge.

use std::collections::BTreeMap;

use cxpress_core::config::{Cluster, Config, StageConfig};
use cxpress_core::read::{Extent, Inputs, Reading as ReadRecords};
use cxpress_core::{Action, Diagnostic, Diagnostics, Event};
use cxpress_metric::{Input as Reads, PeriodId};
use cxpress_report::{
    Counts, DefinitionChange, Effect, FORMAT, FamilyKind, FigureSeries, JourneyStage, JudgedPart, MetricInfo,
    Period, Quoted, Report,
};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::coarse::{coarsen, coarsen_studies};
use crate::cube::{Cells, Cube, Parts, Slice};
use crate::families::{Member, judge};
use crate::frozen::{self, Freezing, Frozen, Ice};
use crate::plan::{Plan, Planned};
use crate::promise::{self, Asked, Promises, Span};
use crate::protect::{Protection, protect};
use crate::published::Names;
use crate::quotes::Quotes;
use crate::rare::Rare;
use crate::series::{self, Figures, Rows, Timeline};
use crate::standard;
use crate::study::{self, Together};
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
    /// The last period with data, where it has too little to be reported on.
    pub later: Option<PeriodId>,
    /// What was promised, in the order in which it was received.
    pub actions: &'a [Action],
    /// What happened, in the order of days.
    pub events: &'a [Event],
    /// What was published of periods.
    pub frozen: &'a [Frozen],
}

/// Makes the report. `None` if there is no period to report on; the diagnostics say why.
#[must_use]
pub fn report(input: Input<'_>) -> (Option<Report>, Diagnostics) {
    let (made, diagnostics) = make(input, false);
    (made.map(|(report, _)| report), diagnostics)
}

/// Makes what is kept of the period reported on, once it is published: it is read off the data, and held to what
/// was published of it before. `None` if there is no period to report on; the diagnostics say why.
#[must_use]
pub fn freeze(input: Input<'_>) -> (Option<Freezing>, Diagnostics) {
    let (made, diagnostics) = make(input, true);
    (made.map(|(_, freezing)| freezing), diagnostics)
}

/// Makes the report, and what is to be kept of its last period, which is read off the data if it is `afresh` even
/// if it was published.
fn make(input: Input<'_>, afresh: bool) -> (Option<(Report, Freezing)>, Diagnostics) {
    let Input {
        plan,
        inputs,
        mut reading,
        period,
        later,
        actions,
        events,
        frozen,
    } = input;
    let mut diagnostics = Diagnostics::default();
    let known = (&mut reading.extent, &reading.dictionary);
    let ice = Ice::new(frozen, period, afresh, inputs, known, &mut diagnostics);
    let Some(timeline) = timeline(inputs, &reading.extent, period, &mut diagnostics) else {
        return (None, diagnostics);
    };
    let cube = reading.sink.unwrap_or_else(|| Cube::new(plan));
    let Parts {
        cells,
        seen,
        samples,
        quotes,
        failures,
    } = cube.into_parts();
    let rare = Rare::new(plan.config, inputs, &reading.dictionary, &seen, frozen);
    let values = Values::new(plan.config, inputs, &reading.dictionary, &rare);
    for (at, reason) in failures {
        diagnostics.push(failed(&plan.questions[at], &reason));
    }
    let rows: Vec<Rows> = plan
        .questions
        .par_iter()
        .zip(cells)
        .map(|(planned, cells)| {
            let mut placed = by_place(cells, &values);
            let kept = ice.apply(planned, &values, &mut placed);
            Rows::new(planned, &timeline, placed, kept)
        })
        .collect();
    for diagnostic in rows.iter().flat_map(|rows| &rows.kept.diagnostics) {
        diagnostics.push(diagnostic.clone());
    }
    diagnostics.append(ice.recomputed(&timeline.ids, &rows, plan));
    let protections = protect(plan, &values, &timeline, &rows);
    let published = frozen::figures(plan, &values, &rows, &protections);
    let spans = spans(inputs, &reading.extent, &timeline);
    if spans.is_empty() {
        promise::no_days(actions, events, &mut diagnostics);
        let changed = plan.questions.iter().filter_map(no_days);
        changed.for_each(|diagnostic| diagnostics.push(diagnostic));
    }
    let promises = Promises::new(actions, plan, &values, &spans, &mut diagnostics);
    let events = promise::events(events, plan, &spans, &mut diagnostics);
    let desk = Desk {
        config: plan.config,
        timeline: &timeline,
        spans: &spans,
        extent: &reading.extent,
    };
    let (mut figures, mut effects): (Vec<FigureSeries>, Vec<Vec<Effect>>) = plan
        .questions
        .par_iter()
        .zip(rows)
        .zip(&protections)
        .enumerate()
        .map(|(at, ((planned, rows), protection))| {
            desk.figure(planned, rows, protection.clone(), promises.asked(at))
        })
        .unzip();
    let mut families = judge(members(&mut figures, plan));
    for ((figure, effects), protection) in figures.iter_mut().zip(&mut effects).zip(&protections) {
        coarsen(figure, effects, protection);
    }
    let periods = periods(inputs, &reading.extent, &timeline);
    let names = Names::new(&periods, &values.dimensions);
    ice.say(
        plan,
        &timeline.ids,
        &values,
        &names,
        (figures.as_mut_slice(), &mut families),
    );
    let current = timeline.ids.len() - 1;
    study::control::study(&mut figures);
    study::reasons::study(plan, &mut figures);
    study::consistency::study(&mut figures, current);
    let actions = promises.kept(effects, &figures);
    let uncomfortable = study::uncomfortable::found(&figures, &actions, current);
    let together = Together {
        plan,
        timeline: &timeline,
        samples: &samples,
        figures: &figures,
    };
    let (mut drivers, mut impacts, mut swings) = (
        study::drivers::found(&together),
        study::impact::found(&together),
        study::swing::found(&together),
    );
    coarsen_studies(
        (&mut drivers[..], &mut impacts[..], &mut swings[..]),
        &figures,
        &protections,
    );
    let quotes = quoted(plan, &timeline, &quotes, &figures);
    let delivery_gaps = study::delivery::found(plan.config, &figures);
    let headlines = headlines(plan);
    let links = study::link::found(&figures, &headlines);
    let mut report = Report {
        format: FORMAT,
        title: plan.config.title.clone(),
        organization: plan.config.organization.clone(),
        language: plan.config.language.clone(),
        timezone: plan.config.timezone.clone(),
        state: plan.config.state,
        accent: plan.config.accent.clone(),
        period_kind: plan.config.period,
        current,
        periods,
        later: later.map(|later| period_of(inputs, later)),
        dimensions: values.dimensions,
        headlines,
        touchpoints: touchpoints(plan),
        stages: stages(plan.config),
        figures,
        families,
        actions,
        events,
        uncomfortable,
        drivers,
        impacts,
        quotes,
        swings,
        delivery_gaps,
        links,
        frozen: Vec::new(),
        data: reading.account,
        minimum_base: plan.config.minimum_base,
    };
    ice.settle(&mut report, &timeline.ids);
    let freezing = frozen::freezing(&report, published, ice.restated());
    (Some((report, freezing)), diagnostics)
}

fn failed(planned: &Planned<'_>, reason: &str) -> Diagnostic {
    let id = &planned.config.question.id;
    Diagnostic::error("metric-failed", format!("the metric of `{id}` failed: {reason}"))
        .at(planned.config.place.clone())
        .help("this is a mistake in the metric, not in your data; report it with this message")
}

/// Waves have no days on which a question could have been changed.
fn no_days(planned: &Planned<'_>) -> Option<Diagnostic> {
    let config = planned.config;
    let message = format!(
        "`{}` was changed on days, and waves have none",
        config.question.id
    );
    let help = "give the question another id from the wave on in which it was changed";
    let diagnostic = Diagnostic::warning("changes-without-days", message);
    (!config.changes.is_empty()).then(|| diagnostic.at(config.place.clone()).help(help))
}

/// The periods from the first with data to the one reported on.
fn timeline(
    inputs: &Inputs,
    extent: &Extent,
    period: Option<PeriodId>,
    diagnostics: &mut Diagnostics,
) -> Option<Timeline> {
    let (first, latest) = extent.span()?;
    let last = period.unwrap_or(latest);
    let name = |id| inputs.periods.name(id);
    if !extent.tells_of(last) {
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
    let period = |id: &PeriodId| Period {
        partial: cut(inputs, extent, timeline, *id).map(|day| day.to_string()),
        heard: extent.rows.get(id).cloned().unwrap_or_default(),
        ..period_of(inputs, *id)
    };
    timeline.ids.iter().map(period).collect()
}

/// A period without anything that was read.
fn period_of(inputs: &Inputs, id: PeriodId) -> Period {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Period {
        id: inputs.periods.name(id),
        name: inputs.periods.wave(id).map(str::to_owned),
        start: day(inputs.periods.first_day(id)),
        end: day(inputs.periods.last_day(id)),
        partial: None,
        heard: BTreeMap::new(),
    }
}

/// The last day with data of the last period, where the data do not reach its end.
fn cut(inputs: &Inputs, extent: &Extent, timeline: &Timeline, id: PeriodId) -> Option<Date> {
    let (end, last) = (inputs.periods.last_day(id)?, extent.until?);
    (timeline.ids.last() == Some(&id) && last < end).then_some(last)
}

/// The days of the periods; none for waves.
fn spans(inputs: &Inputs, extent: &Extent, timeline: &Timeline) -> Vec<Span> {
    let span = |id: &PeriodId| {
        let (first, last) = (inputs.periods.first_day(*id)?, inputs.periods.last_day(*id)?);
        let known = cut(inputs, extent, timeline, *id).unwrap_or(last);
        Some(Span { first, last, known })
    };
    timeline.ids.iter().filter_map(span).collect()
}

/// What customers wrote about themes that are shown, where enough of them did.
fn quoted(plan: &Plan<'_>, timeline: &Timeline, quotes: &[Quotes], figures: &[FigureSeries]) -> Vec<Quoted> {
    let all = quotes.iter().zip(&plan.questions).zip(figures).enumerate();
    let themes = all.filter(|(_, ((quotes, _), _))| !quotes.is_empty());
    let quoted = themes.map(|(theme, ((quotes, planned), figure))| {
        let periods = timeline.ids.iter().zip(&figure.total).map(|(period, cell)| {
            let shown = cell
                .shown()
                .map(|_| quotes.of(*period, planned.minimum(plan.config)));
            shown.unwrap_or_default()
        });
        Quoted {
            theme,
            periods: periods.collect(),
        }
    });
    quoted.collect()
}

/// The touchpoints in the order of the journey, then those that are not in it, as they appear.
fn touchpoints(plan: &Plan<'_>) -> Vec<String> {
    let stages = plan.config.journey.iter();
    let mut all: Vec<String> = stages.flat_map(|stage| stage.touchpoints.clone()).collect();
    for touchpoint in plan
        .questions
        .iter()
        .filter_map(|planned| planned.config.touchpoint.as_ref())
    {
        if !all.contains(touchpoint) {
            all.push(touchpoint.clone());
        }
    }
    all
}

/// The stages of the journey that have a name.
fn stages(config: &Config) -> Vec<JourneyStage> {
    let stage = |stage: &StageConfig| {
        Some(JourneyStage {
            label: stage.label.clone()?,
            touchpoints: stage.touchpoints.clone(),
        })
    };
    config.journey.iter().filter_map(stage).collect()
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

/// What all figures are made with.
struct Desk<'a> {
    config: &'a Config,
    timeline: &'a Timeline,
    spans: &'a [Span],
    extent: &'a Extent,
}

/// The words for scores, the first for each, in the order of scores.
fn score_words(planned: &Planned<'_>) -> Vec<(i32, String)> {
    let mut words: Vec<(i32, String)> = Vec::new();
    for (word, score) in &planned.config.values {
        if !words.iter().any(|(known, _)| known == score) {
            words.push((*score, word.clone()));
        }
    }
    words.sort_by_key(|(score, _)| *score);
    words
}

impl Desk<'_> {
    /// How many answers could not be used, period by period.
    fn rejected(&self, planned: &Planned<'_>) -> Vec<u64> {
        let Some(rejected) = self.extent.rejected.get(&(planned.source, planned.index)) else {
            return Vec::new();
        };
        let periods = self.timeline.ids.iter();
        periods
            .map(|period| rejected.get(period).copied().unwrap_or(0))
            .collect()
    }

    /// A figure, and what came of what was promised for it.
    fn figure(
        &self,
        planned: &Planned<'_>,
        rows: Rows,
        protection: Protection,
        asked: &[Asked],
    ) -> (FigureSeries, Vec<Effect>) {
        let Self {
            config,
            timeline,
            spans,
            ..
        } = *self;
        let spec = planned.metric.spec();
        let question = &planned.config.question;
        let target = standard::target(config, &question.id, spans);
        let benchmark = standard::benchmark(config, &question.id);
        let standards = standard::Standards {
            target: target.as_ref(),
            benchmark: benchmark.as_ref(),
        };
        let changes = changes(&planned.config.changes, spans);
        let series = series::series(&Figures {
            planned,
            changes: &changes,
            timeline,
            minimum: planned.minimum(config),
            standards,
            asked,
            rows,
            protection,
        });
        let figure = FigureSeries {
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
            tested: planned.is_tested(),
            counts: match spec.input {
                Reads::Answers => Counts::Answers,
                Reads::Comments => Counts::Comments,
                Reads::Records(_) => Counts::Records,
            },
            scale: question.scale_of_item(),
            score_words: score_words(planned),
            rejected: self.rejected(planned),
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
            changes,
            judged: spec.judged.map(|judged| JudgedPart {
                id: judged.part.to_owned(),
                unit: judged.unit,
                role: judged.role,
                direction: planned.judged_direction(),
            }),
            enough: spec.enough,
            target,
            benchmark,
            total: series.total,
            slices: series.slices,
            control: None,
            consistency: Vec::new(),
            reasons: None,
        };
        (figure, series.effects)
    }
}

/// When a question became another one, by period; what lies after the last period is not known yet.
fn changes(configured: &[(Date, String)], spans: &[Span]) -> Vec<DefinitionChange> {
    let changes = configured.iter().filter_map(|(date, what)| {
        Some(DefinitionChange {
            period: spans.iter().position(|span| *date <= span.last)?,
            date: date.to_string(),
            what: what.clone(),
        })
    });
    changes.collect()
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
        if !planned.is_tested() {
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
