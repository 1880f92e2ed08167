//! Studies: what many cells, or many answers of the same respondents, say together. All look only at what is shown.

mod complete_cases;
pub(crate) mod consistency;
pub(crate) mod control;
pub(crate) mod delivery;
pub(crate) mod drivers;
pub(crate) mod echo;
pub(crate) mod family;
pub(crate) mod impact;
pub(crate) mod link;
pub(crate) mod notable;
pub(crate) mod quotes;
pub(crate) mod reasons;
pub(crate) mod swing;

use cxpress_report::{Action, DeliveryGap, Drivers, Impact, Link, Notable, Quoted, Swing};

pub(crate) use self::complete_cases::CompleteCases;

/// What the studies of a report came to, but for those that stand beside their figures.
#[derive(Default)]
pub(crate) struct Studies {
    pub(crate) actions: Vec<Action>,
    pub(crate) notable: Vec<Notable>,
    pub(crate) drivers: Vec<Drivers>,
    pub(crate) impacts: Vec<Impact>,
    pub(crate) quotes: Vec<Quoted>,
    pub(crate) swings: Vec<Swing>,
    pub(crate) delivery_gaps: Vec<DeliveryGap>,
    pub(crate) links: Vec<Link>,
}
