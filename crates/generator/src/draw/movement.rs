//! Why a figure moved: from the value before to the value now, by what the change within each group adds, and the shift
//! between them.

use cxpress_chart::{Chart, Level, Part, Tone, Waterfall};
use cxpress_metric::Estimate;
use cxpress_report::{FigureSeries, Movement, MovementRow, Report, Shown};

use super::{OnAxis, Slot};
use crate::language::Words;
use crate::language::{period, say};

/// How many bars a chart has for groups at most; where there are more groups, the last bar is what the others add.
const BARS: usize = 8;

/// A movement as it is drawn: worded, and in the unit of its figure.
pub(crate) struct Fall {
    /// The value before, and now.
    pub(crate) ends: [Level; 2],
    /// What the groups add, those that add most first, then the shift between them.
    pub(crate) parts: Vec<Part>,
}

/// The movement of a figure to a period by a dimension; none if the values on its pages differ by something else.
pub(crate) fn fall(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    period: usize,
    movement: &Movement,
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
    parts.push(Part {
        tone: Tone::Neutral,
        ..part(words, figure, words.get("movement-shift"), movement.mix)
    });
    Some(Fall {
        ends: [end(period - 1, before), end(period, after)],
        parts,
    })
}

fn groups(report: &Report, words: &Words, figure: &FigureSeries, movement: &Movement) -> Vec<Part> {
    let dimension = &report.dimensions[movement.dimension];
    let mut rows: Vec<&MovementRow> = movement.rows.iter().collect();
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
        tone: Tone::Accent,
    }
}

/// *70.6 → 35.3 %*.
fn detail(words: &Words, figure: &FigureSeries, row: &MovementRow) -> String {
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

/// The charts of all movements of a figure to a period.
pub(super) fn charts(
    report: &Report,
    words: &Words,
    period: usize,
    index: usize,
    shown: &Shown,
) -> Vec<(Slot, Chart)> {
    let figure = &report.figures[index];
    let charts = shown.movements.iter().filter_map(|movement| {
        let slot = Slot::Movement {
            period,
            figure: index,
            dimension: movement.dimension,
        };
        Some((
            slot,
            chart(words, figure, fall(report, words, figure, period, movement)?),
        ))
    });
    charts.collect()
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
