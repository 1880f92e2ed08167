//! Charts in lines from top to bottom: a label, marks along a measured axis, a value in words.

use charming::component::Axis;
use charming::element::LabelAlign;
use charming::series::Scatter;

use crate::figure::Size;
use crate::pen::{self, Anchor, Frame, Lettering};
use crate::scale::Scale;
use crate::text;

/// From one row to the next, in px.
const PACE: f64 = 28.0;
/// How much wider than estimated a label may turn out.
const SLACK: f64 = 1.08;
/// The most characters of a row's label.
const LIMIT: usize = 28;

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

    /// The height of a sheet of `rows` rows, with the room above and below.
    pub(crate) fn height(self, rows: usize) -> u32 {
        (self.top + PACE * rows as f64 + self.bottom).ceil() as u32
    }
}

/// The labels and values of the rows with their places.
pub(crate) struct Rows {
    pub(crate) frame: Frame,
    labels: Vec<String>,
    texts: Vec<String>,
}

impl Rows {
    /// Lays out rows with these labels and values.
    pub(crate) fn new<'a>(
        rows: impl Iterator<Item = (&'a str, &'a str)>,
        size: Size,
        margins: Margins,
    ) -> Self {
        let room = f64::from(size.width);
        let (labels, texts): (Vec<String>, Vec<String>) = rows
            .map(|(label, text)| (text::clean(label), text::cut(&text::clean(text), 24, room * 0.25)))
            .unzip();
        let labels = text::cut_apart(&labels, LIMIT, room * 0.34);
        let frame = Frame {
            size,
            // Readers' fonts differ, and pages set the type larger on a phone.
            left: SLACK * text::widest(&labels) + pen::GAP + 4.0,
            right: text::widest(&texts) + 18.0,
            top: margins.top,
            bottom: margins.bottom,
        };
        Self { frame, labels, texts }
    }

    /// The axis of the labels, from top to bottom.
    pub(crate) fn names(&self) -> Axis {
        pen::names(self.labels.clone(), "every:1:0", pen::INK).inverse(true)
    }

    /// The values at the right edge of the sheet.
    pub(crate) fn values(&self, scale: &Scale) -> Scatter {
        let values = self.texts.iter().enumerate();
        let values = values.map(|(index, text)| ((scale.max, index as f64), text.clone()));
        let right = Lettering::new(pen::INK, LabelAlign::Right);
        pen::captions(values.collect(), (self.frame.right, 0.0), right)
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
