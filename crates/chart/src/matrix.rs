//! Dots between two measured axes, with a cross through the middle: four fields.

use charming::Chart as Options;
use charming::datatype::{DataPoint, DataPointItem};
use charming::element::{LabelAlign, Symbol};
use charming::series::{Line, Scatter};

use crate::figure::{Dot, Matrix, Size};
use crate::pen::{self, Across, Anchor, Frame, Lettering};
use crate::scale::{self, Scale};
use crate::text;
use crate::tooltip::{Along, Tooltip, Tooltips};

pub(crate) const HEIGHT: u32 = 400;
/// The most characters of a dot's label.
const LIMIT: usize = 28;
/// How much of the extent of the dots is left free on each side.
const ROOM: f64 = 0.08;
/// From the middle of a dot to its label, in px.
const NEAR: f64 = pen::DOT + 6.0;

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(matrix: &Matrix, size: Size) -> Options {
    let geometry = Geometry::new(matrix, size);
    let [upright, level] = geometry.cross();
    let mut sheet = geometry
        .frame
        .sheet()
        .x_axis(pen::measure(&geometry.across))
        .y_axis(pen::measure(&geometry.up))
        .series(upright)
        .series(level)
        .series(geometry.dots());
    for caption in geometry.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

/// What the chart says where it is pointed at.
pub(crate) fn tooltips(matrix: &Matrix, size: Size) -> Tooltips {
    let geometry = Geometry::new(matrix, size);
    let tooltips: Vec<Tooltip> = matrix
        .dots
        .iter()
        .map(|dot| Tooltip::new(geometry.place(dot), &dot.label, &dot.text, ""))
        .collect();
    Tooltips::new(Along::Both, &tooltips)
}

struct Geometry<'a> {
    matrix: &'a Matrix,
    across: Scale,
    up: Scale,
    frame: Frame,
}

/// A rectangle on the sheet, in px.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn around(x: f64, y: f64, half: (f64, f64)) -> Self {
        Self {
            left: x - half.0,
            top: y - half.1,
            right: x + half.0,
            bottom: y + half.1,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether it stands in the plot; half a line may hang over above and below, where nothing else is written.
    fn is_within(&self, frame: &Frame) -> bool {
        let over = text::LINE / 2.0;
        let across = self.left >= frame.left && self.right <= frame.end();
        across && self.top >= frame.top - over && self.bottom <= frame.floor() + over
    }
}

impl<'a> Geometry<'a> {
    fn new(matrix: &'a Matrix, size: Size) -> Self {
        let xs = with_room(matrix.dots.iter().map(|dot| dot.x), matrix.centre.0);
        let ys = with_room(matrix.dots.iter().map(|dot| dot.y), matrix.centre.1);
        let up = Scale::round(&matrix.up, ys, 5.0);
        let named = |axis: &crate::figure::Axis, room: f64| if axis.name.is_empty() { 0.0 } else { room };
        let frame = Frame {
            size,
            left: up.label_width() + pen::GAP + 4.0,
            right: 16.0,
            top: 10.0 + named(&matrix.up, text::LINE + 4.0),
            bottom: 26.0 + named(&matrix.across, text::LINE + 2.0),
        };
        let largest = xs.iter().map(|x| x.abs() * 1.5).fold(1.0, f64::max);
        let ticks = scale::room(&matrix.across, largest, frame.width()).min(6.0);
        Self {
            matrix,
            across: Scale::round(&matrix.across, xs, ticks),
            up,
            frame,
        }
    }

    /// The lines that part the four fields, under everything else.
    fn cross(&self) -> [Line; 2] {
        let (x, y) = self.matrix.centre;
        [(x, Across::Upright), (y, Across::Level)].map(|(value, across)| {
            let rule = pen::rules(&[value], across, pen::SOFT, true).z(1.0);
            Line::new().symbol(Symbol::None).mark_line(rule)
        })
    }

    fn dots(&self) -> Scatter {
        let item = |dot: &Dot| {
            DataPointItem::new(vec![dot.x, dot.y])
                .name(text::clean(&dot.label))
                .item_style(pen::dot(pen::colour(dot.tone)))
        };
        let data: Vec<DataPoint> = self.matrix.dots.iter().map(item).map(DataPoint::from).collect();
        Scatter::new()
            .symbol(Symbol::Circle)
            .symbol_size(2.0 * pen::DOT)
            .data(data)
    }

    fn place(&self, dot: &Dot) -> (f64, f64) {
        (self.frame.x(&self.across, dot.x), self.frame.y(&self.up, dot.y))
    }

    fn captions(&self) -> Vec<Scatter> {
        let at = Anchor {
            coord: (self.across.min, self.up.min),
            px: (self.frame.left, self.frame.floor()),
        };
        let ink = |align| Lettering::new(pen::INK, align);
        let mut captions: Vec<Scatter> = self
            .labels()
            .into_iter()
            .map(|(label, x, y)| at.caption(&label, x, y, ink(LabelAlign::Center)))
            .collect();
        if !self.matrix.across.name.is_empty() {
            captions.push(pen::footer(&at, &self.matrix.across.name, &self.frame));
        }
        if !self.matrix.up.name.is_empty() {
            captions.push(pen::title(&at, &self.matrix.up.name, &self.frame));
        }
        captions
    }

    /// The labels with their middles: a number each, and a name beside it where there is room.
    fn labels(&self) -> Vec<(String, f64, f64)> {
        let mut taken: Vec<Area> = self
            .matrix
            .dots
            .iter()
            .map(|dot| self.place(dot))
            .map(|(x, y)| Area::around(x, y, (pen::DOT + 1.0, pen::DOT + 1.0)))
            .collect();
        let mut labels = Vec::new();
        let names: Vec<String> = self
            .matrix
            .dots
            .iter()
            .map(|dot| text::clean(&dot.label))
            .collect();
        let names = text::cut_apart(&names, LIMIT, self.frame.width() * 0.4);
        for (index, dot) in self.matrix.dots.iter().enumerate() {
            let number = (index + 1).to_string();
            let name = &names[index];
            let long = format!("{number} {name}");
            let found = self.free(dot, &long, &taken).map(|area| (long, area));
            let found = found.or_else(|| Some((number.clone(), self.free(dot, &number, &taken)?)));
            if let Some((label, area)) = found {
                taken.push(area);
                let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
                labels.push((label, middle.0, middle.1));
            }
        }
        labels
    }

    /// Where a label of a dot has room: right of it, left of it, above or below.
    fn free(&self, dot: &Dot, label: &str, taken: &[Area]) -> Option<Area> {
        let (x, y) = self.place(dot);
        let half = (text::width(label) / 2.0, text::LINE / 2.0);
        let places = [
            (x + NEAR + half.0, y),
            (x - NEAR - half.0, y),
            (x, y - NEAR - half.1),
            (x, y + NEAR + half.1),
        ];
        let mut areas = places.into_iter().map(|(x, y)| Area::around(x, y, half));
        areas.find(|area| area.is_within(&self.frame) && !taken.iter().any(|taken| taken.meets(area)))
    }
}

/// The ends of values, and a little more, so that no dot stands on the rim, where its label has no room. What starts at 0 or
/// above stays there.
fn with_room(values: impl Iterator<Item = f64>, centre: f64) -> [f64; 2] {
    let ends = values.fold((centre, centre), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let room = (ends.1 - ends.0) * ROOM;
    let low = if ends.0 >= 0.0 {
        (ends.0 - room).max(0.0)
    } else {
        ends.0 - room
    };
    [low, ends.1 + room]
}
