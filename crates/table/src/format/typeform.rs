//! Typeform.

use super::{Aside, AsideReason, DateOrder, Format, HeaderRows, Holds};

pub(super) const FORMAT: Format = Format {
    signature: &[&["Submit Date (UTC)"], &["Network ID", "Start Date (UTC)"]],
    header: HeaderRows::OneOfQuestions,
    response_id: &["#"],
    date: &["Submit Date (UTC)", "Start Date (UTC)"],
    date_order: Some(DateOrder::YearFirst),
    utc: &["Submit Date (UTC)", "Stage Date (UTC)", "Start Date (UTC)"],
    // `partial` and `started` are forms that were never submitted.
    aside: &[Aside {
        columns: &["Response Type"],
        keep: &["completed"],
        reason: AsideReason::Unfinished,
    }],
    // A fingerprint of the visitor's address and browser.
    personal: &["Network ID"],
    ..Format::new(
        "typeform",
        "Typeform",
        Holds::Responses,
        "Results, Responses, Download, as CSV",
    )
};
