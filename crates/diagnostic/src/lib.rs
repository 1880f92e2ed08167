//! What is wrong with the files of a report, where, and what to do.
//!
//! Every room that reads what people wrote says its mistakes as [`Diagnostic`]s: a stable code, a message, a place, notes and a
//! next step. In flow names and places; out flow [`Diagnostics`] in an order that no thread decides, and the name that was
//! probably meant ([`nearest`]). This crate opens no file and prints nothing.

mod code;
mod diagnostic;
mod spelling;

pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity};
pub use spelling::{as_seen, did_you_mean, is_unseen, meant, nearest, visible};
