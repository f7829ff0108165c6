//! What a fleet costs a year (年费用): cars by the car, members by the hours that they have to be filled.

use crate::sim::{CarPlan, Fleet};
use liandong_domain::{money::Fen, policy::Window};
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// Unit prices, as a contract has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanCosts))]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// A car for a year, in fen.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub car_year: Fen,
    /// A member for a year, in fen.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub member_year: Fen,
    /// Members in a car on duty.
    pub crew: u32,
    /// Hours that a member works a week, all counted.
    pub member_week_hours: u32,
}

/// What a fleet costs, with what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanBill))]
#[serde(deny_unknown_fields)]
pub struct Bill {
    /// Cars.
    pub cars: u32,
    /// Seconds a week that cars are on duty, all cars together.
    pub duty_seconds_a_week: i64,
    /// Members that fill them, rounded up.
    pub members: i64,
    /// A year, in fen.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub yearly: Fen,
}

impl Costs {
    /// What a fleet costs.
    #[must_use]
    pub fn bill(&self, fleet: &Fleet) -> Bill {
        let duty: i64 = fleet.cars.iter().map(duty_seconds_a_week).sum();
        let seats = duty.saturating_mul(i64::from(self.crew));
        let week = i64::from(self.member_week_hours.max(1)) * 3_600;
        let members = seats / week + i64::from(seats % week > 0);
        let cars = u32::try_from(fleet.cars.len()).unwrap_or(u32::MAX);
        let times = |price: Fen, many: i64| Fen(price.0.saturating_mul(many));
        Bill {
            cars,
            duty_seconds_a_week: duty,
            members,
            yearly: times(self.car_year, i64::from(cars)) + times(self.member_year, members),
        }
    }
}

/// Seconds a week that a car is on duty; windows that overlap count once.
#[must_use]
pub fn duty_seconds_a_week(car: &CarPlan) -> i64 {
    if car.duty.is_empty() {
        return WEEK;
    }
    (1..=7).map(|weekday| on_a_day(&car.duty, weekday)).sum()
}

fn on_a_day(duty: &[Window], weekday: u8) -> i64 {
    let mut spans: Vec<(i64, i64)> = duty
        .iter()
        .filter(|one| one.weekdays.contains(&weekday))
        .map(|one| (one.from_second, one.to_second.min(DAY)))
        .collect();
    spans.sort_unstable();
    let mut reached = 0;
    let mut covered = 0;
    for (from, to) in spans {
        let from = from.max(reached);
        covered += (to - from).max(0);
        reached = reached.max(to);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;
    use liandong_domain::ids::{AreaId, UnitId};

    fn car(nth: usize, duty: Vec<Window>) -> CarPlan {
        CarPlan {
            unit: UnitId::new(format!("car-{nth}")).unwrap(),
            area: AreaId::new("a").unwrap(),
            duty,
            breaks: Vec::new(),
        }
    }

    fn window(weekdays: &[u8], from: i64, to: i64) -> Window {
        Window {
            weekdays: weekdays.into(),
            from_second: from * 3_600,
            to_second: to * 3_600,
        }
    }

    /// The contract of the example: 5 cars at 78,000 yuan, 40 members at 74,800 yuan.
    const COSTS: Costs = Costs {
        car_year: Fen::from_yuan(78_000),
        member_year: Fen::from_yuan(74_800),
        crew: 2,
        member_week_hours: 42,
    };

    #[test]
    fn five_cars_round_the_clock_take_forty_members() {
        let fleet = Fleet {
            cars: (1..=5).map(|nth| car(nth, Vec::new())).collect(),
        };
        let bill = COSTS.bill(&fleet);
        assert_eq!((bill.cars, bill.members), (5, 40));
        assert_eq!(bill.yearly, Fen::from_yuan(5 * 78_000 + 40 * 74_800));
    }

    #[test]
    fn windows_that_overlap_count_once_and_a_part_of_a_member_is_one() {
        let all = [1, 2, 3, 4, 5, 6, 7];
        let day = car(
            1,
            vec![
                window(&all, 8, 16),
                window(&all, 12, 20),
                window(&[6], 0, 1),
            ],
        );
        assert_eq!(duty_seconds_a_week(&day), (7 * 12 + 1) * 3_600);
        // 85 hours, two members a car: 170 hours over 42.
        assert_eq!(COSTS.bill(&Fleet { cars: vec![day] }).members, 5);
    }
}
