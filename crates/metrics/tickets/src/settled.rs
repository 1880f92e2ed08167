//! When tickets were solved.

use cxpress_metric::{Batch, Field, Instant};

/// When each ticket was first solved, as far as that is known: one that was solved after it was reopened had
/// been solved before, but it is not known when; the day it was reopened stands in.
pub(crate) fn first_solved<'a>(batch: &Batch<'a>) -> impl Fn(usize) -> Option<Instant> + use<'a> {
    let (solved, reopened) = (
        batch.fields.time(Field::Solved),
        batch.fields.time(Field::Reopened),
    );
    move |row| {
        let solved = solved.at(row)?;
        Some(reopened.at(row).map_or(solved, |reopened| reopened.min(solved)))
    }
}
