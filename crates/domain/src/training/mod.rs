//! Trainings and examinations (培训与考试): planned, held with each member's attendance, examined,
//! sat again by those who failed. What was held stands in the register as before; this is its life.

mod aggregate;
mod overdue;
mod reject;
mod session;

pub use aggregate::{SessionFacts, decide};
pub use overdue::{Overdue, OverdueReason, overdue};
pub use reject::SessionRejection;
pub use session::{
    Answered, Attended, Exam, Plan, Present, Session, SessionCommand, SessionEvent, SessionStage,
    Sitting, evolve, kind_zh,
};
