//! From records to a [`Report`](cxpress_report::Report): one pass into a cube of summaries, then figures,
//! comparisons and verdicts.
//!
//! In flow batches of records ([`Cube`] is a [`Sink`](cxpress_feedback::Sink)); out flows a report in which
//! small groups have been suppressed before anything was derived from them: see `phases.rs`. This crate names no metric,
//! reads no file and writes no sentence.

mod actions;
mod assemble;
mod compare;
mod cube;
mod decomposition;
mod drawn;
mod evaluate;
mod families;
mod freeze;
mod labels;
mod phases;
mod pool;
mod publish;
mod published;
mod rare;
mod rows;
mod schema;
mod scope;
mod study;
mod suppression;
mod targets;
#[cfg(test)]
mod test_figures;
mod timeline;
mod values;

pub use cube::Cube;
pub use freeze::Publication;
pub use labels::draw::{Draw, Wanted, sample};
pub use labels::no_comments;
pub use labels::wanted::with_labels;
pub use phases::{Input, freeze, report};
pub use published::{FOLDER, PATTERN, PublishedPeriod};
pub use schema::{Measure, Schema};
