//! The company's command builds a site with its metric and its theme.

use cxpress_core::DiskFiles;
use cxpress_core::read::Forgetful;
use own_metric::Delight;

#[test]
fn the_metric_and_the_theme_are_on_the_page() {
    let mut metrics = cxpress::metrics();
    metrics.push(&Delight);
    let built = cxpress::build(&cxpress::Request {
        files: &DiskFiles::new(concat!(env!("CARGO_MANIFEST_DIR"), "/project")),
        environment: &|_| None,
        metrics: &metrics,
        period: None,
        by: None,
        store: &Forgetful,
        progress: &|_| (),
    });
    let site = built.site.unwrap_or_else(|| panic!("{:#?}", built.diagnostics));
    let page = String::from_utf8_lossy(&site.files["2026-10/metrics/delight.html"]);
    assert!(
        page.contains("Delighted customers") && page.contains("Acme at a glance"),
        "{page}"
    );
    assert!(page.contains("Not tried in simulations"), "{page}");
    let trust = String::from_utf8_lossy(&site.files["trust.html"]);
    assert!(trust.contains("This metric has not been simulated"), "{trust}");
}

#[test]
fn the_metric_keeps_the_laws() {
    assert_eq!(cxpress_metric::laws::check_all(&[&Delight]), Ok(()));
}
