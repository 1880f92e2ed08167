//! How totals stand to their usual variation, from what is shown of them.

use cxpress_report::{Control, FigureSeries, Limit, Signal};
use cxpress_stats::control::{self, Chart, Observation};

/// Holds the totals of all tested figures against their usual variation. A last period that is not over gives no signal.
pub(crate) fn study(figures: &mut [FigureSeries], last_is_over: bool) {
    for figure in figures.iter_mut().filter(|figure| figure.tested) {
        let mut control = of(figure);
        if !last_is_over {
            without_signals(&mut control);
        }
        figure.control = Some(control);
    }
}

/// Takes the signals from the last period.
fn without_signals(control: &mut Control) {
    if let Control::Limits { periods, .. } = control
        && let Some(Some(last)) = periods.last_mut()
    {
        last.signals.clear();
    }
}

/// The limits of a total. A period whose value is withheld or absent is a gap.
fn of(figure: &FigureSeries) -> Control {
    let last = figure.total.len().saturating_sub(1);
    let total = figure.total.iter().enumerate();
    // What was measured in another way tells nothing of the usual variation.
    let judged: Vec<_> = total
        .map(|(period, cell)| {
            figure
                .judged_in(cell)
                .filter(|_| figure.is_comparable(period, last))
        })
        .collect();
    let observed = judged.iter().map(|estimate| {
        estimate.map(|estimate| Observation {
            value: estimate.value,
            base: estimate.effective,
        })
    });
    match control::chart(&observed.collect::<Vec<_>>()) {
        Chart::TooFew => Control::TooFew,
        Chart::Constant { value } => Control::Constant { value },
        Chart::Limits(limits) => Control::Limits {
            centre: limits.centre,
            periods: limits
                .periods
                .into_iter()
                .zip(judged)
                .map(|(period, estimate)| Some(limit(&period?, estimate?.limits)))
                .collect(),
        },
    }
}

fn limit(period: &control::Judged, (least, most): (f64, f64)) -> Limit {
    let range = period.range.clipped(least, most);
    Limit {
        low: range.low,
        high: range.high,
        signals: period.signals.iter().map(signal).collect(),
    }
}

const fn signal(signal: &control::Signal) -> Signal {
    match signal {
        control::Signal::Outside => Signal::Outside,
        control::Signal::EightInARow => Signal::EightInARow,
        control::Signal::ThreeOfFour => Signal::ThreeOfFour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_figures::{absent, cell, figure, withheld};

    /// The limits of the last period with their signals, and the centre.
    fn last(control: &Control) -> (f64, f64, f64, Vec<Signal>) {
        let Control::Limits { centre, periods } = control else {
            panic!("no limits: {control:?}");
        };
        let limit = periods.last().and_then(Option::as_ref).expect("limits");
        (*centre, limit.low, limit.high, limit.signals.clone())
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-4
    }

    #[test]
    fn limits_come_from_the_periods_before_the_latest() {
        let values = [31., 28., 33., 30., 27., 34., 29., 32., 30., 28., 31.];
        let series = |latest: f64| {
            values
                .into_iter()
                .chain([latest])
                .map(|value| cell(value, 1.0, 400))
        };
        for (latest, expected) in [
            (30.0, vec![]),
            (39.9, vec![Signal::Outside]),
            (20.6, vec![Signal::Outside]),
        ] {
            let (centre, low, high, signals) = last(&of(&figure(series(latest).collect())));
            assert!(
                near(centre, 30.272_727) && near(low, 20.696_7) && near(high, 39.848_7),
                "{low} … {high}"
            );
            assert_eq!(signals, expected, "{latest}");
        }
    }

    #[test]
    fn three_of_four_near_a_limit_are_a_signal() {
        let values = [20., 21., 19., 20., 22., 18., 20., 21., 26., 20., 27., 26., 20.];
        let control = of(&figure(values.map(|value| cell(value, 1.0, 400)).to_vec()));
        let Control::Limits { periods, .. } = &control else {
            panic!("{control:?}");
        };
        assert_eq!(
            periods[11].as_ref().expect("limits").signals,
            [Signal::ThreeOfFour]
        );
        assert_eq!(control.limit(12).map(|limit| limit.signals.len()), Some(0));
    }

    #[test]
    fn what_is_not_shown_is_a_gap() {
        let mut cells: Vec<_> = [31., 28., 33., 30., 27., 34., 29., 32.]
            .map(|value| cell(value, 1.0, 400))
            .to_vec();
        let whole = of(&figure(cells.clone()));
        cells[3] = withheld();
        let hidden = of(&figure(cells.clone()));
        assert!(hidden.limit(3).is_none() && hidden.limit(4).is_some() && hidden != whole);
        cells[3] = absent();
        assert_eq!(of(&figure(cells.clone())), hidden);
        cells[4] = withheld();
        assert_eq!(of(&figure(cells)), Control::TooFew, "five are left");
    }

    #[test]
    fn limits_do_not_leave_the_scale() {
        let values = [97., 91., 99., 92., 98., 93., 99.];
        let (_, low, high, _) = last(&of(&figure(values.map(|value| cell(value, 1.0, 400)).to_vec())));
        assert!(low > 60.0 && near(high, 100.0), "{low} … {high}");
    }

    #[test]
    fn equal_values_and_untested_figures_have_no_limits() {
        let cells = vec![cell(50.0, 1.0, 400); 8];
        let mut figures = [figure(cells.clone()), figure(cells)];
        figures[1].tested = false;
        study(&mut figures, true);
        assert_eq!(figures[0].control, Some(Control::Constant { value: 50.0 }));
        assert_eq!(figures[1].control, None);
    }
}
