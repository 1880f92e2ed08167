//! Which groups a change comes from, sentence by sentence and in both languages, and where groups stand.

use cxpress_metric::Method;
use cxpress_report::{
    Cell, Dimension, DimensionValue, Echo, EchoKind, Echoes, FigureSeries, LeadingGroup, Report, ShiftKind,
    SliceSeries, Verdict,
};

use super::cases::{Found, MARCH, OCTOBER, SEPTEMBER, course, level, since, told};
use super::{between, judge_within_a_week, of, plain, site};
use crate::fixture::{CURRENT, PERIODS, estimate, shown};

type Group = (usize, usize);

const CHAT: Group = (0, 0);
const PHONE: Group = (0, 1);
const RETURNING: Group = (1, 0);
const MIDLANDS: Group = (2, 0);
const SOUTH: Group = (2, 1);
const GROUPS: [Group; 5] = [CHAT, PHONE, RETURNING, MIDLANDS, SOUTH];

fn dimensions() -> Vec<Dimension> {
    let dimension = |(id, label, values): (&str, &str, &[&str])| Dimension {
        id: id.to_owned(),
        label: label.to_owned(),
        values: values
            .iter()
            .map(|value| DimensionValue {
                id: value.to_lowercase().replace(' ', "-"),
                raw: (*value).to_owned(),
                label: (*value).to_owned(),
            })
            .collect(),
    };
    [
        ("channel", "Channel", &["Live chat", "Phone"][..]),
        ("customer", "Customer", &["Returning"]),
        ("region", "Region", &["Midlands", "South"]),
    ]
    .map(dimension)
    .into()
}

fn echoes(leading: &[(Group, f64)], others: &[(Group, EchoKind)]) -> Echoes {
    Echoes {
        tested: 12,
        leading: leading
            .iter()
            .map(|((dimension, value), difference)| LeadingGroup {
                dimension: *dimension,
                value: *value,
                difference: difference.is_finite().then_some(*difference),
            })
            .collect(),
        others: others
            .iter()
            .map(|((dimension, value), kind)| Echo {
                dimension: *dimension,
                value: *value,
                kind: *kind,
            })
            .collect(),
    }
}

fn shown_now(cells: &mut [Cell]) -> &mut cxpress_report::Shown {
    match &mut cells[CURRENT] {
        Cell::Shown(shown) => shown,
        cell => panic!("not shown: {cell:?}"),
    }
}

/// A figure that fell, as did all groups there are.
fn fallen(found: impl Fn() -> Found, echoes: Echoes) -> FigureSeries {
    let mut figure = told(0, found());
    shown_now(&mut figure.total).echoes = Some(echoes);
    figure.slices = GROUPS
        .into_iter()
        .map(|(dimension, value)| SliceSeries {
            dimension,
            value,
            cells: told(1, found()).total,
        })
        .collect();
    figure
}

fn report(figure: FigureSeries) -> Report {
    let mut report = of(vec![figure]);
    report.dimensions = dimensions();
    report
}

fn fell() -> Found {
    since(SEPTEMBER).into()
}

fn rose() -> Found {
    let levels = [level(MARCH, SEPTEMBER, 60.0), level(OCTOBER, OCTOBER, 72.0)];
    course(ShiftKind::Since, Verdict::Improved, &levels).into()
}

/// What the page of the figure says of where its change comes from.
fn origin(report: &Report, language: &str) -> String {
    let page = &site(report, language)["2026-10/metrics/figure-0.html"];
    plain(between(
        between(page, "id=\"origin\">", "</section>"),
        "<p class=\"prose\">",
        "</p>",
    ))
}

const SEEN: EchoKind = EchoKind::Echo { remains: false };
const MOSTLY: EchoKind = EchoKind::Echo { remains: true };

fn own(difference: f64) -> EchoKind {
    EchoKind::Own {
        difference: difference.is_finite().then_some(difference),
    }
}

#[test]
fn every_kind_of_echo_has_its_sentence() {
    let chat = [(CHAT, -21.0)];
    for (leading, others, english, german) in [
        (
            &chat[..],
            &[][..],
            "Live chat fell 21.0 points.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen.",
        ),
        (
            &chat,
            &[
                (RETURNING, SEEN),
                (MIDLANDS, EchoKind::Open),
                (SOUTH, EchoKind::Open),
            ],
            "Live chat fell 21.0 points. Returning, Midlands and South are lower too; without Live chat there is no \
             evidence of a change in any of them.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen. Returning, Midlands und South liegen ebenfalls \
             niedriger; ohne Live chat ist in keiner dieser Gruppen eine Veränderung nachweisbar.",
        ),
        (
            &chat,
            &[(RETURNING, EchoKind::Open)],
            "Live chat fell 21.0 points. Returning is lower too; without Live chat there is no evidence of a change \
             in it.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen. Returning liegt ebenfalls niedriger; ohne Live chat \
             ist dort keine Veränderung nachweisbar.",
        ),
        (
            &chat,
            &[(RETURNING, SEEN), (SOUTH, SEEN)],
            "Live chat fell 21.0 points. Returning and South are lower too; that is the fall of Live chat seen again.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen. Returning und South liegen ebenfalls niedriger; das \
             ist noch einmal der Rückgang bei Live chat.",
        ),
        (
            &chat,
            &[(RETURNING, MOSTLY), (SOUTH, EchoKind::Open)],
            "Live chat fell 21.0 points. South is lower too; without Live chat there is no evidence of a change in \
             it. Returning is lower too; that is mostly the fall of Live chat seen again.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen. South liegt ebenfalls niedriger; ohne Live chat ist \
             dort keine Veränderung nachweisbar. Returning liegt ebenfalls niedriger; das ist zum größten Teil noch \
             einmal der Rückgang bei Live chat.",
        ),
        (
            &chat,
            &[(MIDLANDS, own(-13.7)), (RETURNING, SEEN)],
            "Live chat fell 21.0 points. Returning is lower too; that is the fall of Live chat seen again. Midlands \
             (−13.7 points) fell outside Live chat as well.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen. Returning liegt ebenfalls niedriger; das ist noch \
             einmal der Rückgang bei Live chat. Bei Midlands (−13,7 Punkte) ist der Wert auch ohne Live chat gefallen.",
        ),
        (
            &[(CHAT, -21.0), (PHONE, -9.5)],
            &[(MIDLANDS, own(f64::NAN))],
            "Live chat fell 21.0 points and Phone 9.5 points. Midlands fell outside Live chat and Phone as well.",
            "Bei Live chat ist der Wert um 21,0 Punkte gefallen, bei Phone um 9,5 Punkte. Bei Midlands ist der Wert \
             auch ohne Live chat und Phone gefallen.",
        ),
        (
            &[(CHAT, f64::NAN)],
            &[
                (MIDLANDS, EchoKind::Most),
                (RETURNING, EchoKind::Alike),
                (SOUTH, EchoKind::Alike),
            ],
            "Live chat fell more than everybody else. Customer: in all groups alike, as far as can be told; Region: \
             most in Midlands.",
            "Bei Live chat ist der Wert stärker gefallen als bei allen anderen. Customer: in allen Gruppen \
             gleichermaßen, soweit erkennbar; Region: am stärksten bei Midlands.",
        ),
        (
            &[],
            &[(CHAT, EchoKind::Alike), (SOUTH, EchoKind::Alike)],
            "No group stands out: lower in all groups alike, as far as can be told.",
            "Keine Gruppe sticht heraus: in allen Gruppen gleichermaßen niedriger, soweit erkennbar.",
        ),
    ] {
        let report = report(fallen(fell, echoes(leading, others)));
        assert_eq!(origin(&report, "en"), english);
        assert_eq!(origin(&report, "de"), german);
    }
}

#[test]
fn a_rise_is_told_as_a_rise() {
    let found = echoes(
        &[(CHAT, 21.0), (PHONE, 10.0)],
        &[(RETURNING, SEEN), (MIDLANDS, own(13.7)), (SOUTH, MOSTLY)],
    );
    let report = report(fallen(rose, found));
    assert_eq!(
        origin(&report, "en"),
        "Live chat rose 21.0 points and Phone 10.0 points. Returning and South are higher too; that is mostly the rise \
         of Live chat and Phone seen again. Midlands (+13.7 points) rose outside Live chat and Phone as well."
    );
    assert_eq!(
        origin(&report, "de"),
        "Bei Live chat ist der Wert um 21,0 Punkte gestiegen, bei Phone um 10,0 Punkte. Returning und South liegen \
         ebenfalls höher; das ist zum größten Teil noch einmal der Anstieg bei Live chat und Phone. Bei Midlands (+13,7 \
         Punkte) ist der Wert auch ohne Live chat und Phone gestiegen."
    );
}

#[test]
fn a_part_that_is_judged_is_named_with_the_group() {
    let mut figure = fallen(fell, echoes(&[(CHAT, -21.0)], &[]));
    judge_within_a_week(&mut figure);
    let report = report(figure);
    assert_eq!(
        origin(&report, "en"),
        "Live chat fell 21.0 points in the share within 7 days."
    );
    assert_eq!(
        origin(&report, "de"),
        "Bei Live chat ist der Wert um 21,0 Punkte (Anteil innerhalb von 7 Tagen) gefallen."
    );
}

#[test]
fn the_overview_tells_a_fall_once() {
    let found = echoes(
        &[(CHAT, -21.0)],
        &[(RETURNING, SEEN), (MIDLANDS, own(-13.7)), (SOUTH, EchoKind::Open)],
    );
    let report = report(fallen(fell, found));
    let pages = site(&report, "en");
    let overview = &pages["index.html"];
    let story = plain(between(overview, "<section class=\"story\">", "</section>"));
    assert!(
        story.contains(
            "| Live chat fell 21.0 points. Returning and South are lower too; without Live chat there is no evidence of a \
             change in any of them. Midlands (−13.7 points) fell outside Live chat as well."
        ),
        "{story}"
    );
    assert!(
        !pages["figures.html"].contains("id=\"groups\""),
        "the whole is told"
    );
    let groups = plain(between(&pages["groups.html"], "<main", "</main>"));
    assert!(groups.contains("worsened, with Live chat"), "{groups}");
    assert_eq!(groups.matches("with Live chat").count(), 1, "{groups}");
    let page = plain(&pages["2026-10/metrics/figure-0.html"]);
    assert_eq!(page.matches("| with Live chat").count(), 1, "{page}");
}

#[test]
fn a_group_without_a_verdict_bears_no_mark() {
    let mut figure = fallen(fell, echoes(&[(CHAT, -21.0)], &[(RETURNING, SEEN)]));
    let quiet = shown(estimate(72.0, 3.0, 300, Method::Wilson, (0.0, 100.0)));
    for slice in &mut figure.slices {
        slice.cells = (0..PERIODS)
            .map(|_| Cell::Shown(Box::new(quiet.clone())))
            .collect();
    }
    let page = &site(&report(figure), "en")["2026-10/metrics/figure-0.html"];
    assert!(!plain(page).contains("| with Live chat"), "{}", plain(page));
}
