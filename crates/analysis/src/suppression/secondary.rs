//! Secondary suppression: groups that are suppressed with others, until nobody can tell these from all that is shown.
//!
//! What is suppressed to hide a small group is as small as it can be, and the same in all figures where that is possible.

use super::feasibility::{Arc, Chain, KnownRows, Line, Network, chains};
use super::primary::Rule;
use super::table::{Pair, Pattern, Table};

/// What is suppressed in the figures of one source and period: what is by `primary`, and more as needed.
pub(super) fn complete(tables: &[Table], pairs: &[Pair], primary: Vec<Pattern>, rule: Rule) -> Vec<Pattern> {
    let (chains, whole) = chains(pairs);
    let mut found = Suppressed {
        rule,
        tables,
        pairs,
        chains,
        whole,
        suppressed: primary,
        changed: false,
    };
    found.complete();
    found.suppressed
}

/// The tables of one source and period, with what is suppressed of them by now.
struct Suppressed<'a> {
    rule: Rule,
    tables: &'a [Table],
    pairs: &'a [Pair],
    chains: Vec<Chain>,
    /// Pairs that are shown only where nothing of them or their sides is withheld.
    whole: Vec<usize>,
    suppressed: Vec<Pattern>,
    changed: bool,
}

impl Suppressed<'_> {
    /// Withholds more until nothing that is withheld can be told from the rest.
    fn complete(&mut self) {
        loop {
            self.changed = false;
            for table in 0..self.tables.len() {
                if self.is_withheld(table) {
                    continue;
                }
                for dimension in 0..self.tables[table].dimensions.len() {
                    self.complete_line(table, dimension);
                }
            }
            // All figures have chosen by now, and most have chosen the same.
            for table in 0..self.tables.len() {
                if self.is_withheld(table) {
                    continue;
                }
                for dimension in 0..self.tables[table].dimensions.len() {
                    self.complete_rows(table, dimension);
                }
                for chain in 0..self.chains.len() {
                    self.complete_chain(table, chain);
                }
                for pair in 0..self.whole.len() {
                    self.complete_whole(table, self.whole[pair]);
                }
            }
            if !self.changed {
                return;
            }
        }
    }

    /// Whether nothing of a table is shown anyway.
    fn is_withheld(&self, table: usize) -> bool {
        let table = &self.tables[table];
        table.total.base == 0 || self.rule.is_small_total(table)
    }

    fn hide(&mut self, table: usize, (dimension, value): (usize, usize)) {
        self.changed |= !self.suppressed[table][dimension][value];
        self.suppressed[table][dimension][value] = true;
    }

    fn is_suppressed(&self, table: usize, (dimension, value): (usize, usize)) -> bool {
        self.suppressed[table][dimension][value]
    }

    fn line(&self, table: usize, dimension: usize) -> Line<'_> {
        Line {
            rule: self.rule,
            table: &self.tables[table],
            groups: &self.tables[table].dimensions[dimension],
            suppressed: &self.suppressed[table][dimension],
        }
    }

    /// The tables that count the same rows as one.
    fn alike(&self, table: usize) -> impl Iterator<Item = usize> + use<'_> {
        let shares = self.tables[table].shares_rows;
        (0..self.tables.len())
            .filter(move |other| *other == table || (shares && self.tables[*other].shares_rows))
    }

    /// How large a group is in all figures together, so that all choose the same.
    fn size(&self, table: usize, (dimension, value): (usize, usize)) -> u64 {
        self.alike(table)
            .map(|table| self.tables[table].dimensions[dimension][value].base)
            .sum()
    }

    /// The smallest group that is shown of some dimensions.
    fn smallest(&self, table: usize, dimensions: &[usize]) -> Option<(usize, usize)> {
        let groups = dimensions.iter().flat_map(|dimension| {
            let values = self.tables[table].dimensions[*dimension].len();
            (0..values).map(move |value| (*dimension, value))
        });
        groups
            .filter(|cell| {
                !self.is_suppressed(table, *cell) && self.tables[table].dimensions[cell.0][cell.1].base > 0
            })
            .min_by_key(|cell| (self.size(table, *cell), *cell))
    }

    /// Withholds one group more of some dimensions; where there is none, the empty ones too. `false` if all
    /// are.
    fn hide_more(&mut self, table: usize, dimensions: &[usize]) -> bool {
        if let Some(cell) = self.smallest(table, dimensions) {
            self.hide(table, cell);
            return true;
        }
        let shown = |dimension: &&usize| self.suppressed[table][**dimension].contains(&false);
        let Some(dimension) = dimensions.iter().find(shown).copied() else {
            return false;
        };
        self.suppressed[table][dimension].fill(true);
        self.changed = true;
        true
    }

    /// Withholds more of a dimension until the line does not tell what is withheld.
    fn complete_line(&mut self, table: usize, dimension: usize) {
        while self.line(table, dimension).tells() {
            self.hide_more(table, &[dimension]);
        }
    }

    /// Withholds more where other figures of the source tell how many rows a group has, and so how many
    /// answers.
    fn complete_rows(&mut self, table: usize, dimension: usize) {
        if !self.tables[table].shares_rows {
            return;
        }
        loop {
            self.hide_empty(table, dimension);
            let rows = self.known_rows(table, dimension);
            let line = self.line(table, dimension);
            let told = |at: &usize| line.width(*at, &rows) < self.rule.minimum;
            let Some(value) = line.held().find(told) else {
                return;
            };
            // What others show of it tells; or else what they show of those that it is withheld with.
            let known = |at: &usize| rows.groups[*at].is_some();
            let smallest = |at: &usize| (self.size(table, (dimension, *at)), *at);
            let own = Some(value).filter(known);
            let telling = own.or_else(|| line.held().filter(known).min_by_key(smallest));
            match telling {
                Some(value) => self.hide_rows(table, (dimension, value)),
                None if self.hide_more(table, &[dimension]) => {}
                None => return,
            }
        }
    }

    /// Withholds that a group is empty in another figure, where that tells that it is small: all its rows
    /// would be among the few missing answers there.
    fn hide_empty(&mut self, table: usize, dimension: usize) {
        let held: Vec<usize> = self.line(table, dimension).held().collect();
        let others: Vec<usize> = self
            .alike(table)
            .filter(|other| !self.is_withheld(*other))
            .collect();
        for other in others {
            let missing = self.line(other, dimension).unshown_missing();
            for value in &held {
                let group = &self.tables[other].dimensions[dimension][*value];
                let elsewhere = missing.saturating_sub(group.missing.iter().sum());
                if group.base == 0 && elsewhere < self.rule.minimum {
                    self.hide(other, (dimension, *value));
                }
            }
        }
    }

    /// Whether another figure shows how many rows a group has.
    fn shows_rows(&self, table: usize, cell: (usize, usize)) -> bool {
        self.alike(table).any(|table| {
            !self.is_suppressed(table, cell) && self.tables[table].dimensions[cell.0][cell.1].base > 0
        })
    }

    /// Withholds a group in all figures that show how many rows it has.
    fn hide_rows(&mut self, table: usize, cell: (usize, usize)) {
        let tables: Vec<usize> = self.alike(table).collect();
        for table in tables {
            if self.tables[table].dimensions[cell.0][cell.1].base > 0 {
                self.hide(table, cell);
            }
        }
    }

    fn known_rows(&self, table: usize, dimension: usize) -> KnownRows {
        let rows = |value: usize| {
            let shown = self.alike(table).filter(|table| {
                let group = &self.tables[*table].dimensions[dimension][value];
                group.base > 0 && !self.is_suppressed(*table, (dimension, value))
            });
            shown
                .map(|table| self.tables[table].dimensions[dimension][value].rows())
                .max()
        };
        let values = self.tables[table].dimensions[dimension].len();
        let groups: Vec<Option<u64>> = (0..values).map(rows).collect();
        let totals = self.alike(table).map(|table| self.tables[table].total.rows());
        let known: u64 = groups.iter().flatten().sum();
        KnownRows {
            elsewhere: totals.max().unwrap_or(0).saturating_sub(known),
            groups,
        }
    }

    /// Withholds more of the pairs of a chain until their rows and columns do not tell what is withheld.
    fn complete_chain(&mut self, table: usize, chain: usize) {
        let mut network = self.chains[chain].network(
            &self.tables[table],
            self.pairs,
            &self.suppressed[table],
            |dimension, value| self.shows_rows(table, (dimension, value)),
        );
        let minimum = self.rule.minimum;
        let mut complete = false;
        while !complete {
            complete = true;
            for at in 0..network.arcs.len() {
                while self.is_guarded(table, &network.arcs[at]) && network.width(at, minimum) < minimum {
                    if !self.widen(table, chain, &network, at) {
                        break;
                    }
                    complete = false;
                    self.update(table, &mut network);
                }
            }
        }
    }

    /// Whether nobody may tell how large a group is: it is withheld, or it is never shown and small.
    fn is_guarded(&self, table: usize, arc: &Arc) -> bool {
        let told_apart = self.tables[table].told_apart;
        arc.free && arc.group.base > 0 && (arc.cell.is_some() || self.rule.is_small(&arc.group, told_apart))
    }

    /// Withholds what makes the range of a group wider, at the least cost. `false` if there is nothing left.
    fn widen(&mut self, table: usize, chain: usize, network: &Network, at: usize) -> bool {
        // A cycle as it is; or one through large groups alone, which have room for a change.
        for room in [1, self.rule.minimum, 2 * self.rule.minimum, 8 * self.rule.minimum] {
            let cycle = network.cheapest_cycle(at, |arc| self.cost(table, arc, room));
            let cycle: Vec<&Arc> = cycle.iter().flatten().map(|at| &network.arcs[*at]).collect();
            let shown = cycle.iter().filter(|arc| !arc.free).filter_map(|arc| arc.cell);
            let known = cycle
                .iter()
                .filter(|arc| arc.rows_known)
                .filter_map(|arc| arc.cell);
            let (shown, known): (Vec<_>, Vec<_>) = (shown.collect(), known.collect());
            shown.iter().for_each(|cell| self.hide(table, *cell));
            known.iter().for_each(|cell| self.hide_rows(table, *cell));
            if !shown.is_empty() || !known.is_empty() {
                return true;
            }
        }
        if let Some(cell) = network.arcs[at].cell.filter(|cell| self.shows_rows(table, *cell)) {
            self.hide_rows(table, cell);
            return true;
        }
        if let Some(cell) = self.neighbour(table, network, at) {
            self.hide(table, cell);
            return true;
        }
        let links = &self.chains[chain].links;
        let pairs: Vec<usize> = links.iter().map(|link| self.pairs[*link].dimension).collect();
        let sides = self.chains[chain].dimensions.clone();
        self.hide_more(table, &pairs) || self.hide_more(table, &sides)
    }

    /// The smallest group that is shown and has a value in common with an arc.
    fn neighbour(&self, table: usize, network: &Network, at: usize) -> Option<(usize, usize)> {
        let (from, to) = (network.arcs[at].from, network.arcs[at].to);
        let near = network.arcs.iter().filter(|arc| arc.from == from || arc.to == to);
        let shown = near
            .filter(|arc| !arc.free && arc.group.base > 0)
            .filter_map(|arc| arc.cell);
        let pairs = shown.filter(|cell| self.pairs.iter().any(|pair| pair.dimension == cell.0));
        pairs.min_by_key(|cell| (self.size(table, *cell), *cell))
    }

    /// What it costs to withhold an arc: nothing where it is, a group's size where it is not; a value of one
    /// dimension alone is dearer than any of a pair. None if a change cannot go through it: it holds less
    /// than `room`, or, if it is never shown, so little that nobody may count on it.
    fn cost(&self, table: usize, arc: &Arc, room: u64) -> Option<u64> {
        const DEARER: u64 = 1_000_000;
        let room = if arc.cell.is_none() {
            room.max(self.rule.minimum)
        } else {
            room
        };
        if arc.group.base < room {
            return None;
        }
        let Some(cell) = arc.cell.filter(|_| !arc.free) else {
            return Some(u64::from(arc.rows_known));
        };
        let pair = self.pairs.iter().any(|pair| pair.dimension == cell.0);
        Some(self.size(table, cell) + if pair { 0 } else { DEARER })
    }

    /// Brings a network up to what is withheld by now.
    fn update(&self, table: usize, network: &mut Network) {
        for arc in &mut network.arcs {
            let Some(cell) = arc.cell else { continue };
            arc.free = self.is_suppressed(table, cell);
            arc.rows_known = self.shows_rows(table, cell);
            if self.suppressed[table][cell.0]
                .iter()
                .all(|is_suppressed| *is_suppressed)
            {
                arc.least = arc.group.floor.min(arc.group.base);
            }
        }
    }

    /// Withholds all of a pair that is in no chain, where anything of it or of its sides is withheld: what is
    /// not shown at all tells nothing.
    fn complete_whole(&mut self, table: usize, pair: usize) {
        let pair = &self.pairs[pair];
        let [a, b] = pair.sides;
        let anything = [pair.dimension, a, b]
            .iter()
            .any(|dimension| self.suppressed[table][*dimension].contains(&true));
        if anything && self.suppressed[table][pair.dimension].contains(&false) {
            self.suppressed[table][pair.dimension].fill(true);
            self.changed = true;
        }
    }
}
