//! What may enter the register.

use super::{Registry, RegistryEvent, records::Holder};
use crate::{policy::BadPolicy, time::Day};

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
    /// A value that cannot be.
    #[error("{field}: {problem}")]
    Bad {
        /// The record's field.
        field: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
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
        E::TownEstablished(town) => registry.town.as_ref() == Some(town),
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
            registry.areas.get(&area.id) == Some(area)
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
            let key = (issue.kind.clone(), issue.serial.clone());
            registry
                .equipment
                .get(&key)
                .is_some_and(|one| one.record == *issue)
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
        E::AccountOpened(account) => registry.accounts.get(&account.id) == Some(account),
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
