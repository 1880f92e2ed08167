//! The values of dimensions, each kept once.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::batch::{NO_VALUE, ValueId};
use cxpress_project::config::DimensionConfig;
use cxpress_table::block::{Row, Short};
use cxpress_table::encoding::Encoding;

/// More values than this, and the column is no dimension.
pub(super) const MOST_VALUES: usize = 2_000;

/// The values that each dimension takes, in order of arrival, which depends on threads: whoever publishes them
/// sorts them.
#[derive(Debug, Default)]
pub struct Dictionary {
    dimensions: Vec<Mutex<Values>>,
}

#[derive(Debug, Default)]
struct Values {
    names: Vec<String>,
    ids: FxHashMap<String, ValueId>,
}

impl Dictionary {
    pub(super) fn new(dimensions: usize) -> Self {
        Self {
            dimensions: (0..dimensions).map(|_| Mutex::default()).collect(),
        }
    }

    /// The id of a value, which it keeps; none if there are too many values already.
    pub fn id(&self, dimension: usize, value: &str) -> ValueId {
        let mut values = self.lock(dimension);
        if let Some(id) = values.ids.get(value) {
            return *id;
        }
        if values.names.len() > MOST_VALUES {
            return NO_VALUE;
        }
        let id = ValueId::try_from(values.names.len()).unwrap_or(NO_VALUE);
        values.names.push(value.to_owned());
        values.ids.insert(value.to_owned(), id);
        id
    }

    /// The values of a dimension by their ids.
    #[must_use]
    pub fn values(&self, dimension: usize) -> Vec<String> {
        self.lock(dimension).names.clone()
    }

    /// One value of a dimension.
    #[must_use]
    pub fn name(&self, dimension: usize, id: ValueId) -> Option<String> {
        self.lock(dimension).names.get(usize::try_from(id).ok()?).cloned()
    }

    pub(super) fn overflows(&self, dimension: usize) -> bool {
        self.lock(dimension).names.len() > MOST_VALUES
    }

    /// Whether values of any dimension may have found no room.
    pub(super) fn is_full(&self) -> bool {
        (0..self.dimensions.len()).any(|dimension| self.overflows(dimension))
    }

    fn lock(&self, dimension: usize) -> std::sync::MutexGuard<'_, Values> {
        self.dimensions[dimension]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A worker's memory of one dimension of one source, so that the dictionary is asked once a value. The same bytes
/// may be another value in another source, which has its own missing ones, and in another encoding.
#[derive(Debug, Default)]
pub(super) struct Cache {
    dimension: usize,
    unicode: Known,
    western: Known,
}

/// How many short cells are found without a look-up.
const QUICK: usize = 256;

/// The ids of cells.
#[derive(Debug)]
struct Known {
    quick: Vec<(Short, ValueId)>,
    all: FxHashMap<Vec<u8>, ValueId>,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            // The value of an empty cell, which is none, is right from the start.
            quick: vec![(Short::default(), NO_VALUE); QUICK],
            all: FxHashMap::default(),
        }
    }
}

impl Known {
    /// The id of a cell; `find` gives that of one that is new.
    fn id(&mut self, row: Row<'_>, column: usize, find: impl FnOnce(&[u8]) -> ValueId) -> ValueId {
        let Some(short) = row.short(column) else {
            return self.look_up(row.cell(column), find);
        };
        let place = short.place(QUICK);
        if self.quick[place].0 != short {
            self.quick[place] = (short, self.look_up(row.cell(column), find));
        }
        self.quick[place].1
    }

    fn look_up(&mut self, cell: &[u8], find: impl FnOnce(&[u8]) -> ValueId) -> ValueId {
        if let Some(id) = self.all.get(cell) {
            return *id;
        }
        let id = find(cell);
        if self.all.len() <= MOST_VALUES {
            self.all.insert(cell.to_vec(), id);
        }
        id
    }
}

impl Cache {
    /// Of a dimension by its place among all dimensions.
    pub(super) fn new(dimension: usize) -> Self {
        Self {
            dimension,
            ..Self::default()
        }
    }

    /// Its place among all dimensions.
    pub(super) const fn dimension(&self) -> usize {
        self.dimension
    }

    /// The id of the value in a column of a row; `text` turns the cell into the value, or into nothing if it has none.
    pub(super) fn id(
        &mut self,
        dictionary: &Dictionary,
        row: Row<'_>,
        column: usize,
        encoding: Encoding,
        text: impl FnOnce(&[u8]) -> Option<String>,
    ) -> ValueId {
        let known = match encoding {
            Encoding::Undecided | Encoding::Utf8 | Encoding::Converted => &mut self.unicode,
            Encoding::Windows1252 => &mut self.western,
        };
        known.id(row, column, |cell| {
            text(cell).map_or(NO_VALUE, |value| dictionary.id(self.dimension, &value))
        })
    }
}

/// A worker's memory of pairs of values, by the dimension that they are values of.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    known: FxHashMap<(usize, ValueId, ValueId), ValueId>,
}

impl Pairs {
    /// The ids of pairs of values, row by row. `to` is the dimension of pairs by its places in the source and among
    /// all dimensions; a row without one of the two values has no pair.
    pub(super) fn ids(
        &mut self,
        dictionary: &Dictionary,
        to: (usize, usize),
        of: [(&Cache, &DimensionConfig); 2],
        columns: [&Vec<ValueId>; 2],
        ids: &mut Vec<ValueId>,
    ) {
        for (a, b) in columns[0].iter().zip(columns[1]) {
            let pair = || {
                let name = |at: usize, id| labelled(dictionary, of[at].0.dimension, of[at].1, id);
                let name = format!("{} · {}", name(0, *a)?, name(1, *b)?);
                Some(dictionary.id(to.1, &name))
            };
            let id = match (*a, *b) {
                (NO_VALUE, _) | (_, NO_VALUE) => NO_VALUE,
                (a, b) => *self
                    .known
                    .entry((to.0, a, b))
                    .or_insert_with(|| pair().unwrap_or(NO_VALUE)),
            };
            ids.push(id);
        }
    }
}

/// A value as readers see it.
fn labelled(dictionary: &Dictionary, all: usize, config: &DimensionConfig, id: ValueId) -> Option<String> {
    let raw = dictionary.name(all, id)?;
    let label = config.labels.iter().find(|(value, _)| *value == raw);
    Some(label.map_or(raw, |(_, label)| label.clone()))
}
