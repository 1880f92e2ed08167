//! Metrics of support tickets: time to resolution, time to first response, kept promises, first contact resolution,
//! reopened and repeated contacts, backlog.
//!
//! Tickets in, figures out; each metric is one file. A period is seen as of its end: a ticket that was not
//! solved by then, or was opened again after that, is open, whatever happened later.

pub mod backlog;
pub mod duration;
pub mod first_contact;
pub mod reopen;
pub mod repeat;
pub mod sla;

mod life;

use cxpress_metric::{Batch, Field, Instant, first_solved};

/// When each ticket was first solved, as far as its times tell.
fn first_solved_of<'a>(batch: &Batch<'a>) -> impl Fn(usize) -> Option<Instant> + use<'a> {
    let [solved, reopened] = [Field::Solved, Field::Reopened].map(|field| batch.fields.time(field));
    move |row| first_solved(solved.at(row), reopened.at(row))
}

#[cfg(test)]
mod agreement {
    //! All metrics look at the same tickets: none may call open what another calls solved.

    use cxpress_metric::testing::Records;
    use cxpress_metric::{Field, Figure, Metric, Question};

    use super::backlog::Backlog;
    use super::duration::Resolution;
    use super::first_contact::FirstContact;
    use super::reopen::Reopen;
    use super::sla::Sla;

    const PERIODS: i64 = 4;

    /// Chance that is the same on every machine (SplitMix64).
    struct Random(u64);

    impl Random {
        fn below(&mut self, bound: i64) -> i64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            i64::try_from((z ^ (z >> 31)) >> 1).expect("63 bits") % bound
        }

        fn maybe(&mut self, from: i64, bound: i64) -> Option<i64> {
            (self.below(3) > 0).then(|| from + self.below(bound))
        }
    }

    fn figures(metric: &dyn Metric, records: &Records) -> Vec<Figure> {
        let question = Question::new("it", metric.spec().id).with_within(20);
        records.figures(metric, &question)
    }

    fn sum(figure: &Figure, parts: &[&str]) -> f64 {
        parts.iter().filter_map(|part| figure.value(Some(part))).sum()
    }

    #[test]
    fn what_is_open_is_open_everywhere() {
        let fields = [Field::Solved, Field::Reopened, Field::Cancelled, Field::Due];
        for seed in 0..40 {
            let mut random = Random(seed);
            let mut records = Records::of(&fields, PERIODS);
            for _ in 0..300 {
                let created = random.below(PERIODS * 100);
                let [solved, reopened, cancelled] = [0; 3].map(|_| random.maybe(created, 250));
                let due = Some(created + random.below(150));
                records = records.with(created, [solved, reopened, cancelled, due]);
            }
            let resolution = figures(&Resolution, &records);
            let (backlog, sla) = (figures(&Backlog, &records), figures(&Sla, &records));
            for period in 0..backlog.len() {
                let open = sum(&resolution[period], &["open"]);
                assert_eq!(open, sum(&backlog[period], &["open-new"]), "{seed} {period}");
                assert_eq!(
                    open,
                    sum(&sla[period], &["usual-late", "usual-not-due"]),
                    "{seed} {period}"
                );
                let resolved = sum(&resolution[period], &["resolved"]);
                assert_eq!(
                    resolved,
                    sum(&sla[period], &["usual-met", "usual-breached"]),
                    "{seed} {period}"
                );
                let all = open + resolved + sum(&resolution[period], &["left"]);
                assert_eq!(all, sum(&backlog[period], &["created"]), "{seed} {period}");
            }
        }
    }

    #[test]
    fn what_was_opened_again_and_not_solved_since_is_open_everywhere() {
        let fields = [Field::Solved, Field::Reopened, Field::Due, Field::Contacts];
        for seed in 0..40 {
            let mut random = Random(seed);
            let mut records = Records::of(&fields, 1);
            for _ in 0..100 {
                let created = random.below(40);
                let solved = created + random.below(20);
                let reopened = random.maybe(solved + 1, 20);
                records = records.with(created, [Some(solved), reopened, Some(solved + 30), Some(1)]);
            }
            let of = |metric: &dyn Metric, parts: &[&str]| sum(&figures(metric, &records)[0], parts);
            let open = figures(&Backlog, &records)[0].value(None).expect("a stock");
            assert!(open > 0.0);
            assert_eq!(of(&Resolution, &["open"]), open);
            assert_eq!(of(&Sla, &["missed"]), open);
            assert_eq!(of(&Sla, &["usual-late", "usual-not-due"]), open);
            assert_eq!(of(&Reopen, &["reopened"]), open);
            assert_eq!(of(&FirstContact, &["later"]), open);
        }
    }
}
