//! Erlang's formulas and their kin against published numbers, closed forms and each other.

use super::town::near;
use liandong_plan::queueing::{
    QueueingError,
    erlang::{
        Mmc, erlang_b, erlang_c, mdc_mean_wait, mg1_mean_wait, mgc_mean_wait_kimura,
        mgc_mean_wait_lee_longton, mgcc_loss,
    },
};
use proptest::prelude::*;

/// W. J. Stevenson, Operations Management, table 18.4 "Infinite-source values for Lq and P0 given λ/µ and M":
/// λ/μ, M, Lq, P0, with three digits.
const STEVENSON: [(f64, u32, f64, f64); 12] = [
    (0.5, 1, 0.500, 0.500),
    (0.8, 2, 0.152, 0.429),
    (0.9, 1, 8.100, 0.100),
    (1.5, 2, 1.929, 0.143),
    (1.5, 3, 0.237, 0.211),
    (1.9, 2, 17.587, 0.026),
    (2.0, 3, 0.889, 0.111),
    (2.5, 3, 3.511, 0.045),
    (2.5, 5, 0.130, 0.080),
    (2.9, 3, 27.193, 0.008),
    (3.0, 4, 1.528, 0.038),
    (3.0, 5, 0.354, 0.047),
];

#[test]
fn a_published_table_of_m_m_c_is_found() {
    for (load, servers, waiting, empty) in STEVENSON {
        let system = Mmc::new(servers, load, 1.0).unwrap();
        assert!(
            near(system.mean_waiting(), waiting, 0.000_51),
            "{load} {servers}"
        );
        assert!(near(system.busy()[0], empty, 0.000_51), "{load} {servers}");
    }
}

/// R. Bronson, Operations Research (Schaum, 1982), problem 24.6: three servers, 300 a year, two days each.
#[test]
fn a_published_problem_is_solved() {
    let system = Mmc::new(3, 300.0, 182.5).unwrap();
    assert!(near(system.mean_waiting(), 0.352, 0.000_5));
    assert!(near(system.mean_wait(), 0.001_175, 0.000_000_5));
    assert!(near(system.busy()[0], 0.17754, 0.000_005));
    assert!(near(system.mean_waiting() + 300.0 / 182.5, 1.996, 0.000_5));
}

#[test]
fn closed_forms_for_one_and_two_servers() {
    for load in [0.0_f64, 0.1, 0.5, 0.9, 0.99] {
        assert!(near(erlang_b(1, load).unwrap(), load / (1.0 + load), 1e-15));
        assert!(near(erlang_c(1, load).unwrap(), load, 1e-14));
        let two = load * load / (2.0 + 2.0 * load + load * load);
        assert!(near(erlang_b(2, load).unwrap(), two, 1e-15));
        let waits = load * load / (2.0 + load);
        assert!(near(erlang_c(2, load).unwrap(), waits, 1e-14));
        assert!(near(mgcc_loss(2, load * 4.0, 0.25).unwrap(), two, 1e-15));
    }
    // Powers and factorials would overflow here.
    let large = erlang_b(1_000, 1_000.0).unwrap();
    assert!(large > 0.0 && large < 0.05);
}

#[test]
fn the_tail_of_the_wait_is_exponential() {
    let system = Mmc::new(5, 3.5, 1.0).unwrap();
    assert!(near(
        system.wait_exceeds(0.0),
        system.wait_probability(),
        1e-15
    ));
    let half = system.wait_exceeds(2f64.ln() / 1.5);
    assert!(near(half, system.wait_probability() / 2.0, 1e-15));
    // The mean is the integral over the tail.
    let step = 0.001;
    let integral: f64 = (0..30_000)
        .map(|at| system.wait_exceeds((f64::from(at) + 0.5) * step) * step)
        .sum();
    assert!(near(integral, system.mean_wait(), 1e-6));
}

/// Crommelin's equations for the number in M/D/c at times one service apart, iterated: who is in service at the
/// beginning is gone at the end, and who came is there.
fn crommelin(servers: usize, load: f64) -> f64 {
    let size = 100 + 60 * servers;
    let mut poisson = vec![(-load).exp()];
    for k in 1..size {
        poisson.push(poisson[k - 1] * load / k as f64);
    }
    let mut p = poisson.clone();
    for _ in 0..20_000 {
        let mut next = vec![0.0; size];
        for (number, mass) in p.iter().enumerate() {
            let left = number.saturating_sub(servers);
            for (came, chance) in poisson.iter().enumerate().take(size - left) {
                next[left + came] += mass * chance;
            }
        }
        let change: f64 = next
            .iter()
            .zip(&p)
            .map(|(one, two)| (one - two).abs())
            .sum();
        p = next;
        if change < 1e-13 {
            break;
        }
    }
    let waiting = |(number, mass): (usize, &f64)| number.saturating_sub(servers) as f64 * mass;
    p.iter().enumerate().map(waiting).sum::<f64>() / load
}

#[test]
fn constant_service_waits_as_crommelins_equations_say() {
    for (servers, load) in [
        (1, 0.8),
        (2, 0.4),
        (2, 1.6),
        (3, 2.4),
        (5, 2.0),
        (5, 4.25),
        (9, 7.2),
    ] {
        let found = mdc_mean_wait(servers, load, 1.0).unwrap();
        let true_one = crommelin(usize::try_from(servers).unwrap(), load);
        assert!(
            near(found, true_one, 1e-9 + 1e-8 * true_one),
            "{servers} {load}: {found} for {true_one}"
        );
    }
}

proptest! {
    #[test]
    fn constant_service_waits_about_half_as_long(servers in 1_u32..40, utilization in 0.05_f64..0.98) {
        let arrivals = utilization * f64::from(servers) * 2.0;
        let constant = mdc_mean_wait(servers, arrivals, 0.5).unwrap();
        let exponential = Mmc::new(servers, arrivals, 2.0).unwrap().mean_wait();
        // Half of it in heavy traffic and with one server, never less, and never more than all.
        prop_assert!(constant >= 0.5 * exponential * (1.0 - 1e-9));
        prop_assert!(constant <= exponential);
    }

    #[test]
    fn approximations_are_exact_where_they_say(
        servers in 1_u32..20,
        utilization in 0.05_f64..0.97,
        scv in 0.0_f64..3.0,
    ) {
        let arrivals = utilization * f64::from(servers) * 2.0;
        let exponential = Mmc::new(servers, arrivals, 2.0).unwrap().mean_wait();
        let constant = mdc_mean_wait(servers, arrivals, 0.5).unwrap();
        let same = |one: f64, other: f64| near(one, other, 1e-9 * other);
        let lee_longton = |scv| mgc_mean_wait_lee_longton(servers, arrivals, 0.5, scv).unwrap();
        let kimura = |scv| mgc_mean_wait_kimura(servers, arrivals, 0.5, scv).unwrap();
        prop_assert!(same(lee_longton(1.0), exponential));
        prop_assert!(same(kimura(1.0), exponential));
        prop_assert!(same(kimura(0.0), constant));
        let one = mg1_mean_wait(utilization * 2.0, 0.5, scv).unwrap();
        let found = mgc_mean_wait_lee_longton(1, utilization * 2.0, 0.5, scv).unwrap();
        prop_assert!(same(found, one));
        let found = mgc_mean_wait_kimura(1, utilization * 2.0, 0.5, scv).unwrap();
        prop_assert!(same(found, one));
    }

    #[test]
    fn who_finds_all_busy_is_counted_the_same_way(servers in 1_u32..60, utilization in 0.0_f64..0.999) {
        let system = Mmc::new(servers, utilization * f64::from(servers), 1.0).unwrap();
        let busy = system.busy();
        prop_assert!(near(busy.iter().sum::<f64>(), 1.0, 1e-12));
        let last = busy.last().copied().unwrap();
        prop_assert!(near(last, system.wait_probability(), 1e-10));
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(erlang_b(0, 1.0), Err(QueueingError::NoServers));
    assert!(matches!(
        erlang_c(3, 3.0),
        Err(QueueingError::Overload { .. })
    ));
    assert!(matches!(
        mg1_mean_wait(2.0, 0.5, 1.0),
        Err(QueueingError::Overload { .. })
    ));
    assert!(matches!(
        mdc_mean_wait(4, 3.99, 1.0),
        Err(QueueingError::NearSaturation { .. })
    ));
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(erlang_b(2, bad).is_err());
        assert!(Mmc::new(2, bad, 1.0).is_err());
        assert!(Mmc::new(2, 1.0, bad).is_err());
        assert!(mg1_mean_wait(0.5, 1.0, bad).is_err());
    }
}
