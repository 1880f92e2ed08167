//! Tests of redaction, sentiment and themes as their users see them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod codebook;
mod laws;
mod redact;
mod sentiment;
