//! What goes with an outcome, and what of that stands well.

use cxpress_chart::{Breakdown, Chart, Mark, Row, Tone};
use cxpress_metric::{Direction, Estimate, Interval, Unit};
use cxpress_report::{Driver, DriverResult, DriverStudy, Drivers, LeftOut, Report};

use super::{
    Builder, Found, Section, at_the_top, comparable, ends, estimate, lay_out, pages, short_name, spec,
};
use crate::context::Context;
use crate::exhibits::axis::percent as percent_axis;
use crate::exhibits::{Cell, Exhibit, Table};
use crate::language::Words;
use crate::page::Page;
use crate::pages::{Content, PageKind};
use crate::plan::Spec;

/// The most drivers that are named together as the largest.
const NAMED: usize = 3;

/// What goes with outcomes.
pub(in crate::pages) struct DriverPages;

impl PageKind for DriverPages {
    fn spec(&self) -> Spec {
        spec("drivers", "nav-drivers", 7)
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        pages(report, self.spec().name, |period| {
            let mut studies = report.drivers.iter();
            studies.any(|drivers| study_of(drivers, period).is_some_and(is_weighed))
        })
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        Some(lay_out(context, page, self.spec(), Builder::drivers))
    }
}

/// What of a figure's drivers was studied in a period.
fn study_of(drivers: &Drivers, period: usize) -> Option<&DriverStudy> {
    drivers.periods.get(period)?.as_ref()
}

const fn is_weighed(study: &DriverStudy) -> bool {
    matches!(study.result, DriverResult::Weighed { .. })
}

/// Why the drivers of a figure are not weighed in a period in which no page tells of drivers.
pub(in crate::pages) fn folded(context: &Context<'_>, page: Page, outcome: usize) -> Option<String> {
    let period = page.period(context.report);
    let builder = Builder {
        context,
        page,
        period,
    };
    let mut studies = builder.studies();
    if builder.studies().any(|(_, study)| is_weighed(study)) {
        return None;
    }
    let (drivers, study) = studies.find(|(drivers, _)| drivers.outcome == outcome)?;
    Some(builder.weighed(drivers, study))
}

impl<'a> Builder<'a> {
    pub(super) fn drivers(self) -> Found {
        let studies: Vec<(&Drivers, &DriverStudy)> = self.studies().collect();
        let title = studies
            .first()
            .map(|(drivers, study)| self.drivers_title(drivers, study));
        Found {
            title: title.unwrap_or_default(),
            sub: self.words().get("drivers-sub"),
            sections: studies
                .into_iter()
                .map(|(drivers, study)| self.driver_section(drivers, study))
                .collect(),
        }
    }

    fn studies(self) -> impl Iterator<Item = (&'a Drivers, &'a DriverStudy)> {
        let all = self.context.report.drivers.iter();
        all.filter_map(move |drivers| Some((drivers, study_of(drivers, self.period)?)))
    }

    /// *Would recommend goes most with Delivery.*
    fn drivers_title(self, drivers: &Drivers, study: &DriverStudy) -> String {
        let outcome = self.figure(drivers.outcome).label.as_str();
        let DriverResult::Weighed { drivers, .. } = &study.result else {
            return self
                .words()
                .say("drivers-title-none", [("outcome", outcome.into())]);
        };
        let ranked: Vec<_> = drivers
            .iter()
            .map(|driver| {
                (
                    short_name(self.figure(driver.figure)).to_owned(),
                    ends(driver.weight, driver.interval),
                )
            })
            .collect();
        let top = at_the_top(&ranked);
        let id = match top.len() {
            1 => "drivers-title-one",
            n if n <= NAMED && n < ranked.len() => "drivers-title-few",
            _ => "drivers-title-many",
        };
        let args = [
            ("outcome", outcome.into()),
            ("list", self.words().list(&top).into()),
        ];
        self.words().say(id, args)
    }

    fn driver_section(self, drivers: &Drivers, study: &DriverStudy) -> Section {
        let outcome = self.figure(drivers.outcome);
        let mut section = Section {
            id: format!("drivers-{}", outcome.id),
            title: self
                .words()
                .say("drivers-of", [("outcome", outcome.label.as_str().into())]),
            paragraphs: vec![self.weighed(drivers, study)],
            ..Section::default()
        };
        if let DriverResult::Weighed {
            drivers: weighed,
            r_squared,
        } = &study.result
        {
            let fields = fields(self.context.report, weighed, *r_squared, self.period);
            section.paragraphs.extend(self.advice(weighed, fields.as_deref()));
            let table = self.driver_table(drivers, weighed, *r_squared, fields.as_deref());
            section.chart = Some(self.importance(weighed, *r_squared, fields.as_deref(), table));
        }
        section.fine = study.left_out.iter().map(|left| self.left_out(*left)).collect();
        section.fine.push(self.words().get("drivers-method"));
        section
    }

    /// Which drivers to look at first, or that the answers do not tell; nothing where they cannot be held against each other.
    fn advice(self, weighed: &[Driver], fields: Option<&[Field]>) -> Option<String> {
        let drivers = weighed.iter().zip(fields?);
        let first = drivers.filter(|(_, field)| **field == Field::LookFirst);
        let names: Vec<String> = first
            .map(|(driver, _)| short_name(self.figure(driver.figure)).to_owned())
            .collect();
        if names.is_empty() {
            return Some(self.words().get("drivers-no-advice"));
        }
        let args = [
            ("n", names.len().into()),
            ("list", self.words().list(&names).into()),
        ];
        Some(self.words().say("drivers-advice", args))
    }

    /// How many cases there are and what came of them.
    fn weighed(self, drivers: &Drivers, study: &DriverStudy) -> String {
        let words = self.words();
        let name = |figure: usize| self.figure(figure).label.clone();
        let outcome = self.figure(drivers.outcome).label.as_str();
        let sentence = match &study.result {
            DriverResult::Weighed { r_squared, drivers } => {
                let share = words.measure(Unit::Percent, 0.0).value(100.0 * r_squared);
                let args = [
                    ("n", drivers.len().into()),
                    ("outcome", outcome.into()),
                    ("share", share.into()),
                ];
                words.say("drivers-weighed", args)
            }
            DriverResult::TooFew { needed } => {
                words.say("drivers-too-few", [("needed", words.count(*needed).into())])
            }
            DriverResult::Constant(figure) => {
                words.say("drivers-constant", [("figure", name(*figure).into())])
            }
            DriverResult::Dependent(figures) => {
                let names: Vec<String> = figures.iter().map(|figure| name(*figure)).collect();
                words.say("drivers-dependent", [("list", words.list(&names).into())])
            }
            DriverResult::NoDrivers => words.get("drivers-none"),
        };
        let cases = words.say(
            "drivers-cases",
            [
                ("n", study.cases.complete.into()),
                ("count", words.count(study.cases.complete).into()),
                ("all", words.count(study.cases.of).into()),
                ("outcome", outcome.into()),
            ],
        );
        let sampled = self.sampled(study.cases.sampled_from, study.cases.of);
        [Some(sentence), Some(cases), sampled]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn driver_table(
        self,
        drivers: &Drivers,
        weighed: &[Driver],
        r_squared: f64,
        fields: Option<&[Field]>,
    ) -> Table {
        let words = self.words();
        let caption = words.say(
            "drivers-caption",
            [("outcome", self.figure(drivers.outcome).label.as_str().into())],
        );
        let columns = [
            ("column-rank", true),
            ("column-driver", false),
            ("column-importance", true),
            ("column-value", true),
            ("column-field", false),
            ("column-correlation", true),
            ("column-shapley", true),
        ];
        let mut table = self.table(caption, columns);
        let percent = words.measure(Unit::Percent, 0.0);
        let share = |part: f64| 100.0 * part / r_squared;
        for (at, driver) in weighed.iter().enumerate() {
            let interval = driver.interval.map(|interval| {
                let high = interval.high.map(|high| share(high).min(100.0));
                Interval {
                    low: share(interval.low),
                    high,
                }
            });
            let weight = share(driver.weight);
            let weight = Cell::text(percent.value(weight)).value(weight, Unit::Percent);
            let field = fields.map(|fields| fields[at]);
            table.push(vec![
                Cell::count(words, at as u64 + 1),
                self.named(driver.figure),
                match interval {
                    Some(interval) => weight
                        .ends(interval, Unit::Percent)
                        .small(Some(percent.interval(interval))),
                    None => weight,
                },
                self.value(driver.figure),
                field.map_or_else(Cell::none, |field| self.field(field)),
                Cell::text(words.signed(driver.correlation, 2)).value(driver.correlation, Unit::Mean),
                driver.shapley.map_or_else(Cell::none, |part| {
                    Cell::text(percent.value(share(part))).value(share(part), Unit::Percent)
                }),
            ]);
        }
        table.condensed()
    }

    fn field(self, field: Field) -> Cell {
        let (id, class, shape) = match field {
            Field::LookFirst => ("field-look-first", "worse", Some("▼")),
            Field::Keep => ("field-keep", "better", Some("▲")),
            Field::Watch => ("field-watch", "", None),
            Field::Ease => ("field-ease", "", None),
            Field::Open => ("field-open", "", None),
        };
        Cell {
            class,
            shape,
            ..Cell::text(self.words().get(id))
        }
    }

    fn importance(
        self,
        weighed: &[Driver],
        r_squared: f64,
        fields: Option<&[Field]>,
        table: Table,
    ) -> Exhibit {
        let chart = || {
            chart(
                self.context.report,
                self.words(),
                weighed,
                r_squared,
                fields,
                self.period,
            )
        };
        let has_bands = weighed.iter().any(|driver| driver.interval.is_some());
        let args = [
            ("fields", if fields.is_some() { "yes" } else { "no" }.into()),
            ("band", if has_bands { "yes" } else { "no" }.into()),
        ];
        Exhibit {
            title: String::new(),
            sub: self.words().say("drivers-chart-sub", args),
            chart: self.drawing(chart),
            alternative: self.words().get("drivers-chart-alternative"),
            table,
            events: Vec::new(),
        }
    }

    fn left_out(self, left: LeftOut) -> String {
        let figure = self.figure(left.figure).label.as_str();
        match left.answered {
            Some(share) => {
                let share = self.words().measure(Unit::Percent, 0.0).value(100.0 * share);
                let args = [("figure", figure.into()), ("share", share.into())];
                self.words().say("driver-rare", args)
            }
            None => self.words().say("driver-not-shown", [("figure", figure.into())]),
        }
    }
}

/// A field of the importance–performance matrix. A driver stands in one only if the intervals of both its importance and its
/// value lie on one side of the average: by the points alone one of five equal drivers was named in 88 of 100 studies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// More important than the average driver, and worse.
    LookFirst,
    /// More important, and better.
    Keep,
    /// Less important, and worse.
    Watch,
    /// Less important, and better.
    Ease,
    /// The answers do not tell.
    Open,
}

/// Where each driver stands in the matrix; none if they cannot be held against each other, or if one has no value.
fn fields(report: &Report, weighed: &[Driver], r_squared: f64, period: usize) -> Option<Vec<Field>> {
    let values = performance(report, weighed, period)?;
    let average = values.iter().map(|it| it.value).sum::<f64>() / values.len() as f64;
    let equal = r_squared / weighed.len() as f64;
    let direction = Some(report.figures[weighed.first()?.figure].direction);
    let direction = direction.filter(|direction| *direction != Direction::Neither)?;
    let field = |(driver, value): (&Driver, &Estimate)| {
        let is_important = side(driver.interval, equal);
        let stands_well = side(value.interval, average).map(|is_above| match direction {
            Direction::HigherIsBetter => is_above,
            Direction::LowerIsBetter | Direction::Neither => !is_above,
        });
        match is_important.zip(stands_well) {
            Some((true, false)) => Field::LookFirst,
            Some((true, true)) => Field::Keep,
            Some((false, false)) => Field::Watch,
            Some((false, true)) => Field::Ease,
            None => Field::Open,
        }
    };
    Some(weighed.iter().zip(values).map(field).collect())
}

/// Whether an interval lies above a value, where it lies on one side of it.
fn side(interval: Option<Interval>, value: f64) -> Option<bool> {
    let Interval { low, high } = interval?;
    match high {
        _ if low > value => Some(true),
        Some(high) if high < value => Some(false),
        _ => None,
    }
}

/// The values of drivers of one unit, scale and direction.
fn performance<'a>(report: &'a Report, weighed: &[Driver], period: usize) -> Option<Vec<&'a Estimate>> {
    let kind = |driver: &Driver| comparable(&report.figures[driver.figure]);
    let first = kind(weighed.first()?);
    let values = weighed.iter().map(|driver| {
        let value = estimate(&report.figures[driver.figure], period)?;
        (kind(driver) == first).then_some(value)
    });
    values.collect()
}

/// Drivers by importance, with their values beside.
fn chart(
    report: &Report,
    words: &Words,
    drivers: &[Driver],
    r_squared: f64,
    fields: Option<&[Field]>,
    period: usize,
) -> Option<Chart> {
    let percent = words.measure(Unit::Percent, 0.0);
    let share = |part: f64| 100.0 * part / r_squared;
    let row = |(at, driver): (usize, &Driver)| {
        let figure = &report.figures[driver.figure];
        let weight = share(driver.weight);
        let (low, high) = ends(driver.weight, driver.interval);
        let value = estimate(figure, period);
        Row {
            label: short_name(figure).to_owned(),
            value: weight,
            low: share(low),
            high: share(high).min(100.0).max(weight),
            text: percent.value(weight),
            detail: driver.interval.map_or_else(String::new, |_| {
                percent.interval(Interval {
                    low: share(low),
                    high: Some(share(high).min(100.0)),
                })
            }),
            tone: match fields.map(|fields| fields[at]) {
                Some(Field::LookFirst) => Tone::Bad,
                Some(Field::Keep) => Tone::Good,
                _ => Tone::Neutral,
            },
            before: None,
            note: value.map_or_else(String::new, |value| words.estimate(figure.unit, value)),
        }
    };
    let average = 100.0 / drivers.len() as f64;
    let label = words.say("drivers-average", [("share", percent.value(average).into())]);
    (drivers.len() > 1).then(|| {
        Chart::Breakdown(Breakdown {
            rows: drivers.iter().enumerate().map(row).collect(),
            axis: percent_axis(words, String::new(), Some(0.0)),
            reference: Some(Mark {
                value: average,
                label,
            }),
            heads: ["drivers-head-importance", "drivers-head-value"].map(|id| words.get(id)),
            added: Vec::new(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_that_holds_the_average_takes_no_side() {
        let between = |low, high| side(Some(Interval { low, high }), 5.0);
        assert_eq!(between(5.1, Some(6.0)), Some(true));
        assert_eq!(between(3.0, Some(4.9)), Some(false));
        assert_eq!([between(4.0, Some(6.0)), between(3.0, None)], [None, None]);
        assert_eq!(side(None, 5.0), None);
    }
}
