//! Values of dimensions that nearly nobody has: they are not published by name.
//!
//! An address that was typed into the wrong column is a value like any other to a program. What fewer have than a
//! group must hold to be shown, in all periods and sources together, is *another value*: together with all others of
//! that kind, so that who has them still counts.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_feedback::{Dictionary, FileRef, Inputs, ValueId};
use cxpress_project::config::{Config, DimensionConfig, DimensionFrom};
use cxpress_report::{ANOTHER_VALUE, PAIR, is_another};

use crate::published::PublishedPeriod;

/// How many rows have each value of a dimension, by source.
pub(crate) type Seen = Vec<BTreeMap<(usize, ValueId), u64>>;

/// The values that are not published by name.
pub(crate) struct Rare {
    /// By dimension, as they stand in the data.
    values: Vec<BTreeSet<String>>,
    /// What a dimension of pairs is made of: the names of the values of both sides for readers, each with what is
    /// published for it.
    pairs: Vec<Option<[BTreeMap<String, String>; 2]>>,
    /// Names that stand for others in published periods, by dimension.
    published: Vec<BTreeSet<String>>,
}

impl Rare {
    pub(crate) fn new(
        config: &Config,
        inputs: &Inputs,
        dictionary: &Dictionary,
        seen: &Seen,
        published: &[PublishedPeriod],
    ) -> Self {
        let seen = in_all_sources(&inputs.files, seen);
        let shown: BTreeSet<&(String, String)> =
            published.iter().flat_map(PublishedPeriod::shown_values).collect();
        let of_dimension = |(at, id): (usize, &String)| {
            let named = labels(config, id);
            let label = |value: &String| {
                named
                    .get(value.as_str())
                    .map_or(value.clone(), |it| (*it).to_owned())
            };
            let mut rows: BTreeMap<String, u64> = BTreeMap::new();
            let values = dictionary.values(at);
            for (value, number) in values.iter().zip(0..) {
                *rows.entry(label(value)).or_default() += seen.get(&(at, number)).copied().unwrap_or(0);
            }
            let is_rare = |value: &&String| {
                let is_known = named.contains_key(value.as_str())
                    || shown.contains(&(id.clone(), (*value).clone()))
                    || configured(config, id).any(|it| matches!(it.from, DimensionFrom::Cross(_)));
                is_another(value) || (!is_known && rows[&label(value)] < config.minimum_base)
            };
            values
                .iter()
                .filter(is_rare)
                .cloned()
                .collect::<BTreeSet<String>>()
        };
        let mut rare = Self {
            values: inputs.dimensions.iter().enumerate().map(of_dimension).collect(),
            pairs: vec![None; inputs.dimensions.len()],
            published: inputs.dimensions.iter().map(|id| others(published, id)).collect(),
        };
        rare.pairs = (0..inputs.dimensions.len())
            .map(|at| rare.sides(config, inputs, dictionary, at))
            .collect();
        rare
    }

    /// Names that stand for others in published periods: they stay, whatever the data of today have.
    pub(crate) fn published(&self, dimension: usize) -> impl Iterator<Item = &String> {
        self.published[dimension].iter()
    }

    /// What a value is published as: as it stands in the data, or as another one.
    pub(crate) fn public(&self, dimension: usize, value: &str) -> String {
        if self.values[dimension].contains(value) {
            return ANOTHER_VALUE.to_owned();
        }
        let Some([first, second]) = &self.pairs[dimension] else {
            return value.to_owned();
        };
        let splits = value.match_indices(PAIR);
        let sides = splits.map(|(at, _)| (&value[..at], &value[at + PAIR.len()..]));
        let known = sides.filter_map(|(a, b)| Some(format!("{}{PAIR}{}", first.get(a)?, second.get(b)?)));
        let mut known = known.take(2);
        match (known.next(), known.next()) {
            (Some(public), None) => public,
            // Its name does not tell which values it is of, and one of them may be rare.
            _ if first.values().chain(second.values()).any(|it| is_another(it)) => ANOTHER_VALUE.to_owned(),
            _ => value.to_owned(),
        }
    }

    fn sides(
        &self,
        config: &Config,
        inputs: &Inputs,
        dictionary: &Dictionary,
        pairs: usize,
    ) -> Option<[BTreeMap<String, String>; 2]> {
        let id = &inputs.dimensions[pairs];
        let mut sides: Option<[BTreeMap<String, String>; 2]> = None;
        for source in &config.sources {
            let own = source.dimensions.iter().filter(|it| it.id == *id);
            for crossed in own {
                let DimensionFrom::Cross(places) = crossed.from else {
                    continue;
                };
                let sides = sides.get_or_insert_default();
                for (side, place) in sides.iter_mut().zip(places) {
                    side.extend(self.names(inputs, dictionary, &source.dimensions[place]));
                }
            }
        }
        sides
    }

    /// The values of a dimension as they stand in the names of pairs, each with what is published for it.
    fn names(
        &self,
        inputs: &Inputs,
        dictionary: &Dictionary,
        dimension: &DimensionConfig,
    ) -> Vec<(String, String)> {
        let at = inputs.dimensions.iter().position(|known| *known == dimension.id);
        let Some(at) = at else { return Vec::new() };
        let label = |value: &String| {
            let named = dimension.labels.iter().find(|(raw, _)| raw == value);
            named.map_or_else(|| value.clone(), |(_, label)| label.clone())
        };
        let name = |value: &String| {
            let label = label(value);
            let public = if self.values[at].contains(value) {
                ANOTHER_VALUE.to_owned()
            } else {
                label.clone()
            };
            (label, public)
        };
        dictionary.values(at).iter().map(name).collect()
    }
}

/// The values of a dimension that stand for others in published periods.
fn others(published: &[PublishedPeriod], id: &str) -> BTreeSet<String> {
    let values = published.iter().flat_map(PublishedPeriod::values);
    let own = values.filter(|(dimension, value)| dimension == id && is_another(value));
    own.map(|(_, value)| value.clone()).collect()
}

fn configured<'a>(config: &'a Config, id: &'a str) -> impl Iterator<Item = &'a DimensionConfig> {
    let dimensions = config.sources.iter().flat_map(|source| &source.dimensions);
    dimensions.filter(move |dimension| dimension.id == id)
}

/// The values of a dimension that the configuration names.
fn labels<'a>(config: &'a Config, id: &'a str) -> BTreeMap<&'a str, &'a str> {
    let labels = configured(config, id).flat_map(|dimension| &dimension.labels);
    labels
        .map(|(value, label)| (value.as_str(), label.as_str()))
        .collect()
}

/// How many rows have each value in all sources. Sources that read the same files have the same rows, which count once.
fn in_all_sources(files: &[FileRef], seen: &Seen) -> BTreeMap<(usize, ValueId), u64> {
    let mut groups: BTreeMap<usize, BTreeMap<(usize, ValueId), u64>> = BTreeMap::new();
    for (source, seen) in seen.iter().enumerate() {
        let group = groups.entry(first_of(files, source)).or_default();
        for (value, n) in seen {
            let most = group.entry(*value).or_default();
            *most = (*most).max(*n);
        }
    }
    let mut all = BTreeMap::new();
    for (value, n) in groups.into_values().flatten() {
        *all.entry(value).or_default() += n;
    }
    all
}

/// The first source that reads a file of a source.
fn first_of(files: &[FileRef], source: usize) -> usize {
    let own = files.iter().filter(|file| file.source == source);
    let shared = own.flat_map(|own| {
        let same = move |other: &&FileRef| other.table == own.table;
        files.iter().filter(same).map(|other| other.source)
    });
    shared.min().unwrap_or(source)
}
