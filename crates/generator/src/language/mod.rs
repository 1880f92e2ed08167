//! Values in the words of a language: string tables, numbers, units, days and periods, findings in sentences.
//!
//! In flow values of a report and the string tables of a theme; out flow texts. Nothing here knows a page.

mod clause;
pub(crate) mod course;
pub(crate) mod echo;
pub(crate) mod locale;
pub(crate) mod measure;
pub(crate) mod number;
pub(crate) mod period;
pub(crate) mod say;
pub(crate) mod tile;
mod words;

pub(crate) use words::{Arg, Tongue, Words, bare};
