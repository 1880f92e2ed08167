//! Exhibits: charts and tables, each with what is said beside it.
//!
//! A page makes them from values of the report. Its charts are then drawn, and tables are taken
//! along as they are: a view says once what it [holds](Holds).

pub(crate) mod axis;
mod breakdown;
mod curve;
mod distribution;
mod drawn;
mod movement;
mod sheet;
mod spark;
mod table;
mod target;
mod tile;
mod trend;

pub(crate) use drawn::{charts, draw};
pub(crate) use sheet::{Field, Sheet, harmless};
pub(crate) use spark::PERIODS as SPARK_PERIODS;
#[cfg(test)]
pub(crate) use table::Taken;
pub(crate) use table::{Cell, Table};
pub(crate) use tile::{SparkView, TileView, has_course};
pub(crate) use trend::{detail, trend_alternative, trend_chart, with_limits};

use cxpress_chart::Chart;
use cxpress_report::{Cell as Value, FigureSeries, Shown};
use serde::{Serialize, Serializer};

use crate::context::Context;
use crate::page::Page;

/// A chart with what is said beside it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ChartView"))]
pub(crate) struct Exhibit {
    /// What the chart shows, as a finding where there is one.
    pub(crate) title: String,
    /// Measure, base, interval.
    pub(crate) sub: String,
    /// The drawing as safe HTML; none where it could not be drawn.
    #[serde(rename = "svg")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) chart: Drawing,
    /// What the chart shows, in a sentence or two.
    pub(crate) alternative: String,
    /// What the chart shows, as a table.
    pub(crate) table: Table,
    /// What its numbered marks stand for.
    pub(crate) events: Vec<EventView>,
}

/// A numbered mark of a chart.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct EventView {
    /// The number at the mark.
    pub(crate) number: usize,
    /// The day in words.
    pub(crate) date: String,
    /// The day as machines read it.
    pub(crate) datetime: String,
    /// What happened.
    pub(crate) label: String,
}

/// A chart of a page; once all are drawn, its drawing.
#[derive(Debug, Default)]
pub(crate) enum Drawing {
    /// There is none, or it could not be drawn.
    #[default]
    None,
    Chart(Box<Chart>),
    /// The drawing as safe HTML.
    Drawn(String),
}

impl From<Chart> for Drawing {
    fn from(chart: Chart) -> Self {
        Self::Chart(Box::new(chart))
    }
}

impl From<Option<Chart>> for Drawing {
    fn from(chart: Option<Chart>) -> Self {
        chart.map_or(Self::None, Self::from)
    }
}

impl Serialize for Drawing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Drawn(svg) => serializer.serialize_str(svg),
            Self::None | Self::Chart(_) => serializer.serialize_none(),
        }
    }
}

/// What holds charts and tables: a view, or a part of one.
pub(crate) trait Holds {
    /// Visits them in the order in which they stand.
    fn each<'a>(&'a mut self, visit: &mut dyn FnMut(Held<'a>));
}

/// A chart or a table that a view holds.
pub(crate) enum Held<'a> {
    Chart(&'a mut Drawing),
    Table(&'a mut Table),
}

impl Holds for Drawing {
    fn each<'a>(&'a mut self, visit: &mut dyn FnMut(Held<'a>)) {
        visit(Held::Chart(self));
    }
}

impl Holds for Table {
    fn each<'a>(&'a mut self, visit: &mut dyn FnMut(Held<'a>)) {
        visit(Held::Table(self));
    }
}

impl<T: Holds> Holds for Option<T> {
    fn each<'a>(&'a mut self, visit: &mut dyn FnMut(Held<'a>)) {
        self.iter_mut().for_each(|held| held.each(visit));
    }
}

impl<T: Holds> Holds for Vec<T> {
    fn each<'a>(&'a mut self, visit: &mut dyn FnMut(Held<'a>)) {
        self.iter_mut().for_each(|held| held.each(visit));
    }
}

/// Says which fields of a view hold charts and tables, in the order in which they stand.
macro_rules! holds {
    ($view:ty: $($field:ident),*) => {
        impl $crate::exhibits::Holds for $view {
            fn each<'a>(&'a mut self, _visit: &mut dyn FnMut($crate::exhibits::Held<'a>)) {
                $(self.$field.each(_visit);)*
            }
        }
    };
}
pub(crate) use holds;

holds!(Exhibit: chart, table);

/// Whether a cell shows a value with an interval.
pub(crate) fn has_interval(cell: &Value) -> bool {
    let estimate = cell.shown().and_then(|shown| shown.headline.estimate());
    estimate.is_some_and(|estimate| estimate.interval.is_some())
}

/// A figure in a period, as a page shows it.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) page: Page,
    pub(crate) period: usize,
    pub(crate) index: usize,
    pub(crate) figure: &'a FigureSeries,
}

impl<'a> Subject<'a> {
    /// The name of the figure, for sentences.
    pub(crate) fn label(self) -> fluent_bundle::FluentValue<'static> {
        self.context.words.counted_name(self.figure).into()
    }

    /// Value, interval and base of a cell, in the unit that suits it or another value.
    pub(crate) fn value_cells(self, cell: &Value, like: Option<f64>) -> [Cell; 3] {
        let words = self.context.words;
        let value = Cell::text(self.context.headline_like(self.figure, Some(cell), like));
        let Some(estimate) = cell.shown().and_then(|shown| shown.headline.estimate()) else {
            let basis = cell.shown().and_then(Shown::basis);
            return [
                value.quiet(),
                Cell::none(),
                Cell::text(self.basis(cell)).based(basis),
            ];
        };
        let measure = words.measure(self.figure.unit, like.unwrap_or(estimate.value));
        let interval = estimate.interval.map_or_else(Cell::none, |interval| {
            Cell::text(measure.interval(interval)).interval(interval, self.figure.unit)
        });
        [
            value.value(estimate.value, self.figure.unit),
            interval,
            Cell::text(self.context.base(self.figure, estimate)).based(Some(estimate)),
        ]
    }

    /// The base of a cell whose headline is absent, as where half were not reached.
    fn basis(self, cell: &Value) -> String {
        let basis = cell.shown().and_then(Shown::basis);
        basis.map_or_else(String::new, |it| self.context.base(self.figure, it))
    }
}
