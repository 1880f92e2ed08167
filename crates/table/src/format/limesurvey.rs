//! LimeSurvey.

use super::{Aside, AsideReason, Format, Holds};

pub(super) const FORMAT: Format = Format {
    // By the codes of questions, or by their wordings.
    signature: &[
        &["submitdate", "Date submitted"],
        &["lastpage", "Last page"],
        &["startlanguage", "Start language", "startdate", "Date started"],
    ],
    response_id: &["id", "Response ID"],
    date: &["submitdate", "Date submitted"],
    aside: &[Aside {
        columns: &["submitdate", "Date submitted"],
        // Without one, the survey was left before its end.
        keep: &[],
        reason: AsideReason::Unfinished,
    }],
    personal: &["ipaddr", "refurl", "Referrer URL", "token", "Access code"],
    ..Format::new(
        "limesurvey",
        "LimeSurvey",
        Holds::Responses,
        "Responses, Export, Export responses, as CSV",
    )
};
