//! Looking for seeds: the first with which the report finds what is planted, and nothing else.
//!
//! It asks the report itself, with one source at a time and a stricter rule than the report's: what is not
//! planted must also keep a distance from a verdict, so that it has none beside the other sources either.

use clap::Args;
use cxpress_core::MemoryFiles;
use cxpress_core::read::Forgetful;
use cxpress_report::{Comparison, Course, FigureSeries, LeadingGroup, Report, Verdict};

use super::plan::{APP, Month};
use super::planted::{self, Contrast, Entry};
use super::{STREAMS, Stream, truth};

/// Look for the seed of a part of the sample's data: the first from 1 with which the report finds what is
/// certain and nothing that is not planted.
#[derive(Args)]
pub(crate) struct DemoSeed {
    /// The part, as `crates/xtask/src/demo/mod.rs` names it.
    stream: String,
    /// The first seed to try.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// The last.
    #[arg(long, default_value_t = 5_000)]
    to: u64,
}

/// An unplanned total keeps this distance from a verdict whatever else is found: with ten real effects among
/// forty totals a word needs a p of .0069.
const DISTANCE_OF_TOTALS: f64 = 0.01;
/// And an unplanned slice this one, corrected.
const DISTANCE_OF_SLICES: f64 = 0.035;
/// What is certain is found also as one of forty totals.
const SURE: f64 = 0.025 / 40.0;

impl DemoSeed {
    /// Looks, and says which seed was found.
    pub(crate) fn run(&self) -> Result<String, String> {
        let known = || {
            STREAMS
                .iter()
                .map(|stream| stream.name)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let stream = STREAMS.iter().find(|stream| stream.name == self.stream);
        let stream =
            stream.ok_or_else(|| format!("there is no part `{}`; there are {}", self.stream, known()))?;
        let planted: Vec<Entry> = Month::all().flat_map(planted::entries).collect();
        let config = config_of(stream);
        let mut last = String::new();
        for seed in self.from..=self.to {
            match wrong(&report(&config, stream, seed)?, &planted) {
                None => return Ok(format!("{}: {seed}", stream.name)),
                Some(place) => last = place,
            }
        }
        Err(format!(
            "no seed from {} to {} will do; of the last, {last} is wrong",
            self.from, self.to
        ))
    }
}

/// The sample's configuration with one source and the figures that are looked at, and nothing that names
/// others.
fn config_of(stream: &Stream) -> String {
    let says_something = |line: &&str| !line.trim_start().starts_with('#') && !line.trim().is_empty();
    let mut keys = [""; 4];
    let kept = truth::CONFIG.lines().filter(says_something).filter(|line| {
        let depth = (line.len() - line.trim_start().len()) / 2;
        if let Some(key) = keys.get_mut(depth) {
            *key = line.trim().split(':').next().unwrap_or_default();
            keys[depth + 1..].fill("");
        }
        let [top, source, part, question] = keys;
        let others = !stream.figures.is_empty() && part == "questions" && !question.is_empty();
        match top {
            "headline" | "targets" | "benchmarks" | "journey" | "drivers" | "delivery_gaps" => false,
            "sources" => {
                (source.is_empty() || source == stream.source)
                    && (!others || stream.figures.contains(&question))
            }
            _ => true,
        }
    });
    kept.collect::<Vec<_>>().join("\n")
}

fn report(config: &str, stream: &Stream, seed: u64) -> Result<Report, String> {
    let files = MemoryFiles::new().with(cxpress_core::config::FILE, config);
    let files = (stream.files)(seed)
        .into_iter()
        .fold(files, |files, (path, bytes)| files.with(path, bytes));
    let computed = cxpress::compute(&cxpress::Request {
        files: &files,
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        by: None,
        store: &Forgetful,
        progress: &|_| (),
    });
    computed
        .report
        .ok_or_else(|| format!("{:?}", computed.diagnostics))
}

/// What in a report is not as it was planted: the figure, the period and the slice.
fn wrong(report: &Report, planted: &[Entry]) -> Option<String> {
    let mut places = report.figures.iter().flat_map(|figure| places(report, figure));
    let wrong = places.find(|place| !place.stands(planted));
    let wrong = wrong.map(|place| format!("{} {} {}", place.figure, place.month, place.slice));
    wrong.or_else(|| wrong_course(report))
}

/// A figure of which another course is told in the last month than was planted.
fn wrong_course(report: &Report) -> Option<String> {
    let wrong = APP.iter().find(|question| {
        let figure = report.figures.iter().find(|figure| figure.id == question.id);
        figure.is_some_and(|figure| {
            let shown = figure.total[report.current].shown();
            let course = shown.and_then(|shown| shown.course.as_ref());
            let told = course.and_then(Course::told).map(|shift| shift.kind.id());
            let leading = shown.and_then(|shown| shown.echoes.as_ref());
            let leading = leading.map_or(&[][..], |echoes| &echoes.leading);
            let of_devices = |group: &LeadingGroup| {
                let values = &report.dimensions[group.dimension].values;
                question
                    .device
                    .is_some_and(|device| device.id() == values[group.value].raw)
            };
            told != Some(question.told)
                || !leading.iter().all(of_devices)
                || (question.device.is_some() && leading.is_empty())
        })
    });
    wrong.map(|question| format!("{} over time", question.id))
}

/// A comparison, and where it stands.
struct Compared<'a> {
    figure: &'a str,
    month: Month,
    slice: String,
    is_year: bool,
    found: &'a Comparison,
}

/// All comparisons of a figure with months of the sample. Customers go back further; what is compared with a
/// month before the first is left out.
fn places<'a>(report: &'a Report, figure: &'a FigureSeries) -> Vec<Compared<'a>> {
    let slices = figure.slices.iter().map(|slice| {
        let dimension = &report.dimensions[slice.dimension];
        let name = format!("{}={}", dimension.id, dimension.values[slice.value].raw);
        (name, &slice.cells)
    });
    let rows = std::iter::once(("total".to_owned(), &figure.total)).chain(slices);
    let mut places = Vec::new();
    for (slice, cells) in rows {
        for (period, cell) in report.periods.iter().zip(cells) {
            let month = Month::all().find(|month| month.to_string() == period.id);
            let (Some(month), Some(shown)) = (month, cell.shown()) else {
                continue;
            };
            let both = [(1, &shown.before), (12, &shown.year_before)];
            let both = both.into_iter().filter(|(ago, _)| month.earlier(*ago).is_some());
            places.extend(both.filter_map(|(ago, found)| {
                Some(Compared {
                    figure: &figure.id,
                    month,
                    slice: slice.clone(),
                    is_year: ago == 12,
                    found: found.as_ref()?,
                })
            }));
        }
    }
    places
}

impl Compared<'_> {
    fn is_total(&self) -> bool {
        self.slice == "total"
    }

    /// Whether what was found may stand beside what was planted.
    fn stands(&self, planted: &[Entry]) -> bool {
        let entry = planted.iter().find(|entry| self.is_of(entry));
        let certain = entry.is_some_and(|entry| entry.certain && self.is_total());
        let (Some(change), Some(adjusted)) = (&self.found.change, self.found.adjusted_p) else {
            return !certain;
        };
        match entry {
            Some(entry) if certain => change.p <= SURE && self.found.verdict == entry.verdict(),
            Some(entry) => self.found.verdict == Verdict::NoEvidence || self.found.verdict == entry.verdict(),
            None if self.is_total() => change.p > DISTANCE_OF_TOTALS,
            None => adjusted > DISTANCE_OF_SLICES,
        }
    }

    fn is_of(&self, entry: &Entry) -> bool {
        entry.figure == self.figure
            && entry.month == self.month
            && (entry.kind == Contrast::YearChange) == self.is_year
            && match entry.only {
                None => self.is_total() || entry.holds(&self.slice),
                Some((dimension, value)) => self.slice == format!("{dimension}={value}"),
            }
    }
}
