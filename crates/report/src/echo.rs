//! One fall, told once: which groups the change of a figure comes from, and which others only echo it, because they hold
//! answers of those.
//!
//! It is about the change that the figure's one verdict rests on ([`crate::TileVerdict`]), and about groups whose
//! own change over the same periods is a word in the same direction.

use serde::{Deserialize, Serialize};

/// Where the change of a figure comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Echoes {
    /// How many groups were tested.
    pub tested: usize,
    /// The groups that it comes from, of one dimension, at most two; none where no group stands out.
    pub leading: Vec<LeadingGroup>,
    /// The other groups that changed with it; not those of the dimension of the leading ones, which are told by
    /// themselves.
    pub others: Vec<Echo>,
}

/// A group that differs from everybody else in the direction of the change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadingGroup {
    /// The dimension: an index into [`crate::Report::dimensions`].
    pub dimension: usize,
    /// The value: an index into its values.
    pub value: usize,
    /// By how much it changed, in the unit of the judged part; none where weights would tell a group that is withheld.
    pub difference: Option<f64>,
}

/// A group that changed with the leading ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Echo {
    /// The dimension: an index into [`crate::Report::dimensions`].
    pub dimension: usize,
    /// The value: an index into its values.
    pub value: usize,
    /// How its change belongs to theirs.
    pub kind: EchoKind,
}

/// How the change of a group belongs to that of the leading ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EchoKind {
    /// Without their answers more than half of it is gone, beyond doubt.
    Echo {
        /// Whether there is evidence of what is left.
        remains: bool,
    },
    /// It changed without their answers as well.
    Own {
        /// By how much, in the unit of the judged part; none where that would tell a group that is withheld.
        difference: Option<f64>,
    },
    /// Without their answers there is no evidence of a change, or there are too few to say.
    Open,
    /// Which answers are theirs is not known, and it changed by more than everybody else.
    Most,
    /// Which answers are theirs is not known, or there is no leading group, and it does not differ from everybody else.
    Alike,
}

impl Echoes {
    /// The same with dimensions and values counted otherwise. `None` if one of them is not there.
    #[must_use]
    pub fn renumbered(&self, number: &impl Fn(usize, usize) -> Option<(usize, usize)>) -> Option<Self> {
        let leading = self.leading.iter().map(|group| {
            let (dimension, value) = number(group.dimension, group.value)?;
            Some(LeadingGroup {
                dimension,
                value,
                ..group.clone()
            })
        });
        let others = self.others.iter().map(|group| {
            let (dimension, value) = number(group.dimension, group.value)?;
            Some(Echo {
                dimension,
                value,
                kind: group.kind,
            })
        });
        Some(Self {
            tested: self.tested,
            leading: leading.collect::<Option<_>>()?,
            others: others.collect::<Option<_>>()?,
        })
    }

    /// How the change of a group belongs to that of the leading ones; none if it does not, as theirs.
    #[must_use]
    pub fn kind(&self, dimension: usize, value: usize) -> Option<EchoKind> {
        let mut others = self.others.iter();
        let other = others.find(|group| (group.dimension, group.value) == (dimension, value))?;
        Some(other.kind)
    }

    /// Whether the change of a group is told with that of the figure, and is no news of its own.
    #[must_use]
    pub fn is_told_with(&self, dimension: usize, value: usize) -> bool {
        match self.kind(dimension, value) {
            Some(EchoKind::Echo { .. } | EchoKind::Open | EchoKind::Alike) => true,
            Some(EchoKind::Own { .. } | EchoKind::Most) | None => false,
        }
    }

    /// Whether a group's change is that of the leading groups, seen again.
    #[must_use]
    pub fn is_echo(&self, dimension: usize, value: usize) -> bool {
        matches!(self.kind(dimension, value), Some(EchoKind::Echo { .. }))
    }
}
