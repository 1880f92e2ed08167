//! Tables as templates are given them: what is read in each cell, what it is ordered by, and what readers take with them.

use cxpress_metric::{Approximation, Estimate, Interval, Unit};
use cxpress_report::{Comparison, Verdict};
use jiff::civil::Date;
use serde::Serialize;

use crate::language::say::VerdictView;
use crate::language::{Words, number, period};

/// A table with its caption.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Table {
    /// What the table holds.
    pub(crate) caption: String,
    /// Its columns, from the first.
    pub(crate) columns: Vec<Column>,
    /// Its rows, by what they belong to.
    pub(crate) bodies: Vec<Body>,
    /// The sum of the rows, which stays below them.
    pub(crate) sum: Option<Vec<Cell>>,
    /// Whether the order of the rows says something that another order would not.
    pub(crate) fixed: bool,
    /// Whether it is so long that readers want to filter it.
    pub(crate) long: bool,
    /// The table as CSV, as an address.
    pub(crate) csv: String,
    /// The name of that file.
    pub(crate) file: String,
    /// The way to the workbook that it is in: of the page, or of its period; empty in a single file.
    pub(crate) workbook: String,
}

/// Rows of a table that belong together.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Body {
    /// What they have in common, as a heading above them.
    pub(crate) label: Option<String>,
    /// The cells of its rows, each row as long as there are columns; the first cell is the head of the row.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Column {
    /// Its name.
    pub(crate) label: String,
    /// Whether it holds numbers, which align on the right.
    pub(crate) number: bool,
    /// What readers may order the rows by.
    pub(crate) order: Order,
    /// The unit of the values in its cells, of the first of them where they have two.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    unit: Option<Unit>,
}

/// What the rows of a table can be ordered by in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Order {
    /// The text of the cells.
    Text,
    /// The values of the cells.
    Value,
    /// Nothing: the cells have no values, or values that cannot be held against each other.
    None,
}

impl Column {
    fn new(label: String, number: bool) -> Self {
        Self {
            label,
            number,
            order: if number { Order::None } else { Order::Text },
            unit: None,
        }
    }

    /// Takes note of a cell's value: values of two units have no order.
    fn measure(&mut self, unit: Unit) {
        match self.unit {
            None => (self.unit, self.order) = (Some(unit), Order::Value),
            Some(known) if known != unit => self.order = Order::None,
            Some(_) => {}
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Cell {
    /// What is read in it.
    pub(crate) text: String,
    /// Where its text leads.
    pub(crate) href: Option<String>,
    /// A class of the stylesheet; empty for none.
    pub(crate) class: &'static str,
    /// The shape of a verdict before the text.
    pub(crate) shape: Option<&'static str>,
    /// A second line.
    pub(crate) small: Option<String>,
    /// What it is ordered by, as scripts read numbers; none for what is absent or withheld, which comes last.
    pub(crate) value: Option<String>,
    /// The unit of the value.
    #[serde(skip)]
    pub(crate) unit: Option<Unit>,
    /// What readers take with them of it, each in a column of its own; none where that is its text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) taken: Vec<Taken>,
}

/// What readers take with them of a cell, in a column of its own.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Taken {
    /// Which of the columns: empty for the one that has the name of the table's column, else `low`, `high`, `p`.
    pub(crate) part: &'static str,
    /// The number, as scripts read it.
    pub(crate) number: Option<String>,
    /// The text, where there is no number.
    pub(crate) text: Option<String>,
    /// The unit of the number.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) unit: Option<Unit>,
}

impl Taken {
    fn number(part: &'static str, value: f64, unit: Option<Unit>) -> Self {
        let number = value.is_finite().then(|| number::key(value));
        Self {
            part,
            unit: unit.filter(|_| number.is_some()),
            number,
            text: None,
        }
    }

    fn text(part: &'static str, text: impl Into<String>) -> Self {
        Self {
            part,
            number: None,
            text: Some(text.into()),
            unit: None,
        }
    }

    /// The ends of an interval; the upper one is empty where it was not reached.
    fn ends([low, high]: [&'static str; 2], interval: Interval, unit: Unit) -> [Self; 2] {
        let upper = interval.high.map(|it| Self::number(high, it, Some(unit)));
        [
            Self::number(low, interval.low, Some(unit)),
            upper.unwrap_or_else(|| Self::text(high, "")),
        ]
    }
}

impl Table {
    /// A table with columns, each with its name and whether it holds numbers.
    pub(crate) fn new(caption: String, columns: impl IntoIterator<Item = (String, bool)>) -> Self {
        let columns = columns
            .into_iter()
            .map(|(label, number)| Column::new(label, number))
            .collect();
        Self {
            caption,
            columns,
            ..Self::default()
        }
    }

    /// A table with one row more.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "{}", self.caption);
        for (column, cell) in self.columns.iter_mut().zip(&row) {
            if let Some(unit) = cell.unit {
                column.measure(unit);
            }
        }
        match self.bodies.last_mut() {
            Some(body) => body.rows.push(row),
            None => self.bodies.push(Body {
                label: None,
                rows: vec![row],
            }),
        }
    }

    /// A table with a heading above the rows that follow, unless it stands above those before already.
    pub(crate) fn head(&mut self, label: Option<String>) {
        if self.bodies.last().is_none_or(|body| body.label != label) {
            let rows = Vec::new();
            self.bodies.push(Body { label, rows });
        }
    }

    /// All rows, whatever they belong to, without the sum.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.bodies.iter().flat_map(|body| &body.rows)
    }

    /// A table with the sum of its rows below them.
    pub(crate) fn sum(&mut self, row: impl IntoIterator<Item = Cell>) {
        self.sum = Some(row.into_iter().map(Cell::total).collect());
    }

    /// A table as an account, whose rows have their order.
    pub(crate) fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// A table without the columns that say nothing in any row.
    pub(crate) fn condensed(mut self) -> Self {
        let says = |column: usize| {
            let mut rows = self.rows().chain(&self.sum);
            rows.any(|row| row.get(column).is_some_and(Cell::says))
        };
        let kept: Vec<bool> = (0..self.columns.len()).map(says).collect();
        let mut keep = kept.iter();
        self.columns.retain(|_| keep.next().copied().unwrap_or(true));
        let rows = self.bodies.iter_mut().flat_map(|body| &mut body.rows);
        for row in rows.chain(&mut self.sum) {
            let mut keep = kept.iter();
            row.retain(|_| keep.next().copied().unwrap_or(true));
        }
        self
    }

    /// The table if it has rows.
    pub(crate) fn if_any(self) -> Option<Self> {
        let has_rows = self.rows().next().is_some();
        has_rows.then_some(self)
    }
}

impl Cell {
    /// A cell with text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A cell with nothing to say.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// Whether there is anything in it.
    pub(crate) fn says(&self) -> bool {
        !self.text.is_empty() || self.small.is_some()
    }

    /// A count.
    pub(crate) fn count(words: &Words, n: u64) -> Self {
        Self::text(words.count(n)).value(n as f64, Unit::Count)
    }

    /// A cell with the value that it is ordered by, and that readers take with them.
    pub(crate) fn value(self, value: f64, unit: Unit) -> Self {
        self.ordered(value, unit).number(value, Some(unit))
    }

    /// A cell with the value that it is ordered by.
    fn ordered(mut self, value: f64, unit: Unit) -> Self {
        self.value = value.is_finite().then(|| number::key(value));
        self.unit = self.value.is_some().then_some(unit);
        self
    }

    /// A cell with the number that readers take with them.
    pub(crate) fn number(mut self, value: f64, unit: Option<Unit>) -> Self {
        self.taken = vec![Taken::number("", value, unit)];
        self
    }

    /// A cell with the interval of its value, which readers take with them.
    pub(crate) fn ends(mut self, interval: Interval, unit: Unit) -> Self {
        self.taken.extend(Taken::ends(["low", "high"], interval, unit));
        self
    }

    /// A cell with the value and the interval of an estimate.
    pub(crate) fn valued(self, estimate: &Estimate, unit: Unit) -> Self {
        let cell = self.value(estimate.value, unit);
        match estimate.interval {
            Some(interval) => cell.ends(interval, unit),
            None => cell,
        }
    }

    /// A cell as an interval, which is ordered by its lower end.
    pub(crate) fn interval(self, interval: Interval, unit: Unit) -> Self {
        let mut cell = self.ordered(interval.low, unit);
        cell.taken = Taken::ends(["low", "high"], interval, unit).to_vec();
        cell
    }

    /// A cell as a difference by the customary normal approximation.
    pub(crate) fn approximated(self, normal: &Approximation, unit: Unit) -> Self {
        let mut cell = self.number(normal.difference, Some(unit));
        let error = Taken::number("error", normal.standard_error, Some(unit));
        cell.taken.extend([error, Taken::number("p", normal.p, None)]);
        cell
    }

    /// The same as a day.
    pub(crate) fn day(self, day: Date) -> Self {
        let mut cell = self.place(period::day(day));
        cell.taken = vec![Taken::text("", day.to_string())];
        cell
    }

    /// A cell as a number of days.
    pub(crate) fn days(self, n: u64) -> Self {
        let mut cell = self.place(n);
        cell.taken = vec![Taken::number("days", n as f64, Some(Unit::Count))];
        cell
    }

    /// A cell as what came of a comparison: the word for its verdict, and its numbers unless there are too few.
    pub(crate) fn compared(mut self, word: String, comparison: &Comparison) -> Self {
        self.taken = vec![Taken::text("", word)];
        let change = comparison.change.as_ref();
        if let Some(change) = change.filter(|_| comparison.verdict != Verdict::TooFew) {
            let difference = Taken::number("difference", change.difference, Some(change.unit));
            self.taken.push(difference);
            let ends = ["difference-low", "difference-high"];
            self.taken.extend(Taken::ends(ends, change.interval, change.unit));
            self.taken.push(Taken::number("p", change.p, None));
            let adjusted = comparison.adjusted_p;
            self.taken
                .extend(adjusted.map(|p| Taken::number("adjusted", p, None)));
        }
        self
    }

    /// A cell with the value of an estimate.
    pub(crate) fn estimated(self, unit: Unit, estimate: Option<&Estimate>) -> Self {
        match estimate {
            Some(estimate) => self.value(estimate.value, unit),
            None => self,
        }
    }

    /// A cell with what an estimate rests on.
    pub(crate) fn based(self, estimate: Option<&Estimate>) -> Self {
        match estimate {
            Some(estimate) => self.value(estimate.base as f64, Unit::Count),
            None => self,
        }
    }

    /// A cell with its place in an order that its words do not have: of days, of periods, of verdicts.
    pub(crate) fn place(self, place: u64) -> Self {
        self.ordered(place as f64, Unit::Count)
    }

    /// A cell as a link.
    pub(crate) fn link(mut self, href: Option<String>) -> Self {
        self.href = href;
        self
    }

    /// A cell with a second line.
    pub(crate) fn small(mut self, small: Option<String>) -> Self {
        self.small = small;
        self
    }

    /// A cell as bad news, which its words say too.
    pub(crate) fn bad(mut self) -> Self {
        self.class = "worse";
        self
    }

    /// A cell as part of a sum.
    fn total(mut self) -> Self {
        self.class = "total";
        self
    }

    /// A cell as text that may be long.
    pub(crate) fn wordy(mut self) -> Self {
        self.class = "wordy";
        self
    }

    /// A cell that repeats the one above: not seen until the rows stand in another order.
    pub(crate) fn again(mut self, again: bool) -> Self {
        if again {
            self.class = "again";
        }
        self
    }

    /// A quieter cell: a word in the place of a number.
    pub(crate) fn quiet(mut self) -> Self {
        self.class = "quiet";
        self
    }
}

impl From<VerdictView> for Cell {
    /// Worse comes before no evidence of a change, better after it; too few to say has no place.
    fn from(verdict: VerdictView) -> Self {
        let place = ["worse", "same", "better"]
            .iter()
            .position(|class| *class == verdict.class);
        let cell = Self {
            class: verdict.class,
            shape: Some(verdict.shape),
            ..Self::text(verdict.text)
        };
        match place {
            Some(place) => cell.place(place as u64),
            None => cell,
        }
    }
}
