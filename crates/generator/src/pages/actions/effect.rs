//! What came of an action: the figure that it should move, before and since.

use cxpress_report::{Action, Cell, Comparison, Effect, FigureSeries, Step, Verdict};
use serde::Serialize;

use super::{Builder, Stood};
use crate::language::say::{self, VerdictView};

/// What came of an action.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct EffectView {
    /// Whether it helped.
    verdict: Option<VerdictView>,
    /// The figure before and after, with its interval.
    lines: Vec<String>,
}

impl<'a> Builder<'a> {
    pub(super) fn effect(self, stood: Stood<'a>, effect: &Effect) -> EffectView {
        match effect {
            Effect::TooSoon => self.note("effect-too-soon"),
            Effect::NothingBefore => self.note("effect-nothing-before"),
            Effect::Redefined => self.note("effect-redefined"),
            Effect::NothingSince => self.note("effect-nothing-since"),
            Effect::Withheld => EffectView {
                verdict: None,
                lines: vec![say::withheld(self.words(), self.context.report.minimum_base)],
            },
            Effect::Compared {
                before,
                after,
                comparison,
            } => self.compared(stood, (*before, *after), comparison.as_deref()),
        }
    }

    pub(super) fn note(self, id: &str) -> EffectView {
        EffectView {
            verdict: None,
            lines: vec![self.words().get(id)],
        }
    }

    fn compared(
        self,
        (action, standing): Stood<'a>,
        sides: (usize, usize),
        comparison: Option<&Comparison>,
    ) -> EffectView {
        let words = self.words();
        let figure = action.aim.map(|aim| &self.context.report.figures[aim.figure]);
        let (Some(figure), Some(comparison)) = (figure, comparison) else {
            return self.values(action, sides);
        };
        let judged = comparison.verdict != Verdict::TooFew;
        let change = comparison.change.as_ref().filter(|_| judged);
        let sentence = change.map(|change| {
            let than = self.context.period(sides.0);
            let sentence = say::change_sentence(words, figure, change, &than);
            let args = [
                ("period", self.context.period(sides.1).into()),
                ("sentence", sentence.into()),
            ];
            words.say("effect-compared", args)
        });
        let doubted =
            standing.step == Step::Verified && !standing.dropped && comparison.verdict != Verdict::Improved;
        let lines = [
            sentence,
            say::verdict_note(words, figure, comparison),
            doubted.then(|| words.get("effect-doubted")),
        ];
        EffectView {
            verdict: Some(say::verdict(words, comparison.verdict)),
            lines: lines.into_iter().flatten().collect(),
        }
    }

    /// Before and since of a figure whose changes are not judged.
    fn values(self, action: &Action, (before, after): (usize, usize)) -> EffectView {
        let value = |period: usize| {
            let aim = action.aim?;
            let figure = &self.context.report.figures[aim.figure];
            let cells = cells(figure, aim.slice);
            Some(self.context.headline(figure, cells.get(period)))
        };
        let args = [
            ("after", value(after).unwrap_or_default().into()),
            ("period", self.context.period(after).into()),
            ("before", value(before).unwrap_or_default().into()),
            ("than", self.context.period(before).into()),
        ];
        EffectView {
            verdict: None,
            lines: vec![self.words().say("effect-values", args)],
        }
    }
}

fn cells(figure: &FigureSeries, slice: Option<(usize, usize)>) -> &[Cell] {
    match slice {
        None => &figure.total,
        Some((dimension, value)) => figure.slice(dimension, value).map_or(&[], |slice| &slice.cells),
    }
}
