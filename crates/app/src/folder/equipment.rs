//! `equipment.toml` and `equipment.csv`: kinds of equipment (装备) and who holds which piece.

use super::{
    item::Item,
    known::Known,
    parse,
    problem::{Phrase, Problem, phrase},
    source::Complaints,
};
use liandong_domain::registry::{EquipmentIssue, EquipmentKind, Holder};
use std::collections::BTreeMap;

const COLUMNS: [&str; 5] = ["kind", "serial", "member", "unit", "day"];
const PIECE: Phrase = phrase("piece", "装备");

/// The kinds.
pub(super) fn kinds(complaints: &Complaints, known: &mut Known) -> Option<Vec<EquipmentKind>> {
    let source = complaints.open("equipment.toml");
    let value = source.as_ref().and_then(parse::toml);
    let (Some(source), Some(value)) = (&source, &value) else {
        known.kinds.incomplete();
        return None;
    };
    let mut table = Item::top(source, value).table()?;
    let items = table.some("kind");
    table.finish();
    let kinds = items.iter().filter_map(|item| {
        let mut table = item.table()?;
        let id = known.kinds.read(table.get("id"));
        let name = table.text("name");
        let required = table.get("required_per_member");
        let required = required.and_then(|item| item.truth());
        let per_unit = table.maybe("required_per_unit").and_then(|item| {
            let expected = phrase("a whole number from 0 to 100", "0 至 100 的整数");
            item.within(0, 100, expected)
        });
        let calibrate = table.maybe("calibrate_every_days").and_then(|item| {
            let expected = phrase(
                "a whole number of days from 1 to 3660",
                "1 至 3660 的整天数",
            );
            item.within(1, 3660, expected)
        });
        table.finish();
        Some(EquipmentKind {
            id: id?,
            name: name?,
            required_per_member: required?,
            required_per_unit: per_unit
                .and_then(|one| u32::try_from(one).ok())
                .unwrap_or(0),
            calibrate_every_days: calibrate.and_then(|one| u32::try_from(one).ok()),
        })
    });
    Some(kinds.collect())
}

/// The pieces handed out.
pub(super) fn issues(complaints: &Complaints, known: &Known) -> Option<Vec<EquipmentIssue>> {
    let source = complaints.open("equipment.csv")?;
    let rows = parse::csv(&source, &COLUMNS)?;
    let mut seen = BTreeMap::new();
    let issues = rows.iter().filter_map(|row| {
        let item = Item::top(&source, row);
        let mut table = item.table()?;
        let kind = known.kinds.refer(table.get("kind"));
        let serial = table.text("serial");
        let (member, unit) = (table.maybe("member"), table.maybe("unit"));
        let day = table.day("day");
        let holder = match (member, unit) {
            (Some(member), None) => known.members.refer(Some(member)).map(Holder::Member),
            (None, Some(unit)) => known.units.refer(Some(unit)).map(Holder::Unit),
            _ => {
                item.complain(Problem::Rule(phrase(
                    "a piece is held by a member or by a unit: one of the two cells must be filled",
                    "装备由队员或处置单元之一持有：member 与 unit 须填且只填一项",
                )));
                None
            }
        };
        table.finish();
        let (kind, serial) = (kind?, serial?);
        if let Some(first) = seen.insert((kind.clone(), serial.clone()), item.line()) {
            item.complain(Problem::Twice {
                what: PIECE,
                id: format!("{kind} {serial}"),
                first,
            });
        }
        Some(EquipmentIssue {
            kind,
            serial,
            holder: holder?,
            day: day?,
        })
    });
    Some(issues.collect())
}
