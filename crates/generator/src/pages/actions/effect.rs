//! What came of an action: the figure that it should move, before and since.

use cxpress_report::{Action, Comparison, Effect, FigureSeries, Level, Step, Verdict};
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
                others,
            } => self.compared(
                stood,
                (*before, *after),
                [comparison.as_deref(), others.as_deref()],
            ),
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
        sides: (Level, Level),
        [comparison, others]: [Option<&Comparison>; 2],
    ) -> EffectView {
        let words = self.words();
        let figure = action.aim.map(|aim| &self.context.report.figures[aim.figure]);
        let (Some(figure), Some(comparison)) = (figure, comparison) else {
            return self.values(action, sides);
        };
        let judged = comparison.verdict != Verdict::TooFew;
        let change = comparison.change.as_ref().filter(|_| judged);
        let sentence = change.map(|change| {
            let than = self.periods(sides.0);
            let sentence = say::change_sentence(words, figure, change, &than);
            let args = [
                ("period", self.periods(sides.1).into()),
                ("sentence", sentence.into()),
            ];
            words.say("effect-compared", args)
        });
        let doubted =
            standing.step == Step::Verified && !standing.dropped && comparison.verdict != Verdict::Improved;
        let lines = [
            sentence,
            others.and_then(|others| self.others(figure, others)),
            say::verdict_note(words, figure, comparison),
            doubted.then(|| words.get("effect-doubted")),
        ];
        EffectView {
            verdict: Some(say::verdict(words, comparison.verdict)),
            lines: lines.into_iter().flatten().collect(),
        }
    }

    /// *Everybody else: 64.0 → 63.2 %, −0.8 points (−4.1 … +2.6), no evidence of a change*.
    fn others(self, figure: &FigureSeries, others: &Comparison) -> Option<String> {
        let words = self.words();
        let judged = others.verdict != Verdict::TooFew;
        let change = others.change.as_ref().filter(|_| judged)?;
        let part = figure.judged.as_ref();
        let part = part.map_or_else(String::new, |part| say::judged_name(words, figure, part));
        let args = [
            ("change", say::change_short(words, change).into()),
            ("judged", if part.is_empty() { "no" } else { "yes" }.into()),
            ("part", part.into()),
            ("verdict", say::verdict_word(words, others.verdict).into()),
        ];
        Some(words.say("effect-others", args))
    }

    /// *April to July 2026*, or one period.
    fn periods(self, level: Level) -> String {
        let [from, to] = [level.from, level.to].map(|period| self.context.period(period));
        if level.from == level.to {
            return to;
        }
        self.words()
            .say("effect-periods", [("from", from.into()), ("to", to.into())])
    }

    /// Before and since of a figure whose changes are not judged.
    fn values(self, action: &Action, (before, after): (Level, Level)) -> EffectView {
        let value = |level: Level| {
            let figure = &self.context.report.figures[action.aim?.figure];
            Some(self.words().measure(figure.unit, level.value).value(level.value))
        };
        let args = [
            ("after", value(after).unwrap_or_default().into()),
            ("period", self.periods(after).into()),
            ("before", value(before).unwrap_or_default().into()),
            ("than", self.periods(before).into()),
        ];
        EffectView {
            verdict: None,
            lines: vec![self.words().say("effect-values", args)],
        }
    }
}
