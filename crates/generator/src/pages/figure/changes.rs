//! Comparisons in every reading, and why the figure moved.

use super::*;

impl Builder<'_> {
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

    pub(super) fn movement(self, movement: &Movement) -> MovementView {
        let words = self.context.words;
        let named = &self.context.report.dimensions[movement.dimension];
        let columns = [
            (named.label.clone(), false),
            (words.get("column-share-before"), true),
            (words.get("column-share-after"), true),
            (words.get("column-before"), true),
            (words.get("column-after-value"), true),
            (words.get("column-rate"), true),
            (words.get("column-mix"), true),
        ];
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        let caption = words.say(
            "movement-caption",
            [
                ("dimension", named.label.as_str().into()),
                ("weighted", weighted.into()),
            ],
        );
        let mut table = Table::new(caption, columns);
        for row in &movement.rows {
            table.push(self.movement_row(say::row_name(words, named, row), row));
        }
        table.sum(self.movement_total(movement));
        MovementView {
            sentence: say::movement(words, self.figure, named, movement),
            chart: ChartView {
                title: words.say("movement-title", [("dimension", named.label.as_str().into())]),
                sub: words.get("movement-sub"),
                svg: self.movement_svg(movement),
                alternative: movement_alternative(self.context, self.figure, self.period, movement),
                table,
                events: Vec::new(),
            },
        }
    }

    fn movement_svg(self, movement: &Movement) -> Option<String> {
        let slot = Slot::Movement {
            period: self.period,
            figure: self.index,
            dimension: movement.dimension,
        };
        self.context.drawings.get(&slot).cloned()
    }

    pub(super) fn movement_row(self, label: String, row: &MovementRow) -> Vec<Cell> {
        let words = self.context.words;
        let unit = self.figure.unit;
        let share = |share: f64| {
            let percent = 100.0 * share;
            Cell::text(words.measure(Unit::Percent, 0.0).value(percent)).value(percent, Unit::Percent)
        };
        let value = |value: Option<f64>| match value {
            Some(value) => Cell::text(words.measure(unit, value).value(value)).value(value, unit),
            None => Cell::text(words.get("no-data")).quiet(),
        };
        let signed = |value: f64| Cell::text(words.measure(unit, value).signed(value)).value(value, unit);
        vec![
            Cell::text(label),
            share(row.share_before),
            share(row.share_after),
            value(row.before),
            value(row.after),
            signed(row.rate),
            signed(row.mix),
        ]
    }

    pub(super) fn movement_total(self, movement: &Movement) -> Vec<Cell> {
        let words = self.context.words;
        let unit = self.figure.unit;
        let signed =
            |value: f64| Cell::text(words.measure(unit, value).signed(value)).number(value, Some(unit));
        let difference = words
            .measure(self.figure.unit, movement.total)
            .difference(movement.total);
        let total = words.say("movement-total", [("total", difference.into())]);
        let mut row = vec![Cell::text(total)];
        row.extend(std::iter::repeat_with(Cell::none).take(4));
        row.extend([signed(movement.rate), signed(movement.mix)]);
        row
    }
}

/// A movement in words: the value before, what each part adds, the value now. Empty where it is not drawn.
pub(in crate::pages) fn movement_alternative(
    context: &Context<'_>,
    figure: &FigureSeries,
    period: usize,
    movement: &Movement,
) -> String {
    let words = context.words;
    let Some(fall) = draw::fall(context.report, words, figure, period, movement) else {
        return String::new();
    };
    let part = |part: &cxpress_chart::Part| format!("{} {}", part.label, part.text);
    let parts: Vec<String> = fall.parts.iter().map(part).collect();
    let [before, after] = fall.ends;
    let args = [
        ("before", before.text.into()),
        ("since", before.label.into()),
        ("after", after.text.into()),
        ("until", after.label.into()),
        ("parts", words.list(&parts).into()),
    ];
    words.say("movement-alternative", args)
}
