use super::*;

fn sample_of(text: &str) -> (Option<LabelFile>, Vec<String>) {
    let (sample, found) = parse(text, "labels/wait.yaml");
    let told = found.iter().map(|diagnostic| {
        let line = diagnostic.place.as_ref().map_or(0, |place| place.line);
        format!("{line}: {} [{}]", diagnostic.message, diagnostic.code.name())
    });
    (sample, told.collect())
}

const HEAD: &str = "question: wait\nperiods: [2026-10]\nseed: 1\ndrawn_from: 90\ncodebook: \"2\"\nthemes: [long-wait, rude-staff]\n";

fn with(comments: &str) -> (Option<LabelFile>, Vec<String>) {
    sample_of(&format!("{HEAD}comments:\n{comments}"))
}

fn hashed(text: &str) -> String {
    format!("{:016x}", hash(text))
}

#[test]
fn what_is_written_is_read_again() {
    let named = |name: &str| Named {
        name: name.into(),
        place: Place::file("labels/wait.yaml"),
    };
    let comment = |text: &str, times, themes: Option<&[&str]>, tone| LabelledComment {
        hash: hash(text),
        times,
        text: text.into(),
        themes: themes.map(|themes| themes.iter().map(|theme| (*theme).to_owned()).collect()),
        tone,
        place: Place::file("labels/wait.yaml"),
    };
    let sample = LabelFile {
        question: named("wait"),
        periods: vec![named("2026-09"), named("2026-10")],
        seed: 7,
        drawn_from: 812,
        codebook: Some(named("2")),
        themes: vec![named("long-wait"), named("rude-staff")],
        tone: true,
        comments: vec![
            comment(
                "Waited: \"two\" hours\n# no, three",
                1,
                Some(&["long-wait"]),
                Some(Tone::Negative),
            ),
            comment("ok", 3, Some(&[]), Some(Tone::Neutral)),
            comment("todo", 1, None, None),
            comment("[phone] 12", 1, None, Some(Tone::Positive)),
        ],
        place: Place::file("labels/wait.yaml"),
    };
    let (read, found) = sample_of(&sample.text());
    assert_eq!(found, [""; 0]);
    let read = read.unwrap();
    assert_eq!(read.text(), sample.text());
    let plain = |sample: &LabelFile| -> Vec<_> {
        let comments = sample.comments.iter();
        comments
            .map(|it| (it.hash, it.times, it.text.clone(), it.themes.clone(), it.tone))
            .collect()
    };
    assert_eq!(plain(&read), plain(&sample));
}

#[test]
fn mistakes_have_lines_and_remedies() {
    let (ok, bad) = (hashed("ok"), hashed("Bad."));
    let cases = [
        (
            format!("- {{text: ok, hash: {ok}, themes: long-weight}}\n"),
            "8: `comments.themes`: `long-weight` is not among the `themes` of this sample [invalid-value]",
        ),
        (
            format!("- {{text: ok, hash: {ok}, sentiment: angry}}\n"),
            "8: `comments.sentiment`: `angry` is not known [invalid-value]",
        ),
        (
            format!("- {{text: Okay, hash: {ok}}}\n"),
            "8: the text is not the one that was drawn: its hash is another [label-text-changed]",
        ),
        (
            "- {text: ok, hash: 12}\n".to_owned(),
            "8: `comments.hash`: `12` is no hash of a comment [invalid-value]",
        ),
        (
            format!("- {{text: ok, hash: {ok}, times: 0}}\n"),
            "8: `comments.times`: a comment was drawn at least once [invalid-value]",
        ),
        (
            format!(
                "- {{text: ok, hash: {ok}}}\n- {{text: Bad., hash: {bad}}}\n- {{text: ok, hash: {ok}}}\n"
            ),
            "10: this comment stands in line 8 too [label-twice]",
        ),
        (
            format!("- {{text: ok, hash: {ok}, themes: [long-wait, long-wait]}}\n"),
            "8: `comments.themes`: `long-wait` stands here twice [invalid-value]",
        ),
    ];
    for (comments, expected) in cases {
        assert_eq!(with(&comments).1, [expected], "{comments}");
    }
    let (_, found) = sample_of("periods: [2026-10]\nthemes: [long-wait]\ncomments: []\n");
    assert_eq!(
        found,
        [
            "1: `codebook` is missing [missing-key]",
            "1: `question` is missing [missing-key]",
            "3: `comments` has no value [no-value]",
        ]
    );
}

#[test]
fn what_nobody_has_said_is_not_none() {
    let (ok, bad) = (hashed("ok"), hashed("Bad."));
    let (sample, found) = with(&format!(
        "- {{text: ok, hash: {ok}, themes: none, sentiment: todo}}\n- {{text: Bad., hash: {bad}, themes: todo}}\n"
    ));
    assert_eq!(found, [""; 0]);
    let comments = sample.unwrap().comments;
    assert_eq!(comments[0].themes, Some(Vec::new()));
    assert!(comments[0].is_labelled() && comments[0].tone.is_none());
    assert!(!comments[1].is_labelled());
}
