//! Reading all files, once or twice: ids are looked at before rows count.

use std::collections::BTreeMap;
use std::sync::Arc;

use cxpress_diagnostic::Diagnostics;
use cxpress_files::Files;
use cxpress_project::config::Config;

use crate::file_ref::FileRef;
use crate::inputs::Inputs;
use crate::options::{Options, Purpose};
use crate::overlap;
use crate::pass::{Dataset, Project, Role};
use crate::resolve::{self, Keys, Ledgers, Ranked, Resolved};
use crate::rows::Rows;
use crate::sink::Sink;
use crate::totals::Done;

/// Reads all files. Everything that is wrong goes into `diagnostics`; reading goes on, so that one run reports all
/// of it. `new_sink` gives an empty sink.
pub fn read<S: Sink>(
    config: &Config,
    inputs: &Inputs,
    files: &dyn Files,
    options: Options<'_>,
    new_sink: impl Fn() -> S + Sync,
    diagnostics: &mut Diagnostics,
) -> Dataset<S> {
    let project = Project {
        config,
        inputs,
        files,
    };
    let needs_keys = resolve::is_needed(config);
    let resolved = if needs_keys {
        project.resolved(options, diagnostics)
    } else {
        inputs.files.iter().map(|_| Arc::default()).collect()
    };
    let role = Role {
        keys_only: false,
        compares: !needs_keys,
    };
    let mut found = Diagnostics::default();
    let read = |resolved: &[Arc<Resolved>], found: &mut Diagnostics| {
        project.pass(role, options, resolved, &|_| new_sink(), found)
    };
    let (mut reading, done) = read(&resolved, &mut found);
    if role.compares {
        let same = project.same(&done);
        // A file that lies there twice is rare, and found out when all was read: all but that is then read once more.
        if same.contains(&true) {
            drop(reading);
            found = Diagnostics::default();
            let resolved: Vec<_> = same
                .iter()
                .map(|same| Arc::new(Resolved::of_same(*same)))
                .collect();
            (reading, _) = read(&resolved, &mut found);
        }
        project.say_repeated(&done, &same, diagnostics);
    }
    diagnostics.append(found);
    reading
}

impl Project<'_> {
    /// The rows of each file that do not count, because others do. Says what is wrong with ids, and which rows repeat
    /// others without one.
    fn resolved(self, options: Options<'_>, diagnostics: &mut Diagnostics) -> Vec<Arc<Resolved>> {
        let narrow = resolve::narrowed(self.config);
        // When the last period is seen does not matter here: what another pass of this build has kept holds.
        let purpose = options.settled.map_or(options.purpose, |(_, purpose)| purpose);
        let options = Options {
            purpose: Purpose {
                name: "keys",
                ..purpose
            },
            settled: None,
            ..options
        };
        let nothing: Vec<_> = self.inputs.files.iter().map(|_| Arc::default()).collect();
        // What is wrong with the files is said when they are read for good.
        let mut unsaid = Diagnostics::default();
        let narrowed = Project {
            config: &narrow,
            ..self
        };
        let role = Role {
            keys_only: true,
            compares: true,
        };
        let (reading, done) = narrowed.pass(role, options, &nothing, &Keys::of, &mut unsaid);
        let same = self.same(&done);
        let (resolved, findings) = self.decide(&done, &same, reading.sink.unwrap_or_default());
        let ledgers = Ledgers {
            sources: &self.config.sources,
            inputs: self.inputs,
            files: self.files,
            done: &done,
            resolved: &resolved,
        };
        let mut found = Diagnostics::default();
        ledgers.say(&findings, &mut found);
        self.say_repeated(&done, &same, &mut found);
        diagnostics.append(found.sorted());
        resolved.into_iter().map(Arc::new).collect()
    }

    fn decide(self, done: &[Done], same: &[bool], keys: Keys) -> (Vec<Resolved>, resolve::Findings) {
        let files = &self.inputs.files;
        let sources: Vec<usize> = files.iter().map(|file| file.source).collect();
        let names: Vec<String> = files.iter().map(FileRef::shown).collect();
        let latest: Vec<Option<i64>> = done.iter().map(|done| done.tally.latest()).collect();
        let mut rows = BTreeMap::new();
        for ((source, done), _) in sources.iter().zip(done).zip(same).filter(|(_, same)| !**same) {
            for (period, seen) in &done.tally.by_period {
                *rows.entry((*source, *period)).or_default() += seen.rows;
            }
        }
        let ranked = Ranked {
            sources: &sources,
            names: &names,
            latest: &latest,
            same,
            rows: &rows,
        };
        resolve::resolve(self.config, &ranked, keys)
    }

    /// The files of a source, by their places among all.
    fn files_of(self, source: usize) -> Vec<usize> {
        let all = self.inputs.files.iter().enumerate();
        all.filter(|(_, file)| file.source == source)
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether each file holds the same rows as one of its source before it.
    fn same(self, done: &[Done]) -> Vec<bool> {
        self.twins(done).iter().map(Option::is_some).collect()
    }

    /// The file before it of its source that holds the same rows as each file.
    fn twins(self, done: &[Done]) -> Vec<Option<usize>> {
        let mut twins = vec![None; done.len()];
        for source in 0..self.config.sources.len() {
            let places = self.files_of(source);
            let rows: Vec<&Rows> = places.iter().map(|at| &done[*at].rows).collect();
            for (at, twin) in places.iter().zip(overlap::same(&rows)) {
                twins[*at] = twin.map(|twin| places[twin]);
            }
        }
        twins
    }

    /// Says which files hold the same rows, and which rows stand in two files.
    fn say_repeated(self, done: &[Done], same: &[bool], diagnostics: &mut Diagnostics) {
        let files = &self.inputs.files;
        for (at, twin) in self.twins(done).into_iter().enumerate() {
            if let Some(twin) = twin {
                diagnostics.push(overlap::say_same(&files[at], &files[twin]));
            }
        }
        for (index, source) in self.config.sources.iter().enumerate() {
            let places = self.files_of(index);
            let counted = places.iter().filter(|at| !same[**at]);
            let counted: Vec<_> = counted.map(|at| (&files[*at], &done[*at].rows)).collect();
            overlap::say_twice(source, &counted, diagnostics);
        }
    }
}
