//! Zendesk.

use cxpress_metric::Missing;

use super::{DateOrder, Format, Holds, Suggest, TimeColumn, Times, Unit};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &["ID", "Ticket ID"],
        &["Created at"],
        &[
            "Satisfaction Score",
            "Reopens",
            "Assignee stations",
            "First reply time in minutes",
            "Full resolution time in minutes",
            "Requester wait time in minutes",
        ],
    ],
    response_id: &["ID", "Ticket ID"],
    date: &["Created at"],
    date_order: Some(DateOrder::YearFirst),
    // Minutes by the clock; those within business hours are not counted from a ticket's creation.
    times: Times {
        created: &[TimeColumn::at("Created at")],
        first_response: &[TimeColumn::after("First reply time in minutes", Unit::Minutes)],
        solved: &[
            TimeColumn::at("Solved at"),
            TimeColumn::after("Full resolution time in minutes", Unit::Minutes),
            // The one duration that is in hours, though its name does not say so.
            TimeColumn::after("Resolution time", Unit::Hours),
        ],
        due: &[TimeColumn::at("Due date"), TimeColumn::at("Due at")],
    },
    missing: &[
        ("Not Offered", Missing::NotAsked),
        ("Unoffered", Missing::NotAsked),
        ("Offered", Missing::NotAnswered),
    ],
    personal: &["Requester", "Requester external id", "Submitter"],
    suggest: &[
        Suggest {
            values: &[("Good", 1), ("Bad", 0)],
            ..Suggest::answers("csat", &["Satisfaction Score"], 0, 1)
        },
        Suggest::tickets("resolution"),
        Suggest::tickets("first-response"),
    ],
    ..Format::new(
        "zendesk",
        "Zendesk",
        Holds::Tickets,
        "Admin Center, Account, Tools, Reports, Export, CSV; or a view, Export as CSV",
    )
};
