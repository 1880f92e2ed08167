//! Pairs of dimensions: every group of a pair is in a row and a column, whose totals may be shown.
//!
//! Dimensions that form a chain by their pairs make a network: a customer is a unit of flow through one value
//! of each. What is published fixes the flow in some arcs; a cycle through the others is a change that nobody
//! can see. The range of a withheld group is shown by two such changes, one that adds to it and one that
//! takes from it: both are tables that agree with all that is published, answer by answer, so that no
//! computation, however clever, can narrow the range below their distance.

use std::collections::VecDeque;

use crate::suppression::table::Group;

/// One arc of the network: a group, or those of a group that have no value of the other dimension.
#[derive(Clone, Debug)]
pub(in crate::suppression) struct Arc {
    pub(in crate::suppression) from: usize,
    pub(in crate::suppression) to: usize,
    /// The dimension and value that it is, if it is one that can be shown.
    pub(in crate::suppression) cell: Option<(usize, usize)>,
    pub(in crate::suppression) group: Group,
    /// Whether it is not shown.
    pub(in crate::suppression) free: bool,
    /// Whether another figure shows how many rows it has.
    pub(in crate::suppression) rows_known: bool,
    /// The least that it can hold.
    pub(in crate::suppression) least: u64,
}

/// A chain of dimensions in one figure and period.
#[derive(Clone, Debug, Default)]
pub(in crate::suppression) struct Network {
    pub(in crate::suppression) nodes: usize,
    pub(in crate::suppression) arcs: Vec<Arc>,
}

/// Which way a unit goes through an arc.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Up(usize),
    Down(usize),
}

impl Step {
    const fn arc(self) -> usize {
        match self {
            Self::Up(arc) | Self::Down(arc) => arc,
        }
    }
}

/// A table that agrees with what is published.
struct Witness<'a> {
    network: &'a Network,
    ways: &'a [Vec<usize>],
    groups: Vec<Group>,
}

impl Network {
    /// How far apart two tables are in an arc, both of which agree with all that is published; no more than
    /// `wanted`.
    pub(in crate::suppression) fn width(&self, arc: usize, wanted: u64) -> u64 {
        let ways = self.ways();
        let far = |step: Step, wanted: u64| {
            let groups = self.arcs.iter().map(|arc| arc.group.clone()).collect();
            let network = self;
            let mut witness = Witness {
                network,
                ways: &ways,
                groups,
            };
            (0..wanted).take_while(|_| witness.change(step)).count() as u64
        };
        let down = far(Step::Down(arc), wanted);
        down + far(Step::Up(arc), wanted - down)
    }

    /// The arcs at each node.
    fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways = vec![Vec::new(); self.nodes];
        for (at, arc) in self.arcs.iter().enumerate().filter(|(_, arc)| arc.free) {
            ways[arc.from].push(at);
            ways[arc.to].push(at);
        }
        ways
    }

    /// The arcs that would have to be withheld for a cycle through an arc, at the least cost; what is shown
    /// already costs, what is withheld does not. None if there is no such cycle.
    pub(in crate::suppression) fn cheapest_cycle(
        &self,
        through: usize,
        cost: impl Fn(&Arc) -> Option<u64>,
    ) -> Option<Vec<usize>> {
        let (start, end) = (self.arcs[through].to, self.arcs[through].from);
        let mut best: Vec<Option<(u64, Option<usize>)>> = vec![None; self.nodes];
        best[start] = Some((0, None));
        // Bellman and Ford: the networks are small.
        for _ in 0..self.nodes {
            let mut better = false;
            for (at, arc) in self.arcs.iter().enumerate().filter(|(at, _)| *at != through) {
                let Some(cost) = cost(arc) else { continue };
                for (from, to) in [(arc.from, arc.to), (arc.to, arc.from)] {
                    let Some((before, _)) = best[from] else { continue };
                    if best[to].is_none_or(|(known, _)| before + cost < known) {
                        best[to] = Some((before + cost, Some(at)));
                        better = true;
                    }
                }
            }
            if !better {
                break;
            }
        }
        let mut found = Vec::new();
        let mut node = end;
        best[end]?;
        while let Some((_, Some(at))) = best[node] {
            found.push(at);
            node = if self.arcs[at].to == node {
                self.arcs[at].from
            } else {
                self.arcs[at].to
            };
        }
        Some(found)
    }
}

/// How a change of answers is made up for in the rows.
type Missing = Option<usize>;

impl Witness<'_> {
    /// Takes one step and closes the cycle, if there is a way.
    fn change(&mut self, step: Step) -> bool {
        let answers = self.groups[step.arc()].answers.len();
        // Whoever moves takes a row along, or leaves a missing answer of a kind in exchange.
        let kinds = std::iter::once(None).chain((0..cxpress_metric::Missing::KINDS).map(Some));
        for kind in kinds {
            for answer in 0..answers {
                if let Some(cycle) = self.cycle(step, answer, kind) {
                    cycle.iter().for_each(|step| self.take(*step, answer, kind));
                    return true;
                }
            }
        }
        false
    }

    /// A shortest cycle that begins with a step.
    fn cycle(&self, first: Step, answer: usize, kind: Missing) -> Option<Vec<Step>> {
        if !self.allows(first, answer, kind) {
            return None;
        }
        let (start, end) = self.ends(first);
        let (start, end) = (end, start);
        let mut came: Vec<Option<Step>> = vec![None; self.network.nodes];
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            if node == end {
                break;
            }
            for at in &self.ways[node] {
                let arc = &self.network.arcs[*at];
                let step = if arc.from == node {
                    Step::Up(*at)
                } else {
                    Step::Down(*at)
                };
                let (_, next) = self.ends(step);
                let seen = next == start || came[next].is_some();
                if *at != first.arc() && !seen && self.allows(step, answer, kind) {
                    came[next] = Some(step);
                    queue.push_back(next);
                }
            }
        }
        let mut cycle = vec![first];
        let mut node = end;
        while node != start {
            let step = came[node]?;
            cycle.push(step);
            node = self.ends(step).0;
        }
        Some(cycle)
    }

    /// Where a step leads from and to.
    fn ends(&self, step: Step) -> (usize, usize) {
        let arc = &self.network.arcs[step.arc()];
        match step {
            Step::Up(_) => (arc.from, arc.to),
            Step::Down(_) => (arc.to, arc.from),
        }
    }

    fn allows(&self, step: Step, answer: usize, kind: Missing) -> bool {
        let (arc, group) = (&self.network.arcs[step.arc()], &self.groups[step.arc()]);
        let rows = kind.is_some() || !arc.rows_known;
        let room = match step {
            Step::Up(_) => kind.is_none_or(|kind| group.missing[kind] > 0),
            Step::Down(_) => group.answers[answer] > 0 && group.base > arc.least,
        };
        arc.free && rows && room
    }

    fn take(&mut self, step: Step, answer: usize, kind: Missing) {
        let group = &mut self.groups[step.arc()];
        match step {
            Step::Up(_) => {
                group.base += 1;
                group.answers[answer] += 1;
                kind.iter().for_each(|kind| group.missing[*kind] -= 1);
            }
            Step::Down(_) => {
                group.base -= 1;
                group.answers[answer] -= 1;
                kind.iter().for_each(|kind| group.missing[*kind] += 1);
            }
        }
    }
}
