//! The tables of a report, in the order of the paper.

use super::{
    printed::{Cell, Table},
    tests, words,
};
use liandong_analysis::{
    Report,
    report::{AreaPart, LEAST_REPEATS, Records, Share},
};
use liandong_domain::{
    incident::{ClockOutcome, Grade},
    ratio::Ratio,
};

/// Incident numbers named in a cell at the most.
const NAMED: usize = 5;

pub(super) fn all(report: &Report) -> Vec<Table> {
    vec![
        changes(report),
        categories(report),
        areas(report),
        clocks(report),
        breaches(report),
        reasons(report),
        repeats(report),
        ages(report),
        departments(report),
        follow_ups(report),
        members(report),
        tests::table(report),
    ]
}

fn table(sheet: &'static str, title: &str, heads: &[(&str, u32)], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        sheet,
        title: title.to_owned(),
        heads: heads.iter().map(|(head, _)| (*head).to_owned()).collect(),
        widths: heads.iter().map(|(_, width)| *width).collect(),
        rows,
        notes: Vec::new(),
        empty: "本期无记录",
    }
}

fn cell_of(ratio: Ratio) -> Cell {
    match ratio.percent() {
        Some(text) => Cell::Share {
            text,
            of: (ratio.numerator, ratio.denominator),
        },
        None => Cell::from("—"),
    }
}

fn share(share: Share) -> Cell {
    cell_of(share.ratio())
}

fn named(records: &Records) -> Cell {
    if records.first.is_empty() {
        return "—".into();
    }
    let named = records.first.iter().take(NAMED);
    let named: Vec<String> = named.map(ToString::to_string).collect();
    let rest = if records.total > named.len() as u64 {
        " 等"
    } else {
        ""
    };
    format!("{}{rest}", named.join(" ")).into()
}

fn changes(report: &Report) -> Table {
    let here = report.volumes.received;
    let rows = report.changes.iter().map(|one| {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let (received, change) = match one.received {
            None => ("无记录".into(), "—".into()),
            Some(then) => {
                let change = whole(here) - whole(then);
                let share = match (Ratio::new(change, whole(then))).percent() {
                    // Of periods of other lengths only the daily mean can be compared: see the tests.
                    Some(text) if one.period.days() == report.period.days() => {
                        Cell::from(format!("{}{text}", if change > 0 { "+" } else { "" }))
                    }
                    Some(_) => Cell::from("天数不同，见检验"),
                    None => "无（分母为零）".into(),
                };
                (Cell::Count(then), share)
            }
        };
        vec![
            words::base(report.kind, one.base).into(),
            words::period(one.period).into(),
            received,
            Cell::Count(here),
            change,
        ]
    });
    let heads = [
        ("对照", 16),
        ("对照期", 30),
        ("对照期警情", 12),
        ("本期警情", 12),
        ("增减", 16),
    ];
    let mut table = table("环比同比", "环比、同比", &heads, rows.collect());
    table.notes = vec!["增减是否超出日常波动，见检验一览和控制图。".into()];
    table
}

fn categories(report: &Report) -> Table {
    let mut rows = Vec::new();
    for one in &report.categories {
        rows.push(vec![
            words::category(one.category).into(),
            "合计".into(),
            one.share.numerator.into(),
            share(one.share),
            words::share_interval(one.share.interval).into(),
        ]);
        for sub in &one.subcategories {
            let of = Share::new(sub.count, report.volumes.received);
            rows.push(vec![
                "".into(),
                sub.name.clone().into(),
                sub.count.into(),
                share(of),
                words::share_interval(of.interval).into(),
            ]);
        }
    }
    let heads = [
        ("类别", 18),
        ("子类", 26),
        ("警情", 10),
        ("占比", 12),
        ("95%区间", 16),
    ];
    table("类别", "警情类别与子类", &heads, rows)
}

fn areas(report: &Report) -> Table {
    let kept = |one: Share| [share(one), words::share_interval(one.interval).into()];
    let rows = report.areas.iter().map(|one: &AreaPart| {
        let name = match one.id {
            Some(_) => one.name.clone(),
            None => "未划分".into(),
        };
        let mut row = vec![name.into(), one.share.numerator.into(), share(one.share)];
        row.extend(kept(one.arrive));
        row.extend(kept(one.feedback));
        row.extend(kept(one.dispose));
        row
    });
    let heads = [
        ("责任区", 18),
        ("警情", 8),
        ("占比", 10),
        ("到达按时率", 11),
        ("95%区间", 13),
        ("反馈按时率", 11),
        ("95%区间", 13),
        ("处置按时率", 11),
        ("95%区间", 13),
    ];
    table("责任区", "责任区", &heads, rows.collect())
}

fn clocks(report: &Report) -> Table {
    let rows = report.clocks.iter().map(|one| {
        vec![
            one.clock.zh().into(),
            one.kept.numerator.into(),
            one.kept.denominator.into(),
            share(one.kept),
            words::share_interval(one.kept.interval).into(),
            one.late.into(),
            one.running.into(),
            one.void.into(),
            one.never.into(),
        ]
    });
    let heads = [
        ("时限", 16),
        ("按时", 9),
        ("已定", 9),
        ("按时率", 11),
        ("95%区间", 15),
        ("其中补报", 10),
        ("计时中", 9),
        ("不计", 8),
        ("未派单", 9),
    ];
    let mut table = table("时限", "时限", &heads, rows.collect());
    let running = ClockOutcome::Running.zh();
    table.notes = vec![format!(
        "按时率只计已定的：{running}、暂停、不计和未派单的不在分母内，分列于右。95%区间用Wilson法。"
    )];
    table
}

fn breaches(report: &Report) -> Table {
    let records = |clock| {
        let of = report.clocks.iter().find(|one| one.clock == clock);
        of.map_or_else(|| "—".into(), |one| named(&one.breached))
    };
    let rows = report.breaches.clocks.iter().map(|one| {
        let mean = match i64::try_from(one.happened_late) {
            Ok(count) if count > 0 => words::duration(one.late_seconds / count),
            _ => "—".into(),
        };
        vec![
            one.clock.zh().into(),
            one.nothing_recorded.into(),
            one.happened_late.into(),
            mean.into(),
            one.explained.into(),
            records(one.clock),
        ]
    });
    let heads = [
        ("时限", 14),
        ("到时未报", 10),
        ("逾时", 8),
        ("平均逾时", 13),
        ("已说明", 8),
        ("警情编号（前5个）", 40),
    ];
    let mut table = table("超时", "超时及原因", &heads, rows.collect());
    table.empty = "本期无超时";
    table
}

fn reasons(report: &Report) -> Table {
    let rows = report.breaches.reasons.iter();
    let rows = rows.map(|one| vec![one.text.clone().into(), one.count.into()]);
    let heads = [("说明的原因（最多10种）", 70), ("次数", 10)];
    let mut table = table("超时原因", "超时原因", &heads, rows.collect());
    table.empty = "本期无已说明的超时";
    table
}

fn repeats(report: &Report) -> Table {
    let of = &report.repeats;
    let rows = of.top.iter().map(|one| {
        let label = match one.label.as_str() {
            "" => "—",
            label => label,
        };
        vec![
            label.into(),
            one.in_window.into(),
            one.records.total.into(),
            named(&one.records),
        ]
    });
    let heads = [
        ("地点代码", 16),
        ("窗口内警情", 12),
        ("本期警情", 12),
        ("警情编号（前5个）", 46),
    ];
    let mut table = table("重复", "重复地点与重复报警人", &heads, rows.collect());
    let callers = of.callers;
    table.notes = vec![
        format!(
            "窗口为{}；同一地点{LEAST_REPEATS}起以上为重复。本期有地点的警情{}起，其中{}起在{}处重复地点。地点代码是带密钥摘要。",
            words::period(of.window),
            of.with_place,
            of.calls,
            of.places
        ),
        format!(
            "有电话的警情{}起；窗口内来电{LEAST_REPEATS}次以上的报警人{}人，本期来电{}起，最多一人{}次。报告不列报警人，也不列其警情。",
            callers.with_number, callers.callers, callers.calls, callers.most
        ),
    ];
    table.empty = "无重复地点";
    table
}

fn ages(report: &Report) -> Table {
    let of = &report.referrals;
    let bands = words::AGES
        .iter()
        .zip(of.open_ages.iter().zip(&of.ended_ages));
    let rows =
        bands.map(|(band, (open, ended))| vec![Cell::from(*band), (*open).into(), (*ended).into()]);
    let rows = if of.made + of.open + of.disposed + of.turned_back == 0 {
        Vec::new()
    } else {
        rows.collect()
    };
    let heads = [
        ("时长", 20),
        ("期末在办（已流转）", 24),
        ("本期办结或退回（历时）", 28),
    ];
    let mut table = table("流转时长", "流转时长", &heads, rows);
    let median = of
        .ended_median
        .map_or_else(|| "无数据".into(), words::duration);
    table.notes = vec![format!(
        "本期流转{}件，其中超时{}件；办结{}件，退回{}件，历时中位数{median}；期末在办{}件。",
        of.made, of.breached, of.disposed, of.turned_back, of.open
    )];
    table
}

fn departments(report: &Report) -> Table {
    let rows = report.referrals.departments.iter().map(|one| {
        let oldest = one.oldest_open.map_or_else(|| "—".into(), words::duration);
        vec![
            one.name.clone().into(),
            one.made.into(),
            one.breached.into(),
            one.disposed.into(),
            one.turned_back.into(),
            one.open.into(),
            oldest.into(),
        ]
    });
    let heads = [
        ("部门", 26),
        ("本期流转", 11),
        ("其中超时", 11),
        ("本期办结", 11),
        ("本期退回", 11),
        ("期末在办", 11),
        ("最久在办", 16),
    ];
    table("部门", "流转：按部门", &heads, rows.collect())
}

fn follow_ups(report: &Report) -> Table {
    let of = &report.follow_ups;
    let mut rows: Vec<Vec<Cell>> = Grade::ALL
        .iter()
        .rev()
        .zip(of.grades.iter().rev())
        .map(|(grade, count)| {
            let graded = of.satisfied.denominator;
            vec![
                grade.zh().into(),
                (*count).into(),
                share(Share::new(*count, graded)),
                "".into(),
            ]
        })
        .collect();
    let records = [
        ("有投诉", &of.complaints),
        ("不满意、很不满意", &of.dissatisfied),
        ("重新办理", &of.reopened),
    ];
    for (name, records) in records {
        rows.push(vec![
            name.into(),
            records.total.into(),
            "".into(),
            named(records),
        ]);
    }
    if of.sampled + of.complaints.total + of.reopened.total == 0 {
        rows.clear();
    }
    let heads = [
        ("回访结果", 24),
        ("警情", 10),
        ("占已评价", 14),
        ("警情编号（前5个）", 42),
    ];
    let mut table = table("回访", "回访", &heads, rows);
    table.notes = vec![format!(
        "应回访{}起：已评价{}起（其中补报{}起），未接通{}起，未回访{}起。满意率{}（{}，95%区间{}）。",
        of.sampled,
        of.satisfied.denominator,
        of.late,
        of.unreachable,
        of.waiting,
        words::percent(of.satisfied),
        words::fraction(of.satisfied),
        match words::share_interval(of.satisfied.interval).as_str() {
            "" => "无",
            interval => interval,
        },
    )];
    table
}

fn members(report: &Report) -> Table {
    let rows = report.members.iter().map(|one| {
        let points = match one.answers {
            0 => "—".into(),
            answers => {
                // Hundredths, half up: a mean of 1 to 5.
                let hundredths = (one.points * 100 + answers / 2) / answers;
                format!("{}.{:02}", hundredths / 100, hundredths % 100)
            }
        };
        vec![
            one.name.clone().into(),
            one.id.clone().into(),
            one.assigned.into(),
            one.arrived.into(),
            share(one.arrive),
            words::share_interval(one.arrive.interval).into(),
            share(one.feedback),
            share(one.dispose),
            points.into(),
            one.answers.into(),
            one.complaints.into(),
        ]
    });
    let heads = [
        ("队员", 12),
        ("编号", 12),
        ("派单", 8),
        ("到达", 8),
        ("到达按时率", 11),
        ("95%区间", 13),
        ("反馈按时率", 11),
        ("处置按时率", 11),
        ("评分", 8),
        ("评价数", 8),
        ("投诉", 7),
    ];
    let mut table = table("队员", "队员", &heads, rows.collect());
    table.notes =
        vec!["按时率计该队员所在主责车组已到达的警情；评分为本期群众评价均分，1至5分。".into()];
    table
}
