//! What a change is called.

use super::change::{Change, Shape};
use super::pieces::Description;
use super::series::{Series, Stretch, error_of_difference};
use super::year::YearBefore;
use crate::Z95;

/// What a change is called. The direction of those that have one is the sign of [`Change::z`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The level is what it was in the same periods of the year before, which moved alike.
    AsAYearAgo,
    /// It is where it was before the piece before.
    Back,
    /// It is on its way back, beyond chance, but not there.
    Partly,
    /// It is another level on the whole, but the last period is nearer to the old one.
    Wavers,
    /// It rises or falls from period to period.
    Line,
    /// It is another level.
    Since,
    /// The last period alone is at another level.
    Month,
}

/// The first of the names that holds.
pub(super) fn name(
    series: &Series,
    description: &Description,
    change: &Change,
    year_before: Option<YearBefore>,
) -> Name {
    let returned = match change.shape {
        Shape::Line(_) => None,
        Shape::Month | Shape::Since { .. } => returned(series, &description.pieces),
    };
    let repeats = |back| year_before.is_some_and(|before| before.is_repeated(back));
    match returned {
        Some(Name::Partly) => Name::Partly,
        back if repeats(back.is_some()) => Name::AsAYearAgo,
        Some(back) => back,
        None => plain_name(series, description, change),
    }
}

/// The name of a change that neither repeats the year before nor leads back.
fn plain_name(series: &Series, description: &Description, change: &Change) -> Name {
    match change.shape {
        Shape::Line(_) => Name::Line,
        Shape::Month => Name::Month,
        Shape::Since { .. } if wavers(series, &description.pieces) => Name::Wavers,
        Shape::Since { .. } => Name::Since,
    }
}

/// Whether the last change undoes the one before it, wholly ([`Name::Back`]) or in part ([`Name::Partly`]).
fn returned(series: &Series, pieces: &[Stretch]) -> Option<Name> {
    let [.., first, second, third] = *pieces else {
        return None;
    };
    let [old, between, new] = [first, second, third].map(|piece| series.mean(piece));
    let (away, left) = (between - old, new - old);
    if away * (new - between) >= 0.0 {
        return None;
    }
    let se = error_of_difference(series.weight(first.places()), series.weight(third.places()));
    if left.abs() < Z95 * se && left.abs() <= away.abs() / 2.0 {
        return Some(Name::Back);
    }
    (left * away > 0.0 && left.abs() < away.abs()).then_some(Name::Partly)
}

/// Whether the last period is nearer to the level before the change than to the one after it.
fn wavers(series: &Series, pieces: &[Stretch]) -> bool {
    let [.., before, after] = *pieces else {
        return false;
    };
    let distance = |piece: Stretch| (series.value(after.end - 1) - series.mean(piece)).abs();
    distance(after) > distance(before)
}
