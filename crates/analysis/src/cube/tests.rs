//! Pairs of groups, read off small surveys.

use std::collections::BTreeMap;

use cxpress_diagnostic::Diagnostics;
use cxpress_feedback::{Dictionary, Options, Sink, inputs, read};
use cxpress_files::MemoryFiles;
use cxpress_metric::Metric;

use super::Cube;
use crate::schema::Schema;

const CONFIG: &str = "\
schema: 1
title: Pairs
period: month
sources:
  survey:
    kind: survey
    files: '*.csv'
    period: {column: date}
    dimensions:
      channel: {column: channel}
      customer: {column: customer}
    questions:
      ease: {column: score, scale: 1..5, metric: csat}
";

/// How many answered, by channel, customer and period.
type Counted = BTreeMap<(String, String, i32), u64>;

/// The pairs of the first source; none if they were given up.
fn counted(cube: &Cube<'_>, dictionary: &Dictionary) -> Option<Counted> {
    let pairs = &cube.pairs[0];
    let mut found = Counted::new();
    for (number, values) in pairs.known() {
        let [channel, customer] = values.map(|(dimension, value)| dictionary.name(dimension, value));
        for period in (2020 * 12..2027 * 12).map(cxpress_metric::PeriodId) {
            let cell = pairs
                .reach(period)
                .then(|| pairs.cell(0, number, period))
                .flatten();
            if let Some(cell) = cell {
                let key = (channel.clone()?, customer.clone()?, period.0);
                found.insert(key, cell.n());
            }
        }
    }
    (!pairs.given_up()).then_some(found)
}

/// Reads files, and looks at the cube.
fn read_into<T>(
    config: &str,
    files: &[(&str, String)],
    look: impl FnOnce(Cube<'_>, &Dictionary, &Schema<'_>) -> T,
) -> T {
    let metrics: [&dyn Metric; 1] = [&cxpress_survey::csat::Csat];
    let specs: Vec<_> = metrics.iter().map(|metric| metric.spec()).collect();
    let (config, found) = cxpress_project::load(config, "cxpress.yaml", &|_| None, &specs);
    let config = config.unwrap_or_else(|| panic!("{found:?}"));
    let files = files.iter().fold(MemoryFiles::new(), |files, (name, rows)| {
        files.with(*name, format!("date,channel,customer,score\n{rows}"))
    });
    let mut found = Diagnostics::default();
    let inputs = inputs(&config, &files, &mut found);
    let schema = Schema::new(&config, &inputs, &metrics);
    let options = Options::plain();
    let reading = read(
        &config,
        &inputs,
        &files,
        options,
        || Cube::new(&schema),
        &mut found,
    );
    let cube = reading.sink.unwrap_or_else(|| panic!("{found:?}"));
    look(cube, &reading.dictionary, &schema)
}

fn pairs_of(files: &[(&str, String)]) -> Option<Counted> {
    read_into(CONFIG, files, |cube, dictionary, _| counted(&cube, dictionary))
}

/// Rows of a month: chat and returning, chat and new, phone and returning, so many each, and one that tells no channel.
fn month(month: &str, [first, second, third]: [usize; 3]) -> String {
    let rows = [
        ("chat", "returning", first),
        ("chat", "new", second),
        ("phone", "returning", third),
        ("", "new", 1),
    ];
    let rows = rows.into_iter();
    rows.map(|(channel, customer, n)| format!("{month}-10,{channel},{customer},4\n").repeat(n))
        .collect()
}

#[test]
fn pairs_are_counted_by_period() {
    let files = [
        ("a.csv", month("2026-09", [3, 2, 1])),
        ("b.csv", month("2026-10", [1, 0, 5])),
    ];
    let found = pairs_of(&files).expect("pairs");
    let counts: Vec<u64> = found.values().copied().collect();
    // By channel, customer and period; where nobody is, there is no cell.
    assert_eq!(counts, [2, 3, 1, 1, 5], "{found:?}");
}

#[test]
fn it_does_not_matter_in_which_order_files_are_read() {
    let years = ["2022-01", "2024-06", "2024-10", "2026-10", "2023-03"];
    let rows = years.map(|at| month(at, [2, 3, 4]));
    let names = ["a.csv", "b.csv", "c.csv", "d.csv", "e.csv"];
    let forward: Vec<(&str, String)> = names.into_iter().zip(rows.clone()).collect();
    let backward: Vec<(&str, String)> = names.into_iter().rev().zip(rows).collect();
    let found = pairs_of(&forward).expect("pairs");
    assert_eq!(Some(&found), pairs_of(&backward).as_ref());
    // October 2024 is the oldest of 25 months.
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(found.values().sum::<u64>(), 18);
}

#[test]
fn pairs_that_were_kept_are_the_same() {
    let files = [
        ("a.csv", month("2026-09", [3, 2, 1])),
        ("b.csv", month("2024-09", [9, 9, 9])),
    ];
    read_into(CONFIG, &files, |cube, dictionary, schema| {
        let saved = cube.save(dictionary).expect("bytes");
        let mut again = Cube::new(schema);
        assert!(again.load(&saved, dictionary));
        assert_eq!(counted(&again, dictionary), counted(&cube, dictionary));
        let mut twice = Cube::new(schema);
        twice.absorb(again);
        twice.absorb(cube);
        let doubled = counted(&twice, dictionary).expect("pairs");
        assert_eq!(doubled.values().sum::<u64>(), 2 * 33);
    });
}

#[test]
fn too_many_pairs_are_given_up_whatever_is_seen_first() {
    // 210 × 210 pairs of 25 months are more than 2²⁰ summaries.
    let rows = |first: usize| -> String {
        let pairs = (first..first + 105).flat_map(|a| (0..210).map(move |b| (a, b)));
        pairs.map(|(a, b)| format!("2026-10-10,c{a},d{b},4\n")).collect()
    };
    let both = [("a.csv", rows(0)), ("b.csv", rows(105))];
    assert_eq!(pairs_of(&both), None);
    assert_eq!(pairs_of(&both[..1]).map(|found| found.len()), Some(105 * 210));
    read_into(CONFIG, &both, |cube, dictionary, schema| {
        let saved = cube.save(dictionary).expect("bytes");
        let mut again = Cube::new(schema);
        assert!(again.load(&saved, dictionary), "what was given up is remembered");
        assert_eq!(counted(&again, dictionary), None);
    });
}

#[test]
fn a_source_of_one_dimension_makes_none() {
    let config = CONFIG.replace("      customer: {column: customer}\n", "");
    let files = [("a.csv", month("2026-09", [3, 2, 1]))];
    read_into(&config, &files, |cube, _, _| {
        assert_eq!(cube.pairs[0].known().count(), 0)
    });
}
