//! What a figure is held to: target and benchmark, with where they come from.

use cxpress_report::{AgainstBenchmark, Benchmark, BenchmarkVerdict, Target, TargetVerdict};

use super::*;
use crate::language::period;

/// A target or a benchmark, with where it comes from.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct StandardView {
    /// Target or benchmark, with its source.
    term: String,
    /// How the figure stands to it.
    lines: Vec<String>,
}

/// All that a figure is held to.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct StandardsView {
    /// The heading.
    pub(super) title: String,
    /// Each of them.
    all: Vec<StandardView>,
}

impl Subject<'_> {
    pub(super) fn standards(self, shown: &Shown) -> Option<StandardsView> {
        let words = self.context.words;
        let target = self
            .figure
            .target
            .as_ref()
            .filter(|target| target.from <= self.period);
        let benchmark = self.figure.benchmark.as_ref();
        let what = match (target, benchmark) {
            (None, None) => return None,
            (Some(_), None) => "target",
            (None, Some(_)) => "benchmark",
            (Some(_), Some(_)) => "both",
        };
        let all = [
            target.map(|target| self.target_view(target)),
            benchmark.map(|benchmark| self.benchmark_view(benchmark, shown.benchmark)),
        ];
        Some(StandardsView {
            title: words.say("section-standards", [("what", what.into())]),
            all: all.into_iter().flatten().collect(),
        })
    }

    fn target_view(self, target: &Target) -> StandardView {
        let words = self.context.words;
        let since = target.since.map(|since| {
            let date = period::date(words, since);
            words.say("standard-since", [("date", date.into())])
        });
        StandardView {
            term: say::capitalised(&self.context.target_name(self.figure, target.value)),
            lines: [since, target.source.as_deref().map(|source| self.source(source))]
                .into_iter()
                .flatten()
                .collect(),
        }
    }

    fn source(self, source: &str) -> String {
        self.context
            .words
            .say("standard-source", [("source", source.into())])
    }

    fn benchmark_view(self, benchmark: &Benchmark, against: Option<AgainstBenchmark>) -> StandardView {
        let words = self.context.words;
        let date = period::date(words, benchmark.date);
        let mut lines = vec![
            self.source(&benchmark.source),
            words.say("standard-date", [("date", date.into())]),
        ];
        lines.push(self.certainty(benchmark, against));
        lines.extend(benchmark.wording.as_deref().map(|wording| {
            let same = self
                .figure
                .wording
                .as_deref()
                .is_some_and(|own| own.trim() == wording.trim());
            let id = if same {
                "standard-wording-same"
            } else {
                "standard-wording-other"
            };
            words.say(id, [("wording", wording.into())])
        }));
        if benchmark.wording.is_none() {
            lines.push(words.get("standard-no-wording"));
        }
        StandardView {
            term: say::capitalised(&self.context.benchmark_name(self.figure, benchmark)),
            lines,
        }
    }

    /// On how many answers a benchmark rests, and what follows.
    fn certainty(self, benchmark: &Benchmark, against: Option<AgainstBenchmark>) -> String {
        let words = self.context.words;
        let Some(base) = benchmark.base else {
            return words.get("standard-no-base");
        };
        let base = say::counted(words, "survey", base);
        match against.and_then(|against| against.error) {
            Some(error) => {
                let error = words.measure(self.figure.judged_unit(), error).amount(error);
                words.say("standard-base", [("base", base.into()), ("error", error.into())])
            }
            None => words.say("standard-base-only", [("base", base.into())]),
        }
    }

    /// What the figure comes to against target and benchmark.
    pub(super) fn against_standards(self, shown: &Shown) -> Vec<FindingView> {
        let target = shown.target.zip(self.figure.target.as_ref());
        let target = target.map(|(verdict, target)| self.target_finding(verdict, target));
        let benchmark = shown.benchmark.as_ref().zip(self.figure.benchmark.as_ref());
        let benchmark = benchmark.map(|(against, benchmark)| self.benchmark_finding(against, benchmark));
        target.into_iter().chain(benchmark).collect()
    }

    fn target_finding(self, verdict: TargetVerdict, target: &Target) -> FindingView {
        let words = self.context.words;
        let (class, shape, word) = match verdict {
            TargetVerdict::Met => ("better", "✓", "target-met"),
            TargetVerdict::Missed => ("worse", "✗", "target-missed"),
            TargetVerdict::CannotSay => ("same", "–", "target-cannot-say"),
        };
        let name = self.context.target_name(self.figure, target.value);
        FindingView {
            against: words.say("against", [("period", name.into())]),
            verdict: VerdictView {
                class,
                shape,
                text: words.get(word),
            },
            text: None,
        }
    }

    fn benchmark_finding(self, against: &AgainstBenchmark, benchmark: &Benchmark) -> FindingView {
        use cxpress_metric::Direction::{HigherIsBetter, LowerIsBetter, Neither};
        let words = self.context.words;
        let judged = self.figure.judged.as_ref();
        let higher = match judged.map_or(self.figure.direction, |judged| judged.direction) {
            HigherIsBetter => Some(true),
            LowerIsBetter => Some(false),
            Neither => None,
        };
        let (shape, word, above) = match against.verdict {
            BenchmarkVerdict::Above => ("↑", "benchmark-above", Some(true)),
            BenchmarkVerdict::Below => ("↓", "benchmark-below", Some(false)),
            BenchmarkVerdict::CannotSay => ("–", "target-cannot-say", None),
        };
        let class = match above.zip(higher) {
            Some((above, higher)) if above == higher => "better",
            Some(_) => "worse",
            None => "same",
        };
        let measure = words.measure(self.figure.judged_unit(), against.difference);
        let size = [
            ("difference", measure.difference(against.difference).into()),
            ("interval", measure.difference_interval(against.interval).into()),
        ];
        let name = self.context.benchmark_name(self.figure, benchmark);
        FindingView {
            against: words.say("against", [("period", name.into())]),
            verdict: VerdictView {
                class,
                shape,
                text: words.get(word),
            },
            text: Some(words.say("difference-with-interval", size)),
        }
    }
}
