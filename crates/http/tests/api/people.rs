//! Signing in, personal tokens, accounts, erasure and audit over HTTP.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};

const PASSWORD: &str = "柳溪-moonlight-71";

fn send(served: &Served, method: &str, path: &str, cookie: &str, body: Option<&Value>) -> Answer {
    let key = served.key();
    let mut headers = vec![("cookie", cookie), ("idempotency-key", key.as_str())];
    let text = body.map(Value::to_string);
    if text.is_some() {
        headers.push(("content-type", "application/json"));
    }
    served.send(method, path, &headers, text.as_deref().map(str::as_bytes))
}

fn sign_in(served: &Served, account: &str, password: &str) -> Answer {
    let town = served.town.as_str();
    let body = json!({"town": town, "account": account, "password": password}).to_string();
    let json = [("content-type", "application/json")];
    served.send("POST", "/api/v1/session", &json, Some(body.as_bytes()))
}

fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    set.split(';').next().unwrap().to_owned()
}

fn first_password(served: &Served, account: &str) -> String {
    let path = format!("/api/v1/accounts/{account}/reset-password");
    let reset = served.post(Role::Administrator, &path, &served.key(), &json!({}));
    assert_eq!(reset.status, 200, "{}", reset.json());
    reset.json()["password"].as_str().unwrap().to_owned()
}

#[test]
fn a_password_is_given_changed_and_used() {
    let served = Served::start();
    let first = first_password(&served, "commander-1");
    let signed = sign_in(&served, "commander-1", &first);
    assert_eq!(signed.status, 200, "{}", signed.json());
    assert_eq!(signed.json()["limited"], "change_password");
    let set = signed.header("set-cookie");
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Strict"),
        "{set}"
    );
    let session = cookie(&signed);
    let early = send(&served, "GET", "/api/v1/incidents", &session, None);
    assert_eq!(
        (early.status, early.problem().as_str()),
        (403, "password_change_needed")
    );
    let own = send(&served, "GET", "/api/v1/account", &session, None);
    assert_eq!(own.json()["account"]["must_change"], true);
    let new = json!({"old_password": first, "new_password": PASSWORD});
    let changed = send(
        &served,
        "POST",
        "/api/v1/account/password",
        &session,
        Some(&new),
    );
    assert_eq!(changed.status, 204);
    assert_eq!(
        send(&served, "GET", "/api/v1/incidents", &session, None).status,
        200
    );

    let again = cookie(&sign_in(&served, "commander-1", PASSWORD));
    let list = send(&served, "GET", "/api/v1/account/sessions", &again, None).json();
    assert_eq!(list["sessions"].as_array().unwrap().len(), 2);
    let left = send(&served, "DELETE", "/api/v1/session", &again, None);
    assert_eq!(left.status, 204);
    let after = send(&served, "GET", "/api/v1/incidents", &again, None);
    assert_eq!(
        after.status, 401,
        "the session itself is over, not only its cookie"
    );
    let everywhere = send(
        &served,
        "DELETE",
        "/api/v1/account/sessions",
        &session,
        None,
    );
    assert_eq!(everywhere.status, 204);
    assert_eq!(
        send(&served, "GET", "/api/v1/account", &session, None).status,
        401
    );
}

#[test]
fn a_wrong_password_and_a_wrong_name_are_one() {
    let served = Served::start();
    first_password(&served, "commander-1");
    let told = |account: &str| {
        let mut all = Vec::new();
        for _ in 0..6 {
            let answer = sign_in(&served, account, "guess");
            let retry = answer.header("retry-after").to_owned();
            let mut problem = answer.json();
            problem["retry_after"] = Value::Null;
            problem["detail"] = Value::Null;
            problem["detail_en"] = Value::Null;
            all.push((answer.status, problem, retry.is_empty()));
        }
        all
    };
    let known = told("commander-1");
    assert_eq!(known, told("nobody-here"));
    assert_eq!(known[0].0, 401);
    assert_eq!(
        (known[5].0, known[5].2),
        (429, false),
        "with a time to wait"
    );
    for body in [
        json!({}),
        json!({"town": "t", "account": "a"}),
        json!({"token": "t", "password": "p"}),
    ] {
        let json = [("content-type", "application/json")];
        let text = body.to_string();
        let answer = served.send("POST", "/api/v1/session", &json, Some(text.as_bytes()));
        assert_eq!(answer.status, 422, "{body}");
        assert!(!answer.problem().is_empty());
    }
}

#[test]
fn a_personal_token_keeps_to_its_scopes() {
    let served = Served::start();
    let new = |scopes: &Value| {
        let body = json!({"name": "对接", "scopes": scopes, "expires_at": in_a_week(&served)});
        served.post(
            Role::Commander,
            "/api/v1/account/tokens",
            &served.key(),
            &body,
        )
    };
    let made = new(&json!(["read"]));
    assert_eq!(made.status, 201, "{}", made.json());
    let token = made.json()["token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let ask = |method: &str, path: &str, body: Option<&str>| {
        let key = served.key();
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
        ];
        served.send(method, path, &headers, body.map(str::as_bytes))
    };
    assert_eq!(ask("GET", "/api/v1/incidents", None).status, 200);
    let call = r#"{"source":"by_hand","address":"a","text":"t"}"#;
    for (path, body) in [
        ("/api/v1/incidents", call),
        ("/api/v1/account/tokens", "{}"),
        ("/api/v1/account/password", "{}"),
    ] {
        let refused = ask("POST", path, Some(body));
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (403, "out_of_scope"),
            "{path}"
        );
    }
    let writes = new(&json!(["incidents:write"]));
    let writer = format!("Bearer {}", writes.json()["token"].as_str().unwrap());
    let key = served.key();
    let headers = [
        ("authorization", writer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", key.as_str()),
    ];
    let taken = served.send("POST", "/api/v1/incidents", &headers, Some(call.as_bytes()));
    assert_eq!(taken.status, 201);
    let reads = served.send("GET", "/api/v1/incidents", &headers[..1], None);
    assert_eq!(reads.status, 403, "a write scope reads nothing");
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let listed = served.get(Role::Commander, "/api/v1/account/tokens").json();
    assert!(listed.to_string().contains(&id) && !listed.to_string().contains(&token));
    let commander = format!("Bearer {}", served.token(Role::Commander));
    let key = served.key();
    let headers = [
        ("authorization", commander.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let gone = served.send(
        "DELETE",
        &format!("/api/v1/account/tokens/{id}"),
        &headers,
        None,
    );
    assert_eq!(gone.status, 204);
    assert_eq!(ask("GET", "/api/v1/incidents", None).status, 401);
}

fn in_a_week(served: &Served) -> String {
    let at = served.app.now().plus(7 * 86_400);
    serde_json::to_value(at)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn an_account_lives_from_its_opening_to_its_closing() {
    let served = Served::start();
    let admin =
        |path: &str, body: &Value| served.post(Role::Administrator, path, &served.key(), body);
    let new = json!({"id": "new-one", "name": "新人", "role": "department"});
    let refused = admin("/api/v1/accounts", &new);
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (422, "bad_link")
    );
    let new = json!({"id": "new-one", "name": "新人", "role": "commander"});
    let opened = admin("/api/v1/accounts", &new);
    assert_eq!(opened.status, 201, "{}", opened.json());
    assert_eq!(opened.json()["has_password"], false);
    let taken = admin("/api/v1/accounts", &new);
    assert_eq!(
        (taken.status, taken.problem().as_str()),
        (409, "account_taken")
    );
    let first = first_password(&served, "new-one");
    let session = cookie(&sign_in(&served, "new-one", &first));
    let closed = admin("/api/v1/accounts/new-one/close", &json!({"reason": "调离"}));
    assert_eq!(closed.json()["closed"], true);
    assert_eq!(
        send(&served, "GET", "/api/v1/account", &session, None).status,
        401
    );
    assert_eq!(sign_in(&served, "new-one", &first).status, 401);
    let again = admin("/api/v1/accounts", &new);
    assert_eq!(
        (again.status, again.problem().as_str()),
        (409, "account_closed")
    );
    let events = served.get(Role::Auditor, "/api/v1/audit/events?stream=people/new-one");
    let events = events.json();
    let kinds: Vec<&str> = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["event"]["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"people.logged_in") && kinds.contains(&"people.password_set"));
    assert!(!events.to_string().contains(&first));
}

#[test]
fn an_erasure_goes_from_one_administrator_to_another() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    served.done(
        Role::Commander,
        id,
        json!({"do": "cancel", "reason": "误报"}),
    );
    let ask = json!({"incident": id, "reason": "本人申请", "ground": "consent_withdrawn"});
    let asked = served.post(Role::Administrator, "/api/v1/erasures", &served.key(), &ask);
    assert_eq!(asked.status, 201, "{}", asked.json());
    assert_eq!(asked.json()["status_name"], "待批准");
    let path = format!(
        "/api/v1/erasures/{}/approve",
        asked.json()["id"].as_str().unwrap()
    );
    let own = served.post(Role::Administrator, &path, &served.key(), &json!({}));
    assert_eq!((own.status, own.problem().as_str()), (403, "same_person"));

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let second = liandong_domain::ids::AccountId::new("admin-2").unwrap();
    let second = runtime
        .block_on(served.app.issue_token(&served.town, &second))
        .unwrap();
    let (bearer, key) = (format!("Bearer {second}"), served.key());
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let done = served.send("POST", &path, &headers, None);
    assert_eq!(done.json()["status"], "carried_out", "{}", done.json());
    let reveal = format!("/api/v1/incidents/{id}/reveal-caller");
    let gone = served.post(
        Role::Commander,
        &reveal,
        &served.key(),
        &json!({"reason": "回电"}),
    );
    assert_eq!(
        (gone.status, gone.problem().as_str()),
        (410, "caller_erased")
    );
    let list = served.get(Role::Auditor, "/api/v1/erasures").json();
    assert_eq!(list["erasures"].as_array().unwrap().len(), 1);
    let reveals = served.get(
        Role::Auditor,
        &format!("/api/v1/audit/reveals?incident={id}"),
    );
    assert_eq!(reveals.json()["reveals"][0]["reason"], "回电");
    let bad = served.get(Role::Auditor, "/api/v1/audit/reveals?from=yesterday");
    assert_eq!((bad.status, bad.problem().as_str()), (422, "bad_parameter"));
}

#[test]
fn erasures_are_told_page_by_page() {
    let served = Served::start();
    let mut asked = Vec::new();
    for nth in 0..3 {
        let call = json!({"source": "by_hand", "address": "某路1号", "text": "噪音",
            "caller": {"name": "王小明", "phone": format!("1390000111{nth}")}});
        let key = served.key();
        let call = served.post(Role::Commander, "/api/v1/incidents", &key, &call);
        let ask = json!({"incident": call.json()["id"], "reason": "本人申请",
            "ground": "consent_withdrawn"});
        let key = served.key();
        let answer = served.post(Role::Administrator, "/api/v1/erasures", &key, &ask);
        asked.push(answer.json()["id"].clone());
    }
    let get = |query: &str| served.get(Role::Auditor, &format!("/api/v1/erasures{query}"));
    let first = get("?limit=2").json();
    let next = first["next"].as_str().unwrap();
    let second = get(&format!("?limit=2&cursor={next}")).json();
    assert_eq!(second["next"], Value::Null);
    let told = [&first, &second].map(|page| page["erasures"].as_array().unwrap().clone());
    let mut told: Vec<Value> = told.concat().iter().map(|one| one["id"].clone()).collect();
    assert_eq!(told.len(), 3);
    told.sort_by_key(Value::to_string);
    asked.sort_by_key(Value::to_string);
    assert_eq!(told, asked);
    for bad in ["?cursor=", "?cursor=none-such", "?cursor=%00"] {
        let answer = get(bad);
        assert!(
            matches!(answer.status, 400 | 422),
            "{bad} {}",
            answer.status
        );
    }
    assert_eq!(get("?cursor=none-such").problem(), "bad_cursor");
}

#[test]
fn who_plans_duty_or_counts_money_sees_no_caller() {
    let served = Served::start();
    let call = served.call();
    let path = format!("/api/v1/incidents/{}", call["id"].as_str().unwrap());
    for (role, sees) in [
        (Role::Commander, true),
        (Role::Member, true),
        (Role::Auditor, true),
        (Role::DutyManager, false),
        (Role::Performance, false),
    ] {
        let caller = served.get(role, &path).json()["caller"].clone();
        if sees {
            assert_eq!(caller["phone"], "139****1234", "{role:?}");
        } else {
            assert_eq!(caller, Value::Null, "{role:?}");
        }
    }
}
