//! What a chart says where it is pointed at: places on the sheet with their words.
//!
//! They stand in the drawing as data, for the script of a page; a page without it has the same in a table.

use serde::Serialize;

use crate::text;

/// Whichever tooltip is nearest along one axis of the sheet is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Along {
    X,
    Y,
}

/// A place on the sheet, in px, with its words: what it is, its value, what else is known of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Tooltip(i32, i32, String, String, String);

impl Tooltip {
    pub(crate) fn new((x, y): (f64, f64), label: &str, value: &str, detail: &str) -> Self {
        let [label, value, detail] = [label, value, detail].map(text::clean);
        Self(x.round() as i32, y.round() as i32, label, value, detail)
    }
}

/// The tooltips of a chart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tooltips {
    /// The name of [`Along`] in the drawing.
    pub(crate) along: &'static str,
    list: Vec<Tooltip>,
    /// Another drawing has the words.
    only_places: bool,
}

impl Tooltips {
    pub(crate) fn new(along: Along, tooltips: &[Tooltip]) -> Self {
        let along = match along {
            Along::X => "x",
            Along::Y => "y",
        };
        Self {
            along,
            list: tooltips.to_vec(),
            only_places: false,
        }
    }

    /// The same beside another drawing: without the words, if that has the same.
    pub(crate) fn beside(self, other: &Self) -> Self {
        let words = |tooltip: &Tooltip| (tooltip.2.clone(), tooltip.3.clone(), tooltip.4.clone());
        Self {
            only_places: self.list.iter().map(words).eq(other.list.iter().map(words)),
            ..self
        }
    }

    /// The tooltips in JSON, as the drawing has them: `[x, y, words …]` each.
    pub(crate) fn written(&self) -> String {
        if self.only_places {
            let places: Vec<(i32, i32)> = self.list.iter().map(|tooltip| (tooltip.0, tooltip.1)).collect();
            return serde_json::to_string(&places).unwrap_or_default();
        }
        serde_json::to_string(&self.list).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tooltip_is_a_short_list() {
        let tooltips = [Tooltip::new(
            (12.4, 7.6),
            "Oct 26",
            "57.1 %",
            "54.4 – 59.8\n1,250 answers",
        )];
        let tooltips = Tooltips::new(Along::X, &tooltips);
        assert_eq!(tooltips.along, "x");
        assert_eq!(
            tooltips.written(),
            "[[12,8,\"Oct 26\",\"57.1 %\",\"54.4 – 59.8 1,250 answers\"]]"
        );
    }

    #[test]
    fn words_stand_in_one_of_two_drawings() {
        let of =
            |x: f64, label: &str| Tooltips::new(Along::X, &[Tooltip::new((x, 7.0), label, "57.1 %", "")]);
        let wide = of(12.0, "Oct 26");
        assert_eq!(of(6.0, "Oct 26").beside(&wide).written(), "[[6,7]]");
        assert_eq!(
            of(6.0, "October").beside(&wide).written(),
            "[[6,7,\"October\",\"57.1 %\",\"\"]]"
        );
    }
}
