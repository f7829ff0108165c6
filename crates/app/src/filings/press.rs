//! What prints a form: the use cases decide when, the report decides how.

use liandong_domain::{
    performance::{
        filing::{Filing, Signatures},
        form::Form,
    },
    refusal::{Because, Refusal},
    time::UtcOffset,
};

/// Prints a form and sets its files. The same input gives the same bytes, always.
pub trait Press: Send + Sync + 'static {
    /// The form with what was written into its filing, every cell as text, as JSON.
    ///
    /// # Errors
    /// [`PressError`].
    fn print(&self, form: &Form, filing: &Filing) -> Result<String, PressError>;

    /// The printed form with its signatures, as JSON, and the files that it makes.
    ///
    /// # Errors
    /// [`PressError`].
    fn sign(
        &self,
        printed: &str,
        signatures: &Signatures,
        offset: UtcOffset,
    ) -> Result<Pressed, PressError>;

    /// The files of a printed form as the template of an edition sets them.
    ///
    /// # Errors
    /// [`PressError`].
    fn set(&self, printed: &str, template: u32) -> Result<Vec<PressedFile>, PressError>;

    /// The edition of the template that new forms are set with.
    fn template(&self) -> u32;

    /// Names the fonts at hand by their files' SM3.
    fn fonts(&self) -> String;
}

/// A printed form with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// Every cell as text, as JSON.
    pub printed: String,
    /// The edition of the template.
    pub template: u32,
    /// The files.
    pub files: Vec<PressedFile>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressedFile {
    /// `pdf`, `xlsx`, `docx`.
    pub format: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a form cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// The fonts are not on this machine.
    #[error("the fonts of the form are not on this machine")]
    NoFonts,
    /// A text holds characters that the fonts do not have.
    #[error("the fonts have no glyph for: {0}")]
    Glyphs(String),
    /// A template that this program does not have.
    #[error("this program has no template {0} of the form")]
    Template(u32),
    /// The printer's own failure.
    #[error("{0}")]
    Failed(String),
}

impl From<PressError> for crate::AppError {
    fn from(error: PressError) -> Self {
        let en = error.to_string();
        let refused =
            |code, because, zh: String| Self::Refused(Refusal::new(code, because, zh, en));
        match error {
            PressError::NoFonts => refused(
                "no_fonts",
                Because::Conflict,
                "服务器缺少中文字体（Noto Serif CJK SC），不能排版；请安装后重启".into(),
            ),
            PressError::Glyphs(characters) => refused(
                "no_glyph",
                Because::Invalid,
                format!("字体中没有这些字，请换用其他字：{characters}"),
            ),
            PressError::Template(template) => refused(
                "no_such_template",
                Because::Conflict,
                format!("本程序没有第 {template} 版表样，请升级程序"),
            ),
            PressError::Failed(why) => Self::Internal(why),
        }
    }
}
