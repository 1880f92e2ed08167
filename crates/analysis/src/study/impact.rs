//! What themes of comments go with: how much a figure owes to those who bring a theme up.

use std::collections::BTreeMap;

use cxpress_metric::{Groups, Input, SummaryKind};
use cxpress_report::{Impact, ThemeImpact};
use cxpress_stats::impact::impact;
use cxpress_stats::{Z95, mean, weights};

use super::together::{Together, contributions, values};
use crate::sample::Case;

/// The score of a comment that brings its theme up.
const HAS_THEME: i16 = 1;

/// The impacts of all themes, each on the outcome of its source.
pub(crate) fn found(together: &Together<'_>) -> Vec<Impact> {
    let questions = together.plan.questions.iter().enumerate();
    let themes = questions.filter(|(_, planned)| planned.metric.spec().groups == Groups::Theme);
    themes
        .filter_map(|(theme, planned)| of_theme(together, theme, outcome(together, planned.source)?))
        .collect()
}

/// What the themes of a source are held against: the first outcome whose drivers are weighed, or else the first question
/// with scores.
fn outcome(together: &Together<'_>, source: usize) -> Option<usize> {
    let plan = together.plan;
    let suits = |at: &usize| {
        let (planned, spec) = (&plan.questions[*at], plan.questions[*at].metric.spec());
        let scored = spec.input == Input::Answers && spec.kind == SummaryKind::Scores;
        planned.source == source && scored && spec.additive
    };
    let outcomes = plan
        .config
        .drivers
        .iter()
        .filter_map(|drivers| together.place(&drivers.outcome));
    outcomes.chain(0..plan.questions.len()).find(suits)
}

fn of_theme(together: &Together<'_>, theme: usize, outcome: usize) -> Option<Impact> {
    let contributions = contributions(&together.plan.questions[outcome])?;
    let in_period = |period: usize| {
        let shown = together.shows(theme, period) && together.shows(outcome, period);
        shown
            .then(|| in_period(together, [theme, outcome], &contributions, period))
            .flatten()
    };
    Some(Impact {
        theme,
        outcome,
        periods: (0..together.timeline.ids.len()).map(in_period).collect(),
    })
}

fn in_period(
    together: &Together<'_>,
    questions: [usize; 2],
    contributions: &BTreeMap<i16, f64>,
    period: usize,
) -> Option<ThemeImpact> {
    let [theme, outcome] = questions;
    let cases = together.cases(&questions, period);
    let has = |case: &&Case| case.answers[0] == HAS_THEME;
    let with = cases.iter().filter(has).count();
    let without = cases.len() - with;
    // Those who gave the outcome alone could else be told from what is published of all.
    let others = together.count(&[outcome], period) - cases.len();
    let least = together.plan.questions[theme].minimum(together.plan.config);
    let enough = with.min(without) as u64 >= least && together.may_tell(others);
    let all = Weighed::of(&cases, contributions, None).filter(|_| enough)?;
    let leaving_out = |group| Some(Weighed::of(&cases, contributions, Some(group))?.impact()?.value);
    let found = all.impact()?;
    Some(ThemeImpact {
        with: with as u64,
        without: without as u64,
        difference: all.with.mean - all.without.mean,
        impact: found.value,
        interval: together.interval(theme, &cases, (found.value, found.range(Z95)), leaving_out),
        sampled_from: together.sampled_from(theme, period),
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
