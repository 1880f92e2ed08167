//! How many charts a second are drawn, of those of the sample.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use clap::Args;
use cxpress_chart::{draw, option};

use super::Failure;
use super::build::request;

/// Measure how fast the charts of the sample are drawn, on one thread.
#[derive(Args)]
pub(super) struct Charts {
    /// How often to draw them all; the fastest counts.
    #[arg(long, default_value_t = 5)]
    runs: u32,
}

impl Charts {
    pub(super) fn run(&self) -> Result<String, Failure> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let built = request(&sample, cxpress::build);
        let report = built.report.ok_or("no report")?;
        let charts = cxpress_generator::charts(&report, &built.commentary, &built.theme)
            .map_err(|fault| format!("{fault:?}"))?;
        let fastest = |what: &dyn Fn()| {
            let times = (0..self.runs.max(1)).map(|_| {
                let start = Instant::now();
                what();
                start.elapsed().as_secs_f64()
            });
            times.fold(f64::INFINITY, f64::min)
        };
        let said = fastest(&|| {
            charts
                .iter()
                .for_each(|chart| drop(black_box(option(chart, chart.size()))))
        });
        let drawn = fastest(&|| charts.iter().for_each(|chart| drop(black_box(draw(chart)))));
        let count = charts.len() as f64;
        Ok(format!(
            "{count} charts of the sample, one thread: said as an option {:.0}/s, said and drawn {:.0}/s",
            count / said,
            count / drawn,
        ))
    }
}
