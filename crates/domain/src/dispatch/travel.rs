//! Ways in whole metres.

use crate::geo::Place;

/// The straight line between two places, rounded to a whole metre.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no two places on the globe are 2^63 metres apart"
)]
#[inline]
#[must_use]
pub fn metres(from: Place, to: Place) -> i64 {
    from.metres_to(to).round() as i64
}
