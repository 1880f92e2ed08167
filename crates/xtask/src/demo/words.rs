//! What customers write and what the service desk notes down: invented, and about nobody.

use super::plan::{self, Channel, Month, Question};
use super::random::Random;
use super::response::{Answer, Response};

/// What is said of a matter, if it went well and if it did not.
struct Sayings {
    good: &'static [&'static str],
    bad: &'static [&'static str],
}

impl Sayings {
    const fn of(&self, good: bool) -> &'static [&'static str] {
        if good { self.good } else { self.bad }
    }
}

/// A comment that fits the answers of a response.
pub(crate) fn comment(response: &Response, month: Month, random: &mut Random) -> String {
    let main = if is_about_the_assistant(response, month, random) {
        random.pick(ASSISTANT).to_owned()
    } else {
        about_a_matter(response, random)
    };
    let remarks = [
        (plan::waiting_remarks(month), WAITING),
        (plan::PERSONAL / 4.0, ASK_FOR),
    ];
    let remarks = remarks.map(|(share, texts)| random.chance(share).then(|| random.pick(texts).to_owned()));
    let parts = [Some(main), contact(random)].into_iter().chain(remarks).flatten();
    parts.collect::<Vec<_>>().join(" ")
}

/// The assistant came in October 2026; nobody can have complained of it before.
fn is_about_the_assistant(response: &Response, month: Month, random: &mut Random) -> bool {
    let effort = response.answers[Question::Effort as usize];
    let is_hard = matches!(effort, Answer::Score(score) if score < 5);
    let met_it = response.channel == Channel::Chat && month >= plan::ASSISTANT;
    met_it && is_hard && random.chance(plan::ABOUT_THE_ASSISTANT)
}

fn about_a_matter(response: &Response, random: &mut Random) -> String {
    let matters: Vec<_> = Question::ALL
        .iter()
        .zip(&response.answers)
        .filter_map(matter)
        .collect();
    if matters.is_empty() {
        return random.pick(BRIEF).to_owned();
    }
    let (question, good) = random.pick(&matters);
    let (before, after) = if good { (GLAD, PRAISE) } else { (SORRY, WISHES) };
    let before = random.chance(0.3).then(|| random.pick(before));
    let said = random.pick(sayings(question).of(good));
    let after = random.chance(0.4).then(|| random.pick(after));
    let gap = if random.chance(0.15) { "\n" } else { " " };
    let parts = [before, Some(said), after].into_iter().flatten();
    parts.collect::<Vec<_>>().join(gap)
}

fn matter((question, answer): (&Question, &Answer)) -> Option<(Question, bool)> {
    match (*answer, *question) {
        (Answer::Score(score), Question::Recommend) => Some((*question, score >= 8)),
        (Answer::Score(score), Question::Effort) => Some((*question, score >= 5)),
        (Answer::Score(score), _) => Some((*question, score >= 4)),
        (Answer::Blank | Answer::DoesNotApply, _) => None,
    }
}

const fn sayings(question: Question) -> &'static Sayings {
    match question {
        Question::Recommend => &FERNHILL,
        Question::Effort => &HELP,
        Question::Website => &WEBSITE,
        Question::Ordering => &ORDERING,
        Question::Delivery => &DELIVERY,
        Question::Store => &STORE,
        Question::Returns => &RETURNS,
    }
}

/// What some customers add, although nobody asked them to: numbers that ring nowhere, addresses at
/// example.com. A report must not show any of it.
fn contact(random: &mut Random) -> Option<String> {
    if !random.chance(plan::PERSONAL) {
        return None;
    }
    let person = random.pick(PEOPLE);
    Some(match random.below(3) {
        0 => format!("You can ring me on 020 7946 0{:03}.", random.below(1000)),
        1 => format!("My address is {person}@example.com, if you want to answer."),
        _ => format!(
            "It was about order number FH-{:07}.",
            2_000_000 + random.below(900_000)
        ),
    })
}

/// The title and the text of a review; most reviews have no text. Bad ones were mostly about parcels until a
/// second carrier came.
pub(crate) fn review(stars: i32, month: Month, random: &mut Random) -> (&'static str, String) {
    let (titles, good) = match stars {
        4.. => (TITLES_GOOD, true),
        3 => (TITLES_MIXED, random.chance(0.5)),
        _ => (TITLES_BAD, false),
    };
    let title = random.pick(titles);
    if !random.chance(0.35) {
        return (title, String::new());
    }
    let parcels = if !good && month < plan::SECOND_CARRIER {
        1.8
    } else {
        0.3
    };
    let about = random.weighted(&[
        (&DELIVERY, parcels),
        (&HELP, 0.3),
        (&ORDERING, 0.3),
        (&WEBSITE, 0.3),
    ]);
    let mut text = random.pick(about.of(good)).to_owned();
    if random.chance(0.3) {
        text = format!("{text} {}", random.pick(if good { PRAISE } else { WISHES }));
    }
    (title, text)
}

/// The name under which a review was written.
pub(crate) fn reviewer(random: &mut Random) -> String {
    format!("{}{}", random.pick(PEOPLE), random.below(90) + 10)
}

/// What the service desk notes down of a call.
pub(crate) fn call_note(satisfaction: i32, random: &mut Random) -> String {
    let notes = match satisfaction {
        4.. => CALLS_GOOD,
        3 => CALLS_MIXED,
        _ => CALLS_BAD,
    };
    let note = random.pick(notes);
    if random.chance(0.3) {
        format!("{note}\n{}", random.pick(NEXT_STEPS))
    } else {
        note.to_owned()
    }
}

const BRIEF: &[&str] = &[
    "All fine.",
    "Nothing to add.",
    "OK",
    "Thank you.",
    "See my earlier answers.",
];

const GLAD: &[&str] = &[
    "Really pleased.",
    "No complaints at all:",
    "Credit where it is due.",
    "Second order this year, and again a good one.",
    "I rarely fill these in, but:",
    "Happy, on the whole.",
    "Lovely.",
];

const SORRY: &[&str] = &[
    "I wanted to like this.",
    "Disappointed, I have to say.",
    "Not what I am used to from Fernhill.",
    "Sorry to moan, but:",
    "It started well.",
    "Hm.",
    "I have been a customer for years, and this was the worst time so far.",
];

const PRAISE: &[&str] = &[
    "Keep it up.",
    "Will order again.",
    "Thank you!",
    "More shops should do it like this.",
    "Please pass this on to the team.",
    "Five stars from us, and from the dog.",
    "That is how it should be.",
    "My neighbours have heard about it already.",
];

const WISHES: &[&str] = &[
    "Please do better.",
    "I expect an answer to this.",
    "It cannot be that hard.",
    "A word of apology would have helped.",
    "I shall think twice next time.",
    "Somebody should look into it.",
    "Why do you ask if nothing changes?",
    "Otherwise I like the shop.",
];

const FERNHILL: Sayings = Sayings {
    good: &[
        "I have already told half my street about Fernhill.",
        "Good range, fair prices, people who know what they sell.",
        "You are my first choice for anything for the garden, the café next door comes with it.",
        "You sold me less than I came for, because I did not need it. That is why I come back.",
        "We moved house with your boxes, painted it with your paint and planted it with your roses.",
        "A shop that still repairs what it sells.",
        "It is the only shop where my father, who hates shopping, asks to come along.",
        "Solid, honest, a bit old-fashioned: \"the way it used to be\", as my aunt says.",
        "I trust your advice more than any review.",
        "The loyalty scheme is simple, and the discount is real.",
        "Décor, tools, plants: all in one place and none of it junk.",
    ],
    bad: &[
        "Prices have crept up, the quality has not.",
        "I would not send a friend to you just now.",
        "It depends on the day: sometimes wonderful, sometimes nobody cares.",
        "Fernhill used to be special; now it is one shop among many.",
        "The catalogue promises \"always in stock\". It never is.",
        "Too much advertising, too little substance.",
        "The own brand has got worse: two watering cans, two leaks.",
        "I compared: the same spade is a third cheaper elsewhere.",
        "Since the loyalty scheme changed I feel like a number.",
        "Fine, but nothing that I would write home about.",
        "You make it hard to remain a regular customer.",
    ],
};

const HELP: Sayings = Sayings {
    good: &[
        "I had a person on the line within a minute, and she knew what to do.",
        "One question, one answer, done.",
        "The colleague stayed with it until it was sorted.",
        "They rang me back when they said they would.",
        "Friendly, patient, and they spoke plain English.",
        "I did not have to explain it twice.",
        "Quick reply with a link to exactly the right page.",
        "She drew me a sketch of the pipework and sent a photo of it. Brilliant.",
        "He admitted that it was your mistake and put it right: rare.",
        "I was offered a choice, refund or replacement, before I had to ask.",
        "The adviser even looked up my old order for the paint colour (\"crème\", not \"cream\").",
    ],
    bad: &[
        "I was passed from one desk to the next, and each asked the same questions.",
        "It took four attempts to reach somebody who was allowed to decide anything.",
        "The answer was polite, but it was not an answer to my question.",
        "Nobody could see what I had written before, so I began again, and again.",
        "I was promised a call back. I am still waiting.",
        "\"Your request is important to us\" for half an hour.",
        "In the end I found the solution myself, on a forum.",
        "The store says ask online, online says ask the store.",
        "Three colleagues, three different answers, none of them in writing.",
        "Nobody felt responsible for it.",
        "I had to send the photographs three times.",
        "You have my number, my order and my patience. What else do you need?",
        "They closed my request before it was solved.",
    ],
};

/// Said beside something else, for the same reason all the time: the reply came, the solution did not.
const WAITING: &[&str] = &[
    "I am still waiting for somebody to solve it.",
    "Two weeks, and I am still waiting.",
    "They replied on the first day and then I waited for days.",
    "It took ages until anything happened.",
    "Nobody told me that it would be such a long wait.",
    "Waited for weeks in the end.",
    "It took far too long to sort out.",
    "A quick first answer, then silence: still waiting.",
    "I have been kept waiting since the start of the month.",
];

/// With the names of colleagues, which the configuration lists so that they are taken out.
const ASK_FOR: &[&str] = &[
    "Ask Gwen Hartley, she knows all about it.",
    "Tom Okafor promised to look into it.",
    "Priya Nair in the Leeds store deserves a rise.",
];

/// First names of nobody in particular.
const PEOPLE: &[&str] = &[
    "ada", "ben", "carys", "dev", "edith", "farid", "grace", "hamish", "ines", "jonah", "kezia", "leo",
];

const TITLES_GOOD: &[&str] = &[
    "Very happy",
    "Does what it promises",
    "Good shop",
    "Would buy again",
    "Spot on",
    "No fuss",
    "Lovely plants",
    "Better than I thought",
];

const TITLES_MIXED: &[&str] = &["Mixed feelings", "All right", "Good and bad", "It depends"];

const TITLES_BAD: &[&str] = &[
    "Not again",
    "Disappointed",
    "Late and unhelpful",
    "Avoid at Christmas",
    "Poor",
    "Promises, promises",
];

const ASSISTANT: &[&str] = &[
    "The new assistant does not understand me, and there is no way past it.",
    "I typed \"a person, please\" five times.",
    "The assistant asked for my order, I gave it, it asked again.",
    "A robot sent me three links that I had read before I came to the chat.",
    "Chat used to be the quickest way. Now you talk to a wall first.",
    "When a human finally took over, I had to start from the beginning.",
    "The assistant said \"glad I could help\" and closed the chat. It had not helped.",
    "Bring back the people in the chat, they were great!",
    "The robot kept offering me returns, but my question was about an invoice.",
    "Why hide the button for a person behind so many questions?",
];

const WEBSITE: Sayings = Sayings {
    good: &[
        "The site is clear and quick, even on my old phone.",
        "Search finds what I mean, not only what I type.",
        "Good photographs, honest measurements.",
        "I like that stock in my shop is shown next to the price.",
        "Filters that work, at last.",
        "The videos on pruning are the best there are.",
        "I found the spare part by its number in seconds.",
        "The planning tool for raised beds is a joy.",
    ],
    bad: &[
        "Search for \"hose\" and you get house numbers.",
        "The site logs me out whenever I look away.",
        "Measurements are missing, and the pictures hide the part one needs to see.",
        "Too many pop-ups: newsletter, cookies, survey, newsletter again.",
        "The reviews are sorted so that the bad ones come last.",
        "My saved list was gone after the update.",
        "On a tablet the basket button disappears behind a banner.",
        "It said in stock; after I had paid, it said back-ordered.",
    ],
};

const ORDERING: Sayings = Sayings {
    good: &[
        "Ordered in two minutes, confirmation at once.",
        "I could change the delivery day after ordering; splendid.",
        "Paying was easy, and the invoice was right first time.",
        "The basket remembered everything, even after a week.",
        "Paid by invoice as a business, no trouble at all.",
        "The reminder that bulbs need planting now was a nice touch.",
        "Click and collect was ready before I had my coat on.",
        "Clear costs from the start, no surprise at the end.",
    ],
    bad: &[
        "The voucher code was refused, without a reason.",
        "I was charged twice and refunded once.",
        "Checkout failed at the last step, three evenings in a row.",
        "I could not add our order reference, which our accounts team needs.",
        "The delivery charge appears only at the very end.",
        "The gift card worked on the third attempt.",
        "I was asked for my birthday to buy a bag of compost.",
        "One article of the order was cancelled, silently.",
    ],
};

const DELIVERY: Sayings = Sayings {
    good: &[
        "Arrived on the day, in the hour, in one piece.",
        "The driver carried the sacks to the shed, unasked.",
        "Tracking was accurate to the street.",
        "Well packed, and hardly any plastic; thank you for that.",
        "Came a day early, with a message beforehand.",
        "The text message named the hour, and the van kept it.",
        "Even the little lemon tree arrived upright.",
        "They rang, waited, and were cheerful in the rain.",
    ],
    bad: &[
        "Late by three days, and nobody told me.",
        "The parcel was left in the rain, and the seeds are soup now.",
        "Half of the order came; the other half is \"on its way\", since when?",
        "The pot was broken, the box was far too large for it.",
        "The parcel came four days late, without a word.",
        "It never arrived. The tracking says \"delivered\".",
        "Thrown over the gate; the gate is two metres high.",
        "Late again: the third time this year.",
        "One box of three, and an apology in none.",
        "The driver could not find the house, although it has stood there for a century.",
        "I took a day off for a delivery that did not come.",
    ],
};

const STORE: Sayings = Sayings {
    good: &[
        "The lady at the plants knew every one of them by name.",
        "Tidy shop, short queue, good coffee.",
        "I went in for a hinge and was shown how to fit it.",
        "Staff with time for a question: rare and precious.",
        "The new layout is easier with a pushchair.",
        "The workshop on Saturday was fun, and free.",
        "The young man at the tool desk listened first and sold afterwards.",
        "They found the last one in the stock room, à la treasure hunt.",
    ],
    bad: &[
        "One till open, eleven people waiting.",
        "Nobody on the floor to ask, on a Saturday.",
        "The price on the shelf was not the price at the till.",
        "The shelf was empty, the screen said twelve in stock.",
        "The car park is a lottery.",
        "The plants outside had not been watered for days.",
        "I was told that it is in aisle nine. There is no aisle nine.",
        "The assistant was more interested in her colleague than in me.",
    ],
};

const RETURNS: Sayings = Sayings {
    good: &[
        "Returned in the shop, money back on the same day.",
        "The label was in the box; I only had to stick it on.",
        "No questions, no fuss.",
        "They exchanged it, although I had lost the receipt.",
        "The driver took it back and my account was credited the same evening.",
        "I was asked why, and they meant it.",
        "Refund confirmed before the parcel was even unpacked.",
    ],
    bad: &[
        "I am still waiting for my refund, after weeks.",
        "I had to print a form, sign it, scan it: in this century?",
        "Return postage cost more than the article.",
        "The refund was short by the delivery charge, which nobody mentioned.",
        "Sent it back in May, and the refund has not come.",
        "My refund went to a card that I no longer have.",
        "The shop sent me to the website, the website sent me to the shop.",
        "They say that the parcel never arrived. I have the receipt, \"signed for\".",
    ],
};

const CALLS_GOOD: &[&str] = &[
    "Was content with the answer, only surprised that we called at all.",
    "Replacement has arrived and fits. Thanked the team.",
    "Says that the desk was quick; would have liked a text message with the date.",
    "Matter closed. Asked whether we could sell spare parts for older mowers: passed on.",
    "Liked that the same colleague saw it through.",
    "Everything settled. Mentioned the café in the shop: \"better than the high street\".",
    "Had expected trouble with the return and had none.",
    "Refund has come..",
];

const CALLS_MIXED: &[&str] = &[
    "Solved, but took three contacts: chat, then email, then phone.",
    "Right result, slow way: had to send the same photograph twice.",
    "Friendly help; does not see why nobody could say how long it would take.",
    "Order complete now. Second parcel had come without notice.",
    "Understands that the part is out of stock; would have liked to hear it sooner.",
];

const CALLS_BAD: &[&str] = &[
    "Still open: waits for a refund and has been told two different dates.",
    "Request was closed without a solution: opened again during the call.",
    "Felt sent away: \"each of you is kind, but nobody is responsible\".",
    "Has written four times. Nobody had read the earlier messages.",
    "Took the article to the shop instead, an hour each way, because we did not answer.",
];

const NEXT_STEPS: &[&str] = &[
    "Next: team lead looks at it this week and calls again.",
    "Next: nothing, closed.",
    "Next: passed to delivery planning, answer to the customer promised.",
    "Next: text of the confirmation message to be made clearer.",
    "Next: example for the training of the chat team.",
];

#[cfg(test)]
mod tests {
    use super::super::truth;
    use super::*;

    /// The themes of a text, by the codebook of the sample.
    fn themes(text: &str) -> Vec<&'static str> {
        truth::themes_of(text).collect()
    }

    #[test]
    fn complaints_of_the_assistant_and_of_waiting_are_found_by_the_codebook() {
        let missed = |texts: &[&'static str], theme| -> Vec<&str> {
            let missed = texts.iter().filter(|text| !themes(text).contains(&theme));
            missed.copied().collect()
        };
        assert_eq!(missed(ASSISTANT, "no-person"), [""; 0]);
        assert_eq!(missed(WAITING, "long-wait"), [""; 0]);
    }

    #[test]
    fn praise_has_no_theme() {
        let all = [&FERNHILL, &HELP, &WEBSITE, &ORDERING, &DELIVERY, &STORE, &RETURNS];
        let praise = all
            .iter()
            .flat_map(|sayings| sayings.good)
            .chain(PRAISE)
            .chain(GLAD);
        let wrong: Vec<_> = praise.filter(|text| !themes(text).is_empty()).collect();
        assert_eq!(wrong, [&""; 0]);
    }

    #[test]
    fn every_theme_is_spoken_of_before_the_assistant_came_but_one() {
        let all = [&FERNHILL, &HELP, &WEBSITE, &ORDERING, &DELIVERY, &STORE, &RETURNS];
        let blame = all
            .iter()
            .flat_map(|sayings| sayings.bad)
            .chain(WISHES)
            .chain(SORRY);
        let mut found: Vec<_> = blame.flat_map(|text| themes(text)).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, ["late-parcel", "long-wait", "passed-on", "refund"]);
    }
}
