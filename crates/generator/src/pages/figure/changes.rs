//! Comparisons in every reading, and why the figure moved.

use cxpress_report::{Course, Shift};

use super::*;

/// With fewer earlier periods than this, all comparisons are told of above.
const FEW_EARLIER: usize = 3;

impl Subject<'_> {
    pub(super) fn comparison(self, shown: &Shown) -> Option<Table> {
        let words = self.context.words;
        let columns = [
            ("column-against", false),
            ("column-reading", false),
            ("column-before", true),
            ("column-after-value", true),
            ("column-difference", true),
            ("column-se", true),
            ("column-p", true),
            ("column-adjusted", true),
            ("column-normal", true),
        ];
        let columns = columns.map(|(id, number)| (words.get(id), number));
        let mut table = Table::new(words.get("comparison-caption"), columns);
        if let Some((against, course, shift)) = self.level_before(shown) {
            table.push(self.reading_row(against, &shift.change, course.adjusted_p));
        }
        for (than, comparison) in self.comparisons(shown) {
            let Some(judged) = comparison.change.as_ref() else {
                continue;
            };
            let verdict = say::verdict(words, comparison.verdict);
            let verdict = format!("{} {}", verdict.shape, verdict.text);
            let against = Cell::text(&than).small(Some(verdict));
            table.push(self.reading_row(against, judged, comparison.adjusted_p));
            let others = comparison.readings.iter();
            for other in
                others.filter(|it| (it.weighted, it.clustered) != (judged.weighted, judged.clustered))
            {
                table.push(self.reading_row(Cell::text(&than), other, None));
            }
        }
        table.fixed().condensed().if_any()
    }

    /// The period that is reported on held against each earlier one; nothing of other periods.
    pub(super) fn earlier(self) -> Option<Table> {
        let (context, words) = (self.context, self.context.words);
        let of_earlier = self.figure.earlier.iter().enumerate();
        let known = of_earlier.filter_map(|(at, change)| Some((at, change.as_ref()?)));
        let known: Vec<(usize, &Change)> = known.collect();
        if self.period != context.report.current || known.len() < FEW_EARLIER {
            return None;
        }
        let columns = [
            ("column-period", false),
            ("column-before", true),
            ("column-difference-now", true),
            ("column-interval", true),
        ];
        let columns = columns.map(|(id, number)| (words.get(id), number));
        let period = context.period(self.period);
        let caption = [("figure", self.label()), ("period", period.into())];
        let mut table = Table::new(words.say("earlier-caption", caption), columns);
        for (at, change) in known.into_iter().rev() {
            let measure = words.measure(change.unit, change.after);
            let difference = words.measure(change.unit, change.difference);
            let page = crate::page::Page::figure(at, self.index);
            table.push(vec![
                Cell::text(context.period(at))
                    .place(at as u64)
                    .link(context.href(self.page, page)),
                Cell::text(measure.value(change.before)).value(change.before, change.unit),
                Cell::text(difference.difference(change.difference)).value(change.difference, change.unit),
                Cell::text(difference.difference_interval(change.interval))
                    .interval(change.interval, change.unit),
            ]);
        }
        Some(table)
    }

    /// The change of its level, and what it is held against.
    fn level_before(self, shown: &Shown) -> Option<(Cell, &Course, &Shift)> {
        let course = shown.course.as_ref()?;
        let shift = course.shift.as_ref()?;
        let since = self.context.period(shift.since);
        let label = self
            .context
            .words
            .say("column-level-before", [("period", since.into())]);
        let (verdict, _) = self.told()?.of_course()?;
        let verdict = format!("{} {}", verdict.shape, verdict.text);
        Some((Cell::text(label).small(Some(verdict)), course, shift))
    }

    fn reading_row(self, against: Cell, change: &Change, adjusted: Option<f64>) -> Vec<Cell> {
        let words = self.context.words;
        let measure = words.measure(change.unit, change.after);
        let difference = words.measure(change.unit, change.difference);
        let unit = Some(change.unit);
        let error = change.standard_error.map_or_else(Cell::none, |error| {
            Cell::text(difference.bare(error)).number(error, unit)
        });
        vec![
            against,
            Cell::text(self.reading_name(change)),
            Cell::text(measure.value(change.before)).number(change.before, unit),
            Cell::text(measure.value(change.after)).number(change.after, unit),
            Cell::text(difference.difference(change.difference))
                .small(Some(difference.difference_interval(change.interval)))
                .number(change.difference, unit)
                .ends(change.interval, change.unit),
            error,
            Cell::text(words.p(change.p)).number(change.p, None),
            adjusted.map_or_else(Cell::none, |p| Cell::text(words.p(p)).number(p, None)),
            self.approximation(change),
        ]
    }

    pub(super) fn approximation(self, change: &Change) -> Cell {
        let words = self.context.words;
        let Some(normal) = &change.approximation else {
            return Cell::none();
        };
        let measure = words.measure(change.unit, normal.difference);
        let error = measure.bare(normal.standard_error);
        let args = [("error", error.into()), ("p", words.p(normal.p).into())];
        Cell::text(measure.difference(normal.difference))
            .small(Some(words.say("normal", args)))
            .approximated(normal, change.unit)
    }

    pub(super) fn reading_name(self, change: &Change) -> String {
        let words = self.context.words;
        let weighted = if change.weighted { "yes" } else { "no" };
        let cluster = if change.clustered {
            say::cluster_name(words, self.figure)
        } else {
            None
        };
        let clustered = if cluster.is_some() { "yes" } else { "no" };
        words.say(
            "reading-name",
            [
                ("weighted", weighted.into()),
                ("clustered", clustered.into()),
                ("cluster", cluster.unwrap_or_default().into()),
                ("weights", if self.figure.weighted { "yes" } else { "no" }.into()),
            ],
        )
    }

    pub(super) fn readings(self, shown: &Shown) -> Vec<String> {
        let words = self.context.words;
        let told = self
            .comparisons(shown)
            .into_iter()
            .filter_map(|(than, comparison)| {
                let sentence = say::readings(words, self.figure, comparison)?;
                let args = [("period", than.into()), ("sentence", sentence.into())];
                Some(words.say("readings-against", args))
            });
        told.collect()
    }

    /// Why the figure moved, by a dimension.
    /// What each group adds to a change that is none, for all that can be said.
    pub(super) fn split(self, movement: &Decomposition) -> SplitView {
        let dimension = self.context.report.dimensions[movement.dimension].label.as_str();
        let summary = [("dimension", dimension.into())];
        SplitView {
            summary: self.context.words.say("movement-split", summary),
            table: self.movement_table(movement),
        }
    }

    pub(super) fn movement(self, movement: &Decomposition) -> DecompositionView {
        let named = &self.context.report.dimensions[movement.dimension];
        DecompositionView {
            sentence: say::movement(self.context.words, self.figure, named, movement),
            chart: self.movement_exhibit(movement),
        }
    }
}
