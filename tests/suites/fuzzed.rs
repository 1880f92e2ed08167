//! The bytes that are kept in `tests/fuzz/corpus`: hand-made beginnings for fuzzing, and whatever fuzzing has found.

use std::fs;

use cxpress_tests::{fuzzed, root};

#[track_caller]
fn run(target: &str, check: fn(&[u8])) {
    let folder = root().join("tests/fuzz/corpus").join(target);
    let entries = fs::read_dir(&folder).expect("the corpus");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 25, "{} files", paths.len());
    for path in paths {
        // The name of the file is what a failing test shows last.
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).expect("a file");
        let caught = std::panic::catch_unwind(|| check(&bytes));
        assert!(caught.is_ok(), "{target}/{name}");
    }
}

#[test]
fn any_file_is_read_or_refused() {
    run("reader", fuzzed::reader);
}

#[test]
fn any_configuration_is_loaded_or_refused() {
    run("configuration", fuzzed::configured);
}
