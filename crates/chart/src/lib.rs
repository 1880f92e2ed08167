//! Figures as charming's options, drawn to SVG text.
//!
//! A [`Chart`] goes in: values, already computed, and words, already written. An SVG comes out that can stand in a
//! page as it is: its colours are the page's variables, its type the page's font, and it holds no style, no script
//! and no number of its own. In between, [`option`] says the chart in charming's types; what an option says is drawn
//! here, and ECharts, for which charming is made, puts every mark at the same place.
//!
//! The same chart gives the same bytes, on any thread, in any order. What comes from data is only ever a number or a
//! text that is set as it is: no template, no markup and no function is read in it.
//!
//! This crate knows no pages, computes no figure and reads no file.

mod breakdown;
mod check;
mod distribution;
mod draw;
mod error;
mod figure;
mod pen;
mod plot;
mod render;
mod rows;
mod scale;
mod shapes;
mod sheet;
mod survival;
mod svg;
mod text;
mod tooltip;
mod trend;
mod waterfall;
mod widths;

pub use draw::{Drawing, draw, draw_at, draw_pair, option};
pub use error::ChartError;
pub use figure::{
    Axis, Bar, Beside, Bracket, Breakdown, Chart, Curve, Distribution, EventMark, Level, Mark, Part, Plateau,
    Row, Size, Step, Stretch, Survival, Tone, Trend, TrendPoint, Waterfall,
};
pub use text::runs_from_right;
