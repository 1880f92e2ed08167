//! What some customers wrote, by theme.

use cxpress_report::{FigureSeries, Quoted};

use crate::cube::Quotes;
use crate::schema::Schema;
use crate::timeline::Timeline;

/// What customers wrote about themes that are shown, where enough of them did.
pub(crate) fn found(
    schema: &Schema<'_>,
    timeline: &Timeline,
    quotes: &[Quotes],
    figures: &[FigureSeries],
) -> Vec<Quoted> {
    let all = quotes.iter().zip(&schema.measures).zip(figures).enumerate();
    let themes = all.filter(|(_, ((quotes, _), _))| !quotes.is_empty());
    let quoted = themes.map(|(theme, ((quotes, measure), figure))| {
        let periods = timeline.ids.iter().zip(&figure.total).map(|(period, cell)| {
            let shown = cell
                .shown()
                .map(|_| quotes.of(*period, measure.minimum(schema.config)));
            shown.unwrap_or_default()
        });
        Quoted {
            theme,
            periods: periods.collect(),
        }
    });
    quoted.collect()
}
