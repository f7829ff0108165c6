//! A template that comes back says nothing new.

use super::book::{Book, account, bare, day, item, registry, ring, today, town};
use crate::setup::{Page, Plan, page::EXAMPLE, read, rows, template};
use liandong_domain::{
    ids::{AreaId, DepartmentId, MemberId, StationId, UnitId},
    registry::{
        Account, Area, Department, Member, Registry, RegistryEvent as R, Roster, Shift, Station,
        Team, Unit,
    },
    roles::Role,
    time::Day,
};
use proptest::prelude::*;

fn comes_back(registry: &Registry) -> Plan {
    let bytes = template(registry, today()).unwrap();
    read(&bytes).unwrap().plan(registry, today()).unwrap()
}

#[track_caller]
fn says_nothing_new(registry: &Registry) {
    let plan = comes_back(registry);
    assert!(plan.records.is_empty(), "{:?}", plan.records);
    assert!(plan.opened.is_empty(), "{:?}", plan.opened);
    for (page, count) in plan.counts {
        let shown = rows::rows(registry, page, today()).len();
        assert_eq!(
            (count.new, count.changed, count.unchanged),
            (0, 0, shown),
            "{page:?}"
        );
    }
}

#[test]
fn a_template_is_an_export() {
    let registry = registry(town());
    says_nothing_new(&registry);
    // Of two of one name each is called by its badge.
    let shown = rows::rows(&registry, Page::Accounts, today());
    assert_eq!(shown[2][..4], ["zhangsan", "张三", "联警队员", "m-1"]);
    let teams = rows::rows(&registry, Page::Teams, today());
    assert_eq!(teams[0], ["yi", "乙班", "休 休 白班 夜班", "2024-03-01"]);
    assert_eq!(teams[1], ["jia", "甲班", "白班 夜班 休 休", ""]);
    let same = template(&registry, today()).unwrap();
    assert_eq!(same, template(&registry, today()).unwrap());
}

#[test]
fn the_template_of_a_bare_town_says_nothing() {
    says_nothing_new(&registry(bare()));
    // Its example rows would be records if they were read.
    let first = Page::ALL.map(|page| page.columns()[0].example);
    assert!(
        first.iter().all(|text| text.starts_with(EXAMPLE)),
        "{first:?}"
    );
}

#[test]
fn what_has_ended_is_not_exported_and_stays() {
    let mut events = town();
    events.push(R::UnitCommissioned(Unit {
        id: UnitId::new("old").unwrap(),
        name: "旧车".into(),
        call_sign: "平安99".into(),
        area: AreaId::new("north").unwrap(),
        from: day("2024-03-01"),
        until: Some(day("2025-03-01")),
    }));
    let registry = registry(events);
    assert_eq!(rows::rows(&registry, Page::Units, today()).len(), 1);
    says_nothing_new(&registry);
}

/// Names as towns may have them: spaces, marks, several writings; never the example's mark, which no record begins with.
fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z\\p{Han}０-９《（、,; \u{3000}.<&\"'=+@-]{0,12}[a-z\\p{Han}]"
        .prop_filter("the example's mark", |text| {
            !text.trim_start().starts_with(EXAMPLE)
        })
}

fn corners() -> impl Strategy<Value = Vec<(f64, f64)>> {
    (73.0..135.0_f64, 18.0..53.0_f64, 0.001..0.1_f64).prop_map(|(lon, lat, side)| {
        vec![
            (lon, lat),
            (lon + side, lat),
            (lon + side, lat + side),
            (lon, lat + side),
        ]
    })
}

prop_compose! {
    fn any_town()(
        stations in prop::collection::vec(name(), 1..4),
        departments in prop::collection::vec(name(), 0..3),
        areas in prop::collection::vec((name(), 0..9_usize, corners()), 1..4),
        units in prop::collection::vec((name(), name(), 0..9_usize, 0..20_000_i64), 0..4),
        shifts in prop::collection::vec((name(), 0..86_400_i64, 1..=86_400_i64), 1..4),
        cycle in prop::collection::vec(0..5_usize, 1..9),
        teams in prop::collection::vec((name(), 0..9_u32), 1..4),
        members in prop::collection::vec((name(), 0..9_usize, 0..9_usize, prop::option::of(0..40_000_i64)), 0..6),
        accounts in prop::collection::vec((name(), 0..9_usize, any::<bool>()), 0..4),
    ) -> Vec<R> {
        let mut all = bare();
        for (nth, name) in stations.iter().enumerate() {
            all.push(R::StationOpened(Station { id: StationId::new(format!("s{nth}")).unwrap(), name: name.clone() }));
        }
        for (nth, name) in departments.iter().enumerate() {
            all.push(R::DepartmentListed(Department { id: DepartmentId::new(format!("0{nth}")).unwrap(), name: name.clone() }));
        }
        for (nth, (name, station, corners)) in areas.iter().enumerate() {
            all.push(R::AreaDrawn(Area {
                id: AreaId::new(format!("a{nth}")).unwrap(),
                name: name.clone(),
                station: StationId::new(format!("s{}", station % stations.len())).unwrap(),
                outline: ring(corners),
                from: None,
                until: None,
            }));
        }
        for (nth, (name, call_sign, area, from)) in units.iter().enumerate() {
            all.push(R::UnitCommissioned(Unit {
                id: UnitId::new(format!("00{nth}")).unwrap(),
                name: name.clone(),
                call_sign: call_sign.clone(),
                area: AreaId::new(format!("a{}", area % areas.len())).unwrap(),
                from: Day(10_000 + from),
                until: None,
            }));
        }
        let days = cycle.iter().map(|at| match shifts.get(*at) {
            Some(_) => item(&format!("x{at}")),
            None => item("off"),
        });
        let cycle: Vec<_> = days.collect();
        all.push(R::RosterSet(Roster {
            from: day("2024-03-01"),
            shifts: shifts
                .iter()
                .enumerate()
                .map(|(nth, (name, from_second, seconds))| Shift {
                    id: item(&format!("x{nth}")),
                    name: name.clone(),
                    from_second: *from_second,
                    seconds: *seconds,
                })
                .collect(),
            teams: teams
                .iter()
                .enumerate()
                .map(|(nth, (name, starts_at))| Team {
                    id: item(&format!("t{nth}")),
                    name: name.clone(),
                    starts_at: starts_at % u32::try_from(cycle.len()).unwrap(),
                })
                .collect(),
            cycle,
        }));
        for (nth, (name, team, unit, until)) in members.iter().enumerate().filter(|_| !units.is_empty()) {
            all.push(R::MemberEngaged(Member {
                id: MemberId::new(format!("{nth:03}")).unwrap(),
                name: name.clone(),
                team: item(&format!("t{}", team % teams.len())),
                unit: UnitId::new(format!("00{}", unit % units.len())).unwrap(),
                from: Day(10_000),
                until: until.map(|days| Day(10_000 + days)),
            }));
        }
        for (nth, (name, member, is_member)) in accounts.iter().enumerate() {
            let is_member = *is_member && !units.is_empty() && !members.is_empty();
            let member = MemberId::new(format!("{:03}", member % members.len().max(1))).unwrap();
            let role = if is_member { Role::Member } else { Role::Leader };
            all.push(R::AccountOpened(Account {
                member: is_member.then_some(member),
                ..account(&format!("acc{nth}"), name, role)
            }));
        }
        all
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_template_comes_back_as_it_went(events in any_town()) {
        says_nothing_new(&registry(events));
    }

    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    /// Whatever stands in the cells, there is a plan or there are faults.
    #[test]
    fn any_cells_are_planned_or_told(
        rows in prop::collection::vec((0..8_usize, prop::collection::vec("\\PC{0,8}", 6)), 0..12)
    ) {
        let mut book = Book::default();
        for (page, texts) in rows {
            let page = Page::ALL[page];
            let texts: Vec<&str> = texts.iter().take(page.columns().len()).map(String::as_str).collect();
            book.row(page, &texts);
        }
        if let Err(faults) = book.plan(&registry(town())) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.cell.contains('!') && !fault.zh.is_empty()));
        }
    }
}
