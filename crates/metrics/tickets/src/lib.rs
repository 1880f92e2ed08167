//! Metrics of support tickets: time to resolution, time to first response, kept promises, first contact resolution,
//! reopened and repeated contacts, backlog.
//!
//! Tickets in, figures out; each metric is one file. A period is seen as of its end: a ticket that was not
//! solved by then, or was opened again after that, is open, whatever happened later.

pub mod backlog;
pub mod duration;
pub mod first_contact;
pub mod reopen;
pub mod repeat;
pub mod sla;

mod life;

use cxpress_metric::{Batch, Field, Instant, first_solved};

/// When each ticket was first solved, as far as its times tell.
fn first_solved_of<'a>(batch: &Batch<'a>) -> impl Fn(usize) -> Option<Instant> + use<'a> {
    let [solved, reopened] = [Field::Solved, Field::Reopened].map(|field| batch.fields.time(field));
    move |row| first_solved(solved.at(row), reopened.at(row))
}
