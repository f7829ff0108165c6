//! The evidence formulas (计算口径): how each kind of indicator is measured from records.

use crate::{ids::ItemId, incident::ClockKind};
use serde::{Deserialize, Serialize};

/// A formula. The project's file names one for each indicator; the rules are in
/// [`super::evidence`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "measure", deny_unknown_fields)]
pub enum Formula {
    /// The unit price of a contract line that is in force in the period. Unit: fen.
    ContractUnitPrice {
        /// The contract line.
        line: ItemId,
    },
    /// Members engaged on the period's last day. Unit: people.
    MembersEngaged,
    /// Cars in service on the period's last day. Unit: cars.
    UnitsInService,
    /// Attendances completed ÷ attendances due, over the trainings of the period.
    TrainingCompleted,
    /// Examinations passed ÷ examinations taken, over the trainings of the period.
    ExaminationPassed,
    /// Members who hold every required kind of equipment ÷ members engaged, on the last day.
    EquipmentComplete,
    /// Member assessments at or above the pass mark ÷ member assessments, of the period.
    AssessmentPassed,
    /// Incidents whose clock was kept ÷ incidents whose clock came to a decision.
    ClockKept {
        /// Which clock.
        clock: ClockKind,
    },
    /// The share of diverted incidents brought to their end without police and within the disposal
    /// limit: the later half of the evidenced days against the earlier half.
    HandledWithoutPolice,
    /// Area-months in which the area had a car in service and at least one incident closed
    /// through the loop ÷ area-months of the period within the service.
    AreasWorking,
    /// A document that somebody vouches for.
    VouchedDocument,
    /// Follow-ups with the grade satisfied or better ÷ follow-ups answered.
    Satisfied,
}
