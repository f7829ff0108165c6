//! `liandong form`: 附件2-1 from the log.

use super::{form_changes, form_check, print, self_evaluation};
use crate::{
    Failure,
    args::{Form, FormCommand, Format, MakeForm},
    config, files, opening,
};
use anyhow::Context;
use liandong_report::{Fonts, form};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) async fn run(args: &Form) -> Result<(), Failure> {
    match args {
        Form::Make(make) => write(make).await,
        Form::Other(FormCommand::Check(check)) => form_check::run(check),
        Form::Other(FormCommand::Changes(changes)) => form_changes::run(changes),
        Form::Other(FormCommand::SelfEvaluation(asked)) => self_evaluation::run(asked).await,
    }
}

async fn write(args: &MakeForm) -> Result<(), Failure> {
    let of = &args.of;
    let app = opening::reader(&config::site(&of.one.database)?.db).await?;
    let (town, project) = opening::project_in(&app, &of.one).await?;
    let computed = app.form(&town, &project, of.period()).await?;
    let printed = form::print(&computed);
    let mut written: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for format in &args.format {
        let bytes = match format {
            Format::Json => form::to_json(&computed).context("JSON")?.into_bytes(),
            Format::Xlsx => form::to_xlsx(&printed).context("XLSX")?,
            Format::Docx => form::to_docx(&printed).context("DOCX")?,
            Format::Pdf => {
                let fonts = Fonts::usual().context("PDF")?;
                form::to_pdf(&printed, &fonts).context("PDF")?
            }
        };
        let name = format!("form-2-1-{project}-{}-{}.{format}", of.from, of.to);
        written.push((args.out.join(name), bytes));
    }
    write_all(&args.out, written)
}

/// Only when every format stands is any of them written.
pub(super) fn write_all(out: &Path, written: Vec<(PathBuf, Vec<u8>)>) -> Result<(), Failure> {
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    for (path, bytes) in written {
        files::write_whole(&path, &bytes)?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}
