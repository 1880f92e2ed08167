//! The right to a name in a folder that others use as well: other builds, on this machine or in other containers, where
//! process ids mean nothing.
//!
//! Who holds the lock file may take the place of what has the name, and nobody else. All that is made meanwhile has names
//! that cannot be guessed. What somebody left who was killed is moved to such a name before it is removed, so that it can be
//! removed once only, and never by one who does not hold the lock.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::WriteError;

/// How long another build may take to write.
const LONGEST: Duration = Duration::from_secs(60);
/// How often it is asked.
const PAUSE: Duration = Duration::from_millis(10);
/// How often folders are made that others remove.
const TRIES: usize = 100;
/// What all names have in them that builds make.
const OURS: &str = ".cxpress-";
/// How the name of the lock ends.
const LOCK: &str = "lock";
/// How many letters and digits of a name are left to chance.
const CHANCE: usize = 16;

/// Where names are made, and how they begin.
#[derive(Clone, Debug)]
pub(super) struct Room {
    folder: PathBuf,
    prefix: String,
}

impl Room {
    /// Names beside a path, from which it can be exchanged in one step.
    pub(super) fn beside(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self {
            folder: path.parent().unwrap_or(path).to_owned(),
            prefix: format!(".{name}{OURS}"),
        }
    }

    /// Names within a folder that is a file system of its own: files cannot be moved into it from elsewhere, and what is
    /// around it may not be what others see around it.
    pub(super) fn within(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            prefix: OURS.to_owned(),
        }
    }

    fn lock(&self) -> PathBuf {
        self.folder.join(format!("{}{LOCK}", self.prefix))
    }

    /// What is there that builds made and did not remove.
    pub(super) fn left(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let ours = entries.filter(|entry| is_made(&entry.file_name(), &self.prefix));
        ours.map(|entry| entry.path()).collect()
    }

    /// Whether somebody writes, or was killed while writing.
    pub(super) fn is_used(&self) -> bool {
        !self.left().is_empty() || self.lock().exists()
    }
}

/// Whether a name in the root of a site is one that builds make there.
pub(super) fn is_inner(name: &OsStr) -> bool {
    is_made(name, OURS) || name.to_str().and_then(|name| name.strip_prefix(OURS)) == Some(LOCK)
}

fn is_made(name: &OsStr, prefix: &str) -> bool {
    let rest = name.to_str().and_then(|name| name.strip_prefix(prefix));
    let is_chance =
        |rest: &str| rest.len() == CHANCE && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    rest.is_some_and(|rest| is_chance(rest) || is_of_0_1(rest))
}

/// Names that release 0.1.0 made: the number of a process, if none of that number runs here.
fn is_of_0_1(rest: &str) -> bool {
    let ran = rest.parse::<u32>().is_ok() && Path::new("/proc/self").exists();
    ran && !Path::new("/proc").join(rest).exists()
}

/// The right to write in a room, until it is dropped.
pub(super) struct Claim {
    room: Room,
    /// None where the file system knows no locks.
    lock: Option<File>,
    /// The folders that were made for it, those within others later.
    made: Vec<PathBuf>,
}

impl Claim {
    /// Waits until nobody else writes there. Folders are made.
    pub(super) fn take(room: Room, shown: &Path) -> Result<Self, WriteError> {
        let mut claim = Self {
            made: Vec::new(),
            lock: None,
            room,
        };
        for _ in 0..TRIES {
            match claim.enter(shown) {
                // Whoever made a folder as well has removed it.
                Err(WriteError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => sleep(PAUSE / 10),
                entered => return entered.map(|()| claim),
            }
        }
        claim.enter(shown).map(|()| claim)
    }

    fn enter(&mut self, shown: &Path) -> Result<(), WriteError> {
        make_folders(&self.room.folder, &mut self.made)
            .map_err(|error| WriteError::of(&self.room.folder, error))?;
        self.lock = locked(&self.room.lock(), shown)?;
        Ok(())
    }

    /// Whether nobody else can have it.
    pub(super) const fn is_certain(&self) -> bool {
        self.lock.is_some()
    }

    /// A new folder that is removed when it is dropped.
    pub(super) fn folder(&self) -> io::Result<TempDir> {
        let mut names = Builder::new();
        names.prefix(&self.room.prefix).rand_bytes(CHANCE);
        #[cfg(unix)]
        names.permissions(usual(0o777));
        names.tempdir_in(&self.room.folder)
    }

    /// A new file that is removed when it is dropped.
    pub(super) fn file(&self) -> io::Result<NamedTempFile> {
        let mut names = Builder::new();
        names.prefix(&self.room.prefix).rand_bytes(CHANCE);
        #[cfg(unix)]
        names.permissions(usual(0o666));
        names.tempfile_in(&self.room.folder)
    }

    /// Removes what builds left that were killed. Where nobody can know who was, all of it stays.
    pub(super) fn clear(&self) {
        for left in self.room.left().iter().filter(|_| self.is_certain()) {
            if let Ok(bin) = self.folder() {
                drop(fs::rename(left, bin.path().join("left")));
            }
        }
    }
}

/// What others may do with it, which the system's mask then narrows.
#[cfg(unix)]
fn usual(mode: u32) -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(mode)
}

impl Drop for Claim {
    fn drop(&mut self) {
        // The lock is held until it has no name any more: whoever waits for it sees that, and makes a new one.
        let path = self.room.lock();
        if fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() == 0) {
            drop(fs::remove_file(&path));
        }
        self.lock = None;
        for folder in self.made.iter().rev() {
            // Fails where something came of it.
            drop(fs::remove_dir(folder));
        }
    }
}

/// Makes a folder and those above it that are not there, and notes which.
fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            // Somebody else was faster.
            Err(_) if folder.is_dir() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The lock file, locked; none where the file system knows no locks.
fn locked(path: &Path, shown: &Path) -> Result<Option<File>, WriteError> {
    let start = Instant::now();
    loop {
        let file = opened(path).map_err(|error| WriteError::of(shown, error))?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(file)),
            // Whoever had it has removed it.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if start.elapsed() > LONGEST => {
                return Err(WriteError::Busy(shown.to_owned()));
            }
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// Opens the lock file, which is made if it is not there. One that another user left can be read only, which is enough.
fn opened(path: &Path) -> io::Result<File> {
    let made = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path);
    made.or_else(|error| File::open(path).map_err(|_| error))
}

fn is_at(file: &File, path: &Path) -> bool {
    let own = file.try_clone().and_then(same_file::Handle::from_file);
    let there = same_file::Handle::from_path(path);
    own.ok().zip(there.ok()).is_some_and(|(own, there)| own == there)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn nobody_has_the_right_to_a_name_beside_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let enter = || {
            let path = folder.path().join("deep/er/site");
            for _ in 0..40 {
                let claim = Claim::take(Room::beside(&path), &path).expect("the right");
                assert!(claim.is_certain());
                most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                sleep(Duration::from_micros(200));
                inside.fetch_sub(1, Ordering::SeqCst);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(enter);
            }
        });
        assert_eq!(most.into_inner(), 1);
        let left = walkdir::WalkDir::new(folder.path()).into_iter().flatten();
        let files = left.filter(|entry| !entry.file_type().is_dir()).count();
        assert_eq!(files, 0, "no lock is left");
    }

    #[test]
    fn only_names_that_builds_make_are_theirs() {
        for (name, is_theirs) in [
            (".site.cxpress-0aZ45678901234ff", true),
            (".site.cxpress-4294967295", Path::new("/proc/self").exists()),
            (".site.cxpress-lock", false),
            (".site.cxpress-cache", false),
            (".site.cxpress-0aZ4567890123 ff", false),
            (".site.cxpress-x.cxpress-0aZ45678901234ff", false),
            (".site.zip.cxpress-0aZ45678901234ff", false),
            ("site.cxpress-0aZ45678901234ff", false),
        ] {
            assert_eq!(is_made(OsStr::new(name), ".site.cxpress-"), is_theirs, "{name}");
        }
        assert!(is_inner(OsStr::new(".cxpress-lock")) && !is_inner(OsStr::new(".cxpress-cache")));
    }
}
