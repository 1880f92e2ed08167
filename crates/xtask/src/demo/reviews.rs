//! Reviews, as Trustpilot exports them: times in UTC, an empty reply where there is none.

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::plan::{self, Month};
use super::random::Random;
use super::{days, table, words};

/// A review.
pub(crate) struct Review {
    id: String,
    pub(crate) written: DateTime,
    pub(crate) stars: i32,
    pub(crate) replied: Option<DateTime>,
    reviewer: String,
    title: &'static str,
    text: String,
}

/// How many reviews a month has, before chance adds up to [`MORE`].
const REVIEWS: usize = 190;
const MORE: usize = 20;

/// Stars before the second carrier came, when most bad reviews were about parcels, and since.
const STARS: [&[(i32, f64)]; 2] = [
    &[(1, 0.24), (2, 0.09), (3, 0.12), (4, 0.20), (5, 0.35)],
    &[(1, 0.07), (2, 0.04), (3, 0.08), (4, 0.24), (5, 0.57)],
];

/// The share of reviews that are answered, and the hours until half of those are.
fn replies(month: Month) -> (f64, f64) {
    if month < plan::REVIEWS_ANSWERED {
        (0.35, 60.0)
    } else {
        (0.85, 20.0)
    }
}

/// The reviews of a month, by date.
pub(crate) fn month(seed: u64, month: Month) -> Vec<Review> {
    let mut random = Random::stream(seed, "reviews", month.index());
    let count = REVIEWS + random.below(MORE);
    let mut times: Vec<_> = days(month, count, &mut random)
        .into_iter()
        .map(|day| later(day.at(6, 0, 0, 0), random.below(17 * 3600)))
        .collect();
    times.sort_unstable();
    times
        .into_iter()
        .map(|written| review(written, month, &mut random))
        .collect()
}

fn review(written: DateTime, month: Month, random: &mut Random) -> Review {
    let stars = random.weighted(STARS[usize::from(month >= plan::SECOND_CARRIER)]);
    let (share, hours) = replies(month);
    let is_answered = random.chance(share);
    let replied = later(written, 900 + (hours * 3600.0 * random.factor(0.9)) as usize);
    let (title, text) = words::review(stars, month, random);
    Review {
        id: format!("{:06x}{:06x}", random.below(1 << 24), random.below(1 << 24)),
        written,
        stars,
        replied: (is_answered && replied < plan::EXPORTED).then_some(replied),
        reviewer: words::reviewer(random),
        title,
        text,
    }
}

fn later(at: DateTime, seconds: usize) -> DateTime {
    at.saturating_add(SignedDuration::from_secs(seconds as i64))
}

/// The file of a month.
pub(crate) fn csv(reviews: &[Review]) -> Vec<u8> {
    let header = [
        "Review ID",
        "Review Created (UTC)",
        "Review Username",
        "Review Stars",
        "Review Title",
        "Review Content",
        "Business Reply Date (UTC)",
    ];
    table(&header, reviews.iter().map(cells))
}

fn cells(review: &Review) -> Vec<String> {
    let written = |at: DateTime| at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    vec![
        review.id.clone(),
        written(review.written),
        review.reviewer.clone(),
        review.stars.to_string(),
        review.title.to_owned(),
        review.text.clone(),
        review.replied.map(written).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_stars_add_up_to_one() {
        for stars in STARS {
            let whole: f64 = stars.iter().map(|(_, share)| share).sum();
            assert!((whole - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn every_review_has_an_id_of_its_own() {
        let reviews = Month::all().flat_map(|then| month(plan::REVIEWS_SEED, then));
        let mut ids: Vec<_> = reviews.map(|review| review.id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
