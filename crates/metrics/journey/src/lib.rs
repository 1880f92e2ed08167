//! Metrics of the customer journey: the emotion at a touchpoint.
//!
//! Answers in, figures out; each metric is one file. What goes on between touchpoints, such as the swing from
//! one to the next, is a study over several figures and no metric.

pub mod emotion;
