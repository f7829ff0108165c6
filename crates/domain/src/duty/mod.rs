//! Duty (勤务): who is on which shift, what changes it, who came, and what state a car is in.
//!
//! The roster (排班) of the register says who *should* be on duty. Requests (勤务申请: leave, swap,
//! cover) change that for single days; attendance (考勤) says who *came*. Everything that is asked of
//! duty — a car's crew, hours worked, holes — is computed here from these three.

mod attendance;
mod calendar;
mod change;
mod findings;
mod hours;
mod reject;
mod request;
mod rules;
mod turn;
mod unit;
mod unit_book;

pub use attendance::{
    Attended, Mark, MarkedBy, Sheet, SheetCommand, SheetEvent, SheetFacts, TurnMarked, turn_for,
};
pub use calendar::{BadCalendar, CalendarYear, DayKind, SpecialDay, day_kind};
pub use change::{Change, Changes, Effect};
pub use findings::{Finding, FindingKind, findings};
pub use hours::{AttendanceMark, Seconds, Worked, worked};
pub use reject::DutyRejection;
pub use request::{
    DutyRequest, LONGEST_LEAVE, LeaveKind, RequestCommand, RequestEvent, RequestFacts,
    RequestStatus, Wish, WishKind, would_break,
};
pub use rules::DutyRules;
pub use turn::{Turn, crew_on_duty, turns_of_day, turns_within};
pub use unit::{Out, OutReason, Standing, UnitFacts, UnitState, WhyOut, unit_state};
pub use unit_book::{UnitBook, UnitBookFacts, UnitCommand, UnitEvent};
