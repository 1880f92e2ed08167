//! The bytes that are kept in `tests/fuzz/corpus`: hand-made beginnings for fuzzing, and whatever fuzzing has found.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cxpress_tests::{fuzzed, root};
use proptest::prelude::*;

/// Names of files and what they hold.
type Corpus = Vec<(String, Vec<u8>)>;

static READER: LazyLock<Corpus> = LazyLock::new(|| corpus("reader"));
static CONFIGURATION: LazyLock<Corpus> = LazyLock::new(|| corpus("configuration"));

fn corpus(target: &str) -> Corpus {
    let entries = fs::read_dir(root().join("tests/fuzz/corpus").join(target)).expect("the corpus");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let files = paths
        .iter()
        .map(|path| (name(path), fs::read(path).expect("a file")));
    files.collect()
}

#[track_caller]
fn run(corpus: &Corpus, check: fn(&[u8])) {
    assert!(corpus.len() >= 25, "{} files", corpus.len());
    for (name, bytes) in corpus {
        let caught = std::panic::catch_unwind(|| check(bytes));
        // The name of the file is what a failing test shows last.
        assert!(caught.is_ok(), "{name}");
    }
}

#[test]
fn any_file_is_read_or_refused() {
    run(&READER, fuzzed::reader);
}

#[test]
fn any_configuration_is_loaded_or_refused() {
    run(&CONFIGURATION, fuzzed::configured);
}

/// What is done to a file: where, in thousandths of its length, and what.
#[derive(Clone, Debug)]
enum Edit {
    Put(usize, u8),
    Insert(usize, Vec<u8>),
    Cut(usize, usize),
    /// A part of it once more, somewhere else.
    Repeat(usize, usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let marks = b",;\"\r\n\0\xff\xc3\xa9-:{}[]&*'#% ";
    let byte = prop_oneof![any::<u8>(), prop::sample::select(marks.to_vec())];
    let at = 0..=1000_usize;
    prop_oneof![
        (at.clone(), byte.clone()).prop_map(|(at, byte)| Edit::Put(at, byte)),
        (at.clone(), prop::collection::vec(byte, 1..8)).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (at.clone(), 1..40_usize).prop_map(|(at, length)| Edit::Cut(at, length)),
        (at.clone(), at, 1..200_usize).prop_map(|(from, to, length)| Edit::Repeat(from, to, length)),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        let place = |at: usize| at * length / 1000;
        match self {
            Self::Put(at, byte) => bytes
                .iter_mut()
                .skip(place(*at))
                .take(1)
                .for_each(|old| *old = *byte),
            Self::Insert(at, new) => drop(bytes.splice(place(*at)..place(*at), new.iter().copied())),
            Self::Cut(at, n) => drop(bytes.drain(place(*at)..length.min(place(*at) + n))),
            Self::Repeat(from, to, n) => {
                let part = bytes[place(*from)..length.min(place(*from) + n)].to_vec();
                drop(bytes.splice(place(*to)..place(*to), part));
            }
        }
    }
}

fn edited(corpus: &Corpus, file: &prop::sample::Index, edits: &[Edit]) -> Vec<u8> {
    let mut bytes = file.get(corpus).1.clone();
    edits.iter().for_each(|edit| edit.apply(&mut bytes));
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_that_was_tampered_with_is_read_or_refused(
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec(edit(), 1..6),
    ) {
        fuzzed::reader(&edited(&READER, &file, &edits));
    }

    #[test]
    fn a_configuration_that_was_tampered_with_is_loaded_or_refused(
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec(edit(), 1..6),
    ) {
        fuzzed::configured(&edited(&CONFIGURATION, &file, &edits));
    }
}
