//! `liandong report`: daily notice, weekly summary, monthly analysis, or a year of them.

use super::print;
use crate::{
    Failure,
    args::{Report as Args, ReportFormat, WhichReport},
    config, files, opening,
};
use anyhow::Context;
use liandong_analysis::Report;
use liandong_app::App;
use liandong_domain::{
    ids::TownId,
    reports::{Basis, Edition, ReportOf},
};
use liandong_report::{Fonts, analysis};
use serde_json::json;
use std::{fs, path::PathBuf};

/// A report with what it was made from, and its edition where it was published.
struct Made {
    report: Report,
    basis: Basis,
    edition: Option<Edition>,
}

pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let (to, formats, published) = args.which.rest();
    let site = config::site(&to.database)?;
    let app = opening::reader_with_key(&site).await?;
    let town = opening::town_of(&app, to.town.as_ref()).await?;
    let wanted = args.which.reports();
    let made = match published {
        true => again(&app, &town, &wanted).await?,
        false => anew(&app, &town, &wanted).await?,
    };
    let book = app.book(&town).await?;
    let name = book.registry.town().map(|town| town.name.clone());
    let name = name.unwrap_or_default();
    let fonts = match formats.contains(&ReportFormat::Pdf) {
        true => Some(Fonts::usual().context("PDF")?),
        false => None,
    };
    fs::create_dir_all(&to.out).with_context(|| format!("cannot make {}", to.out.display()))?;
    let many = matches!(args.which, WhichReport::Year(_));
    for one in &made {
        // Only when every format of a report stands is any of them written.
        for (file, bytes) in written(one, &name, formats, fonts.as_ref())? {
            let path = to.out.join(file);
            files::write_whole(&path, &bytes)?;
            if !many {
                print(&format!("{}\n", path.display()))?;
            }
        }
    }
    if many {
        let (count, out) = (made.len(), to.out.display());
        print(&format!("{out}：{count} 份报告 ({count} reports)\n"))?;
    }
    Ok(())
}

async fn anew(app: &App, town: &TownId, wanted: &[ReportOf]) -> Result<Vec<Made>, Failure> {
    let (reports, basis) = app.compute_reports(town, wanted).await?;
    let made = reports.into_iter().map(|report| Made {
        report,
        basis: basis.clone(),
        edition: None,
    });
    Ok(made.collect())
}

async fn again(app: &App, town: &TownId, wanted: &[ReportOf]) -> Result<Vec<Made>, Failure> {
    let mut made = Vec::new();
    for of in wanted {
        let found = app.report(town, &of.to_string(), None).await?;
        made.push(Made {
            report: found.report,
            basis: found.edition.basis.clone(),
            edition: Some(found.edition),
        });
    }
    Ok(made)
}

fn written(
    made: &Made,
    town: &str,
    formats: &[ReportFormat],
    fonts: Option<&Fonts>,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let edition = made.edition.as_ref();
    let printed = analysis::print(
        &made.report,
        &analysis::Heading {
            town,
            edition: edition.map(|one| one.edition),
            former: edition.and_then(|one| one.former.as_deref()),
            basis: &made.basis,
            digest: edition.map(|one| &*one.digest),
        },
    );
    let mut files = Vec::new();
    for format in formats {
        let bytes = match (format, fonts) {
            (ReportFormat::Json, _) => {
                let whole = json!({
                    "edition": edition.map(|one| one.edition),
                    "basis": made.basis,
                    "findings": printed.findings,
                    "report": made.report,
                });
                serde_json::to_vec_pretty(&whole).context("JSON")?
            }
            (ReportFormat::Pdf, Some(fonts)) => analysis::to_pdf(&printed, fonts).context("PDF")?,
            // The fonts were found when PDF is among the formats.
            (ReportFormat::Pdf, None) => continue,
            (ReportFormat::Xlsx, _) => analysis::to_xlsx(&made.report, &printed).context("XLSX")?,
        };
        files.push((PathBuf::from(format!("{}.{format}", made.report.id)), bytes));
    }
    Ok(files)
}
