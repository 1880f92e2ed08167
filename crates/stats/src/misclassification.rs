//! Shares corrected for misclassification: a machine sorts everything, people sort a random sample of it, and what
//! the two say of the sample tells how far the machine's shares are off.
//!
//! With two classes this is Rogan and Gladen 1978, "Estimating prevalence from the results of a screening test":
//! `p = (q + sp − 1) / (se + sp − 1)`, where `q` is the share that the machine found, `se` its sensitivity and `sp` its
//! specificity. With more classes the same holds of shares as a column: `q = M·p`, where `M` holds how often each class is
//! taken for each (Buonaccorsi 2010, *Measurement Error*, chapter 2).
//!
//! The interval inverts the score test of a true share: those shares are in it for which what the machine found differs
//! from what it would have found by no more than chance, that of the machine's shares and that of the labels together.
//! With two classes that is Fieller's interval with Agresti and Coull's addition, and two labels added to each true
//! class, as Lang and Reiczigel 2014 add them ("Confidence limits for prevalence of disease adjusted for estimated
//! sensitivity and specificity"). With three, the shares that are not asked for are those that fit best.
//!
//! Labels are of things that are counted in the share as well (*internal validation*), so errors of the two go together:
//! the variance that labels add is less by twice the part of what is counted that they are of. It is not made less than
//! none, so that intervals are a little long where more than half is labelled.

use crate::Range;

/// How many labels of each true class (first) were found to be of each class (second).
pub type Labels<const K: usize> = [[u64; K]; K];

/// What the machine found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<const K: usize> {
    /// The share of each class, 0 to 1; they sum to 1.
    pub shares: [f64; K],
    /// How many they are shares of; may be fractional (an effective base).
    pub n: f64,
    /// Which part of these is labelled, 0 to 1; 0 for labels of others.
    pub labelled: f64,
}

/// Why shares are not corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncorrected {
    /// People put nothing into this class, so that nobody knows what the machine takes it for.
    Unseen(usize),
    /// The machine finds this class as often where it is not as where it is, or the labels do not show that it does not.
    Uninformative(usize),
}

/// The true shares of all classes that the machine's shares and labels point to, none below 0, with a sum of 1.
///
/// # Errors
///
/// Where a class has no labels, and where the machine's word for a class is worth nothing: sensitivity and specificity
/// sum to 1 or less.
pub fn corrected<const K: usize>(labels: &Labels<K>, found: &Found<K>) -> Result<[f64; K], Uncorrected> {
    let taken = taken(labels, 0.0).map_err(Uncorrected::Unseen)?;
    if let Some(class) = (0..K).find(|class| youden(labels, *class) <= 0.0) {
        return Err(Uncorrected::Uninformative(class));
    }
    let solved = solved(&taken, &found.shares).ok_or(Uncorrected::Uninformative(0))?;
    let held = solved.map(|share| share.max(0.0));
    let sum: f64 = held.iter().sum();
    Ok(held.map(|share| share / sum))
}

/// Rogan and Gladen's share of the second of two classes, with its interval: fractions, 0 to 1.
///
/// # Errors
///
/// As [`corrected`], and where the labels do not show, at the level of `z`, that the machine's word is worth anything.
pub fn share(labels: &Labels<2>, found: &Found<2>, z: f64) -> Result<(f64, Range), Uncorrected> {
    let [_, point] = corrected(labels, found)?;
    let test = Test::new(labels, found, z);
    if test.says_nothing(z) {
        return Err(Uncorrected::Uninformative(1));
    }
    let statistic = |share: f64| test.statistic(&[1.0 - share, share]);
    Ok((point, range(point, (0.0, 1.0), z, statistic)))
}

/// The true share of one of three classes, with its interval: fractions, 0 to 1.
///
/// # Errors
///
/// As [`corrected`].
pub fn share_of_three(
    labels: &Labels<3>,
    found: &Found<3>,
    class: usize,
    z: f64,
) -> Result<(f64, Range), Uncorrected> {
    let point = corrected(labels, found)?[class];
    let test = Test::new(labels, found, z);
    let fits = |share: f64| {
        test.best(|part| {
            let mut shares = [share; 3];
            shares[(class + 1) % 3] = (1.0 - share) * part;
            shares[(class + 2) % 3] = (1.0 - share) * (1.0 - part);
            shares
        })
    };
    Ok((point, range(point, (0.0, 1.0), z, fits)))
}

/// The true share of the last of three classes less that of the first, with its interval: fractions, -1 to 1.
///
/// # Errors
///
/// As [`corrected`].
pub fn net(labels: &Labels<3>, found: &Found<3>, z: f64) -> Result<(f64, Range), Uncorrected> {
    let [first, _, last] = corrected(labels, found)?;
    let point = last - first;
    let test = Test::new(labels, found, z);
    let fits = |net: f64| {
        test.best(|part| {
            let outer = net.abs() + (1.0 - net.abs()) * part;
            [(outer - net) / 2.0, 1.0 - outer, (outer + net) / 2.0]
        })
    };
    Ok((point, range(point, (-1.0, 1.0), z, fits)))
}

/// How often each true class is taken for each, `added` labels put to each; the class that has none.
fn taken<const K: usize>(labels: &Labels<K>, added: f64) -> Result<[[f64; K]; K], usize> {
    let mut taken = [[0.0; K]; K];
    for (class, (row, counts)) in taken.iter_mut().zip(labels).enumerate() {
        let all = total(counts, added);
        if all <= 0.0 {
            return Err(class);
        }
        *row = counts.map(|n| (n as f64 + added) / all);
    }
    Ok(taken)
}

fn total<const K: usize>(counts: &[u64; K], added: f64) -> f64 {
    counts.iter().map(|n| *n as f64 + added).sum()
}

/// Youden's index of a class against the others: sensitivity + specificity − 1.
fn youden<const K: usize>(labels: &Labels<K>, class: usize) -> f64 {
    let of = |is: bool| {
        let rows = labels
            .iter()
            .enumerate()
            .filter(move |(truth, _)| (*truth == class) == is);
        let (found, all) = rows.fold((0, 0), |(found, all), (_, row)| {
            (found + row[class], all + row.iter().sum::<u64>())
        });
        found as f64 / all as f64
    };
    of(true) - of(false)
}

/// The shares `p` with `q = M·p`, where `taken` holds M by columns; none if that tells nothing (Gauss and Jordan).
fn solved<const K: usize>(taken: &[[f64; K]; K], q: &[f64; K]) -> Option<[f64; K]> {
    let mut rows: [([f64; K], f64); K] =
        std::array::from_fn(|found| (std::array::from_fn(|truth| taken[truth][found]), q[found]));
    for at in 0..K {
        let pivot = (at..K).max_by(|a, b| rows[*a].0[at].abs().total_cmp(&rows[*b].0[at].abs()))?;
        rows.swap(at, pivot);
        let (coefficients, value) = rows[at];
        if coefficients[at].abs() < 1e-12 {
            return None;
        }
        for (index, (row, result)) in rows.iter_mut().enumerate() {
            if index != at {
                let factor = row[at] / coefficients[at];
                row.iter_mut()
                    .zip(coefficients)
                    .for_each(|(mine, theirs)| *mine -= factor * theirs);
                *result -= factor * value;
            }
        }
    }
    Some(std::array::from_fn(|at| rows[at].1 / rows[at].0[at]))
}

/// How far what was found is from what true shares would give.
struct Test<const K: usize> {
    /// How often each true class is taken for each, and of how many labels.
    taken: [[f64; K]; K],
    labels: [f64; K],
    /// The shares found, and of how many.
    found: [f64; K],
    n: f64,
    /// The part of the labels' variance that is left where they are of what is counted.
    left: f64,
}

impl<const K: usize> Test<K> {
    /// Two labels are added to each true class, and `z²` to what is counted, evenly.
    fn new(labels: &Labels<K>, found: &Found<K>, z: f64) -> Self {
        let (classes, more) = (K as f64, z * z);
        let added = 2.0 / classes;
        Self {
            taken: taken(labels, added).unwrap_or([[0.0; K]; K]),
            labels: std::array::from_fn(|class| total(&labels[class], added)),
            found: found
                .shares
                .map(|share| (share * found.n + more / classes) / (found.n + more)),
            n: found.n + more,
            left: (1.0 - 2.0 * found.labelled).max(0.0),
        }
    }

    /// What was found of a class less what `shares` would give.
    fn residual(&self, shares: &[f64; K], class: usize) -> f64 {
        let given = self
            .taken
            .iter()
            .zip(shares)
            .map(|(taken, share)| taken[class] * share);
        self.found[class] - given.sum::<f64>()
    }

    /// The covariance of two residuals.
    fn covariance(&self, shares: &[f64; K], [a, b]: [usize; 2]) -> f64 {
        let of = |shares: &[f64; K]| shares[a] * (f64::from(u8::from(a == b)) - shares[b]);
        let labels = self.taken.iter().zip(&self.labels).zip(shares);
        let of_labels = labels.map(|((taken, n), share)| share * share * of(taken) / n);
        of(&self.found) / self.n + self.left * of_labels.sum::<f64>()
    }
}

impl Test<2> {
    /// The square of the residual over its variance.
    fn statistic(&self, shares: &[f64; 2]) -> f64 {
        self.residual(shares, 1).powi(2) / self.covariance(shares, [1, 1])
    }

    /// Whether sensitivity + specificity could be 1, which the machine's word is worth by chance.
    fn says_nothing(&self, z: f64) -> bool {
        let [[specificity, _], [_, sensitivity]] = self.taken;
        let variance = |share: f64, n: f64| share * (1.0 - share) / n;
        let both = variance(specificity, self.labels[0]) + variance(sensitivity, self.labels[1]);
        (sensitivity + specificity - 1.0).powi(2) <= z * z * both
    }
}

/// How many numbers are tried at first, and how often the best is then drawn nearer.
const TRIED: u32 = 16;
const DRAWN: u32 = 24;

/// The number from `low` to `high` at which something is smallest, and how small: the best of some, then golden sections.
fn smallest((low, high): (f64, f64), of: impl Fn(f64) -> f64) -> (f64, f64) {
    let step = (high - low) / f64::from(TRIED);
    let with = |at: f64| (at, of(at));
    let mut best = with(low);
    for tried in (1..=TRIED).map(|tried| with(low + f64::from(tried) * step)) {
        if tried.1 < best.1 {
            best = tried;
        }
    }
    let (mut left, mut right) = ((best.0 - step).max(low), (best.0 + step).min(high));
    let golden = (3.0 - 5.0_f64.sqrt()) / 2.0;
    for _ in 0..DRAWN {
        let inner = (right - left) * golden;
        if of(left + inner) < of(right - inner) {
            right -= inner;
        } else {
            left += inner;
        }
    }
    let nearer = with(f64::midpoint(left, right));
    if nearer.1 < best.1 { nearer } else { best }
}

impl Test<3> {
    /// The residuals of two classes over their covariance; that of the third follows.
    fn statistic(&self, shares: &[f64; 3]) -> f64 {
        let [a, b] = [0, 1].map(|class| self.residual(shares, class));
        let [aa, ab, bb] = [[0, 0], [0, 1], [1, 1]].map(|both| self.covariance(shares, both));
        (a * a * bb - 2.0 * a * b * ab + b * b * aa) / (aa * bb - ab * ab)
    }

    /// The statistic of the shares that fit best among those that `at` gives for 0 to 1.
    fn best(&self, at: impl Fn(f64) -> [f64; 3]) -> f64 {
        smallest((0.0, 1.0), |part| self.statistic(&at(part))).1
    }
}

/// How often an end is looked for in half of what is left.
const HALVED: u32 = 40;

/// The numbers from `low` to `high` whose statistic is at most `z²` above the smallest, and the point. The smallest is 0 but
/// where no true shares give what was found: then those that come nearest stand for them.
fn range(point: f64, (low, high): (f64, f64), z: f64, statistic: impl Fn(f64) -> f64) -> Range {
    let (centre, least) = smallest((low, high), &statistic);
    let holds = |at: f64| statistic(at) <= least + z * z;
    let end = |bound: f64| {
        if holds(bound) {
            return bound;
        }
        let (mut inside, mut outside) = (centre, bound);
        for _ in 0..HALVED {
            let middle = f64::midpoint(inside, outside);
            if holds(middle) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        inside
    };
    Range {
        low: end(low).min(point),
        high: end(high).max(point),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Z95;

    const LABELS: Labels<2> = [[77, 3], [8, 12]];

    fn found(share: f64, n: f64) -> Found<2> {
        Found {
            shares: [1.0 - share, share],
            n,
            labelled: 0.0,
        }
    }

    #[track_caller]
    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 5e-7, "{value}, not {expected}");
    }

    #[test]
    fn a_share_is_that_of_rogan_and_gladen() {
        // se = 12/20, sp = 77/80: (.15 + .9625 − 1) / (.6 + .9625 − 1) = .1125 / .5625.
        let (share, _) = share(&LABELS, &found(0.15, 1000.0), Z95).unwrap();
        near(share, 0.2);
    }

    #[test]
    fn the_interval_is_fiellers() {
        // The roots of (q + sp − 1 − p·J)² = z²·(V(q) + (1−p)²·V(sp) + p²·V(se)), with se = 13/22, sp = 78/82,
        // q = (150 + z²/2) / (1000 + z²).
        let (_, range) = share(&LABELS, &found(0.15, 1000.0), Z95).unwrap();
        let (se, sp, z2) = (13.0 / 22.0, 78.0 / 82.0, Z95 * Z95);
        let n = 1000.0 + z2;
        let q = (150.0 + z2 / 2.0) / n;
        let (vq, vse, vsp) = (q * (1.0 - q) / n, se * (1.0 - se) / 22.0, sp * (1.0 - sp) / 82.0);
        let (j, d) = (se + sp - 1.0, q + sp - 1.0);
        let (a, b, c) = (
            j * j - z2 * (vse + vsp),
            j * d - z2 * vsp,
            d * d - z2 * (vq + vsp),
        );
        let root = (b * b - a * c).sqrt();
        near(range.low, (b - root) / a);
        near(range.high, (b + root) / a);
    }

    #[test]
    fn what_is_labelled_itself_adds_less() {
        let width = |labelled| {
            let found = Found {
                labelled,
                ..found(0.15, 200.0)
            };
            share(&LABELS, &found, Z95).unwrap().1.width()
        };
        assert!(width(0.5) < width(0.25) && width(0.25) < width(0.0));
    }

    #[test]
    fn a_share_stays_within_0_and_1() {
        // Found less often than the machine finds it by mistake: (.02 − .0375) / .5625 is below 0.
        let (share, range) = share(&LABELS, &found(0.02, 1000.0), Z95).unwrap();
        assert!(
            share == 0.0 && range.low == 0.0 && range.high > 0.0,
            "{share} {range:?}"
        );
    }

    #[test]
    fn a_word_that_is_worth_nothing_corrects_nothing() {
        let of = |labels: Labels<2>| share(&labels, &found(0.3, 500.0), Z95);
        // se + sp = .5 + .5, then .3 + .6.
        assert_eq!(of([[30, 30], [10, 10]]), Err(Uncorrected::Uninformative(0)));
        assert_eq!(of([[36, 24], [7, 3]]), Err(Uncorrected::Uninformative(0)));
        // .5 + .6 with few labels: that could be chance.
        assert_eq!(of([[30, 20], [5, 5]]), Err(Uncorrected::Uninformative(1)));
        assert_eq!(of([[50, 10], [0, 0]]), Err(Uncorrected::Unseen(1)));
        assert_eq!(of([[0, 0], [10, 50]]), Err(Uncorrected::Unseen(0)));
    }

    const THREE: Labels<3> = [[30, 8, 12], [4, 20, 6], [2, 3, 35]];

    #[test]
    fn three_classes_are_corrected_together() {
        // M by columns .6 .16 .24, 2/15 2/3 .2, .05 .075 .875; with p = .4 .2 .4, M·p is:
        let q = [
            0.4 * 0.6 + 0.2 * 2.0 / 15.0 + 0.4 * 0.05,
            0.4 * 0.16 + 0.2 * 2.0 / 3.0 + 0.4 * 0.075,
            0.4 * 0.24 + 0.2 * 0.2 + 0.4 * 0.875,
        ];
        let found = Found {
            shares: q,
            n: 800.0,
            labelled: 0.15,
        };
        let shares = corrected(&THREE, &found).unwrap();
        shares
            .iter()
            .zip([0.4, 0.2, 0.4])
            .for_each(|(share, truth)| near(*share, truth));
        let (point, range) = net(&THREE, &found, Z95).unwrap();
        near(point, 0.0);
        assert!(range.low < -0.05 && range.high > 0.05 && range.contains(point));
        for (class, expected) in [0.4, 0.2, 0.4].into_iter().enumerate() {
            let (share, range) = share_of_three(&THREE, &found, class, Z95).unwrap();
            near(share, expected);
            assert!(range.contains(share) && range.width() < 0.5);
        }
    }

    #[test]
    fn shares_that_nothing_gives_still_have_an_interval() {
        // Fewer of the middle class than the machine finds by mistake alone, so that its share would be below 0.
        let labels: Labels<3> = [[35, 49, 17], [4, 7, 4], [4, 12, 18]];
        let found = Found {
            shares: [0.31, 0.40, 0.29],
            n: 364.0,
            labelled: 0.4,
        };
        let (point, range) = net(&labels, &found, Z95).unwrap();
        assert!(range.contains(point) && range.width() > 0.2, "{point} {range:?}");
    }

    #[test]
    fn three_classes_of_which_one_is_rare_come_near_two() {
        let two: Labels<2> = [[770, 30], [80, 120]];
        let three: Labels<3> = [[770, 0, 30], [0, 4000, 0], [80, 0, 120]];
        let found_three = Found {
            shares: [0.85, 0.0, 0.15],
            n: 1000.0,
            labelled: 0.0,
        };
        let of_two = share(&two, &found(0.15, 1000.0), Z95).unwrap();
        let of_three = share_of_three(&three, &found_three, 2, Z95).unwrap();
        near(of_two.0, of_three.0);
        assert!((of_two.1.low - of_three.1.low).abs() < 0.01);
        assert!((of_two.1.high - of_three.1.high).abs() < 0.01);
    }
}
