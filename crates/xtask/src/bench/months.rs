//! Builds that remember: of 36 months, each a file of its own, none or one was changed since the last build.
//!
//! Each build is a process of its own, and does what the command does: reads, draws, writes, and keeps what it came to
//! beside the project.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use cxpress_core::DiskFiles;

use super::Failure;
use super::counting::Counting;
use super::data::{self, CHANNELS, MONTHS, PRODUCTS, REGIONS, SEGMENTS};
use super::process::{self, Measured};
use crate::demo::random::Random;

/// Measure builds that remember: of many months, none or one was changed since the last.
#[derive(Args)]
pub(super) struct Months {
    /// How many responses to generate for each month.
    #[arg(long, default_value_t = 200_000)]
    rows: u64,
    /// How often to measure; the fastest counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// How many threads a build may use; all if none.
    #[arg(long)]
    threads: Option<usize>,
    /// One build of the project in this folder, in a process of its own.
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

/// What was changed since the last build.
#[derive(Clone, Copy)]
enum Since {
    /// There was none.
    Never,
    Nothing,
    /// The answers of this month.
    Month(usize),
}

const LINES: [(&str, Since); 4] = [
    ("nothing is known", Since::Never),
    ("nothing was changed", Since::Nothing),
    ("the newest month was changed", Since::Month(MONTHS - 1)),
    ("a month in the middle was changed", Since::Month(MONTHS / 2)),
];

/// Further dimensions, and further questions.
const BRANCH: &str = "      branch: branch\n";
const DELIVERY: &str = "      delivery: {column: delivery, scale: 1..5, metric: csat}\n";

const HEADER: &str =
    "response,date,channel,segment,region,product,branch,recommend,satisfaction,effort,delivery,comment";

/// How many branches there are.
const BRANCHES: usize = 25;

impl Months {
    /// Gives the table, or, in a process of its own, one measurement.
    pub(super) fn run(&self) -> Result<String, Failure> {
        if let Some(folder) = &self.folder {
            if let Some(threads) = self.threads {
                process::use_threads(threads)?;
            }
            return Ok(Measured::of(|| build(folder))?.said());
        }
        let folder = tempfile::tempdir()?;
        let config = data::config(BRANCH, "") + DELIVERY;
        let config = config.replace(data::FILE, "data/*.csv");
        fs::write(folder.path().join("cxpress.yaml"), config)?;
        fs::create_dir(folder.path().join("data"))?;
        for month in 0..MONTHS {
            self.write(folder.path(), month, 0)?;
        }
        self.table(folder.path())
    }

    /// Writes a month. Its answers are others in each version of it.
    fn write(&self, folder: &Path, month: usize, version: usize) -> io::Result<()> {
        let name = format!("data/{}.csv", data::month_name(month as u64));
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        let mut random = Random::stream(2026, "months", month + version * MONTHS);
        writeln!(file, "{HEADER}")?;
        for row in 0..self.rows {
            write_response(&mut file, &mut random, month, row)?;
        }
        file.flush()
    }

    fn table(&self, folder: &Path) -> Result<String, Failure> {
        let mut fastest: [Option<Measured>; LINES.len()] = [const { None }; LINES.len()];
        for run in 1..=self.runs.max(1) {
            for ((_, since), fastest) in LINES.iter().zip(&mut fastest) {
                let measured = self.after(*since, folder, run)?;
                if fastest
                    .as_ref()
                    .is_none_or(|known| measured.seconds < known.seconds)
                {
                    *fastest = Some(measured);
                }
            }
        }
        let mut table = format!("{MONTHS} months of {} responses\n", self.rows);
        let cold = fastest[0].as_ref().map_or(0.0, |cold| cold.seconds);
        for ((name, _), measured) in LINES.iter().zip(fastest.iter().flatten()) {
            let [read] = measured.counts[..] else {
                return Err("a build did not say what it did".into());
            };
            let _ = writeln!(
                table,
                "{name:<34} {:>6.2} s  1/{:<5.1} of the first  read {read:>2} of {MONTHS} files",
                measured.seconds,
                cold / measured.seconds,
            );
        }
        Ok(table.trim_end().to_owned())
    }

    /// Builds after something was changed.
    fn after(&self, since: Since, folder: &Path, run: usize) -> Result<Measured, Failure> {
        match since {
            Since::Never => forget(folder)?,
            Since::Nothing => {}
            Since::Month(month) => self.write(folder, month, run)?,
        }
        let mut command = process::itself()?;
        command.args(["bench", "months", "--folder"]).arg(folder);
        if let Some(threads) = self.threads {
            command.args(["--threads", &threads.to_string()]);
        }
        process::measured(&mut command)
    }
}

/// Removes what builds left in a project.
pub(super) fn forget(project: &Path) -> io::Result<()> {
    for made in [".cxpress-cache", "site"] {
        let made = project.join(made);
        if made.exists() {
            fs::remove_dir_all(made)?;
        }
    }
    Ok(())
}

fn write_response(file: &mut impl Write, random: &mut Random, month: usize, row: u64) -> io::Result<()> {
    writeln!(
        file,
        "r{month:02}{row:08},{}-{:02},{},{},{},{},branch {:02},{},{},{},{},{}",
        data::month_name(month as u64),
        random.below(28) + 1,
        random.pick(&CHANNELS),
        random.pick(&SEGMENTS),
        random.pick(&REGIONS),
        random.pick(&PRODUCTS),
        random.below(BRANCHES) + 1,
        random.below(11),
        random.below(5) + 1,
        random.below(7) + 1,
        random.below(5) + 1,
        data::quoted(&data::comment(random)),
    )
}

/// Builds the report of a folder as the command does, with its own metrics and for its latest period.
pub(super) fn built(folder: &Path, store: &Counting, progress: &dyn Fn(&str)) -> cxpress::Built {
    cxpress::build(&cxpress::Request {
        files: &DiskFiles::new(folder),
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        by: None,
        store,
        progress,
    })
}

/// Does what the command does. Gives how many files were read.
fn build(folder: &Path) -> Result<Vec<u64>, Failure> {
    let store = Counting::of(folder);
    let built = built(folder, &store, &|_| ());
    cxpress::write(&built.site.ok_or("no site")?, &folder.join("site"), folder)?;
    Ok(vec![store.finish().files()])
}
