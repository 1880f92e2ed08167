//! Arguments as they are written.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use cxpress_report::PeriodKind;

/// Customer experience reports as static sites: feedback files in, an offline report out.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the report and write the site
    Build {
        #[command(flatten)]
        shared: Shared,
        /// Where the site goes; a site that is there is replaced in one step [default: PROJECT/site]
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Write the pages of the period as one HTML file as well, beside the site: `site.html`
        #[arg(long)]
        single_file: bool,
        /// Write the site as one archive as well, beside it: `site.zip`
        #[arg(long)]
        zip: bool,
        /// Write the digest as well, beside the site: a page that mail programs show, and the mail: `site.digest.html`, `site.eml`
        #[arg(long)]
        digest: bool,
        /// Print the board edition as well, beside the site, by an installed Chromium, Chrome or Edge: `site.pdf`
        #[arg(long)]
        pdf: bool,
        /// Write the report as JSON as well, beside the site: all figures, verdicts and studies that may be published, in
        /// a form with a version (`format`): `site.json`
        #[arg(long)]
        json: bool,
        /// Open the site in a browser
        #[arg(long)]
        open: bool,
    },
    /// Do everything but write: configuration, data, commentary
    Check {
        #[command(flatten)]
        shared: Shared,
    },
    /// Keep what is published of a period, so that later reports show it as it was
    #[command(
        after_help = "It goes to `published/` in the folder of the report, which belongs with the \
                            report, not on the site."
    )]
    Freeze {
        #[command(flatten)]
        shared: Shared,
        /// Publish a period anew that was frozen before
        #[arg(long)]
        restate: bool,
    },
    /// Draw comments at random for people to label, so that the report can say how right its figures of comments are
    #[command(
        after_help = "The sample goes to `labels/ID.yaml` in the folder of the report, each comment once, without personal \
                            data and without what the program finds in it. Write what you read in each; every build reads \
                            it. From 50 labels on, themes and sentiment print precision and recall, and are corrected.\n\n\
                            It is drawn from the period that is reported on, every comment with the same chance. Drawn \
                            again with a larger `--n`, it keeps all labels. It is for your team: do not publish it."
    )]
    Sample {
        #[command(flatten)]
        shared: Shared,
        /// The question whose comments are drawn; all figures of the same comments are checked by them
        #[arg(long, value_name = "ID")]
        question: String,
        /// How many comments are drawn
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        n: u32,
        /// Another number draws other comments
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Draw from so many periods up to the one that is reported on
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        periods: u32,
    },
    /// List the files that make the look of the report, or copy one of them to change it
    #[command(
        after_help = "A copy goes to `themes/NAME/` in the folder of the report, where NAME is the report's `theme:`, \
                            or `default`."
    )]
    Theme {
        /// The folder of the report, which holds `cxpress.yaml`
        #[arg(default_value = ".")]
        project: PathBuf,
        /// The file to copy, such as `templates/overview.html`
        #[arg(long, value_name = "FILE")]
        copy: Option<String>,
    },
    /// Look at export files and propose a configuration for them
    #[command(after_help = "The configuration goes to the output, the rest beside it:\n  \
                            cxpress inspect data/*.csv > cxpress.yaml")]
    Inspect {
        /// The files, or folders of them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// How it is written: for people, or one JSON object a file
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Say what the code of a diagnostic means and what to do, or list all codes
    ExplainCode {
        /// The code, such as `column-not-found` [default: all]
        #[arg(value_name = "CODE")]
        code: Option<String>,
        /// How it is written: for people, or one JSON object a code
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Shared {
    /// The folder of the report, which holds `cxpress.yaml`
    #[arg(default_value = ".")]
    pub(crate) project: PathBuf,
    /// The period to report on, such as 2026-10 [default: the latest in the data]
    #[arg(short, long)]
    pub(crate) period: Option<String>,
    /// Report by periods of another length than the configuration says
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) by: Option<By>,
    /// Treat warnings as errors
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read every file, and remember nothing
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// How diagnostics are written: for people, or one JSON object a line
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Say nothing but what is wrong
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// How many threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// How long periods are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    Week,
    Month,
    Quarter,
    Year,
}

impl From<By> for PeriodKind {
    fn from(by: By) -> Self {
        match by {
            By::Week => Self::Week,
            By::Month => Self::Month,
            By::Quarter => Self::Quarter,
            By::Year => Self::Year,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

impl Command {
    /// How many threads to use, if that was asked for.
    pub(crate) const fn threads(&self) -> Option<NonZeroUsize> {
        match self {
            Self::Build { shared, .. }
            | Self::Check { shared }
            | Self::Freeze { shared, .. }
            | Self::Sample { shared, .. } => shared.threads,
            Self::Inspect { .. } | Self::Theme { .. } | Self::ExplainCode { .. } => None,
        }
    }

    pub(crate) const fn format(&self) -> Format {
        match self {
            Self::Build { shared, .. }
            | Self::Check { shared }
            | Self::Freeze { shared, .. }
            | Self::Sample { shared, .. } => shared.format,
            Self::Inspect { format, .. } | Self::ExplainCode { format, .. } => *format,
            Self::Theme { .. } => Format::Human,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }
}
