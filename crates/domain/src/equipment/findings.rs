//! What is wrong with the equipment on a day.

use super::piece::{Piece, due};
use crate::{
    ids::ItemId,
    incident::words,
    registry::{EquipmentKind, Holder, Registry},
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// Kinds of findings (装备问题).
    EquipmentFindingKind {
        /// A holder lacks what each must have (缺配).
        Missing = "missing", "应配未配";
        /// A calibration is overdue (校准过期).
        CalibrationOverdue = "calibration_overdue", "校准过期";
        /// A calibration is due soon (校准将到期).
        CalibrationDue = "calibration_due", "校准即将到期";
        /// A faulty piece is still with its holder (带病在用).
        FaultyInUse = "faulty_in_use", "故障装备未更换";
        /// A piece is with somebody who has left, or in a car out of service (未收回).
        NotGivenBack = "not_given_back", "离岗未归还";
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EquipmentFinding {
    /// What.
    pub kind: EquipmentFindingKind,
    /// The kind of equipment.
    pub equipment: ItemId,
    /// The piece, where it is about one.
    pub serial: Option<String>,
    /// Who holds it, or should.
    pub holder: Option<Holder>,
    /// How many are missing.
    pub missing: u32,
    /// When the calibration is or was due.
    pub due: Option<Day>,
}

/// What is wrong on a day, by kind of finding, kind of equipment and piece.
#[must_use]
pub fn findings(registry: &Registry, day: Day, warning_days: u32) -> Vec<EquipmentFinding> {
    let mut found = Vec::new();
    for kind in registry.equipment_kinds() {
        let pieces: Vec<&Piece> = registry
            .pieces()
            .filter(|piece| piece.kind == kind.id)
            .collect();
        missing(registry, kind, &pieces, day, &mut found);
        for piece in pieces {
            of_piece(registry, kind, piece, day, warning_days, &mut found);
        }
    }
    found.sort_by(|a, b| {
        (a.kind, a.due, &a.equipment, &a.serial).cmp(&(b.kind, b.due, &b.equipment, &b.serial))
    });
    found
}

fn missing(
    registry: &Registry,
    kind: &EquipmentKind,
    pieces: &[&Piece],
    day: Day,
    found: &mut Vec<EquipmentFinding>,
) {
    let mut held: BTreeMap<String, u32> = BTreeMap::new();
    for holder in pieces.iter().filter_map(|piece| piece.holder_on(day)) {
        *held.entry(name(holder)).or_default() += 1;
    }
    let mut lacks = |holder: Holder, wanted: u32| {
        let has = held.get(&name(&holder)).copied().unwrap_or(0);
        if has < wanted {
            found.push(EquipmentFinding {
                kind: EquipmentFindingKind::Missing,
                equipment: kind.id.clone(),
                serial: None,
                holder: Some(holder),
                missing: wanted - has,
                due: None,
            });
        }
    };
    if kind.required_per_member {
        for one in registry
            .members()
            .filter(|one| there(&Holder::Member(one.record.id.clone()), registry, day))
        {
            lacks(Holder::Member(one.record.id.clone()), 1);
        }
    }
    if kind.required_per_unit > 0 {
        for one in registry
            .units()
            .filter(|one| there(&Holder::Unit(one.record.id.clone()), registry, day))
        {
            lacks(Holder::Unit(one.record.id.clone()), kind.required_per_unit);
        }
    }
}

fn of_piece(
    registry: &Registry,
    kind: &EquipmentKind,
    piece: &Piece,
    day: Day,
    warning_days: u32,
    found: &mut Vec<EquipmentFinding>,
) {
    let holder = piece.holder_on(day);
    let mut add = |which, due| {
        found.push(EquipmentFinding {
            kind: which,
            equipment: kind.id.clone(),
            serial: Some(piece.serial.clone()),
            holder: holder.cloned(),
            missing: 0,
            due,
        });
    };
    if let Some(at) = due(kind, piece) {
        if at <= day {
            add(EquipmentFindingKind::CalibrationOverdue, Some(at));
        } else if at.0 - day.0 <= i64::from(warning_days) {
            add(EquipmentFindingKind::CalibrationDue, Some(at));
        }
    }
    if piece.faulty && holder.is_some() {
        add(EquipmentFindingKind::FaultyInUse, None);
    }
    if holder.is_some_and(|holder| !there(holder, registry, day)) {
        add(EquipmentFindingKind::NotGivenBack, None);
    }
}

fn name(holder: &Holder) -> String {
    match holder {
        Holder::Member(id) => format!("member/{id}"),
        Holder::Unit(id) => format!("unit/{id}"),
    }
}

/// Whether the holder is engaged or in service on a day.
fn there(holder: &Holder, registry: &Registry, day: Day) -> bool {
    let within =
        |from: Day, until: Option<Day>| from <= day && until.is_none_or(|until| day <= until);
    match holder {
        Holder::Member(id) => registry
            .member(id)
            .is_some_and(|one| within(one.from, one.until)),
        Holder::Unit(id) => registry
            .unit(id)
            .is_some_and(|one| within(one.from, one.until)),
    }
}
