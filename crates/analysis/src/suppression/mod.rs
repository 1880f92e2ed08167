//! Statistical disclosure control: which groups are suppressed, decided from counts alone and before anything is derived.
//!
//! What is published of the figures of one source in one period adds up: groups to totals, pairs to groups,
//! answers and missing answers to rows. So it does not do to suppress small groups ([`primary`]); others are suppressed
//! with them ([`secondary`]) until nobody can tell from all that is shown how large a suppressed group is, but for an
//! interval at least as wide as the minimum ([`feasibility`]). Of weighted figures, values beside suppressed groups are
//! rounded where the weights can be known ([`weights`], [`rounding`]).
//!
//! What is not covered: where the cells of a pair are suppressed in several figures of the same rows, each
//! figure has its own two tables that agree with what is published, but it is not checked that all figures
//! have them with the same customers. And that a total is suppressed does not hide how many answered: the
//! account of the data says it.

mod feasibility;
mod primary;
pub(crate) mod rounding;
mod secondary;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod weights;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::primary::Rule;
use self::source::Source;
use self::table::{Pair, Pattern, Table};
use crate::evaluate::Evaluated;
use crate::published::kept::Kept;
use crate::rows::Rows;
use crate::scope::Scope;
use crate::values::Slice;

/// What of a figure is suppressed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Suppression {
    /// The total, by period.
    total: Vec<bool>,
    /// Slices by dimension and value, then by period.
    slices: BTreeMap<(usize, usize), Vec<bool>>,
    /// Whether anything of the figure is suppressed, by period.
    partial: Vec<bool>,
    /// Whether the weights of its answers can be known, by period; empty for a figure without weights.
    known_weights: Vec<bool>,
}

impl Suppression {
    /// Whether a slice, or the total for none, of a period is suppressed.
    pub(crate) fn hides(&self, slice: Slice, period: usize) -> bool {
        match slice {
            None => self.total[period],
            Some(slice) => self.slices.get(&slice).is_some_and(|hidden| hidden[period]),
        }
    }

    /// What the figure has of a slice, or of the total for none, in a period, unless it is suppressed.
    pub(crate) fn shown<'r>(&self, rows: &'r Rows, slice: Slice, period: usize) -> Option<&'r Evaluated> {
        rows.at(slice, period).filter(|_| !self.hides(slice, period))
    }

    /// Whether anything of the figure is suppressed in a period.
    pub(crate) fn is_partial(&self, period: usize) -> bool {
        self.partial.get(period).is_some_and(|partial| *partial)
    }

    /// Whether values beside what is suppressed in a period are rounded, because the weights can be known.
    pub(crate) fn is_rounded(&self, period: usize) -> bool {
        self.is_partial(period) && self.known_weights.get(period).is_some_and(|known| *known)
    }

    /// Notes the next period: whether the total is suppressed, and which slices of some dimensions are.
    fn note(&mut self, dimensions: &[(usize, usize)], (total, slices): (bool, Pattern)) {
        self.partial
            .push(total || slices.iter().flatten().any(|hides| *hides));
        self.total.push(total);
        for ((dimension, _), values) in dimensions.iter().zip(slices) {
            for (value, hides) in values.into_iter().enumerate() {
                let periods = self.slices.entry((*dimension, value)).or_default();
                periods.push(hides);
            }
        }
    }
}

/// Decides for all figures, which come in the order of the schema's measures, as does what of them was published.
pub(crate) fn suppress(scope: &Scope<'_>, rows: &[Rows], kept: &[Kept]) -> Vec<Suppression> {
    let schema = scope.schema;
    let of_source = |source: usize| {
        let own: Vec<usize> = (0..schema.measures.len())
            .filter(|at| schema.measures[*at].source == source)
            .collect();
        let figures = own.iter().map(|at| source::Figure {
            measure: &schema.measures[*at],
            rows: &rows[*at],
            kept: &kept[*at],
        });
        let found = Source::new(scope, source, figures.collect()).suppress();
        own.into_iter().zip(found).collect::<Vec<_>>()
    };
    let sources: Vec<_> = (0..schema.sources.len()).into_par_iter().map(of_source).collect();
    let mut found = vec![Suppression::default(); rows.len()];
    for (at, suppression) in sources.into_iter().flatten() {
        found[at] = suppression;
        if schema.measures[at].weighted {
            found[at].known_weights = weights::known(&rows[at]);
        }
    }
    found
}

/// Which groups are suppressed in the figures of one source and period: those that are small, those that are `marked`
/// already, and more as needed.
fn suppressed(tables: &[Table], pairs: &[Pair], marked: &[Pattern], rule: Rule) -> Vec<Pattern> {
    let none = Pattern::new();
    let primary = tables.iter().enumerate();
    let primary = primary.map(|(at, table)| rule.pattern(table, marked.get(at).unwrap_or(&none)));
    secondary::complete(tables, pairs, primary.collect(), rule)
}
