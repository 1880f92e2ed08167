//! Figures for tests of what is made from published cells.

use cxpress_metric::{Absence, Direction, Estimate, Interval, Lens, Method, Reading, Shape, Statistic, Unit};
use cxpress_report::{Cell, Counts, FigureSeries, MetricInfo, MissingCounts, Shown, SliceSeries};

/// A share in per cent with half its interval; its effective base is its base.
pub(crate) fn cell(value: f64, half: f64, base: u64) -> Cell {
    let interval = Interval::new(value - half, value + half);
    let estimate = Estimate::new(value, base)
        .with_interval(Some(interval), Method::Wilson)
        .with_limits(0.0, 100.0);
    Cell::Shown(Box::new(Shown {
        headline: Reading::Value(estimate),
        parts: Vec::new(),
        shape: Shape::None,
        missing: MissingCounts::default(),
        unweighted: None,
        discreet: false,
        rounded: false,
        widened: false,
        corrected: None,
        before: None,
        year_before: None,
        rest: None,
        course: None,
        echoes: None,
        ranked: None,
        target: None,
        benchmark: None,
        movements: Vec::new(),
    }))
}

pub(crate) fn withheld() -> Cell {
    Cell::Withheld
}

pub(crate) fn absent() -> Cell {
    Cell::Absent(Absence::NoData)
}

/// A figure with a total and no slices.
pub(crate) fn figure(total: Vec<Cell>) -> FigureSeries {
    FigureSeries {
        id: "ease".into(),
        label: "Ease".into(),
        forms: Default::default(),
        wording: None,
        metric: MetricInfo {
            id: "csat".into(),
            definition: 1,
            explanation: String::new(),
        },
        lens: Lens::Perception,
        unit: Unit::Percent,
        direction: Direction::HigherIsBetter,
        tested: true,
        accrues: false,
        counts: Counts::Answers,
        scale: None,
        score_words: Vec::new(),
        rejected: Vec::new(),
        statistic: Statistic::TopBox,
        within: None,
        touchpoint: None,
        source: "survey".into(),
        weighted: false,
        cluster: None,
        changes: Vec::new(),
        judged: None,
        enough: 30.0,
        target: None,
        benchmark: None,
        total,
        slices: Vec::new(),
        earlier: Vec::new(),
        control: None,
        consistency: Vec::new(),
        reasons: None,
        audit: None,
    }
}

/// The same with the values of one dimension, a cell each.
pub(crate) fn sliced(figure: FigureSeries, cells: impl IntoIterator<Item = Cell>) -> FigureSeries {
    let slice = |(value, cell)| SliceSeries {
        dimension: 0,
        value,
        cells: vec![cell],
    };
    let slices = cells.into_iter().enumerate().map(slice).collect();
    FigureSeries { slices, ..figure }
}
