//! The data of the sample report: 20 months of an invented retailer, Fernhill.
//!
//! In flows a [`plan`]: the levels of every figure, and a handful of planted effects. Out flow the files of
//! `content/data` and `content/planted.yaml`, which says what was planted. Both come from the same plan, so they
//! cannot drift apart. There is no clock and no library of random numbers: the same bytes on every machine.

mod app;
mod calls;
mod customers;
mod interviews;
mod invitations;
mod journey;
mod orders;
mod plan;
mod planted;
pub(crate) mod random;
mod response;
mod reviews;
pub(crate) mod search;
mod staff;
mod survey;
mod tickets;
mod truth;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use clap::Args;
use jiff::ToSpan;
use jiff::civil::Date;

use plan::Month;
use random::Random;
use survey::Seeds;

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
fn files() -> Files {
    let mut files: Files = STREAMS
        .iter()
        .flat_map(|stream| (stream.files)(stream.seed))
        .collect();
    files.insert("planted.yaml".to_owned(), planted::yaml().into_bytes());
    files
}

/// Bytes by path.
type Files = BTreeMap<String, Vec<u8>>;

/// What comes from one seed, all else as it is in the sample.
struct Stream {
    /// Its name, by which a seed is looked for.
    name: &'static str,
    /// The source that it belongs to, as the configuration calls it.
    source: &'static str,
    /// The figures that it decides; where none are named, all of its source.
    figures: &'static [&'static str],
    /// Its seed in the sample.
    seed: u64,
    /// The files of its source, with another seed in its place.
    files: fn(u64) -> Files,
}

/// All of them. Where two belong to one source, each gives all its files, and in the sample the same.
const STREAMS: &[Stream] = &[
    Stream {
        name: "journey",
        source: "survey",
        figures: &[
            "as-promised",
            "felt-website",
            "felt-delivery",
            "felt-store",
            "felt-help",
            "ease-gap",
            "felt-returns",
        ],
        seed: plan::JOURNEY_SEED,
        files: |journey| {
            survey_files(Seeds {
                journey,
                ..Seeds::SAMPLE
            })
        },
    },
    Stream {
        name: "comments",
        source: "survey",
        figures: &[
            "mood",
            "long-wait",
            "no-person",
            "late-parcel",
            "passed-on",
            "refund",
        ],
        seed: plan::COMMENTS_SEED,
        files: |comments| {
            survey_files(Seeds {
                comments,
                ..Seeds::SAMPLE
            })
        },
    },
    Stream {
        name: "contacts",
        source: "tickets",
        figures: &["first-contact", "reopened", "again"],
        seed: plan::CONTACTS_SEED,
        files: |seed| by_month("data/tickets", Month::all(), |month| tickets_of(seed, month)),
    },
    Stream {
        name: "orders",
        source: "orders",
        figures: &[],
        seed: plan::ORDERS_SEED,
        files: |seed| {
            by_month("data/orders", Month::all(), |month| {
                orders::csv(&orders::month(seed, month))
            })
        },
    },
    Stream {
        name: "reviews",
        source: "reviews",
        figures: &[],
        seed: plan::REVIEWS_SEED,
        files: |seed| {
            by_month("data/reviews", Month::all(), |month| {
                reviews::csv(&reviews::month(seed, month))
            })
        },
    },
    Stream {
        name: "interviews",
        source: "interviews",
        figures: &[],
        seed: plan::INTERVIEWS_SEED,
        files: |seed| one_file("interviews", interviews::csv(seed)),
    },
    Stream {
        name: "app",
        source: "app",
        figures: &[],
        seed: plan::APP_SEED,
        files: |seed| one_file("app", app::csv(seed)),
    },
    Stream {
        name: "customers",
        source: "customers",
        figures: &[],
        seed: plan::CUSTOMERS_SEED,
        files: |seed| one_file("customers", customers::csv(seed)),
    },
    Stream {
        name: "invitations",
        source: "invitations",
        figures: &[],
        seed: plan::INVITATIONS_SEED,
        files: |seed| one_file("invitations", invitations::csv(seed)),
    },
    Stream {
        name: "staff",
        source: "staff",
        figures: &[],
        seed: plan::STAFF_SEED,
        files: |seed| one_file("staff", staff::csv(seed)),
    },
    Stream {
        name: "calls",
        source: "calls",
        figures: &[],
        seed: plan::CALLS_SEED,
        files: call_files,
    },
];

fn survey_files(seeds: Seeds) -> Files {
    by_month("data/survey", Month::all(), |month| {
        survey::csv(&survey::rows(seeds, month))
    })
}

fn tickets_of(seed: u64, month: Month) -> Vec<u8> {
    let tickets = tickets::month(plan::TICKETS_SEED, month);
    let around = tickets::around(seed, month, &tickets);
    tickets::csv(&tickets, &around)
}

fn call_files(seed: u64) -> Files {
    let months = Month::all().skip(Month::COUNT - plan::CALL_MONTHS);
    let notes = months.map(|month| {
        let bytes = calls::yaml(&calls::month(seed, month));
        (format!("data/calls/{month}.yaml"), bytes)
    });
    notes.collect()
}

/// A file a month, in a folder.
fn by_month(folder: &str, months: impl Iterator<Item = Month>, bytes: impl Fn(Month) -> Vec<u8>) -> Files {
    months
        .map(|month| (format!("{folder}/{month}.csv"), bytes(month)))
        .collect()
}

fn one_file(name: &str, bytes: Vec<u8>) -> Files {
    Files::from([(format!("data/{name}.csv"), bytes)])
}

/// A CSV file of rows.
fn table<C: AsRef<[u8]>>(header: &[&str], rows: impl Iterator<Item = Vec<C>>) -> Vec<u8> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(header).expect("memory takes every row");
    for row in rows {
        file.write_record(row).expect("every row has all cells");
    }
    file.into_inner().expect("memory takes every row")
}

/// So many days of a month, in order.
fn days(month: Month, count: usize, random: &mut Random) -> Vec<Date> {
    let first = month.first_day();
    let mut days: Vec<_> = (0..count)
        .map(|_| random.below(first.days_in_month() as usize) as i64)
        .collect();
    days.sort_unstable();
    days.into_iter()
        .map(|day| first.saturating_add(day.days()))
        .collect()
}

/// The folders that hold generated files and nothing else.
const FOLDERS: [&str; 6] = [
    "data",
    "data/survey",
    "data/tickets",
    "data/calls",
    "data/orders",
    "data/reviews",
];

fn write(dir: &Path, files: &Files) -> Result<(), DemoError> {
    for (name, bytes) in files {
        let path = dir.join(name);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| DemoError::Disk(folder.to_owned(), error))?;
        fs::write(&path, bytes).map_err(|error| DemoError::Disk(path, error))?;
    }
    Ok(())
}

fn check(dir: &Path, files: &Files) -> Result<(), DemoError> {
    let mut wrong = Vec::new();
    for (name, bytes) in files {
        match fs::read(dir.join(name)) {
            Ok(found) if found == *bytes => {}
            Ok(_) => wrong.push((name.clone(), "changed")),
            Err(_) => wrong.push((name.clone(), "missing or unreadable")),
        }
    }
    for folder in FOLDERS {
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

/// The names of files in a folder, sorted; none if it cannot be read, for then its files are reported as
/// missing.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries
        .filter(|entry| entry.path().is_file())
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
        assert!(bytes < 5_400_000, "{bytes} bytes");
    }

    #[test]
    fn a_changed_file_is_found() {
        let files = BTreeMap::from([("data/survey/x.csv".to_owned(), b"1".to_vec())]);
        let missing = check(Path::new("/nowhere"), &files);
        assert!(matches!(missing, Err(DemoError::Differs(wrong)) if wrong.len() == 1));
    }
}
