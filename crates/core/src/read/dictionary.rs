//! The values of dimensions, each kept once.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::batch::{NO_VALUE, ValueId};
use super::open::Encoding;

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

    fn id(&self, dimension: usize, value: &str) -> ValueId {
        let mut values = self.dimensions[dimension]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
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
        self.dimensions[dimension]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .names
            .clone()
    }

    pub(super) fn overflows(&self, dimension: usize) -> bool {
        self.values(dimension).len() > MOST_VALUES
    }
}

/// A worker's memory of one dimension of one source, so that the dictionary is asked once a value. The same bytes
/// may be another value in another source, which has its own missing ones, and in another encoding.
#[derive(Debug, Default)]
pub(super) struct Cache {
    dimension: usize,
    unicode: FxHashMap<Vec<u8>, ValueId>,
    western: FxHashMap<Vec<u8>, ValueId>,
}

impl Cache {
    /// Of a dimension by its place among all dimensions.
    pub(super) fn new(dimension: usize) -> Self {
        Self {
            dimension,
            ..Self::default()
        }
    }

    /// The id of a cell's value; `text` turns the cell into the value, or into nothing if it has none.
    pub(super) fn id(
        &mut self,
        dictionary: &Dictionary,
        cell: &[u8],
        encoding: Encoding,
        text: impl FnOnce() -> Option<String>,
    ) -> ValueId {
        let known = match encoding {
            Encoding::Undecided | Encoding::Utf8 => &mut self.unicode,
            Encoding::Windows1252 => &mut self.western,
        };
        if let Some(id) = known.get(cell) {
            return *id;
        }
        let id = text().map_or(NO_VALUE, |value| dictionary.id(self.dimension, &value));
        if known.len() <= MOST_VALUES {
            known.insert(cell.to_vec(), id);
        }
        id
    }
}
