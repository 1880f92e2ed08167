//! What is worth knowing beside the headline figures, found by the rules of [`Notable`].

use std::collections::BTreeMap;

use cxpress_metric::{Direction, Role, Unit};
use cxpress_report::{
    Action, Cell, Change, Comparison, Echoes, FigureSeries, LASTING_MISS, Notable, Shown, SliceSeries,
    TileKind, TileVerdict, Verdict,
};
use cxpress_stats::Range;

/// So many periods are looked at for the growth of a stock.
const WINDOW: usize = 24;

/// From this growth on a stock is told of.
const GROWTH: f64 = 1.5;

/// A dimension and one of its values; none for all customers.
type Group = Option<(usize, usize)>;

/// The findings of the period reported on: the first of each kind, then the second ones, and so on.
pub(crate) fn found(
    figures: &[FigureSeries],
    headlines: &[usize],
    actions: &[Action],
    current: usize,
) -> Vec<Notable> {
    let kinds = [
        Vec::from_iter(worst_drop(figures, current)),
        Vec::from_iter(widest_gap(figures, current)),
        changed(figures, headlines, current),
        missed(figures, current),
        grown(figures, current),
        Vec::from_iter(oldest_action(actions, current)),
        Vec::from_iter(least_heard(figures, current)),
    ];
    let most = kinds.iter().map(Vec::len).max().unwrap_or(0);
    (0..most)
        .flat_map(|rank| kinds.iter().filter_map(move |kind| kind.get(rank).copied()))
        .collect()
}

/// The figures that are better or worse and no headlines, the worse ones first.
fn changed(figures: &[FigureSeries], headlines: &[usize], current: usize) -> Vec<Notable> {
    let mark = |figure: &FigureSeries| {
        let shown = figure.total.get(current)?.shown()?;
        let told = TileVerdict::of(shown)?;
        (told.is_marked() && told.is_news(shown)).then_some(told.mark)
    };
    let others = figures.iter().enumerate();
    let others = others.filter(|(index, _)| !headlines.contains(index));
    let mut marked: Vec<_> = others
        .filter_map(|(index, figure)| Some((mark(figure)?, index)))
        .collect();
    marked.sort_by_key(|(mark, index)| (*mark != Verdict::Worsened, *index));
    let found = marked.into_iter().map(|(_, figure)| Notable::Changed { figure });
    found.collect()
}

/// The targets that have been missed for long, the longest first.
fn missed(figures: &[FigureSeries], current: usize) -> Vec<Notable> {
    let since = |figure: &FigureSeries| {
        let missed = figure.missed_for(current);
        (missed >= LASTING_MISS).then(|| current + 1 - missed)
    };
    let mut missed: Vec<_> = figures
        .iter()
        .enumerate()
        .filter_map(|(index, figure)| Some((since(figure)?, index)))
        .collect();
    missed.sort_unstable();
    let found = missed.into_iter();
    found
        .map(|(since, figure)| Notable::Missed { figure, since })
        .collect()
}

/// The stocks that have grown by half, the one that grew most first.
fn grown(figures: &[FigureSeries], current: usize) -> Vec<Notable> {
    let value = |cell: &Cell| Some(cell.shown()?.headline.estimate()?.value);
    let growth = |figure: &FigureSeries| {
        let now = figure.total.get(current)?;
        now.shown()?.in_role(Role::Come)?;
        let first = (current + 1).saturating_sub(WINDOW);
        let mut window = (first..current).filter_map(|at| Some((at, value(figure.total.get(at)?)?)));
        let (since, before) = window.next()?;
        let growth = value(now)? / before;
        let is_worse = figure.direction == Direction::LowerIsBetter;
        (is_worse && before > 0.0 && growth >= GROWTH).then_some((growth, since))
    };
    let mut grown: Vec<_> = figures
        .iter()
        .enumerate()
        .filter_map(|(index, figure)| Some((growth(figure)?, index)))
        .collect();
    grown.sort_by(|((a, _), one), ((b, _), other)| b.total_cmp(a).then(one.cmp(other)));
    let found = grown.into_iter();
    found
        .map(|((_, since), figure)| Notable::Grown { figure, since })
        .collect()
}

fn worst_drop(figures: &[FigureSeries], current: usize) -> Option<Notable> {
    let all = figures.iter().enumerate();
    let drops = all.flat_map(|(index, figure)| {
        let total = figure.total.get(current).and_then(Cell::shown);
        let echoes = echoes(figure, current);
        let is_news = move |(place, shown): &(Group, &Shown)| {
            !is_usual(shown, total) && !told_with(echoes, *place, Echoes::is_told_with)
        };
        let places = places(figure, current).filter(is_news);
        places.filter_map(move |(place, shown)| Some((index, place, shown.before.as_ref()?)))
    });
    let (figure, slice) = worst(drops)?;
    Some(Notable::WorstDrop { figure, slice })
}

/// Whether a drop since the period before is no news: a year ago there was the same, or the level is back where it was.
fn is_usual(shown: &Shown, total: Option<&Shown>) -> bool {
    let told = TileVerdict::of(shown).map(|it| it.kind);
    matches!(told, Some(TileKind::AsAYearAgo | TileKind::Back))
        || total.is_some_and(|total| TileVerdict::follows_season(shown, total))
}

fn widest_gap(figures: &[FigureSeries], current: usize) -> Option<Notable> {
    let all = figures.iter().enumerate();
    let gaps = all.flat_map(|(index, figure)| {
        let echoes = echoes(figure, current);
        let own = move |place: &Group| !told_with(echoes, *place, Echoes::is_echo);
        let places = places(figure, current).filter(move |(place, _)| own(place));
        places.filter_map(move |(place, shown)| Some((index, place, shown.rest.as_ref()?)))
    });
    let (figure, slice) = worst(gaps)?;
    Some(Notable::WidestGap {
        figure,
        slice: slice?,
    })
}

/// Which groups the change of a figure comes from.
fn echoes(figure: &FigureSeries, period: usize) -> Option<&Echoes> {
    figure.total.get(period)?.shown()?.echoes.as_ref()
}

/// Whether a group is told of with the change of its figure: it is no finding of its own.
fn told_with(echoes: Option<&Echoes>, group: Group, is_told: fn(&Echoes, usize, usize) -> bool) -> bool {
    let told = echoes.zip(group);
    told.is_some_and(|(echoes, (dimension, value))| is_told(echoes, dimension, value))
}

/// What is shown of a figure in a period, the total first.
fn places(figure: &FigureSeries, period: usize) -> impl Iterator<Item = (Group, &Shown)> {
    let slices = figure.slices.iter();
    let slices = slices.map(|slice: &SliceSeries| (Some((slice.dimension, slice.value)), &slice.cells));
    std::iter::once((None, &figure.total))
        .chain(slices)
        .filter_map(move |(place, cells)| Some((place, cells.get(period).and_then(Cell::shown)?)))
}

/// The first of the comparisons that are really worse by most.
fn worst<'a>(compared: impl Iterator<Item = (usize, Group, &'a Comparison)>) -> Option<(usize, Group)> {
    let real = compared.filter(|(_, _, comparison)| comparison.verdict == Verdict::Worsened);
    let ranked = real
        .filter_map(|(figure, place, comparison)| Some((rank(comparison.change.as_ref()?), figure, place)));
    let larger = |a: &(Rank, usize, Group), b: &(Rank, usize, Group)| {
        a.0.0.cmp(&b.0.0).then(a.0.1.total_cmp(&b.0.1)).is_ge()
    };
    let (_, figure, place) = ranked.reduce(|a, b| if larger(&a, &b) { a } else { b })?;
    Some((figure, place))
}

/// Whether a change is in per cent or points, and how large it is for certain: the end of its interval that is nearest
/// zero; in other units as a share of the value before.
type Rank = (bool, f64);

fn rank(change: &Change) -> Rank {
    let range = Range {
        low: change.interval.low,
        high: change.interval.high.unwrap_or(f64::INFINITY),
    };
    let certain = range.nearest_zero().abs();
    match change.unit {
        Unit::Percent | Unit::Points => (true, certain),
        _ if change.before == 0.0 => (false, 0.0),
        Unit::Mean | Unit::Seconds | Unit::BusinessSeconds | Unit::Count | Unit::Own(_) => {
            (false, certain / change.before.abs())
        }
    }
}

fn oldest_action(actions: &[Action], current: usize) -> Option<Notable> {
    let standing = |action: &Action| action.standings.get(current)?.clone().filter(|it| it.is_open());
    let open = actions
        .iter()
        .enumerate()
        .filter_map(|(index, action)| Some((index, standing(action)?.age)));
    let (oldest, _) = open.min_by_key(|(_, age)| std::cmp::Reverse(*age))?;
    Some(Notable::OldestAction(oldest))
}

fn least_heard(figures: &[FigureSeries], current: usize) -> Option<Notable> {
    let mut touchpoints: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        let basis = figure
            .total
            .get(current)
            .and_then(Cell::shown)
            .and_then(Shown::basis);
        let (Some(touchpoint), Some(basis)) = (figure.touchpoint.as_deref(), basis) else {
            continue;
        };
        let most = touchpoints.entry(touchpoint).or_insert((basis.base, index));
        if basis.base > most.0 {
            *most = (basis.base, index);
        }
    }
    let mut heard: Vec<_> = touchpoints.into_values().collect();
    heard.sort_unstable();
    match heard[..] {
        // Where several were heard as rarely, none is heard least.
        [(fewest, figure), (next, _), ..] if fewest < next => Some(Notable::LeastHeard { figure }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use cxpress_metric::Interval;
    use cxpress_report::{Contrast, Echo, EchoKind, FigurePart, Standing, Step, TargetVerdict};

    use super::*;
    use crate::test_figures::{cell, figure, sliced, withheld};

    /// A comparison of which only unit, value before, interval and verdict count.
    fn compared(unit: Unit, before: f64, (low, high): (f64, f64), verdict: Verdict) -> Comparison {
        let difference = (low + high) / 2.0;
        let change = Change {
            weighted: false,
            clustered: false,
            unit,
            before,
            after: before + difference,
            difference,
            interval: Interval::new(low, high),
            standard_error: None,
            p: 0.001,
            alone: verdict,
            detectable: 3.0,
            within: None,
            approximation: None,
        };
        Comparison {
            contrast: Contrast::Rest,
            verdict,
            change: Some(change),
            adjusted_p: Some(0.001),
            smaller_base: 400.0,
            few_clusters: None,
            readings: Vec::new(),
        }
    }

    fn with(before: Option<Comparison>, rest: Option<Comparison>) -> Cell {
        let Cell::Shown(mut shown) = cell(50.0, 2.0, 400) else {
            unreachable!("a shown cell");
        };
        (shown.before, shown.rest) = (before, rest);
        Cell::Shown(shown)
    }

    fn fell(unit: Unit, interval: (f64, f64)) -> Option<Comparison> {
        Some(compared(unit, 40.0, interval, Verdict::Worsened))
    }

    #[test]
    fn drops_are_ranked_by_what_is_certain() {
        let far = sliced(
            figure(vec![with(fell(Unit::Percent, (-9.0, -2.0)), None)]),
            [
                with(fell(Unit::Percent, (-30.0, -1.0)), None),
                with(fell(Unit::Percent, (-8.0, -4.0)), None),
            ],
        );
        // Waiting longer is worse, too: what counts is the verdict, not the sign.
        let slow = figure(vec![with(fell(Unit::Percent, (4.5, 6.0)), None)]);
        let drop = |figures: &[FigureSeries]| worst_drop(figures, 0);
        let worst = |figure, slice| Some(Notable::WorstDrop { figure, slice });
        assert_eq!(drop(&[far.clone(), slow.clone()]), worst(1, None));
        assert_eq!(drop(std::slice::from_ref(&far)), worst(0, Some((0, 1))));
        assert_eq!(
            drop(&[slow.clone(), slow]),
            worst(0, None),
            "of equals, the first"
        );
    }

    #[test]
    fn a_group_that_fell_with_another_is_no_drop_of_its_own() {
        let fell_by = |interval| with(fell(Unit::Percent, interval), fell(Unit::Percent, interval));
        let groups = [fell_by((-30.0, -8.0)), fell_by((-25.0, -9.0))];
        let mut figures = [sliced(figure(vec![fell_by((-9.0, -2.0))]), groups)];
        for (kind, drop, gap) in [
            (EchoKind::Echo { remains: false }, 0, 0),
            (EchoKind::Open, 0, 1),
            (EchoKind::Own { difference: None }, 1, 1),
        ] {
            let Cell::Shown(total) = &mut figures[0].total[0] else {
                unreachable!("a shown cell");
            };
            let other = Echo {
                dimension: 0,
                value: 1,
                kind,
            };
            total.echoes = Some(Echoes {
                tested: 2,
                leading: Vec::new(),
                others: vec![other],
            });
            let slice = Some((0, drop));
            assert_eq!(
                worst_drop(&figures, 0),
                Some(Notable::WorstDrop { figure: 0, slice })
            );
            let slice = (0, gap);
            assert_eq!(
                widest_gap(&figures, 0),
                Some(Notable::WidestGap { figure: 0, slice })
            );
        }
    }

    #[test]
    fn points_come_before_other_units_and_those_are_shares() {
        let of = |unit, interval| figure(vec![with(fell(unit, interval), None)]);
        let points = of(Unit::Points, (-2.0, -0.5));
        let seconds = of(Unit::Seconds, (4.0, 20.0));
        let mean = of(Unit::Mean, (-8.0, -6.0));
        let drop = |figures: &[FigureSeries]| match worst_drop(figures, 0) {
            Some(Notable::WorstDrop { figure, .. }) => Some(figure),
            _ => None,
        };
        assert_eq!(drop(&[seconds.clone(), mean.clone(), points]), Some(2));
        assert_eq!(drop(&[seconds, mean]), Some(1));
    }

    #[test]
    fn only_what_is_shown_and_really_worse_is_found() {
        let still = Some(compared(Unit::Percent, 40.0, (-30.0, -20.0), Verdict::NoEvidence));
        let better = Some(compared(Unit::Percent, 40.0, (20.0, 30.0), Verdict::Improved));
        let cells = [
            with(still.clone(), still),
            with(better.clone(), better),
            withheld(),
        ];
        let figures = [sliced(figure(vec![withheld()]), cells)];
        assert_eq!(found(&figures, &[], &[], 0), []);
    }

    #[test]
    fn the_widest_gap_is_between_a_slice_and_the_rest() {
        let gap = |interval| with(None, fell(Unit::Percent, interval));
        let figures = [sliced(
            figure(vec![cell(50.0, 2.0, 900)]),
            [gap((-9.0, -1.0)), gap((-7.0, -3.0))],
        )];
        let widest = Notable::WidestGap {
            figure: 0,
            slice: (0, 1),
        };
        assert_eq!(found(&figures, &[], &[], 0), [widest]);
    }

    fn action(age: u32, step: Step) -> Action {
        let standing = Standing {
            step,
            dropped: false,
            age,
            overdue: 0,
            effect: None,
        };
        Action {
            id: "a".into(),
            title: "A".into(),
            finding: String::new(),
            owner: String::new(),
            aim: None,
            steps: Vec::new(),
            due: None,
            dropped: None,
            said: None,
            did: None,
            standings: vec![Some(standing)],
        }
    }

    #[test]
    fn the_oldest_action_is_one_that_is_open() {
        let ages = [
            (20, Step::Received),
            (90, Step::Verified),
            (60, Step::Action),
            (60, Step::Received),
        ];
        let actions = ages.map(|(age, step)| action(age, step));
        assert_eq!(found(&[], &[], &actions, 0), [Notable::OldestAction(2)]);
        assert_eq!(found(&[], &[], &actions[1..2], 0), []);
    }

    #[test]
    fn a_touchpoint_is_heard_as_often_as_its_figure_that_rests_on_most() {
        let at = |touchpoint: &str, base| FigureSeries {
            touchpoint: Some(touchpoint.into()),
            ..figure(vec![cell(50.0, 2.0, base)])
        };
        let figures = [
            at("Store", 12),
            at("Store", 80),
            at("Web", 50),
            at("Web", 10),
            figure(vec![cell(1.0, 1.0, 2)]),
        ];
        assert_eq!(found(&figures, &[], &[], 0), [Notable::LeastHeard { figure: 2 }]);
        assert_eq!(
            found(&figures[..2], &[], &[], 0),
            [],
            "one touchpoint is not the least"
        );
        let mut hidden = figures;
        hidden[2].total = vec![withheld()];
        hidden[3].total = vec![withheld()];
        assert_eq!(
            found(&hidden, &[], &[], 0),
            [],
            "what is withheld is not compared"
        );
    }

    /// A value of so much, held against a target.
    fn held(value: f64, target: TargetVerdict) -> Cell {
        let Cell::Shown(mut shown) = cell(value, 2.0, 400) else {
            unreachable!("a shown cell");
        };
        shown.target = Some(target);
        Cell::Shown(shown)
    }

    #[test]
    fn a_target_is_told_of_from_its_third_miss_on_end() {
        use TargetVerdict::{CannotSay, Missed};
        let of = |verdicts: &[TargetVerdict]| figure(verdicts.iter().map(|it| held(40.0, *it)).collect());
        let long = of(&[Missed, CannotSay, Missed, Missed, Missed]);
        let longer = of(&[CannotSay, Missed, Missed, Missed, Missed]);
        let broken = of(&[Missed, Missed, Missed, CannotSay, Missed]);
        let figures = [long, longer, broken];
        assert_eq!(
            found(&figures, &[], &[], 4),
            [
                Notable::Missed { figure: 1, since: 1 },
                Notable::Missed { figure: 0, since: 2 }
            ]
        );
        assert_eq!(
            found(&figures, &[], &[], 3),
            [Notable::Missed { figure: 1, since: 1 }]
        );
    }

    #[test]
    fn a_stock_is_told_of_where_it_has_grown_by_half() {
        let stock = |values: &[f64]| {
            let cells = values.iter().map(|value| {
                let Cell::Shown(mut shown) = cell(*value, 0.0, 400) else {
                    unreachable!("a shown cell");
                };
                shown.parts.push(FigurePart {
                    id: "come".into(),
                    unit: Unit::Count,
                    role: Role::Come,
                    reading: shown.headline,
                });
                Cell::Shown(shown)
            });
            FigureSeries {
                direction: Direction::LowerIsBetter,
                ..figure(cells.collect())
            }
        };
        let figures = [
            stock(&[100.0, 149.0]),
            stock(&[100.0, 150.0]),
            stock(&[50.0, 200.0]),
            figure(vec![cell(10.0, 0.0, 400), cell(90.0, 0.0, 400)]),
        ];
        let grown = |figure| Notable::Grown { figure, since: 0 };
        assert_eq!(found(&figures, &[], &[], 1), [grown(2), grown(1)]);
    }

    #[test]
    fn other_figures_that_changed_are_told_of_the_worse_first() {
        let of = |verdict| {
            let change = compared(Unit::Percent, 40.0, (2.0, 6.0), verdict);
            figure(vec![with(Some(change), None)])
        };
        let figures = [
            of(Verdict::Improved),
            of(Verdict::NoEvidence),
            of(Verdict::Improved),
            of(Verdict::Worsened),
        ];
        let found = changed(&figures, &[0], 0);
        let changed = |figure| Notable::Changed { figure };
        assert_eq!(found, [changed(3), changed(2)]);
    }
}
