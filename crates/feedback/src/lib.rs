//! Feedback files to batches of typed records, in parallel, with two ledgers that balance.
//!
//! In flow a checked configuration and the files it names ([`inputs()`]); out flow [`RecordBatch`]es to [`Sink`]s, and from
//! [`read()`] a [`Dataset`]: what sinks kept, the ledgers of rows and answers, the values of dimensions, how far the data reach.
//!
//! A file is cut into chunks of whole rows by one thread; all threads split chunks into cells, turn them into batches and
//! hand these to the sinks of the file. What a sink keeps must not depend on the order in which batches arrive. When a file
//! is finished, what its sinks kept is put into a store, so that the next build needs to read only what was changed. This
//! crate opens no container of a file and computes no metric.

mod answer;
mod batch;
mod cell;
mod choice;
mod diagnose;
mod dictionary;
mod extent;
mod far;
mod file_ref;
mod hints;
mod identity;
mod inputs;
mod kept;
mod layout;
mod left_out;
mod options;
mod overlap;
mod pass;
mod read;
mod reason;
mod rejected;
mod resolve;
mod rows;
mod sink;
mod suspect;
mod tally;
mod totals;
mod usable;
mod waves;
mod worker;

pub use batch::{BUCKETS, NO_VALUE, RecordBatch, ValueId};
pub use dictionary::Dictionary;
pub use extent::Extent;
pub use file_ref::FileRef;
pub use inputs::{Inputs, inputs};
pub use options::{Options, Purpose};
pub use pass::Dataset;
pub use read::read;
pub use sink::Sink;
