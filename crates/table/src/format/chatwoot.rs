//! Chatwoot's answers to its satisfaction survey. Headers are in the account's language, and where a translation is not
//! complete, partly in English.

use super::{DateOrder, Format, Holds, Suggest};

const RATING: &[&str] = &[
    "Rating",
    "Bewertung",
    "Note",
    "Calificación",
    "Avaliar",
    "Classificação",
];

const LINK: &[&str] = &[
    "Link to the conversation",
    "Link zur Konversation",
    "Lien vers la conversation",
    "Enlace a la conversación",
    "Link para a conversa",
];

const RECORDED: &[&str] = &[
    "Recorded date",
    "Aufnahmedatum",
    "Date d'enregistrement",
    "Fecha registrada",
    "Data de gravação",
];

pub(super) const FORMAT: Format = Format {
    signature: &[RATING, LINK, RECORDED],
    // No id: a conversation that is resolved twice is rated twice, under one link.
    date: RECORDED,
    date_order: Some(DateOrder::YearFirst),
    utc: RECORDED,
    footer: &[
        "Reporting period",
        "Berichtszeitraum",
        "Période de rapport",
        "Reportando el periodo",
        "Reportando o período",
        "Período do relatório",
    ],
    suggest: &[Suggest::answers("csat", RATING, 1, 5)],
    ..Format::new(
        "chatwoot",
        "Chatwoot",
        Holds::Responses,
        "Reports, CSAT, Download CSAT Reports",
    )
};
