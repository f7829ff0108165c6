//! Towns to generate in: five areas with a car each, and the smallest that works.

use liandong_domain::{
    geo::{Outline, Place},
    ids::{AccountId, AreaId, DepartmentId, ItemId, MemberId, StationId, TownId, UnitId},
    incident::CategoryCode,
    policy::{Coverage, Hazard, Limit, Policy, SafetyWords, Window},
    registry::{
        Account, Area, Category, Department, Member, Registry, RegistryEvent, Roster, Shift,
        Station, Subcategory, Team, Town, Unit, decide, evolve,
    },
    roles::Role,
    screen::Screening,
    time::{Day, UtcOffset},
};

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn policy() -> Policy {
    let limit = |minutes: i64| Limit {
        seconds: minutes * 60,
        warn_before_seconds: minutes * 15,
    };
    Policy {
        version: 1,
        arrive: limit(15),
        feedback: limit(30),
        dispose: limit(60),
        referral_accept: limit(24 * 60),
        referral_dispose: limit(5 * 24 * 60),
        follow_up: limit(48 * 60),
        entry_grace_seconds: 120,
        reassignment_restarts_clocks: false,
        pause_max_seconds: 1_800,
        pause_max_count: 2,
        follow_up_attempts: 3,
        case: liandong_domain::policy::CaseRules::default(),
        coverage: Coverage::Always,
        safety_words: vec![SafetyWords {
            hazard: Hazard::Violence,
            words: vec!["动手打人".into(), "吵得很凶".into()],
        }],
        screening: Screening::default(),
        dispatch: Default::default(),
    }
}

fn outline(nth: u32) -> Outline {
    // A triangle: half of the throws into its box miss.
    let (lon, lat) = (121.2 + 0.02 * f64::from(nth), 31.2);
    let corners = [(0.0, 0.0), (0.02, 0.0), (0.0, 0.02), (0.0, 0.0)];
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

fn item(id: &str) -> ItemId {
    ItemId::new(id).unwrap()
}

fn records(areas: u32, policy: Policy) -> Vec<RegistryEvent> {
    use RegistryEvent as E;
    let from = day("2024-03-01");
    let station = StationId::new("station").unwrap();
    let mut all = vec![
        E::TownEstablished(Town {
            id: TownId::new("town").unwrap(),
            name: "某镇".into(),
            utc_offset: UtcOffset::BEIJING,
            outline: None,
        }),
        E::PolicyAdopted(Box::new(policy)),
        E::StationOpened(Station {
            id: station.clone(),
            name: "某派出所".into(),
        }),
        E::DepartmentListed(Department {
            id: DepartmentId::new("office").unwrap(),
            name: "某办公室".into(),
        }),
        E::RosterSet(Roster {
            from,
            shifts: vec![Shift {
                id: item("day"),
                name: "全天".into(),
                from_second: 0,
                seconds: 86_400,
            }],
            cycle: vec![item("day")],
            teams: vec![Team {
                id: item("team"),
                name: "一队".into(),
                starts_at: 0,
            }],
        }),
    ];
    all.extend(CategoryCode::ALL.iter().map(|code| {
        E::CategoryDefined(Category {
            code: *code,
            subcategories: vec![Subcategory {
                id: item(&format!("{}-1", code.code())),
                name: "某某问题".into(),
            }],
        })
    }));
    for nth in 0..areas {
        let area = AreaId::new(format!("area-{nth}")).unwrap();
        let unit = UnitId::new(format!("car-{nth}")).unwrap();
        all.push(E::AreaDrawn(Area {
            id: area.clone(),
            name: format!("第{nth}区"),
            station: station.clone(),
            outline: outline(nth),
            from: None,
            until: None,
        }));
        all.push(E::UnitCommissioned(Unit {
            id: unit.clone(),
            name: format!("{nth}号车"),
            call_sign: format!("{nth}"),
            area,
            from,
            until: None,
        }));
        all.push(E::MemberEngaged(Member {
            id: MemberId::new(format!("member-{nth}")).unwrap(),
            name: "某人".into(),
            team: item("team"),
            unit,
            from,
            until: None,
        }));
    }
    let roles = [
        Role::Commander,
        Role::Dispatcher,
        Role::Member,
        Role::Department,
        Role::FollowUp,
        Role::DutyManager,
    ];
    all.extend(roles.map(|role| {
        E::AccountOpened(Account {
            external: None,
            id: AccountId::new(role.as_str()).unwrap(),
            name: "某人".into(),
            role,
            member: None,
            department: None,
        })
    }));
    all
}

fn registry(records: Vec<RegistryEvent>) -> Registry {
    records
        .into_iter()
        .fold(Registry::default(), |registry, record| {
            let event = decide(&registry, record).unwrap().unwrap();
            evolve(registry, event, false)
        })
}

/// A town with so many areas, each with a car.
pub(crate) fn town(areas: u32) -> Registry {
    registry(records(areas, policy()))
}

/// A town whose cars serve on these days only.
pub(crate) fn town_serving(areas: u32, from: Day, until: Day) -> Registry {
    let dated = |record| match record {
        RegistryEvent::UnitCommissioned(unit) => RegistryEvent::UnitCommissioned(Unit {
            from,
            until: Some(until),
            ..unit
        }),
        other => other,
    };
    registry(records(areas, policy()).into_iter().map(dated).collect())
}

/// The same without anybody in a role.
pub(crate) fn town_without(role: Role) -> Registry {
    let keep = |record: &RegistryEvent| !matches!(record, RegistryEvent::AccountOpened(account) if account.role == role);
    registry(records(1, policy()).into_iter().filter(keep).collect())
}

/// A town that covers office hours on weekdays, restarts clocks with another car and pauses little.
pub(crate) fn strict_town() -> Registry {
    let policy = Policy {
        coverage: Coverage::Weekly(vec![Window {
            weekdays: vec![1, 2, 3, 4, 5],
            from_second: 9 * 3_600,
            to_second: 17 * 3_600,
        }]),
        reassignment_restarts_clocks: true,
        pause_max_seconds: 900,
        pause_max_count: 1,
        follow_up_attempts: 1,
        case: liandong_domain::policy::CaseRules::default(),
        entry_grace_seconds: 0,
        ..policy()
    };
    registry(records(2, policy))
}
