//! Places of a town (地名地址与责任区): which area a point lies in, whether the areas fit together, and
//! which named place an address means.

mod area;
mod fit;
mod gazetteer;
mod normal;
mod slip;
mod spot;

pub use area::{AreaAt, AreaBy, area_at};
pub use fit::{AreaFinding, AreaFindingKind, SLIVER_SQUARE_METRES, fit};
pub use gazetteer::{Candidate, Gazetteer, Located, Lookup, Reason, ReasonCode, Unsettled};
pub use normal::normalise;
pub use spot::{BadSpot, NumberRange, Side, Spot, SpotKind};
