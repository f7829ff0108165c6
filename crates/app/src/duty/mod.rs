//! Duty (勤务), places and equipment as use cases.
//!
//! What people enter goes into streams of its own (requests, attendance, what is said of cars) or
//! into the register (areas, places, calendar, rules, equipment). What is shown is computed from
//! these, the roster and the incidents at the moment it is asked for, and written down nowhere: it
//! cannot be out of date.

mod areas;
mod attendance;
mod days;
mod equipment;
mod facts;
mod hours;
mod places;
mod register;
mod requests;
mod tables;
mod units;
mod words;

pub use areas::{AreaFindingView, AreaVersionView, AreasView, PointView};
pub use attendance::{AttendanceAsked, MarkDirection};
pub use days::{
    DayView, DutyDayView, FindingView, HoursView, MemberHours, RosterFindings, TurnView,
};
pub use equipment::{
    EquipmentFindingView, EquipmentPage, EquipmentQuery, HolderView, KindView, PieceView,
    one_holder,
};
pub use places::{CandidateView, LocatedView, LookupView, ReasonView, SpotView, SpotsPage};
pub use requests::{RequestPage, RequestQuery, RequestView};
pub use tables::{ATTENDANCE, DUTY_CHANGE, DUTY_REQUEST, UNIT_BOOK};
pub use units::{CrewMember, OutView, UnitStateView};

pub(crate) use days::{Attendance as Attended, turns_and_marked};
pub(crate) use facts::{DutyFacts, Serving, out_at};
pub(crate) use words::kind_zh;

use crate::{AppError, access::Visitor};
use liandong_domain::{
    ids::MemberId,
    refusal::{Because, Refusal},
    registry::Registry,
    rights::{Right, grants},
    time::{Day, Period},
};

/// How many days a report may cover.
pub const LONGEST_PERIOD: i64 = 92;

/// Whether a visitor keeps the duty book.
const fn manages(visitor: &Visitor) -> bool {
    grants(visitor.account.role, Right::ManageDuty)
}

/// Holds a visitor to one of two rights.
fn require_either(visitor: &Visitor, one: Right, other: Right) -> Result<(), AppError> {
    visitor.require(one).or_else(|_| visitor.require(other))
}

/// A period of whole days that a report can cover.
///
/// # Errors
/// A refusal that names the field.
pub fn period(from: Day, to: Day) -> Result<Period, AppError> {
    let period = Period { from, to };
    if (1..=LONGEST_PERIOD).contains(&period.days()) {
        return Ok(period);
    }
    Err(Refusal::new(
        "bad_days",
        Because::Invalid,
        format!("结束日期不得早于开始日期，且最多 {LONGEST_PERIOD} 天"),
        format!(
            "the days must end on or after the day they begin, and be {LONGEST_PERIOD} at the most"
        ),
    )
    .about("to")
    .into())
}

/// A member's name; the badge number when nobody has it.
fn name_of(registry: &Registry, id: &MemberId) -> String {
    registry
        .member(id)
        .map_or_else(|| id.to_string(), |one| one.name.clone())
}
