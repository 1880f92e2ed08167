//! Hotjar.

use super::{DateOrder, Format, Holds};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &["Number"],
        &["Date Submitted"],
        &["Source URL"],
        &["Device", "Browser", "OS", "User"],
    ],
    // No id: each survey numbers its responses from one.
    date: &["Date Submitted"],
    date_order: Some(DateOrder::YearFirst),
    personal: &["User", "Hotjar User ID"],
    ..Format::new(
        "hotjar",
        "Hotjar",
        Holds::Responses,
        "Surveys, View responses, Export, as CSV",
    )
};
