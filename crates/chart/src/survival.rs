//! The share still open over time.

use std::cmp::Ordering;

use charming::Chart as Options;
use charming::component::Axis;
use charming::datatype::{CompositeValue, DataPoint, DataPointItem};
use charming::element::{LabelAlign, LineStyle, SplitLine, Step as Stairs, Symbol};
use charming::series::{Custom, Line, Scatter};

use crate::figure::{Curve, Size, Step, Survival};
use crate::pen::{self, Anchor, Frame, Lettering};
use crate::scale::{self, Scale};
use crate::text;
use crate::tooltip::{Along, Tooltip, Tooltips};

pub(crate) const HEIGHT: u32 = 300;
/// The share at which every curve starts, in percent.
const ALL: f64 = 100.0;
/// From a line to its label, in px.
const NEAR: f64 = 10.0;

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(survival: &Survival, size: Size) -> Options {
    let geometry = Geometry::new(survival, size);
    let mut sheet = geometry
        .frame
        .sheet()
        .x_axis(geometry.time())
        .y_axis(pen::measure(&geometry.shares));
    for (index, line) in geometry
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.curve.emphasised)
    {
        sheet = sheet.series(line.band(index));
    }
    sheet = sheet.series(geometry.flags());
    for line in &geometry.lines {
        sheet = sheet.series(line.stairs());
    }
    for caption in geometry.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

/// What the chart says where it is pointed at: of the curves that it is about.
pub(crate) fn tooltips(survival: &Survival, size: Size) -> Tooltips {
    let geometry = Geometry::new(survival, size);
    let lines = geometry.lines.iter().filter(|line| line.curve.emphasised);
    let tooltip = |curve: &Curve, step: &Step| {
        let x = geometry.frame.x(&geometry.times, step.x);
        Tooltip::new(
            (x, geometry.frame.y(&geometry.shares, step.share)),
            &curve.label,
            &step.text,
            "",
        )
    };
    let tooltips: Vec<Tooltip> = lines
        .flat_map(|line| {
            let said = line.steps.iter().filter(|step| !step.text.is_empty());
            said.map(|step| tooltip(line.curve, step))
        })
        .collect();
    Tooltips::new(Along::X, &tooltips)
}

struct Geometry<'a> {
    survival: &'a Survival,
    times: Scale,
    shares: Scale,
    frame: Frame,
    /// Those emphasised last, so that they are on top.
    lines: Vec<Drawn<'a>>,
    labels: Vec<String>,
    flags: Vec<Flag>,
}

/// A curve as it is drawn: from the start of the axis to where it ends or is cut.
struct Drawn<'a> {
    curve: &'a Curve,
    /// At least one.
    steps: Vec<Step>,
}

/// The label of a mark beside the top of its line.
struct Flag {
    text: String,
    value: f64,
    /// Where its text starts and ends, in px.
    span: (f64, f64),
    /// Its row, from the top.
    row: usize,
}

impl<'a> Geometry<'a> {
    fn new(survival: &'a Survival, size: Size) -> Self {
        let shares = Scale::exact(&percent(), 0.0, ALL, 4.0);
        let mut curves: Vec<&Curve> = survival
            .curves
            .iter()
            .filter(|curve| !curve.steps.is_empty())
            .collect();
        curves.sort_by_key(|curve| curve.emphasised);
        let room = f64::from(size.width) * 0.3 / text::STRONG;
        let label = |curve: &&Curve| text::cut(&text::clean(&curve.label), 24, room);
        let labels: Vec<String> = curves.iter().map(label).collect();
        let mut frame = frame(survival, size, &shares, &labels);
        let times = times(survival, frame.width());
        let lines = curves
            .into_iter()
            .map(|curve| Drawn::new(curve, &times))
            .collect();
        let flags = flags(survival, &times, &frame);
        frame.top += text::LINE * rows(&flags) as f64;
        Self {
            survival,
            times,
            shares,
            frame,
            lines,
            labels,
            flags,
        }
    }

    fn time(&self) -> Axis {
        pen::measure(&self.times)
            .split_line(SplitLine::new().show(false))
            .offset(pen::BELOW)
    }

    /// The lines of the marks, each up to its label.
    fn flags(&self) -> Custom {
        let count = rows(&self.flags);
        let flag = |flag: &Flag| {
            let rise = text::LINE * (count - flag.row) as f64 + 2.0;
            DataPointItem::new(vec![flag.value, ALL, rise]).item_style(pen::fill(pen::SOFT, 1.0))
        };
        Custom::new()
            .id("flags:0")
            .data(self.flags.iter().map(flag).map(DataPoint::from).collect())
    }

    fn captions(&self) -> Vec<Scatter> {
        let mut captions = self.curve_labels();
        captions.extend(self.flags.iter().map(|flag| self.flag_label(flag)));
        if !self.survival.share_name.is_empty() {
            captions.push(pen::title(&self.at(), &self.survival.share_name, &self.frame));
        }
        if !self.survival.axis.name.is_empty() {
            captions.push(pen::footer(&self.at(), &self.survival.axis.name, &self.frame));
        }
        captions
    }

    /// The labels of the curves: at their ends where there is room, else level with them at the right.
    fn curve_labels(&self) -> Vec<Scatter> {
        let mut places: Vec<f64> = self.lines.iter().map(|line| self.end(line).1).collect();
        let aside = self.frame.end() + NEAR;
        let column = |index: usize| self.room_at_end(index).unwrap_or(aside);
        let columns: Vec<f64> = (0..places.len()).map(column).collect();
        let right: Vec<usize> = (0..places.len())
            .filter(|&index| columns[index] >= aside)
            .collect();
        let mut levels: Vec<f64> = right.iter().map(|&index| places[index]).collect();
        pen::spread(&mut levels, (self.frame.top, self.frame.floor()));
        for (index, level) in right.into_iter().zip(levels) {
            places[index] = level;
        }
        let label = |index: usize| {
            let lettering = self.lines[index].lettering();
            self.at()
                .caption(&self.labels[index], columns[index], places[index], lettering)
        };
        (0..places.len()).map(label).collect()
    }

    /// Where the label of a curve can start, if it can stand in the plot at the curve's end, clear of other curves.
    fn room_at_end(&self, index: usize) -> Option<f64> {
        let (x, y) = self.end(&self.lines[index]);
        let start = x + NEAR;
        let width = text::width(&self.labels[index]) * text::STRONG;
        let is_inside = start + width < self.frame.end() - NEAR;
        let mut others = self.lines.iter().enumerate().filter(|(other, _)| *other != index);
        let is_clear = |line: &Drawn<'_>| {
            let (top, bottom) = self.heights(line, (start - 4.0, start + width + 4.0));
            bottom < y - text::LINE || top > y + text::LINE
        };
        (is_inside && others.all(|(_, line)| is_clear(line))).then_some(start)
    }

    /// The highest and the lowest place of a curve between two places across, in px; nowhere if it ends before.
    fn heights(&self, line: &Drawn<'_>, (from, to): (f64, f64)) -> (f64, f64) {
        let ends = line.steps.iter().skip(1).map(|step| step.x).chain([line.end().x]);
        let reached = line.steps.iter().zip(ends).filter(|(step, end)| {
            self.frame.x(&self.times, step.x) <= to && self.frame.x(&self.times, *end) >= from
        });
        let heights = reached.map(|(step, _)| self.frame.y(&self.shares, step.share));
        heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), y| {
            (top.min(y), bottom.max(y))
        })
    }

    fn flag_label(&self, flag: &Flag) -> Scatter {
        let count = rows(&self.flags);
        let y = self.frame.top - 2.0 - text::LINE * ((count - flag.row) as f64 - 0.5);
        self.at().caption(
            &flag.text,
            flag.span.0,
            y,
            Lettering::new(pen::INK, LabelAlign::Left),
        )
    }

    /// Where a curve ends, in px.
    fn end(&self, line: &Drawn<'_>) -> (f64, f64) {
        let end = line.end();
        (
            self.frame.x(&self.times, end.x),
            self.frame.y(&self.shares, end.share),
        )
    }

    fn at(&self) -> Anchor {
        Anchor {
            coord: (self.times.min, 0.0),
            px: (self.frame.left, self.frame.floor()),
        }
    }
}

impl<'a> Drawn<'a> {
    fn new(curve: &'a Curve, times: &Scale) -> Self {
        let (early, rest): (Vec<&Step>, Vec<&Step>) =
            curve.steps.iter().partition(|step| step.x <= times.min);
        let first = early
            .last()
            .map_or_else(|| everything(curve), |&step| step.clone());
        // What is said of a step holds where it is, and not where the sheet begins or ends.
        let mut steps = vec![Step {
            x: times.min,
            text: String::new(),
            ..first
        }];
        steps.extend(
            rest.iter()
                .filter(|step| step.x <= times.max)
                .map(|&step| step.clone()),
        );
        let mut drawn = Self { curve, steps };
        let goes_on = rest.iter().any(|step| step.x > times.max) || drawn.end().share <= 0.0;
        if goes_on && drawn.end().x < times.max {
            let end = Step {
                x: times.max,
                text: String::new(),
                ..drawn.end().clone()
            };
            drawn.steps.push(end);
        }
        drawn
    }

    fn end(&self) -> &Step {
        &self.steps[self.steps.len() - 1]
    }

    fn band(&self, index: usize) -> Custom {
        let row = |step: &Step| {
            vec![
                CompositeValue::from(step.x),
                pen::maybe(step.low),
                pen::maybe(step.high),
            ]
        };
        let data: Vec<DataPoint> = self.steps.iter().map(row).map(DataPoint::from).collect();
        Custom::new()
            .id(format!("stairs:{index}"))
            .item_style(pen::fill(pen::BAND, 1.0))
            .data(data)
    }

    fn stairs(&self) -> Line {
        let (colour, width) = if self.curve.emphasised {
            (pen::ACCENT, 2.0)
        } else {
            (pen::SOFT, 1.25)
        };
        let points: Vec<Vec<f64>> = self.steps.iter().map(|step| vec![step.x, step.share]).collect();
        Line::new()
            .name(text::clean(&self.curve.label))
            .symbol(Symbol::None)
            .step(Stairs::End)
            .line_style(LineStyle::new().color(colour).width(width))
            .data(points)
    }

    fn lettering(&self) -> Lettering {
        if self.curve.emphasised {
            return Lettering::new(pen::ACCENT, LabelAlign::Left).strong();
        }
        Lettering::new(pen::SOFT, LabelAlign::Left)
    }
}

impl Flag {
    /// Whether a later mark can have its text in a row: beside this one, and its line not through this one's text.
    fn lets_stand(&self, row: usize, x: f64, span: (f64, f64)) -> bool {
        match self.row.cmp(&row) {
            Ordering::Less => true,
            Ordering::Equal => self.span.1 + NEAR < span.0,
            Ordering::Greater => x < self.span.0 || x > self.span.1,
        }
    }
}

/// All still open, at the start: for certain, if the curve has intervals at all.
fn everything(curve: &Curve) -> Step {
    let certain = curve
        .steps
        .first()
        .and_then(|step| step.low.and(step.high))
        .map(|_| ALL);
    Step {
        x: 0.0,
        share: ALL,
        low: certain,
        high: certain,
        text: String::new(),
    }
}

fn percent() -> crate::Axis {
    crate::Axis {
        unit: " %".to_owned(),
        ..crate::Axis::default()
    }
}

/// The frame without the rows of the marks.
fn frame(survival: &Survival, size: Size, shares: &Scale, labels: &[String]) -> Frame {
    Frame {
        size,
        left: shares.label_width() + pen::GAP,
        right: text::widest(labels) * text::STRONG + NEAR + 2.0,
        top: 10.0 + if survival.share_name.is_empty() { 0.0 } else { 20.0 },
        bottom: 30.0 + if survival.axis.name.is_empty() { 0.0 } else { 18.0 },
    }
}

/// The time axis: its own limits, else from 0 to the last step; every mark has its place on it.
fn times(survival: &Survival, width: f64) -> Scale {
    let marks = survival.marks.iter().map(|mark| mark.value);
    let steps = survival
        .curves
        .iter()
        .flat_map(|curve| &curve.steps)
        .map(|step| step.x);
    let own = survival.axis.max.unwrap_or_else(|| steps.fold(0.0, f64::max));
    let min = survival.axis.min.unwrap_or(0.0);
    let max = marks.fold(own, f64::max);
    let max = if max > min { max } else { min + 1.0 };
    Scale::exact(&survival.axis, min, max, scale::room(&survival.axis, max, width))
}

/// Places the labels of the marks beside their lines, in as many rows above the plot as they need.
fn flags(survival: &Survival, times: &Scale, frame: &Frame) -> Vec<Flag> {
    let mut marks: Vec<_> = survival
        .marks
        .iter()
        .filter(|mark| mark.value >= times.min)
        .collect();
    marks.sort_by(|a, b| a.value.total_cmp(&b.value));
    let mut flags: Vec<Flag> = Vec::new();
    for mark in marks {
        let text = text::cut(&text::clean(&mark.label), 40, f64::from(frame.size.width) * 0.6);
        let x = frame.x(times, mark.value);
        let span = span(x, text::width(&text), frame);
        let is_free = |row: &usize| flags.iter().all(|flag| flag.lets_stand(*row, x, span));
        let row = (0..).find(is_free).unwrap_or_default();
        flags.push(Flag {
            text,
            value: mark.value,
            span,
            row,
        });
    }
    flags
}

/// From where to where a label goes: to the right of its line, or to the left if there is no room.
fn span(x: f64, width: f64, frame: &Frame) -> (f64, f64) {
    let start = x + 5.0;
    if start + width <= f64::from(frame.size.width) {
        (start, start + width)
    } else {
        (x - 5.0 - width, x - 5.0)
    }
}

fn rows(flags: &[Flag]) -> usize {
    flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0)
}
