//! What holds for every theme of this crate.

use super::*;

fn default_file(path: &str) -> String {
    Theme::default().file(path).unwrap().to_owned()
}

/// The files below a folder, by their paths from it.
fn files_below(root: &std::path::Path, folder: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap);
    let named = entries.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{folder}/{name}").trim_start_matches('/').to_owned();
        (path, entry.path())
    });
    named
        .flat_map(|(path, there)| {
            if there.is_dir() {
                files_below(root, &path)
            } else {
                BTreeMap::from([(path, std::fs::read_to_string(there).unwrap())])
            }
        })
        .collect()
}

#[test]
fn every_file_of_an_embedded_theme_is_embedded_and_has_text_and_something_to_do() {
    for (name, folder) in EMBEDDED.iter().chain(&[(DEFAULT, &BASE)]) {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let mut there = files_below(&root, "");
        for (path, text) in &there {
            assert!(!text.trim().is_empty(), "{path}");
            assert!(Role::of(path).is_some(), "{path}");
        }
        there.retain(|path, _| Role::of(path) != Some(Role::Notes));
        let held = embedded(name, folder).files;
        let held: BTreeMap<_, _> = held
            .into_iter()
            .map(|(path, text)| (path, text.into_owned()))
            .collect();
        assert!(there == held, "{name}: {:?}", held.keys());
    }
}

#[test]
fn a_folder_is_a_language() {
    let own = Layer {
        prefix: "themes/ours/templates/".into(),
        files: [
            ("strings/fr/a.ftl", "a = 1\n"),
            ("strings/fr/b.ftl", "a = 2\n"),
            ("strings/fr/nps.md", "Quoi ?"),
            ("strings/en.ftl", "a = 3\n"),
            ("strings/nl/nps.md", "Wat?"),
        ]
        .map(|(path, text)| (path.to_owned(), text.into()))
        .into(),
    };
    let theme = Theme::named("ours", Some(own));
    let languages: Vec<_> = theme.languages().into_iter().collect();
    assert_eq!(languages, ["de", "en", "fr"]);
    let tables: Vec<_> = theme.tables("fr").collect();
    assert_eq!(
        tables,
        [
            ("themes/ours/strings/fr/a.ftl".to_owned(), "a = 1\n"),
            ("themes/ours/strings/fr/b.ftl".to_owned(), "a = 2\n")
        ]
    );
    assert_eq!(theme.tables("en").last().unwrap().0, "themes/ours/strings/en.ftl");
    assert_eq!(theme.explanations("fr"), BTreeMap::from([("nps", "Quoi ?")]));
    assert!(theme.explanations("de").is_empty());
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
