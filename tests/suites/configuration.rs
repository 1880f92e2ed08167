//! The reference of the configuration, `CONFIGURATION.md`: it names every key that the reader knows, and its examples load.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cxpress_metric::{Field, Kind};
use cxpress_tests::records::configuration;
use cxpress_tests::root;

/// Sources for examples that have none of their own.
const SOURCES: &str = "
sources:
  survey:
    kind: survey
    files: data/*.csv
    period: {column: date}
    questions:
      recommend: {column: nps, metric: nps}
      content: {column: content, metric: csat, scale: 1..5}
      website: {column: website, metric: csat, scale: 1..5, touchpoint: Website}
      ordering: {column: ordering, metric: csat, scale: 1..5, touchpoint: Ordering}
      delivery: {column: delivery, metric: csat, scale: 1..5, touchpoint: Delivery}
  staff:
    kind: staff
    files: data/staff/*.csv
    period: {column: date}
    questions:
      staff-delivery: {column: delivery, metric: csat, scale: 1..5}
";

fn reference() -> String {
    fs::read_to_string(root().join("CONFIGURATION.md")).expect("the reference")
}

/// What stands between two marks that are alike, each time.
fn between<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    text.split(mark).skip(1).step_by(2).collect()
}

/// The blocks of YAML.
fn examples(reference: &str) -> Vec<&str> {
    let blocks = between(reference, "```").into_iter();
    blocks.filter_map(|block| block.strip_prefix("yaml\n")).collect()
}

#[test]
fn every_example_of_the_reference_loads() {
    let reference = reference();
    let examples = examples(&reference);
    assert!(examples.len() > 10, "{}", examples.len());
    for example in examples {
        let mut text = example.to_owned();
        if !text.contains("schema:") {
            text = format!("schema: 1\ntitle: Example\n{text}");
        }
        if !text.contains("sources:") {
            text += SOURCES;
        }
        let (config, found) = configuration(&text);
        let found: Vec<_> = found.iter().map(|one| (&one.message, &one.place)).collect();
        assert!(config.is_some() && found.is_empty(), "{found:#?}\n{text}");
    }
}

/// The sources of the reader of configurations, without its tests.
fn sources() -> Vec<String> {
    let folder = root().join("crates/project/src");
    let in_folder = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let mut files = in_folder(&folder.join("load"));
    files.push(folder.join("load.rs"));
    files.retain(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs"));
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a source");
    files.iter().map(text).collect()
}

/// The keys that the reader knows: those of lists of keys, and those of kinds of records.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for source in sources() {
        let lists = source.split("KEYS: &[&str] =").skip(1);
        let more = source.split("const OF_").skip(1).filter_map(|part| {
            let (declared, list) = part.split_once('=')?;
            declared.trim_end().ends_with(": &[&str]").then_some(list)
        });
        let calls = source.split(".keys(").skip(1);
        for part in lists.chain(more).chain(calls) {
            // A call ends where it does, a list at its bracket: whatever comes first.
            let end = part.find([']', ';', '{']).unwrap_or(part.len());
            keys.extend(between(&part[..end], "\"").into_iter().map(str::to_owned));
        }
    }
    keys.extend(Field::ALL.map(|field| field.name().to_owned()));
    keys.extend(Kind::ALL.into_iter().filter_map(Kind::start).map(str::to_owned));
    let is_key = |key: &String| key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    keys.retain(|key| is_key(key) && !key.is_empty());
    keys
}

#[test]
fn every_key_stands_in_the_reference() {
    let (keys, reference) = (keys(), reference());
    for known in [
        "schema",
        "fiscal_year",
        "until",
        "minimum_base",
        "rejected_rows",
        "expectation",
        "staff",
        "solved",
    ] {
        assert!(
            keys.contains(known),
            "`{known}` was not found in the reader: {keys:?}"
        );
    }
    let tables = reference.lines().filter(|line| line.starts_with("| "));
    let named: BTreeSet<&str> = tables
        .flat_map(|line| between(line, "`"))
        .flat_map(|code| code.split(|c: char| !c.is_ascii_lowercase() && c != '_'))
        .collect();
    let missing: Vec<_> = keys.iter().filter(|key| !named.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "`CONFIGURATION.md` does not name {missing:?}");
}
