//! Who takes what was read.

use crate::batch::RecordBatch;
use crate::dictionary::Dictionary;

/// Takes batches of records. Each thread has sinks of its own.
pub trait Sink: Send + Sized {
    /// Takes a batch of the source with this index in the configuration.
    fn take(&mut self, source: usize, records: &RecordBatch);

    /// Takes all that another sink kept.
    fn absorb(&mut self, other: Self);

    /// What it kept, as bytes that [`load`](Self::load) reads; `None`, as unless it is defined, if it is to be read
    /// again next time. Values of dimensions are written out, since their ids are of this run.
    fn save(&self, _dictionary: &Dictionary) -> Option<Vec<u8>> {
        None
    }

    /// Takes what was saved, into an empty sink. `false` if it cannot be read; the sink is then not used.
    fn load(&mut self, _bytes: &[u8], _dictionary: &Dictionary) -> bool {
        false
    }
}
