//! A full report from its files to its pages: how much there is, and how long pages take.
//!
//! Each build is a process of its own, and does what the command does, as in `months`. One thread builds it, and then
//! several, so that one run tells what further threads are worth.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::counting::{Counting, Counts};
use super::data::MONTHS;
use super::every::{self, FILES, SLICES};
use super::months::{built, forget};
use super::process::{self, Measured, Moment};

/// Measure charts and pages of a full report: 36 months, 40 slices, all kinds of pages.
#[derive(Args)]
pub(super) struct Site {
    /// How many rows to generate for each of the seven sources.
    #[arg(long, default_value_t = 36_000)]
    rows: usize,
    /// How often to measure; the fastest counts.
    #[arg(long, default_value_t = 1)]
    runs: usize,
    /// How many threads a build may use, where it may use more than one.
    #[arg(long, default_value_t = 2)]
    threads: usize,
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
    /// All files of the newest month.
    Month,
}

/// Each build, whether one thread has to do with it, and what it has to do.
const LINES: [(&str, bool, Since); 4] = [
    ("nothing is known, one thread", true, Since::Never),
    ("nothing is known", false, Since::Never),
    ("nothing was changed", false, Since::Nothing),
    ("the newest month was changed", false, Since::Month),
];

/// What a build does, one after the other.
const PHASES: [&str; 4] = ["read", "figures", "pages", "write"];
const PAGES: usize = 2;

/// The milliseconds of each phase, on the clock and on processors.
type Phases = [[u64; 2]; PHASES.len()];
const CLOCK: usize = 0;
const PROCESSORS: usize = 1;

/// How a chart begins in a page.
const CHART: &str = "class=\"chart wide\" aria-hidden";

impl Site {
    /// Gives the table, or, in a process of its own, one measurement.
    pub(super) fn run(&self) -> Result<String, Failure> {
        if let Some(folder) = &self.folder {
            process::use_threads(self.threads)?;
            return Ok(Measured::of(|| Ok(build(folder)?.said()))?.said());
        }
        let folder = tempfile::tempdir()?;
        every::write(folder.path(), self.rows)?;
        let mut fastest: [Option<Built>; LINES.len()] = [const { None }; LINES.len()];
        for run in 1..=self.runs.max(1) {
            for ((_, one, since), fastest) in LINES.iter().zip(&mut fastest) {
                let built = self.after(*since, *one, folder.path(), run)?;
                if fastest.as_ref().is_none_or(|known| built.took() < known.took()) {
                    *fastest = Some(built);
                }
            }
        }
        let builds: Vec<Built> = fastest.into_iter().flatten().collect();
        self.table(&builds)
    }

    /// Builds after something was changed.
    fn after(&self, since: Since, one_thread: bool, folder: &Path, run: usize) -> Result<Built, Failure> {
        match since {
            Since::Never => forget(folder)?,
            Since::Nothing => {}
            Since::Month => every::write_month(folder, self.rows, MONTHS - 1, run)?,
        }
        let threads = if one_thread { 1 } else { self.threads };
        let mut command = process::itself()?;
        command.args(["bench", "site", "--threads", &threads.to_string(), "--folder"]);
        Built::heard(&process::measured(command.arg(folder))?)
    }

    fn table(&self, builds: &[Built]) -> Result<String, Failure> {
        let [alone, cold, same, _] = builds else {
            return Err("nothing was measured".into());
        };
        check(alone, cold, same)?;
        let mut table = format!(
            "{MONTHS} months, {SLICES} slices, {} rows in each source: {}\n{:<30} {:>8}  ",
            self.rows,
            cold.work.written(),
            "",
            "seconds"
        );
        for phase in PHASES {
            let _ = write!(table, "{phase:>8}");
        }
        table.push('\n');
        for ((name, ..), built) in LINES.iter().zip(builds) {
            let _ = writeln!(table, "{name:<30} {}", built.written());
            let _ = writeln!(table, "{:<30} {}", "  on processors", built.seconds(PROCESSORS));
        }
        let faster = |of: fn(&Built) -> f64| of(alone) / of(cold);
        let _ = write!(
            table,
            "{} threads, so many times as fast as one: pages {:.2}, all {:.2}",
            self.threads,
            faster(|built| built.phase(PAGES)),
            faster(Built::took),
        );
        Ok(table)
    }
}

/// An error where builds did not do what their lines say: the same site with any number of threads.
fn check(alone: &Built, cold: &Built, same: &Built) -> Result<(), Failure> {
    let made = |built: &Built| {
        let work = &built.work;
        [work.pages, work.files, work.bytes, work.placed]
    };
    if made(alone) != made(cold) || made(cold) != made(same) {
        return Err("the same data gave different sites".into());
    }
    Ok(())
}

/// A build: what it took, and what it did.
struct Built {
    /// The peak of its memory in MB.
    peak: f64,
    work: Work,
}

impl Built {
    fn heard(measured: &Measured) -> Result<Self, Failure> {
        Ok(Self {
            peak: measured.peak,
            work: Work::heard(&measured.counts).ok_or("a build did not say what it did")?,
        })
    }

    /// The seconds of the whole build.
    fn took(&self) -> f64 {
        (0..PHASES.len()).map(|phase| self.phase(phase)).sum()
    }

    /// The seconds of a phase.
    fn phase(&self, phase: usize) -> f64 {
        self.work.phases[phase][CLOCK] as f64 / 1e3
    }

    /// The seconds of each phase on the clock or on processors, their sum before them.
    fn seconds(&self, on: usize) -> String {
        let seconds = self.work.phases.map(|phase| phase[on] as f64 / 1e3);
        let mut line = format!("{:>8.2}  ", seconds.iter().sum::<f64>());
        for seconds in seconds {
            let _ = write!(line, "{seconds:>8.2}");
        }
        line
    }

    /// The line as it is printed, after its name.
    fn written(&self) -> String {
        let mut line = self.seconds(CLOCK);
        let Work { pages, read, .. } = self.work;
        let _ = write!(
            line,
            "  read {read:>3} of {FILES} files, {:>5.0} pages/s, peak {:>4.0} MB",
            pages as f64 / self.phase(PAGES),
            self.peak,
        );
        line
    }
}

/// What a build did.
struct Work {
    pages: u64,
    /// Pages, workbooks, styles and scripts.
    files: u64,
    /// The bytes of all files.
    bytes: u64,
    /// Charts in pages; one that stands in two counts twice.
    placed: u64,
    /// Files of feedback that were read, and not recalled.
    read: u64,
    /// The milliseconds of each phase.
    phases: Phases,
}

impl Work {
    fn new(site: &cxpress_generator::Site, counts: &Counts, phases: Phases) -> Self {
        let pages = || site.files.iter().filter(|(path, _)| path.ends_with(".html"));
        let placed = pages().map(|(_, bytes)| String::from_utf8_lossy(bytes).matches(CHART).count());
        Self {
            pages: pages().count() as u64,
            files: site.files.len() as u64,
            bytes: site.files.values().map(|bytes| bytes.len() as u64).sum(),
            placed: placed.sum::<usize>() as u64,
            read: counts.files(),
            phases,
        }
    }

    fn said(&self) -> Vec<u64> {
        let counts = [self.pages, self.files, self.bytes, self.placed, self.read];
        counts
            .into_iter()
            .chain(self.phases.into_iter().flatten())
            .collect()
    }

    fn heard(counts: &[u64]) -> Option<Self> {
        let (counts, phases) = counts.split_first_chunk()?;
        let [pages, files, bytes, placed, read] = *counts;
        let (phases, []) = phases.as_chunks() else {
            return None;
        };
        Some(Self {
            pages,
            files,
            bytes,
            placed,
            read,
            phases: phases.try_into().ok()?,
        })
    }

    /// How large the site is.
    fn written(&self) -> String {
        format!(
            "{} pages, {} files, {:.1} MB; {} charts in pages",
            self.pages,
            self.files,
            self.bytes as f64 / 1e6,
            self.placed,
        )
    }
}

/// Does what the command does.
fn build(folder: &Path) -> Result<Work, Failure> {
    let store = Counting::of(folder);
    let starts = RefCell::new(vec![Moment::now()]);
    let built = built(folder, &store, &|phase| {
        // Reading begins with the configuration.
        if !phase.starts_with("reading") {
            starts.borrow_mut().push(Moment::now());
        }
    });
    let done = Moment::now();
    let site = built
        .site
        .ok_or_else(|| format!("no site: {:?}", built.diagnostics))?;
    cxpress::write(&site, &folder.join("site"), folder)?;
    let written = Moment::now();
    let counts = store.finish();
    let mut ends = starts.into_inner();
    ends.extend([done, written]);
    Ok(Work::new(&site, &counts, between(&ends)?))
}

/// The milliseconds of each phase, from the moments at their ends.
fn between(ends: &[Moment]) -> Result<Phases, Failure> {
    let phases: Vec<[u64; 2]> = ends.windows(2).map(|ends| ends[1].since(ends[0])).collect();
    phases
        .try_into()
        .map_err(|phases: Vec<_>| format!("{} phases", phases.len()).into())
}

#[cfg(test)]
mod tests {
    use super::super::build::request;
    use super::*;

    /// What pages there are, a path of each kind in the period of a site.
    const PAGES: [&str; 13] = [
        "index.html",
        "actions.html",
        "data.html",
        "archive.html",
        "learn.html",
        "2024-03/index.html",
        "2024-03/metrics/recommend.html",
        "2024-03/branch/branch-01.html",
        "2024-03/lenses.html",
        "2024-03/journey.html",
        "2024-03/drivers.html",
        "2024-03/voice.html",
        "2024-03/actions.html",
    ];

    #[test]
    fn the_site_has_every_kind_of_page_and_charts() {
        let folder = tempfile::tempdir().unwrap();
        every::write_first(folder.path(), 5_000, 3).unwrap();
        let built = request(folder.path(), cxpress::build);
        let site = built.site.unwrap_or_else(|| panic!("{:?}", built.diagnostics));
        let missing = PAGES.iter().filter(|path| !site.files.contains_key(**path));
        assert_eq!(missing.collect::<Vec<_>>(), [&""; 0]);
        let work = Work::new(&site, &Counts::default(), [[0; 2]; PHASES.len()]);
        let figures = built.report.unwrap().figures.len() as u64;
        assert!(work.pages > 3 * figures && work.files > work.pages && work.placed > work.pages);
    }

    #[test]
    fn what_was_done_is_said_and_heard() {
        let counts: Vec<u64> = (1..=13).collect();
        let work = Work::heard(&counts).unwrap();
        assert_eq!((work.read, work.phases[0], work.phases[3]), (5, [6, 7], [12, 13]));
        assert_eq!(work.said(), counts);
        assert!(Work::heard(&counts[..11]).is_none());
    }
}
