//! What came of actions.
//!
//! An effect is one comparison, whose figure and periods come from the action and are not picked from the data, and so in
//! no family. An action follows from a bad period: held against the period that prompted it, doing nothing helps in 6 %
//! (regression to the mean). So the last two periods before it are left out, and the ten before those, as far as they are
//! shown, are taken together, as are up to six since.

use cxpress_report::{Action, Aim, Cell, Comparison, Contrast, Effect, FigureSeries, Level, Step, Verdict};
use jiff::civil::Date;

use crate::compare::compare;
use crate::evaluate::Evaluated;
use crate::pool;
use crate::rows::Rows;
use crate::schema::{Measure, Schema};
use crate::suppression::{Suppression, rounding};
use crate::timeline::Timeline;
use crate::values::Slice;

/// So many periods before an action are looked at.
const BEFORE: usize = 12;

/// So many of these, the last, may be what prompted it.
const PROMPTING: usize = 2;

/// So many of the others have to be shown.
const FEWEST_BEFORE: usize = 3;

/// So many full periods since an action are looked at.
const SINCE: usize = 6;

/// The figures as they are published, with what they rest on, in the order of the schema.
pub(crate) struct Effects<'a> {
    pub(crate) schema: &'a Schema<'a>,
    pub(crate) timeline: &'a Timeline,
    pub(crate) rows: &'a [Rows],
    pub(crate) suppressions: &'a [Suppression],
    pub(crate) figures: &'a [FigureSeries],
}

/// The periods that are compared for an action, at the end of a period.
#[derive(PartialEq)]
struct Periods {
    /// Those before, without the last two.
    before: Vec<usize>,
    /// The full periods since, the first of them.
    since: Vec<usize>,
}

impl Effects<'_> {
    /// The actions with what came of them at the end of each period.
    pub(crate) fn of(&self, actions: Vec<Action>) -> Vec<Action> {
        actions.into_iter().map(|action| self.of_action(action)).collect()
    }

    fn of_action(&self, mut action: Action) -> Action {
        let (Some(aim), Some(acted)) = (action.aim, action.day_of(Step::Action)) else {
            return action;
        };
        // From the last full period that counts on, all compare the same.
        let mut last: Option<(Periods, Effect)> = None;
        for (period, standing) in action.standings.iter_mut().enumerate() {
            let Some((standing, periods)) = standing.as_mut().zip(self.periods(acted, period)) else {
                continue;
            };
            let effect = match last.take() {
                Some((same, effect)) if same == periods => effect,
                _ => self.effect(aim, &periods),
            };
            standing.effect = Some(effect.clone());
            last = Some((periods, effect));
        }
        action
    }

    /// The periods to compare at the end of one; none if nothing had been done by then.
    fn periods(&self, acted: Date, period: usize) -> Option<Periods> {
        let spans = &self.timeline.spans;
        if acted > spans.get(period)?.known {
            return None;
        }
        let full = spans.iter().take_while(|span| span.last < acted).count();
        let first = full.saturating_sub(BEFORE);
        let since = spans.partition_point(|span| span.first < acted);
        let since = (since..=period).filter(|at| self.timeline.is_over(*at));
        Some(Periods {
            before: (first..full.saturating_sub(PROMPTING).max(first)).collect(),
            since: since.take(SINCE).collect(),
        })
    }

    /// What became of a figure: before an action against since, from the cells as they are published.
    fn effect(&self, aim: Aim, periods: &Periods) -> Effect {
        let figure = &self.figures[aim.figure];
        let cells = figure.cells(aim.slice);
        let tells = |period: &&usize| !matches!(cells.get(**period), None | Some(Cell::Absent(_)));
        if periods.since.is_empty() {
            return Effect::TooSoon;
        }
        let Some(last) = periods.since.iter().rfind(tells).copied() else {
            return Effect::NothingSince;
        };
        let told: Vec<usize> = periods.before.iter().filter(tells).copied().collect();
        if told.len() < FEWEST_BEFORE {
            return Effect::NothingBefore;
        }
        let shown = |of: &[usize]| -> Vec<usize> {
            let comparable = of.iter().filter(|at| figure.is_comparable(**at, last));
            let shown = comparable.filter(|at| self.shown(aim.figure, aim.slice, **at).is_some());
            shown.copied().collect()
        };
        if !told.iter().any(|at| figure.is_comparable(*at, last)) {
            return Effect::Redefined;
        }
        let (mut before, mut after) = (shown(&told), shown(&periods.since));
        if before.len() < FEWEST_BEFORE || after.is_empty() {
            return Effect::Withheld;
        }
        // A stock is what there is at the end of a period; several ends are not added up.
        if self.schema.measures[aim.figure].metric.spec().stock {
            before.drain(..before.len() - 1);
            after.drain(..after.len() - 1);
        }
        self.compared(aim, [&before, &after])
            .unwrap_or(Effect::NothingSince)
    }

    fn shown(&self, figure: usize, slice: Slice, period: usize) -> Option<&Evaluated> {
        self.suppressions[figure].shown(&self.rows[figure], slice, period)
    }

    /// Periods before and since, each taken together.
    fn compared(&self, aim: Aim, sides: [&[usize]; 2]) -> Option<Effect> {
        let measure = &self.schema.measures[aim.figure];
        let pooled = |periods: &[usize]| {
            let shown = periods
                .iter()
                .filter_map(|at| self.shown(aim.figure, aim.slice, *at));
            pool::evaluated(measure, shown)
        };
        let [before, after] = sides.map(pooled);
        let (before, after) = (before?, after?);
        let level = |periods: &[usize], pooled: &Evaluated| {
            let value = pooled.figure.headline.estimate().map(|estimate| estimate.value);
            Some(Level {
                from: *periods.first()?,
                to: *periods.last()?,
                value: value?,
            })
        };
        let [old, new] = sides;
        Some(Effect::Compared {
            before: level(old, &before)?,
            after: level(new, &after)?,
            comparison: self.judged(aim.figure, sides, [&before, &after]).map(Box::new),
            others: self.others(aim, sides).map(Box::new),
        })
    }

    /// What became of everybody else over the same time.
    fn others(&self, aim: Aim, sides: [&[usize]; 2]) -> Option<Comparison> {
        let measure = &self.schema.measures[aim.figure];
        aim.slice?;
        let pooled = |periods: &[usize]| {
            let rest = periods.iter().map(|at| self.rest(measure, aim, *at));
            let rest: Option<Vec<Evaluated>> = rest.collect();
            pool::evaluated(measure, &rest?)
        };
        let [before, after] = sides.map(pooled);
        self.judged(aim.figure, sides, [&before?, &after?])
    }

    /// Everybody else in a period, where they are enough to be shown.
    fn rest(&self, measure: &Measure<'_>, aim: Aim, period: usize) -> Option<Evaluated> {
        let all = self.shown(aim.figure, None, period)?;
        let rest = all.without(measure, self.shown(aim.figure, aim.slice, period)?);
        (rest.base() >= measure.minimum(self.schema.config)).then_some(rest)
    }

    fn judged(
        &self,
        figure: usize,
        [before, after]: [&[usize]; 2],
        [old, new]: [&Evaluated; 2],
    ) -> Option<Comparison> {
        let measure = &self.schema.measures[figure];
        let contrast = Contrast::Period(*before.first()?);
        let compared = measure.is_tested().then(|| compare(measure, contrast, old, new));
        let mut comparison = by_itself(compared??);
        let periods: Vec<usize> = before.iter().chain(after).copied().collect();
        rounding::round_effect(
            &mut comparison,
            &self.figures[figure],
            &periods,
            &self.suppressions[figure],
        );
        Some(comparison)
    }
}

/// A comparison that was planned: it is in no family, so its own p decides.
fn by_itself(mut comparison: Comparison) -> Comparison {
    if let Some(change) = &comparison.change
        && comparison.verdict != Verdict::TooFew
    {
        comparison.verdict = change.alone;
    }
    comparison
}
