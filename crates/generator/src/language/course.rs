//! The sentences of a verdict: what a figure's level did and since when, and how it stands to the period and the year before.
//!
//! A finding begins with a small letter and has no full stop, so that a name can stand before it.

mod beside;
mod brief;
mod shapes;

use cxpress_report::{
    Cell, Change, Comparison, Course, FigureSeries, LEVEL, Level, Report, Shift, Shown, TileKind,
    TileVerdict, period,
};

use super::measure::Measure;
use super::period::Calendar;
use super::{Arg, Words, say};

/// So many periods the change that would have shown is taken to last.
const LASTING: usize = 3;

/// A figure, or a group, that is shown in a period.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) words: &'a Words,
    pub(crate) report: &'a Report,
    pub(crate) figure: &'a FigureSeries,
    pub(crate) cells: &'a [Cell],
    pub(crate) shown: &'a Shown,
    pub(crate) period: usize,
}

/// The change of a comparison that came out as real.
pub(super) fn real(comparison: Option<&Comparison>) -> Option<&Change> {
    comparison.filter(|it| it.verdict.is_real())?.change.as_ref()
}

impl<'a> Told<'a> {
    /// `None` if it is not shown.
    pub(crate) fn new(
        words: &'a Words,
        report: &'a Report,
        figure: &'a FigureSeries,
        cells: &'a [Cell],
        period: usize,
    ) -> Option<Self> {
        let shown = cells.get(period)?.shown()?;
        Some(Self {
            words,
            report,
            figure,
            cells,
            shown,
            period,
        })
    }

    /// Its one verdict; none where it was compared with nothing.
    pub(crate) fn verdict(self) -> Option<TileVerdict> {
        TileVerdict::of(self.shown)
    }

    /// All that is to be said beside a verdict, in one sentence or two. None where the verdict says it all.
    pub(crate) fn sentence(self, told: TileVerdict) -> Option<String> {
        let clauses = self.clauses(told).into_iter();
        let sentence = clauses.fold(self.finding(told)?, |sentence, clause| {
            let args = [("sentence", sentence.into()), ("clause", clause.into())];
            self.words.say("course-clause", args)
        });
        let sentence = self.without_a_year(told, sentence);
        let more = [self.small(told), self.more(told)].into_iter().flatten();
        Some(more.fold(
            self.words.say("course-said", [("sentence", sentence.into())]),
            |said, more| {
                let args = [("said", said.into()), ("more", say::capitalised(&more).into())];
                self.words.say("course-said-more", args)
            },
        ))
    }

    /// What a verdict rests on, in half a sentence. None where the verdict says it all.
    pub(crate) fn finding(self, told: TileVerdict) -> Option<String> {
        match told.kind {
            TileKind::TooFew | TileKind::NoEvidence => None,
            TileKind::AsAYearAgo => self.as_a_year_ago(self.shift()?),
            TileKind::Back => self.back(self.shift()?),
            TileKind::Course => self.lasting(self.shift()?),
            TileKind::YearBefore => self.year_before(),
            TileKind::Wavers => self.wavers(self.shift()?),
            TileKind::Before => self.before(),
            TileKind::Unchanged => self.unchanged(),
        }
    }

    /// That there was a change that is not told, because the figure varies as much or because so many were looked for.
    pub(crate) fn not_told(self) -> Option<String> {
        let course = self.course()?;
        let shift = course.shift.as_ref().filter(|it| it.change.p <= LEVEL)?;
        if course.told().is_some() {
            return None;
        }
        let values = self.values(shift.change.after);
        let id = if course.p > LEVEL {
            "course-usual"
        } else {
            "course-many"
        };
        let args = [
            ("n", (self.period + 1 - shift.since).into()),
            ("periods", self.calendar().names(shift.since, self.period).into()),
            ("way", say::way(shift.change.way()).into()),
            ("after", values.named(shift.change.after).into()),
            ("before", values.plain(shift.change.before).into()),
        ];
        Some(self.words.say(id, args))
    }

    /// *72.1 % since September, 82.4 % before: −10.3 points (−13.6 … −7.1)*.
    pub(crate) fn numbers(self, shift: &Shift) -> String {
        let change = &shift.change;
        let values = self.values(change.after);
        let difference = self.words.measure(change.unit, change.difference);
        let args = [
            ("after", values.named(change.after).into()),
            ("since", self.calendar().during(shift.since, self.period).into()),
            ("before", values.plain(change.before).into()),
            ("difference", difference.difference(change.difference).into()),
            ("interval", difference.difference_interval(change.interval).into()),
        ];
        self.words.say("course-numbers", args)
    }

    /// *a change of 6.3 points or more that lasted three months would have shown*.
    pub(crate) fn detectable(self, course: &Course) -> String {
        let unit = self.figure.judged_unit();
        let amount = self
            .words
            .measure(unit, course.detectable)
            .amount(course.detectable);
        let (id, part) = match &self.figure.judged {
            Some(part) => (
                "course-detectable-judged",
                say::judged_name(self.words, self.figure, part),
            ),
            None => ("course-detectable", String::new()),
        };
        let args = [
            ("amount", amount.into()),
            ("part", part.into()),
            ("unit", unit.name().into()),
            ("spell", self.spell("spell", LASTING).into()),
        ];
        self.words.say(id, args)
    }

    /// *within what has been its level since March (74.9 %)*, after a sentence. None where its level is not known, or began
    /// with the period.
    pub(super) fn within_level(self, sentence: &str) -> Option<String> {
        let level = self.course()?.level;
        let args = [
            ("sentence", sentence.into()),
            ("since", self.calendar().since(level.from).into()),
            ("level", self.values(level.value).named(level.value).into()),
        ];
        (level.from < self.period).then(|| self.words.say("course-before-within", args))
    }

    /// The first periods of a change: *since about September (August to October)*.
    fn since(self, shift: &Shift) -> String {
        let calendar = self.calendar();
        match shift.dates.as_slice() {
            [first, .., last] => {
                let since = calendar.phrase("period-since-about", shift.since);
                let args = [
                    ("since", since.into()),
                    ("dates", calendar.names(*first, *last).into()),
                ];
                self.words.say("course-since-about", args)
            }
            _ if shift.at_the_latest => {
                let since = calendar.since(shift.since);
                self.words.say("course-since-latest", [("since", since.into())])
            }
            _ => calendar.since(shift.since),
        }
    }

    pub(super) fn calendar(self) -> Calendar<'a> {
        Calendar {
            words: self.words,
            report: self.report,
            at: self.period,
        }
    }

    pub(super) fn course(self) -> Option<&'a Course> {
        self.shown.course.as_ref()
    }

    pub(super) fn shift(self) -> Option<&'a Shift> {
        self.course()?.shift.as_ref()
    }

    fn values(self, like: f64) -> Values<'a> {
        Values {
            words: self.words,
            figure: self.figure,
            measure: self.words.measure(self.figure.judged_unit(), like),
        }
    }

    /// So many periods, in words: *three months*.
    fn spell(self, id: &str, n: usize) -> String {
        let kind = period::spec(self.report.period_kind).name;
        let args = [("kind", kind.into()), ("number", self.number(n).into())];
        self.words.say(id, args)
    }

    fn number(self, n: usize) -> String {
        self.words.say("number-word", [("n", n.into())])
    }
}

/// Values of what is judged, each in the unit that suits one of them.
struct Values<'a> {
    words: &'a Words,
    figure: &'a FigureSeries,
    measure: Measure<'a>,
}

impl Values<'_> {
    /// `71.2 %`.
    fn plain(&self, value: f64) -> String {
        self.measure.value(value)
    }

    /// `64.0 % within 7 days`, where a part is judged.
    fn named(&self, value: f64) -> String {
        let plain = self.plain(value);
        let Some(part) = &self.figure.judged else {
            return plain;
        };
        let part = say::judged_name(self.words, self.figure, part);
        self.words
            .say("judged-value", [("value", plain.into()), ("part", part.into())])
    }

    /// `84.7 → 76.3 → 61.2 %`.
    fn row(&self, levels: &[Level]) -> String {
        let Some((last, before)) = levels.split_last() else {
            return String::new();
        };
        let before = before.iter().rev().map(|level| self.measure.bare(level.value));
        before.fold(self.named(last.value), |after, before| {
            self.words
                .say("arrow", [("before", before.into()), ("after", after.into())])
        })
    }
}

fn way(change: &Change) -> Arg<'static> {
    ("way", say::way(change.way()).into())
}
