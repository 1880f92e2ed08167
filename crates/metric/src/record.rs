//! What the rows of a source are, and what is known of each beside answers.

use serde::{Deserialize, Serialize};

use crate::Instant;

/// What the rows of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Responses of customers to a survey.
    Survey,
    /// Requests to a service desk.
    Tickets,
    /// Public reviews.
    Reviews,
    /// Orders, or whatever is delivered.
    Orders,
    /// Customers, with the day they came and the day they were lost.
    Customers,
    /// Invitations to give feedback.
    Outreach,
    /// Responses of staff, who guess what customers say.
    Staff,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Survey,
        Self::Tickets,
        Self::Reviews,
        Self::Orders,
        Self::Customers,
        Self::Outreach,
        Self::Staff,
    ];

    /// The name in configurations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Tickets => "tickets",
            Self::Reviews => "reviews",
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::Outreach => "outreach",
            Self::Staff => "staff",
        }
    }

    /// The key of the column that says when a row began; none where `period` says to which period a row belongs.
    #[must_use]
    pub const fn start(self) -> Option<&'static str> {
        match self {
            Self::Survey | Self::Staff => None,
            Self::Tickets => Some("created"),
            Self::Reviews | Self::Orders => Some("date"),
            Self::Customers => Some("since"),
            Self::Outreach => Some("sent"),
        }
    }

    /// Whether what happens on one day belongs together unless the configuration says otherwise.
    #[must_use]
    pub const fn comes_by_day(self) -> bool {
        matches!(self, Self::Tickets | Self::Orders | Self::Outreach)
    }

    /// Whether a row tells of the period it began in. Customers may have come long before the first report.
    #[must_use]
    pub const fn tells_of_its_start(self) -> bool {
        !matches!(self, Self::Customers)
    }
}

/// What is known of a row beside its answers and dimensions: the key of its column in configurations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// When a ticket was first answered.
    FirstResponse,
    /// When it was solved.
    Solved,
    /// When it is due.
    Due,
    /// When it was opened again after it was solved.
    Reopened,
    /// When it was closed without a solution: cancelled, merged, spam.
    Cancelled,
    /// How many seconds of its life do not count: pending, on hold.
    Paused,
    /// Whether its target was met, as the export itself says.
    Met,
    /// How often it was opened again.
    Reopens,
    /// How many contacts it took to solve it.
    Contacts,
    /// When the same customer first opened another ticket after this one was solved ([`first_solved`]), or, where it is
    /// not known that it was, after it was created; [`Instant::NEVER`] if they did not, nothing if it is not known who
    /// the customer is. It is found by the column `customer`.
    Again,
    /// When a review was answered.
    Replied,
    /// Whether an order came on time.
    OnTime,
    /// Whether nothing was missing.
    Complete,
    /// Whether nothing was damaged.
    Undamaged,
    /// Whether it was what had been ordered.
    Correct,
    /// When a customer was lost.
    Lost,
    /// Whether a customer was lost in the period of the row.
    Churned,
    /// Whether the reason was in our hands.
    Controllable,
    /// When a lost customer was contacted.
    Contacted,
    /// When a lost customer came back.
    Returned,
    /// When a customer first referred another.
    Referred,
    /// When whoever answered a survey first referred another customer or wrote a review; [`Instant::NEVER`] if they
    /// did neither, nothing if it is not known who they are. It is found in the sources that `advocacy` names.
    Advocated,
    /// When an invitation was delivered.
    Delivered,
    /// When it was opened.
    Opened,
    /// When the survey was started.
    Started,
    /// When it was completed.
    Completed,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A point in time, or none yet.
    Time,
    /// Yes (1), no (0), or not known.
    Flag,
    /// A number of things, 0 or more.
    Number,
    /// A length of time, in seconds.
    Length,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 26] = [
        Self::FirstResponse,
        Self::Solved,
        Self::Due,
        Self::Reopened,
        Self::Cancelled,
        Self::Paused,
        Self::Met,
        Self::Reopens,
        Self::Contacts,
        Self::Again,
        Self::Replied,
        Self::OnTime,
        Self::Complete,
        Self::Undamaged,
        Self::Correct,
        Self::Lost,
        Self::Churned,
        Self::Controllable,
        Self::Contacted,
        Self::Returned,
        Self::Referred,
        Self::Advocated,
        Self::Delivered,
        Self::Opened,
        Self::Started,
        Self::Completed,
    ];

    /// The key in configurations. [`Field::Again`] and [`Field::Advocated`] are not read from columns of their own,
    /// but found in other rows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().0
    }

    /// The sources that have it.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.facts().1
    }

    /// What it holds.
    #[must_use]
    pub const fn content(self) -> Content {
        self.facts().2
    }

    /// Whether it names a time that may lie in the future, or before the row began.
    #[must_use]
    pub const fn is_promise(self) -> bool {
        matches!(self, Self::Due)
    }

    const fn facts(self) -> (&'static str, Kind, Content) {
        use Content::{Flag, Length, Number, Time};
        use Kind::{Customers, Orders, Outreach, Reviews, Survey, Tickets};
        match self {
            Self::FirstResponse => ("first_response", Tickets, Time),
            Self::Solved => ("solved", Tickets, Time),
            Self::Due => ("due", Tickets, Time),
            Self::Reopened => ("reopened", Tickets, Time),
            Self::Cancelled => ("cancelled", Tickets, Time),
            Self::Paused => ("paused", Tickets, Length),
            Self::Met => ("met", Tickets, Flag),
            Self::Reopens => ("reopens", Tickets, Number),
            Self::Contacts => ("contacts", Tickets, Number),
            Self::Again => ("customer", Tickets, Time),
            Self::Replied => ("replied", Reviews, Time),
            Self::OnTime => ("on_time", Orders, Flag),
            Self::Complete => ("complete", Orders, Flag),
            Self::Undamaged => ("undamaged", Orders, Flag),
            Self::Correct => ("correct", Orders, Flag),
            Self::Lost => ("lost", Customers, Time),
            Self::Churned => ("churned", Customers, Flag),
            Self::Controllable => ("controllable", Customers, Flag),
            Self::Contacted => ("contacted", Customers, Time),
            Self::Returned => ("returned", Customers, Time),
            Self::Referred => ("referred", Customers, Time),
            Self::Advocated => ("advocacy", Survey, Time),
            Self::Delivered => ("delivered", Outreach, Time),
            Self::Opened => ("opened", Outreach, Time),
            Self::Started => ("started", Outreach, Time),
            Self::Completed => ("completed", Outreach, Time),
        }
    }
}

/// When a ticket was first solved, as far as its times tell: one that was solved after it was opened again had been solved
/// before, but it is not known when; the time at which it was opened again stands in.
#[must_use]
pub fn first_solved(solved: Option<Instant>, reopened: Option<Instant>) -> Option<Instant> {
    let solved = solved?;
    Some(reopened.map_or(solved, |reopened| reopened.min(solved)))
}

/// The fields of some records of one source, column by column.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    times: Vec<(Field, Vec<Option<Instant>>)>,
    numbers: Vec<(Field, Vec<Option<i32>>)>,
}

/// A column of a field. One that the source does not have holds nothing in any row.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a, T>(Option<&'a [Option<T>]>);

impl<T: Copy> Column<'_, T> {
    /// What stands in a row.
    #[must_use]
    pub fn at(self, row: usize) -> Option<T> {
        self.0?.get(row).copied().flatten()
    }

    /// Whether the source has such a column.
    #[must_use]
    pub const fn is_there(self) -> bool {
        self.0.is_some()
    }
}

impl Fields {
    pub(crate) const NONE: Self = Self {
        times: Vec::new(),
        numbers: Vec::new(),
    };

    /// Empty columns for these fields.
    #[must_use]
    pub fn new(fields: impl IntoIterator<Item = Field>) -> Self {
        let mut new = Self::default();
        for field in fields {
            match field.content() {
                Content::Time => new.times.push((field, Vec::new())),
                Content::Flag | Content::Number | Content::Length => new.numbers.push((field, Vec::new())),
            }
        }
        new
    }

    /// The column of a field that holds times.
    #[must_use]
    pub fn time(&self, field: Field) -> Column<'_, Instant> {
        let found = self.times.iter().find(|(known, _)| *known == field);
        Column(found.map(|(_, column)| column.as_slice()))
    }

    /// The column of a field that holds numbers, flags or lengths.
    #[must_use]
    pub fn number(&self, field: Field) -> Column<'_, i32> {
        let found = self.numbers.iter().find(|(known, _)| *known == field);
        Column(found.map(|(_, column)| column.as_slice()))
    }

    /// Adds what stands in the next row of a column. Of a field that has no column, it is left out.
    pub fn push_time(&mut self, field: Field, time: Option<Instant>) {
        let column = self.times.iter_mut().find(|(known, _)| *known == field);
        column.into_iter().for_each(|(_, column)| column.push(time));
    }

    /// The same for a number, a flag or a length.
    pub fn push_number(&mut self, field: Field, number: Option<i32>) {
        let column = self.numbers.iter_mut().find(|(known, _)| *known == field);
        column.into_iter().for_each(|(_, column)| column.push(number));
    }

    /// Makes room for other records, keeping the columns.
    pub fn clear(&mut self) {
        self.times.iter_mut().for_each(|(_, column)| column.clear());
        self.numbers.iter_mut().for_each(|(_, column)| column.clear());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique() {
        let kinds: BTreeSet<_> = Kind::ALL.map(Kind::name).into();
        let fields: BTreeSet<_> = Field::ALL.map(Field::name).into();
        assert_eq!((kinds.len(), fields.len()), (Kind::ALL.len(), Field::ALL.len()));
    }

    #[test]
    fn a_column_that_is_not_there_holds_nothing() {
        let mut fields = Fields::new([Field::Solved, Field::Contacts]);
        fields.push_time(Field::Solved, Some(Instant(7)));
        fields.push_time(Field::Due, Some(Instant(9)));
        fields.push_number(Field::Contacts, Some(2));
        assert_eq!(fields.time(Field::Solved).at(0), Some(Instant(7)));
        assert_eq!(fields.number(Field::Contacts).at(0), Some(2));
        assert_eq!(
            (fields.time(Field::Due).at(0), fields.time(Field::Solved).at(1)),
            (None, None)
        );
        assert!(!fields.time(Field::Due).is_there());
    }
}
