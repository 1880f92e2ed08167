//! Metrics of support tickets: time to resolution, time to first response, kept promises, backlog.
//!
//! Tickets in, figures out; each metric is one file. A period is seen as of its end: a ticket that was not
//! solved by then is open, whatever happened later.

pub mod backlog;
pub mod duration;
pub mod sla;

use cxpress_metric::{Estimate, Method, Part, Reading, Unit};

/// A plain count as a part.
fn count(id: &'static str, count: u64, base: u64) -> Part {
    Part {
        id,
        unit: Unit::Count,
        reading: Reading::Value(counted(count as f64, base)),
    }
}

/// A value without an interval.
const fn counted(value: f64, base: u64) -> Estimate {
    Estimate {
        value,
        interval: None,
        base,
        effective: base as f64,
        method: Method::Exact,
        variance: None,
        limits: (0.0, f64::MAX),
    }
}
