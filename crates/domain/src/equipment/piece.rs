//! A piece as its records make it.

use super::change::{EquipmentChange, EquipmentStep};
use crate::{
    ids::ItemId,
    incident::words,
    registry::{EquipmentIssue, EquipmentKind, Holder},
    time::Day,
};
use serde::{Deserialize, Serialize};

words! {
    /// What state a piece is in (装备状态).
    Condition {
        /// In the store room (在库).
        InStock = "in_stock", "在库";
        /// With its holder (在用).
        InUse = "in_use", "在用";
        /// Faulty, wherever it is (故障待修).
        Faulty = "faulty", "故障待修";
        /// Lost (遗失).
        Lost = "lost", "遗失";
        /// Written off (报废).
        WrittenOff = "written_off", "报废";
    }
}

/// Somebody's having of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// Who.
    pub holder: Holder,
    /// From which day.
    pub from: Day,
    /// The day on which it was given on or lost: no longer held on this day.
    pub to: Option<Day>,
    /// Whether the handing out was entered late (补报).
    pub late: bool,
}

/// A piece of equipment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The kind.
    pub kind: ItemId,
    /// Its own number, unique within its kind.
    pub serial: String,
    /// Who had it when, in order.
    pub custody: Vec<Custody>,
    /// Whether it is faulty.
    pub faulty: bool,
    /// Whether it is lost.
    pub lost: bool,
    /// Whether it is written off.
    pub written_off: bool,
    /// The first day on which it is known.
    pub known_from: Day,
    /// The day of its last record.
    pub last: Day,
    /// When it was last calibrated, and when that is due again.
    pub calibrated: Option<(Day, Day)>,
    /// The note of the last record.
    pub note: Option<String>,
}

impl Piece {
    fn new(kind: &ItemId, serial: &str, day: Day) -> Self {
        Self {
            kind: kind.clone(),
            serial: serial.to_owned(),
            custody: Vec::new(),
            faulty: false,
            lost: false,
            written_off: false,
            known_from: day,
            last: day,
            calibrated: None,
            note: None,
        }
    }

    /// Who has it now.
    #[must_use]
    pub fn holder(&self) -> Option<&Holder> {
        self.custody
            .last()
            .filter(|one| one.to.is_none())
            .map(|one| &one.holder)
    }

    /// Who had it on a day.
    #[must_use]
    pub fn holder_on(&self, day: Day) -> Option<&Holder> {
        self.custody
            .iter()
            .rev()
            .find(|one| one.from <= day && one.to.is_none_or(|to| day < to))
            .map(|one| &one.holder)
    }

    /// Its state now.
    #[must_use]
    pub fn condition(&self) -> Condition {
        if self.written_off {
            Condition::WrittenOff
        } else if self.lost {
            Condition::Lost
        } else if self.faulty {
            Condition::Faulty
        } else if self.holder().is_some() {
            Condition::InUse
        } else {
            Condition::InStock
        }
    }

    fn give_up(&mut self, day: Day) {
        if let Some(last) = self.custody.last_mut().filter(|one| one.to.is_none()) {
            last.to = Some(day);
        }
    }

    /// The piece after it was handed out. Total.
    pub(crate) fn issued(before: Option<Self>, issue: &EquipmentIssue, late: bool) -> Self {
        let new = || Self::new(&issue.kind, &issue.serial, issue.day);
        let mut piece = before.unwrap_or_else(new);
        piece.give_up(issue.day);
        piece.custody.push(Custody {
            holder: issue.holder.clone(),
            from: issue.day,
            to: None,
            late,
        });
        // Records may come in any order of their days.
        piece.custody.sort_by_key(|one| one.from);
        for nth in 1..piece.custody.len() {
            let next = piece.custody.get(nth).map(|one| one.from);
            if let (Some(one), Some(next)) = (piece.custody.get_mut(nth - 1), next)
                && one.to.is_none_or(|to| to > next)
            {
                one.to = Some(next);
            }
        }
        piece.known_from = piece.known_from.min(issue.day);
        piece.last = piece.last.max(issue.day);
        piece.lost = false;
        piece.note = None;
        piece
    }

    /// The piece after something happened to it. Total.
    pub(crate) fn changed(before: Option<Self>, change: &EquipmentChange) -> Self {
        let new = || Self::new(&change.kind, &change.serial, change.day);
        let mut piece = before.unwrap_or_else(new);
        match &change.step {
            EquipmentStep::Acquired => {}
            EquipmentStep::Returned => piece.give_up(change.day),
            EquipmentStep::Faulty => piece.faulty = true,
            EquipmentStep::Repaired => piece.faulty = false,
            EquipmentStep::Calibrated { due } => piece.calibrated = Some((change.day, *due)),
            EquipmentStep::Lost => {
                piece.give_up(change.day);
                piece.lost = true;
            }
            EquipmentStep::Found => piece.lost = false,
            EquipmentStep::WrittenOff => {
                piece.give_up(change.day);
                piece.written_off = true;
            }
        }
        piece.known_from = piece.known_from.min(change.day);
        piece.last = piece.last.max(change.day);
        piece.note.clone_from(&change.note);
        piece
    }
}

/// The day on which a piece must be calibrated again; `None` for kinds that need none and for
/// pieces that are out of use for good. A piece that never was is due from its first day on.
#[must_use]
pub fn due(kind: &EquipmentKind, piece: &Piece) -> Option<Day> {
    if piece.lost || piece.written_off {
        return None;
    }
    match (piece.calibrated, kind.calibrate_every_days) {
        (Some((_, due)), _) => Some(due),
        (None, Some(days)) => Some(Day(piece.known_from.0.saturating_add(i64::from(days)))),
        (None, None) => None,
    }
}
