//! Formats against fixtures: made by hand, with invented data, from the headers that vendors write.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::*;

/// A file and what is to be seen in it.
struct Case {
    file: &'static str,
    format: &'static str,
    rows: usize,
    zone: Option<&'static str>,
    date: Option<&'static str>,
    personal: Vec<&'static str>,
}

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/format/fixtures/");

fn cases() -> impl Iterator<Item = Case> {
    let lines = include_str!("fixtures/expected.txt").lines();
    lines.filter(|line| line.contains(" | ")).map(|line| {
        let mut parts = line.split(" | ");
        let mut part = || parts.next().unwrap();
        let some = |part: &'static str| (part != "-").then_some(part);
        Case {
            file: part(),
            format: part(),
            rows: part().parse().unwrap(),
            zone: some(part()),
            date: some(part()),
            personal: some(part()).map_or_else(Vec::new, |columns| columns.split(", ").collect()),
        }
    })
}

#[test]
fn every_fixture_has_expectations() {
    let files = std::fs::read_dir(FIXTURES).unwrap();
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.retain(|file| file != "expected.txt");
    files.sort();
    let mut expected: Vec<_> = cases().map(|case| format!("{}.csv", case.file)).collect();
    expected.sort();
    assert_eq!(files, expected);
}

/// The rows of a fixture, decoded, without blank lines: what the reader hands over, and more.
fn rows(file: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(format!("{FIXTURES}{file}.csv")).unwrap();
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(&bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, ..) = encoding.decode(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

/// The rows, the header and the format of the fixture with a name.
fn read(file: &str) -> (Vec<Vec<String>>, Header, &'static Format) {
    let rows = rows(file);
    let head = &rows[..rows.len().min(HEAD_ROWS)];
    let format = recognise(head);
    let header = format.header(head);
    (rows, header, format)
}

#[test]
fn files_are_recognised_by_one_format_only() {
    for case in cases() {
        let rows = rows(case.file);
        let head = &rows[..rows.len().min(HEAD_ROWS)];
        assert_eq!(recognise(head).id, case.format, "{}", case.file);
        for format in FORMATS.iter().filter(|format| format.id != "plain") {
            assert_eq!(
                format.claims(head),
                format.id == case.format,
                "{} {}",
                case.file,
                format.id
            );
        }
    }
    assert_eq!(recognise(&[]).id, "plain");
}

#[test]
fn headers_are_read() {
    for case in cases() {
        let (rows, header, format) = read(case.file);
        assert_eq!(header.rows, case.rows, "{}", case.file);
        assert_eq!(header.zone.as_deref(), case.zone, "{}", case.file);
        let width = header.columns.len() + usize::from(header.trailing_blank);
        assert_eq!(width, rows[0].len(), "{}", case.file);
        let date = header.position(format.date).map(|at| header.columns[at].name());
        assert_eq!(date, case.date, "{}", case.file);
        let personal = header.columns.iter().filter(|column| format.is_personal(column));
        let personal: Vec<_> = personal.map(Column::name).collect();
        assert_eq!(personal, case.personal, "{}", case.file);
    }
}

/// The names of the last columns of a fixture, the first of each in front.
#[track_caller]
fn check_names(file: &str, expected: &[&[&str]]) {
    let (_, header, _) = read(file);
    let last = &header.columns[header.columns.len() - expected.len()..];
    let names: Vec<_> = last.iter().map(|column| column.names.clone()).collect();
    assert_eq!(names, expected, "{file}");
}

#[track_caller]
fn check_choices(file: &str, expected: &[(&str, &[(&str, &str)])]) {
    let (_, header, _) = read(file);
    let of = |question: usize| {
        let choices = header.columns.iter().filter_map(move |column| {
            let choice = column
                .choice
                .as_ref()
                .filter(|choice| choice.question == question)?;
            Some((column.name(), choice.text.as_str()))
        });
        choices.collect::<Vec<_>>()
    };
    let questions = header.questions.iter().enumerate();
    let found: Vec<_> = questions.map(|(at, text)| (text.as_str(), of(at))).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(text, choices)| (*text, choices.to_vec()))
        .collect();
    assert_eq!(found, expected, "{file}");
}

#[test]
fn questions_and_choices_of_surveymonkey() {
    let recommend = "How likely is it that you would recommend us to a friend or colleague?";
    let (_, header, _) = read("surveymonkey");
    assert_eq!(header.position(&[recommend]), Some(9));
    assert_eq!(header.position(&[&format!("{recommend}: response")]), Some(9));
    assert_eq!(header.columns[9].name(), recommend.replace("us to", "us\r\nto"));
    check_names(
        "surveymonkey",
        &[
            &["Which of these did you use?: Café"],
            &["Which of these did you use?: Lounge"],
            &["Which of these did you use?: Other (please specify)"],
            &[
                "Which counter did you visit?",
                "Which counter did you visit?: Response",
            ],
            &["Which counter did you visit?: Other (please specify)"],
            &[
                "Anything else, good or bad?",
                "Anything else, good or bad?: Open-Ended Response",
            ],
        ],
    );
    let used = "Which of these did you use?";
    let choices: &[(&str, &str)] = &[
        ("Which of these did you use?: Café", "Café"),
        ("Which of these did you use?: Lounge", "Lounge"),
        (
            "Which of these did you use?: Other (please specify)",
            "Other (please specify)",
        ),
    ];
    check_choices("surveymonkey", &[(used, choices)]);
    check_choices("surveymonkey_repeated", &[(used, &choices[..2])]);
    check_names(
        "surveymonkey_repeated",
        &[
            &["Why?", "Why?: Open-Ended Response", "Why? (1)"],
            &["Why?", "Why?: Open-Ended Response", "Why? (2)"],
        ],
    );
}

#[test]
fn a_blank_column_is_no_choice_of_surveymonkey() {
    let rows = [
        ["Respondent ID", "Collector ID", "Rate us", ""],
        ["", "", "Overall", ""],
    ];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec());
    let header = recognise(&rows).header(&rows);
    let names: Vec<_> = header
        .columns
        .iter()
        .map(|column| column.names.join("|"))
        .collect();
    assert_eq!(
        names,
        ["Respondent ID", "Collector ID", "Rate us|Rate us: Overall", ""]
    );
    assert_eq!((header.rows, header.questions.len()), (2, 0));
}

#[test]
fn names_and_wordings_of_qualtrics() {
    check_names(
        "qualtrics",
        &[
            &[
                "Q1",
                "How likely are you to <b>recommend</b> us,\nfrom 0 to 10?",
                "How likely are you to <b>recommend</b> us, from 0 to 10?",
                "How likely are you to recommend us,\nfrom 0 to 10?",
                "How likely are you to recommend us, from 0 to 10?",
            ],
            &[
                "Q2",
                "Which counter did you visit? - Selected Choice",
                "Which counter did you visit?",
            ],
            &[
                "Q3_1",
                "Which did you use? - Selected Choice - Café",
                "Which did you use?: Café",
            ],
            &[
                "Q3_2",
                "Which did you use? - Selected Choice - Another - which?",
                "Which did you use?: Another - which?",
            ],
            &["Q3_2_TEXT", "Which did you use? - Another - which? - Text"],
        ],
    );
    check_choices(
        "qualtrics",
        &[(
            "Which did you use?",
            &[("Q3_1", "Café"), ("Q3_2", "Another - which?")],
        )],
    );
    check_choices(
        "qualtrics_labels",
        &[("Was haben Sie genutzt?", &[("Q2_1", "Café"), ("Q2_2", "Lounge")])],
    );
    check_names(
        "qualtrics_legacy",
        &[&["Q1", "How likely are you to recommend us?"], &["Q2", "Why?"]],
    );
    assert!(read("qualtrics_legacy").1.trailing_blank);
    assert!(!read("qualtrics").1.trailing_blank);
}

#[test]
fn a_qualtrics_file_may_have_lost_header_rows() {
    let (rows, whole, qualtrics) = read("qualtrics");
    for (kept, taken, zone) in [(vec![0, 3, 4], 1, None), (vec![0, 2, 3], 2, whole.zone.clone())] {
        let rows: Vec<_> = kept.into_iter().map(|row| rows[row].clone()).collect();
        assert_eq!(recognise(&rows).id, "qualtrics");
        let header = qualtrics.header(&rows);
        assert_eq!((header.rows, header.zone.clone()), (taken, zone));
        assert_eq!(header.columns[17].names, ["Q1"]);
    }
}

#[test]
fn questions_of_typeform() {
    let (_, header, _) = read("typeform");
    let names: Vec<_> = header.columns[1..4]
        .iter()
        .map(|column| column.names.clone())
        .collect();
    let expected: [&[&str]; 3] = [
        &[
            "How *likely* are you to <strong>recommend</strong> us?",
            "How likely are you to recommend us?",
        ],
        &["Why?", "Why? (1)"],
        &["Why?", "Why? (2)"],
    ];
    assert_eq!(names, expected);
}

#[test]
fn names_without_blanks_around_them() {
    check_names(
        "google_forms",
        &[&["How satisfied are you?"], &["Which did you use?"]],
    );
}

#[test]
fn times_of_tickets_are_found() {
    let cases: [(&str, [&str; 4]); 4] = [
        (
            "zendesk",
            [
                "Created at",
                "First reply time in minutes",
                "Solved at",
                "Due date",
            ],
        ),
        (
            "zendesk_old",
            ["Created at", "First reply time in minutes", "Solved at", ""],
        ),
        (
            "freshdesk",
            [
                "Created time",
                "Initial response time",
                "Resolved time",
                "Due by Time",
            ],
        ),
        (
            "freshservice",
            [
                "Created Time",
                "Initial Response Time",
                "Resolved Time",
                "Due by Time",
            ],
        ),
    ];
    for (file, expected) in cases {
        let (_, header, Format { times, .. }) = read(file);
        let found = [times.created, times.first_response, times.solved, times.due].map(|columns| {
            let at = columns.iter().find_map(|column| header.position(&[column.name]));
            at.map(|at| header.columns[at].name().to_owned())
                .unwrap_or_default()
        });
        assert_eq!(found, expected, "{file}");
    }
    let zendesk = named("zendesk").unwrap();
    assert_eq!(zendesk.times.first_response[0].is, TimeIs::After(Unit::Minutes));
    assert_eq!(Unit::Hours.seconds(), 60 * Unit::Minutes.seconds());
}

#[test]
fn rows_that_are_no_records() {
    let cases: [(&str, &[Option<AsideReason>]); 5] = [
        ("limesurvey", &[None, Some(AsideReason::Unfinished)]),
        (
            "qualtrics",
            &[None, Some(AsideReason::TestRow), Some(AsideReason::Unfinished)],
        ),
        ("qualtrics_labels", &[None]),
        ("typeform", &[None, Some(AsideReason::Unfinished)]),
        ("formbricks", &[None, Some(AsideReason::Unfinished)]),
    ];
    for (file, expected) in cases {
        let (rows, header, format) = read(file);
        let reason = |row: &Vec<String>| {
            let takes = |aside: &&Aside| {
                header
                    .position(aside.columns)
                    .is_some_and(|at| aside.takes(&row[at]))
            };
            format.aside.iter().find(takes).map(|aside| aside.reason)
        };
        let found: Vec<_> = rows[header.rows..].iter().map(reason).collect();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn footers_are_no_records() {
    for case in cases() {
        let rows = rows(case.file);
        let format = named(case.format).unwrap();
        let footers = rows
            .iter()
            .filter(|row| format.is_footer(row.iter().map(String::as_str)));
        assert_eq!(
            footers.count(),
            usize::from(case.format == "chatwoot"),
            "{}",
            case.file
        );
    }
    let chatwoot = named("chatwoot").unwrap();
    assert!(chatwoot.has_footer() && !named("plain").unwrap().has_footer());
    assert!(chatwoot.is_footer(["reporting period 2026", "", " "]));
    assert!(!chatwoot.is_footer(["Reporting period", "5"]));
}

#[test]
fn suggestions_fit_their_files() {
    for case in cases() {
        let (rows, header, format) = read(case.file);
        let is_missing = |answer: &&String| format.missing.iter().any(|(code, _)| same(code, answer));
        for suggest in format.suggest {
            let (Some(scale), column) = (suggest.scale, header.position(suggest.columns)) else {
                continue;
            };
            let column = column.unwrap_or_else(|| panic!("{}: no {:?}", case.file, suggest.columns));
            let answers = rows[header.rows..].iter().filter_map(|row| row.get(column));
            for answer in answers.filter(|answer| !is_missing(answer)) {
                let word = suggest.values.iter().find(|(text, _)| same(text, answer));
                let score = word.map(|(_, score)| *score).or_else(|| answer.parse().ok());
                assert!(score.is_some_and(|score| scale.contains(score)), "{}", case.file);
            }
        }
    }
}

#[test]
fn every_format_is_described() {
    for (at, format) in FORMATS.iter().enumerate() {
        let id = format.id;
        assert!(FORMATS[..at].iter().all(|other| other.id != id), "{id} twice");
        assert_eq!(named(id).unwrap().name, format.name);
        assert!(!format.name.is_empty() && !format.doc.is_empty(), "{id}");
        assert!(!format.doc.ends_with('.') && !format.doc.contains('\n'), "{id}");
        assert!(cases().any(|case| case.format == id), "{id} has no fixture");
        assert_eq!(
            format.times.created.is_empty(),
            format.holds != Holds::Tickets,
            "{id}"
        );
        let plain = id == "plain";
        assert_eq!(format.signature.is_empty(), plain, "{id}");
        assert_eq!(format.date.is_empty(), plain, "{id}");
        assert!(format.signature.iter().all(|group| !group.is_empty()), "{id}");
    }
    assert_eq!(FORMATS.last().unwrap().id, "plain");
    assert!(named("excel").is_none());
}
