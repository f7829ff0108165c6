//! A report from values to what stands on paper.

use super::{
    findings::sentences,
    printed::{Bars, Control, Document, PrintedReport, ShareLine, Shares},
    tables, words,
};
use liandong_analysis::{
    Report,
    report::{LEAST_CASES, Share},
    stats::{chart::LEAST_BASELINE, interval::Interval},
};
use liandong_domain::{
    incident::Grade,
    reports::{Basis, ReportKind},
    time::Day,
};

/// What stands above a report and is no figure of it.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The town's name.
    pub town: &'a str,
    /// The edition; `None` of a preview (预览).
    pub edition: Option<u32>,
    /// The digest of the edition before it.
    pub former: Option<&'a str>,
    /// What it was made from.
    pub basis: &'a Basis,
    /// SM3 of the figures; `None` of a preview.
    pub digest: Option<&'a str>,
}

/// The report as it is printed.
#[must_use]
pub fn print(report: &Report, heading: &Heading<'_>) -> PrintedReport {
    let last = report.period.to.date();
    PrintedReport {
        title: format!("{}联警联动{}", heading.town, report.kind.zh()),
        period: period(report),
        basis: basis(report, heading),
        leads: leads(report),
        findings: sentences(report),
        method: method(report),
        bars: bars(report),
        shares: shares(report),
        chart: control(report),
        tables: tables::all(report),
        document: Document {
            ident: format!(
                "{}/{}",
                report.id,
                heading.digest.unwrap_or(&heading.basis.hash)
            ),
            year: last.year(),
            month: last.month(),
            day: last.day(),
        },
    }
}

fn period(report: &Report) -> String {
    let period = words::period(report.period);
    let from = report.period.from;
    match report.kind {
        ReportKind::Daily => format!("{period}　{}", weekday(from)),
        ReportKind::Weekly => {
            let week = from.date().iso_week_date();
            format!("{}年第{}周　{period}", week.year(), week.week())
        }
        ReportKind::Monthly => format!("{}年{}月", from.date().year(), from.date().month()),
    }
}

fn weekday(day: Day) -> &'static str {
    let at = usize::try_from(day.weekday()).unwrap_or(0);
    words::WEEKDAYS.get(at).copied().unwrap_or_default()
}

fn basis(report: &Report, heading: &Heading<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let id = report.id;
    match (heading.edition, heading.digest) {
        (Some(edition), Some(digest)) => {
            lines.push(format!("编号{id}，第{edition}版，数据摘要（SM3）{digest}"));
        }
        _ => lines.push(format!("编号{id}，预览，未发布")),
    }
    if let Some(former) = heading.former {
        lines.push(format!("本版取代数据摘要为{former}的前一版"));
    }
    lines.push(format!(
        "依据事件日志第{}号及以前的记录，链哈希{}",
        heading.basis.position, heading.basis.hash
    ));
    lines
}

fn leads(report: &Report) -> Vec<[String; 3]> {
    let volumes = &report.volumes;
    let late = match volumes.late_incidents {
        0 => "无补报".to_owned(),
        late => format!("其中{late}起有补报"),
    };
    let mut leads = vec![["警情".to_owned(), format!("{}起", volumes.received), late]];
    for clock in &report.clocks {
        leads.push([
            format!("{}按时率", clock.clock.zh()),
            words::percent(clock.kept),
            format!("{}，补报{}", words::fraction(clock.kept), clock.late),
        ]);
    }
    let of = &report.follow_ups;
    leads.push([
        "回访满意率".to_owned(),
        words::percent(of.satisfied),
        words::fraction(of.satisfied),
    ]);
    leads.push([
        "办结／在办".to_owned(),
        format!("{}／{}", report.ends.closed, report.ends.under_way),
        format!(
            "退回{}，合并{}，撤销{}",
            report.ends.returned, report.ends.merged, report.ends.cancelled
        ),
    ]);
    leads
}

fn method(report: &Report) -> Vec<String> {
    let of = &report.findings;
    let mut lines = vec![format!(
        "共提出{}项预定问题，其中{}项可检验，为一族，p值用Holm法校正，显著性水平0.05；{}项样本过小或无对照期记录，不作结论。",
        report.tests.len(),
        of.family,
        of.too_small,
    )];
    lines.push(format!(
        "最少数量：警情量两期合计20起；比率每期{LEAST_CASES}例；构成50起且期望频数不小于5；控制图基线{LEAST_BASELINE}天。不足者不作结论。"
    ));
    lines
}

fn bars(report: &Report) -> Vec<Bars> {
    let volumes = &report.volumes;
    let hours = (0..24).zip(&volumes.hours);
    let mut all = vec![Bars {
        title: "按小时（来电时刻）".into(),
        bars: hours
            .map(|(hour, count)| (hour.to_string(), *count))
            .collect(),
        every: 2,
        half: report.kind != ReportKind::Daily,
    }];
    if report.kind != ReportKind::Daily {
        let days = words::WEEKDAYS.iter().zip(&volumes.weekdays);
        all.push(Bars {
            title: "按星期".into(),
            bars: days
                .map(|(day, count)| ((*day).to_owned(), *count))
                .collect(),
            every: 1,
            half: true,
        });
    }
    let categories = report.categories.iter();
    let named = categories.map(|one| {
        (
            words::category(one.category).to_owned(),
            one.share.numerator,
        )
    });
    all.push(Bars {
        title: "按类别".into(),
        bars: named.collect(),
        every: 1,
        half: true,
    });
    let grades = Grade::ALL.iter().zip(&report.follow_ups.grades);
    all.push(Bars {
        title: "回访评价".into(),
        bars: grades
            .map(|(grade, count)| (grade.zh().to_owned(), *count))
            .collect(),
        every: 1,
        half: true,
    });
    all
}

fn line(name: &str, share: Share) -> ShareLine {
    let at = share.interval.and_then(|Interval { low, high }| {
        let (numerator, denominator) = (share.numerator, share.denominator);
        #[allow(clippy::cast_precision_loss)]
        let value = numerator as f64 / denominator as f64;
        Some((value, low, high?))
    });
    let text = match at {
        None => "无数据".to_owned(),
        Some(_) => format!(
            "{}（{}）",
            words::percent(share),
            words::share_interval(share.interval)
        ),
    };
    ShareLine {
        name: name.to_owned(),
        at,
        text,
        of: words::fraction(share),
    }
}

fn shares(report: &Report) -> Vec<Shares> {
    let clocks = report.clocks.iter();
    let mut kept: Vec<ShareLine> = clocks.map(|one| line(one.clock.zh(), one.kept)).collect();
    kept.push(line("回访满意", report.follow_ups.satisfied));
    let areas = report.areas.iter().filter(|one| one.id.is_some());
    let areas: Vec<ShareLine> = areas.map(|one| line(&one.name, one.arrive)).collect();
    let mut all = vec![Shares {
        title: "时限按时率与满意率（点为比率，横线为95%区间）".into(),
        lines: kept,
    }];
    if !areas.is_empty() {
        all.push(Shares {
            title: "到达按时率：按责任区".into(),
            lines: areas,
        });
    }
    all
}

fn control(report: &Report) -> Control {
    let chart = &report.chart;
    let from = chart.days.len().saturating_sub(chart.own);
    let days = chart.days.iter().enumerate().map(|(nth, one)| {
        let date = one.day.date();
        let label = format!("{}/{}", date.month(), date.day());
        (label, one.count, nth >= from, !one.signals.is_empty())
    });
    let mut lines = Vec::new();
    match (chart.limits, chart.baseline) {
        (Some(limits), Some(baseline)) => lines.push(format!(
            "单值-移动极差图（XmR）。基线{}：中线{}，平均移动极差{}，控制限{}～{}（中线±2.66倍平均移动极差）。",
            words::period(baseline),
            words::fixed(limits.centre, 1),
            words::fixed(limits.moving_range, 1),
            words::fixed(limits.lower, 1),
            words::fixed(limits.upper, 1),
        )),
        _ => lines.push(format!(
            "基线不足{LEAST_BASELINE}天或无警情：样本过小，不画控制限，不作判断。"
        )),
    }
    lines.push("判异规则（Nelson）：规则一，一点落在控制限外；规则二，连续九点在中线同侧。只对本期各日判异。".into());
    Control {
        limits: chart.limits.map(|one| (one.centre, one.lower, one.upper)),
        words: lines,
        days: days.collect(),
    }
}
