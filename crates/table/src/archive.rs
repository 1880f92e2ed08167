//! ZIP archives: which tables they hold, and one of them as a stream.
//!
//! The crate `zip` reads the table of contents. Its readers borrow the archive, so a member is unpacked here, out of the
//! file itself, and its length and checksum are checked at its end.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::packed::{Bounded, Counted, Damage, is_bomb};
use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_files::Stored;

const BUFFER: usize = 1 << 16;

/// How the names of tables end.
const TABLES: [&str; 5] = [".csv", ".tsv", ".txt", ".yaml", ".yml"];

/// How the names of spreadsheets end.
const SPREADSHEETS: [&str; 6] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"];

/// How the names of archives and of packed files end.
const ARCHIVES: [&str; 9] = [
    ".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst",
];

/// A table in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Its path in the archive.
    pub(super) name: String,
    /// Its unpacked size in bytes.
    pub(super) size: u64,
}

/// Why an archive cannot be read.
#[derive(Debug)]
pub(super) enum ArchiveError {
    /// The file cannot be read.
    Io(io::Error),
    /// Its table of contents is damaged, in the words of the crate that reads it.
    Damaged(String),
    /// Two members have the same name, and only one of them could be read.
    SameName,
    /// This member is encrypted.
    Encrypted(String),
    /// This member is an archive or a packed file.
    Nested(String),
    /// This member is a spreadsheet.
    Spreadsheet(String),
    /// This member is packed in a way that is not read.
    Method(String),
    /// There is no table among the members, of which some are named here.
    NoTables(Vec<String>),
    /// It unpacks to more than any table holds.
    Bomb,
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::Io(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl ArchiveError {
    /// What is wrong with the archive at `path`, and what to do.
    pub(super) fn diagnostic(&self, path: &str) -> Diagnostic {
        let unreadable =
            |why: &str| Diagnostic::error(Code::UnreadableFile, format!("`{path}` cannot be read: {why}"));
        let diagnostic = match self {
            Self::Io(error) => {
                let remedy = Damage::of(error).map_or("check the file and its permissions", Damage::remedy);
                unreadable(&error.to_string()).help(remedy)
            }
            Self::Damaged(why) => unreadable("the table of contents at its end is missing or damaged")
                .note(format!("the archive: {why}"))
                .help("export or copy it again; it was cut off or damaged on its way"),
            Self::Bomb => unreadable(Damage::Bomb.why()).help(Damage::Bomb.remedy()),
            Self::SameName => unreadable("two of the files in it have the same name")
                .help("unpack it and give the files names of their own"),
            Self::Encrypted(name) => unreadable(&format!("`{name}` in it is encrypted"))
                .help("unpack it with its password, or pack it without one"),
            Self::Nested(name) => unreadable(&format!("`{name}` in it is packed once more"))
                .help("unpack it, and list the files themselves in `files`"),
            Self::Spreadsheet(name) => unreadable(&format!("`{name}` in it is a spreadsheet"))
                .help("unpack it, and list the spreadsheet itself in `files`"),
            Self::Method(name) => unreadable(&format!("`{name}` in it is packed in an unusual way"))
                .help("unpack it, or pack it again as an ordinary ZIP archive"),
            Self::NoTables(names) => no_tables(path, names),
        };
        diagnostic.at(Place::file(path))
    }
}

fn no_tables(path: &str, names: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::EmptyFile, format!("`{path}` holds no table"))
        .help("pack files that end in .csv, .tsv, .txt or .yaml, or leave it out of `files`");
    if names.is_empty() {
        return diagnostic.note("the archive is empty");
    }
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    diagnostic.note(format!("it holds {}", names.join(", ")))
}

/// What the name of a member says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MemberKind {
    Table,
    Spreadsheet,
    Archive,
    /// A note, a picture: nothing that is read.
    Other,
    /// What file managers add, and folders.
    Hidden,
}

impl MemberKind {
    fn of(name: &str) -> Self {
        let lower = name.to_lowercase();
        let ends = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
        let is_hidden = |part: &str| part.starts_with('.') || part == "__macosx";
        if lower.ends_with(['/', '\\']) || lower.split(['/', '\\']).any(is_hidden) {
            Self::Hidden
        } else if ends(&TABLES) {
            Self::Table
        } else if ends(&SPREADSHEETS) {
            Self::Spreadsheet
        } else if ends(&ARCHIVES) {
            Self::Archive
        } else {
            Self::Other
        }
    }
}

/// The tables in an archive, by name.
pub(super) fn members(file: Box<dyn Stored>) -> Result<Vec<Member>, ArchiveError> {
    let archive = Archive::new(file)?;
    if archive.zip.has_duplicate_names() {
        return Err(ArchiveError::SameName);
    }
    if archive.is_bomb()? {
        return Err(ArchiveError::Bomb);
    }
    let mut entries = archive.entries()?;
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let mut tables = Vec::new();
    let mut others = Vec::new();
    for entry in entries {
        match MemberKind::of(&entry.name) {
            MemberKind::Table => tables.push(entry.table()?),
            MemberKind::Spreadsheet => return Err(ArchiveError::Spreadsheet(entry.name)),
            MemberKind::Archive => return Err(ArchiveError::Nested(entry.name)),
            MemberKind::Other => others.push(entry.name),
            MemberKind::Hidden => (),
        }
    }
    if tables.is_empty() {
        const SHOWN: usize = 5;
        others.truncate(SHOWN);
        return Err(ArchiveError::NoTables(others));
    }
    Ok(tables)
}

/// A table of an archive, unpacked while it is read. Errors are told apart by [`Damage::of`].
pub(super) fn open_member<'a>(
    file: Box<dyn Stored + 'a>,
    name: &str,
) -> io::Result<Box<dyn Read + Send + 'a>> {
    let mut zip = ZipArchive::new(BufReader::new(file))?;
    let index = zip.index_for_name(name).ok_or(io::ErrorKind::NotFound)?;
    let member = zip.by_index_raw(index)?;
    let start = member.data_start().ok_or(Damage::Corrupt)?;
    let (method, packed) = (member.compression(), member.compressed_size());
    let (crc, size) = (member.crc32(), member.size());
    if member.encrypted() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    drop(member);
    let mut file = zip.into_inner();
    file.seek(SeekFrom::Start(start))?;
    let (bytes, packed) = Counted::new(file.take(packed));
    let bytes: Box<dyn Read + Send + 'a> = match method {
        CompressionMethod::Stored => Box::new(bytes),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(BufReader::with_capacity(BUFFER, bytes))),
        _ => return Err(io::ErrorKind::Unsupported.into()),
    };
    let checked = Checked {
        bytes,
        crc: Crc::new(),
        expected: crc,
        left: size,
    };
    Ok(Box::new(Bounded::new(checked, packed)))
}

/// An archive whose table of contents was read.
pub(super) struct Archive<R> {
    zip: ZipArchive<BufReader<R>>,
    /// Its size in bytes.
    length: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the table of contents.
    pub(super) fn new(mut file: R) -> Result<Self, ArchiveError> {
        let length = file.seek(SeekFrom::End(0)).map_err(ArchiveError::Io)?;
        let zip = ZipArchive::new(BufReader::new(file))?;
        Ok(Self { zip, length })
    }

    /// Whether its members together unpack to more than any table holds: each of them, or the same bytes under many
    /// names. No member gives more than it says here.
    pub(super) fn is_bomb(&self) -> Result<bool, ArchiveError> {
        let sizes = self.entries()?.into_iter().map(|entry| entry.size);
        Ok(is_bomb(sizes.fold(0, u64::saturating_add), self.length))
    }

    /// Whether there is a member of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The names of all members and their unpacked sizes in bytes.
    pub(super) fn sizes(&self) -> Result<Vec<(String, u64)>, ArchiveError> {
        let entries = self.entries()?.into_iter();
        Ok(entries.map(|entry| (entry.name, entry.size)).collect())
    }

    fn entries(&self) -> Result<Vec<Entry>, ArchiveError> {
        let entry = |index| {
            let entry = self.zip.by_index_data(index)?;
            let method = entry.compression();
            Ok(Entry {
                name: entry.name()?.into_owned(),
                size: entry.size(),
                encrypted: entry.encrypted(),
                unpackable: matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated),
            })
        };
        (0..self.zip.len()).map(entry).collect()
    }
}

/// A line of a table of contents.
struct Entry {
    name: String,
    size: u64,
    encrypted: bool,
    unpackable: bool,
}

impl Entry {
    fn table(self) -> Result<Member, ArchiveError> {
        let Self { name, size, .. } = self;
        match (self.encrypted, self.unpackable) {
            (true, _) => Err(ArchiveError::Encrypted(name)),
            (false, false) => Err(ArchiveError::Method(name)),
            (false, true) => Ok(Member { name, size }),
        }
    }
}

/// An unpacked member, which must be what the table of contents says.
struct Checked<R> {
    bytes: R,
    crc: Crc,
    expected: u32,
    /// How many bytes are still to come.
    left: u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(buffer)?;
        self.crc.update(&buffer[..n]);
        self.left = self.left.checked_sub(n as u64).ok_or(Damage::Corrupt)?;
        if n > 0 || buffer.is_empty() {
            Ok(n)
        } else if self.left > 0 {
            Err(Damage::CutOff.into())
        } else if self.crc.sum() != self.expected {
            Err(Damage::Checksum.into())
        } else {
            Ok(0)
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::packed::tests::damage;
    use super::*;

    /// An archive of files, which are packed unless their name begins with `=`.
    pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let (name, method) = match name.strip_prefix('=') {
                Some(name) => (name, CompressionMethod::Stored),
                None => (*name, CompressionMethod::Deflated),
            };
            let options = SimpleFileOptions::default().compression_method(method);
            zip.start_file(name, options).expect("memory");
            zip.write_all(bytes).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    pub(crate) fn stored(bytes: Vec<u8>) -> Box<dyn Stored> {
        Box::new(Cursor::new(bytes))
    }

    /// The archive with the bytes at `offset` of the first line of its table of contents changed.
    fn patched(mut bytes: Vec<u8>, offset: usize, change: impl Fn(&mut u8)) -> Vec<u8> {
        let signature = bytes.windows(4).position(|at| at == b"PK\x01\x02");
        change(&mut bytes[signature.expect("a table of contents") + offset]);
        bytes
    }

    // Where they stand in a line of the table of contents.
    const FLAGS: usize = 8;
    const METHOD: usize = 10;
    const CRC: usize = 16;
    const PACKED_SIZE: usize = 20;
    const SIZE: usize = 24;

    fn text_of(bytes: &[u8], name: &str) -> String {
        let mut text = String::new();
        let mut member = open_member(stored(bytes.to_vec()), name).expect("a member");
        member.read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn tables_are_listed_by_name_and_read() {
        let text = "a,b\n1,2\n".repeat(40_000);
        let bytes = archive(&[
            ("2026/", b""),
            ("2026/b.CSV", text.as_bytes()),
            ("=2026/a.csv", b"a\n1\n"),
            ("notes.yaml", b"- a: 1\n"),
            ("empty.txt", b""),
            ("liesmich.pdf", b"%PDF"),
            ("__MACOSX/2026/._a.csv", b"\0"),
            (".DS_Store", b"\0"),
        ]);
        let found = members(stored(bytes.clone())).expect("members");
        let found: Vec<_> = found.iter().map(|member| (&*member.name, member.size)).collect();
        assert_eq!(
            found,
            [
                ("2026/a.csv", 4),
                ("2026/b.CSV", 320_000),
                ("empty.txt", 0),
                ("notes.yaml", 7)
            ]
        );
        assert_eq!(text_of(&bytes, "2026/b.CSV"), text);
        assert_eq!(text_of(&bytes, "2026/a.csv"), "a\n1\n");
        assert_eq!(text_of(&bytes, "empty.txt"), "");
        let missing = open_member(stored(bytes), "c.csv")
            .err()
            .map(|error| error.kind());
        assert_eq!(missing, Some(io::ErrorKind::NotFound));
    }

    #[track_caller]
    fn check(bytes: Vec<u8>, message: &str, help: &str) {
        let error = members(stored(bytes)).expect_err(message).diagnostic("a.zip");
        assert!(error.message.contains(message), "{}", error.message);
        let found = error.help.expect("help");
        assert!(found.contains(help), "{found}");
        assert_eq!(error.place, Some(Place::file("a.zip")));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_a_remedy() {
        let whole = archive(&[("a.csv", b"a,b\n1,2\n")]);
        check(archive(&[]), "holds no table", "leave it out");
        check(archive(&[("a.pdf", b"%PDF")]), "holds no table", "leave it out");
        check(
            archive(&[("b.csv", b"b"), ("a.xlsx", b"PK")]),
            "`a.xlsx` in it is a spreadsheet",
            "unpack it",
        );
        check(
            archive(&[("b.csv", b"b"), ("a.csv.gz", b"\x1f")]),
            "`a.csv.gz` in it is packed once more",
            "unpack it",
        );
        check(
            archive(&[("b.zip", b"PK")]),
            "`b.zip` in it is packed once more",
            "unpack it",
        );
        check(whole[..whole.len() / 2].to_vec(), "missing or damaged", "cut off");
        check(
            patched(whole.clone(), FLAGS, |at| *at |= 1),
            "`a.csv` in it is encrypted",
            "password",
        );
        check(
            patched(whole, METHOD, |at| *at = 12),
            "in an unusual way",
            "ordinary ZIP",
        );
        let mut same = archive(&[("a.csv", b"a"), ("b.csv", b"b")]);
        for at in 0..same.len() - 5 {
            if &same[at..at + 5] == b"b.csv" {
                same[at] = b'a';
            }
        }
        check(same, "the same name", "names of their own");
    }

    #[test]
    fn damaged_members_are_told_apart() {
        let text = (0..9999).map(|n| format!("{n},{}\n", n * n)).collect::<String>();
        let whole = archive(&[("a.csv", text.as_bytes())]);
        let plain = archive(&[("=a.csv", text.as_bytes())]);
        let mut garbled = whole.clone();
        garbled[40..60].fill(0xff);
        let cases = [
            (whole.clone(), None),
            (plain.clone(), None),
            (
                patched(whole.clone(), PACKED_SIZE + 1, |at| *at -= 1),
                Some(Damage::CutOff),
            ),
            (
                patched(plain.clone(), PACKED_SIZE, |at| *at -= 1),
                Some(Damage::CutOff),
            ),
            (patched(whole.clone(), CRC, |at| *at ^= 1), Some(Damage::Checksum)),
            (patched(plain, CRC, |at| *at ^= 1), Some(Damage::Checksum)),
            (patched(whole.clone(), SIZE, |at| *at -= 1), Some(Damage::Corrupt)),
            (patched(whole, SIZE, |at| *at += 1), Some(Damage::CutOff)),
            (garbled, Some(Damage::Corrupt)),
        ];
        for (index, (bytes, expected)) in cases.into_iter().enumerate() {
            let member = open_member(stored(bytes), "a.csv").expect("a member");
            assert_eq!(damage(member).0, expected, "case {index}");
        }
    }

    #[test]
    fn bombs_are_stopped_before_and_while_they_are_read() {
        let bytes = archive(&[("a.csv", &vec![0; 200 << 20])]);
        check(bytes.clone(), "300 times", "unpack it");
        let (found, out) = damage(open_member(stored(bytes), "a.csv").expect("a member"));
        assert_eq!(found, Some(Damage::Bomb));
        assert!(out < 70 << 20, "{out}");
    }
}
