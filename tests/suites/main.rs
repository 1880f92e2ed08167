//! Whole-system suites, one module each. `cargo test -p cxpress-tests inputs::` runs one of them, and with `-- --ignored`
//! what takes long, needs a browser, or reads real data.

mod actions;
mod addresses;
mod browser;
mod charts;
mod commentary;
mod configuration;
mod course;
mod days;
mod downloads;
mod echo;
mod frozen;
mod fuzzed;
mod hostile;
mod hours;
mod identity;
mod incremental;
mod inputs;
mod kinds;
mod labels;
mod messy;
#[cfg(feature = "oracle")]
mod oracle;
mod output;
mod periods;
mod planted;
mod proof;
mod properties;
mod quiet;
mod real;
mod sentences;
mod site;
mod studies;
mod themes;
mod tickets;
mod unchanged;
mod values;
