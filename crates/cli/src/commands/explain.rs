//! `liandong explain`: the very records behind an indicator's figure.

use super::print;
use crate::{Failure, args::Explain, config, opening};
use liandong_app::AppError;
use liandong_report::explain;

pub(crate) async fn run(args: &Explain) -> Result<(), Failure> {
    let of = &args.of;
    let app = opening::reader(&config::site(&of.one.database)?.db).await?;
    let (town, project) = opening::project_in(&app, &of.one).await?;
    let book = app.book(&town).await?;
    let indicators = &book.project(&project)?.project().indicators;
    let Some(indicator) = indicators.iter().find(|one| one.id == args.indicator) else {
        let known: Vec<&str> = indicators.iter().map(|one| one.id.as_str()).collect();
        let known = known.join(", ");
        let unknown = &args.indicator;
        return Err(Failure::input(
            format!("没有指标 {unknown}；本项目有：{known}"),
            format!("there is no indicator {unknown}; this project has: {known}"),
        ));
    };
    let mut items = Vec::new();
    let mut total = 0_usize;
    let limit = args.limit.unwrap_or(usize::MAX);
    let figure = app
        .explain(&town, &project, &args.indicator, of.period(), &mut |item| {
            total += 1;
            if items.len() < limit {
                items.push(item);
            }
        })
        .await
        .map_err(|error: AppError| Failure::from(error))?;
    let due = &indicator.due;
    let text = if args.csv {
        explain::csv(due, &items)
    } else {
        explain::table(&indicator.name, due, &figure, &items)
    };
    print(&text)?;
    if items.len() < total {
        eprintln!(
            "只列出前 {} 条，共 {total} 条 (the first {} of {total} records)",
            items.len(),
            items.len()
        );
    }
    Ok(())
}
