//! Sources in which the respondents of a survey are looked for: referrals and reviews.

use crate::config::{FieldConfig, IdConfig, Source};
use cxpress_document::{Entry, Item, Keys, Wrong, suggestion};
use cxpress_metric::{Field, Kind};

use super::Checker;
use super::column::nothing;

/// Whether sources of a kind can tell who referred others or wrote reviews.
pub(super) const fn is_searchable(kind: Kind) -> bool {
    matches!(kind, Kind::Customers | Kind::Reviews)
}

/// When respondents referred others or wrote reviews, which is found in other sources by who answered.
pub(super) fn advocated(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    respondent: Option<&IdConfig>,
) -> Option<FieldConfig> {
    keys.get(Field::Advocated.name())?;
    if respondent.is_none() {
        let help = "add `respondent: NAME`: who referred others is found by who answered";
        r.need_or(keys, "respondent", || help.to_owned());
    }
    Some(FieldConfig {
        field: Field::Advocated,
        column: respondent.map_or_else(|| nothing(keys), |id| id.column.clone()),
        length: None,
        words: Default::default(),
    })
}

/// Finds the sources of referrals and reviews that surveys name.
pub(super) fn advocacy(r: &mut Checker<'_>, entries: &[Entry<'_>], sources: &mut [Source]) {
    for entry in entries {
        let place = sources.iter().position(|source| source.id == entry.key.text);
        let place = place.filter(|place| sources[*place].kind == Kind::Survey);
        let named = entry.item.node.entries().unwrap_or_default();
        let named = named.iter().find(|(key, _)| key.text == Field::Advocated.name());
        let (Some(place), Some(named)) = (place, named) else {
            continue;
        };
        let item = Item::below(&entry.item.path, named);
        let found = searched(r, &item, sources);
        found
            .iter()
            .for_each(|source| sources[*source].is_searched = true);
        sources[place].advocacy = found;
    }
}

/// The sources of a list that can be searched; what is wrong with the others is noted.
fn searched(r: &mut Checker<'_>, item: &Item<'_>, sources: &[Source]) -> Vec<usize> {
    let mut found = Vec::new();
    for item in &r.list(item) {
        let Some(id) = r.text(item) else { continue };
        let at = sources.iter().position(|source| source.id == id);
        match at.map(|at| (at, unsearchable(&sources[at]))) {
            Some((at, None)) if found.contains(&at) => {
                r.reject(item, format!("`{id}` stands in it twice"), "remove one of them");
            }
            Some((at, None)) => found.push(at),
            Some((_, Some(wrong))) => r.wrong(item, wrong),
            None => {
                let searchable = sources.iter().filter(|source| is_searchable(source.kind));
                let known = searchable.map(|source| source.id.as_str());
                let help = suggestion(&id, known, "the sources of customers and reviews are");
                r.reject(item, format!("there is no source `{id}`"), help);
            }
        }
    }
    found
}

/// Why nobody can be looked for in a source; nothing if they can.
fn unsearchable(source: &Source) -> Option<Wrong> {
    let Source { id, kind, .. } = source;
    let tells = |field: Field| source.fields.iter().any(|known| known.field == field);
    if !is_searchable(*kind) {
        let message = format!("`{id}` holds {}, neither referrals nor reviews", kind.name());
        return Some(Wrong::new(message, "name sources of customers or of reviews"));
    }
    if *kind == Kind::Customers && !tells(Field::Referred) {
        let message = format!("`{id}` does not say who referred others");
        return Some(Wrong::new(
            message,
            format!("add `referred: NAME` to `sources.{id}`"),
        ));
    }
    if source.customer.is_none() {
        let message = format!("`{id}` does not say who a customer is");
        let help =
            format!("add `customer: NAME` to `sources.{id}`: the column with the ids that `respondent` has");
        return Some(Wrong::new(message, help));
    }
    None
}
