//! A filing from its opening to its locked files, over HTTP.

use super::tools::{Answer, Served};
use liandong_domain::{ids::AccountId, roles::Role};
use serde_json::{Value, json};

const PROJECT: &str = "/api/v1/projects/pinganliandong";
const FIRST: &str = "/api/v1/filings/pinganliandong.2024-08.1";
const SECOND: &str = "/api/v1/filings/pinganliandong.2024-08.2";

struct Office {
    served: Served,
    chief: String,
}

impl Office {
    fn open() -> Self {
        let served = Served::start();
        let chief = AccountId::new("performance-2").unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let token = served.app.issue_token(&served.town, &chief);
        let chief = runtime.block_on(token).unwrap();
        Self { served, chief }
    }

    fn opens(&self, body: &Value) -> Answer {
        let path = format!("{PROJECT}/filings");
        self.served
            .post(Role::Performance, &path, &self.served.key(), body)
    }

    fn asks(&self, token: &str, filing: &str, command: &Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let key = self.served.key();
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
        ];
        let body = json!({ "command": command }).to_string();
        let path = format!("{filing}/commands");
        self.served
            .send("POST", &path, &headers, Some(body.as_bytes()))
    }

    #[track_caller]
    fn does(&self, token: &str, filing: &str, command: Value) -> Value {
        let answer = self.asks(token, filing, &command);
        assert_eq!(answer.status, 200, "{command}: {}", answer.json());
        answer.json()
    }

    fn officer(&self) -> &str {
        self.served.token(Role::Performance)
    }

    fn leader(&self) -> &str {
        self.served.token(Role::Leader)
    }

    /// Brings the filing to its signature.
    fn sign(&self, filing: &str) -> Value {
        let judge = json!({"do": "judge", "which": "goals", "tick": "possible"});
        self.does(self.officer(), filing, judge);
        self.does(self.officer(), filing, json!({"do": "prepare"}));
        self.does(&self.chief, filing, json!({"do": "review"}));
        self.does(self.leader(), filing, json!({"do": "sign"}))
    }

    fn file(&self, filing: &str, format: &str) -> Answer {
        let path = format!("{filing}/file?format={format}");
        let answer = self.served.get(Role::Auditor, &path);
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer
    }
}

#[test]
fn a_form_is_written_prepared_reviewed_signed_and_locked() {
    let office = Office::open();
    let opened = office.opens(&json!({"tracking": "2024-08"}));
    assert_eq!(opened.status, 201, "{}", opened.json());
    let opened = opened.json();
    assert_eq!(opened["id"], "pinganliandong.2024-08.1");
    assert_eq!(
        (&opened["stage"], &opened["to"]),
        (&json!("open"), &json!("2024-08-31"))
    );
    assert_eq!(opened["judgements"][1]["computed"], "possible");
    let officer = office.officer();
    let text = "本项目尚无警情记录。\n数据待补。";
    let edits = json!([{"field": "sections.conclusion", "text": text},
        {"field": "rows.residents-satisfied.cause", "text": "尚未开展回访"}]);
    let written = office.does(officer, FIRST, json!({"do": "edit", "edits": edits}));
    assert_eq!(
        written["printed"]["sections"]["conclusion"],
        json!(["本项目尚无警情记录。", "数据待补。"])
    );
    let row = &written["printed"]["rows"][18];
    assert_eq!(
        (&row["cause"], &row["done"]),
        (&json!("尚未开展回访"), &json!("无数据"))
    );
    assert_eq!(written["warnings"], json!([]));
    let unjudged = office.asks(officer, FIRST, &json!({"do": "prepare"}));
    assert_eq!(
        (unjudged.status, unjudged.problem().as_str()),
        (409, "not_judged")
    );
    let over = json!({"do": "judge", "which": "goals", "tick": "certain"});
    let silent = office.asks(officer, FIRST, &over);
    assert_eq!(
        (silent.status, silent.problem().as_str()),
        (422, "override_without_reason")
    );
    let judge = json!({"do": "judge", "which": "goals", "tick": "possible"});
    office.does(officer, FIRST, judge);
    office.does(officer, FIRST, json!({"do": "prepare"}));
    let own = office.asks(officer, FIRST, &json!({"do": "review"}));
    assert_eq!((own.status, own.problem().as_str()), (403, "same_person"));
    let late = office.asks(officer, FIRST, &json!({"do": "edit", "edits": edits}));
    assert_eq!(
        (late.status, late.problem().as_str()),
        (409, "filing_prepared")
    );
    office.does(&office.chief, FIRST, json!({"do": "review"}));
    let not_leader = office.asks(&office.chief, FIRST, &json!({"do": "sign"}));
    assert_eq!(not_leader.status, 403);
    let signed = office.does(office.leader(), FIRST, json!({"do": "sign"}));
    assert_eq!(signed["stage"], "signed");
    let line = &signed["printed"]["signatures"];
    assert_eq!(
        (&line[0], &line[2]),
        (
            &json!("领导（签字）：潘海明"),
            &json!("经办人（签字）：于强")
        )
    );
    let sealed = signed["seal"]["files"].as_array().unwrap();
    assert_eq!(sealed.len(), 3);
    for (file, format) in sealed.iter().zip(["pdf", "xlsx", "docx"]) {
        assert_eq!(file["format"], format);
        let (once, twice) = (office.file(FIRST, format), office.file(FIRST, format));
        assert_eq!(once.header("x-content-sm3"), file["sm3"]);
        assert_eq!(once.body.len() as u64, file["size"].as_u64().unwrap());
        assert_eq!(once.body, twice.body);
    }
    let list = office
        .served
        .get(Role::Auditor, &format!("{PROJECT}/filings"))
        .json();
    assert_eq!(list["filings"][0]["stage_name"], "已签署");
}

#[test]
fn a_correction_supersedes_what_was_signed_and_leaves_it_as_it_was() {
    let office = Office::open();
    assert_eq!(office.opens(&json!({"tracking": "2024-08"})).status, 201);
    let under_way = office.opens(&json!({"tracking": "2024-08"}));
    assert_eq!(
        (under_way.status, under_way.problem().as_str()),
        (409, "edition_under_way")
    );
    let signed = office.sign(FIRST);
    let before = office.file(FIRST, "pdf").body;
    let without = office.opens(&json!({"tracking": "2024-08"}));
    assert_eq!((without.status, without.problem().as_str()), (422, "blank"));
    let opened = office.opens(&json!({"tracking": "2024-08", "reason": "补录培训记录"}));
    assert_eq!(opened.status, 201, "{}", opened.json());
    assert_eq!(opened.json()["supersedes"], 1);
    let list = |path: &str| office.served.get(Role::Auditor, path).json();
    assert_eq!(
        list(FIRST)["superseded_by"],
        Value::Null,
        "not before it is signed itself"
    );
    let basis = office.sign(SECOND)["printed"]["basis"].to_string();
    assert!(
        basis.contains("第2版，更正第1版，更正理由：补录培训记录"),
        "{basis}"
    );
    let first = list(FIRST);
    assert_eq!(first["superseded_by"], 2);
    assert_eq!(first["seal"], signed["seal"]);
    assert_eq!(office.file(FIRST, "pdf").body, before);
    assert_ne!(office.file(SECOND, "pdf").body, before);
}

#[test]
fn what_is_not_there_is_said() {
    let office = Office::open();
    let unknown = office.opens(&json!({"tracking": "2023-01"}));
    assert_eq!(
        (unknown.status, unknown.problem().as_str()),
        (404, "no_such_tracking_period")
    );
    for path in [
        FIRST,
        "/api/v1/filings/none",
        "/api/v1/filings/none.2024-08.1",
    ] {
        let answer = office.served.get(Role::Auditor, path);
        assert_eq!(answer.status, 404, "{path}");
        answer.problem();
    }
    assert_eq!(office.opens(&json!({"tracking": "2024-12"})).status, 201);
    let year = "/api/v1/filings/pinganliandong.2024-12.1";
    let field = json!({"do": "edit", "edits": [{"field": "rows.nobody.cause", "text": "x"}]});
    let nobody = office.asks(office.officer(), year, &field);
    assert_eq!(
        (nobody.status, nobody.problem().as_str()),
        (422, "no_such_indicator")
    );
    let draft = office.file(year, "pdf");
    assert_eq!(draft.header("x-content-sm3"), "", "nothing is sealed yet");
    assert!(draft.body.starts_with(b"%PDF-"));
}

#[test]
fn a_text_without_figures_behind_it_is_warned_of_and_hinders_nothing() {
    let office = Office::open();
    office.opens(&json!({"tracking": "2024-08"}));
    let officer = office.officer();
    let text = "辖区居民对平安联动的知晓率达到97.3%。";
    let edits = json!([{"field": "sections.conclusion", "text": text}]);
    let written = office.does(officer, FIRST, json!({"do": "edit", "edits": edits}));
    let warning = &written["warnings"][0];
    assert_eq!(warning["field"], "sections.conclusion", "{written:#}");
    assert_eq!(warning["kind"], "no_source");
    assert!(warning["message"].as_str().unwrap().contains("97.3%"));
    assert_eq!(office.sign(FIRST)["stage"], "signed");
    let edits = json!([{"field": "sections.conclusion", "text": null}]);
    let second = json!({"tracking": "2024-08", "reason": "知晓率没有出处"});
    let second = office.opens(&second).json();
    let path = format!("/api/v1/filings/{}", second["id"].as_str().unwrap());
    let back = office.does(officer, &path, json!({"do": "edit", "edits": edits}));
    assert_eq!(back["warnings"], json!([]));
}
