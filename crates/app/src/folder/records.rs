//! The folder as records for the log.

use super::{ProjectFile, TownFolder};
use liandong_domain::{performance::project::ProjectRecord, registry::RegistryEvent as R};

impl TownFolder {
    /// The register's records, each after those that it points at.
    #[must_use]
    pub fn records(&self) -> Vec<R> {
        let mut all = vec![
            R::TownEstablished(self.town.clone()),
            R::PolicyAdopted(Box::new(self.policy.clone())),
        ];
        let people = self.people.clone().map(Box::new);
        all.extend(people.map(R::PeopleRulesAdopted));
        all.extend(self.stations.iter().cloned().map(R::StationOpened));
        all.extend(self.departments.iter().cloned().map(R::DepartmentListed));
        all.extend(self.categories.iter().cloned().map(R::CategoryDefined));
        all.extend(self.areas.iter().cloned().map(R::AreaDrawn));
        all.extend(self.units.iter().cloned().map(R::UnitCommissioned));
        all.push(R::RosterSet(self.roster.clone()));
        all.extend(self.members.iter().cloned().map(R::MemberEngaged));
        all.extend(self.calendars.iter().cloned().map(R::CalendarPublished));
        all.extend(self.duty_rules.map(R::DutyRulesSet));
        all.extend(self.spots.iter().cloned().map(R::PlaceListed));
        let kinds = self.equipment_kinds.iter().cloned();
        all.extend(kinds.map(R::EquipmentKindDefined));
        all.extend(self.equipment.iter().cloned().map(R::EquipmentIssued));
        let scripts = self.follow_up_scripts.iter().cloned();
        all.extend(scripts.map(R::FollowUpScriptAdopted));
        all.extend(self.accounts.iter().cloned().map(R::AccountOpened));
        all.extend(self.trainings.iter().cloned().map(R::TrainingHeld));
        all.extend(self.assessments.iter().cloned().map(R::AssessmentHeld));
        all.extend(self.guidance.iter().cloned().map(R::Guided));
        let scoring = self.scoring.clone().map(Box::new);
        all.extend(scoring.map(R::ScoringAdopted));
        all
    }
}

impl ProjectFile {
    /// The project's records: its description, then its ledger, its documents and its contract's terms.
    #[must_use]
    pub fn records(&self) -> Vec<ProjectRecord> {
        let described = ProjectRecord::Described(Box::new(self.project.clone()));
        let contracted = self.contracts.iter().cloned().map(Box::new);
        let contracted = contracted.map(ProjectRecord::Contracted);
        let booked = self.entries.iter().cloned().map(ProjectRecord::Booked);
        let vouched = self.documents.iter().cloned().map(ProjectRecord::Vouched);
        let agreed = self.terms.clone().map(Box::new);
        std::iter::once(described)
            .chain(contracted)
            .chain(booked)
            .chain(vouched)
            .chain(agreed.map(ProjectRecord::TermsAgreed))
            .collect()
    }
}
