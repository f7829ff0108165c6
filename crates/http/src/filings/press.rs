//! The press: forms printed and set by the report, for the use cases.

use liandong_app::filings::{Press, PressError, Pressed, PressedFile};
use liandong_domain::{
    performance::{
        filing::{Filing, Signatures},
        form::Form,
    },
    time::UtcOffset,
};
use liandong_report::{
    Fonts, ReportError,
    form::{self, PrintedForm},
};
use sm3::{Digest, Sm3};
use std::sync::{Arc, OnceLock};
use tokio::runtime::{Handle, RuntimeFlavor};

/// Prints and sets forms with the fonts of this machine.
#[derive(Debug)]
pub struct FormPress {
    fonts: Option<Arc<Fonts>>,
    names: OnceLock<String>,
}

impl FormPress {
    /// A press with these fonts; without them no PDF can be set, and so no form be signed.
    #[must_use]
    pub const fn new(fonts: Option<Arc<Fonts>>) -> Self {
        Self {
            fonts,
            names: OnceLock::new(),
        }
    }

    fn files(&self, printed: &PrintedForm) -> Result<Vec<PressedFile>, PressError> {
        let fonts = self.fonts.as_deref().ok_or(PressError::NoFonts)?;
        let pdf = form::to_pdf(printed, fonts).map_err(failed)?;
        let xlsx = form::to_xlsx(printed).map_err(failed)?;
        let docx = form::to_docx(printed).map_err(failed)?;
        let file = |format: &str, bytes| PressedFile {
            format: format.to_owned(),
            bytes,
        };
        Ok(vec![
            file("pdf", pdf),
            file("xlsx", xlsx),
            file("docx", docx),
        ])
    }
}

impl Press for FormPress {
    fn print(&self, form: &Form, filing: &Filing) -> Result<String, PressError> {
        write(&form::filed(form, filing))
    }

    fn sign(
        &self,
        printed: &str,
        signatures: &Signatures,
        offset: UtcOffset,
    ) -> Result<Pressed, PressError> {
        let signed = form::sign(read(printed)?, signatures, offset);
        Ok(Pressed {
            printed: write(&signed)?,
            template: form::TEMPLATE_EDITION,
            files: aside(|| self.files(&signed))?,
        })
    }

    fn set(&self, printed: &str, template: u32) -> Result<Vec<PressedFile>, PressError> {
        if template != form::TEMPLATE_EDITION {
            return Err(PressError::Template(template));
        }
        let printed = read(printed)?;
        aside(|| self.files(&printed))
    }

    fn template(&self) -> u32 {
        form::TEMPLATE_EDITION
    }

    fn fonts(&self) -> String {
        let names = self.names.get_or_init(|| {
            let Some(fonts) = self.fonts.as_deref() else {
                return String::new();
            };
            let digests = fonts.files().map(|file| hex::encode(Sm3::digest(file)));
            digests.collect::<Vec<_>>().join(",")
        });
        names.clone()
    }
}

/// Typesetting takes a core for a moment: other requests are not kept waiting for it, where there is
/// another thread to serve them.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

fn read(printed: &str) -> Result<PrintedForm, PressError> {
    serde_json::from_str(printed).map_err(|error| PressError::Failed(error.to_string()))
}

fn write(printed: &PrintedForm) -> Result<String, PressError> {
    serde_json::to_string(printed).map_err(|error| PressError::Failed(error.to_string()))
}

fn failed(error: ReportError) -> PressError {
    match error {
        ReportError::GlyphMissing { characters } => PressError::Glyphs(characters),
        other => PressError::Failed(other.to_string()),
    }
}
