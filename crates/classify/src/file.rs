//! A model as bytes: magic, version, a header as JSON, the vocabulary, the numbers, a checksum.

use crate::{
    linear::Linear,
    model::{Model, Sub, Trained, numbered},
};
use liandong_domain::incident::CategoryCode;
use serde::{Deserialize, Serialize};

const MAGIC: &[u8; 4] = b"LDCM";
/// Of the layout; the features' making counts as part of it.
const LAYOUT: u16 = 1;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadModel {
    /// They begin otherwise.
    #[error("these bytes are no model")]
    NoModel,
    /// Another layout than this program's: train anew.
    #[error("the model has layout {0}, this program knows {LAYOUT}: train anew")]
    OtherLayout(u16),
    /// Cut off or changed.
    #[error("the model is damaged")]
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct Header {
    trained: Trained,
    words: usize,
    main: u32,
    subs: Vec<SubHeader>,
}

#[derive(Serialize, Deserialize)]
struct SubHeader {
    category: CategoryCode,
    ids: Vec<String>,
    temperature: u32,
}

impl Model {
    /// The model as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = Header {
            trained: self.trained.clone(),
            words: self.vocabulary.len(),
            main: self.main.temperature,
            subs: self
                .subs
                .iter()
                .map(|sub| SubHeader {
                    category: sub.category,
                    ids: sub.ids.clone(),
                    temperature: sub.linear.temperature,
                })
                .collect(),
        };
        let mut bytes = MAGIC.to_vec();
        bytes.extend(LAYOUT.to_le_bytes());
        // Plain values under string keys: nothing that JSON cannot write.
        put(&mut bytes, &serde_json::to_vec(&header).unwrap_or_default());
        put(&mut bytes, self.vocabulary.join("\n").as_bytes());
        for linear in std::iter::once(&self.main).chain(self.subs.iter().map(|sub| &sub.linear)) {
            for number in linear.bias.iter().chain(&linear.weights) {
                bytes.extend(number.to_le_bytes());
            }
        }
        let sum = checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// Reads a model.
    ///
    /// # Errors
    /// [`BadModel`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadModel::NoModel)?;
        let (layout, _) = rest.split_first_chunk().ok_or(BadModel::Damaged)?;
        let layout = u16::from_le_bytes(*layout);
        if layout != LAYOUT {
            return Err(BadModel::OtherLayout(layout));
        }
        let (body, sum) = bytes.split_last_chunk().ok_or(BadModel::Damaged)?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(BadModel::Damaged);
        }
        whole(body.get(MAGIC.len() + 2..).unwrap_or_default()).ok_or(BadModel::Damaged)
    }
}

fn whole(mut rest: &[u8]) -> Option<Model> {
    let header: Header = serde_json::from_slice(take(&mut rest)?).ok()?;
    let words = std::str::from_utf8(take(&mut rest)?).ok()?;
    let vocabulary: Vec<String> = words.lines().map(str::to_owned).collect();
    if vocabulary.len() != header.words {
        return None;
    }
    let mut linear = |classes: usize, temperature: u32| {
        let bias = numbers(&mut rest, classes)?;
        let weights = numbers(&mut rest, classes.checked_mul(header.words)?)?;
        Some(Linear {
            classes,
            bias,
            weights,
            temperature,
        })
    };
    let main = linear(CategoryCode::ALL.len(), header.main)?;
    let subs = header
        .subs
        .into_iter()
        .map(|sub| {
            Some(Sub {
                linear: linear(sub.ids.len(), sub.temperature)?,
                category: sub.category,
                ids: sub.ids,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    rest.is_empty().then(|| Model {
        trained: header.trained,
        numbers: numbered(&vocabulary),
        vocabulary,
        main,
        subs,
    })
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
    bytes.extend(length.to_le_bytes());
    bytes.extend(part);
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (part, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(part)
}

fn numbers(rest: &mut &[u8], count: usize) -> Option<Vec<i32>> {
    let (part, after) = rest.split_at_checked(count.checked_mul(4)?)?;
    *rest = after;
    let (chunks, _) = part.as_chunks();
    Some(chunks.iter().map(|one| i32::from_le_bytes(*one)).collect())
}

/// FNV-1a: against damage, not against malice; what is stored beside the log is the town's own.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
