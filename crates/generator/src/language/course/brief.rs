//! A verdict in two words and half a line, as lists of figures say it.

use cxpress_report::{Contrast, Shift, ShiftKind, TileKind, TileVerdict, Way};

use super::Told;
use crate::language::say::{self, VerdictView};

/// A verdict in few words.
pub(crate) struct Brief {
    /// *11.0 points lower*; *no evidence of a change*.
    pub(crate) verdict: VerdictView,
    /// *since September; was 83.5 %*. None where there is nothing to add.
    pub(crate) note: Option<String>,
}

impl Told<'_> {
    /// *was 171 in September*: of a figure whose changes are not judged.
    pub(crate) fn was(self) -> Option<String> {
        let before = self.period.checked_sub(1)?;
        let estimate = self.cells.get(before)?.shown()?.headline.estimate()?;
        let value = self.words.measure(self.figure.unit, estimate.value);
        let args = [
            ("before", value.value(estimate.value).into()),
            ("in", self.calendar().within(before).into()),
        ];
        Some(self.words.say("brief-was", args))
    }

    /// The verdict in few words.
    pub(crate) fn brief(self, told: TileVerdict) -> Brief {
        let mut verdict = self.view(told);
        if let Some(moved) = self.moved_briefly(told) {
            verdict.text = moved;
        }
        Brief {
            verdict,
            note: self.brief_note(told),
        }
    }

    /// *11.0 points lower*, *18.5 points fewer within 7 days*; none where nothing is told to have moved.
    fn moved_briefly(self, told: TileVerdict) -> Option<String> {
        let is_moved = matches!(
            told.kind,
            TileKind::Course | TileKind::YearBefore | TileKind::Before
        );
        let change = told.change(self.shown).filter(|_| is_moved)?;
        if change.way() == Way::Level {
            return None;
        }
        let amount = self.words.measure(change.unit, change.difference);
        let part = self.figure.judged.as_ref();
        let part = part.map(|part| say::judged_name(self.words, self.figure, part));
        let args = [
            ("way", say::way(change.way()).into()),
            ("unit", change.unit.name().into()),
            ("amount", amount.amount(change.difference).into()),
            ("judged", if part.is_some() { "yes" } else { "no" }.into()),
            ("part", part.unwrap_or_default().into()),
        ];
        Some(self.words.say("brief-moved", args))
    }

    /// Since when, and what it was.
    fn brief_note(self, told: TileVerdict) -> Option<String> {
        let change = told.change(self.shown);
        let was = change.map(|change| self.values(change.after).plain(change.before));
        match told.kind {
            TileKind::Course => self.brief_course(self.shift()?, was?),
            TileKind::YearBefore => Some(self.words.say("brief-year", [("before", was?.into())])),
            TileKind::Before => {
                let args = [("in", self.before_in()?.into()), ("before", was?.into())];
                let note = self.words.say("brief-before", args);
                Some(self.within_level(&note).unwrap_or(note))
            }
            TileKind::Back => {
                let [.., between, _] = self.shift()?.levels.as_slice() else {
                    return None;
                };
                let value = self.values(between.value).plain(between.value);
                let range = self.calendar().range(between.from, between.to);
                let args = [("value", value.into()), ("range", range.into())];
                Some(self.words.say("brief-back", args))
            }
            TileKind::TooFew
            | TileKind::AsAYearAgo
            | TileKind::Wavers
            | TileKind::Unchanged
            | TileKind::NoEvidence => None,
        }
    }

    fn brief_course(self, shift: &Shift, was: String) -> Option<String> {
        let span = self.since_when(shift);
        let levels = shift.levels.as_slice();
        match (shift.kind, levels) {
            (ShiftKind::Line { .. }, [before @ .., first, last]) => {
                let from = before.last().unwrap_or(first);
                let until = if before.is_empty() {
                    self.calendar().within(from.from)
                } else {
                    self.until(from)
                };
                let value = self.values(last.value).plain(from.value);
                let args = [
                    ("span", span.into()),
                    ("before", value.into()),
                    ("until", until.into()),
                ];
                Some(self.words.say("brief-line", args))
            }
            (_, [.., level, now]) if now.from == self.period => {
                let since = self.calendar().during(level.from, level.to);
                let level = self.values(now.value).plain(level.value);
                let args = [("since", since.into()), ("level", level.into())];
                Some(self.words.say("brief-month", args))
            }
            _ => {
                let args = [("since", span.into()), ("before", was.into())];
                Some(self.words.say("brief-since", args))
            }
        }
    }

    /// *since September*, *for ten months*.
    fn since_when(self, shift: &Shift) -> String {
        match shift.kind {
            ShiftKind::Line { periods, .. } => {
                let spell = self.spell("spell-dative", periods);
                self.words.say("course-for", [("spell", spell.into())])
            }
            _ if shift.at_the_latest || shift.dates.len() > 1 => self.since(shift),
            _ => self.calendar().during(shift.since, self.period),
        }
    }

    /// What a change that is better or worse is held against, to stand after a clause: *since September*, *compared with a
    /// year ago*.
    pub(crate) fn when(self, told: TileVerdict) -> Option<String> {
        match told.kind {
            TileKind::Course => Some(self.since_when(self.shift()?)),
            TileKind::YearBefore => Some(self.words.get("when-year")),
            TileKind::Before => Some(self.words.say("when-before", [("in", self.before_in()?.into())])),
            _ => None,
        }
    }

    /// *in September*: the period before.
    fn before_in(self) -> Option<String> {
        match self.shown.before.as_ref()?.contrast {
            Contrast::Period(index) => Some(self.calendar().within(index)),
            Contrast::Rest => None,
        }
    }
}
