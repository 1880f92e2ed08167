//! Files that pages load: their names carry a fingerprint, so that no cache mixes two months.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use xxhash_rust::xxh3::xxh3_64;

/// A file that pages load.
pub(crate) struct Asset {
    /// The path relative to the site.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl Asset {
    /// A file with its fingerprint in its name: `assets/style.2f6a0c1b9d3e4f58.css`.
    pub(crate) fn new(name: &str, extension: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let fingerprint = xxh3_64(&bytes);
        Self {
            path: format!("assets/{name}.{fingerprint:016x}.{extension}"),
            bytes,
        }
    }
}

/// A picture as part of a page: an address that holds its bytes.
pub(crate) fn embedded(extension: &str, bytes: &[u8]) -> String {
    let kind = match extension {
        "svg" => "svg+xml",
        extension => extension,
    };
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}
