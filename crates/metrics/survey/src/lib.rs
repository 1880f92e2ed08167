//! Metrics of survey answers: net promoter score, satisfaction, customer effort, met expectations and their gap, and what
//! a configuration declares.
//!
//! Answers in, figures out; each metric is one file. All of them are functions of a histogram of scores.

pub mod ambassador;
pub mod ces;
pub mod csat;
pub mod declared;
pub mod expectation;
pub mod gap;
pub mod nps;
