//! What each metric costs in a full report: 36 months, 40 slices, records of every kind.
//!
//! The build is that of the command, with nothing remembered, and each metric in a shell that keeps its time.
//! One thread does everything, so that the shares of metrics are shares of one clock. Looking at the clock
//! counts as the metric's own time: what is measured is rather too much.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::Args;
use cxpress_core::DiskFiles;
use cxpress_core::read::Forgetful;
use cxpress_metric::{Batch, Difference, Evidence, Figure, Measured as Values, Metric, MetricSpec, Question};

use super::Failure;
use super::data::MONTHS;
use super::every::{self, SLICES};
use super::process::{self, Measured};

/// Measure what each metric costs in a full report: 36 months, 40 slices, records of every kind.
#[derive(Args)]
pub(super) struct Report {
    /// How many rows to generate for each of the seven sources.
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
    /// How often to measure; the fastest counts.
    #[arg(long, default_value_t = 1)]
    runs: u32,
    /// One build of the project in this folder, in a process of its own.
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

/// No metric may take more than this share of a build.
const MOST: f64 = 0.05;

/// What a build does, one after the other.
const PHASES: [&str; 4] = ["read", "figures and verdicts", "charts and pages", "write"];

impl Report {
    /// Gives the table, or, in a process of its own, one measurement.
    pub(super) fn run(&self) -> Result<String, Failure> {
        if let Some(folder) = &self.folder {
            process::use_threads(1)?;
            return Ok(Measured::of(|| build(folder))?.said());
        }
        let folder = tempfile::tempdir()?;
        every::write(folder.path(), self.rows)?;
        let runs = (0..self.runs.max(1)).map(|_| once(folder.path()));
        let runs = runs.collect::<Result<Vec<_>, _>>()?;
        let fastest = runs.iter().min_by(|a, b| a.seconds.total_cmp(&b.seconds));
        self.table(fastest.ok_or("nothing was measured")?)
    }

    fn table(&self, measured: &Measured) -> Result<String, Failure> {
        let (phases, metrics) = measured
            .counts
            .split_at_checked(PHASES.len())
            .ok_or("no phases")?;
        let whole = measured.seconds;
        let mut table = format!(
            "{MONTHS} months, {SLICES} slices, {} rows in each source, one thread: {whole:.2} s, peak \
             {:.0} MB\n",
            self.rows, measured.peak
        );
        for (name, nanoseconds) in PHASES.iter().zip(phases) {
            let seconds = *nanoseconds as f64 / 1e9;
            let _ = writeln!(
                table,
                "{name:<22} {seconds:>7.2} s  {:>6.2} %",
                100.0 * seconds / whole
            );
        }
        let costs = metrics.chunks_exact(Cost::COUNTS).map(Cost::heard);
        let costs: Vec<(&str, Cost)> = ids().into_iter().zip(costs).collect();
        let _ = writeln!(
            table,
            "{:<16} {:>6} {:>12} {:>12} {:>9} {:>13}",
            "metric", "cells", "evaluations", "differences", "µs a cell", "of the build"
        );
        for (id, cost) in &costs {
            let _ = writeln!(table, "{id:<16} {}", cost.written(whole));
        }
        let dear = costs.iter().filter(|(_, cost)| cost.share(whole) > MOST);
        match dear.map(|(id, _)| *id).collect::<Vec<_>>()[..] {
            [] => Ok(table + &format!("no metric takes more than {} %", 100.0 * MOST)),
            ref dear => Err(format!("{table}more than {} %: {}", 100.0 * MOST, dear.join(", ")).into()),
        }
    }
}

fn ids() -> Vec<&'static str> {
    let metrics = cxpress::metrics().into_iter();
    metrics.map(|metric| metric.spec().id).collect()
}

fn once(folder: &Path) -> Result<Measured, Failure> {
    let mut command = process::itself()?;
    command.args(["bench", "report", "--folder"]).arg(folder);
    process::measured(&mut command)
}

/// Builds and writes. Gives the nanoseconds of each phase, then the cost of each metric.
fn build(folder: &Path) -> Result<Vec<u64>, Failure> {
    let timed: Vec<Timed> = cxpress::metrics().into_iter().map(Timed::new).collect();
    let metrics: Vec<&dyn Metric> = timed.iter().map(|timed| timed as &dyn Metric).collect();
    let starts = RefCell::new(vec![Instant::now()]);
    let built = cxpress::build(&cxpress::Request {
        files: &DiskFiles::new(folder),
        environment: &|_| None,
        metrics: &metrics,
        period: None,
        by: None,
        store: &Forgetful,
        progress: &|phase| {
            // Reading begins with the configuration.
            if !phase.starts_with("reading") {
                starts.borrow_mut().push(Instant::now());
            }
        },
    });
    starts.borrow_mut().push(Instant::now());
    cxpress::write(&built.site.ok_or("no site")?, &folder.join("site"), folder)?;
    let mut starts = starts.into_inner();
    starts.push(Instant::now());
    let phases = starts.windows(2).map(|ends| nanoseconds(ends[1] - ends[0]));
    let report = built.report.ok_or("no report")?;
    let costs = timed.iter().flat_map(|timed| timed.cost(&report).said());
    Ok(phases.chain(costs).collect())
}

fn nanoseconds(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// What a metric took.
struct Cost {
    /// Its cells in the report, empty ones too.
    cells: u64,
    evaluations: u64,
    differences: u64,
    /// The nanoseconds of turning records into values.
    measuring: u64,
    /// The nanoseconds of figures and differences.
    evaluating: u64,
}

impl Cost {
    const COUNTS: usize = 5;

    const fn said(&self) -> [u64; Self::COUNTS] {
        [
            self.cells,
            self.evaluations,
            self.differences,
            self.measuring,
            self.evaluating,
        ]
    }

    const fn heard(counts: &[u64]) -> Self {
        Self {
            cells: counts[0],
            evaluations: counts[1],
            differences: counts[2],
            measuring: counts[3],
            evaluating: counts[4],
        }
    }

    /// Its share of `whole` seconds.
    fn share(&self, whole: f64) -> f64 {
        (self.measuring + self.evaluating) as f64 / 1e9 / whole
    }

    fn written(&self, whole: f64) -> String {
        format!(
            "{:>6} {:>12} {:>12} {:>9.1} {:>11.2} %",
            self.cells,
            self.evaluations,
            self.differences,
            self.evaluating as f64 / 1e3 / self.cells as f64,
            100.0 * self.share(whole)
        )
    }
}

/// A metric whose time is kept.
struct Timed {
    metric: &'static dyn Metric,
    measuring: AtomicU64,
    evaluations: AtomicU64,
    differences: AtomicU64,
    /// Also what differences take when the engine asks them for intervals.
    evaluating: Arc<AtomicU64>,
}

impl Timed {
    fn new(metric: &'static dyn Metric) -> Self {
        Self {
            metric,
            measuring: AtomicU64::new(0),
            evaluations: AtomicU64::new(0),
            differences: AtomicU64::new(0),
            evaluating: Arc::default(),
        }
    }

    fn cost(&self, report: &cxpress_report::Report) -> Cost {
        let figures = report.figures.iter();
        let own = figures.filter(|figure| figure.metric.id == self.metric.spec().id);
        let cells = own.map(|figure| figure.total.len() * (1 + figure.slices.len()));
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Cost {
            cells: cells.sum::<usize>() as u64,
            evaluations: read(&self.evaluations),
            differences: read(&self.differences),
            measuring: read(&self.measuring),
            evaluating: read(&self.evaluating),
        }
    }
}

/// Does a piece of work, and adds its nanoseconds to a counter.
fn timed<T>(counter: &AtomicU64, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    counter.fetch_add(nanoseconds(start.elapsed()), Ordering::Relaxed);
    done
}

impl Metric for Timed {
    fn spec(&self) -> &MetricSpec {
        self.metric.spec()
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Values) {
        timed(&self.measuring, || self.metric.measure(batch, question, out));
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        self.evaluations.fetch_add(1, Ordering::Relaxed);
        timed(&self.evaluating, || self.metric.evaluate(evidence, question))
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        self.differences.fetch_add(1, Ordering::Relaxed);
        let found = timed(&self.evaluating, || {
            self.metric.difference(before, after, question)
        })?;
        let (point, approximation) = (found.point, found.approximation);
        let evaluating = Arc::clone(&self.evaluating);
        let interval = move |z| timed(&evaluating, || found.at(z));
        Some(Difference::new(point, interval).with_approximation(approximation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "makes a report of 36 months and 40 slices"]
    fn a_metric_in_a_shell_gives_the_same_report_and_its_time_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        every::write(folder.path(), 1_500).unwrap();
        let shells: Vec<Timed> = cxpress::metrics().into_iter().map(Timed::new).collect();
        let metrics: Vec<&dyn Metric> = shells.iter().map(|timed| timed as &dyn Metric).collect();
        let ask = |metrics: &[&dyn Metric]| {
            let computed = cxpress::compute(&cxpress::Request {
                files: &DiskFiles::new(folder.path()),
                environment: &|_| None,
                metrics,
                period: None,
                by: None,
                store: &Forgetful,
                progress: &|_| (),
            });
            computed
                .report
                .unwrap_or_else(|| panic!("{:?}", computed.diagnostics))
        };
        let report = ask(&metrics);
        assert_eq!(report, ask(&cxpress::metrics()));
        for shell in &shells {
            let cost = shell.cost(&report);
            assert!(cost.evaluating > 0 && cost.measuring > 0, "{}", shell.spec().id);
            assert!(cost.evaluations >= cost.cells / 2, "{}", shell.spec().id);
            assert_eq!(Cost::heard(&cost.said()).said(), cost.said());
        }
    }
}
