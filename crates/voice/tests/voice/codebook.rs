//! Codebooks: how phrases match, what is wrong with a codebook, and what the default causes find.

use cxpress_voice::causes;
use cxpress_voice::codebook::{Codebook, List, Mistake, Theme};

fn theme(id: &str, include: &[&str], exclude: &[&str], examples: &[&str]) -> Theme {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Theme {
        id: id.to_owned(),
        label: id.to_owned(),
        include: owned(include),
        exclude: owned(exclude),
        examples: owned(examples),
    }
}

/// Whether a text has the only theme of a codebook.
fn has(include: &[&str], exclude: &[&str], text: &str) -> bool {
    let codebook = Codebook::new("1", vec![theme("t", include, exclude, &[])]).unwrap();
    codebook.themes_of(text).eq([0])
}

#[test]
fn phrases_match_words() {
    let cases: &[(&str, &str, bool)] = &[
        ("wait", "the wait was long", true),
        ("wait", "WAIT!", true),
        ("wait", "wait", true),
        ("wait", "waiting", false),
        ("wait", "await", false),
        ("wait*", "waiting", true),
        ("wait*", "wait", true),
        ("wait*", "await", false),
        ("long wait", "a long wait", true),
        ("long wait", "a long   \n wait", true),
        ("long wait", "a long-wait", true),
        ("long wait", "a long\u{A0}wait", true),
        ("long wait", "too long. Wait for me", false),
        ("long wait", "long, wait", false),
        ("long wait", "long [name] wait", false),
        ("long wait", "long waits", false),
        ("long wait", "longer wait", false),
        ("long* wait*", "longer waits", true),
        ("long* wait*", "a long time to wait", false),
        ("un* staff and un* boss", "unfriendly staff and unkind boss", true),
        ("un* staff and un* boss", "unfriendly staff and kind boss", false),
        ("follow-up", "no follow up", true),
        ("follow up", "no Follow-Up", true),
        ("didn't", "they didn’t call", true),
        ("didn’t", "they didn't call", true),
        ("didn't", "they didnt call", false),
        ("quick", "'quick' they say", true),
        ("straße", "STRASSE", true),
        ("größe", "GRÖSSE", true),
        ("cafe\u{301}", "the caf\u{E9}", true),
        ("café", "the cafe\u{301}!", true),
        ("ΟΔΟΣ", "η οδος", true),
        ("очень долго", "Очень  Долго", true),
        ("देरी", "बहुत देरी हुई", true),
        ("हिन्दी", "हिन्दी में", true),
        ("24", "24 hours", true),
        ("24", "2 4 hours", false),
        ("name", "[name] was kind", false),
        ("phone", "call [phone], not [e-mail]", false),
        ("phone", "my phone, not [phone]", true),
        ("wait", "wa\u{AD}it", true),
        ("wait", "", false),
        ("wait", "***", false),
        ("wait*", "the *wait*", true),
        ("wait", "the | wait", true),
        ("*schlange", "die Warteschlange", true),
        ("*schlange", "die Warteschlangen", false),
        ("*n't", "it isn’t", true),
        ("*wart*", "ich erwarte", true),
        ("(took|takes) (ages|for ever)", "it takes for ever", true),
        ("(took|takes) (ages|for ever)", "it takes for", false),
        ("(very|) rude", "rude", true),
        ("took ... ages", "took ages", true),
        ("took ... ages", "took my two friends ages", true),
        ("took ... ages", "took all of my friends ages", false),
        ("took ... ... ages", "took all of my friends ages", true),
        ("took ... ages", "took it; ages", false),
        ("asked ..., ... got", "I asked for tea, they got me coffee", true),
        (
            "asked ..., ... got",
            "I asked for tea and they got me coffee",
            false,
        ),
        ("a b ... d", "a a b c d", true),
        ("a ... b ... c", "a b x x b x x c", true),
        ("müde", "MUEDE", true),
        ("muede", "müde", true),
        ("copy-paste", "copy/paste", true),
        ("de: bot", "The bot was of no help to me", false),
        ("en: bot", "The bot was of no help to me", true),
        ("en: bot", "bot", true),
    ];
    for (phrase, text, expected) in cases {
        assert_eq!(has(&[phrase], &[], text), *expected, "{phrase:?} in {text:?}");
    }
}

#[test]
fn an_exclusion_cancels_what_it_overlaps() {
    let cases: &[(&[&str], &[&str], &str, bool)] = &[
        (&["long wait"], &["not a long wait"], "not a long wait", false),
        (
            &["long wait"],
            &["not a long wait"],
            "not a long wait by phone, but a long wait for the parcel",
            true,
        ),
        (
            &["long wait"],
            &["not a long wait"],
            "a long wait for the parcel, not a long wait by phone",
            true,
        ),
        (&["long wait"], &["no"], "no, a long wait", true),
        (&["long wait"], &["wait list"], "a long wait list", false),
        (&["long wait"], &["wait list"], "a long wait", true),
        (&["slow"], &["slow cooker*"], "the slow cookers are slow", true),
        (&["slow"], &["slow cooker*"], "slow cooker", false),
        // Two matches that overlap: the exclusion reaches one of them alone.
        (&["a b", "b c"], &["x a"], "x a b c", true),
        (&["a b", "b c"], &["x a", "c y"], "x a b c y", false),
        // A long match that is cancelled does not take a short one inside it along.
        (&["a b c d", "b"], &["d e"], "a b c d e", true),
        (&["a b c d", "b"], &["d e", "b c"], "a b c d e", false),
        // Exclusions that overlap each other.
        (&["c"], &["a b", "b c d"], "a b c d", false),
        (&["e"], &["a b", "b c d"], "a b c d e", true),
    ];
    for (include, exclude, text, expected) in cases {
        assert_eq!(
            has(include, exclude, text),
            *expected,
            "{include:?} without {exclude:?} in {text:?}"
        );
    }
}

#[test]
fn themes_come_in_their_order_and_once() {
    let themes = vec![
        theme("price", &["price*", "expensive"], &[], &[]),
        theme("staff", &["staff", "agent*"], &["agent orange"], &[]),
        theme("wait", &["wait*"], &[], &[]),
    ];
    let codebook = Codebook::new("2026-10", themes).unwrap();
    let found = |text: &str| codebook.themes_of(text).collect::<Vec<_>>();
    assert_eq!(
        found("Waiting, waiting, then a rude agent and a high price"),
        [0, 1, 2]
    );
    assert_eq!(found("staff and agents"), [1]);
    assert_eq!(found("agent orange is expensive"), [0]);
    assert_eq!(found("nothing of it"), [0; 0]);
    assert_eq!((codebook.version(), codebook.themes().len()), ("2026-10", 3));
}

#[test]
fn an_exclusion_of_one_theme_leaves_another() {
    let themes = vec![
        theme("a", &["wait"], &["no wait"], &[]),
        theme("b", &["wait"], &[], &[]),
    ];
    let codebook = Codebook::new("1", themes).unwrap();
    assert!(codebook.themes_of("no wait").eq([1]));
}

#[test]
fn all_mistakes_come_at_once() {
    let themes = vec![
        theme(
            "wait",
            &["long wait", "*"],
            &["a; b"],
            &["not checked while phrases are wrong"],
        ),
        theme("Wait", &["x"], &[], &[]),
        theme("rude staff", &[], &["ok", ""], &[]),
        theme("", &["mid*dle", "two* *", "fine", "end.", "-", "(open"], &[], &[]),
    ];
    let bad = |theme, list, phrase| Mistake::BadPhrase { theme, list, phrase };
    let expected = vec![
        bad(0, List::Include, 1),
        bad(0, List::Exclude, 0),
        Mistake::RepeatedId { theme: 1, first: 0 },
        Mistake::BadId { theme: 2 },
        Mistake::NoInclude { theme: 2 },
        bad(2, List::Exclude, 1),
        Mistake::BadId { theme: 3 },
        bad(3, List::Include, 0),
        bad(3, List::Include, 1),
        bad(3, List::Include, 3),
        bad(3, List::Include, 4),
        bad(3, List::Include, 5),
    ];
    assert_eq!(Codebook::new("1", themes).unwrap_err(), expected);
    assert_eq!(Codebook::new("1", Vec::new()).unwrap_err(), [Mistake::NoThemes]);
}

#[test]
fn every_example_has_its_own_theme() {
    let themes = vec![
        theme("a", &["wait"], &["no wait"], &["a wait", "no wait", "nothing"]),
        theme("b", &["slow"], &[], &["wait", "slow"]),
    ];
    let missed = |theme, example| Mistake::MissedExample { theme, example };
    assert_eq!(
        Codebook::new("1", themes).unwrap_err(),
        [missed(0, 1), missed(0, 2), missed(1, 0)]
    );
}

#[test]
fn every_mistake_says_what_to_do() {
    let remedies = ["Add", "Rename", "Include", "Write", "add", "remove"];
    let mistakes = [
        Mistake::NoThemes,
        Mistake::BadId { theme: 0 },
        Mistake::RepeatedId { theme: 1, first: 0 },
        Mistake::NoInclude { theme: 0 },
        Mistake::BadPhrase {
            theme: 0,
            list: List::Include,
            phrase: 0,
        },
        Mistake::MissedExample { theme: 0, example: 0 },
        Mistake::TooLarge,
    ];
    for mistake in mistakes {
        let text = mistake.to_string();
        assert!(remedies.iter().any(|remedy| text.contains(remedy)), "{text}");
    }
}

fn default_causes() -> Codebook {
    Codebook::new(causes::VERSION, causes::themes()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

#[test]
fn the_default_causes_are_six_and_well_made() {
    let codebook = default_causes();
    let ids: Vec<&str> = codebook.themes().iter().map(|theme| theme.id.as_str()).collect();
    let expected = [
        "little-human-touch",
        "not-personal",
        "long-wait",
        "rude-staff",
        "unresolved",
        "needs-not-understood",
    ];
    assert_eq!(ids, expected);
    for theme in codebook.themes() {
        assert!(
            theme.include.len() >= 40 && theme.exclude.len() >= 20 && theme.examples.len() >= 12,
            "{}",
            theme.id
        );
        let mut phrases: Vec<&String> = theme.include.iter().chain(&theme.exclude).collect();
        phrases.sort_unstable();
        assert!(
            phrases.windows(2).all(|pair| pair[0] != pair[1]),
            "{}: a phrase twice",
            theme.id
        );
    }
}

/// The counter-examples of a cause in which it is found.
fn found_in_counter_examples(codebook: &Codebook, cause: usize) -> Vec<String> {
    let id = &codebook.themes()[cause].id;
    let of_cause = causes::counter_examples().into_iter().filter(|(of, _)| of == id);
    of_cause
        .map(|(_, text)| text)
        .filter(|text| codebook.themes_of(text).any(|found| found == cause))
        .collect()
}

#[test]
fn no_counter_example_has_its_cause_and_exclusions_are_why() {
    let codebook = default_causes();
    let bare = causes::themes().into_iter().map(|theme| Theme {
        exclude: Vec::new(),
        examples: Vec::new(),
        ..theme
    });
    let bare = Codebook::new("1", bare.collect()).unwrap();
    for (cause, theme) in codebook.themes().iter().enumerate() {
        assert_eq!(
            found_in_counter_examples(&codebook, cause),
            [""; 0],
            "{}",
            theme.id
        );
        let kept_away = found_in_counter_examples(&bare, cause);
        assert!(kept_away.len() >= 6, "{}: {kept_away:#?}", theme.id);
    }
}

const HUMAN: &str = "little-human-touch";
const PERSONAL: &str = "not-personal";
const WAIT: &str = "long-wait";
const RUDE: &str = "rude-staff";
const UNRESOLVED: &str = "unresolved";
const NEEDS: &str = "needs-not-understood";

#[test]
fn the_default_causes_are_found_in_comments() {
    let cases: &[(&str, &[&str])] = &[
        ("No way to reach a human, only a chat bot.", &[HUMAN]),
        ("I want to speak to a person, not to robots!", &[HUMAN]),
        ("It was not a bot, I spoke to a real person at once.", &[]),
        ("Finally no chatbot", &[]),
        (
            "I am treated like a number, all replies come from a script.",
            &[PERSONAL],
        ),
        ("We were never just a number here.", &[]),
        ("No canned responses, they wrote to me themselves.", &[]),
        ("Long wait at security", &[WAIT]),
        ("Long waits, long queues", &[WAIT]),
        ("It was not a long wait.", &[]),
        ("It wasn’t a long wait at all.", &[]),
        ("There was no long wait and no long queue.", &[]),
        (
            "Not a long wait at the desk, but a long wait for the luggage.",
            &[WAIT],
        ),
        ("I didn't have to wait too long.", &[]),
        ("We had to wait too long!", &[WAIT]),
        ("I have been on hold for an hour", &[WAIT]),
        ("I was never on hold for more than a minute.", &[]),
        ("The lady was so rude and arrogant.", &[RUDE]),
        ("Nobody was rude.", &[]),
        ("The staff weren't unfriendly, but rude.", &[RUDE]),
        ("He hung up on me", &[RUDE]),
        ("Crude oil prices", &[]),
        ("My ticket is still unresolved.", &[UNRESOLVED]),
        ("It was not resolved until I wrote to the board.", &[]),
        ("They did not only solve it, they apologised.", &[]),
        (
            "The problem was never fixed and they never listen.",
            &[UNRESOLVED, NEEDS],
        ),
        ("I didn't understand the menu.", &[]),
        ("She didn't understand the menu.", &[NEEDS]),
        ("That is not what I asked for.", &[NEEDS]),
        (
            "They kept me waiting, were rude and did not listen.",
            &[WAIT, RUDE, NEEDS],
        ),
        ("The chatbot gave a wrong answer.", &[HUMAN, NEEDS]),
        ("Man hat mich von oben herab behandelt.", &[RUDE]),
        (
            "Drei Wochen ohne Antwort, nur Textbausteine vom Chatbot.",
            &[HUMAN, PERSONAL, UNRESOLVED],
        ),
        ("Man bot uns gleich einen Kaffee an.", &[]),
        ("Es gab keine Wartezeit.", &[]),
        ("All fine, thank you.", &[]),
        ("", &[]),
    ];
    let codebook = default_causes();
    for (text, expected) in cases {
        let found: Vec<&str> = codebook
            .themes_of(text)
            .map(|at| codebook.themes()[at].id.as_str())
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}
