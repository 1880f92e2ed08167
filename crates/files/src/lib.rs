//! The world outside, as two arguments: what a build reads, and what it remembers.
//!
//! [`Files`] gives the files of a project by path, on disk or in memory; [`Store`] keeps bytes by name from one build to the
//! next. In flow paths, patterns and names; out flow bytes. This crate does not know what stands in a file, writes none, and
//! lets no link lead out of a project.

mod files;
mod store;

pub use files::{DiskFiles, Files, LeadsOut, MemoryFiles, Stamp, Stored};
pub use store::{Forgetful, Store};
