//! How right metrics of comments are, by the labels of people.

use std::collections::BTreeMap;

use cxpress_diagnostic::Diagnostics;
use cxpress_document::labels::{LabelFile, LabelledComment};
use cxpress_metric::{Comments, Interval, Tone};
use cxpress_report::{Audit, ClassRates, Correction, ENOUGH_LABELS, Rate, Rates};
use cxpress_stats::misclassification::{Found, Labels, Uncorrected, net, share};
use cxpress_stats::{Z95, proportion};

use super::sets::{Sample, Set, sets};
use super::wanted::first_of_same_words;
use super::{Asked, score, scores};
use crate::schema::{Hashes, Measure};
use crate::scope::Scope;

/// Labels held against what a metric says: how many of each true class (first) it puts into each (second).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Table {
    /// Without and with a theme.
    Theme(Labels<2>),
    /// Negative, neutral and positive.
    Tone(Labels<3>),
}

/// A figure with its labels.
pub(crate) struct Audited {
    pub(crate) audit: Audit,
    pub(super) table: Table,
    /// How many labels are of comments of each period, where that is known.
    pub(super) of_period: BTreeMap<usize, u64>,
}

/// All figures with their labels, in the order of the schema; none for figures that labels say nothing of.
pub(crate) struct Audits(pub(super) Vec<Option<Audited>>);

impl Audits {
    /// The labels of all files, held against what metrics say of the same comments. What is wrong with them is told.
    pub(crate) fn new(
        scope: &Scope<'_>,
        files: &[LabelFile],
        found: &Hashes,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let sets = sets(scope, files, found, diagnostics);
        let measures = &scope.schema.measures;
        let none = Set::default();
        let audited = |(at, measure): (usize, &Measure<'_>)| {
            let asked = Asked::of(measure)?;
            let first = first_of_same_words(measures, at)?;
            Some(audited(measure, asked, sets.get(&first).unwrap_or(&none)))
        };
        Self(measures.iter().enumerate().map(audited).collect())
    }
}

fn audited(measure: &Measure<'_>, asked: Asked<'_>, set: &Set<'_>) -> Audited {
    let mut table = match asked {
        Asked::Theme(_) => Table::Theme([[0; 2]; 2]),
        Asked::Tone => Table::Tone([[0; 3]; 3]),
    };
    let mut of_period: BTreeMap<usize, u64> = BTreeMap::new();
    let mut periods: Vec<usize> = Vec::new();
    for sample in set.samples.iter().filter(|sample| asks(sample, asked)) {
        let labels = table.add(measure, asked, sample);
        if labels > 0 {
            periods.extend(&sample.periods);
            if let [one] = sample.periods.as_slice() {
                *of_period.entry(*one).or_default() += labels;
            }
        }
    }
    periods.sort_unstable();
    periods.dedup();
    let labels = table.total();
    let correction = match labels {
        0 => Correction::Unchecked,
        few if few < ENOUGH_LABELS => Correction::TooFew,
        _ => table.correction(),
    };
    let is_enough = labels >= ENOUGH_LABELS;
    Audited {
        audit: Audit {
            labels,
            periods,
            rates: is_enough.then(|| table.rates()).flatten(),
            correction,
        },
        table,
        of_period,
    }
}

/// Whether people were asked in a sample for what a figure needs.
fn asks(sample: &Sample<'_>, asked: Asked<'_>) -> bool {
    match asked {
        Asked::Theme(theme) => {
            sample.is_current && sample.file.themes.iter().any(|known| known.name == theme)
        }
        Asked::Tone => true,
    }
}

/// The class that people put a comment into, by its place; none while nobody has said.
fn truth(comment: &LabelledComment, asked: Asked<'_>) -> Option<usize> {
    match asked {
        Asked::Theme(theme) => {
            let themes = comment.themes.as_ref()?;
            Some(usize::from(themes.iter().any(|has| has == theme)))
        }
        Asked::Tone => usize::try_from(score(comment.tone?) + 1).ok(),
    }
}

impl Table {
    /// Adds the labels of a sample whose comments the metric can read, and says how many these were.
    fn add(&mut self, measure: &Measure<'_>, asked: Asked<'_>, sample: &Sample<'_>) -> u64 {
        let mut texts = Comments::default();
        sample
            .comments
            .iter()
            .for_each(|comment| texts.push(Some(&comment.text)));
        let scores = scores(measure, &texts, sample.comments.len());
        let lowest = if asked == Asked::Tone { -1 } else { 0 };
        let mut labels = 0;
        for (comment, score) in sample.comments.iter().zip(scores) {
            let found = score.and_then(|score| usize::try_from(score - lowest).ok());
            let (Some(truth), Some(found)) = (truth(comment, asked), found) else {
                continue;
            };
            let cell = match self {
                Self::Theme(table) => table[truth].get_mut(found),
                Self::Tone(table) => table[truth].get_mut(found),
            };
            if let Some(cell) = cell {
                *cell += comment.times;
                labels += comment.times;
            }
        }
        labels
    }

    fn rows(&self) -> Vec<&[u64]> {
        match self {
            Self::Theme(table) => table.iter().map(<[u64; 2]>::as_slice).collect(),
            Self::Tone(table) => table.iter().map(<[u64; 3]>::as_slice).collect(),
        }
    }

    fn total(&self) -> u64 {
        self.rows().into_iter().flatten().sum()
    }

    /// Whether shares can be corrected with these labels: whatever is found, that is the same.
    fn correction(&self) -> Correction {
        let result = match self {
            Self::Theme(labels) => share(labels, &even(), Z95).map(|_| ()),
            Self::Tone(labels) => net(labels, &even(), Z95).map(|_| ()),
        };
        match result {
            Ok(()) => Correction::Corrected,
            Err(Uncorrected::Unseen(_)) => Correction::Unseen,
            Err(Uncorrected::Uninformative(_)) => Correction::Uninformative,
        }
    }

    fn rates(&self) -> Option<Rates> {
        let rows = self.rows();
        let right = rows.iter().enumerate().map(|(class, row)| row[class]).sum();
        let class = |(class, tone): (usize, Option<Tone>)| ClassRates {
            tone,
            precision: rate(rows[class][class], rows.iter().map(|row| row[class]).sum()),
            recall: rate(rows[class][class], rows[class].iter().sum()),
        };
        let classes = match self {
            Self::Theme(_) => vec![class((1, None))],
            Self::Tone(_) => [Tone::Good, Tone::Middle, Tone::Bad]
                .into_iter()
                .zip([2, 1, 0])
                .map(|(tone, at)| class((at, Some(tone))))
                .collect(),
        };
        Some(Rates {
            agreement: rate(right, self.total())?,
            classes,
        })
    }
}

/// As much of each class.
const fn even<const K: usize>() -> Found<K> {
    Found {
        shares: [1.0 / K as f64; K],
        n: 1.0,
        labelled: 0.0,
    }
}

fn rate(n: u64, of: u64) -> Option<Rate> {
    let range = proportion::wilson(n as f64 / of as f64, of as f64, Z95)?;
    Some(Rate {
        n,
        of,
        interval: Interval::new(100.0 * range.low, 100.0 * range.high),
    })
}
