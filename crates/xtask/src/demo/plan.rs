//! What is true of Fernhill: the levels of every figure, and the effects planted in them.
//!
//! Apart from [`EFFECTS`], and what [`super::truth`] lists, nothing changes from month to month: every other
//! difference in the data is chance.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date, datetime};

use super::random::at;

// Each source has a seed of its own. The plan alone decides what is real, but one seed is one history, and chance
// puts a "finding" into about one family of forty where nothing happened. These seeds were therefore looked for:
// each is the first from 1 whose history shows, in simple tests corrected as the report corrects them, all that is
// certain and nothing that is not planted, in totals and in slices, against the month and the year before. What is
// not planted keeps a distance: an adjusted p above .035 (survey; also against everybody else, in the last two
// months) or .1 (tickets), so that another reasonable test comes to the same. 7 seeds of some 12,000 pass for
// the survey, 6 of some 200 for tickets. So the sample is an example of a report that is right, not a proof
// that reports are: that takes many seeds, none of them chosen.

/// The seed of the survey.
pub(crate) const SURVEY_SEED: u64 = 645;
/// The seed of the tickets.
pub(crate) const TICKETS_SEED: u64 = 23;
/// The seed of the call notes.
pub(crate) const CALLS_SEED: u64 = 1;

// The seeds of what was added later were looked for by `cargo xtask demo-seed`, which follows the same rule
// with the report itself in the place of simple tests, one part of the data at a time: each is the first from
// 1 with which the report finds all that is certain and nothing that is not planted, against the month and
// the year before. What is not planted keeps a distance: a p above .01 in totals, an adjusted p above .035 in
// slices. As each is the first, it says how many were tried.

/// The seed of the questions about the journey, which were asked later.
pub(crate) const JOURNEY_SEED: u64 = 2;
/// The seed of the comments.
pub(crate) const COMMENTS_SEED: u64 = 2;
/// The seed of what happened around tickets: contacts, reopening, customers.
pub(crate) const CONTACTS_SEED: u64 = 16;
/// The seed of the reviews.
pub(crate) const REVIEWS_SEED: u64 = 2;
/// The seed of the orders.
pub(crate) const ORDERS_SEED: u64 = 1;
/// The seed of the invitations.
pub(crate) const INVITATIONS_SEED: u64 = 1;
/// The seed of the customers.
pub(crate) const CUSTOMERS_SEED: u64 = 9;
/// The seed of the reasons for which customers were lost.
pub(crate) const REASONS_SEED: u64 = 1;
/// The seed of the guesses of staff.
pub(crate) const STAFF_SEED: u64 = 1;
/// The seed of the interviews in stores.
pub(crate) const INTERVIEWS_SEED: u64 = 1;
/// The seed of the ratings of the app.
pub(crate) const APP_SEED: u64 = 35;

/// When the service desk's system was asked for its tickets: what happened later is not in them.
pub(crate) const EXPORTED: DateTime = datetime(2026, 11, 2, 7, 30, 0, 0);

/// How many months, up to the last, have call notes.
pub(crate) const CALL_MONTHS: usize = 6;

/// A month of the sample: March 2025 to October 2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(usize);

impl Month {
    /// How many there are.
    pub(crate) const COUNT: usize = 20;

    /// A month by its year and number. Only for months of the sample.
    const fn of(year: usize, month: usize) -> Self {
        Self(year * 12 + month - (2025 * 12 + 3))
    }

    /// All months in order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }

    /// Its place, from 0.
    pub(crate) const fn index(self) -> usize {
        self.0
    }

    /// The month `months` earlier, if the sample has it.
    pub(crate) fn earlier(self, months: usize) -> Option<Self> {
        self.0.checked_sub(months).map(Self)
    }

    /// The last day that is over `days` before the month ends.
    pub(crate) fn day_before_end(self, days: i64) -> Date {
        self.first_day().last_of_month().saturating_sub(days.days())
    }

    /// Its first day.
    pub(crate) fn first_day(self) -> Date {
        let months = self.0 + 2;
        date(2025 + (months / 12) as i16, (months % 12) as i8 + 1, 1)
    }
}

/// Its name in files and reports: `2026-10`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first_day().strftime("%Y-%m"))
    }
}

/// An enumeration of the values of a dimension, each with its text in the data.
macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($value:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($value),+ }

        impl $name {
            /// The value as it stands in the data.
            pub(crate) const fn id(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }
        }
    };
}

values! {
    /// Where a customer met Fernhill.
    Channel { Chat = "chat", Store = "store", Web = "web", Phone = "phone", Email = "email" }
}
values! {
    /// What a customer is to Fernhill.
    Segment { New = "new", Returning = "returning", Business = "business" }
}
values! {
    /// Where a customer lives.
    Region { North = "north", Midlands = "midlands", South = "south", West = "west" }
}
values! {
    /// On what a customer uses the app.
    Device { Android = "android", Iphone = "iphone", Computer = "computer" }
}
values! {
    /// A question of the survey, by the name of its figure.
    Question {
        Recommend = "recommend", Effort = "effort", Website = "website", Ordering = "ordering",
        Delivery = "delivery", Store = "store", Returns = "returns",
    }
}
impl Channel {
    /// All channels.
    pub(crate) const ALL: [Self; 5] = [Self::Chat, Self::Store, Self::Web, Self::Phone, Self::Email];
}

impl Question {
    /// All questions, in the order of the columns.
    pub(crate) const ALL: [Self; 7] = [
        Self::Recommend,
        Self::Effort,
        Self::Website,
        Self::Ordering,
        Self::Delivery,
        Self::Store,
        Self::Returns,
    ];
}

values! {
    /// What a ticket is about.
    Topic {
        Delivery = "delivery", Returns = "returns", Billing = "billing", Product = "product", Account = "account",
    }
}
values! {
    /// How pressing a ticket is.
    Priority { Urgent = "urgent", High = "high", Normal = "normal", Low = "low" }
}

/// The first month.
pub(crate) const FIRST: Month = Month(0);
/// The month whose parcels came late.
pub(crate) const PARCELS_LATE: Month = Month::of(2025, 12);
/// The month after it.
pub(crate) const AFTER_PARCELS_LATE: Month = Month::of(2026, 1);
/// The first month of a season, and the one after its last.
pub(crate) const BULBS: Month = Month::of(2025, 9);
pub(crate) const AFTER_BULBS: Month = Month::of(2025, 11);
/// The month from which the questions about the journey are asked.
pub(crate) const JOURNEY_ASKED: Month = Month::of(2026, 1);
/// The month in which hardly any store customer was heard.
pub(crate) const STORES_SILENT: Month = Month::of(2026, 6);
/// The month after it.
pub(crate) const STORES_HEARD_AGAIN: Month = Month::of(2026, 7);
/// The month from which somebody answers reviews.
pub(crate) const REVIEWS_ANSWERED: Month = Month::of(2026, 7);
/// The month from which a second carrier delivers.
pub(crate) const SECOND_CARRIER: Month = Month::of(2026, 8);
/// The month from which the service desk has no evening shift.
pub(crate) const NO_EVENING_SHIFT: Month = Month::of(2026, 9);
/// The month from which an assistant answers every chat first.
pub(crate) const ASSISTANT: Month = Month::of(2026, 10);
/// The month in which the tills of one store were down for one day.
pub(crate) const TILLS_DOWN: Month = Month::of(2026, 10);

/// A change that is real.
pub(crate) enum Effect {
    /// From a month on, another share of answers is in the top box, in one channel or in all.
    Level {
        question: Question,
        channel: Option<Channel>,
        from: Month,
        share: f64,
    },
    /// In one month, a share of all answers comes from another channel than usual. No channel changes in itself.
    Mix {
        month: Month,
        from: Channel,
        to: Channel,
        share: f64,
    },
    /// From a month on, tickets take `factor` times as long to solve.
    Slower { from: Month, factor: f64 },
}

/// A planted effect.
pub(crate) struct Planted {
    /// What happens.
    pub(crate) effect: Effect,
    /// What the reader of the report should understand.
    pub(crate) note: &'static str,
    /// What is said of the end, where the effect has one, or of what still follows from it.
    pub(crate) afterwards: &'static str,
}

/// Everything that is planted in the survey's first questions and in the times of tickets. What is planted
/// elsewhere, and what follows from these effects there, is in [`super::truth`].
pub(crate) const EFFECTS: &[Planted] = &[
    Planted {
        effect: Effect::Mix {
            month: STORES_SILENT,
            from: Channel::Store,
            to: Channel::Phone,
            share: 0.22,
        },
        note: "In June store customers were hardly heard and callers more than usual. No channel changed.",
        afterwards: "The channels are heard in their usual shares again. No channel changed.",
    },
    Planted {
        effect: Effect::Level {
            question: Question::Delivery,
            channel: None,
            from: SECOND_CARRIER,
            share: 0.88,
        },
        note: "Delivery is better since August, in every slice alike, and stays so.",
        afterwards: "",
    },
    Planted {
        effect: Effect::Slower {
            from: NO_EVENING_SHIFT,
            factor: 3.0,
        },
        note: "Tickets take longer to solve since September, in every slice, and it stays so.",
        afterwards: "Most tickets due in early September were made in August and solved at the old pace.",
    },
    Planted {
        effect: Effect::Level {
            question: Question::Effort,
            channel: Some(Channel::Chat),
            from: ASSISTANT,
            share: 0.34,
        },
        note: "Getting help became harder in chat alone; no other channel changed.",
        afterwards: "",
    },
];

/// A question about the app, whose level runs a course that the months one by one hardly tell.
pub(crate) struct AppQuestion {
    /// The name of its figure.
    pub(crate) id: &'static str,
    /// Its column.
    pub(crate) column: &'static str,
    /// The share of content customers before anything happens.
    usual: f64,
    /// From a month on, another share, in order.
    stretches: &'static [(Month, f64)],
    /// On which device alone; on all, for none.
    pub(crate) device: Option<Device>,
    /// What a reader of the last month should be told of it.
    pub(crate) told: &'static str,
    /// When that began.
    pub(crate) since: Month,
    /// What the reader should understand.
    pub(crate) note: &'static str,
}

impl AppQuestion {
    /// The share of content customers on a device.
    pub(crate) fn share(&self, device: Device, month: Month) -> f64 {
        let is_meant = self.device.is_none_or(|only| only == device);
        let stretches = self.stretches.iter().rev().filter(|_| is_meant);
        let mut begun = stretches.filter(|(from, _)| *from <= month);
        begun.next().map_or(self.usual, |(_, share)| *share)
    }

    /// That of all customers, or of those on one device.
    pub(crate) fn level(&self, only: Option<Device>, month: Month) -> f64 {
        let all = DEVICES
            .iter()
            .filter(|(device, _)| only.is_none_or(|only| only == *device));
        let (weight, sum) = all.fold((0.0, 0.0), |(weight, sum), (device, share)| {
            (weight + share, sum + share * self.share(*device, month))
        });
        sum / weight
    }
}

/// What is planted in the ratings of the app: a slide, a fall that stays, a fall that is over, a season, and a fall on one
/// device, which shows wherever many use that device.
pub(crate) const APP: [AppQuestion; 5] = [
    AppQuestion {
        id: "app-found",
        column: "found",
        usual: 0.90,
        stretches: &[
            (Month::of(2026, 6), 0.86),
            (Month::of(2026, 7), 0.81),
            (Month::of(2026, 8), 0.77),
            (Month::of(2026, 9), 0.67),
            (Month::of(2026, 10), 0.59),
        ],
        device: None,
        told: "line",
        since: Month::of(2026, 6),
        note: "The search of the app finds less every month as the range grows.",
    },
    AppQuestion {
        id: "app-collection",
        column: "collection",
        usual: 0.86,
        stretches: &[(Month::of(2026, 7), 0.74)],
        device: None,
        told: "since",
        since: Month::of(2026, 7),
        note: "Since July orders are ready for collection later than the app says, and it stays so.",
    },
    AppQuestion {
        id: "app-payment",
        column: "payment",
        usual: 0.84,
        stretches: &[(Month::of(2026, 6), 0.66), (Month::of(2026, 9), 0.84)],
        device: None,
        told: "back",
        since: Month::of(2026, 9),
        note: "From June to August payments failed often; since September they do as rarely as before.",
    },
    AppQuestion {
        id: "app-delivery-time",
        column: "delivery_time",
        usual: 0.82,
        stretches: &[(BULBS, 0.66), (AFTER_BULBS, 0.82), (Month::of(2026, 9), 0.66)],
        device: None,
        told: "as-a-year-ago",
        since: Month::of(2026, 9),
        note: "In September and October everybody orders bulbs, and no time of delivery suits; so it is every year.",
    },
    AppQuestion {
        id: "app-login",
        column: "login",
        usual: 0.88,
        stretches: &[(ASSISTANT, 0.58)],
        device: Some(Device::Android),
        told: "month",
        since: ASSISTANT,
        note: "An update broke the log-in on Android alone. Most who return use Android, so that it shows there as well.",
    },
];

/// How many rate the app in a month, before chance adds up to [`MORE_RATINGS`].
pub(crate) const RATINGS: usize = 430;

/// How many ratings chance may add.
pub(crate) const MORE_RATINGS: usize = 30;

/// On what the app is used.
pub(crate) const DEVICES: [(Device, f64); 3] = [
    (Device::Android, 0.40),
    (Device::Iphone, 0.38),
    (Device::Computer, 0.22),
];

/// Who uses the app on a device.
pub(crate) const fn users(device: Device) -> [(Segment, f64); 3] {
    match device {
        Device::Android => [
            (Segment::New, 0.18),
            (Segment::Returning, 0.70),
            (Segment::Business, 0.12),
        ],
        Device::Iphone | Device::Computer => [
            (Segment::New, 0.36),
            (Segment::Returning, 0.40),
            (Segment::Business, 0.24),
        ],
    }
}

/// Months in which nothing changed, neither against the month before nor against the year before.
pub(crate) fn quiet_months() -> impl Iterator<Item = Month> {
    let loud = [PARCELS_LATE, AFTER_PARCELS_LATE, BULBS, AFTER_BULBS];
    let before = Month::all().filter(|month| (1..STORES_SILENT.index()).contains(&month.index()));
    before.filter(move |month| !loud.contains(month))
}

// ---- The survey ----

/// How many responses a month has, before chance adds up to [`MORE_RESPONSES`].
pub(crate) const fn responses(month: Month) -> usize {
    1100 + 9 * month.index()
}

/// How many responses chance may add.
pub(crate) const MORE_RESPONSES: usize = 25;

/// The share of an answer that a question leaves blank.
pub(crate) const BLANK: f64 = 0.03;

/// How often an answer follows the customer's general mood rather than the matter alone.
pub(crate) const MOOD: f64 = 0.6;

/// The share of responses with a comment.
pub(crate) const COMMENTS: f64 = 0.25;

/// The share of comments that add how long the customer has been waiting for an answer.
pub(crate) fn waiting_remarks(month: Month) -> f64 {
    if month < NO_EVENING_SHIFT { 0.03 } else { 0.21 }
}

/// The share of unhappy chat customers whose comment is about the assistant, once there is one.
pub(crate) const ABOUT_THE_ASSISTANT: f64 = 0.65;

/// The share of comments in which a customer leaves a number, an address or a name.
pub(crate) const PERSONAL: f64 = 0.03;

/// How many customers out of all are in a segment.
pub(crate) const SEGMENTS: [(Segment, f64); 3] = [
    (Segment::New, 0.30),
    (Segment::Returning, 0.52),
    (Segment::Business, 0.18),
];

/// How many customers out of all live in a region.
pub(crate) const REGIONS: [(Region, f64); 4] = [
    (Region::North, 0.24),
    (Region::Midlands, 0.22),
    (Region::South, 0.34),
    (Region::West, 0.20),
];

const CHANNELS: [(Channel, f64); 5] = [
    (Channel::Chat, 0.35),
    (Channel::Store, 0.27),
    (Channel::Web, 0.14),
    (Channel::Phone, 0.12),
    (Channel::Email, 0.12),
];

/// The shares of the channels in the responses of a month.
pub(crate) fn channels(month: Month) -> [(Channel, f64); 5] {
    CHANNELS.map(|(channel, usual)| (channel, usual + shift(channel, month)))
}

fn shift(channel: Channel, month: Month) -> f64 {
    let shifts = EFFECTS.iter().map(|planted| match planted.effect {
        Effect::Mix {
            month: then,
            from,
            share,
            ..
        } if then == month && from == channel => -share,
        Effect::Mix {
            month: then,
            to,
            share,
            ..
        } if then == month && to == channel => share,
        _ => 0.0,
    });
    shifts.sum()
}

/// How many customers of a channel a question applies to.
pub(crate) const fn applies(question: Question, channel: Channel) -> f64 {
    match (question, channel) {
        (Question::Recommend | Question::Effort, _) => 1.0,
        (Question::Website, Channel::Web | Channel::Chat) => 0.92,
        (Question::Website, _) => 0.60,
        (Question::Ordering, _) => 0.86,
        (Question::Delivery, _) => 0.83,
        (Question::Store, Channel::Store) => 0.97,
        (Question::Store, _) => 0.28,
        (Question::Returns, _) => 0.34,
    }
}

/// Answers of one kind, with how they fall within it.
type Scores = &'static [(i32, f64)];

const DETRACTORS: Scores = &[
    (0, 0.08),
    (1, 0.04),
    (2, 0.06),
    (3, 0.10),
    (4, 0.14),
    (5, 0.28),
    (6, 0.30),
];
const PASSIVES: Scores = &[(7, 0.45), (8, 0.55)];
const PROMOTERS: Scores = &[(9, 0.45), (10, 0.55)];
const NOT_EASY: Scores = &[(1, 0.12), (2, 0.18), (3, 0.28), (4, 0.42)];
const EASY: Scores = &[(5, 0.30), (6, 0.38), (7, 0.32)];
const NOT_SATISFIED: Scores = &[(1, 0.20), (2, 0.30), (3, 0.50)];
const SATISFIED: Scores = &[(4, 0.45), (5, 0.55)];

/// The kinds of answers to a question from worst to best, with their shares.
fn answers(question: Question, channel: Channel, month: Month) -> [(Scores, f64); 3] {
    let (low, high) = match question {
        Question::Recommend => return recommendations(channel),
        Question::Effort => (NOT_EASY, EASY),
        _ => (NOT_SATISFIED, SATISFIED),
    };
    let share = top_box(question, channel, month);
    [(low, 1.0 - share), (high, share), (high, 0.0)]
}

fn recommendations(channel: Channel) -> [(Scores, f64); 3] {
    let (detractors, promoters) = match channel {
        Channel::Store => (0.08, 0.70),
        Channel::Web => (0.14, 0.59),
        Channel::Chat => (0.16, 0.56),
        Channel::Email => (0.30, 0.38),
        Channel::Phone => (0.47, 0.22),
    };
    [
        (DETRACTORS, detractors),
        (PASSIVES, 1.0 - detractors - promoters),
        (PROMOTERS, promoters),
    ]
}

/// The share of answers in the top box.
fn top_box(question: Question, channel: Channel, month: Month) -> f64 {
    let planted = EFFECTS.iter().rev().find_map(|planted| match planted.effect {
        Effect::Level {
            question: figure,
            channel: only,
            from,
            share,
        } if figure == question && only.is_none_or(|only| only == channel) && from <= month => Some(share),
        _ => None,
    });
    planted.unwrap_or_else(|| usual_top_box(question, channel))
}

const fn usual_top_box(question: Question, channel: Channel) -> f64 {
    match (question, channel) {
        (Question::Effort, Channel::Chat) => 0.66,
        (Question::Effort, Channel::Web) => 0.74,
        (Question::Effort, Channel::Email) => 0.60,
        // The same in both, so that more callers and fewer store customers leave the total where it is.
        (Question::Effort, Channel::Phone | Channel::Store) => 0.70,
        (Question::Website, _) => 0.80,
        (Question::Ordering, _) => 0.84,
        (Question::Delivery, _) => 0.78,
        (Question::Store, _) => 0.83,
        (Question::Returns, _) => 0.68,
        (Question::Recommend, _) => 0.0,
    }
}

/// The answer of a customer who is at `place` among all customers: near 0 the least content, near 1 the most.
pub(crate) fn score(question: Question, channel: Channel, month: Month, place: f64) -> i32 {
    let mut left = place;
    let kinds = answers(question, channel, month);
    for (scores, share) in kinds {
        if left < share {
            return at(scores, left / share);
        }
        left -= share;
    }
    at(kinds[2].0, 1.0)
}

/// The true value of a survey figure: net points, or the share in the top box in per cent.
pub(crate) fn level(question: Question, channel: Channel, month: Month) -> f64 {
    let [(_, low), (_, middle), (_, high)] = answers(question, channel, month);
    100.0
        * if question == Question::Recommend {
            high - low
        } else {
            middle
        }
}

/// The true value of a survey figure over all channels. A question may apply more often in one channel than in
/// another; where it does, its channels are alike.
pub(crate) fn total_level(question: Question, month: Month) -> f64 {
    channels(month)
        .iter()
        .map(|&(channel, share)| share * level(question, channel, month))
        .sum()
}

/// The variance of one answer over all channels, or in one, in squared points.
pub(crate) fn variance(question: Question, only: Option<Channel>, month: Month) -> f64 {
    let channels = channels(month);
    let counted = channels
        .iter()
        .filter(|(channel, _)| only.is_none_or(|only| only == *channel));
    let (mut all, mut low, mut high) = (0.0, 0.0, 0.0);
    for &(channel, share) in counted {
        let kinds = answers(question, channel, month);
        all += share;
        low += share * kinds[0].1;
        high += share
            * if question == Question::Recommend {
                kinds[2].1
            } else {
                kinds[1].1
            };
    }
    let (low, high) = (low / all, high / all);
    let share = if question == Question::Recommend {
        low + high - (high - low) * (high - low)
    } else {
        low * high
    };
    10_000.0 * share
}

// ---- Tickets ----

/// How many tickets a month has, before chance adds up to [`MORE_TICKETS`].
pub(crate) const fn tickets(month: Month) -> usize {
    590 + 2 * month.index()
}

/// How many tickets chance may add.
pub(crate) const MORE_TICKETS: usize = 20;

/// Tickets by channel.
pub(crate) const TICKET_CHANNELS: [(Channel, f64); 4] = [
    (Channel::Chat, 0.34),
    (Channel::Email, 0.28),
    (Channel::Phone, 0.22),
    (Channel::Web, 0.16),
];

/// Tickets by topic.
pub(crate) const TOPICS: [(Topic, f64); 5] = [
    (Topic::Delivery, 0.31),
    (Topic::Returns, 0.24),
    (Topic::Billing, 0.18),
    (Topic::Product, 0.16),
    (Topic::Account, 0.11),
];

/// Tickets by priority.
pub(crate) const PRIORITIES: [(Priority, f64); 4] = [
    (Priority::Urgent, 0.06),
    (Priority::High, 0.16),
    (Priority::Normal, 0.46),
    (Priority::Low, 0.32),
];

/// Within how many hours a ticket is promised to be solved.
pub(crate) const fn promised_hours(priority: Priority) -> i64 {
    match priority {
        Priority::Urgent => 24,
        Priority::High => 48,
        Priority::Normal => 120,
        Priority::Low => 240,
    }
}

/// Half of all tickets are solved in this part of the promised time, so that a promise is kept as often whatever
/// the priority.
pub(crate) const MEDIAN_PART: f64 = 0.23;

/// How many times the usual time a topic takes.
pub(crate) const fn topic_factor(topic: Topic) -> f64 {
    match topic {
        Topic::Delivery => 1.0,
        Topic::Returns => 1.1,
        Topic::Billing => 1.5,
        Topic::Product => 0.9,
        Topic::Account => 0.7,
    }
}

/// How unlike the times of tickets are: the standard deviation of their logarithm.
pub(crate) const SPREAD: f64 = 1.5;

/// The hours until half of all tickets of a channel have a first reply.
pub(crate) const fn median_reply_hours(channel: Channel) -> f64 {
    match channel {
        Channel::Chat => 1.5,
        Channel::Phone => 2.0,
        Channel::Email => 5.0,
        Channel::Web | Channel::Store => 6.0,
    }
}

/// The share of tickets that nobody ever solves.
pub(crate) const NEVER_SOLVED: f64 = 0.01;

/// The share of days that are bad, and how many times as long everything takes that comes in on them.
pub(crate) const BAD_DAYS: (f64, f64) = (0.1, 1.8);

/// How many contacts a ticket takes.
pub(crate) const CONTACTS: [(u32, f64); 4] = [(1, 0.70), (2, 0.18), (3, 0.08), (4, 0.04)];

/// The share of tickets of a customer who had another one within the last days.
pub(crate) const SAME_CUSTOMER: f64 = 0.11;

/// The share of tickets that are opened again, where there was time for it.
pub(crate) const REOPENED: f64 = 0.08;

/// How many times as long as usual tickets of a month take to solve.
pub(crate) fn slowness(month: Month) -> f64 {
    let factors = EFFECTS.iter().map(|planted| match planted.effect {
        Effect::Slower { from, factor } if from <= month => factor,
        _ => 1.0,
    });
    factors.product()
}

/// A figure of tickets in which something is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketFigure {
    /// The share of tickets made in the month that are solved within seven days.
    Resolution,
    /// The share of tickets due in the month that were solved by then.
    Promise,
}

impl TicketFigure {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Resolution, Self::Promise];

    /// Its name.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Resolution => "resolution",
            Self::Promise => "promise",
        }
    }

    /// Its true value in per cent: that of very many tickets. A test holds it against them.
    pub(crate) fn level(self, month: Month) -> f64 {
        let months_slow =
            (0..).take_while(|&ago| month.earlier(ago).is_some_and(|then| slowness(then) > 1.0));
        match (self, months_slow.count()) {
            (Self::Resolution, 0) => 83.5,
            (Self::Resolution, _) => 63.3,
            (Self::Promise, 0) => 78.7,
            (Self::Promise, 1) => 59.7,
            (Self::Promise, _) => 54.9,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_from_march_2025_to_october_2026() {
        let names: Vec<_> = Month::all().map(|month| month.to_string()).collect();
        assert_eq!(
            (names[0].as_str(), names[10].as_str(), names[19].as_str()),
            ("2025-03", "2026-01", "2026-10")
        );
        assert_eq!(Month::of(2026, 6).to_string(), "2026-06");
    }

    #[test]
    fn shares_add_up_to_one() {
        let whole = |shares: &mut dyn Iterator<Item = f64>| assert!((shares.sum::<f64>() - 1.0).abs() < 1e-9);
        whole(&mut SEGMENTS.iter().map(|(_, share)| *share));
        whole(&mut REGIONS.iter().map(|(_, share)| *share));
        whole(&mut TICKET_CHANNELS.iter().map(|(_, share)| *share));
        whole(&mut TOPICS.iter().map(|(_, share)| *share));
        whole(&mut CONTACTS.iter().map(|(_, share)| *share));
        whole(&mut PRIORITIES.iter().map(|(_, share)| *share));
        whole(&mut DEVICES.iter().map(|(_, share)| *share));
        for (device, _) in DEVICES {
            whole(&mut users(device).iter().map(|(_, share)| *share));
        }
        for month in Month::all() {
            whole(&mut channels(month).iter().map(|(_, share)| *share));
        }
        for scores in [
            DETRACTORS,
            PASSIVES,
            PROMOTERS,
            NOT_EASY,
            EASY,
            NOT_SATISFIED,
            SATISFIED,
        ] {
            whole(&mut scores.iter().map(|(_, share)| *share));
        }
    }

    #[test]
    fn a_question_that_applies_unevenly_has_channels_alike() {
        for question in Question::ALL {
            let uneven = Channel::ALL
                .iter()
                .any(|&channel| (applies(question, channel) - applies(question, Channel::Chat)).abs() > 0.0);
            for month in Month::all().filter(|_| uneven) {
                let alike = |channel: &Channel| {
                    (level(question, *channel, month) - level(question, Channel::Chat, month)).abs() < 1e-9
                };
                assert!(Channel::ALL.iter().all(alike), "{question:?}");
            }
        }
    }

    #[test]
    fn a_quiet_month_differs_in_nothing() {
        for month in quiet_months() {
            for earlier in [1, 12].into_iter().filter_map(|months| month.earlier(months)) {
                for question in Question::ALL {
                    let moved = total_level(question, month) - total_level(question, earlier);
                    assert!(moved.abs() < 1e-9, "{question:?} in {month}");
                }
                assert!((slowness(month) - slowness(earlier)).abs() < 1e-9);
                for question in &APP {
                    let moved = question.level(None, month) - question.level(None, earlier);
                    assert!(moved.abs() < 1e-9, "{} in {month}", question.id);
                }
            }
        }
    }
}
