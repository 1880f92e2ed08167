//! An invented project with records of every kind, in which every metric has a figure, and every kind of page is there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, date};

use super::authored;
use super::data::{self, CHANNELS, MONTHS, PRODUCTS, REGIONS, SEGMENTS};
use crate::demo::random::Random;

/// How many branches there are: with the values of the other dimensions, 40 slices.
const BRANCHES: usize = 25;
pub(super) const SLICES: usize = CHANNELS.len() + SEGMENTS.len() + REGIONS.len() + PRODUCTS.len() + BRANCHES;

/// Why customers are lost, the reasons in our hands first.
const REASONS: [&str; 4] = ["delivery", "service", "price", "need"];
const IN_OUR_HANDS: [&str; 2] = [REASONS[0], REASONS[1]];

/// How many customers there are. Each row draws its own, so that the same ones come up in several sources.
const CUSTOMERS: usize = 20_000;

const DIMENSIONS: &str = "channel,segment,region,product,branch";

/// What is configured beside sources.
const STUDIES: &str = "\
headline: [recommend, effort, delivery, resolution, perfect, stars, churn]
journey:
  Buying: [Ordering, Delivery]
  Afterwards: [Service desk, Returns]
drivers:
  recommend: [satisfaction, effort, delivery, returns]
delivery_gaps:
  satisfaction: {staff: guess, population: 240}
targets: {recommend: 5, delivery: 45, resolution: 80}
";

/// A source of a kind: its part of the configuration, its columns, and a row that begins on a day.
struct Source {
    /// The name of the source and of its file.
    name: &'static str,
    /// A dimension that the other sources do not have.
    own: Option<&'static str>,
    /// What follows the name: its keys, and its questions.
    config: &'static str,
    /// The columns beside the dimensions.
    header: &'static str,
    row: fn(&mut Random, Date) -> String,
}

/// Surveys have weights and clusters, and tickets, orders and invitations come by day: everything is computed
/// that there is to compute.
const SOURCES: [Source; 7] = [
    Source {
        name: "visits",
        own: None,
        config: "    kind: survey
    period: {column: date}
    weight: weight
    cluster: household
    respondent: customer
    advocacy: [customers, reviews]
    questions:
      recommend: {column: recommend, metric: nps}
      ambassadors: {column: recommend, metric: ambassador}
      satisfaction: {column: satisfaction, scale: 1..5, metric: csat, touchpoint: Ordering}
      delivery: {column: delivery, scale: 1..5, metric: csat, touchpoint: Delivery}
      effort: {column: effort, scale: 1..7, metric: ces, direction: higher, touchpoint: Service desk}
      returns: {column: returns, scale: 1..5, metric: csat, touchpoint: Returns}
      hopes: {column: satisfaction, scale: 1..5, metric: expectation}
      promise: {column: effort, expectation: hoped, scale: 1..7, metric: gap}
      feeling: {column: feeling, metric: emotion, touchpoint: Delivery}
      content: {column: satisfaction, scale: 1..5, metric: share, good: 4..5, direction: higher}
      leaning: {column: satisfaction, scale: 1..5, metric: net, good: [4, 5], bad: [1, 2], direction: higher}
      ease: {column: effort, scale: 1..7, metric: mean, direction: higher}
      mood: {column: comment, metric: sentiment}
      waiting: {column: comment, metric: theme, theme: long-wait}
",
        header: "date,weight,household,customer,recommend,satisfaction,delivery,effort,returns,hoped,feeling,comment",
        row: visit,
    },
    Source {
        name: "desk",
        own: None,
        config: "    kind: tickets
    created: created
    first_response: answered
    solved: solved
    due: due
    reopened: reopened
    contacts: contacts
    customer: customer
    questions:
      resolution: {metric: resolution}
      answer: {metric: first-response}
      in-time: {metric: sla}
      at-once: {metric: first-contact}
      reopened: {metric: reopen}
      again: {metric: repeat-contact}
      open: {metric: backlog}
",
        header: "created,answered,solved,due,reopened,contacts,customer",
        row: ticket,
    },
    Source {
        name: "reviews",
        own: None,
        config: "    kind: reviews
    date: date
    replied: replied
    customer: customer
    questions:
      stars: {column: stars, metric: rating}
      replies: {metric: review-response}
      reply-time: {metric: reply-time}
",
        header: "date,stars,replied,customer",
        row: review,
    },
    Source {
        name: "orders",
        own: None,
        config: "    kind: orders
    date: date
    on_time: on_time
    complete: complete
    undamaged: undamaged
    correct: correct
    questions:
      perfect: {metric: perfect-order}
      value: {metric: amount, column: value, unit: EUR}
",
        header: "date,on_time,complete,undamaged,correct,value",
        row: order,
    },
    Source {
        name: "customers",
        own: Some("reason"),
        config: "    kind: customers
    since: since
    lost: lost
    controllable: ours
    contacted: contacted
    returned: returned
    referred: referred
    customer: customer
    questions:
      churn: {metric: churn}
      loss: {metric: loss, reasons: reason}
      stayed: {metric: retention}
      back: {metric: win-back, within: 10d}
      referral: {metric: referral}
",
        header: "customer,since,lost,reason,ours,contacted,returned,referred",
        row: customer,
    },
    Source {
        name: "invitations",
        own: None,
        config: "    kind: outreach
    sent: sent
    delivered: delivered
    opened: opened
    started: started
    completed: completed
    questions:
      answered: {metric: response-rate}
",
        header: "sent,delivered,opened,started,completed",
        row: invitation,
    },
    Source {
        name: "team",
        own: None,
        config: "    kind: staff
    period: {column: date}
    questions:
      guess: {column: guess, scale: 1..5, metric: csat}
",
        header: "date,guess",
        row: guess,
    },
];

/// Writes the project, with `rows` rows in each source.
pub(super) fn write(folder: &Path, rows: usize) -> io::Result<()> {
    write_first(folder, rows, MONTHS)
}

/// Writes the project as it was after `months` months; in the end it has `rows` rows in each source.
pub(super) fn write_first(folder: &Path, rows: usize, months: usize) -> io::Result<()> {
    fs::write(folder.join("cxpress.yaml"), config())?;
    authored::write(folder, months)?;
    (0..months).try_for_each(|month| write_month(folder, rows, month, 0))
}

/// Writes the files of a month, one a source; in the end each source has `rows` rows. They hold others in each version
/// of them.
pub(super) fn write_month(folder: &Path, rows: usize, month: usize, version: usize) -> io::Result<()> {
    let of_month = rows * (month + 1) / MONTHS - rows * month / MONTHS;
    let mut sources = SOURCES.iter();
    sources.try_for_each(|source| source.write(folder, of_month, month, version))
}

/// How many files of feedback there are.
pub(super) const FILES: usize = SOURCES.len() * MONTHS;

fn config() -> String {
    let mut config = format!("schema: 1\ntitle: Benchmark\nperiod: month\n{STUDIES}sources:\n");
    for source in &SOURCES {
        let Source {
            name, config: keys, ..
        } = source;
        let dimensions = source.dimensions();
        config += &format!("  {name}:\n    files: {name}/*.csv\n    dimensions: {{{dimensions}}}\n{keys}");
    }
    config
}

impl Source {
    fn dimensions(&self) -> String {
        let names = DIMENSIONS.split(',').chain(self.own);
        let dimensions: Vec<String> = names.map(|name| format!("{name}: {name}")).collect();
        dimensions.join(", ")
    }

    /// The rows of a month in the order of their days. The last is of the last day, so that no month is partial.
    fn write(&self, folder: &Path, rows: usize, month: usize, version: usize) -> io::Result<()> {
        let folder = folder.join(self.name);
        fs::create_dir_all(&folder)?;
        let name = format!("{}.csv", data::month_name(month as u64));
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        let mut random = Random::stream(2026, self.name, month + version * MONTHS);
        writeln!(file, "{},{DIMENSIONS}", self.header)?;
        let days: Vec<Date> = days(month).collect();
        for row in 1..=rows {
            let day = days[(days.len() * row / rows).saturating_sub(1)];
            let (cells, slices) = ((self.row)(&mut random, day), slices(&mut random));
            writeln!(file, "{cells},{slices}")?;
        }
        file.flush()
    }
}

fn days(month: usize) -> impl Iterator<Item = Date> {
    let first = date(2024, 1, 1) + (month as i64).months();
    let after = first + 1.month();
    first.series(1.day()).take_while(move |day| *day < after)
}

fn slices(random: &mut Random) -> String {
    format!(
        "{},{},{},{},branch {:02}",
        random.pick(&CHANNELS),
        random.pick(&SEGMENTS),
        random.pick(&REGIONS),
        random.pick(&PRODUCTS),
        random.below(BRANCHES) + 1,
    )
}

/// A moment of a day.
fn moment(random: &mut Random, day: Date) -> DateTime {
    day.at(0, 0, 0, 0) + (random.below(86_400) as i64).seconds()
}

/// A moment some hours later, often much sooner and at times much later; with a probability nothing yet.
fn later(random: &mut Random, start: DateTime, hours: f64, probability: f64) -> Option<DateTime> {
    let seconds = (hours * 3600.0 * random.factor(1.2)) as i64;
    random.chance(probability).then(|| start + seconds.seconds())
}

/// A cell: what it holds, or nothing.
fn cell(time: Option<DateTime>) -> String {
    time.map_or_else(String::new, |time| time.to_string())
}

fn visit(random: &mut Random, day: Date) -> String {
    format!(
        "{day},{:.3},{},{},{},{},{},{},{},{},{},{}",
        0.5 + random.unit(),
        random.below(5_000),
        random.below(CUSTOMERS),
        random.below(11),
        random.below(5) + 1,
        random.below(5) + 1,
        random.below(7) + 1,
        random.below(5) + 1,
        random.below(7) + 1,
        random.below(5) as i64 - 2,
        data::quoted(&data::comment(random)),
    )
}

fn ticket(random: &mut Random, day: Date) -> String {
    let created = moment(random, day);
    let answered = later(random, created, 6.0, 0.95);
    let solved = later(random, created, 60.0, 0.9);
    let reopened = solved.and_then(|solved| later(random, solved, 48.0, 0.08));
    format!(
        "{created},{},{},{},{},{},{}",
        cell(answered),
        cell(solved),
        created + 96.hours(),
        cell(reopened),
        random.below(3) + 1,
        random.below(CUSTOMERS),
    )
}

fn review(random: &mut Random, day: Date) -> String {
    let posted = moment(random, day);
    format!(
        "{posted},{},{},{}",
        random.below(5) + 1,
        cell(later(random, posted, 70.0, 0.7)),
        random.below(CUSTOMERS),
    )
}

fn order(random: &mut Random, day: Date) -> String {
    let flags = [0.9, 0.95, 0.97, 0.98].map(|probability| i32::from(random.chance(probability)).to_string());
    let cents = 500 + random.below(20_000);
    format!("{day},{},{}.{:02}", flags.join(","), cents / 100, cents % 100)
}

fn customer(random: &mut Random, day: Date) -> String {
    let since = day.at(0, 0, 0, 0);
    let lost = later(random, since, 5_000.0, 0.6);
    let contacted = lost.and_then(|lost| later(random, lost, 100.0, 0.7));
    let returned = contacted.and_then(|contacted| later(random, contacted, 300.0, 0.3));
    let referred = later(random, since, 2_000.0, 0.2);
    let reason = lost.map_or("", |_| random.pick(&REASONS));
    let ours = match reason {
        "" => "",
        reason if IN_OUR_HANDS.contains(&reason) => "yes",
        _ => "no",
    };
    let times = [contacted, returned, referred].map(cell).join(",");
    let id = random.below(CUSTOMERS);
    format!("{id},{day},{},{reason},{ours},{times}", cell(lost))
}

fn invitation(random: &mut Random, day: Date) -> String {
    let sent = moment(random, day);
    let delivered = later(random, sent, 0.1, 0.97);
    let next = |random: &mut Random, before: Option<DateTime>, hours, probability| {
        before.and_then(|before| later(random, before, hours, probability))
    };
    let opened = next(random, delivered, 8.0, 0.5);
    let started = next(random, opened, 0.2, 0.6);
    let completed = next(random, started, 0.1, 0.8);
    format!(
        "{sent},{}",
        [delivered, opened, started, completed].map(cell).join(",")
    )
}

fn guess(random: &mut Random, day: Date) -> String {
    format!("{day},{}", random.below(5) + 1)
}

#[cfg(test)]
mod tests {
    use cxpress_metric::Kind;

    use super::super::build;
    use super::*;

    #[test]
    #[ignore = "makes a report of 36 months and 40 slices"]
    fn every_kind_has_records_and_every_metric_a_value_in_nearly_every_month() {
        assert_eq!((MONTHS, SLICES), (36, 40));
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), 7_000).unwrap();
        let computed = build::request(folder.path(), cxpress::compute);
        let report = computed
            .report
            .unwrap_or_else(|| panic!("{:?}", computed.diagnostics));
        assert_eq!(report.periods.len(), MONTHS);
        assert!(report.periods.iter().all(|month| month.partial.is_none()));
        let heard = &report.current_period().heard;
        let missing = Kind::ALL.iter().filter(|kind| !heard.contains_key(kind));
        assert_eq!(missing.collect::<Vec<_>>(), [&Kind::Customers; 0]);
        for metric in cxpress::metrics() {
            let id = metric.spec().id;
            let figure = report.figures.iter().find(|figure| figure.metric.id == id);
            let figure = figure.unwrap_or_else(|| panic!("{id} has no figure"));
            let own = figure.reasons.as_ref().map_or(0, |_| REASONS.len());
            assert_eq!(
                (figure.total.len(), figure.slices.len()),
                (MONTHS, SLICES + own),
                "{id}"
            );
            let judged = figure
                .total
                .iter()
                .filter(|cell| figure.judged_in(cell).is_some());
            // In the first months hardly anybody has been lost yet.
            assert!(judged.count() + 3 >= MONTHS, "{id}");
        }
    }
}
