//! Two stations, two areas, three cars, two departments, four teams on a round-the-clock roster.

use super::times::day;
use liandong_domain::{
    dispatch::DispatchRules,
    geo::{Outline, Place},
    ids::{AreaId, DepartmentId, IncidentId, ItemId, MemberId, StationId, TownId, UnitId},
    incident::CategoryCode,
    policy::{Coverage, Hazard, Limit, Policy, SafetyWords},
    registry::{
        Area, Category, Department, Member, Registry, RegistryEvent, Roster, Shift, Station,
        Subcategory, Team, Town, Unit, decide, evolve,
    },
    screen::Screening,
    time::UtcOffset,
};

pub(crate) fn incident(id: &str) -> IncidentId {
    IncidentId::new(id).expect("an incident")
}
pub(crate) fn unit(id: &str) -> UnitId {
    UnitId::new(id).expect("a unit")
}
pub(crate) fn area(id: &str) -> AreaId {
    AreaId::new(id).expect("an area")
}
pub(crate) fn station(id: &str) -> StationId {
    StationId::new(id).expect("a station")
}
pub(crate) fn department(id: &str) -> DepartmentId {
    DepartmentId::new(id).expect("a department")
}
pub(crate) fn member(id: &str) -> MemberId {
    MemberId::new(id).expect("a member")
}
pub(crate) fn item(id: &str) -> ItemId {
    ItemId::new(id).expect("an item")
}
/// The members that a car has on duty on Monday by day: team b.
pub(crate) fn day_crew(car: &str) -> Vec<MemberId> {
    vec![member(&format!("{car}-b-1")), member(&format!("{car}-b-2"))]
}

/// 15, 30 and 60 minutes, two minutes to enter what happened in time.
pub(crate) fn policy() -> Policy {
    let limit = |minutes: i64, warn_minutes: i64| Limit {
        seconds: minutes * 60,
        warn_before_seconds: warn_minutes * 60,
    };
    Policy {
        version: 1,
        arrive: limit(15, 5),
        feedback: limit(30, 5),
        dispose: limit(60, 10),
        referral_accept: limit(120, 30),
        referral_dispose: limit(3 * 1440, 1440),
        follow_up: limit(2 * 1440, 720),
        entry_grace_seconds: 120,
        reassignment_restarts_clocks: false,
        pause_max_seconds: 1800,
        pause_max_count: 2,
        follow_up_attempts: 3,
        case: liandong_domain::policy::CaseRules::default(),
        coverage: Coverage::Always,
        safety_words: vec![
            SafetyWords {
                hazard: Hazard::Weapon,
                words: vec!["持刀".into(), "刀".into()],
            },
            SafetyWords {
                hazard: Hazard::Fire,
                words: vec!["着火".into()],
            },
        ],
        screening: Screening::default(),
        dispatch: DispatchRules::default(),
    }
}

/// A square of a hundredth of a degree.
pub(crate) fn square(lon: f64, lat: f64) -> Outline {
    let corners = [
        (0.0, 0.0),
        (0.01, 0.0),
        (0.01, 0.01),
        (0.0, 0.01),
        (0.0, 0.0),
    ];
    Outline(
        corners
            .iter()
            .map(|(x, y)| Place {
                lon: lon + x,
                lat: lat + y,
            })
            .collect(),
    )
}

/// A place in the middle of area `north`.
pub(crate) const IN_NORTH: Place = Place {
    lon: 121.305,
    lat: 31.205,
};

pub(crate) fn shift(id: &str, from_hour: i64, hours: i64) -> Shift {
    Shift {
        id: item(id),
        name: id.into(),
        from_second: from_hour * 3600,
        seconds: hours * 3600,
    }
}

pub(crate) fn roster() -> Roster {
    let team = |id: &str, starts_at| Team {
        id: item(id),
        name: id.into(),
        starts_at,
    };
    Roster {
        from: day("2024-03-01"),
        shifts: vec![shift("day", 8, 12), shift("night", 20, 12)],
        cycle: ["day", "night", "off", "off"].map(item).to_vec(),
        teams: vec![team("a", 0), team("b", 1), team("c", 2), team("d", 3)],
    }
}

pub(crate) fn car(id: &str, home: &str) -> Unit {
    Unit {
        id: unit(id),
        name: id.into(),
        call_sign: id.into(),
        area: area(home),
        from: day("2024-03-01"),
        until: None,
    }
}

pub(crate) fn officer(id: &str, car: &str, team: &str) -> Member {
    Member {
        id: member(id),
        name: id.into(),
        team: item(team),
        unit: unit(car),
        from: day("2024-03-01"),
        until: None,
    }
}

/// All records of the town, in an order in which they can enter.
pub(crate) fn records() -> Vec<RegistryEvent> {
    use RegistryEvent as E;
    let place = |id: &str, lon, home: &str| {
        E::AreaDrawn(Area {
            id: area(id),
            name: id.into(),
            station: station(home),
            outline: square(lon, 31.2),
            from: None,
            until: None,
        })
    };
    let mut all = vec![
        E::TownEstablished(Town {
            id: TownId::new("testing").expect("a town"),
            name: "试验镇".into(),
            utc_offset: UtcOffset::BEIJING,
            outline: None,
        }),
        E::PolicyAdopted(Box::new(policy())),
    ];
    all.extend(["east", "west"].map(|id| {
        E::StationOpened(Station {
            id: station(id),
            name: id.into(),
        })
    }));
    all.extend(["housing", "urban"].map(|id| {
        E::DepartmentListed(Department {
            id: department(id),
            name: id.into(),
        })
    }));
    all.push(E::CategoryDefined(Category {
        code: CategoryCode::Environment,
        subcategories: vec![Subcategory {
            id: item("noise"),
            name: "噪音扰民".into(),
        }],
    }));
    all.extend([place("north", 121.3, "east"), place("south", 121.4, "west")]);
    all.extend(
        [("car-1", "north"), ("car-2", "north"), ("car-3", "south")]
            .map(|(id, home)| E::UnitCommissioned(car(id, home))),
    );
    all.push(E::RosterSet(roster()));
    for car in ["car-1", "car-2", "car-3"] {
        for team in ["a", "b", "c", "d"] {
            all.extend(
                [1, 2].map(|n| E::MemberEngaged(officer(&format!("{car}-{team}-{n}"), car, team))),
            );
        }
    }
    all
}

/// The register with some records entered one by one.
pub(crate) fn enter(registry: Registry, records: Vec<RegistryEvent>) -> Registry {
    records.into_iter().fold(registry, |registry, record| {
        let event = decide(&registry, record).expect("the record enters");
        event
            .into_iter()
            .fold(registry, |registry, event| evolve(registry, event, false))
    })
}

pub(crate) fn registry() -> Registry {
    enter(Registry::default(), records())
}
