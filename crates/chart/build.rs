//! Finds the ECharts bundle that charming ships in its source and makes it known to the crate as
//! `CXPRESS_ECHARTS_BUNDLE`. Nothing is vendored and nothing is downloaded.
//!
//! `CXPRESS_ECHARTS` gives the bundle's path instead.
//!
//! Cargo is asked about a package that depends on charming and on nothing else: offline, it can answer only if it
//! has every package it is asked about, and a plain build does not fetch what the workspace needs for its tests or
//! for other systems.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const MANIFEST: &str = r#"
    [package]
    name = "cxpress-chart-bundle"
    version = "0.0.0"
    edition = "2024"

    [dependencies]
    charming = { version = "=0.6.0", default-features = false }

    [workspace]
"#;
const BUNDLE: &str = "src/asset/echarts-5.5.1.min.js";
const REMEDY: &str = "run `cargo fetch` in the workspace, or set CXPRESS_ECHARTS to the path of an \
                      echarts.min.js of version 5.5.1";

fn main() {
    println!("cargo::rerun-if-env-changed=CXPRESS_ECHARTS");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    match bundle() {
        Ok(path) => announce(&path),
        Err(why) => println!("cargo::error=the ECharts bundle was not found: {why}; {REMEDY}"),
    }
}

/// Tells cargo to rebuild when the bundle changes, and the crate where it is.
fn announce(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rustc-env=CXPRESS_ECHARTS_BUNDLE={}", path.display());
}

/// The absolute path of the bundle: the one given, else the one beside charming's manifest.
fn bundle() -> Result<PathBuf, String> {
    let path = match env::var_os("CXPRESS_ECHARTS") {
        Some(given) => PathBuf::from(given),
        None => charming()?.join(BUNDLE),
    };
    path.canonicalize()
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// The folder of charming's source.
fn charming() -> Result<PathBuf, String> {
    let package = package().map_err(|error| format!("the build folder cannot be written: {error}"))?;
    let metadata = metadata(&package)?;
    let manifest = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "charming")
        .and_then(|package| package["manifest_path"].as_str())
        .ok_or("`cargo metadata` knows no package `charming`")?;
    Path::new(manifest)
        .parent()
        .map(Path::to_path_buf)
        .ok_or_else(|| format!("{manifest} has no folder"))
}

/// Writes a package that depends on charming alone, at the versions of the workspace, and gives its manifest.
fn package() -> std::io::Result<PathBuf> {
    let folder = Path::new(&variable("OUT_DIR")).join("bundle");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let here = variable("CARGO_MANIFEST_DIR");
    let mut locks = Path::new(&here)
        .ancestors()
        .map(|folder| folder.join("Cargo.lock"));
    if let Some(lock) = locks.find(|lock| lock.is_file()) {
        fs::write(folder.join("Cargo.lock"), fs::read(lock)?)?;
    }
    let manifest = folder.join("Cargo.toml");
    fs::write(&manifest, MANIFEST)?;
    Ok(manifest)
}

/// What `cargo metadata` says about a package without asking anyone else.
fn metadata(manifest: &Path) -> Result<Value, String> {
    let output = Command::new(variable("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--format-version",
            "1",
            "--filter-platform",
        ])
        .arg(variable("TARGET"))
        .arg("--manifest-path")
        .arg(manifest)
        .output()
        .map_err(|error| format!("`cargo metadata` did not start: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        return Err(format!("`cargo metadata --offline` failed: {said}"));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("`cargo metadata`: {error}"))
}

/// A variable that cargo sets for every build script.
fn variable(name: &str) -> OsString {
    env::var_os(name).unwrap_or_default()
}
