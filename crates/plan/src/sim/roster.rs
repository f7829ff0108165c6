//! When cars come on duty, go off and may rest (班次与休息), as changes within the week.

use super::calls::{Ms, SECOND};
use super::scenario::CarPlan;
use liandong_domain::policy::Window;

const WEEK: i64 = 7 * 86_400;

/// Something that the clock does to a car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// It goes off duty.
    Off,
    /// It comes on duty.
    On,
    /// It may rest, until this long after, for this long.
    MayRest(Ms, Ms),
}

/// The changes of a week, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Week {
    /// Milliseconds from Monday 00:00, the car, the change.
    pub(super) changes: Vec<(Ms, u8, Change)>,
    /// Who is on duty when the run begins.
    pub(super) at_first: u64,
}

impl Week {
    pub(super) fn new<'a>(cars: impl Iterator<Item = &'a CarPlan>, into_week: Ms) -> Self {
        let mut week = Self::default();
        let begin = i64::try_from(into_week / SECOND).unwrap_or(0);
        for (nth, car) in (0_u8..).zip(cars) {
            if on_duty(car, begin) {
                week.at_first |= 1 << nth;
            }
            for edge in car.duty.iter().flat_map(edges) {
                let (before, after) = (on_duty(car, edge - 1), on_duty(car, edge));
                if before != after {
                    let change = if after { Change::On } else { Change::Off };
                    week.changes.push((ms(edge), nth, change));
                }
            }
            for rest in &car.breaks {
                let width = ms(rest.within.to_second - rest.within.from_second);
                for day in days(&rest.within) {
                    let change = Change::MayRest(width, ms(rest.seconds));
                    week.changes
                        .push((ms(day + rest.within.from_second), nth, change));
                }
            }
        }
        week.changes.sort_unstable();
        week.changes.dedup();
        week
    }
}

fn ms(seconds: i64) -> Ms {
    u64::try_from(seconds.rem_euclid(WEEK)).unwrap_or(0) * SECOND
}

fn days(window: &Window) -> impl Iterator<Item = i64> {
    window
        .weekdays
        .iter()
        .map(|day| (i64::from(*day) - 1) * 86_400)
}

fn edges(window: &Window) -> impl Iterator<Item = i64> {
    days(window).flat_map(|day| [day + window.from_second, day + window.to_second])
}

fn on_duty(car: &CarPlan, second: i64) -> bool {
    let second = second.rem_euclid(WEEK);
    let holds = |window: &Window| {
        days(window).any(|day| (day + window.from_second..day + window.to_second).contains(&second))
    };
    car.duty.is_empty() || car.duty.iter().any(holds)
}
