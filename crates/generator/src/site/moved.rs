//! Addresses that groups had in release 0.1.0, which numbered values that it gave one name.
//!
//! What stood under such a number depended on which other values were there, so that an old link to one of them may mean
//! any of them: its page lists them all. Where a value was alone with its name, the page leads on by itself.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_document::address;
use cxpress_report::{Dimension, Report, is_another};

use crate::page::Page;
use crate::plan::Plan;

/// An address that has moved.
pub(crate) struct Moved {
    /// Where it was.
    pub(crate) path: String,
    /// What may have stood there; at least one.
    pub(crate) to: Vec<Page>,
    /// Whether nothing else can have stood there.
    pub(crate) is_sure: bool,
}

/// The addresses that pages of groups had, where no other page stands now and a file may have the name.
pub(crate) fn all(report: &Report, plan: &Plan) -> Vec<Moved> {
    let taken: BTreeSet<String> = plan
        .pages()
        .map(|page| page.path(report).to_lowercase())
        .collect();
    let former: Vec<Vec<Former>> = report.dimensions.iter().map(former).collect();
    let mut shared: BTreeMap<(usize, usize, &str), Vec<Page>> = BTreeMap::new();
    for (page, period, dimension, value) in plan.groups() {
        let name = former[dimension][value].name.as_str();
        shared.entry((period, dimension, name)).or_default().push(page);
    }
    // What stands for others had no page in 0.1.0.
    let had_page = |(_, _, dimension, value): &(Page, usize, usize, usize)| {
        !is_another(&report.dimensions[*dimension].values[*value].raw)
    };
    let moved = plan
        .groups()
        .filter(had_page)
        .map(|(_, period, dimension, value)| {
            let Former { name, numbered } = &former[dimension][value];
            let values = former[dimension].iter();
            Moved {
                path: format!(
                    "{}/{}/{numbered}.html",
                    report.periods[period].id, report.dimensions[dimension].id
                ),
                to: shared[&(period, dimension, name.as_str())].clone(),
                is_sure: values.filter(|value| value.name == *name).count() == 1,
            }
        });
    let is_free =
        |moved: &Moved| !taken.contains(&moved.path) && !moved.path.split('/').any(address::is_reserved);
    moved.filter(is_free).collect()
}

/// What a value was called in addresses.
struct Former {
    /// Without number.
    name: String,
    /// With the number that told it from others.
    numbered: String,
}

fn former(dimension: &Dimension) -> Vec<Former> {
    let mut taken = BTreeSet::new();
    let mut free = |name: &str| {
        let numbered = |n: usize| format!("{name}-{n}");
        let all = std::iter::once(name.to_owned()).chain((2..).map(numbered));
        let free = all.into_iter().find(|name| !taken.contains(name));
        let free = free.unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    let values = dimension.values.iter().map(|value| {
        let name = address::former(&value.raw);
        let numbered = free(&name);
        Former { name, numbered }
    });
    values.collect()
}

#[cfg(test)]
mod tests {
    use cxpress_report::DimensionValue;

    use super::*;

    #[test]
    fn values_are_numbered_as_release_0_1_0_did() {
        let value = |raw: &&str| DimensionValue {
            id: String::new(),
            raw: (*raw).to_owned(),
            label: String::new(),
        };
        let dimension = Dimension {
            id: "topic".to_owned(),
            label: String::new(),
            values: ["C#", "C++", "c-2", "日本", "../.."].iter().map(value).collect(),
        };
        let numbered: Vec<String> = former(&dimension).into_iter().map(|it| it.numbered).collect();
        assert_eq!(numbered, ["c", "c-2", "c-2-2", "value", "value-2"]);
    }
}
