//! Taking attachments in and giving them out.

use crate::{App, AppError, Executed, Order, access::Visitor, views::ATTACHMENT};
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::{AttachmentKept, CaseRejection, CommandKind, IncidentCommand, MediaType, permits},
    media::{self, BadMedia},
    refusal::{Because, Refusal},
    rights::Right,
    roles::Role,
};
use liandong_store::{CommandKey, Filter, Op, Query, Value};
use sm3::{Digest, Sm3};
use std::sync::Arc;

/// A file as it comes.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is said to be, where something is said: `image/jpeg`.
    pub said: Option<String>,
    /// What it shows, in a few words.
    pub note: Option<String>,
}

/// A file as it goes out.
#[derive(Debug, Clone)]
pub struct Download {
    /// What it is.
    pub media: MediaType,
    /// A name for it, of letters, digits, `-` and `.`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Whole.
    Whole,
    /// Not there.
    Missing,
    /// Altered, or cut short.
    Altered,
    /// Its data key was destroyed.
    Erased,
}

fn refused(code: &'static str, because: Because, zh: &str, en: &str) -> AppError {
    Refusal::new(code, because, zh, en).into()
}

fn not_kept() -> AppError {
    refused(
        "attachments_not_kept",
        Because::Conflict,
        "本机没有设置附件存放位置，请联系管理员",
        "no place is set where attachments are kept",
    )
}

fn missing() -> AppError {
    refused(
        "attachment_missing",
        Because::Gone,
        "附件文件不在存放位置，请联系管理员从备份恢复",
        "the attachment's file is not there; restore it from a backup",
    )
}

fn altered() -> AppError {
    refused(
        "attachment_altered",
        Because::Conflict,
        "附件文件与登记的不符，可能已被改动，不予提供；请联系管理员",
        "the attachment's file is not the one that was recorded",
    )
}

fn bad(why: BadMedia) -> AppError {
    let zh = match why {
        BadMedia::Unknown => "只接收 JPEG、PNG、WebP 图片和 M4A、AAC、MP3、OGG、WAV、AMR 录音",
        BadMedia::Heic => "不接收 HEIC 图片（其中的位置信息无法可靠去除），请转为 JPEG 再传",
        BadMedia::Damaged => "文件已损坏或不完整，请重新上传",
    };
    let code = match why {
        BadMedia::Unknown => "unknown_media",
        BadMedia::Heic => "heic_not_taken",
        BadMedia::Damaged => "damaged_media",
    };
    refused(code, Because::Invalid, zh, &why.to_string())
}

/// Where a file of an incident lies. By the incident too: each is under its own key.
fn name_of(id: &IncidentId, hash: &str) -> String {
    format!("{id}-{hash}")
}

/// What a file is bound to, so that one cannot stand for another.
fn bound_to(town: &TownId, id: &IncidentId, hash: &str) -> String {
    format!("{town}/{id}/{hash}")
}

/// Names by which the same kind goes about.
fn is_said(kind: MediaType, said: &str) -> bool {
    let said = said
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let others: &[&str] = match kind {
        MediaType::Jpeg => &["image/jpg", "image/pjpeg"],
        MediaType::M4a => &["audio/m4a", "audio/x-m4a", "video/mp4"],
        MediaType::Aac => &["audio/x-aac", "audio/aacp"],
        MediaType::Mp3 => &["audio/mp3"],
        MediaType::Ogg => &["audio/opus", "application/ogg"],
        MediaType::Wav => &["audio/x-wav", "audio/wave", "audio/vnd.wave"],
        MediaType::Amr => &["audio/amr-wb"],
        MediaType::Png | MediaType::Webp => &[],
    };
    said.is_empty()
        || said == "application/octet-stream"
        || said == kind.code()
        || others.contains(&&*said)
}

/// What the names of data keys begin with that seal the files of one incident, whose caller nobody knew.
pub(crate) const OWN_KEYS: &str = "incident-";

/// The name of an incident's own data key for its files.
pub(crate) fn own_key(id: &IncidentId) -> String {
    format!("{OWN_KEYS}{id}")
}

impl App {
    /// Attaches a file to an incident: known by its bytes, freed of its position, sealed, durable, and
    /// then noted in the log. The same file again changes nothing.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn attach(
        self: &Arc<Self>,
        town: &TownId,
        order: Order,
        id: &IncidentId,
        upload: Upload,
    ) -> Result<(Executed, AttachmentKept), AppError> {
        let port = self.attachments_port().ok_or_else(not_kept)?;
        let role = order.actor.role;
        if !permits(role, CommandKind::Attach) {
            let command = CommandKind::Attach;
            return Err(AppError::NotAllowed { role, command });
        }
        let (incident, _) = self.incident(town, id).await?;
        let rules = self.book(town).await?.policy()?.case.attachments;
        let media = media::kind_of(&upload.bytes).map_err(bad)?;
        if upload
            .said
            .as_deref()
            .is_some_and(|said| !is_said(media, said))
        {
            return Err(Refusal::new(
                "media_not_as_said",
                Because::Invalid,
                format!("文件内容是{}，与所报类型不符", media.zh()),
                format!("the file is {}, not what it is said to be", media.code()),
            )
            .into());
        }
        // Looked at before the work of sealing; the decision looks again.
        let (size, most) = (
            upload.bytes.len() as u64,
            if media.is_photo() {
                rules.photo_max_bytes
            } else {
                rules.audio_max_bytes
            },
        );
        if size > most {
            return Err(Refusal::from(CaseRejection::AttachmentTooLarge { size, most }).into());
        }
        let (key, wrapped) = self
            .data_key_of(
                town,
                id,
                incident.received.caller.as_ref().map(|one| &*one.key),
            )
            .await?;
        let (app, owner, number, note) = (Arc::clone(self), town.clone(), id.clone(), upload.note);
        let bytes = upload.bytes;
        let sealing = tokio::task::spawn_blocking(move || {
            let (bytes, stripped) = media::stripped(media, bytes).map_err(bad)?;
            let hash = hex::encode(Sm3::digest(&bytes));
            let file_key = app.vault().file_key(&owner, &key, &wrapped)?;
            let bound = bound_to(&owner, &number, &hash);
            let sealed = file_key.seal(app.entropy(), &bound, &bytes)?;
            let kept = AttachmentKept {
                hash: hash.into(),
                size: bytes.len() as u64,
                media,
                key: key.into(),
                stripped,
                note: note.map(Into::into),
            };
            Ok::<_, AppError>((kept, sealed))
        });
        let (kept, sealed) = sealing
            .await
            .map_err(|error| AppError::Internal(error.to_string()))??;
        let known = incident.case.attachment(&kept.hash).is_some();
        let name = name_of(id, &kept.hash);
        // A file that is lost or altered is whole again when it is brought once more.
        if !known || self.look_at(town, id, &kept).await? != Found::Whole {
            port.put(town, &name, sealed)
                .await
                .map_err(AppError::Internal)?;
        }
        let command = IncidentCommand::Attach {
            attachment: kept.clone(),
        };
        let outcome = self.command(town, order, id, &command).await;
        if outcome.is_err() && !known {
            // Refused: nobody will ask for it. A file that stays by accident is sealed all the same.
            if let Err(error) = port.remove(town, &name).await {
                tracing::warn!(%error, "a refused attachment's file stays");
            }
        }
        Ok((outcome?, kept))
    }

    /// The data key for an incident's files: the caller's, or one of its own.
    async fn data_key_of(
        &self,
        town: &TownId,
        id: &IncidentId,
        caller: Option<&str>,
    ) -> Result<(String, Vec<u8>), AppError> {
        let name = caller.map_or_else(|| own_key(id), str::to_owned);
        let store = self.store();
        if let Some(wrapped) = store.secret(town, crate::vault::DATA_KEY, &name).await? {
            return Ok((name, wrapped));
        }
        if caller.is_some() {
            return Err(AppError::Erased);
        }
        let secret = self.vault().new_data_key(self.entropy(), town, &name)?;
        let made = secret.value.clone();
        // Two at once: the first key counts.
        store
            .swap_secret(town, crate::vault::DATA_KEY, &name, None, Some(made))
            .await?;
        let wrapped = store.secret(town, crate::vault::DATA_KEY, &name).await?;
        let wrapped = wrapped.ok_or_else(|| AppError::Internal("a new key is gone".into()))?;
        Ok((name, wrapped))
    }

    /// A file of an incident for a visitor. Pictures need the right to see attachments; a recording is
    /// somebody's voice: it needs the right to read callers and a reason, and is an event first.
    ///
    /// # Errors
    /// No right, no such attachment, a missing or altered file, an erased one; the store's failure.
    pub async fn download(
        &self,
        visitor: &Visitor,
        id: &IncidentId,
        hash: &str,
        reason: Option<&str>,
    ) -> Result<Download, AppError> {
        visitor.require(Right::ReadAttachments)?;
        self.check_concerned(visitor, id).await?;
        let town = &visitor.town;
        let (incident, _) = self.incident(town, id).await?;
        let kept = incident.case.attachment(hash);
        let kept = kept.ok_or_else(|| Refusal::from(CaseRejection::NoSuchAttachment))?;
        let bytes = self.bytes_of(town, id, kept).await?;
        if !kept.media.is_photo() {
            let mut random = [0_u8; 16];
            self.entropy()
                .fill(&mut random)
                .map_err(AppError::Internal)?;
            let order = Order {
                actor: visitor.actor(),
                key: CommandKey::new(format!("recording/{}", hex::encode(random))),
                occurred_at: None,
                expected_version: None,
            };
            let command = IncidentCommand::ReadRecording {
                hash: hash.into(),
                reason: reason.unwrap_or_default().into(),
            };
            self.command(town, order, id, &command).await?;
        }
        let short = kept.hash.get(..8).unwrap_or_default();
        Ok(Download {
            media: kept.media,
            name: format!("{id}-{short}.{}", kept.media.ending()),
            bytes,
        })
    }

    /// A department's officer sees attachments only of incidents that its department has had.
    pub(crate) async fn check_concerned(
        &self,
        visitor: &Visitor,
        id: &IncidentId,
    ) -> Result<(), AppError> {
        if visitor.account.role != Role::Department {
            return Ok(());
        }
        let Some(own) = &visitor.account.department else {
            return Ok(());
        };
        let (incident, _) = self.incident(&visitor.town, id).await?;
        if incident.referrals.iter().any(|one| one.department == *own) {
            return Ok(());
        }
        Err(refused(
            "other_department",
            Because::Forbidden,
            "这起警情没有流转给本部门",
            "this incident was never referred to your department",
        ))
    }

    async fn bytes_of(
        &self,
        town: &TownId,
        id: &IncidentId,
        kept: &AttachmentKept,
    ) -> Result<Vec<u8>, AppError> {
        let port = self.attachments_port().ok_or_else(not_kept)?;
        let wrapped = self
            .store()
            .secret(town, crate::vault::DATA_KEY, &kept.key)
            .await?;
        let wrapped = wrapped.ok_or(AppError::Erased)?;
        let key = self.vault().file_key(town, &kept.key, &wrapped)?;
        let sealed = port.get(town, &name_of(id, &kept.hash)).await;
        let sealed = sealed.map_err(AppError::Internal)?.ok_or_else(missing)?;
        let (bound, hash) = (bound_to(town, id, &kept.hash), kept.hash.clone());
        let opening = tokio::task::spawn_blocking(move || {
            let bytes = key.open(&bound, &sealed)?;
            (hex::encode(Sm3::digest(&bytes)) == *hash).then_some(bytes)
        });
        let opened = opening
            .await
            .map_err(|error| AppError::Internal(error.to_string()))?;
        opened.ok_or_else(|| {
            tracing::error!(incident = %id, hash = %kept.hash, "an attachment's file was altered");
            altered()
        })
    }

    /// How the file of an attachment stands.
    ///
    /// # Errors
    /// The store's failure, or the folder's.
    pub async fn look_at(
        &self,
        town: &TownId,
        id: &IncidentId,
        kept: &AttachmentKept,
    ) -> Result<Found, AppError> {
        match self.bytes_of(town, id, kept).await {
            Ok(_) => Ok(Found::Whole),
            Err(AppError::Erased) => Ok(Found::Erased),
            Err(AppError::Refused(why)) if why.code == "attachment_missing" => Ok(Found::Missing),
            Err(AppError::Refused(why)) if why.code == "attachment_altered" => Ok(Found::Altered),
            Err(error) => Err(error),
        }
    }

    /// Looks at every attachment of a town and answers with those that are not whole: for backups and
    /// for the operator's check.
    ///
    /// # Errors
    /// As [`App::look_at`].
    pub async fn check_attachments(
        &self,
        town: &TownId,
    ) -> Result<(u64, Vec<(IncidentId, String, Found)>), AppError> {
        let query = Query {
            table: &ATTACHMENT,
            town: town.clone(),
            columns: vec!["incident", "hash"],
            filters: Vec::new(),
            order: Vec::new(),
            limit: None,
        };
        let (mut looked, mut found) = (0, Vec::new());
        for row in self.store().rows(query).await? {
            let [Value::Text(id), Value::Text(hash)] = &row[..] else {
                continue;
            };
            let id = IncidentId::new(id).map_err(|error| AppError::Internal(error.to_string()))?;
            let (incident, _) = self.incident(town, &id).await?;
            let Some(kept) = incident.case.attachment(hash) else {
                continue;
            };
            looked += 1;
            match self.look_at(town, &id, kept).await? {
                Found::Whole => {}
                other => found.push((id, hash.to_string(), other)),
            }
        }
        Ok((looked, found))
    }

    /// Removes the files under a data key that was destroyed; says how many. The key's destruction
    /// already made them unreadable.
    ///
    /// # Errors
    /// The store's failure, or the folder's.
    pub async fn remove_files_of_key(&self, town: &TownId, key: &str) -> Result<u64, AppError> {
        let Some(port) = self.attachments_port() else {
            return Ok(0);
        };
        let query = Query {
            table: &ATTACHMENT,
            town: town.clone(),
            columns: vec!["incident", "hash"],
            filters: vec![Filter {
                column: "data_key",
                op: Op::Eq,
                value: Value::Text(key.into()),
            }],
            order: Vec::new(),
            limit: None,
        };
        let mut removed = 0;
        for row in self.store().rows(query).await? {
            if let [Value::Text(id), Value::Text(hash)] = &row[..] {
                let id =
                    IncidentId::new(id).map_err(|error| AppError::Internal(error.to_string()))?;
                port.remove(town, &name_of(&id, hash))
                    .await
                    .map_err(AppError::Internal)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}
