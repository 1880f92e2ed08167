//! What a site has beside its pages: the files that pages load, the index of the search, tables to take along, pages at
//! addresses that have moved, and a period as one file.

pub(crate) mod asset;
pub(crate) mod digest;
pub(crate) mod download;
pub(crate) mod figures;
pub(crate) mod moved;
pub(crate) mod script;
pub(crate) mod search;
pub(crate) mod shelf;
pub(crate) mod single;
pub(crate) mod style;
mod workbook;
