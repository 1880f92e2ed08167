//! The command: arguments, the list of metrics, progress, exit codes, and the one place that writes.
//!
//! It holds no logic of the report. A company that has metrics of its own builds its own command in five lines; the folder
//! `examples/own-metric` is one, with a metric, its words, a theme and a test:
//!
//! ```no_run
//! # struct OurMetric;
//! fn main() -> std::process::ExitCode {
//!     let mut metrics = cxpress::metrics();
//!     // metrics.push(&OurMetric);
//!     cxpress::main(&metrics)
//! }
//! ```

mod args;
mod build;
mod cache;
mod copies;
mod explain;
mod freeze;
mod inspect;
mod load;
mod metrics;
mod pack;
mod pdf;
mod progress;
mod sample;
mod seal;
mod show;
mod theme;
mod trace;
mod write;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use cxpress_core::read::{Forgetful, Store};
use cxpress_core::{Diagnostics, DiskFiles, Severity};
use cxpress_generator::Site;
use cxpress_metric::Metric;

pub use build::{Built, Computed, Request, build, check, compute, draw, freeze};
pub use cache::Cache;
pub use copies::Copied;
pub use metrics::metrics;
pub use write::{Remark, WriteError, write, write_file};

use args::{Args, Command, Shared};
use pack::{Beside, Made, Wanted};
use progress::Progress;
use show::Show;
use trace::Trace;

/// Runs the command with the arguments of the process and gives its exit code: 0 built, 1 the report has errors
/// or cannot be written, 2 wrong usage.
#[must_use]
pub fn main(metrics: &[&dyn Metric]) -> ExitCode {
    let args = Args::parse();
    if let Some(id) = cxpress_metric::duplicate_id(metrics) {
        return Show::of(args.command.format()).fail(
            &format!("two metrics are called `{id}`"),
            "give one of them another id: configurations could not tell them apart",
        );
    }
    if let Some(threads) = args.command.threads()
        && let Err(error) = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.into())
            .build_global()
    {
        return Show::of(args.command.format()).fail(
            &format!("cannot start {threads} threads: {error}"),
            "leave out `--threads`",
        );
    }
    match args.command {
        Command::Build {
            shared,
            output,
            single_file,
            zip,
            digest,
            pdf,
            json,
            open,
        } => {
            let wanted = Wanted {
                page: single_file,
                archive: zip,
                report: json,
                print: pdf,
                digest,
            };
            run_build(&shared, output, wanted, open, metrics)
        }
        Command::Check { shared } => run_check(&shared, metrics),
        Command::Freeze { shared, restate } => freeze::run(&shared, restate, metrics),
        Command::Sample {
            shared,
            question,
            n,
            seed,
            periods,
        } => {
            let [n, periods] = [n, periods].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
            sample::run(
                &shared,
                &question,
                cxpress_analysis::Wanted { n, seed, periods },
                metrics,
            )
        }
        Command::Inspect { files, format } => inspect::run(&files, format, metrics),
        Command::ExplainCode { code, format } => explain::run(code.as_deref(), format),
        Command::Theme { project, copy } => theme::run(&project, copy.as_deref(), metrics),
    }
}

fn run_build(
    shared: &Shared,
    output: Option<std::path::PathBuf>,
    wanted: Wanted,
    open: bool,
    metrics: &[&dyn Metric],
) -> ExitCode {
    let show = Show::new(shared);
    let progress = Progress::new(shared);
    let output = output.unwrap_or_else(|| shared.project.join("site"));
    let cache = (!shared.no_cache).then(|| Cache::of(&shared.project));
    let files = DiskFiles::new(&shared.project);
    let trace = Trace::new(&files, &environment);
    let asked = asked(shared);
    let period = asked.as_deref();
    if !wanted.any()
        && let Some(cache) = &cache
        && let Some((site, told)) = trace.recalled(cache, period, &output)
    {
        if let Err(failed) = put(&show, &site, &output, &shared.project) {
            return failed;
        }
        return end(&show, told.note.as_deref(), &output, open, || {
            show.standing(&output, &told)
        });
    }
    let built = with_request(shared, metrics, &progress, cache.as_ref(), |request| {
        build(&Request {
            files: &trace,
            environment: &|name| trace.environment(name),
            ..*request
        })
    });
    show.diagnostics(&built.diagnostics);
    let passes = passes(shared, &built.diagnostics);
    let made = built.site.as_ref().zip(built.report.as_ref()).filter(|_| passes);
    let Some((site, report)) = made else {
        return show.nothing("no site was written", &built.diagnostics);
    };
    let made = Made {
        site,
        report,
        commentary: &built.commentary,
        theme: &built.theme,
    };
    let beside = match Beside::new(&made, &shared.project, &output, wanted) {
        Ok(beside) => beside,
        Err(failure) => return failure.shown(&show),
    };
    if let Err(failed) = put(&show, site, &output, &shared.project) {
        return failed;
    }
    if let Err(error) = beside.write() {
        return show.fail(
            &error.to_string(),
            "the site is written; check the folder beside it",
        );
    }
    if let Some(cache) = cache {
        trace.keep(&cache, period, &built);
        cache.sweep();
    }
    let period = built.period.as_deref().unwrap_or_default();
    end(&show, built.note.as_deref(), &output, open, || {
        show.built(&output, built.pages, period, progress.seconds());
    })
}

/// The period and the kind of periods that were asked for, by which builds are told from each other.
fn asked(shared: &Shared) -> Option<String> {
    let period = shared.period.clone();
    match shared.by {
        None => period,
        Some(by) => Some(format!("{} by {by:?}", period.unwrap_or_default())),
    }
}

/// Puts a site in its place.
fn put(show: &Show, site: &Site, output: &Path, project: &Path) -> Result<(), ExitCode> {
    match write(site, output, project) {
        Ok(remarks) => remarks.iter().for_each(|remark| show.note(&remark.to_string())),
        Err(error) => return Err(show.fail(&error.to_string(), error.help())),
    }
    Ok(())
}

/// What is told once a site is in its place, which is then opened if that is wanted.
fn end(show: &Show, note: Option<&str>, output: &Path, open: bool, tell: impl FnOnce()) -> ExitCode {
    if let Some(note) = note {
        show.note(note);
    }
    tell();
    if open {
        show_in_browser(show, output);
    }
    ExitCode::SUCCESS
}

fn show_in_browser(show: &Show, output: &Path) {
    if let Err(error) = opener::open(output.join("index.html")) {
        show.note(&format!(
            "no browser could be opened: {error}; open `{}`",
            output.join("index.html").display()
        ));
    }
}

fn run_check(shared: &Shared, metrics: &[&dyn Metric]) -> ExitCode {
    let show = Show::new(shared);
    let progress = Progress::new(shared);
    let cache = (!shared.no_cache).then(|| Cache::of(&shared.project));
    let checked = with_request(shared, metrics, &progress, cache.as_ref(), check);
    show.diagnostics(&checked.diagnostics);
    if !passes(shared, &checked.diagnostics) {
        return show.nothing("the report cannot be built", &checked.diagnostics);
    }
    if let Some(note) = &checked.note {
        show.note(note);
    }
    show.checked(&checked.diagnostics);
    ExitCode::SUCCESS
}

/// What is kept between builds; nothing without a cache.
fn store_of(cache: Option<&Cache>) -> &dyn Store {
    cache.map_or(&Forgetful, |cache| cache)
}

/// Does something with the project on disk, its progress shown.
fn with_request<T>(
    shared: &Shared,
    metrics: &[&dyn Metric],
    progress: &Progress,
    cache: Option<&Cache>,
    run: impl FnOnce(&Request<'_>) -> T,
) -> T {
    let files = DiskFiles::new(&shared.project);
    let done = run(&Request {
        files: &files,
        environment: &environment,
        metrics,
        period: shared.period.as_deref(),
        by: shared.by.map(Into::into),
        store: store_of(cache),
        progress: &|phase| progress.phase(phase),
    });
    progress.clear();
    done
}

/// A variable of the process' environment.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn passes(shared: &Shared, diagnostics: &Diagnostics) -> bool {
    let strict = shared.strict && diagnostics.count(Severity::Warning) > 0;
    !diagnostics.has_errors() && !strict
}
