//! Metrics of support tickets: time to resolution, time to first response, kept promises, first contact resolution,
//! reopened and repeated contacts, backlog.
//!
//! Tickets in, figures out; each metric is one file. A period is seen as of its end: a ticket that was not
//! solved by then is open, whatever happened later.

pub mod backlog;
pub mod duration;
pub mod first_contact;
pub mod reopen;
pub mod repeat;
pub mod sla;

mod settled;
