//! Commentaries and what becomes of them.

use pulldown_cmark::{LinkType, Tag, html};

use super::*;
use cxpress_diagnostic::Severity;

const OVERVIEW: &str = "commentary/2026-10/overview.md";

/// The text as a page would show it, each value as `[figure.part dimension=value]`.
fn shown(commentary: &Commentary) -> String {
    let events = commentary.body.iter().map(|piece| match piece {
        Piece::Markdown(event) => event.clone(),
        Piece::Value(Binding {
            figure, part, slice, ..
        }) => {
            let part = part.as_ref().map(|part| format!(".{part}")).unwrap_or_default();
            let slice: String = slice
                .iter()
                .map(|(key, value)| format!(" {key}={value}"))
                .collect();
            Event::Text(format!("[{figure}{part}{slice}]").into())
        }
        Piece::Link(target) => Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: target.address.clone().into(),
            title: target.title.clone().into(),
            id: "".into(),
        }),
        Piece::Picture(target) => Event::Start(Tag::Image {
            link_type: LinkType::Inline,
            dest_url: target.address.clone().into(),
            title: target.title.clone().into(),
            id: "".into(),
        }),
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    page.trim_end().to_owned()
}

fn said(found: &Diagnostics) -> Vec<String> {
    let lines = found.iter().map(|diagnostic| {
        let place = diagnostic
            .place
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let place = place.trim_start_matches("commentary/2026-10/overview.md:");
        assert!(diagnostic.help.is_some(), "{}", diagnostic.message);
        format!("{place} {}", diagnostic.message)
    });
    lines.collect()
}

#[test]
fn paths_tell_the_page() {
    let page = |file: &str| {
        parse("x", file)
            .0
            .map(|commentary| (commentary.period, commentary.page))
    };
    let at = |period: &str, page| Some((period.to_owned(), page));
    assert_eq!(page(OVERVIEW), at("2026-10", CommentaryPage::Overview));
    let figure = CommentaryPage::Figure("recommend".to_owned());
    assert_eq!(
        page("commentary/2026-W43/metrics/recommend.md"),
        at("2026-W43", figure)
    );
    let slice = CommentaryPage::Slice {
        dimension: "channel".to_owned(),
        value: "chat".to_owned(),
    };
    assert_eq!(page("commentary/spring/channel/chat.md"), at("spring", slice));
    for file in [
        "commentary/overview.md",
        "commentary/2026-10/overveiw.md",
        "commentary/a/b/c/d.md",
        "notes.md",
    ] {
        let (commentary, found) = parse("x", file);
        assert!(commentary.is_none());
        assert_eq!(
            said(&found),
            [format!("{file} `{file}` belongs to no page of the report")]
        );
    }
    let help = |file: &str| {
        parse("", file)
            .1
            .iter()
            .next()
            .and_then(|found| found.help.clone())
    };
    assert!(
        help("commentary/2026-10/overveiw.md")
            .is_some_and(|help| help.contains("did you mean `overview.md`"))
    );
}

#[test]
fn front_matter_is_read() {
    let text = "---\nauthor: Ada Lovelace\ndate: 2026-10-31\nheadline: \"Chat: better\"\n---\nHello.\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let (commentary, found) = parse(&text, OVERVIEW);
        assert!(found.is_empty(), "{:?}", said(&found));
        let commentary = commentary.expect("a commentary");
        assert_eq!(commentary.author.as_deref(), Some("Ada Lovelace"));
        assert_eq!(commentary.date.as_deref(), Some("2026-10-31"));
        assert_eq!(commentary.headline.as_deref(), Some("Chat: better"));
        assert_eq!(shown(&commentary), "<p>Hello.</p>");
    }
    let (commentary, found) = parse("---\nauthor:\n---\n", OVERVIEW);
    assert!(found.is_empty() && commentary.is_some_and(|commentary| commentary.author.is_none()));
}

#[test]
fn mistakes_in_front_matter_have_a_place() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "---\nauthr: A\nclaims: []\n---\n",
            &[
                "2:1 unknown key `authr` in the front matter",
                "3:1 unknown key `claims` in the front matter",
            ],
        ),
        (
            "---\n\nauthor: [A]\n---\n",
            &["3:9 `author` must be a text, not a list"],
        ),
        (
            "---\ndate: 31.10.2026\n---\n",
            &["2:7 `date`: `31.10.2026` is no date"],
        ),
        (
            "---\nauthor: a: b\n---\n",
            &["2:10 this is not valid YAML: mapping values are not allowed in this context"],
        ),
        (
            "---\ndate: 2026-10-31\ndate: 2026-10-31\n---\n",
            &["3:1 the file has two entries `date`, in lines 2 and 3"],
        ),
        ("---\nHello\n---\n", &["2:1 the front matter is a text"]),
        ("---\nauthor: A\n", &["1:1 the front matter is not closed"]),
    ];
    for (text, expected) in cases {
        let (_, found) = parse(text, OVERVIEW);
        assert_eq!(said(&found), expected, "{text}");
        assert!(found.iter().all(|diagnostic| diagnostic.line.is_some()));
    }
    let (commentary, found) = parse("---\nheadline: x\n---\n", "commentary/2026-10/channel/chat.md");
    assert!(commentary.is_some() && found.count(Severity::Warning) == 1);
}

#[test]
fn markdown_becomes_events() {
    let cases = [
        (
            "# One\n## Two\n### Three\n###### Six",
            "<h1>One</h1>\n<h2>Two</h2>\n<h3>Three</h3>\n<h6>Six</h6>",
        ),
        (
            "a *b* ~~c~~ `d`",
            "<p>a <em>b</em> <del>c</del> <code>d</code></p>",
        ),
        ("\"it's\" -- fine", "<p>\"it's\" -- fine</p>"),
        (
            "a \\[^1] `[^2]`\n\n- [x] b",
            "<p>a [^1] <code>[^2]</code></p>\n<ul>\n<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\nb</li>\n</ul>",
        ),
        (
            "a <b>c</b> & <script>x()</script>",
            "<p>a &lt;b&gt;c&lt;/b&gt; &amp; &lt;script&gt;x()&lt;/script&gt;</p>",
        ),
        (
            "<div onclick=\"x\">\nhello\n</div>\n\nafter",
            "<p>&lt;div onclick=\"x\"&gt;\nhello\n&lt;/div&gt;</p>\n<p>after</p>",
        ),
        (
            "<script>\n{{ nps }}\n</script>",
            "<p>&lt;script&gt;\n[nps]\n&lt;/script&gt;</p>",
        ),
        (
            "[a](https://x.y) [b](../channel/chat.html) <a@b.c>",
            "<p><a href=\"https://x.y\">a</a> <a href=\"../channel/chat.html\">b</a> <a href=\"mailto:a@b.c\">a@b.c</a></p>",
        ),
        ("![a](a.png)", "<p><img src=\"a.png\" alt=\"a\" /></p>"),
        (
            "    {{ code }}\n\n`{{ code }}`\n\n```\n{{ code }}\n```",
            "<pre><code>{{ code }}\n</code></pre>\n<p><code>{{ code }}</code></p>\n<pre><code>{{ code }}\n</code></pre>",
        ),
        (
            "| a | b |\n|---|---|\n| {{ a }} | {{ b.c }} |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>[a]</td><td>[b.c]</td></tr>\n</tbody></table>",
        ),
    ];
    for (text, expected) in cases {
        let (commentary, found) = parse(text, OVERVIEW);
        assert!(found.is_empty(), "{text}: {:?}", said(&found));
        assert_eq!(shown(&commentary.expect("a commentary")), expected, "{text}");
    }
}

#[test]
fn values_are_bound() {
    let cases = [
        (
            "NPS fell by {{ recommend.change }} to {{recommend}}.",
            "<p>NPS fell by [recommend.change] to [recommend].</p>",
        ),
        (
            "{{ effort(channel=\"live chat\").change }}",
            "<p>[effort.change channel=live chat]</p>",
        ),
        (
            "{{ first_contact_rate }} *{{ a_b }}*",
            "<p>[first_contact_rate] <em>[a_b]</em></p>",
        ),
        ("# {{ a }}\n- {{ b }}", "<h1>[a]</h1>\n<ul>\n<li>[b]</li>\n</ul>"),
        (
            "[{{ a }}](metrics/a.html)",
            "<p><a href=\"metrics/a.html\">[a]</a></p>",
        ),
        (
            "\\{{ a }} and \\{\\{ b }} {\\{ c }} &#123;{ d }}",
            "<p>{{ a }} and {{ b }} {{ c }} {{ d }}</p>",
        ),
        ("\\\\{{ a }}", "<p>\\[a]</p>"),
        ("{ {a}} }} {a}", "<p>{ {a}} }} {a}</p>"),
    ];
    for (text, expected) in cases {
        let (commentary, found) = parse(text, OVERVIEW);
        assert!(found.is_empty(), "{text}: {:?}", said(&found));
        assert_eq!(shown(&commentary.expect("a commentary")), expected, "{text}");
    }
}

#[test]
fn a_binding_knows_its_place() {
    let text = "---\nauthor: Ä\n---\n\nÜber *{{ a }}*\nund {{ b }}\n";
    let commentary = parse(text, OVERVIEW).0.expect("a commentary");
    let places: Vec<String> = commentary
        .body
        .iter()
        .filter_map(|piece| match piece {
            Piece::Value(binding) => Some(format!("{} {}", binding.written, binding.place)),
            Piece::Markdown(_) | Piece::Link(_) | Piece::Picture(_) => None,
        })
        .collect();
    assert_eq!(
        places,
        [
            "a commentary/2026-10/overview.md:5:7",
            "b commentary/2026-10/overview.md:6:5"
        ]
    );
}

#[test]
fn mistakes_in_bindings_have_a_place() {
    let cases: [(&str, &[&str]); 5] = [
        (
            "a\n{{ Nps }} {{ ok }}",
            &["2:1 `{{ Nps }}` names no value: it does not start with the name of a figure"],
        ),
        (
            "Ä {{ a(b=“c”) }}",
            &[
                "1:3 `{{ a(b=“c”) }}` names no value: the value of `b` is in typographic quotes: write straight ones",
            ],
        ),
        ("{{ a", &["1:1 `{{` is not closed"]),
        ("{{ a\n}}", &["1:1 `{{` is not closed"]),
        (
            "{{ }} and {{ a b }}",
            &[
                "1:1 `{{  }}` names no value: it does not start with the name of a figure",
                "1:11 `{{ a b }}` names no value: `b` is not understood",
            ],
        ),
    ];
    for (text, expected) in cases {
        let (_, found) = parse(text, OVERVIEW);
        assert_eq!(said(&found), expected, "{text}");
        assert!(found.has_errors() && found.iter().all(|diagnostic| diagnostic.line.is_some()));
    }
}

#[test]
fn links_and_pictures_know_their_place() {
    let text = "a [b](figure:effort \"t\")\n\n![c](d.png) <topic:C#> [e][r]\n\n[r]: javascript:x\n";
    let (commentary, found) = parse(text, OVERVIEW);
    assert!(found.is_empty(), "{:?}", said(&found));
    let body = commentary.expect("a commentary").body;
    let targets = body.iter().filter_map(|piece| match piece {
        Piece::Link(target) => Some(("link", target)),
        Piece::Picture(target) => Some(("picture", target)),
        Piece::Markdown(_) | Piece::Value(_) => None,
    });
    let targets: Vec<_> = targets
        .map(|(kind, target)| format!("{kind} {} {:?} {}", target.address, target.title, target.place))
        .collect();
    assert_eq!(
        targets,
        [
            "link figure:effort \"t\" commentary/2026-10/overview.md:1:3",
            "picture d.png \"\" commentary/2026-10/overview.md:3:1",
            "link topic:C# \"\" commentary/2026-10/overview.md:3:13",
            "link javascript:x \"\" commentary/2026-10/overview.md:3:24",
        ]
    );
}

#[test]
fn a_mark_without_its_footnote_is_said() {
    let (_, found) = parse("A[^1] and\nb[^two].\n\n[^two]: Two.\n", OVERVIEW);
    assert_eq!(
        said(&found),
        ["1:2 there is no footnote `1`: its mark is shown as it is written"]
    );
}

#[test]
fn a_group_is_named_by_its_value() {
    let slice = |dimension: &str, value: &str| CommentaryPage::Slice {
        dimension: dimension.to_owned(),
        value: value.to_owned(),
    };
    for (file, subject, expected) in [
        (
            "commentary/2026-10/x.md",
            "{topic: C++}",
            Some(slice("topic", "C++")),
        ),
        (
            "commentary/2026-10/topic/c.md",
            "{topic: \"C#: new\"}",
            Some(slice("topic", "C#: new")),
        ),
        (
            "commentary/2026-10/topic/c.md",
            "{topic: 7}",
            Some(slice("topic", "7")),
        ),
        ("commentary/2026-10/topic/c.md", "{channel: x}", None),
        ("commentary/2026-10/overview.md", "{topic: x}", None),
        ("commentary/2026-10/voice.md", "{topic: x}", None),
        ("commentary/2026-10/metrics/nps.md", "{topic: x}", None),
        ("commentary/x.md", "{topic: x}", None),
        ("commentary/2026-10/x.md", "{topic: x, channel: y}", None),
        ("commentary/2026-10/x.md", "C++", None),
    ] {
        let (commentary, found) = parse(&format!("---\nsubject: {subject}\n---\n"), file);
        assert_eq!(found.has_errors(), expected.is_none(), "{file} {subject}");
        assert_eq!(
            commentary.map(|commentary| commentary.page),
            expected,
            "{file} {subject}"
        );
    }
}

#[test]
fn no_text_stops_the_parser() {
    let text = "---\nauthor: Ä\n---\n# A {{ a(b=\"ü\").c }}\n<b>x</b> [l](javascript:x) ![i](//h \"t\")\n\n| a |\n|---|\n| \\{{ |\n";
    for (end, _) in text.char_indices() {
        for part in [&text[..end], &text[end..]] {
            let (commentary, found) = parse(part, OVERVIEW);
            assert!(commentary.is_some());
            assert!(
                found
                    .iter()
                    .all(|diagnostic| diagnostic.help.is_some() && diagnostic.place.is_some())
            );
        }
    }
}
