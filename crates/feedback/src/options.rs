//! What reading needs beside the configuration and the files.

use cxpress_files::{Forgetful, Store};
use cxpress_metric::PeriodId;

/// What reading needs beside the configuration and the files.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Rows of later periods are set aside.
    pub until: Option<PeriodId>,
    /// Remembers what files that have not changed came to.
    pub store: &'a dyn Store,
    /// What for.
    pub purpose: Purpose,
    /// What files that name no instant from this one on, in seconds, came to for another purpose, they come to for
    /// this one.
    pub settled: Option<(i64, Purpose)>,
}

impl Options<'_> {
    /// Everything, and nothing is remembered.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            until: None,
            store: &Forgetful,
            purpose: Purpose {
                name: "plain",
                hash: 0,
            },
            settled: None,
        }
    }
}

/// What files are read for. What is kept for one purpose does not hold for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// A short name.
    pub name: &'static str,
    /// A hash of all that decides what sinks make of records.
    pub hash: u64,
}
