//! Where values of the axes lie on the sheet, in px.

use crate::sheet::{Axis, Grid, Sheet};
use crate::svg::Point;

/// The plot with its two axes.
pub(crate) struct Plot {
    pub(crate) grid: Grid,
    x: Axle,
    y: Axle,
}

/// Where values lie along an axis.
struct Axle {
    /// Where 0 lies, in px.
    start: f64,
    /// From one unit to the next, in px.
    unit: f64,
}

impl Axle {
    /// An axis from a place over a length, either of which may run backwards.
    fn new(axis: &Axis, start: f64, length: f64) -> Self {
        match axis {
            Axis::Value(measure) => {
                let unit = length / (measure.max - measure.min);
                Self {
                    start: start - measure.min * unit,
                    unit,
                }
            }
            Axis::Category(names) => {
                let count = names.data.len();
                let (start, length) = if names.inverse {
                    (start + length, -length)
                } else {
                    (start, length)
                };
                if names.boundary_gap {
                    let unit = length / count.max(1) as f64;
                    Self {
                        start: start + unit / 2.0,
                        unit,
                    }
                } else {
                    let unit = length / count.saturating_sub(1).max(1) as f64;
                    Self { start, unit }
                }
            }
        }
    }

    fn at(&self, value: f64) -> f64 {
        self.start + value * self.unit
    }
}

impl Plot {
    pub(crate) fn new(sheet: &Sheet) -> Self {
        let [grid] = sheet.grid;
        Self {
            grid,
            x: Axle::new(&sheet.x_axis, grid.left, grid.width),
            y: Axle::new(&sheet.y_axis, grid.top + grid.height, -grid.height),
        }
    }

    pub(crate) fn x(&self, value: f64) -> f64 {
        self.x.at(value)
    }

    pub(crate) fn y(&self, value: f64) -> f64 {
        self.y.at(value)
    }

    pub(crate) fn place(&self, x: f64, y: f64) -> Point {
        (self.x(x), self.y(y))
    }

    pub(crate) fn floor(&self) -> f64 {
        self.grid.top + self.grid.height
    }

    pub(crate) fn end(&self) -> f64 {
        self.grid.left + self.grid.width
    }
}
