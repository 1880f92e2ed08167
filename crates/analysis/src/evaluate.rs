//! Cells to figures, with intervals widened where answers came in clusters.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cxpress_metric::{Absence, Estimate, Evidence, Figure, Interval, Method, Reading, Summary};
use cxpress_stats::{Range, Z95, jackknife};

use crate::cube::Cell;
use crate::schema::Measure;

/// What remains of a figure without one bucket of clusters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeftOut {
    /// The judged value without it.
    pub(crate) value: f64,
    /// What it adds to the variance of the judged value, as far as its size tells: its records over the square
    /// of all records.
    pub(crate) size: f64,
}

/// A cell with its figure.
#[derive(Clone, Debug)]
pub(crate) struct Evaluated {
    pub(crate) cell: Cell,
    pub(crate) summary: Summary,
    /// What came in all earlier periods, for a stock.
    earlier: Option<Summary>,
    pub(crate) figure: Figure,
    /// The judged value; 0 where there is none.
    pub(crate) judged_value: f64,
    /// The cell without each bucket of clusters, by bucket.
    pub(crate) leave_out: BTreeMap<usize, LeftOut>,
    /// Whether an interval was widened.
    pub(crate) widened: bool,
}

impl Evaluated {
    pub(crate) fn new(measure: &Measure<'_>, cell: Cell, earlier: Option<&Summary>) -> Self {
        let summary = cell.total();
        let mut figure = if cell.is_mostly_unread() {
            Figure::absent(Absence::OtherLanguage, measure.unit())
        } else {
            evaluate(measure, Evidence::of(&summary).after(earlier))
        };
        let (leave_out, widened) = widen(measure, &cell, &summary, &mut figure);
        let judged = figure
            .reading(measure.metric.spec().judged_part())
            .and_then(Reading::estimate);
        let judged_value = judged.map_or(0.0, |estimate| estimate.value);
        Self {
            cell,
            summary,
            earlier: earlier.cloned(),
            figure,
            judged_value,
            leave_out,
            widened,
        }
    }

    /// What the figure rests on.
    pub(crate) fn evidence(&self) -> Evidence<'_> {
        Evidence::of(&self.summary).after(self.earlier.as_ref())
    }

    /// Everybody else: what remains of this without a part that is contained in it.
    pub(crate) fn without(&self, measure: &Measure<'_>, part: &Self) -> Self {
        let earlier = self.earlier.as_ref().zip(part.earlier.as_ref());
        let earlier = earlier.map(|(all, part)| all.without(part));
        Self::new(measure, self.cell.without(&part.cell), earlier.as_ref())
    }

    /// What verdicts fall on.
    pub(crate) fn judged(&self, measure: &Measure<'_>) -> Option<&Estimate> {
        self.figure
            .reading(measure.metric.spec().judged_part())?
            .estimate()
    }

    /// How many records the headline rests on; where there is none, how many there are.
    pub(crate) fn base(&self) -> u64 {
        let headline = self.figure.headline.estimate().map(|estimate| estimate.base);
        headline
            .filter(|base| *base > 0)
            .unwrap_or_else(|| self.summary.n())
    }

    /// The figure without parts that rest on fewer than `minimum`.
    pub(crate) fn without_small_parts(&self, minimum: u64) -> Figure {
        let mut figure = self.figure.clone();
        for reading in figure.parts.iter_mut().map(|part| &mut part.reading) {
            if reading
                .estimate()
                .is_some_and(|estimate| (1..minimum).contains(&estimate.base))
            {
                *reading = Reading::Absent(Absence::TooFew);
            }
        }
        figure
    }
}

/// Evaluates; a metric that panics costs its own figure.
fn evaluate(measure: &Measure<'_>, evidence: Evidence<'_>) -> Figure {
    let run = || measure.metric.evaluate(evidence, &measure.config.question);
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Figure::absent(Absence::Failed, measure.unit()))
}

fn readings(figure: &Figure) -> impl Iterator<Item = &Reading> {
    std::iter::once(&figure.headline).chain(figure.parts.iter().map(|part| &part.reading))
}

fn readings_mut(figure: &mut Figure) -> impl Iterator<Item = &mut Reading> {
    std::iter::once(&mut figure.headline).chain(figure.parts.iter_mut().map(|part| &mut part.reading))
}

/// Whether the jackknife is sound for a reading: it is for smooth functions of the data, not for percentiles
/// (Miller 1974), and a plain count has no interval.
const fn is_smooth(method: Method) -> bool {
    !matches!(method, Method::BrookmeyerCrowley | Method::Exact)
}

/// Widens the intervals of a figure by the delete-a-group jackknife over the buckets of clusters, and keeps the
/// judged values it took for comparisons.
fn widen(
    measure: &Measure<'_>,
    cell: &Cell,
    summary: &Summary,
    figure: &mut Figure,
) -> (BTreeMap<usize, LeftOut>, bool) {
    let spec = measure.metric.spec();
    let has_value = readings(figure).any(|reading| reading.estimate().is_some());
    // What came before is not kept by cluster.
    if !measure.is_tested() || spec.stock || !has_value || cell.clusters().count() < 2 {
        return (BTreeMap::new(), false);
    }
    let all = summary.n() as f64;
    let without: Vec<Without> = cell
        .clusters()
        .map(|(bucket, part)| Without {
            bucket,
            size: part.n() as f64 / (all * all),
            figure: evaluate(measure, Evidence::of(&summary.without(part))),
        })
        .collect();
    let mut widened = false;
    for (at, reading) in readings_mut(figure).enumerate() {
        let Reading::Value(estimate) = reading else {
            continue;
        };
        let left_out: Vec<LeftOut> = without
            .iter()
            .filter_map(|without| without.left_out(readings(&without.figure).nth(at)?))
            .collect();
        let Some(ratio) = ratio(estimate, &left_out).filter(|ratio| *ratio > 1.0) else {
            continue;
        };
        estimate.interval = estimate
            .interval
            .map(|interval| stretched(estimate, interval, ratio));
        widened = true;
    }
    let leave_out = without
        .iter()
        .filter_map(|without| {
            let judged = without.figure.reading(spec.judged_part())?;
            Some((without.bucket, without.left_out(judged)?))
        })
        .collect();
    (leave_out, widened)
}

/// The figure without a bucket of clusters.
struct Without {
    bucket: usize,
    size: f64,
    figure: Figure,
}

impl Without {
    fn left_out(&self, reading: &Reading) -> Option<LeftOut> {
        let value = reading.estimate()?.value;
        Some(LeftOut {
            value,
            size: self.size,
        })
    }
}

/// By how much an interval has to be widened.
fn ratio(estimate: &Estimate, left_out: &[LeftOut]) -> Option<f64> {
    let interval = estimate.interval.filter(|_| is_smooth(estimate.method))?;
    let values: Vec<f64> = left_out.iter().map(|without| without.value).collect();
    let sizes: Vec<f64> = left_out.iter().map(|without| without.size).collect();
    let error = jackknife::delete_group(&values)?;
    let formula = Range {
        low: interval.low,
        high: interval.high?,
    };
    let groups = jackknife::effective_groups(&sizes);
    Some(jackknife::widening(error, groups, formula, Z95))
}

fn stretched(estimate: &Estimate, interval: Interval, ratio: f64) -> Interval {
    let Some(high) = interval.high else {
        return interval;
    };
    let (least, most) = estimate.limits;
    let wide = Range {
        low: interval.low,
        high,
    }
    .widened(estimate.value, ratio)
    .clipped(least, most);
    Interval::new(wide.low, wide.high)
}
