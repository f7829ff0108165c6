//! The standard set (通用设置): what a town begins with that has no folder yet, as files of the same formats that are
//! part of the program.

use super::{
    FolderError, follow_up, guidance, item::Item, known::Known, parse, policy, source::Complaints,
    source::Embedded, town,
};
use liandong_domain::{
    policy::Policy,
    registry::{Category, FollowUpScript, Guidance, Town},
};

const CATEGORIES: &str = "categories.toml";
const FILES: Embedded = &[
    (CATEGORIES, include_str!("standard/categories.toml")),
    ("policy.toml", include_str!("standard/policy.toml")),
    ("follow_up.toml", include_str!("standard/follow_up.toml")),
    ("keywords.toml", include_str!("standard/keywords.toml")),
];

/// What every town may begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// The five categories with the usual subcategories.
    pub categories: Vec<Category>,
    /// 15, 30 and 60 minutes around the clock, the usual words of danger, nothing of any one town.
    pub policy: Policy,
    /// What the follow-up desk says.
    pub follow_up_scripts: Vec<FollowUpScript>,
    /// Words that point to the usual subcategories.
    pub guidance: Vec<Guidance>,
}

impl Standard {
    /// The standard set for a town.
    ///
    /// # Errors
    /// What is wrong with the files; the tests hold that nothing is.
    pub fn of(town: &Town) -> Result<Self, Vec<FolderError>> {
        let complaints = Complaints::embedded("standard", FILES);
        let mut known = Known::new();
        let categories = categories(&complaints, &mut known);
        let policy = policy::read(&complaints, &known);
        let follow_up_scripts = follow_up::read(&complaints);
        let file = town::TownFile {
            town: town.clone(),
            stations: Vec::new(),
            departments: Vec::new(),
            categories: categories.clone().unwrap_or_default(),
        };
        let guidance = guidance::read(&complaints, &known, Some(&file));
        let read = || {
            Some(Self {
                categories: categories?,
                policy: policy?,
                follow_up_scripts: follow_up_scripts?,
                guidance: guidance?,
            })
        };
        let read = read();
        let errors = complaints.into_sorted();
        match read {
            Some(standard) if errors.is_empty() => Ok(standard),
            _ => Err(errors),
        }
    }
}

fn categories(complaints: &Complaints, known: &mut Known) -> Option<Vec<Category>> {
    let source = complaints.open(CATEGORIES)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let categories = town::categories(&mut table, known);
    table.finish();
    Some(categories)
}
