//! Reading a file of responses and summarising it, beside the floors and beside other engines.
//!
//! Every engine is asked the same: per month the promoters, detractors and answers of one question and the means of
//! two more, for the total, for each of four dimensions and for one pair of them. What they count must be what was
//! written.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use cxpress_metric::Shape;
use cxpress_report::{Cell, Report, Shown};

use super::data::{self, Written};
use super::floor::{self, Splitter};
use super::process::{self, Measured};
use super::python::{DUCKDB, DUCKDB_TWICE, Engine, POLARS};
use super::{Failure, build};

/// Measure reading and summarising, beside the floors and beside DuckDB and Polars on the same questions.
#[derive(Args)]
pub(super) struct Read {
    /// How many responses to generate, at least 10,000 (of few, cxpress withholds); a table for each number.
    #[arg(long, value_delimiter = ',', default_values_t = [3_000_000, 12_000_000])]
    #[arg(value_parser = clap::value_parser!(u64).range(10_000..))]
    rows: Vec<u64>,
    /// How often to measure; the fastest counts.
    #[arg(long, default_value_t = 3)]
    runs: u32,
    /// How many threads each line may use; as many as the machine has if none.
    #[arg(long)]
    threads: Option<usize>,
    /// The name of a line to measure, in a process of its own.
    #[arg(long, hide = true, requires = "folder")]
    only: Option<String>,
    /// The folder of the generated project.
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

/// A line of the table.
struct Line {
    name: &'static str,
    work: Work,
}

enum Work {
    /// Splitting into fields.
    Floor(Splitter),
    /// cxpress, with further keys of the source: whole lines, or nothing.
    Cxpress(&'static str),
    /// Another engine.
    Python(Engine),
}

/// The lines of the table; the first is the floor that the others are compared with.
const LINES: [Line; 7] = [
    line("floor: csv", Work::Floor(Splitter::Csv)),
    line("floor: simd-csv", Work::Floor(Splitter::SimdCsv)),
    line("cxpress", Work::Cxpress("")),
    line(
        "cxpress, no repeats",
        Work::Cxpress("    response_id: response\n"),
    ),
    line(THE_OTHER, Work::Python(DUCKDB)),
    line("DuckDB, in two steps", Work::Python(DUCKDB_TWICE)),
    line("Polars streaming", Work::Python(POLARS)),
];

/// The engine that the others are compared with.
const THE_OTHER: &str = "DuckDB";

/// The dimension of cxpress that is a pair.
const PAIR: &str = "      channel-region: {cross: [channel, region]}\n";

const fn line(name: &'static str, work: Work) -> Line {
    Line { name, work }
}

impl Read {
    /// Gives the tables, or, in a process of its own, one measurement.
    pub(super) fn run(&self) -> Result<String, Failure> {
        if let (Some(name), Some(folder)) = (&self.only, &self.folder) {
            let line = LINES.iter().find(|line| line.name == name);
            return line.ok_or("no such line")?.measure(folder, self.threads()?);
        }
        let tables = self.rows.iter().map(|rows| self.table(*rows));
        Ok(tables.collect::<Result<Vec<_>, _>>()?.join("\n\n"))
    }

    fn threads(&self) -> Result<usize, Failure> {
        let all = || std::thread::available_parallelism().map(usize::from);
        Ok(self.threads.map_or_else(all, Ok)?)
    }

    fn table(&self, rows: u64) -> Result<String, Failure> {
        let folder = tempfile::tempdir()?;
        let written = data::write(folder.path(), rows)?;
        let fastest = self.fastest(folder.path(), &written)?;
        let scale = Scale::new(&written, &fastest);
        let title = format!(
            "{rows} responses, {:.0} MB, {} threads",
            scale.megabytes,
            self.threads()?
        );
        let lines = LINES.iter().zip(&fastest);
        let lines = lines.map(|(line, fastest)| line.written(fastest.as_ref(), &scale));
        Ok(std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n"))
    }

    /// The fastest run of each line; none where it is not installed. The lines take turns, so that a machine that
    /// is busy for a while does not slow one of them alone.
    fn fastest(&self, folder: &Path, written: &Written) -> Result<Vec<Option<Measured>>, Failure> {
        let mut fastest: Vec<Option<Measured>> = vec![None; LINES.len()];
        for _ in 0..self.runs.max(1) {
            for (line, fastest) in LINES.iter().zip(&mut fastest) {
                if !line.is_installed() {
                    continue;
                }
                let measured = process::measured(&mut line.command(folder, self.threads()?)?);
                let measured = measured.map_err(|error| format!("{}: {error}", line.name))?;
                line.check(&measured, written)?;
                if fastest
                    .as_ref()
                    .is_none_or(|fastest| measured.seconds < fastest.seconds)
                {
                    *fastest = Some(measured);
                }
            }
        }
        Ok(fastest)
    }
}

impl Line {
    fn is_installed(&self) -> bool {
        match &self.work {
            Work::Python(engine) => engine.is_installed(),
            Work::Floor(_) | Work::Cxpress(_) => true,
        }
    }

    fn command(&self, folder: &Path, threads: usize) -> Result<Command, Failure> {
        if let Work::Python(engine) = &self.work {
            return Ok(engine.command(&folder.join(data::FILE), threads));
        }
        let mut command = process::itself()?;
        command.args(["bench", "read", "--only", self.name, "--threads"]);
        command.arg(threads.to_string()).arg("--folder").arg(folder);
        Ok(command)
    }

    /// Measures the line in this process.
    fn measure(&self, folder: &Path, threads: usize) -> Result<String, Failure> {
        process::use_threads(threads)?;
        let measured = match &self.work {
            Work::Floor(splitter) => {
                let path = folder.join(data::FILE);
                let ranges = floor::ranges(&path, threads)?;
                Measured::of(|| Ok(splitter.count(&path, &ranges)?.to_vec()))
            }
            Work::Cxpress(keys) => {
                data::write_config(folder, PAIR, keys)?;
                Measured::of(|| summarise(folder))
            }
            Work::Python(_) => Err("this line is measured by a script".into()),
        };
        Ok(measured?.said())
    }

    /// An error where the line did not count what was written.
    fn check(&self, measured: &Measured, written: &Written) -> Result<(), Failure> {
        let expected = match self.work {
            Work::Floor(_) => written.records_and_fields(),
            Work::Cxpress(_) | Work::Python(_) => [written.responses, written.promoters],
        };
        if measured.counts.starts_with(&expected) {
            return Ok(());
        }
        let (name, counts) = (self.name, &measured.counts);
        Err(format!("{name} counted {counts:?}; the file holds {expected:?}").into())
    }

    /// The line as it is printed.
    fn written(&self, fastest: Option<&Measured>, scale: &Scale) -> String {
        let said = match (fastest, &self.work) {
            (None, Work::Python(engine)) => format!("not installed: pip install {}", engine.package),
            (None, Work::Floor(_) | Work::Cxpress(_)) => "not measured".into(),
            (Some(measured), Work::Floor(_)) => scale.said(measured),
            (Some(measured), Work::Cxpress(_) | Work::Python(_)) => {
                let groups = measured.counts.get(2).copied().unwrap_or_default();
                format!("{}  {groups:>5} groups", scale.said(measured))
            }
        };
        format!("{:<21} {said}", self.name)
    }
}

/// What the measurements of one file are compared with.
struct Scale {
    responses: f64,
    megabytes: f64,
    /// Seconds of the first line.
    floor: Option<f64>,
    /// Seconds of the engine that the others are compared with.
    other: Option<f64>,
}

impl Scale {
    fn new(written: &Written, fastest: &[Option<Measured>]) -> Self {
        let seconds = |name: &str| {
            let mut lines = LINES.iter().zip(fastest);
            let (_, measured) = lines.find(|(line, _)| line.name == name)?;
            measured.as_ref().map(|measured| measured.seconds)
        };
        Self {
            responses: written.responses as f64,
            megabytes: written.bytes as f64 / 1e6,
            floor: seconds(LINES[0].name),
            other: seconds(THE_OTHER),
        }
    }

    fn said(&self, measured: &Measured) -> String {
        let seconds = measured.seconds;
        let times = |ratio: Option<f64>| ratio.map_or_else(|| "-".into(), |ratio| format!("{ratio:.2}"));
        format!(
            "{seconds:>6.2} s  {:>9.0} rows/s  {:>5.0} MB/s  {:>5} × the floor  {:>5} × {THE_OTHER}'s throughput  \
             peak {:>5.0} MB",
            self.responses / seconds,
            self.megabytes / seconds,
            times(self.floor.map(|floor| seconds / floor)),
            times(self.other.map(|other| other / seconds)),
            measured.peak,
        )
    }
}

/// Reads and summarises with cxpress. Gives answers, promoters and groups.
fn summarise(folder: &Path) -> Result<Vec<u64>, Failure> {
    let computed = build::request(folder, cxpress::compute);
    counts(&computed.report.ok_or("no report")?).ok_or_else(|| "no figure".into())
}

fn counts(report: &Report) -> Option<Vec<u64>> {
    let figure = report.figures.iter().find(|figure| figure.id == "recommend")?;
    let shown = || figure.total.iter().filter_map(Cell::shown);
    let answers = shown().filter_map(|shown| Some(shown.headline.estimate()?.base));
    let slices = figure.slices.iter().map(|slice| slice.cells.len());
    let groups = figure.total.len() + slices.sum::<usize>();
    Some(vec![answers.sum(), shown().map(promoters).sum(), groups as u64])
}

fn promoters(shown: &Shown) -> u64 {
    match &shown.shape {
        Shape::Distribution(scores) => scores
            .iter()
            .filter(|score| score.score >= 9)
            .filter_map(|score| score.n)
            .sum(),
        Shape::None | Shape::Curve(_) => 0,
    }
}
