//! One answer out of two voices.

use crate::{
    Model, Permille, Segmenter,
    rules::{self, ByRules},
};
use liandong_domain::{incident::CategoryCode, registry::KeywordRule};

/// Below this confidence, in thousandths, a suggestion is called unsure (拿不准).
pub const UNSURE_BELOW: Permille = 550;

/// A word found, and how much it speaks for the suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The word.
    pub word: String,
    /// By how much it raises the category's score: in thousandths of a unit of log-odds for the
    /// model, a thousand times the rule's weight for the rules.
    pub points: i32,
}

/// Which voice speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The trained model.
    Model,
    /// The town's keyword rules.
    Rules,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The category.
    pub category: CategoryCode,
    /// The subcategory, where one is known.
    pub subcategory: Option<String>,
    /// How likely the category is.
    pub confidence: Permille,
    /// Whether that is too little to rest on.
    pub unsure: bool,
    /// The words found.
    pub reasons: Vec<Reason>,
    /// Who speaks.
    pub source: Source,
    /// What the other voice says, where it says something.
    pub other_voice: Option<CategoryCode>,
    /// The other categories by likelihood; only the model knows them.
    pub others: Vec<(CategoryCode, Permille)>,
}

/// What is suggested for a call; nothing when neither voice knows a word of it.
///
/// The model speaks when it was measured to know better than the rules. Where it is unsure and the
/// rules found a word, they speak, and the answer stays unsure.
#[must_use]
pub fn suggest(
    segmenter: &Segmenter,
    model: Option<&Model>,
    rules: &[KeywordRule],
    text: &str,
) -> Option<Suggestion> {
    let by_rules = rules::ask(rules, text);
    let said_by_rules = by_rules.as_ref().and_then(|said| said.category);
    let by_model = model
        .filter(|model| model.trained.speaks)
        .and_then(|model| model.ask(segmenter, text));
    let Some(by_model) = by_model else {
        return of_rules(by_rules?, None);
    };
    let unsure = by_model.confidence < UNSURE_BELOW;
    if unsure
        && let Some(by_rules) = by_rules.clone()
        && let Some(suggestion) = of_rules(by_rules, Some(by_model.category))
    {
        return Some(Suggestion {
            unsure: true,
            ..suggestion
        });
    }
    let learned = by_model
        .subcategory
        .filter(|(_, permille)| *permille >= UNSURE_BELOW)
        .map(|(id, _)| id);
    let ruled = by_rules
        .filter(|said| said.category == Some(by_model.category))
        .and_then(|said| said.subcategory);
    Some(Suggestion {
        category: by_model.category,
        subcategory: learned.or(ruled),
        confidence: by_model.confidence,
        unsure,
        reasons: by_model.reasons,
        source: Source::Model,
        other_voice: said_by_rules,
        others: by_model.all.into_iter().skip(1).collect(),
    })
}

fn of_rules(said: ByRules, other_voice: Option<CategoryCode>) -> Option<Suggestion> {
    Some(Suggestion {
        category: said.category?,
        subcategory: said.subcategory,
        confidence: said.confidence,
        unsure: said.confidence < UNSURE_BELOW,
        reasons: said.reasons,
        source: Source::Rules,
        other_voice,
        others: Vec::new(),
    })
}
