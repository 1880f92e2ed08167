//! Units: those of the field, and those that a question or a metric brings.

use serde::{Deserialize, Serialize};

/// The unit of a figure, as its value is stored. It is closed, so that whoever shows values handles each; what else there
/// is, is [`Unit::Own`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Net points, −100 … 100.
    Points,
    /// Per cent, 0 … 100.
    Percent,
    /// The mean of answers, in points of their scale.
    Mean,
    /// Seconds.
    Seconds,
    /// Seconds of business time.
    BusinessSeconds,
    /// A number of things.
    Count,
    /// A unit that is none of these: a currency, items, minutes.
    Own(OwnUnit),
}

impl Unit {
    /// The key in string tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Percent => "percent",
            Self::Mean => "mean",
            Self::Seconds => "seconds",
            Self::BusinessSeconds => "business-seconds",
            Self::Count => "count",
            Self::Own(_) => "own",
        }
    }

    /// The name in data: that of its own, where it is one.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Own(own) => own.name(),
            known => known.name(),
        }
    }
}

/// A unit by its name, with the decimals that its values are shown with.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct OwnUnit {
    /// The bytes of the name, the rest 0.
    name: [u8; Self::LONGEST],
    length: u8,
    decimals: u8,
}

impl OwnUnit {
    /// So many bytes has a name at the most.
    pub const LONGEST: usize = 16;
    /// So many decimals are kept of a number.
    pub const MOST_DECIMALS: u8 = 6;

    /// A unit such as `EUR` or `items`, and with how many decimals its values are shown. None if the name is empty or too
    /// long, or there are too many decimals.
    #[must_use]
    pub const fn new(name: &str, decimals: u8) -> Option<Self> {
        let bytes = name.as_bytes();
        if bytes.is_empty() || bytes.len() > Self::LONGEST || decimals > Self::MOST_DECIMALS {
            return None;
        }
        let mut held = [0; Self::LONGEST];
        let mut at = 0;
        while at < bytes.len() {
            held[at] = bytes[at];
            at += 1;
        }
        Some(Self {
            name: held,
            length: bytes.len() as u8,
            decimals,
        })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        let bytes = self.name.get(..usize::from(self.length)).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }

    /// With how many decimals values are shown.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }
}

impl std::fmt::Debug for OwnUnit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnUnit({:?}, {})", self.name(), self.decimals)
    }
}

/// The written form.
#[derive(Serialize, Deserialize)]
struct Written {
    name: String,
    decimals: u8,
}

impl From<OwnUnit> for Written {
    fn from(unit: OwnUnit) -> Self {
        Self {
            name: unit.name().to_owned(),
            decimals: unit.decimals,
        }
    }
}

impl TryFrom<Written> for OwnUnit {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { name, decimals } = written;
        Self::new(&name, decimals).ok_or_else(|| format!("`{name}` with {decimals} decimals is no unit"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_a_short_name() {
        let euro = OwnUnit::new("€", 2).expect("a unit");
        assert_eq!((euro.name(), euro.decimals()), ("€", 2));
        assert_eq!(OwnUnit::new("", 2), None);
        assert_eq!(OwnUnit::new("seventeen letters", 2), None);
        assert_eq!(OwnUnit::new("EUR", 7), None);
    }
}
