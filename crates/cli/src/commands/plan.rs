//! `liandong plan`: the model of the town's own log, scenarios simulated, the cheapest fleet.

use super::print;
use crate::{
    Failure,
    args::{Plan as Args, PlanFit, PlanRedraw, PlanRoads, PlanRun, WhichPlan},
    config, files, opening, progress,
};
use anyhow::Context;
use liandong_app::planning::{PlanModel, StudyAsk};
use liandong_domain::{money::Fen, ratio::hundredths, time::Period};
use liandong_plan::{
    fit::{Backtest, Fitted},
    roads,
    sim::{BadScenario, Threads},
    study::{
        Answered, AreaShare, Bill, Candidate, Costs, Drawn, Found, Plan, Promise, Promised, Redraw,
        RedrawError, Search, Searched, Study, Verdict, redraw, run as simulate, search,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use std::{fs, io::Read as _, path::Path};

pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    match &args.which {
        WhichPlan::Fit(args) => fit(args).await,
        WhichPlan::Run(args) => simulated(args),
        WhichPlan::Search(args) => sought(args),
        WhichPlan::Redraw(args) => drawn(args),
        WhichPlan::Roads(args) => by_roads(args),
    }
}

/// What `model.json` holds.
#[derive(Serialize)]
struct Model<'a> {
    fitted: &'a Fitted,
    backtest: Option<&'a Backtest>,
}

async fn fit(args: &PlanFit) -> Result<(), Failure> {
    let site = config::site(&args.database)?;
    let app = opening::reader_with_key(&site).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let promise = Promise {
        of: Promised::ArrivedInTime,
        share: args.promise * 100,
        confidence: 95,
    };
    let ask = StudyAsk {
        fitted: Period {
            from: args.from,
            to: args.to,
        },
        days: args.days,
        replications: args.replications,
        seed: args.seed,
        costs: None,
        promise,
        variants: Vec::new(),
    };
    let model = app.planned(&town, &ask).await?;
    let PlanModel {
        fitted,
        backtest,
        present,
        costs,
        ..
    } = model;
    // Where no contract says what things cost, the file has them to be filled in.
    let costs = costs.unwrap_or(Costs {
        car_year: Fen::ZERO,
        member_year: Fen::ZERO,
        crew: 2,
        member_week_hours: 40,
    });
    let plan = Plan {
        present,
        costs,
        promise,
        variants: Vec::new(),
    };
    fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    let model = Model {
        fitted: &fitted,
        backtest: backtest.as_ref(),
    };
    write(&args.out.join("model.json"), &model)?;
    write(&args.out.join("plan.json"), &plan)?;
    print(&told(&fitted, backtest.as_ref()))?;
    for name in ["model.json", "plan.json"] {
        print(&format!("{}\n", args.out.join(name).display()))?;
    }
    Ok(())
}

fn told(fitted: &Fitted, backtest: Option<&Backtest>) -> String {
    let counts = &fitted.counts;
    let mut text = format!(
        "标定 (fitted): {} – {}，警情 (incidents) {}，派车 (given to a car) {}，到场 (served) {}\n",
        fitted.period.from, fitted.period.to, counts.incidents, counts.cases, counts.served
    );
    for (category, one) in &fitted.service.on_scene {
        text.push_str(&format!(
            "  {:<16} n={:<6} 现场 (on scene) {:>5.0} s  {:?}  KS {:.3}\n",
            category.code(),
            one.n,
            one.mean,
            one.law.kind(),
            one.candidates.first().map_or(0.0, |best| best.distance)
        ));
    }
    if let Some(travel) = &fitted.travel {
        text.push_str(&format!(
            "  行车 (travel): {:.0} s + ×{:.2}，σ {:.2}，n={}\n",
            travel.fixed_seconds, travel.all.factor, travel.all.sigma, travel.all.n
        ));
    }
    if let Some(backtest) = backtest {
        let (on, against) = (backtest.fitted_on, backtest.held_against);
        text.push_str(&format!(
            "回溯检验 (back-test): {} – {} → {} – {}\n",
            on.from, on.to, against.from, against.to
        ));
        for row in &backtest.rows {
            let error = row
                .error
                .map_or_else(|| "—".into(), |error| format!("{:+.1}%", error * 100.0));
            let share = row
                .share
                .map_or_else(String::new, |share| format!(" {:.0}%", share * 100.0));
            // Shares as percent, seconds and counts with a tenth.
            let figure = |of: f64| match row.what.as_str() {
                "share_on_time" | "travel_median_error_share" => format!("{:.1}%", of * 100.0),
                "travel_factor" => format!("{of:.3}"),
                _ => format!("{of:.1}"),
            };
            let interval = row.interval.map_or_else(String::new, |(low, high)| {
                format!("  [{}, {}]", figure(low), figure(high))
            });
            text.push_str(&format!(
                "  {:<25} {:<16} {:>10} → {:>10}  {error}{interval}\n",
                format!("{}{share}", row.what),
                row.of,
                figure(row.predicted),
                figure(row.observed)
            ));
        }
    }
    text
}

fn simulated(args: &PlanRun) -> Result<(), Failure> {
    let plan: Plan = read(&args.file)?;
    let all = u64::from(plan.present.run.replications) * (plan.variants.len() as u64 + 1);
    let bar = progress::bar("模拟 (simulating)", all);
    let study =
        simulate(&plan, threads(args), &|| bar.inc(1)).map_err(|why| bad(&args.file, &why))?;
    bar.finish_and_clear();
    if let Some(out) = &args.out {
        write(out, &study)?;
    }
    print(&table(&study))?;
    // By these a kept study is known again.
    let of_file = liandong_app::planning::digest_of(&plan)?;
    let of_results = liandong_app::planning::digest_of(&study)?;
    print(&format!(
        "方案文件 (file) SM3 {of_file}\n结果 (results) SM3 {of_results}\n"
    ))?;
    Ok(())
}

fn by_roads(args: &PlanRoads) -> Result<(), Failure> {
    let mut plan: Plan = read(&args.file)?;
    let osm = args.osm.display();
    let no_file = |error| Failure::input(format!("{osm}：不能读取"), format!("{osm}: {error}"));
    let file = fs::File::open(&args.osm).map_err(no_file)?;
    // A byte more than is read at the most, so that a larger file is refused and not read to its end.
    let mut bytes = Vec::new();
    file.take(roads::MOST_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(no_file)?;
    let table = roads::table(&plan.present.layout, &bytes)
        .map_err(|why| Failure::input(format!("{osm}：不能用作路网"), format!("{osm}: {why}")))?;
    print(&format!(
        "路网 (roads)：节点 (nodes) {}，路段 (edges) {}，地点 (places) {}，SM3 {}\n",
        table.nodes,
        table.edges,
        table.places.len(),
        table.extract_sm3
    ))?;
    plan.present.layout.roads = Some(table);
    write(&args.out, &plan)
}

fn sought(args: &PlanRun) -> Result<(), Failure> {
    let wanted: Search = read(&args.file)?;
    let bar = progress::bar("比选 (searching)", 0);
    let found = search(&wanted, threads(args), &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .map_err(|why| bad(&args.file, &why))?;
    bar.finish_and_clear();
    if let Some(out) = &args.out {
        write(out, &found)?;
    }
    print(&cheapest(&found))?;
    Ok(())
}

fn drawn(args: &PlanRedraw) -> Result<(), Failure> {
    let mut plan: Plan = read(&args.file)?;
    let file = args.file.display();
    let base = match &args.of {
        None => None,
        Some(name) => {
            let found = plan.variants.iter().find(|one| one.name == *name);
            Some(found.ok_or_else(|| {
                Failure::input(
                    format!("{file}：没有名为“{name}”的方案"),
                    format!("{file}: no variant is called {name}"),
                )
            })?)
        }
    };
    let how = Redraw {
        name: args.name.clone(),
        even_within_percent: args.even_within,
        way_percent: args.way,
        move_waiting: args.move_waiting,
        seed: args.seed,
        ..Redraw::default()
    };
    let drawn = redraw(&plan.present, base, &how).map_err(|why| match &why {
        RedrawError::Scenario(why) => bad(&args.file, why),
        RedrawError::Options { field, .. } => {
            Failure::input(format!("参数 {field} 有误"), why.to_string())
        }
        RedrawError::OneArea => {
            Failure::input(format!("{file}：只有一个责任区，无可重划"), why.to_string())
        }
        RedrawError::NoCar => Failure::input(
            format!("{file}：各责任区都没有车在班，无从均衡"),
            why.to_string(),
        ),
        RedrawError::NoWork => {
            Failure::input(format!("{file}：没有警情，无从均衡"), why.to_string())
        }
    })?;
    let variant = drawn.variant.clone();
    match plan
        .variants
        .iter_mut()
        .find(|one| one.name == variant.name)
    {
        Some(one) => *one = variant,
        None => plan.variants.push(variant),
    }
    write(&args.out, &plan)?;
    print(&division(&drawn))?;
    print(&format!("{}\n", args.out.display()))?;
    Ok(())
}

/// Each area's work before and after.
fn division(drawn: &Drawn) -> String {
    let percent = |of: f64| format!("{:.1}%", of * 100.0);
    let share = |one: &AreaShare| {
        let workload = one.workload.map_or_else(|| "无车".into(), percent);
        let way = one.way_seconds;
        let way = way.map_or_else(|| "—".into(), |seconds| format!("{seconds:.0} 秒"));
        format!(
            "{} 处 {:.1} 起 {:.1} 小时 负荷 {workload} 车程 {way}",
            one.points, one.calls, one.hours
        )
    };
    let mut text = format!(
        "{} (areas drawn anew)：{} 处改划，占警情 {}（共 {} 处）；每周 (a week)\n",
        drawn.variant.name,
        drawn.moved,
        percent(drawn.moved_calls),
        drawn.points
    );
    for one in &drawn.areas {
        text.push_str(&format!(
            "  {}（{} 辆，在班 {:.0} 小时）：{} → {}{}\n",
            one.area,
            one.cars,
            one.duty_hours,
            share(&one.before),
            share(&one.after),
            match one.after.pieces {
                0 | 1 => String::new(),
                many => format!("，分成 {many} 片"),
            }
        ));
    }
    let (before, after) = (&drawn.before, &drawn.after);
    text.push_str(&format!(
        "  最忙的区 (busiest)：负荷 {} → {}，为平均的 {:.2} → {:.2} 倍\n  平均车程 (mean way)：{:.0} → {:.0} 秒\n",
        percent(before.most),
        percent(after.most),
        before.most_over_mean,
        after.most_over_mean,
        before.way_seconds,
        after.way_seconds
    ));
    if after.uncovered_hours > 0.0 {
        text.push_str(&format!(
            "  没有车的区还剩 (left without a car) {:.1} 小时：可放宽平均车程 (allow a longer way)\n",
            after.uncovered_hours
        ));
    }
    text.push_str("  是否更好，以模拟为准 (the simulation decides)：liandong plan run\n");
    text
}

fn threads(args: &PlanRun) -> Threads {
    args.threads.map_or(Threads::All, Threads::Exactly)
}

fn bad(file: &Path, why: &BadScenario) -> Failure {
    let file = file.display();
    Failure::input(
        format!("{file}：{} 有误", why.field),
        format!("{file}: {why}"),
    )
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let file = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::input(format!("{file}：不能读取"), format!("{file}: {error}")))?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::input(
            format!("{file} 第 {} 行：不是方案文件", error.line()),
            format!("{file}: {error}"),
        )
    })
}

fn write<T: Serialize>(path: &Path, one: &T) -> Result<(), Failure> {
    let mut bytes = serde_json::to_vec_pretty(one).context("JSON")?;
    bytes.push(b'\n');
    files::write_whole(path, &bytes)?;
    Ok(())
}

const fn verdict(one: Verdict) -> &'static str {
    match one {
        Verdict::Kept => "守住 (kept)",
        Verdict::Broken => "守不住 (broken)",
        Verdict::Unclear => "不能断定 (unclear)",
    }
}

fn figures(name: &str, bill: &Bill, found: &Found, kept: Verdict) -> String {
    format!(
        "  {name}：{} 辆 (cars)，{} 人 (members)，每年 (a year) {} 元，{} [{}, {}]  {}\n",
        bill.cars,
        bill.members,
        bill.yearly.yuan(),
        found.share.percent().unwrap_or_else(|| "—".into()),
        hundredths(found.low),
        hundredths(found.high),
        verdict(kept)
    )
}

fn table(study: &Study) -> String {
    let mut text = format!(
        "承诺 (promise)：≥ {}，{}% 置信 (confidence)；{} 次 × {} 天，种子 (seed) {}\n",
        hundredths(i64::from(study.promise.share)),
        study.promise.confidence,
        study.replications,
        study.days,
        study.seed
    );
    for Answered {
        name,
        bill,
        promised,
        verdict,
        ..
    } in &study.scenarios
    {
        text.push_str(&figures(name, bill, promised, *verdict));
    }
    text
}

fn cheapest(found: &Searched) -> String {
    let how = if found.exhaustive {
        "逐个比较 (each in turn)"
    } else {
        "太多，由优化算法搜索 (too many: by an optimiser)"
    };
    let mut text = format!(
        "可能的车队 (fleets) {}，{how}，看过 (looked at) {}，细算 (confirmed) {}\n",
        found.fleets, found.looked_at, found.confirmed
    );
    match &found.best {
        None if found.exhaustive => text.push_str("没有守住承诺的方案 (none keeps the promise)\n"),
        None => text.push_str("没有找到守住承诺的方案 (none found that keeps the promise)\n"),
        Some(one) => {
            text.push_str(&figures(
                if found.exhaustive {
                    "最省 (the cheapest there is)"
                } else {
                    "找到的最省，可能还有更省的 (the cheapest found)"
                },
                &one.bill,
                &one.promised,
                one.verdict,
            ));
            text.push_str(&cars(one));
        }
    }
    text.push_str("费用与按时率 (cost against share)：\n");
    for one in &found.frontier {
        text.push_str(&figures("—", &one.bill, &one.promised, one.verdict));
    }
    text
}

fn cars(one: &Candidate) -> String {
    let each = one.cars.iter();
    let lines = each.map(|(area, shift, many)| format!("    {area} {shift} ×{many}\n"));
    lines.collect()
}
