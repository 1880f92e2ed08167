//! `cargo xtask charts`: a page with every kind of chart, wide and narrow, light and dark, of usual data and of the most awkward.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use cxpress_chart::{
    Axis, Bar, Beside, Bracket, Breakdown, Chart, Curve, Distribution, EventMark, Level, Mark, Part, Plateau,
    Row, Step, Stretch, Survival, Tone, Trend, TrendPoint, Waterfall, draw_pair,
};

/// Write a page with every kind of chart, to be looked at.
#[derive(clap::Args)]
pub(crate) struct Charts {
    /// The page.
    #[arg(default_value = "target/charts.html")]
    out: PathBuf,
}

const STYLE: &str = include_str!("../../../themes/default/style.css");

/// The page's own style: four drawings a chart, the wide ones over the narrow ones.
const OWN: &str = "body{padding:1rem}section{padding:0 0 2rem}h2{font:600 1rem/2 var(--sans)}\
    .four{display:grid;grid-template-columns:640px 640px;gap:0}.four>div{padding:1rem;background:var(--paper);color:var(--ink)}\
    .small .drawing{width:354px}";

impl Charts {
    pub(crate) fn run(&self) -> Result<String, String> {
        let mut page = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Charts</title><style>{STYLE}{OWN}</style><body>"
        );
        let charts = all();
        for (name, chart) in &charts {
            let drawing = draw_pair(chart).map_err(|error| format!("{name}: {error}"))?.svg;
            let _ = write!(page, "<section><h2>{name}</h2><div class=four>");
            for size in ["", "small"] {
                for theme in ["light", "dark"] {
                    let _ = write!(
                        page,
                        "<div class=\"{size}\" data-theme={theme}><div class=drawing>{drawing}</div></div>"
                    );
                }
            }
            page.push_str("</div></section>");
        }
        page.push_str("</body></html>");
        fs::write(&self.out, page).map_err(|error| format!("{}: {error}", self.out.display()))?;
        Ok(format!("{} charts: open `{}`", charts.len(), self.out.display()))
    }
}

fn all() -> Vec<(&'static str, Chart)> {
    let mut all = trends();
    all.extend(distributions());
    all.extend(breakdowns());
    all.extend(survivals());
    all.extend(waterfalls());
    all
}

fn axis(unit: &str) -> Axis {
    Axis {
        unit: unit.into(),
        ..Axis::default()
    }
}

/// A wave with some noise: the same every time.
fn wave(at: usize) -> f64 {
    let x = at as f64;
    68.0 + 2.0 * (x / 3.0).sin() + 1.5 * (x * 7.3).sin()
}

fn month(at: usize) -> String {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    format!("{} {}", NAMES[at % 12], 24 + at / 12)
}

fn point(at: usize, value: Option<f64>) -> TrendPoint {
    TrendPoint {
        label: month(at),
        value,
        low: value.map(|value| value - 2.6),
        high: value.map(|value| value + 2.5),
        limits: None,
        text: value.map_or_else(String::new, |value| format!("{value:.1} %")),
        detail: "1,250 answers".into(),
        shares: None,
    }
}

fn trend(values: impl IntoIterator<Item = Option<f64>>) -> Trend {
    Trend {
        points: values
            .into_iter()
            .enumerate()
            .map(|(at, value)| point(at, value))
            .collect(),
        axis: axis(" %"),
        marks: Vec::new(),
        events: Vec::new(),
        breaks: Vec::new(),
        stretches: Vec::new(),
        partial_last: false,
        usual: String::new(),
        plateaus: Vec::new(),
        change: String::new(),
        beside: Vec::new(),
    }
}

fn mark(value: f64, label: &str) -> Mark {
    Mark {
        value,
        label: label.into(),
    }
}

fn event(at: usize, number: &str, label: &str) -> EventMark {
    EventMark {
        at,
        number: number.into(),
        label: label.into(),
    }
}

/// A fall in the last of twenty months, with all that can be said of it.
fn fallen() -> Trend {
    let values = (0..20).map(|at| Some(if at == 19 { 57.1 } else { wave(at) }));
    let mut trend = trend(values);
    for point in &mut trend.points {
        point.limits = Some((64.3, 71.8));
    }
    Trend {
        marks: vec![mark(70.0, "target 70 %"), mark(66.0, "industry 66 %")],
        events: vec![
            event(15, "1", "Winter tariff"),
            event(19, "2", "The assistant answers every chat first"),
        ],
        usual: "usual range".into(),
        plateaus: vec![
            Plateau {
                from: 0,
                to: 18,
                value: 68.0,
            },
            Plateau {
                from: 19,
                to: 19,
                value: 57.1,
            },
        ],
        change: "−11.0 points".into(),
        ..trend
    }
}

/// A stock with what comes and goes.
fn stock() -> Trend {
    Trend {
        beside: vec![
            Beside {
                label: "637 came in".into(),
                values: (0..20).map(|at| Some(600.0 + 8.0 * wave(at) - 540.0)).collect(),
            },
            Beside {
                label: "588 done".into(),
                values: (0..20)
                    .map(|at| Some(590.0 + 6.0 * wave(at + 3) - 410.0))
                    .collect(),
            },
        ],
        axis: axis(""),
        points: (0..20)
            .map(|at| TrendPoint {
                low: None,
                high: None,
                text: "346".into(),
                ..point(at, Some(84.0 + 13.8 * at as f64))
            })
            .collect(),
        ..trend([])
    }
}

/// Touchpoints in stages, with shares.
fn journey() -> Trend {
    Trend {
        points: [
            "Discovery",
            "Order",
            "Delivery",
            "Unpacking",
            "Help",
            "Returns",
            "Renewal",
        ]
        .iter()
        .enumerate()
        .map(|(at, label)| TrendPoint {
            label: (*label).into(),
            shares: Some([8.0 + 5.0 * at as f64, 30.0, 62.0 - 5.0 * at as f64]),
            text: "0.4".into(),
            low: Some(1.0 - at as f64 * 0.2),
            high: Some(1.2 - at as f64 * 0.2),
            ..point(at, Some(1.1 - at as f64 * 0.2))
        })
        .collect(),
        axis: Axis {
            min: Some(-2.0),
            max: Some(2.0),
            ..axis("")
        },
        stretches: [("Before the purchase", 0), ("Receiving", 2), ("After", 4)]
            .map(|(label, from)| Stretch {
                label: label.into(),
                from,
            })
            .into(),
        ..trend([])
    }
}

fn trends() -> Vec<(&'static str, Chart)> {
    let long = "Average of all suppliers of household electricity, by the regulator’s yearly report 61.5 %";
    let steps = (0..26).map(|at| Some(if at < 14 { wave(at) } else { wave(at) + 9.0 }));
    vec![
        (
            "trend: a fall, with target, benchmark, events",
            Chart::Trend(fallen()),
        ),
        (
            "trend: a partial month",
            Chart::Trend(Trend {
                partial_last: true,
                ..fallen()
            }),
        ),
        (
            "trend: a level since a year",
            Chart::Trend(Trend {
                plateaus: vec![
                    Plateau {
                        from: 0,
                        to: 13,
                        value: 68.0,
                    },
                    Plateau {
                        from: 14,
                        to: 25,
                        value: 77.0,
                    },
                ],
                change: "+9.0 points since Mar 25".into(),
                events: vec![event(14, "1", "New checkout")],
                ..trend(steps)
            }),
        ),
        ("trend: one point", Chart::Trend(trend([Some(61.0)]))),
        ("trend: two points", Chart::Trend(trend([Some(61.0), Some(66.0)]))),
        (
            "trend: gaps and a change of definition",
            Chart::Trend(Trend {
                breaks: vec![9],
                ..trend((0..16).map(|at| (at % 5 != 3).then_some(wave(at))))
            }),
        ),
        (
            "trend: 60 points, long names, many events",
            Chart::Trend(Trend {
                marks: vec![mark(70.0, long), mark(69.0, "target 69 %")],
                events: (0..12)
                    .map(|at| {
                        event(
                            5 * at,
                            &(at + 1).to_string(),
                            "Something happened that takes words",
                        )
                    })
                    .collect(),
                ..trend((0..60).map(|at| Some(wave(at))))
            }),
        ),
        ("trend: a stock with what comes and goes", Chart::Trend(stock())),
        ("trend: a journey", Chart::Trend(journey())),
    ]
}

fn bar(label: &str, value: f64, tone: Tone, before: Option<f64>) -> Bar {
    Bar {
        label: label.into(),
        value,
        text: format!("{value:.1} %"),
        tone,
        before,
    }
}

fn distributions() -> Vec<(&'static str, Chart)> {
    let values = [2.1, 1.0, 1.9, 2.4, 2.0, 5.1, 5.9, 11.2, 16.3, 21.9, 30.2];
    let nps = values.iter().enumerate().map(|(score, value)| {
        let tone = match score {
            0..=6 => Tone::Bad,
            7 | 8 => Tone::Neutral,
            _ => Tone::Good,
        };
        bar(&score.to_string(), *value, tone, Some(value * 0.8 + 2.0))
    });
    let bracket = |from, to, label: &str, tone| Bracket {
        from,
        to,
        label: label.into(),
        tone,
    };
    let of = |bars: Vec<Bar>, brackets: Vec<Bracket>| {
        Chart::Distribution(Distribution {
            bars,
            axis: Axis {
                min: Some(0.0),
                ..axis(" %")
            },
            brackets,
        })
    };
    let words = [
        "Very difficult indeed (1)",
        "Difficult (2)",
        "Neither easy nor difficult (3)",
        "Easy (4)",
        "Very easy (5)",
    ];
    let worded = words.iter().enumerate().map(|(at, label)| {
        let tone = if at > 2 { Tone::Good } else { Tone::Neutral };
        bar(label, 5.0 + 8.0 * at as f64, tone, None)
    });
    vec![
        (
            "distribution: 0 to 10",
            of(
                nps.collect(),
                vec![
                    bracket(0, 6, "Detractors 20.4 %", Tone::Bad),
                    bracket(9, 10, "Promoters 52.1 %", Tone::Good),
                ],
            ),
        ),
        (
            "distribution: words",
            of(
                worded.collect(),
                vec![bracket(3, 4, "Found it easy 66 %", Tone::Good)],
            ),
        ),
        (
            "distribution: words over brackets that are as wide as the sheet",
            of(
                (-2..=2)
                    .map(|at: i32| bar(&at.to_string(), 20.0, Tone::Neutral, None))
                    .collect(),
                vec![
                    bracket(0, 1, "Worse than they had expected it to be 40 %", Tone::Bad),
                    bracket(3, 4, "Better than they had expected it to be 40 %", Tone::Good),
                ],
            ),
        ),
        (
            "distribution: one bar",
            of(vec![bar("5", 100.0, Tone::Accent, None)], Vec::new()),
        ),
        (
            "distribution: 0 to 100",
            of(
                (0..=100)
                    .map(|at| bar(&at.to_string(), f64::from(at % 9), Tone::Accent, None))
                    .collect(),
                Vec::new(),
            ),
        ),
    ]
}

fn row(label: &str, value: f64, tone: Tone) -> Row {
    Row {
        label: label.into(),
        value,
        low: value - 4.0 - value / 20.0,
        high: value + 4.0,
        text: format!("{value:.1} %"),
        detail: "310 answers".into(),
        tone,
        before: Some(value + 1.8),
        note: String::new(),
    }
}

fn breakdown(rows: Vec<Row>) -> Breakdown {
    Breakdown {
        rows,
        axis: axis(" %"),
        reference: Some(mark(61.8, "all 61.8 %")),
        heads: Default::default(),
        added: Vec::new(),
    }
}

fn breakdowns() -> Vec<(&'static str, Chart)> {
    let channels = vec![
        row("Store", 75.2, Tone::Good),
        row("Phone", 66.0, Tone::Neutral),
        row("E-mail and letters", 64.1, Tone::Neutral),
        row("Live chat", 35.3, Tone::Bad),
    ];
    let many = (0..40).map(|at| row(&format!("Region {}", at + 1), 80.0 - f64::from(at), Tone::Neutral));
    let alike = [
        "standard",
        "standard with glass",
        "with added protection, option A",
        "with added protection, option B",
    ]
    .map(|end| {
        row(
            &format!("Premium household contents cover {end}"),
            60.0,
            Tone::Neutral,
        )
    });
    let right = ["צ׳אט באתר", "الدردشة المباشرة (جديد)", "טלפון", "Live chat"]
        .map(|label| row(label, 55.0, Tone::Neutral));
    let drivers = [
        ("Found it easy", 42.0, "68.2 %"),
        ("Delivery", 31.0, "87.1 %"),
        ("Tone", 18.0, "79.0 %"),
        ("Website", 9.0, "70.4 %"),
    ]
    .map(|(label, value, note)| Row {
        note: note.into(),
        before: None,
        ..row(label, value, if value > 40.0 { Tone::Bad } else { Tone::Neutral })
    });
    let reasons = [
        ("Price", 41.0),
        ("Moved away", 24.0),
        ("Service", 20.0),
        ("Other", 15.0),
    ]
    .map(|(label, value)| Row {
        before: None,
        ..row(label, value, Tone::Accent)
    });
    vec![
        ("breakdown: channels", Chart::Breakdown(breakdown(channels))),
        (
            "breakdown: one group",
            Chart::Breakdown(breakdown(vec![row("Everybody", 61.8, Tone::Neutral)])),
        ),
        (
            "breakdown: long names that begin alike",
            Chart::Breakdown(breakdown(alike.into())),
        ),
        (
            "breakdown: from right to left",
            Chart::Breakdown(breakdown(right.into())),
        ),
        (
            "breakdown: drivers",
            Chart::Breakdown(Breakdown {
                reference: Some(mark(25.0, "average 25 %")),
                heads: ["importance", "value"].map(str::to_owned),
                axis: Axis {
                    min: Some(0.0),
                    ..axis(" %")
                },
                ..breakdown(drivers.into())
            }),
        ),
        (
            "breakdown: reasons, added up",
            Chart::Breakdown(Breakdown {
                reference: None,
                added: vec![41.0, 65.0, 85.0, 100.0],
                axis: Axis {
                    min: Some(0.0),
                    ..axis(" %")
                },
                ..breakdown(reasons.into())
            }),
        ),
        (
            "breakdown: 40 groups",
            Chart::Breakdown(breakdown(many.collect())),
        ),
    ]
}

fn survivals() -> Vec<(&'static str, Chart)> {
    let curve = |label: &str, factor: f64, emphasised: bool| Curve {
        label: label.into(),
        steps: (1..40)
            .map(|at| {
                let share = 100.0 * factor.powi(at);
                Step {
                    x: f64::from(at) * 0.35,
                    share,
                    low: Some(share * 0.93),
                    high: Some((share * 1.05).min(100.0)),
                    text: format!("after {at}: {share:.1} % still open"),
                }
            })
            .collect(),
        emphasised,
    };
    let survival = |marks: Vec<Mark>| {
        Chart::Survival(Survival {
            curves: vec![curve("Sep 26", 0.9, false), curve("Oct 26", 0.94, true)],
            axis: Axis {
                min: Some(0.0),
                max: Some(14.0),
                ..axis(" days")
            },
            marks,
            share_name: "still waiting".into(),
        })
    };
    vec![
        ("survival: with a promise", survival(vec![mark(7.0, "7 days")])),
        ("survival: no promise", survival(Vec::new())),
    ]
}

fn waterfalls() -> Vec<(&'static str, Chart)> {
    let part = |label: &str, amount: f64| Part {
        label: label.into(),
        amount,
        text: format!("{amount:+.1}").replace('-', "−"),
        detail: String::new(),
        tone: if amount < 0.0 { Tone::Bad } else { Tone::Good },
    };
    let level = |label: &str, value: f64| Level {
        label: label.into(),
        value,
        text: format!("{value:.1} %"),
    };
    let parts = vec![
        part("Live chat", -12.4),
        part("Phone", 0.9),
        part("Store", -0.4),
        part("shift between", 0.9),
    ];
    vec![(
        "waterfall",
        Chart::Waterfall(Waterfall {
            before: level("September 2026", 68.1),
            parts,
            after: level("October 2026", 57.1),
            axis: axis(" %"),
        }),
    )]
}
