//! From charts to drawings.

use charming::Chart as Options;
use serde_json::Value;

use crate::error::ChartError;
use crate::figure::{Chart, Size};
use crate::svg::Column;
use crate::tooltip::Tooltips;
use crate::{breakdown, check, distribution, render, survival, trend, waterfall};

/// The width of a drawing for a wide column and for a narrow one, in px: a column of text, and a phone.
const WIDE: u32 = 640;
const NARROW: u32 = 360;

/// A chart, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Drawing {
    /// An `svg` element of the class `chart`, or two, good HTML and good XML: hidden from assistive technology, since its words
    /// stand beside it. Style sheets scale it.
    pub svg: String,
}

impl Chart {
    /// The size that suits the chart in a column of text: 640 px wide, and as high as its kind and its rows need.
    pub fn size(&self) -> Size {
        self.size_in(WIDE)
    }

    /// The size that suits the chart on a phone: 360 px wide.
    pub fn narrow_size(&self) -> Size {
        self.size_in(NARROW)
    }

    fn size_in(&self, width: u32) -> Size {
        let height = match self {
            Self::Trend(_) => trend::HEIGHT,
            Self::Distribution(distribution) => distribution::height(distribution, width),
            Self::Breakdown(breakdown) => breakdown::height(breakdown, width),
            Self::Survival(_) => survival::HEIGHT,
            Self::Waterfall(waterfall) => waterfall::height(waterfall, width),
        };
        Size { width, height }
    }
}

/// The chart as an option of charming, and so of ECharts: pure data, in which labels and shapes are named and not written
/// out. It is laid out for a sheet of the size.
///
/// # Errors
///
/// If the chart has nothing to draw, or a number that no axis can show.
pub fn option(chart: &Chart, size: Size) -> Result<Value, ChartError> {
    check::check(chart)?;
    let options = options(chart, size);
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

/// Draws a chart twice, for a wide column and for a narrow one, in elements of the classes `wide` and `narrow`: the
/// narrow one is not seen unless a style sheet shows it. Words that are said where the chart is pointed at stand in the wide one, if they are the same.
///
/// # Errors
///
/// As for [`draw`].
pub fn draw_pair(chart: &Chart) -> Result<Drawing, ChartError> {
    check::check(chart)?;
    let sizes = [chart.size(), chart.narrow_size()];
    let [wide, narrow] = sizes.map(|size| tooltips(chart, size));
    let narrow = narrow.beside(&wide);
    let wide = draw_with(chart, sizes[0], Column::Wide, &wide)?;
    let narrow = draw_with(chart, sizes[1], Column::Narrow, &narrow)?;
    Ok(Drawing { svg: wide + &narrow })
}

/// Draws a chart at another size: labels are laid out anew, type stays at 13 px.
///
/// A canvas is at least 240 px wide and as high as 120 px or the chart's own height, if that is less.
///
/// # Errors
///
/// As for [`draw`].
pub fn draw_at(chart: &Chart, size: Size) -> Result<Drawing, ChartError> {
    check::check(chart)?;
    let own = chart.size();
    let size = Size {
        width: size.width.max(240),
        height: size.height.max(own.height.min(120)),
    };
    let svg = draw_with(chart, size, Column::Any, &tooltips(chart, size))?;
    Ok(Drawing { svg })
}

fn draw_with(chart: &Chart, size: Size, column: Column, tooltips: &Tooltips) -> Result<String, ChartError> {
    let options = options(chart, size);
    let said = serde_json::to_string(&options).map_err(|error| ChartError::Drawing(error.to_string()))?;
    render::draw(&said, size, column, tooltips)
}

fn options(chart: &Chart, size: Size) -> Options {
    match chart {
        Chart::Trend(trend) => trend::option(trend, size),
        Chart::Distribution(distribution) => distribution::option(distribution, size),
        Chart::Breakdown(breakdown) => breakdown::option(breakdown, size),
        Chart::Survival(survival) => survival::option(survival, size),
        Chart::Waterfall(waterfall) => waterfall::option(waterfall, size),
    }
}

fn tooltips(chart: &Chart, size: Size) -> Tooltips {
    match chart {
        Chart::Trend(trend) => trend::tooltips(trend, size),
        Chart::Distribution(distribution) => distribution::tooltips(distribution, size),
        Chart::Breakdown(breakdown) => breakdown::tooltips(breakdown, size),
        Chart::Survival(survival) => survival::tooltips(survival, size),
        Chart::Waterfall(waterfall) => waterfall::tooltips(waterfall, size),
    }
}
