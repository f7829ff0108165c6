//! Why a workbook cannot be read back.

use crate::workbook::Refused;

/// Why a workbook cannot be read back. The text is English; [`ImportError::chinese`] says the same to the
/// officer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file is no workbook (XLSX), or is damaged.
    #[error("this is not a workbook (XLSX)")]
    NotAWorkbook,
    /// The file is under a password.
    #[error("the workbook is under a password")]
    Encrypted,
    /// The file unfolds to more than any form.
    #[error("the workbook is larger than any form")]
    TooLarge,
    /// A sheet is gone.
    #[error("the sheet {0} is gone")]
    NoSheet(&'static str),
    /// The hidden sheet 索引 is gone or was changed.
    #[error(
        "the hidden sheet 索引 is gone or was changed; export the form again and edit that file"
    )]
    NoIndex,
    /// A cell of the form's own words was changed, moved or overwritten.
    #[error("{cell} must say {wanted:?} and says {found:?}")]
    Structure {
        /// The cell, as a spreadsheet names it: `附件2-1!A5`.
        cell: String,
        /// What must stand there.
        wanted: String,
        /// What stands there.
        found: String,
    },
    /// A line of the form's own words is gone.
    #[error("the line {wanted:?} is gone; it must stand below {cell}")]
    LineGone {
        /// The last cell above it that was found.
        cell: String,
        /// The line.
        wanted: String,
    },
    /// Rows of a table were added or deleted.
    #[error("the table at {cell} must have {wanted} rows and has {found}")]
    Rows {
        /// Where the table begins.
        cell: String,
        /// How many it must have.
        wanted: usize,
        /// How many it has.
        found: usize,
    },
    /// Boxes cannot be read.
    #[error("{cell}: tick at most one of the boxes with √; found {found:?}")]
    Boxes {
        /// The cell.
        cell: String,
        /// What stands there.
        found: String,
    },
    /// There is text where the form has none.
    #[error("{cell} must be empty and says {found:?}")]
    Stray {
        /// The cell.
        cell: String,
        /// What stands there.
        found: String,
    },
}

impl ImportError {
    /// A stable name, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAWorkbook => "not_a_workbook",
            Self::Encrypted => "workbook_encrypted",
            Self::TooLarge => "workbook_too_large",
            Self::NoSheet(_) => "workbook_sheet_gone",
            Self::NoIndex => "workbook_index_gone",
            Self::Structure { .. } => "workbook_structure",
            Self::LineGone { .. } => "workbook_line_gone",
            Self::Rows { .. } => "workbook_rows",
            Self::Boxes { .. } => "workbook_boxes",
            Self::Stray { .. } => "workbook_stray_text",
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::NotAWorkbook => "不是 XLSX 工作簿，或文件已损坏".into(),
            Self::Encrypted => "工作簿设有密码，请去掉密码再导入".into(),
            Self::TooLarge => "文件展开后过大，不是一份附件2-1".into(),
            Self::NoSheet(name) => format!("缺少工作表“{name}”"),
            Self::NoIndex => {
                "隐藏的工作表“索引”缺失或被改动；请重新导出 XLSX，在新文件上修改".into()
            }
            Self::Structure {
                cell,
                wanted,
                found,
            } => format!("{cell} 应为“{wanted}”，现为“{found}”；表的固定文字和位置不能改"),
            Self::LineGone { cell, wanted } => {
                format!("{cell} 以下缺少“{wanted}”一行；表的固定文字不能删")
            }
            Self::Rows {
                cell,
                wanted,
                found,
            } => format!("{cell} 起的表应有 {wanted} 行，现有 {found} 行；指标行不能增删"),
            Self::Boxes { cell, found } => {
                format!("{cell} 的勾选读不出：“{found}”；请只在一项后写 √，其余写 □")
            }
            Self::Stray { cell, found } => format!("{cell} 应为空，现为“{found}”"),
        }
    }
}

impl From<Refused> for ImportError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Encrypted => Self::Encrypted,
            Refused::NotAWorkbook => Self::NotAWorkbook,
            Refused::TooLarge => Self::TooLarge,
        }
    }
}
