//! Family 10: statement against statement (文与文).

use super::{Context, Found, context::Clause};
use crate::{
    date::Date,
    place::Quote,
    reading::{Figure, Kind, Sentence},
};

pub(crate) fn r1001(context: &Context<'_>, found: &mut Found) {
    let always = context
        .clauses
        .iter()
        .find(|clause| clause.has(&["24小时", "全天候", "全天"]) && !clause.has(&["除", "热线"]));
    let outside = context.clause(&["非承接时间", "非服务时间", "其余时间"]);
    if let (Some(always), Some(outside)) = (always, outside)
        && !outside.has(&["时间指", "时间是指", "时间即"])
    {
        found
            .pair(context.clause_quote(always), context.clause_quote(outside))
            .arithmetic("24 小时 × 每日，其余为 0 小时".to_owned());
    }
}

pub(crate) fn r1002(context: &Context<'_>, found: &mut Found) {
    let words: [&[&str]; 2] = [&["未出现未完成", "无未完成"], &["全部完成", "均已完成"]];
    let done = words.iter().find_map(|words| context.clause_in(2, words));
    let problem = context.clauses.iter().find(|clause| {
        let is_problem = context
            .sentence(clause)
            .is_some_and(|one| one.text.starts_with("问题"));
        context.section(clause) == 5 && is_problem && clause.has(&["未", "滞后", "不足"])
    });
    if let (Some(done), Some(problem)) = (done, problem) {
        found.pair(context.clause_quote(done), context.clause_quote(problem));
    }
}

pub(crate) fn r1003(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let is_zero = context.in_force().is_some_and(|one| one.fen == 0);
    // The plainest of such sentences is the one that sums up, and it comes last.
    let told = context.clauses.iter().rfind(|clause| {
        clause.has(&["申报"]) && context.onward(clause).any(|one| one.has(&["未安排"]))
    });
    if let Some(clause) = told.filter(|_| is_zero && !context.has(&["批复"])) {
        let to = context
            .onward(clause)
            .find(|one| one.has(&["未安排"]))
            .unwrap_or(clause);
        let cells = Quote::join([head.initial.quote.clone(), head.down.quote.clone()]);
        found.pair(context.run(clause, to), cells);
    }
}

pub(crate) fn r1004(context: &Context<'_>, found: &mut Found) {
    const LEAST: i64 = 90;
    let (Some(service), Some(period)) = (context.facts.service.as_ref(), context.period()) else {
        return;
    };
    let promise = context.clauses.iter().find(|clause| {
        clause.has(&["合同结束前", "合同到期前", "服务期满前"])
            && clause.has(&["支付", "付清", "付款"])
            && !clause.has(&["部分", "分月"])
    });
    let is_next_year = context.has(&["下一年度", "下年度", "次年"]);
    let Some(start) = Date::new(period.to.year + 1, 1, 1) else {
        return;
    };
    let days = start.days_to(service.to) + 1;
    if let Some(clause) = promise.filter(|_| is_next_year && days < LEAST) {
        found
            .pair(context.clause_quote(clause), service.quote.clone())
            .with("d", days)
            .arithmetic(format!("{start} → {}：{days} 天", service.to));
    }
}

pub(crate) fn r1005(context: &Context<'_>, found: &mut Found) {
    let (Some(service), Some(period)) = (context.facts.service.as_ref(), context.period()) else {
        return;
    };
    let plan: Vec<&Clause<'_>> = context
        .clauses
        .iter()
        .filter(|clause| {
            context
                .sentence(clause)
                .is_some_and(|one| one.section == 1 && one.part == 4)
        })
        .collect();
    let is_open = |clause: &&&Clause<'_>| {
        context.mentions(clause).any(|one| match one.figure {
            Figure::Date(date) => date > period.to && date != service.to,
            _ => false,
        })
    };
    if let Some(last) = plan.last()
        && service.to > period.to
        && !plan.iter().any(|clause| is_open(&clause))
    {
        found
            .pair(
                context.reading.headings.nodes.clone(),
                context.clause_quote(last),
            )
            .with("b", period.to)
            .arithmetic(format!("{} 之后 0 个节点", period.to));
    }
}

pub(crate) fn r1006(context: &Context<'_>, found: &mut Found) {
    const MOST: i64 = 60;
    let (Some(assessed), Some(period)) = (context.facts.assessed.as_ref(), context.period()) else {
        return;
    };
    let is_unpaid = context.paid().is_some_and(|paid| paid.fen == 0);
    let Some(end) = (28..=31)
        .rev()
        .find_map(|day| Date::new(period.to.year, assessed.to, day))
    else {
        return;
    };
    let days = end.days_to(period.to);
    if is_unpaid && days > MOST {
        let words = ["未进行支付", "未支付", "尚未付款"];
        let clause = context
            .clause_in(2, &words)
            .or_else(|| context.clause(&words));
        let second = clause.map_or_else(Quote::default, |clause| context.clause_quote(clause));
        found
            .pair(assessed.quote.clone(), second)
            .with("a", format!("{}—{}", assessed.from, assessed.to))
            .with("b", period.to)
            .arithmetic(format!("{end} → {}：{days} 天 > {MOST}", period.to));
    }
}

pub(crate) fn r1007(context: &Context<'_>, found: &mut Found) {
    let (Some(service), Some(period)) = (context.facts.service.as_ref(), context.period()) else {
        return;
    };
    let plan = context.clause_in(1, &["计划启动", "拟启动", "拟开展", "计划开展"]);
    if let Some(clause) = plan.filter(|_| service.from <= period.to) {
        let assessed = context.facts.assessed.as_ref().map(|one| one.quote.clone());
        found.pair(
            context.clause_quote(clause),
            assessed.unwrap_or_else(|| service.quote.clone()),
        );
    }
}

pub(crate) fn r1008(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    if let Some(clause) = context.clause_in(5, &["建议项目单位", "建议该单位", "建议该项目单位"])
    {
        let quote = context.clause_quote(clause);
        found.pair(
            quote,
            Quote::join([head.unit.quote.clone(), head.office.quote.clone()]),
        );
    }
}

pub(crate) fn r1009(context: &Context<'_>, found: &mut Found) {
    let is_measure = |one: &&Sentence| {
        one.section == 5
            && ["建议", "措施", "改进"]
                .iter()
                .any(|word| one.text.starts_with(word))
    };
    let is_bound = |one: &Sentence| {
        one.mentions
            .iter()
            .any(|mention| matches!(mention.figure, Figure::Date(_)))
            || ["责任", "负责", "牵头", "办公室"]
                .iter()
                .any(|word| one.text.contains(word))
    };
    let loose = context
        .reading
        .sentences
        .iter()
        .filter(is_measure)
        .find(|one| !is_bound(one));
    if let Some(sentence) = loose {
        found.pair(
            sentence.quote.clone(),
            context.reading.headings.problems.clone(),
        );
    }
}

pub(crate) fn r1010(context: &Context<'_>, found: &mut Found) {
    let is_zero = context.in_force().is_some_and(|one| one.fen == 0);
    let lasting = context.rows().iter().find(|row| {
        let is_lasting = row.level2.contains("可持续") || row.name.text.contains("长效");
        is_lasting && row.kind == Kind::Word && row.is_bare_percent()
    });
    if let Some(row) = lasting.filter(|_| is_zero) {
        let unfunded = context
            .clauses
            .iter()
            .rfind(|clause| clause.has(&["未安排"]));
        let second = unfunded.map(|clause| context.clause_quote(clause));
        let adjusted = context.reading.head.adjusted.quote.clone();
        found.pair(row.quote(), second.unwrap_or(adjusted));
    }
}
