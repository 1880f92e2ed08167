//! `cargo xtask bless`: writes anew what tests compare with, where the code is what says it.
//!
//! Expectations written by hand (`tests/messy`, check numbers) are not among them: those say what must be.

use std::process::Command;

use clap::ValueEnum;

/// A file that tests compare with what the code gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Golden {
    /// What templates are given: `themes/TEMPLATES.md`.
    Templates,
    /// What simulations found: `crates/generator/proof.csv`. It takes minutes.
    Proof,
}

impl Golden {
    const fn file(self) -> &'static str {
        match self {
            Self::Templates => "themes/TEMPLATES.md",
            Self::Proof => "crates/generator/proof.csv",
        }
    }

    /// The arguments of cargo that run the tests which write it.
    const fn tests(self) -> &'static [&'static str] {
        match self {
            Self::Templates => &["test", "--quiet", "--package", "cxpress-generator", "reference"],
            Self::Proof => &[
                "test",
                "--quiet",
                "--workspace",
                "--test",
                "suites",
                "--",
                "--ignored",
                "proof::",
                "quiet::",
            ],
        }
    }
}

/// Write anew the files that tests compare with what the code gives.
#[derive(clap::Args)]
pub(crate) struct Bless {
    /// Which; all that take no minutes, if none is named.
    files: Vec<Golden>,
}

impl Bless {
    /// Runs these tests so that they write; what changed is for a person to read.
    pub(crate) fn run(&self) -> Result<String, String> {
        let files = if self.files.is_empty() {
            &[Golden::Templates][..]
        } else {
            &self.files
        };
        for golden in files {
            let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
            let mut command = Command::new(cargo);
            command.args(golden.tests()).env("CXPRESS_BLESS", "1");
            if !command.status().is_ok_and(|status| status.success()) {
                return Err(format!(
                    "a test that writes `{}` failed: `cargo {}`",
                    golden.file(),
                    golden.tests().join(" ")
                ));
            }
        }
        let names: Vec<&str> = files.iter().map(|golden| golden.file()).collect();
        Ok(format!(
            "written: {}; read what changed: `git diff`",
            names.join(", ")
        ))
    }
}
