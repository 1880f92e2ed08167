//! Vendors' exports, described as data: how one is recognised, what its header rows mean, where its dates and times
//! are, which of its rows are no records.
//!
//! In flow the first rows of a file, as text; out flow a [`Format`] and the file's [`Header`]. Everything after the
//! reader knows no vendor. To add one, write a file with its [`Format`] and add a line to [`FORMATS`]. Columns are
//! found by name, in any case, and never by position.

mod chatwoot;
mod delighted;
mod formbricks;
mod freshdesk;
mod google_forms;
mod google_play;
mod header;
mod hotjar;
mod kobo;
mod limesurvey;
mod personal;
mod plain;
mod qualtrics;
mod state;
mod surveymonkey;
#[cfg(test)]
mod tests;
mod trustpilot;
mod typeform;
mod zendesk;

use cxpress_metric::{Missing, ScaleBounds};

use crate::dialect::Unit;

pub use header::{Choice, Column, Header};
pub use personal::is_personal;
pub use personal::words;
pub use state::{holds_states, holds_tags, is_odd_state};

/// All formats. The first that claims a file has it; the last, `plain`, claims every file.
pub const FORMATS: &[Format] = &[
    surveymonkey::FORMAT,
    qualtrics::FORMAT,
    typeform::FORMAT,
    formbricks::FORMAT,
    hotjar::FORMAT,
    limesurvey::FORMAT,
    delighted::FORMAT,
    zendesk::FORMAT,
    freshdesk::FORMAT,
    chatwoot::FORMAT,
    google_play::FORMAT,
    trustpilot::FORMAT,
    kobo::FORMAT,
    google_forms::FORMAT,
    plain::FORMAT,
];

/// The number of rows from which a format is recognised and a header read. More do no harm.
pub const HEAD_ROWS: usize = 3;

/// A kind of file, as one vendor's export has it. Names of columns are as the vendor writes them; they are compared
/// after trimming, in any case. Where several are given, the first that a file has counts.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The id in configurations: `format: qualtrics`.
    pub id: &'static str,
    /// The vendor's name.
    pub name: &'static str,
    /// Where the export comes from, in one line.
    pub doc: &'static str,
    /// What a row is.
    pub holds: Holds,
    /// Groups of names. A file of this format has at least one name of each group in its first row.
    signature: &'static [&'static [&'static str]],
    /// What else the first rows must show, where names alone could be anybody's.
    proof: Option<Proof>,
    /// How header rows are read.
    header: HeaderRows,
    /// The column whose value tells one row from all others.
    pub response_id: &'static [&'static str],
    /// The column of the date that counts: when a response came in, a review was written, a ticket created.
    pub date: &'static [&'static str],
    /// What is known of how dates are written. None: it depends on settings that the file does not tell.
    pub date_order: Option<DateOrder>,
    /// Columns whose times are in UTC, whatever the zone of the source.
    pub utc: &'static [&'static str],
    /// The times of tickets.
    pub times: Times,
    /// Rows that are no records.
    pub aside: &'static [Aside],
    /// What the first cell of a footer starts with; see [`Format::is_footer`].
    footer: &'static [&'static str],
    /// What stands between the choices of one cell, where it is none of the usual marks.
    pub separator: Option<&'static str>,
    /// Codes for missing answers, compared after trimming, in any case.
    pub missing: &'static [(&'static str, Missing)],
    /// Columns of personal data that [`is_personal`] does not know by their words.
    personal: &'static [&'static str],
    /// Questions that can be proposed for a file of this format.
    pub suggest: &'static [Suggest],
}

/// Whether the first rows of a file show what a signature leaves open.
type Proof = fn(&[Vec<String>]) -> bool;

/// What a row of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A customer's answers to a survey.
    Responses,
    /// A support ticket.
    Tickets,
    /// A public review.
    Reviews,
    /// Not known: any table.
    Anything,
}

/// How the header rows of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeaderRows {
    /// One row of names.
    One,
    /// One row of questions, which may hold Markdown or HTML and may repeat.
    OneOfQuestions,
    /// A row of questions, blank where it would repeat, and a row of choices. The second may not be there.
    QuestionAndChoice,
    /// Names, wordings and import ids as JSON. Older exports have no import ids.
    NamesLabelsImportIds,
}

/// How a vendor writes all its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The year first, then the month, so that no day is taken for a month.
    YearFirst,
    /// Seconds since 1970, in UTC.
    EpochSeconds,
}

/// The times of a ticket: columns, best first.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// When it was created.
    pub created: &'static [TimeColumn],
    /// When it was first answered.
    pub first_response: &'static [TimeColumn],
    /// When it was solved.
    pub solved: &'static [TimeColumn],
    /// When it is due.
    pub due: &'static [TimeColumn],
}

/// A column that tells a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeColumn {
    /// The column's name.
    pub name: &'static str,
    /// How it tells the time.
    pub is: TimeIs,
}

/// How a column tells a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeIs {
    /// By the date and time itself.
    At,
    /// By how long after the ticket's creation it was. `26:30:00` is hours, minutes and seconds in any unit.
    After(Unit),
}

/// Rows that are no records, by the value of a column. A file without the column has none of them.
#[derive(Clone, Copy, Debug)]
pub struct Aside {
    /// The column.
    pub columns: &'static [&'static str],
    /// The values of records, compared after trimming, in any case; any but a blank, if there are none. Rows with another
    /// value are set aside.
    pub keep: &'static [&'static str],
    /// Why they are.
    pub reason: AsideReason,
}

/// Why a row is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum AsideReason {
    /// It is a test or a preview.
    TestRow,
    /// The survey was not finished.
    Unfinished,
}

/// A question that can be proposed.
#[derive(Clone, Copy, Debug)]
pub struct Suggest {
    /// The metric.
    pub metric: &'static str,
    /// The column of answers; none for metrics of tickets, which use [`Times`].
    pub columns: &'static [&'static str],
    /// The scale of answers.
    pub scale: Option<ScaleBounds>,
    /// Scores of answers that are words.
    pub values: &'static [(&'static str, i32)],
    /// Propose it only for files in which this column holds this value, in any case.
    pub only: Option<(&'static str, &'static str)>,
}

impl Format {
    /// A format that is known by nothing yet.
    const fn new(id: &'static str, name: &'static str, holds: Holds, doc: &'static str) -> Self {
        Self {
            id,
            name,
            doc,
            holds,
            signature: &[],
            proof: None,
            header: HeaderRows::One,
            response_id: &[],
            date: &[],
            date_order: None,
            utc: &[],
            times: Times::NONE,
            aside: &[],
            footer: &[],
            separator: None,
            missing: &[],
            personal: &[],
            suggest: &[],
        }
    }

    /// Whether the first rows of a file show this format.
    fn claims(&self, rows: &[Vec<String>]) -> bool {
        let first = rows.first().map(Vec::as_slice).unwrap_or_default();
        let has = |names: &&[&str]| first.iter().any(|cell| names.iter().any(|name| same(name, cell)));
        self.signature.iter().all(has) && self.proof.is_none_or(|proof| proof(rows))
    }

    /// The header of a file, from its first [`HEAD_ROWS`] rows.
    pub fn header(&self, rows: &[Vec<String>]) -> Header {
        header::read(self.header, rows, false)
    }

    /// The same where it was not the rows that told the format.
    pub fn header_as_named(&self, rows: &[Vec<String>]) -> Header {
        header::read(self.header, rows, true)
    }

    /// Whether a row is a footer, and so no record: its first cell starts as the vendor's footer does, all others
    /// are blank or absent.
    pub fn is_footer<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> bool {
        let mut cells = cells.into_iter();
        let first = cells.next().unwrap_or_default().trim().to_lowercase();
        let starts = |start: &&str| first.starts_with(&start.to_lowercase());
        self.footer.iter().any(starts) && cells.all(|cell| cell.trim().is_empty())
    }

    /// Whether there are footers.
    pub const fn has_footer(&self) -> bool {
        !self.footer.is_empty()
    }

    /// Whether a column holds personal data: by the vendor's own list, or by the words of one of its names.
    pub fn is_personal(&self, column: &Column) -> bool {
        let listed = self.personal.iter().any(|name| column.answers_to(name));
        listed || column.names.iter().any(|name| is_personal(name))
    }
}

impl Times {
    /// No times: the rows are no tickets.
    const NONE: Self = Self {
        created: &[],
        first_response: &[],
        solved: &[],
        due: &[],
    };
}

impl TimeColumn {
    const fn at(name: &'static str) -> Self {
        Self { name, is: TimeIs::At }
    }

    const fn after(name: &'static str, unit: Unit) -> Self {
        let is = TimeIs::After(unit);
        Self { name, is }
    }
}

impl Aside {
    /// Whether the row with this value is set aside.
    pub fn takes(&self, value: &str) -> bool {
        if self.keep.is_empty() {
            value.trim().is_empty()
        } else {
            !self.keep.iter().any(|keep| same(keep, value))
        }
    }
}

impl Suggest {
    /// Answers on a scale.
    const fn answers(metric: &'static str, column: &'static [&'static str], low: i32, high: i32) -> Self {
        Self {
            metric,
            columns: column,
            scale: Some(ScaleBounds::new(low, high)),
            values: &[],
            only: None,
        }
    }

    /// A metric of tickets.
    const fn tickets(metric: &'static str) -> Self {
        Self {
            metric,
            columns: &[],
            scale: None,
            values: &[],
            only: None,
        }
    }
}

/// The format with an id.
pub fn named(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// The format of a file, from its first [`HEAD_ROWS`] rows, decoded. `plain` if it is no vendor's.
pub fn recognise(rows: &[Vec<String>]) -> &'static Format {
    const PLAIN: &Format = &plain::FORMAT;
    FORMATS.iter().find(|format| format.claims(rows)).unwrap_or(PLAIN)
}

/// Whether two texts are the same but for case and blanks around them.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one.eq_ignore_ascii_case(other) || one.to_lowercase() == other.to_lowercase()
}
