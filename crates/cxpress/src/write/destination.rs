//! Where a site goes: behind links, on a mount or not, and never where it would bury something else.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use same_file::is_same_file;

use super::WriteError;
use super::claim::Room;

/// How many links may lead to one another.
const MOST_LINKS: usize = 40;

/// The folders of a project in which a site would become part of its own report.
const SOURCES: [&str; 7] = [
    "static",
    "themes",
    "commentary",
    "actions",
    "labels",
    "published",
    ".cxpress-cache",
];

/// Where a site goes.
#[derive(Clone, Debug)]
pub(super) struct Destination {
    /// As it was asked for.
    pub(super) shown: PathBuf,
    /// Where that leads.
    pub(super) path: PathBuf,
    /// Whether the folder is a mount point, which nothing can take the place of.
    pub(super) is_mount: bool,
}

impl Destination {
    /// The place that `output` names.
    ///
    /// # Errors
    /// If the site would take the place of the project, of what the project is made of, of a home or of everything.
    pub(super) fn of(output: &Path, project: &Path) -> Result<Self, WriteError> {
        let path = resolved(output).map_err(|error| WriteError::of(output, error))?;
        if let Some(what) = refused(&path, project) {
            return Err(WriteError::Never(output.to_owned(), what));
        }
        Ok(Self {
            shown: output.to_owned(),
            is_mount: is_mount(&path),
            path,
        })
    }

    /// Where names can be made that become part of the site by being moved.
    pub(super) fn room(&self) -> Room {
        if self.is_mount {
            Room::within(&self.path)
        } else {
            Room::beside(&self.path)
        }
    }
}

/// Where a path leads in the end: links are followed, whether there is something behind them or not.
pub(crate) fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(&path).join(target);
    }
    let real = |path: &Path| Some((path.to_owned(), fs::canonicalize(path).ok()?));
    let Some((there, mut real)) = path.ancestors().find_map(real) else {
        return Ok(path);
    };
    // What is not there yet has no links.
    for part in path.strip_prefix(there).unwrap_or(&path).components() {
        match part {
            Component::Normal(name) => real.push(name),
            Component::ParentDir => drop(real.pop()),
            _ => {}
        }
    }
    Ok(real)
}

/// What a folder is that no site may take the place of.
fn refused(path: &Path, project: &Path) -> Option<&'static str> {
    let project = fs::canonicalize(project).unwrap_or_else(|_| project.to_owned());
    let is_above = |below: &Path| below.ancestors().any(|above| is_one(above, path));
    if path.parent().is_none() {
        Some("the folder of everything")
    } else if is_one(&project, path) {
        Some("the folder of the report itself")
    } else if is_above(&project) {
        Some("above the folder of the report")
    } else if homes().iter().any(|home| is_one(home, path)) {
        Some("a home folder")
    } else if homes().iter().any(|home| is_above(home)) {
        Some("above a home folder")
    } else {
        let is_within = |source: &&str| path.ancestors().any(|above| is_one(above, &project.join(source)));
        let mut sources = SOURCES.iter();
        sources
            .any(is_within)
            .then_some("part of what the report is made of")
    }
}

/// Whether two paths are one, by any of their names.
fn is_one(a: &Path, b: &Path) -> bool {
    a == b || is_same_file(a, b).unwrap_or(false)
}

/// The folders in which people live: that of whoever runs this, and those of the other accounts of people.
fn homes() -> Vec<PathBuf> {
    let own = std::env::home_dir().filter(|home| home.parent().is_some());
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let others = accounts.lines().filter_map(home).map(PathBuf::from);
    own.into_iter().chain(others).collect()
}

/// The home of an account, if it is that of a person or of the one who may do everything.
fn home(account: &str) -> Option<&str> {
    let fields: Vec<&str> = account.split(':').collect();
    let (id, home) = (fields.get(2)?.parse::<u32>().ok()?, *fields.get(5)?);
    let is_person = id == 0 || (1000..65_000).contains(&id);
    (is_person && Path::new(home).parent().is_some()).then_some(home)
}

#[cfg(target_os = "linux")]
fn is_mount(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let Ok(found) = statx(CWD, path, AtFlags::empty(), StatxFlags::BASIC_STATS) else {
        return has_other_device(path);
    };
    if found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT) {
        found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)
    } else {
        has_other_device(path)
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_mount(path: &Path) -> bool {
    has_other_device(path)
}

#[cfg(not(unix))]
fn is_mount(_: &Path) -> bool {
    false
}

/// Whether a folder lies on another device than the one above it.
#[cfg(unix)]
fn has_other_device(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    let above = path.parent().and_then(device);
    device(path).zip(above).is_some_and(|(own, above)| own != above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_and_what_is_above_it_are_no_places() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("a/project");
        fs::create_dir_all(project.join("static/deep")).expect("folders");
        let refused = |path: &Path| {
            let error = Destination::of(path, &project).expect_err("refused");
            assert!(matches!(error, WriteError::Never(..)), "{error}");
            error.to_string()
        };
        assert!(refused(&project).contains("the folder of the report itself"));
        assert!(refused(&project.join("../project/.")).contains("the folder of the report itself"));
        assert!(refused(&project.join("new/..")).contains("the folder of the report itself"));
        assert!(refused(&folder.path().join("a")).contains("above the folder of the report"));
        assert!(refused(Path::new("/")).contains("everything"));
        assert!(refused(&project.join("static")).contains("made of"));
        assert!(refused(&project.join("static/deep/site")).contains("made of"));
        if let Some(home) = std::env::home_dir().filter(|home| home.is_dir() && home.parent().is_some()) {
            assert!(refused(&home).contains("a home folder"));
        }
        for path in ["site", "../site", "../../a/b/c"] {
            Destination::of(&project.join(path), &project).expect(path);
        }
    }

    #[test]
    fn homes_are_those_of_people() {
        for (account, expected) in [
            ("root:x:0:0:root:/root:/bin/bash", Some("/root")),
            ("ann:x:1000:1000:Ann,,,:/home/ann:/bin/sh", Some("/home/ann")),
            ("www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin", None),
            ("nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin", None),
            ("odd:x:1001:1001::/:/bin/sh", None),
            ("", None),
        ] {
            assert_eq!(home(account), expected, "{account}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_whether_something_is_behind_them_or_not() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let real = fs::canonicalize(folder.path()).expect("a path");
        fs::create_dir(real.join("served")).expect("a folder");
        symlink("served", real.join("www")).expect("a link");
        symlink("www", real.join("again")).expect("a link");
        symlink("new/site", real.join("dangling")).expect("a link");
        symlink("loop", real.join("loop")).expect("a link");
        for (path, target) in [
            ("www", "served"),
            ("again", "served"),
            ("again/site", "served/site"),
            ("dangling", "new/site"),
            ("none/../served", "served"),
            ("loop", "loop"),
        ] {
            assert_eq!(
                resolved(&real.join(path)).expect("a path"),
                real.join(target),
                "{path}"
            );
        }
    }
}
