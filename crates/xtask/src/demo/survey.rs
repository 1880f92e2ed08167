//! The after-contact survey: one row a response.

use jiff::ToSpan;
use jiff::civil::Date;

use super::plan::{self, Channel, Month, Question};
use super::random::Random;
use super::response::{Answer, Response};
use super::{journey, table, words};

/// The responses of a month, by date.
pub(crate) fn month(seed: u64, month: Month) -> Vec<Response> {
    let mut random = Random::stream(seed, "survey", month.index());
    let first = month.first_day();
    let days = first.days_in_month() as usize;
    let count = plan::responses(month) + random.below(plan::MORE_RESPONSES);
    let mut days: Vec<_> = (0..count).map(|_| random.below(days) as i64).collect();
    days.sort_unstable();
    days.into_iter()
        .map(|day| response(month, first.saturating_add(day.days()), &mut random))
        .collect()
}

fn response(month: Month, date: Date, random: &mut Random) -> Response {
    let channel = random.weighted(&plan::channels(month));
    let segment = random.weighted(&plan::SEGMENTS);
    let region = random.weighted(&plan::REGIONS);
    let mood = random.unit();
    let answers = Question::ALL
        .iter()
        .map(|&question| answer(question, channel, month, mood, random))
        .collect();
    Response {
        date,
        channel,
        segment,
        region,
        answers,
    }
}

/// An answer follows the customer's mood now and then, so that the answers of one customer go together, while
/// each question on its own has exactly the shares of the plan.
fn answer(question: Question, channel: Channel, month: Month, mood: f64, random: &mut Random) -> Answer {
    if !random.chance(plan::applies(question, channel)) {
        return Answer::DoesNotApply;
    }
    if random.chance(plan::BLANK) {
        return Answer::Blank;
    }
    let place = if random.chance(plan::MOOD) {
        mood
    } else {
        random.unit()
    };
    Answer::Score(plan::score(question, channel, month, place))
}

/// The seeds that the rows of the survey come from.
#[derive(Clone, Copy)]
pub(crate) struct Seeds {
    /// Of who answers, and what.
    pub(crate) responses: u64,
    /// Of the answers about the journey.
    pub(crate) journey: u64,
    /// Of what is written.
    pub(crate) comments: u64,
}

impl Seeds {
    /// Those of the sample.
    pub(crate) const SAMPLE: Self = Self {
        responses: plan::SURVEY_SEED,
        journey: plan::JOURNEY_SEED,
        comments: plan::COMMENTS_SEED,
    };
}

/// A response with all that was asked later.
pub(crate) struct Row {
    /// Its number in the month.
    number: usize,
    pub(crate) response: Response,
    /// One for each of [`journey::ADDED`], or none before they were asked.
    pub(crate) added: Vec<Answer>,
    /// Nothing in most rows.
    pub(crate) comment: Option<String>,
}

/// The rows of a month, by date.
pub(crate) fn rows(seeds: Seeds, month: Month) -> Vec<Row> {
    let responses = self::month(seeds.responses, month).into_iter();
    let rows = responses.zip(1..).map(|(response, number)| Row {
        number,
        added: journey::answers(seeds.journey, month, number, &response),
        comment: comment(seeds.comments, month, number, &response),
        response,
    });
    rows.collect()
}

fn comment(seed: u64, month: Month, number: usize, response: &Response) -> Option<String> {
    let mut random = Random::stream(seed, "comment", month.index() * 10_000 + number);
    random
        .chance(plan::COMMENTS)
        .then(|| words::comment(response, month, &mut random))
}

/// The file of a month.
pub(crate) fn csv(rows: &[Row]) -> Vec<u8> {
    let asked_later = rows.first().map_or(0, |row| row.added.len());
    let mut header = vec!["response_id", "date", "channel", "segment", "region"];
    header.extend(Question::ALL.map(column));
    header.extend(journey::ADDED.iter().take(asked_later).map(|added| added.column));
    header.push("comment");
    table(&header, rows.iter().map(cells))
}

const fn column(question: Question) -> &'static str {
    match question {
        Question::Recommend => "recommend",
        Question::Effort => "effort",
        Question::Website => "sat_website",
        Question::Ordering => "sat_ordering",
        Question::Delivery => "sat_delivery",
        Question::Store => "sat_store",
        Question::Returns => "sat_returns",
    }
}

fn cells(row: &Row) -> Vec<String> {
    let Response {
        date,
        channel,
        segment,
        region,
        answers,
    } = &row.response;
    let mut cells = vec![
        format!("R{}{:04}", date.strftime("%y%m"), row.number),
        date.to_string(),
    ];
    cells.extend([channel.id(), segment.id(), region.id()].map(str::to_owned));
    cells.extend(answers.iter().chain(&row.added).map(|answer| match answer {
        Answer::Score(score) => score.to_string(),
        Answer::Blank => String::new(),
        Answer::DoesNotApply => "N/A".to_owned(),
    }));
    cells.push(row.comment.clone().unwrap_or_default());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a figure in very many responses, with its standard error.
    fn measured(question: Question, only: Option<Channel>, in_month: Month) -> (f64, f64) {
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
        for response in (1_000..1_010).flat_map(|seed| month(seed, in_month)) {
            let Answer::Score(score) = response.answers[question as usize] else {
                continue;
            };
            if only.is_some_and(|only| only != response.channel) {
                continue;
            }
            let value = match question {
                Question::Recommend => 100.0 * (f64::from(score >= 9) - f64::from(score <= 6)),
                Question::Effort => 100.0 * f64::from(score >= 5),
                _ => 100.0 * f64::from(score >= 4),
            };
            sum += value;
            squares += value * value;
            count += 1.0;
        }
        let mean: f64 = sum / count;
        (mean, ((squares / count - mean * mean) / count).sqrt())
    }

    #[test]
    fn very_many_responses_show_the_levels_of_the_plan() {
        for in_month in Month::all().filter(|month| [0, 15, 16, 19].contains(&month.index())) {
            for question in Question::ALL {
                let (value, error) = measured(question, None, in_month);
                let level = plan::total_level(question, in_month);
                assert!(
                    (value - level).abs() < 4.0 * error,
                    "{question:?} in {in_month}: {value}, not {level}"
                );
                for channel in Channel::ALL {
                    let (value, error) = measured(question, Some(channel), in_month);
                    let level = plan::level(question, channel, in_month);
                    assert!(
                        (value - level).abs() < 4.0 * error,
                        "{question:?} in {in_month}, {channel:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_comment_with_a_line_break_is_one_cell() {
        let responses: Vec<_> = Month::all()
            .take(1)
            .flat_map(|first| rows(Seeds::SAMPLE, first))
            .collect();
        let bytes = csv(&responses);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows: Vec<_> = reader
            .records()
            .collect::<Result<_, _>>()
            .expect("every row has all cells");
        assert_eq!(rows.len(), responses.len());
        assert!(rows.iter().any(|row| row[12].contains('\n')));
        assert!(rows.iter().any(|row| row[12].contains('"')));
    }
}
