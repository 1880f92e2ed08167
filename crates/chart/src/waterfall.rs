//! From one level to another: what each part adds, one below the other.

use charming::Chart as Options;
use charming::datatype::{DataPoint, DataPointItem};
use charming::element::Symbol;
use charming::series::{Custom, Scatter};

use crate::figure::{Size, Waterfall};
use crate::pen;
use crate::rows::{Margins, Rows};
use crate::scale::{self, Scale};
use crate::spot::{Along, Spot, Spots};

/// The height that the rows need.
pub(crate) fn height(waterfall: &Waterfall) -> u32 {
    margins(waterfall).height(waterfall.parts.len() + 2)
}

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(waterfall: &Waterfall, size: Size) -> Options {
    let plan = Plan::new(waterfall, size);
    let mut sheet = plan
        .sheet
        .frame
        .sheet()
        .x_axis(pen::measure(&plan.scale))
        .y_axis(plan.sheet.names())
        .series(plan.ties())
        .series(plan.falls())
        .series(plan.levels())
        .series(plan.sheet.values(&plan.scale));
    if !waterfall.axis.name.is_empty() {
        let at = plan.sheet.at(&plan.scale);
        sheet = sheet.series(pen::footer(&at, &waterfall.axis.name, &plan.sheet.frame));
    }
    sheet
}

/// What the chart says where it is pointed at.
pub(crate) fn spots(waterfall: &Waterfall, size: Size) -> Spots {
    let plan = Plan::new(waterfall, size);
    let Waterfall {
        before, parts, after, ..
    } = waterfall;
    let details = parts.iter().map(|part| part.detail.as_str());
    let words = std::iter::once((before.label.as_str(), before.text.as_str(), ""))
        .chain(
            parts
                .iter()
                .zip(details)
                .map(|(part, detail)| (part.label.as_str(), part.text.as_str(), detail)),
        )
        .chain([(after.label.as_str(), after.text.as_str(), "")]);
    let ends = std::iter::once(before.value)
        .chain(plan.falls.iter().map(|(_, end)| *end))
        .chain([after.value]);
    let spots: Vec<Spot> = words
        .zip(ends)
        .enumerate()
        .map(|(row, ((label, text, detail), end))| {
            let place = (plan.sheet.frame.x(&plan.scale, end), plan.sheet.y(row));
            Spot::new(place, label, text, detail)
        })
        .collect();
    Spots::new(Along::Y, &spots)
}

struct Plan<'a> {
    waterfall: &'a Waterfall,
    /// Where each part begins and ends.
    falls: Vec<(f64, f64)>,
    scale: Scale,
    sheet: Rows,
}

impl<'a> Plan<'a> {
    fn new(waterfall: &'a Waterfall, size: Size) -> Self {
        let Waterfall {
            before,
            parts,
            after,
            axis,
        } = waterfall;
        let parts_words = parts.iter().map(|part| (part.label.as_str(), part.text.as_str()));
        let words = std::iter::once((before.label.as_str(), before.text.as_str()))
            .chain(parts_words)
            .chain([(after.label.as_str(), after.text.as_str())]);
        let sheet = Rows::new(words, size, margins(waterfall));
        let falls = falls(waterfall);
        let values = || {
            let ends = falls.iter().map(|(_, end)| *end);
            ends.chain([before.value, after.value])
        };
        let largest = values().map(|value| value.abs() * 1.5).fold(1.0, f64::max);
        let ticks = scale::room(axis, largest, sheet.frame.width()).min(5.0);
        let scale = Scale::round(axis, values(), ticks);
        Self {
            waterfall,
            falls,
            scale,
            sheet,
        }
    }

    /// The row of the level after all parts.
    fn last(&self) -> f64 {
        (self.falls.len() + 1) as f64
    }

    /// The thin lines from where one row ends to where the next begins.
    fn ties(&self) -> Custom {
        let ends = self.falls.iter().map(|(_, end)| *end);
        let ends = std::iter::once(self.waterfall.before.value).chain(ends);
        let tie = |(row, end): (usize, f64)| {
            DataPointItem::new(vec![end, row as f64]).item_style(pen::fill(pen::SOFT, 1.0))
        };
        let data: Vec<DataPoint> = ends.enumerate().map(tie).map(DataPoint::from).collect();
        Custom::new().id("ties:0").data(data)
    }

    fn falls(&self) -> Custom {
        let parts = self.waterfall.parts.iter().zip(&self.falls);
        let fall = |(row, (part, (start, end))): (usize, (&crate::Part, &(f64, f64)))| {
            let style = pen::fill(pen::colour(part.tone), 1.0);
            DataPointItem::new(vec![*start, (row + 1) as f64, *end]).item_style(style)
        };
        let data: Vec<DataPoint> = parts.enumerate().map(fall).map(DataPoint::from).collect();
        Custom::new().id("falls:0").data(data)
    }

    fn levels(&self) -> Scatter {
        let level = |(level, row): (&crate::Level, f64)| {
            DataPointItem::new(vec![level.value, row]).item_style(pen::dot(pen::INK))
        };
        let Waterfall { before, after, .. } = self.waterfall;
        let levels = [(before, 0.0), (after, self.last())];
        Scatter::new()
            .symbol(Symbol::Circle)
            .symbol_size(2.0 * pen::DOT)
            .data(levels.into_iter().map(level).collect())
    }
}

/// Where each part begins and ends, one after another from the level before.
fn falls(waterfall: &Waterfall) -> Vec<(f64, f64)> {
    let mut level = waterfall.before.value;
    let amounts = waterfall.parts.iter().map(|part| part.amount);
    amounts
        .map(|amount| {
            let start = level;
            level += amount;
            (start, level)
        })
        .collect()
}

fn margins(waterfall: &Waterfall) -> Margins {
    Margins::new(&waterfall.axis, 4.0)
}
