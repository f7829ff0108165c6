//! The log, its chain, the key, the read models, the clock, the attachments.

use super::Finding;
use crate::{config::Config, files};
use liandong_app::{App, AppError, views::projector};
use liandong_domain::{ids::TownId, time::Timestamp};
use liandong_store::{RebuildMode, StoreError, chain::expected_hash};
use std::path::Path;

/// Events at the end of the log that a quick look links anew.
const LAST: u64 = 1_000;
/// Before this the program did not exist: 2026-01-01T00:00:00Z. A clock behind it is wrong.
const EARLIEST: Timestamp = Timestamp(1_767_225_600);

pub(super) async fn examine(config: &Config, db: &Path, app: &App, full: bool) -> Vec<Finding> {
    let towns = match app.store().towns().await {
        Ok(towns) => towns,
        Err(error) => {
            let hint = "用 liandong restore 从备份恢复 (restore from a backup)";
            return vec![Finding::bad(
                "reading",
                "读取数据库",
                error.to_string(),
                hint,
            )];
        }
    };
    if towns.is_empty() {
        let hint = "liandong init --town 街镇资料夹 (import a town)";
        return vec![Finding::notice("towns", "街镇", "数据库里还没有街镇", hint)];
    }
    let mut all = vec![key(config, db, app, &towns).await];
    let mut last = Timestamp(0);
    for town in &towns {
        all.push(chain(app, town, full).await);
        match last_event(app, town).await {
            Ok(recorded) => last = last.max(recorded),
            Err(error) => tracing::debug!(%error, "the last event could not be read"),
        }
    }
    all.push(clock(app.now(), last));
    all.push(read_models(app, &towns, full).await);
    all
}

async fn key(config: &Config, db: &Path, app: &App, towns: &[TownId]) -> Finding {
    let (name, title) = ("key", "主密钥");
    let key = match files::master_key_at(&config.key_file(db)) {
        Ok(key) => key,
        Err(failure) => {
            let hint = "把主密钥放回原处；没有它，报警人信息永远读不出来 (put the key back)";
            return Finding::bad(name, title, failure.to_string(), hint);
        }
    };
    let mut looked = 0;
    for town in towns {
        match app.key_fits(town, &key).await {
            Ok(Some(true)) => looked += 1,
            Ok(None) => {}
            Ok(Some(false)) => {
                let hint =
                    "换回建库时的主密钥；用错的密钥服务会拒绝启动 (use the key of this database)";
                return Finding::bad(name, title, format!("与 {town} 的数据不符"), hint);
            }
            Err(error) => {
                let hint = "见数据库检查 (see the database)";
                return Finding::bad(name, title, error.to_string(), hint);
            }
        }
    }
    if looked == 0 {
        return Finding::fine(name, title, "还没有用它加密过的数据");
    }
    Finding::fine(name, title, "与数据相符")
}

async fn chain(app: &App, town: &TownId, full: bool) -> Finding {
    let (name, title) = ("chain", "哈希链");
    let hint = "停止服务，保留现场，用 liandong verify 查明位置，再从备份恢复 (stop, keep it, verify, restore)";
    let found = if full {
        let verified = app.store().verify(town, Box::new(|_| {})).await;
        verified.map(|verified| format!("{town}：{} 个事件全部重算相符", verified.events))
    } else {
        quick(app, town).await
    };
    match found {
        Ok(found) => Finding::fine(name, title, found),
        Err(error) => Finding::bad(name, title, error.to_string(), hint),
    }
}

/// Links the last events anew and holds them to the head that is written down.
async fn quick(app: &App, town: &TownId) -> Result<String, StoreError> {
    let head = app.store().head(town).await?;
    let from = head.position.saturating_sub(LAST);
    let events = app.store().log(town, from, LAST).await?;
    let mut previous = if from == 0 { Some([0; 32]) } else { None };
    let mut at = from;
    for stored in &events {
        let corrupt = |problem: &str| StoreError::Corrupt {
            town: town.clone(),
            position: stored.position,
            stream: stored.stream.to_string(),
            version: stored.version,
            problem: problem.to_owned(),
        };
        if stored.position != at + 1 {
            return Err(corrupt("does not follow the event before"));
        }
        if previous.is_some_and(|previous| expected_hash(&previous, stored) != stored.hash) {
            return Err(corrupt("its hash does not fit"));
        }
        (at, previous) = (stored.position, Some(stored.hash));
    }
    if at < head.position
        || (head.position > 0 && at == head.position && previous != Some(head.hash))
    {
        return Err(StoreError::Corrupt {
            town: town.clone(),
            position: head.position,
            stream: String::new(),
            version: 0,
            problem: "the end of the log is not the one written down".to_owned(),
        });
    }
    Ok(format!(
        "{town}：{} 个事件，最后 {} 个重算相符（--full 重算全部）",
        head.position,
        events.len()
    ))
}

async fn last_event(app: &App, town: &TownId) -> Result<Timestamp, AppError> {
    let head = app.position(town).await?;
    let last = app.log(town, head.saturating_sub(1), 1).await?;
    Ok(last
        .first()
        .map_or(Timestamp(0), |stored| stored.event.recorded_at))
}

fn clock(now: Timestamp, last: Timestamp) -> Finding {
    let (name, title) = ("clock", "系统时钟");
    let hint = "校准系统时间（systemd-timesyncd 或 chrony）后再启动服务 (set the clock)";
    if now < EARLIEST {
        return Finding::bad(name, title, format!("{now} 明显不对"), hint);
    }
    if now < last {
        let found = format!("现在 {now} 早于最后一条记录 {last}");
        return Finding::bad(name, title, found, hint);
    }
    Finding::fine(name, title, format!("{now}"))
}

async fn read_models(app: &App, towns: &[TownId], full: bool) -> Finding {
    let (name, title) = ("read_models", "查询表");
    let hint = "liandong rebuild，或重启服务（启动时自动重建） (rebuild, or restart the server)";
    match app.store().needs_rebuild().await {
        Ok(stale) if stale.is_empty() => {}
        Ok(stale) => {
            let tables: Vec<String> = stale
                .iter()
                .map(|(town, table)| format!("{town}/{}", table.name))
                .collect();
            return Finding::bad(name, title, format!("须重建：{}", tables.join("、")), hint);
        }
        Err(error) => return Finding::bad(name, title, error.to_string(), hint),
    }
    if !full {
        return Finding::fine(name, title, "结构是最新的（--full 逐行比对）");
    }
    let mut rows = 0;
    for town in towns {
        let compared = app
            .store()
            .rebuild(town, projector(town), RebuildMode::Check, Box::new(|_| {}))
            .await;
        match compared {
            Ok(rebuilt) if rebuilt.differences.is_empty() => rows += rebuilt.rows,
            Ok(rebuilt) => {
                let first = rebuilt.differences.first().cloned().unwrap_or_default();
                let found = format!(
                    "{town}：{} 处与记录不符，如 {first}",
                    rebuilt.differences.len()
                );
                return Finding::bad(name, title, found, hint);
            }
            Err(error) => return Finding::bad(name, title, error.to_string(), hint),
        }
    }
    Finding::fine(name, title, format!("{rows} 行与记录逐行相符"))
}
