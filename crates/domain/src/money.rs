//! Money in whole fen (分).

use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops};

/// An amount in fen (1 yuan 元 = 100 fen). Never a float, never rounded before a form is printed.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole yuan as fen.
    #[must_use]
    pub const fn from_yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// The amount in yuan with just the decimals it needs: `1800000`, `-0.5`, `12.34`.
    #[must_use]
    pub fn yuan(self) -> String {
        let (sign, abs) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match abs % 100 {
            0 => format!("{sign}{}", abs / 100),
            cents if cents % 10 == 0 => format!("{sign}{}.{}", abs / 100, cents / 10),
            cents => format!("{sign}{}.{cents:02}", abs / 100),
        }
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 元", self.yuan())
    }
}

impl ops::Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Fen;

    #[test]
    fn yuan_shows_only_the_decimals_it_needs() {
        assert_eq!(Fen::from_yuan(1_800_000).yuan(), "1800000");
        assert_eq!(Fen(-50).yuan(), "-0.5");
        assert_eq!(Fen(1234).yuan(), "12.34");
        assert_eq!(Fen(105).yuan(), "1.05");
    }
}
