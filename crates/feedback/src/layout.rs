//! Where in a file each configured column is.

mod find;
mod mistakes;

use cxpress_diagnostic::{Diagnostics, Severity};
use cxpress_metric::{Field, PeriodId};
use cxpress_project::config::Source;
use cxpress_project::period::Periods;
use cxpress_table::dialect::Length;
use cxpress_table::open::Opened;
use cxpress_table::probe::header_is_data;
use cxpress_table::shape::Shape;
use jiff::tz::TimeZone;

use crate::file_ref::FileRef;
use crate::left_out::LeftOutAt;
use find::Finder;
use mistakes::{no_columns, no_header, one_column, other_delimiter};

/// Where the period of a row is found.
#[derive(Clone, Copy, Debug)]
pub(super) enum PeriodAt {
    /// In a column of dates: for tickets that of creation.
    Column(TimeAt),
    /// In a column of the names of waves.
    Wave(usize),
    /// In the name of the file, or nowhere in it.
    Fixed(PeriodId),
}

/// A column of dates and times.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeAt {
    pub(super) column: usize,
    /// The zone of times without offset: a number of the layout's.
    pub(super) zone: usize,
}

/// Where a field of a record is found.
#[derive(Clone, Debug)]
pub(super) struct FieldAt {
    pub(super) field: Field,
    pub(super) at: ValueAt,
}

/// Where a value is found, and how it is read.
#[derive(Clone, Debug)]
pub(super) enum ValueAt {
    /// Nowhere in this file.
    Nowhere,
    /// In a column of dates and times.
    At(TimeAt),
    /// So long after the start.
    After(usize, Length),
    /// In a column of yes and no, with the words for either.
    Flag(usize, [Vec<String>; 2]),
    /// In a column of whole numbers.
    Number(usize),
    /// In a column of lengths of time.
    Length(usize, Length),
    /// In no column: it was found by looking at all rows.
    Joined,
}

impl ValueAt {
    /// The column of a time.
    pub(super) const fn time_column(&self) -> Option<usize> {
        match self {
            Self::At(TimeAt { column, .. }) | Self::After(column, _) => Some(*column),
            Self::Nowhere | Self::Flag(..) | Self::Number(_) | Self::Length(..) | Self::Joined => None,
        }
    }
}

/// What a row's cluster is.
#[derive(Clone, Copy, Debug)]
pub(super) enum ClusterAt {
    /// Each row is on its own.
    None,
    /// The day of the row.
    Day,
    /// The value of a column.
    Column(usize),
}

/// Where the answers to a question are.
#[derive(Clone, Debug)]
pub(super) enum QuestionAt {
    /// There are none: the metric reads records.
    Records,
    /// Nowhere: nobody was asked.
    Nowhere,
    /// In a column.
    Column(usize),
    /// In a column, in words.
    Words(usize),
    /// In columns, and what had been expected in others: a pair for each item.
    Pairs(Vec<[usize; 2]>),
    /// In columns that hold a choice each.
    Choices(Vec<usize>),
    /// In a column that holds all choices made.
    Choice(usize),
}

/// Where the values of a dimension are.
#[derive(Clone, Copy, Debug)]
pub(super) enum DimensionAt {
    Nowhere,
    Column(usize),
    /// In two dimensions of the source.
    Cross([usize; 2]),
}

/// Where in a file each configured column is.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) shape: Shape,
    pub(super) delimiter: u8,
    /// The zones of times without offset.
    pub(super) zones: Vec<TimeZone>,
    /// The columns whose headers name the zone that their times are in, with that zone.
    pub(super) told: Vec<(String, String)>,
    pub(super) period: PeriodAt,
    pub(super) weight: Option<usize>,
    /// For how many answers a row stands.
    pub(super) count: Option<usize>,
    pub(super) cluster: ClusterAt,
    pub(super) dimensions: Vec<DimensionAt>,
    pub(super) questions: Vec<QuestionAt>,
    /// Whether it is known when a row began, not only on which day.
    pub(super) starts: bool,
    pub(super) fields: Vec<FieldAt>,
    /// The columns by which rows are left out.
    pub(super) left_out: Vec<LeftOutAt>,
    /// Whether rows that are left out are kept all the same, and marked.
    pub(super) left_out_tell: bool,
    /// The column with the state of tickets, where nothing is said of those that are none.
    pub(super) state: Option<usize>,
    pub(super) response_id: Option<usize>,
    /// When a row was last changed.
    pub(super) updated: Option<TimeAt>,
    pub(super) respondent: Option<usize>,
    /// Who had a ticket.
    pub(super) customer: Option<usize>,
    /// Whether its respondents are looked for among those who referred others or wrote reviews.
    pub(super) asks: bool,
    /// Who did that.
    pub(super) advocate: Option<usize>,
    /// For each column a hash of its name, in lower case, by which its cells are told from those of others.
    pub(super) salts: Vec<u64>,
    /// A hash of all names, in any order.
    pub(super) columns: u64,
    /// The columns that the configuration names, each with a hash of its first name there, whatever the file calls it.
    pub(super) used: Vec<(usize, u64)>,
    /// The columns of the file by name.
    pub(super) names: Vec<String>,
    /// The columns with personal data that nobody asked for.
    pub(super) personal: Vec<String>,
}

impl Layout {
    /// The value of a field of the row at hand.
    pub(super) fn value_of(&self, values: &[Option<i64>], field: Field) -> Option<i64> {
        let mut fields = self.fields.iter().zip(values);
        let found = fields.find(|(at, _)| at.field == field);
        found.and_then(|(_, value)| *value)
    }

    /// Finds all columns; each one that is missing is a diagnostic. Where all are, because the header was not
    /// split, that is the one diagnostic.
    pub(super) fn find(
        source: &Source,
        file: &FileRef,
        opened: &Opened,
        periods: &Periods,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let path = file.shown();
        let mut found = Diagnostics::default();
        let mut finder = Finder::new(file, &path, opened, &mut found);
        finder.zones.push(find::zone(source, opened, periods));
        let layout = finder.layout(source, periods);
        finder.unclear_zones();
        finder.double_headers();
        let (failed, unknown) = (finder.failed, finder.used.is_empty());
        let none = unknown && found.count(Severity::Error) > 1;
        match other_delimiter(&opened.header.columns).filter(|_| failed) {
            Some(delimiter) => diagnostics.push(one_column(&path, opened, delimiter)),
            None if failed && opened.format.id == "plain" && header_is_data(&opened.header) => {
                diagnostics.push(no_header(&path, opened));
            }
            None if none => diagnostics.push(no_columns(&path, opened, source)),
            None => diagnostics.append(found),
        }
        layout.filter(|_| !failed)
    }
}
