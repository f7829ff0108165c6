//! `liandong doctor`: what could go wrong with this installation, and how to mend it.

use super::print;
use crate::{
    Failure,
    args::Doctor,
    config::{self, Config},
    doctor::{self, Finding, State},
};
use anyhow::anyhow;

pub(crate) async fn run(args: &Doctor) -> Result<(), Failure> {
    let findings = match config::of(&args.place) {
        Ok(config) => examine(&config, args.full).await,
        Err(failure) => vec![Finding::bad(
            "config",
            "配置",
            failure.to_string(),
            "按提示改正配置文件或环境变量 (mend the configuration as told)",
        )],
    };
    let worst = findings.iter().map(|one| one.state).max();
    if args.json {
        let told = serde_json::json!({
            "ok": worst != Some(State::Bad),
            "findings": findings,
        });
        print(&format!("{told:#}\n"))?;
    } else {
        for one in &findings {
            print(&one.to_string())?;
        }
    }
    match worst {
        Some(State::Bad) => Err(anyhow!("有须处理的问题 (something has to be mended)").into()),
        _ => Ok(()),
    }
}

async fn examine(config: &Config, full: bool) -> Vec<Finding> {
    let db = match config.db() {
        Ok(db) => db,
        Err(failure) => {
            let hint = "写明数据库在哪里 (say where the database is)";
            return vec![Finding::bad(
                "database",
                "数据库",
                failure.to_string(),
                hint,
            )];
        }
    };
    doctor::examine(config, db, full).await
}
