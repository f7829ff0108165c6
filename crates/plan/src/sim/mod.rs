//! The simulation (离散事件仿真): a town's dispatch as it would be with other cars, other areas, other
//! demand, call by call, with the rules of `liandong_domain` themselves.
//!
//! ```text
//! Scenario ── Town::new ──▶ Town ── replicate(n) ──▶ Figures   one replication
//!     └────── simulate ──▶ Outcome ── compare ──▶ Difference   many, with confidence intervals
//! ```
//!
//! Architecture invariant: the same scenario gives the same bytes, whatever the number of threads. A
//! replication draws from streams of its own and counts in whole numbers; replications are put
//! together in their order.

mod calls;
mod chance;
mod check;
mod estimate;
mod kernel;
mod law;
mod map;
mod mmc;
mod near;
mod outcome;
mod replicate;
mod roster;
mod scenario;
mod student;
mod tally;
mod town;
mod watch;

pub use chance::{Purpose, Stream};
pub use check::MOST_CARS;
pub use estimate::{Estimate, mean, ratio};
pub use kernel::{Calendar, LATEST, SLOTS};
pub use law::{Duration, Sampler};
pub use mmc::{Queue, Seen};
pub use outcome::{
    Answers, CarAnswer, Difference, Measure, Outcome, PartAnswer, PointAnswer, compare,
};
pub use replicate::{Threads, simulate};
pub use scenario::{
    AreaPlan, BadScenario, Break, CallPoint, Calls, CarPlan, CategoryRate, CategoryWork, Demand,
    Fleet, Layout, PastCall, RoadTable, Rules, Run, Scenario, Service,
};
pub use student::student_quantile;
pub use tally::{CarPart, Figures, Part, PointPart};
pub use town::Town;
pub use watch::{Decision, Happened, Watch};
