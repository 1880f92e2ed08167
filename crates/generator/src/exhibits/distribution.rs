//! How often each answer was given.

use cxpress_chart::{Axis, Bar, Chart, Distribution, Tone};
use cxpress_metric::{ScoreShare, Tone as Group, Unit};
use cxpress_report::{FigureSeries, Shown};

use super::axis::axis;
use super::{Cell, Exhibit, Subject, Table};
use crate::language::{Words, say};

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
        let counted = say::counted(words, self.context.kind(self.figure), total);
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        Some(Exhibit {
            title: words.get("section-distribution"),
            sub: words.say(
                "distribution-sub",
                [("base", counted.into()), ("weighted", weighted.into())],
            ),
            chart: is_known.then(|| chart(words, self.figure, scores)).into(),
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
}

fn chart(words: &Words, figure: &FigureSeries, scores: &[ScoreShare]) -> Chart {
    let bar = |score: &ScoreShare| Bar {
        label: say::score(words, figure, score.score),
        value: 100.0 * score.share,
        text: words.measure(Unit::Percent, 0.0).value(100.0 * score.share),
        tone: tone_of(score),
    };
    let axis = Axis {
        min: Some(0.0),
        unit: words.get("axis-percent"),
        ..axis(words)
    };
    Chart::Distribution(Distribution {
        bars: scores.iter().map(bar).collect(),
        axis,
    })
}

/// The tone of a score: that of its group, if it is in one.
const fn tone_of(score: &ScoreShare) -> Tone {
    match score.group {
        None => Tone::Accent,
        Some(Group::Good) => Tone::Good,
        Some(Group::Middle) => Tone::Neutral,
        Some(Group::Bad) => Tone::Bad,
    }
}
