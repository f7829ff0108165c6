//! Refusals of a project's description and of surveys in Chinese.

use liandong_domain::performance::{
    ledger::contract::BadContract, profile::BadProfile, schedule::BadSchedule, survey::BadSurvey,
};

pub(super) fn zh(bad: &BadProfile) -> String {
    use BadProfile as B;
    match bad {
        B::IndicatorTwice(id) => format!("指标编号“{id}”重复"),
        B::Level {
            indicator,
            level,
            expected,
        } => format!("指标“{indicator}”的层级“{level}”不符合财政规定，应为：{expected}"),
        B::BareWord(id) => {
            format!("指标“{id}”的指标值是文字，须有可比较的计算口径或佐证材料，不能只写“已完成”")
        }
        B::Schedule { indicator, problem } => {
            format!(
                "指标“{indicator}”的分阶段目标不成立：{}",
                schedule(*problem)
            )
        }
        B::Weights { sum_hundredths } => format!(
            "权重须全部填写或全部不填，合计 90 分；现合计 {}.{:02} 分",
            sum_hundredths / 100,
            sum_hundredths % 100
        ),
        B::Tracking { id, problem } => format!(
            "跟踪时段“{id}”不成立：{}",
            match *problem {
                "it stands twice" => "编号重复",
                "its identifier must have no dot" => "编号不能含“.”",
                "it ends before it begins" => "末日早于首日",
                "it is to be filed before it is over" => "报送日须晚于末日",
                other => other,
            }
        ),
        B::ContinuesItself(_) => "项目不能延续自身".into(),
    }
}

const fn schedule(bad: BadSchedule) -> &'static str {
    match bad {
        BadSchedule::NoParts => "文字型或时限型指标值不能分阶段",
        BadSchedule::NotExactly => "按日均摊只用于“不少于”的指标值",
        BadSchedule::Backwards => "末日早于首日",
        BadSchedule::Steps => "各阶段须按日期先后，且数值不得减少",
    }
}

pub(super) fn survey_zh(bad: &BadSurvey) -> String {
    match bad {
        BadSurvey::Answers => "有效问卷须为 1 至 20000 份".into(),
        BadSurvey::MoreThanAsked { answers, asked } => {
            format!("有效问卷 {answers} 份，多于发放的 {asked} 份")
        }
        BadSurvey::Twice(number) => format!("问卷编号“{number}”重复"),
        BadSurvey::Day(number) => format!("问卷“{number}”的日期不在调查期内"),
    }
}

pub(super) fn contract_zh(bad: &BadContract) -> String {
    match bad {
        BadContract::Unnamed => "没有合同编号或供应商".into(),
        BadContract::Invoiced(sum) => format!("已开票 {} 元，合同总额不能少于此数", sum.yuan()),
        BadContract::Lines(id) => format!("没有明细，或明细编号“{id}”重复"),
        BadContract::Line(id) => {
            format!("明细“{id}”的数量、单价、次数须大于零，按件计价的次数为 1")
        }
        BadContract::Total { lines, total } => format!(
            "明细合计 {} 元，与合同总额 {} 元不符",
            lines.yuan(),
            total.yuan()
        ),
        BadContract::Instalments => "付款节点须大于零、按日期先后，合计不超过合同总额".into(),
        BadContract::Service => "服务期末日早于首日".into(),
        BadContract::Version(next) => format!("下一版应为第 {next} 版，签订日不早于上一版"),
    }
}
