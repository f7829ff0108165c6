//! The present (现状) as the simulation takes it: the fitted model with the town's own cars, hours and rules.

use crate::book::Book;
use liandong_domain::{
    ids::{ItemId, UnitId},
    money::Fen,
    performance::ledger::contract::{Contract, Per, PricedLine},
    policy::{Policy, Window},
    registry::{Registry, Roster},
    time::{Day, Period},
};
use liandong_plan::{
    fit::{Fitted, Options},
    sim::{CarPlan, Fleet, Rules, Run, Scenario},
    study::Costs,
};
use std::collections::BTreeSet;

const DAY: i64 = 86_400;
/// A desk does not let a call wait longer than this for a busy car while others stand free. The policy has no
/// such rule, so the file names it, to be changed.
const PATIENCE: i64 = 300;
/// 现状.
const NAME: &str = "现状";

/// By what a town's log is fitted.
pub(super) fn options(registry: &Registry, policy: &Policy, period: Period) -> Options {
    let rules = &policy.dispatch;
    let areas = crate::dispatch::area_points(registry, rules);
    Options {
        offset: registry.utc_offset(),
        period: Some(period),
        coverage: policy.coverage.clone(),
        waiting: areas.into_iter().map(|one| (one.id, one.point)).collect(),
        homes: registry
            .units()
            .map(|one| (one.record.id.clone(), one.record.area.clone()))
            .collect(),
        travel: rules.travel.clone(),
        ..Options::default()
    }
}

/// The present.
pub(super) fn scenario(
    registry: &Registry,
    policy: &Policy,
    fitted: &Fitted,
    run: Run,
) -> Scenario {
    let mut dispatch = policy.dispatch.clone();
    dispatch.travel = fitted.travel_rules();
    let layout = fitted.layout();
    let on = fitted.period.to;
    let roster = registry.roster_on(on);
    let cars = registry
        .units()
        .map(|one| &one.record)
        .filter(|one| one.from <= on && one.until.is_none_or(|until| until >= on))
        .filter(|one| layout.areas.iter().any(|area| area.id == one.area))
        .map(|one| CarPlan {
            unit: one.id.clone(),
            area: one.area.clone(),
            duty: roster.map_or_else(Vec::new, |roster| hours(registry, roster, &one.id, on)),
            breaks: Vec::new(),
        })
        .collect();
    Scenario {
        name: NAME.into(),
        layout,
        demand: fitted.calls(),
        service: fitted.work(),
        fleet: Fleet { cars },
        rules: Rules {
            dispatch,
            arrive: policy.arrive,
            feedback: policy.feedback,
            dispose: policy.dispose,
            reassignment_restarts_clocks: policy.reassignment_restarts_clocks,
            reassign_gain_seconds: None,
            hazard_preempts: false,
            patience_seconds: Some(PATIENCE),
            look_again_seconds: 60,
        },
        run,
    }
}

/// The hours at which a car has a crew by the roster: every shift that one of its teams works on at least half of
/// the days of the cycle. Nothing where that is all day.
fn hours(registry: &Registry, roster: &Roster, unit: &UnitId, on: Day) -> Vec<Window> {
    let engaged = |from: Day, until: Option<Day>| from <= on && until.is_none_or(|end| end >= on);
    let teams: BTreeSet<&ItemId> = registry
        .members()
        .map(|one| &one.record)
        .filter(|one| one.unit == *unit && engaged(one.from, one.until))
        .map(|one| &one.team)
        .collect();
    let cycle = roster.cycle.len();
    let works = |shift: &ItemId, day: usize| {
        let mut teams = roster.teams.iter().filter(|team| teams.contains(&team.id));
        teams.any(|team| {
            let at = (team.starts_at as usize + day) % cycle.max(1);
            roster.cycle.get(at) == Some(shift)
        })
    };
    let mut windows = Vec::new();
    for shift in &roster.shifts {
        let days = (0..cycle).filter(|day| works(&shift.id, *day)).count();
        if days == 0 || days * 2 < cycle {
            continue;
        }
        let end = shift.from_second + shift.seconds;
        windows.push((shift.from_second, end.min(DAY)));
        if end > DAY {
            windows.push((0, end - DAY));
        }
    }
    windows.sort_unstable();
    let mut reached = 0;
    for (from, to) in &windows {
        if *from > reached {
            break;
        }
        reached = reached.max(*to);
    }
    // A car that nobody is rostered in drives all the same where the log says so.
    if reached >= DAY || windows.is_empty() {
        return Vec::new();
    }
    let window = |(from_second, to_second)| Window {
        weekdays: (1..=7).collect(),
        from_second,
        to_second,
    };
    windows.into_iter().map(window).collect()
}

/// Unit prices of the contracts in force, where one has a price for a car and for a member by the year.
pub(super) fn costs(book: &Book) -> Option<Costs> {
    let lines: Vec<&PricedLine> = book
        .projects()
        .flat_map(|one| one.contracts())
        .flat_map(|one: &Contract| &one.lines)
        .collect();
    let priced = |unit: &str| {
        let line = lines.iter().rev().find(|one| one.unit == unit)?;
        let a_year = match line.per {
            Per::Year => line.unit_price.0,
            Per::Month => line.unit_price.0.saturating_mul(12),
            Per::Day => line.unit_price.0.saturating_mul(365),
            Per::Piece => return None,
        };
        Some((Fen(a_year), line.quantity))
    };
    let (car_year, cars) = priced("辆")?;
    let (member_year, members) = priced("人")?;
    // Two in a car; hours such that the contract's own members fill the contract's own cars.
    let crew = 2;
    let seats = cars.saturating_mul(168 * i64::from(crew));
    let hours = seats.checked_div(members.max(1)).unwrap_or_default();
    Some(Costs {
        car_year,
        member_year,
        crew,
        member_week_hours: u32::try_from(hours)
            .ok()
            .filter(|one| (1..=168).contains(one))?,
    })
}
