//! A figure by the values of each dimension.

use super::*;
use crate::exhibits::{SparkView, has_interval};

/// How many groups are shown over time at most: those with the largest base.
const SIDE_BY_SIDE: usize = 12;

/// The groups of a dimension over time, side by side on one scale.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct HistoryView {
    /// What is shown.
    title: String,
    /// How to read it.
    sub: String,
    /// The ends of the scale, the upper first.
    ends: [String; 2],
    /// The groups.
    groups: Vec<GroupHistoryView>,
}

/// A group over time.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GroupHistoryView {
    /// The group.
    label: String,
    /// The way to its page; none where the site has no such page.
    href: Option<String>,
    /// Its value in the period.
    value: String,
    /// Its last periods.
    spark: SparkView,
}

impl<'a> Subject<'a> {
    pub(super) fn group(self, dimension: usize) -> Option<BreakdownView> {
        let named = &self.context.report.dimensions[dimension];
        Some(BreakdownView {
            chart: self.breakdown(dimension)?,
            id: named.id.clone(),
            label: named.label.clone(),
            consistency: self.consistency(dimension),
            history: self.history(dimension),
        })
    }

    /// The groups over time, for the periods that have pages for groups.
    fn history(self, dimension: usize) -> Option<HistoryView> {
        let words = self.context.words;
        if !self.context.report.has_groups(self.period) {
            return None;
        }
        let shown = self.largest(dimension);
        let cells: Vec<&[Value]> = shown.iter().map(|(_, cells)| *cells).collect();
        let side_by_side = self.context.sparks(self.figure, &cells, self.period)?;
        let measure = words.measure(self.figure.unit, side_by_side.extent.1);
        let (low, high) = side_by_side.extent;
        let ends = [high, low].map(|end| measure.value(end));
        let mut now = cells.iter().filter_map(|cells| cells.get(self.period));
        let has_bands = now.any(has_interval);
        let view = |((value, cells), spark): ((usize, &[Value]), Option<SparkView>)| {
            Some(GroupHistoryView {
                label: self.context.report.dimensions[dimension].values[value]
                    .label
                    .clone(),
                href: self.slice_href(dimension, value),
                value: self.context.headline(self.figure, cells.get(self.period)),
                spark: spark?,
            })
        };
        let groups: Vec<_> = shown
            .into_iter()
            .zip(side_by_side.sparks)
            .filter_map(view)
            .collect();
        let target = side_by_side.target;
        let target = target.map(|value| self.context.target_name(self.figure, value));
        let label = self.context.report.dimensions[dimension].label.as_str();
        (groups.len() > 1).then(|| HistoryView {
            title: words.say("history-title", [("dimension", label.into())]),
            sub: words.say(
                "history-sub",
                [
                    ("low", ends[1].as_str().into()),
                    ("high", ends[0].as_str().into()),
                    ("band", if has_bands { "yes" } else { "no" }.into()),
                    ("target", target.as_deref().unwrap_or("none").into()),
                ],
            ),
            ends,
            groups,
        })
    }

    /// The groups with the largest base in the period, in their own order, with their cells.
    fn largest(self, dimension: usize) -> Vec<(usize, &'a [Value])> {
        let values = 0..self.context.report.dimensions[dimension].values.len();
        let group = |value: usize| {
            let cells = &self.figure.slice(dimension, value)?.cells;
            let base = cells.get(self.period)?.shown()?.basis()?.base;
            Some((base, value, cells.as_slice()))
        };
        let mut groups: Vec<_> = values.filter_map(group).collect();
        groups.sort_by_key(|(base, value, _)| (std::cmp::Reverse(*base), *value));
        groups.truncate(SIDE_BY_SIDE);
        groups.sort_by_key(|(_, value, _)| *value);
        groups
            .into_iter()
            .map(|(_, value, cells)| (value, cells))
            .collect()
    }
}
