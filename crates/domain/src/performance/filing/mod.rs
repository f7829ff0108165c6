//! Filings (填报): a form on its way from figures to signatures.
//!
//! A filing is of one tracking period of a project and has editions (版次). An officer opens it, writes
//! what figures cannot say, and prepares it (经办人): from then on its figures and words stand still. It is
//! reviewed (绩效负责人) and signed (领导) by other people than the one who prepared it, or sent back. A
//! signed edition is locked for good; a correction (更正) is the next edition, which says why, and supersedes
//! the former at its own signing.

mod command;
mod decide;
mod edits;
mod event;
mod reject;
mod state;

pub use command::{FilingCommand, Judge};
pub use decide::{FilingFacts, decide, filing_id, read_id};
pub use edits::{Edit, Edits, Field, Judged, NoSuchField, Quote, Which};
pub use event::{FilingEvent, Seal, SealedFile, Snapshot};
pub use reject::FilingRejection;
pub use state::{Filing, FilingStage, Signature, Signatures, Step, evolve};
