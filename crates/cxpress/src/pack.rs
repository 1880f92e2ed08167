//! What goes beside a site: the site as one page and as one archive, the report as JSON.

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cxpress_core::{Commentary, Diagnostic};
use cxpress_generator::Site;
use cxpress_report::Report;
use cxpress_themes::Theme;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::pdf::{self, PrintError};
use crate::seal::Seal;
use crate::show::Show;
use crate::write::{WriteError, write_file};

/// Why there is nothing to put beside a site.
pub(crate) enum Failure {
    NotOurs(WriteError),
    Unmade { message: String, help: String },
}

/// What to do where nothing else helps.
const WITHOUT: &str = "leave the option out; nothing was written";

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::Unmade {
            message: diagnostic.message,
            help: diagnostic.help.unwrap_or_else(|| WITHOUT.to_owned()),
        }
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        Self::Unmade {
            message: error.message(),
            help: error.help(),
        }
    }
}

impl From<ZipError> for Failure {
    fn from(error: ZipError) -> Self {
        Self::Unmade {
            message: format!("the archive could not be made: {error}"),
            help: WITHOUT.to_owned(),
        }
    }
}

impl Failure {
    /// Tells it. The site is not written yet.
    pub(crate) fn shown(&self, show: &Show) -> ExitCode {
        match self {
            Self::NotOurs(error) => show.fail(&error.to_string(), error.help()),
            Self::Unmade { message, help } => show.fail(message, help),
        }
    }
}

/// A site, and what it was made of.
pub(crate) struct Made<'a> {
    pub(crate) site: &'a Site,
    pub(crate) report: &'a Report,
    pub(crate) commentary: &'a [Commentary],
    pub(crate) theme: &'a Theme,
}

/// What goes beside a site, and where.
pub(crate) struct Beside {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Beside {
    /// The site as one page and as one archive, the report as JSON, where that is wanted. What is there must have been made of the same report.
    pub(crate) fn new(
        made: &Made<'_>,
        project: &Path,
        output: &Path,
        wanted: Wanted,
    ) -> Result<Self, Failure> {
        let folder = beside(output, "zip");
        let seal = Seal::new(folder.parent().unwrap_or(&folder), project, &made.report.title);
        let mut files = Vec::new();
        if wanted.page {
            let page = cxpress_generator::single_file(made.report, made.commentary, made.theme)?;
            files.push((beside(output, "html"), seal.page(page)));
        }
        if wanted.archive {
            files.push((
                beside(output, "zip"),
                seal.archive(zip(made.site, &name(output))?),
            ));
        }
        if wanted.digest {
            let digest = cxpress_generator::digest(made.report, made.commentary, made.theme)?;
            files.push((beside(output, "digest.html"), seal.page(digest.page)));
            files.push((beside(output, "eml"), seal.mail(digest.mail)));
        }
        if wanted.print {
            files.push((beside(output, "pdf"), seal.print(pdf::print(made.site)?)));
        }
        if wanted.report {
            files.push((beside(output, "json"), seal.object(made.report.to_json())));
        }
        let is_lost = |(path, _): &&(PathBuf, Vec<u8>)| is_another(path, seal);
        match files.iter().find(is_lost) {
            Some((path, _)) => Err(Failure::NotOurs(WriteError::NotOurFile(path.clone()))),
            None => Ok(Self { files }),
        }
    }

    /// Writes them.
    pub(crate) fn write(&self) -> Result<(), WriteError> {
        self.files
            .iter()
            .try_for_each(|(path, bytes)| write_file(bytes, path))
    }
}

/// Which of them are wanted.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) page: bool,
    pub(crate) archive: bool,
    pub(crate) report: bool,
    /// The board edition, printed.
    pub(crate) print: bool,
    /// The digest, as a page and as a mail.
    pub(crate) digest: bool,
}

impl Wanted {
    /// Whether anything is wanted beside the site.
    pub(crate) const fn any(self) -> bool {
        self.page || self.archive || self.report || self.print || self.digest
    }
}

/// Whether a path has something that no build of this report made. An empty file is nothing.
fn is_another(path: &Path, seal: Seal) -> bool {
    match fs::read(path) {
        Ok(bytes) => !bytes.is_empty() && !seal.is_of(&bytes),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// The name of a site's folder.
fn name(output: &Path) -> String {
    let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    let name = absolute.file_name().unwrap_or("site".as_ref());
    name.to_string_lossy().into_owned()
}

/// The file beside a site that has its name: `site.html`, `site.zip`, `site.json`.
fn beside(output: &Path, extension: &str) -> PathBuf {
    let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    absolute.with_file_name(format!("{}.{extension}", name(output)))
}

/// A site as an archive that unpacks to one folder, with room for a seal; the same bytes whenever it is made.
fn zip(site: &Site, folder: &str) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_comment(Seal::room())?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (path, bytes) in &site.files {
        archive.start_file(format!("{folder}/{path}"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;

    #[test]
    fn an_archive_unpacks_to_the_site() {
        let files = [("index.html", "one"), ("2026-10/index.html", "two")];
        let site = Site {
            files: files
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .into(),
        };
        let bytes = zip(&site, "october").expect("an archive");
        assert_eq!(bytes, zip(&site, "october").expect("an archive"));
        let seal = Seal::new(Path::new("/none"), Path::new("/none/project"), "October");
        let bytes = seal.archive(bytes);
        assert!(seal.is_of(&bytes));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for (path, text) in files {
            let mut found = String::new();
            let mut file = archive.by_name(&format!("october/{path}")).expect("a file");
            file.read_to_string(&mut found).expect("text");
            assert_eq!(found, text);
        }
    }

    #[test]
    fn what_is_beside_a_site_has_its_name() {
        assert!(beside(Path::new("out/site"), "zip").ends_with("out/site.zip"));
        assert!(beside(Path::new("out/site.2026"), "html").ends_with("out/site.2026.html"));
    }
}
