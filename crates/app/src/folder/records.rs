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
        all.extend(self.stations.iter().cloned().map(R::StationOpened));
        all.extend(self.departments.iter().cloned().map(R::DepartmentListed));
        all.extend(self.categories.iter().cloned().map(R::CategoryDefined));
        all.extend(self.areas.iter().cloned().map(R::AreaDrawn));
        all.extend(self.units.iter().cloned().map(R::UnitCommissioned));
        all.push(R::RosterSet(self.roster.clone()));
        all.extend(self.members.iter().cloned().map(R::MemberEngaged));
        let kinds = self.equipment_kinds.iter().cloned();
        all.extend(kinds.map(R::EquipmentKindDefined));
        all.extend(self.equipment.iter().cloned().map(R::EquipmentIssued));
        all.extend(self.accounts.iter().cloned().map(R::AccountOpened));
        all.extend(self.trainings.iter().cloned().map(R::TrainingHeld));
        all.extend(self.assessments.iter().cloned().map(R::AssessmentHeld));
        all
    }
}

impl ProjectFile {
    /// The project's records: its description, then its ledger and its documents.
    #[must_use]
    pub fn records(&self) -> Vec<ProjectRecord> {
        let described = ProjectRecord::Described(Box::new(self.project.clone()));
        let booked = self.entries.iter().cloned().map(ProjectRecord::Booked);
        let vouched = self.documents.iter().cloned().map(ProjectRecord::Vouched);
        std::iter::once(described)
            .chain(booked)
            .chain(vouched)
            .collect()
    }
}
