//! The whole site of a hand-written report: addresses, links, hostile text, what is withheld, determinism.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod courses;
mod fixture;
mod languages;
mod trust;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cxpress_diagnostic::Severity;
use cxpress_document::commentary::CommentaryPage;
use cxpress_generator::{Generated, check, digest, generate, single_file};
use cxpress_metric::Kind;
use cxpress_report::{Cell, Report};
use fixture::{HOSTILE, SECRET, binding, commentary, good_commentary, report, theme, without_findings};

/// Dimensions with their values, as an author writes them.
type Filters = &'static [(&'static str, &'static str)];

fn pages(report: &Report) -> BTreeMap<String, String> {
    let Generated { site, diagnostics } = generate(report, &good_commentary(), &theme());
    let files = site.unwrap_or_else(|| panic!("{diagnostics:#?}")).files;
    let texts = files.into_iter().map(|(path, bytes)| {
        if path.ends_with(".xlsx") {
            (path, String::new())
        } else {
            (path, String::from_utf8(bytes).unwrap())
        }
    });
    texts.collect()
}

fn html(report: &Report) -> BTreeMap<String, String> {
    pages(report)
        .into_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .collect()
}

/// The pages of the report as it is, drawn once for all tests.
fn whole() -> &'static BTreeMap<String, String> {
    static WHOLE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let pages = files().iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, text)| (path.clone(), text.clone())).collect()
    });
    &WHOLE
}

/// The same with what they load.
fn files() -> &'static BTreeMap<String, String> {
    static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| pages(&report()));
    &FILES
}

/// The values of an attribute in a page, as written.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// Whether an address holds a table itself.
fn is_csv(address: &str) -> bool {
    address.starts_with("data:text/csv;charset=utf-8,")
}

/// The path that a relative address in a page leads to.
fn resolve(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {href} leaves the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn permanent_addresses_are_there() {
    let files = files();
    for path in [
        "index.html",
        "2026-10/index.html",
        "2025-09/index.html",
        "2026-10/metrics/recommend.html",
        "2025-09/metrics/resolution.html",
        "2026-10/channel/live-chat.html",
        "2026-09/channel/phone.html",
        "data.html",
        "archive.html",
        "learn.html",
        "trust.html",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    assert!(
        !files.contains_key("2026-08/channel/phone.html"),
        "slices have two periods"
    );
    assert!(
        !files.keys().any(|path| path.contains("hidden")),
        "no page without a value"
    );
    assert!(
        !files.contains_key("2026-10/channel/fax.html"),
        "no page where all is withheld"
    );
    assert!(
        !files.contains_key("2026-02/metrics/effort.html"),
        "no page without data"
    );
}

#[test]
fn periods_after_the_reported_one_do_not_appear() {
    let mut report = report();
    report.current -= 1;
    report.families.clear();
    let files = pages(&report);
    for (path, text) in &files {
        // A day in it may stand there: some action was due then.
        let mut lines = text.lines();
        let told = lines.find(|line| line.replace("2026-10-", "").contains("2026-10"));
        assert!(!path.contains("2026-10") && told.is_none(), "{path}: {told:?}");
    }
}

#[test]
fn every_link_leads_to_a_page_and_a_place_on_it() {
    let files = files();
    let ids: BTreeMap<_, BTreeSet<_>> = files
        .iter()
        .map(|(path, text)| (path.as_str(), attributes(text, "id").into_iter().collect()))
        .collect();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for href in attributes(text, "href").into_iter().filter(|href| !is_csv(href)) {
            let (file, fragment) = href
                .split_once('#')
                .map_or((href, None), |(file, id)| (file, Some(id)));
            let target = if file.is_empty() {
                path.clone()
            } else {
                resolve(path, file)
            };
            let ids = ids
                .get(target.as_str())
                .unwrap_or_else(|| panic!("{path}: {href} leads nowhere"));
            assert!(
                fragment.is_none_or(|id| ids.contains(id)),
                "{path}: {href} has no such place"
            );
        }
    }
}

/// Every page of the period is a section of the file, every link leads into it, and nothing else is loaded or run.
#[test]
fn one_file_holds_the_period() {
    let report = report();
    let file = single_file(&report, &good_commentary(), &theme());
    let file = String::from_utf8(file.unwrap()).unwrap();
    let ids = attributes(&file, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    for section in [
        "2026-10-index",
        "2026-10-metrics-recommend",
        "2026-10-channel-live-chat",
        "data",
        "archive",
        "learn",
        "trust",
    ] {
        assert!(known.contains(section), "{section}");
    }
    assert!(!file.contains("id=\"2026-09"));
    let links = attributes(&file, "href");
    assert!(links.len() > 100);
    for href in links.iter().filter(|href| !is_csv(href)) {
        let place = href
            .strip_prefix('#')
            .unwrap_or_else(|| panic!("{href} leads out of the file"));
        assert!(known.contains(place), "{href} leads nowhere");
    }
    assert_eq!(attributes(&file, "src"), [""; 0]);
    assert_eq!(file.matches("<main").count(), 1);
    let policy = between(&file, "Content-Security-Policy\" content=\"", "\"");
    assert_eq!(policy.matches("'sha256-").count(), 3);
    assert!(!policy.contains("unsafe") && !policy.contains("self"), "{policy}");
}

#[test]
fn ids_stand_once_on_a_page() {
    for (path, text) in whole() {
        let ids = attributes(text, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
    }
}

#[test]
fn pages_run_and_load_only_files_of_the_site() {
    for (path, text) in whole() {
        let scripts: Vec<_> = text.split("<script").skip(1).collect();
        for script in &scripts {
            assert!(
                script.starts_with(" src=\"") && script.contains("></script>"),
                "{path}: {script}"
            );
        }
        assert_eq!(scripts.len(), 2, "{path}");
        for never in [
            "<style",
            " style=",
            "<iframe",
            "<img",
            "javascript:",
            " onload=\"",
            " onclick=\"",
        ] {
            assert!(!text.contains(never), "{path} holds {never}");
        }
        let addresses = attributes(text, "src")
            .into_iter()
            .chain(attributes(text, "href"));
        for address in addresses.filter(|address| !is_csv(address)) {
            assert!(
                !address.contains(':') && !address.starts_with('/'),
                "{path}: {address}"
            );
        }
        assert!(
            text.contains(
                "\"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
                 form-action 'none'\""
            ),
            "{path}"
        );
        assert!(
            text.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{path}"
        );
    }
}

#[test]
fn text_from_data_is_never_markup() {
    let site = whole();
    let found = site.values().any(|text| text.contains("&lt;script&gt;alert(1)"));
    assert!(found, "the hostile label is shown, as text");
    for (path, text) in site {
        assert!(
            !text.contains(HOSTILE) && !text.contains("<b>survey</b>"),
            "{path}"
        );
        assert!(!text.contains("49</h"), "{path} evaluated a label");
        assert_eq!(
            text.matches("<title>").count(),
            text.matches("</title>").count(),
            "{path}"
        );
    }
}

#[test]
fn every_page_has_one_title_landmarks_and_a_language() {
    for (path, text) in whole() {
        assert_eq!(text.matches("<h1").count(), 1, "{path}");
        for once in [
            "<main id=\"text\">",
            "<header",
            "<footer>",
            "class=\"skip\"",
            "<html lang=\"en-GB\" dir=\"ltr\">",
        ] {
            assert_eq!(text.matches(once).count(), 1, "{path}: {once}");
        }
        assert_eq!(
            text.matches("<table").count(),
            text.matches("<caption").count(),
            "{path}"
        );
    }
}

/// The table of strings that is complete.
fn english() -> &'static str {
    include_str!("../../../themes/default/strings/en.ftl")
}

#[test]
fn no_sentence_is_missing_or_half_filled_in() {
    let known: BTreeSet<_> = string_ids(english()).collect();
    for (path, text) in whole() {
        assert!(
            !text.contains("{$") && !text.contains("{ $"),
            "{path} has an unfilled sentence"
        );
        let shown = text
            .split('>')
            .filter_map(|piece| piece.split('<').next())
            .collect::<Vec<_>>()
            .join(" ");
        for word in shown.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            assert!(
                !word.contains('-') || !known.contains(word),
                "{path} shows the id {word}"
            );
        }
    }
}

fn string_ids(table: &str) -> impl Iterator<Item = &str> {
    let named = table
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    named.filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let below = |path: PathBuf| {
        if path.is_dir() {
            files_below(&path)
        } else {
            vec![path]
        }
    };
    entries.into_iter().flat_map(below).collect()
}

/// The sources of this crate and the templates of the theme, as text.
fn sources() -> String {
    let mut text = String::new();
    for path in files_below(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        text.push_str(&std::fs::read_to_string(path).unwrap());
    }
    let theme = theme();
    let templates = theme.files().into_keys().filter(|path| path.ends_with(".html"));
    text.extend(templates.filter_map(|path| theme.file(path)));
    text
}

#[test]
fn every_string_is_used_and_every_one_used_is_there() {
    let table = english();
    let ids: BTreeSet<_> = string_ids(table).collect();
    assert_eq!(ids.len(), string_ids(table).count(), "a string stands twice");
    let sources = sources();
    let called = [
        ".get(\"",
        ".say(\"",
        "word(id=\"",
        ".say(\n            \"",
        ".say(\n        \"",
        ".say(\n                \"",
    ];
    let used = called
        .iter()
        .flat_map(|call| sources.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next());
    for id in used {
        assert!(ids.contains(id), "`{id}` is not in the string table");
    }
    // By kind of thing: parts, reasons, terms, units and directions by metric, columns, why verdicts fall on a part, lenses.
    let by_kind = [
        "judged-why-",
        "part-",
        "reason-",
        "term-",
        "meaning-",
        "unit-",
        "direction-",
        "taken-",
        "lens-",
        "better-",
        "metric-",
        "quality-",
        "worse-",
        "clause-",
    ];
    for id in ids
        .iter()
        .filter(|id| by_kind.iter().all(|kind| !id.starts_with(kind)))
    {
        assert!(
            sources.contains(&format!("\"{id}\"")),
            "`{id}` is in the string table but not used"
        );
    }
}

#[test]
fn reasons_are_ranked_and_named_only_where_chance_allows() {
    let pages = whole();
    let at =
        |path: &str| between(&pages[path], "id=\"reasons-perfect\"", "</section>").replace('\u{a0}', " ");
    let now = at("actions.html");
    assert!(now.contains("100 customers were lost. &lt;img src=x onerror=alert(2)&gt; is the reason given"));
    assert!(now.contains("<svg"), "a chart");
    let rows: Vec<String> = now.split("<tr>").skip(2).map(plain).collect();
    for (row, expected) in rows.iter().zip([
        "| 50 | 50.0 % | 40.4 – 59.6 | 50.0 %",
        "Live chat | 25 | 25.0 % | 17.5 – 34.3 | 75.0 %",
        "Fax | withheld (fewer than 5)",
        "Withheld, or without a reason | 25",
        "All | 100",
    ]) {
        assert!(row.contains(expected), "{row}, expected {expected}");
    }
    let before = at("2026-09/actions.html");
    assert!(before.contains("Live chat and Phone are the reasons given most often."));
    assert!(before.contains("Without a reason"));
    assert!(!pages["2026-08/actions.html"].contains("reasons-perfect"));
}

#[test]
fn touchpoints_stand_under_their_stages() {
    let page = &whole()["2026-10/journey.html"];
    for id in ["touchpoints", "emotion"] {
        let section = between(page, &format!("id=\"{id}\""), "</section>");
        let parts: Vec<String> = section.split("<tbody>").skip(1).map(plain).collect();
        let headings = ["Before <b>take-off</b>", "After", "Further touchpoints"];
        let headings = headings.iter().take(parts.len());
        assert!(parts.len() > 1, "{section}");
        assert!(
            parts
                .iter()
                .zip(headings)
                .all(|(part, heading)| part.trim_start().starts_with(heading)),
            "{parts:?}"
        );
    }
    let emotion = between(page, "id=\"emotion\"", "</section>");
    let drawing = between(emotion, "<svg", "</svg>");
    assert!(
        drawing.contains("After") && drawing.contains("take-off"),
        "{drawing}"
    );
    assert_eq!(
        page.matches("scope=\"rowgroup\"").count(),
        page.matches("colspan").count()
    );
}

#[test]
fn what_is_withheld_appears_nowhere() {
    let mut report = report();
    // The engine never puts a value into a withheld cell; here we see that no page makes one up from its neighbours.
    for figure in &report.figures {
        for slice in figure
            .slices
            .iter()
            .filter(|slice| slice.dimension == 0 && slice.value == 3)
        {
            assert!(slice.cells.iter().all(|cell| matches!(cell, Cell::Withheld)));
        }
    }
    let shown = html(&report);
    let breakdown = &shown["2026-10/metrics/recommend.html"];
    let row = breakdown
        .split("Fax")
        .nth(1)
        .unwrap()
        .split("</tr>")
        .next()
        .unwrap();
    assert!(row.contains("withheld (fewer than 5)"));
    assert!(
        !row.contains(|c: char| c.is_ascii_digit() && c != '5' && c != '2'),
        "{row}"
    );
    assert!(shown.values().all(|text| !text.contains(SECRET)));
    report.minimum_base = 8;
    assert!(html(&report)["2026-10/metrics/recommend.html"].contains("withheld (fewer than 8)"));
}

#[test]
fn the_same_report_gives_the_same_bytes_on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| generate(&report(), &good_commentary(), &theme()).site.unwrap())
    };
    let (one, four) = (on(1), on(4));
    assert_eq!(one.files.len(), four.files.len());
    for (path, bytes) in &one.files {
        assert!(four.files[path] == *bytes, "{path} differs");
    }
}

#[test]
fn verdict_sentences_say_what_the_comparisons_say() {
    let site = whole();
    let overview = &site["index.html"];
    assert!(
        overview.contains("Fewer customers would recommend us; Easy to get help worsened.</h1>"),
        "{overview}"
    );
    assert!(
        overview.contains(
            "Tested over time: 6 comparisons of whole figures and 12 of groups; 6 came out as real."
        )
    );
    assert!(overview.contains("at most one in forty is expected to be chance"));
    let resolution = &site["2026-10/metrics/resolution.html"];
    assert!(
        resolution.contains("losed tickets alone would say 6.1\u{a0}h"),
        "{resolution}"
    );
    assert!(overview.contains("<time datetime=\"2026-10-28\">28 October 2026</time>"));
    let recommend = &site["2026-10/metrics/recommend.html"];
    assert!(recommend.contains("<h1>Would recommend – lower than a year ago: 35.0 against 42.0</h1>"));
    assert!(recommend.contains(
        "Without weights and as if answers were independent, the fall of 8.9\u{a0}points would count as real"
    ));
    assert!(recommend.contains("There is no evidence that it changed since the period before"));
    assert!(!recommend.contains("id=\"why\"") && recommend.contains("id=\"split\""));
    let effort = &site["2026-10/metrics/effort.html"];
    assert!(effort.contains("every group rose, and yet the total moved by"));
    assert!(
        effort.contains("<h1>Easy to get help – lower than a year ago: 61.8\u{a0}% against 66.1\u{a0}%</h1>")
    );
    assert!(resolution.contains("worsened: 64.0\u{a0}% within 7 days, was 71.2\u{a0}%</h1>"));
    assert!(site["2026-08/index.html"].contains("<h1>What customers told us in August 2026.</h1>"));
}

/// A section of a page as text.
fn section(page: &str, id: &str) -> String {
    let html = between(page, &format!("<section id=\"{id}\">"), "</section>");
    text_of(html).replace('\u{a0}', " ")
}

#[test]
fn the_usual_variation_is_said_beside_the_change() {
    let site = whole();
    let trend = |figure: &str| section(&site[&format!("2026-10/metrics/{figure}.html")], "trend");
    let dashed = "Grey: the usual range.";
    for (figure, sentence) in [
        (
            "recommend",
            "Within the usual variation: after the periods before, anything from 33.7 to 48.3 is usual.",
        ),
        (
            "effort",
            "A real change, within the usual variation: after the periods before, anything from 60.8 to 73.2 % \
             is usual.",
        ),
        (
            "resolution",
            "A real change, and more than the usual variation (66.2 to 76.2 %): the value lies outside and at \
             least three of the last four periods lie near the same limit. This is for the share within 7 days.",
        ),
        (
            "perfect",
            "All periods before have the same value, 91.5 %: there has been no variation so far.",
        ),
    ] {
        assert!(trend(figure).contains(sentence), "{}", trend(figure));
        let is_drawn = matches!(figure, "recommend" | "effort");
        assert_eq!(trend(figure).contains(dashed), is_drawn, "{figure}");
    }
    assert!(
        text_of(between(
            &site["index.html"],
            "<section class=\"story\">",
            "</section>"
        ))
        .contains(dashed)
    );
    let earlier = section(&site["2026-09/metrics/recommend.html"], "trend");
    assert!(!earlier.contains("usual variation"), "{earlier}");
    let stars = section(&site["2026-10/metrics/stars.html"], "method");
    assert!(
        stars.contains("Usual variation | Not known yet: it takes at least six"),
        "{stars}"
    );
    let backlog = &site["2026-10/metrics/backlog.html"];
    assert!(!backlog.contains("sual variation"), "it is not tested");
}

#[test]
fn every_signal_has_its_words() {
    let mut report = report();
    let Some(cxpress_report::Control::Limits { periods, .. }) = &mut report.figures[0].control else {
        panic!("no limits");
    };
    periods[fixture::CURRENT].as_mut().unwrap().signals = vec![cxpress_report::Signal::EightInARow];
    let trend = section(&html(&report)["2026-10/metrics/recommend.html"], "trend");
    let sentence = "More than the usual variation (33.7 to 48.3): at least eight periods in a row lie on the same \
                    side of the mean, 41.0.";
    assert!(trend.contains(sentence), "{trend}");
}

#[test]
fn groups_are_said_to_differ_only_where_they_do() {
    let site = whole();
    let by_channel = |figure: &str| section(&site[&format!("2026-10/metrics/{figure}.html")], "by-channel");
    let differ = by_channel("recommend");
    for text in [
        "The groups differ by more than chance: typical spread 9.6 points (95 % interval 4.5 – 29.0).",
        "5 groups. Cochran’s Q 20.93, p < 0.001, corrected for 2 such studies < 0.001. I² 80.9 %. Typical spread (τ) \
         9.6 points, 95 % interval 4.5 – 29.0.",
    ] {
        assert!(differ.contains(text), "{text}: {differ}");
    }
    let same = by_channel("effort");
    assert!(
        same.contains("No evidence that the groups differ. | 5 groups."),
        "{same}"
    );
    assert!(!same.contains("more than chance: typical"));
    assert!(!by_channel("resolution").contains("groups differ"), "not studied");
    let earlier = section(&site["2026-09/metrics/recommend.html"], "by-channel");
    assert!(!earlier.contains("groups differ"), "{earlier}");
}

#[test]
fn the_overview_says_what_else_is_worth_knowing() {
    let site = whole();
    let page = &site["2026-10/index.html"];
    let said = section(page, "also");
    for text in [
        "Live chat: Easy to get help | : 38.1 %, from 54.9 % in September 2026: −16.8 points (−24.1 … −9.4)",
        "E-mail: Would recommend | : 28.6, everybody else 40.0: −11.4 points (−16.9 … −5.9)",
        "Oldest promise | : Do what open says, open for 68 days",
        "Heard least: Store <b> | : 24 answers, indicative (",
    ] {
        assert!(said.contains(text), "{text}: {said}");
    }
    let html = between(page, "<section id=\"also\">", "</section>");
    for href in [
        "metrics/effort.html#by-channel",
        "metrics/recommend.html#by-channel",
        "actions.html#action-open",
        "metrics/stars.html",
    ] {
        assert!(
            attributes(html, "href").iter().any(|it| it.ends_with(href)),
            "{href}: {html}"
        );
    }
    assert!(!site["2026-09/index.html"].contains("id=\"also\""));
    let mut comfortable = report();
    comfortable.notable.clear();
    assert!(!self::html(&comfortable)["index.html"].contains("id=\"also\""));
}

#[test]
fn a_digest_is_safe_text_and_leads_to_the_site_where_that_is_known() {
    let mut report = report();
    let digest_of = |report: &Report| digest(report, &good_commentary(), &theme()).expect("a digest");
    let page = |report: &Report| String::from_utf8(digest_of(report).page).expect("text");
    let unknown = page(&report);
    assert!(
        !unknown.contains("href=") && !unknown.contains("<script"),
        "{unknown}"
    );
    assert!(
        unknown.contains("Fewer customers would recommend us"),
        "{unknown}"
    );
    assert!(unknown.contains("default-src 'none'"), "it loads nothing");
    assert!(!unknown.contains(SECRET));
    report.address = Some("https://reports.example.org/cx/".to_owned());
    let known = page(&report);
    let ways = attributes(&known, "href");
    assert!(ways.len() > 5, "{ways:?}");
    assert!(
        ways.iter()
            .all(|way| way.starts_with("https://reports.example.org/cx/")),
        "{ways:?}"
    );
    assert_eq!(
        digest_of(&report),
        digest_of(&report),
        "the same bytes every time"
    );
}

#[test]
fn an_author_may_word_the_headline() {
    let mut note = commentary("2026-10", CommentaryPage::Overview, "Text.", Vec::new());
    note.headline = Some("A <calm> month.".to_owned());
    let site = generate(&report(), &[note], &theme()).site.unwrap();
    let overview = String::from_utf8(site.files["index.html"].clone()).unwrap();
    assert!(overview.contains("<h1>A &lt;calm&gt; month.</h1>"));
}

#[test]
fn bound_values_print_the_reports_own_figures() {
    let chat: Filters = &[("channel", "chat")];
    let cases: &[(&str, Option<&str>, Filters, &str)] = &[
        ("recommend", None, &[], "35.0"),
        ("nps", None, &[], "35.0"),
        ("recommend", Some("base"), &[], "2,143"),
        ("recommend", Some("interval"), &[], "30.8\u{a0}– 39.2"),
        ("recommend", Some("verdict"), &[], "no evidence of a change"),
        ("recommend", Some("promoters"), &[], "54.1\u{a0}%"),
        ("effort", Some("change"), &[], "−5.2\u{a0}points"),
        ("effort", None, chat, "38.1\u{a0}%"),
        ("effort", None, &[("channel", "Live chat")], "38.1\u{a0}%"),
        ("effort", None, &[("channel", "live-chat")], "38.1\u{a0}%"),
        ("effort", None, &[("Channel", "chat")], "38.1\u{a0}%"),
        ("effort", Some("change"), chat, "−16.8\u{a0}points"),
        ("effort", Some("mean"), &[], "3.87"),
        ("resolution", Some("closed-median"), &[], "6.1\u{a0}h"),
        ("resolution", Some("p75"), &[], "4.1\u{a0}d"),
        ("stars", None, &[], "4.28"),
    ];
    let bindings = cases
        .iter()
        .map(|(figure, part, slice, _)| binding(figure, *part, slice));
    let note = commentary("2026-10", CommentaryPage::Overview, "Values:", bindings.collect());
    let Overview { site, diagnostics } = generate_overview(&note);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let values = site.split("<b class=\"v\">").skip(1);
    let values: Vec<&str> = values.filter_map(|rest| rest.split("</b>").next()).collect();
    let expected: Vec<&str> = cases.iter().map(|(.., text)| *text).collect();
    assert_eq!(values, expected);
}

/// The overview with one commentary on it.
struct Overview {
    site: String,
    diagnostics: cxpress_diagnostic::Diagnostics,
}

fn generate_overview(note: &cxpress_document::commentary::Commentary) -> Overview {
    let mut report = report();
    report.periods.iter_mut().for_each(|period| {
        let _ = period.heard.remove(&Kind::Tickets);
    });
    let Generated { site, diagnostics } = generate(&report, std::slice::from_ref(note), &theme());
    let bytes = site.unwrap().files.remove("index.html").unwrap();
    Overview {
        site: String::from_utf8(bytes).unwrap(),
        diagnostics,
    }
}

#[test]
fn names_that_are_not_there_are_errors_with_the_nearest_name() {
    let cases: &[(&str, Option<&str>, Filters, &str, &str)] = &[
        ("recomend", None, &[], "unknown-figure", "`recommend`"),
        ("csat", None, &[], "figure-ambiguous", "`perfect`"),
        ("recommend", Some("chnage"), &[], "unknown-part", "`change`"),
        ("resolution", Some("p91"), &[], "unknown-part", "`p90`"),
        (
            "effort",
            None,
            &[("chanel", "chat")],
            "unknown-dimension",
            "`channel`",
        ),
        ("effort", None, &[("channel", "chot")], "unknown-value", "`chat`"),
        (
            "effort",
            None,
            &[("channel", "chat"), ("region", "N")],
            "two-filters",
            "one filter",
        ),
    ];
    for (figure, part, slice, code, help) in cases {
        let note = commentary(
            "2026-10",
            CommentaryPage::Overview,
            "Value:",
            vec![binding(figure, *part, slice)],
        );
        let diagnostics = check(&report(), std::slice::from_ref(&note), &theme());
        let found: Vec<_> = diagnostics.iter().collect();
        assert_eq!(found.len(), 1, "{figure}");
        assert_eq!(
            (found[0].code.name(), found[0].severity),
            (*code, Severity::Error)
        );
        assert!(
            found[0].help.as_deref().unwrap_or_default().contains(help),
            "{:?}",
            found[0]
        );
        assert_eq!(found[0].place.as_ref().unwrap().line, 7);
        assert!(generate(&report(), &[note], &theme()).site.is_none());
    }
}

#[test]
fn a_value_that_is_withheld_or_absent_is_a_word_and_a_warning() {
    let cases: &[(&str, Option<&str>, Filters, &str)] = &[
        (
            "recommend",
            None,
            &[("channel", "fax")],
            "withheld (fewer than 5)",
        ),
        (
            "recommend",
            Some("base"),
            &[("channel", "fax")],
            "withheld (fewer than 5)",
        ),
        ("hidden", None, &[], "withheld (fewer than 5)"),
        ("resolution", Some("p90"), &[], "not reached"),
        ("perfect", None, &[("channel", "chat")], "no data"),
        ("backlog", Some("change"), &[], "nothing to compare with"),
    ];
    for (figure, part, slice, word) in cases {
        let note = commentary(
            "2026-10",
            CommentaryPage::Overview,
            "Value:",
            vec![binding(figure, *part, slice)],
        );
        let Overview { site, diagnostics } = generate_overview(&note);
        assert_eq!(
            diagnostics.count(Severity::Warning),
            1,
            "{figure}: {diagnostics:?}"
        );
        assert!(
            site.contains(&format!("<b class=\"v\">{word}</b>")),
            "{figure} {part:?}"
        );
    }
}

#[test]
fn commentary_belongs_to_a_page_that_exists() {
    let slice = |dimension: &str, value: &str| CommentaryPage::Slice {
        dimension: dimension.to_owned(),
        value: value.to_owned(),
    };
    let cases = [
        (
            "2027-10",
            CommentaryPage::Overview,
            "unknown-period",
            Severity::Error,
        ),
        (
            "2026-10",
            CommentaryPage::Figure("recomend".to_owned()),
            "unknown-figure",
            Severity::Error,
        ),
        (
            "2026-10",
            slice("chanel", "phone"),
            "unknown-dimension",
            Severity::Error,
        ),
        (
            "2026-10",
            slice("channel", "phon"),
            "unknown-value",
            Severity::Error,
        ),
        (
            "2026-10",
            slice("channel", "fax"),
            "commentary-unseen",
            Severity::Warning,
        ),
        (
            "2025-10",
            slice("channel", "phone"),
            "commentary-unseen",
            Severity::Warning,
        ),
    ];
    for (period, page, code, severity) in cases {
        let diagnostics = check(
            &report(),
            &[commentary(period, page, "Text.", Vec::new())],
            &theme(),
        );
        let found: Vec<_> = diagnostics
            .iter()
            .map(|it| (it.code.name(), it.severity))
            .collect();
        assert_eq!(found, [(code, severity)]);
    }
}

#[test]
fn two_pages_at_one_address_are_an_error() {
    let mut report = report();
    report.dimensions[1].id = "metrics".to_owned();
    report.dimensions[1].values[0].id = "recommend".to_owned();
    let Generated { site, diagnostics } = generate(&report, &[], &theme());
    assert!(site.is_none());
    assert!(diagnostics.iter().any(|it| it.code.name() == "address-twice"));
}

#[test]
fn a_report_without_anything_is_still_a_site() {
    let mut report = report();
    report.figures.clear();
    report.headlines.clear();
    report.families.clear();
    report.dimensions.clear();
    without_findings(&mut report);
    report.data = cxpress_report::DataAccount::default();
    let files = generate(&report, &[], &theme()).site.unwrap().files;
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert!(text("index.html").contains("The figures of October 2026."));
    assert!(text("archive.html").contains("September 2025"));
}

#[test]
fn every_state_of_an_action_has_its_words() {
    let page = &whole()["actions.html"];
    let of = |id: &str| plain(between(page, &format!("id=\"action-{id}\""), "</article>"));
    for (id, said) in [
        ("lost", "this report has no such figure or group"),
        ("lost", "no day was set"),
        ("open", "20 October 2026: overdue by 8 days"),
        ("open", "Would recommend, Phone"),
        ("acted", "Too soon to say"),
        ("acted", "20 October 2026: done in time"),
        ("hidden", "withheld (fewer than 5)"),
        ("few", "too few to say"),
        ("values", "in October 2026"),
        ("without", "fewer than three periods are known"),
        ("since", "no data from since the action"),
        ("done", "from 31.0 in August 2026: +7.5 points (+1.5 … +13.5)"),
        (
            "doubted",
            "It was marked as verified; this figure alone does not show it.",
        ),
        ("dropped", "12 October 2026: Too dear"),
    ] {
        assert!(of(id).contains(said), "{id}: {said}\n{}", of(id));
    }
    assert!(!of("few").contains("points (") && !of("done").contains("does not show it"));
    assert!(of("acted").contains("not yet") && !of("dropped").contains("not yet"));
    assert!(page.contains("8 actions are open, 2 of them overdue; 2 verified; 1 dropped."));
    let places: Vec<_> = ["open", "done", "dropped"]
        .map(|id| page.find(&format!("action-{id}\"")))
        .to_vec();
    assert!(places.is_sorted() && places[0].is_some());
}

#[test]
fn events_benchmark_and_target_stand_with_the_trend() {
    let page = &whole()["2026-10/metrics/recommend.html"];
    let trend = between(page, "id=\"trend\"", "</section>");
    for said in [
        "<dt>1</dt>",
        "New carrier",
        "<dt>2</dt>",
        "The dialogue goes live",
        "<dt>3</dt>",
        "&lt;script&gt;",
    ] {
        assert!(trend.contains(said), "{said}");
    }
    assert!(!trend.contains("New price list") && trend.contains(">2, 3</text>"));
    let standards = plain(between(page, "id=\"standards\"", "</section>"));
    for said in [
        "Target 45",
        "from 1 April 2026 on",
        "The board",
        "1,200 answers",
        "2.3 points",
        "Would you tell a friend?",
    ] {
        assert!(standards.contains(said), "{said}\n{standards}");
    }
    assert!(plain(page).contains("below it"));
}

/// What is between the next `start` and the `end` after it.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no `{start}`"));
    rest.split_once(end).unwrap().0
}

/// The text with plain spaces, as an author would type it.
fn plain(html: &str) -> String {
    text_of(html).replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}

/// The text of a piece of a page: tags become a bar, entities their signs.
fn text_of(html: &str) -> String {
    let pieces = html
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text).trim());
    let text: Vec<_> = pieces.filter(|piece| !piece.is_empty()).collect();
    text.join(" | ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[test]
fn the_data_page_says_what_became_of_every_row() {
    let page = &whole()["data.html"];
    let totals = text_of(between(page, "All sources, row by row</caption>", "</table>"));
    assert!(totals.ends_with("All | 3 | 6,936 | 6,597 | 36 | 303"), "{totals}");
    let ledger = text_of(between(page, "Rows of Customer survey</caption>", "</table>"));
    assert!(
        ledger.ends_with(
            "Rows read | 4,624 | Rejected: rows with another number of cells than the header | −24 | 0.5\u{a0}% \
             | Set aside: blank lines | −2 | < 0.1\u{a0}% | Set aside: rows after the reported period | −200 \
             | 4.3\u{a0}% | Used | 4,398 | 95.1\u{a0}%"
        ),
        "{ledger}"
    );
    let files = text_of(between(
        page,
        "Files of Customer survey, row by row</caption>",
        "</table>",
    ));
    for text in [
        "2,312 | 2,199 | 12 | 101 | Rejected: 12 rows with another number of cells than the header. \
         Set aside: 1 blank line, 100 rows after the reported period",
        "Both files | 4,624 | 4,398 | 24 | 202",
        "CSV with semicolons, Windows-1252, 481,202 bytes, fingerprint 9f3c11d0a4be7712",
    ] {
        assert!(files.contains(text), "{text}: {files}");
    }
}

#[test]
fn the_data_page_says_what_was_not_read_and_what_was_moved() {
    let page = &whole()["data.html"];
    let survey = text_of(between(page, "<section id=\"source-survey\">", "</section>"));
    for text in [
        "Format | CSV, UTF-8, gzip, in 1 of 2 files | CSV with semicolons, Windows-1252, in 1 of 2 files",
        "“Phone”, in 1 of 2 files | They hold personal data, and nothing in the configuration asks for them.",
        "Columns | In 1 of 2 files, columns are new or gone since the file before.",
        "| “Phone” and “Store, \"new\" <i>” | “Shop” |",
    ] {
        assert!(survey.contains(text), "{text}: {survey}");
    }
    assert!(survey.contains(&format!("Personal columns, not read | “E-mail” and “{HOSTILE}”")));
    let tickets = text_of(between(page, "<section id=\"source-helpdesk\">", "</section>"));
    for text in [
        "File | data/tickets.csv | 481,202 bytes, fingerprint 9f3c11d0a4be7712 | Format | CSV, UTF-8, gzip |",
        "1 time lies in the hour that is skipped in spring; it was read as if the clock had not changed.",
        "2 times lie in the hour that comes twice in autumn; they were taken for the first.",
        "“Created at (UTC)” is in UTC, as its header says.",
    ] {
        assert!(tickets.contains(text), "{text}: {tickets}");
    }
    assert!(
        !tickets.contains("differ"),
        "one file differs from none: {tickets}"
    );
}

#[test]
fn a_column_named_like_markup_is_text_on_the_data_page() {
    let mut report = report();
    let files = &mut report.data.sources[0].files;
    files[0].personal = vec!["<script>".to_owned(), "\" onload=\"".to_owned()];
    files[1].drift.new = vec!["<script>".to_owned()];
    files[1].rows.rejected = [("<script>".to_owned(), 1)].into();
    files[1].format = "<script>".to_owned();
    let page = &html(&report)["data.html"];
    assert!(!page.contains("<script>") && page.matches("&lt;script&gt;").count() >= 5);
    assert!(!page.contains(" onload=\""));
}

#[test]
fn many_files_are_folded_and_what_is_alike_in_them_is_said_once() {
    let mut report = report();
    let files = &mut report.data.sources[0].files;
    let file = files[0].clone();
    *files = (0..36)
        .map(|n| cxpress_report::FileAccount {
            name: format!("data/{n}.csv"),
            ..file.clone()
        })
        .collect();
    files[20].drift.new = (0..30).map(|n| format!("Q{n}")).collect();
    let page = &html(&report)["data.html"];
    let survey = between(page, "<section id=\"source-survey\">", "</section>");
    let folded = text_of(between(survey, "<details class=\"ledger\">", "</details>"));
    assert!(folded.starts_with("All 36 files, one by one | ") && folded.contains("All 36 files | 83,232"));
    assert_eq!(
        survey.matches("<details").count(),
        1,
        "one file that differs is not folded"
    );
    assert_eq!(survey.matches("E-mail").count(), 1);
    assert_eq!(survey.matches("UTF-8").count(), 1);
    assert!(survey.contains("“Q19” and 10 more"), "long lists are cut");
}

#[test]
fn every_reason_has_its_words() {
    let table = english();
    let worded: BTreeSet<_> = string_ids(table)
        .filter_map(|id| id.strip_prefix("reason-"))
        .collect();
    let crates = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut keys = BTreeSet::new();
    for file in [
        "table/src/shape.rs",
        "feedback/src/reason.rs",
        "feedback/src/answer.rs",
    ] {
        let source = std::fs::read_to_string(format!("{crates}/{file}")).unwrap();
        let body = between(&source, "fn key(self) -> &'static str {", "\n    }");
        keys.extend(body.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    assert!(keys.iter().map(String::as_str).eq(worded), "{keys:?}");
}

#[test]
fn the_pages_of_studies_say_what_was_found() {
    let said = [
        (
            "2026-10/drivers.html",
            "Would recommend goes most with Food &lt;i&gt;court&lt;/i&gt;.",
        ),
        (
            "2026-10/drivers.html",
            "The 2 drivers together go with 40.0 % of the differences between customers",
        ),
        (
            "2026-10/drivers.html",
            "812 customers of 1,000 who answered Would recommend answered for all drivers.",
        ),
        (
            "2026-10/drivers.html",
            "Looked at: a random 1,000 of 52,310 responses.",
        ),
        (
            "2026-10/drivers.html",
            "Easy to get help is left out: only 41.0 % of those who answered the outcome",
        ),
        (
            "2026-09/metrics/recommend.html",
            "at least 50 customers who answered for all of them are needed",
        ),
        (
            "2026-08/metrics/recommend.html",
            "everybody gave the same answer to Satisfied with food",
        ),
        (
            "2026-07/metrics/recommend.html",
            "Satisfied with food and Satisfied with WiFi follow from each other",
        ),
        (
            "2026-06/metrics/recommend.html",
            "Fewer than two drivers are left",
        ),
        (
            "2026-10/voice.html",
            "Long wait &lt;b&gt; goes with the largest loss: Would recommend lies 6.2 points lower",
        ),
        ("2026-10/voice.html", "they are 31.0 points apart"),
        ("2026-10/voice.html", "I waited &lt;i&gt;for ever&lt;/i&gt;."),
        (
            "2026-10/journey.html",
            "The clearest fall is from Arriving to Leaving: 0.6 points",
        ),
        (
            "2026-10/lenses.html",
            "it takes 24 periods with the same period a year before, and there are 14",
        ),
        (
            "2026-10/lenses.html",
            "move against each other, each held against the same period a year before: correlation −0.61",
        ),
        (
            "2026-10/lenses.html",
            "no evidence that they move together (correlation +0.12, −0.30 … +0.50",
        ),
        ("2026-10/lenses.html", "staff are too optimistic by "),
        ("2026-09/lenses.html", "no evidence of a gap"),
    ];
    let pages = whole();
    for (path, sentence) in said {
        let text = pages[path].replace('\u{a0}', " ");
        assert!(text.contains(sentence), "{path}: {sentence}\n{}", plain(&text));
    }
    // The importance of a driver is its part of what is known; advice needs intervals on one side of the averages.
    let drivers = plain(&pages["2026-10/drivers.html"]);
    assert!(
        drivers.contains("75.0") && drivers.contains("the answers do not tell"),
        "{drivers}"
    );
    // Nothing leads to a page of a study that is not there.
    assert!(
        !pages.contains_key("2026-09/drivers.html"),
        "folded into the page of the outcome"
    );
    assert!(!pages.contains_key("2026-05/drivers.html"));
    assert!(!pages["2026-05/index.html"].contains("drivers.html"));
}

#[test]
fn a_change_of_definition_breaks_the_line_and_is_listed() {
    let pages = whole();
    let sentence =
        "Since 15 July 2026 it is measured in another way: Asked with &lt;b&gt;five&lt;/b&gt; faces.";
    for (path, said) in [
        ("2026-10/metrics/food.html", true),
        ("2026-07/metrics/food.html", true),
        ("2026-06/metrics/food.html", false),
        ("2026-10/metrics/wifi.html", false),
    ] {
        assert_eq!(pages[path].contains(sentence), said, "{path}");
    }
    assert!(pages["data.html"].contains("Changes of definitions"));
    let lines = |path: &str| {
        let trend = between(&pages[path], "id=\"trend\"", "</section>");
        trend.matches("stroke=\"var(--accent)\"").count()
    };
    let (broken, whole) = (
        lines("2026-10/metrics/food.html"),
        lines("2026-10/metrics/wifi.html"),
    );
    assert!(broken > whole, "{broken} lines, {whole} without a break");
}

// ---- Comfort on top ----

/// The bytes that a file takes where a server packs it.
fn packed(text: &str) -> usize {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, text.as_bytes()).unwrap();
    packer.finish().unwrap().len()
}

#[test]
fn scripts_stylesheet_and_pages_are_light() {
    let files = files();
    let weight = |start: &str| -> usize {
        let found = files.iter().filter(|(path, _)| path.starts_with(start));
        let found: Vec<_> = found.map(|(_, text)| packed(text)).collect();
        assert!(!found.is_empty(), "{start}");
        found.into_iter().sum()
    };
    let (style, scripts) = (
        weight("assets/style."),
        weight("assets/site.") + weight("assets/theme."),
    );
    assert!(style <= 15_000, "the stylesheet weighs {style} B");
    assert!(scripts <= 15_000, "the scripts weigh {scripts} B");
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let weight = packed(text) + style + scripts;
        assert!(weight <= 60_000, "{path} weighs {weight} B");
    }
}

/// The index of the search, as the script reads it.
fn index() -> serde_json::Value {
    let (_, script) = files()
        .iter()
        .find(|(path, _)| path.starts_with("assets/search."))
        .unwrap();
    assert!(!script.contains('<'), "nothing in it can end a script");
    let json = script.strip_prefix("window.cxpressIndex=").unwrap();
    serde_json::from_str(json.strip_suffix(";\n").unwrap()).unwrap()
}

#[test]
fn the_search_finds_what_stands_on_pages_and_nothing_else() {
    let (files, index) = (files(), index());
    let text = index.to_string();
    assert!(
        !text.contains("Fax") && !text.contains(SECRET),
        "what is withheld is not found"
    );
    let periods = index["periods"].as_array().unwrap();
    let mut found = BTreeSet::new();
    for entry in index["entries"].as_array().unwrap() {
        let path = entry[3].as_str().unwrap();
        let numbers = entry[4]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_u64().unwrap() as usize);
        let runs: Vec<usize> = numbers.collect();
        let folders = runs.chunks(2).flat_map(|run| run[0]..=run[1]);
        let mut places: Vec<String> = folders
            .map(|at| format!("{}/{path}", periods[at][0].as_str().unwrap()))
            .collect();
        if places.is_empty() {
            places.push(path.to_owned());
        }
        for place in places {
            let (file, id) = place.split_once('#').unwrap_or((&place, ""));
            let page = files.get(file).unwrap_or_else(|| panic!("{place} leads nowhere"));
            assert!(
                id.is_empty() || page.contains(&format!(" id=\"{id}\"")),
                "{place} has no such place"
            );
            let title = entry[1].as_str().unwrap();
            let shown = text_of(page).contains(title) || text_of(page).contains(entry[2].as_str().unwrap());
            assert!(shown, "{place} does not show {title}");
            found.insert(file.to_owned());
        }
    }
    let twice = ["index.html", "actions.html", "figures.html", "groups.html"].map(str::to_owned);
    let moved = |page: &str| page.contains("This page has moved") || page.contains("<div class=\"board ");
    for (path, page) in whole().iter().filter(|(path, _)| !twice.contains(path)) {
        assert!(found.contains(path) || moved(page), "{path} cannot be found");
    }
    for title in [
        "Would recommend",
        "Live chat",
        "Withheld",
        "I waited <i>for ever</i>.",
    ] {
        let mut entries = index["entries"].as_array().unwrap().iter();
        assert!(entries.any(|entry| entry[1] == title), "{title}");
    }
}

/// The cells of a table's row as `data-value`, in the order of the columns; none without.
fn values(page: &str, table: &str, row: &str) -> Vec<Option<String>> {
    let table = between(page, table, "</table>");
    let row = table.split("<tr>").find(|it| text_of(it).starts_with(row));
    let cells = row
        .unwrap_or_else(|| panic!("no row `{row:?}`"))
        .split("<t")
        .skip(1);
    let value = |cell: &str| {
        Some(
            attributes(cell.split('>').next()?, "data-value")
                .first()?
                .to_string(),
        )
    };
    cells.map(value).collect()
}

#[test]
fn rows_are_ordered_by_values_that_what_is_absent_lacks() {
    let site = whole();
    let page = &site["2026-10/metrics/recommend.html"];
    let section = between(page, "<section id=\"by-channel\">", "</section>");
    let heads: Vec<_> = attributes(section, "data-order");
    assert_eq!(heads, ["text", "value", "value", "value", "value"]);
    let shown = values(section, "<table", "Phone");
    assert!(
        shown[0].is_none() && shown[1..4].iter().all(Option::is_some),
        "{shown:?}"
    );
    let withheld = values(section, "<table", "Fax");
    assert!(withheld.iter().all(Option::is_none), "{withheld:?}");
    let archive = &site["archive.html"];
    assert_eq!(
        values(archive, "<table", "October 2026")[0].as_deref(),
        Some("13")
    );
    assert_eq!(
        values(archive, "<table", "September 2025")[0].as_deref(),
        Some("0")
    );
    assert_eq!(values(archive, "<table", "February 2026")[3], None, "no data");
}

#[test]
fn values_of_two_units_have_no_order_and_accounts_keep_theirs() {
    let site = whole();
    let slice = between(&site["2026-10/channel/phone.html"], "<table", "</table>");
    let orders: Vec<_> = slice
        .split("<th scope=\"col\"")
        .skip(1)
        .map(|head| {
            attributes(head.split('>').next().unwrap(), "data-order")
                .first()
                .copied()
        })
        .collect();
    assert_eq!(
        orders[..3],
        [Some("text"), None, None],
        "points, shares and hours side by side"
    );
    assert_eq!(orders[3], Some("value"), "verdicts");
    let ledger = between(
        &site["data.html"],
        "Rows of Customer survey</caption>",
        "</table>",
    );
    assert!(
        !ledger.contains("data-order") && ledger.contains("<tfoot>"),
        "it is read from top to bottom"
    );
    let totals = between(
        &site["data.html"],
        "All sources, row by row</caption>",
        "</table>",
    );
    assert!(
        totals.contains("data-order") && text_of(between(totals, "<tfoot>", "</tfoot>")).starts_with("All")
    );
}

#[test]
fn long_tables_can_be_filtered_and_long_pages_have_a_list_of_their_sections() {
    let site = whole();
    assert!(site["archive.html"].contains("<table data-filter>"), "14 periods");
    assert!(!site["2026-10/channel/phone.html"].contains("data-filter"));
    for (path, text) in site {
        // The totals of the data page are under its title: they need no heading, so they are no section.
        let text = text.replace("<div id=\"sources\"", "<section id=\"sources\"");
        let sections = text.matches("<section id=").count();
        let listed = text.contains("<nav class=\"contents\"");
        assert_eq!(listed, sections > 4, "{path} has {sections} sections");
        let Some((_, rest)) = text.split_once("<nav class=\"contents\"") else {
            continue;
        };
        let nav = rest.split_once("</nav>").unwrap().0;
        let ids = text
            .split("<section id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap());
        let twice: Vec<_> = ids.map(|id| format!("#{id}")).collect();
        let (wide, narrow) = nav.split_once("<details>").unwrap();
        assert_eq!(attributes(wide, "href"), twice, "{path}");
        assert_eq!(attributes(narrow, "href"), twice, "{path}");
    }
}
