//! The command, built as a company would build its own, so that a suite can start it and kill it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cxpress::main(&cxpress::metrics())
}
