//! Actions and what is said about them.

use super::*;
use cxpress_diagnostic::Severity;

const GOOD: &str = "\
id: chat-person
title: Offer a person from the first message of every chat
finding: Chat customers cannot get past the assistant.
figure: effort
slice: {channel: chat}
owner: Head of digital
opened: 2026-10-12
due: 2026-11-20
reviewed: 2026-10-20
action: 2026-11-16
verified: 2027-01-08
said: I could not reach a person.
did: Every chat now offers one.
";

/// A diagnostic in one line: `error 3:7 [code] message | help`.
fn printed(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = diagnostic
        .place
        .as_ref()
        .map_or((0, 0), |place| (place.line, place.column));
    let help = diagnostic.help.as_deref().unwrap_or("NO HELP");
    format!(
        "{severity} {}:{} [{}] {} | {help}",
        place.0, place.1, diagnostic.code, diagnostic.message
    )
}

fn printed_all(found: &Diagnostics) -> Vec<String> {
    found.iter().map(printed).collect()
}

#[test]
fn an_action_is_read() {
    let (actions, found) = parse(GOOD, "actions/chat.yaml");
    assert!(found.is_empty(), "{:#?}", printed_all(&found));
    let [action] = &actions[..] else {
        panic!("one action")
    };
    assert_eq!(
        (action.id.as_str(), action.owner.as_str()),
        ("chat-person", "Head of digital")
    );
    assert_eq!(
        (action.figure.name.as_str(), action.figure.place.line),
        ("effort", 4)
    );
    let slice = action.slice.as_ref().expect("a slice");
    assert_eq!(
        (slice.dimension.name.as_str(), slice.value.name.as_str()),
        ("channel", "chat")
    );
    let steps: Vec<_> = action
        .steps
        .iter()
        .map(|(step, day)| (*step, day.to_string()))
        .collect();
    let expected = [
        (Step::Received, "2026-10-12"),
        (Step::Reviewed, "2026-10-20"),
        (Step::Action, "2026-11-16"),
        (Step::Verified, "2027-01-08"),
    ];
    assert_eq!(steps, expected.map(|(step, day)| (step, day.to_owned())));
    assert_eq!(
        action.due.map(|day| day.to_string()).as_deref(),
        Some("2026-11-20")
    );
}

#[test]
fn a_file_holds_one_action_or_a_list_or_nothing() {
    let second = GOOD.replace("id: chat-person", "id: another");
    let item = |text: &str| format!("- {}\n", text.trim_end().replace('\n', "\n  "));
    let list = format!("{}{}", item(GOOD), item(&second));
    for (text, count) in [(GOOD, 1), (list.as_str(), 2), ("# nothing yet\n", 0)] {
        let (actions, found) = parse(text, "a.yaml");
        assert!(found.is_empty(), "{:#?}", printed_all(&found));
        assert_eq!(actions.len(), count);
    }
}

/// What a mistake is told as: the line and column, and words of message and remedy.
#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    let text = GOOD.replace(from, to);
    assert_ne!(text, GOOD, "{from} is not there");
    let found = printed_all(&parse(&text, "a.yaml").1);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        let parts: Vec<&str> = expected.split(" … ").collect();
        assert!(
            found.starts_with(parts[0]) && parts.iter().all(|part| found.contains(part)),
            "{found}\n{expected}"
        );
    }
}

#[test]
fn every_mistake_has_its_place_and_its_remedy() {
    check(
        "title: Offer",
        "titel: Offer",
        &[
            "error 1:1 [missing-key] `title` is missing … add `title:",
            "error 2:1 [unknown-key] … did you mean `title`?",
        ],
    );
    check(
        "id: chat-person",
        "id: Chat Person",
        &["error 1:5 [invalid-value] … write `chat-person`"],
    );
    check(
        "figure: effort\n",
        "",
        &["error 1:1 [missing-key] … id of the question that the action should move"],
    );
    check(
        "owner: Head of digital",
        "owner:",
        &["error 6:1 [no-value] … write a value after the colon"],
    );
    check(
        "opened: 2026-10-12\n",
        "",
        &["error 1:1 [missing-key] … add `opened: 2026-10-01`"],
    );
    check(
        "opened: 2026-10-12",
        "opened: 12.10.2026",
        &["error 7:9 [invalid-value] … write it like `2026-10-31`"],
    );
    check(
        "2026-10-20",
        "2026-02-30",
        &["error 9:11 [invalid-value] `reviewed`: `2026-02-30` is no date"],
    );
    check(
        "2026-10-20",
        "2026-10-02",
        &[
            "error 9:11 [steps-out-of-order] `reviewed` is 2026-10-02, before `opened`, which is 2026-10-12 … correct one",
        ],
    );
    check(
        "2027-01-08",
        "2026-11-01",
        &["error 11:11 [steps-out-of-order] `verified` … before `action`"],
    );
    check(
        "2026-11-20",
        "2026-10-01",
        &["error 8:6 [steps-out-of-order] `due` … before `opened`"],
    );
    check(
        "action: 2026-11-16\n",
        "",
        &[
            "error 10:1 [step-missing] `verified` has a date, but `action` has none … add `action:`",
            "warning 12:1 [did-not-shown]",
        ],
    );
    check(
        "reviewed: 2026-10-20\n",
        "",
        &["error 9:1 [step-missing] `action` has a date, but `reviewed` has none"],
    );
    check(
        "said: I could not reach a person.\n",
        "",
        &["error 12:1 [did-without-said] … add `said:`"],
    );
    check(
        "verified: 2027-01-08",
        "dropped: {date: 2026-11-30}",
        &["error 11:1 [missing-key] `dropped` has no `reason` … add `reason:"],
    );
    check(
        "verified: 2027-01-08",
        "dropped: {date: 2026-11-01, reason: x}",
        &["error 11:17 [steps-out-of-order] `dropped` … before `action` … remove `action`"],
    );
    check(
        "said:",
        "dropped: {date: 2027-02-01, reason: x}\nsaid:",
        &["error 12:1 [dropped-and-verified] … keep `verified` if"],
    );
    check(
        "{channel: chat}",
        "{channel: chat, region: north}",
        &["error 5:8 [invalid-value] `slice`: 2 dimensions … keep one of them"],
    );
    check(
        "{channel: chat}",
        "chat",
        &["error 5:8 [wrong-type] … write entries like `channel: chat`"],
    );
}

#[test]
fn several_mistakes_are_told_at_once() {
    let text = GOOD
        .replace("owner: Head of digital\n", "")
        .replace("2026-10-20", "soon")
        .replace("finding", "findings");
    let found = printed_all(&parse(&text, "a.yaml").1);
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn actions_come_in_the_order_in_which_they_were_received() {
    let earlier = GOOD
        .replace("chat-person", "a-late-id")
        .replace("2026-10-12", "2026-09-01");
    let equal = GOOD.replace("chat-person", "b");
    let mut actions = Vec::new();
    for (text, file) in [(GOOD, "a.yaml"), (&earlier, "b.yaml"), (&equal, "c.yaml")] {
        actions.extend(parse(text, file).0);
    }
    let (sorted, found) = sorted(actions);
    assert!(found.is_empty());
    let ids: Vec<_> = sorted.iter().map(|action| action.id.as_str()).collect();
    assert_eq!(ids, ["a-late-id", "b", "chat-person"]);
}

#[test]
fn equal_ids_are_told_with_both_files() {
    let actions = ["a.yaml", "b.yaml"].map(|file| parse(GOOD, file).0.remove(0));
    let (_, found) = sorted(actions.to_vec());
    let found: Vec<_> = found.iter().collect();
    let [only] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(only.place, Some(Place::at("b.yaml", 1, 1)));
    assert!(only.message.contains("`chat-person`; the other is in a.yaml:1:1") && only.help.is_some());
}
