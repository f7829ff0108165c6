//! Equipment (装备): each piece's life from the store room to the write-off.
//!
//! The register keeps it, beside members and kinds: the indicator 队员装备保障 judges who held what on
//! a day, and rests on these very records. `EquipmentIssued` stays what it always was; what else can
//! happen to a piece is an [`EquipmentChange`].

mod change;
mod findings;
mod piece;

pub(crate) use change::check_issue;
pub use change::{EquipmentChange, EquipmentStep, check};
pub use findings::{EquipmentFinding, EquipmentFindingKind, findings};
pub use piece::{Condition, Custody, Piece, due};
