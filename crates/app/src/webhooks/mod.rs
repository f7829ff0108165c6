//! Webhooks (事件推送): the town's events, told to other systems from the log.
//!
//! Delivery is at least once. How far a subscription has been served stands beside the log, so that
//! it goes on after a restart, and on another node. The events of one incident arrive in order: while
//! one waits for its next attempt, the later ones of the same stream wait behind it.

mod letters;
mod manage;
mod pass;
mod payload;
mod postman;
mod sign;
mod table;

pub(crate) use letters::SECRET as WEBHOOK_SECRET;
pub use letters::{DeliveryState, Letter};
pub(crate) use manage::secret_name;
pub use manage::{Standing, Subscribed};
pub use payload::{IncidentNow, Payload, Subject};
pub use postman::Postman;
pub use sign::{Signature, sign};
pub use table::WEBHOOK;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// How often and for how long a delivery is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Attempts after which a delivery is dead.
    pub attempts: u32,
    /// Seconds to the first retry, about; doubled each time.
    pub first_seconds: u64,
    /// Seconds between attempts, at the most.
    pub longest_seconds: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempts: 12,
            first_seconds: 10,
            longest_seconds: 4 * 3600,
        }
    }
}

impl Patience {
    /// Seconds to wait after so many attempts: half of it fixed, half by chance, so that receivers
    /// that come back are not met by all at once.
    #[must_use]
    pub fn wait(&self, attempts: u32, chance: u64) -> i64 {
        let doubled = 1_u64
            .checked_shl(attempts.saturating_sub(1))
            .and_then(|times| self.first_seconds.checked_mul(times))
            .unwrap_or(u64::MAX);
        let whole = doubled.clamp(1, self.longest_seconds.max(1));
        let half = whole / 2;
        let by_chance = chance % (whole - half + 1);
        i64::try_from(half + by_chance).unwrap_or(i64::MAX).max(1)
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Where to.
    pub url: String,
    /// Headers beside the usual ones.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Vec<u8>,
}

/// Why a parcel did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The receiver answered with another status than 2xx.
    Status,
    /// The receiver sent us elsewhere; that is not followed.
    Redirect,
    /// No answer in time.
    Timeout,
    /// The address is not one that may be delivered to.
    AddressNotAllowed,
    /// The host's name leads to no address.
    NoSuchHost,
    /// The receiver's certificate does not hold.
    Certificate,
    /// The connection was refused or broke.
    Connection,
    /// Something of our own is missing: the secret, or the event.
    Ours,
}

impl Trouble {
    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Status => "对方拒收",
            Self::Redirect => "对方要求转到别处（不跟随）",
            Self::Timeout => "对方没有按时应答",
            Self::AddressNotAllowed => "地址不在允许推送的网段",
            Self::NoSuchHost => "域名没有地址",
            Self::Certificate => "对方证书不可信",
            Self::Connection => "连接不上",
            Self::Ours => "本系统缺少密钥或事件",
        }
    }
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undelivered {
    /// Why.
    pub trouble: Trouble,
    /// What the receiver answered, where it did.
    pub status: Option<u16>,
}

/// Carries parcels to other systems.
#[async_trait]
pub trait Courier: Send + Sync + 'static {
    /// Carries one parcel; done when the receiver has answered that it took it.
    async fn carry(&self, parcel: Parcel) -> Result<(), Undelivered>;
}

#[cfg(test)]
mod tests {
    use super::Patience;

    #[test]
    fn waits_double_up_to_the_longest_and_vary_by_half() {
        let patience = Patience {
            attempts: 12,
            first_seconds: 10,
            longest_seconds: 100,
        };
        for (attempts, least, most) in [
            (1, 5, 10),
            (2, 10, 20),
            (3, 20, 40),
            (9, 50, 100),
            (200, 50, 100),
        ] {
            assert_eq!(patience.wait(attempts, 0), least, "{attempts}");
            let longest = (0..500).map(|chance| patience.wait(attempts, chance)).max();
            assert_eq!(longest, Some(most), "{attempts}");
            let any = patience.wait(attempts, u64::MAX);
            assert!((least..=most).contains(&any));
        }
        let hasty = Patience {
            first_seconds: 1,
            ..patience
        };
        assert_eq!(hasty.wait(1, 0), 1, "never at once");
    }
}
