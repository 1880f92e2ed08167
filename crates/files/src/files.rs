//! The files of a report project, as an argument: on disk, or in memory for tests.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use cxpress_diagnostic::{Code, Diagnostic, Place};
use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

/// The bytes of a file as they are stored. Archives and spreadsheets have their table of contents at the end, so they
/// are read out of order.
pub trait Stored: Read + Seek + Send {}

impl<T: Read + Seek + Send> Stored for T {}

/// What tells one state of a file from another. Two stamps of a file that are unequal say that it was changed in
/// between; two that are equal do not prove that it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    /// Nothing where the file system does not keep it, and in memory.
    modified: Option<SystemTime>,
}

/// A link in the project that leads out of it: whoever can lay a link there could publish any file of the machine.
#[derive(Debug)]
pub struct LeadsOut {
    /// The link, or what is behind it, as a path of the project.
    pub path: String,
    /// Where it leads.
    pub target: PathBuf,
}

impl LeadsOut {
    /// What is wrong, if an error of [`Files`] says this.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// It as an error of the report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error(Code::LeadsOut, self.to_string())
            .at(Place::file(&self.path))
            .help("copy what the link leads to into the project")
    }
}

impl fmt::Display for LeadsOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, target } = self;
        write!(
            f,
            "the link `{path}` leads out of the project, to `{}`",
            target.display()
        )
    }
}

impl std::error::Error for LeadsOut {}

/// The world outside: what a report project can read. Paths are relative to the project, with `/`; they may
/// lead outside it with `..`, and only so: links that do are refused.
pub trait Files: Send + Sync {
    /// Opens a file for reading from its start.
    ///
    /// # Errors
    /// As the file system says.
    fn open(&self, path: &str) -> io::Result<Box<dyn Stored>>;

    /// The state a file is in: compared before and after reading, it tells that the file was changed meanwhile.
    ///
    /// # Errors
    /// As the file system says.
    fn stamp(&self, path: &str) -> io::Result<Stamp>;

    /// The files that match a pattern, sorted by path.
    ///
    /// # Errors
    /// An invalid pattern, a folder that cannot be read, or a link that [leads out](LeadsOut) where the pattern does not.
    fn list(&self, pattern: &str) -> io::Result<Vec<String>>;

    /// Where a path leads, if that is out of the project and the path does not say so.
    fn leads_out(&self, path: &str) -> Option<LeadsOut> {
        let _ = path;
        None
    }

    /// The whole text of a file.
    ///
    /// # Errors
    /// As the file system says, and if it is not UTF-8.
    fn text(&self, path: &str) -> io::Result<String> {
        let mut text = String::new();
        self.open(path)?.read_to_string(&mut text)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

/// Files below a folder on disk.
#[derive(Clone, Debug)]
pub struct DiskFiles {
    root: PathBuf,
    /// Whether links may lead anywhere.
    free: bool,
}

impl DiskFiles {
    /// The files of the project in `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            free: false,
        }
    }

    /// Files that somebody names one by one, from `root`: links may lead anywhere.
    #[must_use]
    pub fn anywhere(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            free: true,
        }
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Files for DiskFiles {
    fn open(&self, path: &str) -> io::Result<Box<dyn Stored>> {
        Ok(Box::new(File::open(self.root.join(path))?))
    }

    fn stamp(&self, path: &str) -> io::Result<Stamp> {
        let metadata = fs::metadata(self.root.join(path))?;
        Ok(Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok(),
        })
    }

    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        let (base, rest) = split_pattern(pattern);
        let found = self.found(base, rest)?;
        let refused = |path: &String| self.link_out(pattern, path);
        match found.iter().find_map(refused) {
            Some(out) => Err(io::Error::other(out)),
            None => Ok(found),
        }
    }

    fn leads_out(&self, path: &str) -> Option<LeadsOut> {
        self.link_out(path, path)
    }
}

impl DiskFiles {
    /// The files below `base` that match `rest`, sorted. Folders out of the project are not entered.
    fn found(&self, base: &str, rest: &str) -> io::Result<Vec<String>> {
        let folder = self.root.join(base);
        if rest.is_empty() {
            return Ok(folder.is_file().then(|| base.to_owned()).into_iter().collect());
        }
        let matcher = matcher(rest)?;
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        if let Some(out) = self.link_out(base, base) {
            return Err(io::Error::other(out));
        }
        let depth = if rest.contains("**") {
            usize::MAX
        } else {
            rest.matches('/').count() + 1
        };
        let mut found = Vec::new();
        let walk = WalkDir::new(&folder)
            .follow_links(true)
            .max_depth(depth)
            .sort_by_file_name();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                // A link to nothing is no file.
                Err(error) if error.depth() > 0 && error.io_error().is_some_and(is_not_found) => continue,
                Err(error) => return Err(error.into()),
            };
            let path = path_in(&folder, &entry);
            if entry.file_type().is_file() && matcher.is_match(&path) {
                found.push(format!("{base}{path}"));
            } else if is_entered(&entry, depth)
                && let Some(out) = self.link_out(base, &format!("{base}{path}"))
            {
                return Err(io::Error::other(out));
            }
        }
        found.sort();
        Ok(found)
    }

    /// Where a path leads, if that is out of the project and `said`, which names it, does not lead there itself.
    fn link_out(&self, said: &str, path: &str) -> Option<LeadsOut> {
        if self.free || says_so(said) {
            return None;
        }
        let target = fs::canonicalize(self.root.join(path)).ok()?;
        let root = fs::canonicalize(self.root.join(".")).ok()?;
        (!target.starts_with(root)).then(|| LeadsOut {
            path: path.trim_end_matches('/').to_owned(),
            target,
        })
    }
}

/// The path of what was found below a folder, with `/`.
fn path_in(folder: &Path, entry: &DirEntry) -> String {
    let path = entry.path();
    let relative = path.strip_prefix(folder).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}

/// Whether it is a link to a folder whose files are wanted.
fn is_entered(entry: &DirEntry, depth: usize) -> bool {
    entry.path_is_symlink() && entry.file_type().is_dir() && entry.depth() < depth
}

/// Whether a path or pattern leads out of the project by its own words.
fn says_so(pattern: &str) -> bool {
    let mut parts = pattern.split(['/', '\\', '{', ',', '}']);
    Path::new(pattern).is_absolute() || parts.any(|part| part == "..")
}

fn is_not_found(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// Files held in memory, for tests.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same files and one more.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Files for MemoryFiles {
    fn open(&self, path: &str) -> io::Result<Box<dyn Stored>> {
        let bytes = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }

    fn stamp(&self, path: &str) -> io::Result<Stamp> {
        let bytes = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Stamp {
            length: bytes.len() as u64,
            modified: None,
        })
    }

    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        let matcher = matcher(pattern)?;
        Ok(self
            .files
            .keys()
            .filter(|path| matcher.is_match(path))
            .cloned()
            .collect())
    }
}

fn matcher(pattern: &str) -> io::Result<globset::GlobMatcher> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    Ok(glob
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?
        .compile_matcher())
}

/// The leading folders of a pattern that hold no special character (with the last `/`), and the rest. A
/// pattern without any is a plain path.
fn split_pattern(pattern: &str) -> (&str, &str) {
    let Some(special) = pattern.find(['*', '?', '[', '{']) else {
        return (pattern, "");
    };
    let cut = pattern[..special].rfind('/').map_or(0, |slash| slash + 1);
    pattern.split_at(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_split_at_the_last_plain_folder() {
        assert_eq!(split_pattern("data/2026/*.csv"), ("data/2026/", "*.csv"));
        assert_eq!(split_pattern("*.csv"), ("", "*.csv"));
        assert_eq!(split_pattern("../x/a.csv"), ("../x/a.csv", ""));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_project_is_refused_unless_the_pattern_leads_there() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let [project, outside] = ["project", "outside"].map(|name| folder.path().join(name));
        for deep in [project.join("data"), project.join("inner"), outside.join("deep")] {
            fs::create_dir_all(deep).expect("folders");
        }
        fs::write(outside.join("a.csv"), "x").expect("a file");
        fs::write(project.join("inner/b.csv"), "x").expect("a file");
        let disk = DiskFiles::new(&project);
        symlink("../inner/b.csv", project.join("data/b.csv")).expect("a link");
        symlink("../../outside/a.csv", project.join("data/a.txt")).expect("a link");
        symlink("../../outside", project.join("data/more")).expect("a link");
        assert_eq!(disk.list("data/*.csv").expect("links within"), ["data/b.csv"]);
        let real = fs::canonicalize(&outside).expect("a path");
        let refused = [
            ("data/*", "data/a.txt", "a.csv"),
            ("data/a.txt", "data/a.txt", "a.csv"),
            ("data/**/*.csv", "data/more", ""),
            ("data/more/*.csv", "data/more", ""),
            ("data/more/a.csv", "data/more/a.csv", "a.csv"),
        ];
        for (pattern, path, target) in refused {
            let error = disk.list(pattern).expect_err(pattern);
            let out = LeadsOut::of(&error).unwrap_or_else(|| panic!("{pattern}: {error}"));
            assert_eq!(
                (out.path.as_str(), &out.target),
                (path, &real.join(target)),
                "{pattern}"
            );
        }
        assert!(disk.leads_out("data/a.txt").is_some() && disk.leads_out("data/b.csv").is_none());
        let said = disk.list("../outside/*.csv").expect("the pattern says so");
        assert_eq!(said, ["../outside/a.csv"]);
        let absolute = format!("{}/*.csv", real.display());
        assert_eq!(disk.list(&absolute).expect("the pattern says so").len(), 1);
        assert_eq!(
            DiskFiles::anywhere(&project)
                .list("data/more/*.csv")
                .expect("named")
                .len(),
            1
        );
    }

    #[test]
    fn a_file_that_was_changed_has_another_stamp() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        let disk = DiskFiles::new(folder.path());
        fs::write(&path, "1,2").expect("a file");
        let before = disk.stamp("a.csv").expect("a stamp");
        assert_eq!(disk.stamp("a.csv").expect("a stamp"), before);
        fs::write(&path, "1,2,3").expect("a longer file");
        assert_ne!(disk.stamp("a.csv").expect("a stamp"), before);
        fs::write(&path, "1,4").expect("a file as long");
        let later = before.modified.expect("a time") + std::time::Duration::from_secs(2);
        let file = File::options().write(true).open(&path).expect("the file");
        file.set_modified(later).expect("another time");
        assert_ne!(disk.stamp("a.csv").expect("a stamp"), before);
        assert!(disk.stamp("b.csv").is_err());
        let memory = MemoryFiles::new().with("a.csv", "1,2");
        assert_eq!(memory.stamp("a.csv").expect("a stamp").length, 3);
    }

    #[test]
    fn disk_and_memory_list_alike() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("data/deep")).expect("folders");
        let mut memory = MemoryFiles::new();
        for path in ["data/b.csv", "data/a.csv", "data/deep/c.csv", "data/a.txt"] {
            std::fs::write(folder.path().join(path), "x").expect("a file");
            memory = memory.with(path, "x");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", folder.path().join("data/gone.csv")).expect("a link");
        let disk = DiskFiles::new(folder.path());
        for pattern in [
            "data/*.csv",
            "data/**/*.csv",
            "data/a.csv",
            "data/no.csv",
            "none/*.csv",
        ] {
            assert_eq!(
                disk.list(pattern).expect("a list"),
                memory.list(pattern).expect("a list"),
                "{pattern}"
            );
        }
        assert_eq!(
            disk.list("data/*.csv").expect("a list"),
            ["data/a.csv", "data/b.csv"]
        );
    }
}
