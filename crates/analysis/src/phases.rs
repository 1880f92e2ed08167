//! The phases, from cubes to the report: each is a function from values to values.
//!
//! 1. [`evaluate`] cells to figures with intervals;
//! 2. [`suppress`] small groups, from counts alone, before anything is derived;
//! 3. [`publish`] what is not suppressed, with comparisons;
//! 4. [`judge`] all comparisons, once;
//! 5. [`study`](study()) what is published.

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_document::actions::Action;
use cxpress_document::events::Event;
use cxpress_document::labels::LabelFile;
use cxpress_feedback::{Dataset, Inputs};
use cxpress_metric::PeriodId;
use cxpress_report::{Cell, DataAccount, Family, FigureSeries, Report};
use rayon::prelude::*;

use crate::actions::effect::Effects;
use crate::actions::{self, events};
use crate::assemble::{self, Found};
use crate::cube::{Cells, Cube, Pairs, Parts, Quotes, Samples};
use crate::families;
use crate::freeze::{self, Publication};
use crate::labels::Audits;
use crate::publish::publish;
use crate::published::PublishedPeriod;
use crate::published::kept::{Kept, PublishedPeriods};
use crate::rare::Rare;
use crate::rows::Rows;
use crate::schema::{Hashes, Measure, Schema};
use crate::scope::Scope;
use crate::study::{self, CompleteCases, Studies};
use crate::suppression::{Suppression, rounding, suppress};
use crate::timeline::Timeline;
use crate::values::Values;

/// What a report is made from.
pub struct Input<'a> {
    /// What was to be computed.
    pub schema: &'a Schema<'a>,
    /// The files and periods.
    pub inputs: &'a Inputs,
    /// What was read.
    pub reading: Dataset<Cube<'a>>,
    /// The period to report on; the latest with data if none.
    pub period: Option<PeriodId>,
    /// The last period with data, where it has too little to be reported on.
    pub later: Option<PeriodId>,
    /// The actions, in the order in which what they answer was received.
    pub actions: &'a [Action],
    /// What happened, in the order of days.
    pub events: &'a [Event],
    /// What people said of comments.
    pub labels: &'a [LabelFile],
    /// What was published of periods.
    pub published: &'a [PublishedPeriod],
}

/// Makes the report. `None` if there is no period to report on; the diagnostics say why.
#[must_use]
pub fn report(input: Input<'_>) -> (Option<Report>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let made = make(input, false, &mut diagnostics);
    (made.map(|(report, _)| report), diagnostics)
}

/// Makes what is kept of the period reported on, once it is published: it is read off the data, and held to what
/// was published of it before. `None` if there is no period to report on; the diagnostics say why.
#[must_use]
pub fn freeze(input: Input<'_>) -> (Option<Publication>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let made = make(input, true, &mut diagnostics);
    (made.map(|(_, publication)| publication), diagnostics)
}

/// Makes the report, and what is to be kept of its last period, which is read off the data if it is to be `restated` even
/// if it was published.
fn make(input: Input<'_>, restated: bool, diagnostics: &mut Diagnostics) -> Option<(Report, Publication)> {
    let (later, received, happened) = (input.later, input.actions, input.events);
    let labels = input.labels;
    let (scope, counted) = open(input, restated, diagnostics)?;
    let (rows, kept) = evaluate(&scope, counted.cells, diagnostics);
    let suppressions = suppress(&scope, &rows, &kept);
    let captured = freeze::figures(scope.schema, &scope.values, &rows, &suppressions);
    let audits = Audits::new(&scope, labels, &counted.labelled, diagnostics);
    let figures = publish(&scope, &rows, &suppressions);
    let grounds = study::echo::Evidence {
        rows: &rows,
        suppressions: &suppressions,
        kept: &kept,
        pairs: &counted.pairs,
    };
    let (figures, mut families) = judge(&scope, figures, grounds, &audits, diagnostics);
    let actions = actions::known(
        received,
        scope.schema,
        &scope.values,
        &scope.timeline,
        diagnostics,
    );
    let events = events::events(happened, scope.schema, &scope.timeline, diagnostics);
    let evidence = Evidence {
        rows,
        suppressions,
        samples: counted.samples,
        quotes: counted.quotes,
        actions,
    };
    let (figures, studies, judged) = study(&scope, figures, evidence);
    let is_known = |new: &Family| {
        families
            .iter()
            .any(|known| (known.period, known.kind) == (new.period, new.kind))
    };
    let judged: Vec<Family> = judged.into_iter().filter(|new| !is_known(new)).collect();
    families.extend(judged);
    families.sort_by_key(|family| (family.period, families::order(family.kind)));
    if scope.timeline.spans.is_empty() {
        say_without_days(scope.schema, received, happened, diagnostics);
    }
    let before = scope.published.restated();
    let report = assemble::report(
        scope,
        Found {
            figures,
            families,
            studies,
            events,
            later,
            account: counted.account,
        },
    );
    let publication = Publication::new(&report, captured, before);
    Some((report, publication))
}

/// What was counted and kept of records.
struct Counted {
    cells: Vec<Cells>,
    pairs: Vec<Pairs>,
    samples: Vec<Samples>,
    quotes: Vec<Quotes>,
    labelled: Hashes,
    account: DataAccount,
}

/// What the report is about, and what was counted for it. `None` if there is no period to report on.
fn open<'a>(input: Input<'a>, restated: bool, diagnostics: &mut Diagnostics) -> Option<(Scope<'a>, Counted)> {
    let Input {
        schema,
        inputs,
        period,
        published,
        ..
    } = input;
    let Dataset {
        mut extent,
        dictionary,
        sink,
        account,
        ..
    } = input.reading;
    let known = (&mut extent, &dictionary);
    let kept = PublishedPeriods::new(published, period, restated, inputs, known, diagnostics);
    let timeline = Timeline::new(inputs, &extent, period, diagnostics)?;
    let Parts {
        cells,
        seen,
        pairs,
        samples,
        quotes,
        labelled,
        failures,
    } = sink.unwrap_or_else(|| Cube::new(schema)).into_parts();
    for (at, reason) in failures {
        diagnostics.push(failed(&schema.measures[at], &reason));
    }
    let rare = Rare::new(schema.config, inputs, &dictionary, &seen, published);
    let scope = Scope {
        schema,
        inputs,
        timeline,
        values: Values::new(schema.config, inputs, &dictionary, &rare),
        published: kept,
        extent,
    };
    let counted = Counted {
        cells,
        pairs,
        samples,
        quotes,
        labelled,
        account,
    };
    Some((scope, counted))
}

/// Evaluates the cells of all figures; those of published periods are as they were published.
fn evaluate(scope: &Scope<'_>, cells: Vec<Cells>, diagnostics: &mut Diagnostics) -> (Vec<Rows>, Vec<Kept>) {
    let questions = scope.schema.measures.par_iter();
    let evaluated = questions.zip(cells).map(|(measure, cells)| {
        let mut cells = scope.values.by_slice(cells);
        let kept = scope.published.apply(measure, &scope.values, &mut cells);
        let earlier = |slice, period| kept.earlier(slice, period);
        (Rows::new(measure, &scope.timeline, cells, earlier), kept)
    });
    let (rows, kept): (Vec<Rows>, Vec<Kept>) = evaluated.unzip();
    for diagnostic in kept.iter().flat_map(|kept| &kept.diagnostics) {
        diagnostics.push(diagnostic.clone());
    }
    diagnostics.append(scope.published.recomputed(&scope.timeline, &rows, scope.schema));
    let measures = scope.schema.measures.iter().zip(&rows);
    for diagnostic in measures.filter_map(|(measure, rows)| unread(measure, rows, scope.timeline.current())) {
        diagnostics.push(diagnostic);
    }
    (rows, kept)
}

/// Judges all comparisons, and finds where the changes that are told come from. After that nothing is compared that is
/// rounded, what may be published is corrected by people's labels, and published periods say what they said.
fn judge(
    scope: &Scope<'_>,
    mut figures: Vec<FigureSeries>,
    grounds: study::echo::Evidence<'_>,
    audits: &Audits,
    diagnostics: &mut Diagnostics,
) -> (Vec<FigureSeries>, Vec<Family>) {
    let mut families = families::judge(&mut figures, scope.schema);
    diagnostics.append(study::echo::study(scope, &mut figures, grounds));
    for (figure, suppression) in figures.iter_mut().zip(grounds.suppressions) {
        rounding::round(figure, suppression);
    }
    audits.correct(&mut figures);
    scope.published.restore_cells(scope, &mut figures, &mut families);
    let restored = scope.published.restored(&scope.timeline);
    for figure in &mut figures {
        forget_others_values(figure, &restored, scope.timeline.current());
    }
    (figures, families)
}

/// Leaves out differences from periods whose value is another on their pages: rounded, or as it was published.
fn forget_others_values(figure: &mut FigureSeries, restored: &[usize], current: usize) {
    let FigureSeries { total, earlier, .. } = figure;
    let is_rounded = |cell: &Cell| cell.shown().is_some_and(|shown| shown.rounded);
    let is_another = |at: usize| restored.contains(&at) || total.get(at).is_some_and(is_rounded);
    let all = is_another(current);
    for (at, change) in earlier.iter_mut().enumerate() {
        if all || is_another(at) {
            *change = None;
        }
    }
}

/// What studies rest on beside figures.
struct Evidence {
    rows: Vec<Rows>,
    suppressions: Vec<Suppression>,
    samples: Vec<Samples>,
    quotes: Vec<Quotes>,
    actions: Vec<cxpress_report::Action>,
}

/// Studies what is published.
fn study(
    scope: &Scope<'_>,
    mut figures: Vec<FigureSeries>,
    evidence: Evidence,
) -> (Vec<FigureSeries>, Studies, Vec<Family>) {
    let (schema, timeline) = (scope.schema, &scope.timeline);
    study::control::study(&mut figures, timeline.is_over(timeline.current()));
    study::reasons::study(schema, &mut figures);
    study::consistency::study(&mut figures, timeline.current());
    let effects = Effects {
        schema,
        timeline,
        rows: &evidence.rows,
        suppressions: &evidence.suppressions,
        figures: &figures,
    };
    let actions = effects.of(evidence.actions);
    let cases = CompleteCases {
        schema,
        timeline,
        samples: &evidence.samples,
        figures: &figures,
    };
    let mut studies = Studies {
        notable: study::notable::found(
            &figures,
            &assemble::headlines(schema),
            &actions,
            timeline.current(),
        ),
        actions,
        drivers: study::drivers::found(&cases),
        impacts: study::impact::found(&cases),
        swings: study::swing::found(&cases),
        quotes: study::quotes::found(schema, timeline, &evidence.quotes, &figures),
        delivery_gaps: study::delivery::found(schema.config, &figures),
        links: study::link::found(&figures, &assemble::headlines(schema), timeline.year),
    };
    let families = study::family::judge(&mut figures, &mut studies, timeline.current());
    rounding::round_studies(&mut studies, &figures, &evidence.suppressions);
    scope.published.restore_studies(scope, &figures, &mut studies);
    (figures, studies, families)
}

/// Says that a figure has no value because most comments are in another language.
fn unread(measure: &Measure<'_>, rows: &Rows, current: usize) -> Option<Diagnostic> {
    let is_unread = rows.at(None, current)?.cell.is_mostly_unread();
    let message = format!(
        "`{}` has no value: most comments are in a language that `{}` cannot read",
        measure.config.question.id,
        measure.metric.spec().id
    );
    let help = "leave it out, or take `theme` with a codebook in that language";
    let diagnostic = Diagnostic::warning(Code::CommentsUnread, message);
    is_unread.then(|| diagnostic.at(measure.config.place.clone()).help(help))
}

fn failed(measure: &Measure<'_>, reason: &str) -> Diagnostic {
    let id = &measure.config.question.id;
    Diagnostic::error(
        Code::MetricFailed,
        format!("the metric of `{id}` failed: {reason}"),
    )
    .at(measure.config.place.clone())
    .help("this is a mistake in the metric, not in your data; report it with this message")
}

/// Says what has days and no place among waves, which have none.
fn say_without_days(
    schema: &Schema<'_>,
    received: &[Action],
    happened: &[Event],
    diagnostics: &mut Diagnostics,
) {
    actions::no_days(received, happened, diagnostics);
    for diagnostic in schema.measures.iter().filter_map(changed_on_days) {
        diagnostics.push(diagnostic);
    }
}

/// Waves have no days on which a question could have been changed.
fn changed_on_days(measure: &Measure<'_>) -> Option<Diagnostic> {
    let config = measure.config;
    let message = format!(
        "`{}` was changed on days, and waves have none",
        config.question.id
    );
    let help = "give the question another id from the wave on in which it was changed";
    let diagnostic = Diagnostic::warning(Code::ChangesWithoutDays, message);
    (!config.changes.is_empty()).then(|| diagnostic.at(config.place.clone()).help(help))
}
