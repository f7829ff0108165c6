//! Writing a pack.

use super::{
    CHAIN, DOCUMENTS, EVENTS, EVIDENCE, FORM, FORMAT, MANIFEST, PRINTED, PackError, PackManifest,
    files::Written,
    lines::{EventLine, ItemLine, json_line, link},
    replay::Replay,
};
use crate::{
    App, AppError,
    filings::{Press, PressedFile},
};
use liandong_domain::{
    ids::{ProjectId, TownId},
    performance::{
        filing::{FilingRejection, read_id},
        form::Form,
        formula::{Baseline, Formula},
    },
    time::Period,
};
use liandong_store::chain;

/// Events that are read from the log at once.
const PART: u64 = 5_000;

/// Makes the printed cells (as JSON) and the files of a form; a sentence where it cannot.
pub type Print = dyn Fn(&Form) -> Result<(String, Vec<PressedFile>), String> + Send + Sync;

/// Whose evidence.
#[derive(Debug, Clone)]
pub enum Subject {
    /// The form of a project over a period, as the log makes it now.
    Period(ProjectId, Period),
    /// A filing that was prepared or signed, as it stands still.
    Filing(String),
}

/// What was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// What the pack says of itself.
    pub manifest: PackManifest,
    /// SM3 of the manifest's bytes, hexadecimal: told by another way than the pack, it vouches for all of it.
    pub sm3: String,
    /// Events in the chain.
    pub chain: u64,
    /// Events that the form rests on.
    pub events: u64,
    /// Records behind the indicators.
    pub records: u64,
}

/// The form that a pack is of.
struct Of {
    project: ProjectId,
    period: Period,
    position: u64,
    hash: String,
    filing: Option<String>,
    /// The form as it stands still, its printed cells, and the files that were signed.
    still: Option<(Form, String, Vec<PressedFile>)>,
}

impl App {
    /// Writes a pack. `printed` makes the printed cells (as JSON) and the files of a form that is of no
    /// filing; `progress` is told how many events of the log were read.
    ///
    /// # Errors
    /// [`PackError`]. What was written so far is no pack.
    pub async fn pack_evidence(
        &self,
        town: &TownId,
        subject: &Subject,
        press: &dyn Press,
        printed: &Print,
        mut out: Written,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Packed, PackError> {
        let of = self.subject(town, subject, press).await?;
        let days = self.days(town, &of).await?;
        let mut replay = Replay::new(town, &of.project);
        let mut links = String::new();
        let (mut at, mut events) = (0, 0);
        out.start(EVENTS)?;
        while at < of.position {
            let part = self.store().log(town, at, PART).await?;
            let Some(last) = part.last().map(|last| last.position.min(of.position)) else {
                let problem = format!("it ends at event {at}, before {}", of.position);
                return Err(PackError::bad("the log", problem));
            };
            for stored in part.iter().filter(|one| one.position <= of.position) {
                let event = &stored.event;
                let content = chain::content_digest(
                    town,
                    &stored.stream,
                    stored.version,
                    &stored.actor,
                    &stored.command,
                    event,
                );
                links.push_str(&link(stored.position, &content, &stored.hash));
                let rests = replay.take(stored, &days).map_err(AppError::Internal)?;
                if rests {
                    events += 1;
                    out.write(&json_line(&EventLine::new(stored))?)?;
                }
            }
            at = last;
            progress(at);
        }
        out.end()?;
        out.add(CHAIN, links.as_bytes())?;
        let form = replay.form(of.period, of.position, &of.hash);
        let form = form.map_err(AppError::Internal)?;
        let (cells, files) = match of.still {
            Some((still, _, _)) if still != form => {
                return Err(PackError::NotReproduced(of.position));
            }
            Some((_, cells, files)) => (cells, files),
            None => printed(&form).map_err(AppError::Internal)?,
        };
        out.add(FORM, &pretty(&form)?)?;
        out.add(PRINTED, cells.as_bytes())?;
        for file in &files {
            out.add(&format!("form-2-1.{}", file.format), &file.bytes)?;
        }
        let mut records = 0;
        for (nth, indicator) in (1..).zip(replay.indicators().map_err(AppError::Internal)?) {
            out.start(&format!("{EVIDENCE}{nth:02}-{}.jsonl", indicator.id))?;
            let mut lines: Vec<u8> = Vec::new();
            let mut broken = None;
            let mut each = |item, (events, last, hash): (u64, u64, [u8; 32])| {
                records += 1;
                let hash = hex::encode(hash);
                match json_line(&ItemLine {
                    item,
                    events,
                    last,
                    hash,
                }) {
                    Ok(line) => lines.extend(line),
                    Err(error) => broken = Some(error),
                }
            };
            let told = replay.evidence(indicator, of.period, &mut each);
            told.map_err(AppError::Internal)?;
            if let Some(error) = broken {
                return Err(error);
            }
            out.write(&lines)?;
            out.end()?;
        }
        self.documents_into(town, &of.project, &replay, &mut out)
            .await?;
        out.add("README.txt", README.as_bytes())?;
        let manifest = PackManifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: self.now(),
            town: town.clone(),
            project: of.project,
            period: of.period,
            filing: of.filing,
            days,
            position: of.position,
            hash: of.hash,
            files: out.files(),
        };
        let bytes = pretty(&manifest)?;
        out.add(MANIFEST, &bytes)?;
        out.finish()?;
        Ok(Packed {
            manifest,
            sm3: hex::encode(chain::digest_of(&bytes)),
            chain: of.position,
            events,
            records,
        })
    }

    async fn subject(
        &self,
        town: &TownId,
        subject: &Subject,
        press: &dyn Press,
    ) -> Result<Of, PackError> {
        let id = match subject {
            Subject::Period(project, period) => {
                crate::forms::check(*period)?;
                self.book(town).await?.project(project)?;
                let head = self.store().head(town).await?;
                return Ok(Of {
                    project: project.clone(),
                    period: *period,
                    position: head.position,
                    hash: hex::encode(head.hash),
                    filing: None,
                    still: None,
                });
            }
            Subject::Filing(id) => id,
        };
        let refused = |why: FilingRejection| AppError::Refused(why.into());
        let (project, _, _) =
            read_id(id).ok_or_else(|| refused(FilingRejection::NoFiling(id.clone())))?;
        let (filing, _) = self
            .filing(town, id)
            .await?
            .ok_or_else(|| refused(FilingRejection::NotOpened))?;
        let snapshot = filing.snapshot.as_deref();
        let snapshot = snapshot.ok_or_else(|| refused(FilingRejection::NotPrepared))?;
        let (cells, files) = match filing.seal.as_deref() {
            Some(seal) => {
                let files = press.set(&seal.printed, seal.template);
                (seal.printed.clone(), files.map_err(AppError::from)?)
            }
            None => {
                let files = press.set(&snapshot.printed, press.template());
                (snapshot.printed.clone(), files.map_err(AppError::from)?)
            }
        };
        let form = snapshot.form.clone();
        Ok(Of {
            project,
            period: form.period,
            position: form.basis.log_position,
            hash: form.basis.log_hash.clone(),
            filing: Some(id.clone()),
            still: Some((form, cells, files)),
        })
    }

    /// The days whose incidents the form looks at.
    async fn days(&self, town: &TownId, of: &Of) -> Result<Vec<Period>, PackError> {
        let book = self.book(town).await?;
        let compares = Formula::HandledWithoutPolice {
            against: Baseline::YearBefore,
        };
        let mut versions = book.project(&of.project)?.versions();
        let earlier = versions.any(|version| {
            let mut all = version.indicators.iter();
            all.any(|one| one.formula == compares)
        });
        let mut days = vec![of.period];
        if earlier {
            days.push(of.period.year_before());
        }
        Ok(days)
    }

    /// The files of documents, as far as they are kept here.
    async fn documents_into(
        &self,
        town: &TownId,
        project: &ProjectId,
        replay: &Replay,
        out: &mut Written,
    ) -> Result<(), PackError> {
        for (id, _) in replay.documents().map_err(AppError::Internal)? {
            match self.document(town, project, &id).await {
                Ok((document, bytes)) => {
                    out.add(&format!("{DOCUMENTS}{id}-{}", document.sm3), &bytes)?;
                }
                // The log has its digest, and the original can still be held against that.
                Err(AppError::Refused(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

fn pretty(value: &impl serde::Serialize) -> Result<Vec<u8>, PackError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}

const README: &str = "\
证据包（附件2-1）

核对：liandong evidence-verify <本文件夹或 zip>
不需要服务器和数据库；程序逐文件核对摘要，逐事件核对哈希链，并由事件重新计算全部数据与表对照。

manifest.json   各文件的长度与 SM3 摘要；签署时另行告知的摘要应与核对程序所示一致
form.json       计算所得的数据；printed.json 为表上各格文字；form-2-1.* 为表
evidence/       逐项指标所依据的记录
events.jsonl    这些记录所依据的事件；警情中的地址、来电内容等文字已遮蔽，遮蔽前内容的摘要仍在链上
chain.txt       自首个事件起每一事件的内容摘要与链上哈希
documents/      佐证材料原件（本系统保存的）

Evidence of a form 附件2-1. Check it with: liandong evidence-verify <this folder or zip>
";
