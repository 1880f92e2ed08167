//! Phrases as they are written, brought to rows of words that follow one another.

use std::iter::Peekable;
use std::str::FromStr;

use crate::language::Language;
use crate::words;

/// How many other words may stand where a phrase has `...`.
const GAP: u8 = 3;

/// How deep groups may stand in groups.
const DEPTH: usize = 8;

/// A phrase may come to no more rows than this.
const MOST_ROWS: usize = 2048;

/// A phrase: any of its rows is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The language of the comments in which it is looked for; any if none.
    pub(super) language: Option<Language>,
    pub(super) rows: Vec<Row>,
}

/// Words that follow one another.
pub(super) type Row = Vec<Step>;

/// One word of a row: any of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// How many other words may stand before it.
    pub(super) gap: u8,
    /// What is looked for in " a row of words ": with a blank where the word begins or ends.
    pub(super) needles: Vec<String>,
}

impl Pattern {
    /// The pattern of a phrase; `None` where the phrase can match nothing, or has too many ways to be said.
    pub(super) fn new(phrase: &str) -> Option<Self> {
        let (language, phrase) = language_of(phrase);
        let signs = signs_of(phrase);
        let mut left = signs.iter().peekable();
        let rows = sequence(&mut left, DEPTH)?;
        let is_whole = left.next().is_none() && !rows.iter().any(Vec::is_empty);
        let ends = |sign: Option<&Sign<'_>>| matches!(sign, Some(Sign::Comma));
        let has_bare_comma = ends(signs.first()) || ends(signs.last());
        (is_whole && !has_bare_comma).then_some(Self { language, rows })
    }
}

/// The language before the colon of `de: keine Antwort`, and what stands after it.
fn language_of(phrase: &str) -> (Option<Language>, &str) {
    let told = phrase
        .split_once(':')
        .and_then(|(tag, rest)| Some((Language::from_str(tag.trim()).ok()?, rest)));
    told.map_or((None, phrase), |(language, rest)| (Some(language), rest))
}

/// What a phrase is made of.
#[derive(Debug, PartialEq, Eq)]
enum Sign<'a> {
    Open,
    Or,
    Close,
    Gap,
    Comma,
    Word(&'a str),
}

fn signs_of(phrase: &str) -> Vec<Sign<'_>> {
    let mut signs = Vec::new();
    let mut rest = phrase.trim_start();
    while let Some(first) = rest.chars().next() {
        let (sign, length) = match first {
            '(' => (Sign::Open, 1),
            '|' => (Sign::Or, 1),
            ')' => (Sign::Close, 1),
            ',' => (Sign::Comma, 1),
            '\u{2026}' => (Sign::Gap, first.len_utf8()),
            '.' if rest.starts_with("...") => (Sign::Gap, 3),
            _ => {
                let ends =
                    |sign: char| sign.is_whitespace() || matches!(sign, '(' | '|' | ')' | ',' | '\u{2026}');
                let end = rest.find(ends).unwrap_or(rest.len());
                let end = rest[..end].find("...").unwrap_or(end);
                (Sign::Word(&rest[..end]), end)
            }
        };
        signs.push(sign);
        rest = rest[length..].trim_start();
    }
    signs
}

/// Signs that are still to be read.
type Left<'a> = Peekable<std::slice::Iter<'a, Sign<'a>>>;

/// A row that is not at its end, and how many words may stand before what comes next.
#[derive(Clone, Default)]
struct Begun {
    row: Row,
    gap: u8,
}

/// The rows of what follows, up to the end of a group or of the phrase; `...` stands between words.
fn sequence(left: &mut Left<'_>, depth: usize) -> Option<Vec<Row>> {
    let mut begun = vec![Begun::default()];
    while let Some(sign) = left.next_if(|sign| !matches!(sign, Sign::Or | Sign::Close)) {
        begun = match sign {
            Sign::Gap => widened(begun)?,
            Sign::Open => followed(&begun, &group(left, depth.checked_sub(1)?)?)?,
            Sign::Comma => followed(&begun, &[comma()])?,
            Sign::Word(word) => followed(&begun, &[steps_of(word)?])?,
            Sign::Or | Sign::Close => return None,
        };
    }
    let ended = |begun: Begun| (begun.gap == 0).then_some(begun.row);
    begun.into_iter().map(ended).collect()
}

/// The rows of all alternatives, after the bracket that opens them.
fn group(left: &mut Left<'_>, depth: usize) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    loop {
        rows.append(&mut sequence(left, depth)?);
        if *left.next()? == Sign::Close {
            return Some(merged(rows));
        }
    }
}

/// Alternatives of one word each are one step; the others stay rows of their own.
fn merged(rows: Vec<Row>) -> Vec<Row> {
    let (single, mut rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.len() == 1);
    let mut needles: Vec<String> = single
        .into_iter()
        .flatten()
        .flat_map(|step| step.needles)
        .collect();
    needles.sort_unstable();
    needles.dedup();
    if !needles.is_empty() {
        rows.push(vec![Step { gap: 0, needles }]);
    }
    rows
}

fn widened(mut begun: Vec<Begun>) -> Option<Vec<Begun>> {
    for one in &mut begun {
        one.gap = if one.row.is_empty() {
            0
        } else {
            one.gap.checked_add(GAP)?
        };
    }
    begun.iter().any(|one| one.gap > 0).then_some(begun)
}

/// Each row followed by each of the next ones.
fn followed(begun: &[Begun], next: &[Row]) -> Option<Vec<Begun>> {
    let joined = begun
        .iter()
        .flat_map(|one| next.iter().map(|next| joined(one, next)));
    (begun.len() * next.len() <= MOST_ROWS).then(|| joined.collect())
}

fn joined(begun: &Begun, next: &Row) -> Begun {
    let mut joined = begun.clone();
    for step in next {
        let gap = step.gap + std::mem::take(&mut joined.gap);
        joined.row.push(Step { gap, ..step.clone() });
    }
    joined
}

/// The step of a sign between words.
fn comma() -> Row {
    let needles = vec![[" ", words::BREAK, " "].concat()];
    vec![Step { gap: 0, needles }]
}

/// The steps of `word`, `word*`, `*word` or `*word*`; a hyphen parts words.
fn steps_of(word: &str) -> Option<Row> {
    let (word, open_start) = word.strip_prefix('*').map_or((word, false), |word| (word, true));
    let (word, open_end) = word.strip_suffix('*').map_or((word, false), |word| (word, true));
    let written = words::of_phrase(word)?;
    let parts: Vec<&str> = written.split_whitespace().collect();
    let last = parts.len().checked_sub(1)?;
    let steps = parts.iter().enumerate().map(|(n, part)| {
        let before = if open_start && n == 0 { "" } else { " " };
        let after = if open_end && n == last { "" } else { " " };
        Step {
            gap: 0,
            needles: vec![[before, part, after].concat()],
        }
    });
    Some(steps.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps with `~` for each word that may stand before them.
    fn rows(phrase: &str) -> Option<Vec<String>> {
        let said = |step: &Step| format!("{}{}", "~".repeat(step.gap.into()), step.needles.join("/"));
        let rows = Pattern::new(phrase)?.rows;
        Some(rows.iter().map(|row| row.iter().map(said).collect()).collect())
    }

    #[test]
    fn phrases_come_to_rows() {
        let cases: [(&str, &[&str]); 10] = [
            ("long wait", &[" long  wait "]),
            ("Wait*  ages", &[" wait ages "]),
            ("*schlange*", &["schlange"]),
            ("*n't", &["n't "]),
            ("self-service", &[" self  service "]),
            ("took ... ages", &[" took ~~~ ages "]),
            ("took...\u{2026} ages", &[" took ~~~~~~ ages "]),
            (
                "(took|takes) (for ever|ages|years)",
                &[" takes / took  ages / years ", " takes / took  for  ever "],
            ),
            ("a ..., b", &[" a ~~~ |  b "]),
            (
                "a ... (b|) (c|(d|e))",
                &[" a ~~~ b  c / d / e ", " a ~~~ c / d / e "],
            ),
        ];
        for (phrase, expected) in cases {
            let mut found = rows(phrase).unwrap_or_default();
            found.sort();
            assert_eq!(found, expected, "{phrase}");
        }
    }

    #[test]
    fn a_language_stands_before_a_colon() {
        let language = |phrase| Pattern::new(phrase).map(|pattern| pattern.language);
        assert_eq!(language("de: Bandansage"), Some(Some(Language::German)));
        assert_eq!(language("Bandansage"), Some(None));
        assert_eq!(language("xx: Bandansage"), None);
        assert_eq!(language("de:"), None);
    }

    #[test]
    fn what_can_match_nothing_is_refused() {
        let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
        let many = "(a b|c d) ".repeat(40);
        let bad = [
            "",
            " ",
            "*",
            "**",
            "a*b",
            "a; b",
            ", a",
            "a,",
            "a.",
            "... a",
            "a ...",
            "(a",
            "a)",
            "a | b",
            "()",
            "(a|) (b|)",
            "(... a|b)",
            &deep,
            &many,
        ];
        for phrase in bad {
            assert_eq!(Pattern::new(phrase), None, "{phrase:.40}");
        }
    }
}
