//! Reviews of an app on Google Play.

use super::{DateOrder, Format, Holds, Suggest};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &["Package Name"],
        &["Star Rating"],
        &["Review Submit Date and Time", "Review Last Update Date and Time"],
    ],
    // Reviews without text have no link, and so no id.
    response_id: &["Review Link"],
    date: &["Review Submit Date and Time", "Review Last Update Date and Time"],
    date_order: Some(DateOrder::YearFirst),
    utc: &["Review Submit Date and Time", "Review Last Update Date and Time"],
    suggest: &[Suggest::answers("csat", &["Star Rating"], 1, 5)],
    ..Format::new(
        "google-play",
        "Google Play",
        Holds::Reviews,
        "Play Console, Download reports, Reviews: one file a month",
    )
};
