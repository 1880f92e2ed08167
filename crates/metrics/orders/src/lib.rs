//! Metrics of orders, or whatever is delivered: the perfect order, and amounts such as the value of an order.
//!
//! Orders in, figures out; each metric is one file.

pub mod amount;
pub mod perfect;
