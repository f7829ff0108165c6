//! How often the public rating pages may be asked: in this process, by link and in all. Trying links
//! out is hopeless in any case: each carries 128 bits of a keyed digest.

use liandong_domain::time::Timestamp;
use lru::LruCache;
use std::{
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
};

/// Requests a minute for one link, and for all.
const OF_LINK: u32 = 20;
const OF_ALL: u32 = 600;
/// Links whose counts are kept.
const KEPT: usize = 4_096;
const MINUTE: i64 = 60;

/// Counts of the minute.
#[derive(Debug)]
pub(crate) struct RatingLimits(Mutex<Counts>);

#[derive(Debug)]
struct Counts {
    minute: i64,
    all: u32,
    by_link: LruCache<String, u32>,
}

impl Default for RatingLimits {
    fn default() -> Self {
        Self(Mutex::new(Counts {
            minute: i64::MIN,
            all: 0,
            by_link: LruCache::new(NonZeroUsize::new(KEPT).unwrap_or(NonZeroUsize::MIN)),
        }))
    }
}

impl RatingLimits {
    /// Counts a request; says whether it may go on.
    pub(crate) fn admits(&self, link: &str, now: Timestamp) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.0.div_euclid(MINUTE);
        if counts.minute != minute {
            counts.minute = minute;
            counts.all = 0;
            counts.by_link.clear();
        }
        counts.all = counts.all.saturating_add(1);
        // A link longer than any that was given is one of nobody: it is not kept.
        let of_link = counts
            .by_link
            .get_or_insert_mut(link.chars().take(200).collect(), || 0);
        *of_link = of_link.saturating_add(1);
        let of_link = *of_link;
        of_link <= OF_LINK && counts.all <= OF_ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_and_all_links_are_bounded_by_the_minute() {
        let limits = RatingLimits::default();
        let now = Timestamp(600);
        for _ in 0..OF_LINK {
            assert!(limits.admits("a", now));
        }
        assert!(!limits.admits("a", now));
        assert!(limits.admits("b", now));
        assert!(limits.admits("a", Timestamp(660)));
        for nth in 0..OF_ALL {
            limits.admits(&nth.to_string(), Timestamp(720));
        }
        assert!(!limits.admits("c", Timestamp(720)));
    }
}
