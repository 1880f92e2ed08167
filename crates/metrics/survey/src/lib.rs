//! Metrics of survey answers: net promoter score, satisfaction, customer effort.
//!
//! Answers in, figures out; each metric is one file. All of them are functions of a histogram of scores.

pub mod ces;
pub mod csat;
pub mod nps;

mod answers;
mod share;
