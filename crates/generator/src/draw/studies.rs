//! What the charts and tables of studies share, and the charts.

use cxpress_chart::{Axis, Breakdown, Chart, Dot, Mark, Matrix, Row, Stretch, Tone, Trend, TrendPoint};
use cxpress_metric::{Direction, Estimate, Interval, Unit};
use cxpress_report::{
    Counts, Driver, DriverResult, Drivers, FigureSeries, Impact, Pareto, RankedReason, Ranking, Report,
    ThemeImpact,
};

use super::{OnAxis, Slot};
use crate::language::Words;
use crate::plan::tells;

/// A field of the importance–performance matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// More important than the average driver, and below it.
    Improve,
    /// More important, and not below.
    Keep,
    /// Less important, and below.
    Watch,
    /// Less important, and not below.
    Ease,
}

/// The charts of the page of a study. Those of older periods have tables.
pub(super) fn charts(report: &Report, words: &Words, period: usize, kind: &str) -> Vec<(Slot, Chart)> {
    if !report.has_groups(period) {
        return Vec::new();
    }
    match kind {
        "journey" => one(Slot::Journey { period }, journey(report, words, period)),
        "drivers" => {
            let studies = report.drivers.iter().enumerate();
            let matrices = studies.filter_map(|(study, drivers)| {
                Some((
                    Slot::Matrix { period, study },
                    matrix(report, words, drivers, period)?,
                ))
            });
            matrices.collect()
        }
        "voice" => {
            let mut charts = one(Slot::Themes { period }, pareto(report, words, period));
            charts.extend(one(Slot::Impacts { period }, impact_chart(report, words, period)));
            charts
        }
        _ => Vec::new(),
    }
}

fn one(slot: Slot, chart: Option<Chart>) -> Vec<(Slot, Chart)> {
    chart.into_iter().map(|chart| (slot, chart)).collect()
}

/// The value of a figure in a period.
fn estimate(figure: &FigureSeries, period: usize) -> Option<&Estimate> {
    figure.total.get(period)?.shown()?.headline.estimate()
}

/// The touchpoint that a figure is about, or else its own name.
pub(crate) fn short_name(figure: &FigureSeries) -> &str {
    figure.touchpoint.as_deref().unwrap_or(&figure.label)
}

/// The end of an interval nearest zero, 0 if zero is in it: what an effect is for certain.
pub(crate) fn beyond_zero(interval: Interval) -> f64 {
    let high = interval.high.unwrap_or(f64::INFINITY);
    0.0_f64.clamp(interval.low, high)
}

/// Where each driver stands in the matrix; none if they cannot be held against each other, or if one has no value.
pub(crate) fn fields(
    report: &Report,
    weighed: &[Driver],
    r_squared: f64,
    period: usize,
) -> Option<Vec<Field>> {
    let values = performance(report, weighed, period)?;
    let average = values.iter().sum::<f64>() / values.len() as f64;
    let direction = Some(report.figures[weighed.first()?.figure].direction);
    let direction = direction.filter(|direction| *direction != Direction::Neither)?;
    let field = |(driver, value): (&Driver, &f64)| {
        let important = driver.weight * weighed.len() as f64 >= r_squared;
        let stands_well = match direction {
            Direction::HigherIsBetter => *value >= average,
            Direction::LowerIsBetter | Direction::Neither => *value <= average,
        };
        match (important, stands_well) {
            (true, false) => Field::Improve,
            (true, true) => Field::Keep,
            (false, false) => Field::Watch,
            (false, true) => Field::Ease,
        }
    };
    Some(weighed.iter().zip(&values).map(field).collect())
}

/// The values of drivers of one unit, scale and direction.
fn performance(report: &Report, weighed: &[Driver], period: usize) -> Option<Vec<f64>> {
    let kind = |driver: &Driver| kind(&report.figures[driver.figure]);
    let first = kind(weighed.first()?);
    let values = weighed.iter().map(|driver| {
        let value = estimate(&report.figures[driver.figure], period)?.value;
        (kind(driver) == first).then_some(value)
    });
    values.collect()
}

/// What makes figures comparable: who was asked, metric, scale, statistic.
fn kind(figure: &FigureSeries) -> (&str, &str, Option<(i32, i32)>, Unit, Direction) {
    let scale = figure.scale.map(|scale| (scale.low, scale.high));
    (
        &figure.source,
        &figure.metric.id,
        scale,
        figure.unit,
        figure.direction,
    )
}

fn matrix(report: &Report, words: &Words, drivers: &Drivers, period: usize) -> Option<Chart> {
    let study = drivers.periods.get(period)?.as_ref()?;
    let DriverResult::Weighed { r_squared, drivers } = &study.result else {
        return None;
    };
    let values = performance(report, drivers, period)?;
    let fields = fields(report, drivers, *r_squared, period)?;
    let on_axis = OnAxis::new(report.figures[drivers.first()?.figure].unit, *values.first()?);
    let dot = |((driver, value), field): ((&Driver, &f64), &Field)| Dot {
        label: short_name(&report.figures[driver.figure]).to_owned(),
        x: 100.0 * driver.weight / r_squared,
        y: on_axis.scaled(*value),
        text: dot_text(
            words,
            report.figures[driver.figure].unit,
            100.0 * driver.weight / r_squared,
            *value,
        ),
        tone: match field {
            Field::Improve => Tone::Bad,
            Field::Keep => Tone::Good,
            Field::Watch | Field::Ease => Tone::Neutral,
        },
    };
    let average = values.iter().sum::<f64>() / values.len() as f64;
    let up = Axis {
        name: words.get("matrix-up"),
        ..on_axis.axis(words)
    };
    Some(Chart::Matrix(Matrix {
        dots: drivers.iter().zip(&values).zip(&fields).map(dot).collect(),
        across: percent(words, words.get("matrix-across"), Some(0.0)),
        up,
        centre: (100.0 / drivers.len() as f64, on_axis.scaled(average)),
    }))
}

/// *share of importance 23.1 % · mean 4.2*.
fn dot_text(words: &Words, unit: Unit, weight: f64, value: f64) -> String {
    let across = words.measure(Unit::Percent, weight).value(weight);
    let up = words.measure(unit, value).value(value);
    let [across_name, up_name] = ["matrix-across", "matrix-up"].map(|id| words.get(id));
    format!("{across_name} {across} · {up_name} {up}")
}

fn percent(words: &Words, name: String, min: Option<f64>) -> Axis {
    Axis {
        min,
        unit: words.get("axis-percent"),
        name,
        ..super::axis(words)
    }
}

/// The themes of comments in a period, the most frequent first.
pub(crate) fn themes(report: &Report, period: usize) -> Vec<(usize, &Estimate)> {
    let figures = report.figures.iter().enumerate();
    let shares =
        figures.filter(|(_, figure)| figure.counts == Counts::Comments && figure.unit == Unit::Percent);
    let mut themes: Vec<_> = shares
        .filter_map(|(index, figure)| Some((index, estimate(figure, period)?)))
        .collect();
    themes.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    themes
}

fn pareto(report: &Report, words: &Words, period: usize) -> Option<Chart> {
    let row = |(index, estimate): (usize, &Estimate)| {
        let interval = estimate.interval;
        Row {
            label: report.figures[index].label.clone(),
            value: estimate.value,
            low: interval.map_or(estimate.value, |interval| interval.low),
            high: interval
                .and_then(|interval| interval.high)
                .unwrap_or(estimate.value),
            text: words.estimate(Unit::Percent, estimate),
            detail: super::detail(report, words, &report.figures[index], estimate),
            tone: Tone::Accent,
        }
    };
    let rows: Vec<Row> = themes(report, period).into_iter().map(row).collect();
    (rows.len() > 1).then(|| {
        Chart::Breakdown(Breakdown {
            rows,
            axis: percent(words, String::new(), Some(0.0)),
            reference: None,
            added: Vec::new(),
        })
    })
}

/// The impacts of themes on the outcome that most of them are held against, the largest for certain first, those that
/// lower it before those that raise it.
pub(crate) fn impacts(report: &Report, period: usize) -> Vec<(&Impact, ThemeImpact)> {
    let all = report.impacts.iter();
    let all = all.filter_map(|impact| Some((impact, (*impact.periods.get(period)?)?)));
    let mut found: Vec<(&Impact, ThemeImpact)> = all.collect();
    let outcome = found.first().map(|(impact, _)| impact.outcome);
    found.retain(|(impact, _)| Some(impact.outcome) == outcome);
    found.sort_by(|a, b| {
        let sure = |found: &ThemeImpact| (-beyond_zero(found.interval).abs(), found.impact);
        let (a, b) = (sure(&a.1), sure(&b.1));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    found
}

fn impact_chart(report: &Report, words: &Words, period: usize) -> Option<Chart> {
    let found = impacts(report, period);
    let unit = report.figures[found.first()?.0.outcome].unit;
    let on_axis = OnAxis::new(unit, found[0].1.impact);
    let row = |(impact, found): &(&Impact, ThemeImpact)| Row {
        label: report.figures[impact.theme].label.clone(),
        value: on_axis.scaled(found.impact),
        low: on_axis.scaled(found.interval.low),
        high: on_axis.scaled(found.interval.high.unwrap_or(found.impact)),
        text: words.measure(unit, found.impact).signed(found.impact),
        detail: words
            .measure(unit, found.impact)
            .difference_interval(found.interval),
        tone: match beyond_zero(found.interval) {
            0.0 => Tone::Neutral,
            sure if sure < 0.0 => Tone::Bad,
            _ => Tone::Good,
        },
    };
    Some(Chart::Breakdown(Breakdown {
        rows: found.iter().map(row).collect(),
        axis: on_axis.axis(words),
        reference: Some(Mark {
            value: 0.0,
            label: words.get("impact-zero"),
        }),
        added: Vec::new(),
    }))
}

/// The figures whose steps along the journey are known, in its order.
pub(crate) fn emotions(report: &Report) -> Vec<usize> {
    let mut stops: Vec<usize> = Vec::new();
    for stop in report.swings.iter().flat_map(|swing| [swing.from, swing.to]) {
        if !stops.contains(&stop) {
            stops.push(stop);
        }
    }
    stops
}

fn journey(report: &Report, words: &Words, period: usize) -> Option<Chart> {
    let stops = emotions(report);
    let unit = report.figures[*stops.first()?].unit;
    let point = |index: &usize| {
        let figure = &report.figures[*index];
        let estimate = estimate(figure, period);
        let interval = estimate.and_then(|estimate| estimate.interval);
        TrendPoint {
            label: short_name(figure).to_owned(),
            value: estimate.map(|estimate| estimate.value),
            low: interval.map(|interval| interval.low),
            high: interval.and_then(|interval| interval.high),
            limits: None,
            text: estimate.map_or_else(String::new, |estimate| words.estimate(unit, estimate)),
            detail: estimate.map_or_else(String::new, |it| super::detail(report, words, figure, it)),
        }
    };
    let points: Vec<TrendPoint> = stops.iter().map(point).collect();
    let known = points.iter().filter(|point| point.value.is_some()).count();
    (known > 1).then(|| {
        Chart::Trend(Trend {
            points,
            axis: OnAxis::new(unit, 1.0).axis(words),
            marks: Vec::new(),
            events: Vec::new(),
            breaks: Vec::new(),
            stretches: stretches(report, words, &stops),
            partial_last: false,
        })
    })
}

/// The stages that figures of touchpoints belong to, where there are stages.
fn stretches(report: &Report, words: &Words, stops: &[usize]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (from, figure) in stops.iter().enumerate() {
        let label = stage_name(report, words, short_name(&report.figures[*figure]));
        let goes_on = stretches.last().map(|last| &last.label) == label.as_ref();
        stretches.extend(label.filter(|_| !goes_on).map(|label| Stretch { label, from }));
    }
    stretches
}

/// The name of the stage that a touchpoint belongs to; none where the journey has no stages.
pub(crate) fn stage_name(report: &Report, words: &Words, touchpoint: &str) -> Option<String> {
    let stage = report.stage(touchpoint).map(|at| report.stages[at].label.clone());
    stage.or_else(|| (!report.stages.is_empty()).then(|| words.get("stage-none")))
}

/// The figures that have reasons, and those in a period.
pub(crate) fn ranked(report: &Report, period: usize) -> impl Iterator<Item = (usize, &Pareto, &Ranking)> {
    let figures = report.figures.iter().enumerate();
    figures.filter_map(move |(index, figure)| {
        let pareto = figure.reasons.as_ref()?;
        Some((index, pareto, pareto.periods.get(period)?.as_ref()?))
    })
}

/// The charts of reasons in a period. Older periods have tables.
pub(super) fn reasons(report: &Report, words: &Words, period: usize) -> Vec<(Slot, Chart)> {
    if !report.has_groups(period) {
        return Vec::new();
    }
    let charts = ranked(report, period).filter(|(_, _, ranking)| ranking.reasons.len() > 1);
    let chart = |(figure, pareto, ranking)| {
        (
            Slot::Reasons { period, figure },
            reason_chart(report, words, pareto, ranking),
        )
    };
    charts.map(chart).collect()
}

fn reason_chart(report: &Report, words: &Words, pareto: &Pareto, ranking: &Ranking) -> Chart {
    let values = &report.dimensions[pareto.dimension].values;
    let row = |reason: &RankedReason| Row {
        label: values[reason.value].label.clone(),
        value: reason.share,
        low: reason.interval.low,
        high: reason.interval.high.unwrap_or(reason.share),
        text: words.measure(Unit::Percent, reason.share).value(reason.share),
        detail: reason_detail(words, reason),
        tone: Tone::Accent,
    };
    Chart::Breakdown(Breakdown {
        rows: ranking.reasons.iter().map(row).collect(),
        axis: percent(words, String::new(), Some(0.0)),
        reference: None,
        added: ranking.reasons.iter().map(|reason| reason.cumulated).collect(),
    })
}

/// *16.1 – 46.6 · added up 51.6 %*.
fn reason_detail(words: &Words, reason: &RankedReason) -> String {
    let measure = words.measure(Unit::Percent, reason.share);
    let args = [
        ("interval", measure.interval(reason.interval).into()),
        ("added", measure.value(reason.cumulated).into()),
    ];
    words.say("lost-detail", args)
}

/// The place of a touchpoint on the journey.
pub(crate) fn place_on_journey(report: &Report, touchpoint: &str) -> usize {
    let place = report.touchpoints.iter().position(|known| known == touchpoint);
    place.unwrap_or(report.touchpoints.len())
}

/// The touchpoints that can be held against each other: of those that have something to tell in the period, the largest
/// number from one source with one metric, scale and unit, in the order of the journey; of equals, the first.
pub(crate) fn alike(report: &Report, period: usize) -> Vec<usize> {
    let told = |index: &usize| {
        let figure = &report.figures[*index];
        figure.touchpoint.is_some() && figure.total.get(period).is_some_and(tells)
    };
    let mut stops: Vec<usize> = (0..report.figures.len()).filter(told).collect();
    stops.sort_by_key(|index| place_on_journey(report, short_name(&report.figures[*index])));
    let group = |index: &usize| -> Vec<usize> {
        let own = kind(&report.figures[*index]);
        stops
            .iter()
            .copied()
            .filter(|other| kind(&report.figures[*other]) == own)
            .collect()
    };
    let groups = stops.iter().map(group);
    groups.fold(Vec::new(), |largest, group| {
        if group.len() > largest.len() {
            group
        } else {
            largest
        }
    })
}
