//! Cells as they were published, to the last word: with their comparisons, verdicts and splits, which rest on other
//! periods and on families of comparisons as they were then.
//!
//! Cells point to periods, dimensions and values by number. What they point to is kept beside them by name, and found
//! again in the report of today.

use cxpress_metric::{Role, Shape};
use cxpress_report::{
    Cell, Comparison, Contrast, Decomposition, Dimension, Family, FamilyKind, FigurePart, FigureSeries,
    Period, Report,
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

    fn slice(&self, other: &Self, dimension: usize, value: usize) -> Option<(usize, usize)> {
        Some((
            self.dimension(other, dimension)?,
            self.value(other, dimension, value)?,
        ))
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
        let course = shown.course.take();
        shown.course = course.and_then(|it| it.renumbered(&|period| self.period(other, period)));
        let echoes = shown.echoes.take();
        shown.echoes = echoes.and_then(|it| it.renumbered(&|at, value| self.slice(other, at, value)));
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

    fn movement(&self, other: &Self, mut movement: Decomposition) -> Option<Decomposition> {
        for value in movement.rows.iter_mut().filter_map(|row| row.value.as_mut()) {
            *value = self.value(other, movement.dimension, *value)?;
        }
        movement.dimension = self.dimension(other, movement.dimension)?;
        Some(movement)
    }
}

/// A cell as it was published, where its parts and scores have roles and groups that files of earlier versions do not tell:
/// those which the cell has that is made from the same counts today.
pub(crate) fn with_roles(mut cell: Cell, today: &Cell) -> Cell {
    if let (Cell::Shown(published), Some(today)) = (&mut cell, today.shown()) {
        take_roles(&mut published.parts, &today.parts);
        if let (Some(published), Some(today)) = (&mut published.unweighted, &today.unweighted) {
            take_roles(&mut published.parts, &today.parts);
        }
        take_groups(&mut published.shape, &today.shape);
    }
    cell
}

fn take_roles(published: &mut [FigurePart], today: &[FigurePart]) {
    for part in published.iter_mut().filter(|part| part.role == Role::Detail) {
        let same = today.iter().find(|same| same.id == part.id);
        part.role = same.map_or(part.role, |same| same.role);
    }
}

fn take_groups(published: &mut Shape, today: &Shape) {
    if let (Shape::Distribution(published), Shape::Distribution(today)) = (published, today) {
        for score in published.iter_mut().filter(|score| score.group.is_none()) {
            let same = today.iter().find(|same| same.score == score.score);
            score.group = same.and_then(|same| same.group);
        }
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
        FamilyKind::Headlines
        | FamilyKind::HeadlinesOverTime
        | FamilyKind::Totals
        | FamilyKind::GroupsOverTime
        | FamilyKind::GroupsAgainstRest
        | FamilyKind::Studies
        | FamilyKind::HeadlinesYear => None,
        FamilyKind::Slices(figure) | FamilyKind::SlicesYear(figure) | FamilyKind::Rest(figure) => {
            Some(figure)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Absence, Reading, ScoreShare, Tone, Unit};

    fn part(role: Role) -> FigurePart {
        FigurePart {
            id: "p".into(),
            unit: Unit::Percent,
            role,
            reading: Reading::Absent(Absence::NoData),
        }
    }

    #[test]
    fn what_an_older_file_does_not_tell_is_taken_from_today() {
        let written = r#"[{"id":"p","unit":"percent","reading":{"absent":"no-data"}}]"#;
        let mut parts: Vec<FigurePart> = serde_json::from_str(written).unwrap();
        take_roles(&mut parts, &[part(Role::Open)]);
        assert_eq!(parts, [part(Role::Open)]);
        let written = r#"{"distribution":[{"score":9,"n":3,"share":1.0}]}"#;
        let mut shape: Shape = serde_json::from_str(written).unwrap();
        let today = ScoreShare::new(9, Some(4), 1.0).in_group(Some(Tone::Good));
        take_groups(&mut shape, &Shape::Distribution(vec![today]));
        let expected = ScoreShare::new(9, Some(3), 1.0).in_group(Some(Tone::Good));
        assert_eq!(shape, Shape::Distribution(vec![expected]));
    }

    #[test]
    fn what_a_file_tells_stays() {
        let mut parts = [part(Role::Within(7))];
        take_roles(&mut parts, &[part(Role::Open)]);
        assert_eq!(parts, [part(Role::Within(7))]);
    }
}
