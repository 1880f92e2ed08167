//! Where in a file each configured column is.

use cxpress_metric::PeriodId;

use super::open::Opened;
use crate::config::{Cluster, ColumnRef, PeriodFrom, Source, SourceKind, TicketConfig};
use crate::period::Periods;
use crate::{Diagnostic, Diagnostics, Place, nearest};

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
    pub(super) period: PeriodAt,
    pub(super) weight: Option<usize>,
    pub(super) cluster: ClusterAt,
    pub(super) dimensions: Vec<Option<usize>>,
    pub(super) questions: Vec<Option<usize>>,
    pub(super) tickets: Option<TicketsAt>,
}

impl Layout {
    /// Finds all columns; each one that is missing is a diagnostic.
    pub(super) fn find(
        source: &Source,
        path: &str,
        opened: &Opened,
        periods: &Periods,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut finder = Finder::new(path, &opened.header, diagnostics);
        let found = finder.layout(source, periods);
        finder.blank_or_double_headers();
        found.filter(|_| !finder.failed)
    }
}

struct Finder<'a> {
    path: &'a str,
    header: &'a [String],
    lower: Vec<String>,
    diagnostics: &'a mut Diagnostics,
    used: Vec<usize>,
    failed: bool,
}

impl<'a> Finder<'a> {
    fn new(path: &'a str, header: &'a [String], diagnostics: &'a mut Diagnostics) -> Self {
        let lower = header.iter().map(|name| name.trim().to_lowercase()).collect();
        Self {
            path,
            header,
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
                self.column(&tickets.created).map(PeriodAt::Column),
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
            width: self.header.len(),
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
            PeriodFrom::Column(column) => self.column(column).map(PeriodAt::Column),
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
                let message = format!(
                    "`{}` has two columns `{}`: the {} and the {}",
                    self.path,
                    name.written,
                    ordinal(first + 1),
                    ordinal(second + 1)
                );
                self.fail(
                    Diagnostic::error("duplicate-header", message)
                        .at(Place::at(self.path, 1, 0))
                        .help("rename one of them in the file, so that it is clear which one is meant"),
                );
            }
            self.used.push(first);
            return Some(first);
        }
        if !column.optional {
            let written: Vec<_> = names.iter().map(|name| name.written.as_str()).collect();
            self.fail(self.not_found(column, &written));
        }
        None
    }

    fn not_found(&self, column: &ColumnRef, names: &[&str]) -> Diagnostic {
        let near = names
            .iter()
            .find_map(|name| nearest(name, self.header.iter().map(String::as_str)));
        let listed = names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(" or ");
        let listed = if names.is_empty() {
            "that is configured for it".into()
        } else {
            listed
        };
        let shown = 12;
        let more = if self.header.len() > shown { ", …" } else { "" };
        let has = self
            .header
            .iter()
            .take(shown)
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "name the column as in the file, add the other name to the list, or say `optional: true` \
                     if this file did not ask"
                    .into()
            }
        };
        Diagnostic::error(
            "column-not-found",
            format!("`{}` has no column {listed}", self.path),
        )
        .at(column.place.clone())
        .note(format!("the file has {has}{more}"))
        .help(help)
    }

    /// Columns that nobody asked for may repeat; it is worth a word, since one of them may be meant one day.
    fn blank_or_double_headers(&mut self) {
        let mut seen = rustc_hash::FxHashMap::default();
        for (at, name) in self.lower.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let Some(first) = seen.insert(name.as_str(), at) else {
                continue;
            };
            if self.used.contains(&first) || self.used.contains(&at) {
                continue;
            }
            let message = format!(
                "`{}` has two columns `{}`: the {} and the {}",
                self.path,
                self.header[at],
                ordinal(first + 1),
                ordinal(at + 1)
            );
            self.diagnostics.push(
                Diagnostic::warning("duplicate-header", message)
                    .at(Place::at(self.path, 1, 0))
                    .help("neither is used; rename one before you use it"),
            );
        }
    }
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
