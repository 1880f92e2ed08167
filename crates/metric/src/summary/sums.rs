//! Sums of terms by number: the summary that a metric brings.
//!
//! The metric says which integers a number adds ([`Terms`]); here they are added up, merged, taken out again and written
//! down, so that no metric has to do that. Numbers are held apart up to a bound, then to 1/1024; sums stay exact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EXACT, Misfit, Number, Weight, coarsened};

/// What a metric adds up. Both functions are pure, and terms are integers, so that sums do not depend on their order.
pub trait Terms: std::fmt::Debug + Sync {
    /// How many terms a number has.
    fn width(&self) -> usize;

    /// Adds the terms of a number to the sums of those that are like it; there are [`Terms::width`] of them. A number
    /// without a weight has [`Weight::ONE`].
    fn add(&self, number: Number, weight: Weight, sums: &mut [i128]);
}

/// Sums by number. Up to 65,536 distinct numbers are kept apart, and past that those which have the same ten leading binary
/// digits together: a relative error under 1/1024. A weight of zero is not in the base.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sums {
    /// What is added up; none where the sums were read back, to which only other sums are added.
    #[serde(skip)]
    terms: Option<&'static dyn Terms>,
    weighted: bool,
    coarse: bool,
    /// By number, in millionths.
    cells: BTreeMap<i64, Cell>,
}

/// Like numbers with their sums.
#[derive(Clone, Copy, Debug)]
pub struct NumberCell<'a> {
    /// The number, or, where like numbers stand together, the one of them that is nearest to 0.
    pub number: Number,
    /// How many there are, unweighted.
    pub n: u64,
    /// The sum of their weights.
    pub weight: f64,
    /// The sum of their squared weights.
    pub weight2: f64,
    /// The sums of the metric's terms, with weights where there are some.
    pub sums: &'a [i128],
}

/// Before the metric's own sums stand those of weights and of squared weights.
const OURS: usize = 2;

/// The sums of like numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Cell {
    n: u64,
    /// With every weight 1.
    plain: Vec<i128>,
    /// With weights; empty where all of them are 1.
    weighted: Vec<i128>,
}

fn add(terms: &dyn Terms, number: Number, weight: Weight, sums: &mut Vec<i128>) {
    sums.resize(OURS + terms.width(), 0);
    let billionths = i128::from(weight.billionths());
    sums[0] += billionths;
    sums[1] += billionths * billionths;
    terms.add(number, weight, &mut sums[OURS..]);
}

impl Cell {
    fn combine(
        &mut self,
        other: &Self,
        n: impl Fn(u64, u64) -> u64,
        sum: impl Fn(i128, i128) -> i128 + Copy,
    ) {
        if !(self.weighted.is_empty() && other.weighted.is_empty()) {
            let mut own = self.sums().to_vec();
            combine(&mut own, other.sums(), sum);
            self.weighted = own;
        }
        combine(&mut self.plain, &other.plain, sum);
        self.n = n(self.n, other.n);
    }

    fn sums(&self) -> &[i128] {
        if self.weighted.is_empty() {
            &self.plain
        } else {
            &self.weighted
        }
    }
}

fn combine(mine: &mut Vec<i128>, theirs: &[i128], sum: impl Fn(i128, i128) -> i128) {
    if mine.len() < theirs.len() {
        mine.resize(theirs.len(), 0);
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine = sum(*mine, *theirs);
    }
}

impl PartialEq for Sums {
    fn eq(&self, other: &Self) -> bool {
        (self.weighted, self.coarse, &self.cells) == (other.weighted, other.coarse, &other.cells)
    }
}

impl Eq for Sums {}

impl Sums {
    /// No numbers yet; `weighted` keeps weights beside plain sums.
    #[must_use]
    pub fn empty(terms: &'static dyn Terms, weighted: bool) -> Self {
        Self {
            terms: Some(terms),
            weighted,
            coarse: false,
            cells: BTreeMap::new(),
        }
    }

    /// Adds a number.
    ///
    /// # Errors
    /// If it has a weight and no weights are kept, or if what is to be added up is not known, as in sums read back.
    pub fn add(&mut self, number: Number, weight: Weight) -> Result<(), Misfit> {
        let Some(terms) = self.terms else {
            return Err(Misfit::Kind(crate::Value::Number(number)));
        };
        if weight.is_zero() {
            return Ok(());
        }
        if !self.weighted && weight != Weight::ONE {
            return Err(Misfit::Weight);
        }
        let key = self.key(number.millionths());
        let cell = self.cells.entry(key).or_default();
        cell.n += 1;
        add(terms, number, Weight::ONE, &mut cell.plain);
        if self.weighted {
            add(terms, number, weight, &mut cell.weighted);
        }
        self.bound();
        Ok(())
    }

    fn key(&self, number: i64) -> i64 {
        if self.coarse { coarsened(number) } else { number }
    }

    /// Puts like numbers together where there are too many.
    fn bound(&mut self) {
        if !self.coarse && self.cells.len() > EXACT {
            self.coarsen();
        }
    }

    fn coarsen(&mut self) {
        self.coarse = true;
        for (number, cell) in std::mem::take(&mut self.cells) {
            self.put(number, &cell);
        }
    }

    fn put(&mut self, number: i64, cell: &Cell) {
        let key = self.key(number);
        let held = self.cells.entry(key).or_default();
        held.combine(cell, |a, b| a + b, i128::saturating_add);
    }

    /// Adds all of `other`. If one of the two has weights, the numbers of the other count 1 each.
    pub fn merge(&mut self, other: &Self) {
        self.terms = self.terms.or(other.terms);
        self.weighted |= other.weighted;
        if other.coarse && !self.coarse {
            self.coarsen();
        }
        for (number, cell) in &other.cells {
            self.put(*number, cell);
            self.bound();
        }
    }

    /// What remains when `part`, which is contained in this, is taken out.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let mut rest = self.clone();
        for (number, cell) in &part.cells {
            let key = rest.key(*number);
            if let Some(held) = rest.cells.get_mut(&key) {
                held.combine(cell, u64::saturating_sub, i128::saturating_sub);
            }
        }
        rest.cells.retain(|_, cell| cell.n > 0);
        rest
    }

    /// The same numbers, each counting 1.
    #[must_use]
    pub fn unweighted(&self) -> Self {
        let mut plain = self.clone();
        plain.weighted = false;
        plain.cells.values_mut().for_each(|cell| cell.weighted.clear());
        plain
    }

    /// Whether numbers carry weights.
    #[must_use]
    pub const fn is_weighted(&self) -> bool {
        self.weighted
    }

    /// Whether like numbers stand together, with a relative error under 1/1024.
    #[must_use]
    pub const fn is_coarse(&self) -> bool {
        self.coarse
    }

    /// How many numbers there are, unweighted.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.cells.values().map(|cell| cell.n).sum()
    }

    /// The numbers in rising order, each with what is like it.
    pub fn cells(&self) -> impl Iterator<Item = NumberCell<'_>> {
        let unit = Weight::UNIT as f64;
        self.cells.iter().map(move |(number, cell)| {
            let (ours, sums) = cell.sums().split_at(OURS.min(cell.sums().len()));
            let of = |at: usize| ours.get(at).map_or(0.0, |sum| *sum as f64);
            NumberCell {
                number: Number::of_millionths(*number),
                n: cell.n,
                weight: of(0) / unit,
                weight2: of(1) / (unit * unit),
                sums,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weighted numbers.
    #[derive(Debug)]
    struct Plain;

    impl Terms for Plain {
        fn width(&self) -> usize {
            1
        }

        fn add(&self, number: Number, weight: Weight, sums: &mut [i128]) {
            sums[0] += i128::from(weight.billionths()) * i128::from(number.millionths());
        }
    }

    fn filled(numbers: impl IntoIterator<Item = i64>, weighted: bool) -> Sums {
        let mut sums = Sums::empty(&Plain, weighted);
        for number in numbers {
            let weight = Weight::new(if weighted { 0.1 } else { 1.0 }).expect("a weight");
            sums.add(Number::of_millionths(number), weight).expect("it fits");
        }
        sums
    }

    /// The sums over all numbers.
    fn whole(sums: &Sums) -> [i128; 2] {
        let cells = sums.cells.values();
        cells.fold([0; 2], |[a, b], cell| [a + cell.sums()[0], b + cell.sums()[OURS]])
    }

    #[test]
    fn merging_is_exact_in_any_order_and_can_be_undone() {
        for weighted in [false, true] {
            let (a, b) = (filled(-9..40, weighted), filled(20..70, weighted));
            let (mut ab, mut ba) = (a.clone(), b.clone());
            ab.merge(&b);
            ba.merge(&a);
            assert_eq!(ab, ba);
            assert_eq!(ab.without(&b), a);
        }
    }

    #[test]
    fn sums_stay_exact_where_numbers_do_not() {
        let (a, b) = (
            filled((0..50_000).map(|n| n * 7), false),
            filled((-50_000..0).map(|n| n * 11), false),
        );
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(&b);
        ba.merge(&a);
        assert!(ab.is_coarse());
        assert_eq!(ab, ba);
        let [x, y] = [whole(&a), whole(&b)];
        assert_eq!((whole(&ab), ab.n()), ([x[0] + y[0], x[1] + y[1]], 100_000));
    }

    #[test]
    fn unweighted_numbers_count_one_beside_weighted_ones() {
        let mut mixed = filled([5], true);
        mixed.merge(&filled([5, 6], false));
        assert_eq!(whole(&mixed)[0], 2_100_000_000);
        assert_eq!(whole(&mixed.unweighted()), [3_000_000_000, 16_000_000_000]);
    }

    #[test]
    fn a_weight_is_refused_where_none_are_kept() {
        let two = Weight::new(2.0).expect("a weight");
        let refused = Sums::empty(&Plain, false).add(Number::of_millionths(1), two);
        assert_eq!(refused, Err(Misfit::Weight));
    }
}
