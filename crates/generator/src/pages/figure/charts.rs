//! The charts of a figure with their tables and alternatives: trend, distribution, curve.

use super::*;

impl Builder<'_> {
    pub(super) fn trend(self) -> Option<ChartView> {
        let words = self.context.words;
        let columns = ["column-period", "column-value", "column-interval", "column-base"];
        let columns = columns.map(|id| (words.get(id), id != "column-period"));
        let mut table = Table::new(words.say("trend-caption", [("figure", self.label())]), columns);
        let like = self.context.column_like(self.figure, self.period);
        for at in draw::window(self.period, draw::TREND).rev() {
            table.push(self.trend_row(at, like));
        }
        let estimate = self.figure.total[self.period].shown()?.headline.estimate();
        let base = estimate.map_or_else(String::new, |it| self.context.base(self.figure, it));
        let slot = Slot::Trend {
            period: self.period,
            figure: self.index,
        };
        let svg = self.context.drawings.get(&slot).cloned();
        let sub = words.say(
            "trend-sub",
            [
                ("base", base.into()),
                ("period", self.context.period(self.period).into()),
            ],
        );
        Some(ChartView {
            title: words.get("section-trend"),
            sub: with_limits(self.context, self.figure, self.period, sub),
            svg,
            alternative: trend_alternative(self.context, self.figure, self.period),
            table: (table.rows().count() > 1).then_some(table)?,
            events: self.context.events(self.index, self.period),
        })
    }

    pub(super) fn trend_row(self, at: usize, like: Option<f64>) -> Vec<Cell> {
        let cell = &self.figure.total[at];
        let page = Page::figure(at, self.index);
        let href = self.context.href(self.page, page).filter(|_| at != self.period);
        let mut row = vec![Cell::text(self.context.period(at)).place(at as u64).link(href)];
        row.extend(self.value_cells(cell, like));
        row
    }

    pub(super) fn shape(self, shown: &Shown) -> Option<ChartView> {
        match &shown.shape {
            Shape::None => None,
            Shape::Distribution(scores) => self.distribution(shown, scores),
            Shape::Curve(points) => self.curve(points),
        }
    }

    pub(super) fn shape_svg(self) -> Option<String> {
        let slot = Slot::Shape {
            period: self.period,
            figure: self.index,
        };
        self.context.drawings.get(&slot).cloned()
    }

    pub(super) fn distribution(self, shown: &Shown, scores: &[ScoreShare]) -> Option<ChartView> {
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
        let share = words.measure(Unit::Percent, 0.0).value(100.0 * most.share);
        let counted = say::counted(words, self.context.kind(self.figure), total);
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        Some(ChartView {
            title: words.get("section-distribution"),
            sub: words.say(
                "distribution-sub",
                [("base", counted.into()), ("weighted", weighted.into())],
            ),
            svg: self.shape_svg(),
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

    pub(super) fn score_row(self, shown: &Shown, score: &ScoreShare, grouped: bool) -> Vec<Cell> {
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

    pub(super) fn curve(self, points: &[CurvePoint]) -> Option<ChartView> {
        let words = self.context.words;
        let before = self.period.checked_sub(1);
        let earlier = before.and_then(|at| draw::curve_points(&self.figure.total[at]));
        let mut columns = vec![
            (words.get("column-after"), false),
            (self.context.period(self.period), true),
        ];
        if let (Some(at), Some(_)) = (before, earlier) {
            columns.push((self.context.period(at), true));
        }
        let mut table = Table::new(words.say("curve-caption", [("figure", self.label())]), columns);
        for seconds in CURVE_ROWS {
            let share = |points: &[CurvePoint]| {
                let share = waiting_share(points, f64::from(seconds));
                Cell::text(waiting(words, points, f64::from(seconds))).value(100.0 * share, Unit::Percent)
            };
            let mut row = vec![
                Cell::text(words.promise(self.figure.unit, i64::from(seconds)))
                    .value(f64::from(seconds), self.figure.unit),
                share(points),
            ];
            row.extend(earlier.map(share));
            table.push(row);
        }
        Some(ChartView {
            title: words.get("section-curve"),
            sub: words.get("curve-sub"),
            svg: self.shape_svg(),
            alternative: self.curve_alternative(points, earlier),
            table,
            events: Vec::new(),
        })
    }

    pub(super) fn curve_alternative(self, points: &[CurvePoint], earlier: Option<&[CurvePoint]>) -> String {
        let words = self.context.words;
        let within = self.figure.within.unwrap_or(86_400);
        let at = f64::from(i32::try_from(within).unwrap_or(i32::MAX));
        let before = earlier.map_or_else(String::new, |points| waiting(words, points, at));
        words.say(
            "curve-alternative",
            [
                ("time", words.promise(self.figure.unit, within).into()),
                ("share", waiting(words, points, at).into()),
                ("compared", if before.is_empty() { "no" } else { "yes" }.into()),
                ("before", before.into()),
            ],
        )
    }
}

/// The times at which the table under a curve reads it.
const CURVE_ROWS: [u32; 8] = [
    3_600,
    14_400,
    28_800,
    86_400,
    2 * 86_400,
    3 * 86_400,
    7 * 86_400,
    14 * 86_400,
];

/// The share still waiting after a time.
fn waiting_share(points: &[CurvePoint], seconds: f64) -> f64 {
    let reached = points.iter().take_while(|point| point.seconds <= seconds);
    reached.last().map_or(1.0, |it| it.share)
}

/// The same in words.
fn waiting(words: &Words, points: &[CurvePoint], seconds: f64) -> String {
    let share = waiting_share(points, seconds);
    words.measure(Unit::Percent, 0.0).value(100.0 * share)
}
