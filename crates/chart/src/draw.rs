//! From charts to drawings.

use std::collections::BTreeMap;

use charming::Chart as Options;
use rayon::prelude::*;
use serde_json::Value;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

use crate::error::ChartError;
use crate::figure::{Chart, Size};
use crate::tooltip::Tooltips;
use crate::{breakdown, check, distribution, engine, matrix, survival, svg, trend, waterfall};

/// The width of a canvas in px: a column of text, and not more, so that it stays readable on a phone.
const WIDTH: u32 = 640;
/// The fewest charts that are worth an engine of their own: starting one takes longer than drawing them.
const BATCH: usize = 6;

/// A chart, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Drawing {
    /// An `svg` element, good HTML and good XML: `class="chart"`, hidden from assistive technology, since its words
    /// stand beside it. Style sheets scale it.
    pub svg: String,
}

impl Chart {
    /// The size that suits the chart: 640 px wide, and as high as its kind and its rows need.
    pub fn size(&self) -> Size {
        let height = match self {
            Self::Trend(_) => trend::HEIGHT,
            Self::Distribution(_) => distribution::HEIGHT,
            Self::Breakdown(breakdown) => breakdown::height(breakdown),
            Self::Survival(_) => survival::HEIGHT,
            Self::Matrix(_) => matrix::HEIGHT,
            Self::Waterfall(waterfall) => waterfall::height(waterfall),
        };
        Size { width: WIDTH, height }
    }
}

/// The chart as an ECharts option: pure data, in which functions are named and not written out (see
/// [`SCRIPT`](crate::SCRIPT)). It is laid out for the chart's [`size`](Chart::size).
///
/// # Errors
///
/// If the chart has nothing to draw, or a number that no axis can show.
pub fn option(chart: &Chart) -> Result<Value, ChartError> {
    let options = options(chart, chart.size())?;
    serde_json::to_value(options).map_err(|error| ChartError::Drawing(error.to_string()))
}

/// Draws a chart at its own size.
///
/// # Errors
///
/// If the chart has nothing to draw, or a number that no axis can show; any other error is a bug.
pub fn draw(chart: &Chart) -> Result<Drawing, ChartError> {
    draw_at(chart, chart.size())
}

/// Draws a chart at another size, for a narrow column: labels are laid out anew, type stays at 13 px.
///
/// A canvas is at least 240 px wide and as high as 120 px or the chart's own height, if that is less.
///
/// # Errors
///
/// As for [`draw`].
pub fn draw_at(chart: &Chart, size: Size) -> Result<Drawing, ChartError> {
    let own = chart.size();
    let size = Size {
        width: size.width.max(240),
        height: size.height.max(own.height.min(120)),
    };
    Canvas::new(chart, size)?.draw()
}

/// Remembers drawings by a key that says all that decides what they look like.
pub trait DrawingCache: Sync {
    /// The drawing that was last kept under a key.
    fn recall(&self, key: u128) -> Option<String>;

    /// Keeps a drawing.
    fn keep(&self, key: u128, svg: &str);
}

/// Draws charts on all threads, equal ones once, and only those that are not in the cache; results are in the order
/// of the charts.
pub fn draw_all(charts: &[Chart], cache: &dyn DrawingCache) -> Vec<Result<Drawing, ChartError>> {
    let canvases: Vec<_> = charts
        .par_iter()
        .map(|chart| Canvas::new(chart, chart.size()))
        .collect();
    let distinct: BTreeMap<&Canvas, ()> = canvases.iter().flatten().map(|canvas| (canvas, ())).collect();
    let distinct: Vec<&Canvas> = distinct.into_keys().collect();
    let known: Vec<(&Canvas, Option<String>)> = distinct
        .par_iter()
        .map(|canvas| (*canvas, cache.recall(canvas.key())))
        .collect();
    let new: Vec<&Canvas> = known
        .iter()
        .filter(|(_, svg)| svg.is_none())
        .map(|(canvas, _)| *canvas)
        .collect();
    let drawn = new.par_iter().with_min_len(BATCH).map(|canvas| {
        let drawing = canvas.draw()?;
        cache.keep(canvas.key(), &drawing.svg);
        Ok(drawing)
    });
    let drawn: Vec<Result<Drawing, ChartError>> = drawn.collect();
    let mut all: BTreeMap<&Canvas, Result<Drawing, ChartError>> = new.into_iter().zip(drawn).collect();
    all.extend(
        known
            .into_iter()
            .filter_map(|(canvas, svg)| Some((canvas, Ok(Drawing { svg: svg? })))),
    );
    let result = |canvas: &Result<Canvas, ChartError>| match canvas {
        Ok(canvas) => all[canvas].clone(),
        Err(error) => Err(error.clone()),
    };
    canvases.iter().map(result).collect()
}

/// What is drawn: an option in JSON, the size of its canvas, and what is said on it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Canvas {
    option: String,
    width: u32,
    height: u32,
    tooltips: Tooltips,
}

impl Canvas {
    fn new(chart: &Chart, size: Size) -> Result<Self, ChartError> {
        let options = options(chart, size)?;
        let option =
            serde_json::to_string(&options).map_err(|error| ChartError::Drawing(error.to_string()))?;
        Ok(Self {
            option,
            width: size.width,
            height: size.height,
            tooltips: tooltips(chart, size),
        })
    }

    /// All that decides what the drawing looks like, as a hash: the same program draws the same.
    fn key(&self) -> u128 {
        let size = u64::from(self.width) << 32 | u64::from(self.height);
        let all = [self.option.as_str(), self.tooltips.along, &self.tooltips.list].join("\n");
        xxh3_128_with_seed(all.as_bytes(), size)
    }

    fn draw(&self) -> Result<Drawing, ChartError> {
        let tree = engine::draw(
            &self.option,
            Size {
                width: self.width,
                height: self.height,
            },
        )?;
        let svg = svg::write(&tree, xxh3_64(self.option.as_bytes()), &self.tooltips)?;
        Ok(Drawing { svg })
    }
}

fn options(chart: &Chart, size: Size) -> Result<Options, ChartError> {
    check::check(chart)?;
    Ok(match chart {
        Chart::Trend(trend) => trend::option(trend, size),
        Chart::Distribution(distribution) => distribution::option(distribution, size),
        Chart::Breakdown(breakdown) => breakdown::option(breakdown, size),
        Chart::Survival(survival) => survival::option(survival, size),
        Chart::Matrix(matrix) => matrix::option(matrix, size),
        Chart::Waterfall(waterfall) => waterfall::option(waterfall, size),
    })
}

fn tooltips(chart: &Chart, size: Size) -> Tooltips {
    match chart {
        Chart::Trend(trend) => trend::tooltips(trend, size),
        Chart::Distribution(distribution) => distribution::tooltips(distribution, size),
        Chart::Breakdown(breakdown) => breakdown::tooltips(breakdown, size),
        Chart::Survival(survival) => survival::tooltips(survival, size),
        Chart::Matrix(matrix) => matrix::tooltips(matrix, size),
        Chart::Waterfall(waterfall) => waterfall::tooltips(waterfall, size),
    }
}
