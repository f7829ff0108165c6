//! Twenty queues whose answers are known exactly: each must lie within the 99 % interval.

use liandong_plan::sim::{Duration, Estimate, Queue, Seen, mean};

/// One seed for all twenty. Twenty intervals of 99 % all hold in four runs of five by chance alone, so a
/// case that misses is looked at for bias before anything else.
const SEED: u64 = 20_240_301;
const REPLICATIONS: u64 = 32;

/// Share of customers lost at so many servers without room to wait (Erlang B, 爱尔兰B公式).
fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |lost, nth| {
        load * lost / (f64::from(nth) + load * lost)
    })
}

/// Share of customers who wait (Erlang C, 爱尔兰C公式).
fn erlang_c(servers: u32, load: f64) -> f64 {
    let (lost, busy) = (erlang_b(servers, load), load / f64::from(servers));
    lost / (1.0 - busy * (1.0 - lost))
}

/// Mean wait at one server, from the mean and the second moment of service (Pollaczek–Khinchine).
fn khinchine(rate: f64, mean: f64, second: f64) -> f64 {
    rate * second / (2.0 * (1.0 - rate * mean))
}

fn exponential(mean: f64) -> Duration {
    Duration::Exponential { mean }
}

fn queue(servers: usize, rate: f64, service: Duration) -> Queue {
    Queue {
        servers,
        between: exponential(1.0 / rate),
        service,
        room: None,
        // The queue begins empty, which makes first waits too short; by now it has forgotten.
        warm_up: 10_000,
        customers: 50_000,
    }
}

fn loss(servers: usize, rate: f64, service: Duration) -> Queue {
    Queue {
        room: Some(0),
        ..queue(servers, rate, service)
    }
}

/// Its name, the queue, what is measured, and what that is exactly.
type Case = (&'static str, Queue, fn(&Seen) -> f64, f64);

fn seen(queue: &Queue, of: fn(&Seen) -> f64) -> Estimate {
    let one = |nth| of(&queue.run(SEED, nth).unwrap());
    let each: Vec<f64> = (0..REPLICATIONS).map(one).collect();
    mean(&each).unwrap()
}

#[test]
fn the_exact_value_lies_within_the_interval_in_twenty_of_twenty() {
    let wait: fn(&Seen) -> f64 = Seen::mean_wait;
    let delayed: fn(&Seen) -> f64 = Seen::delayed_share;
    let lost: fn(&Seen) -> f64 = Seen::lost_share;
    let inside: fn(&Seen) -> f64 = Seen::mean_in_system;
    let mmc = |servers: u32, load: f64| erlang_c(servers, load) / (f64::from(servers) - load);
    let erlang = |shape: f64| Duration::Gamma { shape, mean: 1.0 };
    let lognormal = |sigma: f64| Duration::Lognormal {
        median: (-sigma * sigma / 2.0_f64).exp(),
        sigma,
    };
    let hyper = Duration::Hyperexponential {
        share: 0.25,
        first: 2.5,
        second: 0.5,
    };
    let constant = Duration::Constant { seconds: 1.0 };
    let uniform = Duration::Uniform { from: 0.0, to: 2.0 };
    let empirical = Duration::Empirical {
        seconds: vec![0.0, 0.5, 3.0],
    };
    // Of the two even halves of that list: mean 1, and the mean of their second moments.
    let empirical_second = (0.25 / 3.0 + (0.25 + 1.5 + 9.0) / 3.0) / 2.0;
    #[rustfmt::skip]
    let cases: Vec<Case> = vec![
        ("M/M/1 at 0.5, wait", queue(1, 0.5, exponential(1.0)), wait, 1.0),
        ("M/M/1 at 0.8, wait", queue(1, 0.8, exponential(1.0)), wait, 4.0),
        ("M/M/1 at 0.5, in the system", queue(1, 0.5, exponential(1.0)), inside, 1.0),
        ("M/M/2 at 0.7, wait", queue(2, 1.4, exponential(1.0)), wait, mmc(2, 1.4)),
        ("M/M/3 at 0.6, delayed", queue(3, 1.8, exponential(1.0)), delayed, erlang_c(3, 1.8)),
        ("M/M/5 at 0.7, wait", queue(5, 3.5, exponential(1.0)), wait, mmc(5, 3.5)),
        ("M/M/5 at 0.7, delayed", queue(5, 3.5, exponential(1.0)), delayed, erlang_c(5, 3.5)),
        ("M/M/8 at 0.8, wait", queue(8, 6.4, exponential(1.0)), wait, mmc(8, 6.4)),
        ("M/M/20 at 0.85, wait", queue(20, 17.0, exponential(1.0)), wait, mmc(20, 17.0)),
        ("M/D/1 at 0.7, wait", queue(1, 0.7, constant.clone()), wait, khinchine(0.7, 1.0, 1.0)),
        ("M/Erlang-3/1 at 0.7, wait", queue(1, 0.7, erlang(3.0)), wait, khinchine(0.7, 1.0, 4.0 / 3.0)),
        ("M/gamma/1 at 0.6, wait", queue(1, 0.6, erlang(0.5)), wait, khinchine(0.6, 1.0, 3.0)),
        ("M/lognormal/1 at 0.6, wait", queue(1, 0.6, lognormal(0.7)), wait, khinchine(0.6, 1.0, 0.49_f64.exp())),
        ("M/uniform/1 at 0.7, wait", queue(1, 0.7, uniform), wait, khinchine(0.7, 1.0, 4.0 / 3.0)),
        ("M/empirical/1 at 0.6, wait", queue(1, 0.6, empirical), wait, khinchine(0.6, 1.0, empirical_second)),
        ("M/M/4/4, lost", loss(4, 3.0, exponential(1.0)), lost, erlang_b(4, 3.0)),
        ("M/D/5/5, lost (insensitive)", loss(5, 4.0, constant), lost, erlang_b(5, 4.0)),
        ("M/lognormal/6/6, lost (insensitive)", loss(6, 5.0, lognormal(0.9)), lost, erlang_b(6, 5.0)),
        ("M/hyperexponential/3/3, lost (insensitive)", loss(3, 2.0, hyper.clone()), lost, erlang_b(3, 2.0)),
        ("M/G/inf at 9, in the system", queue(60, 9.0, hyper), inside, 9.0),
    ];
    assert_eq!(cases.len(), 20);
    let mut missed = Vec::new();
    for (name, queue, of, exact) in cases {
        let made = seen(&queue, of);
        let half = made.half_99.unwrap();
        println!("{name}: {exact:.5}, seen {:.5} ± {half:.5}", made.value);
        // An interval that holds everything proves nothing.
        assert!(
            half < 0.08 * exact,
            "{name}: an interval of {half} is too wide"
        );
        if !made.holds_99(exact) {
            missed.push(name);
        }
    }
    assert!(missed.is_empty(), "outside of the interval: {missed:?}");
}

#[test]
fn a_room_of_its_own_size_turns_away_by_the_formula() {
    // M/M/1/2 (one served, one waits) at load 1: all three states are equally likely.
    let queue = Queue {
        room: Some(1),
        ..queue(1, 1.0, exponential(1.0))
    };
    assert!(seen(&queue, Seen::lost_share).holds_99(1.0 / 3.0));
    assert!(seen(&queue, Seen::mean_in_system).holds_99(1.0));
}

#[test]
fn nonsense_is_refused() {
    let run = |queue: Queue| queue.run(1, 0).map(|_| ()).map_err(|why| why.field);
    assert_eq!(run(queue(0, 1.0, exponential(1.0))), Err("servers"));
    assert_eq!(run(queue(64, 1.0, exponential(1.0))), Err("servers"));
    assert_eq!(run(queue(1, 0.5, exponential(0.0))), Err("law"));
    let falling = Duration::Empirical {
        seconds: vec![2.0, 1.0],
    };
    assert_eq!(run(queue(1, 0.5, falling)), Err("law"));
}
