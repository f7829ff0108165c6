//! Incidents whose clocks warn soon.

use super::load::{Caller, Load};
use liandong_domain::time::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds from the order to the warning in the town of `kit`.
const WARNS_AFTER: i64 = 60;

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.expect("after 1970").as_secs();
    Timestamp(i64::try_from(seconds).expect("fits"))
}

/// Sends a car to a new incident, so long ago that its clock warns in so many seconds.
pub(crate) async fn warns_in(caller: &mut Caller, load: &Load, unit: &str, seconds: i64) -> String {
    let at = now().plus(seconds - WARNS_AFTER);
    let intake = format!(
        r#"{{"source":"by_hand","address":"某路1号","text":"摊位挤到路中间了","occurred_at":"{at}"}}"#
    );
    let key = format!("clock-{unit}-0");
    let answer = caller.send(load, "/api/v1/incidents", &key, &intake).await;
    let id = super::kit::text_of(&answer, "id").to_owned();
    let path = format!("/api/v1/incidents/{id}/commands");
    let assign = format!(r#"{{"do":"assign","unit":"{unit}","leave_town_uncovered":"演练"}}"#);
    let steps = [
        r#"{"do":"confirm","category":"environment","area":"jiwang"}"#,
        r#"{"do":"accept"}"#,
        &assign,
    ];
    for (nth, command) in steps.into_iter().enumerate() {
        let key = format!("clock-{unit}-{}", nth + 1);
        let body = format!(r#"{{"command":{command},"occurred_at":"{at}"}}"#);
        caller.send(load, &path, &key, &body).await;
    }
    id
}
