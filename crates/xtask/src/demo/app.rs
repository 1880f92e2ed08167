//! Ratings of the app: one row a rating, with an answer to each of five questions. Their answers are independent of each
//! other and of everything else, so that what each of them shows is its own.

use jiff::civil::Date;

use super::plan::{self, AppQuestion, Device, Month, Segment};
use super::random::Random;
use super::{days, table};

/// A rating.
struct Rating {
    date: Date,
    device: Device,
    segment: Segment,
    /// One for each of [`plan::APP`].
    scores: [i32; plan::APP.len()],
}

const NOT_CONTENT: [(i32, f64); 3] = [(1, 0.25), (2, 0.35), (3, 0.40)];
const CONTENT: [(i32, f64); 2] = [(4, 0.55), (5, 0.45)];

/// The ratings of a month, by date.
fn month(seed: u64, month: Month) -> Vec<Rating> {
    let mut random = Random::stream(seed, "app", month.index());
    let count = plan::RATINGS + random.below(plan::MORE_RATINGS);
    let days = days(month, count, &mut random);
    days.into_iter()
        .map(|day| rating(month, day, &mut random))
        .collect()
}

fn rating(month: Month, date: Date, random: &mut Random) -> Rating {
    let device = random.weighted(&plan::DEVICES);
    let segment = random.weighted(&plan::users(device));
    let mut score = |question: &AppQuestion| {
        if random.chance(question.share(device, month)) {
            random.weighted(&CONTENT)
        } else {
            random.weighted(&NOT_CONTENT)
        }
    };
    let scores = plan::APP.each_ref().map(&mut score);
    Rating {
        date,
        device,
        segment,
        scores,
    }
}

/// The file of all months.
pub(crate) fn csv(seed: u64) -> Vec<u8> {
    let mut header = vec!["date", "device", "customers"];
    header.extend(plan::APP.iter().map(|question| question.column));
    let all = Month::all().flat_map(|then| month(seed, then));
    table(&header, all.map(|rating| cells(&rating)))
}

fn cells(rating: &Rating) -> Vec<String> {
    let Rating {
        date,
        device,
        segment,
        scores,
    } = rating;
    let mut cells = vec![date.to_string(), device.id().to_owned(), segment.id().to_owned()];
    cells.extend(scores.iter().map(ToString::to_string));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn very_many_ratings_show_the_levels_of_the_plan() {
        for in_month in Month::all().filter(|month| [0, 6, 15, 19].contains(&month.index())) {
            let ratings: Vec<Rating> = (1_000..1_020).flat_map(|seed| month(seed, in_month)).collect();
            for (at, question) in plan::APP.iter().enumerate() {
                for only in [None, Some(Device::Android), Some(Device::Computer)] {
                    let meant = ratings
                        .iter()
                        .filter(|rating| only.is_none_or(|only| only == rating.device));
                    let (content, all) = meant.fold((0.0, 0.0), |(content, all), rating| {
                        (content + f64::from(rating.scores[at] >= 4), all + 1.0)
                    });
                    let (share, level) = (content / all, question.level(only, in_month));
                    let error = (level * (1.0 - level) / all).sqrt();
                    assert!(
                        (share - level).abs() < 4.0 * error,
                        "{} in {in_month}",
                        question.id
                    );
                }
            }
        }
    }
}
