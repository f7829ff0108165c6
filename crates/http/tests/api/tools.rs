//! A served town and its clients.

use liandong_app::{
    App, Order,
    attachments::FolderAttachments,
    folder::TownFolder,
    ports::{SystemClock, SystemEntropy},
    setup,
    views::TABLES,
};
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
};
use liandong_http::{HttpState, Settings};
use liandong_report::Fonts;
use liandong_store::{Actor, CommandKey, Store};
use liandong_store_sqlite::SqliteStore;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot};

static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::usual().unwrap()));

/// A served town. Dropping it stops the server and waits until it has ended cleanly.
pub(crate) struct Served {
    pub(crate) url: String,
    pub(crate) app: Arc<App>,
    pub(crate) town: TownId,
    tokens: HashMap<Role, String>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
    keys: AtomicU64,
    pub(crate) folder: TempDir,
}

/// An answer: status, headers by lower-case name, body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The code of a problem, which must be told as problem+json with both languages.
    #[track_caller]
    pub(crate) fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        for field in ["detail", "detail_en", "title", "type"] {
            let text = problem[field].as_str().unwrap();
            assert!(!text.is_empty(), "{field}: {problem}");
        }
        problem["code"].as_str().unwrap().to_owned()
    }
}

impl Served {
    pub(crate) fn start() -> Self {
        Self::start_with(Settings::default())
    }

    pub(crate) fn start_with(settings: Settings) -> Self {
        Self::start_as(settings, |state| state)
    }

    /// The same with more to it.
    pub(crate) fn start_as(
        settings: Settings,
        more: impl FnOnce(HttpState) -> HttpState + Send + 'static,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.db");
        let files = folder.path().join("files");
        let (told, ready) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async move {
                let store = SqliteStore::open(&path, TABLES).unwrap();
                let app = App::new(
                    Arc::clone(&store) as _,
                    Arc::new(SystemClock),
                    Arc::new(SystemEntropy),
                    &[3; 16],
                );
                let app = Arc::new(app.with_attachments(Arc::new(FolderAttachments::new(files))));
                let town = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
                let town = TownFolder::read(&town).unwrap();
                setup::import(&app, &town).await.unwrap();
                let mut tokens = HashMap::new();
                for account in &town.accounts {
                    let token = app.issue_token(&town.town.id, &account.id).await.unwrap();
                    tokens.entry(account.role).or_insert(token);
                }
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let url = format!("http://{}", listener.local_addr().unwrap());
                let fonts = Some(Arc::clone(&FONTS));
                let state = HttpState::with(Arc::clone(&app), fonts, settings, Arc::default());
                let state = more(state);
                told.send((url, app, town.town.id, tokens)).unwrap();
                let told_to_end = async {
                    let _ = stopped.await;
                };
                liandong_http::serve(listener, state, told_to_end)
                    .await
                    .unwrap();
                store.close().await;
            });
        });
        let (url, app, town, tokens) = ready.recv().unwrap();
        Self {
            url,
            app,
            town,
            tokens,
            stop: Some(stop),
            thread: Some(thread),
            keys: AtomicU64::new(0),
            folder,
        }
    }

    pub(crate) fn token(&self, role: Role) -> &str {
        &self.tokens[&role]
    }

    pub(crate) fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// An order that does not come over HTTP.
    pub(crate) fn order_of(&self, role: Role) -> Order {
        Order {
            actor: Actor {
                account: AccountId::new(role.as_str()).unwrap(),
                role,
            },
            key: CommandKey::new(self.key()),
            occurred_at: None,
            expected_version: None,
        }
    }

    /// A request with whatever headers.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Answer {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = match body {
            Some(body) => agent.run(request.body(body.to_vec()).unwrap()),
            None => agent.run(request.body(()).unwrap()),
        }
        .unwrap();
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        Answer {
            status: answer.status().as_u16(),
            headers,
            body: answer.body_mut().read_to_vec().unwrap(),
        }
    }

    pub(crate) fn get(&self, role: Role, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token(role));
        self.send("GET", path, &[("authorization", &bearer)], None)
    }

    pub(crate) fn post(&self, role: Role, path: &str, key: &str, body: &Value) -> Answer {
        self.post_text(role, path, key, &body.to_string())
    }

    pub(crate) fn post_text(&self, role: Role, path: &str, key: &str, body: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token(role));
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        self.send("POST", path, &headers, Some(body.as_bytes()))
    }

    /// Takes a harmless call.
    #[track_caller]
    pub(crate) fn call(&self) -> Value {
        self.call_about("楼上装修声音很大，请来看看")
    }

    #[track_caller]
    pub(crate) fn call_about(&self, text: &str) -> Value {
        let intake = json!({"source": "by_hand", "address": "某路1号", "text": text,
            "caller": {"name": "王小明", "phone": "13900001234"}});
        let answer = self.post(Role::Commander, "/api/v1/incidents", &self.key(), &intake);
        assert_eq!(answer.status, 201, "{}", answer.json());
        answer.json()
    }

    /// Gives a command that must be taken.
    #[track_caller]
    pub(crate) fn done(&self, role: Role, id: &str, command: Value) -> Value {
        let answer = self.order(role, id, command);
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.json()
    }

    pub(crate) fn order(&self, role: Role, id: &str, command: Value) -> Answer {
        let path = format!("/api/v1/incidents/{id}/commands");
        self.post(role, &path, &self.key(), &json!({ "command": command }))
    }

    /// Confirms and accepts.
    pub(crate) fn accepted(&self, id: &str) {
        let confirm = json!({"do": "confirm", "category": "environment", "area": "jiwang"});
        self.done(Role::Commander, id, confirm);
        self.done(Role::Dispatcher, id, json!({"do": "accept"}));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
            && !thread::panicking()
        {
            panic!("the server did not end cleanly");
        }
    }
}
