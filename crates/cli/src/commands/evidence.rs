//! `liandong evidence-pack`, `evidence-verify` and `reproduce`: what a third party checks without a server.

use super::print;
use crate::{
    Failure,
    args::{EvidencePack, EvidenceVerify, Reproduce},
    config, files, opening, progress,
};
use anyhow::Context;
use liandong_app::{
    App, AppError,
    evidence::{Checked, Fault, Opened, PackError, Subject, Written, check},
    filings::PressedFile,
};
use liandong_domain::{
    performance::{filing::FilingRejection, form::Form},
    time::Period,
};
use liandong_http::FormPress;
use liandong_report::{Fonts, form};
use serde_json::json;
use std::{fs, sync::Arc};

/// The app over a database, with the files beside it, to read.
async fn reader(place: &crate::args::Place) -> Result<App, Failure> {
    let site = config::site(place)?;
    let app = opening::reader(&site.db).await?;
    Ok(app.with_attachments(opening::attachments(&site.attachments)))
}

fn press() -> (FormPress, Option<Arc<Fonts>>) {
    let fonts = Fonts::usual().ok().map(Arc::new);
    (FormPress::new(fonts.clone()), fonts)
}

pub(crate) async fn pack(args: &EvidencePack) -> Result<(), Failure> {
    let app = reader(&args.database).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let subject = match (&args.filing, args.from.zip(args.to)) {
        (Some(filing), _) => Subject::Filing(filing.clone()),
        (None, Some((from, to))) => {
            let project = opening::project_of(&app, &town, args.project.as_ref()).await?;
            Subject::Period(project, Period { from, to })
        }
        (None, None) => {
            return Err(Failure::input(
                "请给出 --filing 或 --from 与 --to",
                "give --filing, or --from and --to",
            ));
        }
    };
    let (press, fonts) = press();
    let printed = move |form: &Form| make(form, fonts.as_deref());
    let end = app.store().head(&town).await?.position;
    let bar = progress::bar("读取事件 (reading the log)", end);
    let out = Written::begin(&args.out).map_err(failed)?;
    let packed = app
        .pack_evidence(&town, &subject, &press, &printed, out, &mut |done| {
            bar.set_position(done);
        })
        .await;
    bar.finish_and_clear();
    let packed = packed.map_err(failed)?;
    print(&format!(
        "{}\n链上事件 {} 个，其中表所依据的 {} 个；指标记录 {} 条 (events in the chain, of the form; records)\n\
         清单摘要 (SM3 of the manifest) {}\n",
        args.out.display(),
        packed.chain,
        packed.events,
        packed.records,
        packed.sm3
    ))?;
    Ok(())
}

/// The printed cells and files of a form that is of no filing. Without fonts the PDF is left out.
fn make(computed: &Form, fonts: Option<&Fonts>) -> Result<(String, Vec<PressedFile>), String> {
    let printed = form::print(computed);
    let cells = serde_json::to_string(&printed).map_err(|error| error.to_string())?;
    let file = |format: &str, bytes| PressedFile {
        format: format.to_owned(),
        bytes,
    };
    let xlsx = form::to_xlsx(&printed).map_err(|error| error.to_string())?;
    let docx = form::to_docx(&printed).map_err(|error| error.to_string())?;
    let mut files = vec![file("xlsx", xlsx), file("docx", docx)];
    if let Some(fonts) = fonts {
        let pdf = form::to_pdf(&printed, fonts).map_err(|error| error.to_string())?;
        files.push(file("pdf", pdf));
    }
    Ok((cells, files))
}

pub(crate) fn verify(args: &EvidenceVerify) -> Result<(), Failure> {
    let bar = progress::bar("核对事件 (checking events)", 0);
    let mut opened = Opened::open(&args.pack).map_err(failed)?;
    let checked = check(&mut opened, &mut |done| bar.set_position(done));
    bar.finish_and_clear();
    let checked = checked.map_err(failed)?;
    let text = if args.json {
        format!("{:#}\n", as_json(&checked))
    } else {
        told(&checked)
    };
    print(&text)?;
    match checked.faults.len() {
        0 => Ok(()),
        faults => Err(Failure::Failed(anyhow::anyhow!(
            "证据包有 {faults} 处不符 (the pack does not verify: {faults} faults)"
        ))),
    }
}

fn as_json(checked: &Checked) -> serde_json::Value {
    let fault = |one: &Fault| json!({"file": one.file, "line": one.line, "problem": one.problem, "zh": one.zh});
    json!({
        "ok": checked.faults.is_empty(),
        "manifest": checked.manifest,
        "manifest_sm3": checked.sm3,
        "chain": checked.chain,
        "events": checked.events,
        "masked": checked.masked,
        "records": checked.records,
        "faults": checked.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn told(checked: &Checked) -> String {
    let manifest = &checked.manifest;
    let mut text = format!(
        "{} {}，{} 至 {}{}\n文件 {} 个；链上事件 {} 个，末端 {}；表所依据的事件 {} 个（{} 个的文字已遮蔽）；指标记录 {} 条\n\
         清单摘要 (SM3 of the manifest) {}\n",
        manifest.town,
        manifest.project,
        manifest.period.from,
        manifest.period.to,
        manifest
            .filing
            .as_ref()
            .map_or_else(String::new, |id| format!("，填报 {id}")),
        manifest.files.len(),
        checked.chain,
        manifest.hash,
        checked.events,
        checked.masked,
        checked.records,
        checked.sm3,
    );
    for one in &checked.faults {
        let line = one.line.map_or_else(String::new, |line| format!(":{line}"));
        text.push_str(&format!(
            "不符 {}{line}：{} ({})\n",
            one.file, one.zh, one.problem
        ));
    }
    if checked.faults.is_empty() {
        text.push_str(
            "全部相符：文件、哈希链、由事件重新计算的数据 (files, chain and figures agree)\n",
        );
    }
    text
}

pub(crate) async fn reproduce(args: &Reproduce) -> Result<(), Failure> {
    let app = reader(&args.database).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let (press, _) = press();
    let not_signed = || AppError::Refused(FilingRejection::NotSigned.into());
    let (filing, _) = app
        .filing(&town, &args.filing)
        .await?
        .ok_or_else(not_signed)?;
    let seal = filing.seal.as_deref().ok_or_else(not_signed)?;
    fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    let mut different = 0;
    for sealed in &seal.files {
        let made = app
            .reproduce(&town, &args.filing, &sealed.format, &press)
            .await?;
        let path = args
            .out
            .join(format!("form-2-1-{}.{}", args.filing, sealed.format));
        files::write_whole(&path, &made.file.bytes)?;
        let word = if made.is_the_same() {
            "与签署时逐字节相同 (the same to the byte)"
        } else {
            different += 1;
            "与签署时不同：本机字体或程序不同 (not the same: other fonts or another program)"
        };
        print(&format!("{} {} {word}\n", path.display(), sealed.sm3))?;
    }
    if different == 0 {
        return Ok(());
    }
    Err(Failure::Failed(anyhow::anyhow!(
        "{different} 个文件不能逐字节重现 (files could not be reproduced)"
    )))
}

fn failed(error: PackError) -> Failure {
    match error {
        PackError::App(error) => error.into(),
        PackError::Bad { file, problem } => {
            Failure::input(format!("{file}：{problem}"), format!("{file}: {problem}"))
        }
        PackError::NotReproduced(position) => Failure::Failed(anyhow::anyhow!(
            "日志至第 {position} 个事件算不出所签的表，请先运行 verify (the log does not make the form that was signed)"
        )),
        PackError::Io(error) => Failure::Failed(error.into()),
    }
}
