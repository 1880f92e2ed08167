//! Freshdesk, and Freshservice, which writes the same columns in other case.

use super::{DateOrder, Format, Holds, Suggest, TimeColumn, Times, Unit};

pub(super) const FORMAT: Format = Format {
    signature: &[
        &["Ticket ID"],
        &["Created time"],
        &["Resolved time", "Closed time"],
        &[
            "Due by Time",
            "Initial response time",
            "First response time (in hrs)",
            "Resolution time (in hrs)",
            "Survey results",
            "Survey result",
        ],
    ],
    response_id: &["Ticket ID"],
    date: &["Created time"],
    date_order: Some(DateOrder::YearFirst),
    times: Times {
        created: &[TimeColumn::at("Created time")],
        first_response: &[
            TimeColumn::at("Initial response time"),
            TimeColumn::after("First response time (in hrs)", Unit::Hours),
        ],
        solved: &[
            TimeColumn::at("Resolved time"),
            TimeColumn::at("Closed time"),
            TimeColumn::after("Resolution time (in hrs)", Unit::Hours),
        ],
        due: &[TimeColumn::at("Due by Time")],
    },
    personal: &[
        "Twitter ID",
        "Facebook ID",
        "External ID",
        "Unique external ID",
        "Contact ID",
    ],
    suggest: &[Suggest::tickets("resolution"), Suggest::tickets("first-response")],
    ..Format::new(
        "freshdesk",
        "Freshdesk, Freshservice",
        Holds::Tickets,
        "Tickets, Export, as CSV, with all fields chosen",
    )
};
