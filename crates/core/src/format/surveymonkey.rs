//! SurveyMonkey.

use super::{Format, HeaderRows, Holds};

pub(super) const FORMAT: Format = Format {
    // Older exports write `RespondentID`, the newest `respondent_id`.
    signature: &[RESPONDENT, &["Collector ID", "CollectorID", "collector_id"]],
    header: HeaderRows::QuestionAndChoice,
    response_id: RESPONDENT,
    date: &[
        "End Date",
        "EndDate",
        "date_modified",
        "Start Date",
        "StartDate",
        "date_created",
    ],
    // Free for the survey's owner to fill, and mostly filled with customers' names or numbers.
    personal: &["Custom Data 1", "CustomData", "custom_1"],
    ..Format::new(
        "surveymonkey",
        "SurveyMonkey",
        Holds::Responses,
        "Analyze Results, Save As, Export file, All individual responses, as CSV",
    )
};

/// The column of respondents. No response is without a value in it, so that a blank below it is a header's.
pub(super) const RESPONDENT: &[&str] = &["Respondent ID", "RespondentID", "respondent_id"];
