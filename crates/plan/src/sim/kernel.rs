//! The event calendar (事件表) of a discrete-event simulation (离散事件仿真): flat, integer, without a heap.
//!
//! A town has a handful of cars, and each has at most one thing ahead of it. So the calendar is one
//! slot for each source of events, and the next event is the least of a few words. A key is the time
//! shifted left by six bits with the slot below it: one comparison orders both, and two events at the
//! same moment always come in the order of their slots, on every machine.

/// As many sources of events as a calendar holds.
pub const SLOTS: usize = 64;
const SLOT_BITS: u32 = 6;
const NEVER: u64 = u64::MAX;
/// The latest time that a calendar knows.
pub const LATEST: u64 = (1 << (64 - SLOT_BITS)) - 2;

/// The next event of each source.
#[derive(Debug, Clone)]
pub struct Calendar {
    keys: [u64; SLOTS],
    /// Slots that are looked at: those asked for, rounded up to a multiple of four.
    used: usize,
}

impl Calendar {
    /// An empty calendar for so many sources, [`SLOTS`] at the most.
    #[must_use]
    pub fn new(sources: usize) -> Self {
        Self {
            keys: [NEVER; SLOTS],
            used: sources.next_multiple_of(4).clamp(4, SLOTS),
        }
    }

    /// The source's next event is at this time; what it had before is forgotten.
    #[inline]
    pub fn set(&mut self, slot: usize, at: u64) {
        self.keys[slot % SLOTS] = (at.min(LATEST) << SLOT_BITS) | (slot % SLOTS) as u64;
    }

    /// The source has nothing ahead of it.
    #[inline]
    pub fn clear(&mut self, slot: usize) {
        self.keys[slot % SLOTS] = NEVER;
    }

    /// When the source's next event is.
    #[inline]
    #[must_use]
    pub fn at(&self, slot: usize) -> Option<u64> {
        let key = self.keys[slot % SLOTS];
        (key != NEVER).then_some(key >> SLOT_BITS)
    }

    /// The next event of all: its time and its source. It stays until it is set or cleared.
    #[inline]
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a slot is below 64")]
    pub fn first(&self) -> Option<(u64, usize)> {
        // Four at a time, so that the processor compares side by side instead of waiting for each.
        let mut least = [NEVER; 4];
        for four in self.keys[..self.used].chunks_exact(4) {
            for (one, key) in least.iter_mut().zip(four) {
                *one = (*one).min(*key);
            }
        }
        let key = least[0].min(least[1]).min(least[2].min(least[3]));
        (key != NEVER).then_some((key >> SLOT_BITS, (key % SLOTS as u64) as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_comes_first_and_ties_come_by_slot() {
        let mut calendar = Calendar::new(7);
        assert_eq!(calendar.first(), None);
        calendar.set(6, 10);
        calendar.set(2, 10);
        calendar.set(4, 9);
        assert_eq!(calendar.first(), Some((9, 4)));
        calendar.clear(4);
        assert_eq!(calendar.first(), Some((10, 2)));
        calendar.set(2, 11);
        assert_eq!(calendar.first(), Some((10, 6)));
        assert_eq!(calendar.at(2), Some(11));
        assert_eq!(calendar.at(4), None);
    }
}
