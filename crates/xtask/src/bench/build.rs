//! The whole way from a generated file to a site, beside merely splitting the same bytes on one thread.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use cxpress_core::DiskFiles;

use super::floor::Splitter;
use super::process::{self, Measured};
use super::{Failure, data};

/// Measure the whole way on a generated file, beside splitting the same bytes into fields.
#[derive(Args)]
pub(super) struct Build {
    /// How many responses to generate.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// How often to measure; the fastest counts.
    #[arg(long, default_value_t = 3)]
    runs: u32,
    /// How many threads the build may use; all if none.
    #[arg(long)]
    threads: Option<usize>,
    /// One measurement, in a process of its own.
    #[arg(long, hide = true, requires = "folder")]
    only: Option<Only>,
    /// The folder of the generated project.
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Only {
    Split,
    Compute,
    Build,
}

impl Build {
    /// Gives the table, or, in a process of its own, one measurement.
    pub(super) fn run(&self) -> Result<String, Failure> {
        match (self.only, &self.folder) {
            (Some(only), Some(folder)) => self.measure(only, folder),
            _ => self.compare(),
        }
    }

    fn compare(&self) -> Result<String, Failure> {
        let folder = tempfile::tempdir()?;
        data::write_config(folder.path(), "", "")?;
        let written = data::write(folder.path(), self.rows)?;
        self.table(folder.path(), written.bytes)
    }

    fn table(&self, folder: &Path, bytes: u64) -> Result<String, Failure> {
        let megabytes = bytes as f64 / 1e6;
        let mut table = format!("{} responses, {megabytes:.0} MB\n", self.rows);
        let mut floor = None;
        for (only, name) in [
            (Only::Split, "split into fields (the floor)"),
            (Only::Compute, "read and compute the report"),
            (Only::Build, "the whole way to the site"),
        ] {
            let Measured { seconds, peak, .. } = self.fastest(only, folder)?;
            let floor = *floor.get_or_insert(seconds);
            let _ = writeln!(
                table,
                "{name:<30} {seconds:>7.2} s  {:>9.0} rows/s  {:>6.0} MB/s  {:>5.1} × the floor  peak {peak:>5.0} MB",
                self.rows as f64 / seconds,
                megabytes / seconds,
                seconds / floor,
            );
        }
        Ok(table.trim_end().to_owned())
    }

    fn fastest(&self, only: Only, folder: &Path) -> Result<Measured, Failure> {
        let runs = (0..self.runs.max(1)).map(|_| self.once(only, folder));
        let runs = runs.collect::<Result<Vec<_>, _>>()?;
        runs.into_iter()
            .min_by(|a, b| a.seconds.total_cmp(&b.seconds))
            .ok_or_else(|| "nothing was measured".into())
    }

    fn once(&self, only: Only, folder: &Path) -> Result<Measured, Failure> {
        let value = only.to_possible_value().ok_or("no such measurement")?;
        let mut command = process::itself()?;
        command.args(["bench", "build", "--only", value.get_name(), "--folder"]);
        command.arg(folder);
        if let Some(threads) = self.threads {
            command.args(["--threads", &threads.to_string()]);
        }
        process::measured(&mut command)
    }

    fn measure(&self, only: Only, folder: &Path) -> Result<String, Failure> {
        if let Some(threads) = self.threads {
            process::use_threads(threads)?;
        }
        let measured = Measured::of(|| match only {
            Only::Split => split(&folder.join(data::FILE)),
            Only::Compute | Only::Build => build(folder, matches!(only, Only::Build)),
        })?;
        Ok(measured.said())
    }
}

/// Splits a file into fields on one thread, and nothing else.
fn split(path: &Path) -> Result<Vec<u64>, Failure> {
    let whole = 0..path.metadata()?.len();
    Ok(Splitter::Csv.count(path, &[whole])?.to_vec())
}

fn build(folder: &Path, site: bool) -> Result<Vec<u64>, Failure> {
    if site {
        let site = request(folder, cxpress::build).site.ok_or("no site")?;
        cxpress::write(&site, &folder.join("site"), folder)?;
    } else {
        request(folder, cxpress::compute).report.ok_or("no report")?;
    }
    Ok(Vec::new())
}

/// Asks cxpress for all that is in a folder, with the metrics of the command.
pub(super) fn request<T>(folder: &Path, ask: impl FnOnce(&cxpress::Request<'_>) -> T) -> T {
    ask(&cxpress::Request {
        files: &DiskFiles::new(folder),
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        by: None,
        store: &cxpress_core::read::Forgetful,
        progress: &|_| (),
    })
}
