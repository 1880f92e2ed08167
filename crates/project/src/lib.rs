//! The project: `cxpress.yaml`, checked and resolved, and how dates fall into reporting periods.
//!
//! In flow the text of a configuration, the environment and the metrics' specifications; out flow a [`Config`], in which every
//! name is known, every scale fits and every column has its place, and [`Periods`](period::Periods). This crate opens no file
//! of feedback and computes nothing.

pub mod config;
mod load;
pub mod period;

pub use config::Config;
pub use load::{MOST_TILES, load, load_by};
