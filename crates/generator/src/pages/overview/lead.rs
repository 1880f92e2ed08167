//! The finding of a period: the one verdict of every headline figure, put together.

use cxpress_report::{TileKind, TileVerdict, Verdict};

use super::Builder;
use super::story::Ranked;
use crate::language::course::Told;
use crate::language::{period, say};

impl<'a> Builder<'a> {
    /// Every headline figure that was compared, with its one verdict.
    pub(super) fn told(&self) -> Vec<(Told<'a>, TileVerdict)> {
        let told = self.headlines().filter_map(|(_, figure)| {
            let told = self.context.told(figure, &figure.total, self.period)?;
            Some((told, told.verdict()?))
        });
        told.collect()
    }

    /// *Fewer customers found it easy to get help; more are satisfied with delivery.* Of a period that is not over: *until 10
    /// October*.
    pub(super) fn headline(&self, ranked: &[Ranked<'_>]) -> String {
        let headline = self.found(ranked);
        let Some(until) = self.context.report.periods[self.period].partial else {
            return headline;
        };
        let date = period::date(self.context.words, until);
        let args = [("date", date.into()), ("headline", headline.into())];
        self.context.words.say("headline-until", args)
    }

    fn found(&self, ranked: &[Ranked<'_>]) -> String {
        let words = self.context.words;
        if ranked.is_empty() {
            return self.quiet_headline(&self.told());
        }
        let clauses: Vec<String> = named(ranked).iter().map(|it| self.clause(it)).collect();
        let clauses = say::capitalised(&clauses.join("; "));
        words.say("course-said", [("sentence", clauses.into())])
    }

    fn clause(&self, (_, told, verdict): &Ranked<'_>) -> String {
        let context = self.context;
        context.words.clause(context.report, told.figure, verdict.mark)
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
            (!labels.is_empty()).then(|| say::capitalised(&words.say(id, args)))
        };
        let sentences = [
            sentence("headline-back", TileKind::Back),
            sentence("headline-as-a-year-ago", TileKind::AsAYearAgo),
            sentence("headline-moved", TileKind::Course),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        if sentences.is_empty() {
            let is_lasting = told.iter().any(|(_, it)| it.is_marked());
            return words.get(if is_lasting {
                "headline-lasting"
            } else {
                "headline-none"
            });
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

    /// What else is better or worse, in a sentence each for the worse and the better; where nothing is, what that means.
    /// The story is left out, and so is what a headline of ours names.
    pub(super) fn lead(&self, ranked: &[Ranked<'_>], is_ours: bool) -> Vec<String> {
        if ranked.is_empty() {
            return self.quiet().into_iter().chain(self.lasting()).collect();
        }
        let named = if is_ours { named(ranked) } else { &ranked[..1] };
        let rest = ranked
            .iter()
            .filter(|it| named.iter().all(|other| other.0 != it.0));
        let rest: Vec<&Ranked<'_>> = rest.collect();
        let of = |mark: Verdict| {
            let own = rest.iter().filter(|(_, _, verdict)| verdict.mark == mark);
            let clauses: Vec<String> = own.map(|it| self.dated(it)).collect();
            let sentence = say::capitalised(&clauses.join("; "));
            let said = || {
                self.context
                    .words
                    .say("course-said", [("sentence", sentence.into())])
            };
            (!clauses.is_empty()).then(said)
        };
        [Verdict::Worsened, Verdict::Improved]
            .into_iter()
            .filter_map(of)
            .collect()
    }

    /// What has been better for so long that it is no news.
    fn lasting(&self) -> Option<String> {
        let told = self.told();
        let marked = told.iter().filter(|(_, it)| it.is_marked());
        let clauses: Vec<String> = marked.map(|(told, it)| self.dated(&(0, *told, *it))).collect();
        let list = [("list", clauses.join("; ").into())];
        (!clauses.is_empty()).then(|| self.context.words.say("lead-lasting", list))
    }

    /// *tickets take longer to solve, since September*.
    pub(super) fn dated(&self, ranked: &Ranked<'_>) -> String {
        let (_, told, verdict) = ranked;
        let clause = self.clause(ranked);
        match told.when(*verdict) {
            None => clause,
            Some(when) => {
                let args = [("sentence", clause.into()), ("clause", when.into())];
                self.context.words.say("course-clause", args)
            }
        }
    }
}

/// What a headline of ours names: what comes first, and beside what is worse the next that is, or else what is better.
fn named<'r, 'a>(ranked: &'r [Ranked<'a>]) -> &'r [Ranked<'a>] {
    &ranked[..ranked.len().min(2)]
}

/// What the figures with some verdicts are called in a sentence.
fn labels(told: &[(Told<'_>, TileVerdict)], is_meant: impl Fn(TileVerdict) -> bool) -> Vec<String> {
    let meant = told.iter().filter(|(_, it)| is_meant(*it));
    meant.map(|(told, _)| told.words.noun(told.figure)).collect()
}
