//! Charts in lines from top to bottom: a label, marks along a measured axis, a value in words.
//!
//! On a wide sheet the label stands beside the marks, in two lines if it needs them; on a narrow one above them.

use charming::component::Axis;
use charming::element::{AxisLabel, LabelAlign};
use charming::series::Scatter;

use crate::figure::Size;
use crate::pen::{self, Anchor, Frame, Lettering};
use crate::scale::Scale;
use crate::text;

/// From one row to the next, in px: with labels of a line, of two lines, and above the marks.
const PACE: f64 = 28.0;
const TALL: f64 = 36.0;
const STACKED: f64 = 44.0;
/// So far above its marks stands a label on a narrow sheet, in px.
const ABOVE: f64 = 17.0;
/// Sheets narrower than this, in px, have labels above the marks.
const NARROW: u32 = 480;
/// The part of a wide sheet that labels may take, and the least that they have, so that axes of charts that stand one below the
/// other are aligned.
const MOST: f64 = 0.34;
const LEAST: f64 = 0.22;
/// The most characters of a label.
const LIMIT: usize = 60;
/// How much of two lines a label may fill, since lines break between words.
const FILLED: f64 = 1.7;
/// From one column at the right to the next, in px.
const COLUMN: f64 = 16.0;
/// The margins of a narrow sheet, for half a label of a tick, in px.
const MARGIN: f64 = 20.0;

/// What stands above and below the rows, in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Margins {
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Margins {
    /// For the ticks and the name of the axis, if it has one, and for so much above.
    pub(crate) fn new(axis: &crate::Axis, top: f64) -> Self {
        let bottom = if axis.name.is_empty() { 24.0 } else { 42.0 };
        Self { top, bottom }
    }
}

/// The height of a sheet with such rows, with the room above and below.
pub(crate) fn height<'a>(labels: impl Iterator<Item = &'a str>, width: u32, margins: Margins) -> u32 {
    let labels = laid(labels, width, f64::from(width));
    (margins.top + pace(&labels, width) * labels.len() as f64 + margins.bottom).ceil() as u32
}

const fn is_stacked(width: u32) -> bool {
    width < NARROW
}

/// From one row to the next, in px.
fn pace(labels: &[String], width: u32) -> f64 {
    if is_stacked(width) {
        STACKED
    } else if labels.iter().any(|label| label.contains('\n')) {
        TALL
    } else {
        PACE
    }
}

/// The labels of rows in their lines; above the marks they may take all the room that is left.
fn laid<'a>(labels: impl Iterator<Item = &'a str>, width: u32, left: f64) -> Vec<String> {
    let labels: Vec<String> = labels.map(text::clean).collect();
    if is_stacked(width) {
        return text::cut_apart(&labels, LIMIT, left);
    }
    let room = f64::from(width) * MOST;
    let labels = text::cut_apart(&labels, LIMIT, room * FILLED);
    labels.iter().map(|label| text::wrap(label, 2, room)).collect()
}

/// The labels and values of the rows with their places.
pub(crate) struct Rows {
    pub(crate) frame: Frame,
    labels: Vec<String>,
    /// The values, and another measure beside them, each with its head.
    columns: [Column; 2],
}

/// What stands at the right of the rows.
struct Column {
    head: String,
    texts: Vec<String>,
}

impl Column {
    fn new<'a>(head: &str, texts: impl Iterator<Item = &'a str>, room: f64) -> Self {
        let set = |text: &str| text::cut(&text::clean(text), 24, room);
        Self {
            head: set(head),
            texts: texts.map(set).collect(),
        }
    }

    fn width(&self) -> f64 {
        text::widest(self.texts.iter().chain([&self.head]))
    }
}

/// A row in words: its label, its value, another measure.
pub(crate) struct Words<'a> {
    pub(crate) label: &'a str,
    pub(crate) text: &'a str,
    pub(crate) note: &'a str,
}

impl Rows {
    /// Lays out rows below the heads of values and notes.
    pub(crate) fn new(rows: &[Words<'_>], heads: [&str; 2], size: Size, margins: Margins) -> Self {
        let room = f64::from(size.width);
        let columns = [
            Column::new(heads[0], rows.iter().map(|row| row.text), room * 0.25),
            Column::new(heads[1], rows.iter().map(|row| row.note), room * 0.2),
        ];
        let taken = columns.iter().map(Column::width).filter(|width| *width > 0.0);
        let left = room - taken.map(|width| width + COLUMN).sum::<f64>();
        let labels = laid(rows.iter().map(|row| row.label), size.width, left);
        let (left, right) = if is_stacked(size.width) {
            (MARGIN, MARGIN)
        } else {
            let widest = text::widest(labels.iter().flat_map(|label| label.lines()));
            let note = columns[1].width();
            let note = if note > 0.0 { note + COLUMN } else { 0.0 };
            let right = columns[0].width() + note + 18.0;
            (widest.max(room * LEAST) + pen::GAP + 4.0, right)
        };
        let frame = Frame {
            size,
            left,
            right,
            top: margins.top,
            bottom: margins.bottom,
        };
        Self {
            frame,
            labels,
            columns,
        }
    }

    fn is_stacked(&self) -> bool {
        is_stacked(self.frame.size.width)
    }

    /// The axis of the labels, from top to bottom.
    pub(crate) fn names(&self) -> Axis {
        let names = pen::names(self.labels.clone(), "every:1:0", pen::INK).inverse(true);
        if self.is_stacked() {
            names.axis_label(AxisLabel::new().show(false))
        } else {
            names
        }
    }

    /// The values and notes at the right edge of the sheet with their heads, and the labels where they stand above the marks.
    pub(crate) fn words(&self, scale: &Scale) -> Vec<Scatter> {
        let rise = if self.is_stacked() { -ABOVE } else { 0.0 };
        let mut captions = Vec::new();
        if self.is_stacked() {
            let left = Lettering::new(pen::INK, LabelAlign::Left);
            captions.push(at_rows(&self.labels, scale.min, (-self.frame.left, rise), left));
        }
        let mut end = f64::from(self.frame.size.width);
        for (column, colour) in self.columns.iter().zip([pen::INK, pen::SOFT]).rev() {
            if column.width() == 0.0 {
                continue;
            }
            let offset = (end - self.frame.end(), rise);
            let right = Lettering::new(colour, LabelAlign::Right);
            captions.push(at_rows(&column.texts, scale.max, offset, right));
            if !column.head.is_empty() {
                let soft = Lettering::new(pen::SOFT, LabelAlign::Right);
                captions.push(self.at(scale).caption(&column.head, end, text::LINE / 2.0, soft));
            }
            end -= column.width() + COLUMN;
        }
        captions
    }

    /// The start of the first row.
    pub(crate) fn at(&self, scale: &Scale) -> Anchor {
        Anchor {
            coord: (scale.min, 0.0),
            px: (self.frame.left, self.y(0)),
        }
    }

    /// Where a row stands, in px from the top of the sheet.
    pub(crate) fn y(&self, row: usize) -> f64 {
        self.frame.top + (row as f64 + 0.5) * self.pace()
    }

    /// From one row to the next, in px.
    fn pace(&self) -> f64 {
        self.frame.height() / self.labels.len() as f64
    }
}

/// A text a row, each so far from a value.
fn at_rows(texts: &[String], value: f64, offset: (f64, f64), lettering: Lettering) -> Scatter {
    let rows = texts.iter().enumerate();
    let texts = rows.map(|(row, text)| ((value, row as f64), text.clone()));
    pen::captions(texts.collect(), offset, lettering)
}
