//! The incident's life (警情闭环): received → classified → accepted → assigned → acknowledged →
//! arrived → feedback → disposed → reviewed → \[referred\] → followed up → closed, with its side
//! events and clocks.
//!
//! [`decide`] turns a command into events or a [`Rejection`]; [`evolve`] is total: it takes any
//! event in any state without panic, so that an old log can always be read.

mod allow;
mod case;
mod clock;
mod command;
mod decide;
mod event;
mod evolve;
mod fact;
mod intake;
mod kinds;
mod reject;
mod state;
mod watch;

pub use allow::{allowed, permits};
pub use case::{
    AttachmentKept, CallUpdate, CaseEvent, CaseFile, CaseRejection, Draw, DrawReason, Extension,
    ExtensionAnswer, Joined, JoinedCall, MediaType, RatingLink, TurnedBack, Update, Wish,
};
pub use clock::{Breach, BreachCause, Clock, ClockEnd, ClockKind, ClockOutcome, ClockStart, Pause};
pub use command::{CommandKind, IncidentCommand};
pub use decide::{Asked, Context, Decided, Decision, decide, receive};
pub use event::{FollowUpResult, IncidentEvent, Received, Sealed};
pub use evolve::{Stamp, evolve};
pub use fact::{ClockFact, IncidentFact};
pub use intake::{Caller, Intake};
pub(crate) use kinds::words;
pub use kinds::{ArrivalSource, CategoryCode, DisposalOutcome, Grade, Phase, Source};
pub use reject::Rejection;
pub use state::{Arrival, Assignment, FollowUp, Incident, Referral, Relief};
pub use watch::{Alert, CheckIn, CrewAnswer, Matter, Refusal};
