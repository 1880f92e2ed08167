//! Periods: where weeks and years begin, the names of waves, and where a source says to which period a row belongs.

use cxpress_report::PeriodKind;
use cxpress_report::period::{KINDS, spec};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use regex::Regex;

use super::Checker;
use super::column::{column, nothing, refuse_optional};
use super::value;
use crate::config::{ColumnRef, PeriodFrom};
use crate::period::{FiscalYear, Periods, Starts};
use cxpress_document::yaml::Value;
use cxpress_document::{Item, Keys, Wrong, listed};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The keys of a financial year.
const OF_FISCAL_YEARS: &[&str] = &["begins", "named_for"];

/// The keys of where a source says to which period a row belongs.
const OF_PERIODS: &[&str] = &["column", "name", "from", "pattern"];

/// The year that gives a financial year its name: `true` if it is that in which it begins.
const NAMED_FOR: [(&str, bool); 2] = [("end", false), ("start", true)];

/// The periods of a report, as far as its configuration tells them.
pub(super) struct Calendar {
    /// How long a period is, if that is known.
    pub(super) kind: Option<PeriodKind>,
    /// By what other periods the same is reported as well.
    pub(super) also: Vec<PeriodKind>,
    /// Where weeks and years begin.
    pub(super) starts: Starts,
    /// The names of waves in order; none if the configuration does not say them.
    pub(super) waves: Vec<String>,
}

/// How long periods are, the main kind first: `period: month`, or `periods: [month, quarter]` for a site by each. Empty where what
/// is written is wrong.
fn kinds(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<PeriodKind> {
    let names = KINDS.each_ref().map(|spec| (spec.name, spec.kind));
    let Some(item) = keys.get("periods") else {
        if !keys.has("period") {
            return vec![PeriodKind::Month];
        }
        return Vec::from_iter(r.choice_at(keys, "period", &names));
    };
    r.refuse(
        keys,
        &["period"],
        "`periods` says it already; its first is what the site opens with",
    );
    let mut kinds = Vec::new();
    for item in &r.list(&item) {
        let Some(kind) = r.choice(item, &names) else {
            continue;
        };
        if kinds.contains(&kind) {
            r.reject(
                item,
                format!("`{}` stands in it twice", spec(kind).name),
                "remove one of them",
            );
        }
        kinds.push(kind);
    }
    if kinds.len() > 1 && kinds.contains(&PeriodKind::Wave) {
        r.reject(
            &item,
            "waves are no calendar periods",
            "leave out `wave`, or all others",
        );
    }
    kinds
}

/// The periods of a report: how long they are, and where they begin.
pub(super) fn calendar(r: &mut Checker<'_>, keys: &Keys<'_>) -> Calendar {
    let kinds = kinds(r, keys);
    let kind = r.context.by.or_else(|| kinds.first().copied());
    let also = match r.context.by {
        Some(_) => Vec::new(),
        None => kinds.get(1..).unwrap_or_default().to_vec(),
    };
    let all: Vec<PeriodKind> = kind.into_iter().chain(kinds.iter().copied()).collect();
    let mut only_for = |key: &str, allowed: &[PeriodKind], why: &str| {
        if !all.is_empty() && !all.iter().any(|kind| allowed.contains(kind)) {
            r.refuse(keys, &[key], why);
        }
    };
    let by_year = [PeriodKind::Quarter, PeriodKind::Year];
    only_for("fiscal_year", &by_year, "it says where quarters and years begin");
    only_for("week_starts", &[PeriodKind::Week], "it says where weeks begin");
    only_for("waves", &[PeriodKind::Wave], "it says the order of waves");
    let week = r.choice_at(keys, "week_starts", &WEEKDAYS);
    Calendar {
        kind,
        also,
        starts: Starts {
            week: week.unwrap_or(Weekday::Monday),
            fiscal_year: fiscal_year(r, keys),
        },
        waves: waves(r, keys),
    }
}

/// `04`, or `{begins: 04, named_for: start}`.
fn fiscal_year(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<FiscalYear> {
    let item = keys.get("fiscal_year")?;
    if !matches!(item.node.value, Value::Map(_)) {
        let month = r.parsed(&item, value::first_month)?;
        return Some(FiscalYear {
            month,
            named_for_start: false,
        });
    }
    let keys = r.keys(&item, OF_FISCAL_YEARS)?;
    let month = r.need(&keys, "begins", "begins: 04")?;
    let named_for = r.choice_at(&keys, "named_for", &NAMED_FOR);
    Some(FiscalYear {
        month: r.parsed(&month, value::first_month)?,
        named_for_start: named_for.unwrap_or(false),
    })
}

/// The names of waves in their order, each once.
fn waves(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<String> {
    let Some(item) = keys.get("waves") else {
        return Vec::new();
    };
    let mut waves: Vec<String> = Vec::new();
    for item in &r.list(&item) {
        let Some(name) = r.text(item) else { continue };
        if waves.contains(&name) {
            r.reject(item, format!("`{name}` stands in it twice"), "remove one of them");
        } else {
            waves.push(name);
        }
    }
    waves
}

/// The period of answers, as the source tells it.
pub(super) fn told(r: &mut Checker<'_>, keys: &Keys<'_>, calendar: &Calendar) -> PeriodFrom {
    let item = r.need(keys, "period", "period: {column: NAME}");
    let period = item.and_then(|item| period_from(r, &item, calendar));
    period.unwrap_or_else(|| PeriodFrom::Column(nothing(keys)))
}

/// Where the period is found: `{column: COLUMN}`, `{from: file-name, pattern: REGEX}` or `{name: PERIOD}`.
fn period_from(r: &mut Checker<'_>, item: &Item<'_>, calendar: &Calendar) -> Option<PeriodFrom> {
    let keys = r.keys(item, OF_PERIODS)?;
    let ways = ["column", "name", "from"];
    let Some(way) = ways.into_iter().find(|way| keys.has(way)) else {
        let help = "write `{column: NAME}`, `{from: file-name, pattern: \"(?<year>[0-9]{4})\"}`, or `{name: 2026-10}` for all rows";
        r.reject(item, "it does not say where the period is found", help);
        return None;
    };
    let others: Vec<&str> = OF_PERIODS.iter().copied().filter(|key| *key != way).collect();
    match way {
        "column" => {
            r.refuse(&keys, &others, "the period is found in `column` already");
            by_column(r, &keys.get(way)?, calendar)
        }
        "name" => {
            r.refuse(&keys, &others, "`name` says the period of all rows already");
            r.parsed(&keys.get(way)?, |text| named(text, calendar))
                .map(PeriodFrom::Name)
        }
        _ => {
            r.choice_at(&keys, "from", &[("file-name", ())]);
            let pattern = r.need(&keys, "pattern", "pattern: \"(?<year>[0-9]{4})\"")?;
            let pattern = r.parsed(&pattern, |text| file_name(text, calendar.kind));
            pattern.map(PeriodFrom::FileName)
        }
    }
}

/// A column: of dates, or of the names of waves.
fn by_column(r: &mut Checker<'_>, item: &Item<'_>, calendar: &Calendar) -> Option<PeriodFrom> {
    let column: ColumnRef = column(r, item);
    refuse_optional(r, item, &column, "an answer without it belongs to no period");
    Some(match calendar.kind {
        Some(PeriodKind::Wave) => PeriodFrom::Wave(column),
        _ => PeriodFrom::Column(column),
    })
}

/// The name of a period of the report's length, or of a wave.
fn named(text: &str, calendar: &Calendar) -> Result<String, Wrong> {
    let Some(kind) = calendar.kind.filter(|kind| *kind != PeriodKind::Wave) else {
        return if calendar.waves.is_empty() || calendar.waves.iter().any(|wave| wave == text) {
            Ok(text.to_owned())
        } else {
            Err(Wrong::new(
                format!("`waves` does not list `{text}`"),
                "add it there in its place, or write it as it stands there",
            ))
        };
    };
    let periods = Periods::new(kind, TimeZone::UTC, Vec::new()).starting(calendar.starts);
    match periods.parse(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(Wrong::new(
            format!("`{text}` is no period of a report by {}", spec(kind).name),
            format!("write it like `{}`", periods.example()),
        )),
    }
}

/// The days between which the rows of a source are to lie.
pub(super) fn range(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Option<PeriodKind>) -> [Option<Date>; 2] {
    if kind == Some(PeriodKind::Wave) {
        r.refuse(keys, &["from", "until"], "waves have no days");
    }
    let from = r.parsed_at(keys, "from", value::first_day);
    let until = r.parsed_at(keys, "until", value::last_day);
    if let (Some(from), Some(until), Some(item)) = (from, until, keys.get("until"))
        && until < from
    {
        let message = format!("`{until}` is before `{from}`, the first day");
        r.reject(&item, message, "exchange `from` and `until`");
    }
    [from, until]
}

/// A pattern whose named parts tell a period of the report's length.
fn file_name(text: &str, period: Option<PeriodKind>) -> Result<Regex, Wrong> {
    let regex = Regex::new(text).map_err(|error| bad_regex(text, &error))?;
    let names: Vec<&str> = regex.capture_names().flatten().collect();
    if let Some(wrong) = period.and_then(|period| lacks_part(text, &names, period)) {
        return Err(wrong);
    }
    match names.iter().find(|name| !parts().any(|part| part == **name)) {
        Some(other) => {
            let help = format!("the parts are {}", listed(parts(), "and"));
            Err(Wrong::new(
                format!("`{text}` names a part `{other}` that says nothing of a period"),
                help,
            ))
        }
        None => Ok(regex),
    }
}

fn lacks_part(text: &str, names: &[&str], period: PeriodKind) -> Option<Wrong> {
    let part = spec(period).parts().find(|part| !names.contains(part))?;
    let message = format!(
        "`{text}` has no part named `{part}`, which a report by {} needs",
        spec(period).name
    );
    let help = match names.iter().find(|other| !parts().any(|part| part == **other)) {
        Some(other) => format!("rename the part `{other}`"),
        None => format!("name the part that holds it: `(?<{part}>…)`"),
    };
    Some(Wrong::new(message, help))
}

/// The named parts that tell periods, of all kinds.
fn parts() -> impl Iterator<Item = &'static str> {
    let others = KINDS.iter().map(|spec| spec.name).filter(|name| *name != "year");
    std::iter::once("year").chain(others)
}

fn bad_regex(text: &str, error: &regex::Error) -> Wrong {
    let long = error.to_string();
    let reason = long.rsplit("error: ").next().unwrap_or(&long).trim();
    let help = "write it like `\"(?<year>[0-9]{4})_\"`; in double quotes a backslash is written twice";
    Wrong::new(format!("`{text}` is no regular expression: {reason}"), help)
}
