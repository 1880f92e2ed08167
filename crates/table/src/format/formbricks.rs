//! Formbricks.

use super::{Aside, AsideReason, Format, Holds};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &["Response ID"],
        &["Survey ID"],
        &["No.", "Formbricks ID (internal)"],
    ],
    response_id: &["Response ID"],
    // In UTC in older versions, in a zone of choice in newer ones; so it is the source's zone that counts.
    date: &["Timestamp"],
    aside: &[Aside {
        columns: &["Finished"],
        keep: &["Yes"],
        reason: AsideReason::Unfinished,
    }],
    personal: &[
        "Formbricks ID (internal)",
        "Formbricks User ID",
        "User ID",
        "Verified Email",
        "Notes",
    ],
    ..Format::new(
        "formbricks",
        "Formbricks",
        Holds::Responses,
        "Responses, Download, All responses, as CSV",
    )
};
