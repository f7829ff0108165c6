//! Filings: forms on their way to signatures, locked, reproduced, corrected.

mod press;
mod table;

pub use press::{Press, PressError, Pressed, PressedFile};
pub use table::FILING;

use crate::{App, AppError, Order, book::Book, streams::Acted};
use liandong_domain::{
    ids::{ItemId, ProjectId, TownId},
    performance::{
        filing::{
            Filing, FilingCommand, FilingFacts, FilingRejection, FilingStage, Seal, SealedFile,
            Signature, Snapshot, filing_id, read_id,
        },
        form::Form,
    },
    planning::Study,
};
use liandong_store::{Filter, Op, Query, Value};
use sm3::{Digest, Sm3};

/// A filing in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingLine {
    /// Its name: project, tracking period, edition.
    pub id: String,
    /// The filing.
    pub filing: Filing,
    /// The version of its stream.
    pub version: u64,
    /// The signed edition that has taken its place.
    pub superseded_by: Option<u32>,
}

/// A file of a signed form, made again from what was locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reproduced {
    /// The file.
    pub file: PressedFile,
    /// What the seal says of it.
    pub sealed: SealedFile,
}

impl Reproduced {
    /// Whether it is the signed file, to the byte.
    #[must_use]
    pub fn is_the_same(&self) -> bool {
        digest(&self.file.bytes) == self.sealed.sm3
    }
}

/// SM3, hexadecimal.
fn digest(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}

impl App {
    /// A filing with the version of its stream; `None` before it is opened.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], or the store's failure.
    pub async fn filing(&self, town: &TownId, id: &str) -> Result<Option<(Filing, u64)>, AppError> {
        let (project, _, _) = named(id)?;
        self.book(town).await?.project(&project)?;
        self.state_of::<Filing>(town, id).await
    }

    /// All filings of a project, by tracking period and edition.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], or the store's failure.
    pub async fn filings(
        &self,
        town: &TownId,
        project: &ProjectId,
    ) -> Result<Vec<FilingLine>, AppError> {
        self.book(town).await?.project(project)?;
        let query = Query {
            table: &FILING,
            town: town.clone(),
            columns: vec!["id"],
            filters: vec![Filter {
                column: "project",
                op: Op::Eq,
                value: Value::Text(project.as_str().into()),
            }],
            order: vec![("id", false)],
            limit: None,
        };
        let mut lines = Vec::new();
        for row in self.store().rows(query).await? {
            if let [Value::Text(id)] = &row[..]
                && let Some((filing, version)) = self.state_of::<Filing>(town, id).await?
            {
                lines.push(FilingLine {
                    id: id.to_string(),
                    filing,
                    version,
                    superseded_by: None,
                });
            }
        }
        lines.sort_by(|a, b| {
            let key = |line: &FilingLine| (line.filing.period.to, line.filing.edition);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        let signed: Vec<(ItemId, u32, Option<u32>)> = lines
            .iter()
            .filter(|line| line.filing.stage == FilingStage::Signed)
            .map(|line| {
                let one = &line.filing;
                (one.tracking.clone(), one.edition, one.supersedes)
            })
            .collect();
        for line in &mut lines {
            let one = &line.filing;
            let by = signed.iter().find(|(tracking, _, former)| {
                *tracking == one.tracking && *former == Some(one.edition)
            });
            line.superseded_by = by.map(|(_, edition, _)| *edition);
        }
        Ok(lines)
    }

    /// The edition that the next [`FilingCommand::Open`] of a tracking period would be.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn next_edition(
        &self,
        town: &TownId,
        project: &ProjectId,
        tracking: &ItemId,
    ) -> Result<u32, AppError> {
        let lines = self.filings(town, project).await?;
        let of_period = lines
            .iter()
            .filter(|line| line.filing.tracking == *tracking);
        let last = of_period.map(|line| line.filing.edition).max();
        Ok(last.unwrap_or(0).saturating_add(1))
    }

    /// The form of an open filing as it would be printed now, as JSON, with its figures.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], `filing_not_opened`, a [`PressError`], or the store's failure.
    pub async fn draft_filing(
        &self,
        town: &TownId,
        id: &str,
        press: &dyn Press,
    ) -> Result<(Form, String), AppError> {
        let (project, _, _) = named(id)?;
        let (filing, _) = self.filing(town, id).await?.ok_or_else(not_opened)?;
        if let Some(snapshot) = &filing.snapshot {
            return Ok((snapshot.form.clone(), snapshot.printed.clone()));
        }
        let form = self.form(town, &project, filing.period).await?;
        let printed = press.print(&form, &filing)?;
        Ok((form, printed))
    }

    /// Gives a command to a filing. The caller has checked who may give it.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], what the rules refuse, a [`PressError`], or the store's failure.
    pub async fn file(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        command: &FilingCommand,
        press: &dyn Press,
    ) -> Result<Acted<Filing>, AppError> {
        let (project, tracking, edition) = named(id)?;
        let book = self.book(town).await?;
        let state = self.state_of::<Filing>(town, id).await?;
        let state = state.map(|(state, _)| state);
        let mut form = None;
        let mut snapshot = None;
        let mut seal = None;
        let mut earlier = None;
        let mut study = None;
        match (command, &state) {
            (FilingCommand::Open { .. }, None) if edition > 1 => {
                let before = filing_id(&project, &tracking, edition - 1);
                earlier = self.state_of::<Filing>(town, &before).await?;
            }
            (FilingCommand::Quote { study: id }, Some(_)) => {
                study = self.state_of::<Study>(town, id.as_str()).await?;
            }
            (FilingCommand::Judge(_), Some(state)) => {
                form = Some(self.form(town, &project, state.period).await?);
            }
            (FilingCommand::Prepare, Some(state)) if state.stage == FilingStage::Open => {
                let computed = self.form(town, &project, state.period).await?;
                let printed = press.print(&computed, state)?;
                // What cannot be set in type is told to the one who can still change it.
                press.sign(&printed, &state.signatures, book.registry.utc_offset())?;
                snapshot = Some(Snapshot {
                    form: computed,
                    sm3: digest(printed.as_bytes()),
                    printed,
                });
            }
            (FilingCommand::Sign, Some(state)) if state.stage == FilingStage::Reviewed => {
                seal = Some(self.seal(&book, &order, state, press)?);
            }
            _ => {}
        }
        let by = order.actor.account.clone();
        let account = book.registry.account(&by);
        let facts = FilingFacts {
            by: &by,
            name: account.map_or(by.as_str(), |account| &account.name),
            project: book.project(&project)?.project(),
            earlier: earlier.as_ref().map(|(state, _)| state),
            form: form.as_ref(),
            study: study.as_ref().map(|(state, _)| state),
            snapshot: snapshot.as_ref(),
            seal: seal.as_ref(),
            offset: book.registry.utc_offset(),
            grace: book.policy()?.entry_grace_seconds,
        };
        self.act::<Filing>(town, order, id, command, facts).await
    }

    /// The locked form of a reviewed filing, with the signature that is about to be given.
    fn seal(
        &self,
        book: &Book,
        order: &Order,
        state: &Filing,
        press: &dyn Press,
    ) -> Result<Seal, AppError> {
        let nothing = || AppError::Refused(FilingRejection::NothingToSeal.into());
        let snapshot = state.snapshot.as_deref().ok_or_else(nothing)?;
        let by = order.actor.account.clone();
        let account = book.registry.account(&by);
        let name = account.map_or(by.as_str(), |account| &account.name).into();
        let mut signatures = state.signatures.clone();
        let now = self.now();
        signatures.signed = Some(Signature {
            by,
            name,
            at: order.occurred_at.unwrap_or(now).min(now),
        });
        let pressed = press.sign(&snapshot.printed, &signatures, book.registry.utc_offset())?;
        let files = pressed.files.iter().map(|file| SealedFile {
            format: file.format.clone(),
            sm3: digest(&file.bytes),
            size: file.bytes.len() as u64,
        });
        Ok(Seal {
            files: files.collect(),
            sm3: digest(pressed.printed.as_bytes()),
            printed: pressed.printed,
            template: pressed.template,
            fonts: press.fonts(),
        })
    }

    /// A file of a signed form, made again from its seal.
    ///
    /// # Errors
    /// `filing_not_signed`, `no_such_format`, a [`PressError`], or the store's failure.
    pub async fn reproduce(
        &self,
        town: &TownId,
        id: &str,
        format: &str,
        press: &dyn Press,
    ) -> Result<Reproduced, AppError> {
        let (filing, _) = self.filing(town, id).await?.ok_or_else(not_opened)?;
        let seal = filing.seal.as_deref();
        let seal = seal.ok_or_else(|| AppError::Refused(FilingRejection::NotSigned.into()))?;
        let sealed = seal.files.iter().find(|file| file.format == format);
        let sealed = sealed.cloned().ok_or_else(|| {
            AppError::Refused(FilingRejection::NoFormat(format.to_owned()).into())
        })?;
        let files = press.set(&seal.printed, seal.template)?;
        let file = files.into_iter().find(|file| file.format == format);
        let file = file.ok_or_else(|| {
            AppError::Refused(FilingRejection::NoFormat(format.to_owned()).into())
        })?;
        Ok(Reproduced { file, sealed })
    }
}

fn named(id: &str) -> Result<(ProjectId, ItemId, u32), AppError> {
    read_id(id).ok_or_else(|| AppError::Refused(FilingRejection::NoFiling(id.to_owned()).into()))
}

fn not_opened() -> AppError {
    AppError::Refused(FilingRejection::NotOpened.into())
}
