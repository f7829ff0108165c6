//! The examinations, one after another. None changes anything.

mod data;
mod machine;
mod register;
mod server;

use crate::{config::Config, opening};
use serde::Serialize;
use std::{fmt, path::Path};

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// As it should be.
    Fine,
    /// Works, but should be looked at.
    Notice,
    /// Has to be mended.
    Bad,
}

/// What an examination found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    /// Its stable name.
    pub(crate) name: &'static str,
    /// What people call it.
    pub(crate) title: &'static str,
    pub(crate) state: State,
    /// What was found.
    pub(crate) found: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<&'static str>,
}

impl Finding {
    pub(crate) fn fine(name: &'static str, title: &'static str, found: impl Into<String>) -> Self {
        Self {
            name,
            title,
            state: State::Fine,
            found: found.into(),
            hint: None,
        }
    }

    pub(crate) fn notice(
        name: &'static str,
        title: &'static str,
        found: impl Into<String>,
        hint: &'static str,
    ) -> Self {
        Self {
            state: State::Notice,
            hint: Some(hint),
            ..Self::fine(name, title, found)
        }
    }

    pub(crate) fn bad(
        name: &'static str,
        title: &'static str,
        found: impl Into<String>,
        hint: &'static str,
    ) -> Self {
        Self {
            state: State::Bad,
            ..Self::notice(name, title, found, hint)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Fine => "正常",
            State::Notice => "注意",
            State::Bad => "问题",
        };
        writeln!(f, "[{state}] {}：{}", self.title, self.found)?;
        match self.hint {
            Some(hint) => writeln!(f, "       → {hint}"),
            None => Ok(()),
        }
    }
}

/// Examines an installation. `full` also computes the whole chain anew and compares every row.
pub(crate) async fn examine(config: &Config, db: &Path, full: bool) -> Vec<Finding> {
    let mut all = vec![Finding::fine("config", "配置", "可读，没有不认识的项")];
    all.extend(machine::files(config, db));
    all.extend(server::examine(db).await);
    all.push(machine::disk(config, db));
    all.push(machine::fonts());
    let app = match opening::reader_of_any_age(db).await {
        Ok(app) => app,
        Err(failure) => {
            all.push(Finding::bad(
                "opening",
                "打开数据库",
                failure.to_string(),
                "确认路径和权限；若文件损坏，用 liandong restore 从备份恢复 (check path and rights, or restore)",
            ));
            return all;
        }
    };
    all.extend(data::examine(config, db, &app, full).await);
    all.extend(register::examine(&app).await);
    app.store().close().await;
    all
}
