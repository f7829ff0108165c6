//! What the generator remembers of a call.

use super::{CallNo, demand::Weather};
use liandong_domain::{geo::Place, incident::CategoryCode, time::Timestamp};

/// A call on its way.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) no: CallNo,
    /// Index of its area.
    pub(super) area: usize,
    pub(super) place: Place,
    pub(super) category: CategoryCode,
    pub(super) weather: Weather,
    /// Whether it may end before its disposal. A call that others are merged into may not.
    pub(super) may_end_early: bool,
    /// Until when it has to stay open: a duplicate is still to be merged into it.
    pub(super) open_until: Timestamp,
    /// The call that was merged into it, until its caller was followed up.
    pub(super) joined: Option<CallNo>,
    /// How often it was dispatched, from 1.
    pub(super) round: u32,
    /// How often it was referred.
    pub(super) referrals: u32,
    /// Whether the crew came late.
    pub(super) late: bool,
}
