//! One queue before several servers (M/M/c, M/G/c, with or without room to wait), first come, first
//! served, on the same calendar as the town. Its answers are known exactly, so that the kernel can be
//! held against them.

use super::{
    chance::{Purpose, Stream},
    kernel::{Calendar, SLOTS},
    law::{Duration, Sampler},
    scenario::BadScenario,
};
use std::collections::VecDeque;

/// Ticks of the calendar in one unit of time: rounding is then a few parts in 10⁸.
const TICKS: f64 = (1_u32 << 24) as f64;

/// A queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Servers, 1 to 63.
    pub servers: usize,
    /// Time between two arrivals.
    pub between: Duration,
    /// Time of service.
    pub service: Duration,
    /// How many may wait; `None` is without limit, and 0 is a loss system.
    pub room: Option<usize>,
    /// Customers that come first and are not counted (热身).
    pub warm_up: u64,
    /// Customers that are counted.
    pub customers: u64,
}

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Seen {
    /// Customers counted, served or lost.
    pub customers: u64,
    /// Of these, turned away.
    pub lost: u64,
    /// Of those served, who had to wait.
    pub delayed: u64,
    /// The sum of their waits.
    pub wait: f64,
    /// The time over which they came.
    pub time: f64,
    /// Integral of the number in the system over that time.
    pub in_system: f64,
}

impl Seen {
    /// Mean wait of those served.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.wait / (self.customers - self.lost) as f64
    }

    /// Share of those served who waited.
    #[must_use]
    pub fn delayed_share(&self) -> f64 {
        self.delayed as f64 / (self.customers - self.lost) as f64
    }

    /// Share of all who were turned away.
    #[must_use]
    pub fn lost_share(&self) -> f64 {
        self.lost as f64 / self.customers as f64
    }

    /// Mean number in the system.
    #[must_use]
    pub fn mean_in_system(&self) -> f64 {
        self.in_system / self.time
    }
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a conversion that saturates: no duration is negative, and none is that long"
)]
fn ticks(of: f64) -> u64 {
    (of * TICKS) as u64
}

impl Queue {
    /// Runs one replication.
    ///
    /// # Errors
    /// [`BadScenario`] where a law or the number of servers makes no sense.
    pub fn run(&self, seed: u64, replication: u64) -> Result<Seen, BadScenario> {
        if !(1..SLOTS).contains(&self.servers) {
            return Err(BadScenario {
                field: "servers",
                problem: "there are 1 to 63 servers",
            });
        }
        // Made for each law by the compiler: a law that is looked up at each draw costs a tenth.
        match (self.between.sampler()?, self.service.sampler()?) {
            (Sampler::Exponential(between), Sampler::Exponential(service)) => Ok(self.walk(
                seed,
                replication,
                |stream| between * stream.exponential(),
                |stream| service * stream.exponential(),
            )),
            (between, service) => Ok(self.walk(
                seed,
                replication,
                |stream| between.draw(stream),
                |stream| service.draw(stream),
            )),
        }
    }

    fn walk(
        &self,
        seed: u64,
        replication: u64,
        between: impl Fn(&mut Stream) -> f64,
        service: impl Fn(&mut Stream) -> f64,
    ) -> Seen {
        let mut arrivals = Stream::new(seed, replication, Purpose::Arrivals);
        let mut work = Stream::new(seed, replication, Purpose::Work);
        let door = self.servers;
        let mut calendar = Calendar::new(self.servers + 1);
        let mut free: u64 = (1 << self.servers) - 1;
        // Who waits: when they came, and whether they count.
        let mut waiting: VecDeque<(u64, bool)> = VecDeque::with_capacity(1_024);
        let room = self.room.unwrap_or(usize::MAX);
        let last = self.warm_up + self.customers;
        let (mut came, mut wait) = (0_u64, 0_u64);
        let mut seen = Seen::default();
        // Of the counted time: its begin, the last change, and the integral so far.
        let (mut begin, mut changed, mut integral) = (0_u64, 0_u64, 0_u128);
        let (mut inside, mut end) = (0_u64, 0_u64);
        calendar.set(door, ticks(between(&mut arrivals)));
        while let Some((now, slot)) = calendar.first() {
            if slot != door {
                integral += u128::from(inside) * u128::from(now - changed);
                changed = now;
                inside -= 1;
                if let Some((since, counts)) = waiting.pop_front() {
                    if counts {
                        wait += now - since;
                        seen.delayed += 1;
                    }
                    calendar.set(slot, now + ticks(service(&mut work)));
                } else {
                    free |= 1 << slot;
                    calendar.clear(slot);
                }
                continue;
            }
            if came >= last {
                // Nobody counted comes any more, and those who wait are served.
                end = now;
                seen.in_system = (integral + u128::from(inside) * u128::from(now - changed)) as f64;
                calendar.clear(door);
                continue;
            }
            integral += u128::from(inside) * u128::from(now - changed);
            changed = now;
            if came == self.warm_up {
                begin = now;
                integral = 0;
            }
            let counts = came >= self.warm_up;
            came += 1;
            seen.customers += u64::from(counts);
            calendar.set(door, now + ticks(between(&mut arrivals)));
            if free != 0 {
                let server = free.trailing_zeros() as usize;
                free &= free - 1;
                inside += 1;
                calendar.set(server, now + ticks(service(&mut work)));
            } else if waiting.len() < room {
                inside += 1;
                waiting.push_back((now, counts));
            } else {
                seen.lost += u64::from(counts);
            }
        }
        seen.wait = wait as f64 / TICKS;
        seen.time = end.saturating_sub(begin) as f64 / TICKS;
        seen.in_system /= TICKS;
        seen
    }
}
