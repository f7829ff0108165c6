//! `units.toml`, `members.csv` and `accounts.toml`: cars, people and logins.

use super::{
    item::{Item, Table},
    known::Known,
    parse,
    source::Complaints,
};
use liandong_domain::{
    registry::{Account, Member, Unit},
    roles::Role,
    time::Day,
};

const MEMBER_COLUMNS: [&str; 6] = ["id", "name", "team", "unit", "from", "until"];

/// The cars.
pub(super) fn units(complaints: &Complaints, known: &mut Known) -> Option<Vec<Unit>> {
    let source = complaints.open("units.toml");
    let value = source.as_ref().and_then(parse::toml);
    let (Some(source), Some(value)) = (&source, &value) else {
        known.units.incomplete();
        return None;
    };
    let mut table = Item::top(source, value).table()?;
    let items = table.some("unit");
    table.finish();
    let units = items.iter().filter_map(|item| {
        let mut table = item.table()?;
        let id = known.units.read(table.get("id"));
        let (name, call_sign) = (table.text("name"), table.text("call_sign"));
        let area = known.areas.refer(table.get("area"));
        let from = table.day("from");
        let until = until(&mut table, from);
        table.finish();
        Some(Unit {
            id: id?,
            name: name?,
            call_sign: call_sign?,
            area: area?,
            from: from?,
            until,
        })
    });
    Some(units.collect())
}

/// The members.
pub(super) fn members(complaints: &Complaints, known: &mut Known) -> Option<Vec<Member>> {
    let source = complaints.open("members.csv");
    let rows = source
        .as_ref()
        .and_then(|source| parse::csv(source, &MEMBER_COLUMNS));
    let (Some(source), Some(rows)) = (&source, &rows) else {
        known.members.incomplete();
        return None;
    };
    let members = rows.iter().filter_map(|row| {
        let mut table = Item::top(source, row).table()?;
        let id = known.members.read(table.get("id"));
        let name = table.text("name");
        let team = known.teams.refer(table.get("team"));
        let unit = known.units.refer(table.get("unit"));
        let from = table.day("from");
        let until = until(&mut table, from);
        table.finish();
        Some(Member {
            id: id?,
            name: name?,
            team: team?,
            unit: unit?,
            from: from?,
            until,
        })
    });
    Some(members.collect())
}

/// The last day, where there is one: not before the first.
fn until(table: &mut Table<'_>, from: Option<Day>) -> Option<Day> {
    let item = table.maybe("until")?;
    let until = item.day()?;
    if let Some(from) = from {
        item.not_before(until, from)?;
    }
    Some(until)
}

/// The words of the roles.
pub(super) fn roles() -> [(&'static str, Role); 11] {
    [
        Role::Commander,
        Role::Dispatcher,
        Role::Member,
        Role::Department,
        Role::FollowUp,
        Role::DutyManager,
        Role::Performance,
        Role::Leader,
        Role::Auditor,
        Role::Administrator,
        Role::System,
    ]
    .map(|role| (role.as_str(), role))
}

/// The logins.
pub(super) fn accounts(complaints: &Complaints, known: &mut Known) -> Option<Vec<Account>> {
    let source = complaints.open("accounts.toml")?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let items = table.some("account");
    table.finish();
    let roles = roles();
    let accounts = items.iter().filter_map(|item| {
        let mut table = item.table()?;
        let id = known.accounts.read(table.get("id"));
        let name = table.text("name");
        let role = table.get("role").and_then(|item| item.word(&roles));
        let member = table
            .maybe("member")
            .map(|item| known.members.refer(Some(item)));
        let department = table
            .maybe("department")
            .map(|item| known.departments.refer(Some(item)));
        let external = table.maybe("external").map(|item| item.text());
        table.finish();
        Some(Account {
            id: id?,
            name: name?,
            role: role?,
            member: member.map_or(Some(None), |known| known.map(Some))?,
            department: department.map_or(Some(None), |known| known.map(Some))?,
            external: external.map_or(Some(None), |known| known.map(Some))?,
        })
    });
    Some(accounts.collect())
}
