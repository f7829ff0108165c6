//! Clients that are slow, too big, or gone.

use super::tools::Served;
use liandong_domain::roles::Role;
use liandong_http::Settings;
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

fn hasty() -> Settings {
    Settings {
        header_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        ..Settings::default()
    }
}

fn connect(served: &Served) -> TcpStream {
    let address = served.url.strip_prefix("http://").unwrap();
    let stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
}

/// All that the server says until it closes or has said a whole problem.
fn answer(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut some = [0; 4096];
    loop {
        match stream.read(&mut some) {
            Ok(0) | Err(_) => break,
            Ok(read) => all.extend_from_slice(&some[..read]),
        }
        if all.ends_with(b"}") {
            break;
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn a_head_that_does_not_come_ends_the_connection() {
    let served = Served::start_with(hasty());
    let mut stream = connect(&served);
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        .unwrap();
    let start = Instant::now();
    let said = answer(&mut stream);
    assert!(start.elapsed() < Duration::from_secs(10), "it was cut off");
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 408"),
        "{said}"
    );
}

#[test]
fn a_body_that_does_not_come_is_a_problem() {
    let served = Served::start_with(hasty());
    let mut stream = connect(&served);
    let head = format!(
        "POST /api/v1/incidents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: 100\r\n\r\n{{",
        served.token(Role::Commander)
    );
    stream.write_all(head.as_bytes()).unwrap();
    let said = answer(&mut stream);
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(said.contains("body_too_slow"), "{said}");
}

/// A client without a right is refused before it is asked for its body, and one that sends it all the same is
/// heard to the end, so that it reads why.
#[test]
fn who_asks_before_sending_is_told_and_who_sends_is_heard() {
    let served = Served::start();
    let size = 8 * 1024 * 1024;
    let head = |more: &str| {
        format!(
            "POST /api/v1/incidents HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
             Idempotency-Key: k\r\nContent-Length: {size}\r\n{more}\r\n"
        )
    };
    let mut asks = connect(&served);
    asks.write_all(head("Expect: 100-continue\r\n").as_bytes())
        .unwrap();
    let said = answer(&mut asks);
    assert!(said.starts_with("HTTP/1.1 401"), "{said}");

    let mut sends = connect(&served);
    sends.write_all(head("").as_bytes()).unwrap();
    sends.write_all(&vec![b' '; size]).unwrap();
    let said = answer(&mut sends);
    assert!(said.starts_with("HTTP/1.1 401"), "{said}");
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let served = Served::start_with(Settings {
        header_bytes: 8 * 1024,
        ..Settings::default()
    });
    let mut stream = connect(&served);
    let head = format!(
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n",
        "x".repeat(9 * 1024)
    );
    // The server may have answered and closed before all is written.
    let _ = stream.write_all(head.as_bytes());
    let said = answer(&mut stream);
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 431"),
        "{said}"
    );
    assert!(!said.starts_with("HTTP/1.1 200"));
}

#[test]
fn a_stream_shows_that_it_lives_and_says_when_to_come_back() {
    let mut served = Some(Served::start_with(Settings {
        heartbeat: Duration::from_millis(200),
        ..Settings::default()
    }));
    let mut stream = connect(served.as_ref().unwrap());
    let token = served.as_ref().unwrap().token(Role::Auditor).to_owned();
    let head =
        format!("GET /api/v1/live HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut all = String::new();
    let mut some = [0; 4096];
    // Two heartbeats; then the server is told to end and says good-bye.
    loop {
        let read = stream.read(&mut some).unwrap();
        if read == 0 {
            break;
        }
        all.push_str(&String::from_utf8_lossy(&some[..read]));
        if all.matches(":\n\n").count() >= 2 && served.is_some() {
            served = None;
        }
    }
    assert!(served.is_none(), "{all}");
    assert!(all.contains("event: hello"), "{all}");
    assert!(all.contains("retry: "), "{all}");
}

#[test]
fn so_many_readers_and_no_more() {
    let served = Served::start_with(Settings {
        readers: 1,
        ..Settings::default()
    });
    let mut first = super::live::Stream::open(&served, Role::Auditor, None);
    assert_eq!(first.next().unwrap().name, "hello");
    let refused = served.get(Role::Auditor, "/api/v1/live");
    assert_eq!(
        (refused.status, &*refused.problem()),
        (503, "too_many_readers")
    );
    assert_eq!(refused.header("retry-after"), "10");
}
