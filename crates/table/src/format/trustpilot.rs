//! Trustpilot.

use super::{DateOrder, Format, Holds, Suggest};

pub(super) const FORMAT: Format = Format {
    signature: &[&["Review ID"], &["Review Stars"], &["Review Created (UTC)"]],
    response_id: &["Review ID"],
    date: &["Review Created (UTC)"],
    date_order: Some(DateOrder::YearFirst),
    utc: &[
        "Review Created (UTC)",
        "Company Reply Date (UTC)",
        "Business Reply Date (UTC)",
    ],
    personal: &[
        "Review Username",
        "Review User Email",
        "Review Consumer User Id",
        "Reference Id",
    ],
    suggest: &[Suggest::answers("csat", &["Review Stars"], 1, 5)],
    ..Format::new(
        "trustpilot",
        "Trustpilot",
        Holds::Reviews,
        "Manage reviews, Service reviews, Export, as CSV",
    )
};
