//! `cargo xtask bless`: writes anew what tests compare with, where the code is what says it.
//!
//! Expectations written by hand (`tests/messy`, check numbers) are not among them: those say what must be.

use std::process::Command;

/// Tests that compare a file with what the code gives, each with its package and the file.
const GOLDENS: [(&str, &str, &str); 1] = [("cxpress-generator", "reference", "themes/TEMPLATES.md")];

/// Runs these tests so that they write; what changed is for a person to read.
pub(crate) fn run() -> Result<String, String> {
    for (package, test, file) in GOLDENS {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["test", "--quiet", "--package", package, test])
            .env("CXPRESS_BLESS", "1");
        let passed = command.status().is_ok_and(|status| status.success());
        if !passed {
            return Err(format!(
                "the test that writes `{file}` failed: `cargo test -p {package} {test}`"
            ));
        }
    }
    let files: Vec<&str> = GOLDENS.iter().map(|(_, _, file)| *file).collect();
    Ok(format!(
        "written: {}; read what changed: `git diff`",
        files.join(", ")
    ))
}
