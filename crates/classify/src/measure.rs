//! How good suggestions are: accuracy beside two baselines, and who is taken for whom.

use crate::{Model, Permille, Segmenter, corpus::Sample, permille, rules};
use liandong_domain::{incident::CategoryCode, registry::KeywordRule};
use serde::{Deserialize, Serialize};
use std::fmt;

const CLASSES: usize = CategoryCode::ALL.len();

/// Counts of what sentences are (rows) and what they were taken for (columns), in the order of
/// [`CategoryCode::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confusion(pub [[usize; CLASSES]; CLASSES]);

/// What was measured on sentences that the model had not learned from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The sentences.
    pub sentences: usize,
    /// How many the model got right.
    pub model: usize,
    /// How many the keyword rules got right; where they say nothing, the most common category.
    pub rules: usize,
    /// How many are of the category that is most common in training.
    pub majority: usize,
    /// How many the model was sure of.
    pub sure: usize,
    /// How many of these it got right.
    pub sure_and_right: usize,
    /// The mean of the model's confidence, in thousandths: near its share of right answers when it
    /// is calibrated.
    pub confidence: Permille,
    /// Who was taken for whom by the model.
    pub confusion: Confusion,
}

/// One sentence judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    pub(crate) is: CategoryCode,
    pub(crate) by_model: Option<(CategoryCode, Permille)>,
    pub(crate) by_rules: Option<CategoryCode>,
}

impl Figures {
    pub(crate) fn of(judged: &[Judged], majority: CategoryCode) -> Self {
        let mut figures = Self {
            sentences: judged.len(),
            ..Self::default()
        };
        let mut confidence = 0_usize;
        for one in judged {
            let (taken, permille) = one.by_model.unwrap_or((majority, 0));
            figures.confusion.count(one.is, taken);
            figures.model += usize::from(taken == one.is);
            figures.rules += usize::from(one.by_rules.unwrap_or(majority) == one.is);
            figures.majority += usize::from(majority == one.is);
            if permille >= crate::UNSURE_BELOW {
                figures.sure += 1;
                figures.sure_and_right += usize::from(taken == one.is);
            }
            confidence += usize::from(permille);
        }
        let mean = confidence.checked_div(judged.len()).unwrap_or(0);
        figures.confidence = Permille::try_from(mean).unwrap_or(1000);
        figures
    }

    /// Whether the model knows better than both baselines.
    #[must_use]
    pub const fn beats_both(&self) -> bool {
        self.model > self.rules && self.model > self.majority
    }
}

impl Confusion {
    fn count(&mut self, is: CategoryCode, taken_for: CategoryCode) {
        let place = |code| CategoryCode::ALL.iter().position(|one| *one == code);
        if let (Some(row), Some(column)) = (place(is), place(taken_for)) {
            self.0[row][column] += 1;
        }
    }
}

/// The category that most samples are of.
#[must_use]
pub fn majority(samples: &[Sample]) -> CategoryCode {
    let count = |code: &CategoryCode| samples.iter().filter(|one| one.category == *code).count();
    CategoryCode::ALL
        .iter()
        .rev()
        .copied()
        .max_by_key(count)
        .unwrap_or(CategoryCode::Dispute)
}

/// Measures a model and the rules on sentences that neither was made from.
#[must_use]
pub fn measure(
    model: &Model,
    rules: &[KeywordRule],
    most_common: CategoryCode,
    samples: &[Sample],
) -> Figures {
    let segmenter = Segmenter::new();
    let judged: Vec<Judged> = samples
        .iter()
        .map(|sample| Judged {
            is: sample.category,
            by_model: model
                .ask(&segmenter, &sample.text)
                .map(|said| (said.category, said.confidence)),
            by_rules: rules::ask(rules, &sample.text).and_then(|said| said.category),
        })
        .collect();
    Figures::of(&judged, most_common)
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, whole: usize| {
            let permille = permille(part, whole);
            format!("{part}/{whole} = {}.{}%", permille / 10, permille % 10)
        };
        let of_all = |part| share(part, self.sentences);
        writeln!(f, "模型 (model)                  {}", of_all(self.model))?;
        writeln!(f, "关键词规则 (keyword rules)    {}", of_all(self.rules))?;
        writeln!(f, "最多的类别 (majority class)   {}", of_all(self.majority))?;
        writeln!(
            f,
            "有把握的 (when sure)          {}，占 (of all) {}",
            share(self.sure_and_right, self.sure),
            of_all(self.sure),
        )?;
        writeln!(
            f,
            "平均置信度 (mean confidence)  {}.{}%",
            self.confidence / 10,
            self.confidence % 10
        )?;
        writeln!(
            f,
            "混淆表：行为实际，列为判为 (rows: is, columns: taken for)"
        )?;
        write!(f, "{:>16}", "")?;
        for code in CategoryCode::ALL {
            write!(f, "{:>16}", code.code())?;
        }
        writeln!(f)?;
        for (code, row) in CategoryCode::ALL.iter().zip(&self.confusion.0) {
            write!(f, "{:>16}", code.code())?;
            for count in row {
                write!(f, "{count:>16}")?;
            }
            writeln!(f, "  {}", code.zh())?;
        }
        Ok(())
    }
}
