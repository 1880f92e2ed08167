//! The report project: configuration, feedback files, commentary, and what is wrong with them.
//!
//! In flow the files of a project (an argument: [`Files`]) and the metrics' specifications; out flow a checked
//! [`Config`], [`Commentary`], [`Action`]s, [`Event`]s and, from [`read::read`], batches of typed records with two ledgers that balance. This crate
//! computes no metric and writes nothing.

pub mod actions;
pub mod address;
pub mod commentary;
pub mod config;
pub mod events;
pub mod format;
pub mod inspect;
pub mod period;
pub mod read;
pub mod theme;
mod yaml;

pub use actions::Action;
pub use commentary::{Attached, Binding, Commentary, CommentaryPage, Piece, Target};
pub use config::Config;
pub use cxpress_diagnostic::{Diagnostic, Diagnostics, Place, Severity, is_unseen, nearest, visible};
pub use cxpress_files::{DiskFiles, Files, LeadsOut, MemoryFiles, Stamp, Stored};
pub use events::Event;
