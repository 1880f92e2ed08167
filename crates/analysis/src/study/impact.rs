//! What themes of comments go with: how much a figure owes to those who bring a theme up.

use std::collections::BTreeMap;

use cxpress_metric::{Groups, Input, SummaryKind};
use cxpress_report::{Impact, ThemeImpact};
use cxpress_stats::impact::impact;
use cxpress_stats::{mean, weights};

use super::complete_cases::{CompleteCases, contributions, values};
use crate::cube::Case;

/// The score of a comment that brings its theme up.
const HAS_THEME: i16 = 1;

/// The impacts of all themes, each on the outcome of its source.
pub(crate) fn found(complete: &CompleteCases<'_>) -> Vec<Impact> {
    let questions = complete.schema.measures.iter().enumerate();
    let themes = questions.filter(|(_, measure)| measure.metric.spec().groups == Groups::Theme);
    themes
        .filter_map(|(theme, measure)| of_theme(complete, theme, outcome(complete, measure.source)?))
        .collect()
}

/// What the themes of a source are held against: the first outcome whose drivers are weighed, or else the first question
/// with scores.
fn outcome(complete: &CompleteCases<'_>, source: usize) -> Option<usize> {
    let schema = complete.schema;
    let suits = |at: &usize| {
        let (measure, spec) = (&schema.measures[*at], schema.measures[*at].metric.spec());
        let scored = spec.input == Input::Answers && spec.kind == SummaryKind::Scores;
        measure.source == source && scored && spec.additive
    };
    let outcomes = schema
        .config
        .drivers
        .iter()
        .filter_map(|drivers| complete.place(&drivers.outcome));
    outcomes.chain(0..schema.measures.len()).find(suits)
}

fn of_theme(complete: &CompleteCases<'_>, theme: usize, outcome: usize) -> Option<Impact> {
    let contributions = contributions(&complete.schema.measures[outcome])?;
    let in_period = |period: usize| {
        let shown = complete.shows(theme, period) && complete.shows(outcome, period);
        shown
            .then(|| in_period(complete, [theme, outcome], &contributions, period))
            .flatten()
    };
    Some(Impact {
        theme,
        outcome,
        periods: (0..complete.timeline.ids.len()).map(in_period).collect(),
    })
}

fn in_period(
    complete: &CompleteCases<'_>,
    questions: [usize; 2],
    contributions: &BTreeMap<i16, f64>,
    period: usize,
) -> Option<ThemeImpact> {
    let [theme, outcome] = questions;
    let cases = complete.cases(&questions, period);
    let has = |case: &&Case| case.answers[0] == HAS_THEME;
    let with = cases.iter().filter(has).count();
    let without = cases.len() - with;
    // Those who gave the outcome alone could else be told from what is published of all.
    let others = complete.count(&[outcome], period) - cases.len();
    let least = complete.schema.measures[theme].minimum(complete.schema.config);
    let enough = with.min(without) as u64 >= least && complete.may_tell(others);
    let all = Weighed::of(&cases, contributions, None).filter(|_| enough)?;
    let leaving_out = |group| Some(Weighed::of(&cases, contributions, Some(group))?.impact()?.value);
    let found = all.impact()?;
    let range = |z| Some(found.range(z));
    let (interval, tested) = complete.tested(theme, &cases, (found.value, range), leaving_out)?;
    Some(ThemeImpact {
        with: with as u64,
        without: without as u64,
        difference: all.with.mean - all.without.mean,
        impact: found.value,
        interval,
        tested,
        sampled_from: complete.sampled_from(theme, period),
    })
}

/// Those who bring a theme up and those who do not, weighed.
struct Weighed {
    share: f64,
    n: f64,
    with: mean::Sample,
    without: mean::Sample,
}

impl Weighed {
    /// Of cases that answer for theme and outcome, but for those of a group.
    fn of(cases: &[Case], contributions: &BTreeMap<i16, f64>, but: Option<usize>) -> Option<Self> {
        let kept = || cases.iter().filter(move |case| but != Some(case.group));
        let side = |with: bool| {
            let side = kept().filter(move |case| (case.answers[0] == HAS_THEME) == with);
            side.filter_map(|case| Some((*contributions.get(&case.answers[1])?, case.weight)))
        };
        let sum = |weighted: f64, (_, weight): (f64, f64)| weighted + weight;
        let (with, without) = (side(true).fold(0.0, sum), side(false).fold(0.0, sum));
        let squares: f64 = kept().map(|case| case.weight * case.weight).sum();
        Some(Self {
            share: with / (with + without),
            n: weights::kish(with + without, squares)?,
            with: values(side(true))?,
            without: values(side(false))?,
        })
    }

    fn impact(&self) -> Option<cxpress_stats::impact::Impact> {
        impact(self.share, self.n, self.with, self.without)
    }
}
