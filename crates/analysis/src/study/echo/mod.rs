//! One fall, told once: which groups a change that is told comes from, and which others only echo it.
//!
//! Asked on the two sides of the change that the verdict of the total rests on, of groups whose own change over them is a
//! word in its direction (Benjamini and Hochberg over all groups that are tested).

mod remainder;
mod sides;

use std::collections::BTreeSet;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_metric::PeriodId;
use cxpress_report::{
    Cell, Contrast, Echo, EchoKind, Echoes, FigureSeries, LEVEL, LeadingGroup, Shown, Span, TileKind,
    TileVerdict, Verdict,
};
use cxpress_stats::echo::{Apart, Kind, Residual, kind, leading};
use cxpress_stats::multiple;
use rayon::prelude::*;

use self::remainder::{PairCells, Remainder};
use self::sides::{Compared, Group, Sides};
use crate::compare;
use crate::cube::Pairs;
use crate::published::kept::Kept;
use crate::rows::Rows;
use crate::schema::Measure;
use crate::scope::Scope;
use crate::suppression::Suppression;

/// What figures rest on, in their order; of pairs, in the order of sources.
#[derive(Clone, Copy)]
pub(crate) struct Evidence<'a> {
    pub(crate) rows: &'a [Rows],
    pub(crate) suppressions: &'a [Suppression],
    pub(crate) kept: &'a [Kept],
    pub(crate) pairs: &'a [Pairs],
}

/// Finds where the changes of totals come from that are told of recent periods. Groups of other periods are not told of.
pub(crate) fn study(scope: &Scope<'_>, figures: &mut [FigureSeries], evidence: Evidence<'_>) -> Diagnostics {
    let missed = figures.par_iter_mut().enumerate().map(|(at, figure)| {
        let recent = (0..scope.timeline.len()).filter(|period| scope.timeline.is_recent(*period));
        let mut missed = false;
        for period in recent {
            let Some(Cell::Shown(shown)) = figure.total.get_mut(period) else {
                continue;
            };
            let found = told(shown, period).and_then(|told| Study::new(scope, evidence, at, told).echoes());
            missed |= found
                .as_ref()
                .is_some_and(|found| !found.leading.is_empty() && !found.others.is_empty());
            shown.echoes = found;
        }
        missed.then_some(scope.schema.measures[at].source)
    });
    let missed: Vec<Option<usize>> = missed.collect();
    let missed: BTreeSet<usize> = missed.into_iter().flatten().collect();
    let mut diagnostics = Diagnostics::default();
    for source in missed {
        if evidence.pairs[source].given_up() {
            diagnostics.push(given_up(scope, source));
        }
    }
    diagnostics
}

/// A change of a total that is told.
struct ToldChange {
    period: usize,
    mark: Verdict,
    /// The periods on either side.
    sides: [Vec<usize>; 2],
    difference: f64,
}

/// The change that the verdict of a total rests on, where it is the course or the period before.
fn told(shown: &Shown, period: usize) -> Option<ToldChange> {
    let told = TileVerdict::of(shown).filter(|it| it.is_marked())?;
    let sides = match told.kind {
        TileKind::Course => {
            let spans = shown.course.as_ref()?.shift.as_ref()?.sides;
            spans.map(|Span { from, to }| (from..=to).collect())
        }
        TileKind::Before => match shown.before.as_ref()?.contrast {
            Contrast::Period(before) => [vec![before], vec![period]],
            Contrast::Rest => return None,
        },
        _ => return None,
    };
    Some(ToldChange {
        period,
        mark: told.mark,
        sides,
        difference: told.change(shown)?.difference,
    })
}

/// A group that was tested.
struct Tested {
    group: Group,
    compared: Compared,
    /// Whether its change is a word in the direction of the total's.
    is_word: bool,
}

struct Study<'a, 'p> {
    scope: &'a Scope<'p>,
    evidence: Evidence<'a>,
    /// The place of the figure.
    at: usize,
    measure: &'a Measure<'p>,
    told: ToldChange,
    sides: Sides<'a, 'p>,
}

impl<'a, 'p> Study<'a, 'p> {
    fn new(scope: &'a Scope<'p>, evidence: Evidence<'a>, at: usize, mut told: ToldChange) -> Self {
        let measure = &scope.schema.measures[at];
        let periods = std::mem::take(&mut told.sides);
        Self {
            scope,
            evidence,
            at,
            measure,
            told,
            sides: Sides {
                measure,
                rows: &evidence.rows[at],
                suppression: &evidence.suppressions[at],
                minimum: measure.minimum(scope.schema.config),
                periods,
            },
        }
    }

    fn echoes(&self) -> Option<Echoes> {
        let tested = self.tested();
        if tested.len() < 2 {
            return None;
        }
        let led = self.leading(&tested);
        let leading: Vec<Group> = led.iter().map(|tested| tested.group).collect();
        let dimension = leading.first().map(|group| group.0);
        let others = tested
            .iter()
            .filter(|tested| tested.is_word && Some(tested.group.0) != dimension);
        let others: Vec<&Tested> = others.collect();
        let pairs = if leading.is_empty() { None } else { self.pairs() };
        let kind = |other: &Tested| match &pairs {
            // Where even the group that differs most does so by too little, none does by enough.
            _ if leading.is_empty() => EchoKind::Alike,
            Some(pairs) => self.kind(other, &leading, pairs),
            None if self.is_apart(other, tested.len()) => EchoKind::Most,
            None => EchoKind::Alike,
        };
        let may_be_told = !(self.measure.weighted && self.sides.is_partial());
        Some(Echoes {
            tested: tested.len(),
            leading: led
                .iter()
                .map(|tested| LeadingGroup {
                    dimension: tested.group.0,
                    value: tested.group.1,
                    difference: may_be_told.then_some(tested.compared.change.difference),
                })
                .collect(),
            others: others
                .into_iter()
                .map(|other| Echo {
                    dimension: other.group.0,
                    value: other.group.1,
                    kind: kind(other),
                })
                .collect(),
        })
    }

    /// The groups that are tested, and which of them changed with the total.
    fn tested(&self) -> Vec<Tested> {
        // That one reason lies more in our hands than another is no news.
        let groups = self.sides.rows.slices.keys();
        let groups = groups.filter(|group| self.measure.reasons() != Some(group.0));
        let groups = groups.filter(|group| self.sides.shows(**group, self.told.period));
        let compared: Vec<(Group, Compared)> = groups
            .filter_map(|group| Some((*group, self.sides.of_group(*group)?)))
            .collect();
        let p: Vec<f64> = compared.iter().map(|(_, compared)| compared.change.p).collect();
        let adjusted = multiple::benjamini_hochberg(&p);
        let tested = compared.into_iter().zip(adjusted);
        tested
            .map(|((group, compared), adjusted)| Tested {
                group,
                is_word: compare::verdict(self.measure, compared.change.difference, adjusted)
                    == self.told.mark,
                compared,
            })
            .collect()
    }

    /// The groups that the change comes from: the one that differs most from everybody else, and once more in its dimension.
    fn leading<'t>(&self, tested: &'t [Tested]) -> Vec<&'t Tested> {
        let words: Vec<&Tested> = tested.iter().filter(|tested| tested.is_word).collect();
        let Some(first) = self.most_apart(&words, None, tested.len()) else {
            return Vec::new();
        };
        let dimension = first.group.0;
        let is_of_dimension = |tested: &&Tested| tested.group.0 == dimension;
        let rest: Vec<&Tested> = words
            .into_iter()
            .filter(|tested| is_of_dimension(tested) && tested.group != first.group)
            .collect();
        let values = tested.iter().filter(is_of_dimension).count();
        let second = self.most_apart(&rest, Some(first.group), values);
        std::iter::once(first).chain(second).collect()
    }

    /// The one of these groups that differs most from everybody who is in neither it nor another; none if by too little among
    /// so many.
    fn most_apart<'t>(
        &self,
        groups: &[&'t Tested],
        without: Option<Group>,
        tests: usize,
    ) -> Option<&'t Tested> {
        let apart = |tested: &&'t Tested| Some((*tested, self.apart(tested, without)?));
        let (groups, apart): (Vec<&Tested>, Vec<Apart>) = groups.iter().filter_map(apart).unzip();
        let most = leading(&apart, self.told.difference, tests)?;
        groups.get(most).copied()
    }

    fn is_apart(&self, tested: &Tested, tests: usize) -> bool {
        self.most_apart(&[tested], None, tests).is_some()
    }

    /// A group, and everybody who is in neither it nor another.
    fn apart(&self, tested: &Tested, without: Option<Group>) -> Option<Apart> {
        let groups: Vec<Group> = std::iter::once(tested.group).chain(without).collect();
        Some(Apart {
            group: tested.compared.estimate(),
            others: self.sides.of_others(&groups)?.estimate(),
        })
    }

    /// The pairs of groups; none where they are not known on both sides, as of published periods.
    fn pairs(&self) -> Option<PairCells<'a>> {
        let source = self.measure.source;
        let pairs = PairCells::new(self.scope, source, self.evidence.pairs.get(source)?);
        let kept = &self.evidence.kept[self.at];
        let ids: Vec<PeriodId> = self
            .sides
            .periods
            .iter()
            .flatten()
            .map(|period| self.scope.timeline.ids[*period])
            .collect();
        let is_counted = ids.iter().all(|id| !kept.is_published(*id));
        (is_counted && pairs.reach(ids.into_iter())).then_some(pairs)
    }

    /// How the change of a group belongs to that of leading ones.
    fn kind(&self, other: &Tested, leading: &[Group], pairs: &PairCells<'_>) -> EchoKind {
        let remainder = Remainder {
            sides: &self.sides,
            pairs,
            question: self.at,
            ids: &self.scope.timeline.ids,
            group: other.group,
            leading,
        };
        let left = remainder.compared();
        let residual = left.as_ref().map(|left| Residual {
            change: left.change.difference,
            range: left.range,
            p: left.change.p,
        });
        let whole = other.compared.change.difference;
        match kind(whole, residual) {
            Kind::Echo => EchoKind::Echo {
                remains: residual.is_some_and(|left| left.change * whole > 0.0 && left.p <= LEVEL),
            },
            Kind::Own => EchoKind::Own {
                difference: residual
                    .map(|left| left.change)
                    .filter(|_| !self.sides.is_partial()),
            },
            Kind::Open => EchoKind::Open,
        }
    }
}

fn given_up(scope: &Scope<'_>, source: usize) -> Diagnostic {
    let source = &scope.schema.config.sources[source];
    let message = format!(
        "`{}` has more pairs of groups than are counted, so groups that fell only because they hold answers of another \
         are not told apart",
        source.id
    );
    let place = source.dimensions.first().map(|dimension| dimension.place.clone());
    Diagnostic::warning(Code::PairsGivenUp, message)
        .at(place.unwrap_or_default())
        .help("leave out a dimension with many values, or take a column that has fewer")
}
