//! Every page of the sites in a real browser: silent, complete without JavaScript, within the screen, readable in
//! the dark. What is checked stands in `tests/browser/pages.mjs`.

use std::process::Command;

use cxpress_tests::{build, lines, root};

#[test]
#[ignore = "needs chromium and playwright-core"]
fn content_in_a_browser() {
    opens("content");
}

#[test]
#[ignore = "needs chromium and playwright-core"]
fn airport_in_a_browser() {
    opens("tests/real/airport");
}

#[test]
#[ignore = "needs chromium and playwright-core"]
fn city_in_a_browser() {
    opens("tests/real/city-311");
}

/// Writes the site of a project and opens all its pages.
#[track_caller]
fn opens(project: &str) {
    let built = build(project);
    let said = lines(&built).join("\n");
    let site = built.site.unwrap_or_else(|| panic!("no site:\n{said}"));
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("site");
    cxpress::write(&site, &output).expect("written");
    let script = root().join("tests/browser/pages.mjs");
    let run = Command::new("node").arg(script).arg(&output).output();
    let run = run.expect("`node` is not there: install Node.js 20 or later (Debian: nodejs npm)");
    let told = [run.stdout, run.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(run.status.success(), "{project}:\n{}", told.join(""));
}
