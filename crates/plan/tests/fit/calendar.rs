//! Exposure and the edges of days and weeks.

use liandong_domain::{
    policy::{Coverage, Window},
    time::{Period, Timestamp, UtcOffset},
};
use liandong_plan::fit::{Calendar, HOURS, Hole, hour_of_week};

fn days(from: &str, to: &str) -> Period {
    Period {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn the_hour_of_the_week_is_the_towns_own() {
    let beijing = UtcOffset::BEIJING;
    // 4 March 2024 was a Monday.
    assert_eq!(hour_of_week(beijing, at("2024-03-03T15:59:59Z")), 167);
    assert_eq!(hour_of_week(beijing, at("2024-03-03T16:00:00Z")), 0);
    assert_eq!(hour_of_week(UtcOffset(0), at("2024-03-03T16:00:00Z")), 160);
    assert_eq!(
        hour_of_week(UtcOffset(19_800), at("2024-03-03T18:30:00Z")),
        0
    );
    assert_eq!(
        hour_of_week(UtcOffset(-3_600), at("1969-12-31T23:30:00Z")),
        2 * 24 + 22
    );
}

#[test]
fn each_hour_is_counted_as_often_as_it_came() {
    // Friday 1 March to Sunday 31 March 2024: five Fridays, Saturdays and Sundays, four of each other day.
    let march = days("2024-03-01", "2024-03-31");
    let all = Calendar::new(march, UtcOffset::BEIJING, Coverage::Always, &[]).exposure();
    for (cell, seconds) in all.iter().enumerate() {
        let times = if cell / 24 >= 4 { 5 } else { 4 };
        assert_eq!(*seconds, times * 3_600, "cell {cell}");
    }
    // An offset that is no whole hour cuts days all the same at local midnight.
    let odd = Calendar::new(march, UtcOffset(20_700), Coverage::Always, &[]).exposure();
    assert_eq!(odd, all);
}

#[test]
fn hours_that_are_not_covered_and_holes_are_not_exposure() {
    let window = |weekdays: &[u8], from_second, to_second| Window {
        weekdays: weekdays.to_vec(),
        from_second,
        to_second,
    };
    // Monday 8:00 to 20:30, of which 10:00 to 12:00 is named twice.
    let coverage = Coverage::Weekly(vec![
        window(&[1], 8 * 3_600, 20 * 3_600 + 1_800),
        window(&[1, 2], 10 * 3_600, 12 * 3_600),
    ]);
    let hole = Hole {
        from: at("2024-03-04T09:30:00+08:00"),
        to: at("2024-03-04T11:15:00+08:00"),
    };
    let week = days("2024-03-04", "2024-03-10");
    let calendar = Calendar::new(week, UtcOffset::BEIJING, coverage, &[hole, hole]);
    let exposure = calendar.exposure();
    assert_eq!(exposure[7], 0);
    assert_eq!(exposure[8], 3_600);
    assert_eq!(exposure[9], 1_800);
    assert_eq!(exposure[10], 0);
    assert_eq!(exposure[11], 2_700);
    assert_eq!(exposure[20], 1_800);
    assert_eq!(exposure[21], 0);
    let monday = 12 * 3_600 + 1_800 - 6_300;
    assert_eq!(exposure.iter().sum::<i64>(), monday + 2 * 3_600);
    assert_eq!(exposure.len(), HOURS);
    assert!(calendar.holds(at("2024-03-04T20:29:59+08:00")));
    assert!(!calendar.holds(at("2024-03-04T20:30:00+08:00")));
    assert!(!calendar.holds(at("2024-03-04T11:14:59+08:00")));
    assert!(calendar.holds(at("2024-03-04T11:15:00+08:00")));
    assert!(
        !calendar.holds(at("2024-03-11T09:00:00+08:00")),
        "another week"
    );
}
