//! The case beside the line over HTTP: pushes, duplicates, attachments.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};

fn push(served: &Served, path: &str, body: &Value, key: Option<&str>) -> Answer {
    let bearer = format!("Bearer {}", served.token(Role::Commander));
    let mut headers = vec![
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    headers.extend(key.map(|key| ("idempotency-key", key)));
    served.send("POST", path, &headers, Some(body.to_string().as_bytes()))
}

const POLICE: &str = "/api/v1/intake/police-110";
const HOTLINE: &str = "/api/v1/intake/hotline-12345";

#[test]
fn the_110_system_pushes_by_its_own_number() {
    let served = Served::start();
    let call = json!({"number": "3101120240301000123", "address": "华翔路1号",
        "text": "楼上半夜装修", "caller": {"name": "王小明", "phone": "13900001234"},
        "place": {"lon": 121.3, "lat": 31.2}});
    let first = push(&served, POLICE, &call, None);
    assert_eq!(first.status, 201, "{}", first.json());
    let first = first.json();
    assert_eq!(first["outcome"], "received");
    assert_eq!(first["incident"]["external"], "3101120240301000123");
    assert_eq!(first["incident"]["caller"]["phone"], "139****1234");
    // Again, with and without a key of its own.
    for key in [None, Some("another")] {
        let again = push(&served, POLICE, &call, key);
        assert_eq!(again.status, 200);
        let again = again.json();
        assert_eq!(again["outcome"], "known");
        assert_eq!(again["incident"]["version"], first["incident"]["version"]);
    }
    let mut told = call.clone();
    told["text"] = json!("楼上半夜装修，现在打起来了，动手打人");
    let told = push(&served, POLICE, &told, None).json();
    assert_eq!(
        (&told["outcome"], &told["outcome_name"]),
        (&json!("updated"), &json!("已补充"))
    );
    assert_eq!(told["incident"]["id"], first["incident"]["id"]);
    assert_eq!(
        told["incident"]["case"]["updates"][0]["text_before"],
        "楼上半夜装修"
    );
    assert_eq!(told["incident"]["hazards"][0]["hazard"], "violence");
    // The sealed caller is shown nowhere.
    let id = told["incident"]["id"].as_str().unwrap();
    let events = served.get(Role::Auditor, &format!("/api/v1/incidents/{id}/events"));
    let events = String::from_utf8(events.body).unwrap();
    assert!(
        !events.contains("\"caller\"") && !events.contains("1234\""),
        "{events}"
    );
    for (field, wrong) in [
        ("number", json!("")),
        ("number", json!("甲")),
        ("extra", json!(1)),
    ] {
        let mut call = call.clone();
        call[field] = wrong;
        assert_eq!(push(&served, POLICE, &call, None).status, 422, "{call}");
    }
    let bearer = format!("Bearer {}", served.token(Role::Auditor));
    let headers = [
        ("authorization", &*bearer),
        ("content-type", "application/json"),
    ];
    let body = call.to_string();
    assert_eq!(
        served
            .send("POST", POLICE, &headers, Some(body.as_bytes()))
            .status,
        403
    );
}

#[test]
fn a_work_order_brings_its_limit_and_its_likeness() {
    let served = Served::start();
    let police = json!({"number": "110-1", "address": "华翔路1号", "text": "楼上半夜装修很吵",
        "place": {"lon": 121.3, "lat": 31.2}});
    let police = push(&served, POLICE, &police, None).json();
    let order = json!({"number": "SH-77", "address": "华翔路1号", "text": "半夜装修很吵",
        "place": {"lon": 121.3001, "lat": 31.2}, "answer_by": "2100-01-01T00:00:00Z"});
    let taken = push(&served, HOTLINE, &order, None);
    assert_eq!(taken.status, 201);
    let taken = taken.json();
    let clock = &taken["incident"]["clocks"][0];
    assert_eq!(
        (&clock["clock"], &clock["name"]),
        (&json!("answer"), &json!("热线答复"))
    );
    assert_eq!(clock["due_at"], "2100-01-01T00:00:00Z");
    let duplicate = &taken["duplicates"][0];
    assert_eq!(duplicate["id"], police["incident"]["id"]);
    assert!(duplicate["score"].as_i64().unwrap() >= 500);
    assert_eq!(duplicate["reasons"][0]["reason"], "place");
    assert_eq!(duplicate["reasons"][0]["metres"], 10);
    assert_eq!(duplicate["reasons"][0]["name"], "相距 10 米");

    // Taken by hand, the answer shows likely ones too; and so does the incident's own address.
    let by_hand = json!({"source": "by_hand", "address": "华翔路1号", "text": "半夜装修吵死了",
        "place": {"lon": 121.3, "lat": 31.2}});
    let by_hand = served
        .post(
            Role::Commander,
            "/api/v1/incidents",
            &served.key(),
            &by_hand,
        )
        .json();
    assert_eq!(by_hand["duplicates"].as_array().unwrap().len(), 2);
    let id = by_hand["id"].as_str().unwrap();
    let shown = served.get(
        Role::Dispatcher,
        &format!("/api/v1/incidents/{id}/duplicates"),
    );
    assert_eq!(shown.json()["duplicates"], by_hand["duplicates"]);

    // Merged, both numbers go on.
    let into = &police["incident"]["id"];
    let order = taken["incident"]["id"].as_str().unwrap();
    let merge = json!({"do": "merge", "into": into, "reason": "同一件事"});
    served.done(Role::Commander, order, merge);
    let path = format!("/api/v1/incidents/{}", into.as_str().unwrap());
    let survivor = served.get(Role::Dispatcher, &path).json();
    assert_eq!(survivor["external"], "110-1");
    let joined = &survivor["case"]["joined"][0];
    assert_eq!(
        (&joined["external"], &joined["incident"]),
        (&json!("SH-77"), &json!(order))
    );
    assert_eq!(joined["source_name"], "12345");
    // Nobody merges by the system's own command.
    let join = json!({"do": "join", "calls": []});
    assert_eq!(served.order(Role::Administrator, order, join).status, 422);
}

/// A photo with a position, of no picture.
fn photo() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, 18];
    bytes.extend(b"Exif\0\0GPS 31.2N!");
    bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9]);
    bytes
}

fn upload(served: &Served, role: Role, id: &str, kind: &str, body: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", served.token(role));
    let key = served.key();
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", kind),
        ("idempotency-key", key.as_str()),
    ];
    let path = format!("/api/v1/incidents/{id}/attachments");
    served.send("POST", &path, &headers, Some(body))
}

#[test]
fn a_photo_comes_without_its_position_and_goes_as_a_file() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let attached = upload(&served, Role::Member, id, "image/jpeg", &photo());
    assert_eq!(attached.status, 201, "{}", attached.json());
    let attached = attached.json();
    assert_eq!(
        (&attached["stripped"], &attached["media"]),
        (&json!(true), &json!("image/jpeg"))
    );
    let hash = attached["hash"].as_str().unwrap();
    assert_eq!(attached["incident"]["case"]["attachments"][0]["hash"], hash);

    let path = format!("/api/v1/incidents/{id}/attachments/{hash}");
    let file = served.get(Role::Dispatcher, &path);
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), "image/jpeg");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("cache-control"), "no-store");
    let named = file.header("content-disposition");
    assert!(
        named.starts_with("attachment; filename=\"") && named.ends_with(".jpg\""),
        "{named}"
    );
    assert!(!String::from_utf8_lossy(&file.body).contains("GPS"));
    assert_eq!(attached["size"], file.body.len());

    for (role, status) in [
        (Role::Auditor, 403),
        (Role::Performance, 403),
        (Role::Department, 403),
    ] {
        assert_eq!(served.get(role, &path).status, status, "{role:?}");
    }
    let wrong = format!("/api/v1/incidents/{id}/attachments/{}", "0".repeat(64));
    assert_eq!(
        served.get(Role::Dispatcher, &wrong).problem(),
        "no_such_attachment"
    );

    // A file that is altered or gone is told and not given.
    let kept = served
        .folder
        .path()
        .join("files")
        .join(served.town.as_str());
    let kept = kept.join(format!("{id}-{hash}"));
    let mut bytes = std::fs::read(&kept).unwrap();
    bytes[30] ^= 1;
    std::fs::write(&kept, &bytes).unwrap();
    let altered = served.get(Role::Dispatcher, &path);
    assert_eq!(
        (altered.status, &*altered.problem()),
        (409, "attachment_altered")
    );
    std::fs::remove_file(&kept).unwrap();
    let missing = served.get(Role::Dispatcher, &path);
    assert_eq!(
        (missing.status, &*missing.problem()),
        (410, "attachment_missing")
    );
}

#[test]
fn a_form_brings_a_file_and_a_word() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let form = |parts: &[(&str, &str, &[u8])]| {
        let mut body = Vec::new();
        for (name, kind, bytes) in parts {
            let head = format!(
                "--line\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"x\"\r\ncontent-type: {kind}\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--line--\r\n");
        body
    };
    let kind = "multipart/form-data; boundary=line";
    let body = form(&[
        ("note", "text/plain", "门口照片".as_bytes()),
        ("file", "image/jpeg", &photo()),
    ]);
    let attached = upload(&served, Role::Commander, id, kind, &body);
    assert_eq!(attached.status, 201, "{}", attached.json());
    assert_eq!(
        attached.json()["incident"]["case"]["attachments"][0]["note"],
        "门口照片"
    );
    let refused = [
        (form(&[("note", "text/plain", b"x")]), "missing_field"),
        (form(&[("other", "text/plain", b"x")]), "unknown_field"),
        (
            form(&[("file", "image/png", &photo())]),
            "media_not_as_said",
        ),
        (form(&[("file", "image/jpeg", b"MZ")]), "unknown_media"),
        (b"--line\r\nbroken".to_vec(), "body_broken_off"),
    ];
    for (body, code) in refused {
        assert_eq!(
            upload(&served, Role::Commander, id, kind, &body).problem(),
            code
        );
    }
    let large = [&b"#!AMR\n"[..], &vec![0; 21 * 1_024 * 1_024]].concat();
    let large = upload(&served, Role::Commander, id, "audio/amr", &large);
    assert_eq!(
        (large.status, &*large.problem()),
        (422, "attachment_too_large")
    );
    assert_eq!(
        upload(&served, Role::Auditor, id, "image/jpeg", &photo()).status,
        403
    );
}

#[test]
fn a_voice_is_heard_for_a_reason_that_is_kept() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let attached = upload(&served, Role::Commander, id, "audio/amr", b"#!AMR\nvoice");
    let hash = attached.json()["hash"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/incidents/{id}/attachments/{hash}");
    assert_eq!(served.get(Role::Commander, &path).problem(), "blank");
    assert_eq!(
        served
            .get(Role::Member, &format!("{path}?reason=x"))
            .problem(),
        "not_allowed"
    );
    let reason = "%E6%A0%B8%E5%AF%B9";
    let heard = served.get(Role::Commander, &format!("{path}?reason={reason}"));
    assert_eq!((heard.status, &*heard.body), (200, &b"#!AMR\nvoice"[..]));
    let events = served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}/events"))
        .json();
    let last = events["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["kind"], &last["kind_name"]),
        (&json!("incident.recording_read"), &json!("调取录音"))
    );
    assert_eq!(last["payload"]["case"]["recording_read"]["reason"], "核对");
}

/// Says to have an incident open; the others who have.
fn present(served: &Served, role: Role, id: &str, doing: &str) -> Value {
    let bearer = format!("Bearer {}", served.token(role));
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let path = format!("/api/v1/incidents/{id}/presence");
    let body = json!({ "doing": doing }).to_string();
    let answer = served.send("PUT", &path, &headers, Some(body.as_bytes()));
    assert_eq!(answer.status, 200, "{}", answer.problem());
    answer.json()["others"].clone()
}

#[test]
fn two_at_the_desk_see_each_other() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    assert_eq!(present(&served, Role::Commander, id, "reading"), json!([]));
    let seen = present(&served, Role::Dispatcher, id, "writing");
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert_eq!(
        (&seen[0]["role"], &seen[0]["role_name"], &seen[0]["doing"]),
        (&json!("commander"), &json!("指挥长"), &json!("reading"))
    );
    let seen = present(&served, Role::Commander, id, "reading");
    assert_eq!(
        (&seen[0]["role"], &seen[0]["doing"]),
        (&json!("dispatcher"), &json!("writing"))
    );
    // Of another incident nobody is seen.
    let other = served.call_about("楼道堆物");
    let other = other["id"].as_str().unwrap();
    assert_eq!(
        present(&served, Role::Commander, other, "reading"),
        json!([])
    );

    let bearer = format!("Bearer {}", served.token(Role::Dispatcher));
    let path = format!("/api/v1/incidents/{id}/presence");
    for _ in 0..2 {
        let headers = [("authorization", bearer.as_str())];
        assert_eq!(served.send("DELETE", &path, &headers, None).status, 204);
    }
    assert_eq!(present(&served, Role::Commander, id, "reading"), json!([]));
}
