//! Feasibility: the interval that anybody who computes can find for a suppressed group, from all that is shown.
//!
//! It has to be at least as wide as the minimum: of one dimension, whose groups add up to a total ([`mod@line`]), and of chains
//! of dimensions by their pairs ([`chain`]), which make networks of flows ([`network`]).

mod chain;
mod line;
mod network;

pub(super) use self::chain::{Chain, chains};
pub(super) use self::line::{KnownRows, Line};
pub(super) use self::network::{Arc, Network};
