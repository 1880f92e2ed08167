//! Files of feedback to rows of cells, and cells to values, before any column has a meaning.
//!
//! In flow [`Files`](cxpress_files::Files), the [`path`] of a table and the [`dialect`] it is written in; out flow, from
//! [`open`], a vendor's [`mod@format`], a header and [`block`]s of rows in an encoding, and, from the text of a cell, a moment
//! ([`date`]), a length of time ([`duration`]), a [`number`], or that there is nothing ([`missing`]). This crate knows no
//! configuration, no question and no period, and computes nothing.

mod archive;
pub mod block;
pub mod chunk;
pub mod date;
pub mod dialect;
pub mod duration;
pub mod encoding;
pub mod fingerprint;
pub mod format;
mod list;
pub mod missing;
pub mod mistake;
pub mod number;
pub mod open;
mod packed;
pub mod path;
pub mod probe;
mod scan;
pub mod shape;
mod sheet;
pub mod sniff;
pub mod tables;
pub mod text;
