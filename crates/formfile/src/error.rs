//! Why a file cannot be read as a form, and what its sender can do. All of it reaches the user, in
//! Chinese first; nothing of a file's content is in it.

use crate::limits;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`limits::FILE`].
    #[error("the file is larger than {} MiB; a form is far smaller", limits::FILE / 1024 / 1024)]
    TooLarge,
    /// Unfolded, or in pages, cells or letters, it is beyond what is read.
    #[error("the file holds more than a form does ({0}); give the form alone")]
    TooMuch(&'static str),
    /// It is none of the kinds that are read.
    #[error("neither a PDF, an XLSX, a DOCX nor text; save the form as one of these")]
    UnknownKind,
    /// A binary DOC or XLS, or a DOCX or XLSX under a password.
    #[error(
        "an old DOC or XLS, or a file under a password; save it as DOCX or XLSX without a password"
    )]
    OldOffice,
    /// A zipped file that is no DOCX and no XLSX.
    #[error(
        "a zipped file that is neither an XLSX nor a DOCX; unpack it, or save the form as one of these"
    )]
    OtherOffice,
    /// Under a password, or its use is restricted.
    #[error("the file is encrypted or its use is restricted; save it without")]
    Encrypted,
    /// It is broken.
    #[error("the file is damaged ({0}); open it, save it anew and try again")]
    Damaged(&'static str),
    /// It shows a picture of a form, or letters without their meaning.
    #[error(
        "the PDF holds no readable text: a scan, or letters without codes; print the form to PDF from the program that wrote it, or send the XLSX or DOCX"
    )]
    NoText,
    /// Text in no known encoding.
    #[error("text in no known encoding (UTF-8, UTF-16, GB18030)")]
    NotText,
    /// A workbook with more than one whole form.
    #[error("more than one form in the workbook, in the sheets {}; give one at a time", .0.join(", "))]
    ManyForms(Vec<String>),
}

impl FileError {
    /// A stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::TooLarge => "too_large",
            Self::TooMuch(_) => "too_much_in_file",
            Self::UnknownKind => "unknown_kind",
            Self::OldOffice => "old_office_file",
            Self::OtherOffice => "other_zipped_file",
            Self::Encrypted => "encrypted_file",
            Self::Damaged(_) => "damaged_file",
            Self::NoText => "no_text_in_file",
            Self::NotText => "unknown_encoding",
            Self::ManyForms(_) => "many_forms",
        }
    }

    /// What to do, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "文件是空的".into(),
            Self::TooLarge => format!(
                "文件超过 {} MiB，一份表远没有这么大",
                limits::FILE / 1024 / 1024
            ),
            Self::TooMuch(what) => format!(
                "文件内容超出一份表的规模（{}），请只提供这份表",
                too_much(what)
            ),
            Self::UnknownKind => {
                "不是 PDF、XLSX、DOCX 或文本；请另存为其中一种".into()
            }
            Self::OldOffice => {
                "这是旧版 DOC、XLS，或设有密码的文件；请取消密码，另存为 DOCX 或 XLSX".into()
            }
            Self::OtherOffice => {
                "这是压缩文件，但不是 XLSX 或 DOCX；请解压，或把表另存为其中一种".into()
            }
            Self::Encrypted => "文件已加密或限制使用；请取消密码和限制后另存".into(),
            Self::Damaged(what) => {
                format!("文件已损坏（{}）；请打开后重新保存再试", damaged(what))
            }
            Self::NoText => {
                "PDF 中没有可读的文字：可能是扫描件，或文字没有编码；请从原来的程序直接打印成 PDF，或提供 XLSX、DOCX"
                    .into()
            }
            Self::NotText => "文字编码无法识别（可用 UTF-8、UTF-16、GB18030）".into(),
            Self::ManyForms(sheets) => format!(
                "工作簿中有不止一份表（工作表 {}）；请一次提供一份",
                sheets.join("、")
            ),
        }
    }
}

fn too_much(what: &str) -> &str {
    match what {
        "unfolded" => "解压后过大",
        "parts" => "文件部件过多",
        "pages" => "页数过多",
        "cells" => "单元格或段落过多",
        "letters" => "文字过多",
        "depth" => "嵌套过深",
        "drawing" => "绘图步骤过多",
        other => other,
    }
}

fn damaged(what: &str) -> &str {
    match what {
        "zip" => "压缩结构",
        "xml" => "文档结构",
        "workbook" => "工作簿结构",
        "document" => "缺少正文",
        "pdf" => "PDF 结构",
        other => other,
    }
}
