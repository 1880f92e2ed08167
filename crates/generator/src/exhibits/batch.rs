//! The charts of all pages, drawn in one go: equal ones once, and only those that the store does not remember.

use cxpress_chart::{Chart, DrawingCache, draw_all};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_files::Store;

use super::{Drawing, Held, Holds};

/// The store as a cache of drawings.
struct Drawn<'a>(&'a dyn Store);

impl Drawn<'_> {
    fn name(key: u128) -> String {
        format!("charts/{key:032x}")
    }
}

impl DrawingCache for Drawn<'_> {
    fn recall(&self, key: u128) -> Option<String> {
        String::from_utf8(self.0.get(&Self::name(key))?).ok()
    }

    fn keep(&self, key: u128, svg: &str) {
        self.0.put(&Self::name(key), svg.as_bytes());
    }
}

/// Draws the charts that views hold; one that cannot be drawn leaves its place empty.
pub(crate) fn draw<'a>(
    views: impl IntoIterator<Item = &'a mut (dyn Holds + 'a)>,
    store: &dyn Store,
) -> Diagnostics {
    let mut waiting: Vec<(&mut Drawing, Chart)> = Vec::new();
    for view in views {
        view.each(&mut |held| {
            if let Held::Chart(place) = held
                && let Drawing::Chart(chart) = std::mem::take(place)
            {
                waiting.push((place, *chart));
            }
        });
    }
    let (places, charts): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
    let mut wrong = Diagnostics::default();
    for (place, drawn) in places.into_iter().zip(draw_all(&charts, &Drawn(store))) {
        match drawn {
            Ok(drawing) => *place = Drawing::Drawn(drawing.svg),
            Err(error) => {
                let message = format!("a chart could not be drawn, its page has only the table: {error}");
                wrong.push(Diagnostic::warning(Code::ChartFailed, message));
            }
        }
    }
    wrong
}
