//! What simulations found, in plain words.

use cxpress_report::FamilyKind;

use crate::language::{Words, say};
use crate::proof::{Claim, What};

/// Rows that differ by the distribution alone, or, of what would be found, by how long it had lasted: told in one sentence.
type Told<'a> = Vec<&'a Claim>;

/// The id of a family of comparisons, in the table and in the string that names it; none of those that only 0.1.0 had.
pub(super) const fn family(kind: FamilyKind) -> Option<&'static str> {
    match kind {
        FamilyKind::Headlines => Some("headlines"),
        FamilyKind::HeadlinesOverTime => Some("headlines-over-time"),
        FamilyKind::Totals => Some("totals"),
        FamilyKind::GroupsOverTime => Some("groups-over-time"),
        FamilyKind::GroupsAgainstRest => Some("groups-against-rest"),
        FamilyKind::Studies => Some("studies"),
        FamilyKind::HeadlinesYear
        | FamilyKind::Slices(_)
        | FamilyKind::SlicesYear(_)
        | FamilyKind::Rest(_) => None,
    }
}

/// Whether a row speaks of several families together.
pub(super) fn is_several(subject: &str) -> bool {
    ["tiles", "any"].contains(&subject)
}

/// What rows say, in their order. `kind` is what is counted.
pub(super) fn all(words: &Words, kind: &str, claims: &[&Claim]) -> Vec<String> {
    let mut told: Vec<Told<'_>> = Vec::new();
    for claim in claims {
        match told.last_mut() {
            Some(last) if go_together(last[0], claim) => last.push(claim),
            _ => told.push(vec![claim]),
        }
    }
    told.iter().map(|claims| sentence(words, kind, claims)).collect()
}

/// Whether two rows, one after the other, are told in one sentence.
fn go_together(one: &Claim, other: &Claim) -> bool {
    let is_found = matches!(one.what, What::Fall | What::Drift);
    let setting = |claim: &Claim| {
        let lasted = claim.lasted.filter(|_| !is_found);
        let numbers = [
            claim.answers,
            claim.clusters,
            claim.size,
            lasted,
            Some(claim.runs),
        ];
        (claim.what, numbers, claim.subject.clone())
    };
    setting(one) == setting(other)
}

fn sentence(words: &Words, kind: &str, claims: &[&Claim]) -> String {
    let claim = claims[0];
    let number = |number: Option<u64>| number.unwrap_or_default();
    let runs = words.count(claim.runs);
    let base = say::counted(words, kind, number(claim.answers));
    let samples = |id: &str| {
        let args = [
            ("runs", runs.as_str().into()),
            ("base", base.as_str().into()),
            ("cases", claims.len().into()),
        ];
        words.say(id, args)
    };
    let args = [
        ("runs", runs.as_str().into()),
        ("base", base.as_str().into()),
        ("share", shares(words, claims).into()),
        ("clusters", number(claim.clusters).into()),
        ("size", number(claim.size).into()),
        ("months", number(claim.lasted).into()),
        ("samples", samples("proof-months").into()),
        ("pairs", samples("proof-pairs").into()),
        ("family", family_name(words, claim).into()),
        ("list", after(words, claims).into()),
    ];
    let said = words.say(id(claim.what), args);
    let Some(promise) = promise(words, claims) else {
        return said;
    };
    // Tests refuse what chance does not explain.
    let is_within = |claim: &&Claim| (claim.low..=claim.high).contains(&claim.share());
    let promised = if claims.iter().all(is_within) {
        "proof-promised"
    } else {
        "proof-promised-by-chance"
    };
    words.say(promised, [("finding", said.into()), ("promise", promise.into())])
}

const fn id(what: What) -> &'static str {
    match what {
        What::Interval => "proof-interval",
        What::IntervalJudged => "proof-interval-judged",
        What::IntervalWeighted => "proof-interval-weighted",
        What::IntervalClustered => "proof-interval-clustered",
        What::IntervalTickets => "proof-interval-tickets",
        What::Change => "proof-change",
        What::ChangeClustered => "proof-change-clustered",
        What::ChangeTickets => "proof-change-tickets",
        What::ChangePanel => "proof-change-panel",
        What::Drivers => "proof-drivers",
        What::Family => "proof-family",
        What::WideReport => "proof-wide-report",
        What::FewClusters => "proof-few-clusters",
        What::Clusters => "proof-clusters",
        What::QuietCourse => "proof-quiet-course",
        What::QuietPanel => "proof-quiet-panel",
        What::Season => "proof-season",
        What::Fall => "proof-fall",
        What::Drift => "proof-drift",
        What::SeasonTold => "proof-season-told",
    }
}

/// The name of the family that a row speaks of; empty where it speaks of none.
fn family_name(words: &Words, claim: &Claim) -> String {
    match (claim.what, claim.subject.as_str()) {
        (What::Family, "tiles") => words.get("proof-tiles"),
        (What::Family, "any") => words.get("proof-any"),
        (What::Family, family) => words.get(&format!("family-{family}")),
        _ => String::new(),
    }
}

fn percent(words: &Words, share: f64, decimals: usize) -> String {
    let number = words.fixed(100.0 * share, decimals);
    words.say("percent", [("number", number.into())])
}

/// The share that was found; from the least to the largest of several distributions.
fn shares(words: &Words, claims: &[&Claim]) -> String {
    let found = claims.iter().map(|claim| claim.share());
    let (low, high) = found.fold((f64::INFINITY, 0.0), |(low, high), share| {
        (f64::min(low, share), f64::max(high, share))
    });
    let [least, most] = [low, high].map(|share| words.fixed(100.0 * share, 1));
    if least == most {
        return percent(words, low, 1);
    }
    words.say("proof-range", [("low", least.into()), ("high", most.into())])
}

/// How often something was found after so many periods: *33.1 % in month 1 and 78.0 % in month 2*.
fn after(words: &Words, claims: &[&Claim]) -> String {
    let one = |claim: &&Claim| {
        let args = [
            ("share", percent(words, claim.share(), 1).into()),
            ("month", claim.lasted.unwrap_or_default().into()),
        ];
        words.say("proof-after", args)
    };
    words.list(&claims.iter().map(one).collect::<Vec<_>>())
}

/// What is promised, where it is that something holds, or does not happen too often.
fn promise(words: &Words, claims: &[&Claim]) -> Option<String> {
    if matches!(
        claims[0].what,
        What::Fall | What::Drift | What::Season | What::SeasonTold
    ) {
        return None;
    }
    let low = claims.iter().map(|claim| claim.low).fold(1.0, f64::min);
    let high = claims.iter().map(|claim| claim.high).fold(0.0, f64::max);
    let decimals = |share: f64| usize::from((1000.0 * share).round() % 10.0 > 0.0);
    let number = |share: f64| words.fixed(100.0 * share, decimals(share));
    let whole = |share: f64| percent(words, share, decimals(share));
    match (low > 0.0, high < 1.0) {
        (true, true) => Some(words.say(
            "proof-range",
            [("low", number(low).into()), ("high", number(high).into())],
        )),
        (true, false) if low < 1.0 => Some(words.say("promise-least", [("low", whole(low).into())])),
        (true, false) => Some(whole(low)),
        (false, true) => Some(words.say("promise-most", [("high", whole(high).into())])),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use cxpress_themes::Theme;

    use super::*;
    use crate::proof::read;

    /// What rows of a table say in a language.
    fn said(language: &str, kind: &str, rows: &str) -> Vec<String> {
        let table = format!("what,subject,case,answers,clusters,size,lasted,runs,hits,low,high\n{rows}");
        let claims = read(&table).unwrap();
        let words = Words::new(&Theme::default(), language).unwrap();
        let said = all(&words, kind, &claims.iter().collect::<Vec<_>>());
        assert!(words.wrong().is_empty());
        // Numbers and their units stay together.
        said.iter()
            .map(|sentence| sentence.replace('\u{a0}', " "))
            .collect()
    }

    #[test]
    fn samples_of_one_size_are_one_sentence_with_the_least_and_the_most() {
        let rows = "interval,nps,alike,30,,,,4000,3764,0.93,0.975\ninterval,nps,divided,30,,,,4000,3848,0.93,1.0\n\
                    interval,nps,alike,100,,,,4000,3800,0.93,0.975\n";
        assert_eq!(
            said("en", "survey", rows),
            [
                "Of 4,000 simulated months of 30 answers, for each of 2 ways in which they may be spread, the interval held \
                 the true value in 94.1 to 96.2 %. Promised: at least 93 %.",
                "Of 4,000 simulated months of 100 answers, the interval held the true value in 95.0 %. Promised: 93 to 97.5 %.",
            ]
        );
        assert_eq!(
            said("de", "tickets", rows)[1],
            "Von 4.000 simulierten Monaten mit je 100 Tickets enthielt das Intervall in 95,0 % den wahren Wert. Zugesagt: 93 bis \
             97,5 %."
        );
    }

    #[test]
    fn what_is_found_is_told_by_how_long_it_lasted() {
        let rows = "fall,,,300,,10,1,600,198,0.3,0.36\nfall,,,300,,10,2,600,468,0.75,0.81\ndrift,,,300,,4,3,600,486,0.78,0.84\n";
        let said = said("en", "survey", rows);
        assert_eq!(
            said[0],
            "A fall of 10 points that stays, with 300 answers a month, was told in 33.0 % in month 1 and 78.0 % in month 2 \
             (of 600 simulated series each)."
        );
        assert!(said[1].starts_with("A fall of 4 points each month"));
    }

    #[test]
    fn what_is_outside_of_a_promise_by_chance_is_said_to_be() {
        let said = said("en", "survey", "family,headlines,,,,,,400,13,0.0,0.025\n");
        assert!(
            said[0].ends_with(
                "3.2 % of 400 simulated reports said something false. Promised: at most 2.5 %; by chance, \
                                   so many runs may come out a little otherwise."
            ),
            "{}",
            said[0]
        );
    }

    #[test]
    fn families_and_clusters_have_their_words() {
        let rows = "family,any,,,,,,400,20,0.0,0.1\nfamily,headlines,,,,,,400,7,0.0,0.025\n\
                    few-clusters,,,,1,,,900,900,1.0,1.0\nclusters,,,,4,,,900,20,0.0,0.03\n";
        let said = said("en", "survey", rows);
        assert_eq!(
            said[0],
            "Whatever is said anywhere: 5.0 % of 400 simulated reports said something false. Promised: at most 10 %."
        );
        assert!(
            said[1].starts_with("Headline figures against the period before: 1.8 % of 400"),
            "{}",
            said[1]
        );
        assert!(
            said[2].contains("in one cluster, such as a visit, 100.0 % of 900")
                && said[2].ends_with("Promised: 100 %.")
        );
        assert!(said[3].contains("in 4 clusters, 2.2 % of 900"), "{}", said[3]);
    }
}
