//! Live readers: each notes the positions that it is told of, and goes on at the next node, from
//! where it was, when its own is gone.

use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
    time::timeout,
};

/// A server that is silent for so long, with its heartbeats, is gone.
const SILENT: Duration = Duration::from_secs(25);

/// What one reader was told.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The positions of `incident` frames, in the order in which they came.
    pub(crate) incidents: Vec<u64>,
    /// How often it had to begin at another node.
    pub(crate) moved: u64,
    /// How often it was told to load anew: then something was not told.
    pub(crate) resets: u64,
    last: u64,
}

/// Reads until everything up to the position that `end` will hold is told, or nothing comes for
/// `patience` after that.
pub(crate) async fn read(
    addresses: Vec<SocketAddr>,
    at: usize,
    token: String,
    mut end: watch::Receiver<u64>,
    began: watch::Sender<u64>,
) -> Told {
    let mut told = Told::default();
    let mut last_id = None;
    for nth in at.. {
        let address = addresses[nth % addresses.len()];
        let Ok(mut stream) = open(address, &token, last_id).await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let mut frames = Frames {
            // An empty list would be read into by a few bytes at a time.
            text: Vec::with_capacity(65_536),
            ..Frames::default()
        };
        loop {
            let expected = *end.borrow_and_update();
            if expected > 0 && told.last >= expected {
                return told;
            }
            let got = tokio::select! {
                got = timeout(SILENT, stream.read_buf(&mut frames.text)) => got,
                _ = end.changed() => continue,
            };
            if !matches!(got, Ok(Ok(1..))) {
                break;
            }
            if frames.take(&mut told, &mut last_id) {
                began.send_modify(|count| *count += 1);
            }
        }
        told.moved += 1;
    }
    told
}

/// Asks by HTTP/1.0, so that the answer comes without marks of chunks in between.
async fn open(address: SocketAddr, token: &str, last: Option<u64>) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let last = last.map_or_else(String::new, |id| format!("last-event-id: {id}\r\n"));
    let request =
        format!("GET /api/v1/live HTTP/1.0\r\nauthorization: Bearer {token}\r\n{last}\r\n");
    stream.write_all(request.as_bytes()).await?;
    Ok(stream)
}

/// Bytes that have come, and how far they were looked through.
#[derive(Default)]
struct Frames {
    text: Vec<u8>,
    began: bool,
    event: Vec<u8>,
    id: Option<u64>,
}

impl Frames {
    /// Takes whole lines; says whether the stream began with this.
    fn take(&mut self, told: &mut Told, last_id: &mut Option<u64>) -> bool {
        let (mut from, mut begins) = (0, false);
        while let Some(length) = self.text[from..].iter().position(|byte| *byte == b'\n') {
            let line = &self.text[from..from + length];
            from += length + 1;
            if let Some(event) = line.strip_prefix(b"event: ") {
                self.event = event.to_vec();
            } else if let Some(id) = line.strip_prefix(b"id: ") {
                self.id = std::str::from_utf8(id).ok().and_then(|id| id.parse().ok());
            } else if line.is_empty() {
                // A frame is whole only with the empty line behind it.
                if let Some(id) = self.id.take() {
                    match &*self.event {
                        b"incident" => told.incidents.push(id),
                        b"reset" => told.resets += 1,
                        _ => {}
                    }
                    told.last = id;
                    *last_id = Some(id);
                    begins |= !std::mem::replace(&mut self.began, true);
                }
            }
        }
        self.text.drain(..from);
        begins
    }
}
