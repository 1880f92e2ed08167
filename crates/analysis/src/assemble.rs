//! The report, put together from what the phases came to.

use cxpress_metric::{Kind, PeriodId, Quality};
use cxpress_project::MOST_TILES;
use cxpress_project::config::{Config, StageConfig};
use cxpress_report::{
    DataAccount, Event, FORMAT, Family, FigureSeries, JourneyStage, QualityFigures, Report,
};

use crate::schema::{Measure, Schema};
use crate::scope::Scope;
use crate::study::Studies;
use crate::timeline;

/// What the phases came to.
pub(crate) struct Found {
    pub(crate) figures: Vec<FigureSeries>,
    pub(crate) families: Vec<Family>,
    pub(crate) studies: Studies,
    pub(crate) events: Vec<Event>,
    /// The last period with data, where it has too little to be reported on.
    pub(crate) later: Option<PeriodId>,
    pub(crate) account: DataAccount,
}

/// The figures of each quality: those that the configuration names, or else those whose metric tells of it. What staff
/// believe tells of no experience.
fn qualities(schema: &Schema<'_>) -> Vec<QualityFigures> {
    let named = |quality: Quality| {
        let mut named = schema.config.quality.iter();
        named.find(|(known, _)| *known == quality).map(|(_, ids)| ids)
    };
    let of = |quality: Quality| {
        let is_meant = |measure: &Measure<'_>| match named(quality) {
            Some(ids) => ids.contains(&measure.config.question.id),
            None => {
                let is_of_staff = schema.config.sources[measure.source].kind == Kind::Staff;
                measure.metric.spec().quality == Some(quality) && !is_of_staff
            }
        };
        let measures = schema.measures.iter().enumerate();
        let figures = measures.filter(|(_, measure)| is_meant(measure));
        QualityFigures {
            quality,
            figures: figures.map(|(index, _)| index).collect(),
        }
    };
    let all = Quality::ALL.into_iter().map(of);
    all.filter(|found| !found.figures.is_empty()).collect()
}

/// The report.
pub(crate) fn report(scope: Scope<'_>, found: Found) -> Report {
    let (config, studies) = (scope.schema.config, found.studies);
    let published = scope.published.notes(&scope.timeline, &found.figures);
    Report {
        format: FORMAT,
        title: config.title.clone(),
        organization: config.organization.clone(),
        address: config.address.clone(),
        language: config.language.clone(),
        timezone: config.timezone.clone(),
        state: config.state,
        accent: config.accent.clone(),
        period_kind: config.period,
        current: scope.timeline.current(),
        periods: scope.periods(),
        later: found.later.map(|later| timeline::period(scope.inputs, later)),
        headlines: headlines(scope.schema),
        qualities: qualities(scope.schema),
        touchpoints: touchpoints(scope.schema),
        stages: stages(config),
        figures: found.figures,
        families: found.families,
        actions: studies.actions,
        events: found.events,
        notable: studies.notable,
        drivers: studies.drivers,
        impacts: studies.impacts,
        quotes: studies.quotes,
        swings: studies.swings,
        delivery_gaps: studies.delivery_gaps,
        links: studies.links,
        as_published: published,
        beside: Vec::new(),
        data: found.account,
        minimum_base: config.minimum_base,
        dimensions: scope.values.dimensions,
    }
}

/// The touchpoints in the order of the journey, then those that are not in it, as they appear.
fn touchpoints(schema: &Schema<'_>) -> Vec<String> {
    let stages = schema.config.journey.iter();
    let mut all: Vec<String> = stages.flat_map(|stage| stage.touchpoints.clone()).collect();
    for touchpoint in schema
        .measures
        .iter()
        .filter_map(|measure| measure.config.touchpoint.as_ref())
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

/// The figures on tiles: those that the configuration names, or else the first.
pub(crate) fn headlines(schema: &Schema<'_>) -> Vec<usize> {
    let place = |id: &String| {
        schema
            .measures
            .iter()
            .position(|measure| measure.config.question.id == *id)
    };
    if schema.config.headline.is_empty() {
        return (0..schema.measures.len().min(MOST_TILES)).collect();
    }
    schema.config.headline.iter().filter_map(place).collect()
}
