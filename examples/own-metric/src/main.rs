//! The command of a company that has a metric of its own: all that cxpress can, and one metric more.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut metrics = cxpress::metrics();
    metrics.push(&own_metric::Delight);
    cxpress::main(&metrics)
}
