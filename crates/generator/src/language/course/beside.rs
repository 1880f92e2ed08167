//! What is said beside a finding: the comparisons with the year before and the period before, and what it does not show.

use cxpress_report::{Change, ShiftKind, TileKind, TileVerdict, Way, period};

use super::{Told, real, way};

impl Told<'_> {
    /// How it stands to the year before and the period before, where these have a word of their own.
    pub(super) fn clauses(self, told: TileVerdict) -> Vec<String> {
        let is_told = !matches!(told.kind, TileKind::Before | TileKind::Unchanged);
        let change = told.change(self.shown).filter(|_| is_told);
        let Some(way) = change.map(Change::way) else {
            return Vec::new();
        };
        let clauses = [self.year_clause(told, way), self.before_clause(told, way)];
        clauses.into_iter().flatten().collect()
    }

    fn year_clause(self, told: TileVerdict, way_told: Way) -> Option<String> {
        let change = real(self.shown.year_before.as_ref()).filter(|_| told.kind != TileKind::YearBefore)?;
        let value = self.values(change.after).plain(change.before);
        let id = if change.way() == way_told {
            "clause-year"
        } else {
            "clause-year-still"
        };
        Some(self.words.say(id, [way(change), ("value", value.into())]))
    }

    fn before_clause(self, told: TileVerdict, way_told: Way) -> Option<String> {
        let comparison = self.shown.before.as_ref()?;
        let change = real(Some(comparison))?;
        let along = change.way() == way_told;
        if along && told.kind != TileKind::YearBefore && self.begins_now() {
            return None;
        }
        let id = if along || told.kind == TileKind::Wavers {
            "clause-before"
        } else {
            "clause-before-against"
        };
        Some(self.words.say(id, self.moved(comparison, change)?))
    }

    /// Whether the last level that is told is that of the period alone, so that the period before adds nothing.
    fn begins_now(self) -> bool {
        let last = self.shift().and_then(|shift| shift.levels.last());
        last.is_some_and(|level| level.from == self.period)
    }

    /// A sentence with the remark that a season cannot be told from a change, where no year before is known.
    pub(super) fn without_a_year(self, told: TileVerdict, sentence: String) -> String {
        let has_seasons = period::spec(self.report.period_kind)
            .per_year()
            .is_some_and(|n| n > 1);
        let is_lasting = told.kind == TileKind::Course;
        match self.shift() {
            Some(shift) if is_lasting && has_seasons && !shift.knows_year => {
                self.words.say("course-no-year", [("sentence", sentence.into())])
            }
            _ => sentence,
        }
    }

    /// That a change that is better or worse is smaller than what matters.
    pub(super) fn small(self, told: TileVerdict) -> Option<String> {
        let change = told.change(self.shown).filter(|_| told.is_marked())?;
        let margin = self
            .words
            .measure(change.unit, change.after)
            .margin(change.within?);
        Some(self.words.say("course-small", [("margin", margin.into())]))
    }

    /// What stands in a sentence of its own.
    pub(super) fn more(self, told: TileVerdict) -> Option<String> {
        let shift = self.course()?.told()?;
        match (told.kind, shift.kind) {
            (TileKind::Course, ShiftKind::Month) => {
                let kind = period::spec(self.report.period_kind).name;
                Some(self.words.say("course-month-more", [("kind", kind.into())]))
            }
            (TileKind::YearBefore, ShiftKind::Wavers) => self.wavers(shift),
            _ => None,
        }
    }
}
