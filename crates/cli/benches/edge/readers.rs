//! From an acknowledged command to its event at every live reader.

use super::{
    Site,
    base::Base,
    client::{Client, text_of},
    commands::{STEPS, intake},
    setting,
};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use tokio::{io::AsyncReadExt, net::TcpStream, sync::watch, time::MissedTickBehavior};

/// Commands a second.
const RATE: u64 = 50;

/// An incident's number and the version that an event made.
type Seen = (Box<str>, u64);

pub(crate) async fn run(base: &Base) {
    let readers = setting("LIANDONG_BENCH_READERS", 1_000);
    let seconds = setting("LIANDONG_BENCH_SECONDS", 20);
    println!(
        "  {readers} live readers, {RATE} commands a second for {seconds} s: from the acknowledged \
         command to its event at each reader"
    );
    let site = Site::open(base, "live").await;
    let (end, ended) = watch::channel(None);
    let mut reading = tokio::task::JoinSet::new();
    for _ in 0..readers {
        let stream = Client::connect(site.address, &site.token)
            .await
            .live()
            .await;
        reading.spawn(read(stream, ended.clone()));
    }
    let mut client = Client::connect(site.address, &site.token).await;
    let mut tick = tokio::time::interval(Duration::from_millis(1_000 / RATE));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut acknowledged: HashMap<Seen, Instant> = HashMap::new();
    let mut path = String::new();
    let mut id: Box<str> = "".into();
    for nth in 0..RATE * seconds {
        tick.tick().await;
        let (key, step) = (format!("live-{nth}"), nth % 4);
        if step == 0 {
            let answer = client.post("/api/v1/incidents", &key, &intake(nth)).await;
            id = text_of(answer, "id").into();
            path = format!("/api/v1/incidents/{id}/commands");
        } else {
            let command = STEPS[usize::try_from(step).expect("small") - 1];
            let body = format!("{{\"command\":{command}}}");
            client.post(&path, &key, &body).await;
        }
        acknowledged.insert((id.clone(), step + 1), Instant::now());
    }
    let events = acknowledged.len();
    // Events of the system's own may stand in between: the last command's is the end.
    end.send_replace(Some((id, (RATE * seconds - 1) % 4 + 1)));
    let mut waits = Vec::with_capacity(events * usize::try_from(readers).expect("fits"));
    let (mut lost, mut doubled) = (0, 0);
    for seen in reading.join_all().await {
        let mut told: HashMap<&Seen, u64> = HashMap::new();
        for (what, when) in &seen {
            *told.entry(what).or_default() += 1;
            let Some(at) = acknowledged.get(what) else {
                continue;
            };
            waits.push(when.saturating_duration_since(*at));
        }
        lost += acknowledged
            .keys()
            .filter(|one| !told.contains_key(one))
            .count();
        doubled += told.values().filter(|count| **count > 1).count();
    }
    waits.sort_unstable();
    let at = |per_mille: usize| {
        let wait = waits.get(waits.len() * per_mille / 1_000);
        wait.map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
    };
    println!(
        "    {} events told: median {:.1} ms, 99th percentile {:.1} ms, worst {:.1} ms; lost {lost}, \
         doubled {doubled}",
        waits.len(),
        at(500),
        at(990),
        waits
            .last()
            .map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
    );
    site.close().await;
}

/// Reads until the event has come that `ended` names, or nothing comes for three seconds.
async fn read(
    mut stream: TcpStream,
    mut ended: watch::Receiver<Option<Seen>>,
) -> Vec<(Seen, Instant)> {
    let (mut seen, mut text) = (Vec::new(), Vec::with_capacity(65_536));
    loop {
        let last = ended.borrow_and_update().clone();
        let told = |last: &Seen| seen.iter().rev().take(64).any(|(one, _)| one == last);
        if last.as_ref().is_some_and(told) {
            break;
        }
        let got = tokio::select! {
            got = tokio::time::timeout(Duration::from_secs(3), stream.read_buf(&mut text)) => got,
            _ = ended.changed() => continue,
        };
        let now = Instant::now();
        match got {
            Ok(got) => assert!(got.expect("read") > 0, "the server closed the stream"),
            Err(_) if last.is_some() => break,
            Err(_) => continue,
        }
        while let Some(end) = find(&text, b"\n\n") {
            if let Some(what) = incident_in(&text[..end]) {
                seen.push((what, now));
            }
            text.drain(..end + 2);
        }
    }
    seen
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// The number and version of an `incident` frame; chunk marks of the transfer may stand in between.
fn incident_in(frame: &[u8]) -> Option<Seen> {
    let text = std::str::from_utf8(frame).ok()?;
    let data = &text[text.find("event: incident")?..];
    let id = text_of(data, "id");
    let from = data.find("\"version\":")? + 10;
    let digits = data[from..].find(|c: char| !c.is_ascii_digit())?;
    Some((id.into(), data[from..from + digits].parse().ok()?))
}
