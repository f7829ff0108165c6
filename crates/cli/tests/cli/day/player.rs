//! Plays steps over HTTP, each person with the own login.

use super::{
    script::Step,
    words::{Words, at},
};
use crate::cli::tools::Server;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};
use ureq::http::Request;

const PASSWORD: &str = "柳溪-moonlight-71";

pub(crate) struct Player {
    agent: ureq::Agent,
    pub(crate) server: Server,
    pub(crate) words: Words,
    folder: PathBuf,
    town: String,
    /// Account, role, and the header by which its requests are known.
    people: BTreeMap<String, (String, [String; 2])>,
    nth: u32,
    /// The roles whose requests were granted.
    pub(crate) acted: BTreeSet<String>,
    /// The phases in which an incident was shown.
    pub(crate) phases: BTreeSet<String>,
    /// The commands that an incident took.
    pub(crate) commands: BTreeSet<String>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    replayed: bool,
    cookie: Option<String>,
    pub(crate) json: Value,
}

enum Body {
    Nothing,
    Json(Value),
    Bytes(String, Vec<u8>),
}

impl Player {
    pub(crate) fn new(server: Server, words: Words, folder: &Path, town: &str) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false);
        let people = server.logins.iter().map(|[role, account, token]| {
            let header = ["authorization".to_owned(), format!("Bearer {token}")];
            (account.clone(), (role.clone(), header))
        });
        Self {
            agent: agent.build().new_agent(),
            people: people.collect(),
            server,
            words,
            folder: folder.to_owned(),
            town: town.to_owned(),
            nth: 0,
            acted: BTreeSet::new(),
            phases: BTreeSet::new(),
            commands: BTreeSet::new(),
        }
    }

    /// Plays a step, and says what is not as it is written.
    pub(crate) fn play(&mut self, step: &Step) -> Result<(), String> {
        if step.each.is_empty() {
            return self.play_once(step);
        }
        for each in &step.each {
            self.words.keep("each", each.as_str().into());
            self.play_once(step)
                .map_err(|what| format!("{each}: {what}"))?;
        }
        Ok(())
    }

    fn play_once(&mut self, step: &Step) -> Result<(), String> {
        let who = self.person(&self.words.text(&step.who));
        let until = Instant::now() + Duration::from_secs(step.within);
        loop {
            let answer = self.act(who.as_deref(), step);
            match self.check(step, &answer) {
                Ok(()) => break self.remember(who.as_deref(), step, &answer),
                Err(_) if Instant::now() < until => thread::sleep(Duration::from_millis(200)),
                Err(what) => return Err(format!("{what}\n  {}: {}", answer.status, answer.json)),
            }
        }
        Ok(())
    }

    fn act(&mut self, who: Option<&str>, step: &Step) -> Answer {
        let (method, path, body) = self.request(step);
        self.nth += 1;
        let key = format!("day-{}", self.nth);
        let answer = self.send(who, &method, &path, &key, &body);
        // The phone that heard no answer sends the same again: it has happened once.
        if step.command.is_some() && answer.status == 200 {
            let again = self.send(who, &method, &path, &key, &body);
            assert_eq!((again.status, again.replayed), (200, true), "{path}");
            assert_eq!(again.json["version"], answer.json["version"], "{path}");
        }
        answer
    }

    fn request(&self, step: &Step) -> (String, String, Body) {
        if let Some(command) = &step.command {
            let incident = step.to.as_deref().expect("to: which incident");
            let mut body = json!({"command": self.words.value(command)});
            if let Some(happened) = &step.happened {
                body["occurred_at"] = self.words.text(happened).into();
            }
            let incident = self.words.text(incident);
            let path = self
                .words
                .text(&format!("/api/v1/incidents/{{{incident}}}/commands"));
            return ("POST".into(), path, Body::Json(body));
        }
        let act = step.act.as_deref().expect("do or command");
        let (method, path) = act.split_once(' ').expect("method and path");
        let body = match (&step.body, &step.file) {
            (Some(body), _) => Body::Json(self.words.value(body)),
            (None, Some(file)) => {
                let media = step.media.clone().expect("media: what the file is");
                Body::Bytes(media, fs::read(self.folder.join(file)).unwrap())
            }
            (None, None) => Body::Nothing,
        };
        (method.into(), self.words.text(path), body)
    }

    fn check(&self, step: &Step, answer: &Answer) -> Result<(), String> {
        let right = match (step.expect, &step.refused) {
            (Some(status), _) => answer.status == status,
            (None, Some(_)) => answer.status >= 400,
            (None, None) => (200..300).contains(&answer.status),
        };
        if !right {
            return Err(format!("the status is {}", answer.status));
        }
        if let Some(code) = &step.refused
            && answer.json["code"] != code.as_str()
        {
            return Err(format!("it is not refused as {code}"));
        }
        for (path, wanted) in &step.see {
            let (path, wanted) = (self.words.text(path), self.words.value(wanted));
            let found = at(&answer.json, &path);
            if !found.contains(&wanted) {
                return Err(format!("{path} is not {wanted} but {found:?}"));
            }
        }
        for path in step.keep.values() {
            let path = self.words.text(path);
            if at(&answer.json, &path).is_empty() {
                return Err(format!("nothing is at {path}"));
            }
        }
        Ok(())
    }

    fn remember(&mut self, who: Option<&str>, step: &Step, answer: &Answer) {
        for (name, path) in &step.keep {
            let path = self.words.text(path);
            let value = at(&answer.json, &path).swap_remove(0);
            let name = self.words.text(name);
            self.words.keep(&name, value);
        }
        if answer.status < 300
            && let Some((role, _)) = who.and_then(|who| self.people.get(who))
        {
            self.acted.insert(role.clone());
        }
        for phase in ["/phase", "/incident/phase", "/incidents/*/phase"] {
            for phase in at(&answer.json, phase) {
                self.phases.extend(phase.as_str().map(str::to_owned));
            }
        }
        if let Some(command) = step.command.as_ref().filter(|_| answer.status == 200) {
            self.commands
                .extend(command["do"].as_str().map(str::to_owned));
        }
    }

    /// The account of whom the step names; none for somebody without one.
    fn person(&mut self, who: &str) -> Option<String> {
        if who == "nobody" {
            return None;
        }
        if let Some(name) = who.strip_prefix("token ") {
            let token = self.words.text(&format!("{{{name}}}"));
            let header = ["authorization".to_owned(), format!("Bearer {token}")];
            self.people
                .insert(who.to_owned(), ("machine".into(), header));
            return Some(who.to_owned());
        }
        if who.contains('/') {
            return Some(self.member(who));
        }
        assert!(self.people.contains_key(who), "nobody is called {who}");
        Some(who.to_owned())
    }

    /// `car-1/early`: the first member of the car's crew before the shift changes, who gets an
    /// account from the administrator, signs in and chooses a password. `/early/2` is the second.
    fn member(&mut self, who: &str) -> String {
        let member = self.words.text(&format!("{{{who}}}"));
        if self.people.contains_key(&member) {
            return member;
        }
        let ask = |player: &mut Self, path: &str, body: Value| {
            player.nth += 1;
            let key = format!("day-{}", player.nth);
            player.send(Some("admin-1"), "POST", path, &key, &Body::Json(body))
        };
        let new = json!({"id": member, "name": who, "role": "member", "member": member});
        let opened = ask(self, "/api/v1/accounts", new);
        assert_eq!(opened.status, 201, "{}", opened.json);
        let path = format!("/api/v1/accounts/{member}/reset-password");
        let first = ask(self, &path, json!({})).json["password"].clone();
        let town = self.town.clone();
        let signing = json!({"town": town, "account": member, "password": first});
        let signed = self.send(None, "POST", "/api/v1/session", "-", &Body::Json(signing));
        assert_eq!(signed.json["limited"], "change_password", "{}", signed.json);
        let cookie = ["cookie".to_owned(), signed.cookie.expect("a session")];
        self.people
            .insert(member.clone(), ("member".into(), cookie));
        let change = json!({"old_password": first, "new_password": PASSWORD});
        let path = "/api/v1/account/password";
        let changed = self.send(
            Some(&member),
            "POST",
            path,
            &format!("own-{member}"),
            &Body::Json(change),
        );
        assert_eq!(changed.status, 204, "{}", changed.json);
        member
    }

    /// Looks up in the duty book who sits in each car before and after the shift changes.
    pub(crate) fn learn_crews(&mut self) {
        for (moment, shift, name) in [(-28_800, "morning", "early"), (0, "middle", "late")] {
            let day = self
                .words
                .text(&format!("{{change_day+{moment}s}}").replace("+-", "-"));
            let path = format!("/api/v1/duty/days/{day}");
            let answer = self.send(Some("admin-1"), "GET", &path, "-", &Body::Nothing);
            for car in 1..=5 {
                let turns = format!("/turns/[unit.code=car-{car},shift.code={shift}]/member/code");
                let members = at(&answer.json, &turns);
                assert_eq!(members.len(), 2, "{day} {turns}: {}", answer.json);
                for (member, which) in members.into_iter().zip(["", "/2"]) {
                    self.words.keep(&format!("car-{car}/{name}{which}"), member);
                }
            }
        }
    }

    pub(crate) fn get(&self, who: &str, path: &str) -> Value {
        let answer = self.send(Some(who), "GET", path, "-", &Body::Nothing);
        assert_eq!(answer.status, 200, "{path}: {}", answer.json);
        answer.json
    }

    fn send(&self, who: Option<&str>, method: &str, path: &str, key: &str, body: &Body) -> Answer {
        let url = format!("{}{}", self.server.url, encoded(path));
        let mut request = Request::builder().method(method).uri(url);
        if let Some(who) = who {
            let (_, [name, value]) = &self.people[who];
            request = request.header(name, value);
        }
        if method != "GET" {
            request = request.header("idempotency-key", key);
        }
        let (media, bytes) = match body {
            Body::Nothing => (None, Vec::new()),
            Body::Json(json) => (Some("application/json"), json.to_string().into_bytes()),
            Body::Bytes(media, bytes) => (Some(media.as_str()), bytes.clone()),
        };
        let answered = match media {
            Some(media) => {
                let request = request.header("content-type", media).body(bytes);
                self.agent.run(request.unwrap())
            }
            None if method == "POST" => self.agent.run(request.body(bytes).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let mut answer = answered.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let header = |name: &str| answer.headers().get(name)?.to_str().ok().map(str::to_owned);
        let cookie = header("set-cookie").and_then(|set| Some(set.split(';').next()?.to_owned()));
        let (status, replayed) = (
            answer.status().as_u16(),
            header("idempotent-replayed").is_some(),
        );
        let bytes = answer.body_mut().read_to_vec().unwrap();
        // A file that is downloaded is shown by its size.
        let json = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!({"bytes": bytes.len()}));
        Answer {
            status,
            replayed,
            cookie,
            json,
        }
    }
}

/// Chinese words of a query as a URL has them.
fn encoded(path: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
