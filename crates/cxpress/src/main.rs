//! The `cxpress` command with the metrics that come with it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cxpress::main(&cxpress::metrics())
}
