//! Made-up sites, each version with other bytes under other names, to be written over one another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cxpress_generator::Site;

/// How many pages a version has.
const PAGES: usize = 120;

/// A version of a site. Its pages and what they load have names that no other version has, but for the first page.
#[must_use]
pub fn version(version: usize) -> Site {
    let style = format!("assets/style.{version}.css");
    let pages: Vec<String> = (0..PAGES)
        .map(|page| format!("{version}/page-{page}.html"))
        .collect();
    let body = "x".repeat(2_000);
    let page = format!("loads {style}\n{body}\n");
    let first = format!("loads {style}\nloads {version}/index.html\n");
    let overview = format!("loads {style}\nloads {}\n", pages.join("\nloads "));
    let mut files: BTreeMap<String, Vec<u8>> = pages
        .into_iter()
        .map(|path| (path, page.clone().into()))
        .collect();
    files.insert(format!("{version}/index.html"), overview.into());
    files.insert("index.html".to_owned(), first.into());
    files.insert(style, body.into());
    Site { files }
}

/// The version whose files are all in a folder, and nothing else but its manifest and what builds make there while they
/// write.
#[must_use]
pub fn standing(folder: &Path, versions: &[usize]) -> Option<usize> {
    let mut found = files(folder);
    found.retain(|path, _| !path.starts_with(".cxpress-"));
    let stands = |at: &usize| {
        let mut expected = version(*at).files;
        let manifest = "cxpress-manifest.json".to_owned();
        expected.insert(
            manifest.clone(),
            found.get(&manifest).cloned().unwrap_or_default(),
        );
        expected == found
    };
    versions.iter().copied().find(stands)
}

/// All files of a folder by their paths. Nothing that vanishes meanwhile.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(bytes), Ok(name)) = (fs::read(&path), path.strip_prefix(folder)) {
                found.insert(name.to_string_lossy().into_owned(), bytes);
            }
        }
    }
    found
}

/// What pages of a folder load that is not there.
#[must_use]
pub fn missing(folder: &Path) -> Vec<String> {
    let found = files(folder);
    let pages = found.iter().filter(|(path, _)| path.ends_with(".html"));
    let texts = pages.map(|(page, bytes)| (page, String::from_utf8_lossy(bytes).into_owned()));
    let loaded = texts.flat_map(|(page, text)| {
        let lines = text
            .lines()
            .filter_map(|line| line.strip_prefix("loads ").map(str::to_owned));
        lines.map(|path| (page.clone(), path)).collect::<Vec<_>>()
    });
    let is_missing = |(_, path): &(String, String)| !found.contains_key(path);
    let missing = loaded.filter(is_missing);
    missing
        .map(|(page, path)| format!("{page} loads {path}"))
        .collect()
}
