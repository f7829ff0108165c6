//! Many consoles at once: each is told of each event once.

use super::tools::Served;
use liandong_domain::roles::Role;
use liandong_http::{Rate, Settings};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
};

const READERS: usize = 1_000;
const CALLS: usize = 8;
/// Readers that connect at a time: more than the kernel's queue holds would be sent away.
const AT_ONCE: usize = 64;

/// Both ends of each connection are this process's.
fn more_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
}

/// Opens a stream and reads until it has said hello.
async fn open(address: &str, head: &str) -> (TcpStream, Vec<u8>) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut all = Vec::new();
    while !String::from_utf8_lossy(&all).contains("event: hello\n") {
        let read = stream.read_buf(&mut all).await.unwrap();
        assert!(read > 0, "the stream ended before it began");
    }
    (stream, all)
}

/// Reads on until a stream has told of so many incidents; the positions in order.
async fn read((mut stream, mut all): (TcpStream, Vec<u8>)) -> Vec<u64> {
    loop {
        let positions = positions(&all);
        if positions.len() >= CALLS {
            return positions;
        }
        let read = stream.read_buf(&mut all).await.unwrap();
        assert!(read > 0, "the stream ended after {positions:?}");
    }
}

/// The positions of whole events of incidents; each event is a chunk of its own.
fn positions(bytes: &[u8]) -> Vec<u64> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    for event in text.split("event: incident\n").skip(1) {
        let id = event
            .split("id: ")
            .nth(1)
            .and_then(|rest| rest.split_once('\n'));
        if let Some((id, _)) = id {
            found.push(id.trim().parse().unwrap());
        }
    }
    found
}

#[test]
fn a_thousand_readers_are_told_of_each_event_once() {
    more_files();
    let served = Served::start_with(Settings {
        // One token reads for all of them.
        token: Rate {
            per_minute: 100_000,
            burst: 100_000,
        },
        heartbeat: Duration::from_secs(1),
        ..Settings::default()
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let address = served.url.strip_prefix("http://").unwrap().to_owned();
    let head = format!(
        "GET /api/v1/live?after=0 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\r\n",
        served.token(Role::Auditor)
    );
    // From the present on: what stands in the log already is not of interest.
    let from = runtime.block_on(served.app.position(&served.town)).unwrap();
    let head = head.replace("after=0", &format!("after={from}"));
    let (door, there) = (
        Arc::new(Semaphore::new(AT_ONCE)),
        Arc::new(Semaphore::new(0)),
    );
    let readers: Vec<_> = (0..READERS)
        .map(|_| {
            let (address, head) = (address.clone(), head.clone());
            let (door, there) = (Arc::clone(&door), Arc::clone(&there));
            runtime.spawn(async move {
                let place = door.acquire().await.unwrap();
                let stream = open(&address, &head).await;
                drop(place);
                there.add_permits(1);
                read(stream).await
            })
        })
        .collect();
    let all = u32::try_from(READERS).unwrap();
    runtime.block_on(async {
        let everybody = tokio::time::timeout(Duration::from_secs(120), there.acquire_many(all));
        everybody
            .await
            .expect("all are there in time")
            .unwrap()
            .forget();
    });
    for _ in 0..CALLS {
        served.call();
    }
    let mut told = None;
    for reader in readers {
        let positions = runtime.block_on(async {
            tokio::time::timeout(Duration::from_secs(120), reader)
                .await
                .expect("in time")
                .unwrap()
        });
        assert!(
            positions.windows(2).all(|pair| pair[0] < pair[1]),
            "{positions:?}"
        );
        assert_eq!(positions.len(), CALLS);
        let first = told.get_or_insert_with(|| positions.clone());
        assert_eq!(*first, positions, "the same to each");
    }
}
