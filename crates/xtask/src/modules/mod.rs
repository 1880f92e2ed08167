//! `cargo xtask modules`: which file of a crate uses which, read off the code, and no circle among them.
//!
//! A module and its children may use each other: they are one thing in several files. Any other circle is a
//! failure, because nobody can read, move or test one of its files without the rest.

mod circle;
mod paths;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;
use serde_json::Value;

use self::tree::Tree;

/// The files of a crate, each with those it uses, by their paths in the crate's `src`.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// Print which file of a crate uses which, and fail on a circle.
#[derive(Args)]
pub(crate) struct Modules {
    /// The crates to look at; all of the workspace if none is named.
    crates: Vec<String>,
    /// Print no graph, only circles.
    #[arg(long)]
    quiet: bool,
}

impl Modules {
    /// Only whether there are circles, in any crate.
    pub(crate) fn of_all() -> Self {
        Self {
            crates: Vec::new(),
            quiet: true,
        }
    }

    /// The graphs in words, or the circles that must not be.
    pub(crate) fn run(&self) -> Result<String, String> {
        let roots = roots(&self.crates)?;
        let (mut said, mut circles) = (String::new(), String::new());
        let mut files = 0;
        for (name, root) in &roots {
            let graph = paths::graph(&Tree::of(root)?);
            files += graph.len();
            if !self.quiet {
                said.push_str(&in_words(name, &graph));
            }
            for circle in circle::all(&graph) {
                _ = writeln!(circles, "{name}: {}", circle.join(" → "));
            }
        }
        if circles.is_empty() {
            return Ok(format!(
                "{said}no circle among {files} files of {} crates",
                roots.len()
            ));
        }
        Err(format!("{said}files that use each other in a circle:\n{circles}"))
    }
}

fn in_words(name: &str, graph: &Graph) -> String {
    let mut said = format!("{name}\n");
    for (file, uses) in graph {
        let uses: Vec<&str> = uses.iter().map(String::as_str).collect();
        _ = writeln!(said, "  {file} → {}", uses.join(", "));
    }
    said
}

/// The root files of libraries and commands, with the names of their packages.
fn roots(wanted: &[String]) -> Result<Vec<(String, PathBuf)>, String> {
    let packages = packages()?;
    if let Some(unknown) = wanted
        .iter()
        .find(|name| !packages.iter().any(|(package, _)| package == *name))
    {
        return Err(format!("there is no crate `{unknown}` in the workspace"));
    }
    let is_wanted = |name: &String| wanted.is_empty() || wanted.contains(name);
    Ok(packages.into_iter().filter(|(name, _)| is_wanted(name)).collect())
}

fn packages() -> Result<Vec<(String, PathBuf)>, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .map_err(|error| format!("`cargo metadata` does not run: {error}"))?;
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("`cargo metadata` cannot be read: {error}"))?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut roots = Vec::new();
    for package in list(&metadata["packages"]) {
        for target in list(&package["targets"]) {
            let is_code = list(&target["kind"])
                .iter()
                .any(|kind| kind == "lib" || kind == "bin");
            if let (true, Some(name), Some(path)) =
                (is_code, package["name"].as_str(), target["src_path"].as_str())
            {
                roots.push((name.to_owned(), PathBuf::from(path)));
            }
        }
    }
    Ok(roots)
}
