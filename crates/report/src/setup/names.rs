//! Who is meant: identifiers of rows, given or made, and references by identifier or name.

use super::{
    desk::Desk,
    fault::Fault,
    page::{ID, NAME, Page},
    table::{Line, Table},
    text,
};
use liandong_domain::{
    ids::{AreaId, ItemId},
    registry::Registry,
    time::Day,
};
use std::collections::{BTreeMap, BTreeSet};

/// The word in a rotation for a day without a shift.
pub(super) const OFF: &str = "off";

/// A record that a reference may mean.
#[derive(Debug, Clone)]
struct Known {
    id: String,
    name: String,
    /// Whether it is in use, so that its name alone means it.
    live: bool,
}

/// The identifiers of the workbook's rows, and all that may be referred to.
#[derive(Debug)]
pub(super) struct Names {
    ids: BTreeMap<Page, Vec<Option<String>>>,
    known: BTreeMap<Page, Vec<Known>>,
}

impl Names {
    pub(super) fn of(desk: &mut Desk<'_>, tables: &[Table]) -> Self {
        let mut names = Self {
            ids: BTreeMap::new(),
            known: Page::ALL
                .into_iter()
                .map(|page| (page, known(desk.before, page, desk.today)))
                .collect(),
        };
        for table in tables {
            let ids = names.identify(desk, table);
            names.ids.insert(table.page, ids);
        }
        names
    }

    /// The identifier of each line of a page; none where the line has none that can be.
    pub(super) fn ids(&self, page: Page) -> impl Iterator<Item = Option<&str>> {
        let ids = self.ids.get(&page).into_iter().flatten();
        ids.map(Option::as_deref)
    }

    fn identify(&mut self, desk: &mut Desk<'_>, table: &Table) -> Vec<Option<String>> {
        let known = self.known.entry(table.page).or_default();
        let mut taken: BTreeSet<String> = known.iter().map(|one| one.id.clone()).collect();
        taken.extend(table.lines().map(|line| text::narrow(line.text(ID))));
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut ids = Vec::new();
        let mut named = Vec::new();
        for line in table.lines() {
            let (given, name) = (text::narrow(line.text(ID)), line.text(NAME));
            let id = if given.is_empty() {
                made(desk, known, &named, &taken, line)
            } else {
                checked(desk, line, given)
            };
            // What points at a row without an identifier is not at fault: an empty one is found for it.
            named.push(Known {
                id: id.clone().unwrap_or_default(),
                name: name.to_owned(),
                live: true,
            });
            if let Some(id) = &id {
                if let Some(first) = seen.get(id) {
                    desk.fault(Fault::at(
                        line,
                        ID,
                        format!("编号“{id}”重复，首次出现在 {first}"),
                        format!("{id} stands there twice, first at {first}"),
                    ));
                    ids.push(None);
                    continue;
                }
                taken.insert(id.clone());
                seen.insert(id.clone(), line.cell(ID));
            }
            ids.push(id);
        }
        // A row says how its record is called from now on.
        known.retain(|one| !seen.contains_key(&one.id));
        known.append(&mut named);
        ids
    }

    /// The identifier that a text means: an identifier, or a name that only one record has. Empty, where that record's
    /// own row has none that can be.
    pub(super) fn find(&self, page: Page, text: &str) -> Result<&str, (String, String)> {
        let narrow = text::narrow(text);
        let all = self.known.get(&page).map_or(&[][..], Vec::as_slice);
        if let Some(one) = all.iter().find(|one| one.id == narrow) {
            return Ok(&one.id);
        }
        let mut named = all.iter().filter(|one| one.live && one.name == text);
        match (named.next(), named.next()) {
            (Some(one), None) => Ok(&one.id),
            (Some(one), Some(other)) => Err((
                format!(
                    "有多个{}叫“{text}”，请写编号，如 {} 或 {}",
                    page.name(),
                    one.id,
                    other.id
                ),
                format!(
                    "several are called {text}: give the identifier, such as {} or {}",
                    one.id, other.id
                ),
            )),
            (None, _) => {
                let offered: Vec<&str> = all
                    .iter()
                    .filter(|one| one.live && !one.name.is_empty())
                    .map(|one| one.name.as_str())
                    .take(8)
                    .collect();
                let page_zh = page.name();
                Err(if offered.is_empty() {
                    (
                        format!("没有这样的{page_zh}；请先在“{page_zh}”表中填写"),
                        format!(
                            "there is no such {}: enter it on its own sheet first",
                            page.en()
                        ),
                    )
                } else {
                    (
                        format!("没有这样的{page_zh}；现有：{}", offered.join("、")),
                        format!(
                            "there is no such {}; there are: {}",
                            page.en(),
                            offered.join(", ")
                        ),
                    )
                })
            }
        }
    }
}

/// The identifier for a row without one: that of the record of the same name, or a new one.
fn made(
    desk: &mut Desk<'_>,
    known: &[Known],
    rows: &[Known],
    taken: &BTreeSet<String>,
    line: Line<'_>,
) -> Option<String> {
    let name = line.text(NAME);
    let Some(prefix) = line.page().prefix() else {
        let (zh, en) = match line.page() {
            Page::Accounts => (
                "必填：登录名，英文字母、数字、“-”",
                "needed: the name to sign in by",
            ),
            _ => (
                "必填：队员编号，英文字母、数字、“-”",
                "needed: the badge number",
            ),
        };
        desk.fault(Fault::at(line, ID, zh, en));
        return None;
    };
    if name.is_empty() {
        desk.fault(Fault::at(line, NAME, "必填：名称", "needed: the name"));
        return None;
    }
    let twice = |one: &&Known| one.live && one.name == name;
    if let Some(same) = known.iter().find(twice) {
        return Some(same.id.clone());
    }
    if let Some(other) = rows.iter().find(twice) {
        desk.fault(Fault::at(
            line,
            NAME,
            format!("与编号 {} 的一行同名；请改名，或写上编号", other.id),
            format!(
                "has the name of {}: name it otherwise, or give identifiers",
                other.id
            ),
        ));
        return None;
    }
    (1..=u32::MAX)
        .map(|nth| format!("{prefix}-{nth}"))
        .find(|id| !taken.contains(id))
}

fn checked(desk: &mut Desk<'_>, line: Line<'_>, id: String) -> Option<String> {
    if ItemId::new(&id).is_err() {
        desk.fault(Fault::at(
            line,
            ID,
            "编号为 1 至 64 个英文字母、数字、“-”“_”或“.”",
            "an identifier is 1 to 64 letters, digits, '-', '_' or '.'",
        ));
        return None;
    }
    if line.page() == Page::Shifts && id == OFF {
        desk.fault(Fault::at(
            line,
            ID,
            "“off”表示休息，不能用作班次编号",
            "`off` is the word for a day without a shift",
        ));
        return None;
    }
    Some(id)
}

/// What the register has of a page.
fn known(registry: &Registry, page: Page, today: Day) -> Vec<Known> {
    let one = |id: &dyn ToString, name: &str, live: bool| Known {
        id: id.to_string(),
        name: text::tidy(name),
        live,
    };
    let lasts = |until: Option<Day>| until.is_none_or(|until| today <= until);
    match page {
        Page::Stations => registry
            .stations()
            .map(|it| one(&it.id, &it.name, true))
            .collect(),
        Page::Departments => registry
            .departments()
            .map(|it| one(&it.id, &it.name, true))
            .collect(),
        Page::Areas => registry
            .areas()
            .map(|it| one(&it.id, &it.name, lasts(it.until)))
            .collect(),
        Page::Units => registry
            .units()
            .map(|it| one(&it.record.id, &it.record.name, lasts(it.record.until)))
            .collect(),
        Page::Members => registry
            .members()
            .map(|it| one(&it.record.id, &it.record.name, lasts(it.record.until)))
            .collect(),
        Page::Shifts => {
            let shifts = registry
                .roster()
                .into_iter()
                .flat_map(|roster| &roster.shifts);
            shifts.map(|it| one(&it.id, &it.name, true)).collect()
        }
        Page::Teams => {
            let teams = registry
                .roster()
                .into_iter()
                .flat_map(|roster| &roster.teams);
            teams.map(|it| one(&it.id, &it.name, true)).collect()
        }
        Page::Accounts => registry
            .accounts()
            .map(|it| one(&it.id, &it.name, true))
            .collect(),
    }
}

/// Whether an area's latest version holds on a day or later.
pub(super) fn area_lives(registry: &Registry, id: &AreaId, today: Day) -> bool {
    let until = registry.area(id).map(|area| area.until);
    until.is_some_and(|until| until.is_none_or(|until| today <= until))
}

/// What may be called by name: identifiers and names of what is in use.
pub(super) fn callable(registry: &Registry, page: Page, today: Day) -> Vec<(String, String)> {
    let all = known(registry, page, today).into_iter();
    all.filter(|one| one.live)
        .map(|one| (one.id, one.name))
        .collect()
}
