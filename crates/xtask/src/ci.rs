//! `cargo xtask ci`: what CI checks beside the tests.

use std::process::Command;

use crate::modules::Modules;

/// A step: what it is, the arguments of cargo, and flags for the documentation.
const STEPS: [(&str, &[&str]); 3] = [
    ("format", &["fmt", "--all", "--check"]),
    (
        "lints",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        "documentation",
        &["doc", "--workspace", "--no-deps", "--document-private-items"],
    ),
];

/// Runs all steps, and names those that failed.
pub(crate) fn run() -> Result<String, String> {
    let failed: Vec<&str> = STEPS
        .iter()
        .filter(|(_, args)| !passes(args))
        .map(|(name, _)| *name)
        .collect();
    if !failed.is_empty() {
        return Err(format!("failed: {}", failed.join(", ")));
    }
    let circles = Modules::of_all().run()?;
    Ok(format!("format, lints and documentation pass; {circles}"))
}

fn passes(args: &[&str]) -> bool {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(args).env("RUSTDOCFLAGS", "-D warnings");
    command.status().is_ok_and(|status| status.success())
}
