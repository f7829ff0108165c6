//! Cars that drive in a demonstration: what crews' phones would report, beside the simulated calls.
//!
//! A car that is on its way drives to the incident, one on scene stands there, and a free one goes on
//! patrol in its own area. Straight lines and even speeds: enough to see a map live, and no more.

use crate::Failure;
use liandong_app::{App, AppError, access::Visitor};
use liandong_domain::{
    dispatch::Fix,
    duty::UnitState,
    geo::{Outline, Place},
    ids::{AccountId, MemberId, TownId, UnitId},
    registry::Account,
    roles::Role,
    time::Timestamp,
};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// Seconds between two reports of a car.
const EVERY: u32 = 3;
/// Metres a second on the way to a call (40 km/h) and on patrol (18 km/h).
const URGENT: f64 = 40.0 / 3.6;
const PATROL: f64 = 18.0 / 3.6;
/// The account that such a report names; it is written nowhere.
const SIMULATION: &str = "simulation";
/// How often a point is drawn before the area's middle is taken.
const DRAWS: usize = 20;

/// Where a car is and where it goes.
#[derive(Debug, Clone, Copy)]
struct Driven {
    at: Place,
    to: Place,
}

/// A move of a car.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Moved {
    place: Place,
    heading: Option<u16>,
    metres: f64,
}

impl Driven {
    /// So many metres nearer to where it goes; there it stands.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a bearing is 0 to 359"
    )]
    fn step(&mut self, metres: f64) -> Moved {
        let left = self.at.metres_to(self.to);
        let part = if left <= metres { 1.0 } else { metres / left };
        let (east, north) = (
            (self.to.lon - self.at.lon) * self.at.lat.to_radians().cos(),
            self.to.lat - self.at.lat,
        );
        let moves = left > 1.0;
        let bearing = east.atan2(north).to_degrees().rem_euclid(360.0);
        self.at = Place {
            lon: (self.to.lon - self.at.lon).mul_add(part, self.at.lon),
            lat: (self.to.lat - self.at.lat).mul_add(part, self.at.lat),
        };
        Moved {
            place: self.at,
            heading: moves.then_some(bearing as u16 % 360),
            metres: left.min(metres),
        }
    }
}

/// The cars of a town's demonstration.
#[derive(Debug)]
pub(crate) struct Drive {
    town: TownId,
    cars: HashMap<UnitId, Driven>,
    random: ChaCha8Rng,
}

impl Drive {
    /// Cars that have not moved yet.
    pub(crate) fn new(town: TownId, seed: u64) -> Self {
        Self {
            town,
            cars: HashMap::new(),
            random: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// Moves every crewed car on by the time between two reports, and reports it as its crew's phone would.
    ///
    /// # Errors
    /// The store's failure.
    async fn go_on(&mut self, app: &App) -> Result<(), Failure> {
        let book = app.book(&self.town).await?;
        if self.cars.is_empty() {
            // From where an earlier demonstration left them: nobody believes a car that jumps.
            for seen in app.positions_of(&self.town).await? {
                let (at, to) = (seen.place, seen.place);
                self.cars.insert(seen.unit, Driven { at, to });
            }
        }
        for unit in app.units_now(&self.town).await? {
            let Some(turn) = unit.crew.first() else {
                continue;
            };
            let Some(car) = book.registry.unit(&unit.standing.unit) else {
                continue;
            };
            let area = book.registry.area(&car.area).map(|area| &area.outline);
            let call = match &unit.standing.incident {
                None => None,
                Some(id) => app.incident(&self.town, id).await?.0.position(),
            };
            let Some(moved) = self.drive(&car.id, unit.standing.state, call, area) else {
                continue;
            };
            let crew = phone_of(&self.town, &turn.member)?;
            let fixes = [fix(moved, app.now())];
            match app.report_positions(&crew, &fixes).await {
                Err(error @ (AppError::Store(_) | AppError::Internal(_))) => {
                    return Err(error.into());
                }
                // At the change of a shift the member may have gone a moment ago: the next drives on.
                Err(error) => tracing::debug!(%error, "a simulated position is not taken"),
                Ok(_) => {}
            }
        }
        Ok(())
    }

    /// Moves a car on; `None` when it is out of service, or nobody knows where it could be.
    fn drive(
        &mut self,
        car: &UnitId,
        state: UnitState,
        call: Option<Place>,
        area: Option<&Outline>,
    ) -> Option<Moved> {
        let random = &mut self.random;
        let mut anywhere = || area.map(|area| point_in(area, random));
        let mut driven = match self.cars.get(car) {
            Some(known) => *known,
            None => anywhere().map(|at| Driven { at, to: at })?,
        };
        let speed = match state {
            UnitState::OutOfService => return None,
            UnitState::EnRoute | UnitState::OnScene => {
                driven.to = call.unwrap_or(driven.at);
                URGENT
            }
            UnitState::Available => {
                if driven.at.metres_to(driven.to) < 1.0 {
                    driven.to = anywhere().unwrap_or(driven.at);
                }
                PATROL
            }
            // It waits for its crew's word.
            UnitState::Assigned => 0.0,
        };
        let moved = driven.step(speed * f64::from(EVERY));
        self.cars.insert(car.clone(), driven);
        Some(moved)
    }
}

/// Drives a town's cars until the process ends.
pub(crate) async fn run(app: Arc<App>, mut drive: Drive) {
    loop {
        tokio::time::sleep(Duration::from_secs(u64::from(EVERY))).await;
        if let Err(error) = drive.go_on(&app).await {
            tracing::error!(%error, "the simulated cars stand still");
            return;
        }
    }
}

/// A point of an area, drawn evenly.
fn point_in(outline: &Outline, random: &mut ChaCha8Rng) -> Place {
    let bounds = |of: fn(&Place) -> f64| {
        let all = outline.0.iter().map(of);
        all.fold((f64::MAX, f64::MIN), |(least, most), one| {
            (least.min(one), most.max(one))
        })
    };
    let (lon, lat) = (bounds(|one| one.lon), bounds(|one| one.lat));
    let mut between = |(least, most): (f64, f64)| {
        let part = f64::from(random.next_u32()) / f64::from(u32::MAX);
        (most - least).mul_add(part, least)
    };
    let mut draws = (0..DRAWS).map(|_| Place {
        lon: between(lon),
        lat: between(lat),
    });
    draws
        .find(|place| outline.contains(*place))
        .unwrap_or_else(|| outline.middle())
}

/// The phone of a member on duty, whether or not the member has a login.
fn phone_of(town: &TownId, member: &MemberId) -> Result<Visitor, Failure> {
    let id =
        AccountId::new(SIMULATION).map_err(|error| anyhow::anyhow!("{SIMULATION}: {error}"))?;
    Ok(Visitor {
        town: town.clone(),
        account: Account {
            id,
            name: SIMULATION.to_owned(),
            role: Role::Member,
            member: Some(member.clone()),
            department: None,
            external: None,
        },
        scopes: None,
        session: None,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a car's speed is 0 to 40"
)]
fn fix(moved: Moved, at: Timestamp) -> Fix {
    let kmh = moved.metres / f64::from(EVERY) * 3.6;
    Fix {
        at,
        place: moved.place,
        accuracy_metres: 8,
        speed_kmh: Some(kmh.round() as u16),
        heading: moved.heading,
    }
}

#[cfg(test)]
mod tests {
    use super::{Drive, Driven, EVERY, Moved, PATROL, URGENT, fix, point_in};
    use liandong_domain::{
        duty::UnitState,
        geo::{Outline, Place},
        ids::{TownId, UnitId},
        time::Timestamp,
    };
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};

    const fn place(lon: f64, lat: f64) -> Place {
        Place { lon, lat }
    }

    #[test]
    fn a_car_drives_straight_arrives_and_stands() {
        let (from, to) = (place(121.29, 31.22), place(121.29, 31.23));
        let mut car = Driven { at: from, to };
        let first = car.step(100.0);
        assert_eq!(first.heading, Some(0));
        assert!(
            (from.metres_to(first.place) - 100.0).abs() < 0.5,
            "{first:?}"
        );
        let steps = (0..).take_while(|_| car.step(100.0).metres > 0.0).count();
        assert_eq!(steps, 11, "1,112 metres in steps of 100");
        assert_eq!(car.at, to);
        let still = Moved {
            place: to,
            heading: None,
            metres: 0.0,
        };
        assert_eq!(car.step(100.0), still);
        assert_eq!(fix(still, Timestamp(0)).speed_kmh, Some(0));
    }

    #[test]
    fn directions_are_clockwise_from_north() {
        let middle = place(121.3, 31.2);
        for (lon, lat, heading) in [
            (0.0, 0.01, 0),
            (0.01, 0.0, 90),
            (0.0, -0.01, 180),
            (-0.01, 0.0, 270),
        ] {
            let mut car = Driven {
                at: middle,
                to: place(middle.lon + lon, middle.lat + lat),
            };
            let told = car.step(10.0).heading.expect("it moves");
            assert!(told.abs_diff(heading) <= 1, "{told} for {heading}");
        }
    }

    #[test]
    fn speeds_are_told_as_driven() {
        for (speed, kmh) in [(URGENT, 40), (PATROL, 18)] {
            let mut car = Driven {
                at: place(121.0, 31.0),
                to: place(121.1, 31.0),
            };
            let moved = car.step(speed * f64::from(EVERY));
            assert_eq!(fix(moved, Timestamp(0)).speed_kmh, Some(kmh));
        }
    }

    #[test]
    fn a_patrol_stays_in_its_area() {
        let corners = [
            (121.30, 31.20),
            (121.33, 31.20),
            (121.30, 31.23),
            (121.30, 31.20),
        ];
        let area = Outline(corners.map(|(lon, lat)| place(lon, lat)).into());
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let points: Vec<Place> = (0..200).map(|_| point_in(&area, &mut random)).collect();
        assert!(points.iter().all(|one| area.contains(*one)));
        let east = points.iter().filter(|one| one.lon > 121.31).count();
        assert!((40..160).contains(&east), "spread over it: {east} of 200");
    }

    #[test]
    fn a_car_goes_to_its_call_when_its_crew_has_said_so_and_stands_there() {
        let car = UnitId::new("car-1").expect("an identifier");
        let mut drive = Drive::new(TownId::new("town").expect("an identifier"), 1);
        let begin = place(121.29, 31.22);
        drive.cars.insert(
            car.clone(),
            Driven {
                at: begin,
                to: begin,
            },
        );
        let call = Some(place(121.29, 31.23));
        let mut go = |state| drive.drive(&car, state, call, None);
        let stands = go(UnitState::Assigned).expect("it is in service");
        assert_eq!((stands.place, stands.metres), (begin, 0.0));
        assert!(go(UnitState::EnRoute).expect("it drives").metres > 30.0);
        let arrived = (0..100).filter_map(|_| go(UnitState::EnRoute)).last();
        assert_eq!(arrived.map(|moved| moved.place), call);
        assert_eq!(go(UnitState::OnScene).map(|moved| moved.metres), Some(0.0));
        assert_eq!(go(UnitState::OutOfService), None);
    }
}
