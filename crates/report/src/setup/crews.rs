//! Cars and members.

use super::{
    desk::Desk,
    names::Names,
    page::{NAME, Page},
    table::Line,
};
use liandong_domain::{
    ids::{AreaId, ItemId, MemberId, UnitId},
    registry::{Member, RegistryEvent, Unit},
};

const CALL_SIGN: usize = 2;
const AREA: usize = 3;
const TEAM: usize = 2;
const UNIT: usize = 3;
const FROM: usize = 4;
const UNTIL: usize = 5;

pub(super) fn unit(desk: &mut Desk<'_>, names: &Names, line: Line<'_>, id: &str) {
    let Ok(id) = UnitId::new(id) else { return };
    let known = desk.before.unit(&id);
    let name = desk.name(line, NAME, known.map(|one| one.name.as_str()));
    let call_sign = desk.name(line, CALL_SIGN, known.map(|one| one.call_sign.as_str()));
    let area = desk.refer(names, line, AREA, Page::Areas);
    let (from, until) = (desk.day(line, FROM), desk.day(line, UNTIL));
    let area = area.and_then(|id| AreaId::new(id).ok());
    let (Some(name), Some(call_sign), Some(area)) = (name, call_sign, area) else {
        return;
    };
    let (Some(from), Some(until)) = (from, until) else {
        return;
    };
    let from = from.or(known.map(|one| one.from)).unwrap_or(desk.today);
    let unit = Unit {
        id,
        name,
        call_sign,
        area,
        from,
        until,
    };
    desk.enter(line, known.is_none(), RegistryEvent::UnitCommissioned(unit));
}

pub(super) fn member(desk: &mut Desk<'_>, names: &Names, line: Line<'_>, id: &str) {
    let Ok(id) = MemberId::new(id) else { return };
    let known = desk.before.member(&id);
    let name = desk.name(line, NAME, known.map(|one| one.name.as_str()));
    let team = desk.refer(names, line, TEAM, Page::Teams);
    let unit = desk.refer(names, line, UNIT, Page::Units);
    let (from, until) = (desk.day(line, FROM), desk.day(line, UNTIL));
    let team = team.and_then(|id| ItemId::new(id).ok());
    let unit = unit.and_then(|id| UnitId::new(id).ok());
    let (Some(name), Some(team), Some(unit)) = (name, team, unit) else {
        return;
    };
    let (Some(from), Some(until)) = (from, until) else {
        return;
    };
    let from = from.or(known.map(|one| one.from)).unwrap_or(desk.today);
    let member = Member {
        id,
        name,
        team,
        unit,
        from,
        until,
    };
    desk.enter(line, known.is_none(), RegistryEvent::MemberEngaged(member));
}
