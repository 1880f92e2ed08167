//! Texts of cells: what counts as missing, and scores of answers that are words.

use cxpress_metric::{Missing, ScaleBounds};

use super::Checker;
use super::value;
use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_document::{Entry, Item, Keys};

const KINDS: [(&str, Missing); 4] = [
    ("not-asked", Missing::NotAsked),
    ("not-answered", Missing::NotAnswered),
    ("does-not-apply", Missing::DoesNotApply),
    ("dont-know", Missing::DontKnow),
];

/// What a text of a cell stands for.
pub(super) struct Text<T> {
    pub(super) text: String,
    pub(super) means: T,
    place: Place,
}

/// The texts without their places.
pub(super) fn plain<T>(texts: Vec<Text<T>>) -> Vec<(String, T)> {
    texts.into_iter().map(|text| (text.text, text.means)).collect()
}

/// What counts as missing: `{Blank: not-answered}`.
pub(super) fn missing(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<Text<Missing>> {
    let Some(item) = keys.get("missing") else {
        return Vec::new();
    };
    let entries = r.entries(&item, "Blank: not-answered");
    texts(r, entries, |r, item| r.choice(item, &KINDS))
}

/// Scores of answers that are words, each on the scale: `{"10 (very likely)": 10}`.
pub(super) fn values(r: &mut Checker<'_>, keys: &Keys<'_>, scale: Option<ScaleBounds>) -> Vec<Text<i32>> {
    let Some(item) = keys.get("values") else {
        return Vec::new();
    };
    let entries = r.entries(&item, "Very satisfied: 5");
    texts(r, entries, |r, item| {
        let score = r.parsed(item, value::integer)?;
        if let Some(scale) = scale.filter(|scale| !scale.contains(score)) {
            off_scale(r, item, score, scale);
        }
        Some(score)
    })
}

fn off_scale(r: &mut Checker<'_>, item: &Item<'_>, score: i32, ScaleBounds { low, high }: ScaleBounds) {
    let message = format!("the score `{score}` is outside the scale `{low}..{high}`");
    r.reject(
        item,
        message,
        format!("write a score from {low} to {high}, or correct `scale`"),
    );
}

fn texts<T>(
    r: &mut Checker<'_>,
    entries: Vec<Entry<'_>>,
    mut means: impl FnMut(&mut Checker<'_>, &Item<'_>) -> Option<T>,
) -> Vec<Text<T>> {
    let mut found: Vec<Text<T>> = Vec::new();
    for Entry { key, item } in entries {
        let text = key.text.trim().to_owned();
        if let Some(first) = found.iter().find(|known| same(&known.text, &text)) {
            let message = format!(
                "`{}` and `{text}` are the same text: case and blanks do not count",
                first.text
            );
            r.report(
                Diagnostic::error(Code::SameText, message).help("keep one of them"),
                &key.place,
            );
        }
        if let Some(means) = means(r, &item) {
            found.push(Text {
                text,
                means,
                place: key.place.clone(),
            });
        }
    }
    found
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Notes a text that both counts as missing and has a score.
pub(super) fn refuse_both(r: &mut Checker<'_>, missing: &[Text<Missing>], values: &[Text<i32>]) {
    for text in missing
        .iter()
        .filter(|text| values.iter().any(|value| same(&value.text, &text.text)))
    {
        let message = format!("`{}` stands under `missing` and under `values`", text.text);
        r.report(
            Diagnostic::error(Code::MissingAndValue, message).help("keep one of them"),
            &text.place,
        );
    }
}

/// Warns of a text that counts as missing and is an answer on the scale of a question.
pub(super) fn warn_on_scale(r: &mut Checker<'_>, missing: &[Text<Missing>], id: &str, scale: ScaleBounds) {
    for text in missing {
        if text.text.parse().is_ok_and(|code| scale.contains(code)) {
            let code = &text.text;
            let ScaleBounds { low, high } = scale;
            let message = format!(
                "`{code}` counts as missing, but is an answer on `{low}..{high}`, the scale of `{id}`"
            );
            let diagnostic = Diagnostic::warning(Code::MissingOnScale, message).help(format!(
                "remove `{code}` from `missing` if customers could choose it"
            ));
            r.report(diagnostic, &text.place);
        }
    }
}
