//! The file that says which files of a folder are ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path};

use cxpress_generator::Site;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_64;

/// The file that says a folder is a site of ours: each path with a fingerprint of its bytes.
pub(crate) const MANIFEST: &str = "cxpress-manifest.json";

/// Which files of a folder are ours, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Those that are there.
    pub(super) files: BTreeSet<String>,
    /// Those that may be there: a build puts them in or takes them out one by one, or was killed while it did.
    pub(super) pending: BTreeSet<String>,
}

/// A manifest as it is written.
#[derive(Deserialize)]
struct Written {
    #[serde(rename = "cxpress")]
    _version: String,
    files: BTreeMap<String, String>,
    #[serde(default)]
    pending: BTreeSet<String>,
}

impl Manifest {
    /// What a manifest says; nothing if it is not whole. No build writes one that names no file.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(text).ok()?;
        let sound = written
            .files
            .iter()
            .all(|(path, print)| is_plain(path) && is_print(print))
            && written.pending.iter().all(|path| is_plain(path));
        let manifest = Self {
            files: written.files.into_keys().collect(),
            pending: written.pending,
        };
        (sound && manifest.names().next().is_some()).then_some(manifest)
    }

    /// All that it names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.files.iter().chain(&self.pending)
    }

    /// Whether it names a file. It names itself, unless it names nothing.
    pub(super) fn is_named(&self, path: &str) -> bool {
        let is_own = path == MANIFEST && self.names().next().is_some();
        is_own || self.files.contains(path) || self.pending.contains(path)
    }

    /// The folders of what it names, with all above them.
    pub(super) fn folders(&self) -> BTreeSet<&Path> {
        let above = |path| Path::new(path).ancestors().skip(1);
        self.names().flat_map(above).collect()
    }
}

/// Whether a path leads to something within the folder.
fn is_plain(path: &str) -> bool {
    let plain = |part| matches!(part, Component::Normal(_));
    !path.is_empty() && Path::new(path).components().all(plain)
}

fn is_print(print: &str) -> bool {
    print.len() == 16 && print.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The manifest of a site that is whole.
pub(super) fn whole(site: &Site) -> String {
    let files = site
        .files
        .iter()
        .map(|(path, bytes)| (path.clone(), print(bytes)));
    text(json!({ "cxpress": env!("CARGO_PKG_VERSION"), "files": files.collect::<Map<String, Value>>() }))
}

/// The hash of the manifest of a site, and so of the site.
pub(crate) fn fingerprint(site: &Site) -> u64 {
    xxh3_64(whole(site).as_bytes())
}

/// The site in a folder, if its manifest has this hash and all files are as that says.
pub(crate) fn standing(folder: &Path, fingerprint: u64) -> Option<Site> {
    let text = fs::read_to_string(folder.join(MANIFEST)).ok()?;
    let is_it = xxh3_64(text.as_bytes()) == fingerprint;
    let written: Written = is_it.then(|| serde_json::from_str(&text).ok())??;
    let file = |(path, own): (String, String)| {
        let bytes = fs::read(folder.join(&path)).ok()?;
        (print(&bytes) == own).then_some((path, bytes))
    };
    let files: Option<BTreeMap<String, Vec<u8>>> = written.files.into_par_iter().map(file).collect();
    Some(Site { files: files? })
}

/// The manifest of a folder in which the files of `manifest` are, and those of `site` are coming.
pub(super) fn between(site: &Site, manifest: &Manifest) -> String {
    let file = |path: &String| {
        let bytes = site.files.get(path).map_or(&[][..], Vec::as_slice);
        (path.clone(), print(bytes))
    };
    let files: Map<String, Value> = manifest.files.iter().map(file).collect();
    text(json!({ "cxpress": env!("CARGO_PKG_VERSION"), "files": files, "pending": manifest.pending }))
}

fn print(bytes: &[u8]) -> Value {
    Value::from(format!("{:016x}", xxh3_64(bytes)))
}

fn text(manifest: Value) -> String {
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_counts_only_if_it_is_whole() {
        let files = [("2026-10/index.html", "one"), ("index.html", "two")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let written = whole(&Site { files: files.into() });
        let manifest = Manifest::parse(&written).expect("a manifest");
        let names: Vec<&String> = manifest.names().collect();
        assert_eq!(names, ["2026-10/index.html", "index.html"]);
        for cut in 0..written.trim_end().len() {
            assert_eq!(Manifest::parse(&written[..cut]), None, "cut off at {cut}");
        }
        for wrong in [
            "{}",
            "[]",
            r#"{"cxpress": "0.1.0", "files": {}}"#,
            r#"{"files": {"a": "0123456789abcdef"}}"#,
            r#"{"cxpress": "0.1.0", "files": {"a": "0123"}}"#,
            r#"{"cxpress": "0.1.0", "files": {"../a": "0123456789abcdef"}}"#,
            r#"{"cxpress": "0.1.0", "files": {"/a": "0123456789abcdef"}}"#,
        ] {
            assert_eq!(Manifest::parse(wrong), None, "{wrong}");
        }
    }
}
