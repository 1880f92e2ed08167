//! What the questions of a source need to know of it.

use cxpress_metric::{Field, Kind, Missing};

use super::codebook::Themes;
use super::missing::Text;

/// What the questions of a source need to know of it.
pub(super) struct Facts<'a> {
    /// The source's id.
    pub(super) id: String,
    /// The keys that lead to it.
    pub(super) path: String,
    /// What it holds.
    pub(super) kind: Kind,
    /// What counts as missing in all its questions.
    pub(super) missing: Vec<Text<Missing>>,
    /// The fields of records that it has.
    pub(super) fields: Vec<Field>,
    /// Whether it is known when its rows began.
    pub(super) starts: bool,
    /// Its dimensions by their ids; none in the place of a pair of others.
    pub(super) dimensions: Vec<Option<String>>,
    /// The themes that its questions may ask for.
    pub(super) codebook: &'a Themes,
    /// The report's language, in which its comments are where nothing else tells.
    pub(super) language: &'a str,
}
