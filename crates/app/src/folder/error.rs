//! What is wrong with a folder, where, in English and in Chinese.

use super::problem::Problem;
use std::{fmt, path::PathBuf};

/// One thing that is wrong with a town's folder, and where it stands.
///
/// Prints as `examples/town/project.toml:88:12: indicator[3].target.value: must be a number, found
/// "abc"`, the form that editors and terminals follow. Lists count from 1, as people do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FolderError {
    /// The folder as it was named to the reader.
    pub folder: PathBuf,
    /// The file's name in the folder; empty when the folder itself is meant.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column in characters, from 1, where it is known.
    pub column: Option<usize>,
    /// The field, such as `indicator[3].target.value`; empty when the whole file is meant.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl FolderError {
    /// The same in Chinese, for the people who keep the folder.
    #[must_use]
    pub fn message_zh(&self) -> String {
        let mut text = self.path().display().to_string();
        if let Some(line) = self.line {
            text.push_str(&format!(" 第 {line} 行"));
        }
        if let Some(column) = self.column {
            text.push_str(&format!("第 {column} 列"));
        }
        if !self.field.is_empty() {
            text.push_str(&format!("，{}", self.field));
        }
        format!("{text}：{}", self.problem.zh())
    }

    fn path(&self) -> PathBuf {
        if self.file.is_empty() {
            self.folder.clone()
        } else {
            self.folder.join(&self.file)
        }
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path().display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.problem)
    }
}
