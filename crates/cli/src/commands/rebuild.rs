//! `liandong rebuild`: the read models from the log, or a comparison with it.

use super::print;
use crate::{Failure, args::Rebuild, config, opening, progress};
use anyhow::anyhow;
use liandong_app::views::projector;
use liandong_store::RebuildMode;

pub(crate) async fn run(args: &Rebuild) -> Result<(), Failure> {
    let site = config::site(&args.database)?;
    opening::must_exist(&site.db)?;
    let (app, mode) = if args.check {
        (opening::reader(&site.db).await?, RebuildMode::Check)
    } else {
        (opening::writer(&site).await?, RebuildMode::Replace)
    };
    let mut different = Vec::new();
    for town in app.store().towns().await? {
        let (bar, listener) = progress::events("重建 (rebuilding)");
        let projector = projector(&town);
        let rebuilt = app.store().rebuild(&town, projector, mode, listener).await;
        bar.finish_and_clear();
        let rebuilt = rebuilt?;
        print(&format!(
            "{town}：{} 个事件，{} 行，{} 处不同 (events, rows, differences)\n",
            rebuilt.events,
            rebuilt.rows,
            rebuilt.differences.len()
        ))?;
        different.extend(rebuilt.differences);
    }
    app.store().close().await;
    for one in &different {
        print(&format!("  {one}\n"))?;
    }
    if args.check && !different.is_empty() {
        return Err(anyhow!("查询表与事件日志不符 (the read models differ from the log)").into());
    }
    Ok(())
}
