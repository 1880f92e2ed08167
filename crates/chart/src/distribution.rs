//! Upright bars over a scale.

use charming::Chart as Options;
use charming::component::Axis;
use charming::datatype::{DataPoint, DataPointItem};
use charming::element::LabelAlign;
use charming::series::{Bar as Bars, Custom, Scatter};

use crate::figure::{Bar, Bracket, Distribution, Size, Tone};
use crate::pen::{self, Across, Anchor, Frame, Lettering};
use crate::scale::Scale;
use crate::text;
use crate::tooltip::{Along, Tooltip, Tooltips};

const HEIGHT: u32 = 240;
/// The room for brackets above the values of bars, in px.
const BRACKETS: f64 = 28.0;
/// From the plot up to brackets, clear of the value of the highest bar, in px.
const RISE: f64 = 24.0;
/// How much wider than its bar an outline is on each side, in px.
const WIDER: f64 = 3.0;
/// The widest bar, in px.
const WIDEST: f64 = 56.0;
/// The part of the height that values below the bars need.
const BELOW: f64 = 0.12;
/// Bars closer than this, in px, have no room for words.
const NARROW: f64 = 48.0;
/// The most lines that a class' label may have.
const LINES: usize = 3;

/// The height that suits the chart.
pub(crate) fn height(distribution: &Distribution, width: u32) -> u32 {
    let words = bracket_words(&distribution.brackets, f64::from(width));
    HEIGHT + room_of_brackets(&words) as u32
}

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(distribution: &Distribution, size: Size) -> Options {
    let geometry = Geometry::new(distribution, size);
    let measure = if geometry.has_texts {
        pen::unseen(&geometry.scale)
    } else {
        pen::measure(&geometry.scale)
    };
    let mut sheet = geometry
        .frame
        .sheet()
        .x_axis(geometry.classes())
        .y_axis(measure)
        .series(geometry.bars());
    if geometry.bars.iter().any(|bar| bar.before.is_some()) {
        sheet = sheet.series(geometry.outlines());
    }
    if !geometry.brackets.is_empty() {
        sheet = sheet.series(geometry.bracket_lines());
    }
    for caption in geometry.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

/// What the chart says where it is pointed at: nothing that is written at its bars.
pub(crate) fn tooltips(distribution: &Distribution, size: Size) -> Tooltips {
    let geometry = Geometry::new(distribution, size);
    let tooltip = |(index, bar): (usize, &Bar)| {
        let place = (geometry.x(index), geometry.frame.y(&geometry.scale, bar.value));
        Tooltip::new(place, &bar.label, &bar.text, "")
    };
    let bars = geometry.bars.iter().enumerate().filter(|_| !geometry.has_texts);
    let tooltips: Vec<Tooltip> = bars.map(tooltip).collect();
    Tooltips::new(Along::X, &tooltips)
}

struct Geometry<'a> {
    bars: &'a [Bar],
    brackets: &'a [Bracket],
    /// What they say, in its lines.
    bracket_words: Vec<String>,
    name: &'a str,
    scale: Scale,
    frame: Frame,
    /// The values stand at the bars; otherwise there is an axis.
    has_texts: bool,
    /// The labels below, broken into lines.
    labels: Vec<String>,
}

impl<'a> Geometry<'a> {
    fn new(distribution: &'a Distribution, size: Size) -> Self {
        let bars = &distribution.bars;
        let axis = &distribution.axis;
        let count = bars.len() as f64;
        let values = values(bars).chain([0.0]);
        let scale = Scale::round(axis, values, 5.0);
        let texts: Vec<String> = bars.iter().map(|bar| text::clean(&bar.text)).collect();
        let has_texts = text::widest(&texts) + 4.0 <= f64::from(size.width) / count;
        let left = if has_texts {
            0.0
        } else {
            scale.label_width() + pen::GAP
        };
        let slot = (f64::from(size.width) - left) / count;
        let labels = labels(bars, slot);
        let over = ((widest(&labels) - slot) / 2.0).max(0.0);
        let mut frame = frame(axis, size, (left.max(over), over), &labels);
        let bracket_words = bracket_words(&distribution.brackets, f64::from(size.width));
        frame.top += room_of_brackets(&bracket_words);
        Self {
            bars,
            brackets: &distribution.brackets,
            bracket_words,
            name: &axis.name,
            scale: tight(scale, bars, axis, has_texts),
            frame,
            has_texts,
            labels,
        }
    }

    fn slot(&self) -> f64 {
        self.frame.width() / self.bars.len() as f64
    }

    /// The horizontal axis. Labels that do not fit beside each other are thinned, from the last one back.
    fn classes(&self) -> Axis {
        let needed = widest(&self.labels) + 6.0;
        let every = ((needed / self.slot()).ceil() as usize).max(1);
        let formatter = format!("every:{every}:{}", (self.labels.len() - 1) % every);
        pen::names(self.labels.clone(), &formatter, pen::SOFT)
    }

    fn bars(&self) -> Bars {
        let bar = |bar: &Bar| {
            let style = pen::fill(pen::colour(bar.tone), opacity(bar.tone));
            DataPointItem::new(bar.value)
                .name(text::clean(&bar.label))
                .item_style(style)
        };
        Bars::new()
            .bar_width(self.width())
            .mark_line(pen::rules(&[0.0], Across::Level, pen::SOFT, false))
            .data(self.bars.iter().map(bar).collect())
    }

    /// The width of a bar, in px.
    fn width(&self) -> f64 {
        (self.slot() * 0.66).min(WIDEST)
    }

    /// Where a bar stands, in px.
    fn x(&self, index: usize) -> f64 {
        self.frame.left + (index as f64 + 0.5) * self.slot()
    }

    /// The outlines of the values to compare with.
    fn outlines(&self) -> Custom {
        let outline = |(index, bar): (usize, &Bar)| {
            let style = pen::fill(pen::INK, 1.0);
            let width = self.width() + 2.0 * WIDER;
            Some(DataPointItem::new(vec![index as f64, bar.before?, width]).item_style(style))
        };
        let outlines = self.bars.iter().enumerate().filter_map(outline);
        Custom::new()
            .id("outlines:0")
            .data(outlines.map(DataPoint::from).collect())
    }

    fn bracket_lines(&self) -> Custom {
        let line = |bracket: &Bracket| {
            let numbers = vec![bracket.from as f64, bracket.to as f64, self.width() / 2.0, RISE];
            DataPointItem::new(numbers).item_style(pen::fill(pen::colour(bracket.tone), 1.0))
        };
        let lines = self.brackets.iter().map(line).map(DataPoint::from);
        Custom::new().id("brackets:0").data(lines.collect())
    }

    /// What brackets say, above their middles as far as that is on the sheet, and apart from each other.
    fn bracket_captions(&self) -> Vec<Scatter> {
        let at = self.anchor();
        let sheet = f64::from(self.frame.size.width);
        let mut free = 0.0;
        let mut captions = Vec::new();
        let widths: Vec<f64> = self
            .bracket_words
            .iter()
            .map(|words| strong_width(words))
            .collect();
        for (index, (bracket, words)) in self.brackets.iter().zip(&self.bracket_words).enumerate() {
            let middle = (self.x(bracket.from) + self.x(bracket.to)) / 2.0;
            let after: f64 = widths[index + 1..].iter().map(|width| width + pen::GAP).sum();
            let half = widths[index] / 2.0;
            let x = middle.min(sheet - after - half).max(free + half);
            free = x + half + pen::GAP;
            let lettering = Lettering::new(pen::colour(bracket.tone), LabelAlign::Center).strong();
            let lines = words.lines().count() as f64;
            let y = self.frame.top - RISE - text::LINE * lines / 2.0 - 2.0;
            captions.extend(at.lines(words, x, y, lettering));
        }
        captions
    }

    fn anchor(&self) -> Anchor {
        Anchor {
            coord: (0.0, self.scale.min),
            px: (self.x(0), self.frame.floor()),
        }
    }

    fn captions(&self) -> Vec<Scatter> {
        let mut captions = self.bracket_captions();
        if self.has_texts {
            captions.push(self.values(|value| value >= 0.0, -10.0));
            captions.push(self.values(|value| value < 0.0, 10.0));
        }
        if !self.name.is_empty() {
            captions.push(pen::title(&self.anchor(), self.name, &self.frame));
        }
        captions
    }

    /// The values of some bars, so far above their ends.
    fn values(&self, of: impl Fn(f64) -> bool, offset: f64) -> Scatter {
        let chosen = self.bars.iter().enumerate().filter(|(_, bar)| of(bar.value));
        // Clear of the outline as well.
        let end = |bar: &Bar| match bar.before {
            Some(before) if bar.value >= 0.0 => bar.value.max(before),
            Some(before) => bar.value.min(before),
            None => bar.value,
        };
        let texts = chosen.map(|(index, bar)| ((index as f64, end(bar)), text::clean(&bar.text)));
        pen::captions(
            texts.collect(),
            (0.0, offset),
            Lettering::new(pen::INK, LabelAlign::Center),
        )
    }
}

/// Everything that has its place on the axis.
fn values(bars: &[Bar]) -> impl Iterator<Item = f64> {
    bars.iter()
        .flat_map(|bar| [Some(bar.value), bar.before])
        .flatten()
}

/// What brackets say: in a line each, or in two where there is no room for all beside each other.
fn bracket_words(brackets: &[Bracket], sheet: f64) -> Vec<String> {
    let words: Vec<String> = brackets
        .iter()
        .map(|bracket| text::clean(&bracket.label))
        .collect();
    let needed: f64 = words.iter().map(|words| strong_width(words) + pen::GAP).sum();
    let lines = if needed <= sheet { 1 } else { 2 };
    let room = sheet / words.len().max(1) as f64 - pen::GAP;
    let room = if lines == 1 { sheet } else { room };
    let wrap = |words: &String| text::wrap(words, lines, room / text::STRONG);
    words.iter().map(wrap).collect()
}

fn strong_width(words: &str) -> f64 {
    text::widest(words.lines()) * text::STRONG
}

fn room_of_brackets(words: &[String]) -> f64 {
    let lines = words.iter().map(|words| words.lines().count()).max();
    lines.map_or(0.0, |lines| BRACKETS + text::LINE * (lines as f64 - 1.0))
}

/// Without an axis to read, the bars take all the height there is, unless the axis has a limit of its own.
fn tight(scale: Scale, bars: &[Bar], axis: &crate::Axis, has_texts: bool) -> Scale {
    if !has_texts {
        return scale;
    }
    let min = values(bars).chain(axis.min).fold(0.0, f64::min);
    let max = values(bars).chain(axis.max).fold(0.0, f64::max);
    let below = if min < 0.0 { (max - min) * BELOW } else { 0.0 };
    if max > min {
        Scale::exact(axis, min - below, max, 4.0)
    } else {
        scale
    }
}

/// The labels in as many lines as they need; where bars are too narrow for words, in one, to be thinned.
fn labels(bars: &[Bar], slot: f64) -> Vec<String> {
    let labels: Vec<String> = bars.iter().map(|bar| text::clean(&bar.label)).collect();
    if slot < NARROW {
        return text::cut_apart(&labels, 12, NARROW * 1.5);
    }
    let wrapped = labels.iter().map(|label| text::wrap(label, LINES, slot - 6.0));
    wrapped.collect()
}

fn widest(labels: &[String]) -> f64 {
    text::widest(labels.iter().flat_map(|label| label.lines()))
}

fn frame(axis: &crate::Axis, size: Size, (left, right): (f64, f64), labels: &[String]) -> Frame {
    let lines = labels
        .iter()
        .map(|label| label.lines().count())
        .max()
        .unwrap_or(1);
    Frame {
        size,
        left,
        right,
        top: 22.0 + if axis.name.is_empty() { 0.0 } else { 22.0 },
        bottom: 12.0 + text::LINE * lines as f64,
    }
}

fn opacity(tone: Tone) -> f64 {
    match tone {
        Tone::Neutral => 0.55,
        Tone::Good | Tone::Bad | Tone::Accent => 1.0,
    }
}
