//! Family 4, second part: what the text describes against what the table tracks (文与表).

use super::{Context, Found, context::Clause, facts::Event};
use crate::{
    number::yuan,
    place::Quote,
    reading::{Figure, Row, Sentence},
};

pub(crate) fn r404(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let field = match (head.down.value(), head.up.value()) {
        (Some(fen), _) if *fen != 0 => &head.down,
        (_, Some(fen)) if *fen != 0 => &head.up,
        _ => return,
    };
    if context.reading.sentences.iter().any(is_grounded) {
        return;
    }
    let words: [&[&str]; 2] = [&["被调整为", "调整为"], &["调减", "调增", "调整后"]];
    let clause = words.iter().find_map(|words| context.clause(words));
    let quote = clause.map(|clause| {
        let before = context
            .clauses
            .iter()
            .rfind(|one| one.sentence == clause.sentence && one.span.end < clause.span.start);
        context.run(before.unwrap_or(clause), clause)
    });
    let amount = field.value().copied().map_or_else(String::new, yuan);
    let draft = match quote {
        Some(quote) => found.pair(quote, field.quote.clone()),
        None => found.one(field.quote.clone()),
    };
    draft
        .with("Bdn", &amount)
        .arithmetic(format!("{amount} 元，无日期、文号或原因"));
}

/// Whether a sentence on the adjustment has a document or a day, and a reason.
fn is_grounded(sentence: &Sentence) -> bool {
    let text = &sentence.text;
    let is_on_it = ["调整", "调减", "调增"]
        .iter()
        .any(|word| text.contains(word));
    let dated = sentence.mentions.iter().any(|mention| {
        let before = text
            .get(..mention.span.start - sentence.span.start)
            .unwrap_or("");
        let is_limit = before.ends_with("截至") || before.ends_with("截止");
        matches!(mention.figure, Figure::Date(_)) && !is_limit
    });
    let documented = ["〔", "号文", "批复"]
        .iter()
        .any(|word| text.contains(word));
    let has_reason = ["因", "由于", "节约", "根据"]
        .iter()
        .any(|word| text.contains(word));
    is_on_it && (dated || documented) && has_reason
}

pub(crate) fn r405(context: &Context<'_>, found: &mut Found) {
    let rows = context.rows();
    let is_all_blank = !rows.is_empty() && rows.iter().all(Row::is_silent);
    let problem = context.clauses.iter().find(|clause| {
        context.section(clause) == 5
            && clause.text.starts_with("问题")
            && !clause.text.ends_with('无')
    });
    if let Some(clause) = problem.filter(|_| is_all_blank) {
        let next = context.onward(clause).nth(1).unwrap_or(clause);
        if next.text == "无" {
            return;
        }
        found
            .pair(
                context.run(clause, next),
                context.reading.headings.deviation.clone(),
            )
            .with("n", rows.len())
            .arithmetic(format!("{} 格为空", rows.len() * 3));
    }
}

/// Work that a form names in an indicator without describing it, or describes without tracking it.
const WORK: [&str; 8] = [
    "培训", "演练", "宣传", "体检", "维修", "保养", "检测", "回访",
];

fn in_section_one<'c, 'a>(
    context: &'c Context<'a>,
    part: u8,
) -> impl Iterator<Item = &'c Clause<'a>> {
    context.clauses.iter().filter(move |clause| {
        context
            .sentence(clause)
            .is_some_and(|one| one.section == 1 && (part == 0 || one.part == part))
    })
}

pub(crate) fn r406(context: &Context<'_>, found: &mut Found) {
    for work in WORK {
        let rows: Vec<&Row> = context
            .rows()
            .iter()
            .filter(|row| row.name.text.contains(work))
            .collect();
        if rows.is_empty() || in_section_one(context, 0).any(|clause| clause.has(&[work])) {
            continue;
        }
        let names = rows
            .iter()
            .map(|row| row.name.text.as_str())
            .collect::<Vec<_>>()
            .join("、");
        let described = in_section_one(context, 3)
            .next()
            .map(|clause| context.clause_quote(clause));
        found
            .add(
                Quote::join(rows.iter().map(|row| row.name.quote.clone())),
                described,
            )
            .with("name", names);
    }
}

pub(crate) fn r407(context: &Context<'_>, found: &mut Found) {
    let is_tracked = |word: &str| {
        context
            .rows()
            .iter()
            .any(|row| row.name.text.contains(word))
    };
    let clause = in_section_one(context, 3).find(|clause| {
        WORK.iter()
            .any(|work| clause.text.contains(work) && !is_tracked(work))
    });
    if let Some(clause) = clause.filter(|_| !context.rows().is_empty()) {
        let quote = context.clause_quote(clause);
        found.pair(quote, context.reading.headings.table.clone());
    }
}

pub(crate) fn r408(context: &Context<'_>, found: &mut Found) {
    let row = context
        .rows()
        .iter()
        .find(|row| row.name.text.contains("考核") && !row.is_measured());
    let people = context.clause(&["队员的工作绩效", "队员绩效"]).or_else(|| {
        context
            .clauses
            .iter()
            .find(|clause| clause.has(&["考核"]) && clause.has(&["队员", "人员"]))
    });
    let months = context.facts.assessed.as_ref();
    if let (Some(row), Some(people), Some(months)) = (row, people, months) {
        found
            .pair(context.clause_quote(people), months.quote.clone())
            .with("name", &row.name.text);
    }
}

/// Trades that are not each other.
const TRADES: [&str; 7] = [
    "特种人员",
    "特保",
    "辅警",
    "协管员",
    "网格员",
    "保安员",
    "巡防队员",
];

pub(crate) fn r410(context: &Context<'_>, found: &mut Found) {
    let mut named: Vec<(&str, &Clause<'_>)> = TRADES
        .iter()
        .filter_map(|trade| Some((*trade, context.clause(&[trade])?)))
        .collect();
    named.sort_by_key(|(_, clause)| clause.span.start);
    if let [(_, one), (_, two), ..] = named.as_slice() {
        let names = named
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join("、");
        found
            .pair(context.clause_quote(one), context.clause_quote(two))
            .with("list", names);
    }
}

pub(crate) fn r411(context: &Context<'_>, found: &mut Found) {
    let mut clauses = context.clauses.iter().peekable();
    while let Some(clause) = clauses.next() {
        let is_last = clauses
            .peek()
            .is_none_or(|next| next.sentence != clause.sentence);
        let breaks_off = clause
            .text
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('))
            .is_some_and(|(before, inner)| {
                !inner.contains(')') && ["后", "时", "前"].iter().any(|word| before.ends_with(word))
            });
        if is_last && breaks_off {
            let next = clauses.peek().map(|next| context.clause_quote(next));
            let quote = context.clause_quote(clause);
            found.add(quote, next);
        }
    }
}

pub(crate) fn r504(context: &Context<'_>, found: &mut Found) {
    let signed = context
        .clauses
        .iter()
        .find(|clause| clause.has(&["签订", "签约"]) && clause.has(&["合同"]));
    let invoked = context.clause(&["合同金额"]);
    if let (Some(signed), Some(invoked)) = (signed, invoked)
        && !context.facts.has_price()
    {
        found.pair(context.clause_quote(invoked), context.clause_quote(signed));
    }
}

pub(crate) fn r907(context: &Context<'_>, found: &mut Found) {
    let Some(later) = context
        .facts
        .event(Event::Tender)
        .or_else(|| context.facts.event(Event::Signing))
    else {
        return;
    };
    let approval = context.clauses.iter().find(|clause| {
        clause.has(&["审批", "审议", "会议通过"])
            && !context
                .mentions(clause)
                .any(|one| matches!(one.figure, Figure::Date(_)))
    });
    if let Some(clause) = approval {
        // The meetings may be named in the clause, the decision in the next.
        found.pair(context.clause_quote(clause), later.quote.clone());
    }
}
