//! `liandong form self-evaluation`: 项目支出绩效自评表 from the log.

use super::{form::write_all, print};
use crate::{
    Failure,
    args::{FormSelfEvaluation, Format},
    config, opening,
};
use anyhow::Context;
use liandong_report::{Fonts, evaluation};
use std::path::PathBuf;

pub(super) async fn run(args: &FormSelfEvaluation) -> Result<(), Failure> {
    let app = opening::reader(&config::site(&args.database)?.db).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let project = opening::project_of(&app, &town, args.project.as_ref()).await?;
    let (form, scored) = app
        .self_evaluation(&town, &project, args.year, &args.award)
        .await?;
    let printed = evaluation::print(&form, &scored);
    let year = form.budget.year;
    let mut written: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for format in &args.format {
        let bytes = match format {
            Format::Json => evaluation::to_json(&form, &scored)
                .context("JSON")?
                .into_bytes(),
            Format::Xlsx => evaluation::to_xlsx(&printed).context("XLSX")?,
            Format::Docx => evaluation::to_docx(&printed).context("DOCX")?,
            Format::Pdf => {
                let fonts = Fonts::usual().context("PDF")?;
                evaluation::to_pdf(&printed, &fonts).context("PDF")?
            }
        };
        let name = format!("self-evaluation-{project}-{year}.{format}");
        written.push((args.out.join(name), bytes));
    }
    write_all(&args.out, written)?;
    let total = &printed.total;
    print(&format!(
        "总分 {}，等级 {} (total and grade)\n",
        total.score, total.grade
    ))?;
    Ok(())
}
