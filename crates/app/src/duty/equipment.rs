//! Equipment: listed by holder and state, handed out, changed, checked.

use super::{days::unit_named, name_of};
use crate::{App, AppError, Order, access::Visitor, book::Book, view::Named};
use liandong_domain::{
    equipment::{
        Condition, EquipmentChange, EquipmentFinding, EquipmentFindingKind, Piece, due, findings,
    },
    ids::{ItemId, MemberId, UnitId},
    refusal::{Because, Refusal},
    registry::{EquipmentIssue, EquipmentKind, Holder, Registry, RegistryEvent},
    rights::Right,
    roles::Role,
    time::Day,
};
use serde::Serialize;

/// Which pieces to list, by kind and number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EquipmentQuery {
    /// Only of a kind.
    pub kind: Option<ItemId>,
    /// Only those that a member holds.
    pub member: Option<MemberId>,
    /// Only those that a car holds.
    pub unit: Option<UnitId>,
    /// Only those in a state.
    pub condition: Option<Condition>,
    /// Only those after this one, as `next` told it.
    pub after: Option<String>,
    /// How many at the most, 1 to 500.
    pub limit: usize,
}

/// A page of pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EquipmentPage {
    /// The pieces.
    pub pieces: Vec<PieceView>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub next: Option<String>,
}

/// A kind of equipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindView {
    /// Its identifier.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Whether every member must hold one.
    pub required_per_member: bool,
    /// How many each car must hold.
    pub required_per_unit: u32,
    /// After how many days it must be calibrated.
    pub calibrate_every_days: Option<u32>,
}

/// Who holds a piece: a member or a car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HolderView {
    /// The member.
    pub member: Option<Named>,
    /// The car.
    pub unit: Option<Named>,
    /// From which day.
    pub from: Option<String>,
    /// The day on which it was given on.
    pub to: Option<String>,
}

/// A piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PieceView {
    /// The kind.
    pub kind: Named,
    /// Its number.
    pub serial: String,
    /// Its state.
    pub condition: &'static str,
    /// The state's name.
    pub condition_name: &'static str,
    /// Who holds it.
    pub holder: Option<HolderView>,
    /// Who held it, in order.
    pub history: Vec<HolderView>,
    /// When it was last calibrated.
    pub calibrated: Option<String>,
    /// When that is due.
    pub calibration_due: Option<String>,
    /// The day of its last record.
    pub last: String,
    /// That record's note.
    pub note: Option<String>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EquipmentFindingView {
    /// Which kind.
    pub kind: &'static str,
    /// Its name.
    pub kind_name: &'static str,
    /// The kind of equipment.
    pub equipment: Named,
    /// The piece.
    pub serial: Option<String>,
    /// Who holds it, or should.
    pub holder: Option<HolderView>,
    /// How many are missing.
    pub missing: u32,
    /// When the calibration is or was due.
    pub due: Option<String>,
    /// In Chinese.
    pub what: String,
}

impl App {
    /// Pieces by kind and number. A member sees what it holds itself.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn equipment(
        &self,
        visitor: &Visitor,
        query: &EquipmentQuery,
    ) -> Result<EquipmentPage, AppError> {
        visitor.require(Right::ReadDuty)?;
        let book = self.book(&visitor.town).await?;
        let own = visitor.account.member.as_ref();
        let only_own = visitor.account.role == Role::Member;
        let limit = query.limit.clamp(1, 500);
        let fits = |piece: &&Piece| {
            let by_member = |id: &MemberId| piece.holder() == Some(&Holder::Member(id.clone()));
            let by_unit = |id: &UnitId| piece.holder() == Some(&Holder::Unit(id.clone()));
            query.kind.as_ref().is_none_or(|kind| piece.kind == *kind)
                && query.member.as_ref().is_none_or(by_member)
                && query.unit.as_ref().is_none_or(by_unit)
                && query.condition.is_none_or(|one| piece.condition() == one)
                && query.after.as_ref().is_none_or(|after| key(piece) > *after)
                && (!only_own || own.is_some_and(by_member))
        };
        // By the very key that goes on: identifiers hold no '/', so that it sorts as the two do.
        let mut found: Vec<&Piece> = book.registry.pieces().filter(fits).collect();
        found.sort_by_key(|piece| key(piece));
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|piece| key(piece));
        let pieces = found.iter().map(|piece| view(&book, piece));
        Ok(EquipmentPage {
            pieces: pieces.collect(),
            next,
        })
    }

    /// The kinds of equipment.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn equipment_kinds(&self, visitor: &Visitor) -> Result<Vec<KindView>, AppError> {
        visitor.require(Right::ReadDuty)?;
        let book = self.book(&visitor.town).await?;
        Ok(book.registry.equipment_kinds().map(kind_view).collect())
    }

    /// Enters a kind, or its new version.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn define_equipment(
        &self,
        visitor: &Visitor,
        order: Order,
        kind: EquipmentKind,
    ) -> Result<KindView, AppError> {
        visitor.require(Right::ManageDuty)?;
        let shown = kind_view(&kind);
        let events = [RegistryEvent::EquipmentKindDefined(kind)];
        self.register(&visitor.town, &order, &events).await?;
        Ok(shown)
    }

    /// Hands a piece out.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn issue_equipment(
        &self,
        visitor: &Visitor,
        order: Order,
        issue: EquipmentIssue,
    ) -> Result<PieceView, AppError> {
        let (kind, serial, day) = (issue.kind.clone(), issue.serial.clone(), issue.day);
        let event = RegistryEvent::EquipmentIssued(issue);
        self.enter_equipment(visitor, order, event, &kind, &serial, day)
            .await
    }

    /// Enters what happened to a piece.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn change_equipment(
        &self,
        visitor: &Visitor,
        order: Order,
        change: EquipmentChange,
    ) -> Result<PieceView, AppError> {
        let (kind, serial, day) = (change.kind.clone(), change.serial.clone(), change.day);
        let event = RegistryEvent::EquipmentChanged(change);
        self.enter_equipment(visitor, order, event, &kind, &serial, day)
            .await
    }

    async fn enter_equipment(
        &self,
        visitor: &Visitor,
        order: Order,
        event: RegistryEvent,
        kind: &ItemId,
        serial: &str,
        day: Day,
    ) -> Result<PieceView, AppError> {
        visitor.require(Right::ManageDuty)?;
        let book = self.book(&visitor.town).await?;
        check_serial(serial)?;
        // What is handed out or happens on a day waits for it.
        if day > book.registry.utc_offset().day(self.now()) {
            return Err(Refusal::new(
                "in_future",
                Because::Invalid,
                "日期不能晚于今天",
                "the day must not be later than today",
            )
            .about("day")
            .into());
        }
        self.register(&visitor.town, &order, &[event]).await?;
        let book = self.book(&visitor.town).await?;
        let piece = book.registry.piece(kind, serial);
        piece
            .map(|piece| view(&book, piece))
            .ok_or_else(|| AppError::Internal(format!("the piece {kind} {serial} is not there")))
    }

    /// What is wrong with the equipment on a day; today, when left out.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn equipment_findings(
        &self,
        visitor: &Visitor,
        on: Option<Day>,
    ) -> Result<Vec<EquipmentFindingView>, AppError> {
        visitor.require(Right::ReadDuty)?;
        let book = self.book(&visitor.town).await?;
        let registry = &book.registry;
        let today = registry.utc_offset().day(self.now());
        let own = visitor.account.member.clone().map(Holder::Member);
        let only_own = visitor.account.role == Role::Member;
        let warning = registry.duty_rules().calibration_warning_days;
        let found = findings(registry, on.unwrap_or(today), warning);
        let seen = found
            .iter()
            .filter(|one| !only_own || (own.is_some() && one.holder == own));
        Ok(seen.map(|one| finding_view(registry, one)).collect())
    }
}

/// The refusal of a handing out to nobody or to two.
#[must_use]
pub fn one_holder() -> AppError {
    Refusal::new(
        "one_holder",
        Because::Invalid,
        "装备由队员或处置单元之一持有：member 与 unit 须填且只填一项",
        "a piece is held by a member or by a unit: exactly one of the two",
    )
    .about("entry")
    .into()
}

/// A number that can be read aloud, searched for and put into a list's key.
fn check_serial(serial: &str) -> Result<(), AppError> {
    let fits = (1..=64).contains(&serial.chars().count())
        && serial.trim() == serial
        && !serial.chars().any(char::is_control);
    if fits {
        return Ok(());
    }
    Err(Refusal::new(
        "bad_serial",
        Because::Invalid,
        "装备编号为 1 至 64 个字符，首尾不能有空格",
        "a serial number has 1 to 64 characters and no blank at its ends",
    )
    .about("serial")
    .into())
}

fn key(piece: &Piece) -> String {
    format!("{}/{}", piece.kind, piece.serial)
}

fn kind_view(kind: &EquipmentKind) -> KindView {
    KindView {
        id: kind.id.clone(),
        name: kind.name.clone(),
        required_per_member: kind.required_per_member,
        required_per_unit: kind.required_per_unit,
        calibrate_every_days: kind.calibrate_every_days,
    }
}

fn kind_named(registry: &Registry, id: &ItemId) -> Named {
    let kind = registry.equipment_kind(id);
    Named::new(
        id.as_str(),
        kind.map_or(id.as_str(), |one| one.name.as_str()),
    )
}

fn holder_view(
    registry: &Registry,
    holder: &Holder,
    from: Option<Day>,
    to: Option<Day>,
) -> HolderView {
    let (member, unit) = match holder {
        Holder::Member(id) => (Some(Named::new(id.as_str(), name_of(registry, id))), None),
        Holder::Unit(id) => (None, Some(unit_named(registry, id))),
    };
    HolderView {
        member,
        unit,
        from: from.map(|day| day.to_string()),
        to: to.map(|day| day.to_string()),
    }
}

fn view(book: &Book, piece: &Piece) -> PieceView {
    let registry = &book.registry;
    let history: Vec<HolderView> = piece
        .custody
        .iter()
        .map(|one| holder_view(registry, &one.holder, Some(one.from), one.to))
        .collect();
    let kind = registry.equipment_kind(&piece.kind);
    PieceView {
        kind: kind_named(registry, &piece.kind),
        serial: piece.serial.clone(),
        condition: piece.condition().code(),
        condition_name: piece.condition().zh(),
        holder: history.last().filter(|one| one.to.is_none()).cloned(),
        history,
        calibrated: piece.calibrated.map(|(day, _)| day.to_string()),
        calibration_due: kind
            .and_then(|kind| due(kind, piece))
            .map(|day| day.to_string()),
        last: piece.last.to_string(),
        note: piece.note.clone(),
    }
}

fn finding_view(registry: &Registry, one: &EquipmentFinding) -> EquipmentFindingView {
    use EquipmentFindingKind as K;
    let equipment = kind_named(registry, &one.equipment);
    let holder = one
        .holder
        .as_ref()
        .map(|holder| holder_view(registry, holder, None, None));
    let who = holder
        .as_ref()
        .and_then(|one| one.member.as_ref().or(one.unit.as_ref()))
        .map_or("在库", |one| one.name.as_str());
    let piece = format!(
        "{} {}",
        equipment.name,
        one.serial.as_deref().unwrap_or_default()
    );
    let due = one.due.map(|day| day.to_string());
    let day = due.as_deref().unwrap_or_default();
    let what = match one.kind {
        K::Missing => format!("{who}缺{} {} 件", equipment.name, one.missing),
        K::CalibrationOverdue => format!("{piece}（{who}）应于 {day} 校准，已过期"),
        K::CalibrationDue => format!("{piece}（{who}）须于 {day} 前校准"),
        K::FaultyInUse => format!("{piece}（{who}）有故障，尚未更换"),
        K::NotGivenBack => format!("{who}已离岗或停用，{piece}尚未归还"),
    };
    EquipmentFindingView {
        kind: one.kind.code(),
        kind_name: one.kind.zh(),
        serial: one.serial.clone(),
        missing: one.missing,
        equipment,
        holder,
        due,
        what,
    }
}
