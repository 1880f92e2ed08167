//! The site as bytes: what every page is and has, where its links lead, what it weighs, what appears nowhere, what
//! hostile text becomes, and that a killed build leaves the site that was there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use cxpress_core::MemoryFiles;
use cxpress_core::read::tidy;
use cxpress_generator::Site;
use cxpress_tests::{attacks, build, build_files, lines, no_real_data};
use flate2::{Compression, write::GzEncoder};
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink as _;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{ElementRef, Html, HtmlTreeSink};
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

// ---- Sites ----

fn content() -> &'static Site {
    static BUILT: OnceLock<Site> = OnceLock::new();
    BUILT.get_or_init(|| site_of(build("content")))
}

#[track_caller]
fn site_of(built: cxpress::Built) -> Site {
    let said = lines(&built).join("\n");
    built.site.unwrap_or_else(|| panic!("no site:\n{said}"))
}

/// A page of a site.
struct Page {
    path: String,
    html: Html,
}

impl Page {
    fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        let root = self.html.root_element();
        root.descendent_elements()
    }

    fn named(&self, names: &'static str) -> impl Iterator<Item = ElementRef<'_>> {
        self.elements()
            .filter(move |element| names.split(' ').any(|name| element.value().name() == name))
    }

    /// Every attribute with its element's name.
    fn attributes(&self) -> impl Iterator<Item = (ElementRef<'_>, &str, &str)> {
        self.elements().flat_map(|element| {
            element
                .value()
                .attrs()
                .map(move |(name, value)| (element, name, value))
        })
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.attributes()
            .filter(|(_, name, _)| *name == "id")
            .map(|(_, _, id)| id)
    }

    /// What a `meta` element says, by its `name` or `http-equiv`.
    fn meta(&self, key: &str) -> Option<&str> {
        let says = |element: &ElementRef<'_>| {
            let names = [element.attr("name"), element.attr("http-equiv")];
            names
                .into_iter()
                .flatten()
                .any(|name| name.eq_ignore_ascii_case(key))
        };
        self.named("meta").find(says)?.attr("content")
    }
}

/// The pages of a site, one after another: all of them at once would be large.
fn pages(site: &Site) -> impl Iterator<Item = Page> {
    let files = site.files.iter().filter(|(path, _)| path.ends_with(".html"));
    files.map(|(path, bytes)| page(path, std::str::from_utf8(bytes).expect("a page is UTF-8")))
}

fn parse(text: &str) -> Html {
    let options = ParseOpts {
        tokenizer: TokenizerOpts {
            exact_errors: true,
            ..TokenizerOpts::default()
        },
        tree_builder: TreeBuilderOpts {
            exact_errors: true,
            ..TreeBuilderOpts::default()
        },
    };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(text)
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// A check of one page: what is wrong with it.
type Check = fn(&Page) -> Vec<String>;

#[track_caller]
fn every_page(site: &Site, checks: &[Check]) {
    let faults = pages(site).flat_map(|page| {
        let faults: Vec<_> = checks.iter().flat_map(|check| check(&page)).collect();
        faults
            .into_iter()
            .map(move |fault| format!("{}: {fault}", page.path))
    });
    none(faults.collect());
}

#[track_caller]
fn none(faults: Vec<String>) {
    let first = faults.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults, such as\n{first}", faults.len());
}

// ---- What the README shows ----

#[test]
fn the_readme_shows_what_the_sample_shows() {
    let readme = cxpress_tests::root().join("README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    let bytes = &content().files["index.html"];
    let overview = page("index.html", std::str::from_utf8(bytes).expect("a page is UTF-8"));
    let plain = |text: &str| {
        let text = text.replace(['*', '\u{a0}', '\u{202f}'], " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let lines: Vec<String> = overview.named("tr").map(|line| plain(&text(line))).collect();
    let rows = readme
        .lines()
        .filter(|line| line.starts_with("> | ") && line.contains("**"));
    let mut shown = 0;
    for row in rows {
        let cells: Vec<String> = row[1..].split('|').map(plain).collect();
        let [_, label, value, verdict, ..] = cells.as_slice() else {
            panic!("no row: {row}");
        };
        let line = lines.iter().find(|line| line.starts_with(label.as_str()));
        let line = line.unwrap_or_else(|| panic!("no line {label}: {lines:#?}"));
        for part in value
            .split(", ")
            .chain(verdict.split("; ").flat_map(|part| part.splitn(2, ": ")))
        {
            assert!(line.contains(part.trim()), "`{part}` is not in `{line}`");
        }
        shown += 1;
    }
    assert!(shown > 5, "{shown} rows");
}

// ---- Bytes ----

#[test]
fn the_same_files_give_the_same_bytes_with_any_number_of_threads() {
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        let again = pool.install(|| site_of(build("content")));
        let paths = |site: &Site| site.files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(content()), paths(&again));
        let differ = content()
            .files
            .iter()
            .filter(|(path, bytes)| again.files[*path] != **bytes);
        none(
            differ
                .map(|(path, _)| format!("{path} differs with {threads} threads"))
                .collect(),
        );
    }
}

const KB: usize = 1000;

#[test]
fn pages_and_stylesheets_are_light() {
    none(heavy(content()));
}

/// The files that weigh more than they may, as a server sends them.
fn heavy(site: &Site) -> Vec<String> {
    let weight = |path: &str| site.files.get(path).map_or(0, |bytes| gzipped(bytes));
    let assets: BTreeMap<&String, usize> = site
        .files
        .keys()
        .filter(|path| !path.ends_with(".html"))
        .map(|path| (path, weight(path)))
        .collect();
    let limited =
        |path: &str| [".css", ".js"].iter().any(|kind| path.ends_with(kind)) && !path.contains("echarts");
    let mut faults: Vec<String> = assets
        .iter()
        .filter(|(path, weight)| limited(path) && **weight > 15 * KB)
        .map(|(path, weight)| format!("{path} weighs {weight} B"))
        .collect();
    for page in pages(site) {
        let used = page
            .named("link script")
            .filter_map(|it| it.attr("href").or(it.attr("src")));
        let used: usize = used
            .filter_map(|href| assets.get(&resolve(&page.path, href)?))
            .sum();
        let weight = weight(&page.path) + used;
        if weight > 60 * KB {
            faults.push(format!("{} weighs {weight} B with what it loads", page.path));
        }
    }
    faults
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}

// ---- Links ----

/// The attributes whose value is an address.
const ADDRESSES: [&str; 11] = [
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "background",
    "ping",
    "manifest",
];

fn addresses(page: &Page) -> impl Iterator<Item = (ElementRef<'_>, &str)> {
    let found = page.attributes().filter(|(_, name, _)| ADDRESSES.contains(name));
    let found = found.filter(|(element, _, value)| !is_table(*element, value));
    found.map(|(element, _, value)| (element, value))
}

/// Whether an address is a table that a browser saves and does not show.
fn is_table(element: ElementRef<'_>, address: &str) -> bool {
    element.attr("download").is_some() && address.starts_with("data:text/csv;charset=utf-8,")
}

/// Whether an address names a scheme or a server, or starts at the root of one.
fn leaves_the_site(address: &str) -> bool {
    let head = address.split(['/', '?', '#']).next().unwrap_or("");
    head.contains(':') || address.starts_with(['/', '\\']) || address.contains("//")
}

/// The path in the site that a relative address in a page leads to; none if it leads out of the site.
fn resolve(page: &str, address: &str) -> Option<String> {
    let address = address
        .split('#')
        .next()
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| page.rsplit('/').next().unwrap_or(page));
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The addresses in a site that lead to no file, or to no place in it.
fn lost(site: &Site) -> Vec<String> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut links: BTreeSet<(String, String)> = BTreeSet::new();
    for page in pages(site) {
        let inside = addresses(&page).filter(|(_, address)| !leaves_the_site(address));
        links.extend(inside.map(|(_, address)| (page.path.clone(), address.to_owned())));
        ids.insert(page.path.clone(), page.ids().map(str::to_owned).collect());
    }
    let leads = |page: &str, address: &str| {
        let path = resolve(page, address)?;
        let place = |id: &str| ids.get(&path).is_some_and(|ids| ids.contains(id));
        let there = address.split_once('#').is_none_or(|(_, id)| place(id));
        (there && site.files.contains_key(&path)).then_some(())
    };
    let lost = links
        .iter()
        .filter(|(page, address)| leads(page, address).is_none());
    lost.map(|(page, address)| format!("{page}: {address} leads nowhere"))
        .collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    none(lost(content()));
}

#[test]
fn nothing_is_asked_of_another_place() {
    every_page(content(), &[asks_elsewhere]);
    none(styles_ask_elsewhere(content()));
}

/// Addresses outside the site. Commentary may have plain links to pages of the web.
fn asks_elsewhere(page: &Page) -> Vec<String> {
    let allowed = |element: ElementRef<'_>, address: &str| {
        let attributes: Vec<_> = element.value().attrs().map(|(name, _)| name).collect();
        element.value().name() == "a"
            && attributes.iter().all(|name| ["href", "title"].contains(name))
            && address.starts_with("https://")
            && in_prose(element)
    };
    let outside =
        addresses(page).filter(|(element, address)| leaves_the_site(address) && !allowed(*element, address));
    let mut faults: Vec<String> = outside
        .map(|(element, it)| format!("{} {it}", element.value().name()))
        .collect();
    let loads = page
        .attributes()
        .filter(|(_, name, value)| !is_said(name) && value.replace("url(#", "").contains("url("));
    faults.extend(loads.map(|(element, name, value)| format!("{} {name}={value}", element.value().name())));
    faults
}

/// Whether an attribute only holds words.
fn is_said(name: &str) -> bool {
    ["aria-label", "content", "title", "alt"].contains(&name) || name.starts_with("data-")
}

fn in_prose(element: ElementRef<'_>) -> bool {
    let mut above = element.ancestors().filter_map(ElementRef::wrap);
    above.any(|it| it.value().classes().any(|class| class == "prose"))
}

fn styles_ask_elsewhere(site: &Site) -> Vec<String> {
    let sheets = site.files.iter().filter(|(path, _)| path.ends_with(".css"));
    let asks = |text: &str| {
        ["@import", "url(", "image-set(", "http:", "https:", "expression("]
            .into_iter()
            .find(|word| text.to_lowercase().contains(word))
    };
    sheets
        .filter_map(|(path, bytes)| Some(format!("{path}: {}", asks(&String::from_utf8_lossy(bytes))?)))
        .collect()
}

/// `url(#…)` and `aria-…` in a page lead to ids of the page.
fn inner_references(page: &Page) -> Vec<String> {
    const LISTS: [&str; 5] = [
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-owns",
        "for",
    ];
    let ids: BTreeSet<&str> = page.ids().collect();
    let references = page.attributes().flat_map(|(_, name, value)| {
        let drawn = if is_said(name) { "" } else { value };
        let drawn = drawn
            .split("url(#")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        let listed = value
            .split_ascii_whitespace()
            .filter(move |_| LISTS.contains(&name));
        drawn.chain(listed).collect::<Vec<_>>()
    });
    references
        .filter(|id| !ids.contains(id))
        .map(|id| format!("no element has the id `{id}`"))
        .collect()
}

#[test]
fn references_within_a_page_lead_to_its_elements() {
    every_page(content(), &[inner_references]);
}

// ---- Pages ----

#[test]
fn every_page_has_a_strict_policy() {
    every_page(content(), &[loose_policy]);
}

/// What the policy of a page lets through that it should not.
fn loose_policy(page: &Page) -> Vec<String> {
    let Some(policy) = page.meta("content-security-policy") else {
        return vec!["no policy".to_owned()];
    };
    let sources = |directive: &str| {
        let found = policy.split(';').find_map(|it| it.trim().strip_prefix(directive));
        found.map(|sources| sources.split_ascii_whitespace().collect::<Vec<_>>())
    };
    let mut faults = Vec::new();
    if sources("default-src ") != Some(vec!["'none'"]) {
        faults.push(format!("default-src is not 'none': {policy}"));
    }
    for directive in policy.split(';') {
        let known = |source: &&str| {
            ["'none'", "'self'"].contains(source) || (*source == "data:" && directive.contains("img-src"))
        };
        let loose = directive
            .split_ascii_whitespace()
            .skip(1)
            .filter(|source| !known(source));
        faults.extend(loose.map(|source| format!("{source} in {directive}")));
    }
    let head = page
        .named("meta link script")
        .map(|it| it.attr("http-equiv").is_some() || it.attr("charset").is_some());
    if head.take_while(|early| *early).count() < 2 {
        faults.push("the policy is not the first of the head, after the encoding".to_owned());
    }
    faults
}

#[test]
fn every_page_has_its_frame() {
    every_page(content(), &[frame]);
}

fn frame(page: &Page) -> Vec<String> {
    let one = |name: &'static str| {
        let found: Vec<String> = page.named(name).filter(|it| !in_drawing(*it)).map(text).collect();
        found.len() == 1 && !found[0].trim().is_empty()
    };
    let lang = page.html.root_element().attr("lang").unwrap_or_default();
    let wrong = [
        (!one("h1"), "not one h1 with text"),
        (!one("title"), "not one title with text"),
        (!one("main"), "not one main"),
        (lang.len() < 2, "no lang"),
        (page.meta("robots") != Some("noindex"), "robots are not sent away"),
        (page.meta("viewport").is_none(), "no viewport"),
        (
            !page.named("meta").any(|it| it.attr("charset") == Some("utf-8")),
            "no encoding",
        ),
    ];
    wrong
        .into_iter()
        .filter(|(wrong, _)| *wrong)
        .map(|(_, what)| what.to_owned())
        .collect()
}

fn in_drawing(element: ElementRef<'_>) -> bool {
    let mut above = element.ancestors().filter_map(ElementRef::wrap);
    above.any(|it| it.value().name() == "svg")
}

#[test]
fn pages_hold_nothing_that_runs_or_styles() {
    every_page(content(), &[runs_or_styles]);
}

fn runs_or_styles(page: &Page) -> Vec<String> {
    const FOREIGN: &str =
        "style iframe frame object embed applet base form foreignobject foreignObject animate set";
    let mut faults: Vec<String> = page
        .named(FOREIGN)
        .map(|it| format!("an element {}", it.value().name()))
        .collect();
    let scripts = page
        .named("script")
        .filter(|it| it.attr("src").is_none() || !text(*it).is_empty());
    faults.extend(scripts.map(|it| format!("a script in the page: {}", it.html())));
    let attributes = page.attributes().filter(|(element, name, value)| {
        let address = ADDRESSES.contains(name) && !is_table(*element, value);
        *name == "style" || *name == "srcdoc" || name.starts_with("on") || (address && is_script(value))
    });
    faults.extend(attributes.map(|(it, name, value)| format!("{} {name}={value}", it.value().name())));
    faults
}

/// Whether an address would run as a script.
fn is_script(address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    ["javascript:", "vbscript:", "data:text"]
        .iter()
        .any(|scheme| plain.to_lowercase().starts_with(scheme))
}

#[test]
fn ids_stand_once_on_a_page() {
    every_page(content(), &[ids_twice]);
}

fn ids_twice(page: &Page) -> Vec<String> {
    let mut seen = BTreeSet::new();
    page.ids()
        .filter(|id| id.is_empty() || !seen.insert(*id))
        .map(|id| format!("the id `{id}` is there twice"))
        .collect()
}

#[test]
fn pages_are_well_formed() {
    every_page(content(), &[malformed]);
}

fn malformed(page: &Page) -> Vec<String> {
    page.html.errors.iter().map(ToString::to_string).collect()
}

/// Pages that are wrong in one way each, with the check that must say so.
const WRONG: [(&str, Check); 22] = [
    ("<p>a</div>", malformed),
    ("<p a=1 a=2>", malformed),
    ("<b style='color:red'>a</b>", runs_or_styles),
    ("<svg><style>a{}</style></svg>", runs_or_styles),
    ("<script>alert(1)</script>", runs_or_styles),
    ("<script src=a.js>alert(1)</script>", runs_or_styles),
    ("<b onclick=a()>a</b>", runs_or_styles),
    ("<a href=' java\tscript:a()'>a</a>", runs_or_styles),
    ("<iframe></iframe>", runs_or_styles),
    ("<img src=https://evil.example/a.png>", asks_elsewhere),
    ("<img src=//evil.example/a.png>", asks_elsewhere),
    ("<img src=/a.png>", asks_elsewhere),
    (
        "<a href=https://evil.example/>outside of prose</a>",
        asks_elsewhere,
    ),
    (
        "<div class=prose><a href=http://a.example/>not encrypted</a></div>",
        asks_elsewhere,
    ),
    (
        "<div class=prose><a href=https://a.example/ target=_blank>another tab</a></div>",
        asks_elsewhere,
    ),
    (
        "<svg><use xlink:href=https://evil.example/a.svg /></svg>",
        asks_elsewhere,
    ),
    (
        "<svg><rect fill='url(https://evil.example/a)'/></svg>",
        asks_elsewhere,
    ),
    ("<svg><rect fill='url(#a)'/></svg>", inner_references),
    ("<b aria-labelledby=a>b</b>", inner_references),
    ("<b id=a></b><b id=a></b>", ids_twice),
    (
        "<meta http-equiv=content-security-policy content=\"default-src 'none'; script-src 'unsafe-inline'\">",
        loose_policy,
    ),
    ("<h1>one</h1><h1>two</h1>", frame),
];

#[test]
fn every_check_finds_what_it_is_for() {
    let silent = WRONG
        .into_iter()
        .filter(|(html, check)| check(&page("index.html", html)).is_empty());
    none(silent.map(|(html, _)| html.to_owned()).collect());
}

fn page(path: &str, html: &str) -> Page {
    Page {
        path: path.to_owned(),
        html: parse(html),
    }
}

#[test]
fn lost_links_are_found() {
    let html = "<a href=there.html#a>a</a><a href=there.html#b>b</a><a href=gone.html>c</a><a href=../index.html>d</a>";
    let files = [("index.html", html), ("there.html", "<b id=a></b>")];
    let files = files.map(|(path, html)| (path.to_owned(), html.as_bytes().to_vec()));
    let lost = lost(&Site { files: files.into() });
    assert_eq!(lost.len(), 3, "{lost:?}");
}

// ---- Small projects ----

/// A project with one survey. Its texts are data, so that a test can make them hostile.
struct Survey {
    title: String,
    organization: String,
    label: String,
    file: String,
    wording: String,
    /// Raw values of the dimension `group` with their labels, in the order of pages.
    labels: Vec<(String, String)>,
    rows: Vec<Row>,
}

/// A response: a date, a group, and the answers to `recommend` (0 to 10) and `ease` (1 to 5).
struct Row {
    date: &'static str,
    group: String,
    recommend: u8,
    ease: u8,
}

impl Survey {
    fn plain(rows: Vec<Row>) -> Self {
        Self {
            title: "Experience".to_owned(),
            organization: "Fernhill".to_owned(),
            label: "Group".to_owned(),
            file: "answers".to_owned(),
            wording: "How was it?".to_owned(),
            labels: Vec::new(),
            rows,
        }
    }

    fn config(&self) -> String {
        let mut group = json!({ "column": "group", "label": self.label });
        for (value, label) in &self.labels {
            group["labels"][value] = Value::from(label.as_str());
        }
        let questions = json!({
            "recommend": { "column": "recommend", "metric": "nps", "label": self.label, "wording": self.wording },
            "ease": { "column": "ease", "metric": "csat", "scale": "1..5", "touchpoint": self.label },
        });
        let source = json!({
            "kind": "survey", "label": self.label, "files": "data/*.csv", "period": { "column": "date" },
            "dimensions": { "group": group }, "questions": questions,
        });
        // JSON is YAML, and needs no care for what a text holds.
        json!({
            "schema": 1, "title": self.title, "organization": self.organization, "language": "en-GB",
            "period": "month", "privacy": { "minimum_base": 5 }, "sources": { "survey": source },
        })
        .to_string()
    }

    fn csv(&self) -> String {
        let mut csv = "date,group,recommend,ease,comment\n".to_owned();
        for Row {
            date,
            group,
            recommend,
            ease,
        } in &self.rows
        {
            let group = group.replace('"', "\"\"");
            csv += &format!("{date},\"{group}\",{recommend},{ease},\"{COMMENT}\"\n");
        }
        csv
    }

    fn files(&self) -> MemoryFiles {
        let data = format!("data/{}.csv", self.file);
        MemoryFiles::new()
            .with("cxpress.yaml", self.config())
            .with(data, self.csv())
    }

    #[track_caller]
    fn site(&self) -> Site {
        site_of(build_files(&self.files(), None))
    }

    fn write(&self, folder: &Path) {
        fs::create_dir_all(folder.join("data")).expect("folders");
        fs::write(folder.join("cxpress.yaml"), self.config()).expect("a configuration");
        fs::write(folder.join(format!("data/{}.csv", self.file)), self.csv()).expect("a file of answers");
    }
}

/// What customers wrote; no line of the configuration names its column.
const COMMENT: &str = "Thistledown <script>alert(1)</script>";

const MONTHS: [&str; 2] = ["2026-09-10", "2026-10-10"];

/// Six answers of every group in every one of some months, the same for all groups.
fn alike(groups: &[String], months: &[&'static str]) -> Vec<Row> {
    let answers = [(10, 5), (9, 4), (9, 4), (8, 4), (7, 3), (2, 1)];
    let rows = groups.iter().flat_map(|group| {
        months
            .iter()
            .flat_map(move |date| answers.map(|answers| row(date, group, answers)))
    });
    rows.collect()
}

// ---- What is withheld ----

/// The answers to `recommend` and `ease`.
type Answers = (u8, u8);

/// Two groups of 38, and in the last month two that are too small: `Thimble` and `Buttons`.
fn small_groups(thimble: &[Answers], buttons: &[Answers]) -> Survey {
    let many = |n: u8| (0..n).map(|at| (at % 11, at % 5 + 1)).collect::<Vec<_>>();
    let months = [
        (MONTHS[0], many(10), many(10)),
        (MONTHS[1], thimble.to_vec(), buttons.to_vec()),
    ];
    let rows = months.into_iter().flat_map(|(date, thimble, buttons)| {
        let groups = [
            ("Harbour", many(38)),
            ("Meadow", many(38)),
            ("Thimble", thimble),
            ("Buttons", buttons),
        ];
        let rows = groups.into_iter().flat_map(move |(group, answers)| {
            answers.into_iter().map(move |answers| row(date, group, answers))
        });
        rows.collect::<Vec<_>>()
    });
    Survey::plain(rows.collect())
}

const THREE: [Answers; 3] = [(10, 5), (10, 5), (0, 1)];
const FOUR: [Answers; 4] = [(10, 5), (10, 5), (10, 5), (3, 1)];

fn row(date: &'static str, group: &str, (recommend, ease): Answers) -> Row {
    Row {
        date,
        group: group.to_owned(),
        recommend,
        ease,
    }
}

#[test]
fn a_withheld_group_has_no_page_and_no_numbers() {
    let site = small_groups(&THREE, &FOUR).site();
    for group in ["thimble", "buttons"] {
        let page = |month: &str| site.files.contains_key(&format!("{month}/group/{group}.html"));
        assert!(
            page("2026-09") && !page("2026-10"),
            "{group} is shown while it is large, and only then"
        );
    }
    every_page(&site, &[numbers_of_small_groups]);
}

/// Two of three and three of four: as shares, as net points, as means, as bases.
fn numbers_of_small_groups(page: &Page) -> Vec<String> {
    let numbers = [
        "66.7",
        "66.67",
        "33.3",
        "33.33",
        "75.0",
        "50.0",
        "3.67",
        "4.00",
        ">3 answers",
        ">4 answers",
    ];
    // Downloads hold more digits, so that other numbers begin as these do.
    let exactly = ["66.666", "33.333", "3.666"];
    let all = page.html.html();
    let (mut read, mut taken) = (String::new(), String::new());
    for (at, piece) in all.split("data:text/csv").enumerate() {
        let (csv, rest) = if at == 0 {
            ("", piece)
        } else {
            piece.split_once('"').unwrap_or((piece, ""))
        };
        taken += csv;
        read += &without_places(rest);
    }
    let told = numbers.into_iter().filter(|number| read.contains(number));
    let told = told.chain(exactly.into_iter().filter(|number| taken.contains(number)));
    told.map(|number| format!("tells {number}")).collect()
}

/// The text without places on charts, which are numbers of px.
fn without_places(text: &str) -> String {
    let attributes = ["d", "x", "y", "cx", "cy", "width", "height"];
    attributes.iter().fold(text.to_owned(), |text, name| {
        let begin = format!(" {name}=\"");
        let parts = text.split(begin.as_str()).enumerate();
        let kept = parts.map(|(at, part)| match part.split_once('"') {
            Some((_, rest)) if at > 0 => rest,
            _ => part,
        });
        kept.collect()
    })
}

#[test]
fn lines_about_a_withheld_group_say_that_it_is_withheld() {
    every_page(
        &small_groups(&THREE, &FOUR).site(),
        &[numbers_beside_small_groups],
    );
}

/// Lines of the last month that name a small group beside a number, and do not say that it is withheld.
fn numbers_beside_small_groups(page: &Page) -> Vec<String> {
    if !page.path.starts_with("2026-10") && page.path != "index.html" {
        return Vec::new();
    }
    let lines = page
        .named("tr li p h1 h2 h3 h4 dd text figcaption title")
        .map(text);
    let named = lines.filter(|line| line.contains("Thimble") || line.contains("Buttons"));
    named
        .filter(|line| line.contains(|c: char| c.is_ascii_digit()) && !line.contains("withheld"))
        .collect()
}

#[test]
fn what_a_withheld_group_answered_changes_nothing() {
    let site = small_groups(&THREE, &FOUR).site();
    // Another answer in each group, then another number of answers in each: all that is shown stays as it is.
    let swapped = [THREE[0], THREE[1], FOUR[3]];
    let moved = [FOUR[0], FOUR[1], FOUR[2], THREE[2]];
    for (thimble, buttons) in [(&swapped[..], &moved[..]), (&FOUR[..], &THREE[..])] {
        let other = small_groups(thimble, buttons).site();
        assert!(site.files.keys().eq(other.files.keys()));
        let differ = site
            .files
            .iter()
            .filter(|(path, bytes)| unprinted(bytes) != unprinted(&other.files[*path]));
        none(differ.map(|(path, _)| path.clone()).collect());
    }
}

/// A page without the fingerprints of the files that were read.
fn unprinted(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut pieces = text.split("fingerprint ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| {
        all + piece.trim_start_matches(|c: char| c.is_ascii_hexdigit())
    })
}

#[test]
fn a_column_that_nobody_configured_is_nowhere() {
    let site = Survey::plain(alike(&["North".to_owned(), "South".to_owned()], &MONTHS)).site();
    let told = site
        .files
        .iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Thistledown"));
    none(told.map(|(path, _)| path.clone()).collect());
    let customers = content()
        .files
        .iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("R2610"));
    none(
        customers
            .map(|(path, _)| format!("{path} names a response"))
            .collect(),
    );
}

// ---- Hostile text ----

/// Texts that would be markup, code or a template if they were not text.
const HOSTILE: [&str; 30] = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</title><script>alert(3)</script>",
    "</style><img src=x onerror=alert(4)>",
    "</textarea></select></table></svg></main><h1>5</h1>",
    "<!-- 6 --><![CDATA[ 7 ]]>",
    "]]>",
    "-->",
    "\"><b onmouseover=alert(8)>",
    "' onclick='alert(9)",
    "\" onfocus=\"alert(10)\" autofocus=\"",
    "`${alert(11)}`",
    "{{ 7 * 7 }}",
    "{{ title | safe }}",
    "{% raw %}{{ recommend }}{% endraw %}",
    "{% include \"base.html\" %}",
    "{# comment #}",
    "{ $value } { -brand }",
    "{a|rich text}{value}{b}",
    "javascript:alert(12)",
    "data:text/html,<script>alert(13)</script>",
    "//evil.example/x",
    "https://evil.example/",
    "\u{202e}gpj.exe\u{202c}",
    "\u{2066}isolated\u{2069}",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "../../etc/passwd",
    "CON",
    "[link](javascript:alert(14)) **bold** ![picture](https://evil.example/p.png)",
    "}*{background:url(https://evil.example/)}\\",
];

fn plain(how_many: usize) -> Vec<String> {
    (0..how_many).map(|at| format!("Plain {at}")).collect()
}

#[test]
fn hostile_values_come_out_as_text() {
    let plain = elements(&Survey::plain(alike(&plain(HOSTILE.len()), &MONTHS)).site());
    survive(&HOSTILE.map(str::to_owned), &MONTHS, &plain);
}

/// Public collections of attacks, so many at a time that pages which list them all stay small.
#[test]
#[ignore = "reads real data"]
fn public_attacks_as_values_come_out_as_text() {
    if no_real_data() {
        return;
    }
    let attacks = attacks();
    assert!(attacks.len() > 6_500, "{} attacks", attacks.len());
    let distinct: BTreeMap<String, String> = attacks
        .into_iter()
        .map(|attack| (tidy(&attack).into_owned(), attack))
        .collect();
    let attacks: Vec<String> = distinct.into_values().collect();
    let mut plainly = BTreeMap::new();
    for some in attacks.chunks(CHUNK) {
        let plain = plainly
            .entry(some.len())
            .or_insert_with(|| elements(&Survey::plain(alike(&plain(some.len()), &MONTHS[1..])).site()));
        survive(some, &MONTHS[1..], plain);
    }
}

const CHUNK: usize = 100;

/// Every value is text on its own page and elsewhere, and the site has the elements that it has with plain values.
#[track_caller]
fn survive(values: &[String], months: &[&'static str], plain: &Elements) {
    let site = Survey::plain(alike(values, months)).site();
    let seen: Vec<String> = values.iter().map(|value| tidy(value).into_owned()).collect();
    sound(&site);
    none(unsaid(&site, &seen));
    none(unlike(&elements(&site), plain));
}

/// The elements of a site with the names of their attributes, those in drawings apart, and how many there are.
type Elements = BTreeMap<(bool, String), usize>;

/// The values that no page has for its subject, or that no link shows as they are.
fn unsaid(site: &Site, values: &[String]) -> Vec<String> {
    let mut titles = Vec::new();
    let mut links = BTreeSet::new();
    let is_group = |page: &Page| {
        page.path.starts_with("2026-10/group/") && !page.html.html().contains("This page has moved")
    };
    for page in pages(site).filter(is_group) {
        titles.push((
            page.named("title").map(text).collect::<String>(),
            page.named("h1").map(text).collect::<String>(),
        ));
        if links.is_empty() {
            links.extend(page.named("a").map(text));
        }
    }
    let said = |value: &str| {
        let start = format!("{value} · ");
        titles
            .iter()
            .any(|(title, heading)| title.starts_with(&start) && heading.contains(value))
            && links.contains(value)
    };
    values.iter().filter(|value| !said(value)).cloned().collect()
}

fn elements(site: &Site) -> Elements {
    let mut all = Elements::new();
    // Addresses of 0.1.0 lead on where a file may have their name, which hangs on the value.
    for page in pages(site).filter(|page| !page.html.html().contains("This page has moved")) {
        for element in page.elements() {
            let mut kind = element.value().name().to_owned();
            let mut names: Vec<&str> = element.value().attrs().map(|(name, _)| name).collect();
            names.sort_unstable();
            names.iter().for_each(|name| kind += &format!(" {name}"));
            *all.entry((in_drawing(element), kind)).or_default() += 1;
        }
    }
    all
}

/// How the elements of a hostile site differ from those of a plain one. A drawing may break lines elsewhere.
fn unlike(hostile: &Elements, plain: &Elements) -> Vec<String> {
    let differs = |key: &&(bool, String)| {
        let drawn = key.0;
        if drawn {
            !plain.contains_key(*key)
        } else {
            hostile.get(*key) != plain.get(*key)
        }
    };
    let kinds: BTreeSet<_> = hostile.keys().chain(plain.keys()).filter(differs).collect();
    let count = |all: &Elements, key: &(bool, String)| all.get(key).copied().unwrap_or(0);
    let line = |key: &(bool, String)| {
        format!(
            "{} <{}>, with plain text {}",
            count(hostile, key),
            key.1,
            count(plain, key)
        )
    };
    kinds.into_iter().map(line).collect()
}

/// All that holds for every page of any site.
const ALWAYS: [Check; 7] = [
    malformed,
    runs_or_styles,
    asks_elsewhere,
    loose_policy,
    frame,
    ids_twice,
    inner_references,
];

#[track_caller]
fn sound(site: &Site) {
    every_page(site, &ALWAYS);
    none(lost(site));
    none(styles_ask_elsewhere(site));
}

#[test]
fn hostile_names_come_out_as_text() {
    let all = HOSTILE.join(" ");
    let groups: Vec<String> = (0..HOSTILE.len()).map(|at| format!("g{at}")).collect();
    let labels = groups.iter().cloned().zip(HOSTILE.map(str::to_owned)).collect();
    let hostile = Survey {
        title: all.clone(),
        organization: all.clone(),
        label: all.clone(),
        file: all.replace('/', "∕"),
        wording: all.clone(),
        labels,
        rows: alike(&groups, &MONTHS),
    };
    let site = hostile.site();
    sound(&site);
    none(unsaid(&site, &HOSTILE.map(str::to_owned)));
    every_page(&site, &[title_and_organisation]);
    let plain = elements(&Survey::plain(alike(&groups, &MONTHS)).site());
    let new = elements(&site)
        .into_keys()
        .filter(|kind| !plain.contains_key(kind));
    none(new.map(|(_, kind)| format!("<{kind}>")).collect());
}

/// The title and the organisation stand at the end of every page's title, as they were written.
fn title_and_organisation(page: &Page) -> Vec<String> {
    let all = HOSTILE.join(" ");
    let title: String = page.named("title").map(text).collect();
    let wrong = !title.ends_with(&format!("{all} · {all}"));
    wrong
        .then(|| format!("title and organisation are not in {title:?}"))
        .into_iter()
        .collect()
}

#[test]
fn hostile_commentary_comes_out_as_text() {
    let body: Vec<&str> = HOSTILE.into_iter().filter(|text| !text.contains("{{")).collect();
    let all = Value::from(body.join(" "));
    let commentary = format!(
        "---\nauthor: {all}\nheadline: {all}\n---\n\n{}\n",
        body.join("\n\n")
    );
    let survey = Survey::plain(alike(&["North".to_owned(), "South".to_owned()], &MONTHS));
    let files = survey.files().with("commentary/2026-10/overview.md", commentary);
    let site = site_of(build_files(&files, None));
    sound(&site);
    let page = pages(&site)
        .find(|page| page.path == "2026-10/index.html")
        .expect("the overview");
    let said: String = page.named("main").map(text).collect();
    let kept = [
        "<script>alert(1)</script>",
        "<b onmouseover=alert(8)>",
        "<!-- 6 -->",
        "{# comment #}",
        "{ $value }",
    ];
    none(
        kept.into_iter()
            .filter(|it| !said.contains(it))
            .map(|it| format!("{it} is missing"))
            .collect(),
    );
    let own = |it: &ElementRef<'_>| it.attr("src").is_some_and(|src| src.starts_with("../assets/"));
    let foreign = page.named("img script textarea").filter(|it| !own(it));
    none(foreign.map(|it| it.html()).collect());
}

// ---- Real data ----

#[test]
#[ignore = "reads real data"]
fn the_airport_site_is_sound() {
    if no_real_data() {
        return;
    }
    let site = site_of(build("tests/real/airport"));
    sound(&site);
    none(heavy(&site));
}

#[test]
#[ignore = "reads real data"]
fn the_city_site_is_sound() {
    if no_real_data() {
        return;
    }
    let site = site_of(build("tests/real/city-311"));
    sound(&site);
    none(heavy(&site));
}

// ---- Killed builds ----

const MANIFEST: &str = "cxpress-manifest.json";

/// The fingerprints of a site's files, by its manifest.
type Manifest = BTreeMap<String, String>;

/// A project in two versions that take turns, and its published site.
struct Press {
    folder: tempfile::TempDir,
}

impl Press {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// Lays a version of the project. They differ in every page and in the number of pages.
    fn lay(&self, version: usize) {
        let mut survey = Survey::plain(alike(&plain(40 + version), &MONTHS));
        survey.title = format!("Version {version}");
        survey.write(&self.folder.path().join("project"));
    }

    /// The folder that holds the site and nothing else.
    fn beside(&self) -> PathBuf {
        self.folder.path().join("published")
    }

    fn site(&self) -> PathBuf {
        self.beside().join("site")
    }

    fn start(&self) -> Run {
        let left = names(&self.beside());
        let child = Command::new(env!("CARGO_BIN_EXE_cxpress-under-test"))
            .args(["build", "--quiet", "--output"])
            .args([self.site(), self.folder.path().join("project")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        Run {
            child,
            beside: self.beside(),
            left,
            start: Instant::now(),
        }
    }

    /// Builds a version to the end. Gives its manifest, how long it took to build, and how long to write.
    fn finish(&self, version: usize) -> (Manifest, Duration, Duration) {
        self.lay(version);
        let mut run = self.start();
        run.wait_for_writing();
        let building = run.start.elapsed();
        let status = run.child.wait().expect("the command ends");
        assert!(status.success(), "{status}");
        (self.whole(), building, run.start.elapsed() - building)
    }

    /// The manifest of the site, which must be there to the last byte and hold nothing else.
    fn whole(&self) -> Manifest {
        let text = fs::read_to_string(self.site().join(MANIFEST)).expect("a manifest");
        let manifest: Value = serde_json::from_str(&text).expect("a manifest is JSON");
        let files = manifest["files"].as_object().expect("a table of files");
        let print = |print: &Value| print.as_str().expect("a fingerprint").to_owned();
        let told: Manifest = files.iter().map(|(path, it)| (path.clone(), print(it))).collect();
        assert_eq!(told, fingerprints(&self.site()));
        told
    }

    /// What stands beside the site.
    fn leftovers(&self) -> Vec<String> {
        let names = names(&self.beside()).into_iter();
        names.filter(|name| name != "site").collect()
    }
}

/// What is in a folder, if it is there.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// A build that is going on.
struct Run {
    child: Child,
    /// The folder in which it will write under a new name.
    beside: PathBuf,
    /// What builds left there before.
    left: BTreeSet<String>,
    start: Instant,
}

impl Run {
    /// Until the build begins to write, or has ended.
    fn wait_for_writing(&mut self) {
        let is_new = |name: &String| name.starts_with(".site.cxpress-") && !self.left.contains(name);
        while !names(&self.beside).iter().any(is_new)
            && self.child.try_wait().is_ok_and(|ended| ended.is_none())
        {
            sleep(Duration::from_micros(50));
        }
    }

    fn runs(&mut self) -> bool {
        self.child.try_wait().expect("a state").is_none()
    }

    /// Kills the build at a moment. Says whether it was still running.
    fn kill(mut self, moment: Moment) -> bool {
        match moment {
            Moment::OfBuilding(after) => sleep(after),
            Moment::OfWriting(after) => {
                self.wait_for_writing();
                sleep(after);
            }
        }
        let running = self.runs();
        self.child.kill().expect("the build is killed");
        self.child.wait().expect("the build ends");
        running
    }
}

fn fingerprints(site: &Path) -> Manifest {
    let mut found = Manifest::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let print = format!("{:016x}", xxh3_64(&fs::read(&path).expect("a file")));
                let path = path
                    .strip_prefix(site)
                    .expect("below the site")
                    .to_string_lossy()
                    .into_owned();
                found.insert(path, print);
            }
        }
    }
    found.remove(MANIFEST);
    found
}

/// After how long a build is killed: since it began, or since it began to write.
#[derive(Clone, Copy, Debug)]
enum Moment {
    OfBuilding(Duration),
    OfWriting(Duration),
}

/// Twenty moments: six anywhere in a build, fourteen while it writes, exchanges and clears away.
fn moments(building: Duration, writing: Duration) -> Vec<Moment> {
    let anywhere = (0..6).map(|at| Moment::OfBuilding(building * at / 6));
    let late = (0..14).map(|at| Moment::OfWriting(writing * at / 24));
    anywhere.chain(late).collect()
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let press = Press::new();
    let (first, ..) = press.finish(0);
    let (second, building, writing) = press.finish(1);
    let manifests = [first, second];
    let mut standing = 1;
    let mut torn = 0;
    for moment in moments(building, writing) {
        let next = 1 - standing;
        press.lay(next);
        let running = press.start().kill(moment);
        let found = press.whole();
        let replaced = found == manifests[next];
        assert!(
            replaced || found == manifests[standing],
            "{moment:?}: neither the old site nor the new one"
        );
        assert!(
            replaced || running,
            "{moment:?}: a build that ended wrote nothing"
        );
        torn += usize::from(!press.leftovers().is_empty());
        standing = if replaced { next } else { standing };
    }
    assert!(torn > 0, "no build was killed while it wrote");
    press.finish(1 - standing);
    assert_eq!(press.leftovers(), Vec::<String>::new());
}
