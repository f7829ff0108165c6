//! Failures in Simplified Chinese, for the people at the desk: what is wrong, and what to do.
//!
//! English is each error's own `Display`. Nothing internal is told here.

mod profile;
mod records;
#[cfg(test)]
mod tests;

use crate::{
    AppError,
    view::{hazard_zh, role_zh},
};
use liandong_domain::{
    incident::Rejection,
    policy::HazardFound,
    time::{Timestamp, UtcOffset},
};

/// The failure in Chinese, with times in Beijing time.
#[must_use]
pub fn zh(error: &AppError) -> String {
    match error {
        AppError::Rejected(rejection) => rejected(rejection),
        AppError::Registry(rejection) => format!("未予登记：{}", records::registry(rejection)),
        AppError::Project(rejection) => format!("未予登记：{}", records::project(rejection)),
        AppError::Refused(refusal) => refusal.zh.clone(),
        AppError::NoRight { role, right } => format!(
            "“{}”没有“{}”的权限，请由有权限的岗位办理",
            role_zh(*role),
            right.zh()
        ),
        AppError::NotAllowed { role, command } => format!(
            "“{}”不能进行“{}”，请由有权限的岗位办理",
            role_zh(*role),
            command.zh()
        ),
        AppError::NotVisible(role) => format!("“{}”不能查看此项内容", role_zh(*role)),
        AppError::NoSuchTown(town) => format!("没有街镇 {town}"),
        AppError::NoSuchIncident(id) => format!("没有警情 {id}"),
        AppError::NoSuchProject(id) => format!("没有项目 {id}"),
        AppError::NoSuchIndicator(id) => format!("没有指标 {id}"),
        AppError::VersionConflict { expected, actual } => format!(
            "这项内容已被他人更新（您看到的是第 {expected} 版，现为第 {actual} 版），请看过最新情况再提交"
        ),
        AppError::Contended => "这项内容正被多人同时办理，请稍后再试".into(),
        AppError::KeyReused => "同一个请求编号已用于另一项内容，请换一个编号再提交".into(),
        AppError::BadKey => "请求编号（Idempotency-Key）须为 1 至 200 个可见英文字符".into(),
        AppError::Unauthenticated => "尚未登录，或访问口令已失效，请重新登录".into(),
        AppError::LoginFailed => "账号、密码或动态口令不正确".into(),
        AppError::CodeNeeded => "请再输入动态口令（手机验证器上的六位数字），或一个恢复码".into(),
        AppError::Locked { seconds } => {
            format!("错误次数过多，请在 {seconds} 秒后再试；急用请联系管理员解锁")
        }
        AppError::Erased => "报警人信息已按规定销毁，不能再查看".into(),
        AppError::BadPeriod => "统计时段不成立：末日不得早于首日，且最长十年".into(),
        AppError::Store(_) | AppError::Internal(_) => {
            "系统内部故障，您的操作没有生效，请稍后再试；若仍不行，请联系管理员".into()
        }
    }
}

fn rejected(rejection: &Rejection) -> String {
    use Rejection as R;
    match rejection {
        R::WrongPhase { command, phase } => {
            format!("警情现处于“{}”，不能进行“{}”", phase.zh(), command.zh())
        }
        R::InFuture { occurred_at, .. } => {
            format!("发生时间 {} 晚于现在，请核对", clock(*occurred_at))
        }
        R::BeforeIncident {
            occurred_at,
            received_at,
        } => format!(
            "发生时间 {} 早于接警时间 {}，请核对",
            clock(*occurred_at),
            clock(*received_at)
        ),
        R::BeforePreviousStep {
            occurred_at,
            step_at,
        } => format!(
            "发生时间 {} 早于上一环节的时间 {}，请核对",
            clock(*occurred_at),
            clock(*step_at)
        ),
        R::NotAfterwards => "时限的暂停与恢复只能当时办理，不能补报".into(),
        R::FollowUpPending { attempts, needed } => {
            format!("未接通的回访须满 {needed} 次才能办结，现已 {attempts} 次")
        }
        R::Blank { field } => format!("“{}”不能为空", field_zh(field)),
        R::TooLong { field, most } => format!("“{}”不能超过 {most} 个字", field_zh(field)),
        R::OffTheGlobe => "坐标不成立：经度须在 −180 至 180 之间，纬度须在 −90 至 90 之间".into(),
        R::SafetyConfirmationNeeded { hazards } => format!(
            "来电内容提示可能有危险（{}）。请优先退回公安；确需分流的，须逐项核实并写明理由",
            found(hazards)
        ),
        R::OutsideCoverage => "现在不在联动承接时段，警情由派出所处置".into(),
        R::UnknownUnit(id) => format!("没有车辆 {id}"),
        R::UnitNotInService(id) => format!("车辆 {id} 当日不在勤"),
        R::UnitOutOfService { unit, reason } => {
            format!("车辆 {unit} 已停勤（{}），请改派其他车辆", reason.zh())
        }
        R::NobodyToRelieve(id) => format!("车辆 {id} 没有接班人员：在岗的仍是原车组"),
        R::UnitBusy { unit, incident } => {
            format!("车辆 {unit} 正在处置警情 {incident}，请改派其他车辆")
        }
        R::UnitNotHere(id) => format!("车辆 {id} 不在这起警情上"),
        R::UnitAlreadyHere(id) => format!("车辆 {id} 已在这起警情上"),
        R::AlreadyReported(id) => format!("车辆 {id} 已报过，无需重复"),
        R::UnknownArea(id) => format!("没有责任区 {id}"),
        R::UnknownStation(id) => format!("没有派出所 {id}"),
        R::UnknownDepartment(id) => format!("没有职能部门 {id}"),
        R::UnknownSubcategory(id) => format!("该大类下没有子类 {id}"),
        R::UnknownReferral(number) => format!("没有第 {number} 号流转"),
        R::ReferralAnswered(number) => format!("第 {number} 号流转已有答复"),
        R::AlreadyReferred(id) => format!("部门 {id} 已在办理这起警情"),
        R::BadMergeTarget(id) => {
            format!("不能并入警情 {id}：须是另一起尚未结束的警情")
        }
        R::NoSuchClock(kind) => format!("“{}”时限没有在计时", kind.zh()),
        R::AlreadyPaused(kind) => format!("“{}”时限已暂停", kind.zh()),
        R::NotPaused(kind) => format!("“{}”时限没有暂停", kind.zh()),
        R::TooManyPauses { clock, most } => {
            format!("“{}”时限最多暂停 {most} 次", clock.zh())
        }
        R::BadPause { most } => format!("暂停须大于零，且最长 {} 分钟", most / 60),
        R::ClockAlreadyBreached(kind) => format!("“{}”已超时，不能再暂停", kind.zh()),
        R::NoBreach(kind) => format!("“{}”没有超时，无需说明", kind.zh()),
        R::AlreadyReceived => "这起警情已登记".into(),
        R::NoSuchIncident => "没有这起警情".into(),
        R::Case(why) => why.zh(),
        R::NoCaller => "这起警情没有登记报警人".into(),
        R::TownUncovered { free_cars, wanted } => format!(
            "派出后全镇只剩 {free_cars} 辆空闲车辆，少于规则要求的 {wanted} 辆；确需派出的，请写明理由"
        ),
        R::NoCheckIn(id) => format!("车辆 {id} 没有现场安全确认"),
        R::NoSuchAlert => "没有这项待确认的提醒".into(),
    }
}

fn found(hazards: &[HazardFound]) -> String {
    let each = |one: &HazardFound| format!("{}：“{}”", hazard_zh(one.hazard), one.word);
    hazards.iter().map(each).collect::<Vec<_>>().join("；")
}

/// `14:05:09`, with the day before it: 2024-03-01 14:05:09.
fn clock(at: Timestamp) -> String {
    let offset = UtcOffset::BEIJING;
    let second = offset.second_of_day(at);
    format!(
        "{} {:02}:{:02}:{:02}",
        offset.day(at),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

fn field_zh(field: &'static str) -> &'static str {
    match field {
        "address" => "地址",
        "text" => "内容",
        "reason" => "理由",
        "finding" => "研判意见",
        "result" => "办理结果",
        "note" => "办结说明",
        "complaint" => "投诉内容",
        "in_spite_of_hazards" => "分流理由",
        "leave_town_uncovered" => "无车值守理由",
        "external" => "来源编号",
        "number" => "来源编号",
        "words" => "评价内容",
        "caller.name" | "name" => "报警人姓名",
        "caller.phone" | "phone" => "报警人电话",
        other => other,
    }
}
