//! Studies: what many cells, or many answers of the same respondents, say together. All look only at what is shown.

pub(crate) mod consistency;
pub(crate) mod control;
pub(crate) mod delivery;
pub(crate) mod drivers;
pub(crate) mod impact;
pub(crate) mod link;
pub(crate) mod reasons;
pub(crate) mod swing;
mod together;
pub(crate) mod uncomfortable;

pub(crate) use together::Together;
