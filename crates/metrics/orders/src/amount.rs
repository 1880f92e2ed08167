//! Amounts: the mean and the median of a number without a scale, in a unit of its own.

use cxpress_metric::{
    Absence, Difference, Estimate, Evidence, Figure, Interval, Method, Metric, MetricSpec, Number, Part,
    Question, Reading, Summary, SummaryKind, Sums, Terms, Weight,
};
use cxpress_stats::weights::{self, Cell};
use cxpress_stats::{Z95, jackknife, mean, proportion};

/// What is kept of amounts beside how many there are: their weighted sum, in millionths of billionths.
#[derive(Debug)]
struct WeightedSum;

impl Terms for WeightedSum {
    fn width(&self) -> usize {
        1
    }

    fn add(&self, number: Number, weight: Weight, sums: &mut [i128]) {
        sums[0] += i128::from(weight.billionths()) * i128::from(number.millionths());
    }
}

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_numbers("amount", SummaryKind::Own(&WeightedSum));
    spec.words = &[
        ("en", include_str!("amount.en.ftl")),
        ("de", include_str!("amount.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("amount.en.md")),
        ("de", include_str!("amount.de.md")),
    ];
    spec
};

/// The mean of a number that a column holds, with the median beside it.
///
/// Mean: Student's t interval, on the effective base where there are weights; the sum is exact. Change: Welch (1947).
/// Median: Woodruff's interval (Woodruff 1952), from Wilson's interval of the share that does not exceed it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amount;

/// One amount of those that are alike: how many, their weights and their exact mean.
struct Like {
    n: u64,
    weight: f64,
    weight2: f64,
    mean: f64,
}

/// Amounts in rising order, as a sample.
struct Amounts {
    cells: Vec<Like>,
    weight: f64,
    weighted: bool,
    mean: f64,
    /// Of one amount.
    variance: f64,
    effective: f64,
    n: u64,
}

impl Amounts {
    /// What a summary holds; none without amounts.
    fn of(summary: &Summary) -> Option<Self> {
        let sums = summary.own().filter(|sums| sums.n() > 0)?;
        let cells: Vec<Like> = cells(sums).collect();
        let weight: f64 = cells.iter().map(|cell| cell.weight).sum();
        let mean = total(sums) / weight;
        let square = |cell: &Like| cell.weight * (cell.mean - mean).powi(2);
        let variance = cells.iter().map(square).sum::<f64>() / weight;
        let mut amounts = Self {
            cells,
            weight,
            weighted: sums.is_weighted(),
            mean,
            variance,
            effective: 0.0,
            n: sums.n(),
        };
        amounts.effective = amounts.effective_for(|cell| cell.mean)?;
        Some(amounts)
    }

    /// The effective base for a coding of amounts; how many there are, where there are no weights.
    fn effective_for(&self, code: impl Fn(&Like) -> f64) -> Option<f64> {
        if !self.weighted {
            return Some(self.n as f64);
        }
        let cell = |cell: &Like| Cell {
            score: code(cell),
            n: cell.n,
            sum_w: cell.weight,
            sum_w2: cell.weight2,
        };
        weights::effective_base(&self.cells.iter().map(cell).collect::<Vec<_>>())
    }

    /// The standard deviation of one amount as a sample has it, with the divisor n − 1.
    fn sample_deviation(&self) -> f64 {
        let n = self.effective.max(1.0 + f64::EPSILON);
        (self.variance * n / (n - 1.0)).sqrt()
    }

    fn mean_reading(&self) -> Reading {
        let range = mean::t_interval(self.mean, self.sample_deviation(), self.effective, Z95);
        let interval = range.map(|range| Interval::new(range.low, range.high));
        let estimate = Estimate::new(self.mean, self.n)
            .with_interval(interval, Method::StudentT)
            .with_effective(self.effective)
            .with_variance(Some(self.variance))
            .with_limits(-Number::LARGEST, Number::LARGEST);
        Reading::Value(estimate)
    }

    fn sample(&self) -> mean::Sample {
        mean::Sample {
            mean: self.mean,
            sd: self.sample_deviation(),
            n: self.effective,
        }
    }

    /// The least amount that at least a share `p` of all do not exceed.
    fn quantile(&self, p: f64) -> f64 {
        let mut below = 0.0;
        let reaches = |cell: &&Like| {
            below += cell.weight;
            below >= p * self.weight * (1.0 - 1e-12)
        };
        let found = self.cells.iter().find(reaches).or(self.cells.last());
        found.map_or(self.mean, |cell| cell.mean)
    }

    /// The share of all that are at most `amount`.
    fn share_up_to(&self, amount: f64) -> f64 {
        let up_to = self.cells.iter().filter(|cell| cell.mean <= amount);
        up_to.map(|cell| cell.weight).sum::<f64>() / self.weight
    }

    /// Where answers came in clusters, the effective base is divided by the design effect of the share at the median.
    fn median_reading(&self, left_out: &[Summary]) -> Reading {
        let median = self.quantile(0.5);
        let effective = self.effective_for(|cell| f64::from(u8::from(cell.mean <= median)));
        let effective = effective.unwrap_or(self.effective);
        let share = self.share_up_to(median);
        let variance = share * (1.0 - share) / effective;
        let left_out = left_out.iter().filter_map(Self::of);
        let shares: Vec<f64> = left_out.map(|amounts| amounts.share_up_to(median)).collect();
        let effective = effective / jackknife::design_effect(&shares, variance);
        let share = proportion::wilson(0.5, effective, Z95);
        let interval = share.map(|share| Interval::new(self.quantile(share.low), self.quantile(share.high)));
        let estimate = Estimate::new(median, self.n)
            .with_interval(interval, Method::Woodruff)
            .with_effective(effective)
            .with_limits(-Number::LARGEST, Number::LARGEST);
        Reading::Value(estimate)
    }
}

/// A sum in millionths of billionths as a number.
fn plain(sum: i128) -> f64 {
    sum as f64 / (Weight::UNIT as f64 * Number::UNIT as f64)
}

/// The weighted sum of all amounts, added up exactly.
fn total(sums: &Sums) -> f64 {
    plain(sums.cells().filter_map(|cell| cell.sums.first()).sum())
}

fn cells(sums: &Sums) -> impl Iterator<Item = Like> {
    sums.cells().map(|cell| Like {
        n: cell.n,
        weight: cell.weight,
        weight2: cell.weight2,
        mean: cell.sums.first().map_or(0.0, |sum| plain(*sum)) / cell.weight,
    })
}

impl Metric for Amount {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        let unit = question.number_unit();
        let Some(amounts) = Amounts::of(evidence.summary) else {
            return Figure::absent(Absence::NoData, unit);
        };
        let median = Part::new("median", unit, amounts.median_reading(evidence.left_out));
        Figure::new(amounts.mean_reading(), unit).with_parts(vec![median])
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        let (old, new) = (
            Amounts::of(before.summary)?.sample(),
            Amounts::of(after.summary)?.sample(),
        );
        mean::welch(old, new, Z95)?;
        let interval = move |z| mean::welch(old, new, z).map(|ends| (ends.low, ends.high));
        Some(Difference::new(new.mean - old.mean, interval))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::testing::Records;
    use cxpress_metric::{Answer, OwnUnit, laws};

    fn question() -> Question {
        let euro = OwnUnit::new("EUR", 2).expect("a unit");
        Question::new("order-value", "amount").with_unit(euro)
    }

    /// The figure of amounts, each with its weight and cluster.
    fn records(amounts: impl IntoIterator<Item = (f64, f64, u8)>) -> Records {
        let add = |records: Records, (amount, weight, cluster): (f64, f64, u8)| {
            let number = Number::new(amount).expect("a number");
            let record = records.with(5, []).answered(Answer::Number(number));
            record.weighing(weight).in_cluster(cluster)
        };
        amounts.into_iter().fold(Records::of(&[], 1), add)
    }

    fn figure(amounts: impl IntoIterator<Item = (f64, f64, u8)>) -> Figure {
        records(amounts).figures(&Amount, &question()).remove(0)
    }

    fn numbers(figure: &Figure, part: Option<&str>) -> [f64; 3] {
        let estimate = figure.reading(part).and_then(Reading::estimate).expect("a value");
        let interval = estimate.interval.expect("an interval");
        [estimate.value, interval.low, interval.high.expect("an end")]
    }

    #[track_caller]
    fn near(found: [f64; 3], expected: [f64; 3]) {
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-3, "{found}, expected {expected}");
        }
    }

    /// 1 to 10: mean 5.5, sd 3.02765, t(9) 2.26216. Wilson of one half of 10: 0.23659 … 0.76341, so that the third and the
    /// eighth are the ends of the median's interval.
    #[test]
    fn check_numbers() {
        let figure = figure((1..=10).map(|amount| (f64::from(amount), 1.0, 0)));
        near(numbers(&figure, None), [5.5, 3.334_15, 7.665_85]);
        near(numbers(&figure, Some("median")), [5.0, 3.0, 8.0]);
        assert_eq!(figure.unit, question().number_unit());
    }

    #[test]
    fn weights_count() {
        let weighted = figure([(10.0, 3.0, 0), (20.0, 1.0, 0), (40.0, 0.0, 0)]);
        let mean = weighted.headline.estimate().expect("a mean");
        assert!((mean.value - 12.5).abs() < 1e-9);
        assert_eq!((mean.base, mean.effective < 2.0), (2, true));
        assert_eq!(weighted.value(Some("median")), Some(10.0));
    }

    #[test]
    fn a_cluster_can_be_left_out() {
        let records = records([(10.0, 1.0, 1), (20.0, 1.0, 2), (90.0, 1.0, 2)]);
        let without = records.figures_without(2, &Amount, &question());
        assert_eq!(without[0].value(None), Some(10.0));
    }

    #[test]
    fn sums_are_exact_to_the_cent() {
        let figure = figure((0..1_000).map(|_| (0.1, 1.0, 0)));
        assert_eq!(figure.value(None), Some(0.1));
    }

    /// `SplitMix64` (Steele, Lea, Flood 2014) as numbers of 0 to 1.
    fn uniform(state: &mut u64) -> f64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How often intervals of `n` exponential amounts of mean 1 hold the mean and the median.
    fn coverage(rounds: u32, n: usize) -> [f64; 2] {
        let mut state = 7;
        let truths = [(None, 1.0), (Some("median"), std::f64::consts::LN_2)];
        let mut held = [0.0; 2];
        for _ in 0..rounds {
            let amounts: Vec<_> = (0..n)
                .map(|_| (-(1.0 - uniform(&mut state)).ln(), 1.0, 0))
                .collect();
            let figure = figure(amounts);
            for (held, (part, truth)) in held.iter_mut().zip(truths) {
                let [_, low, high] = numbers(&figure, part);
                *held += f64::from(u8::from(low <= truth && truth <= high));
            }
        }
        held.map(|held| held / f64::from(rounds))
    }

    #[track_caller]
    fn covers(rounds: u32, n: usize, least: f64) {
        let [mean, median] = coverage(rounds, n);
        assert!(
            mean >= least && median >= least && mean <= 0.99,
            "{mean}, {median}"
        );
    }

    #[test]
    fn intervals_hold_the_truth() {
        covers(300, 60, 0.91);
    }

    #[test]
    #[ignore = "takes long"]
    fn intervals_hold_the_truth_in_many_rounds() {
        covers(5_000, 200, 0.935);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Amount, &question()).unwrap();
    }
}
