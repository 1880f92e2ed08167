//! What customers write and what the service desk notes down: invented, and about nobody.

use super::plan::{Channel, Question};
use super::random::Random;
use super::survey::{Answer, Response};

/// What is said of a matter, if it went well and if it did not.
struct Sayings {
    good: &'static [&'static str],
    bad: &'static [&'static str],
}

/// A comment that fits the answers of a response.
pub(crate) fn comment(response: &Response, random: &mut Random) -> String {
    let matters: Vec<_> = Question::ALL
        .iter()
        .zip(&response.answers)
        .filter_map(matter)
        .collect();
    if matters.is_empty() {
        return random.pick(BRIEF).to_owned();
    }
    let (question, good) = random.pick(&matters);
    let said = said(question, good, response, random);
    let before = if random.chance(0.3) {
        random.pick(if good { GLAD } else { SORRY })
    } else {
        ""
    };
    let after = if random.chance(0.4) {
        random.pick(if good { PRAISE } else { WISHES })
    } else {
        ""
    };
    let gap = if random.chance(0.15) { "\n" } else { " " };
    let parts = [before, said, after].into_iter().filter(|part| !part.is_empty());
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

fn said(question: Question, good: bool, response: &Response, random: &mut Random) -> &'static str {
    // The chat assistant came in October 2026; nobody can have complained of it before.
    let assistant = (response.date.year(), response.date.month()) == (2026, 10);
    if question == Question::Effort && response.channel == Channel::Chat && !good && assistant {
        return random.pick(ASSISTANT);
    }
    let sayings = match question {
        Question::Recommend => FERNHILL,
        Question::Effort => HELP,
        Question::Website => WEBSITE,
        Question::Ordering => ORDERING,
        Question::Delivery => DELIVERY,
        Question::Store => STORE,
        Question::Returns => RETURNS,
    };
    random.pick(if good { sayings.good } else { sayings.bad })
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
        "They closed my request before it was solved.",
    ],
};

const ASSISTANT: &[&str] = &[
    "The new assistant does not understand me, and there is no way past it.",
    "I typed \"person, please\" five times before I got one.",
    "The chat asked for my order, I gave it, it asked again.",
    "A robot sent me three links that I had read before I came to the chat.",
    "Chat used to be the quickest way. Now you talk to a wall first.",
    "When a human finally took over, I had to start from the beginning.",
    "The assistant said \"glad I could help\" and closed the chat. It had not helped.",
    "Bring back the people in the chat, they were great!",
    "It kept offering me returns, but my question was about an invoice.",
    "Why hide the button for a person behind so many questions?",
];

const WEBSITE: Sayings = Sayings {
    good: &[
        "The site is clear and quick, even on my old phone.",
        "Search finds what I mean, not only what I type.",
        "Good photographs, honest measurements.",
        "I like that stock in my shop is shown next to the price.",
        "Filters that work, at last.",
        "The planning tool for raised beds is a joy.",
    ],
    bad: &[
        "Search for \"hose\" and you get house numbers.",
        "The site logs me out whenever I look away.",
        "Measurements are missing, and the pictures hide the part one needs to see.",
        "Too many pop-ups: newsletter, cookies, survey, newsletter again.",
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
        "Click and collect was ready before I had my coat on.",
        "Clear costs from the start, no surprise at the end.",
    ],
    bad: &[
        "The voucher code was refused, without a reason.",
        "I was charged twice and refunded once.",
        "Checkout failed at the last step, three evenings in a row.",
        "I could not add our order reference, which our accounts team needs.",
        "The delivery charge appears only at the very end.",
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
        "They rang, waited, and were cheerful in the rain.",
    ],
    bad: &[
        "Late by three days, and nobody told me.",
        "The parcel was left in the rain, and the seeds are soup now.",
        "Half of the order came; the other half is \"on its way\", since when?",
        "The pot was broken, the box was far too large for it.",
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
        "They found the last one in the stock room, à la treasure hunt.",
    ],
    bad: &[
        "One till open, eleven people waiting.",
        "Nobody on the floor to ask, on a Saturday.",
        "The price on the shelf was not the price at the till.",
        "The shelf was empty, the screen said twelve in stock.",
        "The car park is a lottery.",
        "The assistant was more interested in her colleague than in me.",
    ],
};

const RETURNS: Sayings = Sayings {
    good: &[
        "Returned in the shop, money back on the same day.",
        "The label was in the box; I only had to stick it on.",
        "No questions, no fuss.",
        "They exchanged it, although I had lost the receipt.",
        "Refund confirmed before the parcel was even unpacked.",
    ],
    bad: &[
        "I am still waiting for my refund, after weeks.",
        "I had to print a form, sign it, scan it: in this century?",
        "Return postage cost more than the article.",
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
