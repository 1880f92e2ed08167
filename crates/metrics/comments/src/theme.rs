//! How often a theme comes up in comments.

use cxpress_estimates::scores;
use cxpress_metric::{
    Batch, Difference, Direction, Evidence, Figure, Groups, Input, Measured, Metric, MetricSpec, Missing,
    Question, ScaleBounds, Shape, Unit, Value,
};
use cxpress_voice::codebook::{Codebook, Theme as Phrases};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("theme", Unit::Percent);
    spec.input = Input::Comments;
    spec.groups = Groups::Theme;
    spec.scale = Some(ScaleBounds::new(0, 1));
    spec.direction = Some(Direction::LowerIsBetter);
    spec.words = &[scores::WORDS[0], scores::WORDS[1]];
    spec.explanation = &[
        ("en", include_str!("theme.en.md")),
        ("de", include_str!("theme.de.md")),
    ];
    spec
};

/// How often a theme comes up: the share of comments in which one of its phrases stands that none of its exclusions
/// cancels, with the Wilson interval. A comment may have several themes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Theme;

impl Metric for Theme {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let Some(codebook) = codebook(question) else {
            return;
        };
        for (row, (comment, period)) in batch.comments.iter().zip(batch.periods).enumerate() {
            let value = match comment {
                Some(comment) if codebook.themes_of(comment).next().is_some() => Value::Score(1),
                Some(comment) if codebook.reads(comment) => Value::Score(0),
                Some(_) => Value::Missing(Missing::OtherLanguage),
                None => Value::Missing(Missing::NotAnswered),
            };
            out.push(row, *period, value);
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        // Whether a comment has the theme is all there is: nothing spreads, and no mean says more.
        let figure = scores::evaluate(evidence.summary, question, |score| score == 1);
        figure.with_parts(Vec::new()).with_shape(Shape::None)
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        scores::difference(before.summary, after.summary, question, |score| score == 1)
    }
}

/// The one theme of a question; none if its phrases can match nothing, which the configuration was checked for.
fn codebook(question: &Question) -> Option<Codebook> {
    let theme = Phrases {
        id: "theme".into(),
        label: String::new(),
        include: question.include.clone(),
        exclude: question.exclude.clone(),
        examples: Vec::new(),
    };
    Codebook::new("", vec![theme]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Calendar, Comments, PeriodId, laws};

    fn question() -> Question {
        Question::new("wait", "theme")
            .with_scale(0, 1)
            .with_direction(Direction::LowerIsBetter)
            .with_phrases(["long wait", "waited*"], ["no long wait"])
    }

    #[test]
    fn a_phrase_counts_unless_an_exclusion_cancels_it() {
        let mut comments = Comments::default();
        for comment in [
            Some("I waited for days"),
            Some("There was no long wait"),
            None,
            Some("A LONG  wait"),
        ] {
            comments.push(comment);
        }
        let calendar = Calendar::default();
        let batch = Batch::new(&[PeriodId(0); 4], &calendar).with_comments(&comments);
        let mut measured = Measured::default();
        Theme.measure(&batch, &question(), &mut measured);
        let values: Vec<_> = measured.entries().iter().map(|entry| entry.value).collect();
        let missing = Value::Missing(Missing::NotAnswered);
        assert_eq!(
            values,
            [Value::Score(1), Value::Score(0), missing, Value::Score(1)]
        );
    }

    #[test]
    fn a_comment_in_a_language_without_phrases_is_not_coded() {
        let question = question().with_phrases(["en: long wait", "de: lange gewartet"], []);
        let texts = [
            "The food was good.",
            "Das Essen war gut.",
            "Le repas est très bon.",
            "ok",
        ];
        let mut comments = Comments::default();
        texts.iter().for_each(|text| comments.push(Some(text)));
        let calendar = Calendar::default();
        let batch = Batch::new(&[PeriodId(0); 4], &calendar).with_comments(&comments);
        let mut measured = Measured::default();
        Theme.measure(&batch, &question, &mut measured);
        let values: Vec<_> = measured.entries().iter().map(|entry| entry.value).collect();
        let (none, other) = (Value::Score(0), Value::Missing(Missing::OtherLanguage));
        assert_eq!(values, [none, none, other, none]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Theme, &question()).unwrap();
    }
}
