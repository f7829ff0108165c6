//! What may enter the register.

use super::{Registry, RegistryEvent, records::Holder};
use crate::{
    equipment,
    policy::BadPolicy,
    refusal::{Because, Refusal},
    time::Day,
};

/// Why a record cannot enter the register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryRejection {
    /// It points at something that is not there.
    #[error("{field}: there is no {what} {id}")]
    Unknown {
        /// The record's field.
        field: &'static str,
        /// What is missing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The area's outline bounds no area.
    #[error("outline: {0}")]
    Outline(#[from] crate::geo::BadOutline),
    /// The policy makes no sense.
    #[error("{0}")]
    Policy(#[from] BadPolicy),
    /// A policy's version must be one more than the last.
    #[error("version: the policy in force is version {current}; the next is {}, not {given}", current + 1)]
    PolicyVersion {
        /// In force.
        current: u32,
        /// Given.
        given: u32,
    },
    /// A protocol's version must be one more than the last.
    #[error("version: the protocol's last version is {current}; the next is {}, not {given}", current + 1)]
    ProtocolVersion {
        /// The last.
        current: u32,
        /// Given.
        given: u32,
    },
    /// A rule of its own says no.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// A value that cannot be.
    #[error("{field}: {problem}")]
    Bad {
        /// The record's field.
        field: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
}

impl RegistryRejection {
    /// The record's field that it is about, where it is about one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Unknown { field, .. } | Self::Bad { field, .. } => Some(field),
            Self::Outline(_) => Some("outline"),
            Self::Policy(bad) => Some(bad.field),
            Self::Refused(refusal) => refusal.field,
            Self::PolicyVersion { .. } | Self::ProtocolVersion { .. } => Some("version"),
        }
    }
}

/// What a record leads to: an event, or nothing when the register already says so.
///
/// # Errors
/// A [`RegistryRejection`] when the record points at nothing or makes no sense.
pub fn decide(
    registry: &Registry,
    record: RegistryEvent,
) -> Result<Option<RegistryEvent>, RegistryRejection> {
    use RegistryEvent as E;
    let known = match &record {
        E::TownEstablished(town) => {
            if let Some(outline) = &town.outline {
                outline.check()?;
            }
            registry.town.as_ref() == Some(town)
        }
        E::StationOpened(station) => registry.stations.get(&station.id) == Some(station),
        E::DepartmentListed(department) => {
            registry.departments.get(&department.id) == Some(department)
        }
        E::CategoryDefined(category) => registry.categories.get(&category.code) == Some(category),
        E::AreaDrawn(area) => {
            area.outline.check()?;
            exists(
                registry.stations.contains_key(&area.station),
                "station",
                "station",
                &area.station,
            )?;
            if let (Some(from), until) = (area.from, area.until) {
                ends_after_it_begins(from, until)?;
            }
            registry
                .area_versions
                .get(&area.id)
                .and_then(|versions| versions.get(&area.from))
                == Some(area)
        }
        E::UnitCommissioned(unit) => {
            exists(
                registry.areas.contains_key(&unit.area),
                "area",
                "area",
                &unit.area,
            )?;
            ends_after_it_begins(unit.from, unit.until)?;
            registry
                .units
                .get(&unit.id)
                .is_some_and(|one| one.record == *unit)
        }
        E::RosterSet(roster) => {
            super::duty::check(roster)?;
            registry.roster.as_ref() == Some(roster)
        }
        E::MemberEngaged(member) => {
            exists(
                registry.units.contains_key(&member.unit),
                "unit",
                "unit",
                &member.unit,
            )?;
            let in_a_team = registry
                .roster
                .as_ref()
                .is_some_and(|roster| roster.teams.iter().any(|team| team.id == member.team));
            exists(in_a_team, "team", "team", &member.team)?;
            ends_after_it_begins(member.from, member.until)?;
            registry
                .members
                .get(&member.id)
                .is_some_and(|one| one.record == *member)
        }
        E::EquipmentKindDefined(kind) => registry.equipment_kinds.get(&kind.id) == Some(kind),
        E::EquipmentIssued(issue) => {
            exists(
                registry.equipment_kinds.contains_key(&issue.kind),
                "kind",
                "kind of equipment",
                &issue.kind,
            )?;
            match &issue.holder {
                Holder::Member(id) => {
                    exists(registry.members.contains_key(id), "member", "member", id)?
                }
                Holder::Unit(id) => exists(registry.units.contains_key(id), "unit", "unit", id)?,
            }
            let piece = registry.piece(&issue.kind, &issue.serial);
            // A folder names the first holder for ever; what came after it stands.
            let known = piece.is_some_and(|piece| {
                let had = &mut piece.custody.iter();
                had.any(|one| one.holder == issue.holder && one.from == issue.day)
            });
            if !known {
                equipment::check_issue(piece)?;
            }
            known
        }
        E::PolicyAdopted(policy) => {
            policy.check()?;
            let known = registry.policy.as_ref() == Some(policy);
            let current = registry
                .policy
                .as_ref()
                .map_or(policy.version.saturating_sub(1), |one| one.version);
            if !known && policy.version != current.saturating_add(1) {
                return Err(RegistryRejection::PolicyVersion {
                    current,
                    given: policy.version,
                });
            }
            known
        }
        E::FollowUpScriptAdopted(script) => {
            let current = registry.follow_up_scripts.get(&script.category);
            super::scripts::check(script, current)?;
            current == Some(script)
        }
        E::AccountOpened(account) => {
            if let Some(id) = &account.member {
                exists(registry.members.contains_key(id), "member", "member", id)?;
            }
            if let Some(id) = &account.department {
                exists(
                    registry.departments.contains_key(id),
                    "department",
                    "department",
                    id,
                )?;
            }
            if let Some(external) = &account.external {
                let taken = registry
                    .accounts
                    .values()
                    .any(|one| one.id != account.id && one.external.as_ref() == Some(external));
                if taken || external.trim().is_empty() {
                    return Err(RegistryRejection::Bad {
                        field: "external",
                        problem: "empty, or another account's",
                    });
                }
            }
            match registry.closed_accounts.get(&account.id) {
                // A folder that still lists a closed account does not open it again.
                Some(closed) if closed == account => true,
                Some(_) => {
                    return Err(RegistryRejection::Bad {
                        field: "id",
                        problem: "the account was closed; open another one",
                    });
                }
                None => registry.accounts.get(&account.id) == Some(account),
            }
        }
        E::AccountClosed(closing) => {
            let reason = closing.reason.trim().chars().count();
            if !(1..=500).contains(&reason) {
                return Err(RegistryRejection::Bad {
                    field: "reason",
                    problem: "1 to 500 characters",
                });
            }
            let closed = registry.closed_accounts.contains_key(&closing.id);
            exists(
                closed || registry.accounts.contains_key(&closing.id),
                "id",
                "account",
                &closing.id,
            )?;
            closed
        }
        E::PeopleRulesAdopted(rules) => {
            rules.check().map_err(|bad| RegistryRejection::Bad {
                field: bad.field,
                problem: bad.problem,
            })?;
            registry.people_rules == **rules
        }
        E::Guided(guidance) => super::guidance::known(registry, guidance)?,
        E::TrainingHeld(training) => {
            for result in &training.results {
                exists(
                    registry.members.contains_key(&result.member),
                    "results.member",
                    "member",
                    &result.member,
                )?;
            }
            registry
                .trainings
                .get(&training.id)
                .is_some_and(|one| one.record == *training)
        }
        E::AssessmentHeld(assessment) => {
            ends_after_it_begins(assessment.from, Some(assessment.to))?;
            for result in &assessment.results {
                exists(
                    registry.members.contains_key(&result.member),
                    "results.member",
                    "member",
                    &result.member,
                )?;
                if !(0..=100).contains(&result.score) {
                    return Err(RegistryRejection::Bad {
                        field: "results.score",
                        problem: "a score is 0 to 100",
                    });
                }
            }
            registry
                .assessments
                .get(&assessment.id)
                .is_some_and(|one| one.record == *assessment)
        }
        E::ScoringAdopted(scoring) => {
            scoring.check().map_err(Refusal::from)?;
            let known = registry.scorings.get(&scoring.version) == Some(scoring);
            if let Some(last) = registry.scorings.values().next_back().filter(|_| !known) {
                scoring.follows(last)?;
            }
            known
        }
        E::CalendarPublished(year) => {
            year.check().map_err(|why| {
                let en = why.to_string();
                Refusal::new("bad_calendar", Because::Invalid, why.zh(), en).about("days")
            })?;
            registry.calendars.get(&year.year) == Some(year)
        }
        E::DutyRulesSet(rules) => {
            if let Some(field) = rules.bad_field() {
                return Err(Refusal::new(
                    "bad_duty_rules",
                    Because::Invalid,
                    "数值超出范围：时长为 0 至 24 小时，缺勤时限不得小于迟到时限，车组 1 至 20 人，预警至多 366 天",
                    "out of range: durations are 0 to 24 hours, absence comes not before lateness, a crew is 1 to 20, a warning 366 days at the most",
                )
                .about(field)
                .into());
            }
            registry.duty_rules.as_ref() == Some(rules)
        }
        E::PlaceListed(spot) => {
            spot.check().map_err(|why| {
                let en = why.to_string();
                Refusal::new("bad_place", Because::Invalid, why.zh(), en).about(why.field())
            })?;
            if let Some(area) = &spot.area {
                exists(registry.areas.contains_key(area), "area", "area", area)?;
            }
            registry.spots.get(&spot.id) == Some(spot)
        }
        E::EquipmentChanged(change) => {
            exists(
                registry.equipment_kinds.contains_key(&change.kind),
                "kind",
                "kind of equipment",
                &change.kind,
            )?;
            equipment::check(registry.piece(&change.kind, &change.serial), change)?;
            false
        }
    };
    Ok((!known).then_some(record))
}

fn exists(
    there: bool,
    field: &'static str,
    what: &'static str,
    id: &dyn ToString,
) -> Result<(), RegistryRejection> {
    if there {
        Ok(())
    } else {
        Err(RegistryRejection::Unknown {
            field,
            what,
            id: id.to_string(),
        })
    }
}

fn ends_after_it_begins(from: Day, until: Option<Day>) -> Result<(), RegistryRejection> {
    if until.is_some_and(|until| until < from) {
        return Err(RegistryRejection::Bad {
            field: "until",
            problem: "ends before it begins",
        });
    }
    Ok(())
}
