//! Planning (运力测算): what-if answers that are kept, so that a budget can rest on them. How they are
//! computed is `liandong-plan`'s; here is the stream that a kept answer lives in.

mod study;

pub use study::{
    Answer, Study, StudyCommand, StudyEvent, StudyFacts, StudyRejection, StudyText, Withdrawal,
};
