//! Findings in words: verdicts, changes, why a total moved.

use cxpress_metric::{Direction, Estimate, Kind, Role, ScoreShare, Tone, Unit};
use cxpress_report::{
    Change, Comparison, Counts, Decomposition, DecompositionRow, Dimension, FigurePart, FigureSeries,
    JudgedPart, Report, Shown, Verdict, Way,
};
use serde::Serialize;

use super::words::Words;

/// Under this effective base a value is indicative.
const INDICATIVE: f64 = 30.0;

/// A verdict as readers see it: never by colour alone.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct VerdictView {
    /// `better`, `worse`, `same` or `few`: a class of the stylesheet.
    pub(crate) class: &'static str,
    /// A shape beside the word, so that colour is never alone.
    pub(crate) shape: &'static str,
    /// The verdict in words.
    pub(crate) text: String,
}

/// Whether a value rests on so few that it is only indicative.
pub(crate) fn is_indicative(estimate: &Estimate) -> bool {
    estimate.effective < INDICATIVE
}

/// What stands in place of a group that is too small to be shown.
pub(crate) fn withheld(words: &Words, minimum_base: u64) -> String {
    words.say("withheld", [("n", minimum_base.into())])
}

/// The class of a verdict in the stylesheet.
pub(crate) const fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "better",
        Verdict::Worsened => "worse",
        Verdict::NoEvidence => "same",
        Verdict::TooFew => "few",
    }
}

/// The shape of a verdict.
pub(crate) const fn shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "▲",
        Verdict::Worsened => "▼",
        Verdict::NoEvidence => "–",
        Verdict::TooFew => "…",
    }
}

/// The word of a verdict.
pub(crate) fn verdict_word(words: &Words, verdict: Verdict) -> String {
    words.get(match verdict {
        Verdict::Improved => "verdict-improved",
        Verdict::Worsened => "verdict-worsened",
        Verdict::NoEvidence => "verdict-no-evidence",
        Verdict::TooFew => "verdict-too-few",
    })
}

/// The word of a verdict against everybody else.
pub(crate) fn rest_word(words: &Words, verdict: Verdict) -> String {
    words.get(match verdict {
        Verdict::Improved => "rest-better",
        Verdict::Worsened => "rest-worse",
        Verdict::NoEvidence => "rest-no-evidence",
        Verdict::TooFew => "verdict-too-few",
    })
}

/// A verdict with its shape and the word alone.
pub(crate) fn verdict(words: &Words, verdict: Verdict) -> VerdictView {
    VerdictView {
        class: class(verdict),
        shape: shape(verdict),
        text: verdict_word(words, verdict),
    }
}

/// A verdict with its size: *worsened by 5.2 points*, *worsened: 64 % within 7 days, was 71 %*.
pub(crate) fn sized_verdict(words: &Words, figure: &FigureSeries, comparison: &Comparison) -> VerdictView {
    let mut view = verdict(words, comparison.verdict);
    if let (true, Some(change)) = (comparison.verdict.is_real(), &comparison.change) {
        view.text = sized(words, figure, view.text, change);
    }
    view
}

fn sized(words: &Words, figure: &FigureSeries, verdict: String, change: &Change) -> String {
    match &figure.judged {
        None => {
            let amount = words
                .measure(change.unit, change.difference)
                .amount(change.difference);
            words.say(
                "verdict-by",
                [("verdict", verdict.into()), ("amount", amount.into())],
            )
        }
        Some(part) => {
            let what = judged_pair(words, figure, part, change);
            words.say(
                "verdict-judged",
                [("verdict", verdict.into()), ("what", what.into())],
            )
        }
    }
}

/// *64 % within 7 days, was 71 %*.
pub(crate) fn judged_pair(
    words: &Words,
    figure: &FigureSeries,
    part: &JudgedPart,
    change: &Change,
) -> String {
    let measure = words.measure(change.unit, change.after);
    let (before, after) = (measure.value(change.before), measure.value(change.after));
    let name = judged_name(words, figure, part);
    words.say(
        "judged-pair",
        [
            ("after", after.into()),
            ("part", name.into()),
            ("before", before.into()),
        ],
    )
}

/// What else there is to say of a verdict: what would have shown, or how many are needed.
pub(crate) fn verdict_note(words: &Words, figure: &FigureSeries, comparison: &Comparison) -> Option<String> {
    match comparison.verdict {
        Verdict::NoEvidence => {
            let change = comparison.change.as_ref()?;
            let amount = words
                .measure(change.unit, change.detectable)
                .amount(change.detectable);
            let (id, part) = match &figure.judged {
                Some(part) => ("detectable-judged", judged_name(words, figure, part)),
                None => ("detectable", String::new()),
            };
            let unit = figure.judged_unit().name();
            let args = [
                ("amount", amount.into()),
                ("part", part.into()),
                ("unit", unit.into()),
            ];
            Some(words.say(id, args))
        }
        Verdict::TooFew => Some(too_few(words, figure, comparison)),
        Verdict::Improved | Verdict::Worsened => None,
    }
}

/// What there are too few of: answers, or groups of answers that come together.
fn too_few(words: &Words, figure: &FigureSeries, comparison: &Comparison) -> String {
    if let (Some(n), Some(cluster)) = (comparison.few_clusters, cluster_name(words, figure)) {
        return words.say("too-few-clusters", [("n", n.into()), ("cluster", cluster.into())]);
    }
    let base = words.fixed(comparison.smaller_base.floor(), 0);
    let enough = words.fixed(figure.enough, 0);
    words.say("too-few-note", [("n", base.into()), ("enough", enough.into())])
}

/// Which way a value went, as a key of the string table.
pub(crate) const fn way(way: Way) -> &'static str {
    match way {
        Way::Up => "up",
        Way::Down => "down",
        Way::Level => "level",
    }
}

impl Words {
    /// The name of a figure beside what was counted: *Long wait, as counted* where people's labels correct the headline.
    pub(crate) fn counted_name(&self, figure: &FigureSeries) -> String {
        let label = figure.label.as_str();
        if figure.is_corrected() {
            self.say("as-counted", [("label", label.into())])
        } else {
            label.to_owned()
        }
    }

    /// A text about what was counted, which says so where people's labels correct the headline.
    pub(crate) fn of_counts(&self, figure: &FigureSeries, text: String) -> String {
        if figure.is_corrected() {
            self.say("counted-said", [("text", text.into())])
        } else {
            text
        }
    }
}

/// *Would recommend fell 8.9 points to 31.0*.
pub(crate) fn moved(words: &Words, figure: &FigureSeries, change: &Change) -> String {
    let amount = words
        .measure(change.unit, change.difference)
        .amount(change.difference);
    let after = words.measure(change.unit, change.after).value(change.after);
    words.say(
        "finding-moved",
        [
            ("figure", words.counted_name(figure).into()),
            ("way", way(change.way()).into()),
            ("amount", amount.into()),
            ("after", after.into()),
        ],
    )
}

/// *31.0, from 39.9 in September 2026: −8.9 points (−13.1 … −4.7)*.
pub(crate) fn change_sentence(words: &Words, figure: &FigureSeries, change: &Change, than: &str) -> String {
    let measure = words.measure(change.unit, change.after);
    let difference = words.measure(change.unit, change.difference);
    let part = figure
        .judged
        .as_ref()
        .map_or_else(String::new, |part| judged_name(words, figure, part));
    words.say(
        "change-sentence",
        [
            ("judged", if part.is_empty() { "no" } else { "yes" }.into()),
            ("part", part.into()),
            ("after", measure.value(change.after).into()),
            ("before", measure.value(change.before).into()),
            ("than", than.into()),
            ("difference", difference.difference(change.difference).into()),
            ("interval", difference.difference_interval(change.interval).into()),
        ],
    )
}

/// *54.9 → 38.1 %, −16.8 points (−23.9 … −9.2)*.
pub(crate) fn change_short(words: &Words, change: &Change) -> String {
    let measure = words.measure(change.unit, change.after);
    let difference = words.measure(change.unit, change.difference);
    words.say(
        "change-short",
        [
            ("before", measure.bare(change.before).into()),
            ("after", measure.value(change.after).into()),
            ("difference", difference.difference(change.difference).into()),
            ("interval", difference.difference_interval(change.interval).into()),
        ],
    )
}

/// A part's name for readers; its id where the table has none.
pub(crate) fn part_name(words: &Words, figure: &FigureSeries, part: &FigurePart) -> String {
    name(words, figure, &part.id, part.role)
}

/// The name of what verdicts fall on, for readers.
pub(crate) fn judged_name(words: &Words, figure: &FigureSeries, part: &JudgedPart) -> String {
    name(words, figure, &part.id, part.role)
}

fn name(words: &Words, figure: &FigureSeries, id: &str, role: Role) -> String {
    let limit = match role {
        Role::Promised => figure.within,
        Role::Within(seconds) => Some(seconds),
        _ => None,
    };
    match limit {
        Some(seconds) => words.within(figure.unit, seconds),
        None => words
            .find(&format!("part-{id}"), [])
            .unwrap_or_else(|| id.to_owned()),
    }
}

/// Whether scores are in groups, of which each has a part.
pub(crate) fn is_grouped(scores: &[ScoreShare]) -> bool {
    scores.iter().any(|score| score.group.is_some())
}

/// *Red: detractors, 0 to 6; grey: passives, 7 and 8; green: promoters, 9 and 10*; nothing where scores are in no groups.
pub(crate) fn groups(words: &Words, figure: &FigureSeries, shown: &Shown, scores: &[ScoreShare]) -> String {
    let tones = [
        (Tone::Bad, "bad"),
        (Tone::Middle, "middle"),
        (Tone::Good, "good"),
        (Tone::Counted, "counted"),
    ];
    let named = tones.iter().filter_map(|(tone, key)| {
        let own = scores.iter().filter(|score| score.group == Some(*tone));
        let own: Vec<i32> = own.map(|score| score.score).collect();
        let args = [
            ("tone", (*key).into()),
            ("name", group_name(words, figure, shown, *tone).into()),
            ("scores", ranges(words, &own).into()),
        ];
        (!own.is_empty()).then(|| words.say("distribution-group", args))
    });
    let named: Vec<String> = named.collect();
    capitalised(&named.join("; "))
}

/// Rising scores, those that follow each other taken together: *0 to 6*, *7 and 8*, *1, 3 and 5*.
fn ranges(words: &Words, scores: &[i32]) -> String {
    let number = |score: &i32| words.fixed(f64::from(*score), 0);
    let runs = scores.chunk_by(|one, next| *next == one + 1);
    let run = |run: &[i32]| match run {
        [first, _, .., last] => {
            let ends = [("from", number(first).into()), ("to", number(last).into())];
            vec![words.say("score-range", ends)]
        }
        few => few.iter().map(number).collect(),
    };
    words.list(&runs.flat_map(run).collect::<Vec<_>>())
}

/// The name of a group of answers, for readers; nothing where the figure has no part of it.
pub(crate) fn group_name(words: &Words, figure: &FigureSeries, shown: &Shown, tone: Tone) -> String {
    if tone == Tone::Counted {
        return words.get("score-counted");
    }
    let part = shown.in_role(Role::Group(tone));
    part.map_or_else(String::new, |part| part_name(words, figure, part))
}

/// What a figure counts: answers (`survey`), or records by the kind of their source.
pub(crate) fn kind<'a>(report: &'a Report, figure: &FigureSeries) -> &'a str {
    match figure.counts {
        Counts::Answers => return Kind::Survey.name(),
        Counts::Comments => return "comments",
        Counts::Records => {}
    }
    let sources = &report.data.sources;
    sources
        .iter()
        .find(|source| source.id == figure.source)
        .map_or("survey", |source| source.kind.as_str())
}

/// *2,143 answers*, *812 tickets, 203 still open*, *24 answers, indicative*.
pub(crate) fn base(words: &Words, kind: &str, estimate: &Estimate) -> String {
    let text = counted(words, kind, estimate.base);
    if is_indicative(estimate) {
        return words.say("base-indicative", [("base", text.into())]);
    }
    text
}

/// *2,143 answers*, *812 tickets*.
pub(crate) fn counted(words: &Words, kind: &str, n: u64) -> String {
    words.say(
        "counted",
        [
            ("kind", kind.into()),
            ("n", n.into()),
            ("count", words.count(n).into()),
        ],
    )
}

/// Why the readings of a comparison come to different verdicts, if they do.
pub(crate) fn readings(words: &Words, figure: &FigureSeries, comparison: &Comparison) -> Option<String> {
    let judged = comparison.change.as_ref()?;
    let naive = comparison
        .readings
        .iter()
        .find(|reading| !reading.weighted && !reading.clustered)?;
    let (real, naively) = (comparison.verdict.is_real(), naive.alone.is_real());
    if comparison.verdict == Verdict::TooFew || real == naively {
        return None;
    }
    let without = match (judged.weighted, judged.clustered) {
        (true, true) => "both",
        (true, false) => "weights",
        (false, _) => "clusters",
    };
    let cluster = cluster_name(words, figure).unwrap_or_default();
    let amount = |change: &Change| {
        words
            .measure(change.unit, change.difference)
            .amount(change.difference)
    };
    Some(words.say(
        if naively {
            "readings-only-naive"
        } else {
            "readings-only-judged"
        },
        [
            ("without", without.into()),
            ("way", way(naive.way()).into()),
            ("naive", amount(naive).into()),
            ("judged", amount(judged).into()),
            ("cluster", cluster.into()),
        ],
    ))
}

/// What answers have in common that are not independent: *the same RUNID*, *the same day*.
pub(crate) fn cluster_name(words: &Words, figure: &FigureSeries) -> Option<String> {
    let cluster = figure.cluster.as_deref()?;
    Some(words.say("cluster-name", [("cluster", cluster.into())]))
}

/// The name of a row of a movement.
pub(crate) fn row_name(words: &Words, dimension: &Dimension, row: &DecompositionRow) -> String {
    row.value.map_or_else(
        || words.get("everybody-else"),
        |value| dimension.values[value].label.clone(),
    )
}

/// Why a total moved, in a sentence.
pub(crate) fn movement(
    words: &Words,
    figure: &FigureSeries,
    dimension: &Dimension,
    movement: &Decomposition,
) -> String {
    let measure = words.measure(figure.unit, movement.total);
    let largest = largest(movement);
    let id = match () {
        () if against_all(movement) => "movement-paradox",
        () if movement.mix.abs() > movement.rate.abs() => "movement-mix",
        () if largest.is_none() => "movement-alike",
        () => "movement-rate",
    };
    let part = |row: &DecompositionRow| {
        let signed = measure.signed(row.sum());
        row.intervals.map_or_else(
            || signed.clone(),
            |it| format!("{signed} ({})", measure.difference_interval(it.sum)),
        )
    };
    let row = largest.map(|row| row_name(words, dimension, row));
    words.say(
        id,
        [
            ("dimension", dimension.label.as_str().into()),
            ("way", if movement.total > 0.0 { "up" } else { "down" }.into()),
            ("total", measure.difference(movement.total).into()),
            ("rate", measure.signed(movement.rate).into()),
            ("mix", measure.signed(movement.mix).into()),
            ("row", row.unwrap_or_default().into()),
            ("part", largest.map(part).unwrap_or_default().into()),
        ],
    )
}

/// *Live chat alone cost 12.4 points; everything else gave 1.3 back.* What the change within the row that stands out did, if one
/// does.
pub(crate) fn movement_cost(
    words: &Words,
    figure: &FigureSeries,
    dimension: &Dimension,
    movement: &Decomposition,
) -> Option<String> {
    let row = largest(movement).filter(|row| row.rate * movement.total > 0.0)?;
    let rest = movement.total - row.rate;
    let form = match figure.direction {
        _ if movement.total > 0.0 => "rise",
        Direction::HigherIsBetter => "loss",
        Direction::LowerIsBetter | Direction::Neither => "fall",
    };
    let measure = words.measure(figure.unit, movement.total);
    let left = measure.bare(rest.abs());
    let args = [
        ("row", row_name(words, dimension, row).into()),
        ("form", form.into()),
        (
            "back",
            if rest * movement.total < 0.0 { "yes" } else { "no" }.into(),
        ),
        ("part", measure.amount(row.rate).into()),
        ("rest", left.into()),
    ];
    Some(words.say("movement-cost", args))
}

/// The row that adds most for certain in the direction of the total, by the end of its interval that is nearest zero. None
/// where chance alone could give what each adds.
fn largest(movement: &Decomposition) -> Option<&DecompositionRow> {
    let is_fall = movement.total < 0.0;
    let certain = |row: &DecompositionRow| match row.intervals {
        None => row.sum().abs().copysign(row.sum() * movement.total),
        Some(it) if is_fall => -it.sum.high.unwrap_or(0.0),
        Some(it) => it.sum.low,
    };
    let adding = movement.rows.iter().filter(|row| certain(row) > 0.0);
    adding.max_by(|a, b| certain(a).total_cmp(&certain(b)))
}

/// Whether every row went one way and the total the other.
fn against_all(movement: &Decomposition) -> bool {
    let with_total = |row: &DecompositionRow| match (row.before, row.after) {
        (Some(before), Some(after)) => (after - before) * movement.total < 0.0,
        _ => false,
    };
    !movement.rows.is_empty() && movement.rows.iter().all(with_total)
}

/// A score as customers chose it: `4`, or `Somewhat satisfied (4)`.
pub(crate) fn score(words: &Words, figure: &FigureSeries, score: i32) -> String {
    let number = words.fixed(f64::from(score), 0);
    let word = figure.score_words.iter().find(|(known, _)| *known == score);
    match word.map(|(_, word)| word.as_str()) {
        None => number,
        Some(word) if word.contains(&number) => word.to_owned(),
        Some(word) => words.say("score-word", [("word", word.into()), ("score", number.into())]),
    }
}

/// Whether a rise of the figure is welcome, for explanations; what is good about answers, where a metric is turned round.
pub(crate) fn direction(words: &Words, figure: &FigureSeries) -> String {
    let (metric, is_share) = (&figure.metric.id, figure.unit == Unit::Percent);
    if figure.direction == Direction::LowerIsBetter
        && is_share
        && let Some(turned) = words.find(&format!("direction-lower-{metric}"), [])
    {
        return turned;
    }
    words.get(match figure.direction {
        Direction::HigherIsBetter => "direction-higher",
        Direction::LowerIsBetter => "direction-lower",
        Direction::Neither => "direction-neither",
    })
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
