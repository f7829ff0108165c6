//! Times as people say them.

use liandong_domain::time::{Day, Timestamp};

/// The day of all stories: Monday, 4 March 2024, Beijing time.
const MONDAY: &str = "2024-03-04";

/// `08:15`, `08:15:01`, or `+1 08:15` for the next day.
pub(crate) fn at(text: &str) -> Timestamp {
    let (days, clock) = match text.strip_prefix('+') {
        Some(rest) => {
            let (days, clock) = rest.split_once(' ').expect("+DAYS HH:MM");
            (days.parse::<i64>().expect("days"), clock)
        }
        None => (0, text),
    };
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    let moment: Timestamp = format!("{MONDAY}T{clock}{seconds}+08:00")
        .parse()
        .expect("HH:MM or HH:MM:SS");
    moment.plus(days * 86_400)
}

/// A calendar day.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
