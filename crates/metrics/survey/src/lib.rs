//! Metrics of survey answers: net promoter score, satisfaction, customer effort.
//!
//! Answers in, figures out; each metric is one file. All of them are functions of a histogram of scores.

mod answers;
mod ces;
mod csat;
mod nps;
mod share;

pub use ces::Ces;
pub use csat::Csat;
pub use nps::Nps;
