//! What goes with an outcome, and what of that stands well.

use cxpress_metric::{Interval, Unit};
use cxpress_report::{Driver, DriverResult, DriverStudy, Drivers, LeftOut, Report};

use super::{Builder, Found, Section, at_the_top, ends, lay_out, pages, spec};
use crate::context::Context;
use crate::draw::{self, Field, Slot};
use crate::page::Page;
use crate::pages::{Content, Kind};
use crate::plan::Spec;
use crate::view::{Cell, ChartView, Table};

/// At most so many drivers are named together as the largest.
const NAMED: usize = 3;

/// What goes with outcomes.
pub(in crate::pages) struct DriverPages;

impl Kind for DriverPages {
    fn spec(&self) -> Spec {
        spec("drivers", "nav-drivers", 5)
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        pages(report, self.spec().name, |period| {
            let mut studies = report.drivers.iter();
            studies.any(|drivers| drivers.periods.get(period).is_some_and(Option::is_some))
        })
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        Some(lay_out(context, page, self.spec(), Builder::drivers))
    }
}

impl<'a> Builder<'a> {
    pub(super) fn drivers(self) -> Found {
        let studies: Vec<(usize, &Drivers, &DriverStudy)> = self.studies().collect();
        let title = studies
            .first()
            .map(|(_, drivers, study)| self.drivers_title(drivers, study));
        Found {
            title: title.unwrap_or_default(),
            sub: self.words().get("drivers-sub"),
            sections: studies
                .into_iter()
                .map(|(at, drivers, study)| self.driver_section(at, drivers, study))
                .collect(),
        }
    }

    fn studies(self) -> impl Iterator<Item = (usize, &'a Drivers, &'a DriverStudy)> {
        let all = self.context.report.drivers.iter().enumerate();
        all.filter_map(move |(at, drivers)| Some((at, drivers, drivers.periods.get(self.period)?.as_ref()?)))
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
                    draw::short_name(self.figure(driver.figure)).to_owned(),
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

    fn driver_section(self, at: usize, drivers: &Drivers, study: &DriverStudy) -> Section {
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
            let table = self.driver_table(drivers, weighed, *r_squared);
            section.chart = Some(self.matrix(at, table));
        }
        section.fine = study.left_out.iter().map(|left| self.left_out(*left)).collect();
        section.fine.push(self.words().get("drivers-method"));
        section
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

    fn driver_table(self, drivers: &Drivers, weighed: &[Driver], r_squared: f64) -> Table {
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
        let fields = draw::fields(self.context.report, weighed, r_squared, self.period);
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
            let field = fields.as_ref().map(|fields| fields[at]);
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
            Field::Improve => ("field-improve", "worse", Some("▼")),
            Field::Keep => ("field-keep", "better", Some("▲")),
            Field::Watch => ("field-watch", "", None),
            Field::Ease => ("field-ease", "", None),
        };
        Cell {
            class,
            shape,
            ..Cell::text(self.words().get(id))
        }
    }

    fn matrix(self, study: usize, table: Table) -> ChartView {
        let slot = Slot::Matrix {
            period: self.period,
            study,
        };
        ChartView {
            title: String::new(),
            sub: self.words().get("matrix-sub"),
            svg: self.drawing(slot),
            alternative: self.words().get("matrix-alternative"),
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
