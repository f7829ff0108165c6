//! The rules of duty (勤务规则) that a town sets.

use serde::{Deserialize, Serialize};

/// Tolerances and least numbers. Durations are whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DutyRules {
    /// Who checks in later than this after the shift's beginning is late (迟到).
    pub late_after_seconds: i64,
    /// Who checks out earlier than this before the shift's end leaves early (早退).
    pub early_before_seconds: i64,
    /// Who has not checked in this long after the shift's beginning is absent (缺勤).
    pub absent_after_seconds: i64,
    /// How long before the shift's beginning a check-in is taken.
    pub check_in_before_seconds: i64,
    /// The least rest between two turns of duty (班间休息).
    pub least_rest_seconds: i64,
    /// The least number of members in a car on duty (最低车组人数).
    pub least_crew: u32,
    /// How many days before a calibration is due to warn of it (校准预警).
    pub calibration_warning_days: u32,
}

impl Default for DutyRules {
    /// What holds until a town sets its own: five minutes' grace, absence after an hour, eleven
    /// hours' rest, two members to a car, thirty days' warning.
    fn default() -> Self {
        Self {
            late_after_seconds: 300,
            early_before_seconds: 300,
            absent_after_seconds: 3_600,
            check_in_before_seconds: 7_200,
            least_rest_seconds: 39_600,
            least_crew: 2,
            calibration_warning_days: 30,
        }
    }
}

impl DutyRules {
    /// The field that makes no sense, if there is one.
    #[must_use]
    pub fn bad_field(&self) -> Option<&'static str> {
        let day = 0..=86_400;
        [
            ("late_after_seconds", self.late_after_seconds),
            ("early_before_seconds", self.early_before_seconds),
            ("absent_after_seconds", self.absent_after_seconds),
            ("check_in_before_seconds", self.check_in_before_seconds),
            ("least_rest_seconds", self.least_rest_seconds),
        ]
        .into_iter()
        .find(|(_, seconds)| !day.contains(seconds))
        .map(|(field, _)| field)
        .or_else(|| (!(1..=20).contains(&self.least_crew)).then_some("least_crew"))
        .or_else(|| (self.calibration_warning_days > 366).then_some("calibration_warning_days"))
        .or_else(|| {
            (self.absent_after_seconds < self.late_after_seconds).then_some("absent_after_seconds")
        })
    }
}
