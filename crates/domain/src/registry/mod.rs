//! The town's register (台账): who and what there is, and since when. Each record enters the log
//! as an event, so that a figure such as "40 members" leads back to 40 engagements.

mod aggregate;
mod decide;
mod duty;
mod event;
mod guidance;
mod records;
mod scripts;

pub use aggregate::{Entered, Registry, evolve};
pub use decide::{RegistryRejection, decide};
pub use event::RegistryEvent;
pub use guidance::{
    Guidance, Guided, KeywordRule, Protocol, Question, StationBecause, StationHours, Step, StepBy,
    Versions,
};
pub use records::{
    Account, AccountClosing, Area, Assessment, AssessmentResult, Category, Department,
    EquipmentIssue, EquipmentKind, Holder, Member, Roster, Shift, Station, Subcategory, Team, Town,
    Training, TrainingKind, TrainingResult, Unit,
};
pub use scripts::FollowUpScript;
