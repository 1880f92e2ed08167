//! Courses and comparisons by hand, and what is said of them.

use cxpress_metric::{Lens, Method, Unit};
use cxpress_report::{
    Cell, Change, Comparison, Contrast, Course, FigureSeries, Level, Shift, ShiftKind, Span, Unchanged,
    Verdict,
};

use crate::fixture::{CURRENT, PERIODS, change, compare, estimate, figure, shown};

/// October, the last month.
pub(super) const OCTOBER: usize = CURRENT;
pub(super) const SEPTEMBER: usize = CURRENT - 1;
pub(super) const AUGUST: usize = CURRENT - 2;
pub(super) const JULY: usize = CURRENT - 3;
pub(super) const JUNE: usize = CURRENT - 4;
pub(super) const MAY: usize = CURRENT - 5;
pub(super) const MARCH: usize = CURRENT - 7;
pub(super) const JANUARY: usize = CURRENT - 9;

pub(super) fn level(from: usize, to: usize, value: f64) -> Level {
    Level { from, to, value }
}

pub(super) fn percent(before: f64, after: f64) -> Change {
    change(Unit::Percent, before, after, 3.2, 0.000_1)
}

/// The course of a figure that kept its level since March.
pub(super) fn steady() -> Course {
    Course {
        verdict: Verdict::NoEvidence,
        p: 1.0,
        adjusted_p: Some(1.0),
        shift: None,
        level: level(MARCH, OCTOBER, 74.9),
        detectable: 6.3,
        unchanged: None,
    }
}

/// A course with a change that is told: the levels that its sentence names.
pub(super) fn course(kind: ShiftKind, verdict: Verdict, levels: &[Level]) -> Course {
    let [.., before, after] = levels else {
        panic!("two levels at least")
    };
    Course {
        verdict,
        p: 0.001,
        adjusted_p: Some(0.004),
        shift: Some(Shift {
            kind,
            change: percent(before.value, after.value),
            sides: [before, after].map(|level| Span {
                from: level.from,
                to: level.to,
            }),
            since: after.from,
            dates: vec![after.from],
            at_the_latest: false,
            levels: levels.to_vec(),
            year_before: None,
            knows_year: true,
        }),
        level: *after,
        ..steady()
    }
}

pub(super) fn since(from: usize) -> Course {
    let levels = [level(MARCH, from - 1, 82.4), level(from, OCTOBER, 72.1)];
    course(ShiftKind::Since, Verdict::Worsened, &levels)
}

pub(super) fn with(mut course: Course, edit: impl FnOnce(&mut Shift)) -> Course {
    edit(course.shift.as_mut().expect("a shift"));
    course
}

pub(super) fn line(before: Option<Level>, turned: bool) -> Course {
    let kind = ShiftKind::Line { periods: 5, turned };
    let ends = [level(JUNE, JUNE, 86.0), level(OCTOBER, OCTOBER, 59.0)];
    let levels: Vec<Level> = before.into_iter().chain(ends).collect();
    course(kind, Verdict::Worsened, &levels)
}

pub(super) fn against(period: usize, verdict: Verdict, before: f64, after: f64) -> Comparison {
    compare(Contrast::Period(period), verdict, percent(before, after))
}

/// What is found of a figure.
#[derive(Default)]
pub(super) struct Found {
    pub(super) course: Option<Course>,
    pub(super) before: Option<Comparison>,
    pub(super) year: Option<Comparison>,
}

impl From<Course> for Found {
    fn from(course: Course) -> Self {
        Self {
            course: Some(course),
            ..Self::default()
        }
    }
}

impl Found {
    pub(super) fn before(mut self, verdict: Verdict, before: f64, after: f64) -> Self {
        self.before = Some(against(SEPTEMBER, verdict, before, after));
        self
    }

    pub(super) fn year(mut self, verdict: Verdict, before: f64, after: f64) -> Self {
        self.year = Some(against(CURRENT - 12, verdict, before, after));
        self
    }
}

/// A figure of shares, named by its number, of which something was found in October.
pub(super) fn told(number: usize, found: Found) -> FigureSeries {
    let cells = (0..PERIODS).map(|at| {
        let mut cell = shown(estimate(72.0, 3.0, 300, Method::Wilson, (0.0, 100.0)));
        if at == CURRENT {
            cell.course = found.course.clone();
            cell.before = found.before.clone();
            cell.year_before = found.year.clone();
        }
        Cell::Shown(Box::new(cell))
    });
    let label = format!("Figure {number}");
    let id = format!("figure-{number}");
    figure(&id, &label, "csat", Lens::Service, Unit::Percent, cells.collect())
}

/// What was found, and what a tile says of it in English and in German.
pub(super) fn cases() -> Vec<(Found, &'static str, &'static str)> {
    use Verdict::{Improved, NoEvidence, Worsened};
    let kept = level(JANUARY, MAY, 90.1);
    vec![
        (
            line(Some(kept), false).into(),
            "▼ | worsened | Falling for five months: from 90.1 %, its level until May, to 59.0 %.",
            "▼ | verschlechtert | Fällt seit fünf Monaten: von 90,1 %, dem Niveau bis Mai, auf 59,0 %.",
        ),
        (
            line(None, false).into(),
            "▼ | worsened | Falling over all five months: 86.0 → 59.0 %.",
            "▼ | verschlechtert | Fällt über alle fünf Monate: 86,0 → 59,0 %.",
        ),
        (
            line(Some(kept), true).into(),
            "▼ | worsened | Falling since June, though not in October: from 90.1 %, its level until May, to 59.0 %.",
            "▼ | verschlechtert | Fällt seit Juni, wenn auch nicht im Oktober: von 90,1 %, dem Niveau bis Mai, auf 59,0 %.",
        ),
        (
            since(SEPTEMBER).into(),
            "▼ | worsened | Lower since September: 72.1 %; was 82.4 % until August.",
            "▼ | verschlechtert | Niedriger seit September: 72,1 %; bis August 82,4 %.",
        ),
        (
            since(JULY).into(),
            "▼ | worsened | Still 72.1 %, as since July; was 82.4 % until June.",
            "▼ | verschlechtert | Weiterhin 72,1 %, wie seit Juli; bis Juni 82,4 %.",
        ),
        (
            with(since(SEPTEMBER), |shift| {
                shift.dates = vec![AUGUST, SEPTEMBER, OCTOBER]
            })
            .into(),
            "▼ | worsened | Lower since about September (August to October): 72.1 %; was 82.4 % before.",
            "▼ | verschlechtert | Niedriger etwa seit September (August bis Oktober): 72,1 %; zuvor 82,4 %.",
        ),
        (
            with(since(SEPTEMBER), |shift| shift.at_the_latest = true).into(),
            "▼ | worsened | Lower since September at the latest: 72.1 %; was 82.4 % until August.",
            "▼ | verschlechtert | Niedriger spätestens seit September: 72,1 %; bis August 82,4 %.",
        ),
        (
            with(since(SEPTEMBER), |shift| shift.knows_year = false).into(),
            "▼ | worsened | Lower since September: 72.1 %; was 82.4 % until August; there is no year before to compare with.",
            "▼ | verschlechtert | Niedriger seit September: 72,1 %; bis August 82,4 %; ein Vorjahr zum Vergleichen gibt es nicht.",
        ),
        (
            Found::from(since(AUGUST))
                .year(Worsened, 80.2, 71.0)
                .before(Improved, 64.9, 71.0),
            "▼ | worsened | Lower since August: 72.1 %; was 82.4 % until July, and below a year ago (80.2 %), but up \
             6.1 points on September.",
            "▼ | verschlechtert | Niedriger seit August: 72,1 %; bis Juli 82,4 %, und niedriger als vor einem Jahr \
             (80,2 %), aber gegenüber September um 6,1 Punkte gestiegen.",
        ),
        (
            Found::from(since(AUGUST)).year(Improved, 60.2, 71.0),
            "▼ | worsened | Lower since August: 72.1 %; was 82.4 % until July, still above a year ago (60.2 %).",
            "▼ | verschlechtert | Niedriger seit August: 72,1 %; bis Juli 82,4 %, noch immer höher als vor einem Jahr (60,2 %).",
        ),
        (
            course(
                ShiftKind::Steps,
                Worsened,
                &[
                    level(JANUARY, MAY, 84.7),
                    level(JUNE, SEPTEMBER, 76.3),
                    level(OCTOBER, OCTOBER, 61.2),
                ],
            )
            .into(),
            "▼ | worsened | Down in two steps, in June and in October: 84.7 → 76.3 → 61.2 %.",
            "▼ | verschlechtert | In zwei Schritten gefallen, im Juni und im Oktober: 84,7 → 76,3 → 61,2 %.",
        ),
        (
            Found::from(course(
                ShiftKind::Month,
                Worsened,
                &[level(JANUARY, SEPTEMBER, 82.4), level(OCTOBER, OCTOBER, 67.7)],
            ))
            .before(Worsened, 82.0, 67.7),
            "▼ | worsened | Fell to 67.7 % in October; 82.4 % was its level since January. One month does not yet show \
             whether it stays.",
            "▼ | verschlechtert | Im Oktober auf 67,7 % gefallen; seit Januar lag das Niveau bei 82,4 %. Ein Monat zeigt \
             noch nicht, ob es dabei bleibt.",
        ),
        (
            course(
                ShiftKind::Back,
                NoEvidence,
                &[
                    level(0, JUNE, 82.3),
                    level(JULY, SEPTEMBER, 66.4),
                    level(OCTOBER, OCTOBER, 82.3),
                ],
            )
            .into(),
            "⟲ | back where it was | Back to 82.3 %, where it was before July (66.4 % from July to September).",
            "⟲ | wieder wie zuvor | Wieder bei 82,3 %, wie vor Juli (von Juli bis September 66,4 %).",
        ),
        (
            course(
                ShiftKind::Back,
                NoEvidence,
                &[
                    level(0, JUNE, 82.3),
                    level(JULY, JULY, 63.3),
                    level(AUGUST, OCTOBER, 82.0),
                ],
            )
            .into(),
            "⟲ | back where it was | Back to 82.0 %, where it was before July (63.3 % in July only).",
            "⟲ | wieder wie zuvor | Wieder bei 82,0 %, wie vor Juli (nur im Juli 63,3 %).",
        ),
        (
            with(
                course(
                    ShiftKind::AsAYearAgo,
                    NoEvidence,
                    &[level(MARCH, AUGUST, 82.4), level(SEPTEMBER, OCTOBER, 71.3)],
                ),
                |shift| shift.year_before = Some(71.7),
            )
            .into(),
            "≈ | as a year ago | 71.3 % since September, lower than before (82.4 %), as a year ago (71.7 %).",
            "≈ | wie vor einem Jahr | 71,3 % seit September, niedriger als zuvor (82,4 %), wie vor einem Jahr (71,7 %).",
        ),
        (
            course(
                ShiftKind::Partly,
                Improved,
                &[
                    level(0, JUNE, 82.4),
                    level(JULY, AUGUST, 59.4),
                    level(SEPTEMBER, OCTOBER, 71.5),
                ],
            )
            .into(),
            "▲ | improved | Up to 71.5 % since September from 59.4 %, not yet where it was before July (82.4 %).",
            "▲ | verbessert | Seit September von 59,4 % auf 71,5 % gestiegen, noch nicht so hoch wie vor Juli (82,4 %).",
        ),
        (
            Found::from(steady()).year(Worsened, 80.1, 72.0),
            "▼ | worse than a year ago | Lower than a year ago: 72.0 % against 80.1 %; no change within the year is clear.",
            "▼ | schlechter als vor einem Jahr | Niedriger als vor einem Jahr: 72,0 % gegenüber 80,1 %; innerhalb des \
             Jahres ist keine Veränderung deutlich.",
        ),
        (
            Found::default()
                .year(Worsened, 66.1, 61.8)
                .before(Worsened, 67.0, 61.8),
            "▼ | worse than a year ago | Lower than a year ago: 61.8 % against 66.1 %, and down 5.2 points on September.",
            "▼ | schlechter als vor einem Jahr | Niedriger als vor einem Jahr: 61,8 % gegenüber 66,1 %, und gegenüber \
             September um 5,2 Punkte gefallen.",
        ),
        (
            Found::from(wavering()).year(Worsened, 90.0, 81.0),
            "▼ | worse than a year ago | Lower than a year ago: 81.0 % against 90.0 %. Lower since August on the whole \
             (72.6 %, was 82.4 %), but October itself is nearer to what it was.",
            "▼ | schlechter als vor einem Jahr | Niedriger als vor einem Jahr: 81,0 % gegenüber 90,0 %. Seit August \
             insgesamt niedriger (72,6 %, zuvor 82,4 %), aber der Oktober selbst liegt näher am früheren Niveau.",
        ),
        (
            wavering().into(),
            "– | no evidence of a change | Lower since August on the whole (72.6 %, was 82.4 %), but October itself is \
             nearer to what it was.",
            "– | keine Veränderung nachweisbar | Seit August insgesamt niedriger (72,6 %, zuvor 82,4 %), aber der Oktober \
             selbst liegt näher am früheren Niveau.",
        ),
        (
            Found::from(steady()).before(Improved, 70.0, 78.1),
            "▲ | better than in September | Up 8.1 points on September, within what has been its level since March (74.9 %).",
            "▲ | besser als im September | Gegenüber September um 8,1 Punkte gestiegen, im Rahmen des Niveaus seit März (74,9 %).",
        ),
        (
            Found::default().before(Improved, 70.0, 78.1),
            "▲ | better than in September | Up 8.1 points on September, to 78.1 %.",
            "▲ | besser als im September | Gegenüber September um 8,1 Punkte gestiegen, auf 78,1 %.",
        ),
        (
            unchanged().into(),
            "= | unchanged within 5 points | Unchanged: 82.0 % in the last three months, 82.2 % in the nine before, within 5 points.",
            "= | unverändert bis auf 5 Punkte | Unverändert: 82,0 % in den letzten drei Monaten, 82,2 % in den neun davor, \
             bis auf 5 Punkte.",
        ),
        (
            steady().into(),
            "– | no evidence of a change",
            "– | keine Veränderung nachweisbar",
        ),
        (
            unsure(0.03).into(),
            "– | no evidence of a change | August to October are lower (65.9 %, was 81.5 %), but this figure has varied as \
             much before.",
            "– | keine Veränderung nachweisbar | August bis Oktober liegen niedriger (65,9 %, zuvor 81,5 %), aber so stark \
             hat diese Kennzahl auch früher geschwankt.",
        ),
        (
            unsure(0.01).into(),
            "– | no evidence of a change | August to October are lower (65.9 %, was 81.5 %), but among so many comparisons \
             that is no surprise.",
            "– | keine Veränderung nachweisbar | August bis Oktober liegen niedriger (65,9 %, zuvor 81,5 %), aber bei so \
             vielen Vergleichen überrascht das nicht.",
        ),
        (
            course(
                ShiftKind::Since,
                NoEvidence,
                &[level(0, 1, 60.0), level(MARCH, OCTOBER, 72.1)],
            )
            .into(),
            "↑ | higher | Still 72.1 %, as since March; was 60.0 % until October 2025.",
            "↑ | höher | Weiterhin 72,1 %, wie seit März; bis Oktober 2025 60,0 %.",
        ),
    ]
}

pub(super) fn wavering() -> Course {
    course(
        ShiftKind::Wavers,
        Verdict::NoEvidence,
        &[level(MARCH, JULY, 82.4), level(AUGUST, OCTOBER, 72.6)],
    )
}

pub(super) fn unchanged() -> Course {
    Course {
        unchanged: Some(Unchanged {
            recent: level(AUGUST, OCTOBER, 82.0),
            before: level(CURRENT - 11, JULY, 82.2),
            margin: 5.0,
        }),
        ..steady()
    }
}

/// A change that is real by itself, and is not told.
pub(super) fn unsure(p: f64) -> Course {
    let levels = [level(MARCH, JULY, 81.5), level(AUGUST, OCTOBER, 65.9)];
    Course {
        p,
        adjusted_p: Some(0.09),
        ..course(ShiftKind::Since, Verdict::NoEvidence, &levels)
    }
}
