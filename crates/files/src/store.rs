//! What is remembered from one build to the next: bytes by name.

/// Remembers bytes by name from one build to the next. What it gives back is what was put there, or nothing.
pub trait Store: Send + Sync {
    /// What was last put under a name.
    fn get(&self, name: &str) -> Option<Vec<u8>>;

    /// Puts bytes under a name. If that fails, nothing is lost but time.
    fn put(&self, name: &str, bytes: &[u8]);

    /// Whether it is worth making what would be put there.
    fn remembers(&self) -> bool {
        true
    }
}

/// A store that remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forgetful;

impl Store for Forgetful {
    fn get(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &str, _: &[u8]) {}

    fn remembers(&self) -> bool {
        false
    }
}
