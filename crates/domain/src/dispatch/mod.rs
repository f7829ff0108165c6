//! Dispatch (派单): which car is sent, in what order calls wait, how the town stays covered, and
//! where the cars are.
//!
//! Everything here is a function of what it is given: cars, areas, the policy's numbers and a moment.
//! The desk asks it with the town as it stands, a simulation asks it with a town that never was.

mod cars;
mod coverage;
mod escalation;
mod fixes;
mod learn;
mod queue;
mod rank;
mod recommend;
mod rules;
mod travel;
mod words;

pub use cars::{AreaPoint, Car, Seen, SetAside, Situation, Wanted, WhyNot, Work};
pub use coverage::{AreaCover, Cover, StandbyAdvice, cover};
pub use escalation::{EscalationRule, EscalationStep, MatterKind};
pub use fixes::{Dropped, Fix, Near, Track};
pub use learn::{OnScene, OnSceneTime, learn_on_scene};
pub use queue::{QueueReason, Queued, Waiting, queue};
pub use rank::{ExpectedEnd, Handicap, Progress, Prospect, QueueKey, RankKey};
pub use recommend::{
    Advice, Candidate, Finish, FinishBasis, LeftBehind, Recommendation, Way, WayBasis, recommend,
};
pub use rules::{
    ArrivalByPosition, CheckInRule, DispatchRules, SpeedWindow, StandbyPoint, StandbyRules,
    TravelRules,
};
pub use travel::metres;
pub use words::Sentence;
