//! From charts to drawings.

use charming::Chart as Options;
use serde_json::Value;

use crate::error::ChartError;
use crate::figure::{Chart, Size};
use crate::tooltip::Tooltips;
use crate::{breakdown, check, distribution, matrix, render, survival, trend, waterfall};

/// The width of a canvas in px: a column of text, and not more, so that it stays readable on a phone.
const WIDTH: u32 = 640;

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

/// The chart as an option of charming, and so of ECharts: pure data, in which labels and shapes are named and not written
/// out. It is laid out for the chart's [`size`](Chart::size).
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
    let options = options(chart, size)?;
    let said = serde_json::to_string(&options).map_err(|error| ChartError::Drawing(error.to_string()))?;
    let svg = render::draw(&said, size, &tooltips(chart, size))?;
    Ok(Drawing { svg })
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
