//! What cars may drive, in which direction and how fast (道路等级与限速).
//!
//! Patrol cars drive what cars may; an access of `private` is allowed, as guards open to them, `no` is
//! not. A speed is `maxspeed` where it is a number, otherwise the class's below, and in both cases
//! [`IN_TRAFFIC`] percent of it, as nobody drives the limit from end to end of a town.

/// Percent of the limit that is driven through crossings and traffic.
pub(super) const IN_TRAFFIC: u64 = 65;

/// A way's directions, and its speed in km/h before traffic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Road {
    pub(super) kmh: u64,
    pub(super) forward: bool,
    pub(super) backward: bool,
}

/// The usual limit of a class in km/h; `None` where cars do not drive.
fn class(highway: &str) -> Option<u64> {
    Some(match highway {
        "motorway" => 100,
        "trunk" => 80,
        "motorway_link" | "primary" => 60,
        "trunk_link" | "secondary" => 50,
        "primary_link" | "secondary_link" | "tertiary" => 40,
        "tertiary_link" | "unclassified" | "residential" | "road" => 30,
        "service" => 20,
        "living_street" | "track" => 15,
        _ => return None,
    })
}

/// What a way's tags say; `None` where cars do not drive.
pub(super) fn road<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Road> {
    let (mut kmh, mut limit, mut oneway) = (None, None, None);
    let mut circle = false;
    let (mut access, mut vehicle) = (None, None);
    for (key, value) in tags {
        match key {
            "highway" => {
                kmh = Some(class(value)?);
                // Motorways are driven in the direction in which they are drawn.
                circle |= matches!(value, "motorway" | "motorway_link");
            }
            "area" if value == "yes" => return None,
            "maxspeed" => limit = value.parse::<u64>().ok(),
            "oneway" => oneway = Some(value),
            "junction" => circle |= matches!(value, "roundabout" | "circular"),
            "access" => access = Some(value),
            "motor_vehicle" | "motorcar" | "vehicle" => vehicle = Some(value),
            _ => {}
        }
    }
    if vehicle.or(access) == Some("no") {
        return None;
    }
    let (forward, backward) = match oneway {
        Some("yes" | "true" | "1") => (true, false),
        Some("-1" | "reverse") => (false, true),
        Some("no" | "false" | "0") => (true, true),
        _ => (true, !circle),
    };
    Some(Road {
        kmh: limit.filter(|one| (5..=150).contains(one)).or(kmh)?,
        forward,
        backward,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_say_who_drives_where_and_how_fast() {
        let of = |tags: &[(&'static str, &'static str)]| {
            let road = road(tags.iter().copied())?;
            Some((road.kmh, road.forward, road.backward))
        };
        let highway = ("highway", "residential");
        assert_eq!(of(&[highway]), Some((30, true, true)));
        assert_eq!(of(&[highway, ("maxspeed", "50")]), Some((50, true, true)));
        assert_eq!(of(&[highway, ("maxspeed", "walk")]), Some((30, true, true)));
        assert_eq!(of(&[highway, ("oneway", "yes")]), Some((30, true, false)));
        assert_eq!(of(&[highway, ("oneway", "-1")]), Some((30, false, true)));
        let circle = ("junction", "roundabout");
        assert_eq!(of(&[highway, circle]), Some((30, true, false)));
        assert_eq!(of(&[("highway", "motorway")]), Some((100, true, false)));
        assert_eq!(of(&[("highway", "footway")]), None);
        assert_eq!(of(&[highway, ("access", "no")]), None);
        let bus = [highway, ("access", "no"), ("motor_vehicle", "yes")];
        assert_eq!(of(&bus), Some((30, true, true)));
        assert_eq!(of(&[("name", "x")]), None);
    }
}
