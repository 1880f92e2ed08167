//! One thread's part of reading: rows to columns, with their ledgers.

use std::sync::Arc;

use csv::ByteRecord;
use cxpress_metric::{Answer, Instant, Missing, PeriodId, Weight};
use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use super::answer::{AnswerReader, is_missing, number};
use super::batch::{BUCKETS, Block, NO_VALUE, RecordBatch};
use super::date::{DateFormat, Moment, Zone};
use super::dictionary::Cache;
use super::layout::{ClusterAt, Layout, PeriodAt, TicketsAt};
use super::open::{Encoding, decode, is_blank, joined};
use super::tally::{Example, FileTally, RowReason, shortened};
use super::{Inputs, Shared, Sink};
use crate::config::{Config, Source, SourceKind};

/// What a thread works with.
pub(super) struct Worker<S> {
    pub(super) sink: S,
    pub(super) tallies: Vec<FileTally>,
    sources: Vec<SourceReader>,
    zone: Zone,
}

/// Where rows come from.
#[derive(Clone)]
pub(super) struct Origin {
    pub(super) file: usize,
    pub(super) source: usize,
    pub(super) encoding: Encoding,
    pub(super) layout: Arc<Layout>,
}

/// How the cells of one source are read.
struct SourceReader {
    dates: DateFormat,
    answers: Vec<AnswerReader>,
    dimensions: Vec<Cache>,
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
                .map(|dimension| Cache::new(all(&dimension.id)))
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

#[derive(Clone, Copy)]
struct Ticket {
    created: Instant,
    first_response: Option<Instant>,
    solved: Option<Instant>,
    due: Option<Instant>,
}

/// Why a row is not used.
enum Loss {
    /// It belongs to this period, which is after the reported one.
    Later(PeriodId),
    /// For this reason, shown by what stood there.
    Lost(RowReason, Example),
}

impl Loss {
    fn value(reason: RowReason, text: &str) -> Self {
        Self::Lost(reason, Example::value(text))
    }

    fn plain(reason: RowReason) -> Self {
        Self::Lost(reason, Example::default())
    }
}

impl<S: Sink> Worker<S> {
    pub(super) fn new(config: &Config, inputs: &Inputs, sink: S) -> Self {
        let questions = |source: usize| config.sources[source].questions.len();
        let tallies = inputs
            .files
            .iter()
            .map(|file| FileTally::new(questions(file.source)));
        Self {
            sink,
            tallies: tallies.collect(),
            sources: config
                .sources
                .iter()
                .map(|source| SourceReader::new(source, inputs))
                .collect(),
            zone: Zone::new(inputs.periods.zone().clone()),
        }
    }

    /// Reads a block into a batch and hands it to the sink.
    pub(super) fn take(&mut self, shared: &Shared<'_, S>, block: &mut Block, origin: &Origin) {
        self.sources[origin.source].batch.clear();
        for at in 0..block.len() {
            let (line, record) = block.row(at);
            let row = self.row(shared, record, origin);
            let tally = &mut self.tallies[origin.file];
            tally.read += 1;
            match row {
                Ok(row) => {
                    tally.keep(row.period, row.day);
                    self.keep(&row, record, origin);
                    block.usable.push(at);
                }
                Err(Loss::Later(period)) => tally.set_later(period, line),
                Err(Loss::Lost(reason, example)) => tally.lose(reason, line, || example),
            }
        }
        self.dimensions(shared, block, origin);
        self.answers(block, origin);
        self.sink.take(origin.source, &self.sources[origin.source].batch);
    }

    /// Reads what decides whether a row can be used.
    fn row(&mut self, shared: &Shared<'_, S>, record: &ByteRecord, origin: &Origin) -> Result<Row, Loss> {
        let Origin { layout, encoding, .. } = origin;
        well_formed(record, *encoding, layout)?;
        let (period, moment) = match layout.period {
            PeriodAt::Fixed(period) => (period, None),
            PeriodAt::Column(column) => {
                let dates = &self.sources[origin.source].dates;
                let moment = moment(dates, record, *encoding, column)?;
                let moment = moment.ok_or(Loss::plain(RowReason::NoDate))?;
                (self.period(shared, moment)?, Some(moment))
            }
        };
        if shared.until.is_some_and(|until| period > until) {
            return Err(Loss::Later(period));
        }
        let weight = layout
            .weight
            .map_or(Ok(Weight::ONE), |column| weight(record, *encoding, column))?;
        let ticket = match (layout.tickets, moment) {
            (Some(at), Some(created)) => Some(self.ticket(shared, record, origin, at, created)?),
            _ => None,
        };
        let day = moment.map(|moment| self.zone.day(moment));
        Ok(Row {
            period,
            day,
            weight,
            ticket,
        })
    }

    /// The period of a moment, which must be one that periods are known for.
    fn period(&self, shared: &Shared<'_, S>, moment: Moment) -> Result<PeriodId, Loss> {
        let day = self.zone.day(moment);
        let period = shared.inputs.periods.of_date(day);
        period.ok_or_else(|| Loss::value(RowReason::DateOutOfRange, &day.to_string()))
    }

    fn ticket(
        &mut self,
        shared: &Shared<'_, S>,
        record: &ByteRecord,
        origin: &Origin,
        at: TicketsAt,
        created: Moment,
    ) -> Result<Ticket, Loss> {
        let ticket = Ticket {
            created: self.instant(created)?,
            first_response: self.end(shared, record, origin, at.first_response)?,
            solved: self.end(shared, record, origin, at.solved)?,
            due: self.end(shared, record, origin, at.due)?,
        };
        for (end, column) in [
            (ticket.first_response, at.first_response),
            (ticket.solved, at.solved),
        ] {
            if let (true, Some(column), PeriodAt::Column(start)) = (
                end.is_some_and(|end| end < ticket.created),
                column,
                origin.layout.period,
            ) {
                return Err(before_start(record, origin.encoding, column, start));
            }
        }
        Ok(ticket)
    }

    /// The instant in a column that may be blank or not there.
    fn end(
        &mut self,
        shared: &Shared<'_, S>,
        record: &ByteRecord,
        origin: &Origin,
        column: Option<usize>,
    ) -> Result<Option<Instant>, Loss> {
        let Some(column) = column else { return Ok(None) };
        let dates = &self.sources[origin.source].dates;
        let Some(moment) = moment(dates, record, origin.encoding, column)? else {
            return Ok(None);
        };
        self.period(shared, moment)?;
        self.instant(moment).map(Some)
    }

    fn instant(&mut self, moment: Moment) -> Result<Instant, Loss> {
        let instant = self.zone.instant(moment);
        instant.ok_or_else(|| Loss::value(RowReason::DateOutOfRange, &moment.day.to_string()))
    }

    /// Puts a usable row into the batch, all but dimensions and answers.
    fn keep(&mut self, row: &Row, record: &ByteRecord, origin: &Origin) {
        let batch = &mut self.sources[origin.source].batch;
        batch.periods.push(row.period);
        if origin.layout.weight.is_some() {
            batch.weights.push(row.weight);
        }
        match origin.layout.cluster {
            ClusterAt::None => {}
            ClusterAt::Day => {
                let day = row.day.map_or_else(String::new, |day| day.to_string());
                batch.buckets.push(bucket(day.as_bytes()));
            }
            ClusterAt::Column(column) => {
                let cell = decode(&record[column], origin.encoding);
                batch.buckets.push(bucket(cell.trim().as_bytes()));
            }
        }
        if let Some(ticket) = row.ticket {
            batch.created.push(ticket.created);
            batch.first_response.push(ticket.first_response);
            batch.solved.push(ticket.solved);
            batch.due.push(ticket.due);
            let told = [Some(ticket.created), ticket.solved, ticket.first_response];
            let latest = told.into_iter().flatten().max();
            let tally = &mut self.tallies[origin.file];
            tally.last_instant = tally.last_instant.max(latest.map(|instant| instant.0));
        }
    }

    fn dimensions(&mut self, shared: &Shared<'_, S>, block: &Block, origin: &Origin) {
        let reader = &mut self.sources[origin.source];
        let configured = &shared.config.sources[origin.source].dimensions;
        for (index, column) in origin.layout.dimensions.iter().enumerate() {
            let ids = &mut reader.batch.dimensions[index];
            let Some(column) = *column else {
                ids.resize(block.usable.len(), NO_VALUE);
                continue;
            };
            let missing = &configured[index].missing;
            for at in &block.usable {
                let cell = &block.row(*at).1[column];
                let value = || {
                    let text = decode(cell, origin.encoding).trim().to_owned();
                    let known =
                        !text.is_empty() && !missing.iter().any(|none| none.eq_ignore_ascii_case(&text));
                    known.then_some(text)
                };
                ids.push(reader.dimensions[index].id(&shared.dictionary, cell, origin.encoding, value));
            }
        }
    }

    fn answers(&mut self, block: &Block, origin: &Origin) {
        let reader = &mut self.sources[origin.source];
        for (index, answers) in reader.batch.answers.iter_mut().enumerate() {
            let tally = &mut self.tallies[origin.file].answers[index];
            for at in &block.usable {
                let (line, record) = block.row(*at);
                let answer = match origin.layout.questions[index] {
                    None => Answer::Missing(Missing::NotAsked),
                    Some(column) => {
                        let cell = decode(&record[column], origin.encoding);
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
    if is_blank(record) {
        return Err(Loss::plain(RowReason::Blank));
    }
    if let Some(cell) = encoding.misfit(record) {
        return Err(Loss::value(RowReason::InvalidBytes, &decode(cell, encoding)));
    }
    if record.len() != layout.width {
        return Err(Loss::Lost(RowReason::Ragged, ragged(record, encoding, layout)));
    }
    Ok(())
}

fn ragged(record: &ByteRecord, encoding: Encoding, layout: &Layout) -> Example {
    let plural = if record.len() == 1 { "" } else { "s" };
    Example {
        what: format!("{} cell{plural}, the header has {}", record.len(), layout.width),
        row: Some(joined(record, encoding, layout.delimiter)),
    }
}

fn before_start(record: &ByteRecord, encoding: Encoding, end: usize, start: usize) -> Loss {
    let text = |column: usize| shortened(decode(&record[column], encoding).trim());
    let what = format!("`{}` is before `{}`", text(end), text(start));
    Loss::Lost(RowReason::EndsBeforeStart, Example::what(what))
}

/// The moment in a cell; nothing if the cell is blank or says that there is none.
fn moment(
    dates: &DateFormat,
    record: &ByteRecord,
    encoding: Encoding,
    column: usize,
) -> Result<Option<Moment>, Loss> {
    let cell = decode(&record[column], encoding);
    let text = cell.trim();
    match dates.parse(text) {
        None if is_missing(text) => Ok(None),
        None => Err(Loss::value(RowReason::UnreadableDate, text)),
        moment => Ok(moment),
    }
}

fn weight(record: &ByteRecord, encoding: Encoding, column: usize) -> Result<Weight, Loss> {
    let cell = decode(&record[column], encoding);
    let weight = number(cell.trim()).and_then(Weight::new);
    weight.ok_or_else(|| Loss::value(RowReason::UnreadableWeight, &cell))
}

/// The bucket of a cluster. The period is no part of it: a customer who answers in two periods is one cluster.
fn bucket(cluster: &[u8]) -> u8 {
    u8::try_from(xxh3_64(cluster) % u64::from(BUCKETS)).unwrap_or(0)
}
