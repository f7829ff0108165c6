//! The API from outside, over real connections: `cargo bench -p liandong-cli --bench edge`.
//!
//! Commands a second against bare inserts of the same bytes, and the time from an acknowledged
//! command to its event at live readers, on SQLite and on the PostgreSQL cluster that
//! `cargo xtask bench` starts and names in `LIANDONG_TEST_POSTGRES`. Clients and server share the
//! machine. Sizes by `LIANDONG_BENCH_COMMANDS` (default 40000), `LIANDONG_BENCH_READERS` (default
//! 1000) and `LIANDONG_BENCH_SECONDS` (default 20).
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::expect_used,
    missing_docs
)]

#[path = "../whole/bare.rs"]
mod bare;
mod bare_postgres;
mod base;
mod client;
mod commands;
mod readers;

use base::Base;
use liandong_app::{
    App,
    folder::TownFolder,
    ports::{SystemClock, SystemEntropy},
    setup,
};
use liandong_domain::{ids::TownId, roles::Role};
use liandong_http::{HttpState, Rate, Settings};
use liandong_store::Store;
use std::{net::SocketAddr, path::Path, sync::Arc};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// A server on a fresh database of the example's town.
struct Site {
    store: Arc<dyn Store>,
    town: TownId,
    address: SocketAddr,
    token: String,
    end: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Site {
    async fn open(base: &Base, name: &str) -> Self {
        let store = base.open(name).await;
        let app = Arc::new(App::new(
            Arc::clone(&store),
            Arc::new(SystemClock),
            Arc::new(SystemEntropy),
            &[7; 16],
        ));
        if matches!(base, Base::Postgres(_)) {
            // As `liandong serve` does where other nodes may write to the database.
            app.share("bench").expect("shared");
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
        let folder = TownFolder::read(&folder).expect("the example reads");
        setup::import(&app, &folder).await.expect("imported");
        let is_admin = |one: &&liandong_domain::registry::Account| one.role == Role::Administrator;
        let account = folder.accounts.iter().find(is_admin).expect("an account");
        let town = folder.town.id.clone();
        let token = app.issue_token(&town, &account.id).await.expect("a token");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("bound");
        let (end, ended) = oneshot::channel::<()>();
        // One token speaks for everybody here.
        let token_rate = Rate {
            per_minute: 10_000_000,
            burst: 10_000_000,
        };
        let settings = Settings {
            token: token_rate,
            ..Settings::default()
        };
        let state = HttpState::with(app, None, settings, Arc::default());
        let serving = tokio::spawn(async move {
            let ended = async move { drop(ended.await) };
            liandong_http::serve(listener, state, ended)
                .await
                .expect("served");
        });
        Self {
            store,
            town,
            address,
            token,
            end,
            serving,
        }
    }

    async fn close(self) {
        drop(self.end);
        self.serving.await.expect("ended");
        self.store.close().await;
    }
}

#[tokio::main]
async fn main() {
    let directory = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .expect("a directory");
    let cluster = std::env::var("LIANDONG_TEST_POSTGRES")
        .expect("LIANDONG_TEST_POSTGRES is not set: `cargo xtask bench edge` sets it");
    let bases = [
        Base::Sqlite(directory.path().to_owned()),
        Base::Postgres(cluster),
    ];
    for base in &bases {
        println!("{}", base.describe().await);
        commands::run(base).await;
        readers::run(base).await;
    }
}
