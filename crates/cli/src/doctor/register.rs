//! Whether each town's register has what the loop needs.

use super::Finding;
use liandong_app::{App, book::Book};
use liandong_domain::{incident::CategoryCode, roles::Role};

/// Days whose roster is looked through.
const AHEAD: i64 = 7;

/// Without them the loop stops somewhere.
const NEEDED: [Role; 5] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Member,
    Role::FollowUp,
    Role::Administrator,
];

pub(super) async fn examine(app: &App) -> Vec<Finding> {
    let mut all = Vec::new();
    let Ok(towns) = app.store().towns().await else {
        return all;
    };
    for town in towns {
        match app.book(&town).await {
            Ok(book) => all.push(judge(&book, app)),
            Err(error) => all.push(Finding::bad(
                "register",
                "街镇台账",
                format!("{town}：{error}"),
                "liandong init 重新导入街镇资料夹 (import the town's folder again)",
            )),
        }
    }
    all
}

fn judge(book: &Book, app: &App) -> Finding {
    let (name, title) = ("register", "街镇台账");
    let registry = &book.registry;
    let today = registry.utc_offset().day(app.now());
    let mut lacks: Vec<String> = Vec::new();
    let mut need = |there: bool, what: &str| {
        if !there {
            lacks.push(what.to_owned());
        }
    };
    need(registry.policy().is_some(), "规则（policy）");
    need(registry.areas().next().is_some(), "责任区");
    need(registry.stations().next().is_some(), "派出所");
    need(registry.departments().next().is_some(), "职能部门");
    let serves = |day| {
        let units = registry.units().map(|one| &one.record);
        units.filter(move |unit| unit.from <= day && unit.until.is_none_or(|until| day <= until))
    };
    need(serves(today).next().is_some(), "今日在勤的巡车");
    for role in NEEDED {
        let there = registry.accounts().any(|one| one.role == role);
        need(
            there,
            &format!("“{}”账号", liandong_app::view::role_zh(role)),
        );
    }
    for category in CategoryCode::ALL {
        let there = registry.categories().any(|one| one.code == *category);
        need(there, &format!("大类“{}”", category.zh()));
    }
    need(book.projects().next().is_some(), "绩效项目");
    let town = &book.town;
    let holes = holes(book, app);
    if let Some((first, count)) = &holes {
        lacks.push(format!(
            "{AHEAD} 天内 {count} 个整点有巡车无人值班（最早 {first}）"
        ));
    }
    if lacks.is_empty() {
        return Finding::fine(name, title, format!("{town}：齐全，{AHEAD} 天内巡车都有人"));
    }
    Finding::notice(
        name,
        title,
        format!("{town}：缺 {}", lacks.join("、")),
        "补全街镇资料夹后再 liandong init；已有的不会重复 (complete the folder, then init again)",
    )
}

/// The first full hour of the next days at which a car in service has no crew, and how many there are.
fn holes(book: &Book, app: &App) -> Option<(String, usize)> {
    let registry = &book.registry;
    let offset = registry.utc_offset();
    let begin = app.now();
    let mut first = None;
    let mut count = 0;
    for hour in 0..AHEAD * 24 {
        let at = begin.plus(hour * 3600);
        let day = offset.day(at);
        for unit in registry.units().map(|one| &one.record) {
            let serves = unit.from <= day && unit.until.is_none_or(|until| day <= until);
            if serves && registry.crew_on_duty(&unit.id, at).is_empty() {
                first.get_or_insert_with(|| format!("{} {at}", unit.name));
                count += 1;
            }
        }
    }
    first.map(|first| (first, count))
}
