//! What all charts share: the sheet, its colours, axes, lines and lettering.
//!
//! Everything is laid out here and in the modules of the charts, in px; `render` only draws. That keeps labels from
//! overlapping and from being cut off where no font can be measured.

use charming::Chart as Options;
use charming::component::{Axis, Grid};
use charming::datatype::{CompositeValue, DataPointItem};
use charming::element::font_settings::FontWeight;
use charming::element::{
    AxisLabel, AxisLine, AxisTick, AxisType, Formatter, ItemStyle, Label, LabelAlign, LabelPosition,
    LabelVerticalAlign, LineStyle, LineStyleType, MarkLine, MarkLineData, MarkLineVariant, SplitLine, Symbol,
};
use charming::series::Scatter;

use crate::figure::{Size, Tone};
use crate::scale::Scale;
use crate::text;

pub(crate) const INK: &str = "var(--ink)";
pub(crate) const SOFT: &str = "var(--soft)";
pub(crate) const RULE: &str = "var(--rule)";
pub(crate) const ACCENT: &str = "var(--accent)";
pub(crate) const BAND: &str = "var(--band)";
pub(crate) const BETTER: &str = "var(--better)";
pub(crate) const WORSE: &str = "var(--worse)";
pub(crate) const TRACK: &str = "var(--track)";
pub(crate) const PAPER: &str = "var(--paper)";

/// All colours that a drawing may have.
pub(crate) const PALETTE: [&str; 9] = [INK, SOFT, RULE, ACCENT, BAND, BETTER, WORSE, TRACK, PAPER];

/// From an axis to its labels.
pub(crate) const GAP: f64 = 8.0;

/// So much lower, in px, stand the labels of a horizontal axis that meet those of a vertical one.
pub(crate) const BELOW: f64 = 4.0;

/// The sheet and the margins around the plot, in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) size: Size,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    /// The width of the plot.
    pub(crate) fn width(&self) -> f64 {
        f64::from(self.size.width) - self.left - self.right
    }

    /// The height of the plot.
    pub(crate) fn height(&self) -> f64 {
        f64::from(self.size.height) - self.top - self.bottom
    }

    /// Where the plot ends at the right.
    pub(crate) fn end(&self) -> f64 {
        self.left + self.width()
    }

    /// Where the plot ends at the bottom.
    pub(crate) fn floor(&self) -> f64 {
        self.top + self.height()
    }

    /// Where a value stands on a horizontal scale.
    pub(crate) fn x(&self, scale: &Scale, value: f64) -> f64 {
        self.left + scale.share(value) * self.width()
    }

    /// Where a value stands on a vertical scale.
    pub(crate) fn y(&self, scale: &Scale, value: f64) -> f64 {
        self.floor() - scale.share(value) * self.height()
    }

    /// An empty sheet with this plot.
    pub(crate) fn sheet(&self) -> Options {
        let grid = Grid::new()
            .left(self.left)
            .top(self.top)
            .width(self.width())
            .height(self.height());
        Options::new().animation(false).grid(grid)
    }
}

/// A rectangle on the sheet, in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    pub(crate) fn around(x: f64, y: f64, half: (f64, f64)) -> Self {
        Self {
            left: x - half.0,
            top: y - half.1,
            right: x + half.0,
            bottom: y + half.1,
        }
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A place known both by its values and in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchor {
    /// In the units of the axes.
    pub(crate) coord: (f64, f64),
    /// In px from the left and top of the sheet.
    pub(crate) px: (f64, f64),
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lettering {
    pub(crate) colour: &'static str,
    pub(crate) strong: bool,
    pub(crate) align: LabelAlign,
}

impl Lettering {
    pub(crate) fn new(colour: &'static str, align: LabelAlign) -> Self {
        Self {
            colour,
            strong: false,
            align,
        }
    }

    pub(crate) fn strong(self) -> Self {
        Self { strong: true, ..self }
    }
}

impl Anchor {
    /// A text of several lines with its middle at a height of the sheet, in px.
    pub(crate) fn lines(&self, text: &str, x: f64, y: f64, lettering: Lettering) -> Vec<Scatter> {
        let start = y - (text.lines().count() as f64 - 1.0) * text::LINE / 2.0;
        let lines = text.lines().enumerate();
        let lines = lines.map(|(at, line)| self.caption(line, x, start + at as f64 * text::LINE, lettering));
        lines.collect()
    }

    /// A text at a place of the sheet in px, vertically centred on it.
    pub(crate) fn caption(&self, text: &str, x: f64, y: f64, lettering: Lettering) -> Scatter {
        let offset = (x - self.px.0, y - self.px.1);
        captions(vec![(self.coord, text.to_owned())], offset, lettering)
    }
}

/// Texts at places of the plot, all with the same offset in px.
pub(crate) fn captions(
    items: Vec<((f64, f64), String)>,
    offset: (f64, f64),
    lettering: Lettering,
) -> Scatter {
    let item = |((x, y), text): ((f64, f64), String)| DataPointItem::new(vec![x, y]).name(text);
    let label = Label::new()
        .show(true)
        .position(LabelPosition::Inside)
        .align(lettering.align)
        .vertical_align(LabelVerticalAlign::Middle)
        .offset(offset)
        .formatter("text")
        .color(lettering.colour)
        .font_size(text::SIZE)
        .font_family("inherit")
        .font_weight(FontWeight::Number(if lettering.strong { 600 } else { 400 }));
    Scatter::new()
        .symbol(Symbol::Circle)
        .symbol_size(0.0)
        .item_style(fill(PAPER, 1.0))
        .label(label)
        .data(items.into_iter().map(item).collect())
}

/// An axis of numbers with a faint line at each tick.
pub(crate) fn measure(scale: &Scale) -> Axis {
    let label = |label: AxisLabel, tick: f64| label.custom_values(tick);
    bare(AxisType::Value)
        .min(scale.min)
        .max(scale.max)
        .interval(scale.step)
        .axis_label(
            scale
                .ticks()
                .into_iter()
                .fold(lettered(scale.formatter(), SOFT), label),
        )
        .split_line(
            SplitLine::new()
                .show(true)
                .line_style(LineStyle::new().color(RULE).width(1.0)),
        )
}

/// An axis of numbers that is not seen.
pub(crate) fn unseen(scale: &Scale) -> Axis {
    measure(scale)
        .axis_label(AxisLabel::new().show(false))
        .split_line(SplitLine::new().show(false))
}

/// An axis of names. The formatter is one of `cxpress.js`.
pub(crate) fn names(names: Vec<String>, formatter: &str, colour: &'static str) -> Axis {
    bare(AxisType::Category)
        .data(names)
        .axis_label(lettered(formatter.to_owned(), colour).interval(0.0))
        .split_line(SplitLine::new().show(false))
}

fn bare(kind: AxisType) -> Axis {
    Axis::new()
        .type_(kind)
        .axis_line(AxisLine::new().show(false))
        .axis_tick(AxisTick::new().show(false))
}

fn lettered(formatter: String, colour: &'static str) -> AxisLabel {
    AxisLabel::new()
        .formatter(Formatter::String(formatter))
        .color(colour)
        .font_size(text::SIZE)
        .font_family("inherit")
}

/// Which way a line across the plot runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Across {
    /// At a value of the vertical axis.
    Level,
    /// At a value of the horizontal axis.
    Upright,
}

/// To so many decimals are the places of lines across kept: all. ECharts would keep two.
const PRECISION: f64 = 15.0;

/// Thin lines across the plot.
pub(crate) fn rules(values: &[f64], across: Across, colour: &'static str, dashed: bool) -> MarkLine {
    let line = |&value: &f64| match across {
        Across::Level => MarkLineData::new().y_axis(value),
        Across::Upright => MarkLineData::new().x_axis(value),
    };
    let kind = if dashed {
        LineStyleType::Dashed
    } else {
        LineStyleType::Solid
    };
    MarkLine::new()
        .silent(true)
        .precision(PRECISION)
        .symbol(vec![Symbol::None, Symbol::None])
        .label(Label::new().show(false))
        .line_style(LineStyle::new().color(colour).width(1.0).type_(kind))
        .data(values.iter().map(line).map(MarkLineVariant::Simple).collect())
}

/// A filled surface.
pub(crate) fn fill(colour: &'static str, opacity: f64) -> ItemStyle {
    ItemStyle::new().color(colour).opacity(opacity)
}

/// The radius of a dot and of a ring, in px, so that both look alike.
pub(crate) const DOT: f64 = 4.75;
pub(crate) const RING: f64 = 3.75;
/// The radius of a ring where a value was before, in px.
pub(crate) const GHOST: f64 = 3.25;

/// A dot with a rim in the colour of the paper, so that it stands clear of lines.
pub(crate) fn dot(colour: &'static str) -> ItemStyle {
    fill(colour, 1.0).border_color(PAPER).border_width(1.5)
}

/// A dot that is not full.
pub(crate) fn ring(colour: &'static str) -> ItemStyle {
    fill(PAPER, 1.0).border_color(colour).border_width(2.0)
}

/// A number that may be absent.
pub(crate) fn maybe(value: Option<f64>) -> CompositeValue {
    CompositeValue::from(value)
}

/// The colour of a tone.
pub(crate) fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => SOFT,
        Tone::Good => BETTER,
        Tone::Bad => WORSE,
        Tone::Accent => ACCENT,
    }
}

/// Moves the middles of texts of these heights apart until none overlap; the one at `fixed` stays where it is. What lies above it
/// goes up, what lies below goes down, and where there is no room on a side, to the other. Limits are those of middles.
pub(crate) fn keep_apart(places: &mut [f64], heights: &[f64], fixed: usize, limits: (f64, f64)) {
    let anchor = places[fixed];
    let mut order: Vec<usize> = (0..places.len()).filter(|&index| index != fixed).collect();
    order.sort_by(|&a, &b| (places[a] - anchor).abs().total_cmp(&(places[b] - anchor).abs()));
    let own = heights[fixed] / 2.0;
    let mut free = (anchor - own, anchor + own);
    for index in order {
        let half = heights[index] / 2.0;
        let goes_up = if places[index] <= anchor {
            free.0 - half >= limits.0
        } else {
            free.1 + half > limits.1
        };
        if goes_up {
            places[index] = places[index].min(free.0 - half);
            free.0 = places[index] - half;
        } else {
            places[index] = places[index].max(free.1 + half);
            free.1 = places[index] + half;
        }
    }
}

/// Moves places of lines of text apart until none overlap, staying between the limits as far as they allow.
pub(crate) fn spread(places: &mut [f64], limits: (f64, f64)) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a].total_cmp(&places[b]));
    let mut free = limits.0;
    for &index in &order {
        places[index] = places[index].max(free);
        free = places[index] + text::LINE;
    }
    let mut free = limits.1;
    for &index in order.iter().rev() {
        places[index] = places[index].min(free);
        free = places[index] - text::LINE;
    }
}

/// The name of the vertical axis, above it at the left edge of the sheet.
pub(crate) fn title(at: &Anchor, name: &str, frame: &Frame) -> Scatter {
    let room = f64::from(frame.size.width);
    let name = text::cut(&text::clean(name), 80, room);
    at.caption(
        &name,
        0.0,
        text::LINE / 2.0,
        Lettering::new(SOFT, LabelAlign::Left),
    )
}

/// The name of the horizontal axis, below its ticks at the right edge of the plot.
pub(crate) fn footer(at: &Anchor, name: &str, frame: &Frame) -> Scatter {
    let name = text::cut(&text::clean(name), 80, frame.end());
    let y = f64::from(frame.size.height) - text::LINE / 2.0;
    at.caption(&name, frame.end(), y, Lettering::new(SOFT, LabelAlign::Right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_kept_apart_from_one_that_stays() {
        let limits = (10.0, 100.0);
        let kept = |mut places: [f64; 3]| {
            keep_apart(&mut places, &[text::LINE; 3], 2, limits);
            places
        };
        assert_eq!(kept([20.0, 80.0, 50.0]), [20.0, 80.0, 50.0]);
        assert_eq!(kept([45.0, 48.0, 50.0]), [18.0, 34.0, 50.0]);
        assert_eq!(kept([55.0, 45.0, 50.0]), [66.0, 34.0, 50.0]);
        assert_eq!(kept([12.0, 50.0, 14.0]), [30.0, 50.0, 14.0]);
    }

    #[test]
    fn labels_are_spread_within_the_limits() {
        let mut places = [50.0, 49.0, 95.0, 99.0];
        spread(&mut places, (10.0, 100.0));
        assert_eq!(places, [65.0, 49.0, 84.0, 100.0]);
    }
}
