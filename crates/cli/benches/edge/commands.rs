//! Commands a second over HTTP, against bare inserts of the same bytes.

use super::{
    Site, bare,
    base::Base,
    client::{Client, text_of},
    setting,
};
use std::time::Instant;

const CALLERS: u64 = 64;
/// Commands in one call's life here: received, confirmed, accepted, cancelled.
const LIFE: u64 = 4;
const ROUNDS: usize = 3;

pub(crate) async fn run(base: &Base) {
    let commands = setting("LIANDONG_BENCH_COMMANDS", 40_000);
    println!(
        "  commands over HTTP (request to acknowledged answer), {CALLERS} connections, {commands} \
         commands a round"
    );
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let site = Site::open(base, &format!("api_{round}")).await;
        let from = site.store.head(&site.town).await.expect("a head").position;
        let groups = site.store.groups();
        let lives = (commands / LIFE / CALLERS).max(1);
        let started = Instant::now();
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..CALLERS {
            let client = Client::connect(site.address, &site.token).await;
            callers.spawn(lives_of(client, caller, lives));
        }
        callers.join_all().await;
        let done = lives * LIFE * CALLERS;
        let rate = done as f64 / started.elapsed().as_secs_f64();
        let group = done / (site.store.groups() - groups).max(1);
        let bytes = bare::bytes(&*site.store, &site.town, from).await;
        site.close().await;
        let bare = base.bare(&format!("bare_{round}"), &bytes, group).await;
        let ratio = rate / bare;
        println!(
            "    the API {rate:>7.0}/s, bare inserts of the same events, rows and keys {bare:>7.0}/s, \
             {group} a transaction: ratio {ratio:.2}"
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("    median ratio {:.2}", ratios[ROUNDS / 2]);
}

async fn lives_of(mut client: Client, caller: u64, lives: u64) {
    for life in 0..lives {
        let key = |step: u64| format!("bench-{caller}-{life}-{step}");
        let call = intake(life);
        let answer = client.post("/api/v1/incidents", &key(0), &call).await;
        let path = format!("/api/v1/incidents/{}/commands", text_of(answer, "id"));
        for (step, command) in STEPS.iter().enumerate() {
            let body = format!("{{\"command\":{command}}}");
            client.post(&path, &key(step as u64 + 1), &body).await;
        }
    }
}

pub(crate) const STEPS: [&str; 3] = [
    r#"{"do":"confirm","category":"environment","area":"jiwang"}"#,
    r#"{"do":"accept"}"#,
    r#"{"do":"cancel","reason":"报警人来电撤销"}"#,
];

pub(crate) fn intake(nth: u64) -> String {
    format!(
        r#"{{"source":"by_hand","address":"某路{nth}号","text":"楼上装修声音很大，请来看看","caller":{{"name":"王小明","phone":"13900001234"}}}}"#
    )
}
