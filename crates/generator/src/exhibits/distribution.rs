//! How often each answer was given.

use cxpress_chart::{Axis, Bar, Bracket, Chart, Distribution, Tone};
use cxpress_metric::{Role, ScoreShare, Shape, Tone as Group, Unit};
use cxpress_report::Shown;

use super::axis::axis;
use super::breakdown::before;
use super::{Cell, Exhibit, Subject, Table};
use crate::language::say;

impl Subject<'_> {
    pub(crate) fn distribution(self, shown: &Shown, scores: &[ScoreShare]) -> Option<Exhibit> {
        let words = self.context.words;
        let mut columns = vec![
            ("column-score", true),
            ("column-answers", true),
            ("column-share", true),
        ];
        let grouped = say::is_grouped(scores);
        if grouped {
            columns.push(("column-group", false));
        }
        let columns: Vec<_> = columns
            .into_iter()
            .map(|(id, number)| (words.get(id), number))
            .collect();
        let mut table = Table::new(
            words.say("distribution-caption", [("figure", self.label())]),
            columns,
        );
        for score in scores {
            table.push(self.score_row(shown, score, grouped));
        }
        let counted: Option<u64> = scores.iter().map(|score| score.n).sum();
        let base = || self.figure.total[self.period].shown()?.basis().map(|it| it.base);
        let total = counted.or_else(base).unwrap_or(0);
        let most = scores.iter().max_by(|a, b| a.share.total_cmp(&b.share))?;
        let is_known = scores.iter().any(|score| score.n != Some(0));
        let share = words.measure(Unit::Percent, 0.0).value(100.0 * most.share);
        let before = self.scores_before().filter(|_| is_known);
        let compared = before.map_or_else(String::new, |(at, _)| self.context.period(at));
        let counted = say::counted(words, self.context.kind(self.figure), total);
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        Some(Exhibit {
            title: words.get("section-distribution"),
            sub: words.say(
                "distribution-sub",
                [
                    ("base", counted.into()),
                    ("weighted", weighted.into()),
                    ("compared", if before.is_some() { "yes" } else { "no" }.into()),
                    ("before", compared.into()),
                ],
            ),
            chart: is_known
                .then(|| self.distribution_chart(shown, scores, before.map(|(_, scores)| scores)))
                .into(),
            alternative: words.say(
                "distribution-alternative",
                [
                    ("score", say::score(words, self.figure, most.score).into()),
                    ("share", share.into()),
                    ("net", if grouped { "yes" } else { "no" }.into()),
                    ("groups", say::groups(words, self.figure, shown, scores).into()),
                ],
            ),
            table: table.if_any()?,
            events: Vec::new(),
        })
    }

    fn score_row(self, shown: &Shown, score: &ScoreShare, grouped: bool) -> Vec<Cell> {
        let words = self.context.words;
        let mut row = vec![
            Cell::text(say::score(words, self.figure, score.score))
                .value(f64::from(score.score), Unit::Count),
            score.n.map_or_else(Cell::none, |n| Cell::count(words, n)),
            Cell::text(words.measure(Unit::Percent, 0.0).value(100.0 * score.share))
                .value(100.0 * score.share, Unit::Percent),
        ];
        if grouped {
            let name = |tone| say::group_name(words, self.figure, shown, tone);
            row.push(Cell::text(score.group.map_or_else(String::new, name)));
        }
        row
    }

    fn distribution_chart(
        self,
        shown: &Shown,
        scores: &[ScoreShare],
        before: Option<&[ScoreShare]>,
    ) -> Chart {
        let words = self.context.words;
        let grouped = say::is_grouped(scores);
        let earlier = |score: &ScoreShare| {
            let same = before?.iter().find(|other| other.score == score.score);
            Some(100.0 * same.map_or(0.0, |same| same.share))
        };
        let bar = |score: &ScoreShare| Bar {
            label: say::score(words, self.figure, score.score),
            value: 100.0 * score.share,
            text: words.measure(Unit::Percent, 0.0).value(100.0 * score.share),
            tone: tone_of(score, grouped),
            before: earlier(score),
        };
        let bracket = |(from, run): (usize, &[ScoreShare])| {
            Some(Bracket {
                from,
                to: from + run.len() - 1,
                label: self.bracket_label(shown, run.first()?.group?)?,
                tone: tone_of(&run[0], grouped),
            })
        };
        let axis = Axis {
            min: Some(0.0),
            unit: words.get("axis-percent"),
            ..axis(words)
        };
        Chart::Distribution(Distribution {
            bars: scores.iter().map(bar).collect(),
            axis,
            brackets: runs(scores).into_iter().filter_map(bracket).collect(),
        })
    }

    /// *Promoters 52.1 %*, of a group that makes the figure; *57.1 %* where it is the figure.
    fn bracket_label(self, shown: &Shown, group: Group) -> Option<String> {
        let words = self.context.words;
        if group == Group::Counted {
            return Some(words.estimate(self.figure.unit, shown.headline.estimate()?));
        }
        let part = shown
            .in_role(Role::Group(group))
            .filter(|_| group != Group::Middle)?;
        let value = words.reading(part.unit, &part.reading);
        Some(format!(
            "{} {value}",
            say::capitalised(&say::part_name(words, self.figure, part))
        ))
    }
}

impl<'a> Subject<'a> {
    /// The period before with its scores, if they can be compared.
    fn scores_before(self) -> Option<(usize, &'a [ScoreShare])> {
        let at = before(self.figure, self.period)?;
        match &self.figure.total.get(at)?.shown()?.shape {
            Shape::Distribution(scores) => Some((at, scores)),
            Shape::None | Shape::Curve(_) => None,
        }
    }
}

/// Neighbouring scores of one group, each with the place of the first; none where a group is not in one piece.
fn runs(scores: &[ScoreShare]) -> Vec<(usize, &[ScoreShare])> {
    let mut from = 0;
    let mut runs: Vec<(usize, &[ScoreShare])> = Vec::new();
    for run in scores.chunk_by(|one, next| one.group == next.group) {
        if runs
            .iter()
            .any(|(_, other)| other[0].group.is_some() && other[0].group == run[0].group)
        {
            return Vec::new();
        }
        runs.push((from, run));
        from += run.len();
    }
    runs
}

/// The tone of a score: that of its group, if scores are in any.
const fn tone_of(score: &ScoreShare, grouped: bool) -> Tone {
    match score.group {
        None if grouped => Tone::Neutral,
        None | Some(Group::Counted) => Tone::Accent,
        Some(Group::Good) => Tone::Good,
        Some(Group::Middle) => Tone::Neutral,
        Some(Group::Bad) => Tone::Bad,
    }
}
