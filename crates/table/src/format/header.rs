//! Header rows to columns: names, wordings, choices.

use rustc_hash::FxHashMap;

use super::qualtrics::RESPONSE;
use super::surveymonkey::RESPONDENT;
use super::{HeaderRows, same};
use cxpress_document::yaml;

/// The header of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The columns, in the order of the file.
    pub columns: Vec<Column>,
    /// The questions whose choices have a column each: see [`Choice`].
    pub questions: Vec<String>,
    /// How many rows it took.
    pub rows: usize,
    /// The zone of times, as the header tells it: an IANA name.
    pub zone: Option<String>,
    /// Whether each row ends in one more separator. The blank cell behind it is no column: a row may have one blank
    /// cell more than there are columns.
    pub trailing_blank: bool,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name to be used, then others that it answers to. At least one, trimmed; blank where the file has none.
    pub names: Vec<String>,
    /// The choice it is about, if its question has a column for each choice. Whether customers could choose several,
    /// or rated each, only its cells tell.
    pub choice: Option<Choice>,
    /// The name that the tool knows it by, whatever it was called, where the export tells it.
    pub import_id: Option<String>,
}

/// A choice of a question with a column for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The question: an index into [`Header::questions`].
    pub question: usize,
    /// The choice's text.
    pub text: String,
}

impl Header {
    /// The first of these names that a column has, as that column's index. A column's own name goes before what
    /// others answer to.
    pub fn position(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let own = self.columns.iter().position(|column| same(column.name(), name));
            own.or_else(|| self.columns.iter().position(|column| column.answers_to(name)))
        })
    }

    /// The same for a column that the tool itself makes. Where it tells its columns by ids, one that somebody gave such a
    /// name is not it.
    pub fn position_of_tool(&self, names: &[&str]) -> Option<usize> {
        let is_known = |column: &Column| column.import_id.is_some();
        if !self.columns.iter().any(is_known) {
            return self.position(names);
        }
        let is_it = |column: &Column| {
            let id = column.import_id.as_deref();
            id.is_some_and(|id| names.iter().any(|name| same(id, name)))
        };
        self.columns.iter().position(is_it)
    }

    fn of(rows: usize, columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows,
            ..Self::default()
        }
    }

    /// Makes columns choices of one question.
    fn group(&mut self, question: &str, choices: impl IntoIterator<Item = (usize, String)>) {
        let index = self.questions.len();
        self.questions.push(question.to_owned());
        for (column, text) in choices {
            self.columns[column].choice = Some(Choice {
                question: index,
                text,
            });
        }
    }

    /// Lets columns of one name also be told apart by the tool's ids.
    fn name_repeated_by_id(&mut self) {
        let names: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        let repeated = |name: &str| names.iter().filter(|other| same(other, name)).count() > 1;
        for column in self.columns.iter_mut().filter(|column| repeated(column.name())) {
            let id = column.import_id.clone().unwrap_or_default();
            if !names.iter().any(|name| same(name, &id)) {
                column.add(&id);
            }
        }
    }

    /// Lets columns of one name also be told apart, as `name (1)`, `name (2)`, …
    fn number_repeated(&mut self) {
        let key = |name: &str| name.to_lowercase();
        let mut counts = FxHashMap::<_, (usize, usize)>::default();
        for column in &self.columns {
            counts.entry(key(column.name())).or_default().0 += 1;
        }
        for column in &mut self.columns {
            let name = column.name().to_owned();
            let Some((of, number)) = counts.get_mut(&key(&name)) else {
                continue;
            };
            *number += 1;
            let repeated = *of > 1 && !name.is_empty();
            let numbered = format!("{name} ({number})");
            if repeated && !counts.contains_key(&key(&numbered)) {
                column.add(&numbered);
            }
        }
    }
}

impl Column {
    /// A column of one name, which it also answers to on one line.
    fn new(name: &str) -> Self {
        let mut column = Self {
            names: vec![name.trim().to_owned()],
            choice: None,
            import_id: None,
        };
        column.add(name);
        column
    }

    /// The name to be used.
    pub fn name(&self) -> &str {
        self.names.first().map(String::as_str).unwrap_or_default()
    }

    /// Whether the column has a name, in any case.
    pub fn answers_to(&self, name: &str) -> bool {
        self.names.iter().any(|mine| same(mine, name))
    }

    /// Adds a name, and the same on one line, unless the column has it.
    fn add(&mut self, name: &str) {
        for name in [name.trim(), &on_one_line(name)] {
            if !name.is_empty() && !self.answers_to(name) {
                self.names.push(name.to_owned());
            }
        }
    }
}

/// Reads the header from the first rows of a file, whose format was named or told by them.
pub(super) fn read(kind: HeaderRows, rows: &[Vec<String>], named: bool) -> Header {
    match kind {
        HeaderRows::One => one_row(rows),
        HeaderRows::OneOfQuestions => one_of_questions(rows),
        HeaderRows::QuestionAndChoice if has_choices(rows, named) => question_and_choice(rows),
        HeaderRows::QuestionAndChoice => one_row(rows),
        HeaderRows::NamesLabelsImportIds => names_labels_ids(rows),
    }
}

fn one_row(rows: &[Vec<String>]) -> Header {
    let columns = cells(rows, 0).iter().map(|name| Column::new(name)).collect();
    Header::of(rows.len().min(1), columns)
}

fn one_of_questions(rows: &[Vec<String>]) -> Header {
    let mut header = one_row(rows);
    for column in &mut header.columns {
        let plain = without_markup(column.name());
        column.add(&plain);
    }
    header.number_repeated();
    header
}

/// Whether the second row is one of choices: a response has an id where that row has none. Where the ids were taken out
/// and the format is named, it is one unless it holds what only an answer does.
fn has_choices(rows: &[Vec<String>], named: bool) -> bool {
    let is_answer =
        |cell: &String| cell.chars().any(|c| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
    match place(rows, RESPONDENT) {
        _ if rows.len() < 2 => false,
        Some(column) => cell(rows, 1, column).is_empty(),
        None => {
            named
                && !cells(rows, 1)
                    .iter()
                    .all(|cell| is_answer(cell) || cell.trim().is_empty())
        }
    }
}

fn question_and_choice(rows: &[Vec<String>]) -> Header {
    let width = cells(rows, 0).len().max(cells(rows, 1).len());
    let mut header = Header::of(2, Vec::with_capacity(width));
    let mut start = 0;
    while start < width {
        let end = (start + 1..width)
            .find(|at| begins_question(rows, start, *at))
            .unwrap_or(width);
        one_question(rows, start..end, &mut header);
        start = end;
    }
    header.number_repeated();
    header
}

/// Whether a column belongs to another question than the one that starts in `start`: some exports repeat the question's
/// text over its columns, others leave blanks.
fn begins_question(rows: &[Vec<String>], start: usize, at: usize) -> bool {
    let (question, text) = (cell(rows, 0, start), cell(rows, 0, at));
    !text.is_empty() && (text != question || is_answer(cell(rows, 1, at)))
}

/// Whether the second row says that the column holds the answer itself.
fn is_answer(choice: &str) -> bool {
    ["Response", "Open-Ended Response"]
        .iter()
        .any(|answer| same(answer, choice))
}

fn one_question(rows: &[Vec<String>], span: std::ops::Range<usize>, header: &mut Header) {
    let question = cell(rows, 0, span.start);
    let choice = |at: usize| cell(rows, 1, at);
    let single = span.clone().filter(|at| !choice(*at).is_empty()).count() <= 1;
    for at in span.clone() {
        let full = format!("{question}: {}", choice(at));
        let mut column = match choice(at) {
            "" => Column::new(cell(rows, 0, at)),
            answer if single || is_answer(answer) => Column::new(question),
            _ => Column::new(&full),
        };
        if !choice(at).is_empty() {
            column.add(&full);
        }
        header.columns.push(column);
    }
    if !single && !span.clone().any(|at| is_answer(choice(at))) {
        let choices = span.filter(|at| !choice(*at).is_empty());
        header.group(question, choices.map(|at| (at, on_one_line(choice(at)))));
    }
}

fn names_labels_ids(rows: &[Vec<String>]) -> Header {
    let is_id = |cell: &String| cell.trim_start().starts_with('{') && cell.contains("ImportId");
    let ids = rows.iter().take(3).position(|row| row.iter().any(is_id));
    // Between names and import ids stand the wordings, unless somebody took them out.
    let labels = match ids {
        Some(row) => (row > 1).then_some(1),
        None => has_labels(rows).then_some(1),
    };
    let name = |column: usize| cell(rows, 0, column);
    let label = |column: usize| labels.map_or("", |row| cell(rows, row, column));
    let width = cells(rows, 0).len();
    let trailing_blank = width > 1 && name(width - 1).is_empty() && label(width - 1).is_empty();
    let places = 0..width - usize::from(trailing_blank);
    let taken = ids.or(labels).map_or(rows.len().min(1), |last| last + 1);
    let ids = ids.map_or(&[][..], |row| cells(rows, row));
    let ids: Vec<_> = ids.iter().map(|id| ImportId::read(id)).collect();
    let mut header = Header {
        trailing_blank,
        zone: ids.iter().find_map(|id| id.zone.clone()),
        ..Header::of(
            taken,
            places.clone().map(|at| labelled(name(at), label(at))).collect(),
        )
    };
    let choices = places.filter_map(|at| {
        let is_choice = ids.get(at).is_some_and(|id| id.is_choice);
        let (question, choice) = choice_in(label(at), is_choice)?;
        Some((at, (stem(name(at)), question), choice))
    });
    group_labelled(&mut header, &choices.collect::<Vec<_>>());
    let ids = ids.into_iter().map(|id| id.text);
    for (column, id) in header.columns.iter_mut().zip(ids) {
        column.import_id = id;
    }
    header.name_repeated_by_id();
    header
}

/// Groups choices that stand next to each other and have one stem and one question.
fn group_labelled(header: &mut Header, choices: &[(usize, (&str, &str), &str)]) {
    for group in choices.chunk_by(|one, other| one.1 == other.1) {
        for (at, (_, question), choice) in group {
            header.columns[*at].add(&format!("{question}: {choice}"));
        }
        let texts = group.iter().map(|(at, _, choice)| (*at, on_one_line(choice)));
        if let Some((_, (_, question), _)) = group.first() {
            header.group(question, texts);
        }
    }
}

/// Whether the second row is one of wordings: a response has an id that starts with `R_` there.
fn has_labels(rows: &[Vec<String>]) -> bool {
    let below = place(rows, RESPONSE).map_or("", |column| cell(rows, 1, column));
    !below.is_empty() && !below.starts_with("R_")
}

/// What stands between a question's wording and its choice.
const SELECTED: &str = " - Selected Choice";

/// A column by its name, which also answers to its wording, as it is and without what the export adds to it.
fn labelled(name: &str, label: &str) -> Column {
    let mut column = Column::new(name);
    for label in [label, &without_markup(label)] {
        column.add(label);
        column.add(label.strip_suffix(SELECTED).unwrap_or_default());
    }
    column
}

/// The question and the choice in the wording of a column that is about one choice.
fn choice_in(label: &str, is_choice: bool) -> Option<(&str, &str)> {
    let split = match label.split_once(SELECTED) {
        Some((question, choice)) => choice.strip_prefix(" - ").map(|choice| (question, choice)),
        None => label.rsplit_once(" - ").filter(|_| is_choice),
    };
    split.filter(|(_, choice)| !choice.trim().is_empty())
}

/// `Q3` of `Q3_1`: two questions may have one wording.
fn stem(name: &str) -> &str {
    name.rsplit_once('_').map_or(name, |(stem, _)| stem)
}

/// What an import id tells: `{"ImportId":"startDate","timeZone":"Europe/Berlin"}`.
#[derive(Default)]
struct ImportId {
    text: Option<String>,
    zone: Option<String>,
    is_choice: bool,
}

impl ImportId {
    fn read(text: &str) -> Self {
        // JSON is YAML, and old exports write it with single quotes.
        let Ok(tree) = yaml::parse(text, "") else {
            return Self::default();
        };
        let entries = tree.entries().unwrap_or_default();
        let value = |key: &str| entries.iter().find(|(known, _)| known.text == key)?.1.text();
        // Exports through the API write `Z` for UTC.
        let zone = value("timeZone").map(|zone| if zone == "Z" { "UTC" } else { zone });
        Self {
            text: value("ImportId").map(str::to_owned),
            zone: zone.map(str::to_owned),
            is_choice: value("choiceId").is_some(),
        }
    }
}

/// The place of the first of these names in the first row.
fn place(rows: &[Vec<String>], names: &[&str]) -> Option<usize> {
    let named = |name: &&str| cells(rows, 0).iter().position(|cell| same(cell, name));
    names.iter().find_map(named)
}

fn cells(rows: &[Vec<String>], row: usize) -> &[String] {
    rows.get(row).map(Vec::as_slice).unwrap_or_default()
}

fn cell(rows: &[Vec<String>], row: usize, column: usize) -> &str {
    cells(rows, row)
        .get(column)
        .map(|cell| cell.trim())
        .unwrap_or_default()
}

/// A text with one blank for each run of blanks and line breaks.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A question as customers read it: without HTML tags and marks of emphasis.
fn without_markup(text: &str) -> String {
    let plain = without_emphasis(&without_tags(text));
    plain.replace("&nbsp;", " ").replace("&amp;", "&")
}

fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let tag = after.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
        match after.split_once('>').filter(|_| tag) {
            Some((_, behind)) => rest = behind,
            None => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Drops `*` and `_` that stand at the edge of a word, where they come in pairs.
fn without_emphasis(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|c| c.is_alphanumeric())
    };
    let is_blank = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_none_or(|c| c.is_whitespace())
    };
    let is_mark = |at: usize| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let opens = !is_word(before) && !is_blank(after);
        let closes = !is_blank(before) && !is_word(after);
        matches!(letters[at], '*' | '_') && (opens || closes)
    };
    let marks = |mark: char| {
        (0..letters.len())
            .filter(|at| letters[*at] == mark && is_mark(*at))
            .count()
    };
    let paired = |mark: char| marks(mark) % 2 == 0;
    let (stars, lines) = (paired('*'), paired('_'));
    let kept = letters.iter().enumerate().filter(|(at, letter)| match letter {
        '*' => !(stars && is_mark(*at)),
        '_' => !(lines && is_mark(*at)),
        _ => true,
    });
    kept.map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_no_part_of_a_question() {
        let cases = [
            ("How *happy* are you?", "How happy are you?"),
            ("*How* **happy** are _you_?", "How happy are you?"),
            ("How <strong>happy</strong> are you?<br>", "How happy are you?"),
            ("Score < 3 or > 5?", "Score < 3 or > 5?"),
            ("utm_source", "utm_source"),
            ("Price * 2 of *a_b*", "Price * 2 of a_b"),
            ("Comments *", "Comments *"),
            ("You &amp; us", "You & us"),
        ];
        for (text, plain) in cases {
            assert_eq!(without_markup(text), plain, "{text}");
        }
    }

    #[test]
    fn repeated_names_are_numbered_unless_the_number_is_taken() {
        let row = ["Why?", "why?", "Q", "Q", "Q (2)"].map(str::to_owned).to_vec();
        let header = read(HeaderRows::OneOfQuestions, &[row], false);
        let names: Vec<_> = header
            .columns
            .iter()
            .map(|column| column.names.join("|"))
            .collect();
        assert_eq!(names, ["Why?|Why? (1)", "why?|why? (2)", "Q|Q (1)", "Q", "Q (2)"]);
    }

    #[test]
    fn own_names_go_before_others() {
        let rows = [["Status", "Q1"], ["Q1", "How?"]].map(|row| row.map(str::to_owned).to_vec());
        let header = Header::of(
            2,
            vec![
                labelled(&rows[0][0], &rows[1][0]),
                labelled(&rows[0][1], &rows[1][1]),
            ],
        );
        assert_eq!(header.position(&["q1"]), Some(1));
        assert_eq!(header.position(&["Why?", "how?"]), Some(1));
        assert_eq!(header.position(&["Why?"]), None);
    }
}
