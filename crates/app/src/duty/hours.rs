//! Hours of duty (工时), counted member by member.

use crate::view::Named;
use liandong_domain::duty::{AttendanceMark, Attended, Seconds, Worked};
use serde::Serialize;

/// Hours of all members over a period, in whole seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoursView {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Years of the period for which no calendar is known: their holidays count as ordinary days.
    pub years_without_calendar: Vec<i16>,
    /// By member.
    pub members: Vec<MemberHours>,
}

/// A member's hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberHours {
    /// The member.
    pub member: Named,
    /// Turns of the period.
    pub turns: u32,
    /// Seconds of these turns.
    pub planned: Seconds,
    /// Seconds worked within them.
    pub worked: Seconds,
    /// Seconds worked after their ends.
    pub over: Seconds,
    /// Turns by what is to be said of them.
    pub late: u32,
    /// Left early.
    pub left_early: u32,
    /// Never came.
    pub absent: u32,
    /// Nobody knows when it ended.
    pub no_check_out: u32,
    /// Days of leave.
    pub leave_days: u32,
    /// Marks that were entered late (补报).
    pub late_entries: u32,
}

impl MemberHours {
    pub(super) fn empty(member: Named) -> Self {
        Self {
            member,
            turns: 0,
            planned: Seconds::default(),
            worked: Seconds::default(),
            over: Seconds::default(),
            late: 0,
            left_early: 0,
            absent: 0,
            no_check_out: 0,
            leave_days: 0,
            late_entries: 0,
        }
    }

    pub(super) fn add(&mut self, what: &Worked, known: Option<&Attended>) {
        use AttendanceMark as M;
        self.turns += 1;
        self.planned = self.planned.plus(what.planned);
        self.worked = self.worked.plus(what.within);
        self.over = self.over.plus(what.over);
        for mark in &what.marks {
            match mark {
                M::Late => self.late += 1,
                M::LeftEarly => self.left_early += 1,
                M::Absent => self.absent += 1,
                M::NoCheckOut => self.no_check_out += 1,
                M::Pending | M::OnDuty | M::Present => {}
            }
        }
        let marks = known.iter().flat_map(|one| [one.came, one.left]).flatten();
        for mark in marks {
            self.late_entries += u32::from(mark.late);
        }
    }
}
