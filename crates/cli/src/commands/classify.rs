//! `liandong classify`: one suggestion, or the model's worth on labelled calls.

use super::print;
use crate::{Failure, args::Classify, config, opening};
use anyhow::Context;
use liandong_app::{
    App,
    view::{Advice, advise, hazard_zh},
};
use liandong_classify::{Source, corpus};
use liandong_domain::ids::TownId;
use std::{fmt::Write, path::Path};

pub(crate) async fn run(args: &Classify) -> Result<(), Failure> {
    let app = opening::reader(&config::site(&args.database)?.db).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let told = match (&args.eval, &args.text) {
        (Some(file), _) => measured(&app, &town, file).await?,
        (None, Some(text)) => suggested(&app, &town, text).await?,
        (None, None) => String::new(),
    };
    print(&told)?;
    Ok(())
}

async fn measured(app: &App, town: &TownId, file: &Path) -> Result<String, Failure> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::input(
            format!("{shown}：读不出来：{error}"),
            format!("{shown}: cannot be read: {error}"),
        )
    })?;
    let samples = corpus::read(&text).map_err(|bad| {
        Failure::input(
            format!("{shown}:{}：应为“类别、制表符、来电”", bad.line),
            format!("{shown}:{}: {}", bad.line, bad.problem),
        )
    })?;
    let figures = app.measure_classifier(town, samples).await?;
    figures.map(|figures| figures.to_string()).ok_or_else(|| {
        Failure::input(
            format!("街镇 {town} 还没有模型；先用 train 训练"),
            format!("the town {town} has no model yet; train makes one"),
        )
    })
}

async fn suggested(app: &App, town: &TownId, text: &str) -> Result<String, Failure> {
    let book = app.book(town).await?;
    let policy = book.registry.policy();
    let hazards = policy.context("the town has no policy")?.screen(text);
    let suggestion = app.classify(town, text).await?;
    let advice = advise(&hazards, true, suggestion.as_ref());
    let mut told = format!("{}\n", advice.zh());
    for found in &hazards {
        let heard = found.heard.as_ref().unwrap_or(&found.word);
        // A String takes every write.
        let _ = writeln!(told, "  {}：{heard}", hazard_zh(found.hazard));
    }
    let Some(one) = suggestion.filter(|_| advice != Advice::Danger) else {
        return Ok(told);
    };
    let source = match one.source {
        Source::Model => "模型",
        Source::Rules => "关键词规则",
    };
    let _ = writeln!(
        told,
        "{} {}.{}%（{source}）",
        one.category.zh(),
        one.confidence / 10,
        one.confidence % 10
    );
    for reason in &one.reasons {
        let _ = writeln!(told, "  {:>6}  {}", reason.points, reason.word);
    }
    Ok(told)
}
