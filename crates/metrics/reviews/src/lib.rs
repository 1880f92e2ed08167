//! Metrics of public reviews: the rating, the share that was answered, the time it took.
//!
//! Answers and reviews in, figures out; each metric is one file. Ranking places or products by their ratings
//! needs the mean of all of them, which a metric of one slice does not see: it is left to the analysis.

pub mod rating;
pub mod reply_time;
pub mod response;
