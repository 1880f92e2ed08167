//! Developer commands: `cargo xtask ci`, `modules`, `bless`, `bench`, `charts`, `demo-data`, `demo-seed`, `release-notes`. Nothing
//! here ships.

mod bench;
mod bless;
mod charts;
mod ci;
mod demo;
mod modules;
mod release_notes;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developer commands of cxpress.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the data of the sample report in `content`, the same bytes every time.
    DemoData(demo::DemoData),
    /// Look for a seed of the sample data whose history shows what is planted, and nothing else.
    DemoSeed(demo::search::DemoSeed),
    /// Check what CI checks beside the tests: format, lints, documentation.
    Ci,
    /// Measure the whole way on a generated file, beside splitting the same bytes into fields.
    Bench(bench::Bench),
    /// Print which file of a crate uses which, and fail on a circle.
    Modules(modules::Modules),
    Bless(bless::Bless),
    Charts(charts::Charts),
    /// Print what users notice of a version, from the changelog.
    ReleaseNotes(release_notes::ReleaseNotes),
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command talks to the terminal"
)]
fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::DemoData(command) => command.run().map_err(|error| error.to_string()),
        Command::DemoSeed(command) => command.run(),
        Command::Ci => ci::run(),
        Command::Bench(command) => command.run(),
        Command::Modules(command) => command.run(),
        Command::Bless(command) => command.run(),
        Command::Charts(command) => command.run(),
        Command::ReleaseNotes(command) => command.run(),
    };
    match result {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
