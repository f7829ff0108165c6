//! Studies (测算): the present and what could be changed, each simulated with the same chance, with what it
//! costs and whether it keeps the promise (承诺).

mod costs;
mod redraw;
mod run;
mod search;
mod variant;

pub use costs::{Bill, Costs, duty_seconds_a_week};
pub use redraw::{AreaShare, AreaWork, Drawn, Redraw, RedrawError, TownWork, redraw};
pub use run::{Answered, Found, Plan, Promise, Promised, Study, Verdict, run};
pub use search::{
    Candidate, MOST_FLEETS, Search, Searched, Shift, most_fleets, optimise, search, usual_tries,
};
pub use variant::{Added, Redrawn, Variant};
