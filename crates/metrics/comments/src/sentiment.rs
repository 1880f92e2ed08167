//! Net sentiment of comments.

use cxpress_estimates::net::Net;
use cxpress_metric::{
    Batch, Difference, Evidence, Figure, Input, Measured, Metric, MetricSpec, Missing, Quality, Question,
    ScaleBounds, Unit, Value,
};
use cxpress_voice::sentiment::Sentiment as Class;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("sentiment", Unit::Points);
    spec.quality = Some(Quality::Emotion);
    spec.definition = 2;
    spec.input = Input::Comments;
    spec.scale = Some(ScaleBounds::new(-1, 1));
    spec.languages = &["en"];
    spec.words = &[
        ("en", include_str!("sentiment.en.ftl")),
        ("de", include_str!("sentiment.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("sentiment.en.md")),
        ("de", include_str!("sentiment.de.md")),
    ];
    spec
};

/// Net sentiment: the share of positive comments less the share of negative ones, in points.
///
/// Classes by VADER (Hutto and Gilbert 2014), a lexicon made for short texts; interval as for a net promoter score.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sentiment;

const GROUPS: Net = Net {
    good: |score| score > 0,
    bad: |score| score < 0,
};

impl Metric for Sentiment {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        for (row, (comment, period)) in batch.comments.iter().zip(batch.periods).enumerate() {
            let value = comment.map_or(Value::Missing(Missing::NotAnswered), |comment| {
                score(Class::of_comment(comment, &question.language))
            });
            out.push(row, *period, value);
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        GROUPS.figure(
            evidence.summary,
            ["positive", "neutral", "negative"],
            ["positive-count", "neutral-count", "negative-count"],
        )
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        GROUPS.difference(before.summary, after.summary)
    }
}

/// What a comment counts as; one that the lexicon cannot read is not scored.
const fn score(class: Option<Class>) -> Value {
    match class {
        Some(Class::Positive) => Value::Score(1),
        Some(Class::Neutral) => Value::Score(0),
        Some(Class::Negative) => Value::Score(-1),
        None => Value::Missing(Missing::OtherLanguage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Calendar, Comments, PeriodId, laws};

    #[test]
    fn comments_are_for_us_against_us_or_neither() {
        let mut comments = Comments::default();
        for comment in [
            Some("Great service, I love it!"),
            Some("Terrible. I hate this."),
            Some("I bought a chair."),
            None,
        ] {
            comments.push(comment);
        }
        let calendar = Calendar::default();
        let batch = Batch::new(&[PeriodId(0); 4], &calendar).with_comments(&comments);
        let mut measured = Measured::default();
        Sentiment.measure(&batch, &Question::new("mood", "sentiment"), &mut measured);
        let values: Vec<_> = measured.entries().iter().map(|entry| entry.value).collect();
        let expected = [
            Value::Score(1),
            Value::Score(-1),
            Value::Score(0),
            Value::Missing(Missing::NotAnswered),
        ];
        assert_eq!(values, expected);
    }

    fn measured(question: &Question, texts: &[&str]) -> Vec<Value> {
        let mut comments = Comments::default();
        texts.iter().for_each(|text| comments.push(Some(text)));
        let calendar = Calendar::default();
        let periods = vec![PeriodId(0); texts.len()];
        let batch = Batch::new(&periods, &calendar).with_comments(&comments);
        let mut measured = Measured::default();
        Sentiment.measure(&batch, question, &mut measured);
        measured.entries().iter().map(|entry| entry.value).collect()
    }

    #[test]
    fn a_comment_in_another_language_is_not_scored() {
        let texts = [
            "Die Beratung war gut.",
            "Le personnel est très aimable.",
            "The advice was good.",
        ];
        let other = Value::Missing(Missing::OtherLanguage);
        let expected = [other, other, Value::Score(1)];
        assert_eq!(measured(&Question::new("mood", "sentiment"), &texts), expected);
    }

    #[test]
    fn what_has_no_language_is_taken_to_be_in_that_of_the_question() {
        let mut question = Question::new("mood", "sentiment");
        assert_eq!(measured(&question, &["Super!"]), [Value::Score(1)]);
        question.language = "de".into();
        let other = Value::Missing(Missing::OtherLanguage);
        assert_eq!(measured(&question, &["Super!"]), [other]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Sentiment, &Question::new("mood", "sentiment")).unwrap();
    }
}
