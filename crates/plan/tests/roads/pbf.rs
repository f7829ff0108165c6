//! A town's roads written as an extract in PBF format, by hand: as little of it as a reader asks for.

use liandong_domain::geo::Place;

pub(crate) type Tags = Vec<(&'static str, String)>;

/// Nodes and ways of a town.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extract {
    pub(crate) nodes: Vec<(i64, Place)>,
    pub(crate) ways: Vec<(Vec<i64>, Tags)>,
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7F).unwrap() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap());
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend(value);
}

fn packed(out: &mut Vec<u8>, field: u64, values: impl Iterator<Item = u64>) {
    let mut list = Vec::new();
    values.for_each(|value| varint(&mut list, value));
    bytes(out, field, &list);
}

/// A blob of the file, as it is, not compressed.
fn blob(out: &mut Vec<u8>, kind: &str, block: &[u8]) {
    let (mut blob, mut header) = (Vec::new(), Vec::new());
    bytes(&mut blob, 1, block);
    bytes(&mut header, 1, kind.as_bytes());
    number(&mut header, 3, blob.len() as u64);
    out.extend(u32::try_from(header.len()).unwrap().to_be_bytes());
    out.extend(header);
    out.extend(blob);
}

/// Ten-millionths of a degree, as the format counts.
#[expect(clippy::cast_possible_truncation, reason = "it saturates")]
fn units(degrees: f64) -> i64 {
    (degrees * 1e7).round() as i64
}

impl Extract {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut strings = vec![String::new()];
        let mut nth = |word: &str| {
            strings.push(word.into());
            strings.len() as u64 - 1
        };
        let mut group = Vec::new();
        for (id, place) in &self.nodes {
            let mut node = Vec::new();
            number(&mut node, 1, zigzag(*id));
            number(&mut node, 8, zigzag(units(place.lat)));
            number(&mut node, 9, zigzag(units(place.lon)));
            bytes(&mut group, 1, &node);
        }
        for (id, (nodes, tags)) in (1_u64..).zip(&self.ways) {
            let mut way = Vec::new();
            number(&mut way, 1, id);
            let keys: Vec<u64> = tags.iter().map(|one| nth(one.0)).collect();
            packed(&mut way, 2, keys.into_iter());
            let values: Vec<u64> = tags.iter().map(|one| nth(&one.1)).collect();
            packed(&mut way, 3, values.into_iter());
            let mut before = 0_i64;
            let steps = nodes.iter().map(|id| {
                let step = id.wrapping_sub(before);
                before = *id;
                zigzag(step)
            });
            packed(&mut way, 8, steps);
            bytes(&mut group, 3, &way);
        }
        let (mut table, mut block, mut header) = (Vec::new(), Vec::new(), Vec::new());
        for word in &strings {
            bytes(&mut table, 1, word.as_bytes());
        }
        bytes(&mut block, 1, &table);
        bytes(&mut block, 2, &group);
        bytes(&mut header, 4, b"OsmSchema-V0.6");
        let mut out = Vec::new();
        blob(&mut out, "OSMHeader", &header);
        blob(&mut out, "OSMData", &block);
        out
    }
}
