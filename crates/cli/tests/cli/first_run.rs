//! The first run: from an empty machine to the first dispatched call, with nothing but `init --new`, a workbook and the
//! browser's own requests.

use super::tools::{Server, done, folder, run, stderr};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::path::Path;

/// A sheet of the workbook: its name, its columns, its rows.
type Sheet = (
    &'static str,
    &'static [&'static str],
    &'static [&'static [&'static str]],
);

const SHEETS: [Sheet; 8] = [
    ("派出所", &["派出所编号", "派出所名称"], &[]),
    ("职能部门", &["部门编号", "部门名称"], &[&["", "房管所"]]),
    (
        "责任区",
        &["责任区编号", "责任区名称", "所属派出所", "边界"],
        &[
            &[
                "",
                "城北",
                "城东派出所",
                "121.10 31.10; 121.20 31.10; 121.20 31.20; 121.10 31.20",
            ],
            &[
                "",
                "城南",
                "城西派出所",
                "121.10 31.00; 121.20 31.00; 121.20 31.10; 121.10 31.10",
            ],
        ],
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
        &[
            &["", "一号车", "平安01", "城北", "", ""],
            &["", "二号车", "平安02", "城南", "", ""],
        ],
    ),
    (
        "队员",
        &["队员编号", "姓名", "班组", "巡车", "入队日期", "离队日期"],
        &[
            &["m-1", "张三", "甲班", "一号车", "", ""],
            &["m-2", "李四", "甲班", "一号车", "", ""],
            &["m-3", "王五", "甲班", "二号车", "", ""],
            &["m-4", "赵六", "甲班", "二号车", "", ""],
        ],
    ),
    (
        "班次",
        &["班次编号", "班次名称", "上班时刻", "下班时刻"],
        &[&["", "全天", "00:00", "00:00"]],
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
            &["zhihui", "周一", "指挥长", "", "", ""],
            &["chengyun", "吴二", "城运指挥人员", "", "", ""],
            &["zhangsan", "张三", "联警队员", "m-1", "", ""],
            &["wangwu", "王五", "联警队员", "王五", "", ""],
        ],
    ),
];

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, head, rows) in SHEETS {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, texts) in (0..).zip(std::iter::once(head).chain(rows.iter().copied())) {
            for (column, text) in (0..).zip(texts) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Somebody at the browser.
struct Person<'a> {
    url: &'a str,
    account: &'a str,
    cookie: String,
    keys: u32,
}

impl<'a> Person<'a> {
    /// Signs in with the first password, and changes it as the page asks.
    fn signs_in(url: &'a str, account: &'a str, first: &str) -> Self {
        let body = json!({"town": "newtown", "account": account, "password": first});
        let answer = ureq::post(format!("{url}/api/v1/session"))
            .send_json(&body)
            .unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let mut person = Self {
            url,
            account,
            cookie,
            keys: 0,
        };
        let new = json!({"old_password": first, "new_password": "柳溪-moonlight-71"});
        let request = ureq::post(format!("{url}/api/v1/account/password"))
            .header("cookie", &person.cookie)
            .header("idempotency-key", person.key());
        assert_eq!(request.send_json(&new).unwrap().status(), 204);
        person
    }

    fn key(&mut self) -> String {
        self.keys += 1;
        format!("{}-{}", self.account, self.keys)
    }

    fn get(&self, path: &str) -> Value {
        let request = ureq::get(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        request.call().unwrap().body_mut().read_json().unwrap()
    }

    fn post(&mut self, path: &str, body: &Value) -> Value {
        let key = self.key();
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let request = agent
            .post(format!("{}{path}", self.url))
            .header("cookie", &self.cookie)
            .header("idempotency-key", key);
        let mut answer = request.send_json(body).unwrap();
        let (status, told) = (
            answer.status(),
            answer.body_mut().read_json::<Value>().unwrap(),
        );
        assert!(status.is_success(), "{status} {told}");
        told
    }

    fn commands(&mut self, incident: &str, command: &Value) -> Value {
        let path = format!("/api/v1/incidents/{incident}/commands");
        self.post(&path, &json!({ "command": command }))
    }
}

/// `init --new`, and what it prints.
fn new_town(db: &Path) -> String {
    let words = [
        "init",
        "--new",
        "newtown",
        "--name",
        "新镇",
        "--station",
        "城东派出所",
        "城西派出所",
        "--admin",
        "管理员甲",
        "--db",
    ];
    done(words.into_iter().chain([db.to_str().unwrap()]))
}

#[test]
fn an_empty_machine_comes_to_its_first_dispatched_call() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let printed = new_town(&db);
    let password = printed.trim();
    assert!(
        printed.lines().count() == 1 && password.len() >= 12,
        "the password alone: {printed:?}"
    );

    let server = Server::start_as(
        super::tools::liandong(["serve", "--listen", "127.0.0.1:0"])
            .arg("--db")
            .arg(&db),
    );
    let url = server.url.as_str();
    let mut admin = Person::signs_in(url, "admin", password);
    let missing = admin.get("/api/v1/setup");
    assert_eq!(missing["ready"], false);
    let key = admin.key();
    let request = ureq::post(format!("{url}/api/v1/setup/workbook"))
        .header("cookie", &admin.cookie)
        .header("idempotency-key", key);
    let mut answer = request.send(&workbook()[..]).unwrap();
    let told: Value = answer.body_mut().read_json().unwrap();
    let ready = admin.get("/api/v1/setup");
    assert_eq!(ready["ready"], true, "{ready:#}");
    let password = |account: &str| {
        let accounts = told["accounts"].as_array().unwrap();
        let found = accounts.iter().find(|one| one["account"] == account);
        found.unwrap()["password"].as_str().unwrap().to_owned()
    };

    let mut commander = Person::signs_in(url, "zhihui", &password("zhihui"));
    let mut dispatcher = Person::signs_in(url, "chengyun", &password("chengyun"));
    let mut member = Person::signs_in(url, "zhangsan", &password("zhangsan"));
    let call = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音很大，请来看看",
        "place": {"lon": 121.15, "lat": 31.15}, "caller": {"name": "王小明", "phone": "13900001234"}});
    let call = commander.post("/api/v1/incidents", &call);
    let id = call["id"].as_str().unwrap();
    let area = admin.get("/api/v1/areas/at?lon=121.15&lat=31.15");
    let area = area["area"]["code"].as_str().unwrap();
    let confirm = json!({"do": "confirm", "category": "environment", "subcategory": "env-noise-construction", "area": area});
    commander.commands(id, &confirm);
    dispatcher.commands(id, &json!({"do": "accept"}));
    let units = dispatcher.get("/api/v1/units");
    let units = units["units"].as_array().unwrap();
    let car = units
        .iter()
        .find(|one| one["area"] == area || one["area"]["code"] == area);
    let car = car.unwrap_or_else(|| panic!("{units:?}"))["id"].clone();
    let assigned = dispatcher.commands(id, &json!({"do": "assign", "unit": car}));
    assert_eq!(assigned["phase"], "assigned", "{assigned}");
    let acknowledged = member.commands(id, &json!({"do": "acknowledge"}));
    assert_eq!(acknowledged["phase"], "acknowledged", "{acknowledged}");
}

#[test]
fn a_town_is_begun_once() {
    let folder = folder();
    let db = folder.path().join("town.db");
    new_town(&db);
    let words = [
        "init",
        "--new",
        "newtown",
        "--name",
        "新镇",
        "--admin",
        "乙",
        "--db",
        db.to_str().unwrap(),
    ];
    let again = run(words);
    assert_eq!(again.status.code(), Some(2));
    let said = stderr(&again);
    assert!(
        said.contains("已有街镇 newtown，没有改动")
            && said.contains("there is a town newtown already"),
        "{said}"
    );
    assert!(again.stdout.is_empty());
    // The log is whole, and a second town stands beside the first.
    done(["verify", "--db", db.to_str().unwrap()]);
    let other = [
        "init",
        "--new",
        "other",
        "--name",
        "他镇",
        "--admin",
        "丙",
        "--db",
        db.to_str().unwrap(),
    ];
    done(other);
}

#[test]
fn what_cannot_be_a_town_is_refused_before_anything_is_made() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let db = db.to_str().unwrap();
    for words in [
        vec!["init", "--db", db],
        vec!["init", "--new", "t", "--db", db],
        vec!["init", "--new", "t", "--name", "镇", "--db", db],
        vec![
            "init", "--new", "新镇", "--name", "镇", "--admin", "甲", "--db", db,
        ],
        vec![
            "init", "--new", "t", "--name", " ", "--admin", "甲", "--db", db,
        ],
        vec![
            "init", "--new", "t", "--name", "镇", "--admin", " ", "--db", db,
        ],
        vec![
            "init", "--new", "t", "--name", "镇", "--admin", "甲", "--town", ".", "--db", db,
        ],
    ] {
        let refused = run(&words);
        assert_eq!(
            refused.status.code(),
            Some(2),
            "{words:?} {}",
            stderr(&refused)
        );
        assert!(super::tools::names(folder.path()).is_empty(), "{words:?}");
    }
}
