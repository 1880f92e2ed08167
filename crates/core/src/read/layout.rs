//! Where in a file each configured column is.

use cxpress_metric::PeriodId;

use super::open::Opened;
use super::tally::shortened;
use crate::config::{Cluster, ColumnRef, PeriodFrom, Source, SourceKind, TicketConfig};
use crate::period::Periods;
use crate::{Diagnostic, Diagnostics, Place, Severity, nearest};

/// Where the period of a row is found.
#[derive(Clone, Copy, Debug)]
pub(super) enum PeriodAt {
    /// In a column of dates: for tickets that of creation.
    Column(usize),
    /// In the name of the file.
    Fixed(PeriodId),
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

/// The columns of tickets beside that of creation.
#[derive(Clone, Copy, Debug)]
pub(super) struct TicketsAt {
    pub(super) first_response: Option<usize>,
    pub(super) solved: Option<usize>,
    pub(super) due: Option<usize>,
}

/// Where in a file each configured column is.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: usize,
    pub(super) delimiter: u8,
    pub(super) period: PeriodAt,
    pub(super) weight: Option<usize>,
    pub(super) cluster: ClusterAt,
    pub(super) dimensions: Vec<Option<usize>>,
    pub(super) questions: Vec<Option<usize>>,
    pub(super) tickets: Option<TicketsAt>,
}

impl Layout {
    /// Finds all columns; each one that is missing is a diagnostic. Where all are, because the header was not
    /// split, that is the one diagnostic.
    pub(super) fn find(
        source: &Source,
        path: &str,
        opened: &Opened,
        periods: &Periods,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut found = Diagnostics::default();
        let mut finder = Finder::new(path, opened, &mut found);
        let layout = finder.layout(source, periods);
        finder.double_headers();
        let (failed, unknown) = (finder.failed, finder.used.is_empty());
        let none = unknown && found.count(Severity::Error) > 1;
        match other_delimiter(&opened.header).filter(|_| failed) {
            Some(delimiter) => diagnostics.push(one_column(path, opened, delimiter)),
            None if none => diagnostics.push(no_columns(path, opened, source)),
            None => diagnostics.append(found),
        }
        layout.filter(|_| !failed)
    }
}

struct Finder<'a> {
    path: &'a str,
    opened: &'a Opened,
    lower: Vec<String>,
    diagnostics: &'a mut Diagnostics,
    used: Vec<usize>,
    failed: bool,
}

impl<'a> Finder<'a> {
    fn new(path: &'a str, opened: &'a Opened, diagnostics: &'a mut Diagnostics) -> Self {
        let lower = opened
            .header
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        Self {
            path,
            opened,
            lower,
            diagnostics,
            used: Vec::new(),
            failed: false,
        }
    }

    fn layout(&mut self, source: &Source, periods: &Periods) -> Option<Layout> {
        let (period, tickets) = match &source.kind {
            SourceKind::Survey { period } => (self.period(period, periods), None),
            SourceKind::Tickets(tickets) => (
                self.find(&tickets.created, false).map(PeriodAt::Column),
                Some(self.tickets(tickets)),
            ),
        };
        let weight = source.weight.as_ref().and_then(|column| self.column(column));
        let cluster = match &source.cluster {
            Cluster::None => ClusterAt::None,
            Cluster::Day => ClusterAt::Day,
            Cluster::Column(column) => self.column(column).map_or(ClusterAt::None, ClusterAt::Column),
        };
        let dimensions = source
            .dimensions
            .iter()
            .map(|dimension| self.column(&dimension.column))
            .collect();
        let questions = source
            .questions
            .iter()
            .map(|question| question.column.as_ref().and_then(|column| self.column(column)))
            .collect();
        Some(Layout {
            width: self.opened.header.len(),
            delimiter: self.opened.delimiter,
            period: period?,
            weight,
            cluster,
            dimensions,
            questions,
            tickets,
        })
    }

    fn tickets(&mut self, tickets: &TicketConfig) -> TicketsAt {
        let mut find = |column: &Option<ColumnRef>| column.as_ref().and_then(|column| self.column(column));
        TicketsAt {
            first_response: find(&tickets.first_response),
            solved: find(&tickets.solved),
            due: find(&tickets.due),
        }
    }

    fn period(&mut self, period: &PeriodFrom, periods: &Periods) -> Option<PeriodAt> {
        match period {
            PeriodFrom::Column(column) => self.find(column, false).map(PeriodAt::Column),
            PeriodFrom::FileName(pattern) => {
                let found = file_period(pattern, self.path, periods);
                if found.is_none() {
                    self.fail(
                        Diagnostic::error(
                            "no-period",
                            format!("the name of `{}` gives no period", self.path),
                        )
                        .at(Place::file(self.path))
                        .note(format!("the pattern is `{pattern}`"))
                        .help("rename the file, or change `period.pattern`"),
                    );
                }
                found.map(PeriodAt::Fixed)
            }
        }
    }

    fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }

    /// The place of a column: the first of its names that the file has.
    fn column(&mut self, column: &ColumnRef) -> Option<usize> {
        self.find(column, true)
    }

    /// The same; `may_lack` if the configuration may allow files without the column.
    fn find(&mut self, column: &ColumnRef, may_lack: bool) -> Option<usize> {
        let base = file_name(self.path);
        let applies =
            |files: &Option<globset::GlobMatcher>| files.as_ref().is_none_or(|files| files.is_match(base));
        let names: Vec<_> = column.names.iter().filter(|name| applies(&name.files)).collect();
        for name in &names {
            let mut places = self
                .lower
                .iter()
                .enumerate()
                .filter(|(_, header)| **header == name.name);
            let Some((first, _)) = places.next() else { continue };
            if let Some((second, _)) = places.next() {
                let message = two_columns(self.path, &name.written, first, second);
                let help = "rename one of them in the file, so that it is clear which one is meant";
                self.fail(
                    Diagnostic::error("duplicate-header", message)
                        .at(Place::at(self.path, self.opened.line, 0))
                        .help(help),
                );
            }
            self.used.push(first);
            return Some(first);
        }
        if !column.optional {
            let written: Vec<_> = names.iter().map(|name| name.written.as_str()).collect();
            self.fail(self.not_found(column, &written, may_lack));
        }
        None
    }

    fn not_found(&self, column: &ColumnRef, names: &[&str], may_lack: bool) -> Diagnostic {
        let header = || self.opened.header.iter().map(String::as_str);
        let near = names.iter().find_map(|name| nearest(name, header()));
        let message = match names {
            [] => format!("none of the names of this column is for `{}`", self.path),
            names => format!("`{}` has no column {}", self.path, quoted(names, " or ")),
        };
        let help = match (near, may_lack) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => {
                "name the column as the file does; `optional: true` is for files that lack it".into()
            }
            (None, false) => "name the column as the file does; `[one, other]` names alternatives".into(),
        };
        Diagnostic::error("column-not-found", message)
            .at(column.place.clone())
            .note(names_in(self.opened))
            .help(help)
    }

    /// Columns that nobody asked for may repeat; it is worth a word, since one of them may be meant one day.
    fn double_headers(&mut self) {
        let mut seen = rustc_hash::FxHashMap::default();
        for (at, name) in self.lower.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let Some(first) = seen.insert(name.as_str(), at) else {
                continue;
            };
            if self.used.contains(&first) || self.used.contains(&at) {
                continue;
            }
            let message = two_columns(self.path, &self.opened.header[at], first, at);
            self.diagnostics.push(
                Diagnostic::warning("duplicate-header", message)
                    .at(Place::at(self.path, self.opened.line, 0))
                    .help("neither is used; rename one before you use it"),
            );
        }
    }
}

fn two_columns(path: &str, name: &str, first: usize, second: usize) -> String {
    let (first, second) = (ordinal(first + 1), ordinal(second + 1));
    format!("`{path}` has two columns `{name}`: the {first} and the {second}")
}

fn quoted(names: &[&str], between: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(between)
}

/// The columns that a file has, or the first of them.
fn names_in(opened: &Opened) -> String {
    const SHOWN: usize = 12;
    let names: Vec<_> = opened
        .header
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!(
        "the file has {}{more}",
        quoted(&names[..names.len().min(SHOWN)], ", ")
    )
}

/// One error for a file that is something else altogether.
fn no_columns(path: &str, opened: &Opened, source: &Source) -> Diagnostic {
    Diagnostic::error(
        "no-columns",
        format!("`{path}` has none of the columns of `{}`", source.id),
    )
    .at(Place::at(path, opened.line, 0))
    .note(names_in(opened))
    .help("leave it out of `files`, or name its columns; the names must stand in its first row")
}

/// What separates the cells of a header that was not split, if it looks like that.
fn other_delimiter(header: &[String]) -> Option<char> {
    let [only] = header else { return None };
    [';', '\t', '|', ',']
        .into_iter()
        .find(|delimiter| only.contains(*delimiter))
}

fn one_column(path: &str, opened: &Opened, delimiter: char) -> Diagnostic {
    let (shown, written) = match delimiter {
        '\t' => ("tabs".into(), "tab".into()),
        other => (format!("`{other}`"), format!("\"{other}\"")),
    };
    let message = format!("`{path}` has one column only; its cells seem to be separated by {shown}");
    Diagnostic::error("one-column", message)
        .at(Place::at(path, opened.line, 0))
        .with_line(shortened(&opened.header[0]))
        .help(format!("add `delimiter: {written}` to the source"))
}

/// The period that a file's name gives.
pub(super) fn file_period(pattern: &regex::Regex, path: &str, periods: &Periods) -> Option<PeriodId> {
    let found = pattern.captures(file_name(path))?;
    let part = |name| found.name(name).map(|part| part.as_str());
    if let Some(wave) = part("wave") {
        return periods.of_wave(wave);
    }
    let year = part("year")?;
    let number = |name| part(name)?.parse::<u8>().ok();
    let name = match (number("month"), number("quarter"), number("week")) {
        (Some(month), _, _) => format!("{year}-{month:02}"),
        (_, Some(quarter), _) => format!("{year}-Q{quarter}"),
        (_, _, Some(week)) => format!("{year}-W{week:02}"),
        _ => year.to_owned(),
    };
    periods.parse(&name)
}

pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn ordinal(n: usize) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}
