//! Metrics of what customers say in their own words: sentiment, and how often a theme comes up.
//!
//! Comments in, from which personal data have been taken out before; figures out. Each metric is one file.

pub mod sentiment;
pub mod theme;
