//! KoboToolbox and ODK.

use super::{Format, Holds};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &[
            "_uuid",
            "KEY",
            "instanceID",
            "meta/instanceID",
            "meta-instanceID",
            "meta:instanceID",
        ],
        &[
            "_submission_time",
            "SubmissionDate",
            "__version__",
            "_validation_status",
            "_index",
            "formhub/uuid",
        ],
    ],
    response_id: &["_uuid", "KEY", "meta/instanceID", "meta-instanceID", "instanceID"],
    date: &["_submission_time", "SubmissionDate", "end", "start"],
    utc: &["_submission_time"],
    // The names of choices hold no blanks, and stand side by side.
    separator: Some(" "),
    personal: &[
        "_submitted_by",
        "SubmitterID",
        "SubmitterName",
        "username",
        "deviceid",
        "DeviceID",
        "phonenumber",
        "subscriberid",
        "simserial",
        "_geolocation",
    ],
    ..Format::new(
        "kobo",
        "KoboToolbox or ODK",
        Holds::Responses,
        "Data, Downloads, as CSV or XLS with XML values and headers",
    )
};
