//! A bare town set up in the browser: what is missing, the workbook, and the workbook entered.

use super::tools::{Answer, Served};
use liandong_app::setup::{self, NewTown};
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const WORKBOOK: &str = "/api/v1/setup/workbook";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Rows<'a> = &'a [&'a [&'a str]];

/// The sheets with their headings, and rows as a person fills them.
fn filled(change: impl Fn(&str, usize, usize) -> Option<&'static str>) -> Vec<u8> {
    let sheets: [(&str, &[&str], Rows<'_>); 8] = [
        (
            "派出所",
            &["派出所编号", "派出所名称"],
            &[&["", "城东派出所"]],
        ),
        ("职能部门", &["部门编号", "部门名称"], &[&["", "房管所"]]),
        (
            "责任区",
            &["责任区编号", "责任区名称", "所属派出所", "边界"],
            &[&[
                "",
                "城北",
                "城东派出所",
                "121.1 31.1; 121.2 31.1; 121.2 31.2; 121.1 31.2",
            ]],
        ),
        (
            "巡车",
            &[
                "巡车编号",
                "巡车名称",
                "呼号",
                "责任区",
                "启用日期",
                "停用日期",
            ],
            &[&["", "一号车", "平安01", "城北", "", ""]],
        ),
        (
            "队员",
            &["队员编号", "姓名", "班组", "巡车", "入队日期", "离队日期"],
            &[
                &["m-1", "张三", "甲班", "一号车", "", ""],
                &["m-2", "李四", "甲班", "一号车", "", ""],
            ],
        ),
        (
            "班次",
            &["班次编号", "班次名称", "上班时刻", "下班时刻"],
            &[&["", "全天", "00:00", "24:00"]],
        ),
        (
            "班组",
            &["班组编号", "班组名称", "轮转", "启用日期"],
            &[&["", "甲班", "全天", ""]],
        ),
        (
            "账号",
            &[
                "账号",
                "姓名",
                "岗位",
                "对应队员",
                "对应部门",
                "统一认证用户名",
            ],
            &[
                &["zhi", "赵一", "指挥长", "", "", ""],
                &["cheng", "钱二", "城运指挥人员", "", "", ""],
                &["zhangsan", "张三", "联警队员", "张三", "", ""],
            ],
        ),
    ];
    let mut book = Workbook::new();
    for (name, head, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, texts) in std::iter::once(head)
            .chain(rows.iter().copied())
            .enumerate()
        {
            for (column, text) in texts.iter().enumerate() {
                let text = change(name, row, column).unwrap_or(*text);
                let at = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                sheet.write_string(at.0, at.1, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn as_filled() -> Vec<u8> {
    filled(|_, _, _| None)
}

/// A bare town beside the served one, and its administrator's token.
struct Bare<'a> {
    served: &'a Served,
    town: TownId,
    token: String,
}

impl<'a> Bare<'a> {
    fn beside(served: &'a Served) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let town = TownId::new("new").unwrap();
        let new = NewTown {
            id: town.clone(),
            name: "新镇".into(),
            stations: Vec::new(),
            administrator: "管理员甲".into(),
        };
        let app = served.app.clone();
        let token = runtime.block_on(async {
            let founded = setup::found(&app, &new).await.unwrap();
            let again = setup::found(&app, &new).await.unwrap_err();
            assert_eq!(again.code(), "town_exists");
            app.issue_token(&town, &founded.account).await.unwrap()
        });
        Self {
            served,
            town,
            token,
        }
    }

    fn get(&self, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        self.served
            .send("GET", path, &[("authorization", &bearer)], None)
    }

    fn import(&self, key: &str, query: &str, workbook: &[u8]) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", XLSX),
            ("idempotency-key", key),
        ];
        self.served.send(
            "POST",
            &format!("{WORKBOOK}{query}"),
            &headers,
            Some(workbook),
        )
    }

    fn head(&self) -> u64 {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let head = self.served.app.store().head(&self.town);
        runtime.block_on(head).unwrap().position
    }

    /// The steps that are not done.
    fn open(&self) -> Vec<String> {
        let setup = self.get("/api/v1/setup").json();
        let steps = setup["steps"].as_array().unwrap();
        let open = steps.iter().filter(|step| step["done"] == false);
        let open: Vec<String> = open
            .map(|step| step["code"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(setup["ready"], open.is_empty(), "{setup}");
        for step in steps {
            let lacks = step["missing"].as_array().unwrap();
            assert!(step["done"] == true || !lacks.is_empty(), "{step}");
        }
        open
    }

    fn signs_in(&self, account: &str, password: &str) -> Answer {
        let body = json!({"town": self.town, "account": account, "password": password}).to_string();
        let json = [("content-type", "application/json")];
        self.served
            .send("POST", "/api/v1/session", &json, Some(body.as_bytes()))
    }
}

fn sheet<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let sheets = answer["sheets"].as_array().unwrap();
    sheets.iter().find(|one| one["sheet"] == name).unwrap()
}

#[test]
fn a_bare_town_is_filled_by_one_workbook() {
    let served = Served::start();
    let bare = Bare::beside(&served);
    assert_eq!(
        bare.open(),
        [
            "stations",
            "areas",
            "cars",
            "roster",
            "members",
            "duty",
            "commanders",
            "dispatchers",
            "member_accounts"
        ]
    );
    let before = bare.head();
    let checked = bare.import("check", "?dry_run=true", &as_filled());
    assert_eq!(checked.status, 200, "{}", checked.json());
    let told = checked.json();
    assert_eq!(
        (&told["dry_run"], &told["recorded"]),
        (&json!(true), &json!(10))
    );
    assert_eq!(sheet(&told, "队员")["new"], 2);
    assert_eq!(told["accounts"].as_array().unwrap().len(), 3);
    assert!(
        told["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["password"].is_null())
    );
    assert_eq!(bare.head(), before, "a check writes nothing");

    let done = bare.import("first", "", &as_filled());
    assert_eq!(done.status, 200, "{}", done.json());
    let told = done.json();
    assert_eq!(
        (&told["dry_run"], &told["recorded"]),
        (&json!(false), &json!(10))
    );
    assert_eq!(
        sheet(&told, "账号"),
        &json!({"sheet": "账号", "of": "account", "new": 3, "changed": 0, "unchanged": 0})
    );
    assert_eq!(bare.open(), Vec::<String>::new());
    for account in told["accounts"].as_array().unwrap() {
        let (id, password) = (
            account["account"].as_str().unwrap(),
            account["password"].as_str().unwrap(),
        );
        let signed = bare.signs_in(id, password);
        assert_eq!(
            (signed.status, &signed.json()["limited"]),
            (200, &json!("change_password"))
        );
    }

    // What was entered comes back as it is, and by whom.
    let exported = bare.get("/api/v1/setup/template");
    assert_eq!(
        (exported.status, exported.header("content-type")),
        (200, XLSX)
    );
    assert!(
        exported
            .header("content-disposition")
            .contains("setup-new.xlsx")
    );
    let again = bare.import("export", "", &exported.body).json();
    assert_eq!(again["recorded"], 0, "{again}");
    assert_eq!(sheet(&again, "队员")["unchanged"], 2);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let log = served.app.store().log(&bare.town, before, 100);
    let entered = runtime.block_on(log).unwrap();
    let by = AccountId::new("admin").unwrap();
    let engaged = entered
        .iter()
        .filter(|one| &*one.event.kind == "town.member_engaged");
    assert_eq!(engaged.filter(|one| one.actor.account == by).count(), 2);
}

#[test]
fn a_workbook_sent_twice_is_entered_once() {
    let served = Served::start();
    let bare = Bare::beside(&served);
    // A workbook bears the second in which it was written.
    let book = as_filled();
    let first = bare.import("key", "", &book);
    assert_eq!(first.status, 200, "{}", first.json());
    let after = bare.head();
    let again = bare.import("key", "", &book);
    assert_eq!(
        (again.status, again.header("idempotent-replayed")),
        (200, "true")
    );
    let told = again.json();
    assert_eq!(told["recorded"], first.json()["recorded"]);
    let accounts = told["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 3);
    assert!(
        accounts.iter().all(|one| one["password"].is_null()),
        "shown once: {told}"
    );
    // Under another key it says nothing new, and gives nobody another password.
    let other = bare.import("other", "", &book).json();
    assert_eq!(
        (&other["recorded"], &other["accounts"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(bare.head(), after);
    let password = first.json()["accounts"][0]["password"]
        .as_str()
        .unwrap()
        .to_owned();
    let id = first.json()["accounts"][0]["account"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(bare.signs_in(&id, &password).status, 200);
    // One key, one workbook.
    let changed = filled(|sheet, row, column| {
        (sheet == "派出所" && (row, column) == (1, 1)).then_some("城西派出所")
    });
    let refused = bare.import("key", "", &changed);
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (422, "idempotency_key_reused")
    );
}

#[test]
fn faults_are_told_by_their_cells_and_nothing_is_recorded() {
    let served = Served::start();
    let bare = Bare::beside(&served);
    let before = bare.head();
    let broken = filled(|sheet, row, column| match (sheet, row, column) {
        ("队员", 2, 2) => Some("丙班"),
        ("账号", 1, 2) => Some("所长"),
        _ => None,
    });
    for query in ["", "?dry_run=true"] {
        let refused = bare.import("key", query, &broken);
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (422, "workbook_faults")
        );
        let told = refused.json();
        let faults = told["faults"].as_array().unwrap();
        let cells: Vec<&str> = faults
            .iter()
            .map(|one| one["cell"].as_str().unwrap())
            .collect();
        assert_eq!(cells, ["队员!C3", "账号!C2"], "{told}");
        assert_eq!(
            (&faults[0]["sheet"], &faults[0]["found"]),
            (&json!("队员"), &json!("丙班"))
        );
        assert!(faults[0]["detail"].as_str().unwrap().contains("现有：甲班"));
        assert!(
            faults[0]["detail_en"]
                .as_str()
                .unwrap()
                .contains("there is no such team")
        );
    }
    assert_eq!(bare.head(), before, "all or nothing");
    // The key was not used up by it.
    let mended = bare.import("key", "", &as_filled());
    assert_eq!(mended.status, 200, "{}", mended.json());
}

#[test]
fn no_workbook_and_too_much_of_one() {
    let served = Served::start();
    let bare = Bare::beside(&served);
    for (bytes, status, code) in [
        (b"PK\x03\x04 no".to_vec(), 422, "not_a_workbook"),
        (Vec::new(), 422, "not_a_workbook"),
        (vec![0; 5 * 1_024 * 1_024], 413, "workbook_too_large"),
    ] {
        let answer = bare.import("key", "", &bytes);
        assert_eq!((answer.status, answer.problem().as_str()), (status, code));
    }
    let bearer = format!("Bearer {}", bare.token);
    let keyless = [("authorization", bearer.as_str())];
    let answer = served.send("POST", WORKBOOK, &keyless, Some(&as_filled()));
    assert_eq!(answer.status, 400);
}

#[test]
fn a_workbook_is_of_the_town_that_sends_it() {
    let served = Served::start();
    let bare = Bare::beside(&served);
    let theirs = served
        .get(Role::Administrator, "/api/v1/setup/template")
        .body;
    let before = bare.head();
    // Another town's workbook entered here makes records of this town, with accounts of its own.
    let entered = bare.import("theirs", "?dry_run=true", &theirs);
    assert_eq!(entered.status, 200, "{}", entered.json());
    assert_eq!(bare.head(), before);
    let ours = bare.get("/api/v1/setup/template").body;
    assert_ne!(ours, theirs);
    let seen = served
        .get(Role::Administrator, "/api/v1/accounts?limit=500")
        .json()
        .to_string();
    assert!(!seen.contains("管理员甲"));
    let refused = served.get(Role::DutyManager, "/api/v1/setup");
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (403, "no_right")
    );
    // The served town is what its folder says: a check of its own export says nothing new.
    let own = served.get(Role::Administrator, "/api/v1/setup").json();
    assert_eq!(own["steps"].as_array().unwrap().len(), 10);
    let bearer = format!("Bearer {}", served.token(Role::Administrator));
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", "own"),
    ];
    let checked = served.send("POST", WORKBOOK, &headers, Some(&theirs));
    assert_eq!(checked.status, 200, "{}", checked.json());
    assert_eq!(
        (&checked.json()["recorded"], &checked.json()["accounts"]),
        (&json!(0), &json!([]))
    );
}
