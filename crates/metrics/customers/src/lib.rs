//! Metrics of customers who come and go: churn and its reasons, retention, win-back, referral.
//!
//! Customers in, figures out; each metric is one file. Who was active at the start of a period follows from
//! all periods before it: those who joined and came back, less those who were lost. A period is seen as of
//! its end: what happens later is not known yet.

pub mod churn;
pub mod loss;
pub mod referral;
pub mod retention;
pub mod win_back;

mod tenure;
