//! What a column is, by its header and its cells.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_metric::{Missing, ScaleBounds};

use super::column::{Facts, PATTERNS};
use super::wording::{self, Words};
use cxpress_table::format::words;

/// What a column is.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnKind {
    /// Nothing stands in it.
    Empty,
    /// Data of persons: by its name, or by what its values look like, which is named here.
    Personal(Option<&'static str>),
    /// Dates.
    Date(DateForm),
    /// Tells one row from all others.
    Id,
    /// Two values that are yes and no.
    YesNo,
    /// Answers on a scale.
    Scale(Scale),
    /// Numbers.
    Number,
    /// Lengths of time.
    Duration,
    /// Several choices in one cell.
    Choices(Vec<String>),
    /// A few values.
    Category,
    /// Free text.
    Text,
}

/// How the dates of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// In a way that can mean one day only.
    Clear,
    /// Day first, which some of them prove.
    DayFirst,
    /// Month first, which some of them prove.
    MonthFirst,
    /// Day or month first; none tells which.
    Unclear,
    /// Some prove the one order, some the other.
    Mixed,
    /// As seconds or milliseconds since 1970.
    Epoch,
    /// As days since 1899-12-30, as spreadsheets count.
    ExcelDays,
    /// In this `strptime` format.
    Pattern(&'static str),
}

/// Answers on a scale, as they can be configured.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The lowest and the highest answer.
    pub bounds: ScaleBounds,
    /// What the question is about.
    pub about: About,
    /// Whether the header or the words of the answers say that these are ratings; else the numbers only fit.
    pub certain: bool,
    /// Scores of words.
    pub values: Vec<(String, i32)>,
    /// What counts as missing, beside what does so everywhere, and whether that is a guess.
    pub missing: Vec<(String, Missing, bool)>,
    /// Whether the scores are those of a usual wording; else the words hold them.
    pub worded: bool,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Whether customers would recommend.
    Recommending,
    /// How easy something was.
    Effort,
    /// Anything else that is rated.
    Satisfaction,
}

const RECOMMENDING: &[&str] = &[
    "nps",
    "netpro",
    "promoter",
    "recommend",
    "recommendation",
    "weiterempfehlen",
    "weiterempfehlung",
    "empfehlen",
    "recommander",
    "recommanderiez",
    "recomendar",
    "recomendaria",
    "recomienda",
    "recomendacion",
];

const EFFORT: &[&str] = &[
    "ces",
    "effort",
    "easy",
    "ease",
    "easily",
    "einfach",
    "leicht",
    "aufwand",
    "facile",
    "facilite",
    "facil",
    "facilidad",
    "esfuerzo",
];

const RATING: &[&str] = &[
    "csat",
    "satisfied",
    "satisfaction",
    "satisfying",
    "rate",
    "rating",
    "ratings",
    "rated",
    "stars",
    "score",
    "quality",
    "helpful",
    "zufrieden",
    "zufriedenheit",
    "bewertung",
    "bewerten",
    "sterne",
    "qualitat",
    "satisfait",
    "satisfaite",
    "satisfaction",
    "etoiles",
    "evaluation",
    "satisfecho",
    "satisfecha",
    "satisfaccion",
    "calificacion",
    "valoracion",
    "estrellas",
    "happy",
    "agree",
    "experience",
];

/// Words of columns whose numbers are no ratings, whatever their range.
const NO_RATING: &[&str] = &[
    "id",
    "no",
    "nr",
    "number",
    "num",
    "count",
    "age",
    "alter",
    "gender",
    "sex",
    "geschlecht",
    "year",
    "jahr",
    "month",
    "monat",
    "day",
    "tag",
    "tags",
    "hour",
    "week",
    "date",
    "time",
    "times",
    "zip",
    "plz",
    "postcode",
    "code",
    "price",
    "amount",
    "income",
    "quantity",
    "duration",
    "seconds",
    "minutes",
    "hours",
    "version",
    "latitude",
    "longitude",
    "step",
    "page",
    "progress",
    "status",
    "finished",
    "type",
    "replies",
    "reopens",
    "stations",
    "ward",
    "district",
    "precinct",
    "weight",
    "gewicht",
    "lang",
    "language",
    "country",
    "gate",
    "group",
    "segment",
    "flight",
    "airline",
    "run",
    "interactions",
    "visits",
    "orders",
    "method",
    "strata",
];

const ID: &[&str] = &[
    "id",
    "ids",
    "uuid",
    "guid",
    "key",
    "respnum",
    "number",
    "nr",
    "no",
    "num",
    "respondent",
    "ticket",
    "case",
    "reference",
    "ref",
    "nummer",
    "link",
    "permalink",
    "numero",
];

const TIME: &[&str] = &[
    "date",
    "time",
    "timestamp",
    "at",
    "on",
    "created",
    "updated",
    "submitted",
    "epoch",
    "millis",
    "datum",
    "zeit",
    "fecha",
    "dt",
    "recorded",
    "completed",
    "closed",
    "opened",
    "solved",
];

/// Words of columns that hold months.
const MONTH: &[&str] = &["month", "monat", "mois", "period", "periode", "wave", "welle"];

const RANKING: &[&str] = &[
    "rank",
    "ranking",
    "ranked",
    "reihenfolge",
    "rangfolge",
    "classez",
    "ordene",
];

/// A header as what it holds in words.
pub(super) struct Hints {
    words: BTreeSet<String>,
    /// Whether it is more than a name: a question.
    is_long: bool,
}

impl Hints {
    /// The words of all names of a column.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n String>) -> Self {
        let names: Vec<Vec<String>> = names.map(|name| words(name)).collect();
        let is_long = names.iter().any(|words| words.len() > 3);
        let mut found: BTreeSet<String> = names.into_iter().flatten().collect();
        // `CES1` and `Q21INCOME` are words with a number.
        let is_digit = |c: char| c.is_ascii_digit();
        let bare = |word: &String| {
            let after = word
                .strip_prefix('q')
                .map_or("", |rest| rest.trim_start_matches(is_digit));
            let before = word.trim_end_matches(is_digit);
            [before.to_owned(), after.to_owned()]
        };
        let bare = found.iter().flat_map(bare).filter(|word| word.len() > 2);
        let bare: Vec<String> = bare.collect();
        found.extend(bare);
        Self {
            words: found,
            is_long,
        }
    }

    /// Whether one of these words is among them.
    pub(super) fn any(&self, known: &[&str]) -> bool {
        known.iter().any(|word| self.words.contains(*word))
    }

    /// How many of these words there are before the first that is among them.
    pub(super) fn rank(&self, known: &[&str]) -> Option<usize> {
        known.iter().position(|word| self.words.contains(*word))
    }

    /// Whether the header says that its numbers are no ratings. A question may be about anything, also about time.
    fn is_no_rating(&self) -> bool {
        self.any(NO_RATING) && !(self.is_long && self.about().is_some())
    }

    fn about(&self) -> Option<About> {
        if self.any(RECOMMENDING) {
            Some(About::Recommending)
        } else if self.any(EFFORT) {
            Some(About::Effort)
        } else {
            self.any(RATING).then_some(About::Satisfaction)
        }
    }
}

/// What a column is. `by_name` if its name says that it is personal.
pub(super) fn kind(hints: &Hints, facts: &Facts, by_name: bool) -> ColumnKind {
    if by_name {
        return ColumnKind::Personal(None);
    }
    if facts.answered() == 0 {
        return ColumnKind::Empty;
    }
    if let Some(what) = facts.personal.most(facts.answered()) {
        return ColumnKind::Personal(Some(what));
    }
    if let Some(form) = date(hints, facts) {
        return ColumnKind::Date(form);
    }
    let one_word = facts
        .samples
        .iter()
        .all(|text| !text.contains(char::is_whitespace));
    let is_id = hints.any(ID) && facts.is_unique() && one_word;
    match scale(hints, facts) {
        Some(scale) if hints.about().is_some() || !is_id => return ColumnKind::Scale(scale),
        _ => {}
    }
    if is_id {
        return ColumnKind::Id;
    }
    if is_yes_no(facts) {
        return ColumnKind::YesNo;
    }
    if facts.nearly_all(facts.numbers) {
        return ColumnKind::Number;
    }
    if facts.nearly_all(facts.durations) {
        return ColumnKind::Duration;
    }
    if let Some(choices) = choices(facts) {
        return ColumnKind::Choices(choices);
    }
    if is_category(facts) {
        ColumnKind::Category
    } else {
        ColumnKind::Text
    }
}

/// How dates are written, if nearly all values are dates.
fn date(hints: &Hints, facts: &Facts) -> Option<DateForm> {
    let dates = &facts.dates;
    if facts.nearly_all(dates.all()) {
        return Some(match (dates.unclear, dates.day_first, dates.month_first) {
            (0, ..) => DateForm::Clear,
            (_, 0, 0) => DateForm::Unclear,
            (_, 1.., 1..) => DateForm::Mixed,
            (_, 1.., 0) => DateForm::DayFirst,
            (_, 0, 1..) => DateForm::MonthFirst,
        });
    }
    let is_time = hints.any(TIME);
    if is_time && facts.nearly_all(dates.epochs) {
        return Some(DateForm::Epoch);
    }
    if is_time && facts.nearly_all(dates.serials) {
        return Some(DateForm::ExcelDays);
    }
    let best = PATTERNS
        .iter()
        .zip(dates.patterns)
        .find(|(_, n)| facts.nearly_all(*n));
    let (pattern, _) = best?;
    // Eight digits alone may be any number, and what looks like a month may be a number of something.
    (is_time || hints.any(MONTH) && *pattern != "%Y%m%d").then_some(DateForm::Pattern(pattern))
}

fn is_yes_no(facts: &Facts) -> bool {
    const PAIRS: [[&str; 2]; 8] = [
        ["yes", "no"],
        ["true", "false"],
        ["y", "n"],
        ["1", "0"],
        ["ja", "nein"],
        ["oui", "non"],
        ["sí", "no"],
        ["si", "no"],
    ];
    let lower: Vec<String> = facts.values.keys().map(|text| text.to_lowercase()).collect();
    let of = |pair: &[&str; 2]| lower.iter().all(|text| pair.contains(&text.as_str()));
    // One of two numbers alone may be the first of many.
    let plain = lower.len() == 1 && facts.numbers > 0;
    !facts.many && !lower.is_empty() && !plain && PAIRS.iter().any(of)
}

/// How many values a category has at most.
pub(super) const CATEGORIES: usize = 40;

/// Few values, short ones, most of them more than once.
fn is_category(facts: &Facts) -> bool {
    let short = facts.values.keys().all(|text| text.chars().count() <= 60);
    let repeated = facts.answered() >= 2 * facts.distinct;
    let one_word = facts
        .values
        .keys()
        .all(|text| text.split_whitespace().count() <= 2);
    let few = !facts.many && facts.values.len() <= CATEGORIES;
    few && short && (repeated || one_word && facts.rows <= 20)
}

/// The choices that cells join, if that is what they do: with `;`, or with a comma and a blank.
fn choices(facts: &Facts) -> Option<Vec<String>> {
    const MOST: usize = 20;
    if facts.many {
        return None;
    }
    [";", ", "].into_iter().find_map(|mark| {
        let mut found: BTreeMap<&str, u64> = BTreeMap::new();
        for text in facts.values.keys() {
            for part in text.split(mark).map(str::trim).filter(|part| !part.is_empty()) {
                *found.entry(part).or_default() += 1;
            }
        }
        let joined = facts.values.keys().any(|text| text.split(mark).nth(1).is_some());
        let shared = found.values().filter(|n| **n > 1).count();
        let short = found.keys().all(|part| part.chars().count() <= 50);
        let fits = joined && short && (2..=MOST).contains(&found.len()) && 2 * shared >= found.len();
        fits.then(|| found.keys().map(|part| (*part).to_owned()).collect())
    })
}

/// Answers on a scale, if nearly all values are some.
fn scale(hints: &Hints, facts: &Facts) -> Option<Scale> {
    // Places in a ranking are no ratings: the first is the best, and each is given once.
    if facts.many || hints.any(RANKING) {
        return None;
    }
    let about = hints.about();
    let words = wording::scores(&facts.values);
    let numbers = whole_numbers(facts);
    let mut missing = Vec::new();
    for (text, n) in &facts.values {
        let is_known = text.parse::<f64>().is_ok() || scored(words.as_ref(), text);
        if is_known {
            continue;
        }
        match wording::no_answer(text) {
            Some(kind) => missing.push((text.clone(), kind, false)),
            // A word or two among numbers that the header calls ratings.
            None if about.is_some() && n * 5 <= facts.answered() => {
                missing.push((text.clone(), Missing::NotAnswered, true));
            }
            None => return None,
        }
    }
    let guessed = missing.iter().filter(|(.., guess)| *guess).count();
    if guessed > 3 || numbers.is_empty() && words.is_none() {
        return None;
    }
    let fractions = facts
        .values
        .iter()
        .filter(|(text, _)| is_fraction(text))
        .map(|(_, n)| n);
    if fractions.sum::<u64>() * 100 > facts.answered() {
        return None;
    }
    let certain = about.is_some() && !hints.is_no_rating() || words.is_some();
    let (bounds, codes) = match words.as_ref().and_then(|words| words.high) {
        Some(high) => (ScaleBounds::new(1, high), Vec::new()),
        None => {
            let all = numbers.iter().map(|(score, n)| (*score, *n)).chain(
                words
                    .iter()
                    .flat_map(|words| words.scores.iter().map(|(_, score)| (i64::from(*score), 1))),
            );
            bounds(all.collect(), about, certain)?
        }
    };
    if !certain && (hints.is_no_rating() || !is_filled(&numbers, bounds, facts)) {
        return None;
    }
    missing.extend(
        codes
            .into_iter()
            .map(|(code, kind)| (code.to_string(), kind, true)),
    );
    let effort = words.as_ref().is_some_and(|words| words.effort);
    let worded = words.as_ref().is_some_and(|words| words.high.is_some());
    Some(Scale {
        bounds,
        about: subject(about, effort, bounds),
        certain,
        values: words.map(|words| words.scores).unwrap_or_default(),
        missing,
        worded,
    })
}

fn subject(about: Option<About>, effort: bool, bounds: ScaleBounds) -> About {
    let ten = bounds == ScaleBounds::new(0, 10);
    match about {
        _ if effort => About::Effort,
        Some(About::Recommending) | None if ten => About::Recommending,
        Some(About::Effort) => About::Effort,
        _ => About::Satisfaction,
    }
}

fn scored(words: Option<&Words>, text: &str) -> bool {
    words.is_some_and(|words| words.scores.iter().any(|(word, _)| word == text))
}

fn is_fraction(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(|number| number.fract() != 0.0)
}

fn whole_numbers(facts: &Facts) -> BTreeMap<i64, u64> {
    let mut found = BTreeMap::new();
    for (text, n) in &facts.values {
        let number = text
            .parse::<f64>()
            .ok()
            .filter(|number| number.fract() == 0.0 && number.abs() < 1e6);
        if let Some(number) = number {
            *found.entry(number as i64).or_default() += n;
        }
    }
    found
}

/// Whether numbers that nobody calls ratings fill a scale as ratings do.
fn is_filled(numbers: &BTreeMap<i64, u64>, bounds: ScaleBounds, facts: &Facts) -> bool {
    const ENOUGH: u64 = 20;
    let on = numbers
        .range(i64::from(bounds.low)..=i64::from(bounds.high))
        .count();
    let points = usize::try_from(bounds.points()).unwrap_or(usize::MAX);
    facts.answered() >= ENOUGH && points >= 5 && on >= points && facts.nearly_all(facts.numbers)
}

type Codes = Vec<(i64, Missing)>;

/// The scale that numbers are on, and numbers beside it that are codes for no answer.
fn bounds(numbers: BTreeMap<i64, u64>, about: Option<About>, certain: bool) -> Option<(ScaleBounds, Codes)> {
    let far = |number: i64| number < 0 || matches!(number, 77 | 88 | 97..=99 | 777 | 888 | 997..=999);
    let total: u64 = numbers.values().sum();
    let mut codes: Codes = Vec::new();
    let mut rest: Vec<i64> = Vec::new();
    for number in numbers.into_keys() {
        if far(number) {
            codes.push((number, Missing::NotAnswered))
        } else {
            rest.push(number)
        }
    }
    let (low, high) = (*rest.first()?, *rest.last()?);
    // Nobody of many who recommend goes beyond five: they were not asked for ten.
    let of_five = high <= 5 && total >= 30;
    let ten = about == Some(About::Recommending) && !of_five || high > 7;
    let bounds = match (low, high) {
        (1.., ..=5) if !ten => ScaleBounds::new(1, 5),
        (0, 1) => ScaleBounds::new(0, 1),
        (0, ..=5) if !ten => ScaleBounds::new(1, 5),
        (0, 6) if !ten && !certain => ScaleBounds::new(1, 5),
        (1.., 6) if !ten && !certain => ScaleBounds::new(1, 5),
        (0.., ..=7) if !ten => ScaleBounds::new(1, 7),
        (1.., ..=10) if about == Some(About::Satisfaction) && rest.len() == 10 => ScaleBounds::new(1, 10),
        (0.., ..=10) => ScaleBounds::new(0, 10),
        (0.., 11) if ten => ScaleBounds::new(0, 10),
        (0.., ..=100) if certain && about == Some(About::Satisfaction) => ScaleBounds::new(0, 100),
        _ => return None,
    };
    for number in rest {
        let is_on = i32::try_from(number).is_ok_and(|number| bounds.contains(number));
        let kind = if number > i64::from(bounds.high) && bounds.high < 10 {
            Missing::DoesNotApply
        } else {
            Missing::NotAnswered
        };
        if !is_on {
            codes.push((number, kind));
        }
    }
    Some((bounds, codes))
}
