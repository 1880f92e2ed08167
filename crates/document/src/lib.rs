//! What people write by hand, read with every mistake at once: YAML, commentary, actions, events, labels of comments, a theme's `theme.yaml`.
//!
//! In flow texts and their paths in the project; out flow a tree of values that know their place ([`yaml`]), what a
//! [`Checker`] takes from it, [`Commentary`](commentary::Commentary), [`Action`](actions::Action)s and
//! [`Event`](events::Event)s, and the addresses that values have ([`address`]). This crate knows no feedback, no
//! configuration and no metric, and resolves no name that stands for a figure.

pub mod actions;
pub mod address;
mod checker;
pub mod commentary;
pub mod events;
pub mod labels;
mod named;
pub mod theme;
pub mod value;
mod wrong;
pub mod yaml;

pub use checker::{Checker, Entry, Item, Keys};
pub use named::Named;
pub use wrong::{WRITE, Wrong, listed, suggestion};
