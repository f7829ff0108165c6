//! Ways by the roads (路网行车时间): an extract of OpenStreetMap, a graph that cars may drive, and the seconds
//! between the places of a layout, put into the scenario.
//!
//! ```text
//! .osm.pbf ── extract ──▶ Graph ── largest strongly connected part ── a search from each place ──▶ RoadTable
//! ```
//!
//! The table is part of the scenario's file, with the SM3 digest of the extract, so that a simulation
//! can be repeated by whoever has the scenario and not the extract.
//!
//! Architecture invariant: an extract is the work of strangers. Whatever its bytes are, the answer is a
//! table or a [`RoadsError`], and memory is bounded by [`MOST_BYTES`] and [`MOST_NODES`].

mod extract;
mod graph;
mod search;
mod speeds;
mod table;

pub use extract::{MOST_BYTES, MOST_NODES};
pub use table::{FARTHEST_METRES, table};

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RoadsError {
    /// The bytes are no extract, or a damaged one.
    #[error("no extract of OpenStreetMap in PBF format: {0}")]
    NoExtract(String),
    /// It is larger than a town's.
    #[error("the extract is larger than a town's ({0}): cut it to the town's surroundings first")]
    TooLarge(&'static str),
    /// Nothing in it can be driven on.
    #[error("the extract has no road that cars may drive")]
    NoRoad,
    /// A place is not reached by the connected roads.
    #[error("{place} is {metres} m from the nearest road that is connected with the others, more than {farthest} m", farthest = FARTHEST_METRES)]
    Unreachable {
        /// Which, as the layout names it.
        place: String,
        /// Metres.
        metres: i64,
    },
    /// The layout has no place, or more than a scenario may.
    #[error("the layout has no place, or more than 2,000")]
    Places,
}
