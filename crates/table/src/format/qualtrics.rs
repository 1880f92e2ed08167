//! Qualtrics.

use cxpress_metric::Missing;

use super::{Aside, AsideReason, Format, HeaderRows, Holds, same};

pub(super) const FORMAT: Format = Format {
    // The oldest exports number their columns `V1`, `V2`, …; their names are in the second row.
    signature: &[
        RESPONSE,
        &["StartDate", "RecordedDate", "V8"],
        &["Finished", "Status", "V10"],
    ],
    proof: Some(is_named),
    header: HeaderRows::NamesLabelsImportIds,
    response_id: RESPONSE,
    date: &["RecordedDate", "EndDate", "StartDate"],
    aside: &[
        Aside {
            columns: &["Status"],
            keep: &["0", "IP Address"],
            reason: AsideReason::TestRow,
        },
        Aside {
            columns: &["Finished"],
            keep: &["1", "True"],
            reason: AsideReason::Unfinished,
        },
    ],
    // Seen and unanswered; not shown, by the survey's logic; an answer that the survey's author coded so.
    missing: &[
        ("-99", Missing::NotAnswered),
        ("-98", Missing::NotAsked),
        ("-97", Missing::DontKnow),
    ],
    personal: &[
        "ExternalReference",
        "ExternalDataReference",
        "LocationLatitude",
        "LocationLongitude",
    ],
    ..Format::new(
        "qualtrics",
        "Qualtrics",
        Holds::Responses,
        "Data & Analysis, Export & Import, Export Data, CSV; with numeric values or with choice text",
    )
};

/// The column of responses. Its values start with `R_`, so that another text below it is a header's.
pub(super) const RESPONSE: &[&str] = &["ResponseId", "V1"];

/// Whether the columns have names. Those that are numbered could be anybody's, unless the second row tells them.
fn is_named(rows: &[Vec<String>]) -> bool {
    let row = |row: usize| rows.get(row).map(Vec::as_slice).unwrap_or_default();
    let is_response = |cell: &String| RESPONSE.iter().any(|name| same(name, cell));
    let Some(numbered) = row(0).iter().position(|cell| same(cell, "V1")) else {
        return true;
    };
    row(1).get(numbered).is_some_and(is_response)
}
