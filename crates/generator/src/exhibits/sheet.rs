//! Tables as readers take them along: every number has a column of its own, in the unit that stands in the column's name;
//! what is withheld or has no value keeps its words.

use cxpress_metric::Unit;

use super::table::{Cell, Table, Taken};
use crate::language::{Words, bare};

/// Spreadsheets take text for a formula that begins with one of these.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table with one value a cell.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) caption: String,
    /// What its name in a workbook begins with, where other pages have tables of the same caption.
    pub(crate) page: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Field>>,
}

/// A value of a sheet.
#[derive(Clone)]
pub(crate) enum Field {
    Text(String),
    Number(f64),
}

impl Table {
    /// The table with one value a cell, as readers take it with them.
    pub(crate) fn sheet(&self, words: &Words) -> Sheet {
        let labelled = self.bodies.iter().any(|body| body.label.is_some());
        let bodies = self.bodies.iter().flat_map(|body| {
            let label = body.label.as_deref();
            body.rows.iter().map(move |row| (label, row))
        });
        let sum = self.sum.iter().map(|row| (None, row));
        let rows: Vec<(Option<&str>, &Vec<Cell>)> = bodies.chain(sum).collect();
        let columns = self.columns.iter().enumerate().map(|(at, column)| {
            let cells = rows.iter().filter_map(|(_, row)| row.get(at));
            Spread::new(&column.label, &cells.collect::<Vec<_>>())
        });
        let columns: Vec<Spread<'_>> = columns.collect();
        let mut names = Vec::new();
        names.extend(labelled.then(|| words.get("column-part-of")));
        names.extend(columns.iter().flat_map(|column| column.names(words)));
        let row = |(label, row): &(Option<&str>, &Vec<Cell>)| {
            let mut fields = Vec::new();
            fields.extend(labelled.then(|| Field::Text(label.unwrap_or_default().to_owned())));
            let cells = row.iter().zip(&columns);
            fields.extend(cells.flat_map(|(cell, column)| column.fields(cell, words)));
            fields.into_iter().map(Field::bare).collect()
        };
        Sheet {
            rows: rows.iter().map(row).collect(),
            caption: bare(&self.caption),
            page: String::new(),
            columns: names.iter().map(|name| bare(name)).collect(),
        }
    }
}

/// A column of a table as the columns that readers take with them.
struct Spread<'a> {
    label: &'a str,
    /// What stands in its cells, each in a column of its own; the text where there is nothing else.
    parts: Vec<&'a str>,
    /// The units of its numbers; where there are several, one column more says which.
    units: Vec<Unit>,
    /// Whether there is a second line that says more than the parts.
    noted: bool,
}

impl<'a> Spread<'a> {
    fn new(label: &'a str, cells: &[&'a Cell]) -> Self {
        let (mut parts, mut units) = (Vec::new(), Vec::new());
        for taken in cells.iter().flat_map(|cell| &cell.taken) {
            if !parts.contains(&taken.part) {
                parts.push(taken.part);
            }
            units.extend(taken.unit.filter(|unit| !units.contains(unit)));
        }
        if parts.is_empty() {
            parts.push("");
        }
        let only_value = parts.iter().all(|part| part.is_empty());
        Self {
            label,
            parts,
            units,
            noted: only_value && cells.iter().any(|cell| cell.small.is_some()),
        }
    }

    fn names(&self, words: &Words) -> Vec<String> {
        let unit = match self.units.as_slice() {
            [one] => symbol(*one),
            _ => None,
        };
        let beside = |part: &str| {
            let part = words.get(&format!("taken-{part}"));
            words.say(
                "column-taken",
                [("column", self.label.into()), ("part", part.into())],
            )
        };
        let name = |part: &&str| {
            let name = if part.is_empty() {
                self.label.to_owned()
            } else {
                beside(part)
            };
            // A word or a p has no unit, nor has what stands beside a difference in its own column.
            let is_measured = !matches!(*part, "p" | "adjusted" | "days") && self.is_number(part);
            match unit.filter(|_| is_measured) {
                Some(unit) => format!("{name} ({unit})"),
                None => name,
            }
        };
        let mut names: Vec<String> = self.parts.iter().map(name).collect();
        names.extend((self.units.len() > 1).then(|| beside("unit")));
        let note = || words.say("column-note", [("column", self.label.into())]);
        names.extend(self.noted.then(note));
        names
    }

    /// Whether a part is a number wherever there are numbers: the word of a verdict stands before its difference.
    fn is_number(&self, part: &str) -> bool {
        !part.is_empty() || !self.parts.contains(&"difference")
    }

    fn fields(&self, cell: &Cell, words: &Words) -> Vec<Field> {
        let mut fields: Vec<Field> = self
            .parts
            .iter()
            .map(|part| cell.taken.iter().find(|taken| taken.part == *part))
            .map(|taken| taken.map_or_else(|| Field::Text(String::new()), Taken::field))
            .collect();
        if cell.taken.is_empty()
            && let Some(first) = fields.first_mut()
        {
            *first = Field::Text(cell.text.clone());
        }
        if self.units.len() > 1 {
            let unit = cell.taken.iter().find_map(|taken| taken.unit);
            let unit = unit.map_or_else(String::new, |unit| unit_word(words, unit));
            fields.push(Field::Text(unit));
        }
        if self.noted {
            fields.push(Field::Text(cell.small.clone().unwrap_or_default()));
        }
        fields
    }
}

impl Taken {
    /// What stands in the column.
    fn field(&self) -> Field {
        match self.number.as_ref().and_then(|number| number.parse().ok()) {
            Some(number) => Field::Number(number),
            None => Field::Text(self.text.clone().unwrap_or_default()),
        }
    }
}

/// What stands behind the name of a column of one unit.
const fn symbol(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Percent => Some("%"),
        Unit::Seconds | Unit::BusinessSeconds => Some("s"),
        Unit::Points | Unit::Mean | Unit::Count | Unit::Own(_) => None,
    }
}

/// A unit where a column has several.
fn unit_word(words: &Words, unit: Unit) -> String {
    match unit {
        Unit::Own(own) => own.name().to_owned(),
        known => words.say("unit-word", [("unit", known.name().into())]),
    }
}

impl Field {
    fn bare(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(bare(&text)),
            number @ Self::Number(_) => number,
        }
    }

    /// The value as text, which no spreadsheet takes for a formula.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A text that no spreadsheet takes for a formula.
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
