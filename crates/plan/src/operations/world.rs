//! What of the register the generator needs, copied.

use super::plan::PlanError;
use liandong_domain::{
    geo::{Outline, Place},
    ids::{AccountId, AreaId, DepartmentId, ItemId, StationId, UnitId},
    incident::CategoryCode,
    policy::Policy,
    registry::Registry,
    roles::Role,
    time::{Day, Timestamp, UtcOffset},
};
use std::collections::BTreeMap;

#[derive(Debug)]
pub(super) struct World {
    pub(super) offset: UtcOffset,
    pub(super) policy: Policy,
    pub(super) areas: Vec<Area>,
    pub(super) cars: Vec<Car>,
    pub(super) departments: Vec<(DepartmentId, String)>,
    /// The town's subcategories with their names.
    pub(super) subcategories: BTreeMap<CategoryCode, Vec<(ItemId, String)>>,
    accounts: BTreeMap<Role, Vec<AccountId>>,
    /// Who acts for a department, where the register says.
    officers: BTreeMap<DepartmentId, u64>,
}

#[derive(Debug)]
pub(super) struct Area {
    pub(super) id: AreaId,
    pub(super) station: StationId,
    pub(super) outline: Outline,
}

#[derive(Debug)]
pub(super) struct Car {
    pub(super) id: UnitId,
    /// Index of the area that it is responsible for.
    pub(super) area: usize,
    /// Where it waits: the middle of its area.
    pub(super) stands: Place,
    from: Day,
    until: Option<Day>,
    /// When it is free again.
    pub(super) free_at: Timestamp,
}

/// The roles without which a call does not get through.
const NEEDED: [Role; 6] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Member,
    Role::Department,
    Role::FollowUp,
    Role::DutyManager,
];

impl World {
    pub(super) fn of(registry: &Registry) -> Result<Self, PlanError> {
        let policy = registry.policy().ok_or(PlanError::Lacks("policy"))?.clone();
        let mut areas = Vec::new();
        for area in registry.areas() {
            areas.push(Area {
                id: area.id.clone(),
                station: area.station.clone(),
                outline: area.outline.clone(),
            });
        }
        let mut cars = Vec::new();
        for unit in registry.units().map(|one| &one.record) {
            let Some(area) = areas.iter().position(|area| area.id == unit.area) else {
                continue;
            };
            cars.push(Car {
                id: unit.id.clone(),
                area,
                stands: areas
                    .get(area)
                    .map_or(Place { lon: 0.0, lat: 0.0 }, |area| area.outline.middle()),
                from: unit.from,
                until: unit.until,
                free_at: Timestamp(i64::MIN),
            });
        }
        let mut officers = BTreeMap::new();
        let mut accounts: BTreeMap<Role, Vec<AccountId>> = BTreeMap::new();
        for account in registry.accounts() {
            let of_role = accounts.entry(account.role).or_default();
            if let Some(department) = account.department.clone() {
                officers.entry(department).or_insert(of_role.len() as u64);
            }
            of_role.push(account.id.clone());
        }
        if let Some(role) = NEEDED.iter().find(|role| !accounts.contains_key(role)) {
            return Err(PlanError::NobodyIs(*role));
        }
        let departments: Vec<_> = registry
            .departments()
            // A department without an officer answers nothing, where officers are bound to theirs.
            .filter(|one| officers.is_empty() || officers.contains_key(&one.id))
            .map(|one| (one.id.clone(), one.name.clone()))
            .collect();
        for (there, what) in [
            (!areas.is_empty(), "areas"),
            (!cars.is_empty(), "units"),
            (!departments.is_empty(), "departments"),
        ] {
            if !there {
                return Err(PlanError::Lacks(what));
            }
        }
        let named = |category: &liandong_domain::registry::Category| {
            let subcategories = category.subcategories.iter();
            subcategories
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect()
        };
        Ok(Self {
            offset: registry.utc_offset(),
            policy,
            areas,
            cars,
            departments,
            subcategories: registry
                .categories()
                .map(|category| (category.code, named(category)))
                .collect(),
            accounts,
            officers,
        })
    }

    /// The nth account of a role, counted round and round.
    pub(super) fn account(&self, role: Role, nth: u64) -> Option<&AccountId> {
        let all = self.accounts.get(&role)?;
        let at = nth.checked_rem(all.len() as u64)?;
        all.get(usize::try_from(at).ok()?)
    }

    /// Which account of the department's role acts for it; any, where the register does not say.
    pub(super) fn officer(&self, department: &DepartmentId, else_nth: u64) -> u64 {
        self.officers.get(department).copied().unwrap_or(else_nth)
    }

    /// The hour of the local day, 0 to 23.
    pub(super) fn hour(&self, at: Timestamp) -> i64 {
        self.offset.second_of_day(at) / 3_600
    }
}

impl Car {
    /// Whether the car is in service on a day.
    pub(super) fn serves(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
