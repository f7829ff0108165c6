//! Systems of equal servers: Erlang's loss and delay formulas (爱尔兰公式), M/M/c, M/G/1, M/D/c,
//! M/G/c/c, and approximations of M/G/c that are named as such.
//!
//! Times are in the unit of time of the rates: rates in 1/hour give waits in hours. A load (话务量) is
//! in erlang: arrivals times the mean service time.
//!
//! Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance
//! in automatic telephone exchanges" (1917); C. D. Crommelin, "Delay probability formulae when the
//! holding times are constant" (1932); F. Pollaczek (1930) and A. Khinchine (1932) for M/G/1;
//! A. M. Lee and P. A. Longton (1959); T. Kimura, "A two-moment approximation for the mean waiting
//! time in the GI/G/s queue" (1986).

use super::error::{QueueingError, not_negative, positive};

/// Above it [`mdc_mean_wait`] refuses: its series has some 80/(c(1-ρ)²) terms.
const MOST_UTILIZATION: f64 = 0.99;

/// The share of calls that find all servers busy and are lost (爱尔兰B): M/M/c/c, and by its
/// insensitivity to the distribution of service times M/G/c/c as well.
///
/// # Errors
/// A load that is no number or negative; no server.
pub fn erlang_b(servers: u32, load: f64) -> Result<f64, QueueingError> {
    let load = not_negative("the load", load)?;
    if servers == 0 {
        return Err(QueueingError::NoServers);
    }
    // The recursion in the number of servers never leaves [0, 1]; the quotient of powers and
    // factorials overflows beyond 170 servers.
    Ok((1..=servers).fold(1.0, |lost, server| {
        load * lost / (f64::from(server) + load * lost)
    }))
}

/// The share of calls that wait (爱尔兰C): M/M/c with an infinite queue.
///
/// # Errors
/// As [`erlang_b`]; [`QueueingError::Overload`] unless the load is below the number of servers.
pub fn erlang_c(servers: u32, load: f64) -> Result<f64, QueueingError> {
    let lost = erlang_b(servers, load)?;
    let servers = f64::from(servers);
    if load >= servers {
        let offered = load;
        return Err(QueueingError::Overload { offered, servers });
    }
    Ok(servers * lost / (servers - load * (1.0 - lost)))
}

/// The share of calls that M/G/c/c loses. Only the mean of the service time matters (Sevastyanov's
/// insensitivity theorem, 1957), hence this is [`erlang_b`].
///
/// # Errors
/// As [`erlang_b`]; rates and times that are no numbers.
pub fn mgcc_loss(servers: u32, arrivals: f64, mean_service: f64) -> Result<f64, QueueingError> {
    let arrivals = not_negative("the arrivals", arrivals)?;
    erlang_b(
        servers,
        arrivals * positive("the mean service time", mean_service)?,
    )
}

/// M/M/c: Poisson arrivals, exponential service by `c` equal servers, first come first served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mmc {
    servers: u32,
    arrivals: f64,
    service: f64,
    waits: f64,
}

impl Mmc {
    /// `arrivals` and `service` (by one server) are rates in the same unit of time.
    ///
    /// # Errors
    /// Rates that are no numbers, no server, [`QueueingError::Overload`].
    pub fn new(servers: u32, arrivals: f64, service: f64) -> Result<Self, QueueingError> {
        let arrivals = not_negative("the arrivals", arrivals)?;
        let service = positive("the service rate", service)?;
        Ok(Self {
            servers,
            arrivals,
            service,
            waits: erlang_c(servers, arrivals / service)?,
        })
    }

    /// The share of time that a server is busy.
    #[must_use]
    pub fn utilization(&self) -> f64 {
        self.arrivals / (f64::from(self.servers) * self.service)
    }

    /// The probability that a call waits: Erlang-C.
    #[must_use]
    pub fn wait_probability(&self) -> f64 {
        self.waits
    }

    /// The mean wait over all calls, those that do not wait included.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.waits / self.spare()
    }

    /// The mean number of calls that wait, by Little's law.
    #[must_use]
    pub fn mean_waiting(&self) -> f64 {
        self.arrivals * self.mean_wait()
    }

    /// The probability that a call waits longer than `time`.
    #[must_use]
    pub fn wait_exceeds(&self, time: f64) -> f64 {
        self.waits * (-self.spare() * time.max(0.0)).exp()
    }

    /// The probabilities that 0, 1, …, c servers are busy; the last one includes the queue.
    #[must_use]
    pub fn busy(&self) -> Vec<f64> {
        let load = self.arrivals / self.service;
        let mut weights = vec![1.0];
        for server in 1..=self.servers {
            let before = weights.last().copied().unwrap_or(1.0);
            weights.push(before * load / f64::from(server));
        }
        if let Some(last) = weights.last_mut() {
            *last /= 1.0 - self.utilization();
        }
        let total: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / total).collect()
    }

    /// What the servers could do beyond what comes, as a rate.
    fn spare(&self) -> f64 {
        f64::from(self.servers) * self.service - self.arrivals
    }
}

/// The mean wait in M/G/1 by Pollaczek and Khinchine. `scv` is the squared coefficient of variation
/// (变异系数的平方) of the service time: 0 where it is constant, 1 where it is exponential.
///
/// # Errors
/// Rates and times that are no numbers, [`QueueingError::Overload`].
pub fn mg1_mean_wait(arrivals: f64, mean_service: f64, scv: f64) -> Result<f64, QueueingError> {
    let scv = not_negative("the squared coefficient of variation", scv)?;
    let load = load(1, arrivals, mean_service)?;
    Ok(load * mean_service * (1.0 + scv) / (2.0 * (1.0 - load)))
}

/// The exact mean wait in M/D/c, where every service takes `duration`.
///
/// With constant service the servers take calls in turn, so that each sees every c-th call: its wait
/// is the maximum of a random walk with steps `D − Erlang(c, λ)`, and Spitzer's identity sums it:
/// `Σᵢ (1/i) E[(iD − Erlang(ic, λ))⁺]`, which is the series of Pollaczek and Crommelin.
///
/// # Errors
/// Rates and times that are no numbers, no server, [`QueueingError::Overload`], and
/// [`QueueingError::NearSaturation`] above a utilisation of 0.99.
pub fn mdc_mean_wait(servers: u32, arrivals: f64, duration: f64) -> Result<f64, QueueingError> {
    let utilization = load(servers, arrivals, duration)? / f64::from(servers);
    if servers == 1 {
        return mg1_mean_wait(arrivals, duration, 0.0);
    }
    if utilization > MOST_UTILIZATION {
        return Err(QueueingError::NearSaturation { utilization });
    }
    if utilization <= 0.0 {
        return Ok(0.0);
    }
    // (1/i) E[(iD − E)⁺] = D·P(N ≥ k) − (D/ρ)·P(N ≥ k+1), N Poisson with mean ρk, k = ic. Both tails
    // are P(N = k) times one series; taken out, what is left does not cancel.
    let decay = (utilization.ln() + 1.0 - utilization) * f64::from(servers);
    let ratio = decay.exp();
    let mut sum = 0.0;
    for i in 1_u32.. {
        let k = f64::from(i) * f64::from(servers);
        let mass = (decay * f64::from(i) - ln_stirling_rest(k)).exp();
        let beyond = tail_over_mass(k, utilization);
        let term = mass * (1.0 - beyond * (1.0 - utilization) / utilization).max(0.0);
        sum += term;
        if term <= 1e-14 * sum * (1.0 - ratio) || term < f64::MIN_POSITIVE {
            break;
        }
    }
    Ok(duration * sum)
}

/// An approximation of the mean wait in M/G/c by Lee and Longton (1959): that of M/M/c times
/// `(1 + scv) / 2`. Exact for one server and for exponential service.
///
/// # Errors
/// Rates and times that are no numbers, no server, [`QueueingError::Overload`].
pub fn mgc_mean_wait_lee_longton(
    servers: u32,
    arrivals: f64,
    mean_service: f64,
    scv: f64,
) -> Result<f64, QueueingError> {
    let scv = not_negative("the squared coefficient of variation", scv)?;
    let service = 1.0 / positive("the mean service time", mean_service)?;
    Ok(Mmc::new(servers, arrivals, service)?.mean_wait() * (1.0 + scv) / 2.0)
}

/// An approximation of the mean wait in M/G/c by Kimura (1986), which leans on M/M/c and M/D/c:
/// `(1 + scv) / (2·scv / W(M/M/c) + (1 − scv) / W(M/D/c))`. Exact for one server, for exponential and
/// for constant service.
///
/// # Errors
/// As [`mdc_mean_wait`].
pub fn mgc_mean_wait_kimura(
    servers: u32,
    arrivals: f64,
    mean_service: f64,
    scv: f64,
) -> Result<f64, QueueingError> {
    let scv = not_negative("the squared coefficient of variation", scv)?;
    let service = 1.0 / positive("the mean service time", mean_service)?;
    let exponential = Mmc::new(servers, arrivals, service)?.mean_wait();
    let constant = mdc_mean_wait(servers, arrivals, mean_service)?;
    if constant <= 0.0 {
        return Ok(0.0);
    }
    Ok((1.0 + scv) / (2.0 * scv / exponential + (1.0 - scv) / constant))
}

/// The load in erlang, if the servers can carry it.
fn load(servers: u32, arrivals: f64, mean_service: f64) -> Result<f64, QueueingError> {
    let arrivals = not_negative("the arrivals", arrivals)?;
    let offered = arrivals * positive("the mean service time", mean_service)?;
    if servers == 0 {
        return Err(QueueingError::NoServers);
    }
    let servers = f64::from(servers);
    if offered >= servers {
        return Err(QueueingError::Overload { offered, servers });
    }
    Ok(offered)
}

/// `ln k! − (k ln k − k)`: what Stirling's leading part leaves.
fn ln_stirling_rest(k: f64) -> f64 {
    if k < 16.0 {
        let mut factorial = 1.0;
        let mut n = 2.0;
        while n <= k {
            factorial *= n;
            n += 1.0;
        }
        return f64::ln(factorial) - (k * k.ln() - k);
    }
    let half_log = (2.0 * std::f64::consts::PI * k).ln() / 2.0;
    half_log + 1.0 / (12.0 * k) - 1.0 / (360.0 * k.powi(3)) + 1.0 / (1260.0 * k.powi(5))
}

/// `P(N > k) / P(N = k)` for a Poisson variable with mean `ρk`.
fn tail_over_mass(k: f64, utilization: f64) -> f64 {
    let mean = utilization * k;
    let (mut term, mut sum, mut n) = (1.0, 0.0, k);
    loop {
        n += 1.0;
        term *= mean / n;
        sum += term;
        if term < 1e-17 * sum {
            return sum;
        }
    }
}
