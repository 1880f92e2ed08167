//! What templates are given: small values without any logic left in them.

use serde::Serialize;

use crate::say::VerdictView;

/// A way to another page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// A table with its caption.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) label: String,
    /// Whether it holds numbers, which align on the right.
    pub(crate) number: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
    /// A class of the stylesheet; empty for none.
    pub(crate) class: &'static str,
    /// The shape of a verdict before the text.
    pub(crate) shape: Option<&'static str>,
    /// A second line.
    pub(crate) small: Option<String>,
}

impl Table {
    /// A table with columns, each with its name and whether it holds numbers.
    pub(crate) fn new(caption: String, columns: impl IntoIterator<Item = (String, bool)>) -> Self {
        let columns = columns
            .into_iter()
            .map(|(label, number)| Column { label, number })
            .collect();
        Self {
            caption,
            columns,
            rows: Vec::new(),
        }
    }

    /// The same with a row.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "{}", self.caption);
        self.rows.push(row);
    }

    /// The same without columns that say nothing in any row.
    pub(crate) fn condensed(mut self) -> Self {
        let says = |column: usize| {
            self.rows
                .iter()
                .any(|row| row.get(column).is_some_and(Cell::says))
        };
        let kept: Vec<bool> = (0..self.columns.len()).map(says).collect();
        let mut keep = kept.iter();
        self.columns.retain(|_| keep.next().copied().unwrap_or(true));
        for row in &mut self.rows {
            let mut keep = kept.iter();
            row.retain(|_| keep.next().copied().unwrap_or(true));
        }
        self
    }

    /// The table if it has rows.
    pub(crate) fn if_any(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
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

    /// The same as a link.
    pub(crate) fn link(mut self, href: Option<String>) -> Self {
        self.href = href;
        self
    }

    /// The same with a second line.
    pub(crate) fn small(mut self, small: Option<String>) -> Self {
        self.small = small;
        self
    }

    /// The same as bad news, which its words say too.
    pub(crate) fn bad(mut self) -> Self {
        self.class = "worse";
        self
    }

    /// The same as part of a sum.
    pub(crate) fn total(mut self) -> Self {
        self.class = "total";
        self
    }

    /// The same as text that may be long.
    pub(crate) fn wordy(mut self) -> Self {
        self.class = "wordy";
        self
    }

    /// The same, quieter: a word in the place of a number.
    pub(crate) fn quiet(mut self) -> Self {
        self.class = "quiet";
        self
    }
}

impl From<VerdictView> for Cell {
    fn from(verdict: VerdictView) -> Self {
        Self {
            text: verdict.text,
            class: verdict.class,
            shape: Some(verdict.shape),
            ..Self::default()
        }
    }
}

/// A chart with what is said beside it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChartView {
    /// What the chart shows, as a finding where there is one.
    pub(crate) title: String,
    /// Measure, base, interval.
    pub(crate) sub: String,
    /// The drawing; none where it could not be drawn.
    pub(crate) svg: Option<String>,
    /// The same in a sentence or two.
    pub(crate) alternative: String,
    /// The same as a table.
    pub(crate) table: Table,
    /// What its numbered marks stand for.
    pub(crate) events: Vec<EventView>,
}

/// A numbered mark of a chart.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventView {
    pub(crate) number: usize,
    /// The day in words.
    pub(crate) date: String,
    pub(crate) datetime: String,
    pub(crate) label: String,
}

/// A sparkline.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SparkView {
    /// What is inside `<svg>`.
    pub(crate) svg: String,
    pub(crate) alternative: String,
}

/// A figure in a few lines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TileView {
    pub(crate) label: String,
    pub(crate) href: Option<String>,
    /// The value without unit; a word where there is none.
    pub(crate) value: String,
    /// Whether the value is a word.
    pub(crate) wordy: bool,
    pub(crate) unit: Option<String>,
    pub(crate) interval: Option<String>,
    pub(crate) verdict: Option<VerdictView>,
    pub(crate) notes: Vec<String>,
    pub(crate) spark: Option<SparkView>,
    pub(crate) base: Option<String>,
}

/// Commentary.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NoteView {
    /// Safe HTML, made by [`crate::prose`].
    pub(crate) html: String,
    pub(crate) author: Option<String>,
    /// The date in words.
    pub(crate) date: Option<String>,
    /// The date as a machine reads it, if it is one.
    pub(crate) datetime: Option<String>,
}

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Frame {
    pub(crate) language: String,
    /// The page's title in the window.
    pub(crate) title: String,
    pub(crate) site: String,
    pub(crate) organization: Option<String>,
    pub(crate) style: String,
    pub(crate) home: String,
    pub(crate) nav: Vec<Link>,
    /// The way here, from the overview; empty there.
    pub(crate) crumbs: Vec<Link>,
    pub(crate) previous: Option<Link>,
    pub(crate) next: Option<Link>,
    /// What stands on the page, where it is long.
    pub(crate) anchors: Vec<Link>,
    pub(crate) draft: bool,
    pub(crate) footer: String,
    pub(crate) data: String,
    pub(crate) learn: String,
}
