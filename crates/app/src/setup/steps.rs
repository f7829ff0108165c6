//! What is still missing before the first call can be dispatched (开通步骤), as the register says it at this moment.

use crate::{App, AppError, access::Visitor};
use liandong_domain::{
    duty::{Changes, FindingKind, findings},
    ids::AreaId,
    places::{AreaFindingKind, fit},
    registry::{Area, Member, Registry, Unit},
    roles::Role,
    time::{Day, Period, Timestamp},
};
use serde::Serialize;

/// The days that the roster is looked at, today included.
const DAYS: i64 = 7;
/// How many lacks of one step are told by name.
const TOLD: usize = 10;

/// How far a town is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Setup {
    /// Whether every step is done: a call can be taken, confirmed, accepted and dispatched.
    pub ready: bool,
    /// The steps, in the order in which they are best done.
    pub steps: Vec<SetupStep>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetupStep {
    /// `policy`, `stations`, `areas`, `cars`, `roster`, `members`, `duty`, `commanders`, `dispatchers`,
    /// `member_accounts`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its name in English.
    pub name_en: &'static str,
    /// How many there are, today; for duty, the days of the next seven without a hole.
    pub count: usize,
    /// Whether it is done.
    pub done: bool,
    /// What is missing; of a step that is done, what would be better still.
    pub missing: Vec<SetupLack>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetupLack {
    /// What, in Chinese.
    pub what: String,
    /// The same in English.
    pub what_en: String,
}

fn lack(what: impl Into<String>, what_en: impl Into<String>) -> SetupLack {
    SetupLack {
        what: what.into(),
        what_en: what_en.into(),
    }
}

/// The first of many, and how many more there are.
fn told(mut all: Vec<SetupLack>) -> Vec<SetupLack> {
    let more = all.len().saturating_sub(TOLD);
    all.truncate(TOLD);
    if more > 0 {
        all.push(lack(format!("还有 {more} 项"), format!("and {more} more")));
    }
    all
}

impl App {
    /// What is still missing before the first call can be dispatched. Computed from the register, now.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn setup(&self, visitor: &Visitor) -> Result<Setup, AppError> {
        visitor.require_setup()?;
        let book = self.book(&visitor.town).await?;
        let now = self.now();
        let today = book.registry.utc_offset().day(now);
        let period = Period {
            from: today,
            to: Day(today.0 + DAYS - 1),
        };
        let wide = Period {
            from: Day(period.from.0 - 1),
            to: Day(period.to.0 + 1),
        };
        let changes = self.changes(&visitor.town, wide).await?;
        let steps = steps(&book.registry, &changes, period, now);
        Ok(Setup {
            ready: steps.iter().all(|step| step.done),
            steps,
        })
    }
}

/// The steps on the first day of a period; holes that are over by now are no matter.
fn steps(registry: &Registry, changes: &Changes, period: Period, now: Timestamp) -> Vec<SetupStep> {
    let looked = Looked {
        registry,
        today: period.from,
    };
    vec![
        looked.policy(),
        looked.stations(),
        looked.areas(),
        looked.cars(),
        looked.roster(),
        looked.members(),
        looked.duty(changes, period, now),
        looked.accounts(
            "commanders",
            "指挥长账号",
            "Commanders' accounts",
            Role::Commander,
        ),
        looked.accounts(
            "dispatchers",
            "城运指挥人员账号",
            "Dispatchers' accounts",
            Role::Dispatcher,
        ),
        looked.member_accounts(),
    ]
}

struct Looked<'a> {
    registry: &'a Registry,
    today: Day,
}

impl<'a> Looked<'a> {
    fn units(&self) -> Vec<&'a Unit> {
        let all = self.registry.units().map(|one| &one.record);
        all.filter(|one| self.holds(one.from, one.until)).collect()
    }

    fn engaged(&self) -> Vec<&'a Member> {
        let all = self.registry.members().map(|one| &one.record);
        all.filter(|one| self.holds(one.from, one.until)).collect()
    }

    fn holds(&self, from: Day, until: Option<Day>) -> bool {
        from <= self.today && until.is_none_or(|until| self.today <= until)
    }

    fn policy(&self) -> SetupStep {
        let is_there = self.registry.policy().is_some();
        SetupStep {
            code: "policy",
            name: "规则",
            name_en: "Policy",
            count: usize::from(is_there),
            done: is_there,
            missing: (!is_there)
                .then(|| {
                    lack(
                        "还没有规则：时限、承接时段、安全词",
                        "there is no policy yet: limits, hours, words of danger",
                    )
                })
                .into_iter()
                .collect(),
        }
    }

    fn stations(&self) -> SetupStep {
        let count = self.registry.stations().count();
        SetupStep {
            code: "stations",
            name: "派出所",
            name_en: "Stations",
            count,
            done: count > 0,
            missing: (count == 0)
                .then(|| lack("还没有派出所", "there is no station yet"))
                .into_iter()
                .collect(),
        }
    }

    fn areas(&self) -> SetupStep {
        let areas: Vec<&Area> = self.registry.areas_on(self.today).collect();
        let outline = self.registry.town().and_then(|town| town.outline.as_ref());
        let found = fit(&areas, outline);
        let name = |id: &AreaId| {
            let area = self.registry.area(id);
            area.map_or_else(|| id.to_string(), |area| area.name.clone())
        };
        let mut missing = Vec::new();
        if areas.is_empty() {
            missing.push(lack(
                "还没有责任区：在地图上画，或写进导入工作簿",
                "there is no area yet: draw it on the map or write it into the workbook",
            ));
        } else if outline.is_none() {
            missing.push(lack(
                "还没有镇界，无法核对责任区是否覆盖全镇",
                "the town has no outline, so that nobody can say whether the areas cover it",
            ));
        }
        // Without any area the hole is the town itself.
        missing.extend(found.iter().filter(|_| !areas.is_empty()).map(|one| {
            let en = format!("{}: about {} m²", one.kind.code(), one.square_metres);
            lack(one.sentence(&name), en)
        }));
        let is_covered = found.iter().all(|one| one.kind != AreaFindingKind::Hole);
        SetupStep {
            code: "areas",
            name: "责任区",
            name_en: "Areas",
            count: areas.len(),
            done: !areas.is_empty() && is_covered,
            missing: told(missing),
        }
    }

    fn cars(&self) -> SetupStep {
        let units = self.units();
        let without = self
            .registry
            .areas_on(self.today)
            .filter(|area| units.iter().all(|unit| unit.area != area.id));
        let mut missing: Vec<SetupLack> = without
            .map(|area| {
                lack(
                    format!("责任区“{}”没有巡车", area.name),
                    format!("the area {} has no car", area.name),
                )
            })
            .collect();
        if units.is_empty() {
            missing = vec![lack("还没有巡车", "there is no car yet")];
        }
        SetupStep {
            code: "cars",
            name: "巡车",
            name_en: "Cars",
            count: units.len(),
            done: missing.is_empty(),
            missing: told(missing),
        }
    }

    fn roster(&self) -> SetupStep {
        let roster = self.registry.roster_on(self.today);
        let begun = roster.filter(|roster| roster.from <= self.today);
        let missing = match (roster, begun) {
            (None, _) => Some(lack(
                "还没有排班：班次和班组",
                "there is no roster yet: shifts and teams",
            )),
            (Some(roster), None) => Some(lack(
                format!("排班自 {} 起，今天还没有", roster.from),
                format!("the roster begins on {}, not today", roster.from),
            )),
            _ => None,
        };
        SetupStep {
            code: "roster",
            name: "班次与班组",
            name_en: "Shifts and teams",
            count: roster.map_or(0, |roster| roster.teams.len()),
            done: missing.is_none(),
            missing: missing.into_iter().collect(),
        }
    }

    fn members(&self) -> SetupStep {
        let engaged = self.engaged();
        let units = self.units();
        let without = units
            .iter()
            .filter(|unit| engaged.iter().all(|one| one.unit != unit.id));
        let mut missing: Vec<SetupLack> = without
            .map(|unit| {
                lack(
                    format!("巡车“{}”没有队员", unit.name),
                    format!("the car {} has no member", unit.name),
                )
            })
            .collect();
        if engaged.is_empty() {
            missing = vec![lack("还没有队员", "there is no member yet")];
        }
        SetupStep {
            code: "members",
            name: "队员",
            name_en: "Members",
            count: engaged.len(),
            done: missing.is_empty(),
            missing: told(missing),
        }
    }

    fn duty(&self, changes: &Changes, period: Period, now: Timestamp) -> SetupStep {
        let (offset, rules) = (self.registry.utc_offset(), self.registry.duty_rules());
        let found = self.registry.policy().map(|policy| {
            let all = findings(self.registry, policy, &rules, changes, period);
            let holes = |kind| {
                matches!(
                    kind,
                    FindingKind::NobodyOnDuty
                        | FindingKind::AreaUncovered
                        | FindingKind::CrewTooSmall
                )
            };
            all.into_iter()
                .filter(|one| holes(one.kind) && now < one.to)
                .collect::<Vec<_>>()
        });
        let found = found.unwrap_or_default();
        let has_crews = self.registry.roster().is_some() && !self.engaged().is_empty();
        let open = |kind| matches!(kind, FindingKind::NobodyOnDuty | FindingKind::AreaUncovered);
        let days = (period.from.0..=period.to.0).map(Day).filter(|day| {
            let (begin, end) = (offset.start_of(*day), offset.start_of(day.next()));
            found
                .iter()
                .filter(|one| open(one.kind))
                .all(|one| one.to <= begin || end <= one.from)
        });
        let mut missing: Vec<SetupLack> = found
            .iter()
            .map(|one| {
                let (what, _) = one.sentence(self.registry);
                let en = format!("{}: {} to {}", one.kind.code(), one.from, one.to);
                lack(what, en)
            })
            .collect();
        if !has_crews {
            missing = vec![lack(
                "没有排班或队员，无人在岗",
                "without a roster and members nobody is on duty",
            )];
        }
        SetupStep {
            code: "duty",
            name: "今后七天在岗",
            name_en: "On duty for seven days",
            count: if has_crews { days.count() } else { 0 },
            done: has_crews && !found.iter().any(|one| open(one.kind)),
            missing: told(missing),
        }
    }

    fn accounts(
        &self,
        code: &'static str,
        name: &'static str,
        name_en: &'static str,
        role: Role,
    ) -> SetupStep {
        let count = self
            .registry
            .accounts()
            .filter(|one| one.role == role)
            .count();
        SetupStep {
            code,
            name,
            name_en,
            count,
            done: count > 0,
            missing: (count == 0)
                .then(|| {
                    lack(
                        format!("还没有{}的账号", role.zh()),
                        format!("there is no account of the role {}", role.as_str()),
                    )
                })
                .into_iter()
                .collect(),
        }
    }

    fn member_accounts(&self) -> SetupStep {
        let engaged = self.engaged();
        let signs_in = |member: &Member| {
            let mut accounts = self.registry.accounts();
            accounts.any(|one| one.member.as_ref() == Some(&member.id))
        };
        let (with, without): (Vec<&Member>, Vec<&Member>) =
            engaged.into_iter().partition(|member| signs_in(member));
        let units = self.units();
        let silent = units
            .iter()
            .filter(|unit| with.iter().all(|one| one.unit != unit.id));
        let mut missing: Vec<SetupLack> = silent
            .map(|unit| {
                lack(
                    format!("巡车“{}”没有一名队员有账号", unit.name),
                    format!("no member of the car {} has an account", unit.name),
                )
            })
            .collect();
        let done = missing.is_empty() && !with.is_empty();
        if !without.is_empty() {
            let names: Vec<&str> = without
                .iter()
                .take(5)
                .map(|one| one.name.as_str())
                .collect();
            missing.push(lack(
                format!("{} 名队员没有账号，如 {}", without.len(), names.join("、")),
                format!(
                    "{} members have no account, such as {}",
                    without.len(),
                    names.join(", ")
                ),
            ));
        }
        if with.is_empty() && without.is_empty() {
            missing = vec![lack("还没有联警队员的账号", "no member has an account yet")];
        }
        SetupStep {
            code: "member_accounts",
            name: "联警队员账号",
            name_en: "Members' accounts",
            count: with.len(),
            done,
            missing: told(missing),
        }
    }
}
