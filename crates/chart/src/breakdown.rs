//! One line for each part of a whole.

use charming::Chart as Options;
use charming::datatype::{DataPoint, DataPointItem};
use charming::element::{LabelAlign, LineStyle, Symbol};
use charming::series::{Custom, Line, Scatter};

use crate::figure::{Breakdown, Mark, Row, Size};
use crate::pen::{self, Across, Lettering};
use crate::rows::{self, Margins, Rows, Words};
use crate::scale::{self, Scale};
use crate::text;
use crate::tooltip::{Along, Tooltip, Tooltips};

/// The height that the rows need.
pub(crate) fn height(breakdown: &Breakdown, width: u32) -> u32 {
    let labels = breakdown.rows.iter().map(|row| row.label.as_str());
    rows::height(labels, width, margins(breakdown))
}

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(breakdown: &Breakdown, size: Size) -> Options {
    let geometry = Geometry::new(breakdown, size);
    let mut sheet = geometry
        .sheet
        .frame
        .sheet()
        .x_axis(pen::measure(&geometry.scale))
        .y_axis(geometry.sheet.names());
    sheet = sheet.series(geometry.reference());
    if !breakdown.added.is_empty() {
        let (line, rings) = geometry.added();
        sheet = sheet.series(line).series(rings);
    }
    sheet = sheet
        .series(geometry.intervals())
        .series(geometry.ghosts())
        .series(geometry.dots());
    for caption in geometry.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

/// What the chart says where it is pointed at.
pub(crate) fn tooltips(breakdown: &Breakdown, size: Size) -> Tooltips {
    let geometry = Geometry::new(breakdown, size);
    let rows = breakdown.rows.iter().enumerate();
    let tooltips: Vec<Tooltip> = rows
        .map(|(index, row)| {
            let place = (
                geometry.sheet.frame.x(&geometry.scale, row.value),
                geometry.sheet.y(index),
            );
            Tooltip::new(place, &row.label, &row.text, &row.detail)
        })
        .collect();
    Tooltips::new(Along::Y, &tooltips)
}

struct Geometry<'a> {
    breakdown: &'a Breakdown,
    scale: Scale,
    sheet: Rows,
}

impl<'a> Geometry<'a> {
    fn new(breakdown: &'a Breakdown, size: Size) -> Self {
        let words = |row: &'a Row| Words {
            label: &row.label,
            text: &row.text,
            note: &row.note,
        };
        let rows: Vec<Words<'_>> = breakdown.rows.iter().map(words).collect();
        let heads = breakdown.heads.each_ref().map(String::as_str);
        let sheet = Rows::new(&rows, heads, size, margins(breakdown));
        let ticks = scale::room(&breakdown.axis, largest(breakdown), sheet.frame.width()).min(5.0);
        Self {
            breakdown,
            scale: extent(breakdown, ticks),
            sheet,
        }
    }

    fn rows(&self) -> impl Iterator<Item = (f64, &'a Row)> {
        self.breakdown
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| (index as f64, row))
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

    /// The values to compare with.
    fn ghosts(&self) -> Custom {
        let ghost = |(index, row): (f64, &Row)| {
            let style = pen::fill(pen::PAPER, 1.0)
                .border_color(pen::SOFT)
                .border_width(1.0);
            Some(DataPointItem::new(vec![row.before?, index, pen::GHOST]).item_style(style))
        };
        Custom::new()
            .id("dots:0")
            .data(self.rows().filter_map(ghost).map(DataPoint::from).collect())
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

    /// What the rows come to, from the top down.
    fn added(&self) -> (Line, Scatter) {
        let added = self.breakdown.added.iter().enumerate();
        let places: Vec<Vec<f64>> = added.map(|(index, sum)| vec![*sum, index as f64]).collect();
        let ring = |place: &Vec<f64>| DataPointItem::new(place.clone()).item_style(pen::ring(pen::SOFT));
        let rings = Scatter::new()
            .symbol(Symbol::Circle)
            .symbol_size(2.0 * pen::RING)
            .data(places.iter().map(ring).collect());
        let line = Line::new()
            .symbol(Symbol::None)
            .line_style(LineStyle::new().color(pen::SOFT).width(1.0))
            .data(places);
        (line, rings)
    }

    fn captions(&self) -> Vec<Scatter> {
        let mut captions = self.sheet.words(&self.scale);
        captions.extend(
            self.breakdown
                .reference
                .iter()
                .map(|mark| self.reference_label(mark)),
        );
        if !self.breakdown.axis.name.is_empty() {
            let at = self.sheet.at(&self.scale);
            captions.push(pen::footer(&at, &self.breakdown.axis.name, &self.sheet.frame));
        }
        captions
    }

    /// The name of the reference above its line, inside the sheet.
    fn reference_label(&self, mark: &Mark) -> Scatter {
        let frame = &self.sheet.frame;
        let width = f64::from(frame.size.width);
        let label = text::cut(&text::clean(&mark.label), 40, width);
        let half = text::width(&label) / 2.0;
        let x = frame.x(&self.scale, mark.value).min(width - half).max(half);
        self.sheet.at(&self.scale).caption(
            &label,
            x,
            frame.top - 10.0,
            Lettering::new(pen::INK, LabelAlign::Center),
        )
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
        .flat_map(|row| [Some(row.value), Some(row.low), Some(row.high), row.before])
        .flatten();
    rows.chain(breakdown.reference.iter().map(|mark| mark.value))
        .chain(breakdown.added.iter().copied())
}

fn margins(breakdown: &Breakdown) -> Margins {
    let reference = if breakdown.reference.is_some() { 22.0 } else { 4.0 };
    let is_headed = breakdown.heads.iter().any(|head| !head.is_empty());
    let top = reference + if is_headed { text::LINE } else { 0.0 };
    Margins::new(&breakdown.axis, top)
}
