//! Metrics of invitations to give feedback: how many of them are followed.
//!
//! Invitations in, figures out; each metric is one file.

pub mod response_rate;
