//! What a drawing may hold, whatever the data hold.

use std::thread;

use cxpress_chart::{
    Axis, Bar, Beside, Bracket, Breakdown, Chart, ChartError, Curve, Distribution, EventMark, Level, Mark,
    Part, Plateau, Row, Size, Step, Stretch, Survival, Tone, Trend, TrendPoint, Waterfall, draw, draw_at,
    draw_pair, option,
};
use roxmltree::{Document, Node};
use serde_json::Value;

const COLOURS: [&str; 9] = [
    "ink", "soft", "rule", "accent", "band", "better", "worse", "track", "paper",
];

fn axis() -> Axis {
    Axis {
        unit: " %".into(),
        name: "share".into(),
        ..Axis::default()
    }
}

fn mark(value: f64, label: &str) -> Mark {
    Mark {
        value,
        label: label.into(),
    }
}

fn point(label: &str, value: Option<f64>) -> TrendPoint {
    let near = |by: f64| value.map(|value| value + by);
    let text = value.map_or_else(String::new, |value| format!("{value} %"));
    TrendPoint {
        label: label.into(),
        value,
        low: near(-2.0),
        high: near(3.0),
        limits: None,
        detail: format!("about {}", value.unwrap_or_default()),
        text,
        shares: None,
    }
}

fn trend(values: &[Option<f64>]) -> Trend {
    let points = values
        .iter()
        .enumerate()
        .map(|(index, &value)| point(&format!("P{index}"), value));
    Trend {
        points: points.collect(),
        axis: axis(),
        marks: vec![mark(65.0, "target 65")],
        events: Vec::new(),
        breaks: Vec::new(),
        stretches: Vec::new(),
        partial_last: true,
        usual: "usual range".into(),
        plateaus: Vec::new(),
        change: String::new(),
        beside: Vec::new(),
    }
}

fn bar(label: &str, value: f64, tone: Tone) -> Bar {
    Bar {
        label: label.into(),
        value,
        text: format!("{value} %"),
        tone,
        before: Some(value / 2.0),
    }
}

fn bracket(from: usize, to: usize, label: &str) -> Bracket {
    Bracket {
        from,
        to,
        label: label.into(),
        tone: Tone::Good,
    }
}

fn of_bars(bars: Vec<Bar>) -> Distribution {
    Distribution {
        bars,
        axis: axis(),
        brackets: Vec::new(),
    }
}

fn distribution() -> Distribution {
    let bars = vec![
        bar("never", 12.0, Tone::Bad),
        bar("at times", 0.0, Tone::Neutral),
        bar("often", 40.5, Tone::Accent),
        bar("always", 47.5, Tone::Good),
    ];
    let brackets = vec![bracket(0, 1, "seldom 12 %"), bracket(3, 3, "always 47.5 %")];
    Distribution {
        brackets,
        ..of_bars(bars)
    }
}

fn row(label: &str, value: f64, tone: Tone) -> Row {
    Row {
        label: label.into(),
        value,
        low: value - 5.0,
        high: value + 4.0,
        text: format!("{value}"),
        detail: String::new(),
        tone,
        before: Some(value - 1.0),
        note: format!("{label} note"),
    }
}

fn breakdown() -> Breakdown {
    let rows = vec![
        row("Chat", 41.0, Tone::Bad),
        row("Phone", 66.0, Tone::Neutral),
        row("Store", 75.0, Tone::Good),
    ];
    Breakdown {
        rows,
        axis: axis(),
        reference: Some(mark(61.8, "all 61.8")),
        heads: ["value", "beside"].map(str::to_owned),
        added: Vec::new(),
    }
}

fn curve(label: &str, factor: f64, emphasised: bool) -> Curve {
    let step = |index: u32| {
        let share = 100.0 * factor.powi(index as i32);
        Step {
            x: f64::from(index) * 12.0,
            share,
            low: Some(share * 0.9),
            high: Some(share),
            text: format!("{share:.0} % after {index}"),
        }
    };
    Curve {
        label: label.into(),
        steps: (1..20).map(step).collect(),
        emphasised,
    }
}

fn survival() -> Survival {
    Survival {
        curves: vec![curve("October", 0.9, true), curve("September", 0.8, false)],
        axis: Axis {
            unit: " h".into(),
            max: Some(240.0),
            ..axis()
        },
        marks: vec![mark(168.0, "promise 7 days"), mark(24.0, "median 24 h")],
        share_name: "still open".into(),
    }
}

fn level(label: &str, value: f64) -> Level {
    Level {
        label: label.into(),
        value,
        text: format!("{value}"),
    }
}

fn part(label: &str, amount: f64) -> Part {
    Part {
        label: label.into(),
        amount,
        text: format!("{amount:+}"),
        detail: "70 to 35".into(),
        tone: Tone::Accent,
    }
}

fn waterfall() -> Waterfall {
    Waterfall {
        before: level("September", 68.0),
        parts: vec![part("Chat", -12.0), part("Phone", 1.5), part("Shift", -0.5)],
        after: level("October", 57.0),
        axis: axis(),
    }
}

fn all() -> Vec<Chart> {
    let months: Vec<Option<f64>> = (0..26).map(|month| Some(60.0 + f64::from(month % 7))).collect();
    vec![
        Chart::Trend(trend(&months)),
        Chart::Distribution(distribution()),
        Chart::Breakdown(breakdown()),
        Chart::Survival(survival()),
        Chart::Waterfall(waterfall()),
    ]
}

fn svg(chart: &Chart) -> String {
    draw(chart).expect("the chart is drawn").svg
}

fn texts(document: &Document<'_>) -> Vec<String> {
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

fn check_attribute(name: &str, value: &str) {
    assert!(
        !name.starts_with("on") && !name.starts_with("ecmeta") && name != "style" && name != "href",
        "{name}"
    );
    assert!(
        !value.contains("javascript") && !value.contains("NaN") && !value.contains("Infinity"),
        "{name}={value}"
    );
    if matches!(name, "fill" | "stroke") {
        let own = value
            .strip_prefix("var(--")
            .and_then(|rest| rest.strip_suffix(')'));
        assert!(
            value == "none" || own.is_some_and(|own| COLOURS.contains(&own)),
            "{name}={value}"
        );
    }
    if name == "font-family" {
        panic!("type has the page's font, not {value}");
    }
}

/// Everything that must hold of every drawing.
fn check(svg: &str) {
    let document = Document::parse(svg).expect("well-formed XML");
    let root = document.root_element();
    let has = |name: &str, value: &str| assert_eq!(root.attribute(name), Some(value), "{svg}");
    has("class", "chart");
    has("aria-hidden", "true");
    has("focusable", "false");
    assert!(root.attribute("viewBox").is_some() && root.attribute("width").is_some());
    let elements: Vec<Node<'_, '_>> = document.descendants().filter(Node::is_element).collect();
    for element in elements {
        let tag = element.tag_name().name();
        let known = ["svg", "path", "rect", "circle", "text"];
        assert!(known.contains(&tag), "<{tag}>");
        element
            .attributes()
            .for_each(|attribute| check_attribute(attribute.name(), attribute.value()));
    }
}

fn has_text(svg: &str, text: &str) -> bool {
    let document = Document::parse(svg).expect("well-formed XML");
    texts(&document).iter().any(|own| own == text)
}

#[test]
fn every_kind_draws() {
    for chart in all() {
        check(&svg(&chart));
    }
}

#[test]
fn the_words_are_there() {
    let drawn: Vec<String> = all().iter().map(svg).collect();
    for (index, text) in [
        (0, "64 %"),
        (0, "target 65"),
        (1, "47.5 %"),
        (1, "always"),
        (2, "Store"),
        (2, "all 61.8"),
    ] {
        assert!(has_text(&drawn[index], text), "{text}");
    }
    for text in [
        "October",
        "September",
        "promise 7 days",
        "still open",
        "100\u{a0}%",
        "48\u{a0}h",
    ] {
        assert!(has_text(&drawn[3], text), "{text}");
    }
}

#[test]
fn events_are_numbered_and_named_lines_are_named() {
    let event = |at: usize, number: &str| EventMark {
        at,
        number: number.to_owned(),
        label: "what happened".to_owned(),
    };
    let whole = Trend {
        marks: vec![mark(65.0, "target 65"), mark(64.5, "index 64.5")],
        events: vec![event(0, "1"), event(2, "2, 3"), event(3, "<4>")],
        ..trend(&[Some(60.0), Some(61.0), Some(64.0), Some(64.0)])
    };
    let drawn = svg(&Chart::Trend(whole.clone()));
    check(&drawn);
    for text in ["1", "2, 3", "<4>", "target 65", "index 64.5", "64 %"] {
        assert!(has_text(&drawn, text), "{text}");
    }
    // A dotted line for each event, and dashed ones for the two marks.
    let plain = svg(&Chart::Trend(Trend {
        events: Vec::new(),
        ..whole.clone()
    }));
    let dotted = |svg: &str| svg.matches("stroke-dasharray=\"2,3\"").count();
    assert_eq!(dotted(&drawn) - dotted(&plain), 3, "{drawn}");
    let nowhere = Trend {
        events: vec![event(4, "5")],
        ..whole
    };
    assert!(matches!(draw(&Chart::Trend(nowhere)), Err(ChartError::Period(4))));
}

#[test]
fn what_is_usual_is_a_band_with_its_name() {
    let plain = trend(&[Some(60.0), Some(61.0), None, Some(64.0), Some(63.0)]);
    let mut limited = plain.clone();
    for point in limited.points.iter_mut().filter(|point| point.value.is_some()) {
        point.limits = Some((51.0, 79.0));
    }
    let bands = |svg: &str| svg.matches(r#"fill="var(--track)""#).count();
    let (without, with) = (svg(&Chart::Trend(plain)), svg(&Chart::Trend(limited.clone())));
    check(&with);
    assert_eq!(
        (bands(&without), bands(&with)),
        (0, 2),
        "one on either side of the gap: {with}"
    );
    assert!(has_text(&with, "usual range") && !has_text(&without, "usual range"));
    limited.points[0].limits = Some((89.0, 31.0));
    assert!(matches!(
        draw(&Chart::Trend(limited)),
        Err(ChartError::Interval(..))
    ));
}

#[test]
fn levels_are_lines_and_what_changed_stands_below_the_last_value() {
    let mut changed = trend(&[Some(70.0), Some(71.0), Some(69.0), Some(57.0)]);
    changed.marks.clear();
    let plateau = |from, to, value| Plateau { from, to, value };
    changed.plateaus = vec![plateau(0, 2, 70.0), plateau(3, 3, 57.0)];
    changed.change = "−13.0 points".into();
    let drawn = svg(&Chart::Trend(changed.clone()));
    check(&drawn);
    let document = Document::parse(&drawn).expect("well-formed XML");
    let height = |text: &str| {
        let mut found = document.descendants().filter(|node| node.text() == Some(text));
        let node = found.find(|node| node.has_attribute("y")).expect("the text");
        node.attribute("y")
            .and_then(|y| y.parse::<f64>().ok())
            .expect("a place")
    };
    assert!(
        (height("−13.0 points") - height("57 %") - 16.0).abs() < 0.2,
        "{drawn}"
    );
    changed.plateaus = vec![plateau(0, 4, 70.0)];
    assert!(matches!(draw(&Chart::Trend(changed)), Err(ChartError::Period(4))));
}

#[test]
fn options_are_pure_data() {
    fn names(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match value {
                Value::String(name) if key == "formatter" => found.push(name.clone()),
                _ => names(value, found),
            }),
            Value::Array(values) => values.iter().for_each(|value| names(value, found)),
            Value::String(text) => assert!(!text.contains("function") && !text.contains("#*#*"), "{text}"),
            _ => {}
        }
    }
    for chart in all() {
        let option = option(&chart, chart.size()).expect("an option");
        let mut found = Vec::new();
        names(&option, &mut found);
        assert!(!found.is_empty());
        let is_known =
            |name: &String| name == "text" || name.starts_with("number:") || name.starts_with("every:");
        assert!(found.iter().all(is_known), "{found:?}");
        assert_eq!(option["animation"], false);
    }
}

const HOSTILE: [(&str, &str); 9] = [
    ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ("{a|b} {b} {c} {@[0]}", "{a|b} {b} {c} {@[0]}"),
    ("]]> &amp; <!--", "]]> &amp; <!--"),
    ("${1+1} $& $1 `x`", "${1+1} $& $1 `x`"),
    ("a\u{0}b\u{1b}[31m\u{7f}\nc\td", "a b [31m c d"),
    ("\u{202e}gnp.exe\u{fffe}\u{ffff}", "gnp.exe"),
    ("👩‍👩‍👧‍👦 😀", "👩‍👩‍👧‍👦 😀"),
    ("' \" \\u003c \\", "' \" \\u003c \\"),
    ("__proto__", "__proto__"),
];

/// Every text of every kind of chart is the hostile one.
fn poisoned(text: &str) -> Vec<Chart> {
    let axis = || Axis {
        unit: text.into(),
        name: text.into(),
        decimal_mark: text.chars().next(),
        ..Axis::default()
    };
    let label = || text.to_owned();
    let point = |value: f64| TrendPoint {
        label: label(),
        text: label(),
        ..point("", Some(value))
    };
    let trend = Trend {
        points: vec![point(1.0), point(9.0)],
        axis: axis(),
        ..trend(&[])
    };
    let trend = Trend {
        marks: vec![mark(2.0, text)],
        events: vec![EventMark {
            at: 1,
            number: "1".into(),
            label: label(),
        }],
        beside: vec![Beside {
            label: label(),
            values: vec![Some(2.0), None],
        }],
        ..trend
    };
    let bars = vec![
        Bar {
            text: label(),
            ..bar(text, 1.0, Tone::Good)
        },
        bar("other", 3.0, Tone::Bad),
    ];
    let rows = vec![
        Row {
            text: label(),
            note: label(),
            ..row(text, 1.0, Tone::Good)
        },
        row("other", 3.0, Tone::Bad),
    ];
    let survival = Survival {
        marks: vec![mark(24.0, text)],
        share_name: label(),
        axis: axis(),
        ..survival()
    };
    vec![
        Chart::Trend(trend),
        Chart::Distribution(Distribution {
            brackets: vec![bracket(0, 0, text), bracket(1, 1, text)],
            ..of_bars(bars)
        }),
        Chart::Breakdown(Breakdown {
            rows,
            axis: axis(),
            reference: Some(mark(2.0, text)),
            heads: [text, text].map(str::to_owned),
            added: Vec::new(),
        }),
        Chart::Survival(Survival {
            curves: vec![curve(text, 0.5, true)],
            ..survival
        }),
    ]
}

#[test]
fn hostile_text_is_text() {
    for (text, read) in HOSTILE {
        for chart in poisoned(text) {
            let svg = svg(&chart);
            check(&svg);
            let count = texts(&Document::parse(&svg).expect("well-formed XML"))
                .iter()
                .filter(|own| *own == read)
                .count();
            assert!(count >= 1, "{text:?} in {svg}");
        }
    }
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    let charts = all();
    let first: Vec<String> = charts.iter().map(svg).collect();
    let again: Vec<String> = charts.iter().rev().map(svg).rev().collect();
    assert_eq!(first, again);
    let elsewhere = thread::scope(|scope| {
        let started: Vec<_> = charts.iter().map(|chart| scope.spawn(|| svg(chart))).collect();
        started
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect::<Vec<_>>()
    });
    assert_eq!(first, elsewhere);
}

#[test]
fn a_gap_splits_line_and_band() {
    let drawn = svg(&Chart::Trend(trend(&[
        Some(60.0),
        Some(61.0),
        None,
        Some(62.0),
        Some(60.0),
        None,
        Some(63.0),
    ])));
    check(&drawn);
    let areas = drawn
        .split("<path ")
        .filter(|path| path.contains(r#"fill="var(--band)""#));
    assert_eq!(areas.count(), 2, "two runs of more than one period");
    assert_eq!(
        drawn.matches(r#"fill="var(--band)""#).count(),
        3,
        "and a period alone"
    );
    let document = Document::parse(&drawn).expect("well-formed XML");
    let lines = document
        .descendants()
        .filter(|node| node.attribute("stroke-width") == Some("2"));
    let moves = lines
        .filter_map(|node| node.attribute("d"))
        .map(|d| d.matches('M').count())
        .max();
    assert!(moves >= Some(2), "{drawn}");
}

#[test]
fn a_trend_may_end_in_a_gap_or_have_one_period() {
    let ends = svg(&Chart::Trend(trend(&[Some(60.0), Some(61.0), None])));
    assert!(has_text(&ends, "61 %"));
    check(&svg(&Chart::Trend(trend(&[Some(60.0)]))));
    check(&svg(&Chart::Trend(trend(&[None, Some(0.0), None]))));
}

#[test]
fn only_the_period_not_over_is_hollow() {
    let whole = Trend {
        partial_last: false,
        ..trend(&[Some(60.0), Some(61.0)])
    };
    let hollow = r#"fill="var(--paper)" stroke="var(--accent)""#;
    assert_eq!(svg(&Chart::Trend(whole)).matches(hollow).count(), 0);
    assert_eq!(
        svg(&Chart::Trend(trend(&[Some(60.0), Some(61.0)])))
            .matches(hollow)
            .count(),
        1
    );
}

#[test]
fn labels_of_many_periods_are_thinned_to_the_last() {
    let values: Vec<Option<f64>> = (0..40).map(|month| Some(f64::from(month % 9))).collect();
    let document = svg(&Chart::Trend(trend(&values)));
    let labels: Vec<String> = texts(&Document::parse(&document).expect("well-formed XML"));
    let periods: Vec<&String> = labels.iter().filter(|label| label.starts_with('P')).collect();
    assert!(periods.len() <= 16 && periods.len() >= 5, "{periods:?}");
    assert_eq!(periods.last().map(|label| label.as_str()), Some("P39"));
}

#[test]
fn nothing_to_draw_is_an_error() {
    let empty = [
        Chart::Trend(trend(&[])),
        Chart::Trend(trend(&[None, None])),
        Chart::Distribution(of_bars(Vec::new())),
        Chart::Breakdown(Breakdown {
            rows: Vec::new(),
            ..breakdown()
        }),
        Chart::Survival(Survival {
            curves: Vec::new(),
            ..survival()
        }),
        Chart::Survival(Survival {
            curves: vec![Curve {
                steps: Vec::new(),
                ..curve("", 0.5, true)
            }],
            ..survival()
        }),
    ];
    for chart in empty {
        assert_eq!(draw(&chart), Err(ChartError::Empty));
        assert_eq!(option(&chart, chart.size()), Err(ChartError::Empty));
    }
}

#[test]
fn numbers_without_a_place_are_errors() {
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        let is_refused = |chart: Chart| matches!(draw(&chart), Err(ChartError::Number(..)));
        let limit = Axis {
            max: Some(wrong),
            ..axis()
        };
        assert!(is_refused(Chart::Trend(trend(&[Some(1.0), Some(wrong)]))));
        assert!(is_refused(Chart::Trend(Trend {
            axis: limit,
            ..trend(&[Some(1.0)])
        })));
        assert!(is_refused(Chart::Trend(Trend {
            marks: vec![mark(wrong, "")],
            ..trend(&[Some(1.0)])
        })));
        let bars = vec![bar("", wrong, Tone::Good)];
        assert!(is_refused(Chart::Distribution(of_bars(bars))));
        let rows = vec![Row {
            high: wrong,
            ..row("", 1.0, Tone::Good)
        }];
        assert!(is_refused(Chart::Breakdown(Breakdown { rows, ..breakdown() })));
        let steps = vec![Step {
            x: wrong,
            share: 50.0,
            low: None,
            high: None,
            text: String::new(),
        }];
        assert!(is_refused(Chart::Survival(Survival {
            curves: vec![Curve {
                steps,
                ..curve("", 0.5, true)
            }],
            ..survival()
        })));
    }
}

#[test]
fn what_contradicts_itself_is_an_error() {
    let rows = vec![Row {
        low: 5.0,
        high: 4.0,
        ..row("", 4.5, Tone::Good)
    }];
    let upside_down = Chart::Breakdown(Breakdown { rows, ..breakdown() });
    assert_eq!(draw(&upside_down), Err(ChartError::Interval(5.0, 4.0)));
    let mut backwards = curve("October", 0.5, true);
    backwards.steps.reverse();
    let backwards = Chart::Survival(Survival {
        curves: vec![backwards],
        ..survival()
    });
    assert_eq!(draw(&backwards), Err(ChartError::Order("October".into())));
}

#[test]
fn extreme_figures_still_draw() {
    let values = [0.0, 1e-9, -9e11, 9e11, 100.0];
    for value in values {
        check(&svg(&Chart::Trend(trend(&[Some(value), Some(value)]))));
        let bars = vec![bar("a", value, Tone::Neutral), bar("b", -value, Tone::Good)];
        check(&svg(&Chart::Distribution(of_bars(bars))));
        let rows = vec![row("a", value, Tone::Neutral)];
        check(&svg(&Chart::Breakdown(Breakdown { rows, ..breakdown() })));
    }
    let bars = (0..200).map(|index| bar(&format!("class {index}"), f64::from(index), Tone::Accent));
    check(&svg(&Chart::Distribution(of_bars(bars.collect()))));
    let rows: Vec<Row> = (0..60)
        .map(|index| row("part", f64::from(index), Tone::Accent))
        .collect();
    let many = Chart::Breakdown(Breakdown { rows, ..breakdown() });
    assert!(many.size().height > 1500);
    check(&svg(&many));
}

#[test]
fn long_labels_stand_in_two_lines_and_end_in_an_ellipsis() {
    let long = "Social media and messenger services, since the beginning of last September";
    let two = "Letters and parcels, whoever brings them";
    let rows = vec![
        row(long, 50.0, Tone::Neutral),
        row("Exactly twenty-eight letters", 1.0, Tone::Neutral),
        row(two, 1.0, Tone::Neutral),
    ];
    let without = |row: Row| Row {
        note: String::new(),
        ..row
    };
    let chart = Chart::Breakdown(Breakdown {
        rows: rows.into_iter().map(without).collect(),
        heads: Default::default(),
        ..breakdown()
    });
    let drawn = svg(&chart);
    let document = Document::parse(&drawn).expect("well-formed XML");
    let labels = texts(&document);
    let has = |label: &str| labels.iter().any(|own| own == label);
    assert!(has("Exactly twenty-eight letters"), "{labels:?}");
    assert!(
        has("Letters and parcels,") && has("whoever brings them"),
        "{labels:?}"
    );
    let first = labels.iter().position(|label| label.starts_with("Social"));
    let first = first.expect("the label");
    let cut = &labels[first + 1];
    assert!(cut.ends_with('…'), "{labels:?}");
    let narrow = draw_at(&chart, chart.narrow_size()).expect("a drawing").svg;
    assert!(
        narrow.contains(&format!(">{two}<")),
        "above its marks there is room: {narrow}"
    );
}

#[test]
fn tick_labels_have_the_decimal_mark_of_the_language() {
    let drawn = |decimal_mark: Option<char>| {
        let axis = Axis {
            unit: String::new(),
            decimal_mark,
            ..axis()
        };
        let points = [4.12, 4.38].map(|value| TrendPoint {
            text: String::new(),
            low: None,
            high: None,
            ..point("", Some(value))
        });
        let trend = Trend {
            points: points.into(),
            axis,
            marks: Vec::new(),
            ..trend(&[])
        };
        draw(&Chart::Trend(trend)).expect("a drawing").svg
    };
    assert!(drawn(Some(',')).contains(">4,2<"), "{}", drawn(Some(',')));
    assert!(drawn(None).contains(">4.2<"), "{}", drawn(None));
    assert_eq!(drawn(Some('.')), drawn(None));
}

#[test]
fn a_curve_is_cut_at_the_end_of_its_axis() {
    let chart = Survival {
        axis: Axis {
            max: Some(48.0),
            ..axis()
        },
        marks: Vec::new(),
        ..survival()
    };
    let chart = Chart::Survival(chart);
    let option = option(&chart, chart.size()).expect("an option");
    let series = option["series"].as_array().expect("series");
    let lines = series.iter().filter(|series| series["type"] == "line");
    for line in lines {
        let data = line["data"].as_array().expect("data");
        let ends = (&data[0], &data[data.len() - 1]);
        assert_eq!(
            (ends.0[0].as_f64(), ends.0[1].as_f64(), ends.1[0].as_f64()),
            (Some(0.0), Some(100.0), Some(48.0))
        );
    }
}

#[test]
fn a_narrow_sheet_is_laid_out_anew() {
    for chart in all() {
        let size = Size {
            width: 340,
            height: chart.size().height,
        };
        let narrow = draw_at(&chart, size).expect("drawn").svg;
        check(&narrow);
        assert!(narrow.contains(r#"viewBox="0 0 340 "#));
        check(&draw_at(&chart, Size { width: 0, height: 0 }).expect("drawn").svg);
    }
}

#[test]
fn stretches_are_named_and_parted() {
    let stretch = |label: &str, from: usize| Stretch {
        label: label.to_owned(),
        from,
    };
    let values = [Some(1.0), Some(2.0), Some(3.0), Some(2.0)];
    let with = |stretches: Vec<Stretch>| {
        Chart::Trend(Trend {
            stretches,
            ..trend(&values)
        })
    };
    let whole = svg(&with(vec![stretch("Before", 0), stretch("After", 2)]));
    check(&whole);
    assert!(has_text(&whole, "Before") && has_text(&whole, "After"));
    let lines = |document: &str| document.matches("stroke=\"var(--rule)\"").count();
    let one = svg(&with(vec![stretch("All of it", 0)]));
    assert_eq!(lines(&whole), lines(&one) + 1);
    assert_eq!(lines(&one), lines(&svg(&with(Vec::new()))));
    let refused = |stretches: Vec<Stretch>| draw(&with(stretches)).expect_err("refused");
    assert!(matches!(refused(vec![stretch("a", 4)]), ChartError::Period(4)));
    assert!(matches!(
        refused(vec![stretch("a", 1), stretch("b", 1)]),
        ChartError::Order(_)
    ));
}

/// The tooltips of a drawing: place, and words.
fn tooltips(svg: &str) -> Vec<(f64, f64, Vec<String>)> {
    let document = Document::parse(svg).expect("a drawing");
    let list = document.root_element().attribute("data-spots").expect("tooltips");
    let list: Vec<(f64, f64, String, String, String)> = serde_json::from_str(list).expect("a list");
    list.into_iter()
        .map(|(x, y, a, b, c)| (x, y, vec![a, b, c]))
        .collect()
}

/// The places of dots.
fn dots(svg: &str) -> Vec<(f64, f64)> {
    let document = Document::parse(svg).expect("a drawing");
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    let place =
        |element: Node<'_, '_>| Some((number(element.attribute("cx")?), number(element.attribute("cy")?)));
    document.descendants().filter_map(place).collect()
}

#[test]
fn a_chart_says_something_where_its_dots_are() {
    let few = [Some(61.0), Some(64.5), None, Some(58.0)];
    let charts = [Chart::Trend(trend(&few)), Chart::Breakdown(breakdown())];
    for chart in charts {
        let svg = svg(&chart);
        let (tooltips, dots) = (tooltips(&svg), dots(&svg));
        assert!(tooltips.len() > 2, "{svg}");
        for (x, y, words) in tooltips {
            let is_near = |dot: &(f64, f64)| (dot.0 - x).abs() < 1.0 && (dot.1 - y).abs() < 1.0;
            assert!(
                dots.iter().any(is_near),
                "no dot at {x}, {y} of {words:?}: {dots:?}"
            );
            assert!(!words[0].is_empty() && !words[1].is_empty());
        }
    }
}

/// The left and right ends of the bars of a waterfall, from top to bottom.
fn bars(svg: &str) -> Vec<(f64, f64)> {
    let document = Document::parse(svg).expect("a drawing");
    let bar = |node: Node<'_, '_>| {
        let number = |name: &str| node.attribute(name)?.parse::<f64>().ok();
        let (left, width) = (number("x")?, number("width")?);
        node.has_tag_name(("http://www.w3.org/2000/svg", "rect"))
            .then_some((left, left + width))
    };
    document.descendants().filter_map(bar).collect()
}

#[test]
fn the_bars_of_a_waterfall_lead_from_one_level_to_the_other() {
    let svg = svg(&Chart::Waterfall(waterfall()));
    let (bars, tooltips) = (bars(&svg), tooltips(&svg));
    assert_eq!((bars.len(), tooltips.len()), (3, 5), "{svg}");
    let mut level = tooltips[0].0;
    for ((left, right), (end, _, words)) in bars.iter().zip(&tooltips[1..]) {
        let ends = [(left - level).abs() < 1.0, (right - level).abs() < 1.0];
        assert!(
            ends.contains(&true),
            "{words:?} begins elsewhere than at {level}: {left} {right}"
        );
        let ends = [(left - end).abs() < 1.0, (right - end).abs() < 1.0];
        assert!(
            ends.contains(&true),
            "{words:?} ends elsewhere than at {end}: {left} {right}"
        );
        level = *end;
    }
    assert!(
        (level - tooltips[4].0).abs() < 1.0,
        "{level} is not the level after"
    );
    assert!(dots(&svg).len() >= 2);
    let without = Waterfall {
        parts: Vec::new(),
        ..waterfall()
    };
    assert!(draw(&Chart::Waterfall(without)).is_err());
}

#[test]
fn sums_stand_as_rings_where_they_come_to() {
    let rows: Vec<Row> = breakdown().rows;
    let with = |added: Vec<f64>| {
        svg(&Chart::Breakdown(Breakdown {
            rows: rows.clone(),
            reference: None,
            added,
            ..breakdown()
        }))
    };
    let (without, with) = (with(Vec::new()), with(vec![41.0, 70.0, 90.0]));
    assert_eq!(dots(&with).len(), dots(&without).len() + 3);
    // Each ring is further to the right, and a row lower.
    let rings: Vec<(f64, f64)> = dots(&with).into_iter().take(3).collect();
    let is_below = |a: &(f64, f64), b: &(f64, f64)| a.0 < b.0 && a.1 < b.1;
    assert!(rings.is_sorted_by(is_below), "{rings:?}");
}

#[test]
fn a_curve_says_something_of_the_steps_that_have_words() {
    let said = |text: &str| {
        let mut one = curve("October", 0.9, true);
        one.steps
            .iter_mut()
            .skip(1)
            .for_each(|step| step.text = text.to_owned());
        tooltips(&svg(&Chart::Survival(Survival {
            curves: vec![one, curve("September", 0.8, false)],
            ..survival()
        })))
        .len()
    };
    assert_eq!(said(""), 1);
    assert!(said("something") > 10);
}

/// How often a path of a colour is in a drawing.
fn strokes(svg: &str, colour: &str) -> usize {
    svg.matches(&format!("stroke=\"var(--{colour})\"")).count()
}

#[test]
fn what_bars_count_as_stands_over_them_and_what_they_were_around_them() {
    let drawn = svg(&Chart::Distribution(distribution()));
    check(&drawn);
    assert!(has_text(&drawn, "seldom 12 %") && has_text(&drawn, "always 47.5 %"));
    let plain = svg(&Chart::Distribution(Distribution {
        brackets: Vec::new(),
        ..distribution()
    }));
    assert_eq!(strokes(&drawn, "better"), strokes(&plain, "better") + 2);
    assert_eq!(strokes(&drawn, "ink"), 4, "an outline a bar: {drawn}");
    let wrong = |brackets: Vec<Bracket>| {
        draw(&Chart::Distribution(Distribution {
            brackets,
            ..distribution()
        }))
        .expect_err("refused")
    };
    assert!(matches!(wrong(vec![bracket(0, 4, "")]), ChartError::Period(4)));
    let again = vec![bracket(0, 1, "a"), bracket(1, 2, "b")];
    assert!(matches!(wrong(again), ChartError::Order(_)));
}

#[test]
fn what_a_row_was_is_a_ring_and_another_measure_stands_beside() {
    let drawn = svg(&Chart::Breakdown(breakdown()));
    assert_eq!(drawn.matches("r=\"3.25\"").count(), 3, "{drawn}");
    for text in ["value", "beside", "Chat note"] {
        assert!(has_text(&drawn, text), "{text}: {drawn}");
    }
}

#[test]
fn lines_to_compare_with_are_named_at_their_ends() {
    let beside = vec![Beside {
        label: "640 came in".into(),
        values: vec![Some(600.0), None, Some(640.0)],
    }];
    let with = Chart::Trend(Trend {
        beside,
        ..trend(&[Some(61.0), Some(64.5), Some(58.0)])
    });
    let drawn = svg(&with);
    check(&drawn);
    assert!(has_text(&drawn, "640 came in"), "{drawn}");
}

#[test]
fn shares_are_a_strip_in_three_parts() {
    let points = [61.0, 64.5].map(|value| TrendPoint {
        shares: Some([20.0, 30.0, 50.0]),
        ..point("P", Some(value))
    });
    let drawn = svg(&Chart::Trend(Trend {
        points: points.into(),
        ..trend(&[])
    }));
    check(&drawn);
    for colour in ["worse", "track", "better"] {
        let strips = drawn
            .matches(&format!("height=\"9\" fill=\"var(--{colour})\""))
            .count();
        assert_eq!(strips, 2, "{colour}: {drawn}");
    }
}

#[test]
fn what_happened_is_written_where_there_is_room() {
    let event = |label: &str| EventMark {
        at: 10,
        number: "1".into(),
        label: label.into(),
    };
    let with = |label: &str, values: &[Option<f64>]| {
        svg(&Chart::Trend(Trend {
            events: vec![event(label)],
            axis: Axis {
                min: Some(0.0),
                ..axis()
            },
            ..trend(values)
        }))
    };
    let flat = vec![Some(61.0); 26];
    let told = with("The new checkout is live", &flat);
    assert!(told.contains("checkout"), "{told}");
    let wild: Vec<Option<f64>> = (0..26).map(|at| Some(f64::from(at % 2) * 90.0)).collect();
    assert!(!with("The new checkout is live", &wild).contains("checkout"));
}

#[test]
fn a_pair_is_wide_and_narrow_and_says_its_words_once() {
    for chart in all() {
        let pair = draw_pair(&chart).expect("a drawing").svg;
        let (wide, narrow) = pair.split_at(pair.rfind("<svg").expect("two drawings"));
        assert!(
            wide.contains("class=\"chart wide\"")
                && narrow.contains("class=\"chart narrow\" display=\"none\"")
        );
        check(&wide.replace("chart wide", "chart"));
        check(&narrow.replace("chart narrow\" display=\"none", "chart"));
        let count = |svg: &str| {
            let document = Document::parse(svg).expect("a drawing");
            let list = document.root_element().attribute("data-spots").expect("a list");
            serde_json::from_str::<Vec<Value>>(list).expect("a list").len()
        };
        assert_eq!(count(wide), count(narrow));
    }
}

#[test]
fn text_from_right_to_left_is_set_by_itself() {
    let rows = vec![
        row("צ׳אט באתר", 50.0, Tone::Neutral),
        row("Phone", 1.0, Tone::Neutral),
    ];
    let drawn = svg(&Chart::Breakdown(Breakdown { rows, ..breakdown() }));
    assert_eq!(drawn.matches("unicode-bidi=\"plaintext\"").count(), 2, "{drawn}");
}

#[test]
fn what_brackets_say_stays_on_the_sheet() {
    let chart = Chart::Distribution(Distribution {
        brackets: vec![
            bracket(0, 1, "Worse than they expected 18.8 %"),
            bracket(2, 3, "Better than they expected 39.5 %"),
        ],
        ..distribution()
    });
    let narrow = draw_at(&chart, chart.narrow_size()).expect("a drawing").svg;
    check(&narrow);
    let whole = "Better than they expected 39.5 %";
    assert!(!has_text(&narrow, whole), "in two lines: {narrow}");
    assert!(narrow.contains("39.5 %<"), "all of it: {narrow}");
    assert!(has_text(&svg(&chart), whole), "there is room");
}
