//! `liandong enter`: late entries (补报) from a file, such as a radio log written down by hand while
//! the line was down. All of it is entered, or nothing.

use super::print;
use crate::{Failure, args::Enter, config, failure::Complaint, opening};
use anyhow::Context;
use liandong_app::{App, AppError, Batch, Order, book::Book, messages};
use liandong_domain::{
    ids::{AccountId, IncidentId, TownId},
    incident::IncidentCommand,
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey};
use serde::Deserialize;
use sm3::{Digest, Sm3};
use std::{fs, path::Path};

/// One line: who did what to which incident, and when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    incident: IncidentId,
    account: AccountId,
    /// When it happened; now, when left out.
    #[serde(default)]
    occurred_at: Option<Timestamp>,
    command: IncidentCommand,
}

/// Where an entry stands, for complaints.
struct Place<'a> {
    file: &'a Path,
    line: usize,
}

impl Place<'_> {
    fn complaint(&self, field: Option<&str>, zh: &str, en: &str) -> Complaint {
        let (file, line) = (self.file.display(), self.line);
        let (field_zh, field_en) = field.map_or_else(Default::default, |field| {
            (format!("，{field}"), format!("{field}: "))
        });
        Complaint {
            zh: format!("{file} 第 {line} 行{field_zh}：{zh}"),
            en: format!("{file}:{line}: {field_en}{en}"),
        }
    }
}

pub(crate) async fn run(args: &Enter) -> Result<(), Failure> {
    let text = fs::read_to_string(&args.file).map_err(|error| {
        let file = args.file.display();
        Failure::input(
            format!("{file} 不能读取：{error}"),
            format!("{file} cannot be read: {error}"),
        )
    })?;
    let entries = parse(&args.file, &text)?;
    let app = opening::writer(&config::site(&args.database)?).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let entered = enter(&app, &town, &args.file, &entries).await;
    app.store().close().await;
    let (entered, known) = entered?;
    print(&format!(
        "记入 {entered} 条，早已记过 {known} 条 (entered {entered}, known {known})\n"
    ))?;
    Ok(())
}

/// The entries with their lines and keys; everything that is wrong with them at once.
fn parse(file: &Path, text: &str) -> Result<Vec<(usize, CommandKey, Entry)>, Failure> {
    let mut entries = Vec::new();
    let mut complaints = Vec::new();
    for (nth, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let place = Place {
            file,
            line: nth + 1,
        };
        match serde_json::from_str::<Entry>(line) {
            // The same line is the same act, however often the file is entered.
            Ok(entry) => {
                let digest = Sm3::digest(line.trim().as_bytes());
                let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                let key = CommandKey::new(format!("enter/{digest}"));
                entries.push((place.line, key, entry));
            }
            Err(error) => {
                let column = error.column();
                let zh = format!("第 {column} 列不成立：{error}");
                complaints.push(place.complaint(None, &zh, &error.to_string()));
            }
        }
    }
    if complaints.is_empty() {
        Ok(entries)
    } else {
        Err(Failure::Input(complaints))
    }
}

async fn enter(
    app: &App,
    town: &TownId,
    file: &Path,
    entries: &[(usize, CommandKey, Entry)],
) -> Result<(usize, usize), Failure> {
    let book = app.book(town).await?;
    let mut batch = app.batch(town).await?;
    let mut known = 0;
    for (line, key, entry) in entries {
        let seen = app.store().receipt(town, key).await;
        if seen.context("cannot look a key up")?.is_some() {
            known += 1;
            continue;
        }
        let place = Place { file, line: *line };
        decide(&mut batch, &book, key, entry, &place).await?;
    }
    let entered = batch.len();
    batch.flush().await?;
    Ok((entered, known))
}

async fn decide(
    batch: &mut Batch<'_>,
    book: &Book,
    key: &CommandKey,
    entry: &Entry,
    place: &Place<'_>,
) -> Result<(), Failure> {
    let Some(account) = book.registry.account(&entry.account) else {
        let id = &entry.account;
        let (zh, en) = (
            format!("没有账号 {id}"),
            format!("there is no account {id}"),
        );
        return Err(Failure::Input(vec![place.complaint(
            Some("account"),
            &zh,
            &en,
        )]));
    };
    let order = Order {
        actor: Actor {
            account: account.id.clone(),
            role: account.role,
        },
        key: key.clone(),
        occurred_at: entry.occurred_at,
        expected_version: None,
    };
    match batch.command(&order, &entry.incident, &entry.command).await {
        Ok(_) => Ok(()),
        Err(error @ (AppError::Store(_) | AppError::Internal(_))) => Err(error.into()),
        Err(error) => {
            let (zh, en) = (messages::zh(&error), error.to_string());
            // The English message of a rule names the field by itself.
            let mut complaint = place.complaint(error.field(), &zh, "");
            complaint.en = place.complaint(None, "", &en).en;
            Err(Failure::Input(vec![complaint]))
        }
    }
}
