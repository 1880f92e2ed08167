//! What files hold, for people: facts, then a table of columns that fits the terminal.

use std::collections::BTreeMap;

use console::{measure_text_width, truncate_str};
use cxpress_core::inspect::{About, Column, ColumnKind, DateForm, Profile, Scale, Table};

use crate::show::{BOLD, plain};

/// The width of a line where nothing tells it.
pub(super) const WIDTH: usize = 110;

/// On a narrower terminal a column takes two lines.
const NARROW: usize = 76;

/// A longer name of a choice is shown by the start of its question.
const CHOICE: usize = 36;

/// How many tables of a group are named one by one.
const NAMED: usize = 12;

/// A group of tables in words, no line longer than that.
pub(super) fn profile(profile: &Profile, width: usize) -> String {
    let width = width.clamp(30, 160);
    let mut lines = Vec::new();
    for table in profile.tables.iter().take(NAMED) {
        lines.push(format!("{BOLD}{}{BOLD:#}", fit(&table.shown(), width)));
        lines.extend(indented(&facts(table), width));
        lines.extend(indented(&lost(table), width));
    }
    if let Some(more) = profile.tables.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines.push(format!("and {more} more like them"));
    }
    lines.extend(indented(&vendor(profile), width));
    lines.push(String::new());
    if width < NARROW {
        lines.extend(
            profile
                .columns
                .iter()
                .flat_map(|column| narrow(profile, column, width)),
        )
    } else {
        lines.extend(wide(profile, width))
    }
    let nameless = profile
        .columns
        .iter()
        .filter(|column| column.shown().is_empty())
        .count();
    if nameless > 0 {
        lines.push(String::new());
        lines.extend(indented(
            &format!(
                "{} without a name cannot be used.",
                counted(nameless as u64, "column")
            ),
            width,
        ));
    }
    let personal = profile
        .columns
        .iter()
        .filter(|column| matches!(column.kind, ColumnKind::Personal(_)))
        .count();
    if personal > 0 {
        lines.push(String::new());
        let were = if personal == 1 {
            "1 column holds"
        } else {
            &format!("{personal} columns hold")
        };
        lines.extend(indented(
            &format!("{were} personal data and will be dropped."),
            width,
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn vendor(profile: &Profile) -> String {
    let zone = profile
        .zone
        .as_ref()
        .map_or_else(String::new, |zone| format!("; times in {zone}"));
    let together = match profile.tables.len() {
        1 => String::new(),
        n => format!("; {n} tables that are alike, read as one source"),
    };
    match profile.format.id {
        "plain" => format!("no vendor's format: a table with one row of names{zone}{together}"),
        _ => format!(
            "format {}: {}{zone}{together}",
            profile.format.name, profile.format.doc
        ),
    }
}

/// `CSV with semicolons, UTF-8, gzip; 1 header row, 2,831 rows`
fn facts(table: &Table) -> String {
    let encoding = table
        .encoding
        .map_or_else(String::new, |encoding| format!(", {encoding}"));
    let packed = table
        .packed
        .map_or_else(String::new, |packed| format!(", {packed}"));
    let delimiter = match table.delimiter {
        Some(',') => " with commas",
        _ => "",
    };
    let header = counted(table.header_rows as u64, "header row");
    let rows = counted(table.rows, "row");
    format!("{}{delimiter}{encoding}{packed}; {header}, {rows}", table.kind)
}

/// Which rows would not be used; nothing if all would.
fn lost(table: &Table) -> String {
    let words = |lost: &BTreeMap<&str, u64>| -> Vec<String> {
        lost.iter()
            .map(|(reason, n)| format!("{} {}", grouped(*n), reason.replace('-', " ")))
            .collect()
    };
    let parts = [
        ("set aside", words(&table.set_aside)),
        ("rejected", words(&table.rejected)),
    ];
    let parts = parts.into_iter().filter(|(_, all)| !all.is_empty());
    let parts: Vec<String> = parts
        .map(|(what, all)| format!("{what}: {}", all.join(", ")))
        .collect();
    parts.join("; ")
}

fn wide(profile: &Profile, width: usize) -> Vec<String> {
    let rows: Vec<[String; 5]> = profile
        .columns
        .iter()
        .map(|column| cells(profile, column))
        .collect();
    let head = ["column", "type", "missing", "values", "such as"].map(str::to_owned);
    let longest = |at: usize| {
        let all = rows.iter().chain([&head]).map(|row| measure_text_width(&row[at]));
        all.max().unwrap_or(0)
    };
    let name = longest(0).min(width * 2 / 5);
    let kind = longest(1).min(width * 3 / 10);
    let (missing, values) = (longest(2), longest(3));
    let line = |row: &[String; 5]| {
        let left = format!(
            "  {}  {}  {}  {}  ",
            padded(&row[0], name),
            padded(&row[1], kind),
            right(&row[2], missing),
            right(&row[3], values)
        );
        let room = width.saturating_sub(measure_text_width(&left));
        format!("{left}{}", fit(&row[4], room)).trim_end().to_owned()
    };
    std::iter::once(line(&head))
        .chain(rows.iter().map(line))
        .collect()
}

fn narrow(profile: &Profile, column: &Column, width: usize) -> Vec<String> {
    let [name, kind, missing, values, samples] = cells(profile, column);
    let missing = if missing.is_empty() {
        String::new()
    } else {
        format!(", {missing} missing")
    };
    let values = match values.as_str() {
        "" => String::new(),
        "1" => ", 1 value".to_owned(),
        n => format!(", {n} values"),
    };
    let second = format!("    {kind}{missing}{values}");
    let third = format!("    {samples}");
    let lines = [format!("  {name}"), second, third];
    let lines = lines.iter().filter(|line| !line.trim().is_empty());
    lines.map(|line| fit(line, width)).collect()
}

/// Name, type, missing share, number of values, samples.
fn cells(profile: &Profile, column: &Column) -> [String; 5] {
    let name = match column.shown().as_str() {
        "" => "(no name)".to_owned(),
        name => name.to_owned(),
    };
    // What tells columns of one question apart stands at the end of their names.
    let name = match &column.choice {
        Some((question, choice)) if name.chars().count() > CHOICE => {
            let start: String = question.chars().take(CHOICE / 3).collect();
            format!("{}… {choice}", start.trim_end())
        }
        _ => name,
    };
    let mut kind = kind(&column.kind);
    if column.tables < profile.tables.len() {
        kind += &format!(", in {} of {}", column.tables, profile.tables.len());
    }
    let (distinct, more) = column.distinct();
    let values = match (distinct, more) {
        (0, _) => String::new(),
        (n, false) => grouped(n),
        (n, true) => format!("{}+", grouped(n)),
    };
    let missing = match column.kind {
        ColumnKind::Empty => String::new(),
        _ => percent(column.missing()),
    };
    [name, kind, missing, values, column.samples().join(" · ")]
}

fn kind(kind: &ColumnKind) -> String {
    match kind {
        ColumnKind::Empty => "empty".into(),
        ColumnKind::Personal(None) => "personal".into(),
        ColumnKind::Personal(Some(what)) => format!("personal: {what}"),
        ColumnKind::Date(form) => date(*form).into(),
        ColumnKind::Id => "id".into(),
        ColumnKind::YesNo => "yes or no".into(),
        ColumnKind::Scale(scale) => self::scale(scale),
        ColumnKind::Number => "number".into(),
        ColumnKind::Duration => "length of time".into(),
        ColumnKind::Choices(_) => "several choices".into(),
        ColumnKind::Category => "category".into(),
        ColumnKind::Text => "text".into(),
    }
}

const fn date(form: DateForm) -> &'static str {
    match form {
        DateForm::Clear => "date",
        DateForm::DayFirst => "date, day first",
        DateForm::MonthFirst => "date, month first",
        DateForm::Unclear => "date, order unclear",
        DateForm::Mixed => "date, orders mixed",
        DateForm::Epoch => "date, since 1970",
        DateForm::ExcelDays => "date, days of a spreadsheet",
        DateForm::Pattern(_) => "date, unusual form",
    }
}

fn scale(scale: &Scale) -> String {
    let about = match scale.about {
        About::Recommending if scale.bounds.high == 10 => ", NPS",
        About::Effort => ", effort",
        _ => "",
    };
    let sure = if scale.certain { "" } else { "?" };
    format!("scale {}..{}{about}{sure}", scale.bounds.low, scale.bounds.high)
}

/// `4 %`, with `<1 %` and `>99 %` for what is not quite nothing and not quite all.
fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    match share {
        0.0 => "0 %".into(),
        share if share < 0.005 => "<1 %".into(),
        share if share < 1.0 && whole >= 100.0 => ">99 %".into(),
        _ => format!("{whole:.0} %"),
    }
}

fn counted(n: u64, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(n))
}

/// `58,251`
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A paragraph in lines that fit.
fn indented(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in plain(text).split_whitespace() {
        match lines.last_mut() {
            Some(line) if measure_text_width(line) + 1 + measure_text_width(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    lines
}

fn fit(text: &str, width: usize) -> String {
    truncate_str(&plain(text), width, "…").into_owned()
}

fn padded(text: &str, width: usize) -> String {
    let text = fit(text, width);
    let gap = width.saturating_sub(measure_text_width(&text));
    format!("{text}{}", " ".repeat(gap))
}

fn right(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(measure_text_width(text));
    format!("{}{text}", " ".repeat(gap))
}
