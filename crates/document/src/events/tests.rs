//! Events and what is said about them.

use super::*;

#[test]
fn events_come_in_the_order_of_their_days() {
    let text = "- {date: 2026-10-01, label: New assistant, figures: [effort, recommend]}\n\
                - {date: 2026-08-03, label: New carrier}\n";
    let (events, found) = parse(text, FILE);
    assert!(found.is_empty());
    let read: Vec<_> = events
        .iter()
        .map(|event| (event.date.to_string(), event.label.as_str()))
        .collect();
    let expected = [("2026-08-03", "New carrier"), ("2026-10-01", "New assistant")];
    assert_eq!(read, expected.map(|(day, label)| (day.to_owned(), label)));
    let figures: Vec<_> = events[1]
        .figures
        .iter()
        .map(|figure| figure.name.as_str())
        .collect();
    assert_eq!(figures, ["effort", "recommend"]);
    assert!(parse("", FILE).0.is_empty());
}

#[test]
fn every_mistake_has_its_place_and_its_remedy() {
    let cases = [
        ("- {date: soon, label: A}", "1:10", "write it like `2026-10-31`"),
        ("- {label: A}", "1:3", "add `date: 2026-10-01`"),
        ("- {date: 2026-10-01}", "1:3", "add `label:"),
        (
            "- {date: 2026-10-01, label: A, figure: x}",
            "1:32",
            "did you mean `figures`?",
        ),
        (
            "- {date: 2026-10-01, label: A}\n- {date: 2026-10-01, label: A}",
            "2:3",
            "remove one of them",
        ),
        ("2026-10-01", "1:1", "write it with the keys"),
    ];
    for (text, place, help) in cases {
        let (_, found) = parse(text, FILE);
        let found: Vec<_> = found.iter().collect();
        let [only] = &found[..] else {
            panic!("{text}: {found:#?}")
        };
        let at = only.place.as_ref().map(ToString::to_string).unwrap_or_default();
        assert_eq!(at, format!("{FILE}:{place}"), "{text}");
        assert!(
            only.help.as_ref().is_some_and(|said| said.contains(help)),
            "{text}: {only:?}"
        );
        assert!(only.line.is_some(), "{text}");
    }
}
