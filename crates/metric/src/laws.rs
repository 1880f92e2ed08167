//! The test that every metric has to pass.
//!
//! With random data from a seed: any split of the records merged equals the whole; order does not matter;
//! what is merged can be taken out again; nothing gives "no data", never 0 or NaN; every value is finite and
//! lies in its own interval and limits, and is the same where only values are read; the difference of a thing with itself holds zero; explanations are
//! there.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Absence, Answer, Batch, Calendar, Comments, Content, Difference, Evidence, Field, Fields, Figure, Groups,
    Input, Instant, Kind, Measured, Metric, MetricSpec, Missing, Number, OwnUnit, PeriodId, Question,
    Reading, Role, ScaleBounds, Shape, Summary, SummaryKind, Tone, Value, Weight, duplicate_id,
};

const ROUNDS: u64 = 60;
const PERIODS: i32 = 3;
const PERIOD_SECONDS: i64 = 30 * 86_400;

/// Runs all laws on all metrics of a catalogue, each with a question of its own kind: ids are unique, inputs can be had, and
/// each passes [`check`].
///
/// # Errors
/// All broken laws, each after the id of its metric.
pub fn check_all(metrics: &[&dyn Metric]) -> Result<(), Vec<String>> {
    let mut broken: Vec<String> = duplicate_id(metrics)
        .map(|id| format!("{id}: two metrics have this id"))
        .into_iter()
        .chain(contradiction(metrics))
        .collect();
    for metric in metrics {
        let spec = metric.spec();
        let found = inputs_can_be_had(spec)
            .and_then(|()| words_are_whole(spec))
            .and_then(|()| check(*metric, &question_for(spec)));
        broken.extend(found.err().map(|law| format!("{}: {law}", spec.id)));
    }
    if broken.is_empty() { Ok(()) } else { Err(broken) }
}

/// The messages of a table in Fluent, each with its text.
fn messages(table: &str) -> BTreeMap<&str, String> {
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    let mut current = None;
    for line in table.lines() {
        let mut text = line;
        if line.starts_with(|first: char| first.is_ascii_lowercase())
            && let Some((id, rest)) = line.split_once('=')
        {
            (current, text) = (Some(id.trim()), rest);
        }
        if let Some(id) = current {
            let held = messages.entry(id).or_default();
            held.push_str(text.trim());
            held.push('\n');
        }
    }
    messages
}

/// The arguments of a message.
fn arguments(text: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let named = text.split('$').skip(1);
    named
        .map(|rest| &rest[..name(rest).unwrap_or(rest.len())])
        .collect()
}

/// The messages of a metric by language, each with its arguments.
fn said(spec: &MetricSpec) -> BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> {
    let mut said: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for (language, table) in spec.words {
        let messages = messages(table).into_iter();
        let with_arguments = messages.map(|(id, text)| {
            let arguments = arguments(&text).into_iter();
            (id, arguments.map(str::to_owned).collect())
        });
        said.entry(language).or_default().extend(with_arguments);
    }
    said
}

/// Words are there in each language of the explanation, if in any, with the same messages and arguments.
fn words_are_whole(spec: &MetricSpec) -> Result<(), String> {
    let said = said(spec);
    let Some(first) = said.values().next() else {
        return Ok(());
    };
    let told: BTreeSet<&str> = spec.explanation.iter().map(|(language, _)| *language).collect();
    let spoken: BTreeSet<&str> = said.keys().copied().collect();
    law(told == spoken, || {
        format!("it has words in {spoken:?} and is explained in {told:?}")
    })?;
    let other = said.iter().find(|(_, messages)| *messages != first);
    law(other.is_none(), || {
        let language = other.map_or("", |(language, _)| language);
        format!("its words in `{language}` have other messages or arguments")
    })
}

/// A message that two metrics say in different words: one of them would be shown with the words of the other.
fn contradiction(metrics: &[&dyn Metric]) -> Option<String> {
    let mut known: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for metric in metrics {
        let spec = metric.spec();
        for (language, table) in spec.words {
            for (id, text) in messages(table) {
                let held = known.entry((language, id)).or_insert_with(|| text.clone());
                if *held != text {
                    return Some(format!(
                        "{}: another metric has other words for `{id}` in `{language}`",
                        spec.id
                    ));
                }
            }
        }
    }
    None
}

/// A question that a metric accepts, as a configuration could ask it.
#[must_use]
pub fn question_for(spec: &MetricSpec) -> Question {
    let plain = Question::new(spec.id, spec.id);
    let scale = if spec.paired {
        ScaleBounds::new(-4, 4)
    } else {
        spec.scale.unwrap_or(ScaleBounds::new(1, 5))
    };
    let mut question = match spec.input {
        Input::Answers => plain.with_scale(scale.low, scale.high),
        Input::Comments => plain.with_scale(scale.low, scale.high).with_phrases(["wait"], []),
        Input::Numbers => OwnUnit::new("EUR", 2).map_or(plain.clone(), |unit| plain.with_unit(unit)),
        Input::Records(_) => plain,
    };
    if matches!(spec.groups, Groups::Good | Groups::GoodAndBad) {
        question = question.with_groups([scale.high - 1, scale.high], [scale.low]);
    }
    question.within = spec.within;
    question.direction = spec.direction.unwrap_or(question.direction);
    question
}

/// Fields are those of the records that the metric reads, and a comparison needs some.
fn inputs_can_be_had(spec: &MetricSpec) -> Result<(), String> {
    let of_it = |field: &&Field| match spec.input {
        Input::Records(kind) => kind == field.kind(),
        Input::Answers | Input::Numbers | Input::Comments => field.kind() == Kind::Survey,
    };
    let other = spec.needs.iter().chain(spec.instead).find(|field| !of_it(field));
    law(other.is_none(), || {
        format!(
            "it reads `{}`, which its records do not have",
            other.map_or("", |field| field.name())
        )
    })?;
    law(spec.enough > 0.0, || "`enough` is not over 0".into())?;
    let own = matches!(spec.kind, SummaryKind::Own(_));
    law(own || spec.input != Input::Numbers, || {
        "numbers need a summary of the metric's own".into()
    })
}

/// Runs all laws on a metric with a question it accepts. `Err` names the law that is broken, and how.
///
/// # Errors
/// The first broken law.
pub fn check(metric: &dyn Metric, question: &Question) -> Result<(), String> {
    declares_itself(metric)?;
    nothing_gives_no_data(metric, question)?;
    for seed in 0..ROUNDS {
        let records = Records::random(metric, question, seed);
        let spec = metric.spec();
        let has_weights = matches!(spec.input, Input::Answers | Input::Numbers) && spec.kind.takes_weights();
        let weighted = seed % 2 == 1 && has_weights;
        splits_merge_to_the_whole(metric, question, &records, weighted)?;
        let summaries = records.summaries(metric, question, 0..records.len(), weighted)?;
        let earlier = earlier(metric, &summaries);
        let evidence = evidence(&summaries, &earlier);
        figures_are_sound(metric, question, &evidence)?;
        differences_are_sound(metric, question, &evidence)?;
    }
    Ok(())
}

/// What each period's figure knows of the past: the sum of all earlier summaries; nothing for a flow.
fn earlier(metric: &dyn Metric, summaries: &[Summary]) -> Vec<Option<Summary>> {
    let spec = metric.spec();
    let mut sum = Summary::empty(spec.kind, false);
    let so_far = summaries.iter().map(|summary| {
        let before = sum.clone();
        sum.merge(summary);
        spec.stock.then_some(before)
    });
    so_far.collect()
}

fn evidence<'a>(summaries: &'a [Summary], earlier: &'a [Option<Summary>]) -> Vec<Evidence<'a>> {
    let both = summaries.iter().zip(earlier);
    both.map(|(summary, earlier)| Evidence::of(summary).after(earlier.as_ref()))
        .collect()
}

fn law(holds: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}

fn declares_itself(metric: &dyn Metric) -> Result<(), String> {
    let spec = metric.spec();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    law(!spec.id.is_empty() && spec.id.chars().all(plain), || {
        format!("the id `{}` is not in lower case and hyphens", spec.id)
    })?;
    law(spec.definition > 0, || "definition versions start at 1".into())?;
    law(
        spec.explanation.iter().any(|(language, _)| *language == "en"),
        || "no English explanation".into(),
    )?;
    law(
        spec.explanation.iter().all(|(_, text)| text.trim().len() > 200),
        || "an explanation says what it is, how it is computed, how to read it and how it misleads".into(),
    )
}

fn nothing_gives_no_data(metric: &dyn Metric, question: &Question) -> Result<(), String> {
    for weighted in [false, true] {
        let empty = Summary::empty(metric.spec().kind, weighted);
        let figure = metric.evaluate(Evidence::of(&empty), question);
        law(figure.headline == Reading::Absent(Absence::NoData), || {
            format!("nothing gives {:?}, not `NoData`", figure.headline)
        })?;
        let nothing = Evidence::of(&empty);
        law(metric.difference(nothing, nothing, question).is_none(), || {
            "two empty sides have a difference".into()
        })?;
    }
    Ok(())
}

fn splits_merge_to_the_whole(
    metric: &dyn Metric,
    question: &Question,
    records: &Records,
    weighted: bool,
) -> Result<(), String> {
    let whole = records.summaries(metric, question, 0..records.len(), weighted)?;
    let cut = records.len() / 3;
    let first = records.summaries(metric, question, 0..cut, weighted)?;
    let second = records.summaries(metric, question, cut..records.len(), weighted)?;
    let earlier = earlier(metric, &whole);
    for (((all, a), b), period) in whole.iter().zip(&first).zip(&second).zip(0..) {
        let earlier = earlier[period].as_ref();
        let evaluate = |summary| metric.evaluate(Evidence::of(summary).after(earlier), question);
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(b);
        ba.merge(a);
        law(ab.n() == all.n() && ab == ba, || {
            format!("period {period}: merging depends on the order")
        })?;
        let figures = [all, &ab, &ba].map(evaluate);
        law(figures[0] == figures[1] && figures[1] == figures[2], || {
            format!("period {period}: a split merged is not the whole")
        })?;
        law(evaluate(&ab.without(b)) == evaluate(a), || {
            format!("period {period}: a part taken out leaves something else")
        })?;
    }
    Ok(())
}

fn figures_are_sound(
    metric: &dyn Metric,
    question: &Question,
    periods: &[Evidence<'_>],
) -> Result<(), String> {
    for evidence in periods {
        let figure = metric.evaluate(*evidence, question);
        law(figure == metric.evaluate(*evidence, question), || {
            "the same evidence gives another figure".into()
        })?;
        judged_is_as_declared(metric, &figure)?;
        groups_have_parts(&figure)?;
        readings(&figure).try_for_each(|(name, reading)| reading_is_sound(name, reading))?;
        let alone = metric.evaluate(evidence.values_only(), question);
        law(values(&figure).eq(values(&alone)), || {
            "values are others where only values are read".into()
        })?;
    }
    Ok(())
}

/// The values of a figure, each with its name.
fn values(figure: &Figure) -> impl Iterator<Item = (&'static str, Option<f64>)> {
    readings(figure).map(|(name, reading)| (name, reading.estimate().map(|estimate| estimate.value)))
}

/// The part that verdicts fall on is there wherever the headline is, in the unit and the role that the metric declares.
fn judged_is_as_declared(metric: &dyn Metric, figure: &Figure) -> Result<(), String> {
    let Some(judged) = metric.spec().judged else {
        return Ok(());
    };
    let found = figure.parts.iter().find(|part| part.id == judged.part);
    law(figure.headline.estimate().is_none() || found.is_some(), || {
        format!("the judged part `{}` is missing", judged.part)
    })?;
    law(
        found.is_none_or(|part| (part.unit, part.role) == (judged.unit, judged.role)),
        || format!("the judged part `{}` is not as declared", judged.part),
    )
}

/// Each group that scores are in has a part; what a plain share counts is its headline.
fn groups_have_parts(figure: &Figure) -> Result<(), String> {
    let Shape::Distribution(scores) = &figure.shape else {
        return Ok(());
    };
    let has_part = |tone: Tone| figure.parts.iter().any(|part| part.role == Role::Group(tone));
    let tones = scores.iter().filter_map(|score| score.group);
    let mut tones = tones.filter(|tone| *tone != Tone::Counted);
    law(tones.all(has_part), || {
        "scores are in a group of which there is no part".into()
    })
}

fn readings(figure: &Figure) -> impl Iterator<Item = (&'static str, &Reading)> {
    let parts = figure.parts.iter().map(|part| (part.id, &part.reading));
    std::iter::once(("headline", &figure.headline)).chain(parts)
}

fn reading_is_sound(name: &str, reading: &Reading) -> Result<(), String> {
    let Reading::Value(estimate) = reading else {
        return Ok(());
    };
    let within = estimate.interval.is_none_or(|interval| {
        interval.low <= estimate.value + 1e-9
            && interval.high.is_none_or(|high| estimate.value <= high + 1e-9)
    });
    law(
        estimate.value.is_finite() && estimate.effective.is_finite(),
        || format!("{name} is not a number"),
    )?;
    law(within, || {
        format!("{name}: {} lies outside {:?}", estimate.value, estimate.interval)
    })?;
    let (low, high) = estimate.limits;
    law((low - 1e-9..=high + 1e-9).contains(&estimate.value), || {
        format!(
            "{name}: {} lies outside its limits {low} … {high}",
            estimate.value
        )
    })
}

fn differences_are_sound(
    metric: &dyn Metric,
    question: &Question,
    periods: &[Evidence<'_>],
) -> Result<(), String> {
    for (before, after) in periods.iter().copied().zip(periods[1..].iter().copied()) {
        let Some(there) = metric.difference(before, after, question) else {
            continue;
        };
        let Some(back) = metric.difference(after, before, question) else {
            return Err("a difference exists one way only".into());
        };
        let [old, new] = [before, after].map(|side| judged(metric, question, side));
        law(
            old.zip(new)
                .is_some_and(|(old, new)| (new - old - there.point).abs() < 1e-9),
            || "a difference is not that of the judged values".into(),
        )?;
        law((there.point + back.point).abs() < 1e-9, || {
            "the difference is not antisymmetric".into()
        })?;
        let narrow = ends_hold(&there, 0.5)?;
        let wide = ends_hold(&there, 1.96)?;
        law(wide.0 <= narrow.0 + 1e-9 && narrow.1 <= wide.1 + 1e-9, || {
            "an interval narrows as the critical value rises".into()
        })?;
        let none = metric.difference(after, after, question);
        let same = none.and_then(|none| none.at(1.96).map(|ends| (none.point, ends)));
        law(
            same.is_some_and(|(point, (low, high))| point == 0.0 && low <= 0.0 && 0.0 <= high),
            || "a thing differs from itself".into(),
        )?;
    }
    Ok(())
}

fn judged(metric: &dyn Metric, question: &Question, evidence: Evidence<'_>) -> Option<f64> {
    metric
        .evaluate(evidence, question)
        .value(metric.spec().judged_part())
}

/// The ends of an interval, which must hold the point.
fn ends_hold(difference: &Difference, z: f64) -> Result<(f64, f64), String> {
    let (low, high) = difference.at(z).ok_or("a difference without an interval")?;
    let point = difference.point;
    law(low <= point + 1e-9 && point <= high + 1e-9, || {
        format!("{point} lies outside {low} … {high}")
    })?;
    Ok((low, high))
}

/// Random records of the kind that a metric reads, as columns.
struct Records {
    calendar: Calendar,
    periods: Vec<PeriodId>,
    answers: Vec<Answer>,
    comments: Vec<Option<&'static str>>,
    weights: Vec<Weight>,
    created: Vec<Instant>,
    /// The fields of the kind that the metric reads.
    kept: Vec<Field>,
    fields: Fields,
}

impl Records {
    fn random(metric: &dyn Metric, question: &Question, seed: u64) -> Self {
        let mut random = Random(seed);
        let starts = (0..=PERIODS)
            .map(|index| Instant(i64::from(index) * PERIOD_SECONDS))
            .collect();
        let kept = match metric.spec().input {
            Input::Answers => metric.spec().needs.to_vec(),
            Input::Comments | Input::Numbers => Vec::new(),
            // Half of the time without what would do instead, which would keep the rest from being looked at.
            Input::Records(kind) => fields_of(kind)
                .into_iter()
                .filter(|field| seed % 2 == 1 || !metric.spec().instead.contains(field))
                .collect(),
        };
        let mut records = Self {
            calendar: Calendar::new(PeriodId(0), starts),
            periods: Vec::new(),
            answers: Vec::new(),
            comments: Vec::new(),
            weights: Vec::new(),
            created: Vec::new(),
            fields: Fields::new(kept.iter().copied()),
            kept,
        };
        let rows = [3, 12, 60, 400][usize::try_from(seed % 4).unwrap_or(0)];
        for _ in 0..rows {
            match metric.spec().input {
                Input::Answers => records.add_answer(question.scale, &mut random),
                Input::Numbers => records.add_number(&mut random),
                Input::Comments => records.add_comment(&mut random),
                Input::Records(_) => records.add_record(&mut random),
            }
        }
        records
    }

    fn len(&self) -> usize {
        self.periods.len()
    }

    fn add_answer(&mut self, scale: Option<ScaleBounds>, random: &mut Random) {
        let scale = scale.unwrap_or(ScaleBounds::new(0, 10));
        self.periods.push(PeriodId(random.below(PERIODS.into()) as i32));
        self.weights
            .push(Weight::new(random.below(40) as f64 / 10.0).unwrap_or(Weight::ONE));
        for field in self.kept.clone() {
            let at = Instant(random.below(i64::from(PERIODS) * PERIOD_SECONDS));
            let time = [None, Some(at), Some(Instant::NEVER)][random.below(3) as usize];
            self.fields.push_time(field, time);
        }
        self.answers.push(match random.below(10) {
            0 => Answer::Missing(Missing::ALL[random.below(4) as usize]),
            1 => Answer::Rejected,
            _ => Answer::Score(scale.low + random.below(scale.points().into()) as i32),
        });
    }

    fn add_number(&mut self, random: &mut Random) {
        self.periods.push(PeriodId(random.below(PERIODS.into()) as i32));
        self.weights
            .push(Weight::new(random.below(40) as f64 / 10.0).unwrap_or(Weight::ONE));
        self.answers.push(match random.below(10) {
            0 => Answer::Missing(Missing::ALL[random.below(4) as usize]),
            1 => Answer::Rejected,
            _ => Answer::Number(Number::of_millionths(random.below(2_000_000_000) - 100_000_000)),
        });
    }

    fn add_comment(&mut self, random: &mut Random) {
        const TEXTS: [Option<&str>; 5] = [
            None,
            Some("Great, I love it!"),
            Some("Terrible. I waited for weeks."),
            Some("A long wait, but kind people."),
            Some("I bought a chair."),
        ];
        self.periods.push(PeriodId(random.below(PERIODS.into()) as i32));
        self.weights.push(Weight::ONE);
        self.comments.push(TEXTS[random.below(5) as usize]);
    }

    fn add_record(&mut self, random: &mut Random) {
        let created = random.below(i64::from(PERIODS) * PERIOD_SECONDS);
        for field in self.kept.clone() {
            let known = random.below(10) < 7;
            let later = Instant(created + random.below(40 * 86_400));
            match field.content() {
                Content::Time => self.fields.push_time(field, known.then_some(later)),
                Content::Flag => self.fields.push_number(field, known.then(|| small(random, 2))),
                Content::Number => self.fields.push_number(field, known.then(|| small(random, 5))),
                Content::Length => self
                    .fields
                    .push_number(field, known.then(|| small(random, 86_400))),
            }
        }
        self.created.push(Instant(created));
        self.periods.push(PeriodId((created / PERIOD_SECONDS) as i32));
        self.weights.push(Weight::ONE);
    }

    /// The fields of the rows in `range`.
    fn fields(&self, range: std::ops::Range<usize>) -> Fields {
        let mut part = Fields::new(self.kept.iter().copied());
        for field in &self.kept {
            match field.content() {
                Content::Time => {
                    let column = self.fields.time(*field);
                    range
                        .clone()
                        .for_each(|row| part.push_time(*field, column.at(row)));
                }
                Content::Flag | Content::Number | Content::Length => {
                    let column = self.fields.number(*field);
                    range
                        .clone()
                        .for_each(|row| part.push_number(*field, column.at(row)));
                }
            }
        }
        part
    }

    /// One summary a period of the rows in `range`.
    fn summaries(
        &self,
        metric: &dyn Metric,
        question: &Question,
        range: std::ops::Range<usize>,
        weighted: bool,
    ) -> Result<Vec<Summary>, String> {
        let answers = if self.answers.is_empty() {
            &[][..]
        } else {
            &self.answers[range.clone()]
        };
        let created = if self.created.is_empty() {
            &[][..]
        } else {
            &self.created[range.clone()]
        };
        let mut comments = Comments::default();
        let texts = self.comments.iter().skip(range.start).take(range.len());
        texts.for_each(|text| comments.push(*text));
        let fields = self.fields(range.clone());
        let batch = Batch::new(&self.periods[range.clone()], &self.calendar)
            .with_answers(answers)
            .with_comments(&comments)
            .with_created(created)
            .with_fields(&fields);
        let mut measured = Measured::default();
        metric.measure(&batch, question, &mut measured);
        let empty = Summary::empty(metric.spec().kind, weighted);
        let mut summaries = vec![empty; usize::try_from(PERIODS).unwrap_or(0)];
        for entry in measured.entries() {
            let weight = if weighted {
                self.weights[range.start + entry.row as usize]
            } else {
                Weight::ONE
            };
            if let Some(summary) = usize::try_from(entry.period.0)
                .ok()
                .and_then(|period| summaries.get_mut(period))
            {
                let added = summary.add(entry.value, weight);
                added.map_err(|misfit| misfit.to_string())?;
            }
        }
        Ok(summaries)
    }
}

/// What a metric reads off random records of its kind, in a period that others stand before and after: values to draw samples
/// from where it has to be known what they are samples of. From a seed, and some hundreds at the most.
#[must_use]
pub fn random_values(metric: &dyn Metric, question: &Question, seed: u64) -> Vec<Value> {
    // Of four seeds that follow each other, the last has the most records, with all their fields.
    let records = Records::random(metric, question, 4 * seed + 3);
    let mut comments = Comments::default();
    records.comments.iter().for_each(|text| comments.push(*text));
    let batch = Batch::new(&records.periods, &records.calendar)
        .with_answers(&records.answers)
        .with_comments(&comments)
        .with_created(&records.created)
        .with_fields(&records.fields);
    let mut measured = Measured::default();
    metric.measure(&batch, question, &mut measured);
    let of_period = measured
        .entries()
        .iter()
        .filter(|entry| entry.period == PeriodId(1));
    let values = of_period.map(|entry| entry.value);
    values
        .filter(|value| !matches!(value, Value::Missing(_)))
        .collect()
}

fn fields_of(kind: Kind) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| field.kind() == kind)
        .collect()
}

fn small(random: &mut Random, bound: i64) -> i32 {
    i32::try_from(random.below(bound)).unwrap_or(0)
}

/// `SplitMix64` (Steele, Lea, Flood 2014): enough chance for a law, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 1) as i64 % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unit;

    #[test]
    fn a_table_is_read_by_its_messages() {
        let found = messages("a = one\n# a remark of b = 2\nb =\n    { $n ->\n       *[other] two\n    }\n");
        assert_eq!(found.keys().copied().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(arguments(&found["b"]), BTreeSet::from(["n"]));
    }

    #[test]
    fn words_of_languages_are_held_to_each_other() {
        let mut spec = MetricSpec::of_answers("delight", Unit::Percent);
        spec.explanation = &[("en", ""), ("de", "")];
        spec.words = &[
            ("en", "part-a = a\npart-b =\n    { $n } of b\n"),
            ("de", "part-a = a\npart-b = { $n } b\n"),
        ];
        assert_eq!(words_are_whole(&spec), Ok(()));
        spec.words = &[("en", "part-a = { $n }\n"), ("de", "part-a = a\n")];
        assert!(words_are_whole(&spec).is_err());
        spec.words = &[("en", "part-a = a\n")];
        assert!(words_are_whole(&spec).is_err());
    }
}
