//! The least HTTP/1.1 client: it must not cost more than the server that it measures.

use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) struct Client {
    stream: TcpStream,
    token: String,
    read: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("connected");
        stream.set_nodelay(true).expect("set");
        Self {
            stream,
            token: token.to_owned(),
            read: Vec::with_capacity(16_384),
        }
    }

    /// Posts JSON under a key and answers with the body; the answer must be 2xx.
    pub(crate) async fn post(&mut self, path: &str, key: &str, body: &str) -> &str {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\nidempotency-key: {key}\r\n\
             content-length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream
            .write_all(request.as_bytes())
            .await
            .expect("sent");
        self.read.clear();
        let (head, length) = loop {
            let got = self.stream.read_buf(&mut self.read).await.expect("read");
            assert!(got > 0, "the server closed the connection");
            let text = std::str::from_utf8(&self.read).unwrap_or_default();
            let Some(end) = text.find("\r\n\r\n") else {
                continue;
            };
            let length = text[..end]
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse::<usize>().expect("a number"));
            break (end + 4, length);
        };
        while self.read.len() < head + length {
            self.stream.read_buf(&mut self.read).await.expect("read");
        }
        let text = std::str::from_utf8(&self.read).expect("UTF-8");
        assert!(text.starts_with("HTTP/1.1 2"), "{text}");
        &text[head..]
    }

    /// Opens the live stream and hands over the connection, after its `hello`.
    pub(crate) async fn live(mut self) -> TcpStream {
        let request = format!(
            "GET /api/v1/live HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {}\r\n\r\n",
            self.token
        );
        self.stream
            .write_all(request.as_bytes())
            .await
            .expect("sent");
        let hello = |read: &[u8]| {
            let text = std::str::from_utf8(read).unwrap_or_default();
            text.find("event: hello")
                .is_some_and(|at| text[at..].contains("\n\n"))
        };
        while !hello(&self.read) {
            let got = self.stream.read_buf(&mut self.read).await.expect("read");
            assert!(got > 0, "the server closed the stream");
        }
        self.stream
    }
}

/// The text of the first `"name":"…"` in JSON.
pub(crate) fn text_of<'a>(json: &'a str, name: &str) -> &'a str {
    let from = json.find(&format!("\"{name}\":\"")).expect("there") + name.len() + 4;
    &json[from..from + json[from..].find('"').expect("closed")]
}
