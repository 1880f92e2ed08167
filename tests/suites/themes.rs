//! Themes, from the files of a report to its pages: what a file changes, what it leaves alone, and what is said of those
//! that cannot be used.

use std::path::Path;
use std::process::Command;

use cxpress_core::MemoryFiles;
use cxpress_tests::{build_files, lines};

const CONFIG: &str = "\
schema: 1
title: Cobbler
organization: Last & Sons
state: final
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: day}
    questions:
      recommend: {metric: nps, column: score}
";

/// The report of a cobbler with 60 customers, in files of its own: path and text.
fn project(config: &str, own: &[(&str, &str)]) -> MemoryFiles {
    let rows: String = (0..60)
        .map(|i| format!("2026-10-{:02},{}\n", i % 28 + 1, 4 + i % 7))
        .collect();
    let files = MemoryFiles::default()
        .with("cxpress.yaml", config)
        .with("visits.csv", format!("day,score\n{rows}"));
    own.iter()
        .fold(files, |files, (path, text)| files.with(*path, (*text).to_owned()))
}

/// The text of a file of the site, told by how its path begins and ends.
#[track_caller]
fn page(files: &MemoryFiles, start: &str, end: &str) -> String {
    let built = build_files(files, None);
    let said = lines(&built);
    let site = built.site.unwrap_or_else(|| panic!("no site: {said:#?}"));
    assert!(said.is_empty(), "{said:#?}");
    let found = site
        .files
        .iter()
        .find(|(path, _)| path.starts_with(start) && path.ends_with(end));
    let (_, bytes) = found.unwrap_or_else(|| panic!("no {start}…{end} in {:?}", site.files.keys()));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

#[track_caller]
fn overview(files: &MemoryFiles) -> String {
    page(files, "2026-10/index", ".html")
}

/// What is said of a report that cannot be built.
#[track_caller]
fn refused(config: &str, own: &[(&str, &str)]) -> String {
    let built = build_files(&project(config, own), None);
    let said = lines(&built);
    assert!(built.site.is_none(), "{said:#?}");
    assert_eq!(said.len(), 1, "{said:#?}");
    said.into_iter().next().unwrap_or_default()
}

fn themed(line: &str) -> String {
    format!("{CONFIG}{line}\n")
}

const ABOUT: (&str, &str) = ("themes/ours/theme.yaml", "templates: 1\n");

#[test]
fn a_block_a_component_and_a_string_are_replaced_and_nothing_else_is() {
    let plain = overview(&project(CONFIG, &[]));
    let own = [
        ABOUT,
        (
            "themes/ours/templates/overview.html",
            "{% extends \"default/overview.html\" %}{% block mast %}<h1>Ours: {{ page.headline }}</h1>{% endblock mast %}",
        ),
        (
            "themes/ours/templates/verdict.html",
            "{% component verdict_view(verdict) %}<i>{{ verdict.text }}!</i>{% endcomponent verdict_view %}",
        ),
        (
            "themes/ours/strings/en.ftl",
            "nav-learn = What words mean\nours = Ours & only ours\n",
        ),
        (
            "themes/ours/templates/base.html",
            "{% extends \"default/base.html\" %}{% block footer %}{{ super() }}<p>{{ word(id=\"ours\") }}</p>{% endblock footer %}",
        ),
    ];
    let changed = overview(&project(&themed("theme: ours"), &own));
    assert!(changed.contains("<h1>Ours: ") && !changed.contains("class=\"mast\""));
    assert!(plain.contains("class=\"mast\""));
    assert!(changed.contains("What words mean</a>") && !plain.contains("What words mean"));
    assert!(
        changed.contains("<p>Ours &amp; only ours</p>"),
        "strings are text"
    );
    assert!(!changed.contains("class=\"verdict"));
    let section = |text: &str| {
        let start = text.find("<section id=\"figures\">").unwrap();
        text[start..]
            .split("</section>")
            .next()
            .unwrap()
            .replace("\n", "")
    };
    assert_eq!(
        section(&plain),
        section(&changed),
        "what was not named is the same"
    );
}

#[test]
fn files_of_the_default_theme_are_replaced_without_a_name_in_the_configuration() {
    let own = [
        ("themes/default/theme.yaml", "templates: 1"),
        ("themes/default/style.css", "body{color:rebeccapurple}"),
        ("themes/default/extra.js", "\"ours\";"),
        ("themes/default/README.md", "Nothing of this gets into a page."),
        ("themes/default/.notes", "Nor of this."),
    ];
    let files = project(CONFIG, &own);
    let style = page(&files, "assets/style.", ".css");
    assert!(style.starts_with("body{color:rebeccapurple}") && !style.contains("--paper"));
    assert!(
        style.contains("@page{@bottom-left{content:\"Last "),
        "the line on paper stays"
    );
    let script = page(&files, "assets/site.", ".js");
    assert!(script.trim_end().ends_with("\"ours\";") && script.starts_with("window.cxpress="));
}

#[test]
fn what_adds_to_the_stylesheet_comes_after_it_and_before_the_colour_of_the_report() {
    let own = [("themes/paper/extra.css", "p{margin:0}")];
    let style = page(
        &project(&themed("theme: paper\naccent: \"#123456\""), &own),
        "assets/style.",
        ".css",
    );
    let places = [
        "--serif:",
        "figures in a list",
        "p{margin:0}",
        "@bottom-left{content",
        "#123456",
    ];
    let places = places.map(|text| style.rfind(text).unwrap_or_else(|| panic!("{text}")));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_paper_theme_lists_its_figures_and_its_line_can_be_changed() {
    let config = themed("theme: paper");
    let plain = overview(&project(&config, &[]));
    assert!(plain.contains("<p class=\"circulation\">Internal. Not to be passed on"));
    let group = |config: &str| {
        let config = config.replace("    questions:", "    dimensions: {score: score}\n    questions:")
            + "privacy: {minimum_base: 2}\n";
        page(&project(&config, &[]), "2026-10/score/7", ".html")
    };
    let tile = |text: &str| text.split("<article class=\"tile\">").nth(1).unwrap().to_owned();
    let base_is_first =
        |tile: &str| tile.find("class=\"base\"").unwrap() < tile.find("class=\"foot\"").unwrap();
    assert!(base_is_first(&tile(&group(&config))));
    assert!(!base_is_first(&tile(&group(CONFIG))));
    let own = [(
        "themes/paper/strings/en.ftl",
        "paper-circulation = For the board\n",
    )];
    assert!(overview(&project(&config, &own)).contains("<p class=\"circulation\">For the board</p>"));
    let german = project(&themed("theme: paper\nlanguage: de"), &[]);
    assert!(overview(&german).contains("<p class=\"circulation\">Intern. Weitergabe"));
}

#[test]
fn a_theme_can_add_a_language() {
    let own = [("themes/default/strings/nl.ftl", "nav-overview = Overzicht\n")];
    let text = overview(&project(&themed("language: nl"), &own));
    assert!(text.contains("<html lang=\"nl\" dir=\"ltr\">") && text.contains(">Overzicht</a>"));
}

#[test]
fn a_logo_stands_beside_the_name() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><path d=\"M0 0h2v1H0z\"/></svg>";
    let files = project(&themed("logo: brand/logo.svg"), &[("brand/logo.svg", svg)]);
    assert_eq!(page(&files, "assets/logo.", ".svg"), svg);
    let text = overview(&files);
    assert!(
        text.contains("<img src=\"../assets/logo.")
            && text.contains(".svg\" alt=\"\"> <b>Last &amp; Sons</b>")
    );
    assert!(!overview(&project(CONFIG, &[])).contains("<img"));
}

/// A line of the configuration, the files of a theme, and what is said of them.
type Case = (&'static str, Vec<(&'static str, &'static str)>, [&'static str; 3]);

#[test]
fn what_cannot_be_used_is_said_with_its_place_and_a_remedy() {
    let template = |text: &'static str| [ABOUT, ("themes/ours/templates/overview.html", text)];
    let cases: [Case; 9] = [
        (
            "theme: papr",
            vec![],
            ["cxpress.yaml:12:8 unknown-theme", "there is no theme `papr`", "did you mean `paper`?"],
        ),
        (
            "theme: ours",
            template("{% extends \"default/overview.html\" %}\n{% block mast %}{{ page.headlin }}{% endblock mast %}").into(),
            ["themes/ours/templates/overview.html:2:", "headlin", "--copy TEMPLATES.md"],
        ),
        (
            "theme: ours",
            template("{% block mast %}\n{% if %}{% endblock mast %}").into(),
            ["themes/ours/templates/overview.html:2:", "template-broken", "--copy TEMPLATES.md"],
        ),
        (
            "theme: ours",
            template("{% extends \"overview.html\" %}").into(),
            ["themes/ours/templates/overview.html", "extends itself", "{% extends \"default/overview.html\" %}"],
        ),
        (
            "theme: ours",
            template("{% extends \"papers.html\" %}").into(),
            ["themes/ours/templates/overview.html", "no template `papers.html`", "`cxpress theme`"],
        ),
        (
            "theme: ours",
            template("<!doctype html><title>Bare</title>").into(),
            ["page-without-policy", "`overview.html`", "Content-Security-Policy"],
        ),
        (
            "theme: ours",
            vec![("themes/ours/theme.yaml", "templates: 2")],
            ["themes/ours/theme.yaml:1:12 theme-version", "version 2", "`templates: 1`"],
        ),
        (
            "theme: ours",
            vec![("themes/ours/strings/en.ftl", "nav-overview = A\nnav learn = B\n")],
            ["themes/ours/strings/en.ftl:2 strings-broken", "no string", "`nav-overview = Overview`"],
        ),
        (
            "logo: logo.gif",
            vec![("logo.gif", "GIF89a")],
            ["cxpress.yaml:12:7 logo", "no picture that every browser shows", "SVG, PNG, JPEG or WebP"],
        ),
    ];
    for (line, own, parts) in cases {
        let said = refused(&themed(line), &own);
        for part in parts {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }
}

#[test]
fn what_nothing_reads_is_warned_of() {
    let own = [
        (
            "themes/default/templates/overview.html",
            "{% extends \"default/overview.html\" %}",
        ),
        ("themes/default/styles.css", "p{}"),
    ];
    let built = build_files(&project(CONFIG, &own), None);
    let said = lines(&built).join("\n");
    assert!(built.site.is_some(), "{said}");
    assert!(
        said.contains("warning themes/default/styles.css unknown-theme-file"),
        "{said}"
    );
    assert!(
        said.contains("theme-without-version") && said.contains("write `templates: 1`"),
        "{said}"
    );
}

/// Runs the command in a folder.
fn command(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cxpress-under-test"));
    let output = command
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_lists_files_and_copies_them_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let (passed, listed, _) = command(folder.path(), &["theme"]);
    assert!(
        passed && listed.contains("default/     templates/overview.html    main mast story"),
        "{listed}"
    );

    std::fs::write(folder.path().join("cxpress.yaml"), themed("theme: paper")).unwrap();
    let (passed, listed, _) = command(folder.path(), &["theme"]);
    assert!(
        passed && listed.contains("paper/       templates/base.html        footer"),
        "{listed}"
    );

    let copy = ["theme", "--copy", "templates/base.html"];
    let (passed, _, said) = command(folder.path(), &copy);
    assert!(
        passed && said.contains("copied to `./themes/paper/templates/base.html`"),
        "{said}"
    );
    let read = |path: &str| std::fs::read_to_string(folder.path().join("themes/paper").join(path)).unwrap();
    assert!(read("templates/base.html").contains("default/base.html"));
    assert_eq!(read("theme.yaml"), "templates: 1\n");
    let (passed, listed, _) = command(folder.path(), &["theme"]);
    assert!(
        passed && listed.contains("themes/paper/ templates/base.html"),
        "{listed}"
    );

    for (arguments, parts) in [
        (copy, ["is there already", "change it there"]),
        (
            ["theme", "--copy", "templates/overveiw.html"],
            ["has no file", "did you mean `templates/overview.html`?"],
        ),
        (
            ["theme", "--copy", "extra.js"],
            ["has no file", "write it as it should be"],
        ),
    ] {
        let (passed, _, said) = command(folder.path(), &arguments);
        assert!(!passed && parts.iter().all(|part| said.contains(part)), "{said}");
    }
    let (passed, _, said) = command(folder.path(), &["theme", "--copy", "TEMPLATES.md"]);
    assert!(
        passed && read("TEMPLATES.md").contains("# What templates are given"),
        "{said}"
    );
}
