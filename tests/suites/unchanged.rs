//! A build that would see what the last one saw is not made again; one that would see anything else is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cxpress_tests::sites::files;
use serde_json::Value;

const CONFIG: &str = "schema: 1
title: Seen
period: month
sources:
  survey:
    kind: survey
    files: ${SEEN_DATA}/*.csv
    period: {column: date}
    dimensions: {channel: channel}
    questions:
      recommend: {column: recommend, metric: nps}
";

/// A project on disk.
struct Project(tempfile::TempDir);

/// What a build said and wrote.
#[derive(Debug, PartialEq)]
struct Built {
    status: String,
    told: String,
    site: BTreeMap<String, Vec<u8>>,
}

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        project.put("cxpress.yaml", CONFIG);
        for month in ["2026-08", "2026-09"] {
            project.put(&format!("data/{month}.csv"), &answers(month));
        }
        for month in ["2026-08", "2026-09"] {
            project.put(&format!("other/{month}.csv"), &answers(month));
        }
        project.put("static/robots.txt", "User-agent: *\n");
        project.put(
            "commentary/2026-09/overview.md",
            "---\nheadline: As before.\n---\n\nNothing happened.\n",
        );
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join("project").join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn site(&self) -> PathBuf {
        self.0.path().join("site")
    }

    fn build(&self, data: &str, more: &[&str]) -> Built {
        self.build_to(&self.site(), data, more)
    }

    fn build_to(&self, site: &Path, data: &str, more: &[&str]) -> Built {
        let output = Command::new(env!("CARGO_BIN_EXE_cxpress-under-test"))
            .args(["build", "--format", "json", "--output"])
            .args([site, &self.path("")])
            .args(more)
            .env("SEEN_DATA", data)
            .output()
            .expect("the command runs");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let last = told.lines().last().unwrap_or_default();
        let last: Value = serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {told}"));
        Built {
            status: last["status"].as_str().unwrap_or_default().to_owned(),
            told,
            site: files(site),
        }
    }

    /// Builds, and checks that what was written is what a build without a memory writes.
    #[track_caller]
    fn check(&self, data: &str, expected: &str, what: &str) {
        let found = self.build(data, &[]);
        let fresh = self.build_to(&self.0.path().join("fresh"), data, &["--no-cache"]);
        assert_eq!(found.status, expected, "{what}: {}", found.told);
        assert!(found.site == fresh.site, "{what}: another site");
    }
}

fn answers(month: &str) -> String {
    let row = |at: usize| {
        let channel = ["web", "phone"][at % 2];
        format!("{month}-{:02},{channel},{}\n", at % 28 + 1, at % 11)
    };
    let rows: String = (0..80).map(row).collect();
    format!("date,channel,recommend\n{rows}")
}

#[test]
fn a_build_that_would_see_the_same_is_not_made_again() {
    let project = Project::new();
    let first = project.build("data", &[]);
    assert_eq!(first.status, "built", "{}", first.told);
    let second = project.build("data", &[]);
    assert_eq!(second.status, "unchanged", "{}", second.told);
    assert!(second.site == first.site);
    // Another folder has no site yet; the memory is of the project.
    let elsewhere = project.build_to(&project.0.path().join("elsewhere"), "data", &[]);
    assert_eq!(elsewhere.status, "built");
    assert!(elsewhere.site == first.site);
    assert_eq!(project.build("data", &["--no-cache"]).status, "built");
    assert_eq!(project.build("data", &["--zip"]).status, "built");
}

/// A change of a project or of its site.
type Change = fn(&Project);

#[test]
fn whatever_is_changed_a_build_is_made() {
    let changes: [(&str, Change); 12] = [
        ("an answer", |it| {
            it.put(
                "data/2026-09.csv",
                &answers("2026-09").replacen(",3\n", ",4\n", 1),
            );
        }),
        ("a file of data more", |it| {
            it.put("data/2026-07.csv", &answers("2026-07"))
        }),
        ("a file of data less", |it| {
            fs::remove_file(it.path("data/2026-07.csv")).expect("removed");
        }),
        ("the configuration", |it| {
            it.put("cxpress.yaml", &CONFIG.replace("title: Seen", "title: Shown"));
        }),
        ("a word of commentary", |it| {
            it.put(
                "commentary/2026-09/overview.md",
                "---\nheadline: As before.\n---\n\nNothing changed.\n",
            );
        }),
        ("a text more", |it| {
            it.put(
                "commentary/2026-08/overview.md",
                "---\nheadline: The start.\n---\n\nIt begins.\n",
            );
        }),
        ("a file that is copied", |it| {
            it.put("static/robots.txt", "User-agent: x\n")
        }),
        ("another file that is copied", |it| {
            it.put("static/CNAME", "example.org\n")
        }),
        ("the look", |it| {
            it.put("themes/default/strings/en.ftl", "section-trend = The course\n");
        }),
        ("a page of the site", |it| {
            fs::write(it.site().join("index.html"), "mine").expect("written");
        }),
        ("the manifest of the site", |it| {
            let path = it.site().join("cxpress-manifest.json");
            let text = fs::read_to_string(&path).expect("a manifest");
            fs::write(path, text + "\n").expect("written");
        }),
        ("what was kept", |it| {
            fs::remove_dir_all(it.path(".cxpress-cache")).expect("removed");
        }),
    ];
    let project = Project::new();
    project.check("data", "built", "at first");
    for (what, change) in changes {
        change(&project);
        project.check("data", "built", what);
        project.check("data", "unchanged", what);
    }
    project.check("other", "built", "the environment");
    project.check("other", "unchanged", "the environment");
}

#[test]
fn what_is_wrong_is_told_every_time() {
    let project = Project::new();
    project.put("data/2026-09.csv", &(answers("2026-09") + "2026-09-30,web,99\n"));
    let first = project.build("data", &[]);
    let second = project.build("data", &[]);
    assert!(
        first.told.lines().count() > 1,
        "something is wrong: {}",
        first.told
    );
    assert_eq!(second, first);
}
