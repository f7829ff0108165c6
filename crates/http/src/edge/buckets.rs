//! Token buckets (令牌桶), in whole numbers.

use crate::Rate;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// What one request costs: a minute's milliseconds, so that `per_minute` units a millisecond fill
/// the bucket without a fraction.
const COST: u64 = 60_000;
/// Buckets kept at the most; full ones are no different from none.
const MOST: usize = 100_000;

/// What a bucket says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Whether the request may pass.
    pub(crate) passes: bool,
    /// Requests that may follow at once.
    pub(crate) remaining: u64,
    /// Seconds, rounded up, until another request passes; 0 when one does now.
    pub(crate) retry: u64,
    /// Seconds, rounded up, until the bucket is full.
    pub(crate) reset: u64,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: u64,
    at: Instant,
}

/// Buckets of one rate, one for each key.
#[derive(Debug)]
pub(crate) struct Buckets<K> {
    rate: Rate,
    held: Mutex<HashMap<K, Bucket>>,
}

impl<K: Hash + Eq> Buckets<K> {
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            rate,
            held: Mutex::default(),
        }
    }

    pub(crate) const fn rate(&self) -> Rate {
        self.rate
    }

    /// Takes a request's cost out, where there is enough.
    pub(crate) fn take(&self, key: K, now: Instant) -> Verdict {
        self.ask(key, now, true)
    }

    /// Looks whether a request would pass.
    pub(crate) fn look(&self, key: K, now: Instant) -> Verdict {
        self.ask(key, now, false)
    }

    fn ask(&self, key: K, now: Instant, take: bool) -> Verdict {
        let full = self.rate.burst.saturating_mul(COST);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut level = held.get(&key).map_or(full, |one| self.level(*one, now));
        let passes = level >= COST;
        if take && passes {
            level -= COST;
            if held.len() >= MOST {
                self.sweep(&mut held, now);
            }
            held.insert(key, Bucket { level, at: now });
        }
        drop(held);
        let until = |wanted: u64| {
            let lacking = wanted.saturating_sub(level);
            let milliseconds = lacking.div_ceil(self.rate.per_minute.max(1));
            milliseconds.div_ceil(1_000)
        };
        Verdict {
            passes,
            remaining: level / COST,
            retry: until(COST),
            reset: until(full),
        }
    }

    fn level(&self, bucket: Bucket, now: Instant) -> u64 {
        let passed = now.saturating_duration_since(bucket.at);
        let filled = milliseconds(passed).saturating_mul(self.rate.per_minute);
        let full = self.rate.burst.saturating_mul(COST);
        bucket.level.saturating_add(filled).min(full)
    }

    /// Drops full buckets, and all of them when none is: a crowd of strangers must not cost memory
    /// without end.
    fn sweep(&self, held: &mut HashMap<K, Bucket>, now: Instant) {
        let full = self.rate.burst.saturating_mul(COST);
        held.retain(|_, one| self.level(*one, now) < full);
        if held.len() >= MOST {
            held.clear();
        }
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(per_minute: u64, burst: u64) -> Buckets<&'static str> {
        Buckets::new(Rate { per_minute, burst })
    }

    #[test]
    fn a_burst_passes_and_then_the_rate_holds() {
        let buckets = buckets(60, 3);
        let start = Instant::now();
        let took: Vec<bool> = (0..4).map(|_| buckets.take("a", start).passes).collect();
        assert_eq!(took, [true, true, true, false]);
        assert!(buckets.take("b", start).passes, "each has a bucket");
        let refused = buckets.take("a", start);
        assert_eq!((refused.retry, refused.remaining, refused.reset), (1, 0, 3));
        let later = start + Duration::from_millis(999);
        assert!(!buckets.take("a", later).passes);
        let later = start + Duration::from_millis(1_000);
        assert!(buckets.take("a", later).passes);
        assert!(!buckets.take("a", later).passes);
        let much_later = start + Duration::from_secs(3_600);
        assert_eq!(
            buckets.take("a", much_later).remaining,
            2,
            "never above the burst"
        );
    }

    #[test]
    fn looking_takes_nothing() {
        let buckets = buckets(1, 1);
        let now = Instant::now();
        assert!(buckets.look("a", now).passes && buckets.look("a", now).passes);
        assert!(buckets.take("a", now).passes);
        let refused = buckets.look("a", now);
        assert!(!refused.passes);
        assert_eq!(refused.retry, 60);
    }

    #[test]
    fn nothing_is_lost_by_asking_often() {
        let buckets = buckets(7, 2);
        let start = Instant::now();
        assert!(buckets.take("a", start).passes && buckets.take("a", start).passes);
        // 60 s / 7, asked every millisecond.
        let passed = (1..=60_000).filter(|at| {
            let now = start + Duration::from_millis(*at);
            buckets.take("a", now).passes
        });
        assert_eq!(passed.count(), 7);
    }
}
