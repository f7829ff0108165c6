//! A day's duty, what is wrong with a period's, and the hours worked.

use super::{facts::around, manages, name_of, period, require_either, tables::ATTENDANCE};
use crate::{App, AppError, access::Visitor, view::Named};
use liandong_domain::{
    duty::{
        Attended, Mark, MarkedBy, Turn, TurnMarked, Worked, day_kind, findings, turns_within,
        worked,
    },
    ids::{ItemId, MemberId, TownId, UnitId},
    registry::Registry,
    rights::Right,
    roles::Role,
    time::{Day, Period, Timestamp},
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;
use std::collections::BTreeMap;

pub use super::hours::{HoursView, MemberHours};

/// What a day of the calendar is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayView {
    /// The day.
    pub day: String,
    /// Workday, rest day or holiday.
    pub kind: &'static str,
    /// Its name.
    pub kind_name: &'static str,
    /// The festival, where it is of one.
    pub festival: Option<String>,
}

/// A day's duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DutyDayView {
    /// What day it is.
    pub day: DayView,
    /// The turns that begin on it, by their beginning, shift, car and member.
    pub turns: Vec<TurnView>,
    /// Members on leave. The kind of leave is in the request.
    pub on_leave: Vec<Named>,
}

/// A turn of duty with its attendance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TurnView {
    /// The shift.
    pub shift: Named,
    /// The car.
    pub unit: Named,
    /// The member.
    pub member: Named,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
    /// The request by which the member has it; none when the roster says so.
    pub by: Option<String>,
    /// For whom, where it is for somebody.
    pub instead_of: Option<Named>,
    /// What is to be said of the attendance, codes with names.
    pub marks: Vec<Named>,
    /// When the member came.
    pub came_at: Option<Timestamp>,
    /// How that was marked.
    pub came_how: Option<Named>,
    /// When the member left.
    pub left_at: Option<Timestamp>,
    /// How that was marked.
    pub left_how: Option<Named>,
    /// How late the member came, in seconds.
    pub late_seconds: i64,
    /// How early the member left, in seconds.
    pub early_seconds: i64,
    /// How often it was put right by hand.
    pub corrections: u32,
}

/// What is wrong with the duty of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterFindings {
    /// By time.
    pub findings: Vec<FindingView>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingView {
    /// Which kind.
    pub kind: &'static str,
    /// Its name.
    pub kind_name: &'static str,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// In which car.
    pub unit: Option<Named>,
    /// In which area.
    pub area: Option<Named>,
    /// Whose.
    pub members: Vec<Named>,
    /// What is wrong, in Chinese.
    pub what: String,
    /// What would mend it, in Chinese.
    pub mend: String,
    /// Members who could stand in.
    pub could_mend: Vec<Named>,
}

/// Attendance by day, member and shift.
pub(crate) type Attendance = BTreeMap<(Day, MemberId, ItemId), Attended>;

impl App {
    /// A day's duty with its attendance.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn duty_day(&self, visitor: &Visitor, day: Day) -> Result<DutyDayView, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        let period = Period { from: day, to: day };
        let book = self.book(&visitor.town).await?;
        let registry = &book.registry;
        let changes = self.changes(&visitor.town, period).await?;
        let attended = self.attendance(&visitor.town, period, None).await?;
        let (rules, now) = (registry.duty_rules(), self.now());
        let turns = turns_and_marked(
            registry,
            turns_within(registry, &changes, period),
            &attended,
        )
        .into_iter()
        .map(|turn| {
            let key = (day, turn.member.clone(), turn.shift.clone());
            let known = attended.get(&key);
            let what = worked(registry, &rules, &turn, known, now);
            turn_view(registry, &turn, known, &what)
        });
        let turns = turns.collect();
        let on_leave = registry
            .members()
            .filter(|one| changes.leave_of(&one.record.id, day).is_some())
            .map(|one| Named::new(one.record.id.as_str(), &one.record.name));
        Ok(DutyDayView {
            day: day_view(registry, day),
            turns,
            on_leave: on_leave.collect(),
        })
    }

    /// What the days of a period are by the calendar.
    ///
    /// # Errors
    /// A period that cannot be, or the store's failure.
    pub async fn calendar_days(
        &self,
        visitor: &Visitor,
        from: Day,
        to: Day,
    ) -> Result<Vec<DayView>, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        let period = period(from, to)?;
        let book = self.book(&visitor.town).await?;
        let days = (period.from.0..=period.to.0).map(Day);
        Ok(days.map(|day| day_view(&book.registry, day)).collect())
    }

    /// What is wrong with the duty of a period.
    ///
    /// # Errors
    /// A period that cannot be, no right to it, or the store's failure.
    pub async fn duty_findings(
        &self,
        visitor: &Visitor,
        from: Day,
        to: Day,
    ) -> Result<RosterFindings, AppError> {
        visitor.require(Right::ReadDuty)?;
        let period = period(from, to)?;
        let book = self.book(&visitor.town).await?;
        let registry = &book.registry;
        let wide = Period {
            from: around(period.from).from,
            to: period.to.next(),
        };
        let changes = self.changes(&visitor.town, wide).await?;
        let rules = registry.duty_rules();
        let found = findings(registry, book.policy()?, &rules, &changes, period);
        let member = |id: &MemberId| Named::new(id.as_str(), name_of(registry, id));
        let views = found.iter().map(|one| {
            let (what, mend) = one.sentence(registry);
            FindingView {
                kind: one.kind.code(),
                kind_name: one.kind.zh(),
                from: one.from,
                to: one.to,
                unit: one.unit.as_ref().map(|id| unit_named(registry, id)),
                area: one.area.as_ref().map(|id| {
                    let name = registry
                        .area(id)
                        .map_or(id.as_str(), |one| one.name.as_str());
                    Named::new(id.as_str(), name)
                }),
                members: one.members.iter().map(member).collect(),
                what,
                mend,
                could_mend: one.could_mend.iter().map(member).collect(),
            }
        });
        Ok(RosterFindings {
            findings: views.collect(),
        })
    }

    /// Hours planned and worked over a period. A member sees its own line only.
    ///
    /// # Errors
    /// A period that cannot be, no right to it, or the store's failure.
    pub async fn duty_hours(
        &self,
        visitor: &Visitor,
        from: Day,
        to: Day,
    ) -> Result<HoursView, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        let period = period(from, to)?;
        let own = visitor.account.member.as_ref();
        let only = (visitor.account.role == Role::Member && !manages(visitor)).then_some(own);
        let book = self.book(&visitor.town).await?;
        let registry = &book.registry;
        let changes = self.changes(&visitor.town, period).await?;
        let attended = self.attendance(&visitor.town, period, None).await?;
        let (rules, now) = (registry.duty_rules(), self.now());
        let mut lines: BTreeMap<MemberId, MemberHours> = BTreeMap::new();
        let engaged = registry.members().map(|one| &one.record).filter(|one| {
            one.from <= period.to && one.until.is_none_or(|until| period.from <= until)
        });
        for one in engaged {
            let leave = (period.from.0..=period.to.0)
                .filter(|day| changes.leave_of(&one.id, Day(*day)).is_some())
                .count();
            let mut line = MemberHours::empty(Named::new(one.id.as_str(), &one.name));
            line.leave_days = u32::try_from(leave).unwrap_or(u32::MAX);
            lines.insert(one.id.clone(), line);
        }
        let turns = turns_within(registry, &changes, period);
        for turn in turns_and_marked(registry, turns, &attended) {
            let key = (turn.day, turn.member.clone(), turn.shift.clone());
            let known = attended.get(&key);
            let what = worked(registry, &rules, &turn, known, now);
            let line = lines.entry(turn.member.clone()).or_insert_with(|| {
                let name = name_of(registry, &turn.member);
                MemberHours::empty(Named::new(turn.member.as_str(), name))
            });
            line.add(&what, known);
        }
        if let Some(own) = only {
            lines.retain(|id, _| Some(id) == own);
        }
        let years = period.from.date().year()..=period.to.date().year();
        Ok(HoursView {
            from: period.from.to_string(),
            to: period.to.to_string(),
            years_without_calendar: years
                .filter(|year| registry.calendar(*year).is_none())
                .collect(),
            members: lines.into_values().collect(),
        })
    }

    /// Attendance of the turns that begin within a period.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn attendance(
        &self,
        town: &TownId,
        period: Period,
        member: Option<&MemberId>,
    ) -> Result<Attendance, AppError> {
        let day = |op, day: Day| Filter {
            column: "day",
            op,
            value: Value::Int(day.0),
        };
        let mut filters = vec![day(Op::Ge, period.from), day(Op::Le, period.to)];
        filters.extend(member.map(|member| Filter {
            column: "member",
            op: Op::Eq,
            value: Value::Text(member.as_str().into()),
        }));
        let query = Query {
            table: &ATTENDANCE,
            town: town.clone(),
            columns: vec![
                "day",
                "member",
                "shift",
                "unit",
                "turn_from",
                "turn_to",
                "came_at",
                "came_how",
                "came_late_entry",
                "left_at",
                "left_how",
                "left_late_entry",
                "corrections",
            ],
            filters,
            order: Vec::new(),
            limit: None,
        };
        let mut all = Attendance::new();
        let mut bad = false;
        self.store()
            .scan(query, &mut |row| {
                match attended_in(row) {
                    Some((day, one)) => {
                        let key = (day, one.turn.member.clone(), one.turn.shift.clone());
                        all.insert(key, one);
                    }
                    None => bad = true,
                }
                !bad
            })
            .await?;
        if bad {
            return Err(AppError::Internal("attendance cannot be read".into()));
        }
        Ok(all)
    }
}

/// The turns with those that attendance knows and the roster no longer does: who came has worked,
/// whatever became of the roster afterwards.
pub(crate) fn turns_and_marked(
    registry: &Registry,
    mut turns: Vec<Turn>,
    known: &Attendance,
) -> Vec<Turn> {
    let of = |turn: &Turn| (turn.day, turn.member.clone(), turn.shift.clone());
    let planned: std::collections::BTreeSet<_> = turns.iter().map(of).collect();
    for (key, attended) in known {
        if !planned.contains(key) && attended.came.is_some() {
            let marked = &attended.turn;
            turns.push(Turn {
                from: marked.from,
                to: marked.to,
                day: registry.utc_offset().day(marked.from),
                shift: marked.shift.clone(),
                unit: marked.unit.clone(),
                member: marked.member.clone(),
                by: None,
                instead_of: None,
            });
        }
    }
    // What was the turn when the mark was made is the turn, with its times.
    for turn in &mut turns {
        if let Some(attended) = known.get(&of(turn)) {
            (turn.from, turn.to) = (attended.turn.from, attended.turn.to);
            turn.unit = attended.turn.unit.clone();
        }
    }
    turns.sort();
    turns
}

pub(super) fn unit_named(registry: &Registry, id: &UnitId) -> Named {
    let name = registry
        .unit(id)
        .map_or(id.as_str(), |one| one.name.as_str());
    Named::new(id.as_str(), name)
}

fn day_view(registry: &Registry, day: Day) -> DayView {
    let (kind, festival) = day_kind(registry, day);
    DayView {
        day: day.to_string(),
        kind: kind.code(),
        kind_name: kind.zh(),
        festival: festival.map(str::to_owned),
    }
}

fn turn_view(
    registry: &Registry,
    turn: &Turn,
    known: Option<&Attended>,
    what: &Worked,
) -> TurnView {
    let member = |id: &MemberId| Named::new(id.as_str(), name_of(registry, id));
    let how = |mark: Option<Mark>| mark.map(|mark| Named::new(mark.how.code(), mark.how.zh()));
    let (came, left) = known.map_or((None, None), |one| (one.came, one.left));
    let roster = registry.roster_on(turn.day);
    let shift = roster.and_then(|roster| roster.shift(&turn.shift));
    TurnView {
        shift: Named::new(
            turn.shift.as_str(),
            shift.map_or(turn.shift.as_str(), |one| one.name.as_str()),
        ),
        unit: unit_named(registry, &turn.unit),
        member: member(&turn.member),
        from: turn.from,
        to: turn.to,
        by: turn.by.as_deref().map(str::to_owned),
        instead_of: turn.instead_of.as_ref().map(member),
        marks: what
            .marks
            .iter()
            .map(|mark| Named::new(mark.code(), mark.zh()))
            .collect(),
        came_at: came.map(|mark| mark.at),
        came_how: how(came),
        left_at: left.map(|mark| mark.at),
        left_how: how(left),
        late_seconds: what.late_seconds,
        early_seconds: what.early_seconds,
        corrections: known.map_or(0, |one| one.corrections),
    }
}

fn attended_in(row: &[Value]) -> Option<(Day, Attended)> {
    let int = |at: usize| match row.get(at) {
        Some(Value::Int(one)) => Some(*one),
        _ => None,
    };
    let word = |at: usize| match row.get(at) {
        Some(Value::Text(one)) => Some(one.as_ref()),
        _ => None,
    };
    let mark = |at: usize| {
        Some(Mark {
            at: Timestamp(int(at)?),
            how: MarkedBy::parse(word(at + 1)?)?,
            late: int(at + 2) == Some(1),
        })
    };
    let turn = TurnMarked {
        member: MemberId::new(word(1)?).ok()?,
        shift: ItemId::new(word(2)?).ok()?,
        unit: UnitId::new(word(3)?).ok()?,
        from: Timestamp(int(4)?),
        to: Timestamp(int(5)?),
    };
    let attended = Attended {
        turn,
        came: mark(6),
        left: mark(9),
        corrections: u32::try_from(int(12)?).ok()?,
    };
    Some((Day(int(0)?), attended))
}
