//! How long a trend of two years takes to draw, once the engine runs.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use cxpress_chart::{Axis, Chart, Mark, Trend, TrendPoint, draw, option};

fn two_years() -> Chart {
    let point = |month: u32| {
        let value = 60.0 + f64::from(month * 7 % 5);
        TrendPoint {
            label: format!("{month}"),
            value: Some(value),
            low: Some(value - 3.0),
            high: Some(value + 3.0),
            limits: Some((58.0, 66.0)),
            text: format!("{value:.1} %"),
            detail: format!("{:.1} – {:.1} · 1,200 answers", value - 3.0, value + 3.0),
        }
    };
    Chart::Trend(Trend {
        points: (1..=24).map(point).collect(),
        axis: Axis {
            unit: " %".into(),
            ..Axis::default()
        },
        marks: vec![Mark {
            value: 65.0,
            label: "target 65 %".into(),
        }],
        events: Vec::new(),
        breaks: Vec::new(),
        stretches: Vec::new(),
        partial_last: false,
    })
}

fn trend(criterion: &mut Criterion) {
    let chart = two_years();
    criterion.bench_function("say a trend", |bencher| {
        bencher.iter(|| option(black_box(&chart)))
    });
    criterion.bench_function("draw a trend", |bencher| bencher.iter(|| draw(black_box(&chart))));
    let start = || std::thread::scope(|scope| scope.spawn(|| draw(black_box(&chart))).join());
    criterion.bench_function("start an engine and draw a trend", |bencher| bencher.iter(start));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = trend
}
criterion_main!(benches);
