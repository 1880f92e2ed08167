//! What came of actions.
//!
//! An effect is one comparison, whose figure and periods come from the action and are not picked from the data, and so in
//! no family: the last full period before the day of the action against the latest that began on that day or later.
//! Where the report compares these two periods anyway, that comparison is taken, so that one comparison never has two
//! words.

use cxpress_report::{Action, Aim, Cell, Comparison, Contrast, Effect, FigureSeries, Step, Verdict};
use jiff::civil::Date;

use crate::compare::compare;
use crate::evaluate::Evaluated;
use crate::rows::Rows;
use crate::schema::Schema;
use crate::suppression::{Suppression, rounding};
use crate::timeline::Timeline;

/// The figures as they are published, with what they rest on, in the order of the schema.
pub(crate) struct Effects<'a> {
    pub(crate) schema: &'a Schema<'a>,
    pub(crate) timeline: &'a Timeline,
    pub(crate) rows: &'a [Rows],
    pub(crate) suppressions: &'a [Suppression],
    pub(crate) figures: &'a [FigureSeries],
}

/// The periods that are compared for an action, at the end of a period.
struct Periods {
    /// The last full period before the action.
    before: Option<usize>,
    /// The periods that began since.
    since: std::ops::Range<usize>,
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
        for (period, standing) in action.standings.iter_mut().enumerate() {
            if let Some(standing) = standing
                && let Some(periods) = self.periods(acted, period)
            {
                standing.effect = Some(self.effect(aim, &periods));
            }
        }
        action
    }

    /// The periods to compare at the end of one; none if nothing had been done by then.
    fn periods(&self, acted: Date, period: usize) -> Option<Periods> {
        let spans = &self.timeline.spans;
        let end = period + 1;
        (acted <= spans.get(period)?.known).then(|| Periods {
            before: spans.iter().rposition(|span| span.last < acted),
            since: spans.partition_point(|span| span.first < acted).min(end)..end,
        })
    }

    /// What became of a figure: before an action against since, from the cells as they are published.
    fn effect(&self, aim: Aim, periods: &Periods) -> Effect {
        let figure = &self.figures[aim.figure];
        let cells = figure.cells(aim.slice);
        let tells = |period: &usize| !matches!(cells.get(*period), None | Some(Cell::Absent(_)));
        let Some(after) = periods.since.clone().rev().find(tells) else {
            return if periods.since.is_empty() {
                Effect::TooSoon
            } else {
                Effect::NothingSince
            };
        };
        let Some(before) = periods.before.filter(tells) else {
            return Effect::NothingBefore;
        };
        if !figure.is_comparable(before, after) {
            return Effect::Redefined;
        }
        let sides = [before, after].map(|period| self.shown(aim, period));
        let [Some(old), Some(new)] = sides else {
            return Effect::Withheld;
        };
        let comparison = made_anyway(cells, [before, after]).cloned();
        let comparison = comparison.or_else(|| self.compare(aim, [(before, old), (after, new)]));
        Effect::Compared {
            before,
            after,
            comparison: comparison.map(Box::new),
        }
    }

    fn shown(&self, aim: Aim, period: usize) -> Option<&Evaluated> {
        let hides = self.suppressions[aim.figure].hides(aim.slice, period);
        self.rows[aim.figure].at(aim.slice, period).filter(|_| !hides)
    }

    fn compare(&self, aim: Aim, [before, after]: [(usize, &Evaluated); 2]) -> Option<Comparison> {
        let (figure, measure) = (&self.figures[aim.figure], &self.schema.measures[aim.figure]);
        let compared = measure.is_tested().then(|| {
            let contrast = Contrast::Period(before.0);
            compare(measure, contrast, before.1, after.1)
        });
        let mut comparison = by_itself(compared??);
        let periods = [before.0, after.0];
        rounding::round_effect(&mut comparison, figure, periods, &self.suppressions[aim.figure]);
        Some(comparison)
    }
}

/// The comparison of two periods that the report makes anyway.
fn made_anyway(cells: &[Cell], [before, after]: [usize; 2]) -> Option<&Comparison> {
    let shown = cells.get(after)?.shown()?;
    let made = [&shown.before, &shown.year_before].into_iter().flatten();
    made.into_iter()
        .find(|made| made.contrast == Contrast::Period(before))
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
