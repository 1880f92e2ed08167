//! The report project: configuration, feedback files, commentary, and what is wrong with them.
//!
//! In flow the files of a project (an argument: [`Files`]) and the metrics' specifications; out flow a checked
//! [`Config`], [`Commentary`], [`Action`]s, [`Event`]s and, from [`read::read`], batches of typed records with two ledgers that balance. This crate
//! computes no metric and writes nothing.

pub mod config;
pub mod inspect;
pub mod period;
pub mod read;

pub use config::Config;
pub use cxpress_diagnostic::{Diagnostic, Diagnostics, Place, Severity, is_unseen, nearest, visible};
pub use cxpress_document::actions::Action;
pub use cxpress_document::commentary::{Attached, Binding, Commentary, CommentaryPage, Piece, Target};
pub use cxpress_document::events::Event;
pub use cxpress_document::{actions, address, commentary, events, theme};
pub use cxpress_files::{DiskFiles, Files, LeadsOut, MemoryFiles, Stamp, Stored};
pub use cxpress_table::format;
