//! Suggests what a call is (分类建议): one of the five categories and, where history is enough, the
//! town's subcategory, from its Chinese text.
//!
//! Two speak. The town's keyword rules ([`rules`]) speak from the first day. A linear model
//! ([`model`]) over words and pairs of characters is trained ([`train()`]) on a seed of sentences
//! written by hand ([`corpus::seed`]) and on what the town's commanders confirmed. The model takes
//! over once it was measured to know better than the rules. Both only suggest: a person confirms.
//!
//! Training is deterministic: the same sentences, in any order, give the same bytes on the same
//! kind of machine.

pub mod corpus;
mod features;
mod file;
mod linear;
pub mod measure;
pub mod model;
pub mod rules;
mod suggest;
mod train;

pub use features::Segmenter;
pub use file::BadModel;
pub use model::{Model, Trained};
pub use suggest::{Reason, Source, Suggestion, UNSURE_BELOW, suggest};
pub use train::{Training, train};

/// A probability or share in thousandths.
pub type Permille = u16;

/// A share in thousandths; of nothing it is nothing.
#[must_use]
pub fn permille(part: usize, whole: usize) -> Permille {
    let share = part.saturating_mul(1000).checked_div(whole).unwrap_or(0);
    Permille::try_from(share.min(1000)).unwrap_or(1000)
}
