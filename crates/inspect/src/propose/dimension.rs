//! What customers differ in.

use super::super::guess::CATEGORIES;
use super::super::{Column, ColumnKind, Profile};
use super::question::Asked;

/// How many dimensions are proposed.
const MOST: usize = 6;

/// Words of columns by which figures are most often split, best first.
const USEFUL: &[&str] = &[
    "channel",
    "kanal",
    "canal",
    "via",
    "segment",
    "region",
    "area",
    "country",
    "land",
    "pays",
    "pais",
    "product",
    "produkt",
    "plan",
    "tier",
    "store",
    "branch",
    "filiale",
    "touchpoint",
    "market",
    "brand",
    "department",
    "abteilung",
    "team",
    "group",
    "category",
    "kategorie",
    "topic",
    "reason",
    "type",
    "source",
    "quelle",
    "location",
    "neighborhood",
    "district",
    "city",
    "device",
    "platform",
    "os",
    "language",
    "lang",
    "priority",
    "journey",
    "age",
    "gender",
    "sex",
    "counter",
    "income",
    "education",
];

/// Words of columns that split nothing worth knowing.
const USELESS: &[&str] = &[
    "id",
    "status",
    "finished",
    "tags",
    "tag",
    "url",
    "link",
    "zip",
    "subject",
    "title",
    "text",
    "comment",
    "version",
    "date",
    "time",
    "latitude",
    "longitude",
    "photo",
    "progress",
    "collector",
    "survey",
    "set",
    "email",
    "satisfaction",
    "browser",
    "agent",
    "reply",
    "response",
];

/// Words of columns that never do, whatever else their name says.
const NEVER: &[&str] = &[
    "id",
    "zip",
    "zipcode",
    "postcode",
    "plz",
    "latitude",
    "longitude",
    "url",
    "link",
    "photo",
    "date",
    "time",
    "assignee",
    "interviewer",
];

/// The columns that figures are split by.
pub(super) fn of<'g>(group: &'g Profile, asked: &[Asked<'_>]) -> Vec<&'g Column> {
    let is_asked = |column: &Column| asked.iter().any(|one| one.active && one.uses(column));
    let mut found: Vec<(usize, u64, &Column)> = group
        .columns
        .iter()
        .filter(|column| !is_asked(column) && is_group(group, column))
        .filter_map(|column| {
            let rank = column.hints().rank(USEFUL);
            let coded = column.facts.numbers > 0;
            let rank = match (rank, coded) {
                (None, true) => return None,
                (rank, _) => rank.unwrap_or(USEFUL.len()),
            };
            Some((
                rank,
                column.facts.missing * 100 / column.facts.rows.max(1),
                column,
            ))
        })
        .collect();
    found.sort_by_key(|(rank, missing, _)| (*rank, *missing));
    found.truncate(MOST);
    found.into_iter().map(|(.., column)| column).collect()
}

/// Whether a column splits rows into a few groups.
fn is_group(group: &Profile, column: &Column) -> bool {
    let facts = &column.facts;
    let repeated = facts.answered() >= 2 * facts.values.len() as u64;
    let few = !facts.many && (2..=CATEGORIES).contains(&facts.values.len());
    let kind = matches!(
        column.kind,
        ColumnKind::Category | ColumnKind::YesNo | ColumnKind::Number
    );
    let mostly = 2 * facts.missing <= facts.rows;
    let useful =
        !column.hints().any(USELESS) || column.hints().rank(USEFUL).is_some() && group.format.id == "plain";
    let known = repeated || column.hints().rank(USEFUL).is_some();
    few && kind
        && known
        && mostly
        && useful
        && !column.hints().any(NEVER)
        && column.choice.is_none()
        && column.name.is_some()
}
