//! One thread's part of reading: rows to columns, with their ledgers.

use csv::ByteRecord;
use cxpress_metric::{Answer, Instant, Missing, PeriodId, Weight};
use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use super::answer::AnswerReader;
use super::batch::{BUCKETS, Block, NO_VALUE, RecordBatch};
use super::date::{DateFormat, Moment, Zone};
use super::dictionary::Cache;
use super::layout::{ClusterAt, Layout, PeriodAt, TicketsAt};
use super::open::{Encoding, decode};
use super::tally::{FileTally, RowReason, shortened};
use super::{Inputs, Shared, Sink};
use crate::config::{Config, Source, SourceKind};

/// What a thread works with.
pub(super) struct Worker<S> {
    pub(super) sink: S,
    pub(super) tallies: Vec<FileTally>,
    sources: Vec<SourceReader>,
    zone: Zone,
    cache: Cache,
}

/// How the cells of one source are read.
struct SourceReader {
    dates: DateFormat,
    answers: Vec<AnswerReader>,
    /// Each of the source's dimensions as one of all dimensions.
    dimensions: Vec<usize>,
    batch: RecordBatch,
}

impl SourceReader {
    fn new(source: &Source, inputs: &Inputs) -> Self {
        let all = |id: &str| {
            inputs
                .dimensions
                .iter()
                .position(|known| known == id)
                .unwrap_or(0)
        };
        let survey = matches!(source.kind, SourceKind::Survey { .. });
        Self {
            dates: DateFormat::new(source.date_format.as_deref()),
            answers: source
                .questions
                .iter()
                .map(|question| AnswerReader::new(source, question))
                .collect(),
            dimensions: source
                .dimensions
                .iter()
                .map(|dimension| all(&dimension.id))
                .collect(),
            batch: RecordBatch::new(
                source.dimensions.len(),
                if survey { source.questions.len() } else { 0 },
            ),
        }
    }
}

/// A row that can be used, before its answers are read.
struct Row {
    period: PeriodId,
    day: Option<Date>,
    weight: Weight,
    ticket: Option<Ticket>,
}

struct Ticket {
    created: Instant,
    first_response: Option<Instant>,
    solved: Option<Instant>,
    due: Option<Instant>,
}

/// Why a row is not used, and what to show of it.
type Loss = (RowReason, String);

impl<S: Sink> Worker<S> {
    pub(super) fn new(config: &Config, inputs: &Inputs, sink: S) -> Self {
        let tallies = inputs
            .files
            .iter()
            .map(|file| FileTally::new(config.sources[file.source].questions.len()))
            .collect();
        Self {
            sink,
            tallies,
            sources: config
                .sources
                .iter()
                .map(|source| SourceReader::new(source, inputs))
                .collect(),
            zone: Zone::new(inputs.periods.zone().clone()),
            cache: Cache::new(inputs.dimensions.len()),
        }
    }

    /// Reads a block into a batch and hands it to the sink.
    pub(super) fn take(
        &mut self,
        shared: &Shared<'_, S>,
        block: &mut Block,
        encoding: Encoding,
        file: usize,
        source: usize,
        layout: &Layout,
    ) {
        self.sources[source].batch.clear();
        for at in 0..block.len() {
            let (line, record) = block.row(at);
            self.tallies[file].read += 1;
            match self.row(shared, record, encoding, source, layout) {
                Ok(row) => {
                    self.tallies[file].keep(row.period, row.day);
                    self.keep(row, record, encoding, file, source, layout);
                    block.usable.push(at);
                }
                Err((reason, example)) => self.tallies[file].lose(reason, line, || example),
            }
        }
        self.dimensions(shared, block, encoding, source, layout);
        self.answers(block, encoding, file, source, layout);
        self.sink.take(source, &self.sources[source].batch);
    }

    /// Reads what decides whether a row can be used.
    fn row(
        &mut self,
        shared: &Shared<'_, S>,
        record: &ByteRecord,
        encoding: Encoding,
        source: usize,
        layout: &Layout,
    ) -> Result<Row, Loss> {
        well_formed(record, encoding, layout)?;
        let dates = &self.sources[source].dates;
        let (period, moment) = match layout.period {
            PeriodAt::Fixed(period) => (period, None),
            PeriodAt::Column(column) => {
                let moment =
                    moment(dates, record, encoding, column)?.ok_or((RowReason::NoDate, String::new()))?;
                let day = self.zone.day(moment);
                let period = shared.inputs.periods.of_date(day);
                (
                    period.ok_or_else(|| (RowReason::DateOutOfRange, day.to_string()))?,
                    Some(moment),
                )
            }
        };
        if shared.until.is_some_and(|until| period > until) {
            return Err((RowReason::LaterPeriod, String::new()));
        }
        let weight = layout
            .weight
            .map_or(Ok(Weight::ONE), |column| weight(record, encoding, column))?;
        let ticket = match (layout.tickets, moment) {
            (Some(at), Some(created)) => Some(self.ticket(record, encoding, source, at, created)?),
            _ => None,
        };
        Ok(Row {
            period,
            day: moment.map(|moment| self.zone.day(moment)),
            weight,
            ticket,
        })
    }

    fn ticket(
        &mut self,
        record: &ByteRecord,
        encoding: Encoding,
        source: usize,
        at: TicketsAt,
        created: Moment,
    ) -> Result<Ticket, Loss> {
        let dates = &self.sources[source].dates;
        let zone = &mut self.zone;
        let mut instant = |column: Option<usize>| -> Result<Option<Instant>, Loss> {
            let Some(column) = column else { return Ok(None) };
            let Some(moment) = moment(dates, record, encoding, column)? else {
                return Ok(None);
            };
            let example = || {
                (
                    RowReason::UnreadableDate,
                    shortened(&decode(&record[column], encoding)),
                )
            };
            zone.instant(moment).ok_or_else(example).map(Some)
        };
        let (first_response, solved, due) =
            (instant(at.first_response)?, instant(at.solved)?, instant(at.due)?);
        let created = zone
            .instant(created)
            .ok_or((RowReason::DateOutOfRange, created.day.to_string()))?;
        if solved.is_some_and(|solved| solved < created)
            || first_response.is_some_and(|first| first < created)
        {
            return Err((RowReason::EndsBeforeStart, String::new()));
        }
        Ok(Ticket {
            created,
            first_response,
            solved,
            due,
        })
    }

    /// Puts a usable row into the batch, all but dimensions and answers.
    fn keep(
        &mut self,
        row: Row,
        record: &ByteRecord,
        encoding: Encoding,
        file: usize,
        source: usize,
        layout: &Layout,
    ) {
        let batch = &mut self.sources[source].batch;
        batch.periods.push(row.period);
        if layout.weight.is_some() {
            batch.weights.push(row.weight);
        }
        match layout.cluster {
            ClusterAt::None => {}
            ClusterAt::Day => {
                let day = row.day.map_or_else(String::new, |day| day.to_string());
                batch.buckets.push(bucket(day.as_bytes()));
            }
            ClusterAt::Column(column) => {
                let cell = decode(&record[column], encoding);
                batch.buckets.push(bucket(cell.trim().as_bytes()));
            }
        }
        if let Some(ticket) = row.ticket {
            let tally = &mut self.tallies[file];
            let latest = [Some(ticket.created), ticket.solved, ticket.first_response]
                .into_iter()
                .flatten()
                .max();
            tally.last_instant = tally.last_instant.max(latest.map(|instant| instant.0));
            batch.created.push(ticket.created);
            batch.first_response.push(ticket.first_response);
            batch.solved.push(ticket.solved);
            batch.due.push(ticket.due);
        }
    }

    fn dimensions(
        &mut self,
        shared: &Shared<'_, S>,
        block: &Block,
        encoding: Encoding,
        source: usize,
        layout: &Layout,
    ) {
        let reader = &mut self.sources[source];
        let configured = &shared.config.sources[source].dimensions;
        for (index, column) in layout.dimensions.iter().enumerate() {
            let ids = &mut reader.batch.dimensions[index];
            let Some(column) = *column else {
                ids.resize(block.usable.len(), NO_VALUE);
                continue;
            };
            let missing = &configured[index].missing;
            for at in &block.usable {
                let cell = &block.row(*at).1[column];
                let value = || {
                    let text = decode(cell, encoding).trim().to_owned();
                    let known =
                        !text.is_empty() && !missing.iter().any(|none| none.eq_ignore_ascii_case(&text));
                    known.then_some(text)
                };
                ids.push(
                    self.cache
                        .id(&shared.dictionary, reader.dimensions[index], cell, value),
                );
            }
        }
    }

    fn answers(&mut self, block: &Block, encoding: Encoding, file: usize, source: usize, layout: &Layout) {
        let reader = &mut self.sources[source];
        for (index, answers) in reader.batch.answers.iter_mut().enumerate() {
            let tally = &mut self.tallies[file].answers[index];
            for at in &block.usable {
                let (line, record) = block.row(*at);
                let answer = match layout.questions[index] {
                    None => Answer::Missing(Missing::NotAsked),
                    Some(column) => {
                        let cell = decode(&record[column], encoding);
                        reader.answers[index].read(&cell).unwrap_or_else(|reason| {
                            tally.reject(reason, line, &cell);
                            Answer::Rejected
                        })
                    }
                };
                tally.add(answer);
                answers.push(answer);
            }
        }
    }
}

fn well_formed(record: &ByteRecord, encoding: Encoding, layout: &Layout) -> Result<(), Loss> {
    if record.iter().all(<[u8]>::is_empty) {
        return Err((RowReason::Blank, String::new()));
    }
    if record.len() != layout.width {
        return Err((
            RowReason::Ragged,
            format!("{} cells, the header has {}", record.len(), layout.width),
        ));
    }
    let text = record.as_slice();
    if encoding != Encoding::Windows1252 && !text.is_ascii() && std::str::from_utf8(text).is_err() {
        let broken = record
            .iter()
            .find(|cell| std::str::from_utf8(cell).is_err())
            .unwrap_or_default();
        return Err((
            RowReason::InvalidBytes,
            shortened(&String::from_utf8_lossy(broken)),
        ));
    }
    Ok(())
}

/// The moment in a cell; nothing if the cell is blank.
fn moment(
    dates: &DateFormat,
    record: &ByteRecord,
    encoding: Encoding,
    column: usize,
) -> Result<Option<Moment>, Loss> {
    let cell = decode(&record[column], encoding);
    let text = cell.trim();
    if text.is_empty() {
        return Ok(None);
    }
    dates
        .parse(text)
        .map(Some)
        .ok_or_else(|| (RowReason::UnreadableDate, shortened(text)))
}

fn weight(record: &ByteRecord, encoding: Encoding, column: usize) -> Result<Weight, Loss> {
    let cell = decode(&record[column], encoding);
    let weight = cell.trim().parse().ok().and_then(Weight::new);
    weight.ok_or_else(|| (RowReason::UnreadableWeight, shortened(&cell)))
}

/// The bucket of a cluster. The period is no part of it: a customer who answers in two periods is one cluster.
fn bucket(cluster: &[u8]) -> u8 {
    u8::try_from(xxh3_64(cluster) % u64::from(BUCKETS)).unwrap_or(0)
}
