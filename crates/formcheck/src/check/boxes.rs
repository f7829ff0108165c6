//! Family 3: tick boxes against figures and text (勾选).

use super::{Context, Found};
use crate::{number::yuan, place::Quote, reading::Read};

pub(crate) fn r301(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let Some(tick) = context.tick(&head.adjusting) else {
        return;
    };
    let (up, down) = (head.up.value().copied(), head.down.value().copied());
    let is_changed = [up, down].iter().flatten().any(|fen| *fen != 0);
    let differs = matches!((head.initial.value(), head.adjusted.value()), (Some(one), Some(two)) if one != two && *two != 0);
    let is_wrong = match tick {
        "否" => is_changed || differs,
        _ => up == Some(0) && down == Some(0),
    };
    if is_wrong {
        let against = if down.is_some_and(|fen| fen != 0) {
            &head.down
        } else if up.is_some_and(|fen| fen != 0) {
            &head.up
        } else {
            &head.adjusted
        };
        let show = |fen: Option<i128>| fen.map_or_else(|| "—".to_owned(), yuan);
        found
            .pair(head.adjusting.quote.clone(), against.quote.clone())
            .with("tick", tick)
            .with("Bdn", show(down))
            .with("Bup", show(up))
            .with("B1", show(head.adjusted.value().copied()))
            .arithmetic(format!("调减 {}，调增 {}", show(down), show(up)));
    }
}

pub(crate) fn r302(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let Some(tick) = context.tick(&head.adjusting) else {
        return;
    };
    let denied = ["未作预算调整", "未调整", "无需调整", "不作调整", "预算不变"];
    let told = if tick == "否" {
        // The plainest words first: an adjustment named as a cause leaves no doubt.
        let words: [&[&str]; 3] = [
            &["受预算调整影响"],
            &["被调整为", "经过调整", "经调整"],
            &["调整后预算", "调减", "调增"],
        ];
        let hit = |words: &&[&str]| {
            context
                .clauses
                .iter()
                .find(|clause| clause.has(words) && !clause.has(&denied) && !clause.has(&["如需"]))
        };
        words.iter().find_map(hit)
    } else {
        context
            .clauses
            .iter()
            .find(|clause| clause.has(&denied) && clause.has(&["预算"]))
    };
    if let Some(clause) = told {
        let next = context.onward(clause).nth(1).unwrap_or(clause);
        let quote = context.run(clause, next);
        let words = quote.words();
        found
            .pair(head.adjusting.quote.clone(), quote)
            .with("tick", tick)
            .with("quote", words);
    }
}

pub(crate) fn r303(context: &Context<'_>, found: &mut Found) {
    let reading = context.reading;
    for (name, field) in [
        ("是否为经常性项目", &reading.head.recurring),
        ("是否需要预算调整", &reading.head.adjusting),
        ("年度项目预算完成可能性", &reading.budget),
        ("年度绩效目标完成可能性", &reading.goal),
    ] {
        let count = match &field.read {
            Read::Missing => continue,
            Read::Value(ticks) if ticks.chosen.is_empty() && is_open(&ticks.reason) => continue,
            Read::Value(ticks) => ticks.chosen.len(),
            _ => 0,
        };
        if count != 1 {
            found
                .one(field.quote.clone())
                .with("group", name)
                .with("k", count)
                .arithmetic(format!("{count} ≠ 1"));
        }
    }
}

/// Whether a printed reason says why no option was chosen: with no budget there is nothing to judge.
fn is_open(reason: &str) -> bool {
    [
        "不作判断",
        "未作判断",
        "无法判断",
        "预算为0",
        "预算为零",
        "无预算",
    ]
    .iter()
    .any(|word| reason.contains(word))
}

pub(crate) fn r304(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let Some(tick) = context.tick(&head.recurring) else {
        return;
    };
    let is_yes = tick == "是";
    let words: &[&str] = if is_yes {
        &["新增", "新设立", "试点", "一次性"]
    } else {
        &["延续", "历年", "每年", "经常性"]
    };
    if is_yes && context.has(&["起每年", "每年开展"]) {
        return;
    }
    let reason = head
        .reason
        .value()
        .filter(|reason| words.iter().any(|word| reason.contains(word)));
    let told: Option<Quote> = match reason {
        Some(_) => Some(head.reason.quote.clone()),
        None => context
            .clause(words)
            .map(|clause| context.clause_quote(clause)),
    };
    if let Some(told) = told {
        let words = told.words();
        found
            .pair(head.recurring.quote.clone(), told)
            .with("tick", tick)
            .with("quote", words);
    }
}
