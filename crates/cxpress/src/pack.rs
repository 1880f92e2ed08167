//! A site as one archive, and where what is beside a site goes.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cxpress_core::Diagnostic;
use cxpress_generator::Site;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::show::Show;
use crate::write::WriteError;

/// Why nothing could be put beside a site.
pub(crate) enum Failure {
    Unwritable(WriteError),
    Unmade(String),
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::Unwritable(error)
    }
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::Unmade(diagnostic.message)
    }
}

impl From<ZipError> for Failure {
    fn from(error: ZipError) -> Self {
        Self::Unmade(format!("the archive could not be made: {error}"))
    }
}

impl Failure {
    /// Tells it. The site itself is written.
    pub(crate) fn shown(&self, show: &Show) -> ExitCode {
        match self {
            Self::Unwritable(error) => show.fail(
                &error.to_string(),
                "the site is written; check the folder beside it",
            ),
            Self::Unmade(message) => show.fail(message, "the site is written; leave the option out"),
        }
    }
}

/// The name of a site's folder.
pub(crate) fn name(output: &Path) -> String {
    let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    let name = absolute.file_name().unwrap_or("site".as_ref());
    name.to_string_lossy().into_owned()
}

/// The file beside a site that has its name: `site.html`, `site.zip`.
pub(crate) fn beside(output: &Path, extension: &str) -> PathBuf {
    let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    absolute.with_file_name(format!("{}.{extension}", name(output)))
}

/// A site as an archive that unpacks to one folder; the same bytes whenever it is made.
pub(crate) fn zip(site: &Site, folder: &str) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
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
