//! Public collections of attacks, all in one project: as values, column headers, comments, names, wordings and commentary. Its
//! site is opened in a real browser (`tests/browser/pages.mjs`): nothing runs, and every attack is read as text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cxpress::Built;
use cxpress_core::read::tidy;
use cxpress_core::{Files, MemoryFiles, Severity};
use cxpress_generator::Site;
use cxpress_tests::{attacks, build_files, lines, no_real_data, root};
use scraper::{Html, Selector};
use serde_json::{Value, json};

/// So many groups a dimension, dimensions a source and comments a theme.
const GROUPS: usize = 100;
const DIMENSIONS: usize = 6;
const QUOTES: usize = 5;
/// The answers of a group. Of most sources only the first four, so that it is named and withheld: pages of all groups are
/// held to be text in `site.rs`, and here a browser is to open them.
const ANSWERS: [u8; 6] = [10, 9, 9, 8, 7, 2];
const WITHHELD: usize = 4;
/// One source in so many is shown, and one page of a group in so many is opened.
const SHOWN: usize = 4;
const OPENED: usize = 20;
const DAY: &str = "2026-10-10";

// ---- The project ----

/// A project whose every text is an attack.
struct Hostile {
    attacks: Vec<String>,
}

impl Hostile {
    /// The attacks that are the values of one dimension.
    fn dimensions(&self) -> impl Iterator<Item = &[String]> {
        self.attacks.chunks(GROUPS)
    }

    fn sources(&self) -> impl Iterator<Item = &[String]> {
        self.attacks.chunks(GROUPS * DIMENSIONS)
    }

    /// An attack of its own for each name.
    fn name(&self, at: usize) -> &str {
        &self.attacks[at * 37 % self.attacks.len()]
    }

    /// The column of a dimension.
    fn header(&self, dimension: usize) -> &str {
        self.name(500 + dimension)
    }

    fn config(&self) -> String {
        let sources: BTreeMap<String, Value> = self
            .sources()
            .enumerate()
            .map(|(at, values)| (format!("s{at}"), self.source(at, values)))
            .collect();
        let themes: BTreeMap<String, Value> = self
            .dimensions()
            .enumerate()
            .map(|(at, _)| self.theme(at))
            .collect();
        // JSON is YAML, and needs no care for what a text holds.
        json!({
            "schema": 1, "title": self.name(1), "organization": self.name(2), "language": "en-GB", "period": "month",
            "privacy": { "minimum_base": 5, "minimum_comments": 5 }, "sources": sources,
            "journey": { self.name(3): [self.name(4)] },
            "codebook": { "version": self.name(5), "themes": themes },
            "targets": { "q0": { "value": 40, "source": self.name(6) } },
            "benchmarks": { "q0": { "value": 10, "label": self.name(7), "source": self.name(8), "date": "2026-01-01" } },
        })
        .to_string()
    }

    fn theme(&self, at: usize) -> (String, Value) {
        let word = format!("theme{at}");
        (
            word.clone(),
            json!({ "label": self.name(100 + at), "include": [word] }),
        )
    }

    fn source(&self, at: usize, values: &[String]) -> Value {
        let first = at * DIMENSIONS;
        let dimensions = values.chunks(GROUPS).enumerate().map(|(place, values)| {
            let place = first + place;
            // What the configuration names keeps its name, however few have it.
            let named = values.iter().filter(|value| is_short(value));
            let labels: BTreeMap<&str, Cow<'_, str>> =
                named.map(|value| (value.as_str(), tidy(value))).collect();
            let dimension =
                json!({ "column": self.header(place), "label": self.name(200 + place), "labels": labels });
            (format!("d{place}"), dimension)
        });
        let dimensions: BTreeMap<String, Value> = dimensions.collect();
        let wordings = values.join("\n");
        let mut questions = BTreeMap::from([
            (
                format!("q{at}"),
                json!({ "column": "score", "metric": "nps", "label": self.name(300 + at), "wording": wordings }),
            ),
            (
                format!("e{at}"),
                json!({ "column": "ease", "metric": "csat", "scale": "0..10", "touchpoint": self.name(4 + at) }),
            ),
        ]);
        for place in first..first + dimensions.len() {
            let theme = json!({ "column": "comment", "metric": "theme", "theme": format!("theme{place}") });
            questions.insert(format!("t{place}"), theme);
        }
        json!({
            "kind": "survey", "label": self.name(400 + at), "files": format!("data/{at}/*.csv"), "quotes": QUOTES,
            "period": { "column": "date" }, "dimensions": dimensions, "questions": questions,
        })
    }

    /// The answers of one source: each row belongs to a group of each of its dimensions.
    fn answers(&self, at: usize, values: &[String]) -> String {
        let dimensions: Vec<&[String]> = values.chunks(GROUPS).collect();
        let headers = (0..dimensions.len()).map(|place| self.header(at * DIMENSIONS + place).to_owned());
        let fixed = ["date", "score", "ease", "comment"].map(str::to_owned);
        let mut rows = vec![fixed.into_iter().chain(headers).collect::<Vec<_>>()];
        let given = if at.is_multiple_of(SHOWN) {
            ANSWERS.len()
        } else {
            WITHHELD
        };
        for group in 0..GROUPS {
            for (turn, score) in ANSWERS.into_iter().take(given).enumerate() {
                let group = |values: &&[String]| values.get(group).cloned().unwrap_or_default();
                let place = turn % dimensions.len();
                let comment = format!("theme{} {}", at * DIMENSIONS + place, group(&dimensions[place]));
                let fixed = [DAY.to_owned(), score.to_string(), score.to_string(), comment];
                rows.push(fixed.into_iter().chain(dimensions.iter().map(group)).collect());
            }
        }
        table(&rows)
    }

    /// Another file of the first source: every attack is a header.
    fn headers(&self) -> String {
        let fixed = ["date", "score", "ease", "comment"].map(str::to_owned);
        let headers: Vec<String> = fixed.into_iter().chain(self.attacks.iter().cloned()).collect();
        let mut row = vec![String::new(); headers.len()];
        row[0] = DAY.to_owned();
        table(&[headers, row])
    }

    /// The attacks as paragraphs, and once more as they are.
    fn commentary(&self, attacks: &[String], keys: &[&str]) -> String {
        let all = Value::from(attacks.join(" "));
        let front: String = keys.iter().map(|key| format!("{key}: {all}\n")).collect();
        let paragraphs = attacks.join("\n\n");
        let code: String = attacks.iter().map(|attack| format!("    {attack}\n")).collect();
        format!("---\n{front}---\n\n{paragraphs}\n\nAs it is:\n\n{code}\n")
    }

    fn files(&self) -> MemoryFiles {
        let mut files = MemoryFiles::new()
            .with("cxpress.yaml", self.config())
            .with("data/0/more.csv", self.headers())
            .with(
                "commentary/2026-10/overview.md",
                self.commentary(&self.attacks[..GROUPS], &["author", "headline"]),
            );
        for (at, values) in self.sources().enumerate() {
            files = files
                .with(format!("data/{at}/answers.csv"), self.answers(at, values))
                .with(
                    format!("commentary/2026-10/metrics/q{at}.md"),
                    self.commentary(values, &["author"]),
                );
        }
        files
    }
}

/// Whether YAML takes a text for a key: no longer than 1024 characters as it is written.
fn is_short(text: &str) -> bool {
    Value::from(text).to_string().chars().count() < 1_000
}

fn table(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes all");
    }
    String::from_utf8(writer.into_inner().expect("memory takes all")).expect("UTF-8")
}

// ---- What became of it ----

/// Every page but those of groups, and every so manieth of these: each group is named on the pages of figures too.
fn some_pages(site: Site) -> Site {
    let is_group =
        |path: &str| path.split('/').count() == 3 && path.ends_with(".html") && !path.contains("/metrics/");
    let groups = site.files.keys().filter(|path| is_group(path)).step_by(OPENED);
    let kept: BTreeSet<String> = groups.cloned().collect();
    let files = site.files.into_iter();
    let files = files.filter(|(path, _)| kept.contains(path) || !is_group(path) && !path.ends_with(".xlsx"));
    Site {
        files: files.collect(),
    }
}

/// The texts of the elements of a site that a selector finds.
fn texts(pages: &[Html], selector: &str) -> BTreeSet<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let found = pages.iter().flat_map(|page| page.select(&selector));
    found.map(|element| element.text().collect()).collect()
}

fn parsed(site: &Site) -> Vec<Html> {
    let pages = site.files.iter().filter(|(path, _)| path.ends_with(".html"));
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("a page is UTF-8");
    pages
        .map(|(_, bytes)| Html::parse_document(&text(bytes)))
        .collect()
}

#[track_caller]
fn all_are(what: &str, attacks: &[String], is_there: impl Fn(&str) -> bool) {
    let missing: Vec<_> = attacks.iter().filter(|attack| !is_there(attack)).collect();
    let first: Vec<_> = missing.iter().take(10).collect();
    assert!(
        missing.is_empty(),
        "{} are not {what}, such as {first:#?}",
        missing.len()
    );
}

/// The lines of texts, without space around them.
fn lines_of(texts: &BTreeSet<String>) -> BTreeSet<&str> {
    texts
        .iter()
        .flat_map(|text| text.lines().map(str::trim))
        .collect()
}

/// The same files without the lines of texts that an error names.
fn without_links(files: MemoryFiles, built: &Built) -> MemoryFiles {
    let mut wrong: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for place in built
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .filter_map(|it| it.place.clone())
    {
        let line = usize::try_from(place.line).expect("a line");
        wrong.entry(place.file).or_default().insert(line);
    }
    wrong.iter().fold(files, |files, (path, lines)| {
        let text = files.text(path).expect("a text");
        let kept = text.lines().zip(1..).filter(|(_, at)| !lines.contains(at));
        let kept: Vec<&str> = kept.map(|(line, _)| line).collect();
        files.with(path, kept.join("\n"))
    })
}

#[test]
#[ignore = "reads real data; needs chromium and the packages of tests/browser"]
fn attacks_everywhere_come_out_as_text_and_nothing_runs() {
    if no_real_data() {
        return;
    }
    let hostile = Hostile { attacks: attacks() };
    assert!(hostile.attacks.len() > 6_500, "{} attacks", hostile.attacks.len());
    let refused = build_files(&hostile.files(), None);
    // Links that lead nowhere are errors: without them the report is built.
    let only_links = |line: &String| {
        line.starts_with("warning ")
            || line.contains(" link-unresolved: ")
            || line.contains(" image-unresolved: ")
    };
    let others: Vec<String> = lines(&refused)
        .into_iter()
        .filter(|line| !only_links(line))
        .collect();
    assert!(refused.site.is_none() && others.is_empty(), "{others:#?}");
    let built = build_files(&without_links(hostile.files(), &refused), None);
    let said = lines(&built);
    let bare: Vec<_> = said.iter().filter(|line| line.ends_with("| -")).collect();
    assert!(bare.is_empty(), "no remedy: {bare:#?}");
    let site = some_pages(
        built
            .site
            .unwrap_or_else(|| panic!("no site:\n{}", said.join("\n"))),
    );
    let pages = parsed(&site);
    let values = texts(&pages, "tbody th");
    all_are("names of groups", &hostile.attacks, |attack| {
        values.contains(tidy(attack).as_ref()) || !is_short(attack)
    });
    let wordings = texts(&pages, "q");
    let wordings = lines_of(&wordings);
    all_are("in the wording of a question", &hostile.attacks, |attack| {
        wordings.contains(attack)
    });
    let written = texts(&pages, ".prose pre");
    let written = lines_of(&written);
    all_are("in commentary", &hostile.attacks, |attack| {
        written.contains(attack)
    });
    opens(&site);
}

/// Nothing runs, asks, speaks or stands out on the pages of a site.
#[track_caller]
fn opens(site: &Site) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("site");
    cxpress::write(site, &output, &folder.path().join("project")).expect("written");
    let script = root().join("tests/browser/pages.mjs");
    let run = Command::new("node").arg(script).arg(&output).output();
    let run = run.expect("`node` is not there: install Node.js 20 or later (Debian: nodejs npm)");
    let told = [run.stdout, run.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(run.status.success(), "{}", told.join(""));
}
