//! Keeping what is published of a period.

use std::process::ExitCode;

use cxpress_metric::Metric;

use crate::args::Shared;
use crate::cache::Cache;
use crate::progress::Progress;
use crate::show::Show;
use crate::{build, passes, with_request, write};

/// Writes what later reports show of a period, unless it was written before and is not to be restated.
pub(crate) fn run(shared: &Shared, restate: bool, metrics: &[&dyn Metric]) -> ExitCode {
    let show = Show::new(shared);
    let progress = Progress::new(shared);
    let cache = (!shared.no_cache).then(|| Cache::of(&shared.project));
    let (publication, diagnostics) = with_request(shared, metrics, &progress, cache.as_ref(), build::freeze);
    show.diagnostics(&diagnostics);
    let Some(publication) = publication.filter(|_| passes(shared, &diagnostics)) else {
        return show.nothing("nothing was frozen", &diagnostics);
    };
    let period = &publication.period.period;
    let path = shared.project.join(publication.period.path());
    if let Some(day) = &publication.partial {
        return show.fail(
            &format!("`{period}` is not over: the data end on {day}"),
            "freeze it when its last day is in the data, or name an earlier one with `--period`",
        );
    }
    if path.exists() && !restate {
        return show.fail(
            &format!("`{period}` was frozen before: `{}`", path.display()),
            "say `--restate` to publish it anew; what was published first stays beside it",
        );
    }
    if let Err(error) = write::write_file(publication.period.text().as_bytes(), &path) {
        return show.fail(
            &error.to_string(),
            "check the permissions of the folder of the report",
        );
    }
    show.frozen(&path, &publication);
    ExitCode::SUCCESS
}
