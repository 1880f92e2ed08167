//! Chains of dimensions by their pairs, and the networks that figures make of them.

use super::network::{Arc, Network};
use crate::suppression::table::{Group, Pair, Pattern, Table};

/// Dimensions one after the other, each crossed with the next.
#[derive(Clone, Debug)]
pub(in crate::suppression) struct Chain {
    pub(in crate::suppression) dimensions: Vec<usize>,
    /// The pair between each and the next, by its place among the pairs.
    pub(in crate::suppression) links: Vec<usize>,
}

/// Where the flow comes from and where it goes to.
const START: usize = 0;
const END: usize = 1;

/// The chains that pairs make, and the pairs that fit into none: a third one of a dimension, one that closes
/// a ring, one of pairs, one whose values cannot be told apart.
pub(in crate::suppression) fn chains(pairs: &[Pair]) -> (Vec<Chain>, Vec<usize>) {
    let mut chains: Vec<Chain> = Vec::new();
    let mut others = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let of_pairs = pairs.iter().any(|other| pair.sides.contains(&other.dimension));
        let fits = !of_pairs && pair.values.iter().all(Option::is_some);
        match fits.then(|| joined(&mut chains, pair.sides, at)).flatten() {
            Some(chain) => chains.push(chain),
            None => others.push(at),
        }
    }
    (chains, others)
}

/// Joins the chains that end in two dimensions, and takes them out.
fn joined(chains: &mut Vec<Chain>, [a, b]: [usize; 2], pair: usize) -> Option<Chain> {
    let holds = |dimension: usize| {
        let held = |chain: &Chain| chain.dimensions.contains(&dimension);
        chains.iter().position(held)
    };
    let (of_a, of_b) = (holds(a), holds(b));
    let at_end = |at: Option<usize>, dimension: usize| {
        at.is_none_or(|at| {
            let dimensions = &chains[at].dimensions;
            dimensions.first() == Some(&dimension) || dimensions.last() == Some(&dimension)
        })
    };
    let ring = a == b || (of_a.is_some() && of_a == of_b);
    if ring || !at_end(of_a, a) || !at_end(of_b, b) {
        return None;
    }
    let taken =
        |at: Option<usize>, dimension| at.map_or_else(|| Chain::alone(dimension), |at| chains[at].clone());
    let (mut first, mut second) = (taken(of_a, a), taken(of_b, b));
    if first.dimensions.last() != Some(&a) {
        first.reverse();
    }
    if second.dimensions.first() != Some(&b) {
        second.reverse();
    }
    first.links.push(pair);
    first.dimensions.extend(second.dimensions);
    first.links.extend(second.links);
    let mut at = 0;
    chains.retain(|_| {
        at += 1;
        Some(at - 1) != of_a && Some(at - 1) != of_b
    });
    Some(first)
}

impl Chain {
    fn alone(dimension: usize) -> Self {
        Self {
            dimensions: vec![dimension],
            links: Vec::new(),
        }
    }

    fn reverse(&mut self) {
        self.dimensions.reverse();
        self.links.reverse();
    }

    /// The network of a table. `rows_known` says whether another figure shows a value of a dimension.
    pub(in crate::suppression) fn network(
        &self,
        table: &Table,
        pairs: &[Pair],
        suppressed: &Pattern,
        rows_known: impl Fn(usize, usize) -> bool,
    ) -> Network {
        let mut maker = Maker {
            chain: self,
            table,
            pairs,
            suppressed,
            rows_known,
            network: Network {
                nodes: 2,
                arcs: Vec::new(),
            },
        };
        maker.make();
        maker.network
    }
}

/// A network in the making.
struct Maker<'a, F> {
    chain: &'a Chain,
    table: &'a Table,
    pairs: &'a [Pair],
    suppressed: &'a Pattern,
    rows_known: F,
    network: Network,
}

impl<F: Fn(usize, usize) -> bool> Maker<'_, F> {
    fn make(&mut self) {
        let last = self.chain.dimensions.len() - 1;
        let mut before: Option<(Vec<usize>, Vec<Group>)> = None;
        for (place, dimension) in self.chain.dimensions.iter().enumerate() {
            let groups = &self.table.dimensions[*dimension];
            let without_value = self.table.total.without_all(groups.iter());
            let groups: Vec<Group> = groups.iter().cloned().chain([without_value]).collect();
            let into = self.nodes(groups.len(), (place == 0).then_some(START));
            let out = self.nodes(groups.len(), (place == last).then_some(END));
            for (value, group) in groups.iter().enumerate() {
                let cell = (value + 1 < groups.len()).then_some((*dimension, value));
                self.arc(into[value], out[value], cell, group.clone());
            }
            if let Some((from, theirs)) = &before {
                self.link(place - 1, (from, theirs), (&into, &groups));
            }
            before = Some((out, groups));
        }
    }

    /// A node for each value, unless all have one.
    fn nodes(&mut self, values: usize, one: Option<usize>) -> Vec<usize> {
        let first = self.network.nodes;
        if one.is_none() {
            self.network.nodes += values;
        }
        (0..values).map(|value| one.unwrap_or(first + value)).collect()
    }

    /// The arcs between two dimensions: the values of their pair, and those that have only one or none of the
    /// two.
    fn link(&mut self, link: usize, rows: (&[usize], &[Group]), columns: (&[usize], &[Group])) {
        let pair = &self.pairs[self.chain.links[link]];
        let turned = pair.sides[0] != self.chain.dimensions[link];
        let mut row_rest = rows.1.to_vec();
        let mut column_rest = columns.1.to_vec();
        for (value, sides) in pair.values.iter().enumerate() {
            let Some([a, b]) = *sides else { continue };
            let (row, column) = if turned { (b, a) } else { (a, b) };
            let group = &self.table.dimensions[pair.dimension][value];
            row_rest[row] = row_rest[row].without(group);
            column_rest[column] = column_rest[column].without(group);
            let cell = Some((pair.dimension, value));
            self.arc(rows.0[row], columns.0[column], cell, group.clone());
        }
        let (no_row, no_column) = (rows.1.len() - 1, columns.1.len() - 1);
        for (row, rest) in row_rest[..no_row].iter().enumerate() {
            self.arc(rows.0[row], columns.0[no_column], None, rest.clone());
        }
        let mut neither = row_rest[no_row].clone();
        for (column, rest) in column_rest[..no_column].iter().enumerate() {
            neither = neither.without(rest);
            self.arc(rows.0[no_row], columns.0[column], None, rest.clone());
        }
        self.arc(rows.0[no_row], columns.0[no_column], None, neither);
    }

    fn arc(&mut self, from: usize, to: usize, cell: Option<(usize, usize)>, group: Group) {
        let least = cell.map_or(0, |(dimension, _)| self.least(dimension, &group));
        let arc = Arc {
            from,
            to,
            cell,
            free: cell.is_none_or(|(dimension, value)| self.suppressed[dimension][value]),
            rows_known: cell.is_some_and(|(dimension, value)| (self.rows_known)(dimension, value)),
            least,
            group,
        };
        self.network.arcs.push(arc);
    }

    /// A withheld group is not empty, unless all are withheld, the empty ones with them.
    fn least(&self, dimension: usize, group: &Group) -> u64 {
        let all = self.suppressed[dimension]
            .iter()
            .all(|is_suppressed| *is_suppressed);
        group.floor.max(u64::from(!all)).min(group.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(dimension: usize, sides: [usize; 2]) -> Pair {
        Pair {
            dimension,
            sides,
            values: Vec::new(),
        }
    }

    #[test]
    fn pairs_make_chains_as_far_as_they_go() {
        let pairs = [
            pair(4, [0, 1]),
            pair(5, [2, 0]),
            pair(6, [0, 3]),
            pair(7, [1, 2]),
            pair(8, [4, 3]),
        ];
        let (chains, others) = chains(&pairs);
        let found: Vec<_> = chains
            .iter()
            .map(|chain| (&chain.dimensions[..], &chain.links[..]))
            .collect();
        assert_eq!(found, [(&[2, 0, 1][..], &[1, 0][..])]);
        assert_eq!(others, [2, 3, 4]);
    }
}
