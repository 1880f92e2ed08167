//! A sentence for each shape of a course, and for the comparisons that stand in its place.

use cxpress_report::{Change, Comparison, Contrast, Level, STILL, Shift, ShiftKind};

use super::{Arg, Told, real, way};

impl Told<'_> {
    pub(super) fn lasting(self, shift: &Shift) -> Option<String> {
        match shift.kind {
            ShiftKind::Line { periods, turned } => self.line(shift, periods, turned),
            ShiftKind::Since => self.another_level(shift),
            ShiftKind::Steps => self.steps(shift),
            ShiftKind::Month => self.month(shift),
            ShiftKind::Partly => self.partly(shift),
            ShiftKind::Back | ShiftKind::AsAYearAgo | ShiftKind::Wavers => None,
        }
    }

    fn line(self, shift: &Shift, periods: usize, turned: bool) -> Option<String> {
        let [before @ .., first, last] = shift.levels.as_slice() else {
            return None;
        };
        let calendar = self.calendar();
        let span = if turned {
            let args = [
                ("since", calendar.since(first.from).into()),
                ("in", calendar.so_far(self.period).into()),
            ];
            self.words.say("course-though", args)
        } else if before.is_empty() {
            let all = self.spell("spell", periods);
            self.words.say("course-over-all", [("spell", all.into())])
        } else {
            let all = self.spell("spell-dative", periods);
            self.words.say("course-for", [("spell", all.into())])
        };
        let values = self.values(last.value);
        let args = [way(&shift.change), ("span", span.into())];
        let Some(before) = before.last() else {
            let row = [("values", values.row(&shift.levels).into())];
            return Some(self.words.say("course-line", args.into_iter().chain(row)));
        };
        let ends = [
            ("before", values.plain(before.value).into()),
            ("until", self.until(before).into()),
            ("after", values.named(last.value).into()),
        ];
        // One period alone is no level.
        let id = if before.from == before.to {
            "course-line-after"
        } else {
            "course-line-from"
        };
        Some(self.words.say(id, args.into_iter().chain(ends)))
    }

    /// *until August*; of one period alone, *in August*.
    pub(super) fn until(self, level: &Level) -> String {
        let calendar = self.calendar();
        if level.from == level.to {
            calendar.within(level.to)
        } else {
            calendar.until(level.to)
        }
    }

    fn another_level(self, shift: &Shift) -> Option<String> {
        let [.., before, after] = shift.levels.as_slice() else {
            return None;
        };
        let values = self.values(after.value);
        let until = if shift.dates.len() > 1 {
            self.words.get("course-until-then")
        } else {
            self.until(before)
        };
        let args = [
            way(&shift.change),
            ("since", self.since(shift).into()),
            ("after", values.named(after.value).into()),
            ("before", values.plain(before.value).into()),
            ("until", until.into()),
        ];
        let is_news = after.to + 1 - after.from < STILL;
        Some(
            self.words
                .say(if is_news { "course-since" } else { "course-still" }, args),
        )
    }

    fn steps(self, shift: &Shift) -> Option<String> {
        let (_, steps) = shift.levels.split_first()?;
        let last = steps.last()?;
        let when: Vec<String> = steps
            .iter()
            .map(|step| self.calendar().within(step.from))
            .collect();
        let args = [
            way(&shift.change),
            ("number", self.number(steps.len()).into()),
            ("when", self.words.list(&when).into()),
            ("values", self.values(last.value).row(&shift.levels).into()),
        ];
        Some(self.words.say("course-steps", args))
    }

    fn month(self, shift: &Shift) -> Option<String> {
        let [.., before, after] = shift.levels.as_slice() else {
            return None;
        };
        let values = self.values(after.value);
        let args = [
            way(&shift.change),
            ("after", values.named(after.value).into()),
            ("in", self.calendar().so_far(self.period).into()),
            ("before", values.plain(before.value).into()),
            ("since", self.calendar().during(before.from, before.to).into()),
        ];
        Some(self.words.say("course-month", args))
    }

    fn partly(self, shift: &Shift) -> Option<String> {
        let [.., old, between, after] = shift.levels.as_slice() else {
            return None;
        };
        let values = self.values(after.value);
        let args = [
            way(&shift.change),
            ("after", values.named(after.value).into()),
            ("since", self.lately(after).into()),
            ("between", values.plain(between.value).into()),
            (
                "then",
                self.calendar().phrase("period-before", between.from).into(),
            ),
            ("before", values.plain(old.value).into()),
        ];
        Some(self.words.say("course-partly", args))
    }

    pub(super) fn back(self, shift: &Shift) -> Option<String> {
        let [.., _, between, after] = shift.levels.as_slice() else {
            return None;
        };
        let values = self.values(after.value);
        let args = [
            ("after", values.named(after.value).into()),
            (
                "then",
                self.calendar().phrase("period-before", between.from).into(),
            ),
            ("between", values.plain(between.value).into()),
            ("range", self.calendar().range(between.from, between.to).into()),
        ];
        Some(self.words.say("course-back", args))
    }

    pub(super) fn as_a_year_ago(self, shift: &Shift) -> Option<String> {
        let last = shift.levels.last()?;
        let values = self.values(last.value);
        let year = match shift.year_before {
            Some(value) => {
                let value = values.plain(value);
                self.words.say("course-as-a-year-ago", [("value", value.into())])
            }
            None => self.words.get("verdict-as-a-year-ago"),
        };
        let args = [
            way(&shift.change),
            ("after", values.named(last.value).into()),
            ("since", self.lately(last).into()),
            ("before", values.plain(shift.change.before).into()),
            ("year", year.into()),
        ];
        Some(self.words.say("course-season", args))
    }

    pub(super) fn wavers(self, shift: &Shift) -> Option<String> {
        let values = self.values(shift.change.after);
        let args = [
            way(&shift.change),
            ("since", self.since(shift).into()),
            ("after", values.named(shift.change.after).into()),
            ("before", values.plain(shift.change.before).into()),
            (
                "itself",
                self.calendar().phrase("period-itself", self.period).into(),
            ),
        ];
        Some(self.words.say("course-wavers", args))
    }

    /// A level up to the period: *since October*, *so far in October*.
    fn lately(self, level: &Level) -> String {
        if level.from == self.period {
            self.calendar().so_far(self.period)
        } else {
            self.calendar().since(level.from)
        }
    }

    pub(super) fn year_before(self) -> Option<String> {
        let change = real(self.shown.year_before.as_ref())?;
        let values = self.values(change.after);
        let args = [
            way(change),
            ("after", values.named(change.after).into()),
            ("before", values.plain(change.before).into()),
        ];
        let sentence = self.words.say("course-year", args);
        let is_alone = real(self.shown.before.as_ref()).is_none();
        if is_alone && self.course().is_some_and(|course| course.told().is_none()) {
            return Some(
                self.words
                    .say("course-year-only", [("sentence", sentence.into())]),
            );
        }
        Some(sentence)
    }

    pub(super) fn before(self) -> Option<String> {
        let comparison = self.shown.before.as_ref()?;
        let change = real(Some(comparison))?;
        let sentence = self.words.say("course-before", self.moved(comparison, change)?);
        self.within_level(&sentence).or_else(|| {
            let after = self.values(change.after).named(change.after);
            let args = [("sentence", sentence.into()), ("after", after.into())];
            Some(self.words.say("course-before-to", args))
        })
    }

    /// By how much it moved, and since when.
    pub(super) fn moved(self, comparison: &Comparison, change: &Change) -> Option<[Arg<'static>; 3]> {
        let Contrast::Period(index) = comparison.contrast else {
            return None;
        };
        let measure = self.words.measure(change.unit, change.difference);
        Some([
            way(change),
            ("amount", measure.amount(change.difference).into()),
            ("on", self.calendar().phrase("period-on", index).into()),
        ])
    }

    pub(super) fn unchanged(self) -> Option<String> {
        let unchanged = self.course()?.unchanged?;
        let values = self.values(unchanged.recent.value);
        let unit = self.figure.judged_unit();
        let margin = self.words.measure(unit, unchanged.margin);
        let count = |level: Level| {
            let cells = self.cells.get(level.from..=level.to).unwrap_or_default();
            cells.iter().filter(|cell| cell.shown().is_some()).count()
        };
        let args = [
            ("after", values.named(unchanged.recent.value).into()),
            (
                "spell",
                self.spell("spell-dative", count(unchanged.recent)).into(),
            ),
            ("before", values.plain(unchanged.before.value).into()),
            ("number", self.number(count(unchanged.before)).into()),
            ("margin", margin.margin(unchanged.margin).into()),
        ];
        Some(self.words.say("course-unchanged", args))
    }
}
