//! The one verdict of a figure or a group, as tiles, headings and headlines say it.

use cxpress_report::{Contrast, TileKind, TileVerdict, Verdict, Way};

use super::course::{Told, real};
use super::say::{self, VerdictView};

impl Told<'_> {
    /// The verdict as readers see it.
    pub(crate) fn view(self, told: TileVerdict) -> VerdictView {
        let words = self.words;
        match told.kind {
            TileKind::TooFew | TileKind::NoEvidence | TileKind::Wavers => say::verdict(words, told.mark),
            TileKind::AsAYearAgo => neutral("≈", words.get("verdict-as-a-year-ago")),
            TileKind::Back => neutral("⟲", words.get("verdict-back")),
            TileKind::Unchanged => neutral("=", self.unchanged_within()),
            TileKind::Course if told.is_marked() => say::verdict(words, told.mark),
            TileKind::Course => self.unjudged(),
            TileKind::YearBefore => marked(
                told.mark,
                words.say("verdict-than-year", [("verdict", mark(told.mark).into())]),
            ),
            TileKind::Before => marked(told.mark, self.than_before(told.mark)),
        }
    }

    /// What stands below the verdict.
    pub(crate) fn note(self, told: TileVerdict) -> Option<String> {
        match told.kind {
            TileKind::TooFew => self.too_few(),
            TileKind::NoEvidence => self.not_told().map(|it| self.said(&say::capitalised(&it))),
            _ => self.sentence(told).map(|it| say::capitalised(&it)),
        }
    }

    /// The finding with the name of the figure, for headings.
    pub(crate) fn heading(self) -> String {
        let Some(told) = self.verdict() else {
            return self.words.say("finding-alone", self.value());
        };
        let named = match told.kind {
            TileKind::TooFew | TileKind::NoEvidence | TileKind::Wavers => None,
            TileKind::Before => self.moved_by(told),
            _ => self.finding(told).map(|finding| self.of_figure(finding)),
        };
        named.unwrap_or_else(|| {
            let verdict = self.view(told).text;
            let args = self.value().into_iter().chain([("verdict", verdict.into())]);
            self.words.say("finding-verdict", args)
        })
    }

    /// The verdict of the course alone, with all that is known of it; none where it has none.
    pub(crate) fn of_course(self) -> Option<(VerdictView, String)> {
        let course = self.course()?;
        let told = TileVerdict::of_course(course);
        let sentence = match told.kind {
            TileKind::NoEvidence => self.not_told().map(|it| self.said(&it)),
            _ => self.finding(told).map(|it| self.said(&it)),
        };
        let shift = course.shift.as_ref().filter(|_| sentence.is_some());
        let numbers = shift.map(|shift| self.numbers(shift));
        let missed = course.told().is_none().then(|| self.detectable(course));
        let rest = [numbers, missed].into_iter().flatten();
        let rest = rest.map(|text| self.said(&say::capitalised(&text)));
        let all = sentence.map(|it| say::capitalised(&it)).into_iter().chain(rest);
        Some((self.view(told), all.collect::<Vec<_>>().join(" ")))
    }

    /// *Would recommend fell 8.9 points to 31.0*; *Time to resolution worsened: 64.0 % within 7 days, was 71.2 %*.
    fn moved_by(self, told: TileVerdict) -> Option<String> {
        let change = real(self.shown.before.as_ref())?;
        Some(match &self.figure.judged {
            None => say::moved(self.words, self.figure, change),
            Some(part) => {
                let what = say::judged_pair(self.words, self.figure, part, change);
                let verdict = say::verdict_word(self.words, told.mark);
                let args = [
                    ("figure", self.words.counted_name(self.figure).into()),
                    ("verdict", verdict.into()),
                    ("what", what.into()),
                ];
                self.words.say("finding-judged", args)
            }
        })
    }

    fn of_figure(self, sentence: String) -> String {
        let figure = self.words.counted_name(self.figure);
        let args = [("figure", figure.into()), ("sentence", sentence.into())];
        self.words.say("finding-course", args)
    }

    fn said(self, sentence: &str) -> String {
        self.words.say("course-said", [("sentence", sentence.into())])
    }

    fn value(self) -> [super::Arg<'static>; 2] {
        let value = self.words.reading(self.figure.unit, &self.shown.headline);
        [
            ("figure", self.words.counted_name(self.figure).into()),
            ("value", value.into()),
        ]
    }

    /// How many are missing for a comparison.
    fn too_few(self) -> Option<String> {
        let compared = [&self.shown.before, &self.shown.year_before];
        let comparison = compared.into_iter().flatten().next()?;
        say::verdict_note(self.words, self.figure, comparison)
    }

    /// *unchanged within 5 points*.
    fn unchanged_within(self) -> String {
        let unchanged = self.course().and_then(|course| course.unchanged);
        let margin = unchanged.map_or(0.0, |it| it.margin);
        let margin = self
            .words
            .measure(self.figure.judged_unit(), margin)
            .margin(margin);
        self.words.say("verdict-unchanged", [("margin", margin.into())])
    }

    /// Lower or higher, where neither is better.
    fn unjudged(self) -> VerdictView {
        let way = self.shift().map_or(Way::Level, |shift| shift.change.way());
        let shape = if way == Way::Up { "↑" } else { "↓" };
        neutral(
            shape,
            self.words.say("verdict-way", [("way", say::way(way).into())]),
        )
    }

    /// *worse than in September*.
    fn than_before(self, verdict: Verdict) -> String {
        let contrast = self.shown.before.as_ref().map(|it| it.contrast);
        let Some(Contrast::Period(index)) = contrast else {
            return say::verdict_word(self.words, verdict);
        };
        let period = self.calendar().within(index);
        let args = [("verdict", mark(verdict).into()), ("in", period.into())];
        self.words.say("verdict-than", args)
    }
}

fn neutral(shape: &'static str, text: String) -> VerdictView {
    VerdictView {
        class: say::class(Verdict::NoEvidence),
        shape,
        text,
    }
}

fn marked(verdict: Verdict, text: String) -> VerdictView {
    VerdictView {
        class: say::class(verdict),
        shape: say::shape(verdict),
        text,
    }
}

/// A verdict as a key of the string table.
const fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "improved",
        _ => "worsened",
    }
}
