//! Metrics of orders, or whatever is delivered: the perfect order.
//!
//! Orders in, figures out; each metric is one file.

pub mod perfect;
