//! How much was compared, and what would have shown.

use cxpress_report::{FamilyKind, TileKind};

use super::Builder;
use crate::language::course::Told;
use crate::language::say;

/// What a family of comparisons over time is of.
enum Of {
    Figures,
    Groups,
}

/// What a family is of; none for those that are not over time.
const fn of(kind: FamilyKind) -> Option<Of> {
    match kind {
        FamilyKind::Headlines
        | FamilyKind::HeadlinesOverTime
        | FamilyKind::Totals
        | FamilyKind::HeadlinesYear => Some(Of::Figures),
        FamilyKind::GroupsOverTime | FamilyKind::Slices(_) | FamilyKind::SlicesYear(_) => Some(Of::Groups),
        FamilyKind::GroupsAgainstRest | FamilyKind::Studies | FamilyKind::Rest(_) => None,
    }
}

/// The comparisons over time of a period.
#[derive(Default)]
struct Counts {
    totals: u64,
    groups: u64,
    words: u64,
    few: u64,
}

impl Builder<'_> {
    fn counts(&self) -> Counts {
        let families = self.context.report.families.iter();
        let mut counts = Counts::default();
        for family in families.filter(|family| family.period == self.period) {
            match of(family.kind) {
                None => continue,
                Some(Of::Figures) => counts.totals += family.tested,
                Some(Of::Groups) => counts.groups += family.tested,
            }
            counts.words += family.words;
            counts.few += family.too_few;
        }
        counts
    }

    /// How many comparisons were tested, and how many of them are words.
    pub(super) fn tested(&self) -> Option<String> {
        let words = self.context.words;
        let Counts {
            totals,
            groups,
            words: real,
            few,
        } = self.counts();
        if totals + groups == 0 {
            return (few > 0).then(|| words.say("tested-none", [("few", few.into())]));
        }
        let args = [
            ("totals", totals.into()),
            ("slices", groups.into()),
            ("words", real.into()),
            ("few", few.into()),
        ];
        Some(words.say("tested", args))
    }

    /// What it means that no headline figure is better or worse, and how large a change would have shown.
    pub(super) fn quiet(&self) -> Vec<String> {
        let words = self.context.words;
        let told = self.told();
        let tested = told.iter().any(|(_, it)| it.kind != TileKind::TooFew);
        if !tested || told.iter().any(|(_, it)| it.is_marked()) {
            return Vec::new();
        }
        let is_neutral =
            |kind: TileKind| matches!(kind, TileKind::Back | TileKind::AsAYearAgo | TileKind::Course);
        let id = if told.iter().any(|(_, it)| is_neutral(it.kind)) {
            "nothing-better-or-worse"
        } else {
            "nothing-changed"
        };
        let silent = told.iter().filter(|(_, it)| it.kind == TileKind::NoEvidence);
        let silent: Vec<Told<'_>> = silent.map(|(told, _)| *told).collect();
        let (lasting, since): (Vec<_>, Vec<_>) =
            silent.into_iter().partition(|told| told.shown.course.is_some());
        let lasting = self.would_have_shown("would-have-shown-lasting", &lasting);
        let since = self.would_have_shown("would-have-shown", &since);
        let sizes = [lasting, since].into_iter().flatten();
        std::iter::once(words.get(id)).chain(sizes).collect()
    }

    fn would_have_shown(&self, id: &str, told: &[Told<'_>]) -> Option<String> {
        let kind = cxpress_report::period::spec(self.context.report.period_kind).name;
        let sizes: Vec<String> = told.iter().filter_map(|told| self.size(*told)).collect();
        let list = sizes.join("; ");
        let args = [("kind", kind.into()), ("list", list.into())];
        (!sizes.is_empty()).then(|| self.context.words.say(id, args))
    }

    /// *Would recommend 9.4 points*.
    fn size(&self, told: Told<'_>) -> Option<String> {
        let words = self.context.words;
        let before = told.shown.before.as_ref().and_then(|it| it.change.as_ref());
        let course = told.shown.course.as_ref().map(|course| course.detectable);
        let detectable = course.or(before.map(|change| change.detectable))?;
        let figure = told.figure;
        let amount = words.measure(figure.judged_unit(), detectable).amount(detectable);
        let args = [
            ("figure", words.counted_name(figure).into()),
            ("amount", amount.into()),
        ];
        Some(match &figure.judged {
            None => words.say("would-have-shown-size", args),
            Some(part) => {
                let part = [("part", say::judged_name(words, figure, part).into())];
                words.say("would-have-shown-size-of", args.into_iter().chain(part))
            }
        })
    }
}
