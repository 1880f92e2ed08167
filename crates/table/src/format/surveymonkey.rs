//! SurveyMonkey.

use super::{Format, HeaderRows, Holds, same};

pub(super) const FORMAT: Format = Format {
    // Older exports write `RespondentID`, the newest `respondent_id`.
    signature: &[RESPONDENT],
    // Published exports often lack the columns of the collector, but not the row of choices.
    proof: Some(has_collector_or_choices),
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

/// Whether the first row names the collector, or the second says what is answered in each column.
fn has_collector_or_choices(rows: &[Vec<String>]) -> bool {
    const COLLECTOR: &[&str] = &["Collector ID", "CollectorID", "collector_id"];
    const CHOICES: &[&str] = &["Response", "Open-Ended Response"];
    let holds = |row: usize, names: &[&str]| {
        let cells = rows.get(row).map(Vec::as_slice).unwrap_or_default();
        cells.iter().any(|cell| names.iter().any(|name| same(name, cell)))
    };
    holds(0, COLLECTOR) || holds(1, CHOICES)
}
