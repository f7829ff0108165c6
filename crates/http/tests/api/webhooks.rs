//! Webhooks, to a real receiver that fails, hangs, sends elsewhere, and comes back.

use super::tools::Served;
use liandong_app::webhooks::{Patience, Postman, sign};
use liandong_domain::roles::Role;
use liandong_http::{HttpCourier, Reach};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};
use tokio::sync::watch;

/// What the receiver does with a delivery.
#[derive(Debug, Clone)]
enum Reply {
    Status(u16),
    Elsewhere(String),
    Hang,
    HangUp,
}

/// A delivery as it came.
#[derive(Debug)]
struct Came {
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl Came {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn id(&self) -> &str {
        &self.headers["liandong-delivery"]
    }
}

struct Receiver {
    url: String,
    came: mpsc::Receiver<Came>,
}

impl Receiver {
    /// Answers by what is told of each delivery: how many came before, and the delivery.
    fn start(reply: impl Fn(usize, &Came) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/in", listener.local_addr().unwrap());
        let (told, came) = mpsc::channel();
        thread::spawn(move || {
            let mut held = Vec::new();
            for (nth, stream) in listener.incoming().enumerate() {
                let Ok(mut stream) = stream else { return };
                let Some(one) = read(&stream) else { continue };
                let reply = reply(nth, &one);
                if told.send(one).is_err() {
                    return;
                }
                let line = match reply {
                    Reply::Status(status) => format!("HTTP/1.1 {status} x\r\n"),
                    Reply::Elsewhere(url) => format!("HTTP/1.1 307 x\r\nLocation: {url}\r\n"),
                    Reply::Hang => {
                        held.push(stream);
                        continue;
                    }
                    Reply::HangUp => continue,
                };
                let _ = stream.write_all(
                    format!("{line}Content-Length: 0\r\nConnection: close\r\n\r\n").as_bytes(),
                );
            }
        });
        Self { url, came }
    }

    #[track_caller]
    fn next(&self) -> Came {
        self.came.recv_timeout(Duration::from_secs(30)).unwrap()
    }

    fn nothing_comes(&self) -> bool {
        self.came.recv_timeout(Duration::from_secs(2)).is_err()
    }
}

fn read(stream: &TcpStream) -> Option<Came> {
    let mut reader = BufReader::new(stream);
    let mut headers = HashMap::new();
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Came { headers, body })
}

/// The postman of a node, until it is dropped.
struct Running {
    ending: watch::Sender<bool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Running {
    fn start(served: &Served, attempts: u32) -> Self {
        Self::start_with(served, attempts, &near())
    }

    fn start_with(served: &Served, attempts: u32, reach: &Reach) -> Self {
        let courier = HttpCourier::new(reach, Duration::from_secs(1)).unwrap();
        let patience = Patience {
            attempts,
            first_seconds: 1,
            longest_seconds: 1,
        };
        let app = Arc::clone(&served.app);
        let postman = Postman::new(app, Arc::new(courier), patience).unwrap();
        let ending = watch::Sender::new(false);
        let told = ending.subscribe();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(postman.run(told));
        });
        Self {
            ending,
            thread: Some(thread),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ending.send_replace(true);
        let _ = self.thread.take().map(thread::JoinHandle::join);
    }
}

fn near() -> Reach {
    Reach {
        allow: vec!["127.0.0.0/8".parse().unwrap()],
        plain_http: true,
        roots: None,
    }
}

#[track_caller]
fn subscribe(served: &Served, url: &str, kinds: &[&str]) -> Value {
    let asked = json!({"name": "城运平台", "url": url, "kinds": kinds});
    let answer = served.post(
        Role::Administrator,
        "/api/v1/webhooks",
        &served.key(),
        &asked,
    );
    assert_eq!(answer.status, 201, "{}", answer.json());
    answer.json()
}

fn letters(served: &Served, hook: &Value, state: &str) -> Vec<Value> {
    let id = hook["id"].as_str().unwrap();
    let path = format!("/api/v1/webhooks/{id}/deliveries?state={state}");
    let page = served.get(Role::Administrator, &path).json();
    page["deliveries"].as_array().unwrap().clone()
}

/// Asks until there are so many letters: the attempt's end is written a moment after the receiver's.
fn await_letters(served: &Served, hook: &Value, state: &str, count: usize) -> Vec<Value> {
    for _ in 0..600 {
        let found = letters(served, hook, state);
        if found.len() == count {
            return found;
        }
        thread::sleep(Duration::from_millis(25));
    }
    panic!("{state}: {:?}", letters(served, hook, state));
}

#[test]
fn a_delivery_is_signed_and_tells_nothing_personal() {
    let served = Served::start();
    let receiver = Receiver::start(|_, _| Reply::Status(204));
    let hook = subscribe(&served, &receiver.url, &["incident.*"]);
    let secret = hook["secret"].as_str().unwrap();
    let _postman = Running::start(&served, 3);
    let call = served.call();
    let came = receiver.next();
    let signature = &came.headers["liandong-signature"];
    let time = signature
        .split(',')
        .next()
        .unwrap()
        .strip_prefix("t=")
        .unwrap();
    let ours = sign(secret.as_bytes(), time.parse().unwrap(), &came.body);
    assert_eq!(ours.to_string(), *signature);
    assert_eq!(came.headers["liandong-event"], "incident.received");
    let told = came.json();
    assert_eq!(told["id"], came.id());
    assert_eq!(
        told["subject"],
        json!({"type": "incident", "id": call["id"]})
    );
    assert_eq!(told["kind_name"], "接警");
    assert_eq!(told["incident"]["phase"], "received");
    let text = told.to_string();
    for personal in ["王小明", "139", "某路", "装修", "commander-"] {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
    let shown = served.get(Role::Administrator, "/api/v1/webhooks").json();
    assert_eq!(shown["webhooks"][0]["secret"], Value::Null, "shown once");
}

#[test]
fn what_fails_is_tried_again_in_order_and_under_one_number() {
    let served = Served::start();
    // The second attempt is answered once the first has been looked at, however slow the machine is.
    let (go_on, wait) = mpsc::channel();
    let receiver = Receiver::start(move |nth, _| match nth {
        0 => Reply::Status(500),
        1 => {
            let _ = wait.recv_timeout(Duration::from_secs(30));
            Reply::HangUp
        }
        _ => Reply::Status(200),
    });
    let hook = subscribe(&served, &receiver.url, &["incident.*"]);
    let postman = Running::start(&served, 5);
    let call = served.call();
    let first = receiver.next();
    let confirm = json!({"do": "confirm", "category": "environment", "area": "jiwang"});
    served.done(Role::Commander, call["id"].as_str().unwrap(), confirm);
    let waiting = await_letters(&served, &hook, "waiting", 2);
    assert_eq!(waiting[0]["trouble"], "status");
    assert_eq!(waiting[0]["status"], 500);
    assert_eq!(
        (&waiting[1]["attempts"], &waiting[1]["kind"]),
        (&json!(0), &json!("incident.classified"))
    );
    go_on.send(()).unwrap();
    // It goes on after a restart, from what is written down.
    drop(postman);
    let _postman = Running::start(&served, 5);
    let (second, third, fourth) = (receiver.next(), receiver.next(), receiver.next());
    assert_eq!(first.id(), second.id());
    assert_eq!(first.id(), third.id());
    assert_eq!(first.body, third.body, "the same bytes");
    assert_eq!(fourth.json()["kind"], "incident.classified", "in order");
    assert!(letters(&served, &hook, "dead").is_empty());
    assert!(receiver.nothing_comes());
}

#[test]
fn another_incident_does_not_wait() {
    let served = Served::start();
    let receiver = Receiver::start(|_, came| {
        match came.json()["subject"]["id"]
            .as_str()
            .unwrap()
            .ends_with('1')
        {
            true => Reply::Status(503),
            false => Reply::Status(200),
        }
    });
    let hook = subscribe(&served, &receiver.url, &["incident.received"]);
    let _postman = Running::start(&served, 100);
    let (one, two) = (served.call(), served.call());
    assert!(one["id"].as_str().unwrap().ends_with('1'));
    assert_eq!(receiver.next().json()["subject"]["id"], one["id"]);
    while receiver.next().json()["subject"]["id"] != two["id"] {}
    assert_eq!(
        await_letters(&served, &hook, "waiting", 1)[0]["trouble"],
        "status"
    );
}

#[test]
fn dead_letters_are_seen_and_sent_again() {
    let served = Served::start();
    let receiver = Receiver::start(|nth, _| match nth {
        0 => Reply::Hang,
        1 => Reply::Elsewhere("http://127.0.0.1:1/".into()),
        _ => Reply::Status(200),
    });
    let hook = subscribe(&served, &receiver.url, &["incident.received"]);
    let _postman = Running::start(&served, 2);
    served.call();
    receiver.next();
    receiver.next();
    let dead = await_letters(&served, &hook, "dead", 1);
    assert_eq!(dead[0]["trouble"], "redirect");
    assert_eq!(dead[0]["trouble_name"], "对方要求转到别处（不跟随）");
    assert_eq!(
        (&dead[0]["attempts"], &dead[0]["status"]),
        (&json!(2), &json!(307))
    );
    assert!(letters(&served, &hook, "waiting").is_empty());
    let id = hook["id"].as_str().unwrap();
    let path = format!("/api/v1/webhooks/{id}/redeliver");
    let ask = |body: Value, key: &str| served.post(Role::Administrator, &path, key, &body);
    let refused = ask(json!({"deliveries": ["other-1"]}), "bad");
    assert_eq!((refused.status, &*refused.problem()), (422, "bad_delivery"));
    let again = ask(json!({"deliveries": [dead[0]["id"]]}), "again");
    assert_eq!(again.json(), json!({"deliveries": 1}));
    let repeated = ask(json!({"deliveries": [dead[0]["id"]]}), "again");
    assert_eq!(repeated.header("idempotent-replayed"), "true");
    assert_eq!(receiver.next().id(), dead[0]["id"].as_str().unwrap());
    await_letters(&served, &hook, "dead", 0);
    await_letters(&served, &hook, "waiting", 0);
}

#[test]
fn nothing_is_sent_to_where_it_may_not() {
    let served = Served::start();
    let receiver = Receiver::start(|_, _| Reply::Status(200));
    let near = receiver.url.clone();
    let by_name = near.replace("127.0.0.1", "localhost");
    let mut hooks = Vec::new();
    for url in [
        &*near,
        &by_name,
        "http://169.254.169.254/latest/",
        "https://[::1]:1/",
    ] {
        hooks.push(subscribe(&served, url, &["incident.received"]));
    }
    let _postman = Running::start_with(&served, 1, &Reach::default());
    served.call();
    for hook in &hooks {
        let dead = await_letters(&served, hook, "dead", 1);
        assert_eq!(dead[0]["trouble"], "address_not_allowed", "{hook}");
    }
    assert!(receiver.came.try_recv().is_err());
}

#[test]
fn one_node_delivers_while_two_run() {
    let served = Served::start();
    let receiver = Receiver::start(|_, _| Reply::Status(200));
    subscribe(&served, &receiver.url, &["incident.received"]);
    let one = Running::start(&served, 3);
    served.call();
    let first = receiver.next();
    let two = Running::start(&served, 3);
    served.call();
    let second = receiver.next();
    assert_ne!(first.id(), second.id());
    assert!(receiver.nothing_comes());
    drop((one, two));
}

#[test]
fn a_subscription_is_managed_by_those_who_may() {
    let served = Served::start();
    for role in [Role::Commander, Role::Auditor, Role::DutyManager] {
        let refused = served.get(role, "/api/v1/webhooks");
        assert_eq!((refused.status, &*refused.problem()), (403, "no_right"));
    }
    let asked = json!({"name": "平台", "url": "https://example.com/in", "kinds": ["*"]});
    let ask = || served.post(Role::Administrator, "/api/v1/webhooks", "one", &asked);
    let (first, again) = (ask(), ask());
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(
        first.json()["secret"],
        again.json()["secret"],
        "the lost answer is told again"
    );
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/webhooks/{id}");
    let read = served.get(Role::Administrator, &path);
    let bearer = format!("Bearer {}", served.token(Role::Administrator));
    let send = |method: &str, tag: &str, body: Option<Value>| {
        let key = served.key();
        let headers = [
            ("authorization", &*bearer),
            ("content-type", "application/json"),
            ("idempotency-key", &*key),
            ("if-match", tag),
        ];
        let body = body.map(|body| body.to_string());
        served.send(
            method,
            &path,
            &headers,
            body.as_ref().map(|body| body.as_bytes()),
        )
    };
    let tag = read.header("etag");
    let rested = send(
        "PATCH",
        tag,
        Some(json!({"active": false, "new_secret": true})),
    );
    assert_eq!(
        (rested.status, &rested.json()["active"]),
        (200, &json!(false))
    );
    assert_ne!(rested.json()["secret"], first.json()["secret"]);
    assert!(rested.json()["secret"].is_string());
    assert_eq!(send("PATCH", tag, Some(json!({"name": "x"}))).status, 412);
    let refused = send("PATCH", "*", Some(json!({})));
    assert_eq!(
        (refused.status, &*refused.problem()),
        (422, "nothing_to_change")
    );
    assert_eq!(send("DELETE", "*", None).status, 204);
    let gone = served.get(Role::Administrator, &path);
    assert_eq!((gone.status, &*gone.problem()), (404, "no_such_webhook"));
    let none = served.get(Role::Administrator, "/api/v1/webhooks").json();
    assert_eq!(none, json!({"webhooks": [], "next": null}));
}
