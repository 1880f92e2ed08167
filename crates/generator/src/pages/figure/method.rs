//! How a figure is computed.

use super::*;

impl Subject<'_> {
    pub(super) fn method(self, shown: &Shown) -> Vec<MethodView> {
        let words = self.context.words;
        let figure = self.figure;
        let definition = [
            ("metric", figure.metric.id.as_str().into()),
            ("version", u64::from(figure.metric.definition).into()),
        ];
        let cluster = say::cluster_name(words, figure);
        let independence = match cluster {
            Some(cluster) => {
                let widened = if shown.widened { "yes" } else { "no" };
                words.say(
                    "method-clustered",
                    [("cluster", cluster.into()), ("widened", widened.into())],
                )
            }
            None => words.get("method-independent"),
        };
        let weights = words.get(if figure.weighted {
            "method-weighted"
        } else {
            "method-unweighted"
        });
        let mut lines = vec![("method-definition", words.say("method-version", definition))];
        let told = shown.told();
        lines.extend(
            told.estimate()
                .map(|it| ("method-interval", words.get(method(it.method)))),
        );
        lines.push(("method-independence", independence));
        lines.push(("method-weights", self.weights(shown, weights)));
        if shown.rounded {
            lines.push(("method-rounding", words.get("method-rounding-text")));
        } else if shown.discreet {
            lines.push(("method-rounding", words.get("method-discreet")));
        }
        lines.push(("method-direction", say::direction(words, figure)));
        if figure.unit == Unit::BusinessSeconds {
            lines.push(("method-time", words.get("method-business")));
        }
        lines.extend(self.judged_note());
        lines.extend(self.control_note());
        lines.push(("method-limits", words.get("method-chance")));
        lines
            .into_iter()
            .map(|(id, text)| MethodView {
                term: words.get(id),
                text,
            })
            .collect()
    }

    /// How its level over time is judged, and what that cannot tell.
    pub(super) fn course_method(self, shown: &Shown) -> Vec<String> {
        let paragraphs = [
            "course-method-question",
            "course-method-usual",
            "course-method-levels",
            "course-method-names",
            "course-method-unchanged",
            "course-method-limits",
        ];
        let is_judged = shown.course.is_some();
        let paragraphs = paragraphs.iter().filter(|_| is_judged);
        paragraphs.map(|id| self.context.words.get(id)).collect()
    }

    pub(super) fn weights(self, shown: &Shown, text: String) -> String {
        let unweighted = shown.unweighted.as_ref().and_then(|it| it.headline.estimate());
        let Some(estimate) = unweighted.filter(|_| self.figure.weighted) else {
            return text;
        };
        let words = self.context.words;
        let value = words.estimate(self.figure.unit, estimate);
        let effective = shown.headline.estimate().map_or(0.0, |it| it.effective);
        words.say(
            "method-unweighted-value",
            [
                ("text", text.into()),
                ("value", value.into()),
                ("effective", words.fixed(effective, 0).into()),
            ],
        )
    }

    pub(super) fn judged_note(self) -> Option<(&'static str, String)> {
        let words = self.context.words;
        let judged = self.figure.judged.as_ref()?;
        let why = words.find(&format!("judged-why-{}", judged.id), []);
        let args = [
            ("part", say::judged_name(words, self.figure, judged).into()),
            ("unit", judged.unit.name().into()),
            ("why", why.unwrap_or_else(|| words.get("judged-why")).into()),
        ];
        Some((
            "method-judged",
            say::capitalised(&words.say("method-judged-text", args)),
        ))
    }
}

const fn method(method: Method) -> &'static str {
    match method {
        Method::AdjustedWald => "interval-adjusted-wald",
        Method::Wilson => "interval-wilson",
        Method::StudentT => "interval-student-t",
        Method::AdjustedT => "interval-adjusted-t",
        Method::Greenwood => "interval-greenwood",
        Method::BrookmeyerCrowley => "interval-brookmeyer-crowley",
        Method::Woodruff => "interval-woodruff",
        Method::RoganGladen => "interval-rogan-gladen",
        Method::Exact => "interval-exact",
    }
}
