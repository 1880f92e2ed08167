//! Answers that are words: numbers beside words, and the usual wordings of scales in English, German, French, Spanish.

use std::collections::BTreeMap;

use cxpress_metric::Missing;

/// Words of a scale, from its lowest score. Words of one score are parted by a bar.
struct Wording {
    scores: &'static [&'static str],
    /// Whether it is about how easy something was.
    effort: bool,
}

const WORDINGS: &[Wording] = &[
    satisfied(&[
        "very dissatisfied|extremely dissatisfied|very unsatisfied|not at all satisfied|completely dissatisfied",
        "dissatisfied|somewhat dissatisfied|unsatisfied|somewhat unsatisfied",
        "neutral|neither satisfied nor dissatisfied|neither dissatisfied nor satisfied|neither",
        "satisfied|somewhat satisfied",
        "very satisfied|extremely satisfied|completely satisfied",
    ]),
    satisfied(&[
        "strongly disagree",
        "disagree|somewhat disagree",
        "neutral|neither agree nor disagree|neither",
        "agree|somewhat agree",
        "strongly agree",
    ]),
    satisfied(&["poor", "fair", "good", "very good", "excellent"]),
    satisfied(&[
        "very poor|very bad|terrible",
        "poor|bad",
        "fair|average|okay|ok|acceptable|neutral",
        "good",
        "very good|excellent",
    ]),
    satisfied(&[
        "very unlikely|not at all likely|extremely unlikely",
        "unlikely|somewhat unlikely",
        "neutral|neither likely nor unlikely",
        "likely|somewhat likely",
        "very likely|extremely likely",
    ]),
    satisfied(&[
        "very unfavorably|very unfavourably|very unfavorable",
        "somewhat unfavorably|somewhat unfavourably|somewhat unfavorable",
        "neither favorably nor unfavorably (neutral)|neither favorably nor unfavorably|neutral",
        "somewhat favorably|somewhat favourably|somewhat favorable",
        "very favorably|very favourably|very favorable",
    ]),
    satisfied(&[
        "extremely unhappy",
        "very unhappy",
        "unhappy",
        "neutral",
        "happy",
        "very happy",
        "extremely happy",
    ]),
    easy(&[
        "very difficult|extremely difficult|very hard",
        "difficult|somewhat difficult|hard",
        "neutral|neither easy nor difficult|neither difficult nor easy",
        "easy|somewhat easy",
        "very easy|extremely easy",
    ]),
    satisfied(&[
        "sehr unzufrieden|völlig unzufrieden",
        "unzufrieden|eher unzufrieden",
        "neutral|teils-teils|teils/teils|teils teils|weder noch|weder zufrieden noch unzufrieden",
        "zufrieden|eher zufrieden",
        "sehr zufrieden|vollkommen zufrieden",
    ]),
    satisfied(&[
        "stimme gar nicht zu|stimme überhaupt nicht zu|trifft überhaupt nicht zu|trifft gar nicht zu",
        "stimme nicht zu|stimme eher nicht zu|trifft eher nicht zu|trifft nicht zu",
        "neutral|teils-teils|teils/teils|teils teils|weder noch",
        "stimme zu|stimme eher zu|trifft eher zu|trifft zu",
        "stimme voll zu|stimme voll und ganz zu|stimme völlig zu|trifft voll zu|trifft voll und ganz zu",
    ]),
    satisfied(&[
        "sehr schlecht",
        "schlecht|eher schlecht",
        "mittel|mittelmäßig|neutral|durchschnittlich",
        "gut|eher gut",
        "sehr gut",
    ]),
    easy(&[
        "sehr schwierig|sehr schwer",
        "schwierig|eher schwierig|schwer",
        "neutral|teils-teils|weder noch",
        "einfach|eher einfach|leicht",
        "sehr einfach|sehr leicht",
    ]),
    satisfied(&[
        "très insatisfait|très insatisfaite|très insatisfait(e)|pas du tout satisfait|pas du tout satisfait(e)",
        "insatisfait|insatisfaite|insatisfait(e)|plutôt insatisfait|plutôt insatisfait(e)",
        "neutre|ni satisfait ni insatisfait|ni satisfait(e) ni insatisfait(e)",
        "satisfait|satisfaite|satisfait(e)|plutôt satisfait|plutôt satisfait(e)",
        "très satisfait|très satisfaite|très satisfait(e)|tout à fait satisfait|tout à fait satisfait(e)",
    ]),
    satisfied(&[
        "pas du tout d'accord",
        "pas d'accord|plutôt pas d'accord",
        "neutre|ni d'accord ni pas d'accord|ni en accord ni en désaccord",
        "d'accord|plutôt d'accord",
        "tout à fait d'accord",
    ]),
    easy(&[
        "très difficile",
        "difficile|plutôt difficile",
        "neutre|ni facile ni difficile",
        "facile|plutôt facile",
        "très facile",
    ]),
    satisfied(&[
        "muy insatisfecho|muy insatisfecha|muy insatisfecho/a|nada satisfecho",
        "insatisfecho|insatisfecha|insatisfecho/a|algo insatisfecho",
        "neutral|ni satisfecho ni insatisfecho|indiferente",
        "satisfecho|satisfecha|satisfecho/a|algo satisfecho",
        "muy satisfecho|muy satisfecha|muy satisfecho/a",
    ]),
    satisfied(&[
        "totalmente en desacuerdo|muy en desacuerdo",
        "en desacuerdo",
        "neutral|ni de acuerdo ni en desacuerdo",
        "de acuerdo",
        "totalmente de acuerdo|muy de acuerdo",
    ]),
    easy(&[
        "muy difícil",
        "difícil",
        "neutral|ni fácil ni difícil",
        "fácil",
        "muy fácil",
    ]),
];

/// Words for no answer, beside those that the reader knows.
const NO_ANSWER: &[(&str, Missing)] = &[
    ("prefer not to say", Missing::NotAnswered),
    ("prefer not to answer", Missing::NotAnswered),
    ("refused", Missing::NotAnswered),
    ("none", Missing::NotAnswered),
    ("skipped", Missing::NotAnswered),
    ("not offered", Missing::NotAsked),
    ("keine angabe", Missing::NotAnswered),
    ("k.a.", Missing::NotAnswered),
    ("k. a.", Missing::NotAnswered),
    ("sans réponse", Missing::NotAnswered),
    ("sin respuesta", Missing::NotAnswered),
    ("no opinion", Missing::DontKnow),
    ("unsure", Missing::DontKnow),
    ("not sure", Missing::DontKnow),
    ("dont know", Missing::DontKnow),
    ("i don't know", Missing::DontKnow),
    ("weiß nicht", Missing::DontKnow),
    ("weiss nicht", Missing::DontKnow),
    ("ne sait pas", Missing::DontKnow),
    ("je ne sais pas", Missing::DontKnow),
    ("no sabe", Missing::DontKnow),
    ("no sé", Missing::DontKnow),
    ("not applicable (n/a)", Missing::DoesNotApply),
    ("unfamiliar (n/a)", Missing::DoesNotApply),
    ("have not used", Missing::DoesNotApply),
    ("not used", Missing::DoesNotApply),
    ("nicht genutzt", Missing::DoesNotApply),
    ("trifft auf mich nicht zu", Missing::DoesNotApply),
    ("sans objet", Missing::DoesNotApply),
    ("no aplica", Missing::DoesNotApply),
    ("no procede", Missing::DoesNotApply),
];

const fn satisfied(scores: &'static [&'static str]) -> Wording {
    Wording {
        scores,
        effort: false,
    }
}

const fn easy(scores: &'static [&'static str]) -> Wording {
    Wording { scores, effort: true }
}

/// Scores of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// The words as they are written, with their scores, from the lowest.
    pub(super) scores: Vec<(String, i32)>,
    /// The highest score of the wording; none for numbers beside words, which show it by themselves.
    pub(super) high: Option<i32>,
    /// Whether it is about how easy something was.
    pub(super) effort: bool,
}

/// What a text that is no number stands for, if it says that there is no answer.
pub(super) fn no_answer(text: &str) -> Option<Missing> {
    let text = plain(text);
    let found = NO_ANSWER.iter().find(|(known, _)| *known == text);
    found.map(|(_, kind)| *kind)
}

/// The scores of the values of a column, if these are of one usual wording, or words with numbers beside them.
/// Values that are numbers, or stand for no answer, are not looked at.
pub(super) fn scores(values: &BTreeMap<String, u64>) -> Option<Words> {
    let words: Vec<&String> = values
        .keys()
        .filter(|text| text.parse::<f64>().is_err() && no_answer(text).is_none())
        .collect();
    let has_numbers = values.keys().any(|text| text.parse::<f64>().is_ok());
    if words.is_empty() {
        None
    } else {
        numbered(&words)
            .filter(|_| has_numbers || words.len() > 1)
            .or_else(|| worded(&words).filter(|_| !has_numbers))
    }
}

fn worded(words: &[&String]) -> Option<Words> {
    let fits = |wording: &&Wording| words.iter().all(|word| score(wording, word).is_some());
    let wording = WORDINGS.iter().find(fits)?;
    // `Neutral` and `Good` alone could be anything.
    let ends = |word: &&&String| {
        let score = score(wording, word);
        score == Some(1) || score == Some(wording.scores.len())
    };
    if words.len() < 2 && !words.iter().any(|word| ends(&word)) {
        return None;
    }
    let mut scores: Vec<(String, i32)> = words
        .iter()
        .filter_map(|word| Some(((*word).clone(), i32::try_from(score(wording, word)?).ok()?)))
        .collect();
    scores.sort_by_key(|(_, score)| *score);
    Some(Words {
        scores,
        high: i32::try_from(wording.scores.len()).ok(),
        effort: wording.effort,
    })
}

/// The score of a word, from 1.
fn score(wording: &Wording, word: &str) -> Option<usize> {
    let word = plain(word);
    let of_score = |words: &&str| words.split('|').any(|known| known == word);
    wording.scores.iter().position(of_score).map(|at| at + 1)
}

fn numbered(words: &[&String]) -> Option<Words> {
    let mut scores = Vec::new();
    for word in words {
        let score = number_in(word)?;
        if scores.iter().any(|(_, known)| *known == score) {
            return None;
        }
        scores.push(((*word).clone(), score));
    }
    scores.sort_by_key(|(_, score)| *score);
    let plausible = scores
        .first()
        .zip(scores.last())
        .is_some_and(|(low, high)| low.1 >= 0 && high.1 <= 10);
    plausible.then_some(Words {
        scores,
        high: None,
        effort: false,
    })
}

/// The number beside words: `10 (Promoter)`, `10 - Extremely likely`, `5 stars`, `4/5`, `9 out of 10`,
/// `Extremely likely (10)`. A band such as `18-29` or `2 weeks` has none.
fn number_in(text: &str) -> Option<i32> {
    let text = plain(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 {
        let (number, rest) = text.split_at(digits);
        let rest = rest.trim_start();
        let of = ["/", "out of", "of", "von", "sur", "de"];
        let beside = rest.starts_with(['(', '-', '–', '—', ':', '=', '.', ')', '★', '⭐']);
        let words =
            beside && rest.chars().any(char::is_alphabetic) && !rest.chars().any(|c| c.is_ascii_digit());
        let stars = [
            "star",
            "stars",
            "sterne",
            "stern",
            "étoile",
            "étoiles",
            "estrella",
            "estrellas",
            "★",
            "⭐",
        ];
        let of_most = of
            .iter()
            .filter_map(|of| rest.strip_prefix(of))
            .any(|most| ["5", "7", "10"].contains(&most.trim()));
        return (words || stars.contains(&rest) || of_most).then(|| number.parse().ok())?;
    }
    let close = text.strip_suffix(')').unwrap_or(&text);
    let at = close.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, number) = close.split_at(at);
    let beside = before.ends_with('(')
        || [" - ", " – ", " — ", ": ", " = "]
            .iter()
            .any(|mark| before.ends_with(mark));
    let is_word = before.chars().any(char::is_alphabetic) && !before.chars().any(|c| c.is_ascii_digit());
    (beside && is_word).then(|| number.parse().ok())?
}

/// In lower case, with one blank between words and straight apostrophes.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase().replace(['’', '‘', '`'], "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], expected: Option<(&[i32], Option<i32>, bool)>) {
        let counted = values.iter().map(|value| ((*value).to_owned(), 1)).collect();
        let found = scores(&counted).map(|words| {
            let mut by_text = words.scores.clone();
            let at = |text: &str| values.iter().position(|value| *value == text);
            by_text.sort_by_key(|(text, _)| at(text));
            let scores: Vec<i32> = by_text.into_iter().map(|(_, score)| score).collect();
            (scores, words.high, words.effort)
        });
        let expected = expected.map(|(scores, high, effort)| (scores.to_vec(), high, effort));
        assert_eq!(found, expected, "{values:?}");
    }

    #[test]
    fn usual_wordings_have_scores() {
        check(
            &["Very satisfied", "dissatisfied", "Prefer not to say"],
            Some((&[5, 2], Some(5), false)),
        );
        check(&["sehr zufrieden"], Some((&[5], Some(5), false)));
        check(
            &["Teils-teils", "Eher zufrieden"],
            Some((&[3, 4], Some(5), false)),
        );
        check(
            &["Tout à fait d’accord", "D’accord"],
            Some((&[5, 4], Some(5), false)),
        );
        check(&["Muy fácil", "Difícil"], Some((&[5, 2], Some(5), true)));
        check(
            &["poor", "excellent", "very good"],
            Some((&[1, 5, 4], Some(5), false)),
        );
        check(&["Extremely Happy"], Some((&[7], Some(7), false)));
        check(&["good"], None);
        check(&["good", "green"], None);
    }

    #[test]
    fn numbers_stand_beside_words() {
        check(
            &["10 (Promoter)", "0 - Not likely", "5"],
            Some((&[10, 0], None, false)),
        );
        check(&["5 stars", "1 star"], Some((&[5, 1], None, false)));
        check(&["9 out of 10", "4/10"], Some((&[9, 4], None, false)));
        check(
            &["Extremely likely (10)", "Very bad - 1"],
            Some((&[10, 1], None, false)),
        );
        check(&["18-29", "30-44"], None);
        check(&["2 weeks", "3 weeks"], None);
        check(&["1 (a)", "1 (b)"], None);
        check(&["Ward 17", "Ward 20"], None);
    }
}
