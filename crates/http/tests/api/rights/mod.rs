//! Every route × every role × own town and another town, over a real server.
//!
//! The lines are in `table.rs` and `day.rs`. A route of the live OpenAPI document without a line fails, and so does
//! a line without a route.

mod day;
mod table;

use super::tools::Served;
use liandong_app::{App, district::DistrictPlan, folder::TownFolder, people::NewAccount, setup};
use liandong_domain::{
    ids::{AccountId, TownId},
    incident::{CommandKind, permits},
    registry::{Account, Registry},
    rights::{Right, grants},
    roles::Role,
};
use liandong_http::{Rate, Settings};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::Duration,
};
use table::Row;

/// What a route needs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Needs {
    /// Nothing: not even a login.
    Public,
    /// What it is given: a door, which is shut to what is no key.
    Door,
    /// A login.
    Anyone,
    /// A right.
    Has(Right),
    /// One of these rights.
    Any(&'static [Right]),
    /// A right, and not one of these roles.
    But(Right, &'static [Role]),
    /// A role that may give this command.
    Command(CommandKind),
}

impl Needs {
    fn allows(self, role: Role) -> bool {
        match self {
            Self::Public | Self::Door | Self::Anyone => true,
            Self::Has(right) => grants(role, right),
            Self::Any(rights) => rights.iter().any(|right| grants(role, *right)),
            Self::But(right, not) => grants(role, right) && !not.contains(&role),
            Self::Command(kind) => permits(role, kind),
        }
    }

    const fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::Door)
    }
}

const ROLES: [Role; 11] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Member,
    Role::Department,
    Role::FollowUp,
    Role::DutyManager,
    Role::Performance,
    Role::Leader,
    Role::Auditor,
    Role::Administrator,
    Role::District,
];

/// The table.
fn rows() -> impl Iterator<Item = &'static Row> {
    table::ROWS.iter().chain(day::ROWS)
}

/// What stands in the asked town only.
const MARK: &str = "此事只在甲镇";

struct Two {
    served: Served,
    own: BTreeMap<&'static str, String>,
    other: BTreeMap<&'static str, String>,
    things: BTreeMap<&'static str, String>,
}

struct Said {
    status: u16,
    code: String,
    body: String,
}

/// A token of a district over a town: it is nobody in the town itself.
async fn district(app: &App, over: &TownId) -> String {
    let book = app.book(over).await.unwrap();
    let mut town = book.registry.town().unwrap().clone();
    town.id = TownId::new(format!("{over}-district")).unwrap();
    town.name = "某区".into();
    town.outline = None;
    let account = Account {
        id: AccountId::new("of-district").unwrap(),
        name: "某区级汇总人员".into(),
        role: Role::District,
        member: None,
        department: None,
        external: None,
    };
    let (id, by) = (town.id.clone(), account.id.clone());
    let plan = DistrictPlan {
        town,
        oversees: [over.clone()].into(),
        accounts: vec![account],
    };
    app.form_district(plan).await.unwrap();
    app.issue_token(&id, &by).await.unwrap()
}

/// A token for each role; accounts that the town's folder does not have are opened.
async fn tokens(app: &App, town: &TownId, by: &Served) -> BTreeMap<&'static str, String> {
    let mut tokens = BTreeMap::new();
    for role in ROLES {
        if role == Role::District {
            let token = district(app, town).await;
            tokens.insert(role.as_str(), token);
            continue;
        }
        let book = app.book(town).await.unwrap();
        let registry: &Registry = &book.registry;
        let known = registry.accounts().find(|one| one.role == role);
        let id = match known {
            Some(account) => account.id.clone(),
            None => {
                let id = AccountId::new(format!("of-{}", role.as_str())).unwrap();
                let member = registry.members().next().unwrap().record.id.clone();
                let department = registry.departments().next().unwrap().id.clone();
                let new = NewAccount {
                    name: format!("某{}", role.as_str()),
                    role,
                    member: (role == Role::Member).then_some(member),
                    department: (role == Role::Department).then_some(department),
                    external: None,
                };
                let order = by.order_of(Role::Administrator);
                app.open_account(town, &order, id.clone(), new)
                    .await
                    .unwrap();
                id
            }
        };
        let token = app.issue_token(town, &id).await.unwrap();
        tokens.insert(role.as_str(), token);
    }
    tokens
}

fn two_towns() -> Two {
    // The walk asks more in a minute than a person does.
    let unlimited = Rate {
        per_minute: 1_000_000,
        burst: 1_000_000,
    };
    let served = Served::start_with(Settings {
        token: unlimited,
        address: unlimited,
        login: unlimited,
        ..Settings::default()
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/tests/fixtures/second-town");
    let folder = TownFolder::read(&path).unwrap();
    let app = served.app.clone();
    runtime.block_on(setup::import(&app, &folder)).unwrap();
    let other = runtime.block_on(tokens(&app, &folder.town.id, &served));
    let own = runtime.block_on(tokens(&app, &served.town, &served));

    // The other town has no third incident: a number of one town means nothing in another.
    let incident = (0..3)
        .map(|_| served.call_about(MARK)["id"].as_str().unwrap().to_owned())
        .next_back()
        .unwrap();
    let ask = json!({"incident": &incident, "reason": MARK, "ground": "consent_withdrawn"});
    let asked = served.post(Role::Administrator, "/api/v1/erasures", &served.key(), &ask);
    assert_eq!(asked.status, 201, "{}", asked.json());
    let book = runtime.block_on(app.book(&served.town)).unwrap();
    let member = book.registry.accounts().find_map(|one| one.member.clone());
    let project = book.projects().next().unwrap().project().clone();
    let filings = format!("/api/v1/projects/{}/filings", project.id);
    let open = json!({"tracking": project.tracking[0].id});
    let opened = served.post(Role::Performance, &filings, &served.key(), &open);
    assert_eq!(opened.status, 201, "{}", opened.json());
    let things = BTreeMap::from([
        ("$filing", opened.json()["id"].as_str().unwrap().to_owned()),
        ("$incident", incident),
        ("$erasure", asked.json()["id"].as_str().unwrap().to_owned()),
        ("$account", "commander-1".to_owned()),
        ("$member", member.unwrap().to_string()),
        ("$project", project.id.to_string()),
        ("$indicator", project.indicators[0].id.to_string()),
    ]);
    Two {
        served,
        own,
        other,
        things,
    }
}

impl Two {
    fn fill(&self, text: &str) -> String {
        self.things
            .iter()
            .fold(text.to_owned(), |text, (name, thing)| {
                text.replace(name, thing)
            })
    }

    fn path(&self, row: &Row) -> String {
        let mut path = row.path.to_owned();
        while let Some(begin) = path.find('{') {
            let end = path[begin..].find('}').unwrap() + begin;
            let name = &path[begin + 1..end];
            let thing = row.at.iter().find(|(one, _)| *one == name);
            let thing = thing.map_or("none", |(_, thing)| thing);
            path.replace_range(begin..=end, &self.fill(thing));
        }
        path + row.query
    }

    fn ask(&self, row: &Row, token: Option<&str>) -> Said {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        let mut request = ureq::http::Request::builder()
            .method(row.method)
            .uri(format!("{}{}", self.served.url, self.path(row)))
            .header("idempotency-key", self.served.key());
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut answer = match row.body {
            Some(body) => {
                let request = request.header("content-type", "application/json");
                agent.run(request.body(self.fill(body).into_bytes()).unwrap())
            }
            None => agent.run(request.body(()).unwrap()),
        }
        .unwrap();
        let status = answer.status().as_u16();
        let kind = answer.headers().get("content-type");
        // A live stream has no end.
        let streams = kind.is_some_and(|kind| kind == "text/event-stream");
        let body = if streams {
            String::new()
        } else {
            answer.body_mut().read_to_string().unwrap_or_default()
        };
        let problem: Value = serde_json::from_str(&body).unwrap_or_default();
        let code = problem["code"].as_str().unwrap_or_default().to_owned();
        Said { status, code, body }
    }
}

/// Writes down what is wrong rather than stopping at the first.
struct Wrongs(Vec<String>);

impl Wrongs {
    fn hold(&mut self, holds: bool, row: &Row, who: &str, said: &Said, rule: &str) {
        if !holds {
            let (status, code) = (said.status, &said.code);
            let body: String = said.body.chars().take(200).collect();
            let (method, path) = (row.method, row.path);
            self.0.push(format!(
                "{method} {path} as {who}: {rule}; {status} {code} {body}"
            ));
        }
    }

    #[track_caller]
    fn end(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

fn documented() -> BTreeSet<(String, String)> {
    let document = serde_json::to_value(liandong_http::openapi()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            routes.insert((method.to_uppercase(), path.clone()));
        }
    }
    routes
}

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let lines: BTreeSet<_> = rows()
        .map(|row| (row.method.to_owned(), row.path.to_owned()))
        .collect();
    let routes = documented();
    let without: Vec<_> = routes.difference(&lines).collect();
    assert!(without.is_empty(), "routes without a line: {without:#?}");
    let stale: Vec<_> = lines.difference(&routes).collect();
    assert!(stale.is_empty(), "lines without a route: {stale:#?}");
}

#[test]
fn every_write_is_in_some_scope_of_personal_tokens() {
    for row in rows().filter(|row| !row.needs.is_open() && row.method != "GET") {
        let scope = liandong_http::scope_of_write(row.path);
        assert!(scope.is_some(), "no scope for {} {}", row.method, row.path);
    }
}

/// What is told to a role that has no right to something.
const REFUSALS: [&str; 4] = ["no_right", "not_allowed", "not_visible", "other_department"];

#[test]
fn each_role_may_what_the_table_says_in_its_own_town() {
    let two = two_towns();
    let mut wrongs = Wrongs(Vec::new());
    for row in rows() {
        let nobody = two.ask(row, None);
        if row.needs.is_open() {
            let open = nobody.status != 403 && nobody.status < 500;
            wrongs.hold(open, row, "nobody", &nobody, "is open");
        } else {
            let shut = nobody.status == 401 && nobody.code == "unauthenticated";
            wrongs.hold(shut, row, "nobody", &nobody, "needs a login");
        }
        for (role, token) in &two.own {
            let said = two.ask(row, Some(token));
            let role_of = Role::parse(role).unwrap();
            if matches!(row.needs, Needs::Door) {
                wrongs.hold(said.status < 500, row, role, &said, "answers");
            } else if row.needs.allows(role_of) {
                // A rule may forbid this very thing at this hour (another's car): that is no lack of a right.
                let lacks = said.status == 403 && REFUSALS.contains(&&*said.code);
                let may = said.status != 401 && !lacks && said.status < 500;
                wrongs.hold(may, row, role, &said, "may");
            } else {
                let refused = said.status == 403 && REFUSALS.contains(&&*said.code);
                wrongs.hold(refused, row, role, &said, "may not");
            }
        }
    }
    wrongs.end();
}

#[test]
fn nobody_of_another_town_gets_anything_of_this_one() {
    let two = two_towns();
    let mut wrongs = Wrongs(Vec::new());
    for row in rows() {
        let of_this_town = two.path(row) != Two::bare(row, &two);
        for (role, token) in &two.other {
            let said = two.ask(row, Some(token));
            let silent = !said.body.contains(MARK) && !said.body.contains("袁建鹏");
            wrongs.hold(silent, row, role, &said, "tells of another town");
            if of_this_town && !row.needs.is_open() {
                let refused = (400..500).contains(&said.status) && said.status != 401;
                wrongs.hold(refused, row, role, &said, "finds another town's");
            }
        }
    }
    wrongs.end();
    // And nothing was done to it.
    let id = &two.things["$incident"];
    let now = two
        .served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}"));
    assert_eq!(now.json()["version"], 1);
}

impl Two {
    /// The path with `none` for everything: what it is when it names nothing of the town.
    fn bare(row: &Row, two: &Self) -> String {
        let at: Vec<(&str, &str)> = row
            .at
            .iter()
            .filter(|(_, thing)| !thing.starts_with('$'))
            .copied()
            .collect();
        let mut path = row.path.to_owned();
        while let Some(begin) = path.find('{') {
            let end = path[begin..].find('}').unwrap() + begin;
            let name = path[begin + 1..end].to_owned();
            let thing = at.iter().find(|(one, _)| *one == name);
            path.replace_range(
                begin..=end,
                &two.fill(thing.map_or("none", |(_, thing)| thing)),
            );
        }
        path + row.query
    }
}
