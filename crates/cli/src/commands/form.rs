//! `liandong form`: 附件2-1 from the log.

use super::print;
use crate::{
    Failure,
    args::{Form, Format},
    files, opening,
};
use anyhow::Context;
use liandong_report::{Fonts, form};
use std::{fs, path::PathBuf};

pub(crate) async fn run(args: &Form) -> Result<(), Failure> {
    let of = &args.of;
    let app = opening::reader(&of.database.db).await?;
    let town = opening::town_of(&app, of.town.as_ref()).await?;
    let project = opening::project_of(&app, &town, of.project.as_ref()).await?;
    let computed = app.form(&town, &project, of.period()).await?;
    let printed = form::print(&computed);
    let mut written: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for format in &args.format {
        let bytes = match format {
            Format::Json => form::to_json(&computed).context("JSON")?.into_bytes(),
            Format::Xlsx => form::to_xlsx(&printed).context("XLSX")?,
            Format::Pdf => {
                let fonts = Fonts::usual().context("PDF")?;
                form::to_pdf(&printed, &fonts).context("PDF")?
            }
        };
        let name = format!("form-2-1-{project}-{}-{}.{format}", of.from, of.to);
        written.push((args.out.join(name), bytes));
    }
    // Only when every format stands is any of them written.
    fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    for (path, bytes) in written {
        files::write_whole(&path, &bytes)?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}
