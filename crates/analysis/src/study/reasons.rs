//! How often each reason was given, from what is shown of each.

use cxpress_metric::Interval;
use cxpress_report::{Cell, FigureSeries, Pareto, RankedReason, Ranking};
use cxpress_stats::{Z95, proportion};

use crate::schema::Schema;

/// Ranks the reasons of the figures that have some.
pub(crate) fn study(schema: &Schema<'_>, figures: &mut [FigureSeries]) {
    for (measure, figure) in schema.measures.iter().zip(figures) {
        let dimension = measure.reasons();
        figure.reasons = dimension.map(|dimension| pareto(figure, dimension));
    }
}

fn pareto(figure: &FigureSeries, dimension: usize) -> Pareto {
    let periods = 0..figure.total.len();
    Pareto {
        dimension,
        periods: periods.map(|period| ranking(figure, dimension, period)).collect(),
    }
}

/// The reasons in a period, the most frequent first; of equals, in the order of values.
fn ranking(figure: &FigureSeries, dimension: usize, period: usize) -> Option<Ranking> {
    let all = size(figure.total.get(period)?)?;
    let values = figure.slices.iter().filter(|slice| slice.dimension == dimension);
    let cells = || {
        values
            .clone()
            .filter_map(|slice| Some((slice.value, slice.cells.get(period)?)))
    };
    let mut sizes: Vec<(usize, u64)> = cells()
        .filter_map(|(value, cell)| Some((value, size(cell)?)))
        .collect();
    sizes.sort_by_key(|(value, n)| (std::cmp::Reverse(*n), *value));
    let mut so_far = 0;
    let mut reason = |(value, n): (usize, u64)| {
        so_far += n;
        ranked(value, n, so_far, all)
    };
    let reasons: Vec<RankedReason> = sizes.into_iter().filter_map(&mut reason).collect();
    let withheld = cells().filter(|(_, cell)| matches!(cell, Cell::Withheld));
    Some(Ranking {
        n: all,
        reasons,
        withheld: withheld.map(|(value, _)| value).collect(),
        others: all.saturating_sub(so_far),
    })
}

/// How many a cell that is shown tells of, whether or not all is known of them.
fn size(cell: &Cell) -> Option<u64> {
    let shown = cell.shown()?;
    Some(shown.headline.estimate()?.base + shown.missing.total())
}

/// A reason that `n` of `all` gave, and with those before it so many.
fn ranked(value: usize, n: u64, so_far: u64, all: u64) -> Option<RankedReason> {
    let percent = |n: u64| 100.0 * n as f64 / all as f64;
    let range = proportion::wilson(n as f64 / all as f64, all as f64, Z95)?;
    Some(RankedReason {
        value,
        n,
        share: percent(n),
        interval: Interval::new(100.0 * range.low, 100.0 * range.high),
        cumulated: percent(so_far),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_figures::{absent, cell, figure, sliced, withheld};

    fn found(total: Cell, cells: impl IntoIterator<Item = Cell>) -> Option<Ranking> {
        ranking(&sliced(figure(vec![total]), cells), 0, 0)
    }

    fn with_unknown(mut cell: Cell, unknown: u64) -> Cell {
        if let Cell::Shown(shown) = &mut cell {
            shown.missing.dont_know = unknown;
        }
        cell
    }

    /// 12 of 40: Wilson 18.0748 … 45.4300.
    #[test]
    fn the_most_frequent_first_and_added_up() {
        let cells = [
            cell(50.0, 9.0, 8),
            withheld(),
            with_unknown(cell(80.0, 9.0, 11), 1),
            absent(),
            cell(9.0, 9.0, 8),
        ];
        let found = found(with_unknown(cell(60.0, 9.0, 36), 4), cells).expect("a ranking");
        let rows: Vec<_> = found
            .reasons
            .iter()
            .map(|reason| (reason.value, reason.n, reason.share))
            .collect();
        assert_eq!(rows, [(2, 12, 30.0), (0, 8, 20.0), (4, 8, 20.0)]);
        let sums: Vec<f64> = found.reasons.iter().map(|reason| reason.cumulated).collect();
        assert_eq!(sums, [30.0, 50.0, 70.0]);
        assert_eq!((found.n, found.others, found.withheld), (40, 12, vec![1]));
        let Interval { low, high } = found.reasons[0].interval;
        assert!((low - 18.0748).abs() < 1e-4 && (high.expect("an end") - 45.43).abs() < 1e-4);
    }

    #[test]
    fn of_a_total_that_is_withheld_nothing_is_ranked() {
        assert_eq!(found(withheld(), [cell(50.0, 9.0, 8)]), None);
        assert_eq!(found(absent(), []), None);
    }

    #[test]
    fn other_dimensions_tell_no_reasons() {
        let figure = sliced(figure(vec![cell(50.0, 9.0, 20)]), [cell(50.0, 9.0, 8)]);
        let found = ranking(&figure, 1, 0).expect("a ranking");
        assert_eq!((found.reasons.len(), found.others), (0, 20));
    }
}
