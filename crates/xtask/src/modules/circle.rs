//! Circles in a graph of files, but for those of a module with its own children.

use std::collections::{BTreeMap, BTreeSet};

use super::Graph;

/// Every circle that must not be, by its files in the order in which they use each other.
///
/// One circle is told of each group of files that all lead to each other; where it is opened, there may be another.
pub(super) fn all(graph: &Graph) -> Vec<Vec<String>> {
    let reach = reachable(graph);
    let is_mutual = |a: &str, b: &str| reach[a].contains(b) && reach[b].contains(a);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut circles = Vec::new();
    for file in graph.keys() {
        if seen.contains(file.as_str()) {
            continue;
        }
        let group: BTreeSet<&str> = graph
            .keys()
            .map(String::as_str)
            .filter(|other| is_mutual(file, other))
            .collect();
        seen.extend(&group);
        circles.extend(within(graph, &group));
    }
    circles
}

/// A circle among files that all lead to each other, unless they are a module and its children.
fn within(graph: &Graph, group: &BTreeSet<&str>) -> Option<Vec<String>> {
    let head = group
        .iter()
        .find(|head| group.iter().all(|file| file == *head || is_in(file, head)));
    let is_family = |a: &str, b: &str| head.is_some() && (is_in(a, b) || is_in(b, a));
    let inner: Graph = group
        .iter()
        .map(|file| {
            let uses = graph[*file]
                .iter()
                .filter(|other| group.contains(other.as_str()) && !is_family(file, other));
            ((*file).to_owned(), uses.cloned().collect())
        })
        .collect();
    group
        .iter()
        .filter_map(|file| shortest(&inner, file))
        .min_by_key(Vec::len)
}

/// The shortest way from a file back to itself.
fn shortest(graph: &Graph, start: &str) -> Option<Vec<String>> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut edge = vec![start];
    while !edge.is_empty() {
        let mut next = Vec::new();
        for file in edge {
            for other in &graph[file] {
                if other == start {
                    return Some(way(&from, start, file));
                }
                if !from.contains_key(other.as_str()) {
                    from.insert(other, file);
                    next.push(other.as_str());
                }
            }
        }
        edge = next;
    }
    None
}

fn way(from: &BTreeMap<&str, &str>, start: &str, end: &str) -> Vec<String> {
    let mut way = vec![start.to_owned(), end.to_owned()];
    let mut at = end;
    while at != start {
        at = from[at];
        way.push(at.to_owned());
    }
    way.reverse();
    way.dedup();
    if way.len() > 1 {
        way
    } else {
        vec![start.to_owned(); 2]
    }
}

/// Which files each leads to, over any number of steps.
fn reachable(graph: &Graph) -> BTreeMap<&str, BTreeSet<&str>> {
    graph
        .keys()
        .map(|file| {
            let mut seen = BTreeSet::new();
            let mut open = vec![file.as_str()];
            while let Some(file) = open.pop() {
                open.extend(
                    graph[file]
                        .iter()
                        .map(String::as_str)
                        .filter(|other| seen.insert(*other)),
                );
            }
            (file.as_str(), seen)
        })
        .collect()
}

/// Whether a file is a module inside that of another file.
fn is_in(file: &str, parent: &str) -> bool {
    let folder = match parent.rsplit_once('/') {
        _ if matches!(parent, "lib.rs" | "main.rs") => return true,
        Some((folder, "mod.rs")) => folder,
        _ if parent == "mod.rs" => return true,
        _ => parent.trim_end_matches(".rs"),
    };
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}
