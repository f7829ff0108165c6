//! Assessment (考核): each member's month by the town's published formula, with appeal; and the
//! vendor's month by the clauses of its contract, with deductions.
//!
//! Nothing here rounds: a score is an exact fraction, and a part without evidence is left out, its
//! weight shared by the others. Every score leads back to the incidents that it counts.

mod bearing;
pub mod entry;
mod fraction;
mod month;
pub mod monthly;
mod score;
mod scoring;
mod tally;
pub mod vendor;

pub use bearing::LeftOut;
pub use fraction::{BadFraction, Fraction};
pub use month::{BadMonth, Month};
pub use score::{MemberScore, NoScore, PartScore, Score, points, total};
pub use scoring::{BadScoring, CountStep, GradePoints, Measure, Part, Scale, Scoring, ShareStep};
pub use tally::{Attendance, Evidence, Listen, Tally};
