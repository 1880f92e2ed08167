//! Why a row does not count, and whom an id tells from others.

use cxpress_table::shape::NoRecord;
use serde::{Deserialize, Serialize};

/// Why a row cannot be used, or is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum RowReason {
    /// It is no record, whatever its columns mean.
    NoRecord(NoRecord),
    /// It has no date.
    NoDate,
    /// Its date cannot be read.
    UnreadableDate,
    /// Its date lies outside what periods are known for.
    DateOutOfRange,
    /// It names no wave.
    NoWave,
    /// It names a wave that the configuration does not list.
    UnknownWave,
    /// Its weight is not a number from 0 to a million.
    UnreadableWeight,
    /// How many answers it stands for is no number.
    UnreadableCount,
    /// It ended before it began.
    EndsBeforeStart,
    /// It was paused for longer than it lasted.
    PausedLonger,
    /// It belongs to a period after the reported one.
    LaterPeriod,
    /// It is dated before the day that its source begins with.
    BeforeFrom,
    /// It is dated after the day that its source ends with.
    AfterUntil,
    /// Its date may be month or day first.
    UnclearDate,
    /// How long it took cannot be read.
    UnreadableDuration,
    /// How long it took has two readings: two numbers with a colon.
    UnclearClock,
    /// How long it took has two readings: a mark before three digits.
    UnclearMark,
    /// Its date names a zone by letters that several have.
    UnclearZone,
    /// It is neither yes nor no.
    UnreadableFlag,
    /// It is no whole number of things.
    UnreadableNumber,
    /// The same response stands in a file or line before.
    Repeated,
    /// A row of the same record was changed later.
    OlderByUpdate,
    /// A row of the same record stands in a file whose latest date is later.
    OlderByDate,
    /// A row of the same record stands in a file whose name comes later.
    OlderByName,
    /// A row of the same record stands below in the same file.
    OlderByLine,
    /// All of its file stands in another one.
    SameFile,
    /// The respondent gave another response in the same period, which counts.
    Superseded,
    /// The configuration leaves it out: the number of the value among all those that its source names.
    LeftOut(u16),
}

impl RowReason {
    /// The key in the account.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::NoRecord(reason) => reason.key(),
            Self::NoDate => "no-date",
            Self::UnreadableDate => "unreadable-date",
            Self::DateOutOfRange => "date-out-of-range",
            Self::NoWave => "no-wave",
            Self::UnknownWave => "unknown-wave",
            Self::UnreadableWeight => "unreadable-weight",
            Self::UnreadableCount => "unreadable-count",
            Self::EndsBeforeStart => "ends-before-start",
            Self::PausedLonger => "paused-longer",
            Self::LaterPeriod => "later-period",
            Self::BeforeFrom => "before-from",
            Self::AfterUntil => "after-until",
            Self::UnclearDate => "unclear-date",
            Self::UnreadableDuration => "unreadable-duration",
            Self::UnclearClock => "unclear-clock",
            Self::UnclearMark => "unclear-mark",
            Self::UnclearZone => "unclear-zone",
            Self::UnreadableFlag => "unreadable-flag",
            Self::UnreadableNumber => "unreadable-number",
            Self::Repeated => "repeated",
            Self::OlderByUpdate => "older-by-update",
            Self::OlderByDate => "older-by-date",
            Self::OlderByName => "older-by-name",
            Self::OlderByLine => "older-by-line",
            Self::SameFile => "same-file",
            Self::Superseded => "superseded",
            Self::LeftOut(_) => "left-out",
        }
    }

    /// Whether the row is put aside rather than rejected: it is no record, or not of this report.
    pub(crate) const fn sets_aside(self) -> bool {
        if let Self::NoRecord(reason) = self {
            return reason.sets_aside();
        }
        matches!(
            self,
            Self::LaterPeriod
                | Self::BeforeFrom
                | Self::AfterUntil
                | Self::Repeated
                | Self::OlderByUpdate
                | Self::OlderByDate
                | Self::OlderByName
                | Self::OlderByLine
                | Self::SameFile
                | Self::Superseded
                | Self::LeftOut(_)
        )
    }
}

/// Whom or what an id tells from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum IdOf {
    /// A response, a ticket.
    Response,
    /// Who answered.
    Respondent,
    /// Whose ticket it is.
    Customer,
}

impl IdOf {
    /// The key in configurations.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Response => "response_id",
            Self::Respondent => "respondent",
            Self::Customer => "customer",
        }
    }

    /// Whom it tells from others, in a message.
    pub(crate) const fn who(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Respondent => "respondent",
            Self::Customer => "customer",
        }
    }
}
