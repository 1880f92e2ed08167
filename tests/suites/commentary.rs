//! What authors write beside figures: links lead there from every address of the text, files come with it, and what leads
//! nowhere is said with its place.

use cxpress::Built;
use cxpress_core::MemoryFiles;
use cxpress_generator::{Site, single_file};
use cxpress_tests::{build_files, lines, report_of};

const CONFIG: &str = "\
schema: 1
title: Report
sources:
  survey:
    kind: survey
    files: data/s.csv
    period: {column: date}
    dimensions: {topic: {column: Topic, label: Topic}}
    questions:
      nps: {column: nps, metric: nps, label: Would recommend}
      effort: {column: effort, metric: ces, scale: 1..7, direction: higher, label: Effort}
";
const ACTION: &str = "id: open\ntitle: Open earlier\nfinding: Customers waited\nfigure: nps\nowner: Desk\nopened: 2026-10-02\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";
const OVERVIEW: &str = "commentary/2026-10/overview.md";
/// The pages that the text of the overview stands on.
const ADDRESSES: [&str; 2] = ["index.html", "2026-10/index.html"];

fn project() -> MemoryFiles {
    let months = ["2026-09", "2026-10"];
    let rows = months.iter().flat_map(|month| {
        ["C++", "Live chat", "other"].into_iter().flat_map(move |topic| {
            (0..20).map(move |at| format!("{month}-05,{topic},{},{}\n", [9, 10, 7, 3][at % 4], 1 + at % 7))
        })
    });
    let csv = format!("date,Topic,nps,effort\n{}", rows.collect::<String>());
    MemoryFiles::new()
        .with("cxpress.yaml", CONFIG)
        .with("data/s.csv", csv)
        .with("actions/open.yaml", ACTION)
        .with("commentary/2026-10/desk.png", PNG)
        .with("commentary/2026-10/the plan.pdf", "%PDF-1.7")
}

fn build(texts: &[(&str, &str)]) -> Built {
    let files = texts
        .iter()
        .fold(project(), |files, (path, text)| files.with(*path, *text));
    build_files(&files, None)
}

#[track_caller]
fn clean(texts: &[(&str, &str)]) -> (Built, Site) {
    let built = build(texts);
    assert_eq!(lines(&built), Vec::<String>::new());
    let site = built.site.clone().expect("a site");
    (built, site)
}

fn page<'a>(site: &'a Site, path: &str) -> &'a str {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("no page `{path}`"));
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The commentary of a page.
fn prose(page: &str) -> &str {
    let (_, after) = page.split_once("<div class=\"prose\">").unwrap_or_default();
    after.split_once("<p class=\"by\"").map_or("", |(prose, _)| prose)
}

/// The path in the site that an attribute in a page leads to.
fn path(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('#').next().unwrap_or(address).split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Where the links and pictures of a text lead from a page.
fn ways(site: &Site, from: &str) -> Vec<String> {
    let prose = prose(page(site, from));
    let found = prose.split(&[' ', '>'][..]).filter_map(|piece| {
        let address = piece
            .strip_prefix("href=\"")
            .or_else(|| piece.strip_prefix("src=\""))?;
        address.split('"').next()
    });
    found.map(|address| path(from, address)).collect()
}

#[test]
fn links_by_name_lead_there_from_every_address() {
    let text = "[a](figure:effort) [b](<topic:Live chat>) [c](topic:C++) [d](action:open) [e](page:data) [f](page:overview) \
                [g](figure:nps#trend) [h](topic:other) [i](topic:Live%20chat)";
    let (_, site) = clean(&[(OVERVIEW, text)]);
    for from in ADDRESSES {
        let ways = ways(&site, from);
        assert_eq!(ways.len(), 9, "{ways:?}");
        assert!(ways.iter().all(|way| site.files.contains_key(way)), "{ways:?}");
        assert_eq!(ways[0], "2026-10/metrics/effort.html");
        assert!(ways[1].starts_with("2026-10/topic/live-chat-") && ways[1] == ways[8]);
        assert!(ways[2].starts_with("2026-10/topic/c-"));
        assert_eq!(
            ways[3..8],
            [
                "actions.html",
                "data.html",
                "2026-10/index.html",
                "2026-10/metrics/nps.html",
                "2026-10/topic/other.html"
            ]
        );
        assert!(prose(page(&site, from)).contains("actions.html#action-open"));
    }
}

#[test]
fn links_by_address_lead_there_from_every_address() {
    let overview = "[a](metrics/nps.html) [b](2026-10/metrics/nps.html) [c](topic/live-chat.html) [d](data.html) [e](https://x.y/z)";
    let figure = "[a](../topic/other.html) [b](effort.html#trend) [c](../../archive.html) [d](../index.html)";
    let (_, site) = clean(&[
        (OVERVIEW, overview),
        ("commentary/2026-10/metrics/nps.md", figure),
    ]);
    for from in ADDRESSES {
        let ways = ways(&site, from);
        assert_eq!(ways[..2], ["2026-10/metrics/nps.html"; 2]);
        assert!(ways[2].starts_with("2026-10/topic/live-chat-"), "{ways:?}");
        assert_eq!(ways[3], "data.html");
        assert!(
            ways[..4].iter().all(|way| site.files.contains_key(way)),
            "{ways:?}"
        );
    }
    let expected = [
        "2026-10/topic/other.html",
        "2026-10/metrics/effort.html",
        "archive.html",
        "2026-10/index.html",
    ];
    assert_eq!(ways(&site, "2026-10/metrics/nps.html"), expected);
}

#[test]
fn files_beside_a_text_come_with_it() {
    let text = "![The *new* desk](desk.png)\n\n[the plan](<the plan.pdf> \"Plan\") [again](the%20plan.pdf)";
    let topic = "---\nsubject: {topic: C++}\n---\n![The new desk](../desk.png)";
    let (built, site) = clean(&[(OVERVIEW, text), ("commentary/2026-10/topic/x.md", topic)]);
    for from in ADDRESSES {
        let ways = ways(&site, from);
        assert_eq!(site.files[&ways[0]], PNG);
        assert!(
            ways[1].starts_with("assets/files/the-plan.") && ways[1].ends_with(".pdf"),
            "{ways:?}"
        );
        assert_eq!(ways[1], ways[2]);
        assert_eq!(site.files[&ways[1]], b"%PDF-1.7");
        assert!(prose(page(&site, from)).contains("alt=\"The new desk\""));
    }
    let copies = site
        .files
        .keys()
        .filter(|path| path.starts_with("assets/files/"))
        .count();
    assert_eq!(copies, 2);
    let single = single_file(report_of(&built), &built.commentary, &built.theme).expect("a file");
    let single = String::from_utf8_lossy(&single);
    assert!(
        single.contains("<img src=\"data:image/png;base64,iVBORw0KGgph"),
        "pictures are in the file"
    );
}

#[test]
fn what_leads_nowhere_is_an_error_with_its_line() {
    for (text, message) in [
        (
            "x [a](figure:efort)",
            ":3 unknown-figure: there is no figure `efort` | did you mean `effort`?",
        ),
        (
            "[a](topic:C+)",
            ":1 unknown-value: there is no value of `topic` `C+` | did you mean `C++`?",
        ),
        (
            "[a](action:opn)",
            ":1 unknown-action: there is no action `opn` | did you mean `open`?",
        ),
        (
            "[a](page:drvers)",
            ":1 unknown-page: there is no page `drvers` | did you mean `drivers`?",
        ),
        (
            "[a](figur:effort)",
            ":1 unknown-link: nothing is called by `figur:` | did you mean `figure:`?",
        ),
        ("[a](metrics/np.html)", ":1 link-unresolved: "),
        ("[a](plan.pdf)", ":1 link-unresolved: "),
        ("[a](../../data/s.csv)", ":1 link-unresolved: "),
        ("![a](dsk.png)", ":1 link-unresolved: the picture `dsk.png`"),
        ("![](desk.png)", ":1 picture-without-words: "),
        ("![a](<the plan.pdf>)", ":1 file-kind: "),
        ("[a](figure:effort#nowhere)", ":1 link-place: "),
        ("[a](#nowhere)", ":1 link-place: "),
        ("[a](x.html)", ":1 file-kind: "),
    ] {
        let built = build(&[(OVERVIEW, text), ("commentary/2026-10/x.html", "<script>")]);
        let said = lines(&built);
        assert!(built.site.is_none(), "{text}");
        let message = format!("error {OVERVIEW}:1{message}");
        assert!(
            said.len() == 1 && said[0].starts_with(&message),
            "{message}: {said:?}"
        );
    }
}

#[test]
fn what_is_no_link_is_text_and_a_warning() {
    for (text, code) in [
        ("[a](javascript:alert(1))", "link-dropped"),
        ("![a](https://x.y/z.png)", "image-dropped"),
        ("a[^1] text", "footnote-missing"),
        ("[a](page:drivers)", "link-unseen"),
    ] {
        let built = build(&[(OVERVIEW, text)]);
        let said = lines(&built);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("warning") && said[0].contains(&format!(" {code}: ")),
            "{said:?}"
        );
        let site = built.site.expect("a site");
        let prose = prose(page(&site, "index.html"));
        assert!(
            prose.contains('a') && !prose.contains("<a ") && !prose.contains("<img"),
            "{prose}"
        );
    }
}

#[test]
fn a_heavy_picture_is_said() {
    let bytes = [PNG, &vec![0; 1_500_000]].concat();
    let built = build_files(
        &project()
            .with(OVERVIEW, "![a](b.png)")
            .with("commentary/2026-10/b.png", bytes),
        None,
    );
    let said = lines(&built);
    assert!(
        said.len() == 1
            && said[0].contains("picture-heavy: the picture `commentary/2026-10/b.png` has 1.5 MB"),
        "{said:?}"
    );
    assert!(built.site.is_some());
}

#[test]
fn footnotes_tables_and_tasks_are_on_every_kind_of_page() {
    let text = "# One\n\n### Three\n\nA[^1].\n\n|a|b|\n|--|--:|\n|1|2|\n\n- [x] c\n- [ ] d\n\n[^1]: Note of {{ nps }}.\n";
    let topic = format!("---\nsubject: {{topic: C++}}\n---\n{text}");
    let (_, site) = clean(&[
        (OVERVIEW, text),
        ("commentary/2026-10/metrics/nps.md", text),
        ("commentary/2026-10/topic/a.md", &topic),
        ("commentary/2026-10/topic/b.md", &topic),
    ]);
    let group = site
        .files
        .keys()
        .find(|path| path.starts_with("2026-10/topic/c-"))
        .expect("a page");
    for from in [
        "index.html",
        "2026-10/index.html",
        "2026-10/metrics/nps.html",
        group,
    ] {
        let page = page(&site, from);
        for piece in [
            "<h3>One</h3>",
            "<h4>Three</h4>",
            "<td>2</td>",
            "aria-label=\"done\">☑</span> c",
            "<a href=\"#note-1-1\" id=\"note-1-1-mark\"",
            "<li id=\"note-1-1\"><p>Note of <b class=\"v\">",
        ] {
            assert!(page.contains(piece), "{from}: {piece}");
        }
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let notes = ids.iter().filter(|id| id.starts_with("note-")).count();
        assert_eq!(notes, if from == group { 4 } else { 2 }, "{from}");
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{from}");
    }
}

#[test]
fn links_of_old_texts_to_groups_without_pages_become_text() {
    let rows: String = ["2026-07", "2026-08", "2026-09", "2026-10"]
        .into_iter()
        .flat_map(|month| {
            (0..40).map(move |at| format!("{month}-05,{},{},4\n", ["C++", "other"][at % 2], at % 11))
        })
        .collect();
    let files = project()
        .with("data/s.csv", format!("date,Topic,nps,effort\n{rows}"))
        .with(
            "commentary/2026-07/overview.md",
            "[a](topic:C++) [b](topic/other.html) [c](metrics/nps.html)",
        );
    let built = build_files(&files, None);
    assert_eq!(lines(&built), Vec::<String>::new());
    let site = built.site.expect("a site");
    assert_eq!(ways(&site, "2026-07/index.html"), ["2026-07/metrics/nps.html"]);
}
