//! When how much of an indicator's annual value is due (分阶段目标).

use super::{
    item::{Item, Table},
    problem::{Problem, phrase},
    target,
};
use liandong_domain::performance::{
    schedule::{BadSchedule, Schedule, Step},
    target::{Target, TargetValue},
};

#[derive(Clone, Copy)]
enum Kind {
    Linear,
    Stepped,
    ByDate,
}

const KINDS: [(&str, Kind); 3] = [
    ("linear", Kind::Linear),
    ("stepped", Kind::Stepped),
    ("by_date", Kind::ByDate),
];

/// The `schedule` of an indicator's table; constant where there is none.
pub(super) fn schedule(table: &mut Table<'_>, annual: Option<&Target>) -> Option<Schedule> {
    let Some(item) = table.maybe("schedule") else {
        return Some(Schedule::Constant);
    };
    let mut table = item.table()?;
    let kind = table.get("kind").and_then(|item| item.word(&KINDS));
    let read = match kind {
        Some(Kind::Linear) => {
            let (from, to) = (table.day("from"), table.day("to"));
            from.zip(to).map(|(from, to)| Schedule::Linear { from, to })
        }
        Some(Kind::ByDate) => table.day("day").map(|day| Schedule::ByDate { day }),
        Some(Kind::Stepped) => {
            let items = table.some("step");
            let steps: Option<Vec<Step>> = items.iter().map(|item| step(item, annual)).collect();
            steps.map(|steps| Schedule::Stepped { steps })
        }
        None => None,
    };
    table.finish();
    let (read, annual) = (read?, annual?);
    if let Err(bad) = read.check(annual) {
        item.complain(Problem::Rule(match bad {
            BadSchedule::NoParts => phrase(
                "a target in words or minutes cannot be due in parts",
                "文字型或时限型指标值不能分阶段",
            ),
            BadSchedule::NotExactly => phrase(
                "a linear schedule goes with at_least",
                "按日均摊（linear）只用于 at_least",
            ),
            BadSchedule::Backwards => phrase("it ends before it begins", "末日早于首日"),
            BadSchedule::Steps => phrase(
                "the steps must follow one another by day and must not fall",
                "各阶段须按日期先后，且数值不得减少",
            ),
        }));
        return None;
    }
    Some(read)
}

fn step(item: &Item<'_>, annual: Option<&Target>) -> Option<Step> {
    let mut table = item.table()?;
    let (from, value) = (table.day("from"), table.get("value"));
    table.finish();
    let value = value?;
    let value = match annual?.value {
        TargetValue::Fen(_) => target::number(&value, target::Unit::Yuan),
        TargetValue::Count(_) => target::number(&value, target::Unit::Count),
        TargetValue::PercentHundredths(_) => target::number(&value, target::Unit::Percent),
        other => Some(other),
    };
    Some(Step {
        from: from?,
        value: value?,
    })
}
