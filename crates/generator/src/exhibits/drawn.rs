//! The charts that views hold, drawn in their places.

use cxpress_chart::Chart;
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};

use super::{Drawing, Held, Holds};

/// Draws the charts that a view holds; one that cannot be drawn leaves its place empty.
pub(crate) fn draw(view: &mut dyn Holds) -> Diagnostics {
    let mut wrong = Diagnostics::default();
    each(view, &mut |place, chart| match cxpress_chart::draw_pair(&chart) {
        Ok(drawing) => *place = Drawing::Drawn(drawing.svg),
        Err(error) => {
            let message = format!("a chart could not be drawn, its page has only the table: {error}");
            wrong.push(Diagnostic::warning(Code::ChartFailed, message));
        }
    });
    wrong
}

/// The charts that a view holds, taken from their places.
pub(crate) fn charts(view: &mut dyn Holds) -> Vec<Chart> {
    let mut charts = Vec::new();
    each(view, &mut |_, chart| charts.push(chart));
    charts
}

/// Visits the charts that a view holds, with the places that wait for their drawings.
fn each(view: &mut dyn Holds, visit: &mut dyn FnMut(&mut Drawing, Chart)) {
    view.each(&mut |held| {
        if let Held::Chart(place) = held
            && let Drawing::Chart(chart) = std::mem::take(place)
        {
            visit(place, *chart);
        }
    });
}
