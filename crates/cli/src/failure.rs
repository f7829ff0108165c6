//! Why a command ended without doing what was asked.
//!
//! Policy: what the user can mend is told in Chinese first, then in English, with file, line and
//! field, and ends with exit code 2 before anything is written. Everything else ends with exit
//! code 1 and the chain of causes.

use liandong_app::{AppError, folder::FolderError, messages};
use liandong_store::StoreError;
use std::{fmt, process::ExitCode};

/// One complaint in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// In Simplified Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A failure of a command.
#[derive(Debug)]
pub enum Failure {
    /// What was asked or handed in is wrong: exit code 2, nothing written.
    Input(Vec<Complaint>),
    /// The machine or the data failed: exit code 1.
    Failed(anyhow::Error),
}

impl Failure {
    /// One complaint about the input.
    pub fn input(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Input(vec![Complaint {
            zh: zh.into(),
            en: en.into(),
        }])
    }

    /// 2 for the input's faults, 1 for everything else.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(2),
            Self::Failed(_) => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(complaints) => {
                for (nth, one) in complaints.iter().enumerate() {
                    if nth > 0 {
                        writeln!(f)?;
                    }
                    write!(f, "错误：{}\nerror: {}", one.zh, one.en)?;
                }
                Ok(())
            }
            Self::Failed(error) => write!(f, "失败 (failed): {error:#}"),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match &error {
            AppError::Store(_) | AppError::Internal(_) => Self::Failed(error.into()),
            _ => Self::input(messages::zh(&error), error.to_string()),
        }
    }
}

impl From<Vec<FolderError>> for Failure {
    fn from(errors: Vec<FolderError>) -> Self {
        let told = |error: &FolderError| Complaint {
            zh: error.message_zh(),
            en: error.to_string(),
        };
        Self::Input(errors.iter().map(told).collect())
    }
}
