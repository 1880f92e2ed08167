//! Drawing comments for people to label.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use cxpress_analysis::Wanted;
use cxpress_core::DiskFiles;
use cxpress_core::labels::{self, LabelFile, LabelledComment};
use cxpress_metric::Metric;

use crate::args::Shared;
use crate::build;
use crate::progress::Progress;
use crate::show::Show;
use crate::{load, passes, with_request, write};

/// Draws a sample and writes it for people to fill in; labels that they gave are kept, or nothing is written.
pub(crate) fn run(shared: &Shared, question: &str, wanted: Wanted, metrics: &[&dyn Metric]) -> ExitCode {
    let show = Show::new(shared);
    let progress = Progress::new(shared);
    let draw = |request: &build::Request<'_>| build::draw(request, question, wanted);
    let (drawn, mut diagnostics) = with_request(shared, metrics, &progress, None, draw);
    let files = DiskFiles::new(&shared.project);
    let known = load::labels(&files, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(drawn) = drawn.filter(|_| passes(shared, &diagnostics)) else {
        return show.nothing("nothing was drawn", &diagnostics);
    };
    let name = format!("{}/{question}.yaml", labels::FOLDER);
    let path = shared.project.join(&name);
    let merged = match with_labels(drawn, &name, &known, path.exists()) {
        Ok(merged) => merged,
        Err((message, help)) => return show.fail(&message, &help),
    };
    if let Err(error) = write::write_file(merged.sample.text().as_bytes(), &path) {
        return show.fail(
            &error.to_string(),
            "check the permissions of the folder of the report",
        );
    }
    show.sampled(&path, &merged.sample, merged.kept);
    ExitCode::SUCCESS
}

/// A sample with the labels that were given before.
#[derive(Debug)]
struct Merged {
    sample: LabelFile,
    /// How many comments bear a label from before.
    kept: usize,
}

/// The sample that was drawn, with the labels of the file that it takes the place of. What is wrong, and what to do, if labels
/// would be lost or comments be in two samples.
fn with_labels(
    mut drawn: LabelFile,
    name: &str,
    known: &[LabelFile],
    exists: bool,
) -> Result<Merged, (String, String)> {
    let here = known.iter().find(|file| file.place.file == name);
    let labelled: BTreeMap<u64, &LabelledComment> = here
        .iter()
        .flat_map(|file| &file.comments)
        .filter(|comment| comment.is_labelled())
        .map(|comment| (comment.hash, comment))
        .collect();
    if exists && here.is_none() {
        let help = "look at it, and remove or rename it";
        return Err((format!("`{name}` is there, and is no sample"), help.to_owned()));
    }
    if let Some(here) = here.filter(|_| !labelled.is_empty()) {
        keeps(here, &drawn, name, &labelled)?;
    }
    let others = known.iter().filter(|file| file.place.file != name);
    for other in others.filter(|file| file.question.name == drawn.question.name) {
        apart(other, &drawn)?;
    }
    for comment in &mut drawn.comments {
        if let Some(before) = labelled.get(&comment.hash) {
            comment.themes.clone_from(&before.themes);
            comment.tone = before.tone;
        }
    }
    Ok(Merged {
        kept: labelled.len(),
        sample: drawn,
    })
}

/// Whether all labels that were given are of comments that were drawn again, by the same rules.
fn keeps(
    here: &LabelFile,
    drawn: &LabelFile,
    name: &str,
    labelled: &BTreeMap<u64, &LabelledComment>,
) -> Result<(), (String, String)> {
    let n = labelled.len();
    let aside = || {
        let (question, periods) = (&drawn.question.name, periods(here).join("-"));
        format!(
            "rename it, such as to `{}/{question}-{periods}.yaml`: all files of that folder count",
            labels::FOLDER
        )
    };
    if periods(here) != periods(drawn) {
        let theirs = periods(here).join(", ");
        return Err((format!("`{name}` holds labels of comments of {theirs}"), aside()));
    }
    let names = |file: &LabelFile| -> BTreeSet<String> {
        file.themes.iter().map(|theme| theme.name.clone()).collect()
    };
    let version = |file: &LabelFile| file.codebook.as_ref().map(|it| it.name.clone());
    if names(here) != names(drawn) || version(here) != version(drawn) {
        let help = "if the themes still mean the same, correct `codebook` and `themes` in it; else move it out of the \
                    folder, and label anew";
        let message = format!("`{name}` holds labels of other themes");
        return Err((message, help.to_owned()));
    }
    let hashes: BTreeSet<u64> = drawn.comments.iter().map(|comment| comment.hash).collect();
    let lost = labelled.keys().filter(|hash| !hashes.contains(hash)).count();
    if lost == 0 {
        return Ok(());
    }
    let message = format!("{lost} of {n} labelled comments in `{name}` are not among those drawn");
    let help = if here.seed == drawn.seed {
        "say a larger `--n`; if the data have changed since, label on in the file as it is".to_owned()
    } else {
        format!("draw with `--seed {}`, as they were drawn", here.seed)
    };
    Err((message, help))
}

/// Whether two samples are of different periods.
fn apart(other: &LabelFile, drawn: &LabelFile) -> Result<(), (String, String)> {
    let theirs = periods(other);
    let Some(both) = periods(drawn).into_iter().find(|period| theirs.contains(period)) else {
        return Ok(());
    };
    let path = &other.place.file;
    Err((
        format!("`{path}` is a sample of `{both}` already, and comments may not count twice"),
        "label on in that file, or name another `--period`".to_owned(),
    ))
}

fn periods(file: &LabelFile) -> Vec<&str> {
    file.periods.iter().map(|named| named.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use cxpress_core::Place;
    use cxpress_core::labels::{Tone, hash, parse};

    use super::*;

    const NAME: &str = "labels/wait.yaml";

    fn file(name: &str, period: &str, comments: &[(&str, Option<&str>)]) -> LabelFile {
        let entry = |(text, themes): &(&str, Option<&str>)| {
            let themes = themes.unwrap_or("todo");
            format!(
                "- {{text: {text}, hash: {:016x}, themes: {themes}, sentiment: todo}}\n",
                hash(text)
            )
        };
        let comments: String = comments.iter().map(entry).collect();
        let text = format!(
            "question: wait\nperiods: [{period}]\nseed: 1\ndrawn_from: 9\ncodebook: a\nthemes: [long, rude]\ncomments:\n{comments}"
        );
        let (file, found) = parse(&text, name);
        assert_eq!(found.iter().count(), 0);
        file.unwrap()
    }

    #[test]
    fn labels_are_kept_where_more_is_drawn() {
        let here = file(NAME, "2026-10", &[("a b", Some("[long]")), ("c", None)]);
        let drawn = file("", "2026-10", &[("a b", None), ("c", None), ("d", None)]);
        let merged = with_labels(drawn, NAME, &[here], true).unwrap();
        assert_eq!(merged.kept, 1);
        let themes: Vec<_> = merged
            .sample
            .comments
            .iter()
            .map(|it| it.themes.clone())
            .collect();
        assert_eq!(themes, [Some(vec!["long".to_owned()]), None, None]);
    }

    #[test]
    fn labels_are_never_lost() {
        let here = || file(NAME, "2026-10", &[("a", Some("none")), ("c", None)]);
        let refused = |drawn: LabelFile| with_labels(drawn, NAME, &[here()], true).unwrap_err();
        let (message, help) = refused(file("", "2026-11", &[("a", None)]));
        assert_eq!(message, "`labels/wait.yaml` holds labels of comments of 2026-10");
        assert!(help.contains("`labels/wait-2026-10.yaml`"), "{help}");
        let (message, help) = refused(file("", "2026-10", &[("c", None)]));
        assert!(message.starts_with("1 of 1 labelled comments") && help.contains("`--n`"));
        let mut other_seed = file("", "2026-10", &[("c", None)]);
        other_seed.seed = 2;
        assert!(refused(other_seed).1.contains("`--seed 1`"));
        let mut other_book = file("", "2026-10", &[("a", None)]);
        other_book.themes.pop();
        assert!(refused(other_book).0.contains("other themes"));
    }

    #[test]
    fn a_sample_that_nobody_labelled_is_replaced() {
        let here = file(NAME, "2026-10", &[("a", None)]);
        let drawn = file("", "2026-11", &[("b", None)]);
        assert_eq!(with_labels(drawn, NAME, &[here], true).unwrap().kept, 0);
    }

    #[test]
    fn no_period_is_in_two_samples() {
        let other = file("labels/older.yaml", "2026-10", &[("a", Some("none"))]);
        let drawn = file("", "2026-10", &[("a", None)]);
        let (message, _) = with_labels(drawn, NAME, &[other], false).unwrap_err();
        assert!(message.contains("`labels/older.yaml`"), "{message}");
    }

    #[test]
    fn a_tone_is_kept_too() {
        let mut here = file(NAME, "2026-10", &[("a", None)]);
        here.comments[0].tone = Some(Tone::Neutral);
        here.place = Place::file(NAME);
        let drawn = file("", "2026-10", &[("a", None)]);
        let merged = with_labels(drawn, NAME, &[here], true).unwrap();
        assert_eq!(merged.sample.comments[0].tone, Some(Tone::Neutral));
    }
}
