//! One fall, told once: which group leads a change, and in which groups it only echoes because they hold
//! answers of the leading one.

use crate::heterogeneity::Estimate;
use crate::{Range, normal};

/// The level at which a group leads, divided by the number of groups, and at which a change is a group's own.
const LEVEL: f64 = 0.025;

/// The change of a group, and that of everybody who is not in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// The change of the group.
    pub group: Estimate,
    /// The change of the others, in the same unit; independent of it.
    pub others: Estimate,
}

impl Apart {
    /// By how many standard errors the group's change lies above that of the others; 0 where both are certain.
    pub fn z(self) -> f64 {
        let se = self.group.se.hypot(self.others.se);
        if se > 0.0 {
            (self.group.value - self.others.value) / se
        } else {
            0.0
        }
    }
}

/// Which of these groups a change comes from: the one that differs most from the others in the direction of
/// the total, if two-sided p ≤ .025 / `tests`.
///
/// `groups` are those whose own change is a word in that direction; `total` is any number with the sign of the
/// total's change; `tests` counts all groups that were tested, with a word or without. The first of equal ones.
/// `None` where none stands out: the change is one of all groups alike.
pub fn leading(groups: &[Apart], total: f64, tests: usize) -> Option<usize> {
    let mut most: Option<(usize, f64)> = None;
    for (index, apart) in groups.iter().enumerate() {
        let z = apart.z() * total.signum();
        if z > most.map_or(0.0, |(_, most)| most) {
            most = Some((index, z));
        }
    }
    let (index, z) = most?;
    (normal::two_sided(z) <= LEVEL / tests.max(1) as f64).then_some(index)
}

/// What is left of a group's change without the answers of the leading groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residual {
    /// The change, by the figure's own method.
    pub change: f64,
    /// Its 95 % interval.
    pub range: Range,
    /// Its two-sided p value.
    pub p: f64,
}

/// How a group's change belongs to that of the leading group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Without the leading group more than half of it is gone, beyond doubt.
    Echo,
    /// It has one in the same direction without the leading group.
    Own,
    /// The answers do not tell.
    Open,
}

/// Whether the change of a group, which is a word, is an echo of the leading group's.
///
/// `change` is that of the whole group, in the unit of the residual. It is an echo if the end of the residual's
/// interval that lies farther in the direction of the change falls short of half of it; else its own if the
/// residual has the same direction and p ≤ .025. Open without a residual: it rests on too few answers.
pub fn kind(change: f64, residual: Option<Residual>) -> Kind {
    let Some(residual) = residual else {
        return Kind::Open;
    };
    let half = change / 2.0;
    let is_echo = if change < 0.0 {
        residual.range.low > half
    } else {
        residual.range.high < half
    };
    if is_echo {
        Kind::Echo
    } else if residual.change * change > 0.0 && residual.p <= LEVEL {
        Kind::Own
    } else {
        Kind::Open
    }
}
