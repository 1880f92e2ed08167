//! Why a figure moved: from the value before to the value now, by what the change within each group adds, and the shift
//! between them.

use cxpress_chart::{Chart, Level, Part, Tone, Waterfall};
use cxpress_metric::{Direction, Estimate, Interval, Unit};
use cxpress_report::{Decomposition, DecompositionRow, FigureSeries, Report};

use super::axis::OnAxis;
use super::{Cell, Exhibit, Subject, Table};
use crate::context::Context;
use crate::language::Words;
use crate::language::{period, say};

/// How many bars a chart has for groups at most; where there are more groups, the last bar is what the others add.
const BARS: usize = 8;

/// A movement as it is drawn: worded, and in the unit of its figure.
struct Fall {
    /// The value before, and now.
    ends: [Level; 2],
    /// What the groups add, those that add most first, then the shift between them.
    parts: Vec<Part>,
}

/// The movement of a figure to a period by a dimension; none if the values on its pages differ by something else.
fn fall(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    period: usize,
    movement: &Decomposition,
) -> Option<Fall> {
    let estimate = |at: usize| figure.total.get(at)?.shown()?.headline.estimate();
    let (before, after) = (estimate(period.checked_sub(1)?)?, estimate(period)?);
    let unexplained = after.value - before.value - movement.total;
    if unexplained.abs() > 1e-6 * movement.total.abs().max(1.0) {
        return None;
    }
    let end = |at: usize, estimate: &Estimate| Level {
        label: period::name(words, report.period_kind, &report.periods[at]),
        value: estimate.value,
        text: words.estimate(figure.unit, estimate),
    };
    let mut parts = groups(report, words, figure, movement);
    parts.push(part(words, figure, words.get("movement-shift"), movement.mix));
    Some(Fall {
        ends: [end(period - 1, before), end(period, after)],
        parts,
    })
}

fn groups(report: &Report, words: &Words, figure: &FigureSeries, movement: &Decomposition) -> Vec<Part> {
    let dimension = &report.dimensions[movement.dimension];
    let mut rows: Vec<&DecompositionRow> = movement.rows.iter().collect();
    rows.sort_by(|a, b| b.rate.abs().total_cmp(&a.rate.abs()));
    let own = if rows.len() > BARS { BARS - 1 } else { rows.len() };
    let (own, others) = rows.split_at(own);
    let own = own.iter().map(|row| Part {
        detail: detail(words, figure, row),
        ..part(words, figure, say::row_name(words, dimension, row), row.rate)
    });
    let others = (!others.is_empty()).then(|| {
        let label = words.say("movement-others", [("n", others.len().into())]);
        part(words, figure, label, others.iter().map(|row| row.rate).sum())
    });
    own.chain(others).collect()
}

fn part(words: &Words, figure: &FigureSeries, label: String, amount: f64) -> Part {
    Part {
        label,
        amount,
        text: words.measure(figure.unit, amount).signed(amount),
        detail: String::new(),
        tone: tone(figure.direction, amount),
    }
}

/// Gain or loss, if either is one.
fn tone(direction: Direction, amount: f64) -> Tone {
    match direction {
        Direction::Neither => Tone::Accent,
        Direction::HigherIsBetter if amount >= 0.0 => Tone::Good,
        Direction::LowerIsBetter if amount <= 0.0 => Tone::Good,
        Direction::HigherIsBetter | Direction::LowerIsBetter => Tone::Bad,
    }
}

/// *70.6 → 35.3 %*.
fn detail(words: &Words, figure: &FigureSeries, row: &DecompositionRow) -> String {
    let (Some(before), Some(after)) = (row.before, row.after) else {
        return String::new();
    };
    let measure = words.measure(figure.unit, after);
    let args = [
        ("before", measure.bare(before).into()),
        ("after", measure.value(after).into()),
    ];
    words.say("movement-detail", args)
}

/// A movement as a chart, and in words: the value before, what each part adds, the value now. None if the values on its
/// pages differ by something else.
fn waterfall(
    context: &Context<'_>,
    figure: &FigureSeries,
    period: usize,
    movement: &Decomposition,
) -> Option<(Chart, String)> {
    let fall = fall(context.report, context.words, figure, period, movement)?;
    let dimension = &context.report.dimensions[movement.dimension];
    let told = say::movement_cost(context.words, figure, dimension, movement);
    let parts = alternative(context.words, &fall);
    let alternative = told.map_or_else(|| parts.clone(), |told| format!("{told} {parts}"));
    Some((chart(context.words, figure, fall), alternative))
}

fn alternative(words: &Words, fall: &Fall) -> String {
    let part = |part: &Part| format!("{} {}", part.label, part.text);
    let parts: Vec<String> = fall.parts.iter().map(part).collect();
    let [before, after] = &fall.ends;
    let args = [
        ("before", before.text.as_str().into()),
        ("since", before.label.as_str().into()),
        ("after", after.text.as_str().into()),
        ("until", after.label.as_str().into()),
        ("parts", words.list(&parts).into()),
    ];
    words.say("movement-alternative", args)
}

fn chart(words: &Words, figure: &FigureSeries, fall: Fall) -> Chart {
    let on_axis = OnAxis::new(figure.unit, fall.ends[1].value);
    let [before, after] = fall.ends.map(|level| Level {
        value: on_axis.scaled(level.value),
        ..level
    });
    let parts = fall.parts.into_iter().map(|part| Part {
        amount: on_axis.scaled(part.amount),
        ..part
    });
    Chart::Waterfall(Waterfall {
        before,
        parts: parts.collect(),
        after,
        axis: on_axis.axis(words),
    })
}

impl Subject<'_> {
    /// What each group adds to a change.
    pub(crate) fn movement_exhibit(self, movement: &Decomposition) -> Exhibit {
        let words = self.context.words;
        let named = &self.context.report.dimensions[movement.dimension];
        let drawn = waterfall(self.context, self.figure, self.period, movement);
        let (chart, alternative) = drawn.unzip();
        Exhibit {
            title: words.say("movement-title", [("dimension", named.label.as_str().into())]),
            sub: words.get("movement-sub"),
            chart: chart
                .filter(|_| self.context.report.has_groups(self.period))
                .into(),
            alternative: alternative.unwrap_or_default(),
            table: self.movement_table(movement),
            events: Vec::new(),
        }
    }

    pub(crate) fn movement_table(self, movement: &Decomposition) -> Table {
        let words = self.context.words;
        let named = &self.context.report.dimensions[movement.dimension];
        let columns = [
            (named.label.clone(), false),
            (words.get("column-share-before"), true),
            (words.get("column-share-after"), true),
            (words.get("column-before"), true),
            (words.get("column-after-value"), true),
            (words.get("column-rate"), true),
            (words.get("column-mix"), true),
        ];
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        let caption = words.say(
            "movement-caption",
            [
                ("dimension", named.label.as_str().into()),
                ("weighted", weighted.into()),
            ],
        );
        let mut table = Table::new(caption, columns);
        for row in &movement.rows {
            table.push(self.movement_row(say::row_name(words, named, row), row));
        }
        table.sum(self.movement_total(movement));
        table
    }

    fn movement_row(self, label: String, row: &DecompositionRow) -> Vec<Cell> {
        let words = self.context.words;
        let unit = self.figure.unit;
        let share = |share: f64| {
            let percent = 100.0 * share;
            Cell::text(words.measure(Unit::Percent, 0.0).value(percent)).value(percent, Unit::Percent)
        };
        let value = |value: Option<f64>| match value {
            Some(value) => Cell::text(words.measure(unit, value).value(value)).value(value, unit),
            None => Cell::text(words.get("no-data")).quiet(),
        };
        let signed = |value: f64, interval: Option<Interval>| {
            let measure = words.measure(unit, value);
            let signed = measure.signed(value);
            let text = interval.map_or_else(
                || signed.clone(),
                |it| format!("{signed} ({})", measure.difference_interval(it)),
            );
            Cell::text(text).value(value, unit)
        };
        let intervals = row.intervals;
        vec![
            Cell::text(label),
            share(row.share_before),
            share(row.share_after),
            value(row.before),
            value(row.after),
            signed(row.rate, intervals.map(|it| it.rate)),
            signed(row.mix, intervals.map(|it| it.mix)),
        ]
    }

    fn movement_total(self, movement: &Decomposition) -> Vec<Cell> {
        let words = self.context.words;
        let unit = self.figure.unit;
        let signed =
            |value: f64| Cell::text(words.measure(unit, value).signed(value)).number(value, Some(unit));
        let difference = words
            .measure(self.figure.unit, movement.total)
            .difference(movement.total);
        let total = words.say("movement-total", [("total", difference.into())]);
        let mut row = vec![Cell::text(total)];
        row.extend(std::iter::repeat_with(Cell::none).take(4));
        row.extend([signed(movement.rate), signed(movement.mix)]);
        row
    }
}
