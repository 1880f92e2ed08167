//! The sites in a real browser and under the checkers of the web. Every page of them: silent, complete without JavaScript,
//! within the screen, readable in the dark (`tests/browser/pages.mjs`), and valid (`tests/browser/html.mjs`). Pages of every
//! kind: without barriers (`tests/browser/axe.mjs`). The controls of the sample: search, tables, colours, keys
//! (`tests/browser/script.mjs`), and Lighthouse from a server (`tests/browser/lighthouse.mjs`), which reckons with a slow
//! telephone, not with this machine, and looks up to three times.

use std::process::Command;

use cxpress_tests::{build, lines, no_real_data, root};

#[test]
#[ignore = "needs chromium, java and the packages of tests/browser"]
fn content_in_a_browser() {
    let checks = ["html.mjs", "axe.mjs", "pages.mjs", "script.mjs", "lighthouse.mjs"];
    opens("content", &checks);
}

#[test]
#[ignore = "needs chromium, java and the packages of tests/browser"]
fn airport_in_a_browser() {
    if no_real_data() {
        return;
    }
    opens("tests/real/airport", &["html.mjs", "axe.mjs", "pages.mjs"]);
}

#[test]
#[ignore = "needs chromium, java and the packages of tests/browser"]
fn city_in_a_browser() {
    if no_real_data() {
        return;
    }
    opens("tests/real/city-311", &["html.mjs", "axe.mjs", "pages.mjs"]);
}

/// Writes the site of a project and runs checks on it.
#[track_caller]
fn opens(project: &str, checks: &[&str]) {
    let built = build(project);
    let said = lines(&built).join("\n");
    let site = built.site.unwrap_or_else(|| panic!("no site:\n{said}"));
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("site");
    cxpress::write(&site, &output, &root().join(project)).expect("written");
    for check in checks {
        let script = root().join("tests/browser").join(check);
        let run = Command::new("node").arg(script).arg(&output).output();
        let run = run.expect("`node` is not there: install Node.js 20 or later (Debian: nodejs npm)");
        let told = [run.stdout, run.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(run.status.success(), "{project}, {check}:\n{}", told.join(""));
    }
}
