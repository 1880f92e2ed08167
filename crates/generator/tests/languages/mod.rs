//! Reports in other languages: the tables of words say the same things, and nothing of another is left.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use cxpress_document::commentary::CommentaryPage;
use cxpress_generator::generate;
use cxpress_themes::{Layer, Theme};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use unic_langid::LanguageIdentifier;

use super::fixture::{binding, commentary, report, theme, with_words};
use super::{between, html, pages, plain, text_of};

/// The numbers whose plurals are tried.
const NUMBERS: [u32; 4] = [0, 1, 2, 5];

/// The variables of a message, each with the words that decide between variants; none for a number or a text.
type Variables<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The strings of a language, from all its tables.
fn table(language: &str) -> &'static str {
    static TABLES: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
        let texts = |language| default_theme().tables(language).map(|(_, text)| text);
        let joined = |language| (language, texts(language).collect::<Vec<_>>().join("\n"));
        languages().into_iter().map(joined).collect()
    });
    &TABLES[language]
}

/// The languages of the default theme.
fn languages() -> Vec<&'static str> {
    default_theme().languages().into_iter().collect()
}

fn default_theme() -> &'static Theme {
    static THEME: LazyLock<Theme> = LazyLock::new(theme);
    &THEME
}

fn messages(table: &'static str) -> BTreeMap<&'static str, Message<&'static str>> {
    let parsed = parser::parse(table).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let messages = parsed.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message)),
        _ => None,
    });
    messages.collect()
}

/// Hands every text of a pattern, and every variable with its keys, to `text` and `variable`.
fn walk<'a>(
    pattern: &Pattern<&'a str>,
    text: &mut impl FnMut(&'a str),
    variable: &mut impl FnMut(&'a str, Vec<&'a str>),
) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text(value),
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => named(inline, Vec::new(), variable),
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                let key = |key: &VariantKey<&'a str>| match key {
                    VariantKey::Identifier { name } => Some(*name),
                    VariantKey::NumberLiteral { .. } => None,
                };
                let keys: Vec<_> = variants.iter().filter_map(|it| key(&it.key)).collect();
                named(selector, keys, variable);
                variants.iter().for_each(|it| walk(&it.value, text, variable));
            }
        }
    }
}

fn named<'a>(
    inline: &InlineExpression<&'a str>,
    keys: Vec<&'a str>,
    variable: &mut impl FnMut(&'a str, Vec<&'a str>),
) {
    if let InlineExpression::VariableReference { id } = inline {
        variable(id.name, keys);
    }
}

fn variables(message: &Message<&'static str>) -> Variables<'static> {
    let mut found = Variables::new();
    let pattern = message.value.as_ref().unwrap();
    walk(pattern, &mut |_| {}, &mut |name, keys| {
        found.entry(name).or_default().extend(keys);
    });
    found
}

/// Whether the keys of a variable are those of plurals, so that it is a number.
fn is_plural(keys: &BTreeSet<&str>) -> bool {
    keys.iter()
        .all(|key| ["zero", "one", "two", "few", "many", "other"].contains(key))
}

/// Every set of arguments that leads to another variant.
fn arguments(variables: &Variables<'static>) -> Vec<Vec<(&'static str, FluentValue<'static>)>> {
    variables.iter().fold(vec![Vec::new()], |sets, (name, keys)| {
        let values: Vec<FluentValue<'static>> = if is_plural(keys) {
            NUMBERS.map(FluentValue::from).into()
        } else {
            keys.iter().map(|key| FluentValue::from(*key)).collect()
        };
        let with = |set: &Vec<(&'static str, FluentValue<'static>)>| {
            let set = set.clone();
            let longer = values.clone().into_iter().map(move |value| {
                let mut set = set.clone();
                set.push((*name, value));
                set
            });
            longer.collect::<Vec<_>>()
        };
        sets.iter().flat_map(with).collect()
    })
}

fn bundle(language: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.parse().unwrap();
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(table(language).to_owned()).unwrap();
    bundle.add_resource(resource).unwrap();
    bundle
}

fn said(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    set: &[(&'static str, FluentValue<'static>)],
) -> String {
    let pattern = bundle.get_message(id).unwrap().value().unwrap();
    let args: FluentArgs<'_> = set.iter().cloned().collect();
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned();
    assert!(errors.is_empty(), "{id}: {errors:?}");
    text
}

#[test]
fn all_tables_have_the_same_messages_with_the_same_arguments() {
    let english = messages(table("en"));
    assert_eq!(languages(), ["de", "en"]);
    for language in languages() {
        let other = messages(table(language));
        let missing: Vec<_> = english.keys().filter(|id| !other.contains_key(*id)).collect();
        let unknown: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(
            missing.is_empty() && unknown.is_empty(),
            "{language}: {missing:?} {unknown:?}"
        );
        for (id, message) in &english {
            let names = |message| variables(message).into_keys().collect::<Vec<_>>();
            assert_eq!(names(message), names(&other[id]), "{language}: {id}");
        }
    }
}

#[test]
fn words_that_decide_are_the_same_in_all_tables() {
    let english = messages(table("en"));
    for language in languages() {
        for (id, message) in messages(table(language)) {
            let known = variables(&english[id]);
            for (name, keys) in variables(&message)
                .into_iter()
                .filter(|(_, keys)| !is_plural(keys))
            {
                assert_eq!(keys, known[name], "{language}: {id} ${name}");
            }
        }
    }
}

#[test]
fn every_message_can_be_said_of_none_one_two_and_five() {
    for language in languages() {
        let bundle = bundle(language);
        for (id, message) in messages(table(language)) {
            for set in arguments(&variables(&message)) {
                let text = said(&bundle, id, &set);
                assert!(!text.trim().is_empty(), "{language}: {id} {set:?}");
                assert!(!text.contains(['{', '}']), "{language}: {id} {set:?}: {text}");
                assert!(
                    !text.contains("  ") && !text.contains('\n'),
                    "{language}: {id} {set:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn one_and_many_differ() {
    let of = |language: &str, n: u32, kind: &'static str| {
        let set = [
            ("kind", FluentValue::from(kind)),
            ("n", FluentValue::from(n)),
            ("count", FluentValue::from(n)),
        ];
        said(&bundle(language), "counted", &set)
    };
    assert_eq!(
        NUMBERS.map(|n| of("en", n, "survey")),
        ["0 answers", "1 answer", "2 answers", "5 answers"]
    );
    let german = ["0 Antworten", "1 Antwort", "2 Antworten", "5 Antworten"];
    assert_eq!(NUMBERS.map(|n| of("de", n, "survey")), german);
    assert_eq!(NUMBERS.map(|n| of("de", n, "reviews"))[1], "1 Bewertung");
}

/// What a table says in a row, in more than three words.
fn sentences(language: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for message in messages(table(language)).values() {
        let mut keep = |text: &'static str| {
            let words: Vec<_> = text.split_whitespace().collect();
            let letters = words.iter().filter(|word| word.chars().any(char::is_alphabetic));
            if letters.count() > 3 {
                found.insert(words.join(" "));
            }
        };
        walk(message.value.as_ref().unwrap(), &mut keep, &mut |_, _| {});
    }
    found
}

/// The fixture's report in a language.
fn site(language: &str) -> BTreeMap<String, String> {
    let mut report = report();
    report.language = language.to_owned();
    html(&report)
}

#[test]
fn a_german_report_holds_no_english_sentence() {
    let german = sentences("de");
    let english: Vec<_> = sentences("en")
        .into_iter()
        .filter(|it| !german.contains(it))
        .collect();
    assert!(english.len() > 250, "{}", english.len());
    let site = site("de");
    let whole = super::whole();
    assert_eq!(site.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    let mut told = BTreeSet::new();
    for (path, page) in &site {
        let text = |page: &str| text_of(page).split_whitespace().collect::<Vec<_>>().join(" ");
        let (own, english_page) = (text(page), text(&whole[path]));
        for sentence in &english {
            assert!(!own.contains(sentence.as_str()), "{path}: {sentence}");
            assert!(
                !page.contains(sentence.as_str()),
                "{path}: {sentence}, in an attribute"
            );
            if english_page.contains(sentence.as_str()) {
                told.insert(sentence);
            }
        }
    }
    assert!(told.len() > 120, "the English site has {} of them", told.len());
}

#[test]
fn a_german_report_has_german_numbers_days_and_lists() {
    let site = site("de");
    let overview = &site["2026-10/index.html"];
    assert_eq!(overview.matches("<html lang=\"de\" dir=\"ltr\">").count(), 1);
    let text = plain(overview);
    for said in [
        "2.143 Antworten",
        "Oktober 2026",
        "35,0",
        "Weniger Kunden würden uns empfehlen",
        "Punkte",
        " und ",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let figure = plain(&site["2026-10/metrics/recommend.html"]);
    for said in ["95-%-Intervall", "< 0,001", "Okt 26"] {
        assert!(figure.contains(said), "{said}\n{figure}");
    }
    let actions = plain(&site["2026-10/actions.html"]);
    let days = actions.matches(". Oktober 2026").count() + actions.matches(". September 2026").count();
    assert!(days > 0 && !actions.contains(" October 2026"), "{actions}");
}

#[test]
fn values_bound_in_commentary_are_written_in_the_language_of_the_report() {
    let mut report = report();
    report.language = "de-AT".to_owned();
    let bound = vec![
        binding("recommend", None, &[]),
        binding("recommend", Some("change"), &[]),
        binding("recommend", Some("base"), &[]),
        binding("effort", None, &[("channel", "chat")]),
    ];
    let note = commentary("2026-10", CommentaryPage::Overview, "Werte: ", bound);
    let site = generate(&report, &[note], &theme()).site.unwrap();
    let page = String::from_utf8(site.files["2026-10/index.html"].clone()).unwrap();
    let values: Vec<_> = page
        .split("<b class=\"v\">")
        .skip(1)
        .map(|rest| plain(rest.split("</b>").next().unwrap()))
        .collect();
    assert_eq!(values, ["35,0", "−5,3 Punkte", "2 143", "38,1 %"]);
    assert!(page.contains("<html lang=\"de-AT\" dir=\"ltr\">"));
}

#[test]
fn a_language_without_a_table_has_english_words_and_says_so() {
    let site = site("he");
    for (path, page) in &site {
        assert!(page.contains("<html lang=\"en\" dir=\"ltr\">"), "{path}");
    }
    let overview = &site["2026-10/index.html"];
    assert!(
        overview.contains("<div class=\"prose\" lang=\"he\" dir=\"rtl\">"),
        "the author writes Hebrew"
    );
    assert!(
        overview.contains("<p class=\"by\" lang=\"en\" dir=\"ltr\">"),
        "{overview}"
    );
    let english = super::whole();
    assert!(!english["2026-10/index.html"].contains("<div class=\"prose\" lang"));
    let numbers = |page: &str| text_of(between(page, "<main", "</main>"));
    assert_eq!(numbers(overview), numbers(&english["2026-10/index.html"]));
}

/// The default theme with a table of a language that runs from right to left, a few words long.
fn right_to_left() -> Theme {
    let few = "nav-overview = نظرة عامة\nverdict-worsened = أسوأ\n";
    let own = Layer {
        prefix: "themes/arabic/templates/".into(),
        files: [("strings/ar.ftl".into(), few.into())].into(),
    };
    with_words(Theme::named("arabic", Some(own)))
}

#[test]
fn a_table_from_right_to_left_turns_the_page() {
    let mut report = report();
    report.language = "ar-EG".to_owned();
    let site = generate(&report, &[], &right_to_left()).site.unwrap();
    let page = |path: &str| String::from_utf8(site.files[path].clone()).unwrap();
    let overview = page("2026-10/index.html");
    assert!(overview.contains("<html lang=\"ar-EG\" dir=\"rtl\">"));
    assert!(overview.contains(">نظرة عامة<"), "its own words");
    assert!(overview.contains("٢٬١٤٣"), "its own digits");
    assert!(
        overview.contains("All headline figures"),
        "English where it has none"
    );
    let style = site
        .files
        .iter()
        .find(|(path, _)| path.ends_with(".css"))
        .unwrap()
        .1;
    let style = String::from_utf8(style.clone()).unwrap();
    assert!(
        style.contains(".drawing,.spark{direction:ltr}"),
        "charts stay as they are"
    );
}

#[test]
fn english_is_written_the_same_in_every_country() {
    let american = {
        let mut report = report();
        report.language = "en-US".to_owned();
        pages(&report)
    };
    let british = pages(&report());
    for (path, page) in &american {
        let same = page.replace("<html lang=\"en-US\"", "<html lang=\"en-GB\"");
        let same = same.replace("\"language\": \"en-US\"", "\"language\": \"en-GB\"");
        // Paper is of another size there.
        let same = same.replace("<div class=\"board letter\">", "<div class=\"board a4\">");
        assert_eq!(&same, &british[path], "{path}");
    }
}
