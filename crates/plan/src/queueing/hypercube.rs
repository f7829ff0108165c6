//! Larson's hypercube queueing model (超立方体排队模型): calls that come from places, units that differ,
//! and a dispatcher who sends the most preferred free one.
//!
//! A town is cut into atoms (原子区), each a Poisson source of calls. Each unit is free or busy, so that n
//! units have 2ⁿ states, the corners of a cube. An atom ranks the units; a call gets the first free one.
//! When none is free, calls wait in one line, first come first served ([`Line::Infinite`]), or are
//! lost to somebody else ([`Line::Loss`]). Service times are exponential, travel included, with a rate of
//! each unit's own.
//!
//! [`exact::solve`] answers for up to [`exact::MOST_UNITS`] units, [`approximate::solve`] for any
//! number, both with the same [`Measures`].
//!
//! **The line with unequal service.** While all n units are busy and calls wait, the next unit to finish
//! is `i` with probability `μᵢ/M`, `M = Σμ`, and takes the head of the line at once: the state stays full,
//! and the line shrinks at rate `M` whoever finishes. So the line is a birth and death process with rates
//! `λ` and `M`, and its tail is geometric with ratio `λ/M`, just as with equal service. The cut between
//! the full state and the line also shows that the balance of the states without a line does not see
//! the line at all: they are solved as if calls were lost, and then share the probability with the tail.
//!
//! Sources: R. C. Larson, "A hypercube queuing model for facility location and redistricting in urban
//! emergency services", Computers & Operations Research 1 (1974) 67–95; R. C. Larson and A. R. Odoni,
//! Urban Operations Research (1981), chapter 5.

pub mod approximate;
mod cube;
pub mod exact;
mod measures;
mod mixing;
mod preference;
mod rates;

pub use measures::Measures;
pub use preference::Preference;

use super::error::{QueueingError, not_negative, positive};
use serde::{Deserialize, Serialize};

/// What happens to a call that finds all units busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// It waits, first come first served, however many wait already.
    Infinite,
    /// It is lost to the model: the station keeps it.
    Loss,
}

/// How long a unit drives, in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Travel {
    /// From where a free unit stands to each atom: one row a unit.
    pub from_units: Vec<Vec<f64>>,
    /// From each atom to each atom, one row an atom that is left. A unit that takes a waiting call comes
    /// from the call before, not from where it stands when it is free (Larson 1974). Without
    /// this table it is taken to come from there all the same.
    pub between_atoms: Option<Vec<Vec<f64>>>,
}

/// A town as the model sees it. [`Model::new`] checks it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Calls of each atom, 1/hour.
    pub demand: Vec<f64>,
    /// Calls that each unit could finish without a pause, 1/hour: one over its mean service time.
    pub service: Vec<f64>,
    /// Whom each atom prefers.
    pub preferences: Vec<Preference>,
    /// How long units drive.
    pub travel: Travel,
    /// What happens when nobody is free.
    pub line: Line,
}

/// A description that holds together.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    description: Description,
    arrivals: f64,
    capacity: f64,
}

impl Model {
    /// Checks a description.
    ///
    /// # Errors
    /// No unit, no atom, no call at all; tables that do not fit each other; rates and times that are no
    /// numbers; a preference that does not name each unit once; with an infinite line,
    /// [`QueueingError::Overload`] unless less comes than all units together can finish.
    pub fn new(description: Description) -> Result<Self, QueueingError> {
        let (units, atoms) = (description.service.len(), description.demand.len());
        if units == 0 {
            return Err(QueueingError::NoServers);
        }
        if atoms == 0 {
            return Err(QueueingError::NoAtoms);
        }
        let mut capacity = 0.0;
        for rate in &description.service {
            capacity += positive("a service rate", *rate)?;
        }
        let mut arrivals = 0.0;
        for rate in &description.demand {
            arrivals += not_negative("an atom's demand", *rate)?;
        }
        positive("the demand of all atoms", arrivals)?;
        length("preferences", description.preferences.len(), atoms)?;
        for (atom, preference) in description.preferences.iter().enumerate() {
            if !preference.names_each_once(units) {
                return Err(QueueingError::Preference { atom });
            }
        }
        table(
            "travel from units",
            &description.travel.from_units,
            units,
            atoms,
        )?;
        if let Some(between) = &description.travel.between_atoms {
            table("travel between atoms", between, atoms, atoms)?;
        }
        if description.line == Line::Infinite && arrivals >= capacity {
            let mean = capacity / as_float(units);
            return Err(QueueingError::Overload {
                offered: arrivals / mean,
                servers: as_float(units),
            });
        }
        Ok(Self {
            description,
            arrivals,
            capacity,
        })
    }

    /// The number of units.
    #[must_use]
    pub fn units(&self) -> usize {
        self.description.service.len()
    }

    /// The number of atoms.
    #[must_use]
    pub fn atoms(&self) -> usize {
        self.description.demand.len()
    }

    /// Calls of each atom, 1/hour.
    #[must_use]
    pub fn demand(&self) -> &[f64] {
        &self.description.demand
    }

    /// The service rate of each unit, 1/hour.
    #[must_use]
    pub fn service(&self) -> &[f64] {
        &self.description.service
    }

    /// Whom an atom prefers.
    #[must_use]
    pub fn preference(&self, atom: usize) -> &Preference {
        &self.description.preferences[atom]
    }

    /// How long units drive.
    #[must_use]
    pub fn travel(&self) -> &Travel {
        &self.description.travel
    }

    /// What happens when nobody is free.
    #[must_use]
    pub fn line(&self) -> Line {
        self.description.line
    }

    /// Calls of all atoms, 1/hour.
    #[must_use]
    pub fn arrivals(&self) -> f64 {
        self.arrivals
    }

    /// What all units together can finish, 1/hour.
    #[must_use]
    pub fn capacity(&self) -> f64 {
        self.capacity
    }

    /// The probability mass of all states in which calls wait, relative to that of the full state without
    /// a line.
    fn line_over_full(&self) -> f64 {
        match self.line() {
            Line::Infinite => self.arrivals / (self.capacity - self.arrivals),
            Line::Loss => 0.0,
        }
    }
}

fn length(what: &'static str, found: usize, wanted: usize) -> Result<(), QueueingError> {
    if found == wanted {
        return Ok(());
    }
    Err(QueueingError::Length {
        what,
        found,
        wanted,
    })
}

fn table(
    what: &'static str,
    rows: &[Vec<f64>],
    height: usize,
    width: usize,
) -> Result<(), QueueingError> {
    length(what, rows.len(), height)?;
    for row in rows {
        length(what, row.len(), width)?;
        for time in row {
            not_negative("a travel time", *time)?;
        }
    }
    Ok(())
}

/// Counts of units and atoms are small; nothing is lost.
fn as_float(count: usize) -> f64 {
    count as f64
}
