//! Masking (遮蔽): what a third party need not read in an incident's events.
//!
//! Codes stay (a category, a car, an outcome, a number); every other text goes, and with it address,
//! words of callers, notes of crews. Positions and callers' sealed data go too. Figures rest on none of them.

use serde_json::{Map, Value};

/// What stands for a masked text.
pub(super) const MASK: &str = "（已遮蔽）";

/// A payload without personal texts; `None` when it holds none and stays as it is.
pub(super) fn masked(payload: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(payload).ok()?;
    mask(&mut value).then(|| value.to_string())
}

fn mask(value: &mut Value) -> bool {
    match value {
        Value::String(text) if !is_code(text) => {
            MASK.clone_into(text);
            true
        }
        Value::Array(all) => all.iter_mut().fold(false, |some, one| mask(one) | some),
        Value::Object(fields) => of_object(fields),
        _ => false,
    }
}

/// A caller and a place keep their shape, so that the event can be read, and nothing else.
fn of_object(fields: &mut Map<String, Value>) -> bool {
    fields.iter_mut().fold(false, |some, (name, one)| {
        let gone = match (name.as_str(), one) {
            ("caller" | "place", one) => blank(one),
            (_, one) => mask(one),
        };
        gone | some
    })
}

fn blank(value: &mut Value) -> bool {
    match value {
        Value::String(text) => text.clear(),
        Value::Number(number) => *number = 0.into(),
        Value::Array(all) => return all.iter_mut().fold(false, |some, one| blank(one) | some),
        Value::Object(fields) => {
            let all = fields.values_mut();
            return all.fold(false, |some, one| blank(one) | some);
        }
        Value::Null | Value::Bool(_) => return false,
    }
    true
}

/// Identifiers, codes and numbers: short, and of letters and digits.
fn is_code(text: &str) -> bool {
    text.len() <= 64
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_and_codes_stay() {
        let payload = r#"{"received":{"number":"20240301-1","caller":{"key":"k","data":"AA=="},
            "address":"南苑街61弄301室","place":{"lon":121.2,"lat":31.2},"text":"call 13900001234 now",
            "area":"jiwang","hazards":[{"hazard":"crime","word":"被骗钱"}],"policy":1}}"#;
        let left = masked(payload).unwrap();
        for gone in ["南苑街", "139", "AA==", "121.2", "被骗钱"] {
            assert!(!left.contains(gone), "{left}");
        }
        for kept in ["20240301-1", "jiwang", "crime", "\"policy\":1"] {
            assert!(left.contains(kept), "{left}");
        }
        assert_eq!(masked(r#"{"assigned":{"unit":"car-1"}}"#), None);
    }
}
