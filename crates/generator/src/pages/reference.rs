//! What templates are given, in words: `themes/TEMPLATES.md` is made of the views and what stands beside their fields.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use cxpress_themes::{REFERENCE, Role, TEMPLATES, Theme, parts};
use schemars::SchemaGenerator;
use serde_json::Value;

use super::{actions, archive, data, figure, figures, groups, learn, moved, overview, slice, study, trust};
use crate::site::single::SingleFile;
use crate::view::Frame;

/// What is said before the tables.
const LEAD: &str = "\
# What templates are given

Templates are [Tera](https://keats.github.io/tera) 2. Each is given `frame` and `page`; all text that they print is escaped,
but for values that say *safe HTML*, which are printed with `| safe`. `word(id=\"…\")` is a string of the theme's tables.

A theme states in `theme.yaml` which version of this its templates were written for: `templates: VERSION`. The version changes
when something is renamed, is gone or means something else, not when something is added. Scripts and
stylesheets may rely on the classes, ids and `data-` attributes of the templates of the same version.

A file of a theme takes the place of the default one of the same path. A template can change parts of another one:
`{% extends \"default/overview.html\" %}` and a block replaces that block (`{{ super() }}` is what it replaces), and a component
of the same name, in a template of any name, replaces that component wherever it is used.

";

/// Schemas of everything that templates are given.
fn schemas() -> (Vec<(&'static str, String)>, Value) {
    let mut generator = SchemaGenerator::default();
    let name = |schema: schemars::Schema| reference(schema.as_value()).unwrap_or_default().to_owned();
    let pages = vec![
        (
            "actions.html",
            name(generator.subschema_for::<actions::ActionsPage>()),
        ),
        (
            "archive.html",
            name(generator.subschema_for::<archive::ArchivePage>()),
        ),
        (
            "board.html",
            name(generator.subschema_for::<overview::board::Board>()),
        ),
        ("data.html", name(generator.subschema_for::<data::DataPage>())),
        (
            "figure.html",
            name(generator.subschema_for::<figure::FigurePage>()),
        ),
        (
            "figures.html",
            name(generator.subschema_for::<figures::FiguresPage>()),
        ),
        (
            "groups.html",
            name(generator.subschema_for::<groups::GroupsPage>()),
        ),
        ("learn.html", name(generator.subschema_for::<learn::LearnPage>())),
        ("moved.html", name(generator.subschema_for::<moved::MovedPage>())),
        (
            "overview.html",
            name(generator.subschema_for::<overview::Overview>()),
        ),
        ("single.html", name(generator.subschema_for::<SingleFile>())),
        ("slice.html", name(generator.subschema_for::<slice::SlicePage>())),
        ("study.html", name(generator.subschema_for::<study::StudyPage>())),
        ("trust.html", name(generator.subschema_for::<trust::TrustPage>())),
    ];
    generator.subschema_for::<Frame>();
    (pages, Value::Object(generator.take_definitions(true)))
}

/// The name of the type that a schema refers to.
fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

/// What kind of value a schema describes.
fn kind(schema: &Value) -> String {
    if let Some(name) = reference(schema) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let some = choices.iter().find(|choice| choice["type"] != "null");
        return format!("{} or none", some.map_or_else(String::new, kind));
    }
    match &schema["type"] {
        Value::Array(types) => {
            let some = types.iter().find(|name| *name != "null").cloned();
            format!(
                "{} or none",
                kind(&serde_json::json!({ "type": some, "items": schema["items"] }))
            )
        }
        Value::String(name) if name == "array" => format!("list of {}", kind(&schema["items"])),
        Value::String(name) if name == "string" => "text".to_owned(),
        Value::String(name) if name == "boolean" => "yes or no".to_owned(),
        Value::String(name) => name.replace("integer", "number"),
        _ => String::new(),
    }
}

fn described(schema: &Value) -> String {
    schema["description"]
        .as_str()
        .unwrap_or_default()
        .replace('\n', " ")
}

fn row(out: &mut String, name: &str, kind: &str, meaning: &str) {
    let _ = writeln!(out, "| `{name}` | {kind} | {meaning} |");
}

/// The values of one type.
fn values(out: &mut String, name: &str, schema: &Value) {
    let _ = write!(out, "\n### {name}\n\n{}\n", described(schema));
    if let Some(choices) = schema["oneOf"].as_array() {
        let _ = write!(out, "\nOne of:\n\n");
        for choice in choices {
            let text = choice["const"].as_str().unwrap_or_default();
            let _ = writeln!(out, "- `{text}`: {}", described(choice));
        }
        return;
    }
    let _ = write!(out, "\n| value | is | |\n|---|---|---|\n");
    for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
        row(out, field, &kind(schema), &described(schema));
    }
}

/// The whole text.
fn text() -> String {
    let (pages, definitions) = schemas();
    let theme = Theme::default();
    let mut out = LEAD.to_owned();
    let _ = write!(
        out,
        "Version {TEMPLATES}.\n\n## Templates\n\n| template | `page` is | blocks or components |\n|---|---|---|\n"
    );
    for path in theme
        .files()
        .into_keys()
        .filter(|path| Role::of(path) == Some(Role::Template))
    {
        let name = path.trim_start_matches("templates/");
        let page = pages.iter().find(|(template, _)| *template == name);
        let page = page.map_or_else(String::new, |(_, page)| {
            format!("[{page}](#{})", page.to_lowercase())
        });
        let names = parts(theme.file(path).unwrap());
        let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
        row(&mut out, name, &page, &names.join(", "));
    }
    let _ = write!(out, "\n## Values\n\n`frame` is a [Frame](#frame).\n");
    let definitions: BTreeMap<_, _> = definitions.as_object().into_iter().flatten().collect();
    for (name, schema) in definitions {
        values(&mut out, name, schema);
    }
    out
}

#[test]
fn every_value_says_what_it_means() {
    let (_, definitions) = schemas();
    for (name, schema) in definitions.as_object().into_iter().flatten() {
        assert!(!described(schema).is_empty(), "{name}");
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            assert!(!described(schema).is_empty(), "{name}.{field}");
            assert!(!kind(schema).is_empty(), "{name}.{field}");
        }
    }
}

/// `cargo xtask bless` writes it anew; then look at what changed, and whether the
/// version has to change.
#[test]
fn the_reference_is_what_templates_are_given() {
    let text = text();
    if std::env::var_os("CXPRESS_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/TEMPLATES.md");
        std::fs::write(path, &text).unwrap();
    } else {
        assert!(
            text == REFERENCE,
            "run `cargo xtask bless`, and look at what changed"
        );
    }
}
