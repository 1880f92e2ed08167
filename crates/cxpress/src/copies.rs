//! Files that the site holds as its author made them: `static/` of the report is copied into the root of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use cxpress_core::{Code, Diagnostic, Diagnostics, Files, LeadsOut, Place};
use cxpress_generator::Site;

use crate::write::{DUST, MANIFEST};

/// The folder of files that are copied into the site.
const FOLDER: &str = "static";

/// Names that nothing in the root of a site may begin with: builds make names like these while they write.
const OURS: &str = ".cxpress-";

/// What pages load, by how its names begin.
const LOADED: [&str; 5] = [
    "assets/logo.",
    "assets/search.",
    "assets/site.",
    "assets/style.",
    "assets/theme.",
];

/// A file that is copied into the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its path in the project.
    pub from: String,
    /// Its path in the site.
    pub to: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The files of `static/`.
pub(crate) fn load(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<Copied> {
    if files.list(FOLDER).is_ok_and(|found| !found.is_empty()) {
        let message =
            format!("`{FOLDER}` is a file: it should be the folder of files that are copied into the site");
        diagnostics.push(Diagnostic::error(Code::StaticNoFolder, message).help("rename it"));
        return Vec::new();
    }
    let paths = files.list(&format!("{FOLDER}/**")).unwrap_or_else(|error| {
        diagnostics.push(unreadable(FOLDER, &error));
        Vec::new()
    });
    let is_dust = |path: &str| path.rsplit('/').next().is_some_and(|name| DUST.contains(&name));
    let mut copied = Vec::new();
    for from in paths.into_iter().filter(|path| !is_dust(path)) {
        let mut bytes = Vec::new();
        match files
            .open(&from)
            .and_then(|mut file| file.read_to_end(&mut bytes))
        {
            Ok(_) => copied.push(Copied {
                to: from[FOLDER.len() + 1..].to_owned(),
                from,
                bytes,
            }),
            Err(error) => diagnostics.push(unreadable(&from, &error)),
        }
    }
    copied
}

/// A folder or file that cannot be read, or a link out of the project.
pub(crate) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    if let Some(out) = LeadsOut::of(error) {
        return out.diagnostic();
    }
    Diagnostic::error(Code::UnreadableFile, format!("`{path}` cannot be read: {error}"))
        .at(Place::file(path))
        .help("check its permissions")
}

/// Puts copied files into a site that is made, unless one would take the place of something.
pub(crate) fn put(copied: Vec<Copied>, site: &mut Site, diagnostics: &mut Diagnostics) {
    let made: Vec<String> = site.files.keys().cloned().collect();
    check(&copied, &made, diagnostics);
    site.files
        .extend(copied.into_iter().map(|file| (file.to, file.bytes)));
}

/// Copied files that would take the place of one of `made`, which are paths of the site.
pub(crate) fn check(copied: &[Copied], made: &[String], diagnostics: &mut Diagnostics) {
    let taken = Taken::new(made);
    for file in copied {
        if let Some(place) = taken.by(&file.to) {
            let message = format!(
                "`{}` would take the place of `{place}`, which builds make",
                file.from
            );
            let help = "give it another name; what pages look like is changed with `cxpress theme`";
            let clash = Diagnostic::error(Code::StaticClash, message);
            diagnostics.push(clash.at(Place::file(&file.from)).help(help));
        }
    }
}

/// What has a name already. Names that differ in case only are one on many systems.
struct Taken<'a> {
    files: BTreeMap<String, &'a str>,
    folders: BTreeSet<String>,
}

impl<'a> Taken<'a> {
    fn new(made: &'a [String]) -> Self {
        let all = made.iter().map(String::as_str).chain([MANIFEST]);
        let files: BTreeMap<String, &str> = all.map(|path| (path.to_lowercase(), path)).collect();
        let folders = files.keys().flat_map(|path| above(path)).map(str::to_owned);
        Self {
            folders: folders.collect(),
            files,
        }
    }

    /// What a path would take the place of.
    fn by(&self, path: &str) -> Option<String> {
        let lower = path.to_lowercase();
        let mut own = std::iter::once(lower.as_str()).chain(above(&lower));
        if let Some(file) = own.find_map(|path| self.files.get(path)) {
            return Some((*file).to_owned());
        }
        let loaded = LOADED.iter().find(|start| lower.starts_with(**start));
        let folder = self.folders.get(&lower).map(|folder| format!("{folder}/"));
        let inner = lower.starts_with(OURS).then_some(OURS);
        folder.or_else(|| loaded.copied().or(inner).map(|start| format!("{start}…")))
    }
}

/// The folders above a path.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let slashes = path.match_indices('/').map(|(at, _)| at);
    slashes.map(|at| &path[..at])
}

#[cfg(test)]
mod tests {
    use cxpress_core::MemoryFiles;

    use super::*;

    #[test]
    fn files_are_copied_as_they_are() {
        let files = MemoryFiles::new()
            .with("static/CNAME", "example.org")
            .with("static/.nojekyll", "")
            .with("static/.well-known/a", [0xff, 0])
            .with("static/.DS_Store", "x")
            .with("data/static/b", "x");
        let mut found = Diagnostics::default();
        let mut site = Site::default();
        put(load(&files, &mut found), &mut site, &mut found);
        assert_eq!(found.iter().count(), 0);
        let paths: Vec<&String> = site.files.keys().collect();
        assert_eq!(paths, [".nojekyll", ".well-known/a", "CNAME"]);
        assert_eq!(site.files[".well-known/a"], [0xff, 0]);
    }

    #[test]
    fn what_builds_make_keeps_its_place() {
        let made = ["index.html", "2026-10/index.html", "assets/style.0.css"].map(str::to_owned);
        let taken = Taken::new(&made);
        for (path, place) in [
            ("index.html", Some("index.html")),
            ("Index.HTML", Some("index.html")),
            ("index.html/a", Some("index.html")),
            ("2026-10", Some("2026-10/")),
            ("assets", Some("assets/")),
            ("assets/logo.svg", Some("assets/logo.…")),
            ("cxpress-manifest.json", Some(MANIFEST)),
            (".cxpress-lock", Some(".cxpress-…")),
            ("2026-10/own.html", None),
            ("assets/photo.jpg", None),
            ("index.htm", None),
        ] {
            assert_eq!(taken.by(path).as_deref(), place, "{path}");
        }
    }
}
