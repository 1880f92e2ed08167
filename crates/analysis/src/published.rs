//! Cells as they were published, to the last word: with their comparisons, verdicts and splits, which rest on other
//! periods and on families of comparisons as they were then.
//!
//! Cells point to periods, dimensions and values by number. What they point to is kept beside them by name, and found
//! again in the report of today.

use cxpress_report::{
    Cell, Comparison, Contrast, Dimension, Family, FamilyKind, FigureSeries, Movement, Period, Report,
};
use serde::{Deserialize, Serialize};

/// What the numbers in published cells mean.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Names {
    periods: Vec<String>,
    /// The dimensions, each with its values as they stand in the data.
    dimensions: Vec<(String, Vec<String>)>,
}

impl Names {
    pub(crate) fn of(report: &Report) -> Self {
        Self::new(&report.periods, &report.dimensions)
    }

    pub(crate) fn new(periods: &[Period], dimensions: &[Dimension]) -> Self {
        let values = |dimension: &Dimension| {
            let values = dimension.values.iter().map(|value| value.raw.clone());
            (dimension.id.clone(), values.collect())
        };
        Self {
            periods: periods.iter().map(|period| period.id.clone()).collect(),
            dimensions: dimensions.iter().map(values).collect(),
        }
    }

    /// A period of another list of names.
    fn period(&self, other: &Self, period: usize) -> Option<usize> {
        let name = other.periods.get(period)?;
        self.periods.iter().position(|known| known == name)
    }

    fn dimension(&self, other: &Self, dimension: usize) -> Option<usize> {
        let (name, _) = other.dimensions.get(dimension)?;
        self.dimensions.iter().position(|(known, _)| known == name)
    }

    fn value(&self, other: &Self, dimension: usize, value: usize) -> Option<usize> {
        let name = other.dimensions.get(dimension)?.1.get(value)?;
        let (_, values) = self.dimensions.get(self.dimension(other, dimension)?)?;
        values.iter().position(|known| known == name)
    }

    /// A cell with the numbers of these names in the place of those of others. What points to something that is no
    /// longer there is left out.
    pub(crate) fn renumbered(&self, other: &Self, mut cell: Cell) -> Cell {
        let Cell::Shown(shown) = &mut cell else {
            return cell;
        };
        for comparison in [&mut shown.before, &mut shown.year_before, &mut shown.rest] {
            *comparison = comparison.take().and_then(|it| self.comparison(other, it));
        }
        let movements = std::mem::take(&mut shown.movements).into_iter();
        shown.movements = movements.filter_map(|it| self.movement(other, it)).collect();
        cell
    }

    fn comparison(&self, other: &Self, comparison: Comparison) -> Option<Comparison> {
        let contrast = match comparison.contrast {
            Contrast::Period(period) => Contrast::Period(self.period(other, period)?),
            Contrast::Rest => Contrast::Rest,
        };
        Some(Comparison {
            contrast,
            ..comparison
        })
    }

    fn movement(&self, other: &Self, mut movement: Movement) -> Option<Movement> {
        for value in movement.rows.iter_mut().filter_map(|row| row.value.as_mut()) {
            *value = self.value(other, movement.dimension, *value)?;
        }
        movement.dimension = self.dimension(other, movement.dimension)?;
        Some(movement)
    }
}

/// A family of comparisons, with the figure it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PublishedFamily {
    family: Family,
    figure: Option<String>,
}

impl PublishedFamily {
    /// The families of a period.
    pub(crate) fn of(report: &Report, period: usize) -> Vec<Self> {
        let own = report.families.iter().filter(|family| family.period == period);
        own.map(|family| Self {
            family: family.clone(),
            figure: figure_of(family.kind).map(|at| report.figures[at].id.clone()),
        })
        .collect()
    }

    /// The family in a period, by the numbers of figures of today; none if its figure is no longer there.
    pub(crate) fn in_period(&self, figures: &[FigureSeries], period: usize) -> Option<Family> {
        let place = |id: &String| figures.iter().position(|figure| figure.id == *id);
        let kind = match (self.family.kind, &self.figure) {
            (kind, None) => kind,
            (FamilyKind::Slices(_), Some(id)) => FamilyKind::Slices(place(id)?),
            (FamilyKind::SlicesYear(_), Some(id)) => FamilyKind::SlicesYear(place(id)?),
            (_, Some(id)) => FamilyKind::Rest(place(id)?),
        };
        Some(Family {
            period,
            kind,
            ..self.family.clone()
        })
    }
}

const fn figure_of(kind: FamilyKind) -> Option<usize> {
    match kind {
        FamilyKind::Headlines | FamilyKind::HeadlinesYear => None,
        FamilyKind::Slices(figure) | FamilyKind::SlicesYear(figure) | FamilyKind::Rest(figure) => {
            Some(figure)
        }
    }
}
