//! Writes a version of a made-up site, so that a suite can start many at once and kill them.
//!
//! Arguments: the output, the project, the version, and a file to wait for.

use std::env::args;
use std::path::Path;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

fn main() -> ExitCode {
    let args: Vec<String> = args().skip(1).collect();
    let [output, project, version, signal] = args.as_slice() else {
        return ExitCode::from(2);
    };
    let Ok(version) = version.parse() else {
        return ExitCode::from(2);
    };
    let site = cxpress_tests::sites::version(version);
    while !Path::new(signal).exists() {
        sleep(Duration::from_micros(100));
    }
    match cxpress::write(&site, Path::new(output), Path::new(project)) {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
