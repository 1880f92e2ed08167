//! The schema of the cube: its measures, each a question with its metric, and the dimensions of each source.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_feedback::Inputs;
use cxpress_metric::{Calendar, Direction, Groups, Input, Instant, Metric, Statistic, Unit};
use cxpress_project::config::{Cluster, Config, DimensionConfig, DimensionFrom, QuestionConfig, Source};

/// Hashes of comments by the first question that is about them: its place among the measures.
pub(crate) type Hashes = BTreeMap<usize, BTreeSet<u64>>;

/// What is measured, and by which dimensions.
pub struct Schema<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The measures in the order of the configuration, which is that of the report.
    pub measures: Vec<Measure<'a>>,
    /// The dimensions of each source as places among all dimensions.
    pub sources: Vec<Vec<usize>>,
    /// The reporting periods as instants.
    pub calendar: Calendar,
    /// The comments that people labelled, by the first figure that is of them.
    pub(crate) labelled: Hashes,
}

/// A question with its metric.
#[derive(Clone)]
pub struct Measure<'a> {
    /// Its source: an index into the configuration's sources.
    pub source: usize,
    /// Its place among the source's questions.
    pub index: usize,
    /// The question as configured.
    pub config: &'a QuestionConfig,
    /// Its metric.
    pub metric: &'a dyn Metric,
    /// Whether its source has weights.
    pub weighted: bool,
    /// Whether its source has clusters.
    pub clustered: bool,
    /// Each of the source's dimensions as one of all dimensions.
    pub dimensions: Vec<usize>,
    /// Whether it is divided by each of these. What tells the reasons of one question says nothing of others.
    pub divided: Vec<bool>,
}

impl<'a> Schema<'a> {
    /// Finds every question's metric in the catalogue. Questions whose metric is not there are left out; the
    /// configuration was checked against the same catalogue.
    #[must_use]
    pub fn new(config: &'a Config, inputs: &Inputs, catalogue: &[&'a dyn Metric]) -> Self {
        let mut measures = Vec::new();
        for (at, source) in config.sources.iter().enumerate() {
            for (index, question) in source.questions.iter().enumerate() {
                let metric = catalogue
                    .iter()
                    .find(|metric| metric.spec().id == question.question.metric);
                measures.extend(metric.map(|metric| Measure {
                    source: at,
                    index,
                    config: question,
                    metric: *metric,
                    weighted: source.weight.is_some() && metric.spec().kind.takes_weights(),
                    clustered: !matches!(source.cluster, Cluster::None),
                    dimensions: dimensions(source, inputs),
                    divided: divided(source, question),
                }));
            }
        }
        Self {
            config,
            measures,
            sources: config
                .sources
                .iter()
                .map(|source| dimensions(source, inputs))
                .collect(),
            calendar: inputs.periods.calendar(),
            labelled: Hashes::new(),
        }
    }

    /// The schema with nothing known after an instant: what has not happened by then is open.
    #[must_use]
    pub fn known_until(mut self, instant: Instant) -> Self {
        self.calendar = self.calendar.known_until(instant);
        self
    }

    /// How many comments are quoted for a question in a period: only themes are quoted.
    pub(crate) fn quotes(&self, measure: &Measure<'_>) -> usize {
        let is_theme = measure.metric.spec().groups == Groups::Theme;
        let most = self.config.sources[measure.source].quotes;
        if is_theme { most } else { 0 }
    }

    /// Whether any source holds what may still be open when a period ends.
    #[must_use]
    pub fn has_open_ends(&self) -> bool {
        let mut sources = self.config.sources.iter();
        sources.any(|source| source.kind.start().is_some() && source.kind.tells_of_its_start())
    }
}

/// By which dimensions of its source a question is divided: all, but those that tell the reasons of other questions.
fn divided(source: &Source, question: &QuestionConfig) -> Vec<bool> {
    let tells_reasons = |at: &usize| {
        let mut questions = source.questions.iter();
        question.reasons != Some(*at) && questions.any(|other| other.reasons == Some(*at))
    };
    let divides = |(at, dimension): (usize, &DimensionConfig)| match dimension.from {
        DimensionFrom::Column(_) => !tells_reasons(&at),
        DimensionFrom::Cross(sides) => !sides.iter().any(tells_reasons),
    };
    source.dimensions.iter().enumerate().map(divides).collect()
}

fn dimensions(source: &Source, inputs: &Inputs) -> Vec<usize> {
    let all = |id: &str| {
        inputs
            .dimensions
            .iter()
            .position(|known| known == id)
            .unwrap_or(0)
    };
    source
        .dimensions
        .iter()
        .map(|dimension| all(&dimension.id))
        .collect()
}

impl Measure<'_> {
    /// The dimension that tells the reasons of what it counts, among all dimensions.
    pub(crate) fn reasons(&self) -> Option<usize> {
        self.config.reasons.map(|at| self.dimensions[at])
    }

    /// Whether a change of it is good or bad news.
    pub(crate) fn is_tested(&self) -> bool {
        self.metric.spec().tested && self.judged_direction() != Direction::Neither
    }

    /// A change that is smaller than this is none that matters, in the unit of what is judged: the question's own, or 5 points
    /// of a share, 10 of a net share, 5 % of the range of a scale. None for numbers without ends.
    pub(crate) fn margin(&self) -> Option<f64> {
        let usual = || match self.judged_unit() {
            Unit::Percent => Some(5.0),
            Unit::Points => Some(10.0),
            Unit::Mean => {
                let scale = self.config.question.scale?;
                Some(f64::from(scale.high - scale.low) / 20.0)
            }
            Unit::Seconds | Unit::BusinessSeconds | Unit::Count | Unit::Own(_) => None,
        };
        self.config.margin.or_else(usual)
    }

    /// Whether its intervals rest on the jackknife over clusters. What came before a stock is not kept by cluster.
    pub(crate) fn is_jackknifed(&self) -> bool {
        self.clustered && self.is_tested() && !self.metric.spec().stock
    }

    /// The direction of what verdicts fall on.
    pub(crate) fn judged_direction(&self) -> Direction {
        self.metric
            .spec()
            .judged
            .and_then(|judged| judged.direction)
            .unwrap_or(self.config.question.direction)
    }

    /// How many a group must have to be shown: of comments more, since they tell more than an answer does.
    pub(crate) fn minimum(&self, config: &Config) -> u64 {
        match self.metric.spec().input {
            Input::Comments => config.minimum_comments.max(config.minimum_base),
            Input::Answers | Input::Numbers | Input::Records(_) => config.minimum_base,
        }
    }

    /// The unit of what verdicts fall on.
    pub(crate) fn judged_unit(&self) -> Unit {
        let judged = self.metric.spec().judged;
        judged.map_or_else(|| self.unit(), |judged| judged.unit)
    }

    /// The unit of the headline.
    pub(crate) fn unit(&self) -> Unit {
        let spec = self.metric.spec();
        match (spec.unit, self.config.question.statistic) {
            (Unit::Percent, Statistic::Mean) => Unit::Mean,
            (Unit::Seconds, _) => self.config.question.time_unit(),
            _ if self.metric.spec().input == Input::Numbers => self.config.question.number_unit(),
            (unit, _) => unit,
        }
    }
}
