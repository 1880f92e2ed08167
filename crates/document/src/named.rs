//! Names and where they stand.

use cxpress_diagnostic::Place;

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The name as written.
    pub name: String,
    /// Its place.
    pub place: Place,
}
