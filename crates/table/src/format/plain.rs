//! Any table with one row of names.

use super::{Format, Holds};

pub(super) const FORMAT: Format = Format::new(
    "plain",
    "Table",
    Holds::Anything,
    "any table with one row of names: a CSV file, a spreadsheet, a YAML list",
);
