//! What is wrong with a workbook, and where.

use super::table::Line;
use crate::workbook::Refused;

/// Something that is wrong in a cell, told in both languages with what would be right there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The sheet: `队员`.
    pub sheet: String,
    /// The cell with its sheet, as a spreadsheet program names it: `队员!C7`.
    pub cell: String,
    /// What stands there; empty where nothing does.
    pub found: String,
    /// What is wrong and what would be right, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Where it belongs in the order of sheets, rows and columns.
    pub(super) order: (usize, u32, usize),
}

impl Fault {
    /// About a column of a line.
    pub(super) fn at(
        line: Line<'_>,
        column: usize,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            sheet: line.page().name().to_owned(),
            cell: line.cell(column),
            found: line.text(column).to_owned(),
            zh: zh.into(),
            en: en.into(),
            order: (line.page() as usize, line.row(), column),
        }
    }
}

/// Why a file is not read at all. The text is English; [`Unreadable::zh`] says the same in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file is no workbook (XLSX), or is damaged.
    #[error("this is not a workbook (XLSX), or the file is damaged")]
    NotAWorkbook,
    /// The file is under a password.
    #[error("the workbook is under a password")]
    Encrypted,
    /// The file is larger than such a workbook may be, or unfolds to more.
    #[error("the workbook is larger than 4 MiB, or unfolds to more than such a workbook may")]
    TooLarge,
}

impl Unreadable {
    /// A stable name, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAWorkbook => "not_a_workbook",
            Self::Encrypted => "workbook_encrypted",
            Self::TooLarge => "workbook_too_large",
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::NotAWorkbook => "不是 XLSX 工作簿，或文件已损坏；请另存为 .xlsx 再上传",
            Self::Encrypted => "工作簿设有密码，请去掉密码再上传",
            Self::TooLarge => "文件超过 4 MiB，或展开后过大，不是导入工作簿",
        }
    }
}

impl From<Refused> for Unreadable {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Encrypted => Self::Encrypted,
            Refused::NotAWorkbook => Self::NotAWorkbook,
            Refused::TooLarge => Self::TooLarge,
        }
    }
}
