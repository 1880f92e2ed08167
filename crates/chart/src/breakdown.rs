//! One line for each part of a whole.

use charming::Chart as Options;
use charming::component::Axis;
use charming::datatype::{DataPoint, DataPointItem};
use charming::element::{LabelAlign, Symbol};
use charming::series::{Custom, Line, Scatter};

use crate::figure::{Breakdown, Mark, Row, Size};
use crate::pen::{self, Across, Anchor, Frame, Lettering};
use crate::scale::{self, Scale};
use crate::spot::{Along, Spot, Spots};
use crate::text;

/// From one row to the next, in px.
const PACE: f64 = 28.0;
/// How much wider than estimated a label may turn out.
const SLACK: f64 = 1.08;
/// The most characters of a row's label.
const LIMIT: usize = 28;

/// The height that the rows need.
pub(crate) fn height(breakdown: &Breakdown) -> u32 {
    let rows = PACE * breakdown.rows.len() as f64;
    (top(breakdown) + rows + bottom(breakdown)).ceil() as u32
}

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(breakdown: &Breakdown, size: Size) -> Options {
    let plan = Plan::new(breakdown, size);
    let mut sheet = plan
        .frame
        .sheet()
        .x_axis(pen::measure(&plan.scale))
        .y_axis(plan.parts());
    sheet = sheet
        .series(plan.reference())
        .series(plan.intervals())
        .series(plan.dots());
    for caption in plan.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

/// What the chart says where it is pointed at.
pub(crate) fn spots(breakdown: &Breakdown, size: Size) -> Spots {
    let plan = Plan::new(breakdown, size);
    let first = plan.at().px.1;
    let spot = |(index, row): (f64, &Row)| {
        let place = (plan.frame.x(&plan.scale, row.value), first + index * plan.pace());
        Spot::new(place, &row.label, &row.text, &row.detail)
    };
    let spots: Vec<Spot> = plan.rows().map(spot).collect();
    Spots::new(Along::Y, &spots)
}

struct Plan<'a> {
    breakdown: &'a Breakdown,
    scale: Scale,
    frame: Frame,
    labels: Vec<String>,
    texts: Vec<String>,
}

impl<'a> Plan<'a> {
    fn new(breakdown: &'a Breakdown, size: Size) -> Self {
        let room = f64::from(size.width);
        let rows = &breakdown.rows;
        let labels: Vec<String> = rows
            .iter()
            .map(|row| text::cut(&text::clean(&row.label), LIMIT, room * 0.34))
            .collect();
        let texts: Vec<String> = rows
            .iter()
            .map(|row| text::cut(&text::clean(&row.text), 24, room * 0.25))
            .collect();
        let width = |texts: &[String]| text::widest(texts);
        let frame = Frame {
            size,
            // Readers' fonts differ, and pages set the type larger on a phone.
            left: SLACK * width(&labels) + pen::GAP + 4.0,
            right: width(&texts) + 18.0,
            top: top(breakdown),
            bottom: bottom(breakdown),
        };
        let ticks = scale::room(&breakdown.axis, largest(breakdown), frame.width()).min(5.0);
        Self {
            breakdown,
            scale: extent(breakdown, ticks),
            frame,
            labels,
            texts,
        }
    }

    fn rows(&self) -> impl Iterator<Item = (f64, &'a Row)> {
        self.breakdown
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| (index as f64, row))
    }

    fn parts(&self) -> Axis {
        pen::names(self.labels.clone(), "every:1:0", pen::INK).inverse(true)
    }

    /// The line of the reference, under everything else.
    fn reference(&self) -> Line {
        let values: Vec<f64> = self.breakdown.reference.iter().map(|mark| mark.value).collect();
        Line::new()
            .symbol(Symbol::None)
            .mark_line(pen::rules(&values, Across::Upright, pen::INK, false).z(1.0))
    }

    fn intervals(&self) -> Custom {
        let item = |(index, row): (f64, &Row)| {
            let style = pen::fill(pen::colour(row.tone), 1.0);
            DataPointItem::new(vec![row.low, index, row.high]).item_style(style)
        };
        let data: Vec<DataPoint> = self.rows().map(item).map(DataPoint::from).collect();
        Custom::new().id("interval:0").data(data)
    }

    fn dots(&self) -> Scatter {
        let item = |(index, row): (f64, &Row)| {
            let name = text::clean(&row.label);
            DataPointItem::new(vec![row.value, index])
                .name(name)
                .item_style(pen::dot(pen::colour(row.tone)))
        };
        Scatter::new()
            .symbol(Symbol::Circle)
            .symbol_size(2.0 * pen::DOT)
            .data(self.rows().map(item).collect())
    }

    fn captions(&self) -> Vec<Scatter> {
        let values = self.texts.iter().enumerate();
        let values = values
            .map(|(index, text)| ((self.scale.max, index as f64), text.clone()))
            .collect();
        let right = Lettering::new(pen::INK, LabelAlign::Right);
        let mut captions = vec![pen::captions(values, (self.frame.right, 0.0), right)];
        captions.extend(
            self.breakdown
                .reference
                .iter()
                .map(|mark| self.reference_label(mark)),
        );
        if !self.breakdown.axis.name.is_empty() {
            captions.push(pen::footer(&self.at(), &self.breakdown.axis.name, &self.frame));
        }
        captions
    }

    /// The name of the reference above its line, inside the sheet.
    fn reference_label(&self, mark: &Mark) -> Scatter {
        let width = f64::from(self.frame.size.width);
        let label = text::cut(&text::clean(&mark.label), 40, width);
        let half = text::width(&label) / 2.0;
        let x = self.frame.x(&self.scale, mark.value).min(width - half).max(half);
        self.at().caption(
            &label,
            x,
            self.frame.top - 10.0,
            Lettering::new(pen::INK, LabelAlign::Center),
        )
    }

    fn at(&self) -> Anchor {
        Anchor {
            coord: (self.scale.min, 0.0),
            px: (self.frame.left, self.frame.top + self.pace() / 2.0),
        }
    }

    /// From one row to the next, in px.
    fn pace(&self) -> f64 {
        self.frame.height() / self.breakdown.rows.len() as f64
    }
}

fn extent(breakdown: &Breakdown, ticks: f64) -> Scale {
    Scale::round(&breakdown.axis, values(breakdown), ticks)
}

/// The number that needs the widest tick.
fn largest(breakdown: &Breakdown) -> f64 {
    values(breakdown)
        .map(|value| value.abs() * 1.5)
        .fold(1.0, f64::max)
}

/// Everything that has its place on the axis.
fn values(breakdown: &Breakdown) -> impl Iterator<Item = f64> {
    let rows = breakdown
        .rows
        .iter()
        .flat_map(|row| [row.value, row.low, row.high]);
    rows.chain(breakdown.reference.iter().map(|mark| mark.value))
}

fn top(breakdown: &Breakdown) -> f64 {
    if breakdown.reference.is_some() { 22.0 } else { 4.0 }
}

fn bottom(breakdown: &Breakdown) -> f64 {
    if breakdown.axis.name.is_empty() {
        24.0
    } else {
        42.0
    }
}
