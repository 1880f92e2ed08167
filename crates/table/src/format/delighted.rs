//! Delighted.

use super::{DateOrder, Format, Holds, Suggest};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &["survey_type"],
        &["score"],
        &["created_at"],
        &["person", "person_id"],
    ],
    response_id: &["id"],
    date: &["created_at"],
    date_order: Some(DateOrder::EpochSeconds),
    personal: &["person", "person_id"],
    suggest: &[Suggest {
        only: Some(("survey_type", "nps")),
        ..Suggest::answers("nps", &["score"], 0, 10)
    }],
    ..Format::new(
        "delighted",
        "Delighted",
        Holds::Responses,
        "the survey responses of the API, as a table",
    )
};
