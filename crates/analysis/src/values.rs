//! The values of dimensions in the order and under the names that readers see.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_document::address;
use cxpress_feedback::{Dictionary, Inputs, ValueId};
use cxpress_metric::PeriodId;
use cxpress_project::config::{Config, DimensionConfig};
use cxpress_report::{Dimension, DimensionValue, PAIR, is_another, name_another};

use crate::cube::{Cell, Cells, RawSlice};
use crate::rare::Rare;

/// A slice as readers see it: a dimension and one of its values, by their places; none for all customers.
pub(crate) type Slice = Option<(usize, usize)>;
/// Cells by slice and period.
pub(crate) type SliceCells = BTreeMap<Slice, BTreeMap<PeriodId, Cell>>;

/// The dimensions, and for each of them the place of every value that was read. Values with one label are one.
pub(crate) struct Values {
    pub(crate) dimensions: Vec<Dimension>,
    places: Vec<Vec<usize>>,
    /// The place of each value by its name in the data, by dimension.
    names: Vec<BTreeMap<String, usize>>,
}

impl Values {
    pub(crate) fn new(config: &Config, inputs: &Inputs, dictionary: &Dictionary, rare: &Rare) -> Self {
        let mut all = Self {
            dimensions: Vec::new(),
            places: Vec::new(),
            names: Vec::new(),
        };
        for (index, id) in inputs.dimensions.iter().enumerate() {
            let configured: Vec<_> = config
                .sources
                .iter()
                .flat_map(|source| &source.dimensions)
                .filter(|dimension| dimension.id == *id)
                .collect();
            let read = dictionary.values(index);
            let mut public: Vec<String> = read.iter().map(|value| rare.public(index, value)).collect();
            public.extend(rare.published(index).cloned());
            all.add(id, &configured, &public);
            // What was read under another name is found under its own as well.
            let names = read.into_iter().zip(all.places[index].iter().copied());
            all.names[index].extend(names.collect::<Vec<_>>());
        }
        all
    }

    /// Cells under the slices that readers see; values with one label are one.
    pub(crate) fn by_slice(&self, cells: Cells) -> SliceCells {
        let mut found = SliceCells::new();
        for ((slice, period), cell) in cells {
            let slice = match slice {
                RawSlice::All => None,
                RawSlice::Value { dimension, value } => Some((dimension, self.place(dimension, value))),
            };
            let held = found.entry(slice).or_default();
            match held.get_mut(&period) {
                Some(held) => held.merge(&cell),
                None => drop(held.insert(period, cell)),
            }
        }
        found
    }

    /// The place of a value as it was read among the values of its dimension.
    pub(crate) fn place(&self, dimension: usize, value: ValueId) -> usize {
        self.places[dimension][value as usize]
    }

    /// The slice with the names in the data of a dimension and value. Nothing if there is no such dimension or value.
    pub(crate) fn named(&self, slice: Option<&(String, String)>) -> Option<Slice> {
        let Some((dimension, value)) = slice else {
            return Some(None);
        };
        let at = self.dimensions.iter().position(|known| known.id == *dimension)?;
        Some(Some((at, *self.names[at].get(value)?)))
    }

    /// The names in the data of a dimension and a value.
    pub(crate) fn name(&self, (dimension, value): (usize, usize)) -> (String, String) {
        let dimension = &self.dimensions[dimension];
        (dimension.id.clone(), dimension.values[value].raw.clone())
    }

    /// The two values that each value of a dimension of pairs stands for; none where that cannot be told.
    pub(crate) fn sides(&self, pairs: usize, [a, b]: [usize; 2]) -> Vec<Option<[usize; 2]>> {
        let mut found = vec![Vec::new(); self.dimensions[pairs].values.len()];
        for (row, first) in self.dimensions[a].values.iter().enumerate() {
            for (column, second) in self.dimensions[b].values.iter().enumerate() {
                // As the reader names them.
                let name = format!("{}{PAIR}{}", first.label, second.label);
                if let Some(place) = self.names[pairs].get(&name) {
                    found[*place].push([row, column]);
                }
            }
        }
        let only = |sides: Vec<[usize; 2]>| match sides[..] {
            [one] => Some(one),
            _ => None,
        };
        found.into_iter().map(only).collect()
    }

    fn add(&mut self, id: &str, configured: &[&DimensionConfig], read: &[String]) {
        let order: Vec<(&str, &str)> = configured
            .iter()
            .flat_map(|dimension| &dimension.labels)
            .map(|(value, label)| (value.as_str(), label.as_str()))
            .collect();
        let label = |value: &str| {
            let known = order.iter().find(|(raw, _)| *raw == value);
            known.map_or(value, |(_, label)| *label).to_owned()
        };
        let rank = |label: &str| {
            order
                .iter()
                .position(|(_, known)| *known == label)
                .unwrap_or(order.len() + usize::from(is_another(label)))
        };
        let labels: BTreeSet<(usize, String)> = read
            .iter()
            .map(|value| label(value))
            .map(|label| (rank(&label), label))
            .collect();
        let places: BTreeMap<&str, usize> = labels
            .iter()
            .enumerate()
            .map(|(at, (_, label))| (label.as_str(), at))
            .collect();
        self.places
            .push(read.iter().map(|value| places[label(value).as_str()]).collect());
        let names = read
            .iter()
            .map(|value| (value.clone(), places[label(value).as_str()]));
        self.names.push(names.collect());
        // A group's address must not move when another of its values is read: it is that of what is configured.
        let named = |text: &str| {
            let named = order.iter().filter(|(_, label)| *label == text);
            named.map(|(value, _)| *value).min()
        };
        let values = labels.iter().map(|(_, text)| {
            let mut raw: Vec<&String> = read.iter().filter(|value| label(value) == *text).collect();
            raw.sort();
            let raw = raw.first().map_or(text.clone(), |raw| (*raw).clone());
            DimensionValue {
                id: address::of_value(&name_another(named(text).unwrap_or(&raw), "another-value")),
                raw,
                label: text.clone(),
            }
        });
        let label = configured
            .first()
            .map_or(id, |dimension| dimension.label.as_str())
            .to_owned();
        let values = values.collect();
        self.dimensions.push(Dimension {
            id: id.to_owned(),
            label,
            values,
        });
    }
}
