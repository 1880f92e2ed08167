//! The address of a group depends on its value alone, and a text about a group stays with it.

use cxpress::Built;
use cxpress_core::MemoryFiles;
use cxpress_generator::Site;
use cxpress_tests::{build_files, lines};

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
";

/// A project with twenty answers of each of these topics, and texts.
fn project(topics: &[&str], texts: &[(&str, &str)]) -> MemoryFiles {
    let rows = topics.iter().flat_map(|topic| {
        let scores = (0..20).map(|at| [9, 10, 7, 3][at % 4]);
        let topic = topic.replace('"', "\"\"");
        scores.map(move |score| format!("2026-10-05,\"{topic}\",{score}\n"))
    });
    let csv = format!("date,Topic,nps\n{}", rows.collect::<String>());
    let files = MemoryFiles::new()
        .with("cxpress.yaml", CONFIG)
        .with("data/s.csv", csv);
    texts
        .iter()
        .fold(files, |files, (path, text)| files.with(*path, *text))
}

fn build(topics: &[&str], texts: &[(&str, &str)]) -> Built {
    build_files(&project(topics, texts), None)
}

#[track_caller]
fn site_of(built: Built) -> Site {
    let said = lines(&built).join("\n");
    built.site.unwrap_or_else(|| panic!("no site:\n{said}"))
}

fn page<'a>(site: &'a Site, path: &str) -> &'a str {
    let bytes = site.files.get(path).map_or(&[][..], Vec::as_slice);
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn title(page: &str) -> &str {
    let after = page.split_once("<title>").map_or("", |(_, rest)| rest);
    after.split_once("</title>").map_or("", |(title, _)| title)
}

/// The pages of topics with their titles.
fn topics(site: &Site) -> Vec<(&str, &str)> {
    let paths = site.files.keys().map(String::as_str);
    let pages = paths.filter(|path| path.starts_with("2026-10/topic/") && path.ends_with(".html"));
    pages.map(|path| (path, title(page(site, path)))).collect()
}

/// The page of the topic with this name.
fn about<'a>(site: &'a Site, topic: &str) -> &'a str {
    let pages = topics(site);
    let is_about = |title: &str| title.split(" · ").next() == Some(topic);
    let found = pages.iter().find(|(_, title)| is_about(title));
    found.map_or("", |(path, _)| page(site, path))
}

#[test]
fn addresses_stay_when_other_groups_come() {
    let some = site_of(build(&["C++", "Live chat", "日本", "other"], &[]));
    let more = [
        "C#",
        "C",
        "c",
        "C++",
        "live chat",
        "Live chat",
        "live-chat",
        "日本",
        "other",
        "Ärger",
    ];
    let more = site_of(build(&more, &[]));
    let kept = topics(&more);
    for page in topics(&some)
        .into_iter()
        .filter(|(_, title)| !title.starts_with("This page"))
    {
        assert!(kept.contains(&page), "{page:?} is not in {kept:?}");
    }
    let named = |path: &str| {
        kept.iter()
            .find(|(known, _)| *known == path)
            .map(|(_, title)| *title)
    };
    assert_eq!(
        named("2026-10/topic/日本.html"),
        Some("日本 · October 2026 · Report")
    );
    assert_eq!(named("2026-10/topic/c.html"), Some("c · October 2026 · Report"));
    let found: Vec<_> = kept
        .iter()
        .filter(|(_, title)| !title.starts_with("This page"))
        .collect();
    assert_eq!(found.len(), 10, "{found:?}");
}

#[test]
fn values_with_one_label_have_one_address_whichever_were_read() {
    let config = CONFIG.replace(
        "label: Topic}",
        "label: Topic, labels: {tel: Phone, call: Phone}}",
    );
    let site = |topics: &[&str]| {
        let files = project(topics, &[]).with("cxpress.yaml", config.clone());
        site_of(build_files(&files, None))
    };
    for read in [&["tel", "x"][..], &["call", "x"], &["Phone", "x", "tel"]] {
        let site = site(read);
        assert_eq!(
            title(page(&site, "2026-10/topic/call.html")),
            "Phone · October 2026 · Report",
            "{read:?}"
        );
    }
}

#[test]
fn no_page_has_a_name_that_windows_reserves() {
    let names = ["CON", "aux", "nul", "COM1", "lpt9", "prn.", "end.", "end ", "end"];
    let site = site_of(build(&names, &[]));
    for path in site.files.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name);
        assert!(!cxpress_core::address::is_reserved(stem), "{path}");
        assert!(!stem.ends_with(' '), "{path}");
    }
    assert!(about(&site, "CON").contains("20 answers"));
    let config = CONFIG.replace("      nps:", "      aux:");
    let built = build_files(&project(&["x", "y"], &[]).with("cxpress.yaml", config), None);
    let said = lines(&built);
    assert!(
        said.iter()
            .any(|line| line.contains("address-reserved") && line.contains("`aux.html`")),
        "{said:?}"
    );
}

#[test]
fn a_former_address_leads_on_where_it_can_mean_one_group_only() {
    let site = site_of(build(&["C++", "Live chat", "other"], &[]));
    let moved = page(&site, "2026-10/topic/live-chat.html");
    assert!(title(moved).starts_with("This page has moved"));
    let way = moved
        .split_once("content=\"0; url=")
        .and_then(|(_, rest)| rest.split_once('"'));
    let target = way.map_or("", |(target, _)| target).trim_start_matches("../");
    assert_eq!(title(page(&site, target)), "Live chat · October 2026 · Report");
    assert!(page(&site, "2026-10/topic/other.html").contains("20 answers"));
    let site = site_of(build(&["C#", "C++", "other"], &[]));
    for path in ["2026-10/topic/c.html", "2026-10/topic/c-2.html"] {
        let moved = page(&site, path);
        assert!(moved.contains(">C#</a>") && moved.contains(">C++</a>"), "{path}");
        assert!(!moved.contains("http-equiv=\"refresh\""), "{path}");
    }
    let site = site_of(build(&["c", "C++"], &[]));
    assert_eq!(
        title(page(&site, "2026-10/topic/c.html")),
        "c · October 2026 · Report"
    );
}

const TEXT: &str = "These lines are about C with two plus signs.";

#[test]
fn a_text_names_its_group_by_value() {
    let text = format!("---\nsubject: {{topic: C++}}\n---\n{TEXT}\n");
    for path in [
        "commentary/2026-10/topic/c.md",
        "commentary/2026-10/topic/plus.md",
        "commentary/2026-10/plus.md",
    ] {
        let built = build(&["C#", "C++", "other"], &[(path, &text)]);
        assert_eq!(lines(&built), Vec::<String>::new(), "{path}");
        let site = site_of(built);
        assert!(about(&site, "C++").contains(TEXT), "{path}");
        assert!(!about(&site, "C#").contains(TEXT), "{path}");
    }
}

#[test]
fn a_text_of_release_0_1_0_is_never_shown_on_the_page_of_another_group() {
    let text = [("commentary/2026-10/topic/c.md", TEXT)];
    let built = build(&["C++", "other"], &text);
    let said = lines(&built);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("warning commentary/2026-10/topic/c.md value-by-former-address"),
        "{said:?}"
    );
    assert!(said[0].ends_with("`subject: {topic: \"C++\"}`"), "{said:?}");
    assert!(about(&site_of(built), "C++").contains(TEXT));
    let built = build(&["C#", "C++", "other"], &text);
    assert!(built.site.is_none());
    let said = lines(&built);
    assert!(
        said[0].contains("`c` may be one of 2 values of `topic`: `C#`, `C++`"),
        "{said:?}"
    );
    let built = build(
        &["Live chat", "other"],
        &[("commentary/2026-10/topic/live-chat.md", TEXT)],
    );
    assert_eq!(lines(&built), Vec::<String>::new());
    assert!(about(&site_of(built), "Live chat").contains(TEXT));
}

#[test]
fn a_subject_that_is_none_is_an_error_with_its_line() {
    for (path, subject, message) in [
        (
            "topic/x.md",
            "subject: {topic: C+}",
            "commentary/2026-10/topic/x.md:2:18 unknown-value: there is no value of `topic` `C+`",
        ),
        (
            "channel/x.md",
            "subject: {topic: C++}",
            "commentary/2026-10/channel/x.md:2:18 commentary-subject: ",
        ),
        (
            "x.md",
            "subject: {tpic: C++}",
            "commentary/2026-10/x.md:2:17 unknown-dimension: ",
        ),
        (
            "overview.md",
            "subject: {topic: C++}",
            "commentary/2026-10/overview.md:2:18 commentary-subject: ",
        ),
        (
            "topic/x.md",
            "subject: C++",
            "commentary/2026-10/topic/x.md:2:1 wrong-type: ",
        ),
        ("x.md", "author: A", "commentary/2026-10/x.md unknown-page: "),
    ] {
        let path = format!("commentary/2026-10/{path}");
        let text = format!("---\n{subject}\n---\n{TEXT}\n");
        let built = build(&["C++", "other"], &[(&path, &text)]);
        let said = lines(&built);
        assert!(built.site.is_none(), "{path}");
        assert!(
            said.iter().any(|line| line.contains(message)),
            "{message}: {said:?}"
        );
    }
}
