//! From records to a [`Report`](cxpress_report::Report): one pass into a cube of summaries, then figures,
//! comparisons and verdicts.
//!
//! In flow batches of records ([`Cube`] is a [`Sink`](cxpress_core::read::Sink)); out flows a report in which
//! small groups have been withheld before anything was derived from them. This crate names no metric, reads no
//! file and writes no sentence.

mod assemble;
mod coarse;
mod compare;
mod cube;
mod evaluate;
mod families;
mod frozen;
mod grid;
mod movement;
mod plan;
mod promise;
mod protect;
mod published;
mod quotes;
mod rare;
mod sample;
mod series;
#[cfg(test)]
mod specimen;
mod standard;
mod study;
mod values;
mod withhold;

pub use assemble::{Input, freeze, report};
pub use cube::Cube;
pub use frozen::{FOLDER, Freezing, Frozen, PATTERN};
pub use plan::{Plan, Planned};
