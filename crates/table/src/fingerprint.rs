//! What tells the bytes of one file from those of another.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use xxhash_rust::xxh3::Xxh3;

use cxpress_files::Files;

/// The number of bytes of a file as it is stored, and their hash (XXH3, 128 bits).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fingerprint {
    /// The number of bytes.
    pub bytes: u64,
    /// Their hash.
    pub hash: u128,
}

impl Fingerprint {
    /// The first half of the hash as the report shows it.
    pub fn shown(self) -> String {
        format!("{:016x}", self.hash >> 64)
    }
}

/// The fingerprint of a file, which is read from its start to its end.
pub fn of(files: &dyn Files, path: &str) -> io::Result<Fingerprint> {
    let print = Print::default();
    let mut hashed = Hashed::new(files.open(path)?, print.clone());
    let mut buffer = vec![0; 1 << 18];
    while hashed.read(&mut buffer)? > 0 {}
    Ok(print.get())
}

/// A fingerprint that is still being taken.
#[derive(Clone, Default)]
pub struct Print(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    bytes: u64,
    hash: Box<Xxh3>,
    known: Option<Fingerprint>,
}

impl Print {
    /// One that was taken already.
    pub fn of(known: Fingerprint) -> Self {
        let print = Self::default();
        print.lock().known = Some(known);
        print
    }

    /// What it is so far.
    pub fn get(&self) -> Fingerprint {
        let state = self.lock();
        state.known.unwrap_or_else(|| Fingerprint {
            bytes: state.bytes,
            hash: state.hash.digest128(),
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes whose fingerprint is taken while they are read.
pub struct Hashed<R> {
    inner: R,
    print: Print,
}

impl<R: Read> Hashed<R> {
    /// Adds what is read from `inner` to `print`.
    pub const fn new(inner: R, print: Print) -> Self {
        Self { inner, print }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let mut state = self.print.lock();
        state.bytes += n as u64;
        state.hash.update(&buffer[..n]);
        Ok(n)
    }
}
