//! Every sentence that readers of a site meet, with where it stands: gathered into `target/sentences/`, to be read as a whole, and
//! held to words that an editor struck.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use cxpress_core::{DiskFiles, Files, MemoryFiles};
use cxpress_generator::Site;
use cxpress_tests::{build, build_files, lines, no_real_data, root};
use scraper::{ElementRef, Html, Selector};

/// Elements that hold sentences.
const SENTENCES: &str =
    "title, h1, h2, h3, h4, p, li, dd, dt, caption, figcaption, summary, q, blockquote, .word, td, td small";

/// The words that an editor struck, in English and in German.
const STRUCK: [&str; 8] = [
    "cannot say",
    "believe too much",
    "The surest",
    "whether the difference is more than chance, the table says",
    "Its source is not stated",
    "glauben zu viel",
    "Am sichersten",
    "kann nicht sagen",
];

fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of the pages of a site, each with the pages that say it.
fn sentences(site: &Site) -> BTreeMap<String, BTreeSet<String>> {
    let selector = Selector::parse(SENTENCES).expect("a selector");
    let blocks = Selector::parse("p, li, dd, table, ul, dl").expect("a selector");
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, bytes) in site.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"));
        let elements = page.select(&selector);
        let whole = elements.filter(|element| element.select(&blocks).next().is_none());
        for sentence in whole.map(text).filter(|text| text.contains(' ')) {
            said.entry(sentence).or_default().insert(path.clone());
        }
    }
    said
}

/// A sentence without its numbers: those that differ in nothing else are read once.
fn shape(sentence: &str) -> String {
    sentence
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect::<String>()
        .split(['.', ',', ' '])
        .filter(|word| !word.chars().all(|c| c == '0' || c == '\u{2212}' || c == '+'))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Writes the sentences of a site, those alike but for numbers once, each with a page that says it.
fn gather(name: &str, site: &Site) -> BTreeMap<String, BTreeSet<String>> {
    let said = sentences(site);
    let mut alike: BTreeMap<String, (&str, &str, usize)> = BTreeMap::new();
    for (sentence, pages) in &said {
        let last = pages.last().map_or("", String::as_str);
        let one = alike.entry(shape(sentence)).or_insert((sentence, last, 0));
        one.2 += pages.len();
    }
    let mut list = String::new();
    for (sentence, page, count) in alike.values() {
        let _ = writeln!(list, "{sentence}\n    {page} ({count})");
    }
    let folder = root().join("target/sentences");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{name}.txt")), list).expect("written");
    said
}

#[track_caller]
fn holds(name: &str, site: &Site) {
    let said = gather(name, site);
    let wrong: Vec<String> = said
        .iter()
        .filter(|(sentence, _)| STRUCK.iter().any(|words| sentence.contains(words)))
        .map(|(sentence, pages)| format!("{}: {sentence}", pages.first().map_or("", String::as_str)))
        .collect();
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    let halves: Vec<&String> = said
        .keys()
        .filter(|sentence| sentence.contains("{ $") || sentence.contains(" ,") || sentence.contains(".."))
        .collect();
    assert!(halves.is_empty(), "{name}: {halves:#?}");
    assert!(said.len() > 200, "{name}: {} sentences", said.len());
}

fn site_of(built: cxpress::Built, name: &str) -> Site {
    let said = lines(&built);
    built.site.unwrap_or_else(|| panic!("{name}: {said:#?}"))
}

/// The sample in another language than its own; its commentary stays as it is.
fn in_german() -> Site {
    let disk = DiskFiles::new(root().join("content"));
    let mut files = MemoryFiles::default();
    let paths = disk.list("**").expect("files").into_iter();
    let is_ours = |path: &String| [".yaml", ".csv", ".md"].iter().any(|end| path.ends_with(end));
    for path in paths.filter(|path| is_ours(path) && !path.starts_with("site/")) {
        let text = disk.text(&path).expect("text");
        let text = text.replace("language: en-GB", "language: de-DE");
        files = files.with(path, text);
    }
    site_of(build_files(&files, None), "sample in German")
}

#[test]
fn the_sample_says_no_word_that_was_struck() {
    holds("sample", &site_of(build("content"), "sample"));
    holds("sample-de", &in_german());
}

#[test]
#[ignore = "reads real data"]
fn real_reports_say_no_word_that_was_struck() {
    if no_real_data() {
        return;
    }
    for name in ["airport", "city-311"] {
        let site = site_of(build(&format!("tests/real/{name}")), name);
        holds(name, &site);
    }
}
