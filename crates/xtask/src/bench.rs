//! `cargo xtask bench`: the whole way from a generated file to a site, beside merely splitting the same bytes.
//!
//! Each measurement is a process of its own, so that its peak memory is its own. Figures of one run compare with
//! each other; the machine may be shared, so figures of two runs do not.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::{Args, ValueEnum};
use cxpress_core::DiskFiles;

use crate::demo::random::Random;

/// Measure the whole way on a generated file, beside splitting the same bytes into fields.
#[derive(Args)]
pub(crate) struct Bench {
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
    #[arg(long, hide = true)]
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

const CONFIG: &str = "\
schema: 1
title: Benchmark
period: month
sources:
  survey:
    kind: survey
    files: survey.csv
    period: {column: date}
    dimensions: {channel: channel, segment: segment, region: region, product: product}
    questions:
      recommend: {column: recommend, metric: nps}
      satisfaction: {column: satisfaction, scale: 1..5, metric: csat}
      effort: {column: effort, scale: 1..7, metric: ces, direction: higher}
";

impl Bench {
    pub(crate) fn run(&self) -> Result<String, String> {
        match (self.only, &self.folder) {
            (Some(only), Some(folder)) => measure(only, folder, self.threads),
            _ if cfg!(debug_assertions) => again_optimised(),
            _ => self.compare(),
        }
    }

    fn compare(&self) -> Result<String, String> {
        let folder = std::env::temp_dir().join(format!("cxpress-bench-{}", std::process::id()));
        let bytes = generate(&folder, self.rows).map_err(|error| error.to_string())?;
        let table = self.table(&folder, bytes);
        drop(fs::remove_dir_all(&folder));
        table
    }

    fn table(&self, folder: &Path, bytes: u64) -> Result<String, String> {
        let megabytes = bytes as f64 / 1e6;
        let mut table = format!("{} responses, {megabytes:.0} MB\n", self.rows);
        let mut floor = None;
        for (only, name) in [
            (Only::Split, "split into fields (the floor)"),
            (Only::Compute, "read and compute the report"),
            (Only::Build, "the whole way to the site"),
        ] {
            let (seconds, peak) = self.fastest(only, folder)?;
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

    /// Seconds and peak memory in MB of the fastest run.
    fn fastest(&self, only: Only, folder: &Path) -> Result<(f64, f64), String> {
        let runs = (0..self.runs.max(1)).map(|_| self.once(only, folder));
        let runs = runs.collect::<Result<Vec<_>, _>>()?;
        runs.into_iter()
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .ok_or_else(|| "nothing was measured".into())
    }

    fn once(&self, only: Only, folder: &Path) -> Result<(f64, f64), String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let name = only
            .to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default();
        let mut command = Command::new(program);
        command.args(["bench", "--only", &name, "--folder"]).arg(folder);
        if let Some(threads) = self.threads {
            command.args(["--threads", &threads.to_string()]);
        }
        let output = command.output().map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut numbers = text.split_whitespace().filter_map(|number| number.parse().ok());
        let failed = || {
            format!(
                "the measurement `{name}` failed: {}",
                String::from_utf8_lossy(&output.stderr)
            )
        };
        numbers.next().zip(numbers.next()).ok_or_else(failed)
    }
}

/// Runs the same command compiled for speed, which is what users have.
fn again_optimised() -> Result<String, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(std::env::args_os().skip(1));
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err("the benchmark failed".into())
    }
}

/// One measurement: seconds and peak memory in MB.
fn measure(only: Only, folder: &Path, threads: Option<usize>) -> Result<String, String> {
    if let Some(threads) = threads {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global();
        pool.map_err(|error| error.to_string())?;
    }
    let start = Instant::now();
    match only {
        Only::Split => split(&folder.join("survey.csv")).map_err(|error| error.to_string())?,
        Only::Compute | Only::Build => build(folder, matches!(only, Only::Build))?,
    }
    Ok(format!("{:.4} {:.1}", start.elapsed().as_secs_f64(), peak()))
}

/// Splits a file into fields, and nothing else.
fn split(path: &Path) -> Result<(), csv::Error> {
    let mut reader = csv::ReaderBuilder::new()
        .buffer_capacity(1 << 18)
        .from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record)? {
        fields += record.len();
    }
    std::hint::black_box(fields);
    Ok(())
}

fn build(folder: &Path, site: bool) -> Result<(), String> {
    let files = DiskFiles::new(folder);
    let request = cxpress::Request {
        files: &files,
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        progress: &|_| (),
    };
    if !site {
        let found = cxpress::compute(&request);
        return found.report.map(drop).ok_or_else(|| "no report".into());
    }
    let built = cxpress::build(&request);
    let site = built.site.ok_or("no site")?;
    cxpress::write(&site, &folder.join("site")).map_err(|error| error.to_string())
}

/// The peak of this process's memory in MB, where the system tells it; else 0.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Writes the project and its file of responses: 36 months, four dimensions, three questions, comments with
/// quotes, separators and line breaks. Gives the size of the file.
fn generate(folder: &Path, rows: u64) -> io::Result<u64> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("cxpress.yaml"), CONFIG)?;
    let path = folder.join("survey.csv");
    let mut file = BufWriter::new(File::create(&path)?);
    writeln!(
        file,
        "response,date,channel,segment,region,product,recommend,satisfaction,effort,comment"
    )?;
    let mut random = Random::stream(2026, "bench", 0);
    for row in 0..rows {
        let month = row * 36 / rows.max(1);
        writeln!(
            file,
            "r{row:08},{}-{:02}-{:02},{},{},{},{},{},{},{},{}",
            2024 + month / 12,
            month % 12 + 1,
            random.below(28) + 1,
            random.pick(&CHANNELS),
            random.pick(&["new", "returning", "business"]),
            random.pick(&["north", "east", "south", "west"]),
            random.pick(&["basic", "plus", "premium"]),
            random.below(11),
            random.below(5) + 1,
            random.below(7) + 1,
            random.pick(&COMMENTS),
        )?;
    }
    file.flush()?;
    drop(file);
    Ok(fs::metadata(path)?.len())
}

const CHANNELS: [&str; 5] = ["web", "phone", "email", "chat", "store"];

const COMMENTS: [&str; 8] = [
    "",
    "",
    "",
    "Quick and friendly",
    "\"Waited long, but it was solved\"",
    "\"They said \"\"tomorrow\"\" and it was\"",
    "\"First line\nand a second one, with more to say about what happened on the way\"",
    "Nothing to add",
];
