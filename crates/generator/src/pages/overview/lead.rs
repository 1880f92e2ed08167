//! The finding of a period: the one verdict of every headline figure, put together.

use cxpress_report::{TileKind, TileVerdict, Verdict};

use super::Builder;
use crate::language::course::Told;
use crate::language::period;

impl<'a> Builder<'a> {
    /// Every headline figure that was compared, with its one verdict.
    pub(super) fn told(&self) -> Vec<(Told<'a>, TileVerdict)> {
        let told = self.headlines().filter_map(|(_, figure)| {
            let told = self.context.told(figure, &figure.total, self.period)?;
            Some((told, told.verdict()?))
        });
        told.collect()
    }

    /// *X worsened; Y improved.* Of a period that is not over: *until 10 October*.
    pub(super) fn headline(&self) -> String {
        let headline = self.found();
        let Some(until) = self.context.report.periods[self.period].partial else {
            return headline;
        };
        let date = period::date(self.context.words, until);
        let args = [("date", date.into()), ("headline", headline.into())];
        self.context.words.say("headline-until", args)
    }

    fn found(&self) -> String {
        let words = self.context.words;
        let told = self.told();
        let worse = labels(&told, |it| it.mark == Verdict::Worsened);
        let better = labels(&told, |it| it.mark == Verdict::Improved);
        let list = |labels: &[String]| self.few(labels);
        match (worse.as_slice(), better.as_slice()) {
            ([], []) => self.quiet_headline(&told),
            (worse, []) => words.say("headline-worse", [("list", list(worse).into())]),
            ([], better) => words.say("headline-better", [("list", list(better).into())]),
            (worse, better) => words.say(
                "headline-both",
                [("worse", list(worse).into()), ("better", list(better).into())],
            ),
        }
    }

    /// Where nothing is better or worse: what is back, as a year ago, or another where neither is better.
    fn quiet_headline(&self, told: &[(Told<'_>, TileVerdict)]) -> String {
        let words = self.context.words;
        if told.is_empty() {
            let period = self.context.period(self.period);
            return words.say(self.headline_alone(), [("period", period.into())]);
        }
        if told.iter().all(|(_, it)| it.kind == TileKind::TooFew) {
            return words.get("headline-too-few");
        }
        let sentence = |id: &str, kind: TileKind| {
            let labels = labels(told, |it| it.kind == kind);
            let args = [("n", labels.len().into()), ("list", self.few(&labels).into())];
            (!labels.is_empty()).then(|| words.say(id, args))
        };
        let sentences = [
            sentence("headline-back", TileKind::Back),
            sentence("headline-as-a-year-ago", TileKind::AsAYearAgo),
            sentence("headline-moved", TileKind::Course),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        if sentences.is_empty() {
            return words.get("headline-none");
        }
        sentences.join(" ")
    }

    /// What is said of a period that is compared with none. Tickets and orders are no customers' words.
    fn headline_alone(&self) -> &'static str {
        let mut sources = self.context.report.data.sources.iter();
        if sources.any(|source| !source.answers.is_empty()) {
            "headline-alone"
        } else {
            "headline-alone-records"
        }
    }

    pub(super) fn few(&self, labels: &[String]) -> String {
        self.context.words.few(labels)
    }

    /// A sentence a finding, the worst first, and which figures have none.
    pub(super) fn lead(&self) -> Vec<String> {
        let mut told = self.told();
        told.sort_by_key(|(_, it)| match it.mark {
            Verdict::Worsened => 0,
            Verdict::Improved => 1,
            Verdict::NoEvidence | Verdict::TooFew => 2,
        });
        let mut lead: Vec<String> = told.iter().filter_map(|(told, it)| told.lead(*it)).collect();
        if lead.is_empty() {
            return lead;
        }
        for (id, kind) in [
            ("lead-unchanged", TileKind::Unchanged),
            ("lead-still", TileKind::NoEvidence),
        ] {
            let labels = labels(&told, |it| it.kind == kind);
            let args = [("n", labels.len().into()), ("list", self.few(&labels).into())];
            lead.extend((!labels.is_empty()).then(|| self.context.words.say(id, args)));
        }
        lead
    }
}

/// The names of the figures with some verdicts.
fn labels(told: &[(Told<'_>, TileVerdict)], is_meant: impl Fn(TileVerdict) -> bool) -> Vec<String> {
    let meant = told.iter().filter(|(_, it)| is_meant(*it));
    meant.map(|(told, _)| told.figure.label.clone()).collect()
}
