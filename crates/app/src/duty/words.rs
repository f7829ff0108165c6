//! Chinese words of the kinds of events of duty and the register.

/// The Chinese word of an event's kind, when it is of duty or the register.
pub(crate) fn kind_zh(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "duty.asked" => "勤务申请",
        "duty.agreed" => "对方同意",
        "duty.declined" => "对方不同意",
        "duty.approved" => "批准申请",
        "duty.refused" => "不批准申请",
        "duty.withdrawn" => "撤回申请",
        "duty.revoked" => "取消已批准的申请",
        "duty.leave_cut_short" => "销假",
        "duty.checked_in" => "签到",
        "duty.checked_out" => "签退",
        "duty.attendance_corrected" => "更正考勤",
        "unit.taken_out" => "停勤",
        "unit.returned" => "返岗",
        "town.area_drawn" => "划定责任区",
        "town.roster_set" => "设定排班",
        "town.calendar_published" => "登记节假日安排",
        "town.duty_rules_set" => "设定勤务规则",
        "town.place_listed" => "登记地名地址",
        "town.equipment_kind_defined" => "登记装备种类",
        "town.equipment_issued" => "发放装备",
        "town.equipment_changed" => "装备变动",
        _ => return None,
    })
}
