//! Why a queueing model does not answer.

/// A model that was not solved, and what its owner can do. For the log and for engineers; what a
/// planner is shown is said where the model is filled in.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QueueingError {
    /// Nobody serves.
    #[error("there is no server")]
    NoServers,
    /// There is no place that calls come from.
    #[error("there is no atom")]
    NoAtoms,
    /// A rate, a time or a load that is no number, is negative, or is zero where it must not be.
    #[error("{what} is {value}")]
    NotANumber {
        /// Which one.
        what: &'static str,
        /// What it is.
        value: f64,
    },
    /// More comes than can be served: the queue grows for ever, and every mean wait is infinite.
    /// Add servers, or let calls be lost.
    #[error("{offered} servers' work is offered to {servers}: the queue has no equilibrium")]
    Overload {
        /// The work offered, in servers (erlang).
        offered: f64,
        /// The work that can be done, in servers.
        servers: f64,
    },
    /// So close to saturation that the series does not end in reasonable time.
    #[error("a utilisation of {utilization} is too close to 1 for this formula")]
    NearSaturation {
        /// Work offered over work that can be done.
        utilization: f64,
    },
    /// A list or a table of another length than the units or the atoms have.
    #[error("{what}: {found} in place of {wanted}")]
    Length {
        /// Which one.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        wanted: usize,
    },
    /// A preference that does not name each unit once.
    #[error("the preference of atom {atom} does not name each unit once")]
    Preference {
        /// Its number, from 0.
        atom: usize,
    },
    /// 2ⁿ states do not fit. Ask for the approximation.
    #[error("{units} units are too many to be solved exactly; at most {most}")]
    TooManyUnits {
        /// How many there are.
        units: usize,
        /// How many there may be.
        most: usize,
    },
    /// The iteration did not settle.
    #[error("after {rounds} rounds the estimated error is still {error:e}")]
    NotConverged {
        /// How many rounds were done.
        rounds: usize,
        /// The estimate at the end.
        error: f64,
    },
}

/// A number that must be above zero.
pub(super) fn positive(what: &'static str, value: f64) -> Result<f64, QueueingError> {
    if value.is_finite() && value > 0.0 {
        Ok(value)
    } else {
        Err(QueueingError::NotANumber { what, value })
    }
}

/// A number that may be zero.
pub(super) fn not_negative(what: &'static str, value: f64) -> Result<f64, QueueingError> {
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(QueueingError::NotANumber { what, value })
    }
}
