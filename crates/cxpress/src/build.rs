//! The whole way, phase by phase: each is a function from values to values.

use cxpress_analysis::{self as analysis, Cube, Draw, Input, Publication, PublishedPeriod, Schema, Wanted};
use cxpress_core::config::Config;
use cxpress_core::read::{Dataset, Extent, Inputs, Options, Purpose, Store, inputs, read};
use cxpress_core::{Action, Code, Commentary, Diagnostic, Diagnostics, Event, Files, LabelFile};
use cxpress_generator::{Site, generate};
use cxpress_metric::{Instant, Metric, PeriodId};
use cxpress_report::{Beside as Other, PeriodKind, Report, period};
use cxpress_themes::Theme;
use xxhash_rust::xxh3::Xxh3;

use crate::copies::{self, Copied};
use crate::load;

/// What is to be built, and all of the outside world that it may see.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The files of the project.
    pub files: &'a dyn Files,
    /// The environment, by name.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
    /// The metrics there are.
    pub metrics: &'a [&'a dyn Metric],
    /// The name of the period to report on; the latest with data if none.
    pub period: Option<&'a str>,
    /// How long periods are, where that is not for the configuration to say.
    pub by: Option<PeriodKind>,
    /// Remembers what files came to, from one build to the next.
    pub store: &'a dyn Store,
    /// Hears what is being done.
    pub progress: &'a dyn Fn(&str),
}

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// The report, if the data allow one.
    pub report: Option<Report>,
    /// The author's words.
    pub commentary: Vec<Commentary>,
    /// What it looks like.
    pub theme: Theme,
    /// The site; none if there are errors.
    pub site: Option<Site>,
    /// How many of its files are pages of the report; others may have been copied.
    pub pages: usize,
    /// The period reported on.
    pub period: Option<String>,
    /// What is to be told beside what is wrong.
    pub note: Option<String>,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
}

/// What came of the data, before anything is drawn.
#[derive(Debug, Default)]
pub struct Computed {
    /// The report, if the data allow one.
    pub report: Option<Report>,
    /// The author's words.
    pub commentary: Vec<Commentary>,
    /// What it is to look like.
    pub theme: Theme,
    /// What is to be told beside what is wrong.
    pub note: Option<String>,
    /// By what other periods the same is reported as well.
    pub also_by: Vec<PeriodKind>,
    /// What is copied into the site.
    pub copied: Vec<Copied>,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
}

/// Builds the report of a project in memory.
#[must_use]
pub fn build(request: &Request<'_>) -> Built {
    let computed = compute(request);
    let kinds = computed.also_by.clone();
    let mut built = made(request, computed, &kinds);
    for by in kinds {
        let Some(site) = built.site.take() else { break };
        let other = Request {
            by: Some(by),
            period: None,
            ..*request
        };
        built = with_other(built, site, by, &other);
    }
    built
}

/// The site with the same by other periods in a folder of it. What is wrong with the data is told once.
fn with_other(mut built: Built, mut site: Site, by: PeriodKind, request: &Request<'_>) -> Built {
    let mut computed = compute(request);
    let folder = period::spec(by).name;
    if let Some((report, main)) = computed.report.as_mut().zip(built.report.as_ref()) {
        let home = Other {
            by: main.period_kind,
            path: "../index.html".to_owned(),
        };
        let others = main.beside.iter().filter(|other| other.by != by);
        let others = others.map(|other| Other {
            by: other.by,
            path: format!("../{}", other.path),
        });
        report.beside = std::iter::once(home).chain(others).collect();
    }
    computed.copied.clear();
    let other = made(request, computed, &[]);
    let errors = other.diagnostics.errors();
    match other.site {
        Some(other_site) => {
            let files = other_site.files.into_iter();
            site.files
                .extend(files.map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
            built.pages += other.pages;
            built.site = Some(site);
        }
        None => built.diagnostics.append(errors),
    }
    built
}

/// Makes the site of a report, which leads to the same by other periods.
fn made(request: &Request<'_>, computed: Computed, kinds: &[PeriodKind]) -> Built {
    let Computed {
        report,
        commentary,
        theme,
        note,
        copied,
        mut diagnostics,
        ..
    } = computed;
    let Some(mut report) = report else {
        return Built {
            report: None,
            commentary,
            theme,
            site: None,
            pages: 0,
            period: None,
            note,
            diagnostics: told(diagnostics, request.files),
        };
    };
    let other = |by: &PeriodKind| Other {
        by: *by,
        path: format!("{}/index.html", period::spec(*by).name),
    };
    report.beside.extend(kinds.iter().map(other));
    (request.progress)("drawing charts and pages");
    let mut generated = generate(&report, &commentary, &theme);
    diagnostics.append(generated.diagnostics);
    let made = generated.site.iter().flat_map(|site| site.files.keys());
    let pages = made.filter(|path| path.ends_with(".html")).count();
    if let Some(site) = &mut generated.site {
        copies::put(copied, site, &mut diagnostics);
    }
    let period = Some(report.current_period().id.clone());
    let site = generated.site.filter(|_| !diagnostics.has_errors());
    Built {
        report: Some(report),
        commentary,
        theme,
        site,
        pages,
        period,
        note,
        diagnostics: told(diagnostics, request.files),
    }
}

/// Does everything but draw and write: configuration, data, figures, commentary.
#[must_use]
pub fn check(request: &Request<'_>) -> Computed {
    let mut computed = compute(request);
    if let Some(report) = &computed.report {
        computed.diagnostics.append(cxpress_generator::check(
            report,
            &computed.commentary,
            &computed.theme,
        ));
        let pages = cxpress_generator::addresses(report);
        copies::check(&computed.copied, &pages, &mut computed.diagnostics);
    }
    Computed {
        diagnostics: told(computed.diagnostics, request.files),
        ..computed
    }
}

/// From files to the report and its commentary.
#[must_use]
pub fn compute(request: &Request<'_>) -> Computed {
    (request.progress)("reading the configuration");
    let mut diagnostics = Diagnostics::default();
    let scope = Scope::of(request, &mut diagnostics);
    let mut commentary = load::commentary(request.files, &mut diagnostics);
    let scope = scope.as_ref();
    let theme = scope.map(|scope| load::theme::load(request.files, &scope.config, &mut diagnostics));
    let mut theme = theme.unwrap_or_default();
    theme.words = request
        .metrics
        .iter()
        .flat_map(|metric| metric.spec().words)
        .copied()
        .collect();
    let copied = copies::load(request.files, &mut diagnostics);
    let Measured { made, until, later } = measure(request, scope, analysis::report, &mut diagnostics);
    commentary.retain(|one| !scope.is_some_and(|scope| scope.is_later(&one.period, until)));
    // Commentary on months is none on quarters.
    commentary.retain(|one| scope.is_none_or(|scope| scope.is_of_its_kind(&one.period)));
    Computed {
        report: made,
        commentary,
        copied,
        theme,
        note: scope.and_then(|scope| scope.note(until, later)),
        also_by: scope
            .map(|scope| scope.config.also_by.clone())
            .unwrap_or_default(),
        diagnostics,
    }
}

/// From files to what is kept of the period reported on, once it is published.
#[must_use]
pub fn freeze(request: &Request<'_>) -> (Option<Publication>, Diagnostics) {
    (request.progress)("reading the configuration");
    let mut diagnostics = Diagnostics::default();
    let scope = Scope::of(request, &mut diagnostics);
    let publication = measure(request, scope.as_ref(), analysis::freeze, &mut diagnostics).made;
    (publication, told(diagnostics, request.files))
}

/// From files to a random sample of the comments that a question is about. Nobody has labelled it yet.
#[must_use]
pub fn draw(request: &Request<'_>, question: &str, wanted: Wanted) -> (Option<LabelFile>, Diagnostics) {
    (request.progress)("reading the configuration");
    let mut diagnostics = Diagnostics::default();
    let sample = Scope::of(request, &mut diagnostics)
        .and_then(|scope| drawn(request, scope, question, wanted, &mut diagnostics));
    (sample, told(diagnostics, request.files))
}

fn drawn(
    request: &Request<'_>,
    mut scope: Scope,
    question: &str,
    wanted: Wanted,
    diagnostics: &mut Diagnostics,
) -> Option<LabelFile> {
    // Rows need marks, whatever studies the report has.
    scope
        .config
        .sources
        .iter_mut()
        .for_each(|source| source.sampled = true);
    let Scope {
        config,
        inputs,
        until,
        ..
    } = &scope;
    let schema = Schema::new(config, inputs, request.metrics);
    if Draw::new(&schema, question, wanted).is_none() {
        let known: Vec<&str> = Draw::questions(&schema).collect();
        diagnostics.push(analysis::no_comments(question, &known));
        return None;
    }
    (request.progress)("reading feedback");
    let start = || Draw::new(&schema, question, wanted).unwrap_or_default();
    let reading = read(
        config,
        inputs,
        request.files,
        Options::plain(),
        start,
        diagnostics,
    );
    if diagnostics.has_errors() {
        return None;
    }
    let reported = until.or_else(|| reading.extent.before_too_few(config.minimum_base));
    let last = reported.or_else(|| reading.extent.last())?;
    let sample = analysis::sample(&schema, inputs, question, reading, last);
    if sample.is_none() {
        let name = inputs.periods.name(last);
        let message = format!("`{question}` has no comments in `{name}` that could be labelled");
        let help = "name another `--period`, or draw from more of them with `--periods`";
        diagnostics.push(Diagnostic::error(Code::NoDataInPeriod, message).help(help));
    }
    sample
}

/// Diagnostics as they are told: in order, with the lines they are about.
fn told(diagnostics: Diagnostics, files: &dyn Files) -> Diagnostics {
    diagnostics.sorted().quoting(|file| files.text(file).ok())
}

/// What a report is asked to be about.
struct Scope {
    config: Config,
    /// The configuration as it is written.
    text: String,
    inputs: Inputs,
    /// The period to report on; the latest with data if none.
    until: Option<PeriodId>,
    /// How long periods are, where the configuration does not say.
    by: Option<PeriodKind>,
}

impl Scope {
    fn of(request: &Request<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (config, text) = load::configuration(
            request.files,
            request.environment,
            request.metrics,
            request.by,
            diagnostics,
        )?;
        let inputs = inputs(&config, request.files, diagnostics);
        let until = match request.period {
            None => None,
            Some(name) => match inputs.periods.parse(name) {
                Some(period) => Some(period),
                None => {
                    diagnostics.push(no_period(name, &inputs));
                    return None;
                }
            },
        };
        // What files come to depends on how long periods are.
        let text = match request.by {
            Some(by) => format!("{text}\nby {}", period::spec(by).name),
            None => text,
        };
        Some(Self {
            config,
            text,
            inputs,
            until,
            by: request.by,
        })
    }

    /// Whether this is no name of a period by which the same is reported elsewhere: what is the name of none is told of.
    fn is_of_its_kind(&self, period: &str) -> bool {
        let periods = &self.inputs.periods;
        let mut others = self.config.also_by.iter();
        periods.parse(period).is_some()
            || self.by.is_none() && !others.any(|kind| periods.by(*kind).parse(period).is_some())
    }

    /// Whether this is the name of a period after the one that is reported on, where that is not simply the last.
    fn is_later(&self, period: &str, until: Option<PeriodId>) -> bool {
        let period = self.inputs.periods.parse(period);
        until.is_some_and(|until| period.is_some_and(|period| period > until))
    }

    /// That the last period is not reported on.
    fn note(&self, until: Option<PeriodId>, later: Option<PeriodId>) -> Option<String> {
        let name = |period| self.inputs.periods.name(period);
        let (until, later) = (name(until?), name(later?));
        Some(format!(
            "`{later}` has too few answers so far to be shown, so the report is about `{until}`; `--period {later}` reports on it"
        ))
    }
}

/// What there is beside feedback.
struct Beside {
    actions: Vec<Action>,
    events: Vec<Event>,
    labels: Vec<LabelFile>,
    published: Vec<PublishedPeriod>,
}

/// What came of all that was read.
struct Measured<T> {
    made: Option<T>,
    /// The period that is reported on, where rows of later ones are set aside.
    until: Option<PeriodId>,
    /// The last period with data, where it has too few to be reported on.
    later: Option<PeriodId>,
}

/// What is made of all that was read.
type Make<T> = fn(Input<'_>) -> (Option<T>, Diagnostics);

/// Reads everything but commentary, and makes something of it.
fn measure<T>(
    request: &Request<'_>,
    scope: Option<&Scope>,
    make: Make<T>,
    diagnostics: &mut Diagnostics,
) -> Measured<T> {
    let mut beside = Beside {
        actions: load::actions(request.files, diagnostics),
        events: load::events(request.files, diagnostics),
        labels: load::labels(request.files, diagnostics),
        published: load::published(request.files, diagnostics),
    };
    beside
        .published
        .retain(|one| scope.is_none_or(|scope| scope.is_of_its_kind(&one.period)));
    match scope {
        Some(scope) => read_feedback(request, scope, &beside, make, diagnostics),
        None => Measured {
            made: None,
            until: None,
            later: None,
        },
    }
}

fn read_feedback<T>(
    request: &Request<'_>,
    scope: &Scope,
    beside: &Beside,
    make: Make<T>,
    diagnostics: &mut Diagnostics,
) -> Measured<T> {
    let Request {
        files,
        metrics,
        progress,
        store,
        ..
    } = *request;
    let Scope {
        config,
        text,
        inputs,
        until,
        ..
    } = scope;
    let mut asked = Asked {
        until: *until,
        later: None,
        beside,
    };
    let labels = &beside.labels;
    let schema = analysis::with_labels(Schema::new(config, inputs, metrics), labels);
    progress("reading feedback");
    let mut found = Diagnostics::default();
    let mut options = Options {
        until: asked.until,
        store,
        purpose: purpose("whole", text, labels, metrics, None),
        settled: None,
    };
    let mut reading = read(config, inputs, files, options, || Cube::new(&schema), &mut found);
    // What is wrong with the last period, a date far off, is said first.
    let later = too_few(config, inputs, &reading.extent, &asked).filter(|_| !found.has_errors());
    if let Some((until, later)) = later {
        drop(reading);
        asked.until = Some(until);
        asked.later = Some(later);
        options.until = asked.until;
        options.purpose = purpose("before", text, labels, metrics, None);
        found = Diagnostics::default();
        reading = read(config, inputs, files, options, || Cube::new(&schema), &mut found);
    }
    let Asked { until, later, .. } = asked;
    let Some((start, end)) = cut(&schema, inputs, &reading, until) else {
        diagnostics.append(found);
        let made = finish(&schema, inputs, reading, &asked, make, progress, diagnostics);
        return Measured { made, until, later };
    };
    // The last period is not over: what is open in it was last seen when the data end, not when it will end.
    drop(reading);
    let schema = analysis::with_labels(Schema::new(config, inputs, metrics), labels).known_until(end);
    let options = Options {
        purpose: purpose("partial", text, labels, metrics, Some(end)),
        settled: Some((start.0, options.purpose)),
        ..options
    };
    let reading = read(config, inputs, files, options, || Cube::new(&schema), diagnostics);
    let made = finish(&schema, inputs, reading, &asked, make, progress, diagnostics);
    Measured { made, until, later }
}

/// What is to be reported on, and what there is beside feedback.
struct Asked<'a> {
    /// The period; the latest with data if none.
    until: Option<PeriodId>,
    /// A period after it that has too few answers.
    later: Option<PeriodId>,
    beside: &'a Beside,
}

/// The period to report on and the last one with data, where no other was asked for and nothing of the last one could be
/// shown. A period that was published is reported on.
fn too_few(
    config: &Config,
    inputs: &Inputs,
    extent: &Extent,
    asked: &Asked<'_>,
) -> Option<(PeriodId, PeriodId)> {
    let until = extent
        .before_too_few(config.minimum_base)
        .filter(|_| asked.until.is_none())?;
    let published = asked.beside.published.iter();
    let published = published
        .filter_map(|published| inputs.periods.parse(&published.period))
        .max();
    let later = extent.fullest.keys().next_back()?;
    published
        .is_none_or(|published| published <= until)
        .then_some((until, *later))
}

/// What files are read for: everything but the files themselves that figures depend on.
fn purpose(
    name: &'static str,
    config: &str,
    labels: &[LabelFile],
    metrics: &[&dyn Metric],
    end: Option<Instant>,
) -> Purpose {
    let mut hash = Xxh3::new();
    hash.update(config.as_bytes());
    // Which comments are looked for; what people say of them changes nothing in the data.
    for file in labels {
        hash.update(format!("\n{}", file.question.name).as_bytes());
        let hashes = file.comments.iter().map(|comment| comment.hash.to_le_bytes());
        hashes.for_each(|bytes| hash.update(&bytes));
    }
    for spec in metrics.iter().map(|metric| metric.spec()) {
        hash.update(format!("\n{} {}", spec.id, spec.definition).as_bytes());
    }
    hash.update(format!("\n{end:?}").as_bytes());
    Purpose {
        name,
        hash: hash.digest(),
    }
}

fn finish<'a, T>(
    schema: &'a Schema<'a>,
    inputs: &'a Inputs,
    reading: Dataset<Cube<'a>>,
    asked: &Asked<'a>,
    make: Make<T>,
    progress: &dyn Fn(&str),
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    if diagnostics.has_errors() {
        return None;
    }
    progress("computing figures and verdicts");
    let (made, found) = make(Input {
        schema,
        inputs,
        reading,
        period: asked.until,
        later: asked.later,
        actions: &asked.beside.actions,
        events: &asked.beside.events,
        labels: &asked.beside.labels,
        published: &asked.beside.published,
    });
    diagnostics.append(found);
    made
}

fn no_period(name: &str, inputs: &Inputs) -> Diagnostic {
    let example = inputs.periods.example();
    Diagnostic::error(
        Code::UnknownPeriod,
        format!("`{name}` is not a period of this report"),
    )
    .help(format!("its periods are written as `{example}`"))
}

/// Where records with ends end, if that is before the end of the last period, and where the period starts that they end in:
/// all before that is seen at the end of its period either way. Surveys may go on for longer.
fn cut(
    schema: &Schema<'_>,
    inputs: &Inputs,
    reading: &Dataset<Cube<'_>>,
    until: Option<PeriodId>,
) -> Option<(Instant, Instant)> {
    let latest = *reading.extent.rows.keys().next_back()?;
    let last = Instant(reading.extent.last_instant? + 1);
    let end = schema.calendar.end(latest)?;
    let last_day = reading.extent.until?;
    let partial = inputs.periods.last_day(latest).is_some_and(|day| last_day < day);
    let open = until.is_none_or(|until| until == latest);
    let start = schema.calendar.start(schema.calendar.period_of(last)?)?;
    (schema.has_open_ends() && partial && open && last < end).then_some((start, last))
}
