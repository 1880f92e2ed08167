//! Reads YAML and CSV feedback data and Markdown commentary: the face of the crates that do, in the order of their phases.
//!
//! 1. [`config::load`] checks `cxpress.yaml`, [`commentary::parse`] the author's words, [`actions::parse`] what was promised,
//!    [`events::parse`] what happened, [`labels::parse`] what people said of comments: every mistake at once, each with file, line and remedy ([`Diagnostic`]).
//! 2. [`read::inputs`] finds the files of all sources and the periods they fall into.
//! 3. [`read::read`] turns files into batches of typed records, with two ledgers that balance.
//!
//! Beside them [`inspect`] proposes a configuration for files that nobody has described yet. In flow the files of a project
//! (an argument: [`Files`]) and the metrics' specifications. These crates compute no metric and write nothing.

pub use cxpress_diagnostic::{
    Code, Diagnostic, Diagnostics, Place, Severity, did_you_mean, is_unseen, meant, nearest, visible,
};
pub use cxpress_document::actions::Action;
pub use cxpress_document::commentary::{Attached, Binding, Commentary, CommentaryPage, Piece, Target};
pub use cxpress_document::events::Event;
pub use cxpress_document::labels::LabelFile;
pub use cxpress_document::{actions, address, commentary, events, labels, theme};
pub use cxpress_files::{DiskFiles, Files, LeadsOut, MemoryFiles, Stamp, Stored};
pub use cxpress_inspect as inspect;
pub use cxpress_project::{Config, period};
pub use cxpress_table::format;

/// The configuration of a report.
pub mod config {
    pub use cxpress_project::config::*;
    pub use cxpress_project::{load, load_by};
}

/// Feedback files to batches of typed records.
pub mod read {
    pub use cxpress_feedback::*;
    pub use cxpress_files::{Forgetful, Store};
    pub use cxpress_table::text::tidy;
}
