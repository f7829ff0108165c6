//! Labelled sentences: the seed, and how files of them are read.

use liandong_domain::incident::CategoryCode;

/// A sentence with what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// What was said.
    pub text: String,
    /// What it is.
    pub category: CategoryCode,
    /// The town's own subcategory, where known.
    pub subcategory: Option<String>,
}

/// Why a line of a file of sentences cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

const SEED: [(CategoryCode, &str); 5] = [
    (
        CategoryCode::Environment,
        include_str!("../seed/environment.txt"),
    ),
    (CategoryCode::Housing, include_str!("../seed/housing.txt")),
    (
        CategoryCode::Assistance,
        include_str!("../seed/assistance.txt"),
    ),
    (
        CategoryCode::JointResponse,
        include_str!("../seed/joint_response.txt"),
    ),
    (CategoryCode::Dispute, include_str!("../seed/dispute.txt")),
];

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The sentences, written by hand, that every town's training begins with.
#[must_use]
pub fn seed() -> Vec<Sample> {
    let of = |(category, text): &(CategoryCode, &'static str)| {
        let category = *category;
        lines(text)
            .map(move |(_, line)| Sample {
                text: line.to_owned(),
                category,
                subcategory: None,
            })
            .collect::<Vec<_>>()
    };
    SEED.iter().flat_map(of).collect()
}

/// Reads a file of sentences: a category's code, a tab, what was said. Lines with `#` and blank
/// ones say nothing.
///
/// # Errors
/// The first line that is otherwise.
pub fn read(text: &str) -> Result<Vec<Sample>, BadLine> {
    lines(text)
        .map(|(line, written)| {
            let bad = |problem| BadLine { line, problem };
            let (code, said) = written
                .split_once('\t')
                .ok_or_else(|| bad("a category, a tab and a sentence belong here"))?;
            let category = CategoryCode::parse(code.trim())
                .ok_or_else(|| bad("the category is none of the five"))?;
            if said.trim().is_empty() {
                return Err(bad("the sentence is empty"));
            }
            Ok(Sample {
                text: said.trim().to_owned(),
                category,
                subcategory: None,
            })
        })
        .collect()
}
