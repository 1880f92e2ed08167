//! From one level to another: what each part adds, one below the other.

use charming::Chart as Options;
use charming::datatype::{DataPoint, DataPointItem};
use charming::element::Symbol;
use charming::series::{Custom, Scatter};

use crate::figure::{Level, Part, Size, Waterfall};
use crate::pen;
use crate::rows::{self, Margins, Rows, Words};
use crate::scale::{self, Scale};
use crate::tooltip::{Along, Tooltip, Tooltips};

/// The height that the rows need.
pub(crate) fn height(waterfall: &Waterfall, width: u32) -> u32 {
    let lines = lines(waterfall);
    rows::height(lines.iter().map(|line| line.label), width, margins(waterfall))
}

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(waterfall: &Waterfall, size: Size) -> Options {
    let geometry = Geometry::new(waterfall, size);
    let mut sheet = geometry
        .sheet
        .frame
        .sheet()
        .x_axis(pen::measure(&geometry.scale))
        .y_axis(geometry.sheet.names())
        .series(geometry.ties())
        .series(geometry.falls())
        .series(geometry.levels());
    for words in geometry.sheet.words(&geometry.scale) {
        sheet = sheet.series(words);
    }
    if !waterfall.axis.name.is_empty() {
        let at = geometry.sheet.at(&geometry.scale);
        sheet = sheet.series(pen::footer(&at, &waterfall.axis.name, &geometry.sheet.frame));
    }
    sheet
}

/// What the chart says where it is pointed at.
pub(crate) fn tooltips(waterfall: &Waterfall, size: Size) -> Tooltips {
    let geometry = Geometry::new(waterfall, size);
    let tooltips: Vec<Tooltip> = geometry
        .lines
        .iter()
        .enumerate()
        .map(|(row, line)| {
            let place = (
                geometry.sheet.frame.x(&geometry.scale, line.end),
                geometry.sheet.y(row),
            );
            Tooltip::new(place, line.label, line.text, line.detail)
        })
        .collect();
    Tooltips::new(Along::Y, &tooltips)
}

/// One row: a level, or a part with where it begins and ends.
struct Line<'a> {
    label: &'a str,
    text: &'a str,
    detail: &'a str,
    start: f64,
    end: f64,
}

/// The level before, the parts one after another from it, the level after.
fn lines(waterfall: &Waterfall) -> Vec<Line<'_>> {
    let mut lines = vec![Line::of_level(&waterfall.before)];
    let mut start = waterfall.before.value;
    for part in &waterfall.parts {
        let end = start + part.amount;
        lines.push(Line {
            label: &part.label,
            text: &part.text,
            detail: &part.detail,
            start,
            end,
        });
        start = end;
    }
    lines.push(Line::of_level(&waterfall.after));
    lines
}

impl<'a> Line<'a> {
    fn of_level(level: &'a Level) -> Self {
        Self {
            label: &level.label,
            text: &level.text,
            detail: "",
            start: level.value,
            end: level.value,
        }
    }
}

struct Geometry<'a> {
    waterfall: &'a Waterfall,
    lines: Vec<Line<'a>>,
    scale: Scale,
    sheet: Rows,
}

impl<'a> Geometry<'a> {
    fn new(waterfall: &'a Waterfall, size: Size) -> Self {
        let axis = &waterfall.axis;
        let lines = lines(waterfall);
        let words = |line: &Line<'a>| Words {
            label: line.label,
            text: line.text,
            note: "",
        };
        let rows: Vec<Words<'_>> = lines.iter().map(words).collect();
        let sheet = Rows::new(&rows, ["", ""], size, margins(waterfall));
        let values = || lines.iter().map(|line| line.end);
        let largest = values().map(|value| value.abs() * 1.5).fold(1.0, f64::max);
        let ticks = scale::room(axis, largest, sheet.frame.width()).min(5.0);
        let scale = Scale::round(axis, values(), ticks);
        Self {
            waterfall,
            lines,
            scale,
            sheet,
        }
    }

    /// The lines of the parts, each with its row.
    fn parts(&self) -> impl Iterator<Item = (usize, &Line<'a>)> {
        let parts = self.lines.iter().enumerate().skip(1);
        parts.take(self.waterfall.parts.len())
    }

    /// The thin lines from where one row ends to where the next begins.
    fn ties(&self) -> Custom {
        let before = self.lines.iter().take(self.lines.len() - 1);
        let tie = |(row, line): (usize, &Line<'_>)| {
            DataPointItem::new(vec![line.end, row as f64]).item_style(pen::fill(pen::SOFT, 1.0))
        };
        let data: Vec<DataPoint> = before.enumerate().map(tie).map(DataPoint::from).collect();
        Custom::new().id("ties:0").data(data)
    }

    fn falls(&self) -> Custom {
        let fall = |((row, line), part): ((usize, &Line<'_>), &Part)| {
            let style = pen::fill(pen::colour(part.tone), 1.0);
            DataPointItem::new(vec![line.start, row as f64, line.end]).item_style(style)
        };
        let parts = self.parts().zip(&self.waterfall.parts);
        let data: Vec<DataPoint> = parts.map(fall).map(DataPoint::from).collect();
        Custom::new().id("falls:0").data(data)
    }

    fn levels(&self) -> Scatter {
        let rows = [0, self.lines.len() - 1];
        let level = |row: usize| {
            DataPointItem::new(vec![self.lines[row].end, row as f64]).item_style(pen::dot(pen::INK))
        };
        Scatter::new()
            .symbol(Symbol::Circle)
            .symbol_size(2.0 * pen::DOT)
            .data(rows.into_iter().map(level).collect())
    }
}

fn margins(waterfall: &Waterfall) -> Margins {
    Margins::new(&waterfall.axis, 4.0)
}
