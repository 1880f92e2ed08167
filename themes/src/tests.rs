//! What holds for every theme of this crate.

use super::*;

fn default_file(path: &str) -> String {
    Theme::default().file(path).unwrap().to_owned()
}

#[test]
fn every_file_has_text_and_something_to_do() {
    for (path, text) in EMBEDDED.iter().flat_map(|(_, files)| *files).chain(BASE) {
        assert!(!text.trim().is_empty(), "{path}");
        assert!(Role::of(path).is_some(), "{path}");
    }
    assert_eq!(Theme::default().files().len(), BASE.len());
}

#[test]
fn every_file_of_an_embedded_theme_is_embedded() {
    for (name, files) in EMBEDDED.iter().chain(&[(DEFAULT, BASE)]) {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let mut there = Vec::new();
        for folder in ["", "templates", "strings"] {
            let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
                continue;
            };
            for entry in entries.map(Result::unwrap).filter(|entry| entry.path().is_file()) {
                let file = entry.file_name().into_string().unwrap();
                there.push(if folder.is_empty() {
                    file
                } else {
                    format!("{folder}/{file}")
                });
            }
        }
        there.retain(|path| Role::of(path) != Some(Role::Notes));
        there.sort();
        let listed: Vec<_> = files.iter().map(|(path, _)| *path).collect();
        assert_eq!(there, listed, "{name}");
    }
}

#[test]
fn the_nearest_layer_has_its_way_and_what_adds_up_is_in_order() {
    let own = Layer {
        prefix: "themes/paper/templates/".into(),
        files: BTreeMap::from([
            ("extra.css".into(), "p{}".into()),
            ("style.css".into(), "a{}".into()),
        ]),
    };
    let theme = Theme::named("paper", Some(own));
    assert_eq!(theme.file("style.css"), Some("a{}"));
    assert_eq!(theme.file("site.js"), Theme::default().file("site.js"));
    assert_eq!(theme.texts("extra.css").last(), Some("p{}"));
    assert_eq!(theme.texts("extra.css").count(), 2);
    assert_eq!(theme.files()["theme.yaml"].prefix, "paper/");
    let prefixes: Vec<_> = theme.layers().iter().map(|layer| layer.prefix.as_str()).collect();
    assert_eq!(prefixes, ["themes/paper/templates/", "paper/", "default/"]);
    assert_eq!(Theme::named(DEFAULT, None), Theme::default());
}

#[test]
fn the_scripts_ask_for_nothing_and_make_no_markup_of_text() {
    for path in ["site.js", "theme.js"] {
        let script = default_file(path);
        for never in [
            "http",
            "fetch(",
            "XMLHttp",
            "WebSocket",
            "Worker",
            "import",
            "eval(",
            "Function(",
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            ".style",
            "onclick",
        ] {
            assert!(!script.contains(never), "{path} holds {never}");
        }
        assert!(script.contains("\"use strict\";"), "{path}");
    }
}

#[test]
fn the_stylesheet_asks_for_nothing_outside() {
    let style = default_file("style.css");
    let paper = Theme::named("paper", None);
    for style in paper.texts("extra.css").chain([style.as_str()]) {
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"));
    }
}

#[test]
fn the_stylesheet_knows_start_and_end_but_no_left_and_right() {
    let style = default_file("style.css");
    for side in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
    ] {
        assert!(!style.contains(side), "{side}");
    }
    let aligned = style.split("text-align:").skip(1);
    let known = |rest: &&str| {
        ["start", "end", "inherit"]
            .iter()
            .any(|side| rest.starts_with(side))
    };
    for rest in aligned.filter(|rest| !known(rest)) {
        assert!(
            rest.starts_with("left}") && style.contains("[dir=rtl] .n{text-align:left}"),
            "{rest:.20}"
        );
    }
}
