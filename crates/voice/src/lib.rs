//! What the words of customers say: personal data taken out, sentiment, themes.
//!
//! A comment comes in as text. [`redact`] takes personal data out of it, before anything else sees it;
//! [`sentiment`] says whether what is left is positive, neutral or negative; [`codebook`] says which themes
//! it touches. Texts are read as data only: nothing here reads a file, knows a report or keeps a comment.
//!
//! What holds everywhere: the same text gives the same answer, in time that is linear in its length, and no
//! text makes anything here panic.

pub mod causes;
pub mod codebook;
pub mod language;
pub mod redact;
pub mod sentiment;

mod digits;
mod words;
