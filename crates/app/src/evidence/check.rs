//! Checking a pack, with nothing but the pack.

use super::{
    CHAIN, DOCUMENTS, EVENTS, EVIDENCE, FORM, FORMAT, MANIFEST, PackError, PackManifest,
    files::Opened,
    lines::{EventLine, ItemLine, read_link},
    replay::Replay,
};
use liandong_domain::{performance::form::Form, time::Period};
use liandong_store::chain;
use std::collections::BTreeMap;

/// What is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Where in it: a line from 1, where it is about one.
    pub line: Option<usize>,
    /// What, in English: for the expert whom the auditor asks.
    pub problem: String,
    /// The same in Chinese.
    pub zh: String,
}

impl Fault {
    fn new(file: &str, line: Option<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            problem: en.into(),
            zh: zh.into(),
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the pack says of itself.
    pub manifest: PackManifest,
    /// SM3 of the manifest, hexadecimal, to be held against what was told by another way.
    pub sm3: String,
    /// Events whose hash was computed.
    pub chain: u64,
    /// Events that were read, and of these masked ones, whose payload only a look into the log can show.
    pub events: u64,
    /// Of these masked.
    pub masked: u64,
    /// Records held against the figures.
    pub records: u64,
    /// What is wrong; empty when nothing is.
    pub faults: Vec<Fault>,
}

/// Faults after which no more are looked for in a file.
const ENOUGH: usize = 20;

/// Checks a pack. Every file against its digest, every link of the chain, every event against its link,
/// the figures against the events, the evidence lists against the figures.
///
/// # Errors
/// [`PackError`] when it is no pack at all. What is wrong *in* a pack is in [`Checked::faults`].
pub fn check(pack: &mut Opened, progress: &mut dyn FnMut(u64)) -> Result<Checked, PackError> {
    let bytes = pack.read(MANIFEST)?;
    let bytes = bytes.ok_or_else(|| PackError::bad(MANIFEST, "there is none: this is no pack"))?;
    let manifest: PackManifest = serde_json::from_slice(&bytes)
        .map_err(|error| PackError::bad(MANIFEST, error.to_string()))?;
    if manifest.format != FORMAT {
        let problem = format!(
            "its format is {}, this program knows {FORMAT}",
            manifest.format
        );
        return Err(PackError::bad(MANIFEST, problem));
    }
    let mut checked = Checked {
        sm3: hex::encode(chain::digest_of(&bytes)),
        manifest,
        chain: 0,
        events: 0,
        masked: 0,
        records: 0,
        faults: Vec::new(),
    };
    sums(pack, &mut checked)?;
    let links = links(pack, &mut checked, progress)?;
    let replay = events(pack, &mut checked, &links)?;
    if let Some(replay) = replay {
        figures(pack, &mut checked, &replay)?;
    }
    Ok(checked)
}

/// Every file of the manifest is there, whole.
fn sums(pack: &mut Opened, checked: &mut Checked) -> Result<(), PackError> {
    for file in &checked.manifest.files {
        let name = &file.name;
        let found = match pack.read(name) {
            Ok(found) => found,
            // A zip notices by itself that a file's bytes are not those that were put in.
            Err(PackError::Bad { problem, .. }) => {
                let zh = format!("文件读不出来：{problem}");
                checked.faults.push(Fault::new(name, None, zh, problem));
                continue;
            }
            Err(error) => return Err(error),
        };
        let Some(bytes) = found else {
            let fault = Fault::new(name, None, "文件缺失", "the file is missing");
            checked.faults.push(fault);
            continue;
        };
        let sm3 = hex::encode(chain::digest_of(&bytes));
        if sm3 != file.sm3 || bytes.len() as u64 != file.bytes {
            let zh = "内容与清单中的摘要不符，文件被改动过";
            let en = "its bytes are not those of the manifest: the file was altered";
            checked.faults.push(Fault::new(name, None, zh, en));
        }
    }
    Ok(())
}

type Links = BTreeMap<u64, ([u8; 32], [u8; 32])>;

fn links(
    pack: &mut Opened,
    checked: &mut Checked,
    progress: &mut dyn FnMut(u64),
) -> Result<Links, PackError> {
    let text = pack.read(CHAIN).ok().flatten().unwrap_or_default();
    let mut links = Links::new();
    let mut before = [0; 32];
    let mut faults = Vec::new();
    for (nth, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        if line.is_empty() || faults.len() >= ENOUGH {
            continue;
        }
        let read = std::str::from_utf8(line).ok().and_then(read_link);
        let Some((position, content, hash)) = read else {
            let (zh, en) = ("这一行读不懂", "the line cannot be read");
            faults.push(Fault::new(CHAIN, Some(nth), zh, en));
            continue;
        };
        let next = position == checked.chain + 1;
        if !next || chain::link(&before, position, &content) != hash {
            let zh = format!("第 {position} 个事件的哈希与前一事件、内容摘要不符");
            let en = format!(
                "event {position}: its hash does not follow from the one before and its content"
            );
            faults.push(Fault::new(CHAIN, Some(nth), zh, en));
        }
        before = hash;
        checked.chain = position;
        links.insert(position, (content, hash));
        if position % 10_000 == 0 {
            progress(position);
        }
    }
    let manifest = &checked.manifest;
    if checked.chain != manifest.position || hex::encode(before) != manifest.hash {
        let zh = format!("链的末端不是清单所说的第 {} 个事件", manifest.position);
        let en = format!(
            "the chain does not end at event {} with its hash",
            manifest.position
        );
        faults.push(Fault::new(CHAIN, None, zh, en));
    }
    checked.faults.extend(faults);
    Ok(links)
}

fn events(
    pack: &mut Opened,
    checked: &mut Checked,
    links: &Links,
) -> Result<Option<Replay>, PackError> {
    let text = pack.read(EVENTS).ok().flatten().unwrap_or_default();
    let (town, project) = (
        checked.manifest.town.clone(),
        checked.manifest.project.clone(),
    );
    let mut replay = Replay::new(&town, &project);
    let days: Vec<Period> = checked.manifest.days.clone();
    let mut faults = Vec::new();
    let mut at = 0;
    for (nth, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        if line.is_empty() || faults.len() >= ENOUGH {
            continue;
        }
        let mut wrong = |zh: String, en: String| faults.push(Fault::new(EVENTS, Some(nth), zh, en));
        let read: EventLine = match serde_json::from_slice(line) {
            Ok(read) => read,
            Err(error) => {
                wrong(
                    "这一行读不懂".into(),
                    format!("the line cannot be read: {error}"),
                );
                continue;
            }
        };
        checked.events += 1;
        checked.masked += u64::from(read.masked);
        let position = read.line.position;
        let (stored, content) = match read.read(&town) {
            Ok(read) => read,
            Err(problem) => {
                let zh = format!("第 {position} 个事件的内容与其摘要不符");
                wrong(zh, format!("event {position}: {problem}"));
                continue;
            }
        };
        if position <= at {
            let zh = format!("第 {position} 个事件次序不对");
            wrong(zh, format!("event {position} is out of order"));
        }
        at = position;
        if links.get(&position) != Some(&(content, stored.hash)) {
            let zh = format!("第 {position} 个事件（{}）与哈希链不符", stored.stream);
            let en = format!(
                "event {position} ({}) is not the one of the chain",
                stored.stream
            );
            wrong(zh, en);
        }
        if let Err(problem) = replay.take(&stored, &days) {
            wrong(
                format!("第 {position} 个事件读不懂"),
                format!("event {position}: {problem}"),
            );
        }
    }
    let whole = faults.is_empty();
    checked.faults.extend(faults);
    Ok(whole.then_some(replay))
}

/// The form's figures from the events, and each evidence list.
fn figures(pack: &mut Opened, checked: &mut Checked, replay: &Replay) -> Result<(), PackError> {
    let manifest = checked.manifest.clone();
    let told = pack.read(FORM).ok().flatten().unwrap_or_default();
    let told = serde_json::from_slice::<Form>(&told);
    let made = replay.form(manifest.period, manifest.position, &manifest.hash);
    let (told, made) = match (told, made) {
        (Ok(told), Ok(made)) => (told, made),
        (Err(error), _) => {
            let fault = Fault::new(FORM, None, "表的数据读不懂", error.to_string());
            checked.faults.push(fault);
            return Ok(());
        }
        (_, Err(problem)) => {
            let fault = Fault::new(EVENTS, None, "由事件算不出表", problem);
            checked.faults.push(fault);
            return Ok(());
        }
    };
    for (told, made) in told.indicators.iter().zip(&made.indicators) {
        if told != made {
            let zh = format!("指标“{}”与由事件重新计算的结果不符", told.name);
            let en = format!("indicator {}: the events make another figure", told.id);
            checked.faults.push(Fault::new(FORM, None, zh, en));
        }
    }
    if told != made && checked.faults.iter().all(|fault| fault.file != FORM) {
        let zh = "表的数据与由事件重新计算的结果不符";
        let en = "the events make another form than form.json";
        checked.faults.push(Fault::new(FORM, None, zh, en));
    }
    let indicators = replay.indicators().unwrap_or_default();
    for (nth, indicator) in (1..).zip(indicators) {
        let name = format!("{EVIDENCE}{nth:02}-{}.jsonl", indicator.id);
        let text = pack.read(&name).ok().flatten().unwrap_or_default();
        let listed = text.split(|byte| *byte == b'\n');
        let listed: Vec<Option<ItemLine>> = listed
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).ok())
            .collect();
        let mut made = Vec::new();
        let mut each = |item, (events, last, hash): (u64, u64, [u8; 32])| {
            let hash = hex::encode(hash);
            made.push(ItemLine {
                item,
                events,
                last,
                hash,
            });
        };
        if let Err(problem) = replay.evidence(indicator, manifest.period, &mut each) {
            let fault = Fault::new(&name, None, "由事件列不出记录", problem);
            checked.faults.push(fault);
            continue;
        }
        checked.records += made.len() as u64;
        let differs = (0..made.len().max(listed.len()))
            .find(|at| listed.get(*at).and_then(Option::as_ref) != made.get(*at));
        if let Some(at) = differs {
            let zh = "所列记录与由事件得出的不符";
            let en = "the record is not the one that the events make";
            checked.faults.push(Fault::new(&name, Some(at + 1), zh, en));
        }
    }
    for (id, sm3) in replay.documents().unwrap_or_default() {
        let name = format!("{DOCUMENTS}{id}-{sm3}");
        if let Ok(Some(bytes)) = pack.read(&name)
            && hex::encode(chain::digest_of(&bytes)) != sm3
        {
            let zh = "文件与登记的佐证材料不符";
            let en = "the file is not the document that was recorded";
            checked.faults.push(Fault::new(&name, None, zh, en));
        }
    }
    Ok(())
}
