//! Whether a change only repeats the year before.

use super::change::{Change, Shape};
use super::pieces::Description;
use super::series::{Series, Stretch, error_of_difference};
use crate::Z95;

/// At most so many periods before the change are looked up in the year before.
const MOST_BEFORE: usize = 6;

/// At its ends, a line is looked at over this part of it.
const PART_OF_LINE: usize = 3;

/// A change held against the same periods of the year before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearBefore {
    /// The level after the change less that of the same periods a year before, in the unit of the values.
    pub difference: f64,
    /// Its standard error, above 0.
    pub se: f64,
    /// Whether the level after the change is that of the year before: the difference is within chance, the
    /// change is beyond what chance makes of it, and at least half of the change is gone.
    pub same_level: bool,
    /// Whether the year before moved in the same direction at that time, at least half as far; `None` where the
    /// periods before are not in the series.
    pub same_move: Option<bool>,
}

impl YearBefore {
    /// Whether the change repeats the year before. Where the series does not say whether that moved, the level
    /// alone decides, but not where the level is `back` at what it was.
    pub(super) fn is_repeated(self, back: bool) -> bool {
        self.same_level && self.same_move.unwrap_or(!back)
    }
}

/// A change as far as the year before can have it too.
struct Claim {
    size: f64,
    /// The periods after it.
    after: Stretch,
    /// The periods before it that tell whether the year before moved as well.
    before: Stretch,
}

/// `None` where less than half of the periods after the change have one a year before.
pub(super) fn year_before(
    series: &Series,
    description: &Description,
    change: &Change,
    year: usize,
) -> Option<YearBefore> {
    let claim = claim(series, description, change)?;
    let with_counterpart = |place| Some((place, series.year_before(place, year)?));
    let (now, then): (Vec<usize>, Vec<usize>) = claim.after.places().filter_map(with_counterpart).unzip();
    if 2 * now.len() < claim.after.len() {
        return None;
    }
    let mean = |places: &[usize]| series.mean_of(places.iter().copied());
    let weight = |places: &[usize]| series.weight(places.iter().copied());
    let difference = mean(&now) - mean(&then);
    let se = error_of_difference(weight(&now), weight(&then));
    let within = |distance: f64| distance.abs() < Z95 * se;
    let same_level =
        within(difference) && !within(claim.size - difference) && difference.abs() <= claim.size.abs() / 2.0;

    let earlier: Vec<usize> = claim
        .before
        .places()
        .filter_map(|place| series.year_before(place, year))
        .collect();
    let same_move = (!earlier.is_empty()).then(|| {
        let moved = mean(&then) - mean(&earlier);
        moved * claim.size > 0.0 && moved.abs() >= claim.size.abs() / 2.0
    });
    Some(YearBefore {
        difference,
        se,
        same_level,
        same_move,
    })
}

/// The change that is claimed: from the piece before to the last one, or from one end of the line to the other.
fn claim(series: &Series, description: &Description, change: &Change) -> Option<Claim> {
    if let Shape::Line(line) = change.shape {
        let Stretch { start, end } = line.stretch;
        let part = (line.stretch.len() / PART_OF_LINE).max(1);
        return Some(Claim {
            size: line.slope * (line.stretch.len() - 1) as f64,
            after: Stretch {
                start: end - part,
                end,
            },
            before: Stretch {
                start,
                end: start + part,
            },
        });
    }
    let [.., before, after] = *description.pieces else {
        return None;
    };
    Some(Claim {
        size: series.mean(after) - series.mean(before),
        after,
        before: Stretch {
            start: before.start.max(before.end.saturating_sub(MOST_BEFORE)),
            end: before.end,
        },
    })
}
