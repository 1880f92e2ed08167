//! How right a figure of comments is, by people's labels, and what these correct it to.

use cxpress_metric::{Reading, Role};
use cxpress_report::{Audit, ClassRates, Corrected, Correction, ENOUGH_LABELS, Rate, Rates};

use super::*;

/// How right a figure of comments is.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct AuditView {
    /// Who checked it, and what came of that.
    sentences: Vec<String>,
    /// Its rates, what was counted and what that is corrected to; none where nobody checked it, or too few.
    pub(super) rates: Option<Table>,
}

impl Subject<'_> {
    pub(super) fn audit(self, shown: &Shown) -> Option<AuditView> {
        let audit = self.figure.audit.as_ref()?;
        let sentences = [
            Some(self.checked(audit)),
            self.agreement(audit),
            self.outcome(audit, shown),
            self.of_counts(shown),
        ];
        Some(AuditView {
            sentences: sentences.into_iter().flatten().collect(),
            rates: audit.rates.as_ref().map(|rates| self.rates(rates, shown)),
        })
    }

    /// Whether anybody checked it.
    fn checked(self, audit: &Audit) -> String {
        let words = self.context.words;
        if audit.correction == Correction::Unchecked {
            return words.get("audit-unchecked");
        }
        let periods: Vec<String> = audit.periods.iter().map(|it| self.context.period(*it)).collect();
        let args = [
            ("n", audit.labels.into()),
            ("count", words.count(audit.labels).into()),
            ("periods", words.list(&periods).into()),
            ("enough", ENOUGH_LABELS.into()),
        ];
        let id = if audit.correction == Correction::TooFew {
            "audit-too-few"
        } else {
            "audit-labels"
        };
        words.say(id, args)
    }

    /// In how many comments it says what people say.
    fn agreement(self, audit: &Audit) -> Option<String> {
        let words = self.context.words;
        let rate = audit.rates.as_ref()?.agreement;
        let measure = words.measure(Unit::Percent, rate.share());
        let args = [
            ("share", measure.value(rate.share()).into()),
            ("interval", measure.interval(rate.interval).into()),
        ];
        Some(words.say("audit-agreement", args))
    }

    /// What becomes of its shares in the period.
    fn outcome(self, audit: &Audit, shown: &Shown) -> Option<String> {
        let words = self.context.words;
        let id = match (audit.correction, &shown.corrected) {
            (_, Some(corrected)) => return self.corrected(corrected, shown),
            (Correction::Unchecked | Correction::TooFew, None) => return None,
            (Correction::Unseen, None) => "audit-unseen",
            (Correction::Uninformative, None) => "audit-uninformative",
            (Correction::Corrected, None) => "audit-not-here",
        };
        Some(words.get(id))
    }

    fn corrected(self, corrected: &Corrected, shown: &Shown) -> Option<String> {
        let words = self.context.words;
        let both = [&corrected.headline, shown.headline.estimate()?];
        let [value, counted] = both.map(|it| words.estimate(self.figure.unit, it));
        let args = [("value", value.into()), ("counted", counted.into())];
        Some(words.say("audit-corrected", args))
    }

    /// That all else is of what was counted.
    fn of_counts(self, shown: &Shown) -> Option<String> {
        let words = self.context.words;
        let id = match self.figure.unit {
            Unit::Percent => "audit-comparisons",
            _ => "audit-comparisons-net",
        };
        shown.corrected.as_ref().map(|_| words.get(id))
    }

    fn rates(self, rates: &Rates, shown: &Shown) -> Table {
        let words = self.context.words;
        let columns = [
            "column-part",
            "column-value",
            "column-interval",
            "audit-column-of",
        ];
        let columns = columns.map(|id| (words.get(id), id != "column-part"));
        let mut table = Table::new(words.get("audit-caption"), columns);
        for class in &rates.classes {
            let both = [
                ("audit-precision", class.precision),
                ("audit-recall", class.recall),
            ];
            for (id, rate) in both {
                table.push(self.rate_row(self.of_class(id, class, shown), rate));
            }
        }
        if let Some(corrected) = &shown.corrected {
            let label = |id: &str, part: String| words.say(id, [("part", part.into())]);
            let name = || self.figure.label.clone();
            let headline = Reading::Value(corrected.headline);
            table.push(self.share_row(label("audit-row-corrected", name()), self.figure.unit, &headline));
            table.push(self.share_row(
                label("audit-row-counted", name()),
                self.figure.unit,
                &shown.headline,
            ));
            for part in &corrected.parts {
                let name = say::part_name(words, self.figure, part);
                let row = self.share_row(
                    label("audit-row-corrected", name.clone()),
                    part.unit,
                    &part.reading,
                );
                table.push(row);
                if let Some(counted) = shown.reading(Some(&part.id)) {
                    table.push(self.share_row(label("audit-row-counted", name), part.unit, counted));
                }
            }
        }
        table.fixed()
    }

    /// *negative: of those found, right*; without a class, of the theme.
    fn of_class(self, id: &str, class: &ClassRates, shown: &Shown) -> String {
        let words = self.context.words;
        let text = words.get(id);
        let Some(tone) = class.tone else { return text };
        let part = shown.in_role(Role::Group(tone));
        let name = part.map_or_else(String::new, |part| say::part_name(words, self.figure, part));
        words.say(
            "audit-of-class",
            [("class", say::capitalised(&name).into()), ("text", text.into())],
        )
    }

    fn rate_row(self, label: String, rate: Option<Rate>) -> Vec<Cell> {
        let words = self.context.words;
        let Some(rate) = rate else {
            return vec![
                Cell::text(label),
                Cell::text(words.get("no-data")).quiet(),
                Cell::none(),
                Cell::none(),
            ];
        };
        let measure = words.measure(Unit::Percent, rate.share());
        let of = [
            ("n", words.count(rate.n).into()),
            ("of", words.count(rate.of).into()),
        ];
        vec![
            Cell::text(label),
            Cell::text(measure.value(rate.share())).value(rate.share(), Unit::Percent),
            Cell::text(measure.interval(rate.interval)).interval(rate.interval, Unit::Percent),
            Cell::text(words.say("audit-of", of)).number(rate.of as f64, Some(Unit::Count)),
        ]
    }

    fn share_row(self, label: String, unit: Unit, reading: &Reading) -> Vec<Cell> {
        let words = self.context.words;
        let estimate = reading.estimate();
        let interval = estimate.and_then(|it| Some((words.measure(unit, it.value), it.interval?)));
        let base = estimate.map_or_else(Cell::none, |it| {
            Cell::text(self.context.base(self.figure, it)).based(Some(it))
        });
        vec![
            Cell::text(label),
            Cell::text(words.reading(unit, reading)).estimated(unit, estimate),
            interval.map_or_else(Cell::none, |(measure, interval)| {
                Cell::text(measure.interval(interval)).interval(interval, unit)
            }),
            base,
        ]
    }
}
