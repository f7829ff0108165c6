//! Family 8: judgement against figures (判断).

use super::{Context, Found, facts::What};
use crate::{
    number::{Ratio, yuan},
    place::Quote,
    reading::{Field, Row, Ticks},
};

const CERTAIN: &str = "确定能完成";
const POSSIBLE: &str = "有可能完成";
const IMPOSSIBLE: &str = "确定不能完成";

pub(crate) fn r801(context: &Context<'_>, found: &mut Found) {
    let budget = &context.reading.budget;
    let (Some(tick), Some(paid), Some(base)) =
        (context.tick(budget), context.paid(), context.in_force())
    else {
        return;
    };
    let is_wrong = match tick {
        CERTAIN => base.fen == 0 || (paid.fen < base.fen && context.lags()),
        IMPOSSIBLE => base.fen > 0 && paid.fen >= base.fen,
        _ => false,
    };
    if is_wrong {
        let rate =
            Ratio::new(paid.fen, base.fen).map_or_else(|| "没有值".to_owned(), Ratio::percent);
        found
            .pair(budget.quote.clone(), base.quote)
            .with("J", tick)
            .with("B1", yuan(base.fen))
            .with("X", yuan(paid.fen))
            .arithmetic(format!("{} ÷ {} = {rate}", yuan(paid.fen), yuan(base.fen)));
    }
}

pub(crate) fn r802(context: &Context<'_>, found: &mut Found) {
    let budget = &context.reading.budget;
    let Some(tick) = context.tick(budget) else {
        return;
    };
    let told = context.clauses.iter().find(|clause| match tick {
        CERTAIN => {
            let is_next =
                clause.has(&["下一年度", "下年度", "次年", "明年"]) && clause.has(&["支付"]);
            let is_part = clause.has(&["尾款", "质保金", "部分", "剩余", "余款", "建议"]);
            let is_advice = context
                .sentence(clause)
                .is_some_and(|one| one.text.starts_with("建议"));
            (is_next && !is_part && !is_advice) || clause.has(&["无法支付"])
        }
        IMPOSSIBLE => clause.has(&["预计全额", "将全额支付"]),
        _ => false,
    });
    if let Some(clause) = told {
        let quote = context.clause_quote(clause);
        let words = quote.words();
        found
            .pair(budget.quote.clone(), quote)
            .with("J", tick)
            .with("quote", words);
    }
}

pub(crate) fn r803(context: &Context<'_>, found: &mut Found) {
    let is_zero = context.in_force().is_some_and(|one| one.fen == 0);
    if !context.lags() && !is_zero {
        return;
    }
    for clause in &context.clauses {
        if !(clause.has(&["根据", "依据"]) && clause.has(&["执行率", "执行进度"])) {
            continue;
        }
        let good = context
            .onward(clause)
            .find(|one| one.has(&["正常", "良好", "顺利"]) && !one.has(&["但", "除", "不正常"]));
        let Some(good) = good else { continue };
        let rate = context
            .facts
            .told
            .iter()
            .find(|told| told.what == What::Rate);
        let rate_quote = rate.map(|told| {
            let clauses = context
                .clauses
                .iter()
                .filter(|one| one.sentence == told.sentence);
            let before =
                clauses.filter(|one| context.clause_quote(one) == told.quote || one.has(&["支付"]));
            Quote::join(before.map(|one| context.clause_quote(one)))
        });
        let quote = context.run(clause, good);
        let words = quote.words();
        found
            .pair(
                quote,
                rate_quote.unwrap_or_else(|| context.reading.head.rate.quote.clone()),
            )
            .with("quote", words)
            .with("r", context.reading.head.rate.content.words())
            .arithmetic(format!(
                "执行率 {}",
                context.reading.head.rate.content.words()
            ));
        return;
    }
}

pub(crate) fn r804(context: &Context<'_>, found: &mut Found) {
    let goal = &context.reading.goal;
    let rows = context.rows();
    let Some(tick) = context.tick(goal).filter(|_| !rows.is_empty()) else {
        return;
    };
    let measured = rows.iter().filter(|row| row.is_measured()).count();
    let missed = rows.iter().find(|row| row.is_met() == Some(false));
    let all_met = rows
        .iter()
        .all(|row| row.is_measured() && row.is_met() == Some(true));
    let is_wrong = match tick {
        CERTAIN => measured < rows.len() || missed.is_some(),
        IMPOSSIBLE => all_met,
        _ => false,
    };
    if is_wrong {
        let open = missed
            .or_else(|| rows.iter().find(|row| !row.is_measured()))
            .or(rows.first());
        let evidence = context.facts.assessed.as_ref();
        let second = match (missed, evidence) {
            (None, Some(assessed)) => assessed.quote.clone(),
            _ => open.map_or_else(Quote::default, Row::quote),
        };
        found
            .pair(goal.quote.clone(), second)
            .with("J", tick)
            .with("k", measured)
            .with("n", rows.len())
            .with(
                "e",
                evidence.map_or_else(|| "—".to_owned(), |one| format!("{}月", one.to)),
            )
            .arithmetic(format!("{measured} / {}", rows.len()));
    }
}

pub(crate) fn r805(context: &Context<'_>, found: &mut Found) {
    let goal = &context.reading.goal;
    if context.tick(goal) != Some(CERTAIN) {
        return;
    }
    let risk = context.clauses.iter().find(|clause| {
        context.section(clause) == 5
            && clause.has(&["减少", "影响", "难以完成"])
            && clause.has(&["效益", "目标", "积极性", "质量"])
    });
    if let Some(clause) = risk {
        let last = context.onward(clause).last().unwrap_or(clause);
        let quote = context.run(clause, last);
        let words = quote.words();
        found
            .pair(goal.quote.clone(), quote)
            .with("J", CERTAIN)
            .with("quote", words);
    }
}

/// Words of a printed reason, and the judgement that they give a reason for.
const REASONS: [(&[&str], &str); 3] = [
    (&["无法", "不能", "取消", "停止"], IMPOSSIBLE),
    (
        &["余款", "预计", "尚有", "尚未", "未达标", "未达到"],
        POSSIBLE,
    ),
    (&["全部支付", "全额支付", "均达到", "全部达标"], CERTAIN),
];

pub(crate) fn r806(context: &Context<'_>, found: &mut Found) {
    for field in [&context.reading.budget, &context.reading.goal] {
        reason(context, found, field);
    }
}

fn reason(context: &Context<'_>, found: &mut Found, field: &Field<Ticks>) {
    let (Some(ticks), Some(tick)) = (field.value(), context.tick(field)) else {
        return;
    };
    let hit = REASONS
        .iter()
        .find(|(words, _)| words.iter().any(|word| ticks.reason.contains(word)));
    if let Some((_, due)) = hit.filter(|(_, due)| *due != tick) {
        let end = field.span.end;
        let quote = context.quote(&(end..end + ticks.reason.len()));
        found
            .pair(field.quote.clone(), quote)
            .with("J", tick)
            .with("quote", &ticks.reason)
            .arithmetic(format!("理由支持“{due}”"));
    }
}
