//! Projects (财政项目): opened and described by people, with the documents and surveys that prove their
//! indicators.

use crate::{
    App, AppError, Order,
    assess::follows,
    book::{TOWN_STREAM, TownEvent},
};
use liandong_domain::{
    ids::{IndicatorId, ItemId, ProjectId, TownId},
    performance::{
        account,
        project::{Project, ProjectRecord, VouchedDocument},
        survey::Survey,
    },
    refusal::{Because, Refusal},
    time::Day,
};
use liandong_store::{Commit, NewEvent, StoreError, StreamName};
use sm3::{Digest, Sm3};

/// The largest document, in bytes: 20 MiB.
pub const LARGEST_DOCUMENT: usize = 20 * 1_024 * 1_024;

/// How often opening is tried anew when somebody else writes to the register at the same moment.
const TRIES: usize = 8;

/// A document as it is brought.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Its identifier, unique in the project.
    pub id: ItemId,
    /// The indicator that it supports.
    pub indicator: IndicatorId,
    /// Its title.
    pub title: String,
    /// 文号, where it has one.
    pub number: Option<String>,
    /// Its date.
    pub day: Day,
    /// Where in it the proof stands.
    pub page: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// Describes a project: a new one, or a new version of one that is known. The caller has checked who
    /// may do it.
    ///
    /// # Errors
    /// [`AppError::Project`] when the description contradicts the rules, [`AppError::KeyReused`], or the
    /// store's failure.
    pub async fn describe_project(
        &self,
        town: &TownId,
        order: &Order,
        project: Project,
    ) -> Result<(), AppError> {
        let id = project.id.clone();
        let record = ProjectRecord::Described(Box::new(project));
        let book = self.book(town).await?;
        if !book.projects.contains_key(&id) {
            // What will be refused opens nothing.
            account::decide(None, record.clone())?;
            let opened = follows(order, &format!("project/{id}@opened"));
            self.open_project(town, &opened, &id).await?;
        }
        self.record_project(town, order, &id, &[record]).await
    }

    async fn open_project(
        &self,
        town: &TownId,
        order: &Order,
        id: &ProjectId,
    ) -> Result<(), AppError> {
        for _ in 0..TRIES {
            let book = self.book(town).await?;
            if book.projects.contains_key(id) {
                return Ok(());
            }
            let now = self.now();
            let payload = serde_json::to_string(&TownEvent::ProjectOpened(id.clone()))
                .map_err(|error| AppError::Internal(error.to_string()))?;
            let commit = Commit {
                town: town.clone(),
                stream: StreamName::new(TOWN_STREAM),
                expected: book.version,
                key: order.key.clone(),
                fingerprint: Sm3::digest(format!("open {id}").as_bytes()).into(),
                actor: order.actor.clone(),
                events: vec![NewEvent {
                    kind: "town.project_opened".into(),
                    schema: 1,
                    occurred_at: now,
                    recorded_at: now,
                    late: false,
                    payload: payload.into(),
                }],
                rows: Vec::new(),
                secrets: Vec::new(),
            };
            let turn = self.turn_to_write().await;
            let outcome = self.store().commit(vec![commit]).await.pop();
            self.forget_book(&turn, town);
            drop(turn);
            match outcome {
                Some(Ok(_)) => return Ok(()),
                Some(Err(StoreError::Conflict { .. })) => {}
                Some(Err(error)) => return Err(error.into()),
                None => return Err(AppError::Internal("the store gave no answer".into())),
            }
        }
        Err(AppError::Contended)
    }

    /// Takes in a document that proves an indicator: its bytes are kept beside the log, its SM3 and who
    /// vouches for it in the log.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], `document_empty`, `document_too_large`, [`AppError::Project`] when the
    /// project has no such indicator, or the store's failure.
    pub async fn vouch(
        &self,
        town: &TownId,
        order: &Order,
        project: &ProjectId,
        new: NewDocument,
    ) -> Result<VouchedDocument, AppError> {
        let book = self.book(town).await?;
        let state = book.project(project)?;
        if new.bytes.is_empty() {
            return Err(refused("document_empty", "文件是空的", "the file is empty").into());
        }
        if new.bytes.len() > LARGEST_DOCUMENT {
            let (zh, en) = (
                "文件过大，最多 20 MiB",
                "the file is too large; at most 20 MiB",
            );
            return Err(refused("document_too_large", zh, en).into());
        }
        let by = book.registry.account(&order.actor.account);
        let vouched_by = by.map_or_else(|| order.actor.account.to_string(), |by| by.name.clone());
        let document = VouchedDocument {
            id: new.id,
            indicator: new.indicator,
            title: new.title,
            number: new.number,
            day: new.day,
            page: new.page,
            sm3: hex::encode(Sm3::digest(&new.bytes)),
            vouched_by,
        };
        let record = ProjectRecord::Vouched(document.clone());
        // What will be refused leaves no file.
        account::decide(Some(state), record.clone())?;
        let kept = self.attachments_port().ok_or_else(not_kept)?;
        let name = file_name(&document.sm3);
        kept.put(town, &name, new.bytes)
            .await
            .map_err(AppError::Internal)?;
        self.record_project(town, order, project, &[record]).await?;
        Ok(document)
    }

    /// A document's bytes, as they were brought.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`]; `no_such_document`; `document_missing` where its file is not there
    /// or was altered; the store's failure.
    pub async fn document(
        &self,
        town: &TownId,
        project: &ProjectId,
        document: &str,
    ) -> Result<(VouchedDocument, Vec<u8>), AppError> {
        let book = self.book(town).await?;
        let mut all = book.project(project)?.documents().iter();
        let found = all.find(|(one, _)| one.id.as_str() == document);
        let (found, _) = found.ok_or_else(|| {
            let zh = format!("项目没有佐证材料“{document}”");
            let en = format!("the project has no document {document}");
            Refusal::new("no_such_document", Because::NotFound, zh, en)
        })?;
        let kept = self.attachments_port().ok_or_else(not_kept)?;
        let bytes = kept.get(town, &file_name(&found.sm3)).await;
        let bytes = bytes.map_err(AppError::Internal)?;
        let whole = bytes.filter(|bytes| hex::encode(Sm3::digest(bytes)) == found.sm3);
        let whole = whole.ok_or_else(|| {
            Refusal::new(
                "document_missing",
                Because::Gone,
                "该材料的文件不在本系统，或与登记的不符；登记的摘要仍可核对原件",
                "the document's file is not here, or not the one that was recorded",
            )
        })?;
        Ok((found.clone(), whole))
    }

    /// Takes in a survey's answers, whole.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], [`AppError::Project`] when the survey cannot be, or the store's failure.
    pub async fn enter_survey(
        &self,
        town: &TownId,
        order: &Order,
        project: &ProjectId,
        survey: Survey,
    ) -> Result<(), AppError> {
        let record = ProjectRecord::Surveyed(Box::new(survey));
        self.record_project(town, order, project, &[record]).await
    }
}

fn file_name(sm3: &str) -> String {
    format!("document-{sm3}")
}

fn refused(code: &'static str, zh: &str, en: &str) -> Refusal {
    Refusal::new(code, Because::Invalid, zh, en).about("file")
}

fn not_kept() -> Refusal {
    Refusal::new(
        "attachments_not_kept",
        Because::Conflict,
        "本机没有设置附件存放位置，请联系管理员",
        "no place is set where attachments are kept",
    )
}
