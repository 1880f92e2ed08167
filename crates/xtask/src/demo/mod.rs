//! The data of the sample report: 20 months of an invented retailer, Fernhill.
//!
//! In flows a [`plan`]: the levels of every figure, and a handful of planted effects. Out flow the files of
//! `content/data` and `content/planted.yaml`, which says what was planted. Both come from the same plan, so they
//! cannot drift apart. There is no clock and no library of random numbers: the same bytes on every machine.

mod calls;
mod plan;
mod planted;
pub(crate) mod random;
mod survey;
mod tickets;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use clap::Args;

use plan::Month;

/// Write or check the data of the sample report.
#[derive(Args)]
pub(crate) struct DemoData {
    /// Write nothing; fail where the files are not what the seeds give.
    #[arg(long)]
    check: bool,
    /// The folder of the sample report.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"))]
    dir: PathBuf,
}

impl DemoData {
    /// Does it, and says what was done.
    pub(crate) fn run(&self) -> Result<String, DemoError> {
        let files = files();
        if self.check {
            check(&self.dir, &files)
        } else {
            write(&self.dir, &files)
        }?;
        let bytes: usize = files.values().map(Vec::len).sum();
        let done = if self.check {
            "as the seeds give them"
        } else {
            "written"
        };
        Ok(format!("{} files {done}, {} kB", files.len(), bytes / 1000))
    }
}

/// Why the data could not be written, or are not what they should be.
#[derive(Debug)]
pub(crate) enum DemoError {
    /// The disk refused.
    Disk(PathBuf, io::Error),
    /// Files that are missing, were changed, or should not be there, each with what is wrong.
    Differs(Vec<(String, &'static str)>),
}

impl fmt::Display for DemoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Differs(files) => {
                writeln!(f, "the sample data are not what the seeds give:")?;
                for (file, wrong) in files {
                    writeln!(f, "  {file}: {wrong}")?;
                }
                write!(
                    f,
                    "run `cargo xtask demo-data`, and delete what should not be there"
                )
            }
        }
    }
}

impl std::error::Error for DemoError {}

/// All generated files: their path in the sample report, and their bytes.
fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for month in Month::all() {
        let responses = survey::month(plan::SURVEY_SEED, month);
        files.insert(format!("data/survey/{month}.csv"), survey::csv(&responses));
        files.insert(
            format!("data/tickets/{month}.csv"),
            tickets::csv(&tickets::month(plan::TICKETS_SEED, month)),
        );
    }
    for month in Month::all().skip(Month::COUNT - plan::CALL_MONTHS) {
        files.insert(
            format!("data/calls/{month}.yaml"),
            calls::yaml(&calls::month(plan::CALLS_SEED, month)),
        );
    }
    files.insert("planted.yaml".to_owned(), planted::yaml().into_bytes());
    files
}

fn write(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), DemoError> {
    for (name, bytes) in files {
        let path = dir.join(name);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| DemoError::Disk(folder.to_owned(), error))?;
        fs::write(&path, bytes).map_err(|error| DemoError::Disk(path, error))?;
    }
    Ok(())
}

fn check(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), DemoError> {
    let mut wrong = Vec::new();
    for (name, bytes) in files {
        match fs::read(dir.join(name)) {
            Ok(found) if found == *bytes => {}
            Ok(_) => wrong.push((name.clone(), "changed")),
            Err(_) => wrong.push((name.clone(), "missing or unreadable")),
        }
    }
    for folder in ["data/survey", "data/tickets", "data/calls"] {
        let surplus = names_in(&dir.join(folder))
            .into_iter()
            .map(|name| format!("{folder}/{name}"));
        wrong.extend(
            surplus
                .filter(|name| !files.contains_key(name))
                .map(|name| (name, "not from here")),
        );
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(DemoError::Differs(wrong))
    }
}

/// The names in a folder, sorted; none if it cannot be read, for then its files are reported as missing.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_report_holds_what_the_seeds_give() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        check(&content, &files()).expect("`cargo xtask demo-data` brings them back");
    }

    #[test]
    fn the_sample_report_stays_small() {
        let bytes: usize = files().values().map(Vec::len).sum();
        assert!(bytes < 4_000_000, "{bytes} bytes");
    }

    #[test]
    fn a_changed_file_is_found() {
        let files = BTreeMap::from([("data/survey/x.csv".to_owned(), b"1".to_vec())]);
        let missing = check(Path::new("/nowhere"), &files);
        assert!(matches!(missing, Err(DemoError::Differs(wrong)) if wrong.len() == 1));
    }
}
