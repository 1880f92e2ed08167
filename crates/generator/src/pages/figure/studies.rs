//! What the studies of the reporting period say of a figure: its usual variation, and whether groups differ.

use cxpress_report::{Consistency, Control, Limit, Signal};

use super::*;

/// Whether a figure is the same in all groups of a dimension.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ConsistencyView {
    /// Whether the groups differ by more than chance.
    sentence: String,
    /// The numbers behind it.
    numbers: String,
}

impl<'a> Subject<'a> {
    /// How the value stands to the usual variation, in a sentence.
    pub(super) fn control(self, shown: &Shown) -> Option<String> {
        let control = self.current_control()?;
        let sentence = match control {
            Control::TooFew => return None,
            Control::Constant { value } => self.constant(*value),
            Control::Limits { centre, .. } => {
                self.limited(*centre, control.limit(self.period)?, is_real_change(shown))
            }
        };
        Some(self.of_judged(sentence))
    }

    /// When the figure became another one, until the period.
    pub(super) fn definition_changes(self) -> Vec<String> {
        let words = self.context.words;
        let until = self
            .figure
            .changes
            .iter()
            .filter(|change| change.period <= self.period);
        let sentence = |change: &cxpress_report::DefinitionChange| {
            let date = crate::language::period::date(words, change.date);
            let args = [("date", date.into()), ("what", change.what.as_str().into())];
            words.say("definition-change", args)
        };
        until.map(sentence).collect()
    }

    /// How the usual variation is computed; for too few periods, that it is not.
    pub(super) fn control_note(self) -> Option<(&'static str, String)> {
        let id = match self.current_control()? {
            Control::TooFew => "method-usual-few",
            Control::Constant { .. } | Control::Limits { .. } => "method-usual-text",
        };
        Some(("method-usual", self.context.words.get(id)))
    }

    /// The studies are of the reporting period; pages of others have none.
    fn is_current(self) -> bool {
        self.period == self.context.report.current
    }

    fn current_control(self) -> Option<&'a Control> {
        self.figure.control.as_ref().filter(|_| self.is_current())
    }

    fn constant(self, value: f64) -> String {
        let words = self.context.words;
        let value = words.measure(self.figure.judged_unit(), value).value(value);
        words.say("control-constant", [("value", value.into())])
    }

    fn limited(self, centre: f64, limit: &Limit, is_real: bool) -> String {
        let words = self.context.words;
        let measure = words.measure(self.figure.judged_unit(), centre);
        let signals: Vec<String> = limit
            .signals
            .iter()
            .map(|signal| words.say(signal_id(*signal), [("centre", measure.value(centre).into())]))
            .collect();
        words.say(
            if signals.is_empty() {
                "control-within"
            } else {
                "control-beyond"
            },
            [
                ("real", if is_real { "yes" } else { "no" }.into()),
                ("low", measure.bare(limit.low).into()),
                ("high", measure.value(limit.high).into()),
                ("signals", words.list(&signals).into()),
            ],
        )
    }

    /// A sentence with the name of what was studied where that is not the headline.
    fn of_judged(self, sentence: String) -> String {
        let Some(part) = &self.figure.judged else {
            return sentence;
        };
        let part = say::judged_name(self.context.words, self.figure, part);
        self.context.words.say(
            "study-judged",
            [
                ("sentence", sentence.into()),
                ("part", part.into()),
                ("unit", self.figure.judged_unit().name().into()),
            ],
        )
    }

    /// Whether the groups of a dimension differ, if that was studied.
    pub(super) fn consistency(self, dimension: usize) -> Option<ConsistencyView> {
        let mut studies = self.figure.consistency.iter().filter(|_| self.is_current());
        let study = studies.find(|study| study.dimension == dimension)?;
        let id = if study.differ {
            "consistency-differ"
        } else {
            "consistency-same"
        };
        let sentence = self.context.words.say(id, self.spread(study));
        Some(ConsistencyView {
            sentence: self.of_judged(sentence),
            numbers: self.numbers(study),
        })
    }

    /// How far the groups lie apart.
    fn spread(self, study: &Consistency) -> [crate::language::Arg<'static>; 2] {
        let measure = self.context.words.measure(self.figure.judged_unit(), study.tau);
        [
            ("tau", measure.amount(study.tau).into()),
            ("interval", measure.interval(study.interval).into()),
        ]
    }

    fn numbers(self, study: &Consistency) -> String {
        let words = self.context.words;
        let figures = self.context.report.figures.iter();
        let tested: usize = figures.map(|figure| figure.consistency.len()).sum();
        let i2 = words.measure(Unit::Percent, 0.0).value(100.0 * study.i2);
        let numbers = [
            ("groups", study.groups.into()),
            ("q", words.fixed(study.q, 2).into()),
            ("p", words.p(study.p).into()),
            ("adjusted", words.p(study.adjusted_p).into()),
            ("tested", tested.into()),
            ("i2", i2.into()),
        ];
        let args = numbers.into_iter().chain(self.spread(study));
        words.say("consistency-numbers", args)
    }
}

fn is_real_change(shown: &Shown) -> bool {
    shown
        .before
        .as_ref()
        .is_some_and(|comparison| comparison.verdict.is_real())
}

const fn signal_id(signal: Signal) -> &'static str {
    match signal {
        Signal::Outside => "signal-outside",
        Signal::EightInARow => "signal-eight",
        Signal::ThreeOfFour => "signal-three",
    }
}
