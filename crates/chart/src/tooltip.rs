//! What a chart says where it is pointed at: places on the sheet with their words.
//!
//! They stand in the drawing as data, for the script of a page; a page without it has the same in a table.

use serde::Serialize;

use crate::text;

/// Whichever tooltip is nearest is meant: along one axis of the sheet, or in all directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Along {
    X,
    Y,
    Both,
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

/// The tooltips of a chart, as its drawing has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tooltips {
    /// The name of [`Along`] in the drawing.
    pub(crate) along: &'static str,
    /// The tooltips in JSON.
    pub(crate) list: String,
}

impl Tooltips {
    pub(crate) fn new(along: Along, tooltips: &[Tooltip]) -> Self {
        let along = match along {
            Along::X => "x",
            Along::Y => "y",
            Along::Both => "both",
        };
        let list = serde_json::to_string(tooltips).unwrap_or_default();
        Self { along, list }
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
            tooltips.list,
            "[[12,8,\"Oct 26\",\"57.1 %\",\"54.4 – 59.8 1,250 answers\"]]"
        );
    }
}
