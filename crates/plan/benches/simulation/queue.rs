//! M/M/5 at load 0.7: customers a second on one core, and the mean wait against Erlang's formula.

use crate::{bar, peers::Peers, size, timed};
use liandong_plan::sim::{Duration, Queue};

fn queue(customers: u64) -> Queue {
    Queue {
        servers: 5,
        between: Duration::Exponential { mean: 1.0 / 3.5 },
        service: Duration::Exponential { mean: 1.0 },
        room: None,
        warm_up: 0,
        customers,
    }
}

/// Erlang's C over (servers × rate − arrivals), at five servers and 3.5 offered.
fn erlang_wait() -> f64 {
    let (servers, load) = (5_u32, 3.5_f64);
    let mut lost = 1.0;
    for nth in 1..=servers {
        lost = load * lost / (f64::from(nth) + load * lost);
    }
    let share = lost / (1.0 - load / f64::from(servers) * (1.0 - lost));
    share / (f64::from(servers) - load)
}

pub(crate) fn run(peers: &Peers) -> bool {
    let customers = size("LIANDONG_SIM_CUSTOMERS", 500_000);
    let exact = erlang_wait();
    println!("M/M/5 at load 0.7, {customers} customers, one core; exact mean wait {exact:.5}");
    let asked = queue(customers);
    let ours = || asked.run(1, 0).unwrap();
    // Before and after the peers, so that a machine that slows down half-way slows both.
    let (before, seen) = timed(5, ours);
    let mut rates = Vec::new();
    for (name, script) in [("SimPy", "mm5_simpy.py"), ("Ciw", "mm5_ciw.py")] {
        let said = peers.ask(script, &[customers.to_string()]);
        let rate = customers as f64 / said["seconds"].as_f64().unwrap();
        let wait = said["mean_wait"].as_f64().unwrap();
        let version = said["version"].as_str().unwrap();
        println!("  {name} {version}: {rate:.0} customers/s, mean wait {wait:.5}");
        rates.push(rate);
    }
    let (after, _) = timed(5, ours);
    let rate = customers as f64 / before.max(after);
    println!(
        "  ours: {rate:.0} customers/s (the slower of before and after), mean wait {:.5}",
        seen.mean_wait()
    );
    let mut held = bar(
        "times SimPy, 100 asked",
        rate / rates[0],
        rate >= 100.0 * rates[0],
    );
    held &= bar(
        "times Ciw, 200 asked",
        rate / rates[1],
        rate >= 200.0 * rates[1],
    );
    let many = size("LIANDONG_SIM_MANY", 20_000_000);
    let (seconds, seen) = timed(1, || queue(many).run(1, 1).unwrap());
    let off = 100.0 * (seen.mean_wait() / exact - 1.0).abs();
    println!(
        "  ours: {many} customers in {seconds:.2} s, {:.0}/s, mean wait {:.5}, off by {off:.3} %",
        many as f64 / seconds,
        seen.mean_wait()
    );
    held &= bar("percent off Erlang C, 1 allowed", off, off < 1.0);
    held
}
