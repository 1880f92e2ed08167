//! Packed bytes: told apart when they are damaged, and stopped when they unpack to more than any table holds.

use std::error::Error;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

const BUFFER: usize = 1 << 18;

/// What unpacks to no more than this harms nobody, however small it was packed.
const HARMLESS: u64 = 64 << 20;

/// How many times its packed size a table may unpack to. Exports shrink to a fifth or a thirtieth, at most to a
/// hundredth where every row is alike; DEFLATE can make 1,032 of one, and only zeros do.
const MOST_TIMES: u64 = 300;

/// Whether `unpacked` bytes out of `packed` ones are more than a table is.
pub(super) const fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > HARMLESS && unpacked > packed.saturating_mul(MOST_TIMES)
}

/// What is wrong with packed bytes. Travels inside an [`io::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// The end is missing.
    CutOff,
    /// All of it is there, but it is not what was packed.
    Checksum,
    /// It cannot be unpacked.
    Corrupt,
    /// It unpacks to more than any table holds.
    Bomb,
}

impl Damage {
    /// What is wrong with the bytes that gave this error, if it is that they are damaged.
    pub(super) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }

    /// What is wrong, to stand after `cannot be read:`.
    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::CutOff => "it ends too early",
            Self::Checksum => "its checksum is wrong: it was damaged on its way",
            Self::Corrupt => "it cannot be unpacked: it was damaged on its way",
            Self::Bomb => "it unpacks to more than 300 times its size, which no table does",
        }
    }

    /// What to do.
    pub(super) const fn remedy(self) -> &'static str {
        match self {
            Self::CutOff => "export or copy it again; it was cut off on its way",
            Self::Checksum | Self::Corrupt => "export or copy it again",
            Self::Bomb => "look where it comes from; if it is a table all the same, unpack it",
        }
    }

    /// An unpacker's error with its meaning.
    fn told(error: io::Error) -> io::Error {
        let damage = match error.kind() {
            _ if Self::of(&error).is_some() => return error,
            io::ErrorKind::UnexpectedEof => Self::CutOff,
            // flate2 gives both of these the same kind.
            io::ErrorKind::InvalidInput if error.to_string().contains("checksum") => Self::Checksum,
            io::ErrorKind::InvalidInput => Self::Corrupt,
            _ => return error,
        };
        damage.into()
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why())
    }
}

impl Error for Damage {}

impl From<Damage> for io::Error {
    fn from(damage: Damage) -> Self {
        let kind = match damage {
            Damage::CutOff => io::ErrorKind::UnexpectedEof,
            Damage::Checksum | Damage::Corrupt | Damage::Bomb => io::ErrorKind::InvalidData,
        };
        Self::new(kind, damage)
    }
}

/// How many packed bytes were read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed(Arc<AtomicU64>);

/// Packed bytes, counted.
pub(super) struct Counted<R> {
    inner: R,
    packed: Packed,
}

impl<R> Counted<R> {
    /// Counts what is read of `inner`.
    pub(super) fn new(inner: R) -> (Self, Packed) {
        let packed = Packed::default();
        let counted = Self {
            inner,
            packed: packed.clone(),
        };
        (counted, packed)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.packed.0.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Unpacked bytes, of which there are not too many. Its errors are told apart by [`Damage::of`].
pub(super) struct Bounded<R> {
    inner: R,
    packed: Packed,
    unpacked: u64,
}

impl<R> Bounded<R> {
    /// The bytes that `inner` unpacks out of those that `packed` counts.
    pub(super) const fn new(inner: R, packed: Packed) -> Self {
        Self {
            inner,
            packed,
            unpacked: 0,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer).map_err(Damage::told)?;
        self.unpacked += n as u64;
        if is_bomb(self.unpacked, self.packed.0.load(Ordering::Relaxed)) {
            return Err(Damage::Bomb.into());
        }
        Ok(n)
    }
}

/// The text of a gzip file.
pub(super) fn gunzip<R: Read + Send>(file: R) -> Bounded<MultiGzDecoder<BufReader<Counted<R>>>> {
    let (counted, packed) = Counted::new(file);
    let unpacked = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, counted));
    Bounded::new(unpacked, packed)
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).expect("memory");
        packed.finish().expect("memory")
    }

    /// What is wrong with a text that is read to its end, and how much of it came out.
    pub(crate) fn damage(text: impl Read) -> (Option<Damage>, u64) {
        let mut text = text;
        let mut out = 0;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match text.read(&mut buffer) {
                Ok(0) => return (None, out),
                Ok(n) => out += n as u64,
                Err(error) => return (Some(Damage::of(&error).expect("damage")), out),
            }
        }
    }

    #[test]
    fn damaged_files_are_told_apart() {
        let text = (0..9999).map(|n| format!("{n},{}\n", n * n)).collect::<String>();
        let whole = gzip(text.as_bytes());
        let end = whole.len();
        let cut = whole[..end / 2].to_vec();
        let without_length = whole[..end - 4].to_vec();
        let (mut checksum, mut garbled) = (whole.clone(), whole.clone());
        checksum[end - 8] ^= 1;
        garbled[10..30].fill(0xff);
        let twice = [whole.clone(), whole.clone()].concat();
        let cases = [
            (whole, None),
            (twice, None),
            (cut, Some(Damage::CutOff)),
            (without_length, Some(Damage::CutOff)),
            (checksum, Some(Damage::Checksum)),
            (garbled, Some(Damage::Corrupt)),
        ];
        for (index, (bytes, expected)) in cases.into_iter().enumerate() {
            assert_eq!(damage(gunzip(bytes.as_slice())).0, expected, "case {index}");
        }
    }

    #[test]
    fn what_unpacks_without_end_is_stopped_early() {
        let (found, out) = damage(gunzip(gzip(&vec![0; 200 << 20]).as_slice()));
        assert_eq!(found, Some(Damage::Bomb));
        assert!(out <= HARMLESS + (2 << 20), "{out}");
    }

    #[test]
    fn what_is_small_or_packs_badly_is_no_bomb() {
        assert_eq!(damage(gunzip(gzip(&vec![0; 60 << 20]).as_slice())).0, None);
        assert!(!is_bomb(HARMLESS * 40, HARMLESS));
        assert!(is_bomb(HARMLESS + 1, HARMLESS / 400));
    }
}
