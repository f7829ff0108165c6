//! Positions (定位) of cars: which are believed, and when one proves an arrival.

use super::{DispatchRules, travel::metres};
use crate::{geo::Place, ids::IncidentId, incident::words, time::Timestamp};
use serde::{Deserialize, Serialize};

/// Seconds by which a phone's clock may be ahead of the server's.
const AHEAD: i64 = 60;
/// Metres a second that no patrol car reaches; faster is a fault of the receiver.
const FASTEST: i64 = 60;
/// Metres within which two fixes are never a jump: the receiver's noise.
const NOISE: i64 = 500;

/// A fix as a phone reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// When it was taken, by the phone's clock.
    pub at: Timestamp,
    /// Where (WGS-84).
    pub place: Place,
    /// Radius in whole metres within which the phone believes to be.
    pub accuracy_metres: u32,
    /// Speed in whole km/h, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed_kmh: Option<u16>,
    /// Direction in whole degrees from north, clockwise, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<u16>,
}

words! {
    /// Why a fix is dropped (弃用原因).
    Dropped {
        /// Not on the globe, or a heading or speed that cannot be.
        Invalid = "invalid", "数据不成立";
        /// Taken in the future.
        InFuture = "in_future", "时间晚于现在";
        /// Taken before the last one that is known.
        OutOfOrder = "out_of_order", "早于已有定位";
        /// The last one again.
        Duplicate = "duplicate", "重复";
        /// Further from the last one than a car can drive.
        Implausible = "implausible", "位移超出车速";
    }
}

/// What is known of a car's positions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Track {
    /// The last fix that is believed.
    pub last: Option<Fix>,
    /// Since when it stays near an incident.
    pub near: Option<Near>,
}

/// A car stays near an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// The incident.
    pub incident: IncidentId,
    /// Since when.
    pub since: Timestamp,
    /// Until when it was seen there.
    pub until: Timestamp,
    /// Metres from the incident's place at the last fix.
    pub metres: i64,
}

impl Track {
    /// Takes a fix in, or says why not. `target` is the incident that the car is on its way to, with
    /// its place.
    ///
    /// # Errors
    /// Why the fix is dropped; then nothing has changed.
    pub fn take(
        &mut self,
        fix: Fix,
        now: Timestamp,
        target: Option<(&IncidentId, Place)>,
        rules: &DispatchRules,
    ) -> Result<(), Dropped> {
        let sensible = fix.place.is_on_the_globe()
            && fix.heading.is_none_or(|degrees| degrees < 360)
            && fix.speed_kmh.is_none_or(|kmh| kmh <= 300);
        if !sensible {
            return Err(Dropped::Invalid);
        }
        if fix.at > now.plus(AHEAD) {
            return Err(Dropped::InFuture);
        }
        let mut gap = None;
        if let Some(last) = &self.last {
            if fix.at == last.at {
                return Err(Dropped::Duplicate);
            }
            if fix.at < last.at {
                return Err(Dropped::OutOfOrder);
            }
            let seconds = fix.at.since(last.at);
            let noise = NOISE.max(i64::from(fix.accuracy_metres) + i64::from(last.accuracy_metres));
            if metres(last.place, fix.place) > noise.saturating_add(seconds.saturating_mul(FASTEST))
            {
                return Err(Dropped::Implausible);
            }
            gap = Some(seconds);
        }
        self.last = Some(fix);
        self.watch(fix, gap, target, rules);
        Ok(())
    }

    fn watch(
        &mut self,
        fix: Fix,
        gap: Option<i64>,
        target: Option<(&IncidentId, Place)>,
        rules: &DispatchRules,
    ) {
        let Some((incident, place)) = target else {
            self.near = None;
            return;
        };
        // A fix that proves nothing does not disprove anything either.
        if fix.accuracy_metres > rules.arrival.max_accuracy_metres {
            return;
        }
        let metres = metres(place, fix.place);
        if metres > rules.arrival.radius_metres {
            self.near = None;
            return;
        }
        let unbroken = gap.is_none_or(|gap| gap <= rules.position_stale_seconds);
        let since = self
            .near
            .as_ref()
            .filter(|near| unbroken && near.incident == *incident)
            .map_or(fix.at, |near| near.since);
        self.near = Some(Near {
            incident: incident.clone(),
            since,
            until: fix.at,
            metres,
        });
    }

    /// The stay that proves an arrival, once it is long enough.
    #[must_use]
    pub fn arrival(&self, rules: &DispatchRules) -> Option<&Near> {
        self.near
            .as_ref()
            .filter(|near| near.until.since(near.since) >= rules.arrival.dwell_seconds)
    }
}
