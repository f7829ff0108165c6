//! The other system that is told of events: it takes what comes and remembers it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// Head and body of a delivery.
type Delivery = (String, String);

#[derive(Clone, Default)]
pub(crate) struct Hook {
    taken: Arc<Mutex<Vec<Delivery>>>,
}

impl Hook {
    /// Listens on a free port, and answers with the address.
    pub(crate) fn listen() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/liandong", listener.local_addr().unwrap());
        let hook = Self::default();
        let taking = hook.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // A connection that breaks off is tried again by its sender.
                let _ = taking.take(stream);
            }
        });
        (hook, url)
    }

    fn take(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(number) = line.strip_prefix("content-length:") {
                length = number.trim().parse().unwrap_or(0);
            }
            head += &line;
            head.push('\n');
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let body = String::from_utf8_lossy(&body).into_owned();
        self.taken.lock().unwrap().push((head, body));
        stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
    }

    /// Whether it was told of a kind of event, signed.
    pub(crate) fn was_told(&self, kind: &str) -> bool {
        let taken = self.taken.lock().unwrap();
        let quoted = format!("\"{kind}\"");
        let of_kind =
            |(head, body): &&Delivery| head.contains("signature") && body.contains(&quoted);
        taken.iter().any(|delivery| of_kind(&delivery))
    }
}
