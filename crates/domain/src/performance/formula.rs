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
    /// limit, against an earlier time.
    HandledWithoutPolice {
        /// Which earlier time.
        #[serde(default)]
        against: Baseline,
    },
    /// Area-months in which the area had a car in service and at least one incident closed
    /// through the loop ÷ area-months of the period within the service.
    AreasWorking,
    /// A document that somebody vouches for.
    VouchedDocument,
    /// Follow-ups with the grade satisfied or better ÷ follow-ups answered.
    Satisfied,
    /// Incidents closed through the loop (办结). Unit: incidents.
    IncidentsClosed,
    /// Follow-ups answered ÷ incidents that the follow-up lot took.
    FollowedUp,
    /// Trainings held in the period. Unit: trainings.
    TrainingsHeld,
    /// Answers satisfied or better ÷ valid answers of the indicator's surveys (问卷) that ended in the
    /// period.
    SurveySatisfied,
    /// Payments ÷ budget, by the ledger.
    BudgetExecuted {
        /// Which budget.
        against: BudgetBase,
    },
}

/// What a share is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// The later half of the evidenced days against the earlier half (前后对比).
    #[default]
    Halves,
    /// The period against the same days a year before (同比).
    YearBefore,
}

/// Which budget an execution rate is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BudgetBase {
    /// The initial budget (年初预算).
    Initial,
    /// The adjusted budget (调整后预算).
    Adjusted,
}

impl Formula {
    /// Whether it counts incidents at all.
    #[must_use]
    pub const fn counts_incidents(&self) -> bool {
        matches!(
            self,
            Self::ClockKept { .. }
                | Self::HandledWithoutPolice { .. }
                | Self::AreasWorking
                | Self::Satisfied
                | Self::IncidentsClosed
                | Self::FollowedUp
        )
    }

    /// Whether it is a document or a measure that can stand behind a word (提升, 构建, 建立健全).
    #[must_use]
    pub const fn can_back_a_word(&self) -> bool {
        matches!(
            self,
            Self::HandledWithoutPolice { .. } | Self::AreasWorking | Self::VouchedDocument
        )
    }
}
