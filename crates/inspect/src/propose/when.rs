//! When answers were given, and when tickets were created, answered, solved and due.

use cxpress_document::yaml::write;
use cxpress_report::PeriodKind;
use cxpress_report::period::{KINDS, spec};
use regex::Regex;

use super::super::guess::{DateForm, Hints};
use super::super::{Column, ColumnKind, Profile, Table};
use super::find;
use cxpress_table::date::{InHeader, zone_in};
use cxpress_table::dialect::Unit;
use cxpress_table::format::{Holds, TimeIs, words};

/// Words of columns that say when an answer was given, best first.
const ANSWERED: &[&str] = &[
    "submitted",
    "submit",
    "completed",
    "recorded",
    "responded",
    "answered",
    "response",
    "end",
    "ended",
    "timestamp",
    "zeitstempel",
    "horodateur",
    "date",
    "datum",
    "fecha",
    "data",
    "created",
    "erstellt",
    "interview",
    "survey",
    "received",
    "time",
    "start",
    "started",
];

/// Words of columns that say something else.
const NOT_ANSWERED: &[&str] = &[
    "birth", "due", "target", "expiry", "expires", "expected", "updated", "modified", "last", "sent",
    "purchase", "order", "reply",
];

const CREATED: &[&str] = &[
    "created",
    "opened",
    "open",
    "submitted",
    "reported",
    "requested",
    "creation",
    "erstellt",
    "angelegt",
    "eroffnet",
    "cree",
    "creado",
    "creation",
];
const SOLVED: &[&str] = &[
    "solved",
    "resolved",
    "closed",
    "completed",
    "resolution",
    "gelost",
    "geschlossen",
    "erledigt",
    "resolu",
    "cloture",
    "resuelto",
    "cerrado",
];
const DUE: &[&str] = &[
    "due",
    "target",
    "deadline",
    "sla",
    "fallig",
    "echeance",
    "vencimiento",
];
const ENDED: &[&str] = &["updated", "modified", "last"];

/// When the rows of a group are of.
pub(super) enum When {
    /// A column says it.
    Column(Box<Column>),
    /// The name of each file says it.
    FileName,
}

impl When {
    pub(super) fn column(&self) -> Option<&Column> {
        match self {
            Self::Column(column) => Some(column),
            Self::FileName => None,
        }
    }

    /// As it stands in a configuration.
    pub(super) fn written(&self, period: PeriodKind) -> String {
        let name = |column: &Column| write::scalar(column.name.as_deref().unwrap_or_default());
        match self {
            Self::Column(column) => format!("{{column: {}}}", name(column)),
            Self::FileName => {
                let pattern = spec(period).file_names.unwrap_or_default();
                format!("{{from: file-name, pattern: {}}}", write::scalar(pattern))
            }
        }
    }
}

/// Where a group says when its rows are of.
pub(super) fn of(group: &Profile) -> Option<When> {
    let vendor = find(group, group.format.date).filter(|column| dates_every_row(group, column));
    let column = vendor.or_else(|| best(group));
    match column {
        Some(column) => Some(When::Column(Box::new(column.clone()))),
        None => is_named(group, PeriodKind::Year).then_some(When::FileName),
    }
}

/// The column that most likely says when an answer was given.
fn best(group: &Profile) -> Option<&Column> {
    let all = group
        .columns
        .iter()
        .filter(|column| dates_every_row(group, column));
    all.min_by_key(|column| {
        let hints = column.hints();
        let rank = hints.rank(ANSWERED).unwrap_or(ANSWERED.len());
        (hints.any(NOT_ANSWERED), rank)
    })
}

/// Whether nearly every row has a date in a column that can be named.
fn dates_every_row(group: &Profile, column: &Column) -> bool {
    let ColumnKind::Date(form) = column.kind else {
        return false;
    };
    let facts = &column.facts;
    let dates = match form {
        DateForm::Epoch => facts.dates.epochs,
        DateForm::ExcelDays => facts.dates.serials,
        DateForm::Pattern(_) => facts.answered(),
        _ => facts.dates.all() - facts.dates.outside,
    };
    let lost = facts.rows.saturating_sub(dates);
    let everywhere = column.tables == group.tables.len() && column.name.is_some();
    everywhere && dates > 0 && lost * 100 <= facts.rows
}

/// The shortest length of periods that the names of all these files tell; a month if there are none.
pub(super) fn period(groups: &[&Profile]) -> PeriodKind {
    let kinds = KINDS.iter().map(|spec| spec.kind);
    let mut fitting = kinds.filter(|kind| groups.iter().all(|group| is_named(group, *kind)));
    if groups.is_empty() {
        PeriodKind::Month
    } else {
        fitting.next().unwrap_or(PeriodKind::Year)
    }
}

/// Whether the names of all files tell a period of this length.
fn is_named(group: &Profile, period: PeriodKind) -> bool {
    let pattern = spec(period).file_names;
    let Some(pattern) = pattern.and_then(|pattern| Regex::new(pattern).ok()) else {
        return false;
    };
    let base = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let tells = |table: &Table| {
        let names = table.member.iter().chain([&table.path]);
        names.into_iter().any(|name| pattern.is_match(&base(name)))
    };
    group.tables.iter().all(tells)
}

/// The line that says how dates are written, if it is needed.
pub(super) fn date_format(group: &Profile, used: &[&Column]) -> Option<String> {
    let form = |column: &&Column| match column.kind {
        ColumnKind::Date(form) => Some(form),
        _ => None,
    };
    match used.first().and_then(form) {
        Some(DateForm::Pattern(pattern)) => return Some(format!("date_format: \"{pattern}\"")),
        Some(DateForm::ExcelDays) => {
            return Some(
                "date_format: excel-days  # check: numbers such as 46296 are days of a spreadsheet"
                    .to_owned(),
            );
        }
        _ => {}
    }
    if used.iter().all(|column| column.facts.dates.unclear == 0) {
        return None;
    }
    // All columns of an export are written alike: what one proves holds for the others.
    let dates = group.columns.iter().filter(|column| form(column).is_some());
    let (day, month) = dates.fold((0, 0), |(day, month), column| {
        let dates = &column.facts.dates;
        (day + dates.day_first, month + dates.month_first)
    });
    Some(match (day, month) {
        (0, 0) => "date_format: day-first  # or month-first: no date in the file tells which".to_owned(),
        (_, 0) => "date_format: day-first".to_owned(),
        (0, _) => "date_format: month-first".to_owned(),
        (day, month) => {
            let order = if day >= month { "day-first" } else { "month-first" };
            format!(
                "date_format: {order}  # check: {day} dates can only be day first, {month} only month first"
            )
        }
    })
}

/// The lines that say in which zone times are, as the headers of all columns of dates tell it. Where the format says it
/// of a column, nothing needs to be said.
pub(super) fn timezone(group: &Profile, used: &[&Column]) -> Option<String> {
    let of_vendor =
        |column: &&&Column| find(group, group.format.utc).is_some_and(|utc| std::ptr::eq(utc, **column));
    let told = used.iter().filter(|column| !of_vendor(column));
    let told: Vec<_> = told
        .map(|column| column.names.iter().find_map(|name| zone_in(name)))
        .collect();
    let first = told.first()?.clone()?;
    let alike = told.iter().all(|zone| zone.as_ref() == Some(&first));
    match first {
        InHeader::Zone {
            written: Some(name), ..
        } if alike => Some(format!("timezone: {name}  # as the header says")),
        InHeader::Zone { .. } => None,
        InHeader::Letters(letters) => Some(format!(
            "# timezone: Europe/Berlin  # check: the header says {letters}, which does not tell whether clocks change in summer"
        )),
    }
}

/// A word of warning where all rows carry one day that is nobody's.
pub(super) fn one_day(used: &[&Column]) -> Option<String> {
    let column = used.first().filter(|column| column.facts.answered() > 1)?;
    let day = column.facts.dates.stand_in()?;
    Some(format!(
        "# check: all rows are of one day, {day}, which systems put where the true day is not known"
    ))
}

/// The columns of times of tickets.
pub(super) struct Times<'g> {
    created: &'g Column,
    ends: Vec<(&'static str, &'g Column, Option<&'static str>)>,
}

impl<'g> Times<'g> {
    /// Whether there is a column for this need of a metric.
    pub(super) fn has(&self, need: &str) -> bool {
        self.ends.iter().any(|(key, ..)| *key == need)
    }

    /// All columns of dates.
    pub(super) fn columns(&self) -> Vec<&'g Column> {
        let ends = self
            .ends
            .iter()
            .filter(|(.., unit)| unit.is_none())
            .map(|(_, column, _)| *column);
        std::iter::once(self.created).chain(ends).collect()
    }

    /// How fractions are written, where lengths of time need it to be told.
    pub(super) fn decimal(&self, group: &Profile) -> Option<&'static str> {
        let lengths = self.ends.iter().filter(|(.., unit)| unit.is_some());
        let unclear = lengths.map(|(_, column, _)| column.facts.marks).sum::<u64>() > 0;
        let semicolons = group
            .tables
            .first()
            .is_some_and(|table| table.delimiter == Some(';'));
        unclear.then_some(if semicolons {
            "decimal: comma  # check: 1.234 is over a thousand; with `point`, it is a little over one"
        } else {
            "decimal: point  # check: 1.234 is a little over one; with `comma`, it is over a thousand"
        })
    }

    /// As they stand in a configuration.
    pub(super) fn lines(&self) -> Vec<String> {
        let name = |column: &Column| write::scalar(column.name.as_deref().unwrap_or_default());
        let mut lines = vec![format!("created: {}", name(self.created))];
        for (key, column, unit) in &self.ends {
            lines.push(match unit {
                None => format!("{key}: {}", name(column)),
                Some(unit) => format!(
                    "{key}: {{column: {}, unit: {unit}{}}}{}",
                    name(column),
                    form(column, unit).0,
                    form(column, unit).1
                ),
            });
        }
        lines
    }
}

/// What two numbers with a colon are, where they need to be told, and that it is a guess.
fn form(column: &Column, unit: &str) -> (&'static str, &'static str) {
    match unit {
        _ if column.facts.clocks == 0 || unit == "hours" => ("", ""),
        "days" => (", form: \"hh:mm\"", "  # check: or \"mm:ss\""),
        _ => (", form: \"mm:ss\"", "  # check: or \"hh:mm\""),
    }
}

/// The times of tickets, if that is what the rows are: the vendor's, or those that headers tell.
pub(super) fn times(group: &Profile) -> Option<Times<'_>> {
    match group.format.holds {
        Holds::Tickets => of_vendor(group),
        Holds::Anything => of_headers(group),
        Holds::Responses | Holds::Reviews => None,
    }
}

/// A unit's name in configurations.
fn name(unit: Unit) -> Option<&'static str> {
    let mut named = Unit::NAMED.into_iter();
    named.find(|(_, known)| *known == unit).map(|(name, _)| name)
}

fn of_vendor(group: &Profile) -> Option<Times<'_>> {
    let times = &group.format.times;
    let names: Vec<&str> = times.created.iter().map(|column| column.name).collect();
    let created = find(group, &names).filter(|column| dates_every_row(group, column))?;
    let end = |key, columns: &[cxpress_table::format::TimeColumn]| {
        columns.iter().find_map(|time| {
            let column = find(group, &[time.name])?;
            let unit = match time.is {
                TimeIs::At => None,
                TimeIs::After(unit) => name(unit),
            };
            is_end(group, created, column, unit).then_some((key, column, unit))
        })
    };
    let ends = [
        end("first_response", times.first_response),
        end("solved", times.solved),
        end("due", times.due),
    ];
    Some(Times {
        created,
        ends: ends.into_iter().flatten().collect(),
    })
}

/// Whether a column can be read as the end of something that began in `created`.
fn is_end(group: &Profile, created: &Column, column: &Column, unit: Option<&str>) -> bool {
    let facts = &column.facts;
    let readable = match (unit, &column.kind) {
        (Some(_), _) => facts.nearly_all(facts.durations) && facts.range.is_none_or(|(low, _)| low >= 0.0),
        (None, ColumnKind::Date(form)) => {
            let pattern = |kind: &ColumnKind| matches!(kind, ColumnKind::Date(DateForm::Pattern(_)));
            let alike = pattern(&created.kind) == pattern(&column.kind);
            alike && *form != DateForm::Mixed && facts.dates.outside == 0
        }
        (None, _) => false,
    };
    readable && column.name.is_some() && column.tables == group.tables.len() && !std::ptr::eq(created, column)
}

fn of_headers(group: &Profile) -> Option<Times<'_>> {
    let named = |roles: &[&str], taken: &[&Column]| {
        let dates = group
            .columns
            .iter()
            .filter(|column| matches!(column.kind, ColumnKind::Date(_)));
        let free = dates.filter(|column| !taken.iter().any(|other| std::ptr::eq(*other, *column)));
        let found = free.filter_map(|column| {
            let hints = column.hints();
            let rank = hints.rank(roles).filter(|_| !hints.any(ENDED))?;
            Some((rank, column))
        });
        found.min_by_key(|(rank, _)| *rank).map(|(_, column)| column)
    };
    let created = named(CREATED, &[]).filter(|column| dates_every_row(group, column))?;
    let mut ends = Vec::new();
    let solved = named(SOLVED, &[created]).filter(|column| is_end(group, created, column, None));
    let solved = match solved {
        Some(column) => Some(("solved", column, None)),
        None => duration(group, created, |hints| hints.any(&["resolution", "resolve"]))
            .map(|(c, u)| ("solved", c, u)),
    };
    let first = |hints: &Hints| hints.any(&["first"]) && hints.any(&["response", "reply"]);
    let answered = group
        .columns
        .iter()
        .find(|column| first(&column.hints()) && is_end(group, created, column, None));
    let answered = match answered {
        Some(column) => Some(("first_response", column, None)),
        None => duration(group, created, first).map(|(column, unit)| ("first_response", column, unit)),
    };
    ends.extend(answered);
    ends.extend(solved);
    let taken: Vec<&Column> = std::iter::once(created)
        .chain(ends.iter().map(|(_, column, _)| *column))
        .collect();
    let due = named(DUE, &taken).filter(|column| is_end(group, created, column, None));
    ends.extend(due.map(|column| ("due", column, None)));
    // Without an end they are anything that has a date.
    ends.iter()
        .any(|(key, ..)| *key == "solved")
        .then_some(Times { created, ends })
}

/// A column of lengths of time whose header names their unit.
fn duration<'g>(
    group: &'g Profile,
    created: &Column,
    is: impl Fn(&Hints) -> bool,
) -> Option<(&'g Column, Option<&'static str>)> {
    const UNITS: [(&str, &str); 10] = [
        ("seconds", "seconds"),
        ("secs", "seconds"),
        ("minutes", "minutes"),
        ("mins", "minutes"),
        ("min", "minutes"),
        ("hours", "hours"),
        ("hrs", "hours"),
        ("hour", "hours"),
        ("h", "hours"),
        ("days", "days"),
    ];
    group.columns.iter().find_map(|column| {
        let header = words(&column.shown());
        let unit = UNITS
            .iter()
            .find(|(word, _)| header.iter().any(|known| known == word))?
            .1;
        let hints = column.hints();
        let fits = is(&hints) && !hints.any(&["business"]) && is_end(group, created, column, Some(unit));
        fits.then_some((column, Some(unit)))
    })
}
