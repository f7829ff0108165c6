//! Holes and double duty (漏岗、重岗): what is wrong with the duty of a period, when, and what would
//! mend it.

use super::{
    change::Changes,
    rules::DutyRules,
    turn::{Turn, engaged, turns_within},
};
use crate::{
    ids::{AreaId, MemberId, UnitId},
    incident::words,
    policy::{Coverage, Policy},
    registry::Registry,
    time::{Day, Period, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// Kinds of findings (问题种类).
    FindingKind {
        /// Nobody at all is on duty in covered hours (无人在岗).
        NobodyOnDuty = "nobody_on_duty", "全镇无人在岗";
        /// An area has no car with a crew (责任区无车).
        AreaUncovered = "area_uncovered", "责任区无车在岗";
        /// A car has fewer members than the least (车组缺员).
        CrewTooSmall = "crew_too_small", "车组人数不足";
        /// A member is on duty twice at the same time (重岗).
        DoubleDuty = "double_duty", "同一时间重复上岗";
        /// A member rests too little between two turns (休息不足).
        TooLittleRest = "too_little_rest", "班间休息不足";
        /// A year has no published calendar (缺少日历).
        NoCalendar = "no_calendar", "缺少节假日安排";
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// From when.
    pub from: Timestamp,
    /// Until when: the first moment at which it is well again.
    pub to: Timestamp,
    /// In which car.
    pub unit: Option<UnitId>,
    /// In which area.
    pub area: Option<AreaId>,
    /// Whose.
    pub members: Vec<MemberId>,
    /// How many are there, or how many seconds of rest there are.
    pub found: i64,
    /// How many should be.
    pub wanted: i64,
    /// Members who could stand in: engaged, not on leave, not on duty, with enough rest before and
    /// after; those with the least duty in the period first.
    pub could_mend: Vec<MemberId>,
}

/// How many who could stand in are named.
const NAMED: usize = 5;

/// What is wrong with a period's duty, by time. The changes must cover a day before and after it.
#[must_use]
pub fn findings(
    registry: &Registry,
    policy: &Policy,
    rules: &DutyRules,
    changes: &Changes,
    period: Period,
) -> Vec<Finding> {
    let wide = Period {
        from: Day(period.from.0.saturating_sub(1)),
        to: Day(period.to.0.saturating_add(1)),
    };
    let turns = turns_within(registry, changes, wide);
    let book = Book {
        registry,
        policy,
        rules,
        changes,
        turns,
        bounds: period.bounds(registry.utc_offset()),
    };
    let mut all = book.holes(period);
    all.extend(book.of_members());
    all.extend(no_calendar(registry, period));
    all.sort_by(|a, b| {
        (a.from, a.kind, &a.area, &a.unit, &a.members, a.to)
            .cmp(&(b.from, b.kind, &b.area, &b.unit, &b.members, b.to))
    });
    all
}

struct Book<'a> {
    registry: &'a Registry,
    policy: &'a Policy,
    rules: &'a DutyRules,
    changes: &'a Changes,
    turns: Vec<Turn>,
    bounds: (Timestamp, Timestamp),
}

/// What is missing in a stretch of time in which nothing changes; two such stretches in a row with
/// the same lack are one finding.
type Lack = (FindingKind, Option<AreaId>, Option<UnitId>, i64);

impl Book<'_> {
    fn holes(&self, period: Period) -> Vec<Finding> {
        let mut open: BTreeMap<Lack, Timestamp> = BTreeMap::new();
        let mut found = Vec::new();
        let edges = self.edges(period);
        for pair in edges.windows(2) {
            let [from, to] = pair else { continue };
            let lacks = if self.policy.covers(*from, self.registry.utc_offset()) {
                self.lacks(*from)
            } else {
                BTreeSet::new()
            };
            let ended: Vec<Lack> = open
                .keys()
                .filter(|lack| !lacks.contains(*lack))
                .cloned()
                .collect();
            for lack in ended {
                if let Some(since) = open.remove(&lack) {
                    found.push(self.hole(lack, since, *from));
                }
            }
            for lack in lacks {
                open.entry(lack).or_insert(*from);
            }
            if *to == self.bounds.1 {
                for (lack, since) in std::mem::take(&mut open) {
                    found.push(self.hole(lack, since, *to));
                }
            }
        }
        found
    }

    /// Every moment at which somebody comes or goes, a day or the covered hours begin or end.
    fn edges(&self, period: Period) -> Vec<Timestamp> {
        let offset = self.registry.utc_offset();
        let (begin, end) = self.bounds;
        let mut edges: BTreeSet<Timestamp> = [begin, end].into();
        for turn in &self.turns {
            edges.extend([turn.from, turn.to]);
        }
        for day in (period.from.0..=period.to.0).map(Day) {
            let midnight = offset.start_of(day);
            edges.insert(midnight);
            if let Coverage::Weekly(windows) = &self.policy.coverage {
                for window in windows {
                    edges.insert(midnight.plus(window.from_second));
                    edges.insert(midnight.plus(window.to_second));
                }
            }
        }
        edges
            .into_iter()
            .filter(|at| (begin..=end).contains(at))
            .collect()
    }

    fn lacks(&self, at: Timestamp) -> BTreeSet<Lack> {
        let day = self.registry.utc_offset().day(at);
        let mut crews: BTreeMap<&UnitId, BTreeSet<&MemberId>> = BTreeMap::new();
        for turn in &self.turns {
            if turn.from <= at && at < turn.to {
                crews.entry(&turn.unit).or_default().insert(&turn.member);
            }
        }
        if crews.is_empty() {
            // Everything else follows from this.
            return [(FindingKind::NobodyOnDuty, None, None, 0)].into();
        }
        let mut lacks = BTreeSet::new();
        let in_service: Vec<_> = self
            .registry
            .units()
            .map(|one| &one.record)
            .filter(|unit| unit.from <= day && unit.until.is_none_or(|until| day <= until))
            .collect();
        let least = i64::from(self.rules.least_crew);
        let crew_of = |unit: &UnitId| {
            let size = crews.get(unit).map_or(0, BTreeSet::len);
            i64::try_from(size).unwrap_or(i64::MAX)
        };
        for area in self.registry.areas_on(day) {
            let manned = in_service
                .iter()
                .any(|unit| unit.area == area.id && crew_of(&unit.id) > 0);
            if !manned {
                lacks.insert((FindingKind::AreaUncovered, Some(area.id.clone()), None, 0));
            }
        }
        for unit in in_service {
            let size = crew_of(&unit.id);
            if size < least {
                lacks.insert((
                    FindingKind::CrewTooSmall,
                    Some(unit.area.clone()),
                    Some(unit.id.clone()),
                    size,
                ));
            }
        }
        lacks
    }

    fn hole(&self, (kind, area, unit, found): Lack, from: Timestamp, to: Timestamp) -> Finding {
        let wanted = match kind {
            FindingKind::CrewTooSmall => i64::from(self.rules.least_crew),
            _ => 1,
        };
        Finding {
            kind,
            from,
            to,
            unit,
            area,
            members: Vec::new(),
            found,
            wanted,
            could_mend: self.free_between(from, to),
        }
    }

    /// Who could be on duty from one moment to the other.
    fn free_between(&self, from: Timestamp, to: Timestamp) -> Vec<MemberId> {
        let offset = self.registry.utc_offset();
        let (first, last) = (offset.day(from), offset.day(to.plus(-1)));
        let rest = self.rules.least_rest_seconds;
        let mut free: Vec<(i64, &MemberId)> = self
            .registry
            .members()
            .map(|one| &one.record)
            .filter(|one| engaged(one, first) && engaged(one, last))
            .filter(|one| {
                (first.0..=last.0).all(|day| self.changes.leave_of(&one.id, Day(day)).is_none())
            })
            .filter_map(|one| {
                let own = self.turns.iter().filter(|turn| turn.member == one.id);
                let mut seconds = 0;
                for turn in own {
                    let rested = turn.to.plus(rest) <= from || to.plus(rest) <= turn.from;
                    if !rested {
                        return None;
                    }
                    seconds += turn.to.since(turn.from);
                }
                Some((seconds, &one.id))
            })
            .collect();
        free.sort();
        free.into_iter()
            .take(NAMED)
            .map(|(_, id)| id.clone())
            .collect()
    }

    fn of_members(&self) -> Vec<Finding> {
        let mut of: BTreeMap<&MemberId, Vec<&Turn>> = BTreeMap::new();
        for turn in &self.turns {
            of.entry(&turn.member).or_default().push(turn);
        }
        let (begin, end) = self.bounds;
        let mut found = Vec::new();
        for (member, turns) in of {
            // Turns are in the order of their beginning; the longest so far may end last.
            let mut before: Option<&Turn> = None;
            for next in turns {
                if let Some(last) = before {
                    let rest = next.from.since(last.to);
                    let within = next.from < end && last.to > begin;
                    let (kind, from, to, wanted) = if rest < 0 {
                        let to = last.to.min(next.to);
                        (FindingKind::DoubleDuty, next.from, to, 0)
                    } else {
                        let least = self.rules.least_rest_seconds;
                        (FindingKind::TooLittleRest, last.to, next.from, least)
                    };
                    if within && rest < wanted {
                        let could_mend = self
                            .free_between(next.from, next.to)
                            .into_iter()
                            .filter(|one| one != member)
                            .collect();
                        found.push(Finding {
                            kind,
                            from,
                            to,
                            unit: Some(next.unit.clone()),
                            area: None,
                            members: vec![member.clone()],
                            found: rest.max(0),
                            wanted,
                            could_mend,
                        });
                    }
                }
                if before.is_none_or(|last| last.to <= next.to) {
                    before = Some(next);
                }
            }
        }
        found
    }
}

/// Years of the period without a calendar: their hours on holidays cannot be told.
fn no_calendar(registry: &Registry, period: Period) -> Vec<Finding> {
    let years = period.from.date().year()..=period.to.date().year();
    let missing = years.filter(|year| registry.calendar(*year).is_none());
    let offset = registry.utc_offset();
    missing
        .filter_map(|year| {
            let days = (period.from.0..=period.to.0).map(Day);
            let of_year: Vec<Day> = days.filter(|day| day.date().year() == year).collect();
            let (first, last) = (*of_year.first()?, *of_year.last()?);
            Some(Finding {
                kind: FindingKind::NoCalendar,
                from: offset.start_of(first),
                to: offset.start_of(last.next()),
                unit: None,
                area: None,
                members: Vec::new(),
                found: i64::from(year),
                wanted: 0,
                could_mend: Vec::new(),
            })
        })
        .collect()
}

impl Finding {
    /// What is wrong and what would mend it, in Chinese, with the names that people know.
    #[must_use]
    pub fn sentence(&self, registry: &Registry) -> (String, String) {
        let unit = || {
            let unit = self.unit.as_ref().and_then(|id| registry.unit(id));
            unit.map_or_else(String::new, |unit| unit.name.clone())
        };
        let area = || {
            let area = self.area.as_ref().and_then(|id| registry.area(id));
            area.map_or_else(String::new, |area| area.name.clone())
        };
        let name = |id: &MemberId| {
            let member = registry.member(id);
            member.map_or_else(|| id.to_string(), |one| one.name.clone())
        };
        let names = |ids: &[MemberId]| ids.iter().map(name).collect::<Vec<_>>().join("、");
        let stand_in = |what: &str| {
            if self.could_mend.is_empty() {
                format!("没有休息充足的队员可以{what}，需另行调整排班")
            } else {
                format!("可由 {} {what}", names(&self.could_mend))
            }
        };
        match self.kind {
            FindingKind::NobodyOnDuty => ("全镇无人在岗".into(), stand_in("加派")),
            FindingKind::AreaUncovered => (
                format!("{}没有在岗车辆", area()),
                stand_in("加派到该区巡车"),
            ),
            FindingKind::CrewTooSmall => (
                format!("{}在岗 {} 人，至少 {} 人", unit(), self.found, self.wanted),
                stand_in("替班或加派"),
            ),
            FindingKind::DoubleDuty => (
                format!("{}同一时间有两个班次", names(&self.members)),
                stand_in("替其中一班"),
            ),
            FindingKind::TooLittleRest => (
                format!(
                    "{}两班之间只休息 {} 分钟，至少 {} 分钟",
                    names(&self.members),
                    self.found / 60,
                    self.wanted / 60
                ),
                stand_in("替后一班"),
            ),
            FindingKind::NoCalendar => (
                format!("{} 年没有登记节假日安排，无法区分节假日工时", self.found),
                "请登记国务院办公厅公布的当年放假调休安排".into(),
            ),
        }
    }
}
